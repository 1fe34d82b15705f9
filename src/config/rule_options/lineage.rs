use super::shared::Criteria;
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

options! {
    /// Options of DP02.
    ParentCount for "DP02" "lineage.parent_count" {
        /// The fewest models.
        min_models: u32 = 0,
        /// The most models.
        max_models: Option<u32> = None,
        /// The most source tables.
        max_sources: Option<u32> = None,
        /// The most models and source tables together.
        max_parents: Option<u32> = None,
        /// The most macros that its own text calls.
        max_macros: Option<u32> = None,
    }
}

options! {
    /// Options of DP04.
    LeafFanout for "DP04" "lineage.leaf_fanout" {
        /// From how many such models on.
        threshold: u32 = 3,
    }
}

options! {
    /// Options of DP13.
    ParentNames for "DP13" "lineage.parent_name" {
        /// Prefixes; none: any.
        allow: Vec<String> = Vec::new(),
        /// Prefixes that are not read.
        deny: Vec<String> = Vec::new(),
    }
}

options! {
    /// Options of DP14.
    ParentSchemas for "DP14" "lineage.parent_schema" {
        /// Schemas; none: any.
        allow: Vec<String> = Vec::new(),
        /// Schemas that are not read.
        deny: Vec<String> = Vec::new(),
        /// Whether seeds count.
        seeds: bool = false,
    }
}

options! {
    /// Options of DP15.
    ParentDatabases for "DP15" "lineage.parent_database" {
        /// Databases; none: any.
        allow: Vec<String> = Vec::new(),
        /// Databases that are not read.
        deny: Vec<String> = Vec::new(),
        /// Whether seeds count.
        seeds: bool = false,
    }
}

options! {
    /// Options of DP16.
    ChainedViews for "DP16" "lineage.chained_views" {
        /// The most models in a chain.
        max: u32 = 5,
        /// What counts as not materialized.
        materializations: Vec<String> = ["view", "ephemeral"].map(str::to_owned).to_vec(),
    }
}

options! {
    /// Options of DP17.
    MaterializationByUse for "DP17" "lineage.materialization_by_use" {
        /// From how many readers on a model is to be materialized.
        threshold: u32 = 3,
        /// Whether a model with fewer readers has to be a view.
        two_sided: bool = false,
    }
}

options! {
    /// Options of DP18.
    RequiredMacros for "DP18" "lineage.required_macros" {
        /// Names, with or without a package.
        macros: Vec<String> = Vec::new(),
        /// `all`, `any` or exactly `one` of them.
        criteria: Criteria = Criteria::All,
    }
}

options! {
    /// Options of DP19.
    ModelExposures for "DP19" "lineage.exposure" {
        /// Only models of these layers; none: all.
        layers: Vec<String> = Vec::new(),
    }
}

options! {
    /// Options of DP20.
    DuplicateConcepts for "DP20" "lineage.duplicate_concept" {
        /// The layers to look at; none: all.
        layers: Vec<String> = Vec::new(),
        /// A regular expression that finds the concept in a model's name; none: the name without the layer's prefix.
        key: Option<String> = None,
    }
}
