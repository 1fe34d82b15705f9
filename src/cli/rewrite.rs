//! Writing fixed texts: to their files, beside them, to standard output, or as a diff.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use similar::TextDiff;

use crate::engine::{Buffer, FixedFile};

/// What becomes of fixed texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    Files,
    /// Say how many files would change, and write them if the answer is yes.
    Ask,
    Diff,
    Nothing,
}

/// A command's fixed texts and what to do with them.
pub struct Rewrite<'a> {
    pub fixed: &'a [FixedFile],
    /// The text that came from standard input: it goes to standard output, changed or not.
    pub stdin: Option<&'a Buffer>,
    /// Put before the extension of the files to write.
    pub suffix: Option<&'a str>,
    pub writing: Writing,
}

impl Rewrite<'_> {
    /// # Errors
    /// If a file cannot be written; those before it are.
    pub fn run(&self) -> Result<(), String> {
        match (self.writing, self.stdin) {
            (Writing::Nothing, _) => Ok(()),
            (Writing::Diff, _) => {
                self.fixed.iter().for_each(print_diff);
                Ok(())
            }
            (_, Some(buffer)) => {
                let text = self.fixed.first().map_or(buffer.text.as_str(), |file| &file.after);
                std::io::stdout().write_all(text.as_bytes()).map_err(|error| format!("standard output: {error}"))
            }
            (Writing::Ask, None) if !self.fixed.is_empty() && !confirmed(self.fixed.len()) => Ok(()),
            _ => self.fixed.iter().try_for_each(|file| write(&with_suffix(&file.absolute, self.suffix), &file.after)),
        }
    }
}

fn print_diff(file: &FixedFile) {
    let path = file.path.display().to_string();
    let diff = TextDiff::from_lines(&*file.before, &*file.after);
    anstream::print!("{}", diff.unified_diff().context_radius(3).header(&path, &path));
}

fn confirmed(files: usize) -> bool {
    anstream::eprint!("{files} files would be changed. Write them? [y/N] ");
    let mut answer = String::new();
    std::io::stdin().is_terminal() && std::io::stdin().read_line(&mut answer).is_ok() && answer.trim().eq_ignore_ascii_case("y")
}

/// `models/a.sql` with `_fixed` is `models/a_fixed.sql`.
fn with_suffix(path: &Path, suffix: Option<&str>) -> PathBuf {
    let Some(suffix) = suffix else { return path.to_owned() };
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let extension = path.extension().map_or_else(String::new, |extension| format!(".{}", extension.to_string_lossy()));
    path.with_file_name(format!("{stem}{suffix}{extension}"))
}

/// Writes in place, so that the file keeps its mode and its links.
fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|error| format!("{}: cannot be written: {error}", path.display()))
}
