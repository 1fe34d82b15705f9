//! Which table references of a SQL tree name a relation, and which name something the statement itself makes: a common table
//! expression, a column of an earlier table, a table created a statement before.

use rustc_hash::FxHashSet;

use crate::dialect::DialectSpec;
use crate::sql;
use crate::syntax::{NodeId, SyntaxKind, TokenId, Tree};
use crate::text::TextRange;

/// The table references that name relations, in text order.
#[must_use]
pub fn relations(tree: &Tree) -> Vec<NodeId> {
    let created = created_here(tree);
    tree.nodes()
        .filter(|&node| tree.kind(node) == SyntaxKind::TableReference || is_relation_of_statement(tree, node))
        .filter(|&node| {
            let parts = parts(tree, node);
            match parts.as_slice() {
                [] => false,
                [only] => !created.contains(only) && !is_common_table(tree, node, only),
                [first, ..] => !is_column_of(tree, node, first),
            }
        })
        .collect()
}

/// The names of relations in a text of SQL, those in texts that it hands on as SQL too.
#[must_use]
pub fn names(tree: &Tree, dialect: &'static DialectSpec) -> Vec<String> {
    let mut found: Vec<String> = relations(tree).into_iter().map(|node| tree.node_text(node).to_owned()).collect();
    for (_, text) in quoted(tree) {
        let inner = sql::parse(&text.into(), dialect);
        found.extend(relations(&inner).into_iter().map(|node| inner.node_text(node).to_owned()));
    }
    found
}

/// Texts that a statement hands on as SQL, with their places: the query of `unload`, a statement to be executed.
#[must_use]
pub fn quoted(tree: &Tree) -> Vec<(TextRange, String)> {
    let hands_on = |node: &NodeId| {
        let mut words = tree.solid_tokens(*node);
        let first = words.next();
        let is = |token: Option<TokenId>, word: &str| token.is_some_and(|token| tree.token_is(token, word));
        is(first, "unload") || is(first, "execute") && is(words.next(), "immediate")
    };
    let statements = tree.nodes().filter(|&node| tree.kind(node) == SyntaxKind::Statement).filter(hands_on);
    let texts = statements.filter_map(|node| tree.solid_tokens(node).find(|&token| tree.token_kind(token) == SyntaxKind::QuotedLiteral));
    let inside = |token: TokenId| {
        let text = tree.token_text(token);
        let bare = text.strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
        let bare = bare.or_else(|| text.strip_prefix("$$").and_then(|text| text.strip_suffix("$$")))?;
        Some((tree.token_range(token), bare.replace("\'\'", "'").replace("\\'", "'")))
    };
    texts.filter_map(inside).collect()
}

/// Words behind which a statement names a relation, be it to make it, to change it or to grant something on it.
const BEFORE_RELATIONS: &[&str] =
    &["table", "view", "into", "from", "join", "update", "truncate", "copy", "analyze", "vacuum", "on", "only", "like", "clone"];

/// Whether a reference that the tree calls one to any object is one to a relation, by the words before it.
fn is_relation_of_statement(tree: &Tree, node: NodeId) -> bool {
    if tree.kind(node) != SyntaxKind::ObjectReference
        || !tree.parent(node).is_some_and(|parent| tree.kind(parent).name().ends_with("_statement"))
    {
        return false;
    }
    let Some(before) = solid_before(tree, node) else { return false };
    // `create table if not exists`, `drop view if exists`
    let made = || {
        let words = tree.parent(node).into_iter().flat_map(|parent| tree.solid_tokens(parent)).take_while(|&token| token <= before);
        words.into_iter().any(|token| tree.token_is(token, "table") || tree.token_is(token, "view"))
    };
    BEFORE_RELATIONS.iter().any(|word| tree.token_is(before, word)) || tree.token_is(before, "exists") && made()
}

fn solid_before(tree: &Tree, node: NodeId) -> Option<TokenId> {
    let before =
        std::iter::successors(tree.first_token(node).and_then(|first| tree.previous_token(first)), |&token| tree.previous_token(token));
    before.into_iter().find(|&token| !tree.token_kind(token).is_trivia())
}

/// The parts of a dotted reference, folded and without quotes.
fn parts(tree: &Tree, node: NodeId) -> Vec<String> {
    let kinds = [SyntaxKind::Dot, SyntaxKind::Symbol];
    tree.solid_tokens(node).filter(|&token| !kinds.contains(&tree.token_kind(token))).map(|token| bare(tree.token_text(token))).collect()
}

fn bare(text: &str) -> String {
    text.trim_matches(|character| matches!(character, '"' | '`' | '[' | ']')).to_ascii_lowercase()
}

/// Names of one part that a `create` statement of this text makes: temporary tables, mostly.
fn created_here(tree: &Tree) -> FxHashSet<String> {
    tree.nodes()
        .filter(|&node| matches!(tree.kind(node), SyntaxKind::TableReference | SyntaxKind::ObjectReference))
        .filter(|&node| tree.parent(node).is_some_and(|parent| tree.kind(parent).name().starts_with("create_")))
        .filter_map(|node| match parts(tree, node).as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        })
        .collect()
}

/// Whether a `with` around the reference defines `name` where the reference can see it: in an earlier expression, or in the one that
/// holds the reference if that one is recursive. `with orders as (select * from orders)` reads a table.
fn is_common_table(tree: &Tree, node: NodeId, name: &str) -> bool {
    tree.ancestors(node).filter(|&above| tree.kind(above) == SyntaxKind::WithCompoundStatement).any(|with| {
        let recursive = tree.tokens(with).take(6).any(|token| tree.token_is(token, "recursive"));
        for cte in tree.children_of(with, SyntaxKind::CommonTableExpression) {
            let defines = tree.solid_tokens(cte).next().is_some_and(|token| bare(tree.token_text(token)) == name);
            if tree.is_ancestor(cte, node) {
                let united = || tree.descendants(cte).any(|below| tree.kind(below) == SyntaxKind::SetOperator);
                return defines && (recursive || united());
            }
            if defines {
                return true;
            }
        }
        false
    })
}

/// Whether `first.rest` is a column of a table that an enclosing `from` names or calls `first`: `from orders o, o.items`.
fn is_column_of(tree: &Tree, node: NodeId, first: &str) -> bool {
    tree.ancestors(node).filter(|&above| tree.kind(above) == SyntaxKind::FromClause).any(|from| {
        tree.descendants(from)
            .filter(|&below| tree.kind(below) == SyntaxKind::FromExpressionElement && !tree.is_ancestor(below, node))
            .any(|element| element_name(tree, element).is_some_and(|name| name == first))
    })
}

/// What a table is called in its `from`: its alias, or the last part of its name.
fn element_name(tree: &Tree, element: NodeId) -> Option<String> {
    if let Some(alias) = tree.child(element, SyntaxKind::AliasExpression) {
        let name = tree
            .solid_tokens(alias)
            .find(|&token| matches!(tree.token_kind(token), SyntaxKind::NakedIdentifier | SyntaxKind::QuotedIdentifier))?;
        return Some(bare(tree.token_text(name)));
    }
    let table = tree.child(element, SyntaxKind::TableExpression)?;
    let reference = tree.child(table, SyntaxKind::TableReference)?;
    parts(tree, reference).pop()
}
