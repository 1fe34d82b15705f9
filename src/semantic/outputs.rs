//! The columns that a query gives, by name and by the family of their type, as far as the text is certain of them.
//!
//! Knows no relation but those that the statement itself makes. Of a type only the family is told (`varchar(10)` and `string` are texts), and
//! only where a cast, a literal or a function that always gives the same says it.

use std::cell::Cell;

use super::names::{Path, same_name, unquote};
use super::queries::{Queries, Query, QueryKind};
use super::source::{Shape, Source};
use super::target::{Target, TargetKind};
use super::view::{function_name, inner_query, only_child};
use crate::syntax::{Element, NodeId, SyntaxKind, Tree};

/// Types between which nobody has to convert to compare or to union.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeFamily {
    Text,
    Number,
    Boolean,
    Date,
    Timestamp,
}

impl TypeFamily {
    /// The family of a type's name, with or without its size; nothing for those that stand alone.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let bare = name.trim().split(['(', '<']).next().unwrap_or_default().trim().to_ascii_lowercase();
        Some(match bare.as_str() {
            "text" | "string" | "varchar" | "char" | "character" | "character varying" | "nvarchar" | "nchar" | "bpchar" => Self::Text,
            "int" | "integer" | "bigint" | "smallint" | "tinyint" | "byteint" | "mediumint" | "int2" | "int4" | "int8" | "int16"
            | "int32" | "int64" | "uint8" | "uint16" | "uint32" | "uint64" | "long" | "number" | "numeric" | "decimal" | "dec"
            | "bignumeric" | "bigdecimal" | "float" | "float4" | "float8" | "float32" | "float64" | "double" | "double precision"
            | "real" => Self::Number,
            "bool" | "boolean" => Self::Boolean,
            "date" | "date32" => Self::Date,
            "timestamp"
            | "timestamptz"
            | "timestampntz"
            | "timestampltz"
            | "timestamp_ntz"
            | "timestamp_ltz"
            | "timestamp_tz"
            | "datetime"
            | "datetime2"
            | "datetime64"
            | "timestamp without time zone"
            | "timestamp with time zone" => Self::Timestamp,
            _ => return None,
        })
    }

    /// As messages call it: "a text".
    #[must_use]
    pub const fn shown(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Number => "a number",
            Self::Boolean => "a boolean",
            Self::Date => "a date",
            Self::Timestamp => "a point in time",
        }
    }
}

/// One column.
#[derive(Clone, Debug)]
pub struct Output {
    /// Without quotes.
    pub name: String,
    /// The item of a select list that gives it.
    pub target: NodeId,
    /// Nothing where the text does not say.
    pub family: Option<TypeFamily>,
}

/// The columns of a query.
#[derive(Clone, Debug, Default)]
pub struct Outputs {
    pub columns: Vec<Output>,
    /// Whether there are no others.
    pub complete: bool,
}

impl Outputs {
    /// The columns of the one query that a text is, if it is one.
    #[must_use]
    pub fn of_text(tree: &Tree, queries: &Queries) -> Option<Self> {
        let mut statements = tree.children_of(tree.root(), SyntaxKind::Statement);
        let (only, None) = (statements.next()?, statements.next()) else { return None };
        let query = tree.children(only).find_map(|child| inner_query(tree, child))?;
        Some(Reader { tree, queries, left: Cell::new(MOST) }.node(query, 0))
    }
}

/// Queries looked at for one text: common table expressions that read each other twice would be met without end.
const MOST: u32 = 2000;

const DEEPEST: u32 = 64;

struct Reader<'t> {
    tree: &'t Tree,
    queries: &'t Queries,
    left: Cell<u32>,
}

impl Reader<'_> {
    fn node(&self, node: NodeId, depth: u32) -> Outputs {
        let Some(left) = self.left.get().checked_sub(1).filter(|_| depth < DEEPEST) else { return Outputs::default() };
        self.left.set(left);
        let tree = self.tree;
        let parts = || tree.children(node).filter(|&child| tree.kind(child) != SyntaxKind::CommonTableExpression);
        match tree.kind(node) {
            SyntaxKind::SelectStatement => self.queries.of_node(node).map(|query| self.select(query, depth)).unwrap_or_default(),
            SyntaxKind::WithCompoundStatement => {
                parts().find_map(|child| inner_query(tree, child)).map(|child| self.node(child, depth + 1)).unwrap_or_default()
            }
            SyntaxKind::SetExpression => {
                let mut all = parts().filter_map(|child| inner_query(tree, child)).map(|part| self.node(part, depth + 1));
                let Some(mut first) = all.next() else { return Outputs::default() };
                // The first names the columns; of what type they are all say.
                for other in all {
                    for (at, column) in first.columns.iter_mut().enumerate() {
                        let same = other.complete && other.columns.get(at).is_some_and(|other| other.family == column.family);
                        column.family = column.family.filter(|_| same);
                    }
                }
                first
            }
            _ => Outputs::default(),
        }
    }

    fn select(&self, query: &Query, depth: u32) -> Outputs {
        let mut found = Outputs { columns: Vec::new(), complete: query.kind == QueryKind::Select && !query.targets.is_empty() };
        for target in &query.targets {
            match target.kind {
                TargetKind::Wildcard(star) => self.wildcard(query, star, &mut found, depth),
                _ => match target.output_name(self.tree) {
                    Some(name) => {
                        let name = unquote(self.tree.token_text(name)).to_owned();
                        found.columns.push(Output { name, target: target.node, family: self.family_of_target(query, target, depth) });
                    }
                    None => found.complete = false,
                },
            }
        }
        found
    }

    fn wildcard(&self, query: &Query, star: NodeId, found: &mut Outputs, depth: u32) {
        let tree = self.tree;
        let plain = tree.solid_elements(star).count() == 1;
        let Some(identifier) = tree.child(star, SyntaxKind::WildcardIdentifier).filter(|_| plain) else {
            found.complete = false;
            return;
        };
        let path = Path::of(tree, identifier);
        let meant: Vec<&Source> =
            query.sources.iter().filter(|source| path.last().is_none_or(|name| source.is_called(tree, name))).collect();
        found.complete &= !meant.is_empty() && query.using.is_empty();
        for source in meant {
            let outputs = self.source(source, depth);
            found.complete &= outputs.complete;
            found.columns.extend(outputs.columns);
        }
    }

    fn source(&self, source: &Source, depth: u32) -> Outputs {
        let renamed = source.alias.is_some_and(|alias| alias.columns(self.tree).next().is_some());
        let pivots = |child: NodeId| matches!(self.tree.kind(child), SyntaxKind::FromPivotExpression | SyntaxKind::FromUnpivotExpression);
        if renamed || self.tree.children(source.element).any(pivots) {
            return Outputs::default();
        }
        let body = match source.shape {
            Shape::Subquery(query) => Some(query),
            Shape::Table(table) => self.queries.cte_of(self.tree, table).filter(|cte| cte.columns.is_none()).and_then(|cte| cte.body),
            _ => None,
        };
        body.map(|body| self.node(body, depth + 1)).unwrap_or_default()
    }

    fn family_of_target(&self, query: &Query, target: &Target, depth: u32) -> Option<TypeFamily> {
        let first = self.tree.solid_elements(target.node).next()?;
        self.family(query, first, depth)
    }

    fn family(&self, query: &Query, element: Element, depth: u32) -> Option<TypeFamily> {
        let tree = self.tree;
        let node = match element {
            Element::Token(token) => {
                return match tree.token_kind(token) {
                    SyntaxKind::QuotedLiteral => Some(TypeFamily::Text),
                    SyntaxKind::NumericLiteral | SyntaxKind::IntegerLiteral => Some(TypeFamily::Number),
                    SyntaxKind::BooleanLiteral => Some(TypeFamily::Boolean),
                    SyntaxKind::BareFunction => family_of_function(tree.token_text(token)),
                    _ => None,
                };
            }
            Element::Node(node) => node,
        };
        match tree.kind(node) {
            SyntaxKind::Expression | SyntaxKind::Bracketed => match only_child(tree, node) {
                Some(inner) => self.family(query, Element::Node(inner), depth),
                None => None,
            },
            SyntaxKind::CastExpression => self.named_type(tree.children_of(node, SyntaxKind::DataType).last()?),
            SyntaxKind::Function => self.function(node),
            SyntaxKind::ColumnReference => self.column(query, node, depth),
            _ => None,
        }
    }

    fn function(&self, function: NodeId) -> Option<TypeFamily> {
        let tree = self.tree;
        let name = tree.token_text(function_name(tree, function)?);
        if ["cast", "try_cast", "safe_cast"].iter().any(|cast| name.eq_ignore_ascii_case(cast)) {
            let contents = tree.child(function, SyntaxKind::FunctionContents)?;
            let bracketed = tree.child(contents, SyntaxKind::Bracketed)?;
            return self.named_type(tree.child(bracketed, SyntaxKind::DataType)?);
        }
        family_of_function(name)
    }

    fn named_type(&self, data_type: NodeId) -> Option<TypeFamily> {
        TypeFamily::of(self.tree.node_text(data_type))
    }

    fn column(&self, query: &Query, reference: NodeId, depth: u32) -> Option<TypeFamily> {
        let path = Path::of(self.tree, reference);
        let source = match (&*path, query.sources.as_slice()) {
            ([_], [only]) => only,
            ([qualifier, _], sources) => sources.iter().find(|source| source.is_called(self.tree, qualifier))?,
            _ => return None,
        };
        let name = path.last()?;
        let columns = self.source(source, depth).columns;
        let mut named = columns.iter().filter(|column| same_name(&column.name, name));
        named.next().filter(|_| named.next().is_none())?.family
    }
}

/// What some functions give whatever they are given.
fn family_of_function(name: &str) -> Option<TypeFamily> {
    Some(match name.to_ascii_lowercase().as_str() {
        "count" | "row_number" | "rank" | "dense_rank" | "length" | "char_length" => TypeFamily::Number,
        "lower" | "upper" | "initcap" | "md5" | "regexp_replace" => TypeFamily::Text,
        "current_date" => TypeFamily::Date,
        "current_timestamp" => TypeFamily::Timestamp,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Dialect;

    #[track_caller]
    fn check(sql: &str, want: &str) {
        let dialect = Dialect::Snowflake.spec();
        let tree = crate::sql::parse(&sql.into(), dialect);
        let found = Outputs::of_text(&tree, &Queries::build(&tree, dialect)).unwrap_or_default();
        let mut have: Vec<String> = found
            .columns
            .iter()
            .map(|column| match column.family {
                Some(family) => format!("{}: {}", column.name, family.shown()),
                None => column.name.clone(),
            })
            .collect();
        have.extend((!found.complete).then(|| "...".to_owned()));
        assert_eq!(have.join(", "), want, "{sql}");
    }

    #[test]
    fn names_and_types() {
        check(
            "select cast(a as varchar(10)) as a, b::timestamp_ntz as b, 'x' as c, 1 as d, true as e",
            "a: a text, b: a point in time, c: a text, d: a number, e: a boolean",
        );
        check("select a, count(*) as n, current_date as today, a + 1 as more from t", "a, n: a number, today: a date, more");
        check("select a, max(b) from t", "a, ...");
    }

    #[test]
    fn through_what_the_statement_makes() {
        check(
            "with x as (select a::int as a, b from t), y as (select * from x) select y.*, x.a as c from y join x on x.a = y.a",
            "a: a number, b, c: a number",
        );
        check("select * from t", "...");
        check("select * from (select 1 as a) as q", "a: a number");
        check("select 1 as a union all select 2", "a");
        check("select 1 as a, 'x' as b union all select 2 as c, 3 as d", "a: a number, b");
        check("select * exclude (b) from (select 1 as a, 2 as b) as q", "...");
    }
}
