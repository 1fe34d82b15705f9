//! `init`: a first `setsquare.toml` for what is here, each line with its reason.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::Value;

use super::arguments::InitArguments;
use super::migrate::{sources, toml, write_new};
use super::refuse;
use crate::config::{Loader, OWN_FILE, Overrides};
use crate::dbt::{Project, find_projects};
use crate::engine::project_options;
use crate::rules;
use crate::text::Files;

/// Runs the command.
pub fn run(arguments: &InitArguments) -> ExitCode {
    let folder = arguments.folder.as_deref().unwrap_or(Path::new("."));
    let projects = find_projects(folder);
    if projects.is_empty() {
        return refuse(&format!("{}: no dbt_project.yml here or below", folder.display()));
    }
    let text = text(folder, &projects);
    if arguments.print {
        anstream::print!("{text}");
        return ExitCode::SUCCESS;
    }
    let path = folder.join(OWN_FILE);
    match write_new(&path, &text) {
        Ok(()) => {
            anstream::println!(
                "{}: written for {} dbt project{}",
                path.display(),
                projects.len(),
                if projects.len() == 1 { "" } else { "s" }
            );
            ExitCode::SUCCESS
        }
        Err(message) => refuse(&message.replace("--write the text is printed", "writing, --print shows the text")),
    }
}

fn text(folder: &Path, projects: &[PathBuf]) -> String {
    let relative: Vec<String> =
        projects.iter().map(|project| project.strip_prefix(folder).unwrap_or(project).to_string_lossy().replace('\\', "/")).collect();
    let mut text =
        String::from("# What `setsquare lint` does here. `setsquare rules` lists the rules, `setsquare rule CODE` explains one.\n");
    if relative.len() > 1 || relative.iter().any(|path| !path.is_empty()) {
        text.push_str("\n[workspace]\n# Folders with a dbt_project.yml; `{name}` stands for any one folder.\n");
        text.push_str(&format!("projects = {}\n", toml(&Value::from(patterns(&relative)))));
    }
    let adapters = adapters(projects);
    text.push_str("\n[dbt]\n");
    match adapters.iter().next() {
        Some(adapter) if adapters.len() == 1 => {
            text.push_str(&format!(
                "# As profiles.yml says; written down because CI often has none.\nadapter = {}\n",
                toml(&Value::from(adapter.as_str()))
            ));
        }
        Some(_) => {
            let names: Vec<String> = adapters.iter().cloned().collect();
            text.push_str(&format!("# The profiles say {}: each project's own decides.\n# adapter = \"redshift\"\n", names.join(", ")));
        }
        None => text.push_str("# The warehouse, which decides the SQL dialect: no profiles.yml says it.\n# adapter = \"snowflake\"\n"),
    }
    text.push_str("\n[lint]\n# \"default\" is what is on without asking; codes, prefixes and groups add to it, as in [\"default\", \"naming\", \"DC01\"].\n");
    text.push_str("select = [\"default\"]\n# ignore = [\"ST06\"]\n");
    text.push_str("\n[format]\n# max_line_length = 100\n");
    if relative.len() > 1 {
        text.push_str("\n# Who may read whom, once it is settled: see docs/dbt-squared.md.\n# [boundary]\n# default = \"deny\"\n");
    }
    text.push_str("\n# On the first day: `setsquare baseline` records what is there, so that only what comes counts.\n");
    let found = sources(folder);
    if !found.is_empty() {
        text.push_str(&format!("# There are settings of other tools in {}: `setsquare migrate` carries them over.\n", found.join(", ")));
    }
    text
}

/// Folders side by side as one pattern.
fn patterns(folders: &[String]) -> Vec<String> {
    let parents: Vec<&str> = folders.iter().map(|folder| folder.rsplit_once('/').map_or("", |(parent, _)| parent)).collect();
    let pattern = |(folder, parent): (&String, &&str)| {
        let siblings = parents.iter().filter(|other| *other == parent).count();
        if siblings > 1 && !parent.is_empty() {
            format!("{parent}/{{project}}")
        } else if folder.is_empty() {
            ".".to_owned()
        } else {
            folder.clone()
        }
    };
    folders.iter().zip(&parents).map(pattern).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The adapters that the projects' profiles name.
fn adapters(projects: &[PathBuf]) -> BTreeSet<String> {
    let loader = Loader::new(rules::descriptors(), &Overrides::default(), &std::env::current_dir().unwrap_or_default());
    let files = Files::default();
    let load = |folder: &PathBuf| Project::load(&files, folder, &project_options(&loader, folder)).ok();
    let adapters = projects.iter().filter_map(load).map(|project| project.target.adapter.clone());
    adapters.filter(|adapter| !adapter.is_empty()).collect()
}
