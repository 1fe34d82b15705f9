//! Small questions that many readers of the tree ask.

use crate::syntax::{Element, NodeId, SyntaxKind, TokenId, Tree};

/// The keyword `word` directly under a node.
#[must_use]
pub fn keyword(tree: &Tree, node: NodeId, word: &str) -> Option<TokenId> {
    tree.own_tokens(node).find(|&token| tree.token_kind(token) == SyntaxKind::Keyword && tree.token_is(token, word))
}

/// Whether a node gives rows by itself: a select, a set operation, one of them behind `WITH`, or values.
#[must_use]
pub const fn is_query(kind: SyntaxKind) -> bool {
    matches!(kind, SyntaxKind::SelectStatement | SyntaxKind::SetExpression | SyntaxKind::WithCompoundStatement | SyntaxKind::ValuesClause)
}

/// The query that a node is or holds in brackets, however many.
#[must_use]
pub fn inner_query(tree: &Tree, node: NodeId) -> Option<NodeId> {
    let mut at = node;
    loop {
        match tree.kind(at) {
            kind if is_query(kind) => return Some(at),
            SyntaxKind::Bracketed | SyntaxKind::Expression | SyntaxKind::TableExpression => at = only_child(tree, at)?,
            _ => return None,
        }
    }
}

/// The node that makes up all of `node`, brackets aside.
#[must_use]
pub fn only_child(tree: &Tree, node: NodeId) -> Option<NodeId> {
    let mut found = None;
    for element in tree.solid_elements(node) {
        match element {
            Element::Token(token) if matches!(tree.token_kind(token), SyntaxKind::StartBracket | SyntaxKind::EndBracket) => {}
            Element::Node(child) if found.is_none() => found = Some(child),
            _ => return None,
        }
    }
    found
}

/// The nearest token before that is not trivia.
#[must_use]
pub fn previous_solid(tree: &Tree, token: TokenId) -> Option<TokenId> {
    let mut at = tree.previous_token(token);
    while let Some(before) = at.filter(|&before| tree.token_kind(before).is_trivia()) {
        at = tree.previous_token(before);
    }
    at
}

/// Where the white space right before a token begins; the token's own start if there is none. Comments stay.
#[must_use]
pub fn space_before(tree: &Tree, token: TokenId) -> u32 {
    let mut start = tree.token_range(token).start();
    let mut at = tree.previous_token(token);
    while let Some(before) = at.filter(|&before| matches!(tree.token_kind(before), SyntaxKind::Whitespace | SyntaxKind::Newline)) {
        start = tree.token_range(before).start();
        at = tree.previous_token(before);
    }
    // A line comment needs the line end behind it.
    match at {
        Some(before) if tree.token_kind(before) == SyntaxKind::InlineComment => tree.token_range(token).start(),
        _ => start,
    }
}

/// Whether two nodes hold the same tokens, white space and comments aside; words in any case.
#[must_use]
pub fn tokens_equal(tree: &Tree, left: NodeId, right: NodeId) -> bool {
    let mut others = tree.solid_tokens(right);
    for token in tree.solid_tokens(left) {
        let Some(other) = others.next() else { return false };
        let (text, other_text) = (tree.token_text(token), tree.token_text(other));
        let quoted = super::names::is_quoted(text) || super::names::is_quoted(other_text);
        if if quoted { text != other_text } else { !text.eq_ignore_ascii_case(other_text) } {
            return false;
        }
    }
    others.next().is_none()
}

/// Whether a node is a call of the function `name`, without a schema before it.
#[must_use]
pub fn is_function_named(tree: &Tree, node: NodeId, name: &str) -> bool {
    tree.kind(node) == SyntaxKind::Function && function_name(tree, node).is_some_and(|token| tree.token_is(token, name))
}

/// The name of a called function; `None` where a schema stands before it.
#[must_use]
pub fn function_name(tree: &Tree, function: NodeId) -> Option<TokenId> {
    only_token(tree, tree.child(function, SyntaxKind::FunctionName)?)
}

/// The one token of a node that has no more: no node begins or ends with trivia.
#[inline]
#[must_use]
pub fn only_token(tree: &Tree, node: NodeId) -> Option<TokenId> {
    tree.first_token(node).filter(|&first| tree.last_token(node) == Some(first))
}

/// The brackets that hold a call's arguments.
#[must_use]
pub fn arguments(tree: &Tree, function: NodeId) -> Option<NodeId> {
    let contents = tree.child(function, SyntaxKind::FunctionContents)?;
    tree.child(contents, SyntaxKind::Bracketed)
}
