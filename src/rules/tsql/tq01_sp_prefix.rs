use crate::diagnostic::{Level, RuleName};
use crate::dialect::Dialect;
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{identifiers, unquote};
use crate::syntax::{NodeId, SyntaxKind};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TQ01", name: "tsql.sp_prefix" },
    aliases: &["L056"],
    groups: &["tsql"],
    docs: include_str!("../../../rules/TQ01.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::TolerantNode(&[SyntaxKind::CreateProcedureStatement], check),
};

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    if cx.dialect.id != Dialect::Tsql {
        return;
    }
    let tree = cx.tree;
    let name = tree
        .children(node)
        .find(|&child| matches!(tree.kind(child), SyntaxKind::ObjectReference | SyntaxKind::TableReference))
        .and_then(|reference| identifiers(tree, reference).last());
    if let Some(name) = name
        && unquote(tree.token_text(name)).get(..3).is_some_and(|prefix| prefix.eq_ignore_ascii_case("sp_"))
    {
        out.report(tree.token_range(name), format!("`{}` begins like a system procedure", unquote(tree.token_text(name))));
    }
}
