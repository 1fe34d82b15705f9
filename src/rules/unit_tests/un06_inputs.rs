use crate::dbt::ResourceType;
use crate::diagnostic::{Applicability, Level, RuleName};
use crate::graph::ResourceId;
use crate::rules::project::{Subject, declared, shown};
use crate::rules::{Change, Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::text::{FileId, TextEdit, nearest};
use crate::yaml::Node;
use crate::yaml::edit::{Piece, append_entry, append_items};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "UN06", name: "unit_tests.inputs" },
    aliases: &[],
    groups: &["project", "unit_tests"],
    docs: include_str!("../../../rules/UN06.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Unsafe, Change::Spacing),
    check: Check::Resource(ResourceKinds::UNIT_TEST, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(test) = Subject::described(cx, id) else { return };
    let (Some(entry), Some(place)) = (&test.resource.entry, test.resource.defined_at.entry) else { return };
    let Some(model) = cx.graph.tested_model(id) else {
        let said = entry.get("model");
        let name = said.and_then(Node::to_text).unwrap_or_default();
        let at = (place.file, said.map_or(place.range, |said| said.range));
        let message = format!("{} is of the model `{name}`, which does not exist", test.shown());
        let finding = test.report_at(out, at, message);
        let near = nearest(&name, cx.graph.ref_names(cx.graph.member_id(id), None));
        finding.notes.extend(near.map(|near| format!("did you mean `{near}`?")));
        return;
    };
    let given = cx.graph.parents(id);
    // The rows of a seed are known without being given.
    let needed = |&&parent: &&ResourceId| cx.graph.resource(parent).resource_type != ResourceType::Seed && !given.contains(&parent);
    let missing: Vec<ResourceId> = cx.graph.parents(model).iter().filter(needed).copied().collect();
    if missing.is_empty() {
        return;
    }
    let names: Vec<String> = missing.iter().map(|&parent| shown(cx.graph.resource(parent))).collect();
    let finding = test.report(out, format!("{} gives no rows for {}", test.shown(), names.join(", ")));
    finding.labels.extend(declared(cx.graph.resource(model)));
    finding.unsafe_fix("Give no rows", without_rows(cx, entry, place.file, &missing));
}

/// Inputs without rows behind those that are given.
fn without_rows(cx: &ProjectCx<'_>, entry: &Node, file: FileId, missing: &[ResourceId]) -> Option<(FileId, TextEdit)> {
    let input = |&id: &ResourceId| {
        let resource = cx.graph.resource(id);
        let call = match &resource.source_name {
            Some(source) => format!("source('{source}', '{}')", resource.name),
            None => format!("ref('{}')", resource.name),
        };
        Piece::Mapping(vec![("input".to_owned(), Piece::Scalar(call)), ("rows".to_owned(), Piece::Sequence(Vec::new()))])
    };
    let pieces: Vec<Piece> = missing.iter().map(input).collect();
    let text = &cx.files.get(file).text;
    let edit = match entry.get("given") {
        Some(given) => append_items(text, given, &pieces),
        None => append_entry(text, entry, "given", &Piece::Sequence(pieces)),
    };
    Some((file, edit?))
}
