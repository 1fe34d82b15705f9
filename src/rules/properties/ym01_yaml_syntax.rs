use crate::dbt::plain_value;
use crate::diagnostic::{Applicability, Level, RuleName};
use crate::rules::{Change, Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::text::apply_edits;
use crate::text::{FileId, TextEdit, TextRange};
use crate::yaml::{self, Document, Node, ProblemKind, Style};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "YM01", name: "properties.yaml_syntax" },
    aliases: &[],
    groups: &["project", "properties"],
    docs: include_str!("../../../rules/YM01.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Spacing),
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let files = cx.properties().map(|(_, file)| (file.file, &file.document));
    let projects = cx.graph.members().iter().map(|member| (member.package().file, &member.package().document));
    for (file, document) in files.chain(projects).filter(|(file, _)| cx.settings(*file).is_some()) {
        judge(cx, file, document, out);
    }
}

fn judge(cx: &ProjectCx<'_>, file: FileId, document: &Document, out: &mut ProjectSink<'_>) {
    let source = cx.files.get(file);
    let problems = document.problems.iter().filter(|problem| problem.kind != ProblemKind::TypographicQuotes);
    let mut told: Vec<(TextRange, String)> = problems.map(|problem| (problem.range, problem.message.clone())).collect();
    if let Some(blank) = tabbed_lines(&source.text, &document.root).first().filter(|_| document.error().is_none()) {
        told.push((*blank, "a line of tabs alone is no blank line to dbt, which stops here; leave it empty".to_owned()));
    }
    // A repair is for the whole file; the first finding has it.
    let mut repair = if told.is_empty() { Vec::new() } else { repairs(&source.text, document) };
    for (range, message) in told {
        out.report(file, range, message)
            .safe_fix("Repair the white space", std::mem::take(&mut repair).into_iter().map(|edit| (file, edit)));
    }
}

/// The edits after which a text that could not be read can be; none where white space is not what is wrong with it.
fn repairs(text: &str, document: &Document) -> Vec<TextEdit> {
    let blank = tabbed_lines(text, &document.root).into_iter().map(|range| TextEdit { range, text: String::new() });
    let mut edits: Vec<TextEdit> = blank.chain(outdented_version(text)).collect();
    if let Some(spaces) = spaces_for_tabs(text) {
        edits.extend(spaces);
    }
    edits.sort();
    edits.dedup_by(|next, before| next.range.start() < before.range.end());
    let mended = apply_edits(text, &edits).is_some_and(|after| yaml::parse(&after).error().is_none());
    if mended { edits } else { Vec::new() }
}

/// Lines that hold nothing but white space, tabs in it, and belong to no text.
fn tabbed_lines(text: &str, root: &Node) -> Vec<TextRange> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\r', '\n']);
        if content.contains('\t') && content.trim().is_empty() && !is_in_text(root, start) {
            found.push(TextRange::from(start..start + content.len()));
        }
        start += line.len();
    }
    found
}

/// Whether an offset lies in a quoted or block scalar, where tabs are part of the text.
fn is_in_text(node: &Node, at: usize) -> bool {
    let range = node.range.span();
    let inside = range.start <= at && at < range.end;
    match node.style {
        Style::SingleQuoted | Style::DoubleQuoted | Style::Literal | Style::Folded => inside,
        _ => node.items().iter().any(|item| is_in_text(item, at)) || node.entries().iter().any(|entry| is_in_text(&entry.value, at)),
    }
}

/// `version:` that stands indented above keys that do not.
fn outdented_version(text: &str) -> Option<TextEdit> {
    let first = text.lines().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#') && line.trim_end() != "---")?;
    let at = first.as_ptr() as usize - text.as_ptr() as usize;
    let indent = first.len() - first.trim_start_matches(' ').len();
    let rest = &text[at + first.len()..];
    let next = rest.lines().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))?;
    let alone = indent > 0 && first.trim_start().starts_with("version:") && !next.starts_with([' ', '\t']);
    alone.then(|| TextEdit { range: TextRange::from(at..at + indent), text: String::new() })
}

/// Spaces for the tabs that indent lines, where all widths that can be read give one tree.
fn spaces_for_tabs(text: &str) -> Option<Vec<TextEdit>> {
    let tried = |width: usize| {
        let edits = tabs(text, width);
        let document = yaml::parse(&apply_edits(text, &edits)?);
        document.error().is_none().then(|| (plain_value(&document.root), edits))
    };
    let mut readable = [2, 4, 8].into_iter().filter_map(tried);
    let (tree, edits) = readable.next()?;
    readable.all(|(other, _)| other == tree).then_some(edits)
}

fn tabs(text: &str, width: usize) -> Vec<TextEdit> {
    let mut start = 0;
    let mut edits = Vec::new();
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if line[..indent].contains('\t') && !line.trim().is_empty() {
            let spaces = line[..indent].replace('\t', &" ".repeat(width));
            edits.push(TextEdit { range: TextRange::from(start..start + indent), text: spaces });
        }
        start += line.len();
    }
    edits
}
