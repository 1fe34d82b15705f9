use crate::config::rule_options::SingleTableReferences;
use crate::diagnostic::{Applicability, Level, RuleName};
use crate::dialect::Dialect;
use crate::jinja::RenderedEdit;
use crate::rules::select::Aliases;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Clause, Path, Query, QueryKind, Reference, Source, same_name};
use crate::syntax::{NodeId, SyntaxKind};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RF03", name: "references.consistent" },
    aliases: &["L028"],
    groups: &["references"],
    docs: include_str!("../../../rules/RF03.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Structure),
    check: Check::Query(check),
};

/// Where a dot often leads into a field, so that a qualified name cannot be told from a plain one.
const fn has_fields(dialect: Dialect) -> bool {
    matches!(dialect, Dialect::Athena | Dialect::Bigquery | Dialect::Hive | Dialect::Redshift | Dialect::Soql)
}

fn check(cx: &Cx<'_>, query: &Query, out: &mut Sink<'_>) {
    let options = &cx.settings.rules.rf03;
    let fields = has_fields(cx.dialect.id);
    if query.kind != QueryKind::Select || (fields && !options.force_enable) || !cx.is_certain(&RULE, query.node) {
        return;
    }
    let [source] = &query.sources[..] else { return };
    let Some(table) = source.name_text(cx.tree) else { return };
    if source.is_value_table(cx.tree) {
        return;
    }
    // In a subquery of an expression, a bare name may be a column of the query around it.
    let alone = query.in_cte || query.parent.is_none() || query.place == Clause::From;
    if !alone && options.single_table_references == SingleTableReferences::Unqualified {
        return;
    }
    if options.single_table_references == SingleTableReferences::Consistent && !may_be_mixed(query, fields) {
        return;
    }
    let aliases = Aliases::of(cx, query);
    let seen: Vec<Seen> = query.references.iter().filter_map(|reference| Seen::new(cx, &aliases, reference, table, fields)).collect();
    let mut want = match options.single_table_references {
        SingleTableReferences::Consistent => None,
        SingleTableReferences::Qualified => Some(true),
        SingleTableReferences::Unqualified => Some(false),
    };
    if want.is_none() {
        let Some(first) = seen.first() else { return };
        let Some(change) = seen.iter().find(|other| other.qualified != first.qualified) else { return };
        out.report(cx.tree.range(change.node), format!("Columns of `{table}` are qualified here and not there"));
        want = Some(true);
    }
    for reference in seen.iter().filter(|reference| Some(reference.qualified) != want) {
        // A star alone makes others stand out, and is left alone.
        if reference.star {
            continue;
        }
        if reference.qualified && !reference.own {
            continue;
        }
        let range = cx.tree.range(reference.node);
        let text = cx.tree.node_text(reference.node);
        let message = if reference.qualified { format!("`{text}` is qualified") } else { format!("`{text}` is not qualified") };
        let report = out.report(range, message);
        if let Some(edit) = edit(cx, query, source, reference) {
            report.safe_fix(if reference.qualified { "Remove the table's name" } else { "Qualify it" }, vec![edit]);
        }
    }
}

/// Whether names stand there with something before them and without, as far as counting their parts tells.
fn may_be_mixed(query: &Query, fields: bool) -> bool {
    let has = |qualified: bool| query.references.iter().any(|reference| !reference.lambda && reference.is_qualified() == qualified);
    // What stands before a dot may be a column: then all may be qualified to the eye, and some are not.
    has(true) && (fields || has(false))
}

struct Seen {
    node: NodeId,
    qualified: bool,
    /// Qualified by this query's own table.
    own: bool,
    /// `*` alone.
    star: bool,
}

impl Seen {
    fn new(cx: &Cx<'_>, aliases: &Aliases<'_>, reference: &Reference, table: &str, fields: bool) -> Option<Self> {
        let path = Path::of(cx.tree, reference.node);
        let parts = path.len() + usize::from(reference.wildcard);
        let first = path.first().copied().unwrap_or("*");
        if reference.lambda {
            return None;
        }
        if parts == 1 && (same_name(first, table) || aliases.is_elsewhere(cx, reference, first)) {
            return None;
        }
        let own = parts > 1 && path[..path.len() - usize::from(!reference.wildcard)].iter().any(|part| same_name(part, table));
        let qualified = if fields { own } else { parts > 1 };
        Some(Self { node: reference.node, qualified, own, star: reference.wildcard && path.is_empty() })
    }
}

fn edit(cx: &Cx<'_>, query: &Query, source: &Source, reference: &Seen) -> Option<RenderedEdit> {
    let tree = cx.tree;
    let name = source.name(tree)?;
    let range = tree.range(reference.node);
    if reference.qualified {
        let dot = tree.solid_tokens(reference.node).filter(|&token| tree.token_kind(token) == SyntaxKind::Dot).last()?;
        return Some(RenderedEdit::delete(TextRange::new(range.start(), tree.token_range(dot).end())));
    }
    // In a subquery of an expression, a bare name may be a column of the query around it.
    let alone = query.in_cte || query.parent.is_none() || query.place == Clause::From;
    (alone && cx.is_literal(tree.token_range(name))).then(|| RenderedEdit::insert(range.start(), format!("{}.", tree.token_text(name))))
}
