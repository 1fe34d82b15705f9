use crate::diagnostic::RuleName;
use crate::graph::{Means, Target};
use crate::rules::project::template_calls::literal;
use crate::rules::project::written::template_files;
use crate::rules::project::{identifier, reported_at};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef, WrittenTemplate};
use crate::syntax::{NodeId, SyntaxKind, Tree};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RE16", name: "references.environment" },
    aliases: &[],
    groups: &["project", "references"],
    docs: include_str!("../../../rules/RE16.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

/// What of the target and the environment tells where something runs.
const TELLING: &[&str] = &["target.name", "target.schema", "target.database", "target.dbname", "target.profile_name", "target.user"];

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for about in template_files(cx).iter().filter(|about| !about.resources.is_empty()) {
        let Some(settings) = cx.settings(about.file) else { continue };
        let template = WrittenTemplate::open(cx.files, about);
        for (range, left, word) in comparisons(&template) {
            if settings.rules.re16.allow.contains(&word) {
                continue;
            }
            let finding = out.report(about.file, range, format!("the model asks `{left}` whether it runs in `{word}`"));
            finding.resource = template.resource_at(cx, range).map(|resource| resource.unique_id.clone());
            finding.notes.push("a variable, or a setting of the target in dbt_project.yml, says it for all models at once".to_owned());
        }
    }
    for edge in cx.graph.edges().iter().filter(|edge| edge.means == Means::Relation) {
        let Target::Relation { name, .. } = &edge.target else { continue };
        let (file, range) = reported_at(cx.graph, &edge.site);
        let Some(settings) = cx.settings(file) else { continue };
        let options = &settings.rules.re16;
        for part in [name.database(), name.schema()].into_iter().flatten() {
            let word = part.split(['_', '-']).find(|word| options.names.iter().any(|name| name.eq_ignore_ascii_case(word)));
            if let Some(word) = word.filter(|_| !options.allow.iter().any(|allowed| allowed == part)) {
                let finding = out.report(file, range, format!("`{name}` names the environment `{word}`"));
                finding.resource = identifier(cx.graph, edge.resource);
            }
        }
    }
}

/// Comparisons of what tells the environment with a text that is written out: place, what is asked, the text.
fn comparisons(template: &WrittenTemplate) -> Vec<(TextRange, String, String)> {
    let Some(tree) = template.tree_with("target.").or_else(|| template.tree_with("env_var")) else { return Vec::new() };
    let telling = |node: NodeId| TELLING.contains(&tree.node_text(node)) || tree.node_text(node).starts_with("env_var(");
    let compared = tree.nodes().filter(|&node| tree.kind(node) == SyntaxKind::JinjaComparison);
    let one = |node: NodeId| {
        let sides: Vec<NodeId> = tree.children(node).collect();
        let asked = sides.iter().copied().find(|&side| telling(side))?;
        let texts = |side: NodeId| literal(tree, side).or_else(|| tree.descendants(side).find_map(|below| literal(tree, below)));
        let word = sides.iter().copied().filter(|&side| side != asked).find_map(texts)?;
        Some((tree.range(node), tree.node_text(asked).to_owned(), word))
    };
    compared.filter(|&node| !in_macro(tree, node)).filter_map(one).collect()
}

fn in_macro(tree: &Tree, node: NodeId) -> bool {
    tree.ancestors(node).any(|above| matches!(tree.kind(above), SyntaxKind::JinjaMacro | SyntaxKind::JinjaTest))
}
