use crate::diagnostic::{Applicability, Level, RuleName};
use crate::jinja::RenderedEdit;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{arguments, is_function_named};
use crate::syntax::{NodeId, SyntaxKind};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "CV04", name: "convention.count_rows" },
    aliases: &["L047"],
    groups: &["core", "convention"],
    docs: include_str!("../../../rules/CV04.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Structure),
    check: Check::Node(&[SyntaxKind::Function], check),
};

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    let tree = cx.tree;
    if !is_function_named(tree, node, "count") {
        return;
    }
    let options = &cx.settings.rules.cv04;
    let want = match (options.prefer_count_1, options.prefer_count_0) {
        (true, _) => "1",
        (false, true) => "0",
        (false, false) => "*",
    };
    let Some(brackets) = arguments(tree, node) else { return };
    let mut inner = tree.solid_tokens(brackets).skip(1);
    let (Some(argument), Some(end), None) = (inner.next(), inner.next(), inner.next()) else { return };
    let have = tree.token_text(argument);
    if tree.token_kind(end) == SyntaxKind::EndBracket && have != want && ["*", "0", "1"].contains(&have) {
        out.report(tree.range(node), format!("Rows are counted by `count({want})`, not by `count({have})`"))
            .safe_fix(format!("Write `{want}`"), vec![RenderedEdit::replace(tree.token_range(argument), want)]);
    }
}
