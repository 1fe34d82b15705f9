//! A federated workspace made up from a seed: a core project, country projects in several house styles, a shared package of macros.
//! The same seed gives the same bytes.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How large the workspace is to be.
#[derive(Clone, Copy)]
pub struct Size {
    pub projects: usize,
    /// Models of each project.
    pub models: usize,
    pub seed: u64,
}

/// What was written.
#[derive(Clone, Copy, Default)]
pub struct Written {
    pub models: usize,
    pub tests: usize,
    pub bytes: usize,
}

/// How a team writes its SQL.
#[derive(Clone, Copy)]
struct Style {
    upper: bool,
    leading_commas: bool,
    indent: usize,
    /// Models begin with one CTE for each relation they read.
    imports: bool,
}

const STYLES: [Style; 5] = [
    Style { upper: false, leading_commas: false, indent: 4, imports: true },
    Style { upper: true, leading_commas: false, indent: 4, imports: false },
    Style { upper: false, leading_commas: true, indent: 2, imports: true },
    Style { upper: true, leading_commas: true, indent: 2, imports: false },
    Style { upper: false, leading_commas: false, indent: 2, imports: false },
];

impl Style {
    /// As the team has told its linter.
    fn configuration(self) -> String {
        let (case, commas) = (if self.upper { "upper" } else { "lower" }, if self.leading_commas { "leading" } else { "trailing" });
        format!(
            "[sqlfluff]\nmax_line_length = 120\n\n[sqlfluff:indentation]\ntab_space_size = {}\n\n[sqlfluff:layout:type:comma]\nline_position = {commas}\n\n[sqlfluff:rules:capitalisation.keywords]\ncapitalisation_policy = {case}\n",
            self.indent
        )
    }
}

const THINGS: [&str; 12] =
    ["account", "activity", "call", "customer", "event", "invoice", "order", "payment", "product", "sample", "target", "visit"];
const COLUMNS: [&str; 20] = [
    "account_key",
    "activity_type",
    "amount",
    "channel",
    "city",
    "country_code",
    "created_at",
    "currency",
    "discount",
    "email",
    "is_active",
    "owner_id",
    "price",
    "quantity",
    "region",
    "segment",
    "status",
    "territory",
    "updated_at",
    "visit_count",
];

/// Numbers that look like chance (splitmix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit.max(1) as u64).unwrap_or(0)
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Writes the workspace into a folder.
pub fn write(root: &Path, size: Size) -> io::Result<Written> {
    let mut writer = Writer { root: root.to_owned(), written: Written::default(), chance: Chance(size.seed) };
    writer.shared()?;
    for project in 0..size.projects {
        writer.project(project, size.models)?;
    }
    Ok(writer.written)
}

struct Writer {
    root: PathBuf,
    written: Written,
    chance: Chance,
}

fn name_of(project: usize) -> String {
    if project == 0 { "core".to_owned() } else { format!("c{project:02}") }
}

/// The name of a model; the first third stage, the next third is in between, the rest are marts.
fn model(project: usize, at: usize, models: usize) -> (String, &'static str) {
    let (layer, prefix) = match at * 3 / models.max(1) {
        0 => ("staging", "stg"),
        1 => ("intermediate", "int"),
        _ => ("marts", "fct"),
    };
    (format!("{}_{prefix}_{}_{at:03}", name_of(project), THINGS[at % THINGS.len()]), layer)
}

impl Writer {
    fn file(&mut self, path: &str, text: &str) -> io::Result<()> {
        let path = self.root.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        self.written.bytes += text.len();
        fs::write(path, text)
    }

    fn shared(&mut self) -> io::Result<()> {
        self.file("setsquare.toml", WORKSPACE)?;
        self.file("packages/common/dbt_project.yml", "name: common\nversion: '1.0'\nconfig-version: 2\nmacro-paths: [macros]\n")?;
        let mut macros = MACROS.to_owned();
        for at in 0..60 {
            let _ = write!(
                macros,
                "\n{{% macro helper_{at}(column, fallback = {at}) %}}\n    coalesce({{{{ column }}}}, {{{{ fallback }}}})\n{{% endmacro %}}\n"
            );
        }
        self.file("packages/common/macros/common.sql", &macros)
    }

    fn project(&mut self, project: usize, models: usize) -> io::Result<()> {
        let name = name_of(project);
        let folder = if project == 0 { "core".to_owned() } else { format!("projects/{name}") };
        self.file(&format!("{folder}/dbt_project.yml"), &PROJECT.replace("NAME", &name))?;
        let up = if project == 0 { ".." } else { "../.." };
        self.file(
            &format!("{folder}/dependencies.yml"),
            &format!("packages:\n  - local: {up}/packages/common\nprojects:\n  - name: core\n"),
        )?;
        self.file(&format!("{folder}/.sqlfluff"), &STYLES[project % STYLES.len()].configuration())?;
        let own =
            format!("{{% macro {name}_flag(column) %}}\n    case when {{{{ column }}}} = 'Y' then true else false end\n{{% endmacro %}}\n");
        self.file(&format!("{folder}/macros/{name}.sql"), &own)?;
        let mut sources =
            format!("version: 2\nsources:\n  - name: {name}_raw\n    database: raw_{name}\n    schema: landing\n    tables:\n");
        for table in 0..models.div_ceil(3) {
            let _ = writeln!(
                sources,
                "      - name: {}_{table:03}\n        description: What the source system sends.",
                THINGS[table % THINGS.len()]
            );
        }
        self.file(&format!("{folder}/models/sources.yml"), &sources)?;
        let mut properties = [String::new(), String::new(), String::new()];
        for at in 0..models {
            let (model_name, layer) = model(project, at, models);
            let sql = self.sql(project, at, models);
            self.file(&format!("{folder}/models/{layer}/{model_name}.sql"), &sql)?;
            let file = ["staging", "intermediate", "marts"].iter().position(|known| *known == layer).unwrap_or(0);
            self.properties(&mut properties[file], project, at, &model_name);
            self.written.models += 1;
        }
        for (layer, text) in ["staging", "intermediate", "marts"].iter().zip(properties) {
            self.file(&format!("{folder}/models/{layer}/_models.yml"), &format!("version: 2\nmodels:\n{text}"))?;
        }
        Ok(())
    }

    /// A model's entry: eight data tests for three models.
    fn properties(&mut self, out: &mut String, project: usize, at: usize, name: &str) {
        let access = if project == 0 { "public" } else { "private" };
        let _ = write!(
            out,
            "  - name: {name}\n    description: One row for each {}.\n    access: {access}\n    columns:\n      - name: id\n        description: The key.\n        data_tests:\n          - unique\n          - not_null\n",
            THINGS[at % THINGS.len()]
        );
        self.written.tests += 2;
        for _ in 0..3 + self.chance.below(4) {
            let column = *self.chance.of(&COLUMNS);
            let _ = write!(out, "      - name: {column}_{}\n        description: The {column} as it was sent.\n", self.chance.below(9));
        }
        if at % 3 != 2 {
            let _ = write!(
                out,
                "      - name: status\n        description: Where it stands.\n        data_tests:\n          - accepted_values:\n              arguments:\n                values: ['open', 'closed', 'void']\n"
            );
            self.written.tests += 1;
        }
    }

    /// Something that a model reads, as Jinja, and the name it goes by.
    fn relation(&mut self, project: usize, at: usize, models: usize) -> (String, String) {
        let third = models.div_ceil(3);
        if at < third {
            let table = format!("{}_{at:03}", THINGS[at % THINGS.len()]);
            return (format!("{{{{ source('{}_raw', '{table}') }}}}", name_of(project)), table);
        }
        if project > 0 && self.chance.below(6) == 0 {
            let (other, _) = model(0, self.chance.below(models), models);
            return (format!("{{{{ ref('core', '{other}') }}}}"), other);
        }
        let (other, _) = model(project, self.chance.below(at), models);
        (format!("{{{{ ref('{other}') }}}}"), other)
    }

    fn sql(&mut self, project: usize, at: usize, models: usize) -> String {
        let style = STYLES[project % STYLES.len()];
        let lines = 20 + self.chance.below(131);
        let word = |text: &str| if style.upper { text.to_uppercase() } else { text.to_owned() };
        let pad = " ".repeat(style.indent);
        let incremental = self.chance.below(4) == 0;
        let mut out = String::with_capacity(lines * 40);
        let materialized = if incremental { "incremental" } else { *self.chance.of(&["view", "table"]) };
        let _ = write!(out, "{{{{ config(\n    materialized = '{materialized}',\n    tags = ['daily', '{}']\n) }}}}\n\n", name_of(project));
        let reads = if at < models.div_ceil(3) { 1 } else { 1 + self.chance.below(3) };
        let relations: Vec<(String, String)> = (0..reads).map(|_| self.relation(project, at, models)).collect();
        let mut names: Vec<String> = relations.iter().enumerate().map(|(index, _)| format!("t{index}")).collect();
        if style.imports {
            names = relations.iter().enumerate().map(|(index, (_, name))| format!("{name}_{index}")).collect();
            for (index, ((relation, _), name)) in relations.iter().zip(&names).enumerate() {
                let start = if index == 0 { format!("{} ", word("with")) } else { String::new() };
                let _ = write!(out, "{start}{name} {} (\n{pad}{} * {} {relation}\n),\n\n", word("as"), word("select"), word("from"));
            }
        } else {
            let _ = write!(out, "{} ", word("with"));
        }
        let _ = writeln!(out, "base {} (\n{pad}{}", word("as"), word("select"));
        let mut columns: Vec<String> = vec![format!("{pad}{pad}{}.id", names[0])];
        let budget = lines.saturating_sub(16 + 4 * reads);
        while columns.len() < budget.max(4) {
            let expression = self.expression(&names, word, columns.len());
            columns.push(format!("{pad}{pad}{expression}"));
        }
        write_list(&mut out, &columns, style);
        let target = |index: usize| {
            if style.imports { names[index].clone() } else { format!("{} {} {}", relations[index].0, word("as"), names[index]) }
        };
        let _ = writeln!(out, "{pad}{} {}", word("from"), target(0));
        for index in 1..reads {
            let _ = writeln!(
                out,
                "{pad}{} {}\n{pad}{pad}{} {}.id = {}.id",
                word("left join"),
                target(index),
                word("on"),
                names[0],
                names[index]
            );
        }
        if incremental {
            let _ = write!(
                out,
                "{pad}{{% if is_incremental() %}}\n{pad}{} {}.updated_at > ({} {}(updated_at) {} {{{{ this }}}})\n{pad}{{% endif %}}\n",
                word("where"),
                names[0],
                word("select"),
                word("max"),
                word("from")
            );
        }
        let _ = write!(out, ")\n\n{}\n{pad}id", word("select"));
        for column in 0..2 + self.chance.below(4) {
            let comma = if style.leading_commas { format!("\n{pad}, ") } else { format!(",\n{pad}") };
            let _ = write!(out, "{comma}c{}", 1 + column);
        }
        if self.chance.below(3) == 0 {
            let _ = write!(
                out,
                "{{% for status in ['open', 'closed', 'void'] %}},\n{pad}{} {{% endfor %}}",
                word("sum(case when c1 = 'STATUS' then 1 else 0 end) as STATUS_count")
                    .replace("STATUS", "{{ status }}")
                    .replace("_COUNT", "_count")
            );
            let out_from = format!("\n{} base\n{} id", word("from"), word("group by"));
            out.push_str(&out_from);
            out.push('\n');
        } else {
            let _ = write!(out, "\n{} base\n", word("from"));
        }
        out
    }

    fn expression(&mut self, names: &[String], word: impl Fn(&str) -> String, at: usize) -> String {
        let table = self.chance.of(names).clone();
        let column = *self.chance.of(&COLUMNS);
        match self.chance.below(10) {
            0 => format!("{}({table}.{column}, 0) {} c{at}", word("coalesce"), word("as")),
            1 => format!(
                "{} {table}.{column} > {} {} 'high' {} 'low' {} {} c{at}",
                word("case when"),
                self.chance.below(100),
                word("then"),
                word("else"),
                word("end"),
                word("as")
            ),
            2 => format!("{{{{ common.helper_{}('{table}.{column}') }}}} {} c{at}", self.chance.below(60), word("as")),
            3 => format!("{{{{ common.cents('{table}.{column}') }}}} {} c{at}", word("as")),
            4 => format!("{}({table}.{column} {} varchar(20)) {} c{at}", word("cast"), word("as"), word("as")),
            5 => format!(
                "{}() {} ({} {table}.id {} {table}.{column}) {} c{at}",
                word("row_number"),
                word("over"),
                word("partition by"),
                word("order by"),
                word("as")
            ),
            _ => format!("{table}.{column} {} c{at}", word("as")),
        }
    }
}

fn write_list(out: &mut String, columns: &[String], style: Style) {
    for (index, column) in columns.iter().enumerate() {
        let last = index + 1 == columns.len();
        if style.leading_commas {
            let comma = if index == 0 { "" } else { ", " };
            let trimmed = column.trim_start();
            let _ = writeln!(out, "{}{comma}{trimmed}", " ".repeat(2 * style.indent));
        } else {
            let _ = writeln!(out, "{column}{}", if last { "" } else { "," });
        }
    }
}

const PROJECT: &str = "name: NAME\nversion: '1.0'\nconfig-version: 2\nprofile: default\nmodel-paths: [models]\nmacro-paths: [macros]\nmodels:\n  NAME:\n    +materialized: view\n    staging:\n      +schema: staging\n    marts:\n      +materialized: table\n";

const WORKSPACE: &str = r#"[workspace]
projects = ["core", "projects/{country}"]
shared = ["packages/*"]

[dbt]
adapter = "redshift"

[[domain]]
name = "core"
match = "core"
databases = ["integrated", "raw_core"]

[[domain]]
name = "shared"
match = "packages/*"
databases = []

[[domain]]
name = "country"
match = "projects/{country}"
project_name = "{country}"
databases = ["db_{country}", "raw_{country}"]

[boundary]
default = "deny"
unknown = "warn"

[[boundary.allow]]
from = "country"
to = "core"
access = "public"
via = ["ref"]

[[boundary.allow]]
from = "*"
to = "shared"
via = ["macro", "package"]
"#;

const MACROS: &str = "{% macro cents(column, places = 2) -%}\n    round({{ column }} / 100.0, {{ places }})\n{%- endmacro %}\n\n{% macro star_of(columns) %}\n    {% for column in columns %}\n        {{ column }}{{ ',' if not loop.last }}\n    {% endfor %}\n{% endmacro %}\n";
