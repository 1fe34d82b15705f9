use crate::config::options::options;

options! {
    /// Options of SP02.
    SnapshotStrategies for "SP02" "snapshots.strategy" {
        /// The strategies that may be; none: any.
        allowed: Vec<String> = Vec::new(),
    }
}
