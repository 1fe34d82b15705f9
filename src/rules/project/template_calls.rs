//! Calls as templates write them: `var('x')`, `env_var('X', 'y')`, `doc('z')`. Nothing is evaluated; an argument that is no literal is not known.

use std::sync::Arc;

use crate::jinja;
use crate::syntax::{NodeId, SyntaxKind, Tree};
use crate::text::TextRange;

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

impl TemplateCall {
    /// Whether it says what is given where nothing is set.
    #[must_use]
    pub fn has_default(&self) -> bool {
        self.arguments.len() > 1 || self.keywords.iter().any(|keyword| keyword == "default")
    }
}

/// The calls of functions in a text, in order.
#[must_use]
pub fn calls(text: &Arc<str>, names: &[&'static str]) -> Vec<TemplateCall> {
    if may_call(text, names) { calls_in(&jinja::parse(text), names) } else { Vec::new() }
}

/// Whether a text holds one of these names as a word with a bracket behind it. `varchar(20)` is no reason to look for calls of `var`.
#[must_use]
pub fn may_call(text: &str, names: &[&str]) -> bool {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    names.iter().any(|name| {
        text.match_indices(name).any(|(at, _)| {
            let behind = text[at + name.len()..].trim_start();
            behind.starts_with('(') && !text[..at].ends_with(is_part)
        })
    })
}

/// The calls of functions in a template, in order.
#[must_use]
pub fn calls_in(tree: &Tree, names: &[&'static str]) -> Vec<TemplateCall> {
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
            arguments: positional.into_iter().map(|argument| literal(tree, argument)).collect(),
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
