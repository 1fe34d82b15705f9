use super::shared::Criteria;
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

options! {
    /// Options of SR03.
    SourceMeta for "SR03" "sources.source_meta" {
        /// Keys, literally or as a path with dots.
        keys: Vec<String> = Vec::new(),
        /// `all`, `any` or exactly `one` of them.
        criteria: Criteria = Criteria::All,
        /// Whether there may be others.
        allow_extra: bool = true,
    }
}

options! {
    /// Options of SR04.
    SourceLabels for "SR04" "sources.source_labels" {
        /// Keys, literally or as a path with dots.
        keys: Vec<String> = Vec::new(),
    }
}

options! {
    /// Options of SR05.
    SourceTags for "SR05" "sources.source_tags" {
        /// Tags.
        required: Vec<String> = Vec::new(),
        /// `all`, `any` or exactly `one` of them.
        criteria: Criteria = Criteria::All,
        /// Tags that may be there; none: any.
        allowed: Vec<String> = Vec::new(),
    }
}

options! {
    /// Options of SR10.
    ColumnMarks for "SR10" "sources.column_marks" {
        /// A regular expression for the whole name of a column.
        pattern: Option<String> = None,
        /// The key.
        key: String = "pii".to_owned(),
    }
}

options! {
    /// Options of SR01.
    SourceFreshness for "SR01" "sources.freshness" {
        /// Which of `warn_after` and `error_after` there must be; none: either is enough.
        require: Vec<String> = Vec::new(),
        /// Whether the table has to say by what its freshness is measured.
        require_loaded_at: bool = false,
    }
}
