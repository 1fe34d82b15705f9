use crate::diagnostic::{Applicability, Level, RuleName};
use crate::jinja::RenderedEdit;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::only_token;
use crate::syntax::{NodeId, SyntaxKind};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "CV02", name: "convention.coalesce" },
    aliases: &["L060"],
    groups: &["convention"],
    docs: include_str!("../../../rules/CV02.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Spelling),
    check: Check::TolerantNode(&[SyntaxKind::FunctionName], check),
};

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    let tree = cx.tree;
    // A schema before it makes it somebody's own function.
    let Some(name) = only_token(tree, node) else { return };
    if ["ifnull", "nvl"].iter().any(|known| tree.token_is(name, known)) {
        let range = tree.token_range(name);
        out.report(range, format!("`{}` is not portable; `coalesce` says the same", tree.token_text(name)))
            .safe_fix("Use `coalesce`", vec![RenderedEdit::replace(range, "COALESCE")]);
    }
}
