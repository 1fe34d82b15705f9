//! What a run gives back.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::config::ConfigProblem;
use crate::diagnostic::Diagnostic;
use crate::text::{FileId, Files};

/// Findings, what was looked at, and what could not be.
#[derive(Debug)]
pub struct Report {
    pub files: Arc<Files>,
    /// Sorted by path, place and code.
    pub diagnostics: Vec<Diagnostic>,
    /// Every file that was to be looked at, sorted by path.
    pub outcomes: Vec<FileOutcome>,
    /// What is wrong with the configuration, the project files or the command's paths.
    pub problems: Vec<Problem>,
    pub(super) names: FxHashMap<FileId, String>,
}

/// A file and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileOutcome {
    /// As the user would write it.
    pub path: String,
    pub file: Option<FileId>,
    /// Why nothing was looked for in it.
    pub skipped: Option<String>,
}

/// Something outside the rules' reach that the user has to know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Whether the answer may be wrong because of it: the run then ends with 2.
    pub fatal: bool,
    /// The file it is about, where there is one, and its line where that is known.
    pub path: Option<String>,
    pub line: Option<u32>,
    /// What is wrong, and the way out.
    pub message: String,
}

impl Problem {
    #[must_use]
    pub fn about(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { fatal: true, path: Some(path.into()), line: None, message: message.into() }
    }
}

impl From<ConfigProblem> for Problem {
    fn from(problem: ConfigProblem) -> Self {
        let ConfigProblem { fatal, origin, message } = problem;
        let path = origin.as_ref().and_then(|origin| origin.place.path()).map(|path| path.display().to_string());
        let line = origin.as_ref().map(|origin| origin.line).filter(|&line| line > 0);
        Self { fatal, path, line, message }
    }
}

impl Report {
    /// A file's path as the user would write it.
    #[must_use]
    pub fn path(&self, file: FileId) -> String {
        self.names.get(&file).cloned().unwrap_or_else(|| self.files.get(file).path.to_string_lossy().replace('\\', "/"))
    }
}
