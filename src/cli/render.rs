//! `render`

use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::json;

use super::arguments::{RenderArguments, RenderFormat};
use super::{UNUSABLE, projects, refuse};
use crate::dbt::{Mode, find_projects};
use crate::engine::walk::{FileKind, WalkOptions, walk};
use crate::engine::workers;
use crate::jinja::{self, Limits, NoHost, Template};
use crate::text::Files;

/// Runs the command.
pub fn run(arguments: &RenderArguments) -> ExitCode {
    let paths = if arguments.run.files.paths.is_empty() { vec![PathBuf::from(".")] } else { arguments.run.files.paths.clone() };
    let files = Files::default();
    if paths.iter().all(|path| path.is_dir() && !find_projects(path).is_empty()) {
        return render_projects(&files, arguments);
    }
    let walked = walk(&paths, &WalkOptions::default());
    if let Some(problem) = walked.problems.first() {
        return refuse(&problem.to_string());
    }
    let mut failed = false;
    for entry in walked.entries.iter().filter(|entry| entry.kind == FileKind::Sql) {
        let Ok(text) = std::fs::read_to_string(&entry.path) else {
            failed = true;
            continue;
        };
        let file = files.add(&entry.path, text);
        let template = Template::new(file, &files.get(file).text);
        let rendered = jinja::render(&template, &NoHost, Limits::default());
        let errors: Vec<_> = rendered.problems.iter().map(|problem| problem.message.as_str()).collect();
        match arguments.format {
            RenderFormat::Jsonl => anstream::println!("{}", json!({"path": entry.path, "sql": &*rendered.text, "errors": errors})),
            RenderFormat::Sql => anstream::println!("{}", rendered.text),
        }
    }
    if failed { ExitCode::from(UNUSABLE) } else { ExitCode::SUCCESS }
}

/// Every model, snapshot, analysis and singular test of the projects, as dbt compiles them in an empty warehouse.
fn render_projects(files: &Files, arguments: &RenderArguments) -> ExitCode {
    let loaded = match projects::load(files, &arguments.run.files, &arguments.run.configuration) {
        Ok(loaded) => loaded,
        Err(message) => return refuse(&message),
    };
    let jobs = super::session::jobs(arguments.run.files.processes);
    for project in &loaded.projects {
        let wanted: Vec<_> = project.resources.iter().filter(|resource| resource.enabled).collect();
        let limits = Limits { stack: workers::STACK / 4 * 3, ..Limits::default() };
        let results = workers::run(&wanted, jobs, |resource| {
            let template = project.template(files, resource)?;
            Some(jinja::render(&template, &project.context(resource, Mode::Compile), limits))
        });
        for (resource, result) in wanted.into_iter().zip(results) {
            let Ok(Some(rendered)) = result else { continue };
            let errors: Vec<_> = rendered.problems.iter().map(|problem| problem.message.as_str()).collect();
            match arguments.format {
                RenderFormat::Jsonl => {
                    let line = json!({"unique_id": resource.unique_id, "path": resource.path, "sql": &*rendered.text, "errors": errors});
                    anstream::println!("{line}");
                }
                RenderFormat::Sql => anstream::println!("-- {}\n{}", resource.unique_id, rendered.text),
            }
        }
    }
    if loaded.failed { ExitCode::from(UNUSABLE) } else { ExitCode::SUCCESS }
}
