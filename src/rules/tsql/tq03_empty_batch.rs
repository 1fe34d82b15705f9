use crate::diagnostic::{Applicability, Level, RuleName};
use crate::dialect::Dialect;
use crate::rules::batches;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TQ03", name: "tsql.empty_batch" },
    aliases: &[],
    groups: &["tsql"],
    docs: include_str!("../../../rules/TQ03.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Structure),
    check: Check::File(check),
};

fn check(cx: &Cx<'_>, out: &mut Sink<'_>) {
    if cx.dialect.id == Dialect::Tsql {
        batches::check(cx, |token| cx.tree.token_is(token, "go"), "GO", out);
    }
}
