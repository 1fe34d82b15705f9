use crate::diagnostic::RuleName;
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Path, Query, QueryKind, Shape, Source, TargetKind, previous_solid};
use crate::syntax::{NodeId, SyntaxKind};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "SC03", name: "model_code.star" },
    aliases: &["MO008", "check_model_does_not_use_select_star"],
    groups: &["model_code"],
    docs: include_str!("../../../rules/SC03.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Query(check),
};

fn check(cx: &Cx<'_>, query: &Query, out: &mut Sink<'_>) {
    if query.kind != QueryKind::Select || asks_for_existence(cx, query) {
        return;
    }
    let options = &cx.settings.rules.sc03;
    for target in &query.targets {
        let TargetKind::Wildcard(star) = target.kind else { continue };
        let of: Vec<&Source> = sources_of(cx, query, star);
        let told = !of.is_empty() && of.iter().all(|source| is_told(cx, source));
        if (options.allow_from_cte && told) || (options.allow_in_import_cte && is_import(cx, query)) {
            continue;
        }
        let tables: Vec<String> = of.iter().filter_map(|source| source.name_text(cx.tree)).map(|name| format!("`{name}`")).collect();
        let of = if tables.is_empty() { "what it reads".to_owned() } else { tables.join(" and ") };
        out.report(cx.tree.range(star), format!("`{}` takes whatever columns {of} may have", cx.tree.node_text(star)));
    }
}

/// `exists (select * ...)` takes no columns.
fn asks_for_existence(cx: &Cx<'_>, query: &Query) -> bool {
    let tree = cx.tree;
    let bracket = tree.first_token(query.node).and_then(|first| previous_solid(tree, first));
    let word = bracket.filter(|&token| tree.token_text(token) == "(").and_then(|bracket| previous_solid(tree, bracket));
    word.is_some_and(|word| tree.token_is(word, "exists"))
}

/// The sources whose columns a wildcard gives.
fn sources_of<'q>(cx: &Cx<'_>, query: &'q Query, star: NodeId) -> Vec<&'q Source> {
    let identifier = cx.tree.child(star, SyntaxKind::WildcardIdentifier);
    let path = identifier.map(|identifier| Path::of(cx.tree, identifier));
    let qualifier = path.as_ref().and_then(|path| path.last().copied());
    query.sources.iter().filter(|source| qualifier.is_none_or(|name| source.is_called(cx.tree, name))).collect()
}

/// Whether the statement itself says what columns a source has.
fn is_told(cx: &Cx<'_>, source: &Source) -> bool {
    match source.shape {
        Shape::Subquery(_) | Shape::Values(_) => true,
        Shape::Table(reference) => cx.queries().cte_of(cx.tree, reference).is_some(),
        _ => false,
    }
}

/// A common table expression that is nothing but another name for a table: `orders as (select * from ...)`.
fn is_import(cx: &Cx<'_>, query: &Query) -> bool {
    let is_body = cx.queries().ctes.iter().any(|cte| cte.body == Some(query.node));
    is_body && query.targets.len() == 1 && matches!(query.sources.as_slice(), [only] if matches!(only.shape, Shape::Table(_)))
}
