use crate::diagnostic::RuleName;
use crate::jinja::SegmentKind;
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::syntax::{NodeId, SyntaxKind, Tree};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RE15", name: "references.import_tables" },
    aliases: &[],
    groups: &["project", "references"],
    docs: include_str!("../../../rules/RE15.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::TolerantNode(&[SyntaxKind::TableReference], check),
};

fn check(cx: &Cx<'_>, table: NodeId, out: &mut Sink<'_>) {
    let Some(call) = call_of(cx, table) else { return };
    let tree = cx.tree;
    let fault = match tree.ancestors(table).find(|&above| tree.kind(above) == SyntaxKind::CommonTableExpression) {
        Some(expression) if !is_import(tree, expression) => "in a common table expression that does more than import it",
        Some(expression) if !leads(tree, expression) => "below a common table expression that already works with others",
        Some(_) => return,
        None if cx.settings.rules.re15.allow_single && reads_one(tree, table) => return,
        None => "outside the common table expressions that import",
    };
    out.report_source(call, format!("`{}` stands {fault}", cx.source[call.span()].trim_matches(['{', '}', '-', ' '])));
}

/// The tag that printed a table's name, if it is a `ref` or a `source` of this template itself.
fn call_of(cx: &Cx<'_>, table: NodeId) -> Option<TextRange> {
    let map = &cx.rendered.map;
    let segment = map
        .overlapping(cx.tree.range(table))
        .iter()
        .find(|segment| matches!(segment.kind, SegmentKind::Expr | SegmentKind::Hole) && !segment.out.is_empty())?;
    if segment.file != cx.file || segment.frame != 0 {
        return None;
    }
    let said = cx.source.get(segment.source.span())?.trim_start_matches(['{', '-', '+', ' ', '\n', '\t']);
    (said.starts_with("ref(") || said.starts_with("source(")).then_some(segment.source)
}

/// Whether it takes one table as it is, or some rows and columns of it.
fn is_import(tree: &Tree, expression: NodeId) -> bool {
    let count = |kind: SyntaxKind| tree.descendants(expression).filter(|&node| tree.kind(node) == kind).count();
    count(SyntaxKind::SelectStatement) == 1
        && count(SyntaxKind::FromExpressionElement) == 1
        && [SyntaxKind::JoinClause, SyntaxKind::GroupbyClause, SyntaxKind::SetOperator].iter().all(|&kind| count(kind) == 0)
}

/// Whether every expression before it in the same list imports too.
fn leads(tree: &Tree, expression: NodeId) -> bool {
    let Some(list) = tree.parent(expression) else { return true };
    let before = tree.children_of(list, SyntaxKind::CommonTableExpression).take_while(|&other| other != expression);
    before.into_iter().all(|other| is_import(tree, other))
}

/// Whether the statement has no common table expressions and names one table.
fn reads_one(tree: &Tree, table: NodeId) -> bool {
    let statement = tree.ancestors(table).find(|&above| tree.kind(above) == SyntaxKind::Statement);
    let whole = statement.unwrap_or_else(|| tree.ancestors(table).last().unwrap_or(table));
    let of = |kind: SyntaxKind| tree.descendants(whole).filter(move |&node| tree.kind(node) == kind).count();
    of(SyntaxKind::CommonTableExpression) == 0 && of(SyntaxKind::TableReference) == 1
}
