//! The items of a select list: what each is made of and what it is called.
//!
//! Knows one item at a time, not the query.

use super::names::last_identifier;
use super::source::Alias;
use crate::syntax::{NodeId, SyntaxKind, TokenId, Tree};

/// One item of a select list.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    pub node: NodeId,
    pub alias: Option<Alias>,
    /// What the column is made of, where that is more than a token.
    pub value: Option<NodeId>,
    pub kind: TargetKind,
}

/// What an item of a select list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetKind {
    /// The node is the `wildcard_expression`.
    Wildcard(NodeId),
    /// A plain column reference.
    Column(NodeId),
    Expression,
}

impl Target {
    pub(super) fn new(tree: &Tree, node: NodeId) -> Self {
        let (mut alias, mut value) = (None, None);
        for child in tree.children(node) {
            if tree.kind(child) == SyntaxKind::AliasExpression {
                alias = Some(child);
            } else if value.is_none() {
                value = Some(child);
            }
        }
        let kind = value.map_or(TargetKind::Expression, |value| match tree.kind(value) {
            SyntaxKind::WildcardExpression => TargetKind::Wildcard(value),
            SyntaxKind::ColumnReference => TargetKind::Column(value),
            _ => TargetKind::Expression,
        });
        Self { node, alias: alias.map(|alias| Alias::new(tree, alias)), value, kind }
    }

    /// The name of the column it gives, as far as the text tells.
    #[must_use]
    pub fn output_name(&self, tree: &Tree) -> Option<TokenId> {
        match (self.alias, self.kind) {
            (Some(alias), _) => alias.name,
            (None, TargetKind::Column(reference)) => last_identifier(tree, reference),
            (None, _) => None,
        }
    }
}
