use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, RwLock};

use super::{FileId, LineColumn, LineIndex, TextRange};

/// A text with the path it is shown under. Lines are counted when first asked for.
#[derive(Debug)]
pub struct SourceFile {
    pub path: PathBuf,
    pub text: Arc<str>,
    lines: OnceLock<LineIndex>,
}

impl SourceFile {
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    pub fn line_column(&self, offset: u32) -> LineColumn {
        self.lines().line_column(&self.text, offset)
    }

    /// The text of a range, or nothing where the range is not one of this file.
    pub fn slice(&self, range: TextRange) -> &str {
        self.text.get(range.span()).unwrap_or_default()
    }
}

/// The files of a run. Threads add to it as they read; an identifier stays valid for the whole run.
#[derive(Debug, Default)]
pub struct Files {
    inner: RwLock<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    files: Vec<Arc<SourceFile>>,
    by_path: HashMap<PathBuf, FileId>,
}

impl Files {
    /// Adds a text. A path that is there already keeps its identifier and its first text.
    pub fn add(&self, path: &Path, text: impl Into<Arc<str>>) -> FileId {
        let mut inner = self.inner.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(&known) = inner.by_path.get(path) {
            return known;
        }
        let id = FileId(u32::try_from(inner.files.len()).unwrap_or(u32::MAX));
        inner.files.push(Arc::new(SourceFile { path: path.to_owned(), text: text.into(), lines: OnceLock::new() }));
        inner.by_path.insert(path.to_owned(), id);
        id
    }

    pub fn get(&self, file: FileId) -> Arc<SourceFile> {
        Arc::clone(&self.inner.read().unwrap_or_else(std::sync::PoisonError::into_inner).files[file.0 as usize])
    }

    /// Adds a text under the path that identifies it, to be shown under another: the one its user wrote. A file that is
    /// there already keeps its text.
    pub fn add_shown(&self, path: &Path, shown: &Path, text: impl Into<Arc<str>>) -> FileId {
        let file = self.add(path, text);
        let mut inner = self.inner.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        let known = &mut inner.files[file.0 as usize];
        if known.path != shown {
            *known = Arc::new(SourceFile { path: shown.to_owned(), text: Arc::clone(&known.text), lines: OnceLock::new() });
        }
        file
    }

    /// Puts another text in place of a file's: what a fix made of it. Whoever holds the former one keeps it.
    pub fn replace(&self, file: FileId, text: impl Into<Arc<str>>) {
        let mut inner = self.inner.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        let path = inner.files[file.0 as usize].path.clone();
        inner.files[file.0 as usize] = Arc::new(SourceFile { path, text: text.into(), lines: OnceLock::new() });
    }

    pub fn find(&self, path: &Path) -> Option<FileId> {
        self.inner.read().unwrap_or_else(std::sync::PoisonError::into_inner).by_path.get(path).copied()
    }
}
