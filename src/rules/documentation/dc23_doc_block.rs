use rustc_hash::FxHashMap;

use crate::dbt::DocBlock;
use crate::diagnostic::{Label, Level, RuleName};
use crate::graph::MemberId;
use crate::rules::project::template_calls::calls;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::text::nearest;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "DC23", name: "documentation.doc_block" },
    aliases: &[],
    groups: &["project", "documentation"],
    docs: include_str!("../../../rules/DC23.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let mut known: FxHashMap<MemberId, Vec<DocBlock>> = FxHashMap::default();
    for (member, file) in cx.properties() {
        let text = &cx.files.get(file.file).text;
        if cx.settings(file.file).is_none() {
            continue;
        }
        for call in calls(text, &["doc"]) {
            if file.document.comments.iter().any(|comment| comment.range.contains(call.range)) {
                continue;
            }
            let (package, name) = match call.arguments.as_slice() {
                [Some(name)] => (None, name),
                [Some(package), Some(name)] => (Some(package), name),
                _ => continue,
            };
            let blocks = known.entry(member).or_insert_with(|| cx.graph.member(member).project.doc_blocks(cx.files));
            let within = |block: &&DocBlock| package.is_none_or(|package| block.package_name == *package);
            if blocks.iter().filter(within).any(|block| block.name == *name) {
                continue;
            }
            let missing = cx.graph.lacks_packages(member);
            let finding = out.report(file.file, call.range, format!("there is no documentation block `{name}`"));
            if missing {
                finding.level = Some(Level::Info);
                finding.notes.push("it may belong to a package that is not installed".to_owned());
            }
            if let Some(near) = nearest(name, blocks.iter().filter(within).map(|block| block.name.as_str())) {
                finding.notes.push(format!("did you mean `{near}`?"));
                let meant = blocks.iter().find(|block| block.name == near);
                finding.labels.extend(meant.map(|block| Label { file: block.file, range: block.range, message: format!("`{near}`") }));
            }
        }
    }
}
