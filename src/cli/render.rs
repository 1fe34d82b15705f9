//! `render`

use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::json;

use super::arguments::{RenderArguments, RenderFormat};
use super::session::{Request, is_unusable, tell_problems};
use super::{UNUSABLE, projects, refuse};
use crate::dbt::{Mode, find_projects};
use crate::engine::{Engine, workers};
use crate::jinja::{self, Limits, Rendered};
use crate::text::Files;

/// Runs the command.
pub fn run(arguments: &RenderArguments) -> ExitCode {
    let paths = if arguments.run.files.paths.is_empty() { vec![PathBuf::from(".")] } else { arguments.run.files.paths.clone() };
    let files = Files::default();
    if paths.iter().all(|path| path.is_dir() && !find_projects(path).is_empty()) {
        return render_projects(&files, arguments);
    }
    let options = match Request::to_read(&arguments.run.files, &arguments.run.configuration).options() {
        Ok(options) => options,
        Err(message) => return refuse(&message),
    };
    let (rendered, report) = Engine::new(options).render();
    for (path, rendering) in rendered.iter().flat_map(|file| file.renderings.iter().map(move |rendering| (&file.path, rendering))) {
        match arguments.format {
            RenderFormat::Jsonl => {
                anstream::println!("{}", json!({"path": path, "sql": &*rendering.text, "errors": errors(rendering)}));
            }
            RenderFormat::Sql => anstream::println!("{}", rendering.text),
        }
    }
    tell_problems(&report);
    if is_unusable(&report) { ExitCode::from(UNUSABLE) } else { ExitCode::SUCCESS }
}

fn errors(rendered: &Rendered) -> Vec<&str> {
    rendered.problems.iter().map(|problem| problem.message.as_str()).collect()
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
            match arguments.format {
                RenderFormat::Jsonl => {
                    let line = json!({"unique_id": resource.unique_id, "path": resource.path, "sql": &*rendered.text, "errors": errors(&rendered)});
                    anstream::println!("{line}");
                }
                RenderFormat::Sql => anstream::println!("-- {}\n{}", resource.unique_id, rendered.text),
            }
        }
    }
    if loaded.failed { ExitCode::from(UNUSABLE) } else { ExitCode::SUCCESS }
}
