//! Printing trees for tests.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::dialect::Dialect;
use crate::syntax::{Element, NodeId, Tree};

/// The tree of a text in a dialect, one line a statement, nested like an expression of Lisp; keywords bare, other tokens
/// as `kind:text`.
pub(super) fn outline(sql: &str, dialect: Dialect) -> String {
    let tree = super::parse(&Arc::from(sql), dialect.spec());
    let mut out = String::new();
    write_node(&tree, tree.root(), 0, &mut out);
    for error in tree.errors() {
        let _ = writeln!(out, "error {}..{}: {}", error.range.start(), error.range.end(), error.message);
    }
    out
}

fn write_node(tree: &Tree, node: NodeId, depth: usize, out: &mut String) {
    let _ = writeln!(out, "{:width$}{}", "", tree.kind(node).name(), width = depth * 2);
    for element in tree.solid_elements(node) {
        match element {
            Element::Node(child) => write_node(tree, child, depth + 1, out),
            Element::Token(token) => {
                let width = depth * 2 + 2;
                let _ = writeln!(out, "{:width$}{} {}", "", tree.token_kind(token).name(), tree.token_text(token));
            }
        }
    }
}
