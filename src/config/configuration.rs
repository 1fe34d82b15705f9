//! The merged configuration of a folder, and what of it depends on the file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::{GlobBuilder, GlobMatcher};

use super::options::OptionValue;
use super::selection::RuleNames;
use super::value::{Origin, Problems, Table, Value};
use super::workspace::WorkspaceSettings;

/// Everything that the files above a folder say, merged. Folders with the same content share one.
#[derive(Debug)]
pub struct Configuration {
    /// Its number among the configurations of a run.
    pub id: u32,
    pub tree: Table,
    pub workspace: Arc<WorkspaceSettings>,
    /// What the files below may not loosen, where the workspace allows tightening only.
    pub floor: Option<Arc<Configuration>>,
    per_file: Vec<PerFile>,
    scopes: Vec<RuleScope>,
}

/// A table of `[lint.per-file]`.
#[derive(Debug)]
struct PerFile {
    glob: FolderGlob,
    table: Table,
}

/// The files a rule is for, where its options say so.
#[derive(Debug)]
struct RuleScope {
    rule: usize,
    include: Vec<FolderGlob>,
    exclude: Vec<FolderGlob>,
}

/// A glob, relative to the folder of the file that says it.
#[derive(Debug)]
struct FolderGlob {
    folder: PathBuf,
    matcher: GlobMatcher,
}

impl FolderGlob {
    fn new(pattern: &str, origin: &Origin, problems: &Problems) -> Option<Self> {
        let folder = origin.folder().unwrap_or(Path::new("")).to_owned();
        match GlobBuilder::new(pattern.trim_start_matches("./")).literal_separator(true).build() {
            Ok(glob) => Some(Self { folder, matcher: glob.compile_matcher() }),
            Err(error) => {
                problems.error(Some(origin), format!("`{pattern}` is no glob: {}", error.kind()));
                None
            }
        }
    }

    fn matches(&self, path: &Path) -> bool {
        path.strip_prefix(&self.folder).is_ok_and(|path| self.matcher.is_match(path))
    }
}

/// What of a configuration holds for one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct FileScope {
    /// The tables of `[lint.per-file]` that match it.
    per_file: Vec<u16>,
    /// The rules whose globs leave it out.
    pub left_out: Vec<u16>,
}

impl Configuration {
    pub(super) fn new(id: u32, tree: Table, workspace: Arc<WorkspaceSettings>, names: RuleNames<'_>, problems: &Problems) -> Self {
        let per_file = tree.find_table(&["lint", "per-file"]).into_iter().flat_map(Table::iter).filter_map(|(pattern, value)| {
            Some(PerFile { glob: FolderGlob::new(pattern, &value.origin, problems)?, table: value.as_table()?.clone() })
        });
        let per_file = per_file.collect();
        let scopes = (0..names.rules.len()).filter_map(|rule| {
            let table = tree.find_table(&["rules", names.rules[rule].code])?;
            let globs = |key| globs(table.get(key), problems);
            let scope = RuleScope { rule, include: globs("include"), exclude: globs("exclude") };
            (!scope.include.is_empty() || !scope.exclude.is_empty()).then_some(scope)
        });
        let scopes = scopes.collect();
        Self { id, tree, workspace, floor: None, per_file, scopes }
    }

    /// The same, never looser than `floor`.
    pub(super) fn above(self, floor: Option<Arc<Configuration>>) -> Self {
        Self { floor, ..self }
    }

    /// What holds for the file at an absolute path.
    #[must_use]
    pub fn scope(&self, path: &Path) -> FileScope {
        let number = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
        let per_file = self.per_file.iter().enumerate().filter(|(_, entry)| entry.glob.matches(path)).map(|(at, _)| number(at));
        let left_out = self.scopes.iter().filter(|scope| {
            let included = scope.include.is_empty() || scope.include.iter().any(|glob| glob.matches(path));
            !included || scope.exclude.iter().any(|glob| glob.matches(path))
        });
        FileScope { per_file: per_file.collect(), left_out: left_out.map(|scope| number(scope.rule)).collect() }
    }

    /// The tables of `[lint.per-file]` that hold in a scope.
    #[must_use]
    pub fn per_file(&self, scope: &FileScope) -> Vec<&Table> {
        scope.per_file.iter().filter_map(|&at| self.per_file.get(usize::from(at))).map(|entry| &entry.table).collect()
    }
}

fn globs(value: Option<&Value>, problems: &Problems) -> Vec<FolderGlob> {
    let Some(value) = value else { return Vec::new() };
    let Some(patterns) = Vec::<String>::parse(value) else {
        problems.error(Some(&value.origin), format!("globs cannot be {}", value.display()));
        return Vec::new();
    };
    patterns.iter().filter_map(|pattern| FolderGlob::new(pattern, &value.origin, problems)).collect()
}
