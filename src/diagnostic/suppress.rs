//! `noqa` comments: which findings a file's own comments silence.
//!
//! A comment speaks of the source line it stands on, or, with `disable=` and `enable=`, of all lines from there on.

use std::cell::Cell;

use globset::{GlobBuilder, GlobMatcher};

use crate::config::SuppressionSettings;
use crate::text::{LineIndex, TextRange};

/// What is silenced or not: a rule, or one of the codes that are no rules (`PRS`, `TMP`, `LXR`).
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    pub code: &'a str,
    pub name: &'a str,
    pub aliases: &'a [&'a str],
    pub groups: &'a [&'a str],
}

impl Subject<'_> {
    fn is_called(&self, test: impl Fn(&str) -> bool) -> bool {
        test(self.code) || test(self.name) || self.aliases.iter().chain(self.groups).any(|name| test(name))
    }
}

/// A word of a rule list: a name in any case, or a glob.
#[derive(Debug)]
enum Word {
    Name(String),
    Glob(GlobMatcher),
}

impl Word {
    fn new(text: &str) -> Self {
        let glob = || GlobBuilder::new(text).case_insensitive(true).build().ok();
        match text.contains(['*', '?', '[']).then(glob).flatten() {
            Some(glob) => Self::Glob(glob.compile_matcher()),
            None => Self::Name(text.to_owned()),
        }
    }

    fn names(&self, subject: &Subject<'_>) -> bool {
        subject.is_called(|name| match self {
            Self::Name(text) => text.eq_ignore_ascii_case(name) || text.eq_ignore_ascii_case("all"),
            Self::Glob(glob) => glob.is_match(name),
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    Line,
    Disable,
    Enable,
}

#[derive(Debug)]
struct Directive {
    range: TextRange,
    line: u32,
    reach: Reach,
    /// Nothing: all rules.
    rules: Option<Vec<Word>>,
    /// As written, from `noqa` on.
    text: String,
    used: Cell<bool>,
}

impl Directive {
    fn names(&self, subject: &Subject<'_>) -> bool {
        self.rules.as_ref().is_none_or(|words| words.iter().any(|word| word.names(subject)))
    }
}

/// Something about a comment that its author should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuppressionNote {
    pub range: TextRange,
    pub message: String,
}

/// The comments of one file that silence findings.
#[derive(Debug, Default)]
pub struct Suppressions {
    directives: Vec<Directive>,
    malformed: Vec<SuppressionNote>,
    allowed: Option<Policy>,
}

/// Which rules comments may silence at all.
#[derive(Debug)]
struct Policy {
    inline: Vec<Word>,
    locked: Vec<Word>,
    only: Option<Vec<Word>>,
}

impl Policy {
    fn new(settings: &SuppressionSettings) -> Self {
        let words = |texts: &[String]| texts.iter().map(|text| Word::new(text)).collect();
        Self { inline: words(&settings.inline), locked: words(&settings.locked), only: settings.only.as_deref().map(words) }
    }

    fn allows(&self, subject: &Subject<'_>) -> bool {
        let any = |words: &[Word]| words.iter().any(|word| word.names(subject));
        any(&self.inline) && !any(&self.locked) && self.only.as_deref().is_none_or(any)
    }
}

impl Suppressions {
    /// Reads the comments of a source: their place, and their text with its delimiters. The text must be what the
    /// source holds at that place.
    #[must_use]
    pub fn new<'t>(comments: impl IntoIterator<Item = (TextRange, &'t str)>, lines: &LineIndex, settings: &SuppressionSettings) -> Self {
        let mut suppressions = Self::default();
        if settings.disabled {
            return suppressions;
        }
        for (range, text) in comments {
            if text.contains("noqa") {
                suppressions.comment(range, text, lines, settings);
            }
        }
        if !suppressions.directives.is_empty() {
            suppressions.directives.sort_by_key(|directive| directive.range.start());
            suppressions.allowed = Some(Policy::new(settings));
        }
        suppressions
    }

    /// Whether comments silence findings of `subject` on a line. A comment that does counts as used from then on.
    pub fn covers(&self, subject: &Subject<'_>, line: u32) -> bool {
        if !self.allowed.as_ref().is_some_and(|policy| policy.allows(subject)) {
            return false;
        }
        let mut covering = self.directives.iter().filter(|directive| directive.names(subject));
        if let Some(directive) = covering.clone().find(|directive| directive.reach == Reach::Line && directive.line == line) {
            directive.used.set(true);
            return true;
        }
        let last = covering.rfind(|directive| directive.reach != Reach::Line && directive.line <= line);
        let Some(directive) = last.filter(|directive| directive.reach == Reach::Disable) else { return false };
        directive.used.set(true);
        true
    }

    /// Whether there is nothing that could silence anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.directives.is_empty()
    }

    /// Comments that were meant to silence something and cannot be read.
    #[must_use]
    pub fn malformed(&self) -> &[SuppressionNote] {
        &self.malformed
    }

    /// Comments that have silenced nothing so far, but for those that could silence one of `later`.
    #[must_use]
    pub fn unused(&self, later: &[Subject<'_>]) -> Vec<SuppressionNote> {
        let idle = |directive: &&Directive| !directive.used.get() && !later.iter().any(|subject| directive.names(subject));
        let unused = self.directives.iter().filter(idle).filter(|directive| directive.reach != Reach::Enable);
        unused
            .map(|directive| SuppressionNote { range: directive.range, message: format!("`{}` silences nothing", directive.text) })
            .collect()
    }

    /// One comment. Each of its lines may hold a directive of its own, which then speaks of that line.
    fn comment(&mut self, range: TextRange, text: &str, lines: &LineIndex, settings: &SuppressionSettings) {
        let one_line = !text.contains('\n');
        let body = ["{#", "/*", "--", "//", "#"].iter().find_map(|mark| text.strip_prefix(mark)).unwrap_or(text);
        let body = body.strip_suffix("#}").or_else(|| body.strip_suffix("*/")).unwrap_or(body);
        let opening = text.find(body).unwrap_or(0);
        let mut at = opening;
        for line in body.split_inclusive('\n') {
            let start = at;
            at += line.len();
            // What stands before is for people; so is what stands after.
            let mut part_start = start;
            for part in line.split("--") {
                let content = part.trim_matches(|character: char| character.is_whitespace() || character == '-');
                if content.starts_with("noqa") {
                    let inside = part_start + part.find(content).unwrap_or(0);
                    let offset = u32::try_from(inside).unwrap_or(u32::MAX);
                    let place =
                        if one_line { range } else { TextRange::at(range.start() + offset, u32::try_from(content.len()).unwrap_or(0)) };
                    let reason = line.len() > part.len() && line.split("--").any(|other| !other.trim().is_empty() && other != part);
                    self.directive(content, place, lines.line(range.start() + offset), reason, settings);
                }
                part_start += part.len() + 2;
            }
        }
    }

    fn directive(&mut self, text: &str, range: TextRange, line: u32, reason: bool, settings: &SuppressionSettings) {
        let rest = text["noqa".len()..].trim_start();
        let rules = match rest.strip_prefix(':') {
            Some(rules) => rules.trim(),
            None if rest.is_empty() => "",
            None => {
                self.reject(range, format!("`{text}` silences nothing; write `noqa` or `noqa: CODE, CODE`"));
                return;
            }
        };
        if settings.require_reason && !reason {
            self.reject(range, format!("`{text}` gives no reason, and the workspace asks for one: `{text} -- why`"));
            return;
        }
        let (reach, rules) = match rules.split_once('=') {
            Some((word, rules)) if word.trim() == "disable" => (Reach::Disable, rules),
            Some((word, rules)) if word.trim() == "enable" => (Reach::Enable, rules),
            None if ["disable", "enable"].contains(&rules) => {
                self.reject(range, format!("`{text}` names no rules; write `noqa: {rules}=CODE` or `noqa: {rules}=all`"));
                return;
            }
            Some((word, _)) => {
                self.reject(range, format!("`{}` is no word of `noqa`; write `disable=` or `enable=`", word.trim()));
                return;
            }
            None => (Reach::Line, rules),
        };
        let words: Vec<Word> = rules.split(',').map(str::trim).filter(|word| !word.is_empty()).map(Word::new).collect();
        let rules = (!words.is_empty()).then_some(words);
        if rules.is_none() && reach != Reach::Line {
            self.reject(range, format!("`{text}` names no rules; `all` is a rule list, too"));
            return;
        }
        self.directives.push(Directive { range, line, reach, rules, text: text.to_owned(), used: Cell::new(false) });
    }

    fn reject(&mut self, range: TextRange, message: String) {
        self.malformed.push(SuppressionNote { range, message });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::dialect::Dialect;

    const LT01: Subject<'static> = Subject { code: "LT01", name: "layout.spacing", aliases: &["L001"], groups: &["core", "layout"] };
    const CP01: Subject<'static> =
        Subject { code: "CP01", name: "capitalisation.keywords", aliases: &["L010"], groups: &["core", "capitalisation"] };

    fn settings(change: impl Fn(&mut SuppressionSettings)) -> SuppressionSettings {
        let mut settings = Settings::plain(Dialect::Ansi).suppression;
        change(&mut settings);
        settings
    }

    /// The comments of a text whose comments begin with `--`, `/*`, `{#` or `#`.
    fn read(text: &str, settings: &SuppressionSettings) -> Suppressions {
        let mut comments = Vec::new();
        let mut at = 0;
        while let Some(start) = ["--", "/*", "{#", "# "].iter().filter_map(|mark| text[at..].find(mark)).min().map(|found| at + found) {
            let close = match &text[start..start + 2] {
                "/*" => "*/",
                "{#" => "#}",
                _ => "\n",
            };
            let end = text[start..].find(close).map_or(text.len(), |found| start + found + if close == "\n" { 0 } else { 2 });
            comments.push((TextRange::from(start..end), &text[start..end]));
            at = end;
        }
        Suppressions::new(comments, &LineIndex::new(text), settings)
    }

    /// Which of LT01 and CP01 each line silences, and what is said of the comments.
    fn check(text: &str, want: &[&str], told: &[&str]) {
        let suppressions = read(text, &settings(|_| {}));
        let silenced = |line| {
            let names = [(&LT01, "LT01"), (&CP01, "CP01")];
            names.iter().filter(|(subject, _)| suppressions.covers(subject, line)).map(|(_, name)| *name).collect::<Vec<_>>().join(" ")
        };
        let have: Vec<String> = (1..).take(want.len()).map(silenced).collect();
        assert_eq!(have, want, "{text}");
        let notes = suppressions.malformed().iter().cloned().chain(suppressions.unused(&[]));
        assert_eq!(notes.map(|note| note.message).collect::<Vec<_>>(), told, "{text}");
    }

    #[test]
    fn comments_silence_their_line() {
        check("a -- noqa\nb\n", &["LT01 CP01", ""], &[]);
        check("a --noqa:LT01\n", &["LT01"], &[]);
        check("a -- noqa : CP01\n", &["CP01"], &[]);
        check("a /* noqa: layout.spacing, L010 */\n", &["LT01 CP01"], &[]);
        check("a {# noqa: layout #}\n", &["LT01"], &[]);
        check("a {#- noqa: L* -#}\n", &["LT01 CP01"], &[]);
        check("a # noqa: core\n", &["LT01 CP01"], &[]);
        check("a -- because -- noqa: LT01\n", &["LT01"], &[]);
        check("a -- noqa: LT01 -- because\n", &["LT01"], &[]);
        check("a -- noqa:\n", &["LT01 CP01"], &[]);
        check("a -- noqa: lt01\n", &["LT01"], &[]);
        check("a /* x\n noqa: CP01 */\n", &["", "CP01"], &[]);
    }

    #[test]
    fn ranges_last_until_enabled() {
        check("a -- noqa: disable=all\nb\nc -- noqa: enable=CP01\nd\n", &["LT01 CP01", "LT01 CP01", "LT01", "LT01"], &[]);
        check("a\nb -- noqa: disable=LT01,CP01\nc -- noqa:enable=all\n", &["", "LT01 CP01", ""], &[]);
        check("a -- noqa: enable=all\nb -- noqa: disable=layout\nc -- noqa: CP01", &["", "LT01", "LT01 CP01"], &[]);
    }

    #[test]
    fn unreadable_and_idle_comments_are_told() {
        check("a -- noqa XX\n", &[""], &["`noqa XX` silences nothing; write `noqa` or `noqa: CODE, CODE`"]);
        check("a -- noqa: disable\n", &[""], &["`noqa: disable` names no rules; write `noqa: disable=CODE` or `noqa: disable=all`"]);
        check("a -- noqa: off=LT01\n", &[""], &["`off` is no word of `noqa`; write `disable=` or `enable=`"]);
        check("a -- noqa: ST01\n", &[""], &["`noqa: ST01` silences nothing"]);
        check("a -- NOQA and nothing else\n", &[""], &[]);
    }

    #[test]
    fn policy_decides_what_may_be_silenced() {
        let covers = |text: &str, change: &dyn Fn(&mut SuppressionSettings)| {
            let suppressions = read(text, &settings(change));
            (suppressions.covers(&LT01, 1), suppressions.covers(&CP01, 1), suppressions.malformed().len())
        };
        assert_eq!(covers("a -- noqa", &|settings| settings.disabled = true), (false, false, 0));
        assert_eq!(covers("a -- noqa", &|settings| settings.locked = vec!["LT*".into()]), (false, true, 0));
        assert_eq!(covers("a -- noqa", &|settings| settings.inline = vec!["LT01".into()]), (true, false, 0));
        assert_eq!(covers("a -- noqa", &|settings| settings.only = Some(vec!["capitalisation".into()])), (false, true, 0));
        assert_eq!(covers("a -- noqa", &|settings| settings.require_reason = true), (false, false, 1));
        assert_eq!(covers("a -- old code -- noqa", &|settings| settings.require_reason = true), (true, true, 0));
        assert!(read("a -- noqa: PRS", &settings(|_| {})).covers(&Subject { code: "PRS", name: "parsing", aliases: &[], groups: &[] }, 1));
    }
}
