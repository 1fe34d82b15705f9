//! The names of what a resource becomes in the warehouse: database, schema, alias.
//!
//! These are dbt's documented defaults.

use super::{Resource, Target};

/// The database: the configured one, else the target's.
pub(super) fn database_name(custom: Option<&str>, target: &Target) -> Option<String> {
    custom.map(|custom| custom.trim().to_owned()).or_else(|| target.database.clone())
}

/// The schema: the target's, a configured one appended to it. Nothing where no profile says the target's.
pub(super) fn schema_name(custom: Option<&str>, target: &Target) -> Option<String> {
    let base = target.schema.as_deref()?;
    Some(match custom.map(str::trim) {
        None => base.to_owned(),
        Some(custom) => format!("{base}_{custom}"),
    })
}

/// The alias: the configured one, else the name, with the version of a versioned model.
pub(super) fn alias_name(custom: Option<&str>, resource: &Resource) -> String {
    match (custom, &resource.version) {
        (Some(custom), _) if !custom.trim().is_empty() => custom.trim().to_owned(),
        (_, Some(version)) => format!("{}_v{}", resource.name, version.replace('.', "_")),
        _ => resource.name.clone(),
    }
}
