use crate::diagnostic::RuleName;
use crate::rules::project::templates::calls;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef, WrittenTemplate};
use crate::syntax::{SyntaxKind, Tree};
use crate::text::FileId;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "JI01", name: "jinja.mangled_reference" },
    aliases: &[],
    groups: &["project", "templates"],
    docs: include_str!("../../../rules/JI01.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Written(check),
};

/// Words that a relation may stand right behind: what is printed begins with a quote.
const KEYWORDS: &[&str] = &["from", "join", "into", "update", "table", "using", "in", "as"];

fn check(_: &ProjectCx<'_>, template: &WrittenTemplate, out: &mut ProjectSink<'_>) {
    if has_glued_tag(&template.text) {
        judge(template.about.file, template.tree(), out);
    }
}

/// Whether some tag that prints has a word right before or behind it.
fn has_glued_tag(text: &str) -> bool {
    text.match_indices("{{").any(|(at, _)| text[..at].ends_with(is_part))
        || text.match_indices("}}").any(|(at, mark)| text[at + mark.len()..].starts_with(is_part))
}

fn is_part(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn judge(file: FileId, tree: &Tree, out: &mut ProjectSink<'_>) {
    let text: &str = tree.text();
    for call in calls(tree) {
        let whole = tree.parent(call.node).filter(|&tag| tree.kind(tag) == SyntaxKind::JinjaOutput);
        let Some(tag) = whole.filter(|_| matches!(call.callee.as_slice(), [name] if name == "ref" || name == "source")) else { continue };
        let range = tree.range(tag);
        let (before, after) = (&text[..range.start() as usize], &text[range.end() as usize..]);
        let line = before.rsplit('\n').next().unwrap_or_default();
        let quoted = ["'", "\""].iter().any(|quote| line.matches(quote).count() % 2 == 1);
        if quoted || line.contains("--") || line.contains("/*") || line.contains("//") || line.contains('#') {
            continue;
        }
        let left = before[before.trim_end_matches(is_part).len()..].to_lowercase();
        let right = &after[..after.len() - after.trim_start_matches(is_part).len()];
        let glued = if !left.is_empty() && !KEYWORDS.contains(&left.as_str()) { &left } else { right };
        if !glued.is_empty() {
            out.report(file, range, format!("`{glued}` is glued to what `{}` gives, which is then another relation", call.callee[0]));
        }
    }
}
