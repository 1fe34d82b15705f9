//! The tree, end to end.

use std::fmt::Write;
use std::sync::Arc;

use proptest::prelude::*;

use super::{Template, parse};
use crate::syntax::{Element, NodeId, Tree};
use crate::text::FileId;

/// The tree as nested names, tokens left out.
fn outline(tree: &Tree, node: NodeId) -> String {
    let mut out = tree.kind(node).name().trim_start_matches("jinja_").to_owned();
    let children: Vec<String> = tree
        .elements(node)
        .filter_map(|element| match element {
            Element::Node(child) => Some(outline(tree, child)),
            Element::Token(_) => None,
        })
        .collect();
    if !children.is_empty() {
        let _ = write!(out, "({})", children.join(" "));
    }
    out
}

fn check(text: &str, want: &str) {
    let tree = parse(&Arc::from(text));
    assert_eq!(outline(&tree, tree.root()), want, "{text} {:?}", tree.errors());
    assert!(tree.errors().is_empty(), "{text} {:?}", tree.errors());
}

#[test]
fn blocks_hold_their_tags() {
    check("a{% if x %}b{% elif y %}c{% else %}{{ d }}{% endif %}e", "file(if(tag(variable) tag(variable) tag output(variable) tag))");
    check("{% for a, b in c if d recursive %}{% else %}{% endfor %}", "file(for(tag(tuple(variable variable) variable variable) tag tag))");
    check("{% macro m(a, b=1) %}{% endmacro %}", "file(macro(tag(signature(parameter parameter(literal))) tag))");
    check("{% raw %}{{ x }}{% endraw %}", "file(raw(tag tag))");
    check("{% set x %}{% endset %}{% set y = 1 %}", "file(set_block(tag(variable) tag) tag(variable literal))");
    check("{% materialization m, adapter='x' %}{% endmaterialization %}", "file(materialization(tag(literal) tag))");
    check("{% call(a) f(1) %}{% endcall %}", "file(call_block(tag(signature(parameter) call(variable arguments(literal))) tag))");
}

#[test]
fn expressions_bind_as_in_jinja() {
    check("{{ -1|abs }}", "file(output(filter(unary(literal))))");
    check(
        "{{ a.b['c', 1](*d, e=2)[1:] }}",
        "file(output(subscript(call(subscript(attribute(variable) literal literal) arguments(variable keyword_argument(literal))) slice(literal))))",
    );
    check(
        "{{ a or b and not c == 1 < 2 }}",
        "file(output(logical(variable logical(variable unary(comparison(variable literal literal))))))",
    );
    check("{{ a if b else c if d }}", "file(output(conditional(variable variable conditional(variable variable))))");
    check("{{ a is not none and b is divisibleby 3 }}", "file(output(logical(is(variable) is(variable literal))))");
    check(
        "{% do x if c %}{{ 1, 2 }}{{ +1 }}{{\u{a0}1}}",
        "file(tag(conditional(variable variable)) output(tuple(literal literal)) output(unary(literal)) output(literal))",
    );
    check("{% if execute: %}{% endif %}", "file(if(tag(variable) tag))");
}

#[test]
fn errors_stay_in_their_tag() {
    for (text, want, count) in [
        ("{{ a b }}{{ c }}", "file(output(variable unparsable) output(variable))", 1),
        ("{% if %}x{% endif %}", "file(if(tag tag))", 1),
        ("{% endif %}{{ a }}", "file(tag output(variable))", 1),
        ("{% if a %}{% for b in c %}{% endif %}", "file(if(tag(variable) for(tag(variable variable)) tag))", 1),
        ("{{ a\n{{ b }}", "file(output(variable) output(variable))", 1),
        ("{% fetch x %}{{ a }}", "file(tag(unparsable) output(variable))", 1),
    ] {
        let tree = parse(&Arc::from(text));
        assert_eq!(outline(&tree, tree.root()), want, "{text}");
        assert_eq!(tree.errors().len(), count, "{text} {:?}", tree.errors());
    }
}

#[test]
fn definitions_are_found() {
    let text = "{% docs a %}{{ no }}{% enddocs %}{% macro b(c) %}{% endmacro %}{% test d(model) %}{% endtest %}";
    let template = Template::new(FileId(0), &Arc::from(text));
    assert_eq!(template.macros().map(|found| &*found.name).collect::<Vec<_>>(), ["b"]);
    let found: Vec<_> = template.definitions().map(|found| (&*found.name, &text[found.range.span()])).collect();
    assert_eq!(found, [("a", "{% docs a %}{{ no }}{% enddocs %}"), ("d", "{% test d(model) %}{% endtest %}")]);
}

proptest! {
    #[test]
    fn any_text_has_a_lossless_tree(text in "([{}%#'\"a-c0-9_ .,|()\\[\\]\\r\\n-]|\\{%|%\\}|\\{\\{|\\}\\}|if|endif|for x in|endfor|set|raw|endraw|macro|is|not){0,60}") {
        let tree = parse(&Arc::from(text.as_str()));
        let whole: String = tree.all_tokens().map(|token| tree.token_text(token)).collect();
        prop_assert_eq!(whole, text);
    }

    #[test]
    fn any_characters_have_a_lossless_tree(text in "\\PC{0,60}") {
        let tree = parse(&Arc::from(text.as_str()));
        let whole: String = tree.all_tokens().map(|token| tree.token_text(token)).collect();
        prop_assert_eq!(whole, text);
    }
}
