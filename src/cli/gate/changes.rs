//! What changed in a repository since a commit, its submodules and new files included, or what a given diff says.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use super::diff::{self, ChangedLines};
use super::git::{Failure, Git};

/// Changed files, by absolute paths with symbolic links resolved.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    files: HashMap<PathBuf, ChangedLines>,
    /// Folders in which everything is new.
    folders: Vec<PathBuf>,
    /// Files that are no more, under the names they had.
    pub gone: Vec<PathBuf>,
    /// Former and present names.
    pub renamed: Vec<(PathBuf, PathBuf)>,
}

/// A patch that no configuration of the user's can bend, and the names of what it changes.
const PATCH: &[&str] = &["--patch", "--unified=0", "--inter-hunk-context=0", "--ignore-cr-at-eol", "--src-prefix=a/", "--dst-prefix=b/"];
const NAMES: &[&str] = &["--name-status", "-z"];
const ALWAYS: &[&str] = &[
    "--find-renames",
    "-l0",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--no-relative",
    "--submodule=short",
    "--ignore-submodules=none",
];

impl Changes {
    /// What the files here, committed or not, have that a commit has not.
    ///
    /// # Errors
    /// If git cannot tell.
    pub fn since(git: &Git, commit: &str) -> Result<Self, String> {
        let mut changes = Self::default();
        changes.collect(git, commit)?;
        Ok(changes)
    }

    /// What a diff says of files below a folder.
    ///
    /// # Errors
    /// If it is no diff that lines can be taken from.
    pub fn of_diff(root: &Path, text: &str) -> Result<Self, String> {
        let diff = diff::read(text)?;
        let path = |written: &str| resolved(&root.join(without_prefix(root, written)));
        Ok(Self {
            files: diff.changed.into_iter().map(|(written, lines)| (path(&written), lines)).collect(),
            gone: diff.gone.iter().map(|written| path(written)).collect(),
            ..Self::default()
        })
    }

    /// Whether nothing changed at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.folders.is_empty() && self.gone.is_empty()
    }

    /// Whether a file changed, or is new.
    #[must_use]
    pub fn has_file(&self, path: &Path) -> bool {
        self.files.contains_key(path) || self.folders.iter().any(|folder| path.starts_with(folder))
    }

    /// Whether one of these lines of a file changed, or is new.
    #[must_use]
    pub fn touch(&self, path: &Path, lines: &RangeInclusive<u32>) -> bool {
        self.files.get(path).is_some_and(|changed| changed.touch(lines)) || self.folders.iter().any(|folder| path.starts_with(folder))
    }

    /// The changed files that are still there.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.keys().map(PathBuf::as_path)
    }

    fn collect(&mut self, git: &Git, commit: &str) -> Result<(), String> {
        let told = |failure: Failure| format!("git cannot compare with {commit}: {failure}");
        let diff = |what: &[&str]| git.bytes(["diff"].iter().chain(what).chain(ALWAYS).chain(&[commit, "--"])).map_err(told);
        let names = diff(NAMES)?;
        self.names(&git.root, &names);
        let patch = diff(PATCH)?;
        let read = diff::read(&String::from_utf8_lossy(&patch))?;
        for (path, lines) in read.changed {
            if let Some(path) = path.strip_prefix("b/") {
                self.files.insert(git.root.join(path), lines);
            }
        }
        let others = git.bytes(["ls-files", "--others", "--exclude-standard", "-z"]).map_err(told)?;
        for path in parts(&others) {
            self.files.insert(git.root.join(path), ChangedLines::all());
        }
        self.submodules(git, commit)
    }

    /// `M\0path\0`, and two paths after `R100`.
    fn names(&mut self, root: &Path, listing: &[u8]) {
        let mut words = parts(listing);
        while let (Some(status), Some(path)) = (words.next(), words.next()) {
            let path = root.join(path);
            if status.starts_with(['R', 'C']) {
                let Some(new) = words.next().map(|new| root.join(new)) else { break };
                self.files.entry(new.clone()).or_default();
                if status.starts_with('R') {
                    self.gone.push(path.clone());
                    self.renamed.push((path, new));
                }
            } else if status == "D" {
                self.gone.push(path);
            } else {
                self.files.entry(path).or_default();
            }
        }
    }

    /// A submodule changed as much as its own repository says between the commits that both sides name.
    fn submodules(&mut self, git: &Git, commit: &str) -> Result<(), String> {
        let told = |failure: Failure| format!("git cannot list the submodules of {commit}: {failure}");
        let before: HashMap<PathBuf, String> = git.submodules(commit).map_err(told)?.into_iter().collect();
        let index = git.text(["write-tree", "--missing-ok"]).or_else(|_| git.text(["rev-parse", "HEAD^{tree}"])).map_err(told)?;
        for (path, _) in git.submodules(&index).map_err(told)? {
            let folder = git.root.join(&path);
            let Some(inner) = Git::submodule(&folder) else { continue };
            match before.get(&path) {
                Some(base) => {
                    let base = inner.commit(base).ok_or_else(|| missing_in_submodule(&path, base))?;
                    self.collect(&inner, &base)?;
                }
                None => self.folders.push(inner.root),
            }
        }
        Ok(())
    }
}

/// What to do where a submodule lacks a commit.
pub fn missing_in_submodule(path: &Path, commit: &str) -> String {
    let path = path.display();
    format!(
        "the submodule {path} does not hold {commit}, its state at the base; fetch it with\n  git -C {path} fetch --depth 1 origin {commit}"
    )
}

/// Paths between zero bytes.
pub fn parts(listing: &[u8]) -> impl Iterator<Item = String> {
    listing.split(|byte| *byte == 0).filter(|part| !part.is_empty()).map(|part| String::from_utf8_lossy(part).into_owned())
}

/// A diff's path without git's `a/` or `b/` (or `i/`, `w/`, `c/`, `o/`), unless such a folder is what is there.
fn without_prefix<'a>(root: &Path, written: &'a str) -> &'a str {
    match written.split_once('/') {
        Some(("a" | "b" | "c" | "i" | "o" | "w", rest)) if root.join(rest).exists() || !root.join(written).exists() => rest,
        _ => written,
    }
}

/// The path with symbolic links in its folders resolved; files that are no more have folders too.
fn resolved(path: &Path) -> PathBuf {
    let folder = path.parent().and_then(|folder| std::fs::canonicalize(folder).ok());
    folder.zip(path.file_name()).map_or_else(|| path.to_owned(), |(folder, name)| folder.join(name))
}
