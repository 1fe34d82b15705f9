//! What every format looks at: findings with the paths, places and identities that reports write. Whatever takes time is worked out once,
//! when first asked for.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::position::{Positions, Span};
use crate::diagnostic::{Applicability, Diagnostic, Fingerprint, Fix, Level, fingerprints};
use crate::engine::{FileCoverage, FileStatistics, Landscape, PlaceSummary};
use crate::text::{FileId, Files, TextEdit, TextRange, apply_edits};

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
    /// Only where a format asks for it.
    pub statistics: &'a FxHashMap<FileId, FileStatistics>,
    pub landscape: &'a Landscape,
    pub known: Known,
}

/// What was worked out already.
#[derive(Default)]
pub struct Known {
    fingerprints: OnceCell<Vec<Fingerprint>>,
    positions: RefCell<FxHashMap<FileId, Rc<Positions>>>,
    paths: RefCell<FxHashMap<FileId, Rc<str>>>,
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

/// A finding with what reports write of it.
pub struct Found<'f> {
    pub diagnostic: &'f Diagnostic,
    pub fingerprint: Fingerprint,
    /// Relative to the working folder where it lies below.
    pub path: Rc<str>,
    pub span: Span,
}

/// One file's part of a report.
pub struct FileFindings<'a> {
    pub path: String,
    pub file: Option<FileId>,
    pub diagnostics: &'a [Diagnostic],
}

/// How many findings there are of each level, and how many of them `fix` mends, without and with `--unsafe-fixes`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
    pub fixable: usize,
    pub unsafely_fixable: usize,
}

impl Count {
    pub const fn all(self) -> usize {
        self.errors + self.warnings + self.notes
    }

    pub fn add(&mut self, diagnostic: &Diagnostic) {
        match diagnostic.level {
            Level::Error => self.errors += 1,
            Level::Warning => self.warnings += 1,
            Level::Info => self.notes += 1,
        }
        match diagnostic.fix.as_ref().map(|fix| fix.applicability) {
            Some(Applicability::Safe | Applicability::Customary) => self.fixable += 1,
            Some(Applicability::Unsafe | Applicability::Extra) => self.unsafely_fixable += 1,
            Some(Applicability::DisplayOnly) | None => {}
        }
    }

    /// `2 errors, 1 warning`; nothing where there are none.
    pub fn words(self) -> String {
        let parts = [(self.errors, "error", "errors"), (self.warnings, "warning", "warnings"), (self.notes, "note", "notes")];
        let parts = parts.into_iter().filter(|(count, ..)| *count > 0);
        parts.map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many })).collect::<Vec<_>>().join(", ")
    }
}

impl<'d> Extend<&'d Diagnostic> for Count {
    fn extend<I: IntoIterator<Item = &'d Diagnostic>>(&mut self, diagnostics: I) {
        diagnostics.into_iter().for_each(|diagnostic| self.add(diagnostic));
    }
}

impl Findings<'_> {
    /// The findings in their order.
    pub fn each(&self) -> impl Iterator<Item = Found<'_>> {
        (0..self.diagnostics.len()).map(|at| self.found(at))
    }

    /// Errors before warnings before notes: servers keep the first so many.
    pub fn by_weight(&self) -> impl Iterator<Item = Found<'_>> {
        let of = move |level| (0..self.diagnostics.len()).filter(move |&at| self.diagnostics[at].level == level);
        [Level::Error, Level::Warning, Level::Info].into_iter().flat_map(of).map(|at| self.found(at))
    }

    fn found(&self, at: usize) -> Found<'_> {
        let diagnostic = &self.diagnostics[at];
        let fingerprint = self.fingerprints()[at];
        Found { diagnostic, fingerprint, path: self.report_path(diagnostic.file), span: self.span(diagnostic.file, diagnostic.range) }
    }

    /// Who each finding is, in their order.
    pub fn fingerprints(&self) -> &[Fingerprint] {
        self.known.fingerprints.get_or_init(|| fingerprints(self.diagnostics, self.files, &|file| self.report_path(file).to_string()))
    }

    pub fn positions(&self, file: FileId) -> Rc<Positions> {
        let mut known = self.known.positions.borrow_mut();
        Rc::clone(known.entry(file).or_insert_with(|| Rc::new(Positions::new(self.files.get(file)))))
    }

    pub fn span(&self, file: FileId, range: TextRange) -> Span {
        self.positions(file).span(range)
    }

    /// A file's path as reports write it: relative to the working folder where it lies below.
    pub fn report_path(&self, file: FileId) -> Rc<str> {
        if let Some(known) = self.known.paths.borrow().get(&file) {
            return Rc::clone(known);
        }
        let path = (self.path)(file);
        let below = path.strip_prefix(self.working_folder).and_then(|rest| rest.strip_prefix('/'));
        let path: Rc<str> = plain(below.unwrap_or(&path)).into();
        self.known.paths.borrow_mut().insert(file, Rc::clone(&path));
        path
    }

    /// A file's path as sqlfluff's formats write it: as it was given, and `stdin` for standard input.
    pub fn given_path(&self, file: FileId) -> String {
        if self.stdin == Some(file) { "stdin".to_owned() } else { plain(&(self.path)(file)).to_owned() }
    }

    /// The files with their findings, in the order of their paths; files without findings too.
    pub fn by_file(&self) -> Vec<FileFindings<'_>> {
        let mut out: Vec<FileFindings<'_>> = Vec::new();
        let mut told = FxHashSet::default();
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

    /// How many files were looked at, those that only turned up with a finding included.
    pub fn file_count(&self) -> usize {
        let looked_at: FxHashSet<FileId> = self.looked_at.iter().filter_map(|looked_at| looked_at.file).collect();
        let more: FxHashSet<FileId> = self.diagnostics.iter().map(|found| found.file).filter(|file| !looked_at.contains(file)).collect();
        self.looked_at.len() + more.len()
    }

    pub fn count(&self) -> Count {
        let mut count = Count::default();
        count.extend(self.diagnostics);
        count
    }

    /// The project a file belongs to.
    pub fn place(&self, file: FileId) -> Option<&PlaceSummary> {
        self.landscape.place_of(file)
    }

    /// A fix as one edit of one file, where it is that: from its first change to its last, with what stands between.
    pub fn as_one_edit(&self, fix: &Fix) -> Option<(FileId, TextEdit)> {
        let file = fix.edits.first()?.file();
        if fix.edits.iter().any(|edit| edit.file() != file) {
            return None;
        }
        let mut edits: Vec<TextEdit> = fix.edits.iter().map(|edit| edit.edit().clone()).collect();
        edits.sort();
        let window = TextRange::new(edits.first()?.range.start(), edits.iter().map(|edit| edit.range.end()).max()?);
        let shifted = |edit: &TextEdit| {
            let range = TextRange::new(edit.range.start() - window.start(), edit.range.end() - window.start());
            TextEdit { range, text: edit.text.clone() }
        };
        let text = apply_edits(self.files.get(file).slice(window), &edits.iter().map(shifted).collect::<Vec<_>>())?;
        Some((file, TextEdit { range: window, text }))
    }
}

/// A path without a leading `./`.
fn plain(path: &str) -> &str {
    path.strip_prefix("./").unwrap_or(path)
}

/// A level's word.
pub const fn level(level: Level) -> &'static str {
    match level {
        Level::Info => "info",
        Level::Warning => "warning",
        Level::Error => "error",
    }
}

pub const fn applicability(applicability: Applicability) -> &'static str {
    match applicability {
        Applicability::Safe | Applicability::Extra => "safe",
        Applicability::Unsafe | Applicability::Customary => "unsafe",
        Applicability::DisplayOnly => "display-only",
    }
}
