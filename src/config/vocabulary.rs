//! The names that configuration files may use, ours and sqlfluff's.

use super::layout::{INDENTATION_KEYS, TYPE_KEYS};
use super::value::{Datum, Problems, Table, Value};
use crate::text::did_you_mean;

/// What may stand below a name.
pub enum Shape {
    /// A value or a list; its reader knows which.
    Value,
    /// Anything.
    Open,
    /// A table of these names.
    Keys(&'static [(&'static str, Shape)]),
    /// A table of these names, values all.
    Values(&'static [&'static str]),
    /// A table of any names, each of this shape.
    Named(&'static Shape),
    /// A list of tables of this shape.
    ListOf(&'static Shape),
    /// A list of tables, of a value that may be a single text too.
    Layers,
}

use Shape::{Keys, Layers, ListOf, Named, Open, Values};

const V: Shape = Shape::Value;

/// The names of `setsquare.toml`.
pub const OWN: Shape = Keys(&[
    ("extend", V),
    (
        "workspace",
        Keys(&[("projects", V), ("shared", V), ("exclude", V), ("captures", Named(&Keys(&[("values", V), ("aliases", Named(&V))])))]),
    ),
    ("dbt", Keys(&[("target", V), ("adapter", V), ("vars", Open), ("env", Named(&V)), ("profiles_dir", V), ("profile", V)])),
    ("domain", ListOf(&Values(&["name", "match", "project_name", "databases", "reads", "groups", "owner", "layers", "multi_country"]))),
    (
        "boundary",
        Keys(&[
            ("default", V),
            ("unknown", V),
            ("allow", ListOf(&Values(&["from", "to", "access", "via", "unless", "message"]))),
            ("deny", ListOf(&Values(&["from", "to", "access", "via", "unless", "message"]))),
            ("exception", ListOf(&Values(&["from", "to", "resources", "until", "owner", "reason"]))),
        ]),
    ),
    ("layers", Named(&Layers)),
    (
        "lint",
        Keys(&[
            ("select", V),
            ("ignore", V),
            ("extend-select", V),
            ("severity", Named(&V)),
            ("unsafe-fixes", V),
            ("per-file", Named(&Keys(&[("select", V), ("ignore", V), ("extend-select", V), ("severity", Named(&V))]))),
        ]),
    ),
    ("rules", Open),
    ("format", Open),
    ("suppress", Values(&["inline", "locked", "require_reason", "max_age_days"])),
    ("baseline", Values(&["path", "max_age_days"])),
    ("artifacts", Values(&["catalog"])),
    ("policy", Values(&["tighten_only"])),
]);

/// The keys of a layer in a scheme.
pub const LAYER_KEYS: &[&str] = &["path", "prefixes", "may_read"];

/// The names of sqlfluff's files; `rules` is judged by the table of rules.
pub const SQLFLUFF: Shape = Keys(&[
    ("core", Values(CORE_KEYS)),
    ("indentation", Values(INDENTATION_KEYS)),
    ("layout", Keys(&[("type", Named(&Values(TYPE_KEYS)))])),
    ("rules", Open),
    (
        "templater",
        Keys(&[
            ("unwrap_wrapped_queries", V),
            (
                "jinja",
                Keys(&[
                    ("apply_dbt_builtins", V),
                    ("load_macros_from_path", V),
                    ("loader_search_path", V),
                    ("exclude_macros_from_path", V),
                    ("library_path", V),
                    ("ignore_templating", V),
                    ("block_start_string", V),
                    ("block_end_string", V),
                    ("variable_start_string", V),
                    ("variable_end_string", V),
                    ("comment_start_string", V),
                    ("comment_end_string", V),
                    ("context", Open),
                    ("macros", Named(&V)),
                ]),
            ),
            ("python", Keys(&[("context", Open)])),
            ("placeholder", Open),
            (
                "dbt",
                Keys(&[
                    ("project_dir", V),
                    ("profiles_dir", V),
                    ("profile", V),
                    ("target", V),
                    ("target_path", V),
                    ("threads", V),
                    ("dbt_skip_compilation_error", V),
                    ("dbt_skip_connection_error", V),
                    ("context", Open),
                ]),
            ),
        ]),
    ),
]);

/// The keys of `[sqlfluff]`.
const CORE_KEYS: &[&str] = &[
    "recursion_limit",
    "max_parse_depth",
    "max_parse_nodes",
    "verbose",
    "nocolor",
    "dialect",
    "templater",
    "rules",
    "exclude_rules",
    "output_line_length",
    "runaway_limit",
    "ignore",
    "ignore_paths",
    "warnings",
    "warn_unused_ignores",
    "ignore_templated_areas",
    "encoding",
    "disable_noqa",
    "disable_noqa_except",
    "sql_file_exts",
    "fix_even_unparsable",
    "large_file_skip_char_limit",
    "large_file_skip_byte_limit",
    "large_file_skip_fail",
    "processes",
    "max_line_length",
    "render_variant_limit",
    "library_path",
    "stdin_filename",
    "dialect_path",
    "use_rust_parser",
    "use_rust_rules",
    "rust_parser_max_parse_depth",
    "rust_parser_max_parse_nodes",
];

/// How a file's unknown names are told of.
pub struct Names<'a> {
    pub problems: &'a Problems,
    /// Whether an unknown name ends the run.
    pub fatal: bool,
    /// Whether sections are written `[sqlfluff:a:b]` or `[a.b]`.
    pub sqlfluff: bool,
}

impl Names<'_> {
    /// Tells of every name in `table` that `shape` does not know.
    pub fn check(&self, table: &Table, shape: &Shape) {
        self.table(table, shape, &mut Vec::new());
    }

    fn table<'t>(&self, table: &'t Table, shape: &Shape, path: &mut Vec<&'t str>) {
        for (key, value) in table.iter() {
            let below = match shape {
                Keys(keys) => keys.iter().find(|(name, _)| *name == key).map(|(_, below)| below),
                Values(keys) => keys.contains(&key).then_some(&V),
                Named(below) => Some(*below),
                Layers => Some(if key == "order" || key == "by" { &V } else { &Values(LAYER_KEYS) }),
                Shape::Value | Open | ListOf(_) => return,
            };
            match below {
                None => self.unknown(key, value, shape, path),
                Some(below) => {
                    path.push(key);
                    self.value(value, below, path);
                    path.pop();
                }
            }
        }
    }

    fn value<'t>(&self, value: &'t Value, shape: &Shape, path: &mut Vec<&'t str>) {
        match (&value.datum, shape) {
            (Datum::Table(table), _) => self.table(table, shape, path),
            (Datum::List(items), ListOf(below)) => items.iter().for_each(|item| self.value(item, below, path)),
            (_, Keys(_) | Values(_) | Named(_) | Layers) => {
                self.tell(value, format!("`{}` is a table, not a value", self.section(path)));
            }
            (_, ListOf(_)) => self.tell(value, format!("`{}` is a list of tables: write `[[{}]]`", self.section(path), self.section(path))),
            _ => {}
        }
    }

    fn unknown(&self, key: &str, value: &Value, shape: &Shape, path: &[&str]) {
        let names: Vec<&str> = match shape {
            Keys(keys) => keys.iter().map(|(name, _)| *name).collect(),
            Values(keys) => keys.to_vec(),
            _ => Vec::new(),
        };
        let near = did_you_mean(key, names.iter().copied());
        let place = if path.is_empty() { String::new() } else { format!(" in `[{}]`", self.section(path)) };
        let what = if value.as_table().is_some() { "section" } else { "key" };
        self.tell(value, format!("unknown {what} `{key}`{place}{near}"));
    }

    fn section(&self, path: &[&str]) -> String {
        if !self.sqlfluff {
            return path.join(".");
        }
        match path {
            ["core", rest @ ..] => ["sqlfluff"].iter().chain(rest).copied().collect::<Vec<_>>().join(":"),
            _ => format!("sqlfluff:{}", path.join(":")),
        }
    }

    fn tell(&self, value: &Value, message: String) {
        if self.fatal {
            self.problems.error(Some(&value.origin), message);
        } else {
            self.problems.warning(Some(&value.origin), message);
        }
    }
}
