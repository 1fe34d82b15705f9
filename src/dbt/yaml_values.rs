//! Values of YAML files with the Jinja in them evaluated, as dbt does it for project files, profiles and properties.
//!
//! There a template sees `var`, `env_var`, `target` and little more, and one that is a single expression keeps its type.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::value::{Kwargs, Rest, Value as JinjaValue, ValueKind};
use minijinja::{Environment, Error, ErrorKind};
use serde_json::{Map, Value};

use super::values::{jinja_map, jinja_of, json_of};
use super::{LoadProblem, LoadProblemKind, Place, Target, Vars};
use crate::text::{FileId, Files};
use crate::yaml;

/// What answers `env_var()`.
#[derive(Clone, Debug, Default)]
pub struct EnvironmentVariables {
    /// Answers where the process's environment does not.
    pub fallback: BTreeMap<String, String>,
}

impl EnvironmentVariables {
    pub fn get(&self, name: &str) -> Option<String> {
        std::env::var(name).ok().or_else(|| self.fallback.get(name).cloned())
    }
}

/// Evaluates the values of one package's YAML files.
pub(super) struct YamlValues<'f> {
    environment: Environment<'static>,
    files: &'f Files,
    file: Option<FileId>,
    pub problems: Vec<LoadProblem>,
}

impl<'f> YamlValues<'f> {
    pub fn new(
        files: &'f Files,
        vars: &Arc<Vars>,
        target: Option<&Target>,
        variables: &Arc<EnvironmentVariables>,
        project_name: &str,
    ) -> Self {
        let mut environment = Environment::empty();
        environment.set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
        add_builtins(&mut environment);
        let vars = Arc::clone(vars);
        environment.add_function("var", move |name: String, rest: Rest<JinjaValue>, named: Kwargs| {
            let default = rest.first().cloned().or_else(|| named.get("default").ok());
            if let Some(default) = default {
                return Ok(vars.over_default(&name).map_or(default, jinja_of));
            }
            match vars.get(&name) {
                Some(value) => Ok(jinja_of(value)),
                None => Err(Error::new(ErrorKind::UndefinedError, format!("no variable `{name}` is set and no default is given"))),
            }
        });
        let variables = Arc::clone(variables);
        environment.add_function("env_var", move |name: String, rest: Rest<JinjaValue>, named: Kwargs| {
            let default = rest.first().cloned().or_else(|| named.get("default").ok());
            match (variables.get(&name), default) {
                (Some(value), _) => Ok(JinjaValue::from(value)),
                (None, Some(default)) => Ok(if default.is_none() { default } else { JinjaValue::from(default.to_string()) }),
                (None, None) => Err(Error::new(
                    ErrorKind::UndefinedError,
                    format!("the environment has no `{name}`; give it a default, or a value under `[dbt] env`"),
                )),
            }
        });
        if let Some(target) = target {
            environment.add_global("target", jinja_map(target.fields()));
        }
        environment.add_global("project_name", project_name.to_owned());
        Self { environment, files, file: None, problems: Vec::new() }
    }

    /// Says which file the values that come next stand in, for messages.
    pub fn in_file(&mut self, file: FileId) {
        self.file = Some(file);
    }

    /// A node as a value, every string in it evaluated.
    pub fn render(&mut self, node: &yaml::Node) -> Value {
        match &node.value {
            yaml::Value::Str(text) => self.render_text(text, node),
            yaml::Value::Sequence(items) => Value::Array(items.iter().map(|item| self.render(item)).collect()),
            yaml::Value::Mapping(_) => {
                Value::Object(node.entries().iter().filter_map(|entry| Some((key_text(&entry.key)?, self.render(&entry.value)))).collect())
            }
            _ => raw_json(node),
        }
    }

    /// A node as text; nothing where it is null or a collection.
    pub fn text(&mut self, node: Option<&yaml::Node>) -> Option<String> {
        super::config::text_of(&self.render(node?))
    }

    fn render_text(&mut self, text: &str, node: &yaml::Node) -> Value {
        if !text.contains("{{") && !text.contains("{%") && !text.contains("{#") {
            return Value::String(text.to_owned());
        }
        match self.evaluate(text) {
            Ok(value) => value,
            Err(error) => {
                if let Some(file) = self.file {
                    let detail = error.detail().map_or_else(|| error.kind().to_string(), ToOwned::to_owned);
                    self.problems.push(LoadProblem {
                        kind: LoadProblemKind::Template,
                        path: self.files.get(file).path.clone(),
                        place: Some(Place { file, range: node.range }),
                        message: format!("this Jinja cannot be evaluated: {detail}"),
                    });
                }
                Value::String(text.to_owned())
            }
        }
    }

    /// A template's value: a text that is one expression keeps the expression's type.
    pub fn evaluate(&self, text: &str) -> Result<Value, Error> {
        let single = text.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")).filter(|inside| !inside.contains("}}"));
        match single {
            Some(expression) => self.expression(expression.trim_start_matches(['-', '+']).trim_end_matches(['-', '+'])),
            None => self.environment.render_str(text, ()).map(Value::String),
        }
    }

    /// An expression's value.
    pub fn expression(&self, expression: &str) -> Result<Value, Error> {
        let value = self.environment.compile_expression(expression)?.eval(())?;
        Ok(json_of(&value))
    }

    /// A call's arguments, by position and by name. Of several, those that cannot be evaluated here are null, or missing.
    pub fn arguments(&self, text: &str) -> (Vec<Value>, Map<String, Value>) {
        if let Ok(Value::Array(parts)) = self.expression(&format!("arguments_of({text})"))
            && let [Value::Array(positional), Value::Object(named)] = parts.as_slice()
        {
            return (positional.clone(), named.clone());
        }
        let mut positional = Vec::new();
        let mut named = Map::new();
        for argument in super::calls::split_arguments(text) {
            match super::calls::keyword_of(argument) {
                Some((name, value)) => {
                    if let Ok(value) = self.expression(value) {
                        named.insert(name.to_owned(), value);
                    }
                }
                None => positional.push(self.expression(argument).unwrap_or_default()),
            }
        }
        (positional, named)
    }
}

/// A call's arguments as a pair of a list and a mapping.
#[allow(clippy::needless_pass_by_value)]
fn arguments_of(positional: Rest<JinjaValue>, named: Kwargs) -> JinjaValue {
    let pairs: Vec<(String, JinjaValue)> =
        named.args().filter_map(|name| Some((name.to_owned(), named.get::<JinjaValue>(name).ok()?))).collect();
    JinjaValue::from(vec![JinjaValue::from(positional.0), JinjaValue::from_pairs(pairs)])
}

fn add_builtins(environment: &mut Environment<'static>) {
    use minijinja::{filters, functions, tests};
    macro_rules! add {
        ($method:ident: $($name:literal = $function:expr),* $(,)?) => { $(environment.$method($name, $function);)* };
    }
    add!(add_filter: "default" = filters::default, "d" = filters::default, "lower" = filters::lower, "upper" = filters::upper,
        "trim" = filters::trim, "replace" = filters::replace, "join" = filters::join, "first" = filters::first, "last" = filters::last,
        "length" = filters::length, "int" = filters::int, "float" = filters::float, "string" = filters::string, "bool" = filters::bool,
        "list" = filters::list, "title" = filters::title, "capitalize" = filters::capitalize, "sort" = filters::sort,
        "unique" = filters::unique, "map" = filters::map, "select" = filters::select, "reject" = filters::reject,
        "as_bool" = as_bool, "as_number" = as_number, "as_native" = as_native, "as_text" = filters::string);
    add!(add_test: "defined" = tests::is_defined, "undefined" = tests::is_undefined, "none" = tests::is_none, "string" = tests::is_string,
        "number" = tests::is_number, "mapping" = tests::is_mapping, "iterable" = tests::is_iterable, "sequence" = tests::is_sequence,
        "true" = tests::is_true, "false" = tests::is_false, "in" = tests::is_in, "eq" = tests::is_eq, "ne" = tests::is_ne,
        "boolean" = tests::is_boolean, "integer" = tests::is_integer);
    add!(add_function: "range" = functions::range, "dict" = functions::dict, "arguments_of" = arguments_of);
}

#[allow(clippy::needless_pass_by_value)]
fn as_bool(value: JinjaValue) -> Result<JinjaValue, Error> {
    match value.as_str().map(str::trim) {
        Some("True" | "true") => Ok(true.into()),
        Some("False" | "false") => Ok(false.into()),
        None if value.kind() == ValueKind::Bool => Ok(value),
        _ => Err(Error::new(ErrorKind::InvalidOperation, format!("`{value}` is neither true nor false"))),
    }
}

#[allow(clippy::needless_pass_by_value)]
fn as_number(value: JinjaValue) -> Result<JinjaValue, Error> {
    let Some(text) = value.as_str() else { return Ok(value) };
    if let Ok(whole) = text.trim().parse::<i64>() {
        return Ok(whole.into());
    }
    text.trim().parse::<f64>().map(JinjaValue::from).map_err(|_| Error::new(ErrorKind::InvalidOperation, format!("`{text}` is no number")))
}

#[allow(clippy::needless_pass_by_value)]
fn as_native(value: JinjaValue) -> JinjaValue {
    let Some(text) = value.as_str() else { return value };
    as_number(value.clone()).or_else(|_| as_bool(value.clone())).ok().filter(|native| native.kind() != ValueKind::String).unwrap_or_else(
        || {
            if text == "None" { JinjaValue::from(()) } else { value.clone() }
        },
    )
}

/// A key as text: dbt's dictionaries have text keys wherever it matters.
pub(super) fn key_text(key: &yaml::Node) -> Option<String> {
    if key.is_null() { Some("None".to_owned()) } else { key.to_text() }
}

/// A node as a value, Jinja left as it stands.
#[must_use]
pub fn raw_json(node: &yaml::Node) -> Value {
    match &node.value {
        yaml::Value::Null => Value::Null,
        yaml::Value::Bool(value) => Value::Bool(*value),
        yaml::Value::Int(value) => Value::from(*value),
        yaml::Value::Float(value) => serde_json::Number::from_f64(*value).map_or(Value::Null, Value::Number),
        yaml::Value::Str(text) | yaml::Value::Date(text) | yaml::Value::BigInt(text) => Value::String(text.to_string()),
        yaml::Value::Sequence(items) => Value::Array(items.iter().map(raw_json).collect()),
        yaml::Value::Mapping(_) => Value::Object(raw_map(node)),
    }
}

/// A mapping's entries as values; none where it is no mapping.
pub(super) fn raw_map(node: &yaml::Node) -> Map<String, Value> {
    node.entries().iter().filter_map(|entry| Some((key_text(&entry.key)?, raw_json(&entry.value)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[allow(clippy::needless_pass_by_value)] // `json!` makes values
    fn check(text: &str, want: Value) {
        let files = Files::default();
        let vars = json!({"flag": true, "name": "x", "off": "false"}).as_object().cloned().unwrap();
        let vars = Arc::new(Vars::new(Map::new(), vars, None, "p"));
        let target = Target::new("dev", "duckdb");
        let values = YamlValues::new(&files, &vars, Some(&target), &Arc::default(), "p");
        assert_eq!(values.evaluate(text).unwrap(), want, "{text}");
    }

    #[test]
    fn one_expression_keeps_its_type() {
        check("{{ var('flag') }}", json!(true));
        check("{{ var('missing', false) }}", json!(false));
        check("{{ not var('flag') }}", json!(false));
        check("{{ var('off') }}", json!("false"));
        check("{{ var('off') | as_bool }}", json!(false));
        check("{{ '12' | as_number }}", json!(12));
        check("a_{{ var('name') }}", json!("a_x"));
        check("{{ var('name') }}_{{ var('name') }}", json!("x_x"));
        check("{% if target.name == 'dev' %}d{% else %}p{% endif %}", json!("d"));
        check("{{ target.type in ['duckdb', 'spark'] }}", json!(true));
        check("{{ env_var('SETSQUARE_NO_SUCH_VARIABLE', 'z').upper() }}", json!("Z"));
        check("{{ 'delta' if target.type in ['spark'] else none }}", Value::Null);
    }

    #[test]
    fn arguments_are_told_apart() {
        let files = Files::default();
        let values = YamlValues::new(&files, &Arc::default(), None, &Arc::default(), "p");
        let have = |text: &str| json!(values.arguments(text));
        assert_eq!(have("'a', 1"), json!([["a", 1], {}]));
        assert_eq!(have("'a', v=2, b=['x']"), json!([["a"], {"b": ["x"], "v": 2}]));
        assert_eq!(have("materialized='table'"), json!([[], {"materialized": "table"}]));
        assert_eq!(have("no.such(), 'b', c=no.such(1, 2), d='='"), json!([[null, "b"], {"d": "="}]));
    }
}
