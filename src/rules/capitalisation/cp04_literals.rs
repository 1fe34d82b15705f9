use crate::diagnostic::{Applicability, Level, RuleName};
use crate::rules::casing::{self, Casing};
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink, WordClass};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "CP04", name: "capitalisation.literals" },
    aliases: &["L040"],
    groups: &["core", "capitalisation"],
    docs: include_str!("../../../rules/CP04.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Case),
    check: Check::File(check),
};

fn check(cx: &Cx<'_>, out: &mut Sink<'_>) {
    let options = &cx.settings.rules.cp04;
    let casing = Casing {
        want: options.capitalisation_policy.into(),
        ignore_words: &options.ignore_words,
        ignore_words_regex: options.ignore_words_regex.as_ref(),
        what: "literal",
        case_matters: |_, _| false,
    };
    casing::check(cx, casing, WordClass::LITERAL, |_| true, out);
}
