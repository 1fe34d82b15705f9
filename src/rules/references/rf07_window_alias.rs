use crate::diagnostic::{Level, RuleName};
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Path, Query, QueryKind, identifiers, is_quoted, unquote};
use crate::syntax::{NodeId, SyntaxKind, Tree};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RF07", name: "references.window_alias" },
    aliases: &[],
    groups: &["references"],
    docs: include_str!("../../../rules/RF07.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Query(check),
};

fn check(cx: &Cx<'_>, query: &Query, out: &mut Sink<'_>) {
    // With one table, nobody looks for the column elsewhere.
    if query.kind != QueryKind::Select || query.sources.len() < 2 || !cx.settings.rules.rf07.force_enable {
        return;
    }
    let tree = cx.tree;
    for reference in query.references.iter().filter(|reference| !reference.wildcard) {
        let path = Path::of(tree, reference.node);
        let &[name] = &path[..] else { continue };
        let Some(token) = identifiers(tree, reference.node).next() else { continue };
        let aliased = query.targets.iter().filter_map(|target| target.alias.and_then(|alias| alias.name)).any(|alias| {
            let (left, right) = (tree.token_text(alias), tree.token_text(token));
            // Quotes keep case: `"ID"` is another name than `id`.
            if is_quoted(left) || is_quoted(right) { unquote(left) == unquote(right) } else { left.eq_ignore_ascii_case(right) }
        });
        if aliased && is_in_window(tree, reference.node) {
            out.report(tree.range(reference.node), format!("`{name}` in a window means the column, not the alias of that name"));
        }
    }
}

fn is_in_window(tree: &Tree, node: NodeId) -> bool {
    tree.ancestors(node)
        .take_while(|&above| tree.kind(above) != SyntaxKind::SelectStatement)
        .any(|above| tree.kind(above) == SyntaxKind::WindowSpecification)
}
