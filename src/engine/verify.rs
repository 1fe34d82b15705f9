//! The oracles a fixed file must pass before it is written: the same templates rendered again, read again, and held
//! against what the rules that took part declared they may change.
//!
//! Knows nothing of rules' subjects; a refusal is an answer, never an error.

use std::borrow::Cow;
use std::sync::Arc;

use sqlparser::dialect as peers;
use sqlparser::parser::Parser as PeerParser;

use crate::dialect::{Dialect, DialectSpec};
use crate::jinja::Rendered;
use crate::rules::Change;
use crate::sql;
use crate::syntax::{SyntaxKind, Tree};

/// One rendering of a template, with its SQL tree.
pub struct Rendering {
    pub rendered: Rendered,
    /// What it was read as.
    pub dialect: &'static DialectSpec,
    pub tree: Tree,
}

/// Why a fix was not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The template renders to another number of variants, or with problems it did not have.
    Template,
    /// SQL that parsed no longer does.
    Syntax,
    /// Tokens differ that the rules may not touch; the first pair that does.
    Tokens { before: String, after: String },
    /// An independent parser reads another statement.
    Meaning,
    /// A properties file would be broken.
    Yaml,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Template => f.write_str("the template would no longer render as before"),
            Self::Syntax => f.write_str("the SQL would no longer parse"),
            Self::Tokens { before, after } => write!(f, "`{before}` would become `{after}`"),
            Self::Meaning => f.write_str("the statement would mean something else"),
            Self::Yaml => f.write_str("the YAML would no longer be read as well"),
        }
    }
}

/// Accepts what the fix made of a file, or says why not. `change` is the farthest that any rule of the pass may go.
pub fn verify(before: &[Rendering], after: &[Rendering], change: Change) -> Result<(), Refusal> {
    if before.len() != after.len() {
        return Err(Refusal::Template);
    }
    for (before, after) in before.iter().zip(after) {
        if after.rendered.problems.len() > before.rendered.problems.len() {
            return Err(Refusal::Template);
        }
        if after.tree.errors().len() > before.tree.errors().len() {
            return Err(Refusal::Syntax);
        }
        compare(&before.tree, &after.tree, change, before.dialect)?;
    }
    Ok(())
}

fn compare(before: &Tree, after: &Tree, change: Change, dialect: &'static DialectSpec) -> Result<(), Refusal> {
    match change {
        Change::Spacing => {
            same_tokens(before, after, |kind, left, right| left == right || kind == SyntaxKind::BlockComment && same_lines(left, right))
        }
        Change::Case => same_tokens(before, after, |kind, left, right| left == right || (may_change_case(kind) && same_word(left, right))),
        Change::Spelling => match (peer_tokens(before.text(), dialect), peer_tokens(after.text(), dialect)) {
            (Some(left), Some(right)) if left != right => Err(Refusal::Meaning),
            (Some(_), None) => Err(Refusal::Syntax),
            _ => Ok(()),
        },
        Change::Structure => Ok(()),
    }
}

const fn may_change_case(kind: SyntaxKind) -> bool {
    !matches!(kind, SyntaxKind::QuotedLiteral | SyntaxKind::QuotedIdentifier) && !kind.is_comment()
}

/// Whether two words differ by case alone, or are the same name parted by underscores (`OrderId`, `order_id`).
fn same_word(left: &str, right: &str) -> bool {
    let letters = |word: &str| word.bytes().filter(|byte| *byte != b'_').map(|byte| byte.to_ascii_lowercase()).collect::<Vec<u8>>();
    left.eq_ignore_ascii_case(right) || (right.contains('_') && letters(left) == letters(right))
}

/// Whether two comments have the same lines, wherever these begin.
fn same_lines(left: &str, right: &str) -> bool {
    left.lines().map(str::trim).eq(right.lines().map(str::trim))
}

/// The texts of code or comments. An operator that was written apart (`> =`) is one token.
fn texts(tree: &Tree, comments: bool) -> Vec<(SyntaxKind, Cow<'_, str>)> {
    let mut texts: Vec<(SyntaxKind, Cow<'_, str>)> = Vec::new();
    let mut operator = None;
    for token in tree.all_tokens() {
        let kind = tree.token_kind(token);
        if if comments { !kind.is_comment() } else { kind.is_trivia() } {
            continue;
        }
        let parent = (kind == SyntaxKind::RawComparisonOperator).then(|| tree.token_parent(token));
        match texts.last_mut() {
            Some((_, text)) if parent.is_some() && parent == operator => text.to_mut().push_str(tree.token_text(token)),
            _ => texts.push((kind, Cow::Borrowed(tree.token_text(token)))),
        }
        operator = parent;
    }
    texts
}

/// Code and comments are compared apart: a long line's comment may move above it, but neither may change or get lost.
fn same_tokens(before: &Tree, after: &Tree, same: impl Fn(SyntaxKind, &str, &str) -> bool) -> Result<(), Refusal> {
    for comments in [false, true] {
        let (left, right) = (texts(before, comments), texts(after, comments));
        for ((kind, old), (_, new)) in left.iter().zip(&right) {
            if !same(*kind, old.trim_end(), new.trim_end()) {
                return Err(Refusal::Tokens { before: old.to_string(), after: new.to_string() });
            }
        }
        if left.len() != right.len() {
            let at = left.len().min(right.len());
            let text = |texts: &[(SyntaxKind, Cow<'_, str>)]| texts.get(at).map_or_else(String::new, |(_, text)| text.to_string());
            return Err(Refusal::Tokens { before: text(&left), after: text(&right) });
        }
    }
    Ok(())
}

/// What sqlparser reads, written out by itself and with the spellings folded that mean the same; `None` if it cannot.
fn peer_tokens(text: &Arc<str>, dialect: &'static DialectSpec) -> Option<Vec<String>> {
    let statements = PeerParser::parse_sql(peer_dialect(dialect.id), text).ok()?;
    let printed: Vec<String> = statements.iter().map(ToString::to_string).collect();
    let printed = printed.join(";\n");
    let lexed = sql::lexer::lex(&printed, dialect);
    let texts = lexed.lexemes.iter().filter_map(|lexeme| printed.get(lexed.tokens.range(lexeme.token).span()));
    let mut names_next = false;
    let fold = |text: &str| {
        // Behind AS, a string is a name like any other.
        let folded = fold_spelling(if names_next { text.trim_matches('\'') } else { text });
        names_next = text.eq_ignore_ascii_case("as");
        folded
    };
    Some(texts.map(fold).filter(|text| !text.is_empty()).collect())
}

fn fold_spelling(token: &str) -> String {
    let upper = token.to_ascii_uppercase();
    match upper.as_str() {
        "AS" | "INNER" | "OUTER" | "ASC" | "DISTINCT" => String::new(),
        "NVL" | "IFNULL" => "COALESCE".to_owned(),
        "!=" => "<>".to_owned(),
        _ => upper.trim_matches(['"', '`', '[', ']']).to_owned(),
    }
}

fn peer_dialect(dialect: Dialect) -> &'static dyn peers::Dialect {
    match dialect {
        Dialect::Bigquery => &peers::BigQueryDialect,
        Dialect::Clickhouse => &peers::ClickHouseDialect {},
        Dialect::Databricks | Dialect::Sparksql => &peers::DatabricksDialect {},
        Dialect::Duckdb => &peers::DuckDbDialect,
        Dialect::Hive | Dialect::Impala => &peers::HiveDialect {},
        Dialect::Mysql | Dialect::Mariadb | Dialect::Doris | Dialect::Starrocks => &peers::MySqlDialect {},
        Dialect::Postgres | Dialect::Greenplum | Dialect::Materialize => &peers::PostgreSqlDialect {},
        Dialect::Redshift => &peers::RedshiftSqlDialect {},
        Dialect::Snowflake => &peers::SnowflakeDialect,
        Dialect::Sqlite => &peers::SQLiteDialect {},
        Dialect::Tsql => &peers::MsSqlDialect {},
        _ => &peers::GenericDialect {},
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendering(text: &str) -> Rendering {
        let text: Arc<str> = text.into();
        let tree = sql::parse(&text, Dialect::Ansi.spec());
        Rendering { rendered: Rendered::literal(crate::text::FileId(0), &text), dialect: Dialect::Ansi.spec(), tree }
    }

    fn check(before: &str, after: &str, change: Change) -> Result<(), Refusal> {
        verify(&[rendering(before)], &[rendering(after)], change)
    }

    #[test]
    fn each_declared_change_is_held_to() {
        let cases = [
            ("select a from t", "select a\nfrom t", Change::Spacing, true),
            ("select a from t", "select b from t", Change::Spacing, false),
            ("select a from t", "SELECT a FROM t", Change::Spacing, false),
            ("select a from t", "SELECT A FROM t", Change::Case, true),
            ("select OrderId from t", "select order_id from t", Change::Case, true),
            ("select 'a' from t", "select 'A' from t", Change::Case, false),
            ("select a, b from t", "select a b from t", Change::Case, false),
            ("select a -- x\nfrom t", "select a\nfrom t", Change::Spacing, false),
            ("select a as 'b' from t", "select a as b from t", Change::Spelling, true),
            ("select 'b' from t", "select b from t", Change::Spelling, false),
            ("select nvl(a, 1) b from t", "select coalesce(a, 1) as b from t", Change::Spelling, true),
            ("select a from t where b <> 1", "select a from t where b = 1", Change::Spelling, false),
            ("select a from t", "select a from (", Change::Structure, false),
        ];
        for (before, after, change, want) in cases {
            assert_eq!(
                check(before, after, change).is_ok(),
                want,
                "{before} -> {after} under {change:?}: {:?}",
                check(before, after, change)
            );
        }
    }
}
