use crate::dbt::MacroKind;
use crate::diagnostic::{Applicability, Label, RuleName};
use crate::rules::project::argument_names;
use crate::rules::{Change, Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::text::{did_you_mean, nearest};
use crate::yaml::edit::replace_value;
use crate::yaml::{Node, Style};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DC21", name: "documentation.macro_signature" },
    aliases: &[],
    groups: &["project", "documentation"],
    docs: include_str!("../../../rules/DC21.md"),
    default: None,
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Spacing),
    check: Check::Project(check),
};

/// The kinds of values that dbt lets properties name; some hold others in brackets.
const TYPES: &[&str] = &["string", "str", "boolean", "bool", "integer", "int", "float", "any", "relation", "column"];
const GENERIC: &[&str] = &["list", "dict", "optional"];

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (_, definition) in cx.own_macros().filter(|(_, definition)| definition.kind == MacroKind::Macro) {
        let Some((file, entry)) = &definition.entry else { continue };
        let source = cx.files.get(definition.file);
        let signature = argument_names(source.slice(definition.signature));
        let items = entry.get("arguments").map(Node::items).unwrap_or_default();
        let described: Vec<String> = items.iter().filter_map(|item| item.get("name")?.to_text()).collect();
        for item in items {
            let Some(name) = item.get("name") else { continue };
            let said = name.to_text().unwrap_or_default();
            if !signature.contains(&said) {
                let message = format!("the macro `{}` has no argument `{said}`", definition.name);
                let finding = out.report(*file, name.range, message);
                finding.resource = Some(definition.unique_id());
                let taken = Label { file: definition.file, range: definition.signature, message: "what it takes".to_owned() };
                finding.labels.push(taken);
                let open: Vec<&str> = signature.iter().filter(|name| !described.contains(name)).map(String::as_str).collect();
                if let Some(meant) = nearest(&said, open.iter().copied()) {
                    finding.notes.push(format!("did you mean `{meant}`?"));
                    if matches!(name.style, Style::Plain) {
                        finding.safe_fix(format!("Call it `{meant}`"), [(*file, replace_value(name, meant))]);
                    }
                }
            }
            let kind = item.get("type").and_then(|kind| Some((kind.range, kind.as_str()?)));
            if let Some((range, kind)) = kind.filter(|(_, kind)| !is_type(kind)) {
                let near = did_you_mean(kind, TYPES.iter().chain(GENERIC).copied());
                out.report(*file, range, format!("`{kind}` is no type of a macro's argument{near}")).resource =
                    Some(definition.unique_id());
            }
        }
    }
}

/// `int`, `list[str]`, `dict[str, list[int]]`.
fn is_type(text: &str) -> bool {
    let text = text.trim();
    let Some((outer, inner)) = text.split_once('[') else {
        return TYPES.iter().any(|known| known.eq_ignore_ascii_case(text));
    };
    let Some(inner) = inner.strip_suffix(']') else { return false };
    let parts = if outer.eq_ignore_ascii_case("dict") { inner.splitn(2, ',').collect() } else { vec![inner] };
    GENERIC.iter().any(|known| known.eq_ignore_ascii_case(outer.trim())) && parts.into_iter().all(is_type)
}
