//! From what the user named to the files of a run, each with its text.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::text::{FileId, Files};

use super::report::Problem;
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
    /// As the user would write it, with `/`.
    pub path: String,
    pub absolute: PathBuf,
    pub kind: FileKind,
    pub content: Content,
}

/// A text, or why there is none.
#[derive(Clone, Debug)]
pub enum Content {
    Text(FileId, Arc<str>),
    Unreadable(String),
}

/// The targets below `paths`, sorted by path, and the paths that led nowhere.
pub fn gather(paths: &[PathBuf], options: &WalkOptions, files: &Files) -> (Vec<Target>, Vec<Problem>) {
    let walked = walk::walk(paths, options);
    let problems = walked.problems.into_iter().map(|(path, message)| Problem::about(display(&path), message)).collect();
    let mut roots = Roots::default();
    let targets = walked.entries.into_iter().map(|entry| {
        let absolute = roots.resolve(&entry.path);
        let content = read(files, &absolute);
        Target { path: display(&entry.path), absolute, kind: entry.kind, content }
    });
    (targets.collect(), problems)
}

/// The one target of a buffer.
pub fn buffer(buffer: &Buffer, files: &Files) -> Target {
    let path = buffer.path.clone().unwrap_or_else(|| PathBuf::from("stdin"));
    let absolute = Roots::default().resolve(&path);
    let text: Arc<str> = buffer.text.as_str().into();
    // The file on disk, should the project loader come across it, is not what is being asked about.
    let file = files.add(&absolute, Arc::clone(&text));
    Target { path: display(&path), absolute, kind: FileKind::Sql, content: Content::Text(file, text) }
}

/// A file's text; a file that the project loader has read already is not read again.
fn read(files: &Files, absolute: &Path) -> Content {
    if let Some(file) = files.find(absolute) {
        return Content::Text(file, Arc::clone(&files.get(file).text));
    }
    match std::fs::read(absolute) {
        Err(error) => Content::Unreadable(format!("it cannot be read: {error}; check its permissions or exclude it")),
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => {
                let text: Arc<str> = text.into();
                Content::Text(files.add(absolute, Arc::clone(&text)), text)
            }
            Err(error) => Content::Unreadable(format!(
                "it is no UTF-8: the byte at offset {} belongs to no character; save it as UTF-8 or exclude it",
                error.utf8_error().valid_up_to()
            )),
        },
    }
}

/// Absolute paths with symbolic links resolved, folder by folder, so that a file has one name however it was reached.
#[derive(Default)]
struct Roots {
    last: Option<(PathBuf, PathBuf)>,
}

impl Roots {
    fn resolve(&mut self, path: &Path) -> PathBuf {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return path.to_owned() };
        if self.last.as_ref().is_none_or(|(known, _)| known != folder) {
            let shown = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            let resolved = std::fs::canonicalize(shown).or_else(|_| std::path::absolute(shown)).unwrap_or_else(|_| shown.to_owned());
            self.last = Some((folder.to_owned(), resolved));
        }
        self.last.as_ref().map_or_else(|| path.to_owned(), |(_, resolved)| resolved.join(name))
    }
}

pub fn display(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '\\' { text.replace('\\', "/") } else { text.into_owned() }
}
