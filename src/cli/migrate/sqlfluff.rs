//! `.sqlfluff` and its siblings, and sqlfmt's table.

use serde_json::Value;

use super::plan::{Plan, codes};
use super::read::{ini, list, typed};
use crate::config::INDENTATION_KEYS;

/// Carries an INI file over; a file of other tools without a section of sqlfluff's says nothing.
pub fn ini_file(plan: &mut Plan, from: &str, text: &str) {
    let sections = ini(text);
    let ours = sections.iter().filter_map(|(name, entries)| Some((name.strip_prefix("sqlfluff")?, entries)));
    let mut ours = ours.filter(|(rest, _)| rest.is_empty() || rest.starts_with(':')).peekable();
    if ours.peek().is_none() {
        return;
    }
    plan.sources.push(from.to_owned());
    for (rest, entries) in ours {
        let section: Vec<&str> = rest.split(':').filter(|part| !part.is_empty()).collect();
        for (key, value) in entries {
            entry(plan, from, &section, key, value);
        }
    }
}

fn entry(plan: &mut Plan, from: &str, section: &[&str], key: &str, value: &str) {
    match (section, key) {
        ([], "rules") => {
            let rules = rules_of(plan, from, value);
            plan.select = Some(if value == "all" { vec!["default".to_owned()] } else { rules });
        }
        ([], "exclude_rules") => {
            let rules = rules_of(plan, from, value);
            plan.ignore.extend(rules);
        }
        ([], "dialect") => dialect(plan, from, value),
        ([], "max_line_length") => {
            plan.format.insert(key.to_owned(), typed(value));
        }
        (["indentation"], _) if INDENTATION_KEYS.contains(&key) => {
            let lists = key.starts_with("skip_");
            plan.format.insert(key.to_owned(), if lists { Value::from(list(value)) } else { typed(value) });
        }
        (["indentation" | "rules"], "tab_space_size" | "indent_unit" | "max_line_length") => {
            plan.format.insert(key.to_owned(), typed(value));
        }
        (["layout", "type", kind], _) => {
            plan.types.entry((*kind).to_owned()).or_default().insert(key.to_owned(), typed(value));
        }
        (["rules"], _) => plan.leave(from, format!("`{key}` of all rules: say it under the rules that it is for")),
        (["rules", name @ ..], _) => match codes(&name.join(".")).first() {
            Some(code) => {
                plan.rules.entry(code).or_default().insert(key.to_owned(), typed(value));
            }
            None => plan.leave(from, format!("`[sqlfluff:rules:{}]` names no rule", name.join(":"))),
        },
        ([], "templater" | "large_file_skip_byte_limit" | "large_file_skip_char_limit" | "processes" | "verbose" | "nocolor") => {
            plan.leave(from, format!("`{key} = {value}` is not needed here"));
        }
        (["templater", ..], _) => {
            plan.leave(
                from,
                format!("`{}.{key}`: templates are rendered from the project itself; the file is still read for it", section.join(".")),
            );
        }
        _ => {
            plan.leave(
                from,
                format!("`{}` has no setting of its own; the file is still read for it", [section, &[key]].concat().join(".")),
            );
        }
    }
}

/// Rules by the names that they have now.
fn rules_of(plan: &mut Plan, from: &str, value: &str) -> Vec<String> {
    let mut out = Vec::new();
    for word in list(value) {
        match codes(&word)[..] {
            [] if word.chars().any(|letter| letter.is_ascii_digit()) => plan.leave(from, format!("there is no rule `{word}`")),
            // Groups, prefixes and globs keep their names.
            [] => out.push(word),
            [code, ..] => out.push(code.to_owned()),
        }
    }
    out.dedup();
    out
}

fn dialect(plan: &mut Plan, from: &str, dialect: &str) {
    let adapter = match dialect {
        "postgres" | "redshift" | "snowflake" | "bigquery" | "databricks" | "duckdb" | "trino" | "athena" | "clickhouse" | "sqlite"
        | "mysql" | "oracle" | "vertica" | "exasol" | "teradata" | "greenplum" => dialect,
        "sparksql" => "spark",
        "tsql" => "sqlserver",
        _ => {
            plan.leave(from, format!("no dbt adapter writes the dialect `{dialect}`; the file is still read for it"));
            return;
        }
    };
    plan.adapter = Some(adapter.to_owned());
}

/// sqlfmt's table in `pyproject.toml`.
pub fn sqlfmt(plan: &mut Plan, from: &str, table: &Value) {
    plan.sources.push(format!("{from} [tool.sqlfmt]"));
    // What sqlfmt writes, said in our words.
    plan.format.insert("max_line_length".to_owned(), table.get("line_length").cloned().unwrap_or_else(|| Value::from(88)));
    plan.types.entry("comma".to_owned()).or_default().insert("line_position".to_owned(), Value::from("trailing"));
    for code in ["CP01", "CP03", "CP04", "CP05"] {
        let key = if code == "CP01" || code == "CP04" { "capitalisation_policy" } else { "extended_capitalisation_policy" };
        plan.rules.entry(code).or_default().insert(key.to_owned(), Value::from("lower"));
    }
    for key in table.as_object().into_iter().flat_map(serde_json::Map::keys).filter(|key| *key != "line_length") {
        plan.leave(from, format!("`tool.sqlfmt.{key}`"));
    }
}
