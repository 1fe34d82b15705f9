//! What stands in a FROM clause: tables, subqueries, functions, each with the names it can be called by.

use super::names::{Path, identifiers, last_identifier, range_in, same_name, unquote};
use super::view::inner_query;
use crate::syntax::{NodeId, SyntaxKind, TokenId, Tree};
use crate::text::TextRange;

/// `AS x`, `x`, or T-SQL's `x =`.
#[derive(Clone, Copy, Debug)]
pub struct Alias {
    pub node: NodeId,
    /// The node of `AS` or `=`, where one is written.
    pub operator: Option<NodeId>,
    /// Missing where only a column list is given.
    pub name: Option<TokenId>,
}

impl Alias {
    #[must_use]
    pub fn new(tree: &Tree, node: NodeId) -> Self {
        Self { node, operator: tree.child(node, SyntaxKind::AliasOperator), name: identifiers(tree, node).next() }
    }

    /// The last alias directly under a node.
    #[must_use]
    pub fn of(tree: &Tree, node: NodeId) -> Option<Self> {
        tree.children_of(node, SyntaxKind::AliasExpression).last().map(|alias| Self::new(tree, alias))
    }

    /// The names in a column list behind the alias: `t (a, b)`.
    pub fn columns<'t>(&self, tree: &'t Tree) -> impl Iterator<Item = TokenId> + use<'t> {
        let node = self.node;
        tree.descendants(node)
            .filter(|&below| tree.kind(below) == SyntaxKind::Bracketed || tree.kind(below) == SyntaxKind::IdentifierList)
            .flat_map(move |list| identifiers(tree, list))
    }
}

/// What kind of thing a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A name: a table, a view, a CTE. The node is the reference.
    Table(NodeId),
    /// A query in brackets.
    Subquery(NodeId),
    Function(NodeId),
    Values(NodeId),
    /// `LATERAL VIEW` and the like.
    LateralView,
    /// A join tree in brackets, a stage, what nobody could read.
    Other,
}

/// One item of a FROM clause, or the target of an UPDATE, DELETE or MERGE.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// The `from_expression_element`; the statement for targets of statements that have none.
    pub element: NodeId,
    pub shape: Shape,
    pub alias: Option<Alias>,
    /// The join clause that brings it in.
    pub join: Option<NodeId>,
    /// Where its name stands, without quotes: every reference to it asks.
    name: Option<TextRange>,
}

impl Source {
    /// What an element of a FROM clause is.
    #[must_use]
    pub fn of_element(tree: &Tree, element: NodeId) -> Self {
        let alias = Self::own_alias(tree, element).map(|alias| Alias::new(tree, alias));
        let join = tree.parent(element).filter(|&parent| tree.kind(parent) == SyntaxKind::JoinClause);
        Self { join, ..Self::new(tree, element, Self::shape_of(tree, element), alias) }
    }

    pub(super) fn new(tree: &Tree, element: NodeId, shape: Shape, alias: Option<Alias>) -> Self {
        let name = match (alias.and_then(|alias| alias.name), shape) {
            (Some(name), _) => Some(range_in(tree, unquote(tree.token_text(name)))),
            (None, Shape::Table(table)) => Path::of(tree, table).last().map(|last| range_in(tree, last)),
            (None, _) => None,
        };
        Self { element, shape, alias, join: None, name }
    }

    /// The alias that stands right behind the table, before any pivot: what stands behind is what the pivot makes of it.
    fn own_alias(tree: &Tree, element: NodeId) -> Option<NodeId> {
        let pivots = |node: NodeId| matches!(tree.kind(node), SyntaxKind::FromPivotExpression | SyntaxKind::FromUnpivotExpression);
        tree.children(element).take_while(|&child| !pivots(child)).find(|&child| tree.kind(child) == SyntaxKind::AliasExpression)
    }

    /// The further names in a source: of a pivot, of an offset.
    pub(super) fn further_names(tree: &Tree, element: NodeId) -> impl Iterator<Item = TokenId> + '_ {
        let own = Self::own_alias(tree, element);
        tree.children_of(element, SyntaxKind::AliasExpression)
            .filter(move |&alias| Some(alias) != own)
            .filter_map(move |alias| identifiers(tree, alias).next())
    }

    fn shape_of(tree: &Tree, element: NodeId) -> Shape {
        let Some(table) = table_expression(tree, element) else { return Shape::Other };
        for child in tree.children(table) {
            match tree.kind(child) {
                SyntaxKind::TableReference | SyntaxKind::ObjectReference | SyntaxKind::FileReference => return Shape::Table(child),
                SyntaxKind::Function => return Shape::Function(child),
                SyntaxKind::ValuesClause => return Shape::Values(child),
                SyntaxKind::Bracketed | SyntaxKind::SelectStatement | SyntaxKind::SetExpression => {
                    if let Some(query) = inner_query(tree, child) {
                        let values = tree.kind(query) == SyntaxKind::ValuesClause;
                        return if values { Shape::Values(query) } else { Shape::Subquery(query) };
                    }
                    if let Some(inner) = tree.child(child, SyntaxKind::TableExpression) {
                        return Self::shape_of(tree, inner);
                    }
                }
                _ => {}
            }
        }
        Shape::Other
    }

    /// The table's reference, where the source is a name.
    #[must_use]
    pub const fn table(&self) -> Option<NodeId> {
        match self.shape {
            Shape::Table(reference) => Some(reference),
            _ => None,
        }
    }

    /// The token by which columns are qualified: the alias, else the last part of the name.
    #[must_use]
    pub fn name(&self, tree: &Tree) -> Option<TokenId> {
        match (self.alias.and_then(|alias| alias.name), self.table()) {
            (Some(name), _) => Some(name),
            (None, Some(table)) => last_identifier(tree, table),
            (None, None) => None,
        }
    }

    /// That name without quotes; of a name quoted as a whole, the last part.
    #[must_use]
    pub fn name_text<'t>(&self, tree: &'t Tree) -> Option<&'t str> {
        self.name.map(|name| &tree.text()[name.span()])
    }

    #[must_use]
    pub fn is_called(&self, tree: &Tree, name: &str) -> bool {
        self.name_text(tree).is_some_and(|own| same_name(own, name))
    }

    /// Whether the function called returns a column of values rather than rows: `unnest`, `generate_series` ...
    #[must_use]
    pub fn is_value_table(&self, tree: &Tree) -> bool {
        const FUNCTIONS: [&str; 5] = ["unnest", "generate_array", "generate_date_array", "generate_timestamp_array", "generate_series"];
        let Shape::Function(function) = self.shape else { return false };
        let Some(name) = tree.child(function, SyntaxKind::FunctionName).and_then(|name| tree.last_token(name)) else { return false };
        FUNCTIONS.iter().any(|known| tree.token_is(name, known))
    }
}

fn table_expression(tree: &Tree, element: NodeId) -> Option<NodeId> {
    if tree.kind(element) == SyntaxKind::TableExpression {
        return Some(element);
    }
    tree.child(element, SyntaxKind::TableExpression).or_else(|| {
        let bracketed = tree.child(element, SyntaxKind::Bracketed)?;
        table_expression(tree, bracketed)
    })
}
