use crate::diagnostic::{Applicability, Level, RuleName};
use crate::dialect::Dialect;
use crate::rules::casing::{self, Casing};
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink, Word, WordClass};

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
    casing::check(cx, casing, WordClass::FUNCTION, |_| true, out);
}

/// Most of `ClickHouse`'s functions are known by one spelling only.
fn functions_are_told_apart(cx: &Cx<'_>, _: &Word) -> bool {
    cx.dialect.id == Dialect::Clickhouse
}
