//! The shapes that findings are printed in. Each is a function from findings to text: deterministic, no clock, no terminal.

mod coverage;
mod github;
mod gitlab;
mod human;
mod json;
mod position;
mod sarif;
#[cfg(test)]
mod tests;
mod yaml;

use std::collections::HashSet;

use super::arguments::{AnnotationLevel, OutputFormat};
use crate::diagnostic::{Diagnostic, Fingerprint, fingerprints};
use crate::engine::FileCoverage;
use crate::text::{FileId, Files};

/// What a run has to tell.
pub struct Findings<'a> {
    /// Sorted by path, place and code.
    pub diagnostics: &'a [Diagnostic],
    pub files: &'a Files,
    /// Every file that was looked at, with findings or without.
    pub looked_at: &'a [LookedAt],
    /// What could not be looked at, and what is wrong with the configuration.
    pub problems: &'a [Notice],
    /// A file's path as the user would write it.
    pub path: &'a dyn Fn(FileId) -> String,
    /// The file that stands for standard input.
    pub stdin: Option<FileId>,
    /// The folder that paths in reports are relative to, with `/`.
    pub working_folder: &'a str,
    /// Only where it was asked for.
    pub coverage: &'a [(FileId, FileCoverage)],
}

/// A file that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookedAt {
    /// As the user would write it.
    pub path: String,
    pub file: Option<FileId>,
}

/// Something besides findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Whether the run ends with 2 because of it.
    pub fatal: bool,
    pub text: String,
}

/// How a run is to be told.
#[derive(Clone, Copy, Debug)]
pub struct OutputOptions {
    pub format: OutputFormat,
    pub annotation_level: AnnotationLevel,
    /// Say less: no summary.
    pub quiet: bool,
}

/// The text for standard output, with colours where the format has any.
#[must_use]
pub fn render(findings: &Findings<'_>, options: OutputOptions) -> String {
    match options.format {
        OutputFormat::Human if findings.coverage.is_empty() => human::render(findings, options.quiet),
        OutputFormat::Human => human::render(findings, options.quiet) + &coverage::text(findings),
        OutputFormat::Json => json::render(findings),
        OutputFormat::Yaml => yaml::render(findings),
        OutputFormat::Sarif => sarif::render(findings),
        OutputFormat::Gitlab => gitlab::render(findings),
        OutputFormat::Github => github::commands(findings),
        OutputFormat::GithubAnnotation => github::annotations(findings, options.annotation_level),
        OutputFormat::GithubAnnotationNative => github::native(findings, options.annotation_level),
        OutputFormat::None => String::new(),
    }
}

impl Findings<'_> {
    /// Who each finding is, in their order.
    fn fingerprints(&self) -> Vec<Fingerprint> {
        fingerprints(self.diagnostics, self.files, &|file| self.report_path(file))
    }

    /// A file's path as reports write it: relative to the working folder where it lies below.
    fn report_path(&self, file: FileId) -> String {
        let path = (self.path)(file);
        let below = path.strip_prefix(self.working_folder).and_then(|rest| rest.strip_prefix('/'));
        plain(below.unwrap_or(&path)).to_owned()
    }

    /// A file's path as sqlfluff's formats write it: as it was given, and `stdin` for standard input.
    fn given_path(&self, file: FileId) -> String {
        if self.stdin == Some(file) { "stdin".to_owned() } else { plain(&(self.path)(file)).to_owned() }
    }

    /// The files with their findings, in the order of their paths; files without findings too.
    fn by_file(&self) -> Vec<FileFindings<'_>> {
        let mut out: Vec<FileFindings<'_>> = Vec::new();
        let mut told = HashSet::new();
        for group in self.diagnostics.chunk_by(|left, right| left.file == right.file) {
            told.insert(group[0].file);
            out.push(FileFindings { path: self.given_path(group[0].file), file: Some(group[0].file), diagnostics: group });
        }
        for LookedAt { path, file } in self.looked_at {
            if file.is_none_or(|file| !told.contains(&file)) {
                let path = file.map_or_else(|| plain(path).to_owned(), |file| self.given_path(file));
                out.push(FileFindings { path, file: *file, diagnostics: &[] });
            }
        }
        out.sort_by(|left, right| left.path.cmp(&right.path));
        out
    }
}

/// One file's part of a report.
struct FileFindings<'a> {
    path: String,
    file: Option<FileId>,
    diagnostics: &'a [Diagnostic],
}

/// A path without a leading `./`.
fn plain(path: &str) -> &str {
    path.strip_prefix("./").unwrap_or(path)
}
