//! Where a value came from: what the merged configuration of a file says, with file and line, and why a rule is on or off there.

use std::path::Path;

use super::loader::Loader;
use super::options::RuleOptionsInfo;
use super::rule_options::RuleOptions;
use super::value::{Datum, Origin, Table, Value};
use crate::diagnostic::Level;

/// One value that somebody set.
#[derive(Clone, Debug)]
pub struct Said {
    /// The way to it, dots between the parts: `layout.type.comma.line_position`.
    pub key: String,
    pub value: String,
    pub origin: Origin,
}

/// A rule in one file: whether it is on, what decided that, and its options.
#[derive(Clone, Debug)]
pub struct ExplainedRule {
    pub code: &'static str,
    pub level: Option<Level>,
    /// In the order in which they hold, the last one wins; where nobody said anything, the rule is as it comes.
    pub reasons: Vec<(String, Option<Origin>)>,
    /// Name, value, and who set it; nothing for a default.
    pub options: Vec<(String, String, Option<Origin>)>,
}

impl Loader {
    /// Everything that files and flags set for the file at `path`.
    #[must_use]
    pub fn said(&self, path: &Path, text: Option<&str>) -> Vec<Said> {
        let (_, configuration) = self.configuration_of(path, text);
        let mut out = Vec::new();
        leaves(&configuration.tree, &mut Vec::new(), &mut out);
        out.sort_by(|left, right| left.key.cmp(&right.key));
        out
    }

    /// Why the rule of a code, a name or an alias is as it is for the file at `path`; nothing where there is no such rule.
    #[must_use]
    pub fn explain(&self, path: &Path, text: Option<&str>, rule: &str) -> Option<ExplainedRule> {
        let at = self.names().find(rule)?;
        let descriptor = self.names().rules[at];
        let (path, configuration) = self.configuration_of(path, text);
        let scope = configuration.scope(&path);
        let tree = &configuration.tree;
        let mut reasons = vec![match descriptor.default {
            Some(level) => (format!("on by default ({})", word(level)), None),
            None => ("off by default".to_owned(), None),
        }];
        reasons.extend(self.selection(tree, configuration.per_file(&scope)).reasons(at));
        if scope.left_out.iter().any(|left_out| usize::from(*left_out) == at) {
            let table = tree.find_table(&["rules", descriptor.code]);
            for key in ["include", "exclude"] {
                if let Some(value) = table.and_then(|table| table.get(key)) {
                    reasons.push((format!("`{key} = {}` of the rule leaves this file out", written(value)), Some(value.origin.clone())));
                }
            }
        }
        let mut level = self.levels(&configuration, &scope).get(at);
        if let Some(floor) = &configuration.floor {
            let least = self.levels(floor, &floor.scope(&path)).get(at);
            if least > level {
                reasons.push(("`tighten_only` keeps files below from loosening it".to_owned(), None));
                level = least;
            }
        }
        let mut options = options(descriptor.code, tree);
        if descriptor.groups.contains(&"layout") {
            options.extend(layout_settings(tree));
        }
        Some(ExplainedRule { code: descriptor.code, level, reasons, options })
    }
}

fn options(code: &str, tree: &Table) -> Vec<(String, String, Option<Origin>)> {
    let own = tree.find_table(&["rules", code]);
    let known = RuleOptions::table().into_iter().find(|rule: &RuleOptionsInfo| rule.code == code);
    let mut out: Vec<(String, String, Option<Origin>)> = Vec::new();
    for option in known.into_iter().flat_map(|rule| rule.options) {
        let shared = || tree.find(&["rules", option.name]).filter(|value| value.as_table().is_none());
        match own.and_then(|own| own.get(option.name)).or_else(shared) {
            Some(value) => out.push((option.name.to_owned(), written(value), Some(value.origin.clone()))),
            None => out.push((option.name.to_owned(), option.default, None)),
        }
    }
    for (key, value) in own.into_iter().flat_map(Table::iter) {
        if !out.iter().any(|(name, ..)| name == key) {
            out.push((key.to_owned(), written(value), Some(value.origin.clone())));
        }
    }
    out
}

/// What layout rules heed besides their options, as far as somebody set it.
fn layout_settings(tree: &Table) -> impl Iterator<Item = (String, String, Option<Origin>)> {
    let mut said = Vec::new();
    leaves(tree, &mut Vec::new(), &mut said);
    let concerns =
        |said: &Said| said.key == "core.max_line_length" || said.key.starts_with("indentation.") || said.key.starts_with("layout.");
    said.into_iter().filter(concerns).map(|said| (said.key, said.value, Some(said.origin)))
}

/// A level's word in configuration files.
#[must_use]
pub const fn word(level: Level) -> &'static str {
    match level {
        Level::Info => "info",
        Level::Warning => "warn",
        Level::Error => "error",
    }
}

fn leaves<'t>(table: &'t Table, path: &mut Vec<&'t str>, out: &mut Vec<Said>) {
    for (key, value) in table.iter() {
        path.push(key);
        match &value.datum {
            Datum::Table(inner) => leaves(inner, path, out),
            _ => out.push(Said { key: path.join("."), value: written(value), origin: value.origin.clone() }),
        }
        path.pop();
    }
}

/// A value as one would write it.
pub(super) fn written(value: &Value) -> String {
    match &value.datum {
        Datum::List(items) => format!("[{}]", items.iter().map(written).collect::<Vec<_>>().join(", ")),
        Datum::Table(table) => {
            let entries: Vec<String> = table.iter().map(|(key, value)| format!("{key} = {}", written(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Datum::Text(text) => format!("{text:?}"),
        _ => value.to_text().unwrap_or_default(),
    }
}
