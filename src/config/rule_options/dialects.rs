use crate::config::options::options;

options! {
    /// Options of PG01.
    ExcessiveLocks for "PG01" "postgres.excessive_locks" {
        /// The rule does nothing until this is switched on.
        force_enable: bool = false,
    }
}

options! {
    /// Options of PG02.
    NotValidForeignKey for "PG02" "postgres.not_valid_foreign_key" {
        /// The rule does nothing until this is switched on.
        force_enable: bool = false,
    }
}

options! {
    /// Options of TQ04.
    PreferAsAlias for "TQ04" "tsql.prefer_as_alias" {
        /// The rule does nothing until this is switched on.
        force_enable: bool = false,
    }
}
