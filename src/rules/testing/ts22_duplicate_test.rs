use rustc_hash::FxHashMap;

use crate::dbt::GenericTest;
use crate::diagnostic::{Applicability, Label, RuleName};
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::{Change, Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::text::{FileId, TextEdit};
use crate::yaml::edit::remove_item;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "TS22", name: "testing.duplicate_test" },
    aliases: &[],
    groups: &["project", "testing"],
    docs: include_str!("../../../rules/TS22.md"),
    default: None,
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Spacing),
    check: Check::Resource(
        ResourceKinds::MODEL.union(ResourceKinds::SEED).union(ResourceKinds::SNAPSHOT).union(ResourceKinds::SOURCE),
        check,
    ),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(subject) = Subject::described(cx, id) else { return };
    let mut seen: Vec<(String, crate::dbt::Place)> = Vec::new();
    let tests: Vec<GenericTest<'_>> = GenericTest::of(subject.resource).collect();
    let mut counts: FxHashMap<(&str, &str), u32> = FxHashMap::default();
    for test in &tests {
        *counts.entry(likeness(test)).or_default() += 1;
    }
    // Putting names together is dear, and most tests are like no other.
    for test in tests.iter().filter(|test| counts[&likeness(test)] > 1) {
        let name = test.unique_id();
        let place = test.test.place;
        match seen.iter().find(|(known, _)| *known == name) {
            Some((_, first)) => {
                let message = format!("{} has this test already", subject.shown());
                let label = Label { file: first.file, range: first.range, message: "the first one".to_owned() };
                let finding = subject.report_at(out, (place.file, place.range), message);
                finding.labels.push(label);
                finding.safe_fix("Drop the copy", without(cx, test));
            }
            None => seen.push((name, place)),
        }
    }
}

/// What tests that are the same have in common, whatever else they are given.
fn likeness<'r>(test: &GenericTest<'r>) -> (&'r str, &'r str) {
    // A column that is quoted by its name and one that is quoted by its properties are one column.
    (test.macro_name(), test.column.map_or("", |column| column.name.trim_matches('"')))
}

/// The list of tests without one of them.
fn without(cx: &ProjectCx<'_>, test: &GenericTest<'_>) -> Option<(FileId, TextEdit)> {
    let entry = test.column.map(|column| &column.entry).or(test.on.entry.as_ref())?;
    let place = test.test.place;
    let text = &cx.files.get(place.file).text;
    let lists = ["data_tests", "tests"].iter().filter_map(|key| entry.get(key));
    let edit = lists.into_iter().find_map(|list| {
        let at = list.items().iter().position(|item| item.range == place.range)?;
        remove_item(text, list, at)
    })?;
    Some((place.file, edit))
}
