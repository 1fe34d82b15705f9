//! The shapes that findings are printed in. Each is a function from findings to text: deterministic, no clock, no terminal.

mod fingerprint;
mod github;
mod gitlab;
mod human;
mod json;
mod position;
mod sarif;
#[cfg(test)]
mod tests;
mod yaml;

use std::path::{Component, Path, PathBuf};

use super::arguments::{AnnotationLevel, OutputFormat};
use crate::diagnostic::{Diagnostic, InputProblem};
use crate::text::Files;

/// What a run has to tell.
pub struct Findings<'a> {
    /// Sorted by [`sort`].
    pub diagnostics: &'a [Diagnostic],
    pub files: &'a Files,
    /// Every file that was looked at, with findings or without, by the paths that `files` knows.
    pub linted: &'a [PathBuf],
    /// Files that could not be looked at.
    pub problems: &'a [InputProblem],
    /// The path that stands for standard input.
    pub stdin: Option<&'a Path>,
    /// The folder that paths in reports are relative to.
    pub working_folder: &'a Path,
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
        OutputFormat::Human => human::render(findings, options.quiet),
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

/// Puts findings in the order of every report: path, place, code.
pub fn sort(diagnostics: &mut [Diagnostic], files: &Files) {
    diagnostics.sort_by_cached_key(|diagnostic| {
        let path = slashes(&files.get(diagnostic.file).path);
        (path, diagnostic.range, diagnostic.rule.code, diagnostic.message.clone())
    });
}

impl Findings<'_> {
    /// A path as reports write it: relative to the working folder where it lies below, with `/`.
    fn report_path(&self, path: &Path) -> String {
        slashes(path.strip_prefix(self.working_folder).unwrap_or(path))
    }

    /// A path as sqlfluff's formats write it: as it was given, and `stdin` for standard input.
    fn given_path(&self, path: &Path) -> String {
        if self.stdin == Some(path) { "stdin".to_owned() } else { slashes(path) }
    }

    /// The files with their findings, in the order of their paths; files without findings too.
    fn by_file(&self) -> Vec<(PathBuf, &[Diagnostic])> {
        let mut out: Vec<(PathBuf, &[Diagnostic])> = Vec::new();
        for group in self.diagnostics.chunk_by(|left, right| left.file == right.file) {
            out.push((self.files.get(group[0].file).path.clone(), group));
        }
        let told: std::collections::HashSet<PathBuf> = out.iter().map(|(path, _)| path.clone()).collect();
        out.extend(self.linted.iter().filter(|path| !told.contains(*path)).map(|path| (path.clone(), &[][..])));
        out.sort_by_cached_key(|(path, _)| slashes(path));
        out
    }
}

fn slashes(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .filter_map(|part| match part {
            Component::CurDir | Component::RootDir => None,
            other => Some(other.as_os_str().to_string_lossy().into_owned()),
        })
        .collect();
    if path.has_root() { format!("/{}", parts.join("/")) } else { parts.join("/") }
}
