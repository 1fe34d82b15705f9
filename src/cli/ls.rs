//! `ls`

use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::{Map, Value, json};

use super::arguments::{ListFormat, LsArguments};
use super::{UNUSABLE, refuse};
use crate::dbt::{LoadOptions, LoadProblem, Project, Resource, ResourceType, find_projects};
use crate::text::Files;
use crate::yaml;

/// Runs the command.
pub fn run(arguments: &LsArguments) -> ExitCode {
    let options = match options(arguments) {
        Ok(options) => options,
        Err(message) => return refuse(&message),
    };
    let paths = if arguments.files.paths.is_empty() { vec![PathBuf::from(".")] } else { arguments.files.paths.clone() };
    let folders: Vec<PathBuf> = paths.iter().flat_map(|path| find_projects(path)).collect();
    if folders.is_empty() {
        return refuse("no dbt_project.yml here or below");
    }
    let files = Files::default();
    let mut failed = false;
    for folder in folders {
        match Project::load(&files, &folder, &options) {
            Ok(project) => {
                report(&files, &project.problems);
                for resource in project.resources.iter().filter(|resource| resource.enabled) {
                    print(resource, arguments.format);
                }
            }
            Err(problems) => {
                report(&files, &problems);
                failed = true;
            }
        }
    }
    if failed { ExitCode::from(UNUSABLE) } else { ExitCode::SUCCESS }
}

fn options(arguments: &LsArguments) -> Result<LoadOptions, String> {
    let vars = match &arguments.configuration.vars {
        None => Map::new(),
        Some(text) => vars_of(text)?,
    };
    Ok(LoadOptions { target: arguments.configuration.target.clone(), vars, ..LoadOptions::default() })
}

fn vars_of(text: &str) -> Result<Map<String, Value>, String> {
    let document = yaml::parse(text);
    if let Some(problem) = document.error() {
        return Err(format!("--vars is no YAML mapping: {}", problem.message));
    }
    match crate::dbt::plain_value(&document.root) {
        Value::Object(vars) => Ok(vars),
        Value::Null => Ok(Map::new()),
        _ => Err("--vars takes a YAML mapping, such as '{start_date: 2024-01-01}'".to_owned()),
    }
}

fn report(files: &Files, problems: &[LoadProblem]) {
    for problem in problems {
        let line = problem.place.map_or(String::new(), |place| format!(":{}", files.get(place.file).line_column(place.range.start()).line));
        anstream::eprintln!("{}{line}: {}", problem.path.display(), problem.message);
    }
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
        "refs": if lists { refs.collect() } else { Value::Null },
        "sources": if lists { sources.collect() } else { Value::Null },
        "depends_on": if lists { json!(resource.depends_on) } else { Value::Null },
    })
}
