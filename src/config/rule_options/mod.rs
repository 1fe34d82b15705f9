//! The options of every rule, typed. A field of [`RuleOptions`] is named after the rule's code.

mod aliasing;
mod ambiguous;
mod capitalisation;
mod convention;
mod dialects;
mod governance;
mod layout;
mod project;
mod references;
mod structure;

pub use aliasing::*;
pub use ambiguous::*;
pub use capitalisation::*;
pub use convention::*;
pub use dialects::*;
pub use governance::*;
pub use layout::*;
pub use project::*;
pub use references::*;
pub use structure::*;

use super::options::{OptionReader, RuleOptionsInfo};
use super::value::{Problems, Table};

/// The options that may stand in `[sqlfluff:rules]` itself, each for one rule. sqlfluff reads no others there, as the
/// defaults of the rules' own sections hide them.
pub const SHARED: &[(&str, &str)] =
    &[("AL03", "allow_scalar"), ("RF03", "single_table_references"), ("CP02", "unquoted_identifiers_policy")];

macro_rules! rule_options {
    ($($field:ident: $type:ident),* $(,)?) => {
        /// The options of every rule that has some.
        #[derive(Clone, Debug, Default)]
        pub struct RuleOptions { $(pub $field: $type),* }

        impl RuleOptions {
            /// `rules` holds the shared options and one table for each configured rule, by code.
            #[must_use]
            pub fn read(rules: &Table, problems: &Problems) -> Self {
                let reader = |code| {
                    let shared = SHARED.iter().find(|(of, _)| *of == code).map(|&(_, name)| (rules, name));
                    OptionReader { own: rules.find_table(&[code]), shared, problems }
                };
                Self { $($field: $type::read(&reader($type::CODE))),* }
            }

            /// The options of every rule, for messages, help and schema.
            #[must_use]
            pub fn table() -> Vec<RuleOptionsInfo> {
                vec![$($type::info()),*]
            }
        }
    };
}

rule_options! {
    al01: TableAliasing,
    al02: ColumnAliasing,
    al03: ExpressionAliasing,
    al05: UnusedAliases,
    al06: AliasLength,
    al07: ForbiddenAliases,
    am05: QualifiedJoins,
    am06: ColumnReferenceStyle,
    cp01: KeywordCase,
    cp02: IdentifierCase,
    cp03: FunctionCase,
    cp04: LiteralCase,
    cp05: TypeCase,
    cv01: NotEqual,
    cv03: SelectTrailingComma,
    cv04: CountRows,
    cv06: Terminator,
    cv09: BlockedWords,
    cv10: QuotedLiterals,
    cv11: CastingStyle,
    cv13: LastSelectStar,
    lt05: LongLines,
    lt09: SelectTargets,
    lt15: BlankLines,
    pg01: ExcessiveLocks,
    pg02: NotValidForeignKey,
    rf01: ReferencesFrom,
    rf02: Qualification,
    rf03: ConsistentReferences,
    rf04: KeywordIdentifiers,
    rf05: SpecialCharacters,
    rf06: Quoting,
    rf07: WindowAliases,
    st05: Subqueries,
    st09: JoinConditionOrder,
    tq04: PreferAsAlias,
    nm01: ModelNames,
    re01: HardCodedRelations,
    dc01: ModelDescriptions,
    dp06: MultipleSources,
    dp05: UnusedModels,
    dp03: ChildCount,
    xp04: ExposureOwner,
    mc03: MacroLines,
    mc02: MacroArguments,
    sr07: SourceFanout,
    sr06: UnusedSources,
    gv33: PastDeprecation,
    gv01: ModelAccess,
    gv04: ColumnTypes,
    ts17: SourceTests,
    ts10: TestCoverage,
    ts05: UniquenessTests,
    ts01: ModelTests,
    dc20: MacroArgumentDescriptions,
    dc19: MacroDescriptions,
    dc11: SourceDescriptions,
    dc10: DescriptionCoverage,
    dc16: SeedColumnDescriptions,
    dc13: SourceColumnDescriptions,
    dc04: ColumnDescriptions,
    dc02: DescriptionPattern,
    dc22: ExposureDescriptions,
    dc18: SnapshotDescriptions,
    dc15: SeedDescriptions,
    dc12: SourceTableDescriptions,
    nm15: ProjectNames,
    nm14: MacroFiles,
    nm13: MacroNames,
    nm11: SeedColumnNames,
    nm03: ModelFileNames,
    nm12: SnapshotNames,
    nm10: SeedNames,
    nm09: SourceNames,
    re06: DeprecatedTargets,
    re05: VersionPins,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_is_documented_and_its_default_can_be_read_back() {
        let mut codes = Vec::new();
        for rule in RuleOptions::table() {
            assert!(!codes.contains(&rule.code), "{} twice", rule.code);
            codes.push(rule.code);
            for option in rule.options {
                assert!(option.docs.ends_with('.'), "{} {}", rule.code, option.name);
                assert!(!option.expected.is_empty(), "{} {}", rule.code, option.name);
            }
        }
    }
}
