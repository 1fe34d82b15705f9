//! Every query of a tree with what it selects, what it reads and which columns it names: one pass over the nodes.

use std::cell::OnceCell;
use std::ops::Range;

use super::names::{AnyCase, count_parts, identifiers, is_identifier, same_name};
use super::source::{Alias, Shape, Source};
use super::source_names::SourceNames;
use super::target::Target;
use super::view::{inner_query, is_query, keyword, previous_solid};
use crate::dialect::{DialectSpec, Features};
use crate::syntax::{Element, NodeId, SyntaxKind, TokenId, Tree};

/// A query, by its place in [`Queries::all`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct QueryId(pub u32);

/// Every query of one tree.
#[derive(Debug, Default)]
pub struct Queries {
    /// In text order, an outer query before those inside.
    pub all: Vec<Query>,
    pub ctes: Vec<Cte>,
    /// Names that `DECLARE` introduces.
    pub variables: Vec<TokenId>,
    /// The places of the CTEs by the codes of their names, sorted.
    cte_names: Vec<(u64, usize)>,
}

/// What a scope is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryKind {
    Select,
    /// Operands of UNION and the like; they are queries of their own. This one holds what stands behind them.
    Set,
    Update,
    Delete,
    Merge,
    /// Another statement that gives names to what stands inside: a policy, a trigger.
    Other,
}

/// The clause of a query in which something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clause {
    Select,
    From,
    On,
    Where,
    GroupBy,
    Having,
    Qualify,
    OrderBy,
    Other,
}

/// One scope: a `SELECT` with what it can see, or a statement that works like one.
#[derive(Debug)]
pub struct Query {
    pub id: QueryId,
    pub kind: QueryKind,
    pub node: NodeId,
    /// The query around it.
    pub parent: Option<QueryId>,
    /// The clause of the parent in which it stands.
    pub place: Clause,
    /// Whether it belongs to a CTE that the parent does not enclose: then it cannot see the parent's sources.
    pub in_cte: bool,
    pub targets: Vec<Target>,
    pub sources: Vec<Source>,
    /// Columns and wildcards named here, those of queries inside left out.
    pub references: Vec<Reference>,
    /// Columns of `USING (...)`: both sides have them.
    pub using: Vec<TokenId>,
    /// Names that stand for values though no source has them as a column: `WITH OFFSET AS o`, outputs of UNPIVOT.
    pub value_names: Vec<TokenId>,
    /// Where there are many sources, which of them may go by a name.
    pub(super) by_name: OnceCell<Box<SourceNames>>,
}

/// A column or wildcard that a query names.
#[derive(Clone, Copy, Debug)]
pub struct Reference {
    pub node: NodeId,
    pub clause: Clause,
    /// `t.*` or `*`.
    pub wildcard: bool,
    /// The parameter of a lambda around it, not a column.
    pub lambda: bool,
    /// How many parts its name has, a wildcard's star aside.
    pub parts: u8,
}

/// One named query of a WITH clause.
#[derive(Clone, Copy, Debug)]
pub struct Cte {
    pub node: NodeId,
    /// The `with_compound_statement`.
    pub with: NodeId,
    pub name: TokenId,
    /// The query in its brackets.
    pub body: Option<NodeId>,
    /// The list of column names behind the name.
    pub columns: Option<NodeId>,
}

impl Reference {
    /// Whether something stands before the column's name, or before the star.
    #[must_use]
    pub const fn is_qualified(&self) -> bool {
        self.parts > if self.wildcard { 0 } else { 1 }
    }
}

impl Queries {
    #[must_use]
    pub fn build(tree: &Tree, dialect: &'static DialectSpec) -> Self {
        Builder::new(tree, dialect).build()
    }

    #[must_use]
    pub fn get(&self, id: QueryId) -> &Query {
        &self.all[id.0 as usize]
    }

    /// The scope of a node that makes one.
    #[must_use]
    pub fn of_node(&self, node: NodeId) -> Option<&Query> {
        self.all.binary_search_by_key(&node, |query| query.node).ok().map(|at| &self.all[at])
    }

    /// The places in [`Queries::ctes`] of those that stand in a WITH, in queries inside too.
    #[must_use]
    pub fn ctes_inside(&self, tree: &Tree, with: NodeId) -> Range<usize> {
        let end = tree.behind(with);
        self.ctes.partition_point(|cte| cte.node < with)..self.ctes.partition_point(|cte| cte.node < end)
    }

    /// The queries around one, from the nearest outwards.
    pub fn ancestors<'q>(&'q self, query: &'q Query) -> impl Iterator<Item = &'q Query> {
        std::iter::successors(query.parent.map(|id| self.get(id)), |outer| outer.parent.map(|id| self.get(id)))
    }

    /// The queries whose sources a reference in `query` can mean, itself first.
    pub fn visible<'q>(&'q self, query: &'q Query) -> impl Iterator<Item = &'q Query> {
        std::iter::successors(Some(query), |at| if at.in_cte { None } else { at.parent.map(|id| self.get(id)) })
    }

    /// The queries inside one, at any depth.
    pub fn inside<'q>(&'q self, tree: &'q Tree, query: &Query) -> impl Iterator<Item = &'q Query> {
        let node = query.node;
        self.all[query.id.0 as usize + 1..].iter().take_while(move |inner| tree.is_ancestor(node, inner.node))
    }

    /// Whether a script declares a variable of that name.
    #[must_use]
    pub fn is_variable(&self, tree: &Tree, name: &str) -> bool {
        self.variables.iter().any(|&own| same_name(tree.token_text(own), name))
    }

    /// The CTEs whose names have a code, as pairs of it and their places.
    fn ctes_coded(&self, code: u64) -> &[(u64, usize)] {
        let start = self.cte_names.partition_point(|&(other, _)| other < code);
        let length = self.cte_names[start..].iter().take_while(|&&(other, _)| other == code).count();
        &self.cte_names[start..start + length]
    }

    /// The CTEs of that name, wherever they stand, with their places in [`Queries::ctes`].
    pub fn ctes_called<'q>(&'q self, tree: &'q Tree, name: &'q str) -> impl Iterator<Item = (usize, &'q Cte)> {
        let coded = self.ctes_coded(AnyCase::of(name).code()).iter().map(|&(_, at)| (at, &self.ctes[at]));
        coded.filter(move |(_, cte)| same_name(tree.token_text(cte.name), name))
    }

    /// The CTE that a name at `place` means.
    #[must_use]
    pub fn cte(&self, tree: &Tree, place: NodeId, name: &str) -> Option<&Cte> {
        let called = self.ctes_coded(AnyCase::of(name).code());
        if called.is_empty() {
            return None;
        }
        let mut at = place;
        while let Some(parent) = tree.parent(at) {
            if tree.kind(parent) == SyntaxKind::WithCompoundStatement {
                let recursive = keyword(tree, parent, "recursive").is_some();
                let found = called.iter().rev().map(|&(_, at)| &self.ctes[at]).find(|cte| {
                    cte.with == parent && (cte.node < at || (recursive && cte.node == at)) && same_name(tree.token_text(cte.name), name)
                });
                if found.is_some() {
                    return found;
                }
            }
            at = parent;
        }
        None
    }

    /// The CTE that a table reference means: only a name of one part can.
    #[must_use]
    pub fn cte_of(&self, tree: &Tree, reference: NodeId) -> Option<&Cte> {
        if self.ctes.is_empty() {
            return None;
        }
        let mut names = identifiers(tree, reference);
        match (names.next(), names.next()) {
            (Some(name), None) => self.cte(tree, reference, tree.token_text(name)),
            _ => None,
        }
    }
}

/// For so many columns a query has room from the start.
const MOST_REFERENCES_EXPECTED: usize = 64;

/// A scope that is open while the nodes go by.
struct Open {
    query: usize,
    node: NodeId,
    clause: Clause,
    /// The ON condition that is open.
    on: Option<NodeId>,
}

/// `x -> ...`: the parameters hold as far as the expression reaches.
struct Lambda {
    node: NodeId,
    parameters: Vec<TokenId>,
}

struct Builder<'t> {
    tree: &'t Tree,
    lambdas_known: bool,
    queries: Queries,
    open: Vec<Open>,
    /// Common table expressions that are open.
    ctes: Vec<NodeId>,
    lambdas: Vec<Lambda>,
    /// A clause whose names are nobody's columns.
    closed_off: Option<NodeId>,
    /// The first node behind which something that is open ends.
    closes: NodeId,
}

impl<'t> Builder<'t> {
    fn new(tree: &'t Tree, dialect: &'static DialectSpec) -> Self {
        Self {
            tree,
            lambdas_known: dialect.features.contains(Features::LAMBDA_ARROW) && tree.text().contains("->"),
            queries: Queries::default(),
            open: Vec::new(),
            ctes: Vec::new(),
            lambdas: Vec::new(),
            closed_off: None,
            closes: NodeId(u32::MAX),
        }
    }

    fn build(mut self) -> Queries {
        for node in self.tree.nodes() {
            if node >= self.closes {
                self.close(node);
            }
            self.enter(node);
        }
        let names = self.queries.ctes.iter().zip(0..).map(|(cte, at)| (AnyCase::of(self.tree.token_text(cte.name)).code(), at));
        self.queries.cte_names = names.collect();
        self.queries.cte_names.sort_unstable();
        self.queries
    }

    fn close(&mut self, node: NodeId) {
        let tree = self.tree;
        while self.open.last().is_some_and(|open| !tree.is_ancestor(open.node, node)) {
            self.open.pop();
        }
        while self.ctes.last().is_some_and(|&cte| !tree.is_ancestor(cte, node)) {
            self.ctes.pop();
        }
        while self.lambdas.last().is_some_and(|lambda| !tree.is_ancestor(lambda.node, node)) {
            self.lambdas.pop();
        }
        let innermost = [self.open.last().map(|open| open.node), self.ctes.last().copied(), self.lambdas.last().map(|lambda| lambda.node)];
        self.closes = innermost.into_iter().flatten().map(|node| tree.behind(node)).min().unwrap_or(NodeId(u32::MAX));
    }

    fn enter(&mut self, node: NodeId) {
        let kind = self.tree.kind(node);
        match kind {
            SyntaxKind::SelectStatement => self.push(node, QueryKind::Select),
            SyntaxKind::SetExpression => self.push(node, QueryKind::Set),
            SyntaxKind::UpdateStatement => self.push_statement(node, QueryKind::Update),
            SyntaxKind::DeleteStatement => self.push_statement(node, QueryKind::Delete),
            SyntaxKind::MergeStatement => self.push_statement(node, QueryKind::Merge),
            SyntaxKind::CreatePolicyStatement => self.push_statement(node, QueryKind::Other),
            SyntaxKind::CreateStatement if self.is_policy(node) => self.push_statement(node, QueryKind::Other),
            SyntaxKind::LambdaFunction => self.lambda_function(node),
            SyntaxKind::CommonTableExpression => self.cte(node),
            SyntaxKind::SelectClauseElement => self.target(node),
            SyntaxKind::FromExpressionElement => self.source(node),
            SyntaxKind::LateralViewClause => self.lateral_view(node),
            SyntaxKind::ObjectUnpivoting | SyntaxKind::ArrayUnnesting => self.unnesting(node),
            SyntaxKind::FromUnpivotExpression => {
                self.closed_off = Some(node);
                self.unpivot(node);
            }
            // Names inside mean columns of one relation alone, and some that do not exist yet.
            SyntaxKind::FromPivotExpression => {
                self.closed_off = Some(node);
                self.pivot_name(node);
            }
            SyntaxKind::SelectExceptClause | SyntaxKind::SelectExcludeClause | SyntaxKind::SelectHint => self.closed_off = Some(node),
            SyntaxKind::ColumnReference => self.reference(node, false),
            SyntaxKind::WildcardIdentifier => self.reference(node, true),
            SyntaxKind::JoinOnCondition => {
                if let Some(open) = self.open.last_mut() {
                    open.on = Some(node);
                }
            }
            SyntaxKind::JoinClause => self.using(node),
            SyntaxKind::Statement => self.declaration(node),
            SyntaxKind::Expression if self.lambdas_known => self.lambda(node),
            _ => self.clause(node, kind),
        }
    }

    fn push(&mut self, node: NodeId, kind: QueryKind) {
        let around = self.open.last();
        let parent = around.map(|open| self.queries.all[open.query].id);
        let in_cte = match (self.ctes.last(), around) {
            (Some(&cte), Some(open)) => self.tree.is_ancestor(open.node, cte),
            (Some(_), None) => true,
            (None, _) => false,
        };
        let place = around.map_or(Clause::Other, |open| self.clause_of(open, node));
        let query = self.queries.all.len();
        let id = QueryId(u32::try_from(query).unwrap_or(u32::MAX));
        // A select names hardly more columns than a quarter of its nodes; those of queries inside are not its own.
        let nodes = self.tree.behind(node).0 - node.0;
        let references = Vec::with_capacity((nodes as usize / 4).min(MOST_REFERENCES_EXPECTED));
        self.queries.all.push(Query {
            id,
            kind,
            node,
            parent,
            place,
            in_cte,
            targets: Vec::new(),
            sources: Vec::new(),
            references,
            using: Vec::new(),
            value_names: Vec::new(),
            by_name: OnceCell::new(),
        });
        self.open.push(Open { query, node, clause: Clause::Other, on: None });
        self.closes = self.closes.min(self.tree.behind(node));
    }

    /// A statement whose target and USING stand directly under it rather than in a FROM clause.
    fn push_statement(&mut self, node: NodeId, kind: QueryKind) {
        self.push(node, kind);
        let tree = self.tree;
        let mut sources: Vec<Source> = Vec::new();
        for child in tree.children(node) {
            let shape = match tree.kind(child) {
                SyntaxKind::TableReference | SyntaxKind::ObjectReference => Shape::Table(child),
                SyntaxKind::Bracketed if kind == QueryKind::Merge => match inner_query(tree, child) {
                    Some(query) => Shape::Subquery(query),
                    None => continue,
                },
                SyntaxKind::AliasExpression => {
                    if let Some(last) = sources.last_mut() {
                        *last = Source::new(tree, node, last.shape, Some(Alias::new(tree, child)));
                    }
                    continue;
                }
                _ => continue,
            };
            sources.push(Source::new(tree, node, shape, None));
        }
        if let Some(query) = self.queries.all.last_mut() {
            query.sources = sources;
        }
    }

    fn clause_of(&self, open: &Open, node: NodeId) -> Clause {
        if open.on.is_some_and(|on| self.tree.is_ancestor(on, node)) { Clause::On } else { open.clause }
    }

    fn clause(&mut self, node: NodeId, kind: SyntaxKind) {
        let clause = match kind {
            SyntaxKind::SelectClause => Clause::Select,
            SyntaxKind::FromClause => Clause::From,
            SyntaxKind::WhereClause => Clause::Where,
            SyntaxKind::GroupbyClause => Clause::GroupBy,
            SyntaxKind::HavingClause => Clause::Having,
            SyntaxKind::QualifyClause => Clause::Qualify,
            SyntaxKind::OrderbyClause => Clause::OrderBy,
            _ => Clause::Other,
        };
        let tree = self.tree;
        if let Some(open) = self.open.last_mut()
            && tree.parent(node) == Some(open.node)
        {
            open.clause = clause;
        }
    }

    fn target(&mut self, node: NodeId) {
        let tree = self.tree;
        let (Some(open), Some(list)) = (self.open.last(), tree.parent(node)) else { return };
        if tree.parent(list) == Some(open.node) {
            let targets = &mut self.queries.all[open.query].targets;
            if targets.is_empty() {
                targets.reserve(tree.children(list).count());
            }
            targets.push(Target::new(tree, node));
        }
    }

    fn source(&mut self, node: NodeId) {
        let Some(open) = self.open.last() else { return };
        let query = &mut self.queries.all[open.query];
        let tree = self.tree;
        // `UNNEST(a) AS x WITH OFFSET AS o`: the second alias names a value.
        query.value_names.extend(Source::further_names(tree, node));
        query.sources.push(Source::of_element(tree, node));
    }

    fn using(&mut self, node: NodeId) {
        let tree = self.tree;
        let (Some(open), Some(using)) = (self.open.last(), keyword(tree, node, "using")) else { return };
        let list = tree.children_of(node, SyntaxKind::Bracketed).find(|&list| tree.first_token(list) > Some(using));
        if let Some(list) = list {
            self.queries.all[open.query]
                .using
                .extend(std::iter::once(list).chain(tree.descendants(list)).flat_map(|below| identifiers(tree, below)));
        }
    }

    /// `DECLARE a, b INT64 DEFAULT 1`: what stands before the first type.
    fn declaration(&mut self, node: NodeId) {
        let tree = self.tree;
        if !tree.first_token(node).is_some_and(|first| tree.token_is(first, "declare")) {
            return;
        }
        let names = tree
            .solid_tokens(node)
            .skip(1)
            .take_while(|&token| is_identifier(tree.token_kind(token)) || tree.token_kind(token) == SyntaxKind::Comma);
        self.queries.variables.extend(names.filter(|&token| is_identifier(tree.token_kind(token))));
    }

    fn lateral_view(&mut self, node: NodeId) {
        let Some(open) = self.open.last() else { return };
        let query = &mut self.queries.all[open.query];
        query.value_names.extend(identifiers(self.tree, node));
        query.sources.push(Source::new(self.tree, node, Shape::LateralView, None));
    }

    /// `pivot (...) as name`, behind the pivot or as its last part.
    fn pivot_name(&mut self, node: NodeId) {
        let Some(open) = self.open.last() else { return };
        let tree = self.tree;
        let names = tree
            .children(node)
            .filter(|&child| matches!(tree.kind(child), SyntaxKind::TableReference | SyntaxKind::AliasExpression))
            .filter_map(|child| identifiers(tree, child).next());
        self.queries.all[open.query].value_names.extend(names);
    }

    /// Redshift's `a.b AS value AT key`: both names are columns.
    fn unnesting(&mut self, node: NodeId) {
        if let Some(open) = self.open.last() {
            self.queries.all[open.query].value_names.extend(identifiers(self.tree, node));
        }
    }

    fn unpivot(&mut self, node: NodeId) {
        let Some(open) = self.open.last() else { return };
        let tree = self.tree;
        let names = tree
            .solid_tokens(node)
            .filter(|&token| matches!(tree.token_kind(token), SyntaxKind::NakedIdentifier | SyntaxKind::QuotedIdentifier));
        self.queries.all[open.query].value_names.extend(names);
    }

    fn cte(&mut self, node: NodeId) {
        self.ctes.push(node);
        let tree = self.tree;
        self.closes = self.closes.min(tree.behind(node));
        let Some(name) = identifiers(tree, node).next() else { return };
        let Some(with) = tree.parent(node) else { return };
        let body = tree
            .children(node)
            .find_map(|child| matches!(tree.kind(child), SyntaxKind::Bracketed).then(|| inner_query(tree, child)).flatten())
            .or_else(|| tree.children(node).find(|&child| is_query(tree.kind(child))));
        let columns = tree.child(node, SyntaxKind::CteColumnList);
        self.queries.ctes.push(Cte { node, with, name, body, columns });
    }

    fn reference(&mut self, node: NodeId, wildcard: bool) {
        let Some(open) = self.open.last() else { return };
        let tree = self.tree;
        if self.closed_off.is_some_and(|clause| tree.is_ancestor(clause, node)) || self.is_collation(node) {
            return;
        }
        let clause = self.clause_of(open, node);
        let lambda = !self.lambdas.is_empty()
            && identifiers(tree, node).next().is_some_and(|first| {
                let name = tree.token_text(first);
                self.lambdas.iter().any(|lambda| lambda.parameters.iter().any(|&own| same_name(tree.token_text(own), name)))
            });
        self.queries.all[open.query].references.push(Reference { node, clause, wildcard, lambda, parts: count_parts(tree, node) });
    }

    /// `name COLLATE collation`
    fn is_collation(&self, node: NodeId) -> bool {
        let before = self.tree.first_token(node).and_then(|first| previous_solid(self.tree, first));
        before.is_some_and(|before| self.tree.token_kind(before) == SyntaxKind::Keyword && self.tree.token_is(before, "collate"))
    }

    fn is_policy(&self, node: NodeId) -> bool {
        self.tree.solid_tokens(node).nth(1).is_some_and(|second| self.tree.token_is(second, "policy"))
    }

    fn lambda_function(&mut self, node: NodeId) {
        let tree = self.tree;
        let arrow = tree.solid_tokens(node).find(|&token| tree.token_text(token) == "->");
        let parameters = tree
            .solid_tokens(node)
            .take_while(|&token| Some(token) != arrow)
            .filter(|&token| is_identifier(tree.token_kind(token)))
            .collect();
        self.lambdas.push(Lambda { node, parameters });
        self.closes = self.closes.min(tree.behind(node));
    }

    /// `x -> ...` and `(x, y) -> ...`.
    fn lambda(&mut self, node: NodeId) {
        let tree = self.tree;
        let mut elements = tree.solid_elements(node);
        let (Some(Element::Node(first)), Some(Element::Token(arrow))) = (elements.next(), elements.next()) else { return };
        if tree.token_text(arrow) != "->" {
            return;
        }
        let parameters = match tree.kind(first) {
            SyntaxKind::ColumnReference => identifiers(tree, first).collect(),
            SyntaxKind::Bracketed => tree
                .descendants(first)
                .filter(|&below| tree.kind(below) == SyntaxKind::ColumnReference)
                .flat_map(|below| identifiers(tree, below))
                .collect(),
            _ => return,
        };
        self.lambdas.push(Lambda { node, parameters });
        self.closes = self.closes.min(tree.behind(node));
    }
}
