use crate::diagnostic::{Level, RuleName};
use crate::dialect::Dialect;
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::syntax::{NodeId, SyntaxKind};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "PG02", name: "postgres.not_valid_foreign_key" },
    aliases: &[],
    groups: &["postgres"],
    docs: include_str!("../../../rules/PG02.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::TolerantNode(&[SyntaxKind::Statement], check),
};

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    if !cx.settings.rules.pg02.force_enable || cx.dialect.id != Dialect::Postgres {
        return;
    }
    let tree = cx.tree;
    let starts = |words: &[&str]| {
        let mut tokens = tree.solid_tokens(node);
        words.iter().all(|word| tokens.next().is_some_and(|token| tree.token_is(token, word)))
    };
    let follow = |left: &str, right: &str| {
        let mut before = None;
        tree.solid_tokens(node).find(|&token| {
            let found = tree.token_is(token, right) && before.is_some_and(|before| tree.token_is(before, left));
            before = Some(token);
            found
        })
    };
    if starts(&["alter", "table"])
        && let Some(key) = follow("foreign", "key")
        && follow("not", "valid").is_none()
    {
        out.report(tree.token_range(key), "Adding a foreign key without NOT VALID checks every row under a lock");
    }
}
