use crate::diagnostic::{Applicability, Level, RuleName};
use crate::jinja::RenderedEdit;
use crate::rules::edits;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{space_before, tokens_equal};
use crate::syntax::{NodeId, SyntaxKind, Tree};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "ST04", name: "structure.nested_case" },
    aliases: &["L058"],
    groups: &["structure"],
    docs: include_str!("../../../rules/ST04.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Structure),
    check: Check::Node(&[SyntaxKind::CaseExpression], check),
};

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    let tree = cx.tree;
    let Some(otherwise) = tree.child(node, SyntaxKind::ElseClause) else { return };
    let Some(inner) = only_case(tree, otherwise) else { return };
    let same_operand = match (operand(tree, node), operand(tree, inner)) {
        (None, None) => true,
        (Some(outer), Some(inner)) => tokens_equal(tree, outer, inner),
        _ => false,
    };
    if !same_operand {
        return;
    }
    let report = out.report(tree.range(inner), "A CASE alone in ELSE can be part of the CASE around it");
    if let Some(edits) = flattened(tree, node, otherwise, inner) {
        report.safe_fix("Join the two", edits);
    }
}

/// Where the clauses of a CASE go that was written on one line; layout has the last word.
const WHENS_INDENT: &str = "        ";

/// The CASE that an ELSE consists of.
fn only_case(tree: &Tree, clause: NodeId) -> Option<NodeId> {
    let mut at = tree.children(clause).next()?;
    while tree.kind(at) == SyntaxKind::Expression {
        if tree.solid_elements(at).count() != 1 {
            return None;
        }
        at = tree.children(at).next()?;
    }
    (tree.kind(at) == SyntaxKind::CaseExpression).then_some(at)
}

fn operand(tree: &Tree, case: NodeId) -> Option<NodeId> {
    tree.children(case).next().filter(|&first| !matches!(tree.kind(first), SyntaxKind::WhenClause | SyntaxKind::ElseClause))
}

fn clauses(tree: &Tree, case: NodeId) -> Vec<NodeId> {
    tree.children(case).filter(|&child| matches!(tree.kind(child), SyntaxKind::WhenClause | SyntaxKind::ElseClause)).collect()
}

/// The inner WHENs and ELSE take the place of the outer ELSE; comments stay, each on a line of its own.
fn flattened(tree: &Tree, outer: NodeId, otherwise: NodeId, inner: NodeId) -> Option<Vec<RenderedEdit>> {
    let inner_clauses = clauses(tree, inner);
    let (&first, &last) = (inner_clauses.first()?, inner_clauses.last()?);
    let end_token = tree.last_token(inner)?;
    let break_and_indent = line_break(tree, outer, otherwise);
    let first_start = tree.range(first).start();
    let mut made = Vec::new();
    if let Some(indent) = &break_and_indent {
        let start = line_start(tree, otherwise)?;
        let comments = comments_in(tree, TextRange::new(start, first_start));
        made.push(RenderedEdit::replace(
            TextRange::new(start, first_start),
            format!("{indent}{}", comments.iter().map(|comment| format!("{comment}\n{indent}")).collect::<String>()),
        ));
        for pair in inner_clauses.windows(2) {
            let gap = TextRange::new(tree.range(pair[0]).end(), tree.range(pair[1]).start());
            if !edits::holds_comment(tree, gap) {
                made.push(RenderedEdit::replace(gap, format!("\n{indent}")));
            }
        }
    } else {
        let gap = TextRange::new(tree.first_token(otherwise).map_or(first_start, |token| space_before(tree, token)), first_start);
        if edits::holds_comment(tree, gap) {
            return None;
        }
        let line = format!("\n{WHENS_INDENT}");
        made.push(RenderedEdit::replace(gap, line.as_str()));
        for pair in inner_clauses.windows(2) {
            let gap = TextRange::new(tree.range(pair[0]).end(), tree.range(pair[1]).start());
            if !edits::holds_comment(tree, gap) {
                made.push(RenderedEdit::replace(gap, line.as_str()));
            }
        }
    }
    // Comments behind the last clause stay, the inner END goes.
    let mut keep = tree.range(last).end();
    let mut at = tree.last_token(last).and_then(|token| tree.next_token(token));
    while let Some(token) = at.filter(|&token| token < end_token) {
        if tree.token_kind(token).is_comment() {
            keep = tree.token_range(token).end();
        }
        at = tree.next_token(token);
    }
    made.push(RenderedEdit::delete(TextRange::new(keep, tree.token_range(end_token).end())));
    Some(made)
}

/// The indentation of the outer clauses, if ELSE begins a line.
fn line_break(tree: &Tree, outer: NodeId, otherwise: NodeId) -> Option<String> {
    line_start(tree, otherwise)?;
    let when = tree.children_of(outer, SyntaxKind::WhenClause).last().unwrap_or(otherwise);
    let start = line_start(tree, when).unwrap_or(line_start(tree, otherwise)?);
    let line = &tree.text()[start as usize..];
    Some(line[..line.len() - line.trim_start_matches([' ', '\t']).len()].to_owned())
}

/// Where the line of a node begins, if only white space and comments stand before the node.
fn line_start(tree: &Tree, node: NodeId) -> Option<u32> {
    let mut at = tree.first_token(node)?;
    loop {
        let before = tree.previous_token(at)?;
        match tree.token_kind(before) {
            SyntaxKind::Newline => return Some(tree.token_range(before).end()),
            kind if kind.is_trivia() => at = before,
            _ => return None,
        }
    }
}

fn comments_in(tree: &Tree, range: TextRange) -> Vec<&str> {
    let mut found = Vec::new();
    let mut at = tree.token_at(range.start());
    while let Some(token) = at.filter(|&token| tree.token_range(token).start() < range.end()) {
        if tree.token_kind(token).is_comment() {
            found.push(tree.token_text(token).trim_end());
        }
        at = tree.next_token(token);
    }
    found
}
