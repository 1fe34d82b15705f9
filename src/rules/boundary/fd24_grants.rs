use std::sync::OnceLock;

use regex::Regex;
use serde_json::Value;

use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{is_live, place_name, place_of};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::text::{FileId, TextRange};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "FD24", name: "boundary.grants" },
    aliases: &[],
    groups: &["project", "boundary"],
    docs: include_str!("../../../rules/FD24.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for id in cx.graph.resources().filter(|&id| is_live(cx.graph, id)) {
        let resource = cx.graph.resource(id);
        let place = |key: &str| {
            let place = resource.config.setting(key).and_then(|setting| setting.place).map(|place| (place.file, place.range));
            place.or_else(|| place_of(resource))
        };
        for value in resource.config.get("grants").and_then(Value::as_object).into_iter().flat_map(|grants| grants.values()) {
            for grantee in texts(value) {
                judge(cx, id, grantee, place("grants"), out);
            }
        }
        for hook in ["pre-hook", "post-hook"] {
            for sql in resource.config.get(hook).into_iter().flat_map(hooks) {
                for grantee in granted(sql) {
                    judge(cx, id, grantee, place(hook), out);
                }
            }
        }
        for grantee in resource.code.as_deref().map(granted).unwrap_or_default() {
            judge(cx, id, grantee, place_at(cx, id), out);
        }
    }
}

fn place_at(cx: &ProjectCx<'_>, id: ResourceId) -> Option<(FileId, TextRange)> {
    cx.graph.resource(id).defined_at.file.map(|place| (place.file, place.range)).or_else(|| place_of(cx.graph.resource(id)))
}

/// The texts of a list, or the one that stands in its place.
fn texts(value: &Value) -> Vec<&str> {
    value.as_array().map_or_else(|| value.as_str().into_iter().collect(), |all| all.iter().filter_map(Value::as_str).collect())
}

/// The SQL of hooks: texts, or mappings with one.
fn hooks(value: &Value) -> Vec<&str> {
    let items = value.as_array().map_or_else(|| std::slice::from_ref(value), Vec::as_slice);
    items.iter().filter_map(|hook| hook.as_str().or_else(|| hook.get("sql")?.as_str())).collect()
}

/// Whom the `grant` statements of a text name.
fn granted(sql: &str) -> Vec<&str> {
    static GRANT: OnceLock<Option<Regex>> = OnceLock::new();
    let expression = r#"(?is)\bgrant\b[^;]*?\bto\s+((?:(?:group|role|user|database\s+role)\s+)?"?[\w.$-]+"?(?:\s*,\s*(?:(?:group|role|user)\s+)?"?[\w.$-]+"?)*)"#;
    let found = GRANT.get_or_init(|| Regex::new(expression).ok()).iter().flat_map(|grant| grant.captures_iter(sql));
    let lists = found.filter_map(|found| found.get(1));
    lists
        .flat_map(|list| list.as_str().split(','))
        .filter_map(|name| name.split_whitespace().last())
        .map(|name| name.trim_matches('"'))
        .collect()
}

fn judge(cx: &ProjectCx<'_>, id: ResourceId, grantee: &str, at: Option<(FileId, TextRange)>, out: &mut ProjectSink<'_>) {
    let Some((file, range)) = at else { return };
    let Some(settings) = cx.settings(file) else { return };
    let place = &cx.graph.member_of(id).place;
    let options = &settings.rules.fd24;
    let everybody = grantee.eq_ignore_ascii_case("public");
    let matches = |text: &String| cx.pattern(text).is_match(grantee, &place.captures, &cx.graph.policy().spellings);
    let fits = options.grantees.is_empty() || options.grantees.iter().any(matches);
    // What a template says is known when it runs.
    if grantee.contains('{') || (fits && !everybody) {
        return;
    }
    let project = place_name(cx.graph, place);
    let message = if everybody { format!("{project} grants to everybody") } else { format!("{project} grants to `{grantee}`") };
    let finding = out.report(file, range, message);
    finding.resource = Some(cx.graph.resource(id).unique_id.clone());
    if !everybody {
        let wanted: Vec<String> = options.grantees.iter().map(|text| crate::graph::fill(text, &place.captures)).collect();
        finding.notes.push(format!("it may grant to {}", wanted.join(", ")));
    }
}
