//! dbt-checkpoint's hooks, dbt-bouncer's checks, dbt-project-evaluator's variables, dbt-score's table.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::options::{asks_for, bouncer, checkpoint, flags};
use super::plan::{Plan, codes};
use super::read::glob;

/// The hooks of `.pre-commit-config.yaml` that are checks of dbt-checkpoint's, and those of sqlfluff and sqlfmt.
pub fn hooks(plan: &mut Plan, from: &str, document: &Value) {
    let repositories = document["repos"].as_array().into_iter().flatten();
    for hook in repositories.flat_map(|repository| repository["hooks"].as_array().into_iter().flatten()) {
        let Some(id) = hook["id"].as_str() else { continue };
        match id {
            "sqlfluff-lint" | "sqlfluff-fix" | "sqlfmt" => {
                plan.leave(
                    from,
                    format!(
                        "the hook `{id}` is replaced by `{}`",
                        if id == "sqlfluff-lint" { "setsquare-lint" } else { "setsquare-format" }
                    ),
                );
            }
            "dbt-parse" | "dbt-compile" | "dbt-deps" | "dbt-docs-generate" | "dbt-run" | "dbt-test" | "dbt-clean" => {
                plan.leave(from, format!("the hook `{id}` is not needed: nothing here reads what dbt writes"));
            }
            "unify-column-description"
            | "generate-missing-sources"
            | "generate-model-properties-file"
            | "remove-script-semicolon"
            | "replace-script-table-names" => {
                plan.leave(from, format!("the hook `{id}` changes files; `setsquare fix` mends what can be mended safely"));
            }
            _ => checkpoint_hook(plan, from, id, hook),
        }
    }
}

fn checkpoint_hook(plan: &mut Plan, from: &str, id: &str, hook: &Value) {
    let found = codes(id);
    if found.is_empty() {
        if id.starts_with("check-model")
            || id.starts_with("check-source")
            || id.starts_with("check-macro")
            || id.starts_with("check-script")
        {
            plan.leave(from, format!("no rule stands for the hook `{id}`"));
        }
        return;
    }
    note(plan, from, "dbt-checkpoint");
    let words =
        |key: &str| hook[key].as_array().into_iter().flatten().map(|word| word.as_str().map_or_else(|| word.to_string(), str::to_owned));
    let flags = flags(&words("args").collect::<Vec<_>>());
    for code in found.into_iter().filter(|code| asks_for(id, code, &flags)) {
        let (mut options, left) = checkpoint(code, &flags);
        for flag in left {
            plan.leave(from, format!("{code} has no option for `{flag}` of `{id}`"));
        }
        let excluded = flags.iter().filter(|(flag, _)| flag == "exclude").flat_map(|(_, values)| values.iter().map(String::as_str));
        let excluded: Vec<&str> = excluded.chain(hook["exclude"].as_str()).collect();
        scope(plan, from, id, &mut options, ("include", &hook["files"].as_str().into_iter().collect::<Vec<_>>()));
        scope(plan, from, id, &mut options, ("exclude", &excluded));
        plan.enable(code, options, &format!("{from}, {id}"));
    }
}

/// Paths that a check is for, or not for.
fn scope(plan: &mut Plan, from: &str, check: &str, options: &mut BTreeMap<String, Value>, (key, patterns): (&str, &[&str])) {
    let mut globs = Vec::new();
    for pattern in patterns.iter().filter(|pattern| !pattern.is_empty()) {
        match glob(pattern) {
            Some(glob) => globs.push(Value::from(glob)),
            None => plan.leave(from, format!("the paths `{pattern}` of `{check}`: write them as globs under `{key}`")),
        }
    }
    if !globs.is_empty() {
        options.insert(key.to_owned(), Value::Array(globs));
    }
}

fn note(plan: &mut Plan, from: &str, tool: &str) {
    let source = format!("{from} ({tool})");
    if !plan.sources.contains(&source) {
        plan.sources.push(source);
    }
}

/// Keys of a dbt-bouncer check that are no parameters of it.
const FRAME: &[&str] =
    &["name", "include", "exclude", "severity", "description", "index", "materialization", "check_id", "package_name", "selector"];

/// dbt-bouncer's configuration.
pub fn bouncer_file(plan: &mut Plan, from: &str, document: &Value) {
    note(plan, from, "dbt-bouncer");
    for key in ["dbt_artifacts_dir", "custom_checks_dir", "package_name", "severity", "selector", "include", "exclude"] {
        match (&document[key], key) {
            (Value::Null, _) => {}
            (_, "dbt_artifacts_dir") => plan.leave(from, "`dbt_artifacts_dir` is not needed: nothing here reads what dbt writes"),
            (_, "custom_checks_dir") => plan.leave(from, "`custom_checks_dir`: checks in Python have no counterpart"),
            _ => plan.leave(from, format!("`{key}` of all checks: say it under the rules that it is for")),
        }
    }
    let entries = document.as_object().into_iter().flatten();
    for check in entries.filter(|(key, _)| key.ends_with("_checks")).flat_map(|(_, checks)| checks.as_array().into_iter().flatten()) {
        bouncer_check(plan, from, check);
    }
}

fn bouncer_check(plan: &mut Plan, from: &str, check: &Value) {
    let (Some(name), Some(entries)) = (check["name"].as_str(), check.as_object()) else { return };
    let found = codes(name);
    if found.is_empty() {
        plan.leave(from, format!("no rule stands for the check `{name}`"));
        return;
    }
    for code in found {
        let parameters: Map<String, Value> =
            entries.iter().filter(|(key, _)| !FRAME.contains(&key.as_str())).map(|(key, value)| (key.clone(), value.clone())).collect();
        let (mut options, left) = bouncer(code, &parameters);
        for key in left {
            plan.leave(from, format!("{code} has no option for `{key}` of `{name}`"));
        }
        for key in ["selector", "materialization", "package_name"].iter().filter(|key| !check[**key].is_null()) {
            plan.leave(from, format!("`{key}` of `{name}`: say the paths instead"));
        }
        for key in ["include", "exclude"] {
            let patterns: Vec<&str> = match &check[key] {
                Value::String(pattern) => vec![pattern],
                Value::Array(patterns) => patterns.iter().filter_map(Value::as_str).collect(),
                _ => Vec::new(),
            };
            scope(plan, from, name, &mut options, (key, &patterns));
        }
        match check["severity"].as_str() {
            Some("warn") => drop(options.insert("severity".to_owned(), Value::from("warn"))),
            Some("error") => drop(options.insert("severity".to_owned(), Value::from("error"))),
            _ => {}
        }
        plan.enable(code, options, &format!("{from}, {name}"));
    }
}

/// Variables of dbt-project-evaluator, and the option that says the same.
const VARIABLES: &[(&str, &str, &str)] = &[
    ("documentation_coverage_target", "DC10", "min"),
    ("test_coverage_target", "TS10", "min"),
    ("models_fanout_threshold", "DP04", "threshold"),
    ("too_many_joins_threshold", "DP02", "max_models"),
    ("chained_views_threshold", "DP16", "max"),
];

/// A `dbt_project.yml` with variables or models of dbt-project-evaluator's.
pub fn evaluator(plan: &mut Plan, from: &str, document: &Value) {
    const NAME: &str = "dbt_project_evaluator";
    let (own, all) = (&document["vars"][NAME], &document["vars"]);
    let models = &document["models"][NAME];
    let known = |name: &str| VARIABLES.iter().any(|(theirs, ..)| *theirs == name);
    if own.is_null() && models.is_null() && !all.as_object().into_iter().flatten().any(|(name, _)| known(name)) {
        return;
    }
    note(plan, from, "dbt-project-evaluator");
    let mut disabled = Vec::new();
    disabled_models(models, "", &mut disabled);
    for (name, code, option) in VARIABLES {
        let value = [own, all].into_iter().map(|vars| &vars[*name]).find(|value| value.is_number());
        let Some(value) = value else { continue };
        plan.enable(code, BTreeMap::from([((*option).to_owned(), value.clone())]), from);
    }
    for name in own.as_object().into_iter().flat_map(Map::keys).filter(|name| !known(name)) {
        plan.leave(
            from,
            format!("the variable `{name}`: layers and names are said under `[layers]`, exclusions under `exclude` of a rule"),
        );
    }
    // Every check of the package is on unless its model is disabled.
    for rule in crate::rules::RULES {
        let fact = rule.aliases.iter().find(|alias| alias.starts_with("fct_"));
        let is_off = fact.is_some_and(|fact| disabled.iter().any(|name| name == fact));
        if fact.is_some() && !is_off && rule.name.code != "RE01" {
            plan.enable(rule.name.code, plan.rules.get(rule.name.code).cloned().unwrap_or_default(), from);
        }
    }
    plan.leave(from, "rows of the seed `dbt_project_evaluator_exceptions`: write them as `exclude` of the rules, or record a baseline");
}

fn disabled_models(tree: &Value, name: &str, out: &mut Vec<String>) {
    for (key, value) in tree.as_object().into_iter().flatten() {
        if matches!(key.as_str(), "+enabled" | "enabled") && *value == Value::Bool(false) {
            out.push(name.to_owned());
        }
        disabled_models(value, key, out);
    }
}

/// dbt-score's table in `pyproject.toml`.
pub fn score(plan: &mut Plan, from: &str, table: &Value) {
    note(plan, from, "dbt-score");
    let last = |name: &str| name.rsplit('.').next().unwrap_or(name).to_owned();
    let disabled: Vec<String> = table["disabled_rules"].as_array().into_iter().flatten().filter_map(Value::as_str).map(last).collect();
    for rule in crate::rules::RULES {
        // Its rules are functions: words in small letters that no other tool's names look like.
        let theirs = rule.aliases.iter().find(|alias| SCORE_RULES.contains(alias));
        if theirs.is_some_and(|name| !disabled.iter().any(|off| off == name)) {
            plan.enable(rule.name.code, BTreeMap::new(), from);
        }
    }
    for (name, settings) in table["rules"].as_object().into_iter().flatten() {
        for code in codes(&last(name)) {
            for (key, value) in settings.as_object().into_iter().flatten() {
                match (key.as_str(), value.as_str()) {
                    ("max_lines", _) => drop(plan.rules.entry(code).or_default().insert("max".to_owned(), value.clone())),
                    ("severity", Some(severity)) => {
                        let level = if matches!(severity, "1" | "low") { "warn" } else { "error" };
                        plan.rules.entry(code).or_default().insert("severity".to_owned(), Value::from(level));
                    }
                    ("severity", None) => {
                        let level = if value.as_i64() == Some(1) { "warn" } else { "error" };
                        plan.rules.entry(code).or_default().insert("severity".to_owned(), Value::from(level));
                    }
                    _ => plan.leave(from, format!("`{key}` of `{name}`")),
                }
            }
        }
    }
    for key in table.as_object().into_iter().flat_map(Map::keys).filter(|key| !matches!(key.as_str(), "disabled_rules" | "rules")) {
        plan.leave(from, format!("`tool.dbt-score.{key}`: there are findings here and no score"));
    }
}

/// What dbt-score checks without being asked and a rule of ours says too.
const SCORE_RULES: &[&str] =
    &["columns_have_description", "has_description", "has_owner", "sql_has_reasonable_number_of_lines", "has_uniqueness_test"];
