use crate::dbt::{GenericTest, Resource};
use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, listed};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TS07", name: "testing.primary_key_tested" },
    aliases: &["has_uniqueness_test"],
    groups: &["project", "testing"],
    docs: include_str!("../../../rules/TS07.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::MODEL, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(model) = Subject::described(cx, id) else { return };
    let keys = primary_key(model.resource);
    if keys.is_empty() || is_tested(model.resource, &keys) {
        return;
    }
    model.report(out, format!("{} declares {} its primary key, which no test holds to be unique", model.shown(), listed(&keys)));
}

fn is_primary(constraint: &Node) -> bool {
    constraint.get("type").and_then(Node::as_str).is_some_and(|kind| kind.eq_ignore_ascii_case("primary_key"))
}

fn constraints(entry: &Node) -> &[Node] {
    entry.get("constraints").map(Node::items).unwrap_or_default()
}

fn primary_key(model: &Resource) -> Vec<String> {
    let whole = model.entry.as_ref().into_iter().flat_map(constraints).find(|constraint| is_primary(constraint));
    if let Some(columns) = whole.and_then(|constraint| constraint.get("columns")) {
        return columns.items().iter().filter_map(Node::to_text).collect();
    }
    let keyed = model.columns.iter().filter(|column| constraints(&column.entry).iter().any(is_primary));
    keyed.map(|column| column.name.clone()).collect()
}

fn is_tested(model: &Resource, keys: &[String]) -> bool {
    let same = |names: &Node| {
        let mut names: Vec<String> = names.items().iter().filter_map(Node::to_text).map(|name| name.to_lowercase()).collect();
        let mut keys: Vec<String> = keys.iter().map(|key| key.to_lowercase()).collect();
        names.sort();
        keys.sort();
        names == keys
    };
    GenericTest::of(model).any(|test| match (test.column, keys) {
        (Some(column), [key]) => test.macro_name() == "unique" && column.name.eq_ignore_ascii_case(key),
        (None, _) => {
            let unique = test.macro_name().contains("unique");
            unique
                && test.test.arguments.iter().any(|(name, value)| match keys {
                    [key] if name == "column_name" => value.as_str() == Some(key),
                    _ => same(value),
                })
        }
        _ => false,
    })
}
