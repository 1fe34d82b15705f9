use crate::config::options::options;

options! {
    /// Options of MT01.
    PermittedMaterializations for "MT01" "materialization.permitted_materialization" {
        /// Materializations; none: any.
        permitted: Vec<String> = Vec::new(),
    }
}

options! {
    /// Options of MT02.
    IncrementalKeys for "MT02" "materialization.incremental_unique_key" {
        /// Strategies that need none.
        exempt_strategies: Vec<String> = ["append", "insert_overwrite", "microbatch"].map(str::to_owned).to_vec(),
    }
}
