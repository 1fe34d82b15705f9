use crate::diagnostic::{Level, RuleName};
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Columns, Width, inner_query};
use crate::syntax::{NodeId, SyntaxKind};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "AM07", name: "ambiguous.set_columns" },
    aliases: &["L068"],
    groups: &["ambiguous"],
    docs: include_str!("../../../rules/AM07.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Node(&[SyntaxKind::SetExpression], check),
};

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    let tree = cx.tree;
    if !cx.is_certain(&RULE, node) {
        return;
    }
    let columns = Columns::new(tree, cx.queries());
    let mut first = None;
    for part in tree.children(node).filter_map(|child| inner_query(tree, child)) {
        let Width::Known(count) = columns.of_node(part) else { return };
        match first {
            None => first = Some(count),
            Some(wanted) if wanted != count => {
                out.report(tree.range(node), format!("The queries of a set operation give {wanted} and {count} columns"));
                return;
            }
            Some(_) => {}
        }
    }
}
