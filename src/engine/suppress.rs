//! The comments of a template that silence findings, wherever they stand: in SQL, rendered or not, and in Jinja comments.

use std::borrow::Cow;
use std::sync::Arc;

use crate::config::{Settings, Templater};
use crate::diagnostic::{Diagnostic, Level, RuleName, Subject, SuppressionNote, Suppressions};
use crate::dialect::DialectSpec;
use crate::jinja;
use crate::rules::{RULES, RuleDef, RuleId};
use crate::sql;
use crate::syntax::{SyntaxKind, TokenId, Tree};
use crate::text::{FileId, LineIndex, TextRange};

use super::collect::CollectedFinding;
use super::file::Read;

/// Answers which findings of one text are silenced.
pub struct Silencer {
    /// The lines and the comments; nothing where no comment can be meant, so that most files pay nothing.
    found: Option<(LineIndex, Suppressions)>,
}

impl Silencer {
    #[must_use]
    pub fn new(text: &str, read: &Read, settings: &Settings) -> Self {
        if !text.contains("noqa") {
            return Self { found: None };
        }
        let lines = LineIndex::new(text);
        let comments = comments_of(text, &read.template, settings.dialect.spec());
        let comments = comments.into_iter().map(|range| (range, &text[range.span()]));
        let suppressions = Suppressions::new(comments, &lines, &settings.suppression);
        Self { found: Some((lines, suppressions)) }
    }

    #[must_use]
    pub fn silences_finding(&self, finding: &CollectedFinding) -> bool {
        if self.found.is_none() {
            return false;
        }
        self.silences_rule(finding.rule, finding.diagnostic.range.start())
    }

    /// Whether what a rule would say at a place is silenced.
    #[must_use]
    pub fn silences_rule(&self, rule: RuleId, at: u32) -> bool {
        let RuleDef { name, aliases, groups, .. } = rule.definition();
        self.covers(&Subject { code: name.code, name: name.name, aliases, groups }, at)
    }

    /// For findings that are no rule's: PRS, TMP, LXR.
    #[must_use]
    pub fn silences(&self, diagnostic: &Diagnostic) -> bool {
        let subject = Subject { code: diagnostic.rule.code, name: diagnostic.rule.name, aliases: &[], groups: &[] };
        self.covers(&subject, diagnostic.range.start())
    }

    fn covers(&self, subject: &Subject<'_>, at: u32) -> bool {
        self.found.as_ref().is_some_and(|(lines, suppressions)| suppressions.covers(subject, lines.line(at)))
    }

    /// What is to be said of the comments themselves, once every finding of the file has been asked about. Findings of
    /// the whole workspace are judged later, so a comment that could silence one of those is not called unused.
    #[must_use]
    pub fn remarks(&self, file: FileId, settings: &Settings) -> Vec<Diagnostic> {
        let Some((_, suppressions)) = &self.found else { return Vec::new() };
        let remark = |rule, level, note: SuppressionNote| Diagnostic {
            rule,
            level,
            file,
            range: note.range,
            message: note.message.into(),
            labels: Vec::new(),
            notes: Vec::new(),
            resource: None,
            fix: None,
        };
        let malformed = suppressions.malformed().iter().cloned();
        let mut remarks: Vec<Diagnostic> = malformed.map(|note| remark(RuleName::PARSING, Level::Warning, note)).collect();
        if settings.suppression.warn_unused {
            let later = |rule: &&RuleDef| settings.templater == Templater::Dbt && rule.check.is_of_workspace();
            let subject = |rule: &&'static RuleDef| Subject {
                code: rule.name.code,
                name: rule.name.name,
                aliases: rule.aliases,
                groups: rule.groups,
            };
            let later: Vec<Subject<'_>> = RULES.iter().copied().filter(later).map(|rule| subject(&rule)).collect();
            remarks.extend(suppressions.unused(&later).into_iter().map(|note| remark(RuleName::UNUSED_NOQA, Level::Info, note)));
        }
        remarks
    }
}

/// The comments of a template, wherever they stand.
#[must_use]
pub fn comments(text: &Arc<str>, dialect: &'static DialectSpec) -> Vec<TextRange> {
    comments_of(text, &jinja::parse(text), dialect)
}

/// The comments of a template whose tree is known.
#[must_use]
pub fn comments_of(text: &str, template: &Tree, dialect: &'static DialectSpec) -> Vec<TextRange> {
    let data = data_only(text, template);
    let lexed = sql::lexer::lex(&data, dialect);
    let sql_comments = (0..lexed.tokens.len()).filter_map(|at| {
        let token = TokenId(u32::try_from(at).unwrap_or(u32::MAX));
        lexed.tokens.kind(token).is_comment().then(|| lexed.tokens.range(token))
    });
    let jinja_comments = template
        .all_tokens()
        .filter(|&token| template.token_kind(token) == SyntaxKind::JinjaComment)
        .map(|token| template.token_range(token));
    sql_comments.chain(jinja_comments).collect()
}

/// The text with every tag blanked out, byte for byte, so that places stay what they are.
fn data_only<'t>(text: &'t str, template: &Tree) -> Cow<'t, str> {
    let tags = || template.all_tokens().filter(|&token| template.token_kind(token) != SyntaxKind::JinjaData);
    if tags().next().is_none() {
        return Cow::Borrowed(text);
    }
    let mut bytes = text.as_bytes().to_vec();
    for token in tags() {
        for byte in &mut bytes[template.token_range(token).span()] {
            if *byte != b'\n' && *byte != b'\r' {
                *byte = b' ';
            }
        }
    }
    // Whole tokens were blanked, so no character was cut in two.
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use crate::config::Overrides;
    use crate::engine::{Engine, Options};

    const RULES: &str = "CP01,CV05,AL01";

    /// The codes and lines that `lint` reports of one file beside a `.sqlfluff` and a `setsquare.toml`.
    #[track_caller]
    fn check(sql: &str, own: &str, want: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("model.sql"), sql).unwrap();
        std::fs::write(folder.path().join(".sqlfluff"), format!("[sqlfluff]\ndialect = ansi\nrules = {RULES}\n")).unwrap();
        if !own.is_empty() {
            std::fs::write(folder.path().join("setsquare.toml"), own).unwrap();
        }
        let overrides = Overrides { warn_unused_ignores: true, ..Overrides::default() };
        let report = Engine::new(Options { paths: vec![folder.path().to_owned()], overrides, jobs: 1, ..Options::default() }).lint();
        let have: Vec<String> = report
            .diagnostics
            .iter()
            .map(|found| format!("{} {}", found.rule.code, report.files.get(found.file).line_column(found.range.start()).line))
            .collect();
        assert_eq!(have, want, "{sql}{own}");
    }

    #[test]
    fn comments_in_templates() {
        check("SELECT a from foo\n", "", &["CP01 1"]);
        check("SELECT a from foo {# noqa: CP01 #}\n", "", &[]);
        check("{# noqa: disable=CP01 #}\nSELECT a from foo\n", "", &[]);
        // Once for all turns of a loop.
        let each = "SELECT\n{% for c in ['a', 'b'] %}\n{{ c }} as x_{{ c }}, -- noqa: CP01\n{% endfor %}\nd\n";
        check(&format!("{each}FROM foo\n"), "", &[]);
        check(&format!("{each}from foo\n"), "", &["CP01 6"]);
        // On a line that the first rendering leaves out.
        let variant = "SELECT a\nFROM foo\n{% if execute %}\nWHERE a = 1\n{% else %}\nWHERE b = null";
        check(&format!("{variant}\n{{% endif %}}\n"), "", &["CV05 6"]);
        check(&format!("{variant} -- noqa: CV05\n{{% endif %}}\n"), "", &[]);
        // Where it silences nothing, it is told.
        check("SELECT a FROM foo -- noqa: CP01\n", "", &["NOQA 1"]);
    }

    #[test]
    fn directives_and_policies() {
        check("-- sqlfluff:rules:capitalisation.keywords:capitalisation_policy:lower\nSELECT a\n", "", &["CP01 2"]);
        check("-- sqlfluff:exclude_rules:CP01\nSELECT a from foo\n", "", &[]);
        check("SELECT a from foo -- noqa: CP01\n", "[suppress]\nlocked = [\"CP*\"]\n", &["CP01 1", "NOQA 1"]);
        check("SELECT a from foo -- noqa: CP01\n", "[suppress]\nrequire_reason = true\n", &["CP01 1", "PRS 1"]);
        check("SELECT a from foo -- noqa: CP01 -- as they write it\n", "[suppress]\nrequire_reason = true\n", &[]);
        check("SELECT a from foo\n", "[lint.per-file]\n\"*.sql\" = { ignore = [\"CP01\"] }\n", &[]);
    }
}
