//! How many columns a query gives, as far as the text tells.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::names::{Path, identifiers, same_name};
use super::queries::{Queries, Query, QueryKind};
use super::source::{Alias, Shape, Source};
use super::target::{Target, TargetKind};
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
            (Self::Known(left), Self::Known(right)) => Self::Known(left.saturating_add(right)),
            (unknown @ Self::Unknown(_), _) | (_, unknown) => unknown,
        }
    }
}

const DEEPEST: usize = 64;

/// Counts columns through wildcards, subqueries and CTEs.
pub struct Columns<'t> {
    tree: &'t Tree,
    queries: &'t Queries,
    /// What is counted already: CTEs that read one twice each would be met twice as often at every step of a chain.
    known: RefCell<FxHashMap<NodeId, Width>>,
}

/// What queries answered about one name, for the same reason.
type Answers = FxHashMap<NodeId, Option<bool>>;

impl<'t> Columns<'t> {
    #[must_use]
    pub fn new(tree: &'t Tree, queries: &'t Queries) -> Self {
        Self { tree, queries, known: RefCell::default() }
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
        if let Some(&width) = self.known.borrow().get(&node) {
            return width;
        }
        let width = self.count(node, depth);
        self.known.borrow_mut().insert(node, width);
        width
    }

    fn count(&self, node: NodeId, depth: usize) -> Width {
        let tree = self.tree;
        match tree.kind(node) {
            SyntaxKind::SelectStatement => self.queries.of_node(node).map_or(Width::Unknown(None), |query| self.select(query, depth)),
            SyntaxKind::SetExpression => self.parts(node, depth),
            SyntaxKind::WithCompoundStatement => tree
                .children(node)
                .filter(|&child| tree.kind(child) != SyntaxKind::CommonTableExpression)
                .find_map(|child| inner_query(tree, child))
                .map_or(Width::Unknown(None), |child| self.node(child, depth + 1)),
            SyntaxKind::ValuesClause => self.values(node),
            _ => Width::Unknown(None),
        }
    }

    /// As wide as the first of them, if all are known.
    fn parts(&self, set: NodeId, depth: usize) -> Width {
        let mut widths = self.tree.children(set).filter_map(|child| inner_query(self.tree, child)).map(|part| self.node(part, depth + 1));
        let first = widths.next().unwrap_or(Width::Unknown(None));
        match first {
            Width::Known(_) => widths.find(|width| matches!(width, Width::Unknown(_))).unwrap_or(first),
            Width::Unknown(_) => first,
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

    /// Whether a source has a column of that name; nothing where the text does not tell.
    #[must_use]
    pub fn has(&self, source: &Source, name: &str) -> Option<bool> {
        self.source_has(source, name, 0, &mut Answers::default())
    }

    fn source_has(&self, source: &Source, name: &str, depth: usize, answers: &mut Answers) -> Option<bool> {
        if depth > DEEPEST || source.alias.is_some_and(|alias| alias_columns(self.tree, &alias) > 0) {
            return None;
        }
        let node = match source.shape {
            Shape::Subquery(query) => query,
            Shape::Table(reference) => {
                self.queries.cte_of(self.tree, reference).filter(|cte| cte.columns.is_none()).and_then(|cte| cte.body)?
            }
            _ => return None,
        };
        if let Some(&answer) = answers.get(&node) {
            return answer;
        }
        let answer = self.query_has(node, name, depth + 1, answers);
        answers.insert(node, answer);
        answer
    }

    fn query_has(&self, node: NodeId, name: &str, depth: usize, answers: &mut Answers) -> Option<bool> {
        let query = self.queries.of_node(node).filter(|query| query.kind == QueryKind::Select && !query.targets.is_empty())?;
        let mut unknown = false;
        for target in &query.targets {
            let found = match target.kind {
                TargetKind::Wildcard(wildcard) => self.wildcard_has(query, wildcard, name, depth, answers),
                // What the warehouse calls a calculation without an alias is not in the text.
                _ => target.output_name(self.tree).map(|own| same_name(self.tree.token_text(own), name)),
            };
            match found {
                Some(true) => return Some(true),
                Some(false) => {}
                None => unknown = true,
            }
        }
        (!unknown).then_some(false)
    }

    fn wildcard_has(&self, query: &Query, wildcard: NodeId, name: &str, depth: usize, answers: &mut Answers) -> Option<bool> {
        let plain = self.tree.solid_elements(wildcard).count() == 1;
        let identifier = self.tree.child(wildcard, SyntaxKind::WildcardIdentifier).filter(|_| plain)?;
        let path = Path::of(self.tree, identifier);
        let meant = |source: &&Source| path.last().is_none_or(|qualifier| source.is_called(self.tree, qualifier));
        let mut found = None;
        for source in query.sources.iter().filter(meant) {
            found = Some(self.source_has(source, name, depth + 1, answers)? || found.unwrap_or(false));
        }
        found
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Dialect;

    /// Each reads the one before it twice: forty steps are a million million ways.
    #[test]
    fn a_chain_that_forks_at_every_step_is_gone_through_once() {
        let links: String = (1..40).map(|at| format!(", c{at} as (select l.*, r.* from c{0} as l cross join c{0} as r)", at - 1)).collect();
        let dialect = Dialect::Snowflake.spec();
        let tree = crate::sql::parse(&format!("with c0 as (select 1 as x){links} select * from c39").into(), dialect);
        let queries = Queries::build(&tree, dialect);
        let columns = Columns::new(&tree, &queries);
        let whole = tree.nodes().find(|&node| tree.kind(node) == SyntaxKind::WithCompoundStatement);
        assert_eq!(whole.map(|node| columns.of_node(node)), Some(Width::Known(1 << 39)));
        let last = tree.nodes().filter_map(|node| queries.of_node(node)).rfind(|query| query.kind == QueryKind::Select);
        // So far down nobody looks for a name.
        assert_eq!(last.and_then(|query| columns.has(query.sources.first()?, "y")), None);
    }
}
