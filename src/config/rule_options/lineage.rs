use crate::config::options::options;

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
