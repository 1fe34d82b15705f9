use crate::diagnostic::{Applicability, Level, RuleName};
use crate::dialect::Dialect;
use crate::jinja::RenderedEdit;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::keyword;
use crate::syntax::{NodeId, SyntaxKind};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "AM02", name: "ambiguous.union" },
    aliases: &["L033"],
    groups: &["core", "ambiguous"],
    docs: include_str!("../../../rules/AM02.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Spelling),
    check: Check::TolerantNode(&[SyntaxKind::SetOperator], check),
};

/// Where a bare UNION can be spelled UNION DISTINCT.
const DIALECTS: &[Dialect] = &[
    Dialect::Ansi,
    Dialect::Bigquery,
    Dialect::Clickhouse,
    Dialect::Databricks,
    Dialect::Db2,
    Dialect::Hive,
    Dialect::Mysql,
    Dialect::Redshift,
    Dialect::Snowflake,
    Dialect::Trino,
];

fn check(cx: &Cx<'_>, node: NodeId, out: &mut Sink<'_>) {
    let tree = cx.tree;
    let Some(union) = keyword(tree, node, "union") else { return };
    if keyword(tree, node, "all").is_some() || keyword(tree, node, "distinct").is_some() || !DIALECTS.contains(&cx.dialect.id) {
        return;
    }
    let upper = !tree.token_text(union).contains(char::is_lowercase);
    let range = tree.range(node);
    out.report(range, "UNION does not say whether it keeps duplicates").safe_fix(
        "Write UNION DISTINCT",
        vec![RenderedEdit::insert(tree.token_range(union).end(), if upper { " DISTINCT" } else { " distinct" })],
    );
}
