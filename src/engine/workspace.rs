//! The dbt projects of a run, and what is judged over all of them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::{Loader, Settings};
use crate::dbt::{LoadOptions, LoadProblem, Project};
use crate::diagnostic::Diagnostic;
use crate::graph::FileFacts;
use crate::text::Files;

use super::file::Checked;
use super::run::{Engine, Options};
use super::targets::Target;
use super::templates::{self, Renderer};

/// Every project that the targets belong to, loaded once.
pub struct Workspace {
    pub problems: Vec<LoadProblem>,
    files: Arc<Files>,
    projects: Vec<LoadedProject>,
}

/// A project and where it lies.
pub struct LoadedProject {
    pub project: Arc<Project>,
    /// Absolute, symbolic links resolved.
    pub folder: PathBuf,
}

impl LoadedProject {
    /// The adapter that its profile or the configuration names.
    pub fn adapter(&self) -> Option<&str> {
        None
    }
}

impl Workspace {
    pub fn open(files: &Arc<Files>, _loader: &Loader, _targets: &[Target], _options: &Options) -> Self {
        Self { problems: Vec::new(), files: Arc::clone(files), projects: Vec::new() }
    }

    /// The project whose folder holds a file; the innermost where projects nest.
    pub fn project_of(&self, path: &Path) -> Option<&LoadedProject> {
        self.projects.iter().filter(|project| path.starts_with(&project.folder)).max_by_key(|project| project.folder.as_os_str().len())
    }

    /// How a file of the run becomes SQL.
    pub fn renderer<'a>(&'a self, settings: &'a Settings, _target: &Target) -> Box<dyn Renderer + 'a> {
        templates::renderer(settings, &self.files)
    }

    /// What the file says about others.
    pub fn facts(&self, _checked: &Checked, _target: &Target, _settings: &Settings) -> Option<FileFacts> {
        None
    }

    /// Findings over all projects.
    pub fn judge(&self, _engine: &Engine, _targets: &[Target], _facts: Vec<FileFacts>) -> Vec<Diagnostic> {
        Vec::new()
    }
}
