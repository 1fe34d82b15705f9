use crate::config::options::options;

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
