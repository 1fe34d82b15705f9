//! From each file's own names to one tree: sqlfluff's names for what sqlfluff knows, `setsquare.toml`'s for the rest, and
//! rule sections by code.

use super::known_rules;
use super::layout::{INDENTATION_KEYS, TYPE_KEYS};
use super::options::OptionValue;
use super::rule_options::{RuleOptions, SHARED};
use super::selection::{EVERY_RULE, RuleNames};
use super::styles;
use super::value::{Datum, Problems, Table, Value};
use super::vocabulary::{Names, OWN, SQLFLUFF};
use crate::text::did_you_mean;

/// What any rule's section may hold.
const COMMON_KEYS: &[&str] = &["severity", "include", "exclude", "message"];

/// Options that sqlfluff has moved since people wrote them down.
const MOVED: &[(&[&str], &[&str])] = &[
    (&["rules", "indent_unit"], &["indentation", "indent_unit"]),
    (&["rules", "tab_space_size"], &["indentation", "tab_space_size"]),
    (&["rules", "max_line_length"], &["core", "max_line_length"]),
];

/// Brings the tree of one of sqlfluff's files into shape; unknown names are told and stay without effect.
pub fn sqlfluff(mut tree: Table, names: RuleNames<'_>, problems: &Problems) -> Table {
    for (from, to) in MOVED {
        if tree.find(to).is_none()
            && let Some(value) = tree.find(from).cloned()
        {
            tree.set(to, value);
        }
    }
    if let Some(value) = tree.find(&["indentation", "allow_implicit_indents"]).cloned() {
        let word = if value.to_text().is_some_and(|text| text.eq_ignore_ascii_case("true")) { "allow" } else { "forbid" };
        remove(&mut tree, "indentation", "allow_implicit_indents");
        tree.set(&["indentation", "implicit_indents"], Value::text(word, value.origin));
    }
    for (from, _) in MOVED {
        remove(&mut tree, from[0], from[1]);
    }
    Names { problems, fatal: false, sqlfluff: true }.check(&tree, &SQLFLUFF);
    if let Some(rules) = tree.remove("rules") {
        let table = rule_sections(rules.as_table(), names, false, problems);
        tree.insert("rules", Value { datum: Datum::Table(table), origin: rules.origin });
    }
    tree
}

fn remove(tree: &mut Table, table: &str, key: &str) {
    if let Some(Value { datum: Datum::Table(mut inner), origin }) = tree.remove(table) {
        inner.remove(key);
        tree.insert(table, Value { datum: Datum::Table(inner), origin });
    }
}

/// Brings a `setsquare.toml` into shape; unknown names end the run.
pub fn own(mut tree: Table, names: RuleNames<'_>, problems: &Problems) -> Table {
    Names { problems, fatal: true, sqlfluff: false }.check(&tree, &OWN);
    if let Some(value) = tree.find(&["policy", "tighten_only"])
        && bool::parse(value).is_none()
    {
        problems.error(Some(&value.origin), format!("`tighten_only` cannot be {}; it takes {}", value.display(), bool::expected()));
    }
    if let Some(value) = tree.get("artifacts") {
        problems.warning(Some(&value.origin), "`[artifacts]` has no effect in this version of setsquare".to_owned());
    }
    let format = tree.remove("format");
    let style = format.as_ref().and_then(Value::as_table).and_then(|format| format.get("style")).cloned();
    if let Some(format) = format {
        self::format(format.as_table(), &mut tree, problems);
    }
    if let Some(rules) = tree.remove("rules") {
        let table = rule_sections(rules.as_table(), names, true, problems);
        tree.insert("rules", Value { datum: Datum::Table(table), origin: rules.origin });
    }
    for (from, to) in [("select", "rules"), ("ignore", "exclude_rules"), ("unsafe-fixes", "unsafe_fixes")] {
        if let Some(value) = tree.find(&["lint", from]).cloned() {
            tree.set(&["core", to], every_rule(value));
            remove(&mut tree, "lint", from);
        }
    }
    if let Some(value) = tree.find(&["lint", "extend-select"]).cloned() {
        tree.set(&["lint", "extend-select"], every_rule(value));
    }
    if let Some(style) = style {
        styles::lay_under(&mut tree, &style, problems);
    }
    tree
}

/// `all` in our own lists is every rule there is.
fn every_rule(mut value: Value) -> Value {
    let replace = |value: &mut Value| {
        if let Datum::Text(text) = &mut value.datum
            && text.eq_ignore_ascii_case("all")
        {
            EVERY_RULE.clone_into(text);
        }
    };
    match &mut value.datum {
        Datum::List(items) => items.iter_mut().for_each(replace),
        _ => replace(&mut value),
    }
    value
}

/// `[format]`: the line length, the indentation's settings and one table for each kind.
fn format(table: Option<&Table>, tree: &mut Table, problems: &Problems) {
    for (key, value) in table.into_iter().flat_map(Table::iter) {
        match key {
            "style" => {}
            "max_line_length" => tree.set(&["core", key], value.clone()),
            "type" => {
                for (kind, settings) in value.as_table().into_iter().flat_map(Table::iter) {
                    match settings.as_table() {
                        Some(settings) => settings.iter().for_each(|(key, value)| type_setting(kind, key, value, tree, problems)),
                        None => problems.error(Some(&settings.origin), format!("`format.type.{kind}` is a table, not a value")),
                    }
                }
            }
            _ if INDENTATION_KEYS.contains(&key) => tree.set(&["indentation", key], value.clone()),
            _ => {
                let names = ["max_line_length", "style", "type"].into_iter().chain(INDENTATION_KEYS.iter().copied());
                let near = did_you_mean(key, names);
                problems.error(Some(&value.origin), format!("unknown key `{key}` in `[format]`{near}"));
            }
        }
    }
}

fn type_setting(kind: &str, key: &str, value: &Value, tree: &mut Table, problems: &Problems) {
    if TYPE_KEYS.contains(&key) {
        tree.set(&["layout", "type", kind, key], value.clone());
        return;
    }
    let near = did_you_mean(key, TYPE_KEYS.iter().copied());
    problems.error(Some(&value.origin), format!("unknown key `{key}` in `[format.type.{kind}]`{near}"));
}

/// The options that hold for all rules as they are, and a table for each rule by its code.
fn rule_sections(rules: Option<&Table>, names: RuleNames<'_>, fatal: bool, problems: &Problems) -> Table {
    let mut out = Table::default();
    let sections = Sections { names, fatal, problems, options: RuleOptions::table() };
    for (key, value) in rules.into_iter().flat_map(Table::iter) {
        match value.as_table() {
            Some(table) => sections.add(key, table, value, &mut out),
            None if SHARED.iter().any(|(_, name)| *name == key) => out.insert(key, value.clone()),
            None => sections.lost(key, value),
        }
    }
    out
}

struct Sections<'a> {
    names: RuleNames<'a>,
    fatal: bool,
    problems: &'a Problems,
    options: Vec<super::options::RuleOptionsInfo>,
}

impl Sections<'_> {
    /// A section under the name `name`. TOML writes a dotted name as tables in tables.
    fn add(&self, name: &str, table: &Table, at: &Value, out: &mut Table) {
        if let Some(rule) = self.names.find(name).map(|rule| self.names.rules[rule].code).or_else(|| self.known_by_options(name)) {
            for (key, value) in table.iter() {
                self.check(rule, name, key, value);
                out.set(&[rule, key], value.clone());
            }
            return;
        }
        let (tables, values): (Vec<_>, Vec<_>) = table.iter().partition(|(_, value)| value.as_table().is_some());
        for (key, value) in &tables {
            if let Some(inner) = value.as_table() {
                self.add(&format!("{name}.{key}"), inner, value, out);
            }
        }
        if !values.is_empty() || tables.is_empty() {
            let candidates = self.names.rules.iter().flat_map(|rule| [rule.name, rule.code]);
            let near = did_you_mean(name, candidates);
            if known_rules::is_known(name) {
                // Nothing is lost that this version could have used.
                return;
            }
            self.tell(&at.origin, format!("options for a rule `{name}` that does not exist{near}"));
        }
    }

    fn known_by_options(&self, name: &str) -> Option<&'static str> {
        let found = self.options.iter().find(|rule| rule.name.eq_ignore_ascii_case(name) || rule.code.eq_ignore_ascii_case(name))?;
        Some(found.code)
    }

    fn check(&self, code: &str, section: &str, key: &str, value: &Value) {
        let options: Vec<&str> =
            self.options.iter().filter(|rule| rule.code == code).flat_map(|rule| &rule.options).map(|option| option.name).collect();
        if options.contains(&key) || COMMON_KEYS.contains(&key) {
            return;
        }
        let near = did_you_mean(key, options.iter().chain(COMMON_KEYS).copied());
        self.tell(&value.origin, format!("`{section}` has no option `{key}`{near}"));
    }

    fn lost(&self, key: &str, value: &Value) {
        let owners: Vec<&str> =
            self.options.iter().filter(|rule| rule.options.iter().any(|option| option.name == key)).map(|rule| rule.name).collect();
        let message = match owners.first() {
            Some(_) if self.fatal => format!("`{key}` belongs below a rule: `[rules.\"{}\"]`", owners.join("\"]`, `[rules.\"")),
            Some(_) => format!(
                "`{key}` has no effect in `[sqlfluff:rules]`; it belongs in `[sqlfluff:rules:{}]`",
                owners.join("]`, `[sqlfluff:rules:")
            ),
            None => format!("no rule has an option `{key}`"),
        };
        self.tell(&value.origin, message);
    }

    fn tell(&self, origin: &super::value::Origin, message: String) {
        if self.fatal {
            self.problems.error(Some(origin), message);
        } else {
            self.problems.warning(Some(origin), message);
        }
    }
}
