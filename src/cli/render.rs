//! `render`

use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::json;

use super::arguments::{RenderArguments, RenderFormat};
use super::{UNUSABLE, refuse};
use crate::engine::walk::{FileKind, WalkOptions, walk};
use crate::jinja::{self, Limits, NoHost, Template};
use crate::text::Files;

/// Runs the command.
pub fn run(arguments: &RenderArguments) -> ExitCode {
    let paths = if arguments.files.paths.is_empty() { vec![PathBuf::from(".")] } else { arguments.files.paths.clone() };
    let walked = walk(&paths, &WalkOptions::default());
    if let Some(problem) = walked.problems.first() {
        return refuse(&problem.to_string());
    }
    let files = Files::default();
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
            _ => anstream::println!("{}", rendered.text),
        }
    }
    if failed { ExitCode::from(UNUSABLE) } else { ExitCode::SUCCESS }
}
