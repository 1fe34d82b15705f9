use crate::diagnostic::{Applicability, Level, RuleName};
use crate::dialect::Dialect;
use crate::jinja::RenderedEdit;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Alias, is_quoted};
use crate::syntax::{NodeId, SyntaxKind};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TQ04", name: "tsql.prefer_as_alias" },
    aliases: &[],
    groups: &["tsql"],
    docs: include_str!("../../../rules/TQ04.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Structure),
    check: Check::TolerantNode(&[SyntaxKind::SelectClauseElement], check),
};

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    if !cx.settings.rules.tq04.force_enable || cx.dialect.id != Dialect::Tsql {
        return;
    }
    let tree = cx.tree;
    let Some(alias) = Alias::of(tree, node) else { return };
    let (Some(operator), Some(name)) = (alias.operator, alias.name) else { return };
    if tree.node_text(operator) != "=" {
        return;
    }
    let mut value = tree.last_token(alias.node).and_then(|last| tree.next_token(last));
    while let Some(space) = value.filter(|&token| tree.token_kind(token) == SyntaxKind::Whitespace) {
        value = tree.next_token(space);
    }
    let Some(value) = value else { return };
    let text = tree.token_text(name);
    let edits = vec![
        RenderedEdit::delete(TextRange::new(tree.range(alias.node).start(), tree.token_range(value).start())),
        RenderedEdit::insert(tree.range(node).end(), format!(" AS {text}")),
    ];
    let shown = if is_quoted(text) { text.to_owned() } else { format!("`{text}`") };
    out.report(tree.range(operator), format!("The alias {shown} stands before `=`, not behind AS")).safe_fix("Use AS", edits);
}
