use crate::config::options::options;

options! {
    /// Options of RE05.
    VersionPins for "RE05" "references.unpinned_version" {
        /// Whether a project may leave the version out for models of its own.
        allow_within_project: bool = false,
    }
}

options! {
    /// Options of RE06.
    DeprecatedTargets for "RE06" "references.deprecated_target" {
        /// How many days before the date to begin.
        warn_days: u32 = 0,
    }
}

options! {
    /// Options of NM09.
    SourceNames for "NM09" "naming.source_table_pattern" {
        /// A regular expression for the whole name; `{name}` stands for a capture of the project's folder.
        pattern: Option<String> = None,
    }
}

options! {
    /// Options of NM10.
    SeedNames for "NM10" "naming.seed_pattern" {
        /// A regular expression for the whole name; `{name}` stands for a capture of the project's folder.
        pattern: Option<String> = None,
    }
}

options! {
    /// Options of NM12.
    SnapshotNames for "NM12" "naming.snapshot_pattern" {
        /// A regular expression for the whole name; `{name}` stands for a capture of the project's folder.
        pattern: Option<String> = None,
    }
}

options! {
    /// Options of NM03.
    ModelFileNames for "NM03" "naming.model_file_pattern" {
        /// A regular expression for the whole name without its ending; `{name}` stands for a capture of the project's folder.
        pattern: Option<String> = None,
    }
}

options! {
    /// Options of NM11.
    SeedColumnNames for "NM11" "naming.seed_column_pattern" {
        /// A regular expression for the whole name.
        pattern: Option<String> = None,
    }
}

options! {
    /// Options of NM13.
    MacroNames for "NM13" "naming.macro_pattern" {
        /// A regular expression for the whole name.
        pattern: String = "[a-z_][a-z0-9_]*".to_owned(),
    }
}

options! {
    /// Options of NM14.
    MacroFiles for "NM14" "naming.macro_file" {
        /// Whether others may lie in the file of a macro that has its name.
        allow_multiple: bool = false,
        /// Whether `default__x` and its like may lie in the file of `x`.
        ignore_dispatch_impls: bool = true,
    }
}

options! {
    /// Options of NM15.
    ProjectNames for "NM15" "naming.project_pattern" {
        /// A regular expression for the whole name; `{name}` stands for a capture of the folder.
        pattern: Option<String> = None,
    }
}

options! {
    /// Options of DC12.
    SourceTableDescriptions for "DC12" "documentation.source_table_description" {
        /// The fewest characters.
        min_length: u32 = 1,
    }
}

options! {
    /// Options of DC15.
    SeedDescriptions for "DC15" "documentation.seed_description" {
        /// The fewest characters.
        min_length: u32 = 1,
    }
}

options! {
    /// Options of DC18.
    SnapshotDescriptions for "DC18" "documentation.snapshot_description" {
        /// The fewest characters.
        min_length: u32 = 1,
    }
}

options! {
    /// Options of DC22.
    ExposureDescriptions for "DC22" "documentation.exposure_description" {
        /// The fewest characters.
        min_length: u32 = 1,
    }
}

options! {
    /// Options of DC02.
    DescriptionPattern for "DC02" "documentation.model_description_pattern" {
        /// A regular expression for the whole text.
        pattern: Option<String> = None,
    }
}

options! {
    /// Options of DC04.
    ColumnDescriptions for "DC04" "documentation.column_description" {
        /// The fewest characters.
        min_length: u32 = 1,
    }
}

options! {
    /// Options of DC13.
    SourceColumnDescriptions for "DC13" "documentation.source_column_description" {
        /// The fewest characters.
        min_length: u32 = 1,
    }
}

options! {
    /// Options of DC16.
    SeedColumnDescriptions for "DC16" "documentation.seed_column_description" {
        /// The fewest characters.
        min_length: u32 = 1,
    }
}

options! {
    /// Options of DC10.
    DescriptionCoverage for "DC10" "documentation.model_coverage" {
        /// The least share, in percent.
        min: u32 = 100,
    }
}

options! {
    /// Options of DC11.
    SourceDescriptions for "DC11" "documentation.source_description" {
        /// The fewest characters.
        min_length: u32 = 1,
    }
}

options! {
    /// Options of DC19.
    MacroDescriptions for "DC19" "documentation.macro_description" {
        /// The fewest characters.
        min_length: u32 = 1,
        /// Whether `default__x` and its like may do without.
        ignore_dispatch_impls: bool = true,
    }
}

options! {
    /// Options of DC20.
    MacroArgumentDescriptions for "DC20" "documentation.macro_argument_description" {
        /// The fewest characters.
        min_length: u32 = 1,
    }
}

options! {
    /// Options of TS01.
    ModelTests for "TS01" "testing.model_tests" {
        /// The fewest tests.
        min: u32 = 1,
    }
}

options! {
    /// Options of TS05.
    UniquenessTests for "TS05" "testing.model_uniqueness" {
        /// Names of tests that count, with or without their package.
        accepted: Vec<String> = ["unique", "unique_combination_of_columns", "expect_compound_columns_to_be_unique"].map(str::to_owned).to_vec(),
    }
}

options! {
    /// Options of TS10.
    TestCoverage for "TS10" "testing.model_coverage" {
        /// The least share, in percent.
        min: u32 = 100,
    }
}

options! {
    /// Options of TS17.
    SourceTests for "TS17" "testing.source_tests" {
        /// The fewest tests.
        min: u32 = 1,
    }
}

options! {
    /// Options of GV04.
    ColumnTypes for "GV04" "governance.column_types" {
        /// Whether only models with an enforced contract are asked.
        only_contracted: bool = false,
    }
}

options! {
    /// Options of GV01.
    ModelAccess for "GV01" "governance.model_access" {
        /// `public`, `protected` or `private`.
        access: Option<String> = None,
    }
}

options! {
    /// Options of GV33.
    PastDeprecation for "GV33" "governance.past_deprecation" {
        /// Days after the date that are let pass.
        grace_days: u32 = 0,
    }
}

options! {
    /// Options of SR06.
    UnusedSources for "SR06" "sources.unused" {
        /// The fewest readers.
        min: u32 = 1,
    }
}

options! {
    /// Options of SR07.
    SourceFanout for "SR07" "sources.fanout" {
        /// The most models.
        max: u32 = 1,
    }
}

options! {
    /// Options of MC02.
    MacroArguments for "MC02" "macros.argument_count" {
        /// The most arguments.
        max: u32 = 6,
    }
}

options! {
    /// Options of MC03.
    MacroLines for "MC03" "macros.length" {
        /// The most lines.
        max: u32 = 60,
    }
}

options! {
    /// Options of XP04.
    ExposureOwner for "XP04" "exposures.owner" {
        /// What must be there.
        fields: Vec<String> = ["name", "email"].map(str::to_owned).to_vec(),
    }
}

options! {
    /// Options of DP03.
    ChildCount for "DP03" "lineage.child_count" {
        /// The most models.
        max: u32 = 10,
    }
}

options! {
    /// Options of DP05.
    UnusedModels for "DP05" "lineage.unused_model" {
        /// The fewest readers.
        min: u32 = 1,
    }
}

options! {
    /// Options of DP06.
    MultipleSources for "DP06" "lineage.multiple_sources" {
        /// The most source tables.
        max: u32 = 1,
    }
}
