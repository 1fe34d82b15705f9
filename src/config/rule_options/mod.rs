//! The options of every rule, typed. A field of [`RuleOptions`] is named after the rule's code.

mod aliasing;
mod ambiguous;
mod boundary;
mod capitalisation;
mod convention;
mod dialects;
mod documentation;
mod exposures;
mod governance;
mod layout;
mod lineage;
mod macros;
mod materialization;
mod model_code;
mod naming;
mod packages;
mod placement;
mod project;
mod properties;
mod references;
mod seeds;
mod shared;
mod snapshots;
mod sources;
mod structure;
mod testing;
mod unit_tests;

pub use aliasing::*;
pub use ambiguous::*;
pub use boundary::*;
pub use capitalisation::*;
pub use convention::*;
pub use dialects::*;
pub use documentation::*;
pub use exposures::*;
pub use governance::*;
pub use layout::*;
pub use lineage::*;
pub use macros::*;
pub use materialization::*;
pub use model_code::*;
pub use naming::*;
pub use packages::*;
pub use placement::*;
pub use project::*;
pub use properties::*;
pub use references::*;
pub use seeds::*;
pub use shared::*;
pub use snapshots::*;
pub use sources::*;
pub use structure::*;
pub use testing::*;
pub use unit_tests::*;

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
    dc01: ModelDescriptions,
    dc02: DescriptionPattern,
    dc04: ColumnDescriptions,
    dc07: PublicModels,
    dc08: ColumnConsistency,
    dc10: DescriptionCoverage,
    dc11: SourceDescriptions,
    dc12: SourceTableDescriptions,
    dc13: SourceColumnDescriptions,
    dc15: SeedDescriptions,
    dc16: SeedColumnDescriptions,
    dc17: SeedColumns,
    dc18: SnapshotDescriptions,
    dc19: MacroDescriptions,
    dc20: MacroArgumentDescriptions,
    dc22: ExposureDescriptions,
    dc24: ColumnCoverage,
    dp02: ParentCount,
    dp03: ChildCount,
    dp04: LeafFanout,
    dp05: UnusedModels,
    dp06: MultipleSources,
    dp13: ParentNames,
    dp14: ParentSchemas,
    dp15: ParentDatabases,
    dp16: ChainedViews,
    dp17: MaterializationByUse,
    dp18: RequiredMacros,
    dp19: ModelExposures,
    dp20: DuplicateConcepts,
    fd14: MacroOverrides,
    fd16: PackagePolicy,
    fd17: ProjectConformance,
    fd18: Ownership,
    fd22: ChangeScope,
    fd23: RawAccess,
    fd24: GrantPolicy,
    gv01: ModelAccess,
    gv04: ColumnTypes,
    gv05: RequiredConstraints,
    gv06: RequiredConstraintTypes,
    gv10: RequiredColumns,
    gv12: GrantPrivileges,
    gv13: GrantRequired,
    gv14: GrantCount,
    gv15: ModelMeta,
    gv16: ColumnMeta,
    gv17: ModelLabels,
    gv18: Owners,
    gv19: ModelTags,
    gv20: SeedMeta,
    gv21: SnapshotMeta,
    gv22: MacroMeta,
    gv23: ExposureMeta,
    gv24: SnapshotTags,
    gv25: LatestVersion,
    gv26: VersionPattern,
    gv33: PastDeprecation,
    lt05: LongLines,
    lt09: SelectTargets,
    lt15: BlankLines,
    mc01: UnusedMacros,
    mc02: MacroArguments,
    mc03: MacroLines,
    mc04: BannedMacroCode,
    mc05: UndefinedMacros,
    mt01: PermittedMaterializations,
    mt02: IncrementalKeys,
    nm01: ModelNames,
    nm03: ModelFileNames,
    nm04: ModelAliases,
    nm05: ModelSchemas,
    nm06: ColumnNames,
    nm07: TypesByName,
    nm08: NamesByType,
    nm09: SourceNames,
    nm10: SeedNames,
    nm11: SeedColumnNames,
    nm12: SnapshotNames,
    nm13: MacroNames,
    nm14: MacroFiles,
    nm15: ProjectNames,
    nm16: DuplicateNames,
    nm17: RelationCollisions,
    nm19: CanonicalColumns,
    pg01: ExcessiveLocks,
    pg02: NotValidForeignKey,
    pk01: PackagePins,
    pl02: PropertiesFiles,
    pl03: PropertiesFolder,
    pl04: PermittedFolders,
    pl05: LayerFolders,
    pl06: SourceProperties,
    pl07: SourceFiles,
    pl08: MacroProperties,
    re01: HardCodedRelations,
    re05: VersionPins,
    re06: DeprecatedTargets,
    re12: RelationsFromVariables,
    re13: UndeclaredVariables,
    re14: EnvironmentVariableUse,
    re15: ImportTables,
    re16: Environments,
    rf01: ReferencesFrom,
    rf02: Qualification,
    rf03: ConsistentReferences,
    rf04: KeywordIdentifiers,
    rf05: SpecialCharacters,
    rf06: Quoting,
    rf07: WindowAliases,
    sc02: ModelLength,
    sc03: Stars,
    sc04: CartesianJoins,
    sc05: BannedModelCode,
    sc06: Complexity,
    sc08: Introspection,
    sd02: SeedSize,
    sd03: SeedRows,
    sp02: SnapshotStrategies,
    sr01: SourceFreshness,
    sr03: SourceMeta,
    sr04: SourceLabels,
    sr05: SourceTags,
    sr06: UnusedSources,
    sr07: SourceFanout,
    sr10: ColumnMarks,
    st05: Subqueries,
    st09: JoinConditionOrder,
    tq04: PreferAsAlias,
    ts01: ModelTests,
    ts02: ModelTestsByName,
    ts03: ModelTestsByType,
    ts04: ModelTestGroup,
    ts05: UniquenessTests,
    ts10: TestCoverage,
    ts11: ColumnTests,
    ts12: RelationshipTests,
    ts14: TestMeta,
    ts15: TestTags,
    ts16: TestWhere,
    ts17: SourceTests,
    ts18: SourceTestsByName,
    ts19: SourceTestsByType,
    ts20: SourceTestGroup,
    ts21: RelationshipsMissing,
    ts23: TrivialTests,
    un01: ModelUnitTests,
    un02: SeedUnitTests,
    un03: UnitTestCoverage,
    un04: ExpectFormats,
    un05: GivenFormats,
    xp01: ExposureModels,
    xp02: ExposureAccess,
    xp03: ExposureParents,
    xp04: ExposureOwner,
    ym07: PropertiesSchema,
    ym09: TestDefinitions,
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
