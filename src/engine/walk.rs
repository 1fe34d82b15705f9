//! Which files a run looks at.
//!
//! Knows names and ignore files, never contents.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use ignore::{WalkBuilder, WalkState};

use crate::diagnostic::{InputProblem, InputProblemKind};

/// Folders that hold what other tools made, whatever the ignore files say.
pub const NEVER: &[&str] = &["target", "logs", "dbt_packages", "dbt_modules", ".git", "node_modules", ".venv", "venv"];

/// What a file is to a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FileKind {
    Sql,
    Yaml,
    Python,
    Seed,
    Markdown,
}

impl FileKind {
    /// By the path's ending. `sql_endings` are those that configuration counts as SQL.
    #[must_use]
    pub fn of(path: &Path, sql_endings: &[String]) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        if sql_endings.iter().any(|ending| name.ends_with(ending.as_str())) {
            return Some(Self::Sql);
        }
        match name.rsplit_once('.')?.1 {
            "yml" | "yaml" => Some(Self::Yaml),
            "py" => Some(Self::Python),
            "csv" => Some(Self::Seed),
            "md" => Some(Self::Markdown),
            _ => None,
        }
    }
}

/// One file of a run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    pub path: PathBuf,
    pub kind: FileKind,
}

/// What a walk found: the files, sorted, and what could not be read.
#[derive(Debug, Default)]
pub struct Walked {
    pub entries: Vec<Entry>,
    pub problems: Vec<InputProblem>,
}

/// How to walk.
#[derive(Clone, Debug)]
pub struct WalkOptions {
    pub sql_endings: Vec<String>,
    /// Leave a file that was named explicitly out too, if an ignore file or `exclude` says so.
    pub force_exclude: bool,
    pub respect_ignore_files: bool,
    pub threads: usize,
}

impl Default for WalkOptions {
    fn default() -> Self {
        let sql_endings = [".sql", ".sql.j2", ".dml", ".ddl", ".pkb"].map(str::to_owned).to_vec();
        Self {
            sql_endings,
            force_exclude: false,
            respect_ignore_files: true,
            threads: std::thread::available_parallelism().map_or(1, usize::from),
        }
    }
}

/// All files below the given paths. A file named explicitly is taken whatever the ignore files say, unless
/// `force_exclude`; one whose kind is unknown is left out silently then, and read as SQL otherwise.
#[must_use]
pub fn walk(paths: &[PathBuf], options: &WalkOptions) -> Walked {
    let mut found = BTreeSet::new();
    let mut problems = Vec::new();
    let mut listed = Listed::default();
    for path in paths {
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walk_folder(path, options, &mut found, &mut problems),
            Ok(_) => {
                let kind = FileKind::of(path, &options.sql_endings);
                if options.force_exclude && (kind.is_none() || !listed.holds(path, options)) {
                    continue;
                }
                found.insert(Entry { path: path.clone(), kind: kind.unwrap_or(FileKind::Sql) });
            }
            Err(error) => problems.push(InputProblem::new(path, describe(&error))),
        }
    }
    problems.sort_by(|left, right| left.path.cmp(&right.path));
    Walked { entries: found.into_iter().collect(), problems }
}

fn describe(error: &std::io::Error) -> InputProblemKind {
    match error.kind() {
        std::io::ErrorKind::NotFound => InputProblemKind::Missing,
        std::io::ErrorKind::PermissionDenied => {
            InputProblemKind::Unreadable("permission denied; give read permission or leave it out".to_owned())
        }
        _ => InputProblemKind::Unreadable(error.to_string()),
    }
}

fn builder(folder: &Path, options: &WalkOptions) -> WalkBuilder {
    let mut builder = WalkBuilder::new(folder);
    builder
        .hidden(true)
        .follow_links(true)
        .parents(true)
        .require_git(false)
        .git_ignore(options.respect_ignore_files)
        .git_exclude(options.respect_ignore_files)
        .git_global(false)
        .ignore(false)
        .threads(options.threads)
        .filter_entry(|entry| entry.depth() == 0 || !entry.file_name().to_str().is_some_and(|name| NEVER.contains(&name)));
    if options.respect_ignore_files {
        builder.add_custom_ignore_filename(".sqlfluffignore");
    }
    builder
}

fn walk_folder(folder: &Path, options: &WalkOptions, found: &mut BTreeSet<Entry>, problems: &mut Vec<InputProblem>) {
    let results = Mutex::new((Vec::new(), Vec::new()));
    builder(folder, options).build_parallel().run(|| {
        Box::new(|entry| {
            let mut results = results.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    if let Some(kind) = FileKind::of(entry.path(), &options.sql_endings) {
                        results.0.push(Entry { path: clean(entry.path()), kind });
                    }
                }
                Ok(_) => {}
                Err(error) => results.1.push(walk_problem(folder, &error)),
            }
            WalkState::Continue
        })
    });
    let (entries, errors) = results.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    found.extend(entries);
    problems.extend(errors);
}

fn walk_problem(folder: &Path, error: &ignore::Error) -> InputProblem {
    match error {
        ignore::Error::Loop { ancestor, child } => {
            let why = format!("the symbolic link leads back to `{}`, so it is not followed; remove it or leave it out", ancestor.display());
            InputProblem::new(child, InputProblemKind::Unreadable(why)).told()
        }
        ignore::Error::WithPath { path, err } => walk_problem(path, err),
        ignore::Error::WithDepth { err, .. } => walk_problem(folder, err),
        ignore::Error::Io(error) => InputProblem::new(folder, describe(error)),
        other => InputProblem::new(folder, InputProblemKind::Unreadable(other.to_string())),
    }
}

/// `./a/b` as people write it: `a/b`.
fn clean(path: &Path) -> PathBuf {
    path.strip_prefix(".").map_or_else(|_| path.to_owned(), Path::to_owned)
}

/// What walks over whole repositories list, for asking whether an explicitly named file would have been among it.
#[derive(Default)]
struct Listed {
    roots: Vec<(PathBuf, BTreeSet<PathBuf>)>,
}

impl Listed {
    fn holds(&mut self, path: &Path, options: &WalkOptions) -> bool {
        let Ok(path) = std::path::absolute(path) else { return true };
        let known = self.roots.iter().position(|(root, _)| path.starts_with(root));
        let at = known.unwrap_or_else(|| {
            let root = repository(&path);
            let files = builder(&root, options).build().flatten().filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
            self.roots.push((root.clone(), files.map(ignore::DirEntry::into_path).collect()));
            self.roots.len() - 1
        });
        self.roots[at].1.contains(&path)
    }
}

/// The folder whose ignore files speak of `path`: the repository's root, or where there is none the topmost folder that
/// has an ignore file, or the file's own.
fn repository(path: &Path) -> PathBuf {
    let above = || path.ancestors().skip(1);
    let root = above().find(|folder| folder.join(".git").exists());
    let ignoring = || above().filter(|folder| folder.join(".sqlfluffignore").exists() || folder.join(".gitignore").exists()).last();
    root.or_else(ignoring).or_else(|| path.parent()).unwrap_or(Path::new(".")).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn takes_what_is_not_ignored_in_a_fixed_order() {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in [
            ("b.sql", "select 1"),
            ("a/x.sql", "select 1"),
            ("a/notes.txt", ""),
            ("a/schema.yml", ""),
            ("target/compiled.sql", ""),
            ("dbt_packages/p/m.sql", ""),
            ("old/x.sql", ""),
            (".sqlfluffignore", "old/\n"),
        ] {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let names = |walked: &Walked| -> Vec<String> {
            walked.entries.iter().map(|entry| entry.path.strip_prefix(root.path()).unwrap().to_string_lossy().into_owned()).collect()
        };
        let all = walk(&[root.path().to_owned()], &WalkOptions::default());
        assert_eq!(names(&all), ["a/schema.yml", "a/x.sql", "b.sql"]);
        let explicit = [root.path().join("old/x.sql")];
        assert_eq!(walk(&explicit, &WalkOptions::default()).entries.len(), 1);
        assert_eq!(walk(&explicit, &WalkOptions { force_exclude: true, ..WalkOptions::default() }).entries.len(), 0);
        let missing = walk(&[root.path().join("none.sql")], &WalkOptions::default());
        assert_eq!(missing.problems.len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_cycle_of_links_is_named_and_not_followed() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("a")).unwrap();
        fs::write(root.path().join("a/x.sql"), "").unwrap();
        std::os::unix::fs::symlink("..", root.path().join("a/up")).unwrap();
        let walked = walk(&[root.path().to_owned()], &WalkOptions::default());
        assert_eq!(walked.entries.len(), 1);
        assert!(walked.problems[0].to_string().contains("leads back"), "{:?}", walked.problems);
    }
}
