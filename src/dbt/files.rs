//! Which files a project has, and their texts.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use rustc_hash::FxHashSet;

use super::{LoadProblem, LoadProblemKind};
use crate::text::{FileId, Files};

/// A file of a package.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PackageFile {
    /// From the package's root, with `/`.
    pub path: String,
    /// Below the folder that was searched, with `/`.
    pub below: String,
    pub absolute: PathBuf,
}

/// The files below a package's folder with one of the given extensions, sorted. What `.dbtignore` names is left out.
pub(super) fn walk(root: &Path, folder: &str, extensions: &[&str], problems: &mut Vec<LoadProblem>) -> Vec<PackageFile> {
    let start = root.join(folder);
    let mut found = Vec::new();
    if !start.is_dir() {
        return found;
    }
    let ignored = ignore::gitignore::Gitignore::new(root.join(".dbtignore")).0;
    let mut circle = false;
    let walker = WalkBuilder::new(&start).standard_filters(false).follow_links(true).build();
    for entry in walker {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                let path = entry.path();
                let matches = path
                    .extension()
                    .and_then(|extension| extension.to_str())
                    .is_some_and(|extension| extensions.iter().any(|wanted| extension.eq_ignore_ascii_case(wanted)));
                if matches && !ignored.matched_path_or_any_parents(path, false).is_ignore() {
                    found.push(PackageFile { path: slashed(path, root), below: slashed(path, &start), absolute: path.to_owned() });
                }
            }
            Ok(_) => {}
            Err(error) => {
                circle |= is_loop(&error);
                problems.push(unwalkable(&start, &error));
            }
        }
    }
    found.sort();
    if circle {
        // Before a circle is noticed, its files were met once more under longer paths.
        found.sort_by_key(|file| file.path.len());
        let mut seen = FxHashSet::default();
        found.retain(|file| seen.insert(std::fs::canonicalize(&file.absolute).unwrap_or_else(|_| file.absolute.clone())));
        found.sort();
    }
    found
}

fn unwalkable(start: &Path, error: &ignore::Error) -> LoadProblem {
    let (kind, message) = if is_loop(error) {
        let message = "a symbolic link leads back to a folder above it; the files behind it are not read again".to_owned();
        (LoadProblemKind::Loop, message)
    } else {
        (LoadProblemKind::Unreadable, format!("a folder could not be read: {error}"))
    };
    LoadProblem { kind, path: start.to_owned(), place: None, message }
}

fn is_loop(error: &ignore::Error) -> bool {
    match error {
        ignore::Error::Loop { .. } => true,
        ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } => is_loop(err),
        _ => false,
    }
}

/// A path below `root` with `/` between its parts.
pub(super) fn slashed(path: &Path, root: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// Reads a file into the run's texts.
pub(super) fn read(files: &Files, path: &Path) -> Result<FileId, LoadProblem> {
    if let Some(known) = files.find(path) {
        return Ok(known);
    }
    let problem = |kind, message: String| LoadProblem { kind, path: path.to_owned(), place: None, message };
    let bytes = std::fs::read(path).map_err(|error| problem(LoadProblemKind::Unreadable, format!("the file cannot be read: {error}")))?;
    if u32::try_from(bytes.len()).is_err() {
        return Err(problem(LoadProblemKind::Unreadable, "a file of more than four gigabytes is not read".to_owned()));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(files.add(path, text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..at].split(|&byte| byte == b'\n').count();
            Err(problem(LoadProblemKind::Encoding, format!("line {line} is no UTF-8, and dbt reads nothing else; save the file as UTF-8")))
        }
    }
}
