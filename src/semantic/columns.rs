//! How many columns a query gives, as far as the text tells.

use super::names::{Path, identifiers};
use super::queries::{Queries, Query, QueryKind, Target, TargetKind};
use super::source::{Alias, Shape, Source};
use super::view::inner_query;
use crate::syntax::{Element, NodeId, SyntaxKind, Tree};

/// A number of columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    Known(usize),
    /// A wildcard over a relation that the text does not describe; the node is the wildcard.
    Unknown(Option<NodeId>),
}

impl Width {
    fn plus(self, other: Self) -> Self {
        match (self, other) {
            (Self::Known(left), Self::Known(right)) => Self::Known(left + right),
            (unknown @ Self::Unknown(_), _) | (_, unknown) => unknown,
        }
    }
}

const DEEPEST: usize = 64;

/// Counts columns through wildcards, subqueries and CTEs.
#[derive(Clone, Copy)]
pub struct Columns<'t> {
    tree: &'t Tree,
    queries: &'t Queries,
}

impl<'t> Columns<'t> {
    #[must_use]
    pub const fn new(tree: &'t Tree, queries: &'t Queries) -> Self {
        Self { tree, queries }
    }

    /// The columns of a query node: a select, a set operation, a WITH, values.
    #[must_use]
    pub fn of_node(&self, node: NodeId) -> Width {
        self.node(node, 0)
    }

    fn node(&self, node: NodeId, depth: usize) -> Width {
        if depth > DEEPEST {
            return Width::Unknown(None);
        }
        let tree = self.tree;
        match tree.kind(node) {
            SyntaxKind::SelectStatement => self.queries.of_node(node).map_or(Width::Unknown(None), |query| self.select(query, depth)),
            SyntaxKind::SetExpression | SyntaxKind::WithCompoundStatement => tree
                .children(node)
                .filter(|&child| tree.kind(child) != SyntaxKind::CommonTableExpression)
                .find_map(|child| inner_query(tree, child))
                .map_or(Width::Unknown(None), |child| self.node(child, depth + 1)),
            SyntaxKind::ValuesClause => self.values(node),
            _ => Width::Unknown(None),
        }
    }

    fn values(&self, node: NodeId) -> Width {
        let tree = self.tree;
        let Some(row) = tree.child(node, SyntaxKind::Bracketed) else { return Width::Unknown(None) };
        let commas = tree
            .elements(row)
            .filter(|element| matches!(element, Element::Token(token) if tree.token_kind(*token) == SyntaxKind::Comma))
            .count();
        Width::Known(commas + 1)
    }

    fn select(&self, query: &Query, depth: usize) -> Width {
        // `FROM t` alone gives all columns of `t`.
        if query.targets.is_empty() {
            return Width::Unknown(None);
        }
        query.targets.iter().fold(Width::Known(0), |width, target| width.plus(self.target(query, target, depth)))
    }

    fn target(&self, query: &Query, target: &Target, depth: usize) -> Width {
        let TargetKind::Wildcard(node) = target.kind else { return Width::Known(1) };
        let unknown = Width::Unknown(Some(node));
        if query.kind != QueryKind::Select || query.sources.is_empty() {
            return unknown;
        }
        let Some(identifier) = self.tree.child(node, SyntaxKind::WildcardIdentifier) else { return unknown };
        let path = Path::of(self.tree, identifier);
        let Some(qualifier) = path.last() else {
            let all = query.sources.iter().fold(Width::Known(0), |width, source| width.plus(self.source(source, depth)));
            return if let Width::Known(_) = all { all } else { unknown };
        };
        match query.sources.iter().find(|source| source.is_called(self.tree, qualifier)) {
            Some(source) => match self.source(source, depth) {
                known @ Width::Known(_) => known,
                Width::Unknown(_) => unknown,
            },
            None => unknown,
        }
    }

    fn source(&self, source: &Source, depth: usize) -> Width {
        if let Some(alias) = source.alias {
            let named = alias_columns(self.tree, &alias);
            if named > 0 {
                return Width::Known(named);
            }
        }
        match source.shape {
            Shape::Subquery(query) | Shape::Values(query) => self.node(query, depth + 1),
            Shape::Table(reference) => self.table(reference, depth),
            _ => Width::Unknown(None),
        }
    }

    fn table(&self, reference: NodeId, depth: usize) -> Width {
        let Some(cte) = self.queries.cte_of(self.tree, reference) else { return Width::Unknown(None) };
        if let Some(columns) = cte.columns {
            let count = self.tree.descendants(columns).map(|below| identifiers(self.tree, below).count()).sum();
            return Width::Known(count);
        }
        cte.body.map_or(Width::Unknown(None), |body| self.node(body, depth + 1))
    }
}

fn alias_columns(tree: &Tree, alias: &Alias) -> usize {
    alias.columns(tree).count()
}
