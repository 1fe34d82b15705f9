use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::config::rule_options::AliasCaseCheck;
use crate::diagnostic::{Applicability, Level, RuleName};
use crate::dialect::{Dialect, Lexis};
use crate::rules::edits;
use crate::rules::select::{HAS_WHOLE_ROWS, NamedPlainly};
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{CaseFold, Query, QueryKind, Shape, Source, fold_of, identifiers, is_quoted, unquote};
use crate::syntax::{NodeId, SyntaxKind, TokenId, Tree};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "AL05", name: "aliasing.unused" },
    aliases: &["L025"],
    groups: &["core", "aliasing"],
    docs: include_str!("../../../rules/AL05.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Structure),
    check: Check::Query(check),
};

/// Where `VALUES` in FROM must have an alias.
const VALUES_NEED_ALIAS: &[Dialect] = &[Dialect::Athena, Dialect::Mariadb, Dialect::Postgres, Dialect::Snowflake, Dialect::Tsql];
/// Where `FROM t, t.items AS item` walks through an array.
const ARRAYS_IN_FROM: &[Dialect] = &[Dialect::Bigquery, Dialect::Redshift];
/// Functions whose alias is the name of the column they give.
const VALUE_TABLES: &[Dialect] =
    &[Dialect::Bigquery, Dialect::Duckdb, Dialect::Greenplum, Dialect::Materialize, Dialect::Postgres, Dialect::Redshift];

fn check(cx: &Cx<'_>, query: &Query, out: &mut Sink<'_>) {
    if query.kind != QueryKind::Select || !cx.is_certain(&RULE, query.node) {
        return;
    }
    let has_alias = |source: &Source| source.alias.is_some_and(|alias| alias.name.is_some());
    if !query.sources.iter().any(has_alias) {
        return;
    }
    let plain = NamedPlainly::of(cx.tree, query, has_alias, |_| true);
    let mut used = None;
    for (index, source) in query.sources.iter().enumerate().filter(|&(index, _)| !plain.contains(index)) {
        let Some((alias, name)) = source.alias.and_then(|alias| alias.name.map(|name| (alias, name))) else { continue };
        let used = used.get_or_insert_with(|| Used::of(cx, query));
        if is_needed(cx, query, index, source) || used.contains(cx, source, name) {
            continue;
        }
        out.report(cx.tree.token_range(name), format!("The alias `{}` is never used", cx.tree.token_text(name)))
            .safe_fix("Remove the alias", vec![edits::remove_node(cx.tree, alias.node)]);
    }
}

/// Whether the SQL would not be valid, or would mean something else, without the alias.
fn is_needed(cx: &Cx<'_>, query: &Query, index: usize, source: &Source) -> bool {
    let dialect = cx.dialect.id;
    match source.shape {
        Shape::Subquery(_) | Shape::Other | Shape::LateralView => true,
        Shape::Values(_) => VALUES_NEED_ALIAS.contains(&dialect) || names_columns_in_use(cx, query, source),
        Shape::Function(function) => {
            (source.is_value_table(cx.tree) && (VALUE_TABLES.contains(&dialect) || names_a_column(cx, query, source)))
                || names_columns_in_use(cx, query, source)
                || cx.tree.first_token(function).is_some_and(|first| cx.tree.token_is(first, "openrowset"))
                || (dialect == Dialect::Tsql && cx.tree.node_text(function).starts_with('@'))
        }
        Shape::Table(table) => {
            // T-SQL's `@document.nodes(...)` gives rows that have no name but this.
            cx.tree.child(table, SyntaxKind::DatatypeMethod).is_some()
                || walks_array(cx, query, table)
                // Redshift reads `FROM t QUALIFY` as an alias.
                || (dialect == Dialect::Redshift && index + 1 == query.sources.len() && qualify_follows_from(cx.tree, query.node))
                || names_columns_in_use(cx, query, source)
        }
    }
}

/// Whether the alias itself stands where a column does.
fn names_a_column(cx: &Cx<'_>, query: &Query, source: &Source) -> bool {
    let Some(name) = source.alias.and_then(|alias| alias.name) else { return false };
    query.references.iter().any(|reference| {
        let mut parts = identifiers(cx.tree, reference.node);
        parts.next().is_some_and(|only| cx.tree.token_is(only, cx.tree.token_text(name))) && parts.next().is_none()
    })
}

/// Whether the alias gives names to columns, and one of these is used.
fn names_columns_in_use(cx: &Cx<'_>, query: &Query, source: &Source) -> bool {
    let Some(alias) = source.alias else { return false };
    alias.columns(cx.tree).any(|column| {
        query.references.iter().any(|reference| {
            identifiers(cx.tree, reference.node).last().is_some_and(|last| cx.tree.token_is(last, cx.tree.token_text(column)))
        })
    })
}

fn walks_array(cx: &Cx<'_>, query: &Query, table: NodeId) -> bool {
    let mut parts = identifiers(cx.tree, table);
    let (Some(first), Some(_)) = (parts.next(), parts.next()) else { return false };
    ARRAYS_IN_FROM.contains(&cx.dialect.id) && query.source_called(cx.tree, cx.tree.token_text(first)).is_some()
}

fn qualify_follows_from(tree: &Tree, select: NodeId) -> bool {
    let mut clauses = tree.children(select).skip_while(|&clause| tree.kind(clause) != SyntaxKind::FromClause).skip(1);
    clauses.next().is_some_and(|clause| tree.kind(clause) == SyntaxKind::QualifyClause)
}

/// What qualifies names in a query and in those inside it.
struct Used<'t> {
    qualifiers: FxHashSet<Cow<'t, str>>,
    /// The first parts of the names of tables: a table may be a field of another. With the element in FROM that they stand in.
    tables: FxHashMap<Cow<'t, str>, Vec<NodeId>>,
}

impl<'t> Used<'t> {
    fn of(cx: &Cx<'t>, query: &Query) -> Self {
        let whole_rows = HAS_WHOLE_ROWS.contains(&cx.dialect.id);
        let tree = cx.tree;
        let mut used = Self { qualifiers: FxHashSet::default(), tables: FxHashMap::default() };
        for scope in std::iter::once(query).chain(cx.queries().inside(tree, query)) {
            for reference in &scope.references {
                let mut parts = identifiers(tree, reference.node);
                let Some(first) = parts.next() else { continue };
                if reference.wildcard || parts.next().is_some() || whole_rows {
                    used.qualifiers.insert(folded(cx, tree.token_text(first)));
                }
            }
            for source in &scope.sources {
                let Some(table) = source.table() else { continue };
                let mut parts = identifiers(tree, table);
                if let (Some(first), Some(_)) = (parts.next(), parts.next()) {
                    used.tables.entry(folded(cx, tree.token_text(first))).or_default().push(source.element);
                }
            }
        }
        used
    }

    fn contains(&self, cx: &Cx<'t>, source: &Source, alias: TokenId) -> bool {
        let want = folded(cx, cx.tree.token_text(alias));
        let in_table = || self.tables.get(&want).is_some_and(|elements| elements.iter().any(|&element| element != source.element));
        self.qualifiers.contains(&want) || in_table()
    }
}

/// A name as it is compared.
fn folded<'t>(cx: &Cx<'_>, text: &'t str) -> Cow<'t, str> {
    let (naked, quoted) = match cx.settings.rules.al05.alias_case_check {
        AliasCaseCheck::Dialect => fold_of(cx.dialect),
        AliasCaseCheck::CaseInsensitive => (CaseFold::Lower, CaseFold::Lower),
        AliasCaseCheck::QuotedCsNakedUpper => (CaseFold::Upper, CaseFold::Keep),
        AliasCaseCheck::QuotedCsNakedLower => (CaseFold::Lower, CaseFold::Keep),
        AliasCaseCheck::CaseSensitive => (CaseFold::Keep, CaseFold::Keep),
    };
    if !is_quoted(text) {
        return naked.apply(text);
    }
    match unescaped(text, cx.dialect.lexis.contains(Lexis::BACKSLASH_IN_NAME)) {
        Cow::Borrowed(plain) => quoted.apply(plain),
        Cow::Owned(plain) => Cow::Owned(quoted.apply(&plain).into_owned()),
    }
}

/// What a quoted name says: doubled quotes are one, and so is what a backslash escapes.
fn unescaped(text: &str, backslash: bool) -> Cow<'_, str> {
    let inner = unquote(text);
    let quote = text.chars().next().unwrap_or_default();
    if !inner.contains(quote) && !(backslash && inner.contains('\\')) {
        return Cow::Borrowed(inner);
    }
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(char) = chars.next() {
        if char == quote || (backslash && char == '\\') {
            out.extend(chars.next());
        } else {
            out.push(char);
        }
    }
    Cow::Owned(out)
}
