//! What the command line says above all files.

use std::path::PathBuf;

use super::styles;
use super::value::{Datum, Origin, Problems, Table, Value};
use crate::yaml;

/// Options of the command line. Each wins over every file.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    pub dialect: Option<String>,
    pub templater: Option<String>,
    /// A style of layout by name, above what files say of layout.
    pub style: Option<String>,
    pub rules: Option<String>,
    pub exclude_rules: Option<String>,
    pub extend_select: Option<String>,
    pub ignore: Option<String>,
    pub disable_noqa: bool,
    pub disable_noqa_except: Option<String>,
    pub warn_unused_ignores: bool,
    pub fix_even_unparsable: bool,
    pub unsafe_fixes: bool,
    pub target: Option<String>,
    pub profiles_dir: Option<PathBuf>,
    /// A YAML mapping, as dbt takes it.
    pub vars: Option<String>,
    /// A file to read after all others, in sqlfluff's format or ours.
    pub config: Option<PathBuf>,
    /// Read no other file.
    pub ignore_local_config: bool,
}

impl Overrides {
    /// The options as a tree to lay over that of the files.
    pub(super) fn tree(&self, problems: &Problems) -> Table {
        let mut tree = Table::default();
        let texts: &[(&[&str], &'static str, &Option<String>)] = &[
            (&["core", "dialect"], "--dialect", &self.dialect),
            (&["core", "templater"], "--templater", &self.templater),
            (&["core", "rules"], "--rules", &self.rules),
            (&["core", "exclude_rules"], "--exclude-rules", &self.exclude_rules),
            (&["lint", "extend-select"], "--extend-select", &self.extend_select),
            (&["core", "ignore"], "--ignore", &self.ignore),
            (&["core", "disable_noqa_except"], "--disable-noqa-except", &self.disable_noqa_except),
            (&["dbt", "target"], "--target", &self.target),
        ];
        for (path, flag, text) in texts {
            if let Some(text) = text {
                tree.set(path, Value::text(text.clone(), Origin::flag(flag)));
            }
        }
        for (key, flag, on) in [
            ("disable_noqa", "--disable-noqa", self.disable_noqa),
            ("warn_unused_ignores", "--warn-unused-ignores", self.warn_unused_ignores),
            ("fix_even_unparsable", "--FIX-EVEN-UNPARSABLE", self.fix_even_unparsable),
            ("unsafe_fixes", "--unsafe-fixes", self.unsafe_fixes),
        ] {
            if on {
                tree.set(&["core", key], Value { datum: Datum::Boolean(true), origin: Origin::flag(flag) });
            }
        }
        if let Some(folder) = &self.profiles_dir {
            tree.set(&["dbt", "profiles_dir"], Value::text(folder.to_string_lossy(), Origin::flag("--profiles-dir")));
        }
        if let Some(text) = &self.vars {
            match vars(text) {
                Ok(Datum::Table(vars)) => vars.iter().for_each(|(name, value)| tree.set(&["dbt", "vars", name], value.clone())),
                Ok(_) => problems.error(Some(&Origin::flag("--vars")), format!("`{text}` is no YAML mapping; write '{{name: value}}'")),
                Err(message) => problems.error(Some(&Origin::flag("--vars")), message),
            }
        }
        if let Some(style) = &self.style {
            styles::lay_under(&mut tree, &Value::text(style.clone(), Origin::flag("--style")), problems);
        }
        tree
    }
}

fn vars(text: &str) -> Result<Datum, String> {
    let document = yaml::parse(text);
    if let Some(problem) = document.error() {
        return Err(format!("`{text}` cannot be read as YAML: {}", problem.message));
    }
    Ok(datum(&document.root))
}

fn datum(node: &yaml::Node) -> Datum {
    let value = |node: &yaml::Node| Value { datum: datum(node), origin: Origin::flag("--vars") };
    match &node.value {
        yaml::Value::Bool(on) => Datum::Boolean(*on),
        yaml::Value::Int(number) => Datum::Integer(*number),
        yaml::Value::Float(number) => Datum::Float(*number),
        yaml::Value::Sequence(items) => Datum::List(items.iter().map(value).collect()),
        yaml::Value::Mapping(_) => {
            let mut table = Table::default();
            for entry in node.entries() {
                table.insert(entry.key.to_text().unwrap_or_default(), value(&entry.value));
            }
            Datum::Table(table)
        }
        _ => Datum::Text(node.to_text().unwrap_or_default()),
    }
}
