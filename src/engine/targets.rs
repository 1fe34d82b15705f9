//! From what the user named to the files of a run, each with its text.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{InputProblem, InputProblemKind};
use crate::text::{FileId, Files};

use super::walk::{self, FileKind, WalkOptions};

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
    pub absolute: PathBuf,
    pub kind: FileKind,
    pub file: FileId,
    pub text: Arc<str>,
}

/// The targets below `paths`, sorted by path, and the paths and files that could not be read.
pub fn gather(paths: &[PathBuf], options: &WalkOptions, files: &Files) -> (Vec<Target>, Vec<InputProblem>) {
    let walked = walk::walk(paths, options);
    let mut problems = walked.problems;
    let mut targets = Vec::with_capacity(walked.entries.len());
    let mut folders = Folders::default();
    for entry in walked.entries {
        let absolute = folders.resolve(&entry.path);
        match read(&absolute) {
            Ok(text) => {
                let file = files.add_shown(&absolute, &entry.path, text);
                let text = Arc::clone(&files.get(file).text);
                targets.push(Target { path: entry.path, absolute, kind: entry.kind, file, text });
            }
            Err(kind) => problems.push(InputProblem::new(entry.path, kind)),
        }
    }
    (targets, problems)
}

/// The one target of a buffer. The file on disk, should the project loader come across it, is not what is asked about.
pub fn buffer(buffer: &Buffer, files: &Files) -> Target {
    let path = buffer.path.clone().unwrap_or_else(|| PathBuf::from("stdin"));
    let absolute = Folders::default().resolve(&path);
    let file = files.add_shown(&absolute, &path, buffer.text.as_str());
    Target { text: Arc::clone(&files.get(file).text), path, absolute, kind: FileKind::Sql, file }
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
