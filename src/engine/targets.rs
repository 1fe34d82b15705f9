//! From what the user named to the files of a run, each with its text.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{InputProblem, InputProblemKind};
use crate::text::{FileId, Files};

use super::walk::{self, FileKind, WalkOptions, Walked};
use super::workers;

/// Text that did not come from a file of its own: standard input, an editor's buffer.
#[derive(Clone, Debug)]
pub struct Buffer {
    /// The file it stands for; its configuration applies.
    pub path: Option<PathBuf>,
    pub text: String,
}

/// A file to look at.
#[derive(Clone, Debug)]
pub struct Target {
    /// As the user would write it.
    pub path: PathBuf,
    /// Symbolic links resolved.
    pub absolute: PathBuf,
    /// The absolute path whose configuration holds for it.
    pub configured_at: PathBuf,
    pub kind: FileKind,
    pub file: FileId,
    pub text: Arc<str>,
}

/// The targets below `paths` and then those below `linked`, folders that the workspace names by another way than the one they lie on; sorted
/// by path, each file once; and the paths and files that could not be read.
pub fn gather(paths: &[PathBuf], linked: &[PathBuf], options: &WalkOptions, files: &Files) -> (Vec<Target>, Vec<InputProblem>) {
    let walked = walk::walk(paths, options);
    let mut problems = walked.problems;
    let mut targets = Vec::with_capacity(walked.entries.len());
    let mut folders = Folders::default();
    let straight: BTreeSet<PathBuf> =
        if linked.is_empty() { BTreeSet::new() } else { walked.entries.iter().map(|entry| folders.resolve(&entry.path)).collect() };
    let more = if linked.is_empty() { Walked::default() } else { walk::walk(linked, options) };
    problems.extend(more.problems);
    let entries = walked.entries.into_iter().map(|entry| (entry, false));
    let mut found = Vec::new();
    for (entry, is_linked) in entries.chain(more.entries.into_iter().map(|entry| (entry, true))) {
        let absolute = folders.resolve(&entry.path);
        if !is_linked || !straight.contains(&absolute) {
            found.push((entry, is_linked, absolute));
        }
    }
    let texts = workers::run(&found, options.threads, |(_, _, absolute)| read(absolute));
    for ((entry, is_linked, absolute), text) in found.into_iter().zip(texts) {
        match text.unwrap_or_else(|workers::Panicked(reason)| Err(InputProblemKind::Crashed(reason))) {
            Ok(text) => {
                let file = files.add_shown(&absolute, &entry.path, text);
                let text = Arc::clone(&files.get(file).text);
                let configured_at = if is_linked { unresolved(&entry.path) } else { absolute.clone() };
                targets.push(Target { path: entry.path, absolute, configured_at, kind: entry.kind, file, text });
            }
            Err(kind) => problems.push(InputProblem::new(entry.path, kind)),
        }
    }
    targets.sort_by(|left, right| left.path.cmp(&right.path));
    (targets, problems)
}

fn unresolved(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// The one target of a buffer. The file on disk, should the project loader come across it, is not what is asked about.
pub fn buffer(buffer: &Buffer, files: &Files) -> Target {
    let path = buffer.path.clone().unwrap_or_else(|| PathBuf::from("stdin"));
    let absolute = Folders::default().resolve(&path);
    let file = files.add_shown(&absolute, &path, buffer.text.as_str());
    Target { text: Arc::clone(&files.get(file).text), path, configured_at: absolute.clone(), absolute, kind: FileKind::Sql, file }
}

fn read(path: &Path) -> Result<Arc<str>, InputProblemKind> {
    let bytes = std::fs::read(path).map_err(|error| InputProblemKind::Unreadable(error.to_string()))?;
    if u32::try_from(bytes.len()).is_err() {
        return Err(InputProblemKind::TooLarge { bytes: bytes.len() as u64 });
    }
    let text = String::from_utf8(bytes).map_err(|error| InputProblemKind::NotUtf8 { offset: error.utf8_error().valid_up_to() })?;
    Ok(text.into())
}

/// Absolute paths with symbolic links resolved, folder by folder, so that a file has one name however it was reached.
#[derive(Default)]
struct Folders {
    last: Option<(PathBuf, PathBuf)>,
}

impl Folders {
    fn resolve(&mut self, path: &Path) -> PathBuf {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return path.to_owned() };
        if self.last.as_ref().is_none_or(|(known, _)| known != folder) {
            self.last = Some((folder.to_owned(), absolute(folder)));
        }
        self.last.as_ref().map_or_else(|| path.to_owned(), |(_, resolved)| resolved.join(name))
    }
}

/// A folder's absolute path with symbolic links resolved, as far as it exists.
pub fn absolute(folder: &Path) -> PathBuf {
    let shown = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    std::fs::canonicalize(shown).or_else(|_| std::path::absolute(shown)).unwrap_or_else(|_| shown.to_owned())
}
