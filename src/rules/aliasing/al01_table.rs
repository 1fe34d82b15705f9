use crate::diagnostic::{Applicability, Level, RuleName};
use crate::dialect::Dialect;
use crate::rules::alias_keyword;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::syntax::{NodeId, SyntaxKind};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "AL01", name: "aliasing.table" },
    aliases: &["L011"],
    groups: &["aliasing"],
    docs: include_str!("../../../rules/AL01.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Spelling),
    check: Check::TolerantNode(&[SyntaxKind::AliasExpression], check),
};

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    // Oracle knows no AS before the alias of a table.
    let Some(parent) = cx.tree.parent(node).filter(|_| cx.dialect.id != Dialect::Oracle) else { return };
    if matches!(cx.tree.kind(parent), SyntaxKind::FromExpressionElement | SyntaxKind::MergeStatement) {
        alias_keyword::check(cx, node, cx.settings.rules.al01.aliasing, "table", out);
    }
}
