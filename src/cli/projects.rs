//! Projects that a command line names, and how they are loaded.

use std::path::PathBuf;
use std::sync::Arc;

use super::arguments::{ConfigurationArguments, FileArguments};
use super::session::{Request, jobs};
use crate::config::Loader;
use crate::dbt::{LoadOptions, LoadProblem, Project, Upstream, find_projects};
use crate::engine::{project_options, workers};
use crate::rules;
use crate::text::Files;

/// Projects in or below the given paths, loaded, with whether any could not be.
pub struct Loaded {
    pub projects: Vec<Project>,
    pub failed: bool,
}

/// Loads the projects in or below the paths, each as its folder's settings say; what is wrong with them goes to standard error.
pub fn load(files: &Files, named: &FileArguments, arguments: &ConfigurationArguments) -> Result<Loaded, String> {
    let request = Request::to_read(named, arguments);
    let loader = Loader::new(rules::descriptors(), &request.overrides(), &std::env::current_dir().unwrap_or_default());
    let here = [PathBuf::from(".")];
    let paths = if named.paths.is_empty() { &here[..] } else { &named.paths };
    let folders: Vec<PathBuf> = paths.iter().flat_map(|path| find_projects(path)).collect();
    // Profiles lie where dbt finds them: what a configuration of sqlfluff's says of them is meant for its checks.
    let profiles_folder = &arguments.profiles_dir;
    let options = |folder: &PathBuf| LoadOptions {
        generic_tests: true,
        profiles_folder: profiles_folder.clone(),
        ..project_options(&loader, folder)
    };
    let options: Vec<(&PathBuf, LoadOptions)> = folders.iter().map(|folder| (folder, options(folder))).collect();
    for problem in loader.problems() {
        if problem.fatal {
            return Err(problem.to_string());
        }
        anstream::eprintln!("{problem}");
    }
    let mut loaded = Loaded { projects: Vec::new(), failed: false };
    for result in workers::run(&options, jobs(named.processes), |(folder, options)| Project::load(files, folder, options)) {
        match result {
            Ok(Ok(project)) => {
                report(files, &project.problems);
                loaded.projects.push(project);
            }
            Ok(Err(problems)) => {
                report(files, &problems);
                loaded.failed = true;
            }
            Err(panicked) => return Err(format!("a project could not be loaded: {}", panicked.0)),
        }
    }
    let upstream = Arc::new(Upstream::new(loaded.projects.iter()));
    loaded.projects.iter().for_each(|project| project.set_upstream(&upstream));
    Ok(loaded)
}

fn report(files: &Files, problems: &[LoadProblem]) {
    for problem in problems {
        let line = problem.place.map_or(String::new(), |place| format!(":{}", files.get(place.file).line_column(place.range.start()).line));
        anstream::eprintln!("{}{line}: {}", problem.path.display(), problem.message);
    }
}
