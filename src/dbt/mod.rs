//! Layer 3: dbt projects as dbt itself would read them: their files, packages, targets, resources and macros.
//!
//! Knows no rules and no SQL. Nothing here needs a warehouse, an installed dbt or a profile: what is missing becomes a
//! [`LoadProblem`] that names the file and the way out, and everything else is loaded all the same.

mod blocks;
mod builtins;
mod calls;
mod config;
mod context;
mod docs;
mod files;
mod generic_test;
mod held_sql;
mod known_macros;
mod macros;
mod modules;
mod naming;
mod nodes;
mod packages;
mod problem;
mod profiles;
mod project;
mod project_file;
mod properties;
mod rendering;
mod resolve;
mod resource;
mod sources;
mod templates;
mod test_nodes;
mod upstream;
mod values;
mod vars;
mod yaml_values;

pub use blocks::blocks;
pub use builtins::{adapter_chain, builds, files as builtin_files, is_adapter};
pub use calls::{NodeCalls, RefCall, SourceCall};
pub use config::Config;
pub use context::Mode;
pub use docs::DocBlock;
pub use generic_test::{GenericTest, TestPlace};
pub use held_sql::HeldSql;
pub use macros::{MacroDefinition, MacroKind};
pub use packages::{Dependency, DependsOn};
pub use problem::{LoadProblem, LoadProblemKind};
pub use profiles::Target;
pub use project::{LoadOptions, Project, find_projects};
pub use project_file::Package;
pub use properties::{PropertiesFile, PropertyKind, TEST_SETTINGS};
pub use resource::{Column, DataTest, DefinedAt, Place, Resource, ResourceType};
pub use upstream::Upstream;
pub use vars::Vars;
pub use yaml_values::{EnvironmentVariables, raw_json as plain_value};

#[cfg(test)]
mod tests;
