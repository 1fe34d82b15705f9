use crate::config::options::options;

options! {
    /// Options of XP04.
    ExposureOwner for "XP04" "exposures.owner" {
        /// What must be there.
        fields: Vec<String> = ["name", "email"].map(str::to_owned).to_vec(),
    }
}

options! {
    /// Options of XP01.
    ExposureModels for "XP01" "exposures.model_count" {
        /// The fewest.
        min: u32 = 1,
        /// The most.
        max: Option<u32> = None,
    }
}

options! {
    /// Options of XP03.
    ExposureParents for "XP03" "exposures.materialized_parents" {
        /// What counts as not materialized.
        materializations: Vec<String> = ["view", "ephemeral"].map(str::to_owned).to_vec(),
    }
}

options! {
    /// Options of XP02.
    ExposureAccess for "XP02" "exposures.public_models" {
        /// Whether a source table counts as something that is not public.
        sources: bool = false,
    }
}
