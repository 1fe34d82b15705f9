use crate::diagnostic::{Applicability, Level, RuleName};
use crate::dialect::Dialect;
use crate::jinja::RenderedEdit;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::syntax::{NodeId, SyntaxKind, Tree};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "PG01", name: "postgres.excessive_locks" },
    aliases: &[],
    groups: &["postgres"],
    docs: include_str!("../../../rules/PG01.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Unsafe, Change::Structure),
    check: Check::TolerantNode(&[SyntaxKind::Statement], check),
};

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    if !cx.settings.rules.pg01.force_enable || cx.dialect.id != Dialect::Postgres {
        return;
    }
    let tree = cx.tree;
    let mut words = tree.solid_tokens(node).filter(|&token| !tree.token_is(token, "unique"));
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return };
    if tree.token_is(first, "refresh") && tree.token_is(second, "materialized") && !says_concurrently(tree, node) {
        out.report(tree.range(node), "`REFRESH` without CONCURRENTLY locks the view");
        return;
    }
    let on_index = tree.token_is(second, "index") && ["create", "drop"].iter().any(|word| tree.token_is(first, word));
    if (on_index || tree.token_is(first, "reindex")) && !says_concurrently(tree, node) {
        let report =
            out.report(tree.range(node), format!("`{}` without CONCURRENTLY locks the table", tree.token_text(first).to_uppercase()));
        // Not in a transaction, and another statement where it fails: that is not for a tool to decide alone.
        if on_index {
            report.unsafe_fix("Write CONCURRENTLY", vec![RenderedEdit::insert(tree.token_range(second).end(), " CONCURRENTLY")]);
        }
    }
}

fn says_concurrently(tree: &Tree, node: NodeId) -> bool {
    tree.solid_tokens(node).take(6).any(|token| tree.token_is(token, "concurrently"))
}
