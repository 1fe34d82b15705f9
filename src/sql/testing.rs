//! What the tests of the grammar share.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::dialect::Dialect;
use crate::syntax::{Element, NodeId, SyntaxKind, Tree};

pub(super) fn parse(sql: &str, dialect: Dialect) -> Tree {
    super::parse(&Arc::from(sql), dialect.spec())
}

/// The tree in brackets: a node is its kind and its children, a token its text. Problems follow behind `!`.
pub(super) fn outline(sql: &str, dialect: Dialect) -> String {
    let tree = parse(sql, dialect);
    let mut out = String::new();
    write_node(&tree, tree.root(), &mut out);
    for error in tree.errors() {
        let _ = write!(out, " !{} {}", error.range.start(), error.message);
    }
    out
}

fn write_node(tree: &Tree, node: NodeId, out: &mut String) {
    let _ = write!(out, "({}", tree.kind(node).name());
    for element in tree.solid_elements(node) {
        out.push(' ');
        match element {
            Element::Node(child) => write_node(tree, child, out),
            Element::Token(token) => out.push_str(tree.token_text(token)),
        }
    }
    out.push(')');
}

/// The text parses without a problem and its tree holds this part.
#[track_caller]
pub(super) fn check(dialect: Dialect, sql: &str, part: &str) {
    let outline = outline(sql, dialect);
    assert!(!outline.contains('!') || sql.contains('!'), "{sql}\n{outline}");
    assert!(outline.contains(part), "{sql}\nwant {part}\nhave {outline}");
}

/// The first problem of the text is reported at `«`, and what could not be read is this.
#[track_caller]
pub(super) fn check_error(dialect: Dialect, marked: &str, unparsable: &str) {
    let sql = marked.replacen('«', "", 1);
    let tree = parse(&sql, dialect);
    let at = tree.errors().first().map(|error| error.range.start() as usize);
    assert_eq!(at, marked.find('«'), "{marked}\n{:?}", tree.errors());
    let have: Vec<&str> = tree.nodes().filter(|&node| tree.kind(node) == SyntaxKind::Unparsable).map(|node| tree.node_text(node)).collect();
    assert!(!have.is_empty(), "{marked}: nothing is marked as unparsable");
    assert_eq!(have.concat(), unparsable, "{marked}\n{}", outline(&sql, dialect));
}

/// What must hold of any tree: tokens tile the text, nodes nest, follow each other and do not begin or end with trivia, and
/// what is unparsable has been reported.
#[track_caller]
pub(super) fn check_invariants(sql: &str, dialect: Dialect) {
    let tree = parse(sql, dialect);
    let mut end = 0;
    for token in tree.all_tokens() {
        assert_eq!(tree.token_range(token).start(), end, "{sql:?}");
        end = tree.token_range(token).end();
    }
    assert_eq!(end as usize, sql.len(), "{sql:?}");
    for node in tree.nodes().skip(1) {
        let (range, Some(parent)) = (tree.range(node), tree.parent(node)) else { continue };
        assert!(tree.range(parent).start() <= range.start() && range.end() <= tree.range(parent).end(), "{sql:?}: {:?}", tree.kind(node));
        for token in [tree.first_token(node), tree.last_token(node)].into_iter().flatten() {
            assert!(!tree.token_kind(token).is_trivia(), "{sql:?}: {:?}", tree.kind(node));
        }
        assert!(tree.kind(node) != SyntaxKind::Unparsable || !tree.errors().is_empty(), "{sql:?}");
    }
    for node in tree.nodes() {
        let mut end = 0;
        for child in tree.children(node) {
            assert!(tree.range(child).start() >= end, "{sql:?}: {:?}", tree.kind(child));
            end = tree.range(child).end();
        }
    }
}
