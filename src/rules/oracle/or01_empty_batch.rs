use crate::diagnostic::{Applicability, Level, RuleName};
use crate::dialect::Dialect;
use crate::rules::batches;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "OR01", name: "oracle.empty_batch" },
    aliases: &[],
    groups: &["oracle"],
    docs: include_str!("../../../rules/OR01.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Structure),
    check: Check::File(check),
};

fn check(cx: &Cx<'_>, out: &mut Sink<'_>) {
    if cx.dialect.id == Dialect::Oracle {
        batches::check(cx, |token| cx.tree.token_text(token) == "/", "/", out);
    }
}
