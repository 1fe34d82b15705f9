use super::shared::CoverageBy;
use crate::config::options::options;

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
    /// Options of DC10.
    DescriptionCoverage for "DC10" "documentation.model_coverage" {
        /// The least share, in percent.
        min: u32 = 100,
        /// What the share is counted over: the whole `project`, each `layer`, `group` or `folder`.
        by: CoverageBy = CoverageBy::Project,
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
    /// Options of DC12.
    SourceTableDescriptions for "DC12" "documentation.source_table_description" {
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
    /// Options of DC15.
    SeedDescriptions for "DC15" "documentation.seed_description" {
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
    /// Options of DC18.
    SnapshotDescriptions for "DC18" "documentation.snapshot_description" {
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
        ignore_dispatch_impls: bool = false,
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
    /// Options of DC22.
    ExposureDescriptions for "DC22" "documentation.exposure_description" {
        /// The fewest characters.
        min_length: u32 = 1,
    }
}

options! {
    /// Options of DC08.
    ColumnConsistency for "DC08" "documentation.column_consistency" {
        /// Columns that mean something else in each model.
        ignore: Vec<String> = Vec::new(),
    }
}

options! {
    /// Options of DC07.
    PublicModels for "DC07" "documentation.public_model" {
        /// The fewest characters of a description.
        min_length: u32 = 1,
    }
}

options! {
    /// Options of DC17.
    SeedColumns for "DC17" "documentation.seed_columns" {
        /// Whether `ID` and `id` are two columns.
        case_sensitive: bool = false,
    }
}

options! {
    /// Options of DC24.
    ColumnCoverage for "DC24" "documentation.column_coverage" {
        /// The least share, in percent.
        min: u32 = 100,
        /// What the share is counted over: the whole `project`, each `layer`, `group` or `folder`.
        by: CoverageBy = CoverageBy::Project,
    }
}
