use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, listed};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "UN05", name: "unit_tests.given_format" },
    aliases: &["UT003", "check_unit_test_given_formats"],
    groups: &["project", "unit_tests"],
    docs: include_str!("../../../rules/UN05.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::UNIT_TEST, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(test) = Subject::described(cx, id) else { return };
    let formats = &test.settings.rules.un05.formats;
    let (Some(place), Some(given)) = (test.resource.defined_at.entry, test.resource.entry.as_ref().and_then(|entry| entry.get("given")))
    else {
        return;
    };
    for input in given.items() {
        let Some(have) = input.get("format").and_then(Node::to_text) else { continue };
        if !formats.is_empty() && !formats.contains(&have) {
            let at = input.get("format").map_or(input.range, |format| format.range);
            let message = format!("{} is given rows in the format {have}; permitted is {}", test.shown(), listed(formats));
            test.report_at(out, (place.file, at), message);
        }
    }
}
