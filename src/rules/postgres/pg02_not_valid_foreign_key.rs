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
    if !starts(&["alter", "table"]) {
        return;
    }
    // Each key has its own NOT VALID.
    let mut words = tree.solid_tokens(node).peekable();
    let (mut open, mut unchecked) = (false, false);
    while let Some(word) = words.next() {
        let next = words.peek().copied();
        let followed_by = |text: &str| next.is_some_and(|next| tree.token_is(next, text));
        if tree.token_is(word, "foreign") && followed_by("key") {
            unchecked |= open;
            open = true;
        } else if tree.token_is(word, "not") && followed_by("valid") {
            open = false;
        } else if tree.token_is(word, "add") {
            unchecked |= open;
            open = false;
        }
    }
    if unchecked || open {
        out.report(tree.range(node), "Adding a foreign key without NOT VALID checks every row under a lock");
    }
}
