use crate::diagnostic::{Applicability, Level, RuleName};
use crate::dialect::{Dialect, IdentifierCase};
use crate::rules::casing::{self, Casing};
use crate::rules::identifiers::policy_covers;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink, Word, WordClass};
use crate::semantic::Path;
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
        case_matters: names_are_told_apart,
    };
    let is_meant = |name: &Word| policy_covers(cx, name, options.unquoted_identifiers_policy);
    casing::check(cx, casing, WordClass::NAME | WordClass::ALIAS, is_meant, out);
}

/// Whether the warehouse takes `Orders` and `orders` for two names. In `BigQuery` and `MySQL`,
/// those of tables and data sets alone.
fn names_are_told_apart(cx: &Cx<'_>, word: &Word) -> bool {
    let parent = word.parent;
    match cx.dialect.id {
        Dialect::Bigquery | Dialect::Mysql | Dialect::Mariadb | Dialect::Doris | Dialect::Starrocks => {
            matches!(cx.tree.kind(parent), SyntaxKind::TableReference | SyntaxKind::ObjectReference)
                && !(Path::of(cx.tree, parent).len() == 1 && cx.queries().cte_of(cx.tree, parent).is_some())
        }
        _ => cx.dialect.identifiers == IdentifierCase::Sensitive,
    }
}
