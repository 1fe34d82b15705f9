//! Which findings count: those that are new to a base and that no baseline excuses. The report may hold them all; the exit code heeds the new ones.
//!
//! New is what the base has not, by fingerprint, told by looking at the base as thoroughly as at the files here. By default
//! what lies on changed lines counts too: who touches a line mends it.

mod base;
mod baseline;
mod changes;
mod diff;
mod git;
mod homes;
mod tree;

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::io::Read as _;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use super::arguments::{GateArguments, NewScope};
use crate::diagnostic::{Diagnostic, Fingerprint, RuleName, fingerprints};
use crate::engine::{Engine, Options, Report};
use crate::text::FileId;

pub use baseline::{Baseline, Known};
pub use homes::{Home, homes};

use base::Base;
use changes::Changes;
use git::Git;
use tree::BaseTree;

/// What to compare a run with.
pub struct Gate {
    scope: NewScope,
    changes: Changes,
    base: Option<(Git, String)>,
    /// Nothing counts as new, for this reason.
    nothing: Option<String>,
}

/// What a gate says of a report.
#[derive(Debug, Default)]
pub struct Verdict {
    /// For each finding whether it counts.
    pub counts: Vec<bool>,
    /// For each finding whether a baseline excuses it; it does not count then.
    pub excused: Vec<bool>,
    /// What the user should know of the comparison.
    pub note: Option<String>,
}

impl Verdict {
    /// What counts in a report when a gate, if there is one, and the baselines have spoken.
    ///
    /// # Errors
    /// If a base or a baseline cannot be read.
    pub fn of(report: &Report, gate: Option<&Gate>, options: &Options, baseline: bool) -> Result<Self, String> {
        let count = report.diagnostics.len();
        let excused = if baseline { homes::excused(report, &options.overrides)? } else { vec![false; count] };
        let (mut counts, note) = match gate {
            Some(gate) => gate.judge(report, options)?,
            None => (vec![true; count], None),
        };
        for (counts, excused) in counts.iter_mut().zip(&excused) {
            *counts &= !excused;
        }
        Ok(Self { counts, excused, note })
    }

    /// The findings that count.
    #[must_use]
    pub fn counting<'d>(&self, diagnostics: &'d [Diagnostic]) -> Cow<'d, [Diagnostic]> {
        kept(diagnostics, self.counts.iter().copied())
    }

    /// The findings that no baseline excuses.
    #[must_use]
    pub fn unexcused<'d>(&self, diagnostics: &'d [Diagnostic]) -> Cow<'d, [Diagnostic]> {
        kept(diagnostics, self.excused.iter().map(|excused| !excused))
    }

    /// Says on standard error what the report does not.
    pub fn tell(&self, hidden: usize) {
        if let Some(note) = &self.note {
            anstream::eprintln!("note: {note}");
        }
        match hidden {
            0 => {}
            1 => anstream::eprintln!("note: 1 older finding is not shown; `--report all` shows it"),
            _ => anstream::eprintln!("note: {hidden} older findings are not shown; `--report all` shows them"),
        }
    }
}

/// The findings that are to be kept; mostly that is all of them.
fn kept(diagnostics: &[Diagnostic], keep: impl Iterator<Item = bool> + Clone) -> Cow<'_, [Diagnostic]> {
    if keep.clone().all(|keep| keep) {
        return Cow::Borrowed(diagnostics);
    }
    diagnostics.iter().zip(keep).filter(|(_, keep)| *keep).map(|(found, _)| found.clone()).collect()
}

impl Gate {
    /// The gate that a command line asks for, before anything is looked at: what cannot be compared should fail at once.
    ///
    /// # Errors
    /// Why there is no telling what is new, with the command that helps.
    pub fn open(arguments: &GateArguments, options: &Options) -> Result<Option<Self>, String> {
        let scope = arguments.new_scope;
        if options.buffer.is_some() && (arguments.diff_file.is_some() || arguments.new_from.is_some()) {
            return Err("what is new can be told of files, not of standard input".to_owned());
        }
        if let Some(file) = &arguments.diff_file {
            if scope == NewScope::Finding {
                return Err("a diff does not hold the base that `--new-scope finding` compares with; use --new-from".to_owned());
            }
            let folder = Git::open(Path::new(".")).map(|git| git.root).or_else(|_| std::env::current_dir());
            let folder = folder.map_err(|error| format!("the working folder cannot be told: {error}"))?;
            let text = read_diff(file)?;
            let changes = Changes::of_diff(&folder, &text).map_err(|error| format!("{}: {error}", file.display()))?;
            return Ok(Some(Self { scope, changes, base: None, nothing: None }));
        }
        let Some(asked) = &arguments.new_from else { return Ok(None) };
        let git = Git::open(&folder_of(&options.paths))?;
        match base::resolve(&git, asked, &|name| std::env::var(name).ok())? {
            Base::Commit(commit) => {
                let changes = Changes::since(&git, &commit)?;
                Ok(Some(Self { scope, changes, base: Some((git, commit)), nothing: None }))
            }
            Base::Nothing(reason) => Ok(Some(Self { scope, changes: Changes::default(), base: None, nothing: Some(reason) })),
        }
    }

    /// Which findings of a report are new, and what there is to say of it; `options` are those of the run that made it.
    ///
    /// # Errors
    /// If the base has to be looked at and cannot be.
    fn judge(&self, report: &Report, options: &Options) -> Result<(Vec<bool>, Option<String>), String> {
        if self.nothing.is_some() {
            return Ok((vec![false; report.diagnostics.len()], self.nothing.clone()));
        }
        if self.changes.is_empty() {
            let since = self.base.as_ref().map_or_else(|| "the diff is empty".to_owned(), |(_, commit)| unchanged(commit));
            return Ok((vec![false; report.diagnostics.len()], Some(since)));
        }
        let places = Places::default();
        let near = |found: &Diagnostic| self.is_near(found, report, &places);
        let mut counts: Vec<bool> = report.diagnostics.iter().map(near).collect();
        if let Some((git, commit)) = &self.base
            && counts.contains(&false)
        {
            let known = self.known(git, commit, options)?;
            let here = prints(report, &|path| git.relative(path));
            for (counts, print) in counts.iter_mut().zip(here) {
                *counts |= !known.contains(&print);
            }
        }
        Ok((counts, None))
    }

    /// Whether a finding counts for where it lies.
    fn is_near(&self, found: &Diagnostic, report: &Report, places: &Places) -> bool {
        let path = places.of(found.file, report);
        let touched = match self.scope {
            NewScope::Line => self.changes.touch(&path, &lines(found, report)),
            NewScope::File => self.changes.has_file(&path),
            NewScope::Finding => false,
        };
        touched || (self.base.is_none() && self.is_consequence(found, &path, report))
    }

    /// Without a base to look at: what a change breaks elsewhere is told by its signs. A changed file that cannot be read
    /// hides its other findings; a line that names a file which is gone may have lost what it names.
    fn is_consequence(&self, found: &Diagnostic, path: &Path, report: &Report) -> bool {
        if [RuleName::PARSING, RuleName::TEMPLATING, RuleName::LEXING].contains(&found.rule) {
            return self.changes.has_file(path);
        }
        let file = report.files.get(found.file);
        let (first, last) = (file.lines().line(found.range.start()), file.lines().line(found.range.end()));
        let text = (first..=last).map(|line| file.lines().line_text(&file.text, line)).collect::<Vec<_>>().join("\n");
        let words: HashSet<&str> = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
        let stems = self.changes.gone.iter().filter_map(|path| path.file_stem()?.to_str());
        stems.into_iter().any(|stem| words.contains(stem))
    }

    /// The fingerprints of what the base has, under today's paths.
    fn known(&self, git: &Git, commit: &str, options: &Options) -> Result<HashSet<Fingerprint>, String> {
        let tree = BaseTree::check_out(git, commit, &self.changes)?;
        let working_folder = std::env::current_dir().map_err(|error| format!("the working folder cannot be told: {error}"))?;
        let there = |path: &Path| Some(tree.root.join(std::fs::canonicalize(path).ok()?.strip_prefix(&git.root).ok()?));
        let mut options = options.clone();
        let asked = if options.paths.is_empty() { vec![PathBuf::from(".")] } else { options.paths.clone() };
        options.paths = asked.iter().filter_map(|path| there(path)).filter_map(|path| self.former(&tree, git, path)).collect();
        if options.paths.is_empty() {
            return Ok(HashSet::new());
        }
        options.overrides.config = options.overrides.config.map(|path| working_folder.join(path));
        options.overrides.profiles_dir = options.overrides.profiles_dir.map(|path| working_folder.join(path));
        let folder = there(&working_folder).filter(|folder| folder.is_dir()).unwrap_or_else(|| tree.root.clone());
        // Configuration is found from the working folder, so the base is looked at from the same place in it.
        std::env::set_current_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let report = Engine::new(options).lint();
        let renamed: HashMap<PathBuf, PathBuf> =
            self.changes.renamed.iter().map(|(old, new)| (git.relative(old).into(), git.relative(new).into())).collect();
        let known = prints(&report, &|path| {
            let relative = path.strip_prefix(&tree.root).map_or_else(|_| git.relative(path).into(), Path::to_owned);
            slashed(renamed.get(&relative).unwrap_or(&relative))
        });
        std::env::set_current_dir(&working_folder).map_err(|error| format!("{}: {error}", working_folder.display()))?;
        Ok(known.into_iter().collect())
    }

    /// Where a path asked for lies in the base: under its former name if it was renamed, nowhere if it is new.
    fn former(&self, tree: &BaseTree, git: &Git, path: PathBuf) -> Option<PathBuf> {
        if path.exists() {
            return Some(path);
        }
        let here = git.root.join(path.strip_prefix(&tree.root).ok()?);
        let (old, _) = self.changes.renamed.iter().find(|(_, new)| *new == here)?;
        Some(tree.root.join(old.strip_prefix(&git.root).ok()?))
    }
}

impl Git {
    /// A path as the repository names it; one outside stays as it is.
    fn relative(&self, path: &Path) -> String {
        slashed(path.strip_prefix(&self.root).unwrap_or(path))
    }
}

fn unchanged(commit: &str) -> String {
    format!("nothing changed since {}: no finding counts as new", commit.get(..10).unwrap_or(commit))
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn read_diff(file: &Path) -> Result<String, String> {
    let mut bytes = Vec::new();
    let read = if file.as_os_str() == "-" {
        std::io::stdin().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.map_err(|error| format!("{}: cannot be read: {error}", file.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The folder of the first path: its repository is the one to ask.
fn folder_of(paths: &[PathBuf]) -> PathBuf {
    let first = paths.first().cloned().unwrap_or_default();
    let folder = if first.is_dir() { Some(first.as_path()) } else { first.parent() };
    folder.filter(|folder| folder.is_dir()).unwrap_or(Path::new(".")).to_owned()
}

/// The lines that a finding flags, counted from 1.
fn lines(found: &Diagnostic, report: &Report) -> RangeInclusive<u32> {
    let file = report.files.get(found.file);
    let line = |offset: u32| file.line_column(offset).line;
    let last = found.range.end().max(found.range.start() + 1) - 1;
    line(found.range.start())..=line(last).max(line(found.range.start()))
}

/// Absolute paths of files, symbolic links resolved, each asked of the disk once.
#[derive(Default)]
struct Places {
    files: RefCell<HashMap<FileId, PathBuf>>,
    /// Files lie together, and a folder's path has many parts to look at.
    folders: RefCell<HashMap<PathBuf, Option<PathBuf>>>,
}

impl Places {
    fn of(&self, file: FileId, report: &Report) -> PathBuf {
        self.files.borrow_mut().entry(file).or_insert_with(|| self.resolve(&report.files.get(file).path)).clone()
    }

    fn resolve(&self, path: &Path) -> PathBuf {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
            return std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        };
        if !std::fs::symlink_metadata(path).is_ok_and(|about| !about.is_symlink()) {
            return std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        }
        let shown = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let mut folders = self.folders.borrow_mut();
        let known = folders.entry(folder.to_owned()).or_insert_with(|| std::fs::canonicalize(shown).ok());
        known.as_ref().map_or_else(|| path.to_owned(), |folder| folder.join(name))
    }
}

/// The fingerprints of a report's findings, with paths as `name` gives them.
fn prints(report: &Report, name: &dyn Fn(&Path) -> String) -> Vec<Fingerprint> {
    let places = Places::default();
    fingerprints(&report.diagnostics, &report.files, &|file| name(&places.of(file, report)))
}
