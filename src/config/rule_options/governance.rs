use super::shared::{Criteria, Mappings};
use crate::config::options::options;

options! {
    /// Options of GV01.
    ModelAccess for "GV01" "governance.model_access" {
        /// `public`, `protected` or `private`.
        access: Option<String> = None,
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
    /// Options of GV10.
    RequiredColumns for "GV10" "governance.required_columns" {
        /// Columns and, where it matters, their types, as in `[{ name = "loaded_at", type = "timestamp" }]`.
        columns: Mappings = Mappings::default(),
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
    /// Options of GV05.
    RequiredConstraints for "GV05" "governance.required_constraints" {
        /// What a constraint of the model must say, as in `[{ type = "primary_key" }]`.
        constraints: Mappings = Mappings::default(),
    }
}

options! {
    /// Options of GV06.
    RequiredConstraintTypes for "GV06" "governance.required_constraint_types" {
        /// Types, as `primary_key`.
        types: Vec<String> = Vec::new(),
    }
}

options! {
    /// Options of GV12.
    GrantPrivileges for "GV12" "governance.grant_privileges" {
        /// A regular expression for the whole privilege.
        pattern: Option<String> = None,
    }
}

options! {
    /// Options of GV13.
    GrantRequired for "GV13" "governance.grant_required" {
        /// The privilege.
        privilege: Option<String> = None,
        /// To whom; none: to anybody.
        grantees: Vec<String> = Vec::new(),
    }
}

options! {
    /// Options of GV14.
    GrantCount for "GV14" "governance.grant_count" {
        /// The fewest.
        min: u32 = 0,
        /// The most.
        max: Option<u32> = None,
    }
}

options! {
    /// Options of GV15.
    ModelMeta for "GV15" "governance.model_meta" {
        /// Keys, literally or as a path with dots.
        keys: Vec<String> = Vec::new(),
        /// `all`, `any` or exactly `one` of them.
        criteria: Criteria = Criteria::All,
        /// Whether there may be others.
        allow_extra: bool = true,
    }
}

options! {
    /// Options of GV16.
    ColumnMeta for "GV16" "governance.column_meta" {
        /// Keys, literally or as a path with dots.
        keys: Vec<String> = Vec::new(),
        /// `all`, `any` or exactly `one` of them.
        criteria: Criteria = Criteria::All,
        /// Whether there may be others.
        allow_extra: bool = true,
    }
}

options! {
    /// Options of GV17.
    ModelLabels for "GV17" "governance.model_labels" {
        /// Keys, literally or as a path with dots.
        keys: Vec<String> = Vec::new(),
        /// Whether there may be others.
        allow_extra: bool = true,
    }
}

options! {
    /// Options of GV18.
    Owners for "GV18" "governance.owner" {
        /// The key in `meta`.
        key: String = "owner".to_owned(),
        /// A regular expression for the whole owner.
        pattern: Option<String> = None,
    }
}

options! {
    /// Options of GV19.
    ModelTags for "GV19" "governance.model_tags" {
        /// Tags.
        required: Vec<String> = Vec::new(),
        /// `all`, `any` or exactly `one` of them.
        criteria: Criteria = Criteria::All,
        /// Tags that may be there; none: any.
        allowed: Vec<String> = Vec::new(),
    }
}

options! {
    /// Options of GV20.
    SeedMeta for "GV20" "governance.seed_meta" {
        /// Keys, literally or as a path with dots.
        keys: Vec<String> = Vec::new(),
        /// `all`, `any` or exactly `one` of them.
        criteria: Criteria = Criteria::All,
        /// Whether there may be others.
        allow_extra: bool = true,
    }
}

options! {
    /// Options of GV21.
    SnapshotMeta for "GV21" "governance.snapshot_meta" {
        /// Keys, literally or as a path with dots.
        keys: Vec<String> = Vec::new(),
        /// `all`, `any` or exactly `one` of them.
        criteria: Criteria = Criteria::All,
        /// Whether there may be others.
        allow_extra: bool = true,
    }
}

options! {
    /// Options of GV22.
    MacroMeta for "GV22" "governance.macro_meta" {
        /// Keys, literally or as a path with dots.
        keys: Vec<String> = Vec::new(),
        /// `all`, `any` or exactly `one` of them.
        criteria: Criteria = Criteria::All,
        /// Whether there may be others.
        allow_extra: bool = true,
    }
}

options! {
    /// Options of GV23.
    ExposureMeta for "GV23" "governance.exposure_meta" {
        /// Keys, literally or as a path with dots.
        keys: Vec<String> = Vec::new(),
        /// `all`, `any` or exactly `one` of them.
        criteria: Criteria = Criteria::All,
        /// Whether there may be others.
        allow_extra: bool = true,
    }
}

options! {
    /// Options of GV24.
    SnapshotTags for "GV24" "governance.snapshot_tags" {
        /// Tags.
        required: Vec<String> = Vec::new(),
        /// `all`, `any` or exactly `one` of them.
        criteria: Criteria = Criteria::All,
        /// Tags that may be there; none: any.
        allowed: Vec<String> = Vec::new(),
    }
}

options! {
    /// Options of GV25.
    LatestVersion for "GV25" "governance.latest_version" {
        /// Whether only models with versions are asked.
        only_versioned: bool = true,
    }
}

options! {
    /// Options of GV26.
    VersionPattern for "GV26" "governance.version_pattern" {
        /// A regular expression for the whole version.
        pattern: Option<String> = None,
    }
}
