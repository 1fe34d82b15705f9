use crate::diagnostic::{Applicability, Level, RuleName};
use crate::dialect::{Dialect, Keyword, Lexis};
use crate::jinja::RenderedEdit;
use crate::rules::select::is_ignored;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::unquote;
use crate::syntax::{SyntaxKind, TokenId};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RF06", name: "references.quoting" },
    aliases: &["L059"],
    groups: &["references"],
    docs: include_str!("../../../rules/RF06.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Spelling),
    check: Check::Token(&[SyntaxKind::NakedIdentifier, SyntaxKind::QuotedIdentifier], check),
};

/// Where a bare name and a quoted one mean the same in any case.
const ANY_CASE: &[Dialect] = &[
    Dialect::Clickhouse,
    Dialect::Doris,
    Dialect::Duckdb,
    Dialect::Mariadb,
    Dialect::Mysql,
    Dialect::Sparksql,
    Dialect::Starrocks,
];
/// Where a bare name means the quoted one in small letters. Elsewhere in capitals.
const LOWER_CASE: &[Dialect] = &[Dialect::Greenplum, Dialect::Materialize, Dialect::Postgres, Dialect::Redshift];

fn check(cx: &Cx<'_>, token: TokenId, out: &mut Sink<'_>) {
    let options = &cx.settings.rules.rf06;
    let text = cx.tree.token_text(token);
    let range = cx.tree.token_range(token);
    let name = unquote(text);
    let quoted = cx.tree.token_kind(token) == SyntaxKind::QuotedIdentifier;
    if text.starts_with('\'') || is_ignored(name, &options.ignore_words, options.ignore_words_regex.as_ref()) {
        return;
    }
    if !quoted {
        let keyword = Keyword::of(name);
        let is_keyword = || cx.dialect.reserved.contains(keyword);
        if options.prefer_quoted_identifiers || (options.prefer_quoted_keywords && is_keyword()) {
            out.report(range, format!("The identifier `{text}` is not quoted"));
        }
        return;
    }
    if options.prefer_quoted_identifiers || !can_be_bare(cx, name, options.prefer_quoted_keywords) || (options.case_sensitive && !keeps_its_case(cx, name)) {
        return;
    }
    out.report(range, format!("The quotes of {text} say nothing")).safe_fix("Remove the quotes", vec![RenderedEdit::replace(range, name)]);
}

fn can_be_bare(cx: &Cx<'_>, name: &str, keep_keywords: bool) -> bool {
    let dollar = cx.dialect.lexis.contains(Lexis::DOLLAR_IN_WORD);
    let word = name.starts_with(|char: char| char.is_ascii_alphabetic() || char == '_')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || (dollar && byte == b'$'));
    let keyword = Keyword::of(name);
    word && !cx.dialect.reserved.contains(keyword) && !(keep_keywords && keyword != Keyword::None)
}

fn keeps_its_case(cx: &Cx<'_>, name: &str) -> bool {
    if ANY_CASE.contains(&cx.dialect.id) {
        true
    } else if LOWER_CASE.contains(&cx.dialect.id) {
        !name.bytes().any(|byte| byte.is_ascii_uppercase())
    } else {
        !name.bytes().any(|byte| byte.is_ascii_lowercase())
    }
}
