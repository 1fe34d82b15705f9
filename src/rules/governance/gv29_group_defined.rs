use crate::diagnostic::{Level, RuleName};
use crate::graph::MemberId;
use crate::rules::project::{described_at, is_live, shown};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::text::did_you_mean;
use crate::yaml::Node;
use rustc_hash::FxHashMap;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV29", name: "governance.group_defined" },
    aliases: &[],
    groups: &["project", "governance"],
    docs: include_str!("../../../rules/GV29.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let mut groups: FxHashMap<MemberId, Vec<String>> = FxHashMap::default();
    for (member, file) in cx.properties() {
        for group in file.document.root.get("groups").map(Node::items).unwrap_or_default() {
            let Some(name) = group.get("name").and_then(Node::to_text) else { continue };
            let owner = |key: &str| {
                group.get("owner").and_then(|owner| owner.get(key)).and_then(Node::to_text).is_some_and(|text| !text.trim().is_empty())
            };
            if !owner("name") && !owner("email") && cx.settings(file.file).is_some() {
                let range = group.get("name").map_or(group.range, |name| name.range);
                out.report(file.file, range, format!("the group `{name}` has no owner with a `name` or an `email`"));
            }
            groups.entry(member).or_default().push(name);
        }
    }
    for id in cx.graph.resources().filter(|&id| is_live(cx.graph, id)) {
        let resource = cx.graph.resource(id);
        let Some(group) = resource.group.as_ref().filter(|group| !group.contains("{{")) else { continue };
        let known = groups.get(&cx.graph.member_id(id)).map_or(&[][..], Vec::as_slice);
        let Some((file, range)) = described_at(resource).filter(|(file, _)| cx.settings(*file).is_some()) else { continue };
        if !known.contains(group) {
            let near = did_you_mean(group, known.iter().map(String::as_str));
            let finding =
                out.report(file, range, format!("{} is in the group `{group}`, which no `groups:` declares{near}", shown(resource)));
            finding.resource = Some(resource.unique_id.clone());
        }
    }
}
