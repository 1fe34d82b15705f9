//! The names of what a resource becomes in the warehouse: database, schema, alias.
//!
//! A project's own `generate_..._name` macros decide; without them these are dbt's documented defaults.

use super::templates::Templates;
use super::{Resource, Target};

/// The database: the configured one, else the target's.
pub(super) fn database_name(templates: &Templates, custom: Option<&str>, resource: &Resource, target: &Target) -> Option<String> {
    if let Some(name) = templates.generated_name("database", custom, resource) {
        return Some(name).filter(|name| !name.is_empty() && name != "None");
    }
    custom.map(|custom| custom.trim().to_owned()).or_else(|| target.database.clone())
}

/// The schema: the target's, a configured one appended to it. Nothing where no profile says the target's.
pub(super) fn schema_name(templates: &Templates, custom: Option<&str>, resource: &Resource, target: &Target) -> Option<String> {
    if let Some(name) = templates.generated_name("schema", custom, resource) {
        return Some(name).filter(|name| !name.is_empty());
    }
    let base = target.schema.as_deref()?;
    Some(match custom.map(str::trim) {
        None => base.to_owned(),
        Some(custom) => format!("{base}_{custom}"),
    })
}

/// The alias: the configured one, else the name, with the version of a versioned model.
pub(super) fn alias_name(templates: &Templates, custom: Option<&str>, resource: &Resource) -> String {
    if let Some(name) = templates.generated_name("alias", custom, resource) {
        return name;
    }
    match (custom, &resource.version) {
        (Some(custom), _) if !custom.trim().is_empty() => custom.trim().to_owned(),
        (_, Some(version)) => format!("{}_v{}", resource.name, version.replace('.', "_")),
        _ => resource.name.clone(),
    }
}
