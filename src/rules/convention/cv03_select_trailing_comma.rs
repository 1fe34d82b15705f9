use crate::config::rule_options::TrailingComma;
use crate::diagnostic::{Applicability, Level, RuleName};
use crate::jinja::RenderedEdit;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::previous_solid;
use crate::syntax::{NodeId, SyntaxKind, TokenId};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "CV03", name: "convention.select_trailing_comma" },
    aliases: &["L038"],
    groups: &["core", "convention"],
    docs: include_str!("../../../rules/CV03.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Spelling),
    check: Check::TolerantNode(&[SyntaxKind::SelectClause], check),
};

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    let tree = cx.tree;
    let Some(last) = tree.last_token(node) else { return };
    let range = tree.token_range(last);
    let trailing = tree.token_kind(last) == SyntaxKind::Comma;
    match cx.settings.rules.cv03.select_clause_trailing_comma {
        TrailingComma::Forbid if trailing && is_unconditional(cx, last) => {
            out.report(range, "A comma follows the last item of the select list")
                .safe_fix("Remove the comma", vec![RenderedEdit::delete(range)]);
        }
        TrailingComma::Require if !trailing => {
            let item = tree.children_of(node, SyntaxKind::SelectClauseElement).last().map_or(range, |item| tree.range(item));
            out.report(item, "No comma follows the last item of the select list")
                .safe_fix("Write a comma", vec![RenderedEdit::insert(range.end(), ",")]);
        }
        _ => {}
    }
}

/// Whether the comma stands in the template wherever the item before it does: `{% if not loop.last %},{% endif %}` is no
/// comma too many, whatever a rendering makes of it.
fn is_unconditional(cx: &Cx<'_>, comma: TokenId) -> bool {
    let tree = cx.tree;
    let place = |token: TokenId| cx.rendered.map.origin(tree.token_range(token)).filter(|origin| origin.file == cx.file);
    let Some(before) = previous_solid(tree, comma) else { return true };
    match (place(before), place(comma)) {
        (Some(before), Some(comma)) => {
            cx.source.get(before.range.end() as usize..comma.range.start() as usize).is_none_or(|between| !between.contains("{%"))
        }
        _ => true,
    }
}
