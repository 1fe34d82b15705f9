use crate::dbt::{PropertyKind, ResourceType};
use crate::diagnostic::{Applicability, Level, RuleName};
use crate::rules::project::properties::{Described, Made, WITH_FILES, entries};
use crate::rules::{Change, Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::text::{TextEdit, TextRange};
use crate::yaml::Node;
use crate::yaml::edit::{item_lines, newline_of};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "YM04", name: "properties.wrong_section" },
    aliases: &[],
    groups: &["project", "properties"],
    docs: include_str!("../../../rules/YM04.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Spacing),
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let made = Made::of(cx);
    let kinds: Vec<PropertyKind> = WITH_FILES.iter().map(|(kind, _)| *kind).collect();
    for described in entries(cx, &kinds) {
        let Some(name) = described.name() else { continue };
        let Some(right) = section_of(made.kinds(described.member, &name), described.kind) else { continue };
        let (here, there) = (described.kind.key(), right.key());
        let source = cx.files.get(described.file.file);
        let edits = rename(&described, &made, right).or_else(|| moved(&source.text, &described, right)).unwrap_or_default();
        let message = format!("`{name}` stands under `{here}:` and is none of them; it belongs under `{there}:`");
        described
            .report(out, message)
            .safe_fix(format!("Move it to `{there}:`"), edits.into_iter().map(|edit| (described.file.file, edit)));
    }
}

/// The section that a name belongs to, if it is only one and another than it stands in.
fn section_of(kinds: &[ResourceType], here: PropertyKind) -> Option<PropertyKind> {
    let mut sections = WITH_FILES.iter().filter(|(_, kind)| kinds.contains(kind)).map(|(section, _)| *section);
    let (first, None) = (sections.next()?, sections.next()) else { return None };
    (first != here).then_some(first)
}

/// The section's key renamed, where all entries of it belong under one other and the file has no such section yet.
fn rename(described: &Described<'_>, made: &Made, right: PropertyKind) -> Option<Vec<TextEdit>> {
    let root = &described.file.document.root;
    let all = described.list()?.items().iter().all(|entry: &Node| {
        let name = entry.get("name").and_then(Node::to_text);
        name.is_some_and(|name| section_of(made.kinds(described.member, &name), described.kind) == Some(right))
    });
    let key = root.entry(described.kind.key())?.key.range;
    (all && root.get(right.key()).is_none()).then(|| vec![TextEdit { range: key, text: right.key().to_owned() }])
}

/// The entry's lines taken out and put at the end of the right section, or of the file.
fn moved(text: &str, described: &Described<'_>, right: PropertyKind) -> Option<Vec<TextEdit>> {
    let list = described.list().filter(|list| list.items().len() > 1)?;
    let lines = item_lines(text, list, described.index)?;
    let newline = newline_of(text);
    let mut body = text[lines.span()].trim_end().to_owned();
    body.push_str(newline);
    let (at, before) = match described.file.document.root.get(right.key()) {
        Some(there) => {
            let last = item_lines(text, there, there.items().len().checked_sub(1)?)?;
            let dash = |range: TextRange| text[range.span()].find('-');
            // Lists that are indented in two ways stay as they are.
            (dash(last)? == dash(lines)?).then_some((last.end(), String::new()))?
        }
        None => (u32::try_from(text.len()).ok()?, format!("{}{}:{newline}", newline, right.key())),
    };
    let open = at as usize == text.len() && !text.ends_with('\n');
    let inserted = format!("{}{before}{body}", if open { newline } else { "" });
    Some(vec![TextEdit { range: lines, text: String::new() }, TextEdit { range: TextRange::empty(at), text: inserted }])
}
