//! Templates as they are written, nothing of them being evaluated: calls, and the names that a file gives to things of its own.

use rustc_hash::FxHashSet;

use crate::syntax::{NodeId, SyntaxKind, Tree};
use crate::text::TextRange;

/// A call: `name(...)`, `package.name(...)`.
#[derive(Clone, Debug)]
pub struct Call {
    pub node: NodeId,
    /// The names before the bracket, dots between them; nothing where it is no plain name that is called.
    pub callee: Vec<String>,
    pub range: TextRange,
    pub positional: Vec<NodeId>,
    pub keywords: Vec<(String, TextRange, NodeId)>,
    /// Whether arguments come out of `*list` or `**mapping`.
    pub unpacks: bool,
}

/// The calls of a template, in order.
pub fn calls(tree: &Tree) -> impl Iterator<Item = Call> + '_ {
    tree.nodes().filter(|&node| tree.kind(node) == SyntaxKind::JinjaCall).map(|node| call(tree, node))
}

fn call(tree: &Tree, node: NodeId) -> Call {
    let callee = tree.children(node).next().and_then(|callee| path(tree, callee)).unwrap_or_default();
    let mut found = Call { node, callee, range: tree.range(node), positional: Vec::new(), keywords: Vec::new(), unpacks: false };
    let Some(arguments) = tree.child(node, SyntaxKind::JinjaArguments) else { return found };
    for argument in tree.children(arguments) {
        if tree.kind(argument) != SyntaxKind::JinjaKeywordArgument {
            found.positional.push(argument);
        } else if let (Some(name), Some(value)) = (tree.first_token(argument), tree.children(argument).last()) {
            found.keywords.push((tree.token_text(name).to_owned(), tree.token_range(name), value));
        }
    }
    let own = |token| tree.token_parent(token) == arguments && matches!(tree.token_text(token), "*" | "**");
    found.unpacks = tree.solid_tokens(arguments).any(own);
    found
}

/// `a.b.c` as its names.
fn path(tree: &Tree, node: NodeId) -> Option<Vec<String>> {
    match tree.kind(node) {
        SyntaxKind::JinjaVariable => Some(vec![tree.node_text(node).trim().to_owned()]),
        SyntaxKind::JinjaAttribute => {
            let mut names = path(tree, tree.children(node).next()?)?;
            names.push(tree.token_text(tree.last_token(node)?).to_owned());
            Some(names)
        }
        _ => None,
    }
}

/// The text of a string literal.
#[must_use]
pub fn string(tree: &Tree, node: NodeId) -> Option<&str> {
    let token = tree.first_token(node).filter(|&token| tree.token_kind(token) == SyntaxKind::JinjaString)?;
    let only = tree.last_token(node) == Some(token);
    let text = tree.token_text(token);
    (only && text.len() >= 2).then(|| &text[1..text.len() - 1])
}

/// The first word of a tag: `set` of `{% set x = 1 %}`.
#[must_use]
pub fn word(tree: &Tree, tag: NodeId) -> Option<&str> {
    tree.solid_tokens(tag).nth(1).map(|token| tree.token_text(token))
}

/// The names that a file gives itself: parameters, variables of loops, what `set`, `with` and `import` name.
#[must_use]
pub fn own_names(tree: &Tree) -> FxHashSet<&str> {
    let mut names = FxHashSet::default();
    for node in tree.nodes() {
        match tree.kind(node) {
            SyntaxKind::JinjaParameter => names.extend(tree.first_token(node).map(|token| tree.token_text(token))),
            SyntaxKind::JinjaTag => {
                let end = match word(tree, node) {
                    Some("set") => "=",
                    Some("for") => "in",
                    Some("with" | "import" | "from") => "",
                    _ => continue,
                };
                let tokens = tree.solid_tokens(node).skip(2).map(|token| tree.token_text(token));
                names.extend(tokens.take_while(|text| end.is_empty() || *text != end));
            }
            _ => {}
        }
    }
    names
}
