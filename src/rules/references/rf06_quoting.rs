use crate::config::rule_options::KeywordQuoteStyle;
use crate::diagnostic::{Applicability, Level, RuleName};
use crate::dialect::{Dialect, Lexis};
use crate::jinja::RenderedEdit;
use crate::rules::select::is_ignored;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink, Word, WordClass};
use crate::semantic::unquote;
use crate::syntax::{SyntaxKind, TokenId};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RF06", name: "references.quoting" },
    aliases: &["L059"],
    groups: &["references"],
    docs: include_str!("../../../rules/RF06.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Spelling),
    check: Check::File(check),
};

/// Where a bare name and a quoted one mean the same in any case.
const ANY_CASE: &[Dialect] =
    &[Dialect::Clickhouse, Dialect::Doris, Dialect::Duckdb, Dialect::Mariadb, Dialect::Mysql, Dialect::Sparksql, Dialect::Starrocks];
/// Where a bare name means the quoted one in small letters. Elsewhere in capitals.
const LOWER_CASE: &[Dialect] =
    &[Dialect::Athena, Dialect::Greenplum, Dialect::Hive, Dialect::Impala, Dialect::Materialize, Dialect::Postgres, Dialect::Redshift];

fn check(cx: &Cx<'_>, out: &mut Sink<'_>) {
    let (words, options) = (cx.words(), &cx.settings.rules.rf06);
    let asks_of_bare = options.prefer_quoted_identifiers || options.prefer_quoted_keywords;
    let bare = if asks_of_bare { WordClass::BARE_NAMES } else { WordClass::empty() };
    words.of_class(bare | WordClass::IN_QUOTES).for_each(|name| check_name(cx, name, out));
}

fn check_name(cx: &Cx<'_>, word: &Word, out: &mut Sink<'_>) {
    let token = word.token;
    let options = &cx.settings.rules.rf06;
    // Where `"name"` is a string, it still names what it is the alias of.
    if word.class == WordClass::QUOTED_LITERAL && cx.tree.kind(word.parent) != SyntaxKind::AliasExpression {
        return;
    }
    if is_ignored(unquote(cx.tree.token_text(token)), &options.ignore_words, options.ignore_words_regex.as_ref()) {
        return;
    }
    if word.class.intersects(WordClass::BARE_NAMES) { check_bare(cx, token, out) } else { check_quoted(cx, token, out) }
}

fn is_keyword(cx: &Cx<'_>, name: &str) -> bool {
    cx.dialect.is_unreserved(name) || cx.dialect.is_reserved(name)
}

fn check_bare(cx: &Cx<'_>, token: TokenId, out: &mut Sink<'_>) {
    let options = &cx.settings.rules.rf06;
    let text = cx.tree.token_text(token);
    let keyword = options.prefer_quoted_keywords && is_keyword(cx, text);
    if !options.prefer_quoted_identifiers && !keyword {
        return;
    }
    let range = cx.tree.token_range(token);
    let report = out.report(range, format!("The identifier `{text}` is not quoted"));
    if keyword && cx.dialect.id == Dialect::Sqlite {
        report.safe_fix("Quote it", vec![RenderedEdit::replace(range, quoted(text, options.prefer_quoted_keyword_style))]);
    }
}

fn check_quoted(cx: &Cx<'_>, token: TokenId, out: &mut Sink<'_>) {
    let options = &cx.settings.rules.rf06;
    let text = cx.tree.token_text(token);
    let range = cx.tree.token_range(token);
    let name = unquote(text);
    if options.prefer_quoted_keywords && is_keyword(cx, name) {
        let wanted = quoted(name, options.prefer_quoted_keyword_style);
        if cx.dialect.id == Dialect::Sqlite && wanted != text {
            out.report(range, format!("The quotes of {text} are not those of the other keywords"))
                .safe_fix("Change the quotes", vec![RenderedEdit::replace(range, wanted)]);
        }
        return;
    }
    if options.prefer_quoted_identifiers || !can_be_bare(cx, name) || (options.case_sensitive && !keeps_its_case(cx, name)) {
        return;
    }
    out.report(range, format!("The quotes of {text} say nothing")).safe_fix("Remove the quotes", vec![RenderedEdit::replace(range, name)]);
}

fn quoted(name: &str, style: KeywordQuoteStyle) -> String {
    match style {
        KeywordQuoteStyle::DoubleQuotes => format!("\"{name}\""),
        KeywordQuoteStyle::Backticks => format!("`{name}`"),
    }
}

fn can_be_bare(cx: &Cx<'_>, name: &str) -> bool {
    let dollar = cx.dialect.lexis.contains(Lexis::DOLLAR_IN_WORD);
    let word = name.starts_with(|char: char| char.is_ascii_alphabetic() || char == '_')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || (dollar && byte == b'$'));
    word && !cx.dialect.is_reserved(name)
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
