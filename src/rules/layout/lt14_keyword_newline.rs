use crate::diagnostic::{Applicability, Level, RuleName};
use crate::rules::{Change, Check, FixPolicy, RuleDef};

/// The gap plan finds and mends it: `crate::layout`.
pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "LT14", name: "layout.keyword_newline" },
    aliases: &[],
    groups: &["layout"],
    docs: include_str!("../../../rules/LT14.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Spacing),
    check: Check::Layout,
};
