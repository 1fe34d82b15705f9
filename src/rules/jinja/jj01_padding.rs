use crate::diagnostic::{Applicability, Level, RuleName};
use crate::jinja::SourceEdit;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::syntax::{SyntaxKind, Tree};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "JJ01", name: "jinja.padding" },
    aliases: &["L046"],
    groups: &["core", "jinja"],
    docs: include_str!("../../../rules/JJ01.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Spacing),
    check: Check::Template(check),
};

fn check(cx: &Cx<'_>, out: &mut Sink<'_>) {
    let tree = cx.template;
    for node in tree.nodes().filter(|&node| matches!(tree.kind(node), SyntaxKind::JinjaOutput | SyntaxKind::JinjaTag)) {
        let (Some(open), Some(close)) = (tree.first_token(node), tree.last_token(node)) else { continue };
        if tree.token_kind(open) != SyntaxKind::JinjaStart || tree.token_kind(close) != SyntaxKind::JinjaEnd {
            continue;
        }
        let mut inside = tree.solid_tokens(node).filter(|&token| token != open && token != close);
        let Some(first) = inside.next() else { continue };
        let last = inside.next_back().unwrap_or(first);
        let gaps = [
            TextRange::new(tree.token_range(open).end(), tree.token_range(first).start()),
            TextRange::new(tree.token_range(last).end(), tree.token_range(close).start()),
        ];
        let edits: Vec<SourceEdit> =
            gaps.into_iter().filter(|&gap| !is_padding(tree, gap)).filter_map(|gap| SourceEdit::from_tag_trivia(cx.file, tree, gap, " ")).collect();
        if !edits.is_empty() {
            out.report_source(tree.range(node), "A single space belongs inside each end of a Jinja tag").source_fix("Pad the tag", edits);
        }
    }
}

/// One space, or anything with a line end.
fn is_padding(tree: &Tree, gap: TextRange) -> bool {
    let text = &tree.text()[gap.span()];
    text == " " || text.contains('\n')
}
