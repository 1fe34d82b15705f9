use crate::diagnostic::{Applicability, Level, RuleName};
use crate::rules::casing::{self, Casing};
use crate::rules::identifiers::policy_covers;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::syntax::SyntaxKind;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "CP02", name: "capitalisation.identifiers" },
    aliases: &["L014"],
    groups: &["core", "capitalisation"],
    docs: include_str!("../../../rules/CP02.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Case),
    check: Check::File(check),
};

fn check(cx: &Cx<'_>, out: &mut Sink<'_>) {
    let options = &cx.settings.rules.cp02;
    let casing = Casing {
        want: options.extended_capitalisation_policy.into(),
        ignore_words: &options.ignore_words,
        ignore_words_regex: options.ignore_words_regex.as_ref(),
        what: "identifier",
    };
    let tree = cx.tree;
    let names = tree.all_tokens().filter(|&token| {
        tree.token_kind(token) == SyntaxKind::NakedIdentifier
            && tree.kind(tree.token_parent(token)) != SyntaxKind::FunctionName
            && policy_covers(cx, token, options.unquoted_identifiers_policy)
    });
    casing::check(cx, casing, names, out);
}
