//! `ls`

use std::process::ExitCode;

use serde_json::{Value, json};

use super::arguments::{GraphFormat, ListFormat, LsArguments};
use super::session::{Request, is_unusable, tell_problems};
use super::{UNUSABLE, projects, refuse};
use crate::dbt::{Resource, ResourceType};
use crate::engine::Engine;
use crate::text::Files;

/// Runs the command.
pub fn run(arguments: &LsArguments) -> ExitCode {
    if let Some(format) = arguments.graph {
        return draw(arguments, format);
    }
    let loaded = match projects::load(&Files::default(), &arguments.run.files, &arguments.run.configuration) {
        Ok(loaded) => loaded,
        Err(message) => return refuse(&message),
    };
    if loaded.projects.is_empty() && !loaded.failed {
        return refuse("no dbt_project.yml here or below");
    }
    let resources = loaded.projects.iter().flat_map(|project| project.resources.iter());
    for resource in resources.filter(|resource| resource.enabled) {
        print(resource, arguments.format);
    }
    if loaded.failed { ExitCode::from(UNUSABLE) } else { ExitCode::SUCCESS }
}

/// Prints the graph of the workspace that the paths belong to.
fn draw(arguments: &LsArguments, format: GraphFormat) -> ExitCode {
    let request = Request::to_read(&arguments.run.files, &arguments.run.configuration);
    let engine = match request.options() {
        Ok(options) => Engine::new(options),
        Err(message) => return refuse(&message),
    };
    let Some((graph, report)) = engine.graph() else { return refuse("no dbt_project.yml here or below") };
    match format {
        GraphFormat::Dot => anstream::print!("{}", graph.dot()),
        GraphFormat::Mermaid => anstream::print!("{}", graph.mermaid()),
        GraphFormat::Json => anstream::println!("{:#}", graph.json(&report.files)),
    }
    tell_problems(&report);
    if is_unusable(&report) { ExitCode::from(UNUSABLE) } else { ExitCode::SUCCESS }
}

fn print(resource: &Resource, format: ListFormat) {
    match format {
        ListFormat::Text => anstream::println!("{}", resource.unique_id),
        ListFormat::Jsonl => anstream::println!("{}", object(resource)),
    }
}

fn object(resource: &Resource) -> Value {
    let lists = !matches!(resource.resource_type, ResourceType::Source | ResourceType::Seed);
    let refs = resource.refs().iter().map(|call| json!({"name": call.name, "package": call.package, "version": call.version}));
    let sources = resource.sources().iter().map(|call| json!([call.source, call.table]));
    json!({
        "unique_id": resource.unique_id,
        "resource_type": resource.resource_type.name(),
        "package_name": resource.package_name,
        "path": resource.path,
        "name": resource.name,
        "alias": resource.alias,
        "identifier": resource.identifier,
        "database": resource.database,
        "schema": resource.schema,
        "materialized": resource.materialized,
        "tags": resource.tags,
        "access": resource.access,
        "group": resource.group,
        "refs": if lists && resource.resource_type != ResourceType::UnitTest { refs.collect() } else { Value::Null },
        "sources": if lists { sources.collect() } else { Value::Null },
        "depends_on": if lists { json!(resource.depends_on) } else { Value::Null },
    })
}
