//! `migrate`: the settings of other tools as one `setsquare.toml`, and a list of what it does not say.

mod options;
mod peers;
mod plan;
mod read;
mod sqlfluff;

use std::path::Path;
use std::process::ExitCode;

use super::arguments::MigrateArguments;
use super::refuse;
use crate::config::OWN_FILE;

use plan::Plan;
use read::{toml_value, yaml_value};

pub use plan::toml;

/// Files of sqlfluff's in the order in which it reads them.
const INI_FILES: &[&str] = &["setup.cfg", "tox.ini", "pep8.ini", ".sqlfluff"];
const BOUNCER_FILES: &[&str] = &["dbt-bouncer.yml", "dbt-bouncer.yaml"];

/// Runs the command.
pub fn run(arguments: &MigrateArguments) -> ExitCode {
    let folder = arguments.folder.as_deref().unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return refuse(&format!("{} is no folder", folder.display()));
    }
    let plan = gather(folder);
    if plan.sources.is_empty() {
        return refuse(&format!(
            "{}: no settings of sqlfluff, sqlfmt, dbt-checkpoint, dbt-bouncer, dbt-project-evaluator or dbt-score",
            folder.display()
        ));
    }
    let text = plan.text();
    if !arguments.write {
        anstream::print!("{text}");
        return ExitCode::SUCCESS;
    }
    match write_new(&folder.join(OWN_FILE), &text) {
        Ok(()) => {
            anstream::println!("{}: written from {}", folder.join(OWN_FILE).display(), plan.sources.join(", "));
            for left in &plan.left {
                anstream::println!("not carried over: {left}");
            }
            ExitCode::SUCCESS
        }
        Err(message) => refuse(&message),
    }
}

/// Writes a file that must not be there yet.
///
/// # Errors
/// If it is, or cannot be written.
pub fn write_new(path: &Path, text: &str) -> Result<(), String> {
    use std::io::Write as _;
    let file = std::fs::OpenOptions::new().write(true).create_new(true).open(path);
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => format!("{} is there already; without --write the text is printed", path.display()),
        _ => format!("{}: cannot be written: {error}", path.display()),
    })
}

/// The tools that a folder has settings of.
#[must_use]
pub fn sources(folder: &Path) -> Vec<String> {
    gather(folder).sources
}

fn gather(folder: &Path) -> Plan {
    let mut plan = Plan::default();
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
    for name in INI_FILES {
        if let Some(text) = read(name) {
            sqlfluff::ini_file(&mut plan, name, &text);
        }
    }
    if let Some(text) = read("pyproject.toml") {
        let tools = &toml_value(&text)["tool"];
        if !tools["sqlfluff"].is_null() {
            plan.leave("pyproject.toml", "`tool.sqlfluff` is still read as it is");
        }
        if !tools["sqlfmt"].is_null() {
            sqlfluff::sqlfmt(&mut plan, "pyproject.toml", &tools["sqlfmt"]);
        }
        if !tools["dbt-score"].is_null() {
            peers::score(&mut plan, "pyproject.toml", &tools["dbt-score"]);
        }
        if !tools["dbt-bouncer"].is_null() {
            peers::bouncer_file(&mut plan, "pyproject.toml", &tools["dbt-bouncer"]);
        }
    }
    for name in BOUNCER_FILES {
        if let Some(text) = read(name) {
            peers::bouncer_file(&mut plan, name, &yaml_value(&text));
        }
    }
    if let Some(text) = read("dbt-bouncer.toml") {
        peers::bouncer_file(&mut plan, "dbt-bouncer.toml", &toml_value(&text));
    }
    if let Some(text) = read(".pre-commit-config.yaml") {
        peers::hooks(&mut plan, ".pre-commit-config.yaml", &yaml_value(&text));
    }
    if let Some(text) = read("dbt_project.yml") {
        peers::evaluator(&mut plan, "dbt_project.yml", &yaml_value(&text));
    }
    plan
}
