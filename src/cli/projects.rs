//! Projects that a command line names, and how they are loaded.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::arguments::ConfigurationArguments;
use crate::dbt::{LoadOptions, LoadProblem, Project, Upstream, find_projects};
use crate::text::Files;
use crate::yaml;

/// Projects in or below the given paths, loaded, with whether any could not be.
pub struct Loaded {
    pub projects: Vec<Project>,
    pub failed: bool,
}

/// Loads the projects in or below the paths; what is wrong with them goes to standard error.
pub fn load(files: &Files, paths: &[PathBuf], arguments: &ConfigurationArguments) -> Result<Loaded, String> {
    let options = options(arguments)?;
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here } else { paths };
    let mut loaded = Loaded { projects: Vec::new(), failed: false };
    for folder in paths.iter().flat_map(|path| find_projects(path)) {
        match Project::load(files, &folder, &options) {
            Ok(project) => {
                report(files, &project.problems);
                loaded.projects.push(project);
            }
            Err(problems) => {
                report(files, &problems);
                loaded.failed = true;
            }
        }
    }
    let upstream = Arc::new(Upstream::new(loaded.projects.iter()));
    loaded.projects.iter().for_each(|project| project.set_upstream(&upstream));
    Ok(loaded)
}

fn options(arguments: &ConfigurationArguments) -> Result<LoadOptions, String> {
    let vars = match &arguments.vars {
        None => Map::new(),
        Some(text) => vars_of(text)?,
    };
    Ok(LoadOptions { target: arguments.target.clone(), vars, generic_tests: true, ..LoadOptions::default() })
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
