use crate::diagnostic::{Applicability, Level, RuleName};
use crate::rules::casing::{self, Casing};
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::syntax::{SyntaxKind, TokenId, Tree};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "CP01", name: "capitalisation.keywords" },
    aliases: &["L010"],
    groups: &["core", "capitalisation"],
    docs: include_str!("../../../rules/CP01.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Case),
    check: Check::File(check),
};

fn check(cx: &Cx<'_>, out: &mut Sink<'_>) {
    let options = &cx.settings.rules.cp01;
    let casing = Casing {
        want: options.capitalisation_policy.into(),
        ignore_words: &options.ignore_words,
        ignore_words_regex: options.ignore_words_regex.as_ref(),
        what: "keyword",
        case_matters: |_, _| false,
    };
    let tree = cx.tree;
    let words = tree.all_tokens().filter(|&token| match tree.token_kind(token) {
        SyntaxKind::Keyword | SyntaxKind::DatePart => !belongs_to_type(tree, token),
        SyntaxKind::BinaryOperator => true,
        SyntaxKind::FunctionNameIdentifier => casing::is_keyword_function(cx, token),
        _ => false,
    });
    casing::check(cx, casing, words, out);
}

/// Words of data types are CP05's.
fn belongs_to_type(tree: &Tree, token: TokenId) -> bool {
    matches!(
        tree.kind(tree.token_parent(token)),
        SyntaxKind::DataType
            | SyntaxKind::DatetimeTypeIdentifier
            | SyntaxKind::PrimitiveType
            | SyntaxKind::ArrayType
            | SyntaxKind::StructType
    )
}
