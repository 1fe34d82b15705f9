use crate::diagnostic::{Applicability, Level, RuleName};
use crate::rules::{Change, Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::text::TextEdit;
use crate::yaml::ProblemKind;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "YM02", name: "properties.typographic_quotes" },
    aliases: &[],
    groups: &["project", "properties"],
    docs: include_str!("../../../rules/YM02.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Spacing),
    check: Check::Project(check),
};

const OPENING: [char; 4] = ['\u{201C}', '\u{201D}', '\u{201E}', '\u{2018}'];
const CLOSING: [char; 4] = ['\u{201D}', '\u{201C}', '\u{2019}', '\u{2018}'];

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (_, file) in cx.properties().filter(|(_, file)| cx.settings(file.file).is_some()) {
        let source = cx.files.get(file.file);
        for problem in file.document.problems.iter().filter(|problem| problem.kind == ProblemKind::TypographicQuotes) {
            let edits = straight(source.slice(problem.range)).map(|text| (file.file, TextEdit { range: problem.range, text }));
            out.report(file.file, problem.range, problem.message.clone()).safe_fix("Use straight quotes", edits);
        }
    }
}

/// The text in straight quotes, where it begins and ends with typographic ones and has none of its own inside.
fn straight(text: &str) -> Option<String> {
    let inside = text.strip_prefix(OPENING)?.strip_suffix(CLOSING)?;
    let plain = !inside.contains(['"', '\\', '\n']) && !inside.contains(OPENING) && !inside.contains(CLOSING);
    plain.then(|| format!("\"{inside}\""))
}
