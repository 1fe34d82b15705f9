//! For people: the place with its text, the finding, notes, the fix as a diff, and a summary.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

use anstyle::{AnsiColor, Style};
use codespan_reporting::diagnostic::{Diagnostic as Report, Label as Mark, LabelStyle, Severity};
use codespan_reporting::files;
use codespan_reporting::term::{self, Config, WriteStyle};

use super::diff::{ChangedLine, changed_lines};
use super::links;
use super::plain::plain;
use super::view::Findings;
use crate::diagnostic::{Applicability, Diagnostic, Fix, Level};
use crate::engine::workers;
use crate::text::{FileId, SourceFile, TextRange};

/// Lines longer than this are not shown: nobody reads them, and marks below them would be lost.
const LONGEST_LINE: u32 = 400;
/// Lines of a diff that are shown of one fix.
const DIFF_LINES: usize = 12;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const ADDED: Style = AnsiColor::Green.on_default();
const REMOVED: Style = AnsiColor::Red.on_default();

/// How a report is made.
#[derive(Clone, Copy)]
pub struct Making {
    /// Whether colours, and whatever else a terminal would take for a command, are left out.
    pub plain: bool,
    pub jobs: usize,
}

/// How many findings a thread takes at a time, and how many times that many may wait to be written: what waits is held in memory.
const CHUNK: usize = 256;
const WAITING: usize = 64;

/// The findings, one after the other.
pub fn write(findings: &Findings<'_>, making: Making, out: &mut dyn Write) -> io::Result<()> {
    let sources = Sources::new(findings);
    for wave in findings.diagnostics.chunks(CHUNK * WAITING) {
        let chunks: Vec<&[Diagnostic]> = wave.chunks(CHUNK).collect();
        let texts = workers::run(&chunks, making.jobs, |chunk| text_of(chunk, &sources, making.plain));
        for text in texts {
            // A finding that cannot be shown must not pass for one that is not there.
            out.write_all(&text.unwrap_or_else(|panicked| std::panic::resume_unwind(Box::new(panicked.0))))?;
        }
    }
    Ok(())
}

/// The last line: how much was found.
pub fn write_summary(findings: &Findings<'_>, quiet: bool, out: &mut dyn Write) -> io::Result<()> {
    if quiet || findings.diagnostics.is_empty() { Ok(()) } else { writeln!(out, "{}", summary(findings)) }
}

fn text_of(diagnostics: &[Diagnostic], sources: &Sources, is_plain: bool) -> Vec<u8> {
    let config = Config { tab_width: 4, ..Config::default() };
    let mut text = Styled { bytes: Vec::new(), is_plain };
    let mut whole = Vec::with_capacity(diagnostics.len() * 512);
    for diagnostic in diagnostics {
        text.bytes.clear();
        // Writing to memory does not fail, and what the adapter cannot show was left out of the report.
        let _ = term::emit_to_write_style(&mut text, &config, sources, &report(diagnostic, sources));
        trim_blank_line(&mut text.bytes);
        if let Some(fix) = &diagnostic.fix {
            write_fix(fix, sources, &mut text);
        }
        text.bytes.push(b'\n');
        let name = format!("{} {}", diagnostic.rule.code, diagnostic.rule.name);
        let linked = links::linked(diagnostic.rule.code, &name);
        if is_plain {
            whole.extend_from_slice(&plain(&text.bytes));
        } else if linked == name {
            whole.extend_from_slice(&text.bytes);
        } else {
            whole.extend_from_slice(String::from_utf8_lossy(&text.bytes).replacen(&name, &linked, 1).as_bytes());
        }
    }
    whole
}

fn report(diagnostic: &Diagnostic, sources: &Sources) -> Report<FileId> {
    let severity = match diagnostic.level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Info => Severity::Note,
    };
    let mut labels = Vec::new();
    let mut notes = diagnostic.notes.clone();
    if sources.is_showable(diagnostic.file, diagnostic.range) {
        labels.push(Mark::primary(diagnostic.file, diagnostic.range.span()));
    } else {
        notes.insert(0, format!("at {}", sources.place(diagnostic.file, diagnostic.range)));
    }
    for label in &diagnostic.labels {
        if sources.is_showable(label.file, label.range) {
            labels.push(Mark::secondary(label.file, label.range.span()).with_message(&label.message));
        } else {
            notes.push(format!("{}: {}", sources.place(label.file, label.range), label.message));
        }
    }
    Report::new(severity)
        .with_code(format!("{} {}", diagnostic.rule.code, diagnostic.rule.name))
        .with_message(diagnostic.message.as_ref())
        .with_labels(labels)
        .with_notes(notes)
}

/// codespan ends a report with an empty line; the fix belongs before it.
fn trim_blank_line(out: &mut Vec<u8>) {
    if out.ends_with(b"\n\n") {
        out.pop();
    }
}

fn write_fix(fix: &Fix, sources: &Sources, out: &mut Styled) {
    let of = |style: Style| if out.is_plain { Style::new() } else { style };
    let (bold, dim, added, removed) = (of(BOLD), of(DIM), of(ADDED), of(REMOVED));
    let remark = match fix.applicability {
        Applicability::Safe => "",
        Applicability::Customary => " (may change what the SQL means; `fix` makes it, as sqlfluff does)",
        Applicability::Extra => " (sqlfluff does not make it: `fix --unsafe-fixes`)",
        Applicability::Unsafe => " (may change what the SQL means: `fix --unsafe-fixes`)",
        Applicability::DisplayOnly => " (a suggestion; not made by `fix`)",
    };
    let _ = writeln!(out, "  {bold}fix{bold:#}: {}{remark}", fix.title);
    let mut files: Vec<FileId> = fix.edits.iter().map(crate::jinja::SourceEdit::file).collect();
    files.dedup();
    for file in files {
        let Some(source) = sources.files.get(&file) else { continue };
        let changes = changed_lines(fix, file, source);
        for ChangedLine { sign, text } in changes.iter().take(DIFF_LINES) {
            let style = if *sign == '-' { removed } else { added };
            let text: String = text.chars().take(LONGEST_LINE as usize).collect();
            let _ = writeln!(out, "  {style}{sign} {}{style:#}", visible_end(&text));
        }
        if changes.len() > DIFF_LINES {
            let _ = writeln!(out, "  {dim}... {} lines more{dim:#}", changes.len() - DIFF_LINES);
        }
    }
}

/// Blanks at a line's end, which a diff would not show.
fn visible_end(text: &str) -> String {
    let kept = text.trim_end();
    format!("{kept}{}", text[kept.len()..].replace(' ', "·").replace('\t', "→"))
}

/// How much was found, on one line.
pub fn summary(findings: &Findings<'_>) -> String {
    let count = findings.count();
    let with_findings = findings.diagnostics.chunk_by(|left, right| left.file == right.file).count();
    let all = findings.file_count();
    let mut text = format!("{BOLD}{}{BOLD:#} in {with_findings} of {all} {}", count.words(), if all == 1 { "file" } else { "files" });
    match (count.fixable, count.unsafely_fixable) {
        (0, 0) => {}
        (safe, 0) => {
            let _ = write!(text, "; `setsquare fix` mends {safe}");
        }
        (safe, more) => {
            let _ = write!(text, "; `setsquare fix` mends {safe}, with --unsafe-fixes {more} more");
        }
    }
    text
}

/// The sources that reports quote.
struct Sources {
    files: HashMap<FileId, Arc<SourceFile>>,
    names: HashMap<FileId, String>,
}

impl Sources {
    fn new(findings: &Findings<'_>) -> Self {
        let mut files = HashMap::new();
        let mut names = HashMap::new();
        for diagnostic in findings.diagnostics {
            let labels = diagnostic.labels.iter().map(|label| label.file);
            let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits).map(crate::jinja::SourceEdit::file);
            for id in std::iter::once(diagnostic.file).chain(labels).chain(edits) {
                files.entry(id).or_insert_with(|| {
                    let file = findings.files.get(id);
                    names.insert(id, findings.report_path(id).to_string());
                    file
                });
            }
        }
        Self { files, names }
    }

    fn get(&self, id: FileId) -> Result<&SourceFile, files::Error> {
        self.files.get(&id).map(AsRef::as_ref).ok_or(files::Error::FileMissing)
    }

    fn place(&self, id: FileId, range: TextRange) -> String {
        let at = self.files.get(&id).map_or(crate::text::LineColumn { line: 1, column: 1 }, |file| file.line_column(range.start()));
        format!("{}:{}:{}", self.names.get(&id).map_or("?", String::as_str), at.line, at.column)
    }

    /// Whether a range lies in the file, between characters, on lines that a terminal can take.
    fn is_showable(&self, id: FileId, range: TextRange) -> bool {
        let Some(file) = self.files.get(&id) else { return false };
        let span = range.span();
        if span.end > file.text.len() || !file.text.is_char_boundary(span.start) || !file.text.is_char_boundary(span.end) {
            return false;
        }
        let lines = file.lines();
        let length = |line| u32::try_from(lines.line_text(&file.text, line).len()).unwrap_or(u32::MAX);
        [range.start(), range.end()].iter().all(|&offset| length(lines.line(offset)) <= LONGEST_LINE)
    }
}

impl<'a> files::Files<'a> for Sources {
    type FileId = FileId;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: FileId) -> Result<&'a str, files::Error> {
        self.names.get(&id).map(String::as_str).ok_or(files::Error::FileMissing)
    }

    fn source(&'a self, id: FileId) -> Result<&'a str, files::Error> {
        Ok(&self.get(id)?.text)
    }

    fn line_index(&'a self, id: FileId, byte_index: usize) -> Result<usize, files::Error> {
        let offset = u32::try_from(byte_index).unwrap_or(u32::MAX);
        Ok(self.get(id)?.lines().line(offset) as usize - 1)
    }

    fn line_range(&'a self, id: FileId, line_index: usize) -> Result<Range<usize>, files::Error> {
        let file = self.get(id)?;
        let lines = file.lines();
        let line = u32::try_from(line_index + 1).unwrap_or(u32::MAX);
        if line > lines.line_count() {
            return Err(files::Error::LineTooLarge { given: line_index, max: lines.line_count() as usize });
        }
        let end = if line == lines.line_count() { file.text.len() } else { lines.line_start(line + 1) as usize };
        Ok(lines.line_start(line) as usize..end)
    }
}

/// Text, with the escapes of a terminal where they are wanted.
struct Styled {
    bytes: Vec<u8>,
    is_plain: bool,
}

impl Write for Styled {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Styled {
    fn set(&mut self, style: Style) -> io::Result<()> {
        if self.is_plain { Ok(()) } else { write!(self.bytes, "{style}") }
    }
}

fn color(severity: Severity) -> AnsiColor {
    match severity {
        Severity::Bug | Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note | Severity::Help => AnsiColor::Cyan,
    }
}

impl WriteStyle for Styled {
    fn set_header(&mut self, severity: Severity) -> io::Result<()> {
        self.set(color(severity).on_default().bold())
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        self.set(BOLD)
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.set(AnsiColor::Blue.on_default())
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.set(AnsiColor::Blue.on_default())
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.set(AnsiColor::Blue.on_default())
    }

    fn set_label(&mut self, severity: Severity, style: LabelStyle) -> io::Result<()> {
        self.set(match style {
            LabelStyle::Primary => color(severity).on_default(),
            LabelStyle::Secondary => AnsiColor::Blue.on_default(),
        })
    }

    fn reset(&mut self) -> io::Result<()> {
        if self.is_plain { Ok(()) } else { write!(self.bytes, "{}", anstyle::Reset) }
    }
}
