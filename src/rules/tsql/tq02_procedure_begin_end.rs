use crate::diagnostic::{Applicability, Level, RuleName};
use crate::dialect::Dialect;
use crate::jinja::RenderedEdit;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::syntax::{NodeId, SyntaxKind};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TQ02", name: "tsql.procedure_begin_end" },
    aliases: &[],
    groups: &["tsql"],
    docs: include_str!("../../../rules/TQ02.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Structure),
    check: Check::Node(&[SyntaxKind::ProcedureStatement], check),
};

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    let tree = cx.tree;
    // Triggers are written alike, and are none.
    let is_trigger = tree.parent(node).is_some_and(|create| tree.solid_tokens(create).take(4).any(|word| tree.token_is(word, "trigger")));
    if cx.dialect.id != Dialect::Tsql || is_trigger || tree.children_of(node, SyntaxKind::Statement).count() < 2 {
        return;
    }
    let range = tree.range(node);
    let edits = vec![RenderedEdit::insert(range.start(), "BEGIN\n"), RenderedEdit::insert(range.end(), "\nEND")];
    out.report(range, "A procedure of several statements has no BEGIN and END").safe_fix("Write BEGIN and END", edits);
}
