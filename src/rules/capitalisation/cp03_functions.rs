use crate::diagnostic::{Applicability, Level, RuleName};
use crate::dialect::Dialect;
use crate::rules::casing::{self, Casing};
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::syntax::{SyntaxKind, TokenId};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "CP03", name: "capitalisation.functions" },
    aliases: &["L030"],
    groups: &["core", "capitalisation"],
    docs: include_str!("../../../rules/CP03.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Case),
    check: Check::File(check),
};

fn check(cx: &Cx<'_>, out: &mut Sink<'_>) {
    let options = &cx.settings.rules.cp03;
    let casing = Casing {
        want: options.extended_capitalisation_policy.into(),
        ignore_words: &options.ignore_words,
        ignore_words_regex: options.ignore_words_regex.as_ref(),
        what: "function name",
        case_matters: functions_are_told_apart,
    };
    let tree = cx.tree;
    let names = tree.all_tokens().filter(|&token| match tree.token_kind(token) {
        SyntaxKind::BareFunction => true,
        // A schema before it makes it somebody's own function, whose case may matter.
        SyntaxKind::FunctionNameIdentifier => {
            tree.solid_tokens(tree.token_parent(token)).count() == 1 && !casing::is_keyword_function(cx, token)
        }
        _ => false,
    });
    casing::check(cx, casing, names, out);
}

/// Most of `ClickHouse`'s functions are known by one spelling only.
fn functions_are_told_apart(cx: &Cx<'_>, _: TokenId) -> bool {
    cx.dialect.id == Dialect::Clickhouse
}
