use crate::diagnostic::RuleName;
use crate::graph::ResourceId;
use crate::rules::project::{Subject, listed};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "UN04", name: "unit_tests.expect_format" },
    aliases: &["UT002", "check_unit_test_expect_format"],
    groups: &["project", "unit_tests"],
    docs: include_str!("../../../rules/UN04.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(ResourceKinds::UNIT_TEST, check),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(test) = Subject::described(cx, id) else { return };
    let formats = &test.settings.rules.un04.formats;
    let (Some(place), Some(expect)) = (test.resource.defined_at.entry, test.resource.entry.as_ref().and_then(|entry| entry.get("expect")))
    else {
        return;
    };
    let have = expect.get("format").and_then(Node::to_text).unwrap_or_else(|| "dict".to_owned());
    if !formats.is_empty() && !formats.contains(&have) {
        let at = expect.get("format").map_or(expect.range, |format| format.range);
        let message = format!("{} expects rows in the format {have}; permitted is {}", test.shown(), listed(formats));
        test.report_at(out, (place.file, at), message);
    }
}
