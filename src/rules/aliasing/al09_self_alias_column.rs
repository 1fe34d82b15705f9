use crate::diagnostic::{Applicability, Level, RuleName};
use crate::dialect::Dialect;
use crate::jinja::RenderedEdit;
use crate::rules::edits;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Query, QueryKind, TargetKind, is_quoted, last_identifier};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "AL09", name: "aliasing.self_alias.column" },
    aliases: &[],
    groups: &["core", "aliasing"],
    docs: include_str!("../../../rules/AL09.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Structure),
    check: Check::Query(check),
};

fn check(cx: &Cx<'_>, query: &Query, out: &mut Sink<'_>) {
    if query.kind != QueryKind::Select {
        return;
    }
    let tree = cx.tree;
    for target in &query.targets {
        let (Some(alias), TargetKind::Column(column)) = (target.alias, target.kind) else { continue };
        let (Some(name), Some(last)) = (alias.name, last_identifier(tree, column)) else { continue };
        let (alias_text, column_text) = (tree.token_text(name), tree.token_text(last));
        if alias_text != column_text {
            // The same name in another case: a rename to the eye, and none to most warehouses. Which was meant is not told.
            let plain = !is_quoted(alias_text) && !is_quoted(column_text);
            if plain && cx.dialect.id != Dialect::Clickhouse && alias_text.eq_ignore_ascii_case(column_text) {
                out.report(tree.range(target.node), format!("`{column_text}` is aliased to its own name in another case"));
            }
            continue;
        }
        // `name = column` stands before the column, `column AS name` behind.
        let edit = if tree.range(alias.node).start() < tree.range(column).start() {
            RenderedEdit::delete(TextRange::new(tree.range(alias.node).start(), tree.range(column).start()))
        } else {
            RenderedEdit::delete(TextRange::new(tree.range(column).end(), tree.range(alias.node).end()))
        };
        let report = out.report(tree.range(target.node), format!("`{}` is aliased to its own name", tree.token_text(name)));
        if !edits::holds_comment(tree, edit.range) {
            report.safe_fix("Remove the alias", vec![edit]);
        }
    }
}
