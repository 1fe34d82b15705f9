use crate::diagnostic::{Applicability, Level, RuleName};
use crate::jinja::RenderedEdit;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::syntax::{SyntaxKind, TokenId};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "CV02", name: "convention.coalesce" },
    aliases: &["L060"],
    groups: &["convention"],
    docs: include_str!("../../../rules/CV02.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Spelling),
    check: Check::Token(&[SyntaxKind::FunctionNameIdentifier], check),
};

fn check(cx: &Cx<'_>, token: TokenId, out: &mut Sink<'_>) {
    if !["ifnull", "nvl"].iter().any(|name| cx.tree.token_is(token, name)) {
        return;
    }
    let range = cx.tree.token_range(token);
    out.report(range, format!("`{}` is not portable; `coalesce` says the same", cx.tree.token_text(token)))
        .safe_fix("Use `coalesce`", vec![RenderedEdit::replace(range, "coalesce")]);
}
