//! What a run gives back.

use std::path::PathBuf;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::config::ConfigProblem;
use crate::dbt::LoadProblem;
use crate::diagnostic::{Diagnostic, InputProblem};
use crate::rules::RuleId;
use crate::text::{FileId, Files, TextRange};

use super::coverage::FileCoverage;
use super::details::{FileStatistics, Landscape};
use super::timing::Timing;
use super::verify::Refusal;

/// Findings, what was looked at, and what could not be.
pub struct Report {
    pub files: Arc<Files>,
    /// Sorted by path, place and code.
    pub diagnostics: Vec<Diagnostic>,
    /// Every file that was looked at, with the path it is shown under, sorted.
    pub linted: Vec<(FileId, PathBuf)>,
    /// Every file that was not, with the reason.
    pub inputs: Vec<InputProblem>,
    pub configuration: Vec<ConfigProblem>,
    pub projects: Vec<LoadProblem>,
    pub refusals: Vec<RefusedFix>,
    /// How much of each file's literal SQL some rendering holds, in the order of `linted`; only where it was asked for.
    pub coverage: Vec<(FileId, FileCoverage)>,
    /// Sizes and times; only where they were asked for.
    pub statistics: FxHashMap<FileId, FileStatistics>,
    pub landscape: Landscape,
    /// Where the time went; only where it was asked for.
    pub timing: Option<Timing>,
    /// Rules that had nothing to say because of values that only a warehouse knows; sorted by file and rule.
    pub silent: Vec<Silence>,
}

/// A rule that had nothing to say of a statement, and the expression because of whose unknown value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Silence {
    pub rule: &'static str,
    pub file: FileId,
    pub range: TextRange,
}

/// Fixes that were taken back.
pub struct RefusedFix {
    pub path: PathBuf,
    pub rule: RuleId,
    pub reason: Refusal,
}

/// A fixed file, not yet written.
#[derive(Debug)]
pub struct FixedFile {
    /// As the user would write it.
    pub path: PathBuf,
    pub absolute: PathBuf,
    pub before: Arc<str>,
    pub after: Arc<str>,
}

/// What `fix` did, and what is left.
pub struct FixReport {
    pub fixed: Vec<FixedFile>,
    /// Findings of the fixed texts.
    pub left: Report,
}
