//! The text of a template that stands there as it is to be sent: everything outside tags, but for what is read as data.

use crate::syntax::{NodeId, SyntaxKind, Tree};
use crate::text::TextRange;

/// The literal text of a template that is not blank, without the white space around it, in order. Where a file holds
/// definitions only, as macro files do, what stands in them counts; elsewhere what stands outside.
#[must_use]
pub fn literal_text(tree: &Tree) -> Vec<TextRange> {
    let data = data_blocks(tree);
    let pieces: Vec<(TextRange, Place)> = tree
        .all_tokens()
        .filter(|&token| tree.token_kind(token) == SyntaxKind::JinjaData)
        .filter_map(|token| {
            let text = tree.token_text(token);
            let start = tree.token_range(token).start() as usize + (text.len() - text.trim_start().len());
            let range = TextRange::from(start..start + text.trim().len());
            let is_data = data.iter().any(|block| block.contains(range));
            (!range.is_empty() && !is_data).then(|| (range, place(tree, tree.token_parent(token))))
        })
        .collect();
    let outside = pieces.iter().any(|(_, place)| *place == Place::Template);
    let wanted = if outside { Place::Template } else { Place::Macro };
    pieces.into_iter().filter(|(_, place)| *place == wanted).map(|(range, _)| range).collect()
}

/// `{% set name %}` blocks whose text is read as YAML or JSON somewhere in the template: metadata, no SQL.
fn data_blocks(tree: &Tree) -> Vec<TextRange> {
    let calls = tree.nodes().filter(|&node| tree.kind(node) == SyntaxKind::JinjaCall);
    let read: Vec<&str> = calls
        .filter(|&call| tree.children(call).next().is_some_and(|callee| matches!(tree.node_text(callee), "fromyaml" | "fromjson")))
        .filter_map(|call| tree.child(call, SyntaxKind::JinjaArguments))
        .filter_map(|arguments| tree.children(arguments).next().map(|first| tree.node_text(first)))
        .collect();
    if read.is_empty() {
        return Vec::new();
    }
    let blocks = tree.nodes().filter(|&node| tree.kind(node) == SyntaxKind::JinjaSetBlock);
    let name = |block: NodeId| tree.child(tree.child(block, SyntaxKind::JinjaTag)?, SyntaxKind::JinjaVariable);
    blocks.filter(|&block| name(block).is_some_and(|name| read.contains(&tree.node_text(name)))).map(|block| tree.range(block)).collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Template,
    /// In a macro, test or materialization.
    Macro,
    /// Prose.
    Docs,
}

fn place(tree: &Tree, node: NodeId) -> Place {
    let mut found = Place::Template;
    for kind in std::iter::once(node).chain(tree.ancestors(node)).map(|node| tree.kind(node)) {
        match kind {
            SyntaxKind::JinjaDocs => return Place::Docs,
            SyntaxKind::JinjaMacro | SyntaxKind::JinjaTest | SyntaxKind::JinjaMaterialization => found = Place::Macro,
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sql_is_told_from_data() {
        for (text, want) in [
            ("a {{ b }} c{# d #}", vec!["a", "c"]),
            ("{% set m %}x: 1{% endset %}{% set d = fromyaml(m) %}{% set q %}select{% endset %}", vec!["select"]),
            ("{% macro m() %}in{% endmacro %} {% docs d %}prose{% enddocs %}", vec!["in"]),
            ("{% macro m() %}in{% endmacro %} out {% if x %}{% raw %}raw{% endraw %}{% endif %}", vec!["out", "raw"]),
        ] {
            let tree = crate::jinja::parse(&text.into());
            let have: Vec<&str> = literal_text(&tree).into_iter().map(|range| &text[range.span()]).collect();
            assert_eq!(have, want, "{text}");
        }
    }
}
