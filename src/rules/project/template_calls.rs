//! Calls as templates write them: `var('x')`, `env_var('X', 'y')`, `doc('z')`. Nothing is evaluated; an argument that is no literal is not known.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::dbt::{MacroKind, Resource};
use crate::graph::{MemberId, ResourceId};
use crate::jinja;
use crate::rules::ProjectCx;
use crate::syntax::{NodeId, SyntaxKind, Tree};
use crate::text::{FileId, TextRange};

/// A call of one of the functions that were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateCall {
    pub name: &'static str,
    pub range: TextRange,
    /// What is given in order; nothing for what is no literal text.
    pub arguments: Vec<Option<String>>,
    /// The names of what is given by name.
    pub keywords: Vec<String>,
}

/// The calls of functions in a text, in order.
#[must_use]
pub fn calls(text: &Arc<str>, names: &[&'static str]) -> Vec<TemplateCall> {
    if !names.iter().any(|name| text.contains(name)) {
        return Vec::new();
    }
    let tree = jinja::parse(text);
    let call = |node: NodeId| {
        let callee = tree.children(node).next()?;
        let said = tree.node_text(callee);
        let name = names.iter().copied().find(|&name| said == name || said.strip_suffix(name) == Some("builtins."))?;
        let given = tree.child(node, SyntaxKind::JinjaArguments)?;
        let (keywords, positional): (Vec<NodeId>, Vec<NodeId>) =
            tree.children(given).partition(|&argument| tree.kind(argument) == SyntaxKind::JinjaKeywordArgument);
        Some(TemplateCall {
            name,
            range: tree.range(node),
            arguments: positional.into_iter().map(|argument| literal(&tree, argument)).collect(),
            keywords: keywords.into_iter().filter_map(|argument| Some(tree.token_text(tree.first_token(argument)?).to_owned())).collect(),
        })
    };
    tree.nodes().filter(|&node| tree.kind(node) == SyntaxKind::JinjaCall).filter_map(call).collect()
}

/// The text of a string that is written out.
pub fn literal(tree: &Tree, node: NodeId) -> Option<String> {
    let text = tree.node_text(node);
    let inside = ['\'', '"'].into_iter().find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote))?;
    let plain = tree.kind(node) == SyntaxKind::JinjaLiteral && tree.solid_tokens(node).count() == 1 && !inside.contains('\\');
    plain.then(|| inside.to_owned())
}

/// A file of templates that a project or shared package holds itself.
pub struct OwnTemplate {
    pub member: MemberId,
    pub file: FileId,
    pub text: Arc<str>,
    /// The resources in it; none for a file of macros.
    pub resources: Vec<ResourceId>,
}

impl OwnTemplate {
    /// The resource that a place belongs to: a file of snapshots holds several.
    #[must_use]
    pub fn resource_at<'c>(&self, cx: &ProjectCx<'c>, range: TextRange) -> Option<&'c Resource> {
        let holds = |&&id: &&ResourceId| cx.graph.resource(id).defined_at.file.is_some_and(|place| place.range.contains(range));
        self.resources.iter().find(holds).or(self.resources.first()).map(|&id| cx.graph.resource(id))
    }
}

/// Every file of live SQL resources and of macros, once.
#[must_use]
pub fn own_templates(cx: &ProjectCx<'_>) -> Vec<OwnTemplate> {
    let mut found: BTreeMap<FileId, OwnTemplate> = BTreeMap::new();
    let template = |member, file| OwnTemplate { member, file, text: Arc::clone(&cx.files.get(file).text), resources: Vec::new() };
    for id in cx.graph.resources().filter(|&id| super::is_live(cx.graph, id)) {
        let resource = cx.graph.resource(id);
        if let Some(place) = resource.defined_at.file.filter(|_| resource.path.to_ascii_lowercase().ends_with(".sql")) {
            let member = cx.graph.member_id(id);
            found.entry(place.file).or_insert_with(|| template(member, place.file)).resources.push(id);
        }
    }
    for (member, definition) in cx.own_macros().filter(|(_, definition)| definition.kind != MacroKind::Materialization) {
        found.entry(definition.file).or_insert_with(|| template(member, definition.file));
    }
    found.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_found_where_they_are_made() {
        let text: Arc<str> =
            "{% set a = var('x', 1) %}{{ builtins.var(\"y\") }}{# var('no') #}{{ my.var('no') }} var('no') {{ var(z, default='q') }}"
                .into();
        let have: Vec<String> =
            calls(&text, &["var"]).into_iter().map(|call| format!("{:?} {:?}", call.arguments, call.keywords)).collect();
        assert_eq!(have, ["[Some(\"x\"), None] []", "[Some(\"y\")] []", "[None] [\"default\"]"]);
    }
}
