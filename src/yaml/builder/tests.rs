use super::*;

/// A value in one line: mappings in braces, `'text'`, and what types say.
fn show(node: &Node) -> String {
    match &node.value {
        Value::Str(text) => format!("'{text}'"),
        Value::Mapping(_) => {
            let entries: Vec<String> = node.entries().iter().map(|entry| format!("{}: {}", show(&entry.key), show(&entry.value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
        Value::Sequence(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", ")),
        Value::Null => "null".to_owned(),
        _ => node.to_text().unwrap(),
    }
}

fn check(text: &str, want: &str) {
    assert_eq!(show(&parse(text).root), want, "{text}");
}

fn problems(text: &str) -> Vec<(ProblemKind, String)> {
    parse(text).problems.iter().map(|problem| (problem.kind, text[problem.range.span()].to_owned())).collect()
}

#[test]
fn values_and_order() {
    check("b: 1\na: [x, {y: no}]\n", "{'b': 1, 'a': ['x', {'y': False}]}");
    check("- 'a'\n- \"b\"\n- |\n  c\n  d\n- >-\n  e\n  f\n", "['a', 'b', 'c\nd\n', 'e f']");
    check("", "null");
    check("# only a comment\n", "null");
    check("a:\nb:\n", "{'a': null, 'b': null}");
    check("a: !!str 12\nb: '12'\n", "{'a': '12', 'b': '12'}");
}

#[test]
fn anchors_and_merges_as_python_has_them() {
    check("x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  b: 3\n  c: 4\n", "{'x': {'a': 1, 'b': 2}, 'y': {'a': 1, 'b': 3, 'c': 4}}");
    check("- &p {a: 1}\n- &q {a: 2, b: 2}\n- <<: [*p, *q]\n", "[{'a': 1}, {'a': 2, 'b': 2}, {'a': 1, 'b': 2}]");
    check("a: &t [1, 2]\nb: *t\n", "{'a': [1, 2], 'b': [1, 2]}");
    assert_eq!(problems("a: *t\n"), [(ProblemKind::UnknownAlias, "*t".to_owned())]);
    assert_eq!(problems("a: &t 1\nb: {<<: *t}\n"), [(ProblemKind::BadMerge, "*t".to_owned())]);
}

#[test]
fn the_last_of_two_equal_keys_counts_and_is_reported() {
    check("a: 1\nb: 2\na: 3\n", "{'a': 3, 'b': 2}");
    assert_eq!(problems("a: 1\nb: 2\na: 3\n"), [(ProblemKind::DuplicateKey, "a".to_owned())]);
    assert_eq!(parse("a: 1\na: 2\n").root.as_mapping().unwrap().written().len(), 2);
}

#[test]
fn places_are_those_of_keys_and_values() {
    let text = "models:\n  - name: a   # right\n    columns:\n      - name: \"b\"\n  - name: c\n";
    let document = parse(text);
    let models = document.root.entry("models").unwrap();
    assert_eq!(&text[models.key.range.span()], "models");
    let first = &models.value.items()[0];
    assert_eq!(&text[first.range.span()], "name: a   # right\n    columns:\n      - name: \"b\"");
    let columns = first.get("columns").unwrap();
    assert_eq!(&text[columns.items()[0].get("name").unwrap().range.span()], "\"b\"");
    assert_eq!(&text[document.comments[0].range.span()], "# right");
    assert_eq!(document.comments[0].placement, Placement::Right);
}

#[test]
fn unquoted_jinja_is_named() {
    check("a: {{ var('x') }}\nb: 1\n", "{'a': '{{ var('x') }}', 'b': 1}");
    assert_eq!(problems("a: {{ var('x') }}\n"), [(ProblemKind::UnquotedJinja, "{{ var('x') }}".to_owned())]);
    assert_eq!(problems("a: {{ var('x', 'y') }}\n")[0].0, ProblemKind::UnquotedJinja);
    assert_eq!(problems("a: {{ x }}_y\nb: 1\n")[0].0, ProblemKind::UnquotedJinja);
    assert_eq!(problems("a: {% if x %}y{% endif %}\n")[0].0, ProblemKind::UnquotedJinja);
    assert_eq!(problems("a: \"{{ x }}\"\n"), []);
}

#[test]
fn what_stands_before_a_break_is_kept() {
    let document = parse("a: 1\nb:\n  - c: 2\n\td: 3\n");
    assert_eq!(show(&document.root), "{'a': 1, 'b': [{'c': null}]}");
    assert!(document.error().unwrap().message.contains("tab"), "{:?}", document.problems);
    assert!(parse("a: 1\nb: [1, 2\n").error().is_some());
    assert!(parse("a: 'x\n").error().is_some());
    assert!(parse("a: b: c\n").error().is_some());
    assert_eq!(problems("a: \u{201C}x\u{201D}\n")[0].0, ProblemKind::TypographicQuotes);
    assert_eq!(problems("a: 1\n---\nb: 2\n")[0].0, ProblemKind::SecondDocument);
    assert_eq!(problems("a: !vault x\n")[0].0, ProblemKind::Unconstructible);
}

#[test]
fn bombs_and_deep_nesting_end() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..30 {
        let before = level - 1;
        bomb.push_str(&format!("a{level}: &a{level} [{}]\n", vec![format!("*a{before}"); 10].join(", ")));
    }
    assert!(parse(&bomb).problems.iter().any(|problem| problem.kind == ProblemKind::TooLarge));
    assert!(parse(&"[".repeat(100_000)).error().is_some());
    assert!(parse(&"- ".repeat(100_000)).error().is_some());
}

#[test]
fn no_text_makes_it_fail() {
    let text = "a: &x {b: [1, 'c']}\n<<: *x\n? k\n: |\n  t\n# end\n";
    for cut in 0..=text.len() {
        let _ = parse(&text[..cut]);
        for insert in ["{{", "\t", "'", "- ", ": ", "*x", "\u{FEFF}", "]"] {
            let _ = parse(&format!("{}{insert}{}", &text[..cut], &text[cut..]));
        }
    }
}
