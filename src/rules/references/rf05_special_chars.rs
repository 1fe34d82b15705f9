use crate::diagnostic::{Level, RuleName};
use crate::dialect::Dialect;
use crate::rules::identifiers::policy_covers;
use crate::rules::select::is_ignored;
use crate::rules::{Check, Cx, FixPolicy, Letters, RuleDef, Sink, Word, WordClass};
use crate::semantic::unquote;
use crate::syntax::{NodeId, SyntaxKind};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RF05", name: "references.special_chars" },
    aliases: &["L057"],
    groups: &["references"],
    docs: include_str!("../../../rules/RF05.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::File(check),
};

fn check(cx: &Cx<'_>, out: &mut Sink<'_>) {
    let words = cx.words();
    // Few texts have names that are odd without quotes, and many have none in quotes.
    let odd = Letters::ODD | Letters::WIDE;
    let bare = if words.letters(WordClass::BARE_NAMES).intersects(odd) { WordClass::BARE_NAMES } else { WordClass::empty() };
    words.of_class(bare | WordClass::IN_QUOTES).for_each(|name| check_name(cx, name, out));
}

fn check_name(cx: &Cx<'_>, word: &Word, out: &mut Sink<'_>) {
    let token = word.token;
    let options = &cx.settings.rules.rf05;
    let quoted = word.class.intersects(WordClass::IN_QUOTES);
    let text = cx.tree.token_text(token);
    let mut name = unquote(text);
    if !Letters::anywhere(name.as_bytes()).intersects(Letters::ODD | Letters::WIDE) {
        return;
    }
    let policy = if quoted { options.quoted_identifiers_policy } else { options.unquoted_identifiers_policy };
    if !policy_covers(cx, word, policy) || is_ignored(name, &options.ignore_words, options.ignore_words_regex.as_ref()) {
        return;
    }
    let parent = cx.tree.kind(word.parent);
    let is_alias = parent == SyntaxKind::AliasExpression;
    if (word.class == WordClass::QUOTED_LITERAL && !is_alias)
        || matches!(parent, SyntaxKind::FileReference | SyntaxKind::FunctionName)
        || names_extension(cx, word.parent)
    {
        return;
    }
    let extra: &str = match (cx.dialect.id, parent) {
        (Dialect::Bigquery, SyntaxKind::TableReference) => {
            name = name.strip_suffix('*').unwrap_or(name);
            "-."
        }
        (Dialect::Databricks | Dialect::Sparksql, SyntaxKind::TableReference) => "-.",
        (Dialect::Snowflake, _) => {
            // Columns of a pivot are named after the strings they come from.
            name = unquote(name);
            "$"
        }
        (Dialect::Redshift | Dialect::Tsql, _) => {
            name = name.trim_start_matches('#');
            ""
        }
        _ => "",
    };
    let also = options.additional_allowed_characters.as_deref().unwrap_or_default();
    let odd = name.chars().find(|&char| {
        !(char.is_alphanumeric()
            || char == '_'
            || extra.contains(char)
            || also.contains(char)
            || (char == ' ' && options.allow_space_in_identifier))
    });
    if let Some(char) = odd {
        out.report(cx.tree.token_range(token), format!("The identifier `{text}` holds `{char}`"));
    }
}

/// Extensions are named by those who make them.
fn names_extension(cx: &Cx<'_>, parent: NodeId) -> bool {
    if cx.tree.kind(parent) == SyntaxKind::ExtensionReference {
        return true;
    }
    cx.tree.kind(parent) == SyntaxKind::ObjectReference
        && cx
            .tree
            .parent(parent)
            .is_some_and(|above| cx.tree.solid_tokens(above).nth(1).is_some_and(|second| cx.tree.token_is(second, "extension")))
}
