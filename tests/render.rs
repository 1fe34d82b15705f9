//! What `render` and `parse` print of a file is what the checks see of it: its project, its configuration, its macros.

mod support;

use support::{Repository, Scratch};

fn folder(files: &[(&str, &str)]) -> (Scratch, Repository) {
    let scratch = Scratch::new();
    let folder = Repository { folder: scratch.folder.join("folder") };
    folder.write(files);
    (scratch, folder)
}

#[test]
fn a_file_outside_projects_is_rendered_as_its_configuration_says() {
    let configuration = "[sqlfluff]\ndialect = postgres\ntemplater = jinja\n\
        [sqlfluff:templater:jinja:context]\ntables = [\"a\", \"b\"]\n";
    let template = "{% for t in tables %}select * from {{ t }}{% if not loop.last %} union all {% endif %}{% endfor %}\n";
    let (_guard, folder) = folder(&[(".sqlfluff", configuration), ("q.sql", template)]);
    let rendered = folder.setsquare("render q.sql");
    rendered.succeeded();
    assert_eq!(rendered.out.trim(), "select * from a union all select * from b");
    let parsed = folder.setsquare("parse q.sql --code-only");
    parsed.succeeded();
    assert_eq!(parsed.out.matches("table_reference:").count(), 2, "{}", parsed.out);
}

#[test]
fn a_model_is_rendered_as_dbt_compiles_it() {
    let profile = "p:\n  target: dev\n  outputs:\n    dev: {type: postgres, dbname: d, schema: s}\n";
    let files = [
        ("p/dbt_project.yml", "name: p\nprofile: p\nversion: '1'\n"),
        ("p/profiles.yml", profile),
        ("p/models/a.sql", "select 1 as id\n"),
        ("p/models/b.sql", "select {{ columns() }} from {{ ref('a') }}\n"),
        ("p/macros/columns.sql", "{% macro columns() %}id{% endmacro %}\n"),
    ];
    let (_guard, folder) = folder(&files);
    let rendered = folder.setsquare("render p/models/b.sql");
    rendered.succeeded();
    assert_eq!(rendered.out.trim(), "select id from \"d\".\"s\".\"a\"");
    let listed = folder.setsquare("render --format jsonl p/models");
    assert_eq!(listed.out.lines().count(), 2, "{}", listed.out);
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_printed() {
    let (_guard, folder) = folder(&[(".sqlfluff", "[sqlfluff]\ndialect = ansi\n"), ("good.sql", "select 1 as a\n")]);
    std::fs::write(folder.folder.join("bad.sql"), b"select '\xff'\n").unwrap();
    for command in ["render .", "parse ."] {
        let ran = folder.setsquare(command);
        assert_eq!(ran.code, 2, "{command}: {}", ran.err);
        assert!(ran.err.contains("bad.sql"), "{command}: {}", ran.err);
        assert!(ran.out.contains("select"), "{command}: {}", ran.out);
    }
}
