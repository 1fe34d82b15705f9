//! Evaluation: what is printed, where it came from, what is decided, and when it ends.

use std::sync::Arc;

use minijinja::Value;
use proptest::prelude::*;

use crate::jinja::{
    Budget, CallArguments, Evaluator, Fault, Host, HostValue, Limits, NoHost, ProblemKind, Rendered, SegmentKind, Template, UnknownKind,
    host_value, macro_value, render, render_variants, unknown,
};
use crate::text::FileId;

fn template(text: &str) -> Arc<Template> {
    Template::new(FileId(0), &Arc::from(text))
}

fn rendered(text: &str) -> Rendered {
    render(&template(text), &NoHost, Limits::default())
}

fn check(text: &str, want: &str) {
    let rendered = rendered(text);
    assert_eq!(&*rendered.text, want, "{text} {:?}", rendered.problems);
    assert!(rendered.problems.is_empty(), "{text} {:?}", rendered.problems);
}

#[test]
fn statements() {
    for (text, want) in [
        ("{% set a, (b, c) = 1, (2, 3) %}{{ a }}{{ b }}{{ c }}", "123"),
        ("{% set x %}a{% set y = 1 %}{% endset %}{{ x }}{{ y }}", "a"),
        ("{% set x | upper %}a{% endset %}{{ x }}", "A"),
        ("{% for x in 'ab' %}{{ loop.index }}{{ loop.cycle('-', '+') }}{{ loop.previtem }}{{ loop.nextitem }}{% endfor %}", "1-b2+a"),
        ("{% for x in [1, 1, 2] %}{% if loop.changed(x) %}{{ x }}{% endif %}{% endfor %}", "12"),
        ("{% for x in [1, 2, 3] %}{% if x == 2 %}{% continue %}{% endif %}{{ x }}{% endfor %}", "13"),
        ("{% for k, v in {'a': 1}.items() %}{{ k }}{{ v }}{% else %}no{% endfor %}", "a1"),
        ("{% with a = 1, b = a %}{{ a }}{{ b }}{% endwith %}{{ a }}", "11"),
        ("{% filter replace('a', 'b') %}aXa{% endfilter %}", "bXb"),
        ("{% print 1, 'a' %}", "1a"),
        ("a {#- c -#} b{{- 1 -}} c", "ab1c"),
        ("{% if true %}\n{%- set x = 1 %}\n{% endif -%}\n x", "\nx"),
        ("{% docs d %}{{ no }}{% enddocs %}{% snapshot s %}x{% endsnapshot %}y", "y"),
    ] {
        check(text, want);
    }
}

#[test]
fn macros_and_callers() {
    for (text, want) in [
        ("{% macro m(a, b=a ~ 'x') %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }} {{ m(b=2, a=3) }}", "11x 32"),
        ("{% macro m() %}{{ varargs|join(',') }}{{ kwargs }}{% endmacro %}{{ m(1, 2, k='v') }}", "1,2{'k': 'v'}"),
        ("{% macro m() %}[{{ caller('x') }}]{% endmacro %}{% call(y) m() %}{{ y }}{{ z }}{% endcall %}", "[x]"),
        (
            "{% macro inner() %}{{ caller() }}{% endmacro %}{% macro outer() %}{% set c = caller %}{% call inner() %}{{ c() }}{% endcall %}{% endmacro %}{% call outer() %}deep{% endcall %}",
            "deep",
        ),
        ("{% macro m(n) %}{% if n > 0 %}{{ n }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(3) }}", "321"),
        ("{% macro m() %} x {% endmacro %}{{ m() | trim ~ '!' }}", "x!"),
        ("{% set ns = namespace(l=[]) %}{% macro m(l) %}{% do l.append(1) %}{% endmacro %}{{ m(ns.l) }}{{ ns.l }}", "[1]"),
    ] {
        check(text, want);
    }
}

#[test]
fn line_ends_become_one_character() {
    check("a\r\nb\rc\n", "a\nb\nc");
    let rendered = rendered("a\r\nb");
    assert!(rendered.map.segments().iter().filter(|segment| segment.kind == SegmentKind::Raw).count() == 2);
}

/// Raw segments, each as what it says in the source.
fn raw(text: &str) -> Vec<String> {
    let rendered = rendered(text);
    let raw = rendered.map.segments().iter().filter(|segment| segment.kind == SegmentKind::Raw && !segment.out.is_empty());
    raw.map(|segment| text[segment.source.span()].to_owned()).collect()
}

#[test]
fn text_of_macros_blocks_and_callers_is_literal() {
    assert_eq!(raw("{% macro m(x) %}select {{ x }} from{% endmacro %}{{ m('a') }} t"), ["select ", " from", " t"]);
    assert_eq!(raw("{% set q %}a {{ 1 }}b{% endset %}({{ q }})"), ["(", "a ", "b", ")"]);
    assert_eq!(raw("{% macro m() %}<{{ caller() }}>{% endmacro %}{% call m() %}body{% endcall %}"), ["<", "body", ">"]);
    assert_eq!(raw("{% set q %}  a b  {% endset %}{{ q | trim }}{{ q.strip()[2:] }}"), ["a b", "b"]);
    assert_eq!(raw("{% set q %}ab{% endset %}{{ [q, 'c', q] | join('-') ~ q }}"), ["ab", "ab", "ab"]);
    assert_eq!(raw("{% set q %}ab{% endset %}{{ q.upper() }}"), [""; 0]);
}

#[test]
fn frames_lead_from_a_macro_to_its_call() {
    let text = "{% macro a() %}x{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ b() }}";
    let rendered = rendered(text);
    let segment = rendered.map.segments().iter().find(|segment| segment.kind == SegmentKind::Raw && !segment.out.is_empty()).unwrap();
    let frame = &rendered.map.frames()[segment.frame as usize];
    assert_eq!(&*frame.name, "a");
    assert_eq!(&*rendered.map.frames()[frame.parent as usize].name, "b");
    assert_eq!(&text[frame.call.unwrap().1.span()], "a()");
}

#[test]
fn errors_do_not_end_a_rendering() {
    for (text, want, kind) in [
        ("a, {{ nobody.knows() }} b {{ 1 }}", "a, unknown_value b 1", ProblemKind::Undefined),
        ("{{ nobody() }}{% for x in nobody() %}{{ x.y }},{% endfor %}", "unknown_valueunknown_value,", ProblemKind::Undefined),
        ("{{ 1 + 'a' }}|{{ 2 }}", "unknown_value|2", ProblemKind::Failed),
        ("{{ a b }}|{{ 2 }}", "unknown_value|2", ProblemKind::Syntax),
        ("{{ 'x' | no_such }}", "select * from unknown_relation", ProblemKind::Undefined),
        ("{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}b", "unknown_valueb", ProblemKind::Failed),
    ] {
        let rendered = rendered(text);
        assert_eq!(&*rendered.text, want, "{text}");
        assert!(rendered.problems.iter().any(|problem| problem.kind == kind), "{text} {:?}", rendered.problems);
    }
}

#[derive(Debug)]
struct Ask;

impl HostValue for Ask {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn text(&self) -> String {
        "ask".to_owned()
    }

    fn call(&self, cx: &mut Evaluator<'_>, _arguments: &CallArguments) -> Option<Result<Value, Fault>> {
        Some(Ok(cx.unknown(ProblemKind::Unknown, "only the warehouse knows", UnknownKind::Columns)))
    }
}

struct Warehouse {
    library: Arc<Template>,
}

impl Host for Warehouse {
    fn lookup(&self, name: &str) -> Option<Value> {
        match name {
            "ask" => Some(host_value(Ask)),
            "unknown" => Some(unknown(UnknownKind::Relation)),
            _ => {
                let code = self.library.macros().find(|code| &*code.name == name)?;
                Some(macro_value(&self.library, code, Arc::from(format!("lib.{name}"))))
            }
        }
    }
}

fn variants(text: &str) -> Vec<Rendered> {
    let library = Template::new(FileId(1), &Arc::from("{% macro lib(x) %}lib {{ x }}{% endmacro %}"));
    let mut found = Vec::new();
    render_variants(&template(text), &Warehouse { library }, &Budget::default(), &mut |rendered| {
        found.push(rendered);
        true
    });
    found
}

fn texts(text: &str) -> Vec<String> {
    variants(text).iter().map(|rendered| rendered.text.to_string()).collect()
}

#[test]
fn branches_not_taken_are_variants() {
    for (text, want) in [
        ("a{% if false %}b{% else %}c{% endif %}", vec!["ac", "ab"]),
        ("{% if true %}a{% elif true %}b{% else %}c{% endif %}", vec!["a", "b", "c"]),
        ("{% if false %}a{% if false %}b{% endif %}{% endif %}c", vec!["c", "abc"]),
        ("{% if false %}({% endif %}x{% if false %}){% endif %}", vec!["x", "(x)"]),
        ("{% for i in [] %}{{ i }},{% endfor %}z", vec!["z", "unknown_value,z"]),
        ("{% if ask() %}a{% else %}b{% endif %}", vec!["a", "b"]),
        ("{% if true %}a{% endif %}{% if false %}  {% endif %}", vec!["a"]),
    ] {
        assert_eq!(texts(text), want, "{text}");
    }
}

#[test]
fn unknown_values_flow() {
    for (text, want) in [
        ("{{ unknown }}.{{ unknown.schema }}, {{ unknown.get(1) | upper }}", "unknown_relation.unknown_value, unknown_value"),
        ("{% for c in ask() %}{{ c.name }}{% if not loop.last %},{% endif %}{% endfor %}", "unknown_value"),
        ("{{ 'a' ~ unknown }}{{ 1 + unknown }}{{ unknown is none }}{{ unknown is defined }}", "aunknown_relationunknown_valueFalseTrue"),
    ] {
        assert_eq!(texts(text)[0], want, "{text}");
    }
}

#[test]
fn macros_of_other_files_keep_their_file() {
    let rendered = variants("{{ lib('x') }}").remove(0);
    let literal: Vec<_> =
        rendered.map.segments().iter().filter(|segment| segment.kind == SegmentKind::Raw).map(|segment| segment.file).collect();
    assert_eq!(literal, [FileId(1)]);
    assert_eq!(rendered.captured.calls.len(), 1);
}

/// Pieces of templates that mean the same to minijinja.
const SHARED: &[&str] = &[
    "a ",
    "\n",
    " b",
    "{{ 1 + 2 * 3 }}",
    "{{ 'a' ~ 'b' }}",
    "{{ [3, 1] | sort | join('-') }}",
    "{{ 'ab' | upper }}",
    "{{ 'abc'[1:] }}",
    "{{ 2 if 1 else 3 }}",
    "{{ [1] | length }}",
    "{{ {'a': 1}.a }}",
    "{{ 7 // 2 }}{{ 7 % 2 }}",
    "{{ not 1 or 2 }}",
    "{{ 'x' in 'xy' }}",
    "{%- if 0 %}x{% else %}y{% endif -%}",
    "{% for i in [1, 2] %}{{ i }}{{ loop.index }}{% endfor %}",
    "{% set x = 1 %}",
    "{{ x }}",
    "{# c #}",
    "{% macro m(a, b=2) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}",
    "{% raw %}{{ {% endraw %}",
    "{% set y %} t {% endset %}{{ y | trim }}",
    "{% for k, v in {'a': 1} | dictsort %}{{ k }}{{ v }}{% endfor %}",
    "{{ [1, 2, 3] | map('string') | list | last }}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn literal_segments_are_the_source_and_all_tile_the_output(
        text in "([a-c \\n]|\\r\\n|\\{\\{ (x|1|m\\(\\)|'s') \\}\\}|\\{%-? if (x|1) -?%\\}|\\{% else %\\}|\\{% endif %\\}|\\{% for i in 'ab' %\\}|\\{% endfor -%\\}|\\{% macro m\\(\\) %\\}|\\{% endmacro %\\}|\\{% set x %\\}|\\{% endset %\\}|\\{#- c #\\}){0,25}"
    ) {
        let rendered = rendered(&text);
        let mut at = 0;
        for segment in rendered.map.segments() {
            prop_assert_eq!(segment.out.start(), at);
            at = segment.out.end();
            if segment.kind == SegmentKind::Raw {
                prop_assert_eq!(&rendered.text[segment.out.span()], &text[segment.source.span()]);
            }
        }
        prop_assert_eq!(at as usize, rendered.text.len());
    }

    /// Where stock minijinja renders a template without its own quirks, so do we.
    #[test]
    fn agrees_with_minijinja(parts in prop::collection::vec(prop::sample::select(SHARED), 0..12)) {
        let text = parts.concat();
        let have = rendered(&text);
        let want = minijinja::Environment::new().render_str(&text, ()).unwrap();
        prop_assert_eq!(&*have.text, want.as_str());
        prop_assert!(have.problems.is_empty());
    }
}
