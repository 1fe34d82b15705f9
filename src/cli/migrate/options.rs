//! Parameters of other tools' checks, and the options of our rules that say the same. Which check is which rule, the rules
//! themselves know by their aliases.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::read::whole;

type Options = BTreeMap<String, Value>;

/// Parameters that carry over under another name, or the same, whatever the check.
const NAMES: &[(&str, &str)] = &[
    ("access", "access"),
    ("criteria", "criteria"),
    ("keys", "keys"),
    ("layout", "layout"),
    ("materializations_to_include", "materializations"),
    ("max_downstream_models", "max"),
    ("max_number_of_arguments", "max"),
    ("max_number_of_lines", "max"),
    ("max_number_of_privileges", "max"),
    ("max_upstream_macros", "max_macros"),
    ("max_upstream_models", "max_models"),
    ("max_upstream_sources", "max_sources"),
    ("maximum_number_of_models", "max"),
    ("meta_key", "key"),
    ("min_description_length", "min_length"),
    ("min_downstream_models", "threshold"),
    ("min_model_documentation_coverage_pct", "min"),
    ("min_model_test_coverage_pct", "min"),
    ("min_number_of_models", "min"),
    ("min_number_of_privileges", "min"),
    ("min_number_of_tests", "min"),
    ("min_number_of_unit_tests", "min"),
    ("min_unit_test_coverage_pct", "min"),
    ("minimum_number_of_models", "min"),
    ("permitted_formats", "formats"),
    ("permitted_materializations", "permitted"),
    ("permitted_sub_directories", "permitted"),
    ("privilege", "privilege"),
    ("require_explicit_alias", "require_explicit"),
    ("required_constraint_types", "types"),
    ("required_fields", "fields"),
    ("required_macros", "macros"),
    ("tags", "required"),
    ("test_name", "test"),
];

/// The options of a rule for the parameters of a dbt-bouncer check, and the parameters that have none.
#[must_use]
pub fn bouncer(code: &str, parameters: &serde_json::Map<String, Value>) -> (Options, Vec<String>) {
    let mut options = Options::new();
    let mut left = Vec::new();
    for (key, value) in parameters {
        if value.is_null() || bouncer_special(code, key, value, parameters, &mut options) {
            continue;
        }
        match NAMES.iter().find(|(theirs, _)| theirs == key) {
            Some((_, ours)) => {
                options.insert((*ours).to_owned(), value.clone());
                if key == "keys" && !code.starts_with("SR04") {
                    options.insert("allow_extra".to_owned(), Value::from(true));
                }
            }
            None => left.push(key.clone()),
        }
    }
    (options, left)
}

/// Parameters that mean the same in another shape; whether this was one.
fn bouncer_special(code: &str, key: &str, value: &Value, all: &serde_json::Map<String, Value>, options: &mut Options) -> bool {
    let mut set = |key: &str, value: Value| options.insert(key.to_owned(), value);
    match (code, key, value) {
        ("NM01", "model_name_pattern", Value::String(pattern)) => {
            set("patterns", json!([{"path": "**", "pattern": whole(pattern)}]));
        }
        ("SC05" | "MC04", "regexp_pattern", Value::String(pattern)) => {
            set("patterns", json!([pattern.replace("[\\s\\S]*", "").trim_start_matches('^')]));
        }
        // The most views in a chain, where the check names the first number that is too many.
        ("DP16", "max_chained_views", Value::Number(number)) => {
            set("max", Value::from(number.as_i64().unwrap_or(1) - 1));
        }
        ("DP17", "materializations", _) => {}
        ("TS02", "test_names", Value::Array(names)) => {
            let least = all.get("min_number_of_tests").cloned().unwrap_or_else(|| Value::from(1));
            let tests: serde_json::Map<String, Value> =
                names.iter().filter_map(|name| Some((name.as_str()?.to_owned(), least.clone()))).collect();
            set("tests", Value::Object(tests));
        }
        ("TS02", "min_number_of_tests", _) => {}
        ("TS03", "min_number_of_schema_tests", _) => {
            set("generic", value.clone());
        }
        ("TS03", "min_number_of_data_tests", _) => {
            set("singular", value.clone());
        }
        (_, "type_pattern", Value::String(pattern)) => {
            set("type_pattern", Value::from(whole(pattern)));
        }
        (_, _, Value::String(pattern)) if key.ends_with("_pattern") => {
            set("pattern", Value::from(whole(pattern)));
        }
        _ => return false,
    }
    true
}

/// The arguments of a hook: flags with their values.
#[must_use]
pub fn flags(arguments: &[String]) -> Vec<(String, Vec<String>)> {
    let mut flags: Vec<(String, Vec<String>)> = Vec::new();
    for argument in arguments.iter().filter(|argument| *argument != "--") {
        match argument.strip_prefix("--") {
            Some(flag) => {
                let (flag, value) = flag.split_once('=').map_or((flag, None), |(flag, value)| (flag, Some(value)));
                flags.push((flag.to_owned(), value.map(str::to_owned).into_iter().collect()));
            }
            None => {
                if let Some((_, values)) = flags.last_mut() {
                    values.push(argument.clone());
                }
            }
        }
    }
    flags
}

/// The options of a rule for the flags of a dbt-checkpoint hook, and the flags that have none.
#[must_use]
pub fn checkpoint(code: &str, flags: &[(String, Vec<String>)]) -> (Options, Vec<String>) {
    let mut options = Options::new();
    let mut left = Vec::new();
    for (flag, values) in flags {
        let first = values.first().map(String::as_str).unwrap_or_default();
        let number = || Value::from(first.parse::<i64>().unwrap_or(1));
        let mut set = |key: &str, value: Value| {
            options.insert(key.to_owned(), value);
        };
        match (code, flag.as_str()) {
            (_, "manifest" | "catalog" | "config" | "dbt-project-dir" | "is-test" | "include-disabled" | "exclude") => {}
            (_, "meta-keys" | "labels-keys") => set("keys", json!(values)),
            ("SR04", "allow-extra-keys") => {}
            (_, "allow-extra-keys") => set("allow_extra", Value::from(true)),
            (_, "tags") => set("allowed", json!(values)),
            (_, "whitelist") => set("allow", json!(values)),
            (_, "test-cnt") => set("min", number()),
            ("NM01", "pattern" | "patterns") => set("patterns", json!([{"path": "**", "pattern": whole(first)}])),
            // Theirs is the last number that is still few.
            ("DP17", "threshold-childs") => {
                set("threshold", Value::from(first.parse::<i64>().unwrap_or(1) + 1));
                set("two_sided", Value::from(true));
            }
            ("SR01", "freshness") => set("require", json!(values)),
            ("GV05", "constraints") => set("constraints", serde_json::from_str(first).unwrap_or_default()),
            ("GV06", "constraints") => set("types", json!(values)),
            ("SR06" | "DP05", "min-child-cnt") => set("min", number()),
            ("SR07" | "DP03", "max-child-cnt") => set("max", number()),
            ("DP02", "max-parent-cnt") => set("max_models", number()),
            ("DP01", "min-parent-cnt") => {}
            ("TS03" | "TS19", "tests") => {
                for (kind, count) in counts(values) {
                    set(if kind == "schema" { "generic" } else { "singular" }, count);
                }
            }
            ("TS02" | "TS18", "tests") => set("tests", Value::Object(counts(values).into_iter().collect())),
            (_, "tests") => set("tests", json!(values)),
            // Counts of several rules that one hook checks.
            (_, "min-child-cnt" | "max-child-cnt" | "min-parent-cnt" | "max-parent-cnt") => {}
            _ => left.push(format!("--{flag}")),
        }
    }
    (options, left)
}

/// `unique=1`
fn counts(values: &[String]) -> Vec<(String, Value)> {
    let count = |value: &String| {
        let (name, count) = value.split_once('=').unwrap_or((value, "1"));
        (name.to_owned(), Value::from(count.parse::<i64>().unwrap_or(1)))
    };
    values.iter().map(count).collect()
}

/// Whether a hook that several rules stand for asks for this one: by the flag that only it heeds.
#[must_use]
pub fn asks_for(hook: &str, code: &str, flags: &[(String, Vec<String>)]) -> bool {
    let has = |flag: &str| flags.iter().any(|(name, _)| name == flag);
    match (hook, code) {
        ("check-model-parents-and-childs", "DP01") => has("min-parent-cnt"),
        ("check-model-parents-and-childs", "DP02") => has("max-parent-cnt"),
        ("check-model-parents-and-childs", "DP05") => has("min-child-cnt"),
        ("check-model-parents-and-childs", "DP03") => has("max-child-cnt"),
        ("check-source-childs", "SR06") => has("min-child-cnt"),
        ("check-source-childs", "SR07") => has("max-child-cnt"),
        _ => true,
    }
}
