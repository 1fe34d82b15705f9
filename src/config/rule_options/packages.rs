use crate::config::options::options;

options! {
    /// Options of PK01.
    PackagePins for "PK01" "packages.unpinned" {
        /// Packages that may move, by their address or its last part.
        allow: Vec<String> = Vec::new(),
    }
}
