use crate::diagnostic::RuleName;
use crate::rules::project::written::TemplateFile;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef, WrittenTemplate};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RE12", name: "references.relation_from_variable" },
    aliases: &["fct_hard_coded_references"],
    groups: &["project", "references"],
    docs: include_str!("../../../rules/RE12.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Written(check),
};

fn check(cx: &ProjectCx<'_>, template: &WrittenTemplate, out: &mut ProjectSink<'_>) {
    let TemplateFile { file, only_materializations, .. } = template.about;
    let Some(settings) = cx.settings(file).filter(|_| !only_materializations) else { return };
    for call in template.calls(&["var"]) {
        let Some(Some(name)) = call.arguments.first() else { continue };
        if settings.rules.re12.allow.contains(name) || !is_read_from(&template.text, call.range) {
            continue;
        }
        let finding = out.report(file, call.range, format!("the variable `{name}` says what is read"));
        finding.resource = template.resource_at(cx, call.range).map(|resource| resource.unique_id.clone());
        finding.notes.push("declare it as a source, whose schema and identifier may hold the variable".to_owned());
    }
}

/// Whether a tag stands where a relation is named: right behind `from` or `join`.
fn is_read_from(text: &str, call: TextRange) -> bool {
    let before = &text[..call.start() as usize];
    let Some(before) = before.trim_end().trim_end_matches('-').strip_suffix("{{") else { return false };
    let line = before.rsplit('\n').next().unwrap_or_default();
    let word = before.trim_end().rsplit(|character: char| !character.is_ascii_alphabetic()).next().unwrap_or_default();
    !line.contains("--") && (word.eq_ignore_ascii_case("from") || word.eq_ignore_ascii_case("join"))
}
