//! Projects that are ordinary in all but one thing, of which they have thousands: lines of a model, columns, branches of a macro, sources.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

/// A project with one thing in excess.
pub struct Extreme {
    pub name: &'static str,
    /// How many of the thing there are in the smallest that is measured.
    pub least: usize,
    write: fn(&Path, usize) -> io::Result<()>,
}

impl Extreme {
    /// Writes the project with so many of the thing.
    pub fn write(&self, root: &Path, count: usize) -> io::Result<()> {
        let _ = fs::remove_dir_all(root);
        file(root, "dbt_project.yml", "name: shop\nversion: '1.0'\nconfig-version: 2\nprofile: shop\n")?;
        file(root, ".sqlfluff", "[sqlfluff]\ndialect = snowflake\nlarge_file_skip_byte_limit = 0\n")?;
        file(root, "models/other.sql", "select 1 as id\n")?;
        (self.write)(root, count)
    }
}

pub const EXTREMES: &[Extreme] = &[
    Extreme { name: "lines of a model", least: 50_000, write: lines },
    Extreme { name: "columns of a model", least: 10_000, write: columns },
    Extreme { name: "branches of a macro", least: 8_000, write: branches },
    Extreme { name: "sources in one file", least: 20_000, write: sources },
];

fn file(root: &Path, path: &str, text: &str) -> io::Result<()> {
    let path = root.join(path);
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, text)
}

/// What `one` writes for each number.
fn each(count: usize, one: impl Fn(&mut String, usize) -> std::fmt::Result) -> String {
    let mut text = String::new();
    for at in 0..count {
        // Writing to memory does not fail.
        let _ = one(&mut text, at);
    }
    text
}

fn lines(root: &Path, count: usize) -> io::Result<()> {
    let queries = each(count / 7, |text, at| {
        let column = at % 50;
        writeln!(
            text,
            "select\n    base.id,\n    base.a_{column} as name_{at},\n    coalesce(base.b_{column}, 0) as c_{at}\nfrom base\nwhere base.k = {at}\nunion all"
        )
    });
    let head = "with base as (\n    select * from {{ ref('other') }}\n)\n\n";
    file(root, "models/long.sql", &format!("{head}{queries}select base.id, base.a, base.b from base\n"))
}

fn columns(root: &Path, count: usize) -> io::Result<()> {
    let wide = each(count, |text, at| write!(text, ",\n    t.column_{at} as name_{at}"));
    file(root, "models/wide.sql", &format!("select\n    t.id{wide}\nfrom {{{{ ref('other') }}}} as t\n"))?;
    let over = each(count, |text, at| write!(text, ",\n    t.name_{at}"));
    file(root, "models/over.sql", &format!("select\n    t.id{over}\nfrom {{{{ ref('wide') }}}} as t\n"))?;
    let described =
        each(count, |text, at| writeln!(text, "      - name: name_{at}\n        description: The {at}.\n        data_tests: [not_null]"));
    file(root, "models/wide.yml", &format!("version: 2\nmodels:\n  - name: wide\n    columns:\n{described}"))
}

fn branches(root: &Path, count: usize) -> io::Result<()> {
    let branches = each(count, |text, at| writeln!(text, "{{% elif kind == 'k{at}' %}}\n    coalesce(a_{at}, {at})"));
    let pick = format!(
        "{{% macro pick(kind) %}}\n{{% if kind == 'start' %}}\n    0\n{branches}{{% else %}}\n    null\n{{% endif %}}\n{{% endmacro %}}\n"
    );
    file(root, "macros/pick.sql", &pick)?;
    file(root, "models/picked.sql", "select\n    id,\n    {{ pick('k7') }} as b,\n    {{ pick(var('kind', 'k9')) }} as c\nfrom t\n")
}

fn sources(root: &Path, count: usize) -> io::Result<()> {
    let tables = each(count, |text, at| writeln!(text, "      - name: table_{at}\n        description: What is sent."));
    file(root, "models/sources.yml", &format!("version: 2\nsources:\n  - name: raw\n    tables:\n{tables}"))?;
    (0..20).try_for_each(|at| {
        file(root, &format!("models/staged_{at}.sql"), &format!("select * from {{{{ source('raw', 'table_{}') }}}}\n", at * 37))
    })
}
