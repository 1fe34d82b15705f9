//! Changed lines out of unified diffs: git's own, or a file that somebody else made. Knows no repository.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Lines of a file as it is now, counted from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangedLines(Vec<RangeInclusive<u32>>);

impl ChangedLines {
    /// Every line: a file that is new.
    #[must_use]
    pub fn all() -> Self {
        Self(vec![1..=u32::MAX])
    }

    /// Whether one of these lines changed.
    #[must_use]
    pub fn touch(&self, lines: &RangeInclusive<u32>) -> bool {
        self.0.iter().any(|changed| changed.start() <= lines.end() && lines.start() <= changed.end())
    }

    fn add(&mut self, line: u32) {
        match self.0.last_mut() {
            Some(last) if *last.end() + 1 == line => *last = *last.start()..=line,
            _ => self.0.push(line..=line),
        }
    }
}

/// What a diff says, by paths as they stand in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    pub changed: BTreeMap<String, ChangedLines>,
    /// Files that are no more, by their old paths; what was renamed too.
    pub gone: Vec<String>,
}

/// Reads a unified diff with any number of lines of context.
///
/// # Errors
/// If the text is no diff, or one against several parents at once, whose lines belong to no single base.
pub fn read(text: &str) -> Result<Diff, String> {
    let mut reader = Reader::default();
    for line in text.split('\n') {
        reader.line(line.strip_suffix('\r').unwrap_or(line))?;
    }
    if !reader.seen && !text.trim().is_empty() {
        return Err("this is no unified diff: it has no line `--- ...`, `+++ ...` or `diff --git ...`".to_owned());
    }
    Ok(reader.diff)
}

#[derive(Default)]
struct Reader {
    diff: Diff,
    old: Option<String>,
    new: Option<String>,
    /// The number of the next line in the new file, and how many lines of either side the hunk still holds.
    next: u32,
    removed: u32,
    added: u32,
    seen: bool,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), String> {
        if self.removed > 0 || self.added > 0 {
            self.body(line);
            return Ok(());
        }
        if line.starts_with("diff --cc ") || line.starts_with("diff --combined ") || line.starts_with("@@@ ") {
            return Err("this diff compares with several parents at once; make one against a single base".to_owned());
        } else if line.starts_with("diff --git ") {
            (self.old, self.new, self.seen) = (None, None, true);
        } else if let Some(path) = line.strip_prefix("--- ") {
            (self.old, self.seen) = (path_of(path), true);
        } else if let Some(path) = line.strip_prefix("+++ ") {
            self.new = path_of(path);
            self.named();
        } else if let Some(path) = line.strip_prefix("rename from ") {
            self.diff.gone.push(unquoted(path));
        } else if let Some(path) = line.strip_prefix("rename to ") {
            self.diff.changed.entry(unquoted(path)).or_default();
        } else if let Some(hunk) = line.strip_prefix("@@ ") {
            self.hunk(hunk)?;
        }
        Ok(())
    }

    fn named(&mut self) {
        match (&self.old, &self.new) {
            (_, Some(new)) => {
                self.diff.changed.entry(new.clone()).or_default();
            }
            (Some(old), None) => self.diff.gone.push(old.clone()),
            (None, None) => {}
        }
    }

    /// `-3,2 +4 @@ ...`
    fn hunk(&mut self, hunk: &str) -> Result<(), String> {
        let mut words = hunk.split(' ');
        let mut side = |sign: char| {
            let (start, count) = words.next()?.strip_prefix(sign).map(|side| side.split_once(',').unwrap_or((side, "1")))?;
            Some((start.parse::<u32>().ok()?, count.parse::<u32>().ok()?))
        };
        let sides = side('-').zip(side('+'));
        let Some(((_, removed), (start, added))) = sides else { return Err(format!("a hunk of the diff cannot be read: @@ {hunk}")) };
        (self.next, self.removed, self.added) = (start, removed, added);
        Ok(())
    }

    fn body(&mut self, line: &str) {
        match line.as_bytes().first() {
            Some(b'+') => {
                if let Some(new) = &self.new {
                    self.diff.changed.entry(new.clone()).or_default().add(self.next);
                }
                self.next += 1;
                self.added = self.added.saturating_sub(1);
            }
            Some(b'-') => self.removed = self.removed.saturating_sub(1),
            // "\ No newline at end of file"
            Some(b'\\') => {}
            _ => {
                self.next += 1;
                self.added = self.added.saturating_sub(1);
                self.removed = self.removed.saturating_sub(1);
            }
        }
    }
}

/// The path of a `---` or `+++` line; nothing for `/dev/null`.
fn path_of(text: &str) -> Option<String> {
    // What follows a tab is a time.
    let path = if text.starts_with('"') { unquoted(text) } else { text.split('\t').next().unwrap_or(text).to_owned() };
    (path != "/dev/null").then_some(path)
}

/// A path as git quotes it: C's escapes within quotation marks, bytes as octal numbers.
fn unquoted(text: &str) -> String {
    let Some(inner) = text.strip_prefix('"').and_then(|rest| rest.rsplit_once('"')).map(|(inner, _)| inner) else { return text.to_owned() };
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner.bytes().peekable();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        match rest.next() {
            Some(digit @ b'0'..=b'7') => {
                let mut value = u32::from(digit - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = rest.peek().copied() else { break };
                    value = value * 8 + u32::from(digit - b'0');
                    rest.next();
                }
                bytes.push(u8::try_from(value).unwrap_or(b'?'));
            }
            Some(b'n') => bytes.push(b'\n'),
            Some(b't') => bytes.push(b'\t'),
            Some(b'r') => bytes.push(b'\r'),
            Some(other) => bytes.push(other),
            None => {}
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let diff = read(text).unwrap();
        let changed = diff.changed.iter().map(|(path, lines)| format!("{path} {:?}", lines.0));
        changed.chain(diff.gone.iter().map(|path| format!("gone {path}"))).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn reads_what_git_and_diff_write() {
        let cases = [
            (
                "diff --git a/m.sql b/m.sql\n--- a/m.sql\n+++ b/m.sql\n@@ -1 +1,2 @@ x\n-a\n+b\n+c\n@@ -9,0 +11 @@\n+d\n",
                "b/m.sql [1..=2, 11..=11]",
            ),
            // A removed line that looks like a header, and context.
            ("--- a/m.sql\n+++ b/m.sql\n@@ -1,3 +1,3 @@\n a\n--- old\n+++ new\n c\n", "b/m.sql [2..=2]"),
            ("diff --git a/m.sql b/m.sql\ndeleted file mode 100644\n--- a/m.sql\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-a\n-b\n", "gone a/m.sql"),
            ("diff --git a/m.sql b/n.sql\nsimilarity index 100%\nrename from m.sql\nrename to n.sql\n", "n.sql []; gone m.sql"),
            (
                "--- m.sql\t2026-01-01 00:00:00\n+++ m.sql\t2026-01-01 00:00:00\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n",
                "m.sql [1..=1]",
            ),
            ("--- \"a/\\303\\244 \\\"x\\\".sql\"\n+++ \"b/\\303\\244 \\\"x\\\".sql\"\n@@ -1 +1 @@\n-a\n+b\n", "b/ä \"x\".sql [1..=1]"),
            ("--- a/m.sql\r\n+++ b/m.sql\r\n@@ -1 +1 @@\r\n-a\r\n+b\r\n", "b/m.sql [1..=1]"),
            ("", ""),
        ];
        for (text, want) in cases {
            assert_eq!(shown(text), want, "{text}");
        }
    }

    #[test]
    fn refuses_what_says_nothing_about_one_base() {
        assert!(read("fatal: bad revision 'main'\n").is_err());
        assert!(read("diff --cc m.sql\nindex 1,2..3\n--- a/m.sql\n+++ b/m.sql\n@@@ -1,1 -1,1 +1,1 @@@\n").is_err());
        assert!(read("--- a/m.sql\n+++ b/m.sql\n@@ nonsense @@\n").is_err());
    }
}
