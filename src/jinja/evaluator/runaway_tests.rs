//! Templates that would never end, or take all memory, end with a finding that says so. What bounds them is counted, not
//! timed: steps, bytes made, bytes looked at, depth.

use std::sync::Arc;

use crate::jinja::{Budget, Limits, NoHost, ProblemKind, Template, render, render_variants};
use crate::text::FileId;

/// What a template is called here, and the template.
const ENDLESS: &[(&str, &str)] = &[
    ("a macro that calls itself", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"),
    ("macros that call each other", "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}"),
    ("a caller that calls", "{% macro m() %}{% call m() %}{{ caller() }}{% endcall %}{% endmacro %}{% call m() %}x{% endcall %}"),
    (
        "a call block in its own caller",
        "{% macro m() %}{{ caller() }}{% endmacro %}{% macro n() %}{% call m() %}{{ n() }}{% endcall %}{% endmacro %}{{ n() }}",
    ),
    ("a default that calls its macro", "{% macro m(x=m()) %}{{ x }}{% endmacro %}{{ m() }}"),
    ("a loop that goes into itself", "{% set l = [1] %}{% for x in l recursive %}{{ loop(l) }}{% endfor %}"),
    ("a macro that doubles its argument", "{% macro m(x) %}{{ m(x ~ x) }}{% endmacro %}{{ m('aaaaaaaa') }}"),
    ("a range that is too long", "{{ range(10**9) | list }}"),
    ("loops in loops", "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}"),
    ("loops in loops that write", "{% for a in range(100000) %}{% for b in range(100000) %}abcdefghij{% endfor %}{% endfor %}"),
    ("a list that grows while it is walked", "{% set l = [1] %}{% for x in l %}{% do l.append(x) %}{% endfor %}"),
    ("a list of long lists", "{% set l = [] %}{% for i in range(100000) %}{% do l.append(range(100000) | list) %}{% endfor %}"),
    ("a text that doubles", "{% set ns = namespace(x='a') %}{% for i in range(1000) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}"),
    ("a text that doubles by +", "{% set ns = namespace(x='a') %}{% for i in range(1000) %}{% set ns.x = ns.x + ns.x %}{% endfor %}"),
    ("a text that doubles by *", "{% set ns = namespace(x='a') %}{% for i in range(1000) %}{% set ns.x = ns.x * 2 %}{% endfor %}"),
    (
        "a text that doubles by replacing",
        "{% set ns = namespace(x='a') %}{% for i in range(1000) %}{% set ns.x = ns.x.replace('a', 'aa') %}{% endfor %}",
    ),
    (
        "a text that squares by replacing",
        "{% set ns = namespace(x='aaaa') %}{% for i in range(1000) %}{% set ns.x = ns.x | replace('a', ns.x) %}{% endfor %}",
    ),
    (
        "a text that doubles by joining",
        "{% set ns = namespace(x='a') %}{% for i in range(1000) %}{% set ns.x = [ns.x, ns.x] | join(ns.x) %}{% endfor %}",
    ),
    (
        "a text that doubles by formatting",
        "{% set ns = namespace(x='a') %}{% for i in range(1000) %}{% set ns.x = '%s%s' % (ns.x, ns.x) %}{% endfor %}",
    ),
    (
        "a text that doubles by format",
        "{% set ns = namespace(x='a') %}{% for i in range(1000) %}{% set ns.x = '{0}{0}'.format(ns.x) %}{% endfor %}",
    ),
    (
        "a text that doubles by escaping",
        "{% set ns = namespace(x='\"') %}{% for i in range(1000) %}{% set ns.x = ns.x | tojson %}{% endfor %}",
    ),
    ("a text that grows by indenting", "{% set x = '\\n' * 1000000 %}{{ x | indent(1000) }}"),
    ("a text that is too long", "{{ 'a' * 1000000000000 }}"),
    ("a list that is too long", "{{ [0] * 1000000000000 }}"),
    ("a list that doubles", "{% set l = [1] %}{% for i in range(1000) %}{% do l.extend(l) %}{% endfor %}"),
    ("a list that doubles by +", "{% set ns = namespace(l=[1]) %}{% for i in range(1000) %}{% set ns.l = ns.l + ns.l %}{% endfor %}"),
    (
        "a dictionary that grows",
        "{% set d = {} %}{% for i in range(100000) %}{% for j in range(100) %}{% do d.update({i * 100 + j: 'x' * 100}) %}{% endfor %}{% endfor %}",
    ),
    ("text made again and again", "{% set x = 'a' * 1000000 %}{% for i in range(100000) %}{% set y = x | upper %}{% endfor %}"),
    ("text searched again and again", "{% set x = 'a' * 1000000 %}{% for i in range(100000) %}{% if 'b' in x %}{% endif %}{% endfor %}"),
    ("a list searched again and again", "{% set x = range(100000) | list %}{% for i in x %}{% if -1 in x %}{% endif %}{% endfor %}"),
    ("a list sorted again and again", "{% set x = range(100000) | list %}{% for i in x %}{% set y = x | sort %}{% endfor %}"),
    ("a slice taken again and again", "{% set x = range(100000) | list %}{% for i in x %}{% set y = x[::-1] %}{% endfor %}"),
    ("a tower of powers", "{{ 9 ** (9 ** (9 ** 9)) }}"),
    ("a number of a million digits", "{{ 10 ** (10 ** 6) }}"),
    ("a number that squares", "{% set ns = namespace(x=7) %}{% for i in range(1000) %}{% set ns.x = ns.x * ns.x %}{% endfor %}"),
    (
        "long numbers again and again",
        "{% set x = 7 ** 5000 %}{% for i in range(100000) %}{% for j in range(100) %}{% set y = x % (x - 1) %}{% endfor %}{% endfor %}",
    ),
    ("a field that is too wide", "{{ '%1000000000d' % 1 }}"),
    ("a field that is too wide for format", "{{ '{:1000000000}'.format(1) }}"),
    ("a text centred too widely", "{{ 'x'.center(1000000000000) }}{{ 'x' | center(1000000000000) }}"),
    ("tabs that are too wide", "{{ '\\t'.expandtabs(1000000000000) }}"),
];

/// Templates that are large in some way and can be told to their end, or to an error that is none of ours.
const HEAVY: &[(&str, &str)] = &[
    (
        "lists that hold each other",
        "{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l | length }}{{ ns.l == ns.l }}",
    ),
    ("nested lists, printed", "{% set ns = namespace(l=[1]) %}{% for i in range(30) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l }}"),
    (
        "two nested lists, compared",
        "{% set ns = namespace(l=[1], m=[1]) %}{% for i in range(30) %}{% set ns.l = [ns.l, ns.l] %}{% set ns.m = [ns.m, ns.m] %}{% endfor %}{{ ns.l == ns.m }}",
    ),
    (
        "nested tuples as keys",
        "{% set ns = namespace(t=(1,)) %}{% for i in range(30) %}{% set ns.t = (ns.t, ns.t) %}{% endfor %}{{ {ns.t: 1} | length }}",
    ),
    ("a list that holds itself", "{% set l = [] %}{% do l.append(l) %}{{ l }}{{ l == [l] }}{{ l | string | length }}"),
    ("a dictionary that holds itself", "{% set d = {} %}{% do d.update(d=d) %}{{ d }}"),
    (
        "lists as deep as they can be",
        "{% set ns = namespace(l=[]) %}{% for i in range(100000) %}{% set ns.l = [ns.l] %}{% endfor %}{{ ns.l | length }}",
    ),
];

#[test]
fn what_never_ends_is_ended() {
    for (name, text) in ENDLESS {
        let template = Template::new(FileId(0), &Arc::from(*text));
        let rendered = render(&template, &NoHost, Limits::default());
        assert!(rendered.problems.iter().any(|problem| problem.kind == ProblemKind::Runaway), "{name}: {:?}", rendered.problems);
        assert!(rendered.text.len() <= Limits::default().bytes, "{name}");
    }
}

#[test]
fn what_is_heavy_is_carried() {
    for (name, text) in HEAVY {
        let template = Template::new(FileId(0), &Arc::from(*text));
        let rendered = render(&template, &NoHost, Limits::default());
        assert!(rendered.text.len() <= Limits::default().bytes, "{name}");
    }
}

#[test]
fn brackets_and_blocks_nest_as_deep_as_they_are_written() {
    for (opening, closing) in
        [("(", ")"), ("[", "]"), ("{1:", "}"), ("f(", ")"), ("not ", ""), ("-", ""), ("x[", "]"), ("1 if ", " else 2"), ("2 ** ", "")]
    {
        let text = format!("{{{{ {}1{} }}}}", opening.repeat(20_000), closing.repeat(20_000));
        let rendered = render(&Template::new(FileId(0), &Arc::from(text)), &NoHost, Limits::default());
        assert!(!rendered.problems.is_empty(), "{opening}");
    }
    for (opening, closing) in [
        ("{% if true %}", "{% endif %}"),
        ("{% for x in [1] %}", "{% endfor %}"),
        ("{% set x %}", "{% endset %}"),
        ("{{ x.a", "}}"),
        ("{% raw %}", ""),
    ] {
        let text = format!("{}1{}", opening.repeat(5_000), closing.repeat(5_000));
        let _ = render(&Template::new(FileId(0), &Arc::from(text)), &NoHost, Limits::default());
    }
    let text = format!("{{{{ {}1 }}}}{{{{ a{} }}}}", "1 + ".repeat(100_000), ".b".repeat(100_000));
    let _ = render(&Template::new(FileId(0), &Arc::from(text)), &NoHost, Limits::default());
}

#[test]
fn a_runaway_has_no_variants() {
    let text = "{% macro m() %}{{ m() }}{% endmacro %}{% if false %}a{% endif %}{% if false %}b{% endif %}{{ m() }}";
    let mut count = 0;
    render_variants(&Template::new(FileId(0), &Arc::from(text)), &NoHost, &Budget::default(), &mut |_| {
        count += 1;
        true
    });
    assert_eq!(count, 1);
}
