use crate::diagnostic::RuleName;
use crate::rules::project::templates::{calls, word};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef, WrittenTemplate};
use crate::syntax::SyntaxKind;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "JI02", name: "jinja.return_inside" },
    aliases: &[],
    groups: &["project", "templates"],
    docs: include_str!("../../../rules/JI02.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Written(check),
};

fn check(_: &ProjectCx<'_>, template: &WrittenTemplate, out: &mut ProjectSink<'_>) {
    let Some(tree) = template.tree_with("return") else { return };
    for call in calls(tree).filter(|call| call.callee == ["return"]) {
        let alone = tree.parent(call.node).is_some_and(|parent| match tree.kind(parent) {
            SyntaxKind::JinjaOutput => true,
            SyntaxKind::JinjaTag => matches!(word(tree, parent), Some("do")),
            _ => false,
        });
        if !alone {
            out.report(template.about.file, call.range, "`return` ends the macro: what stands around it here never comes about");
        }
    }
}
