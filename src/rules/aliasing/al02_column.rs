use crate::diagnostic::{Applicability, Level, RuleName};
use crate::rules::alias_keyword;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::syntax::{NodeId, SyntaxKind};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "AL02", name: "aliasing.column" },
    aliases: &["L012"],
    groups: &["core", "aliasing"],
    docs: include_str!("../../../rules/AL02.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Spelling),
    check: Check::TolerantNode(&[SyntaxKind::AliasExpression], check),
};

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    let Some(parent) = cx.tree.parent(node) else { return };
    if cx.tree.kind(parent) == SyntaxKind::SelectClauseElement {
        alias_keyword::check(cx, node, cx.settings.rules.al02.aliasing, "column", out);
    }
}
