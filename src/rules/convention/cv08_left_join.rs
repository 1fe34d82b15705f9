use crate::diagnostic::{Level, RuleName};
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::keyword;
use crate::syntax::{NodeId, SyntaxKind};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "CV08", name: "convention.left_join" },
    aliases: &["L055"],
    groups: &["convention"],
    docs: include_str!("../../../rules/CV08.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::TolerantNode(&[SyntaxKind::JoinClause], check),
};

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    if let (Some(_), Some(first)) = (keyword(cx.tree, node, "right"), cx.tree.first_token(node)) {
        out.report(cx.tree.token_range(first), "A right join reads from its end; a left join says the same from the start");
    }
}
