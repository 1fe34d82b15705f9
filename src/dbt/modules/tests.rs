//! Templates against what Python prints.

use std::sync::Arc;

use minijinja::Value;

use crate::jinja::{Host, Limits, ProblemKind, Template, render};
use crate::text::FileId;

struct Clock;

impl Host for Clock {
    fn lookup(&self, name: &str) -> Option<Value> {
        let now = "2025-01-15T12:34:56.789012+00:00".parse().unwrap();
        match name {
            "modules" => Some(super::modules(now)),
            "now" => Some(super::moment(now)),
            _ => None,
        }
    }
}

fn check(template: &str, want: &str) {
    let template = Template::new(FileId(0), &Arc::from(template));
    let rendered = render(&template, &Clock, Limits::default());
    assert_eq!(&*rendered.text, want, "{} {:?}", template.text(), rendered.problems);
    assert!(rendered.problems.is_empty(), "{} {:?}", template.text(), rendered.problems);
}

#[test]
fn dates_and_times() {
    for (template, want) in [
        ("{{ now }}", "2025-01-15 12:34:56.789012+00:00"),
        ("{{ now.strftime('%Y-%m-%d %H:%M:%S.%f') }}", "2025-01-15 12:34:56.789012"),
        ("{{ now.isoformat() }}", "2025-01-15T12:34:56.789012+00:00"),
        ("{{ now.date() - modules.datetime.timedelta(days=15) }}", "2024-12-31"),
        ("{{ modules.datetime.date(2024, 2, 28) + modules.datetime.timedelta(2) }}", "2024-03-01"),
        ("{{ modules.datetime.datetime(2024, 1, 1) - modules.datetime.datetime(2023, 12, 30, 23) }}", "1 day, 1:00:00"),
        ("{{ (modules.datetime.datetime(2024, 1, 2) - modules.datetime.datetime(2024, 1, 1)).total_seconds() }}", "86400.0"),
        ("{{ modules.datetime.datetime.strptime('20240131', '%Y%m%d').date() }}", "2024-01-31"),
        ("{{ modules.datetime.datetime.now() }}", "2025-01-15 12:34:56.789012"),
        ("{{ modules.datetime.date.today().weekday() }}", "2"),
        ("{{ now.astimezone(modules.pytz.timezone('Europe/Berlin')) }}", "2025-01-15 13:34:56.789012+01:00"),
        (
            "{{ modules.pytz.timezone('America/New_York').localize(modules.datetime.datetime(2024, 7, 1)).isoformat() }}",
            "2024-07-01T00:00:00-04:00",
        ),
        ("{{ modules.datetime.datetime.fromisoformat('2024-01-01 10:00:00').strftime('%d/%m') }}", "01/01"),
        ("{{ modules.datetime.date(2024, 1, 1) < modules.datetime.date(2024, 1, 2) }}", "True"),
        ("{{ modules.datetime.date(2024, 1, 31).replace(day=1) }}", "2024-01-01"),
        ("{{ '{:%Y}'.format(now) }}", "2025"),
    ] {
        check(template, want);
    }
}

#[test]
fn regular_expressions() {
    for (template, want) in [
        ("{{ modules.re.sub('[^a-z]+', '_', 'a-b  c') }}", "a_b_c"),
        ("{{ modules.re.sub('(a)(b)', '\\\\2\\\\g<1>', 'xab') }}", "xba"),
        ("{{ modules.re.match('b', 'ab') is none }} {{ modules.re.search('b', 'ab').start() }}", "True 1"),
        ("{{ modules.re.match('(?P<y>\\\\d{4})', '2024-01').groupdict() }}", "{'y': '2024'}"),
        ("{{ modules.re.findall('a(.)', 'ab ac') }}", "['b', 'c']"),
        ("{{ modules.re.compile('A', modules.re.IGNORECASE).split('1a2A3') }}", "['1', '2', '3']"),
        ("{% if modules.re.search('x', 'y') %}a{% else %}b{% endif %}", "b"),
        ("{{ modules.itertools.product([1, 2], 'ab')|list }}", "[(1, 'a'), (1, 'b'), (2, 'a'), (2, 'b')]"),
        ("{{ modules.itertools.combinations([1, 2, 3], 2)|list }}", "[(1, 2), (1, 3), (2, 3)]"),
    ] {
        check(template, want);
    }
}

#[test]
fn searches_that_never_end_are_ended() {
    for (template, runs_away) in [
        (r"{{ modules.re.match('(a+)+b\\1', 'a' * 60) }}", false),
        (r"{{ modules.re.match('(?:a|(?=a)a)+b\\Z', 'a' * 60) }}", false),
        (r"{% set x = 'a' * 1000000 %}{% for i in range(100000) %}{% do modules.re.findall('a', x) %}{% endfor %}", true),
    ] {
        let template = Template::new(FileId(0), &Arc::from(template));
        let rendered = render(&template, &Clock, Limits::default());
        let ran_away = rendered.problems.iter().any(|problem| problem.kind == ProblemKind::Runaway);
        assert!(ran_away || !runs_away && &*rendered.text == "None", "{} {:?}", template.text(), rendered.problems);
    }
}
