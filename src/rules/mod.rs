//! Layer 4: the rules, one file each, in one table.
//!
//! Rules are stateless functions. They know the tree, the settings and the facts they are given, never other rules.
//! Adding a rule is a line in the table below, a file in its group's folder and a page in `rules/`.

mod cx;
mod definition;
mod plan;
mod sink;

pub use cx::{Cx, CxParts, ProjectCx};
pub use definition::{Change, Check, FixPolicy, ResourceKinds, RuleDef};
pub use plan::RulePlan;
pub use sink::{Finding, FindingFix, ProjectFinding, ProjectSink, Report, Sink};

use crate::config::RuleDescriptor;

macro_rules! rules {
    ($($group:ident { $($code:ident => $module:ident),* $(,)? })*) => {
        $(mod $group { $(mod $module; pub(super) use $module::RULE as $code;)* })*

        /// A rule, by its place in [`RULES`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u16)]
        pub enum RuleId { $($($code),*),* }

        /// Every rule, in the order of the table.
        pub static RULES: &[&RuleDef] = &[$($(&$group::$code),*),*];

        impl RuleId {
            pub const ALL: &'static [RuleId] = &[$($(RuleId::$code),*),*];
        }
    };
}

rules! {
    convention {
        CV02 => cv02_coalesce,
    }
}

impl RuleId {
    #[must_use]
    pub fn definition(self) -> &'static RuleDef {
        RULES[self as usize]
    }
}

/// The rules as configuration knows them, in the order of the table.
#[must_use]
pub fn descriptors() -> Vec<RuleDescriptor> {
    let describe = |rule: &&RuleDef| RuleDescriptor {
        code: rule.name.code,
        name: rule.name.name,
        aliases: rule.aliases,
        groups: rule.groups,
        default: rule.default,
    };
    RULES.iter().map(describe).collect()
}

/// The rule of a code, a name or an alias, in any case.
#[must_use]
pub fn find_rule(text: &str) -> Option<RuleId> {
    RuleId::ALL.iter().copied().find(|rule| {
        let RuleDef { name, aliases, .. } = rule.definition();
        name.code.eq_ignore_ascii_case(text)
            || name.name.eq_ignore_ascii_case(text)
            || aliases.iter().any(|alias| alias.eq_ignore_ascii_case(text))
    })
}
