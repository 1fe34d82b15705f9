//! `rules`: the list of rules, straight from the table.

use std::fmt::Write;
use std::process::ExitCode;

use serde_json::json;

use super::arguments::{RulesArguments, TableFormat};
use crate::diagnostic::Applicability;
use crate::rules::{FixPolicy, RULES, RuleDef};

/// Prints the list.
pub fn run(arguments: &RulesArguments) -> ExitCode {
    let text = match arguments.format {
        TableFormat::Text => as_text(RULES),
        TableFormat::Json => as_json(RULES),
        TableFormat::Markdown => as_markdown(RULES),
    };
    anstream::println!("{}", text.trim_end());
    ExitCode::SUCCESS
}

fn as_text(rules: &[&RuleDef]) -> String {
    let width = rules.iter().map(|rule| rule.name.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for rule in rules {
        let RuleDef { name, default, .. } = rule;
        let marks = format!("{}{}", if default.is_some() { "on " } else { "off" }, fix_mark(rule.fixes));
        let _ = writeln!(text, "{}  {:width$}  {marks}  {}", name.code, name.name, summary(rule));
    }
    text
}

fn as_json(rules: &[&RuleDef]) -> String {
    let all = rules.iter().map(|rule| {
        json!({
            "code": rule.name.code,
            "name": rule.name.name,
            "aliases": rule.aliases,
            "groups": rule.groups,
            "default": rule.default.is_some(),
            "fix": fix_word(rule.fixes),
            "summary": summary(rule),
        })
    });
    serde_json::Value::Array(all.collect()).to_string()
}

fn as_markdown(rules: &[&RuleDef]) -> String {
    let rows = rules.iter().map(|rule| {
        let RuleDef { name, .. } = rule;
        let default = if rule.default.is_some() { "yes" } else { "" };
        format!("| {} | {} | {} | {default} | {} |\n", name.code, name.name, summary(rule), fix_word(rule.fixes).unwrap_or_default())
    });
    format!("| Code | Name | | Default | Fix |\n|---|---|---|---|---|\n{}", rows.collect::<String>())
}

/// The first paragraph of the rule's page.
pub fn summary(rule: &RuleDef) -> String {
    let body = rule.docs.lines().skip_while(|line| line.starts_with('#') || line.trim().is_empty());
    body.take_while(|line| !line.trim().is_empty()).map(str::trim).collect::<Vec<_>>().join(" ")
}

fn fix_word(fixes: FixPolicy) -> Option<&'static str> {
    match fixes {
        FixPolicy::Never | FixPolicy::Sometimes(Applicability::DisplayOnly, _) | FixPolicy::Always(Applicability::DisplayOnly, _) => None,
        FixPolicy::Sometimes(Applicability::Safe | Applicability::Extra, _) => Some("sometimes"),
        FixPolicy::Always(Applicability::Safe | Applicability::Extra, _) => Some("always"),
        FixPolicy::Sometimes(Applicability::Unsafe | Applicability::Customary, _) => Some("sometimes, unsafe"),
        FixPolicy::Always(Applicability::Unsafe | Applicability::Customary, _) => Some("always, unsafe"),
    }
}

fn fix_mark(fixes: FixPolicy) -> &'static str {
    match fix_word(fixes) {
        None => "     ",
        Some("always") => "  fix",
        Some(_) => " (fix)",
    }
}
