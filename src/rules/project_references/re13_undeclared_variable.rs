use crate::diagnostic::RuleName;
use crate::graph::MemberId;
use crate::rules::project::written::TemplateFile;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef, WrittenTemplate};
use crate::text::nearest;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RE13", name: "references.undeclared_variable" },
    aliases: &[],
    groups: &["project", "references"],
    docs: include_str!("../../../rules/RE13.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Written(check),
};

fn check(cx: &ProjectCx<'_>, template: &WrittenTemplate, out: &mut ProjectSink<'_>) {
    let TemplateFile { file, member, only_materializations, .. } = template.about;
    let Some(settings) = cx.settings(file).filter(|_| !only_materializations) else { return };
    let calls = template.calls(&["var"]);
    for call in &calls {
        let [Some(name)] = call.arguments.as_slice() else { continue };
        // Who has asked with a default before knows that there may be none: `var('x', '') != ''`.
        let asked = calls.iter().any(|other| other.has_default() && other.arguments.first() == Some(&Some(name.clone())));
        if call.has_default() || asked || settings.rules.re13.assume_cli.contains(name) || is_declared(cx, member, name) {
            continue;
        }
        let finding = out.report(file, call.range, format!("nobody declares the variable `{name}`, and it has no default here"));
        finding.resource = template.resource_at(cx, call.range).map(|resource| resource.unique_id.clone());
        let known = cx.graph.member(member).package().raw_vars.keys().map(String::as_str);
        finding.notes.extend(nearest(name, known).map(|near| format!("did you mean `{near}`?")));
    }
}

/// Whether the project says it; for a package that others install, whether any of them does.
fn is_declared(cx: &ProjectCx<'_>, member: MemberId, name: &str) -> bool {
    let mut asked =
        cx.graph.members().iter().zip(0..).filter(|(other, at)| MemberId(*at) == member || cx.graph.member(member).shared && !other.shared);
    asked.any(|(other, _)| other.project.packages.iter().any(|package| package.vars.get(name).is_some()))
}
