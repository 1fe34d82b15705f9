use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV09", name: "governance.unsupported_constraint" },
    aliases: &[],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV09.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

/// Constraints that an adapter leaves out of its statements.
const LEFT_OUT: &[(&str, &[&str])] = &[
    ("redshift", &["check"]),
    ("snowflake", &["check"]),
    ("bigquery", &["check", "unique"]),
    ("databricks", &["unique"]),
    ("spark", &["unique", "primary_key", "foreign_key"]),
];

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::described(cx, id) else { return };
    let own = model.resource.entry.iter().flat_map(constraints);
    let all: Vec<&Node> = own.chain(model.resource.columns.iter().flat_map(|column| constraints(&column.entry))).collect();
    let Some(place) = model.resource.defined_at.entry else { return };
    let materialized = model.resource.materialized.as_deref().unwrap_or_default();
    let adapter = &cx.graph.member_of(id).project.target.adapter;
    let left_out = LEFT_OUT.iter().find(|(name, _)| name == adapter).map_or(&[][..], |(_, kinds)| kinds);
    for constraint in all {
        let kind = constraint.get("type").and_then(Node::as_str).unwrap_or_default().to_lowercase();
        // Whoever turns the warning off knows.
        let known = ["warn_unsupported", "warn_unenforced"]
            .iter()
            .any(|key| constraint.get(key).is_some_and(|value| value.to_text().as_deref() == Some("False")));
        let message = if known {
            continue;
        } else if matches!(materialized, "view" | "ephemeral" | "materialized_view") {
            format!(
                "{} is {}, which takes no `{kind}` constraint",
                model.shown(),
                if materialized == "ephemeral" { "ephemeral" } else { "a view" }
            )
        } else if left_out.contains(&kind.as_str()) {
            format!("{adapter} takes no `{kind}` constraint")
        } else {
            continue;
        };
        model.report_at(out, (place.file, constraint.range), message);
    }
}

fn constraints(entry: &Node) -> &[Node] {
    entry.get("constraints").map(Node::items).unwrap_or_default()
}
