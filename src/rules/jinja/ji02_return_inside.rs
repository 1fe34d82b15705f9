use crate::diagnostic::RuleName;
use crate::rules::project::templates::{calls, of_projects, word};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::syntax::SyntaxKind;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "JI02", name: "jinja.return_inside" },
    aliases: &[],
    groups: &["project", "templates"],
    docs: include_str!("../../../rules/JI02.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (_, file, tree) in of_projects(cx, "return") {
        for call in calls(&tree).filter(|call| call.callee == ["return"]) {
            let alone = tree.parent(call.node).is_some_and(|parent| match tree.kind(parent) {
                SyntaxKind::JinjaOutput => true,
                SyntaxKind::JinjaTag => matches!(word(&tree, parent), Some("do")),
                _ => false,
            });
            if !alone {
                out.report(file, call.range, "`return` ends the macro: what stands around it here never comes about");
            }
        }
    }
}
