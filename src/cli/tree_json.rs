//! A tree as sqlfluff prints it: `{type: text}` for tokens, `{type: {…}}` for nodes whose children's types differ, else
//! `{type: [{…}, …]}`.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::syntax::{Element, NodeId, SyntaxKind, TokenId, Tree};

/// The tree from its root, ready to be written.
pub struct TreeJson<'t> {
    pub tree: &'t Tree,
    /// Leave out white space and comments.
    pub code_only: bool,
}

impl Serialize for TreeJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let root = Part { json: self, element: Element::Node(self.tree.root()) };
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(root.name(), &root)?;
        map.end()
    }
}

/// What stands behind a type's name: a text, or the children.
struct Part<'a> {
    json: &'a TreeJson<'a>,
    element: Element,
}

impl Part<'_> {
    fn name(&self) -> &'static str {
        let tree = self.json.tree;
        match self.element {
            Element::Node(node) => tree.kind(node).name(),
            Element::Token(token) => tree.token_kind(token).name(),
        }
    }

    fn children(&self, node: NodeId) -> impl Iterator<Item = Part<'_>> {
        let Self { json, .. } = *self;
        let is_wanted = |token: TokenId| !json.code_only || !json.tree.token_kind(token).is_trivia();
        let elements = json.tree.elements(node).filter(move |element| !matches!(element, Element::Token(token) if !is_wanted(*token)));
        elements.map(move |element| Part { json, element })
    }
}

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let node = match self.element {
            Element::Token(token) => return serializer.serialize_str(self.json.tree.token_text(token)),
            Element::Node(node) => node,
        };
        let mut names: Vec<&str> = Vec::with_capacity(8);
        let distinct = self.children(node).all(|child| {
            let name = child.name();
            let is_new = !names.contains(&name);
            names.push(name);
            is_new
        });
        if names.is_empty() {
            return serializer.serialize_none();
        }
        if distinct {
            let mut map = serializer.serialize_map(None)?;
            for child in self.children(node) {
                map.serialize_entry(child.name(), &child)?;
            }
            return map.end();
        }
        let mut list = serializer.serialize_seq(None)?;
        for child in self.children(node) {
            list.serialize_element(&Named(child))?;
        }
        list.end()
    }
}

/// `{type: …}` for one child.
struct Named<'a>(Part<'a>);

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.0.name(), &self.0)?;
        map.end()
    }
}

/// The tree as indented lines, each with its place in the text.
pub fn outline(tree: &Tree, code_only: bool) -> String {
    let mut out = String::new();
    write_outline(tree, tree.root(), 0, code_only, &mut out);
    out
}

fn write_outline(tree: &Tree, node: NodeId, depth: usize, code_only: bool, out: &mut String) {
    line(out, depth, tree.range(node).start(), tree.kind(node), None);
    for element in tree.elements(node) {
        match element {
            Element::Node(child) => write_outline(tree, child, depth + 1, code_only, out),
            Element::Token(token) if code_only && tree.token_kind(token).is_trivia() => {}
            Element::Token(token) => {
                line(out, depth + 1, tree.token_range(token).start(), tree.token_kind(token), Some(tree.token_text(token)));
            }
        }
    }
}

fn line(out: &mut String, depth: usize, offset: u32, kind: SyntaxKind, text: Option<&str>) {
    use std::fmt::Write as _;
    let _ = match text {
        Some(text) => writeln!(out, "{offset:>6} |{:width$}{} {text:?}", "", kind.name(), width = depth * 4),
        None => writeln!(out, "{offset:>6} |{:width$}{}:", "", kind.name(), width = depth * 4),
    };
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::dialect::Dialect;

    fn json(sql: &str) -> String {
        let tree = crate::sql::parse(&Arc::from(sql), Dialect::Ansi.spec());
        serde_json::to_string(&TreeJson { tree: &tree, code_only: false }).unwrap_or_default()
    }

    #[test]
    fn children_of_distinct_types_are_one_object() {
        assert_eq!(
            json("select 1"),
            r#"{"file":{"statement":{"select_statement":{"select_clause":{"keyword":"select","whitespace":" ","select_clause_element":{"numeric_literal":"1"}}}}}}"#
        );
    }

    #[test]
    fn children_of_repeated_types_are_a_list() {
        assert_eq!(json(";;"), r#"{"file":[{"statement_terminator":";"},{"statement_terminator":";"}]}"#);
    }

    #[test]
    fn nothing_is_null() {
        assert_eq!(json(""), r#"{"file":null}"#);
    }
}
