//! `rules`: the list of rules, straight from the table.

use std::fmt::Write;
use std::process::ExitCode;

use serde_json::json;

use super::arguments::{RulesArguments, TableFormat};
use crate::config::{preset_names, preset_words};
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
            "presets": presets(rule),
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

/// The presets that choose a rule.
fn presets(rule: &RuleDef) -> Vec<&'static str> {
    let chooses = |words: &[String]| {
        words.iter().any(|word| word.eq_ignore_ascii_case(rule.name.code) || (word == "default" && rule.default.is_some()))
    };
    preset_names().filter(|name| preset_words(name).is_some_and(|words| chooses(&words))).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::find_rule;

    #[test]
    fn presets_name_rules_that_there_are() {
        for name in preset_names() {
            for word in preset_words(name).unwrap_or_default() {
                assert!(word == "default" || find_rule(&word).is_some(), "{name}: {word}");
            }
        }
    }

    #[test]
    fn every_rule_is_in_every_list() {
        let json: serde_json::Value = serde_json::from_str(&as_json(RULES)).unwrap_or_default();
        assert_eq!(json.as_array().map(Vec::len), Some(RULES.len()));
        for rule in RULES {
            assert!(as_text(RULES).contains(&format!("{}  {}", rule.name.code, rule.name.name)));
            assert!(as_markdown(RULES).contains(&format!("| {} | {} |", rule.name.code, rule.name.name)));
        }
    }
}
