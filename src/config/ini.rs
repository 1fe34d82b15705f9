//! sqlfluff's own file format: Python's `configparser` without interpolation, with `=` as the only delimiter, and with
//! comments on lines of their own only.

use std::path::Path;
use std::sync::Arc;

use super::value::{Origin, Place, Problems, Table, Value};
use crate::text::{LineIndex, TextRange};

/// Reads the sections `[sqlfluff]` and `[sqlfluff:...]`; `[sqlfluff]` itself becomes the table `core`. Sections of other
/// tools are none of our business, and neither is what is wrong in them.
pub fn read(text: &str, path: &Arc<Path>, problems: &Problems) -> Table {
    let mut reader = Reader {
        text,
        lines: LineIndex::new(text),
        path,
        problems,
        tree: Table::default(),
        defaults: Vec::new(),
        section: Section::None,
        seen: Vec::new(),
        option: None,
    };
    reader.read();
    reader.finish()
}

enum Section {
    None,
    /// `[DEFAULT]`: its options hold in every section.
    Default,
    Ours(Vec<String>),
    Foreign,
}

struct PendingOption {
    key: String,
    /// The value's lines, stripped.
    value: Vec<String>,
    start: u32,
    end: u32,
}

struct Reader<'a> {
    text: &'a str,
    lines: LineIndex,
    path: &'a Arc<Path>,
    problems: &'a Problems,
    tree: Table,
    defaults: Vec<(String, Value)>,
    section: Section,
    seen: Vec<Vec<String>>,
    option: Option<PendingOption>,
}

impl Reader<'_> {
    fn read(&mut self) {
        let mut indent = 0;
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            let range = TextRange::from(start..start + line.len());
            start += line.len();
            let content = line.trim();
            if content.starts_with(['#', ';']) {
                continue;
            }
            if content.is_empty() {
                // A blank line inside a value belongs to it if more of the value follows.
                if let Some(option) = &mut self.option {
                    option.value.push(String::new());
                }
                continue;
            }
            let have = line.len() - line.trim_start().len();
            if have > indent
                && let Some(option) = &mut self.option
            {
                option.value.push(content.to_owned());
                option.end = range.end();
                continue;
            }
            indent = have;
            self.complete();
            self.line(content, range);
        }
        self.complete();
    }

    /// A line that begins a section or an option.
    fn line(&mut self, content: &str, range: TextRange) {
        if let Some(header) =
            content.strip_prefix('[').and_then(|rest| rest.rfind(']').map(|at| &rest[..at])).filter(|header| !header.is_empty())
        {
            self.section = self.open(header, range);
            return;
        }
        let Some((key, value)) = content.split_once('=') else {
            self.wrong(range, format!("`{content}` is neither a section nor an option; options are written `name = value`"));
            return;
        };
        if matches!(self.section, Section::None) {
            self.wrong(range, format!("`{content}` stands before the first section; sqlfluff's options belong below `[sqlfluff]`"));
            return;
        }
        let value = vec![value.trim().to_owned()];
        self.option = Some(PendingOption { key: key.trim_end().to_owned(), value, start: range.start(), end: range.end() });
    }

    fn open(&mut self, header: &str, range: TextRange) -> Section {
        if header == "DEFAULT" {
            return Section::Default;
        }
        let mut parts = header.split(':').map(str::to_owned);
        if parts.next().as_deref() != Some("sqlfluff") {
            return Section::Foreign;
        }
        let mut path: Vec<String> = parts.collect();
        if path.is_empty() {
            path.push("core".to_owned());
        }
        if self.seen.contains(&path) {
            self.wrong(range, format!("the section `[{header}]` is there twice"));
        }
        self.seen.push(path.clone());
        Section::Ours(path)
    }

    fn complete(&mut self) {
        let Some(PendingOption { key, mut value, start, end }) = self.option.take() else { return };
        while value.last().is_some_and(String::is_empty) {
            value.pop();
        }
        let range = TextRange::new(start, end);
        let value = Value::text(value.join("\n"), self.origin(range));
        match &self.section {
            Section::None | Section::Foreign => {}
            Section::Default => self.defaults.push((key, value)),
            Section::Ours(section) => {
                let path: Vec<&str> = section.iter().map(String::as_str).chain([key.as_str()]).collect();
                if self.tree.find(&path).is_some() {
                    self.wrong(range, format!("`{key}` is there twice in this section"));
                }
                self.tree.set(&path, value);
            }
        }
    }

    fn finish(mut self) -> Table {
        for section in &self.seen {
            for (key, value) in &self.defaults {
                let path: Vec<&str> = section.iter().map(String::as_str).chain([key.as_str()]).collect();
                if self.tree.find(&path).is_none() {
                    self.tree.set(&path, value.clone());
                }
            }
        }
        self.tree
    }

    fn origin(&self, range: TextRange) -> Origin {
        Origin { place: Place::File(Arc::clone(self.path)), line: self.lines.line(range.start()), range }
    }

    fn wrong(&self, range: TextRange, message: String) {
        if !matches!(self.section, Section::Foreign) {
            self.problems.error(Some(&self.origin(range)), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(table: &Table, prefix: &str, out: &mut Vec<String>) {
        for (key, value) in table.iter() {
            match value.as_table() {
                Some(inner) => flat(inner, &format!("{prefix}{key}/"), out),
                None => out.push(format!("{}: {prefix}{key}={}", value.origin.line, value.to_text().unwrap_or_default())),
            }
        }
    }

    /// Reads `text` and compares options (`line: path=value`) and problems.
    fn check(text: &str, want: &[&str], wrong: &[&str]) {
        let problems = Problems::default();
        let table = read(text, &Arc::from(Path::new(".sqlfluff")), &problems);
        let mut have = Vec::new();
        flat(&table, "", &mut have);
        assert_eq!(have, want, "{text}");
        let have: Vec<String> = problems.list().iter().map(ToString::to_string).collect();
        assert_eq!(have, wrong, "{text}");
    }

    #[test]
    fn reads_as_configparser_does() {
        check("[sqlfluff]\ndialect = ansi ; not a comment\n", &["2: core/dialect=ansi ; not a comment"], &[]);
        check("[sqlfluff]\na=1\n  # a comment\nb = x,\n   y\n\n   z\n\n", &["2: core/a=1", "4: core/b=x,\ny\n\nz"], &[]);
        check("[sqlfluff]\nUpper = X\nempty =\n", &["2: core/Upper=X", "3: core/empty="], &[]);
        check("[sqlfluff:rules:capitalisation.keywords]\np = upper\n", &["2: rules/capitalisation.keywords/p=upper"], &[]);
        check("[sqlfluff:templater:jinja:context]\nx = a = b\n", &["2: templater/jinja/context/x=a = b"], &[]);
        check("[DEFAULT]\nz = 3\n[sqlfluff]\n b = 2\n c= 3\n", &["4: core/b=2", "5: core/c=3", "2: core/z=3"], &[]);
        check("[flake8]\nloose\nmax = 3\n[sqlfluff]\na = 1\r\n", &["5: core/a=1"], &[]);
        check(
            "[sqlfluff:templater:jinja:macros]\nm = {% macro m() %}\n  1\n  {% endmacro %}\n",
            &["2: templater/jinja/macros/m={% macro m() %}\n1\n{% endmacro %}"],
            &[],
        );
    }

    #[test]
    fn says_where_it_cannot_read() {
        check(
            "[sqlfluff]\nmax_line_length: 33\na = 1\n",
            &["3: core/a=1"],
            &[".sqlfluff:2: `max_line_length: 33` is neither a section nor an option; options are written `name = value`"],
        );
        check(
            "a = 1\n[sqlfluff]\n",
            &[],
            &[".sqlfluff:1: `a = 1` stands before the first section; sqlfluff's options belong below `[sqlfluff]`"],
        );
        check("[sqlfluff]\na = 1\na = 2\n", &["3: core/a=2"], &[".sqlfluff:3: `a` is there twice in this section"]);
        check("[sqlfluff]\n[sqlfluff]\n", &[], &[".sqlfluff:2: the section `[sqlfluff]` is there twice"]);
    }
}
