//! The values of the context that are no functions.

use std::any::Any;
use std::fmt::Write;
use std::sync::Arc;

use minijinja::Value as JinjaValue;
use serde_json::{Map, Value, json};

use super::adapter::{Adapter, ColumnType, RelationType};
use super::conversions::{json_of, map_of, value_of};
use super::{Context, Mode, functions, lock};
use crate::dbt::{Place, modules};
use crate::jinja::print::text as print;
use crate::jinja::{
    CallArguments, CallKind, Evaluator, Fault, Host, HostValue, ProblemKind, Template, UnknownKind, as_text, dict_of, host_value, items,
    list, none, pairs, tuple, unknown,
};

/// A value of the context.
pub(super) fn find(cx: &Context, name: &str) -> Option<JinjaValue> {
    Some(match name {
        "execute" => (cx.mode() != Mode::Parse).into(),
        "target" => target(cx),
        "this" => cx.node.this.clone().map_or_else(none, host_value),
        "database" => cx.node.this.as_ref().and_then(|this| this.database.as_deref()).map_or_else(none, JinjaValue::from),
        "schema" => cx.node.this.as_ref().and_then(|this| this.schema.as_deref()).map_or_else(none, JinjaValue::from),
        "model" => map_of(&cx.node.model()),
        "config" => host_value(ConfigObject { cx: cx.clone() }),
        "adapter" => host_value(Adapter { cx: cx.clone() }),
        "api" => dict_of([
            ("Relation", host_value(RelationType { cx: cx.clone() })),
            ("Column", host_value(ColumnType { adapter: cx.scope.target.adapter.clone() })),
        ]),
        "exceptions" => host_value(Exceptions),
        "builtins" => dict_of(builtins(cx)),
        "context" => host_value(ContextObject { cx: cx.clone() }),
        "flags" => value_of(&flags()),
        "project_name" => cx.scope.project_name.as_str().into(),
        "invocation_id" => cx.scope.invocation_id.as_str().into(),
        "invocation_args_dict" => value_of(&json!({"which": "compile", "full_refresh": false})),
        "modules" => modules::modules(cx.scope.started()),
        "run_started_at" => modules::moment(cx.scope.started()),
        "dbt_version" => "1.12.6".into(),
        "selected_resources" => list(cx.scope.relations.selected.iter().map(|id| JinjaValue::from(id.as_str())).collect()),
        "pre_hooks" | "post_hooks" => list(Vec::new()),
        "sql_header" | "sql" => none(),
        "thread_id" => "MainThread".into(),
        "dbt_metadata_envs" => dict_of(Vec::<(String, JinjaValue)>::new()),
        "graph" => cx.scope.graph.value(),
        _ => return None,
    })
}

/// What dbt calls the runtime configuration: the root project, and the packages as `dependencies`.
pub(super) fn runtime_config(cx: &Context) -> JinjaValue {
    let packages = cx.scope.packages.iter().map(|(name, version)| {
        let said = [("project_name", JinjaValue::from(name.as_str())), ("version", version.as_deref().map_or_else(none, JinjaValue::from))];
        (name, dict_of(said))
    });
    dict_of([
        ("project_name", cx.scope.project_name.as_str().into()),
        ("dependencies", dict_of(packages)),
        ("credentials", target(cx)),
        ("target_name", cx.scope.target.name.as_str().into()),
        ("profile_name", cx.scope.target.profile.as_str().into()),
        ("vars", dict_of([("vars", dict_of(Vec::<(String, JinjaValue)>::new()))])),
    ])
}

/// `context`: every name of the context as an entry.
#[derive(Debug)]
struct ContextObject {
    cx: Context,
}

impl HostValue for ContextObject {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn text(&self) -> String {
        "<context>".to_owned()
    }

    fn attribute(&self, _evaluator: &mut Evaluator<'_>, name: &str) -> Option<JinjaValue> {
        self.cx.lookup(name)
    }

    fn method(&self, evaluator: &mut Evaluator<'_>, name: &str, arguments: &CallArguments) -> Option<Result<JinjaValue, Fault>> {
        match name {
            "get" => {
                let found = arguments.text(0, "key").and_then(|name| self.attribute(evaluator, name));
                Some(Ok(found.or_else(|| arguments.get(1, "default").cloned()).unwrap_or_else(none)))
            }
            // Names that a template adds to the context are seen by its macros only, which find them in their scopes.
            "update" => Some(Ok(none())),
            _ => None,
        }
    }
}

/// `target`
pub(super) fn target(cx: &Context) -> JinjaValue {
    map_of(cx.scope.target.fields())
}

fn builtins(cx: &Context) -> Vec<(&'static str, JinjaValue)> {
    let mut found = functions::all(cx);
    found.extend(
        ["config", "this", "target", "execute", "exceptions", "adapter", "api", "model"]
            .iter()
            .filter_map(|name| Some((*name, find(cx, name)?))),
    );
    found
}

fn flags() -> Value {
    json!({
        "FULL_REFRESH": false, "STORE_FAILURES": false, "WHICH": "compile", "USE_COLORS": true, "WARN_ERROR": false, "FAIL_FAST": false,
        "INTROSPECT": true, "EMPTY": false, "VERSION_CHECK": true, "STATIC_PARSER": true, "PARTIAL_PARSE": true, "DEBUG": false,
    })
}

/// `config`: called it configures the resource, and it answers what the resource is configured to.
#[derive(Debug)]
struct ConfigObject {
    cx: Context,
}

impl ConfigObject {
    fn value(&self, name: &str) -> Option<JinjaValue> {
        let config = self.cx.node.config.as_ref()?;
        config.get(name).or_else(|| config.get("meta").and_then(|meta| meta.get(name))).filter(|value| !value.is_null()).map(value_of)
    }

    fn persists(&self, what: &str) -> bool {
        let config = self.cx.node.config.as_ref();
        config.and_then(|config| config.get("persist_docs")).and_then(|docs| docs.get(what)).and_then(Value::as_bool).unwrap_or(false)
    }
}

impl HostValue for ConfigObject {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn text(&self) -> String {
        "<config>".to_owned()
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, evaluator: &mut Evaluator<'_>, arguments: &CallArguments) -> Option<Result<JinjaValue, Fault>> {
        let (file, range) = evaluator.place();
        let positional: Vec<Value> = arguments.positional.iter().map(json_of).collect();
        let named: Map<String, Value> = arguments.keywords.iter().map(|(key, value)| (key.to_string(), json_of(value))).collect();
        lock(&self.cx.node.calls).add_call("config", &positional, &named, Place { file, range });
        evaluator.capture(CallKind::Config, arguments, None);
        if self.cx.mode() == Mode::Lint {
            for sql in sql_among(arguments) {
                send_hook(evaluator, sql);
            }
        }
        Some(Ok("".into()))
    }

    fn attribute(&self, _evaluator: &mut Evaluator<'_>, name: &str) -> Option<JinjaValue> {
        self.value(name)
    }

    fn method(&self, evaluator: &mut Evaluator<'_>, name: &str, arguments: &CallArguments) -> Option<Result<JinjaValue, Fault>> {
        // While projects are read dbt answers every such question by an empty text.
        let parsing = self.cx.node.config.is_none();
        match name {
            "get" | "meta_get" => {
                let key = arguments.text(0, "name").unwrap_or_default();
                let default = arguments.get(1, "default").cloned().unwrap_or_else(none);
                Some(Ok(if parsing { "".into() } else { self.value(key).unwrap_or(default) }))
            }
            "require" | "meta_require" => {
                let key = arguments.text(0, "name").unwrap_or_default();
                if parsing {
                    return Some(Ok("".into()));
                }
                Some(Ok(self.value(key).unwrap_or_else(|| {
                    evaluator.unknown(ProblemKind::Failed, format!("the setting `{key}` is required and not set"), UnknownKind::Scalar)
                })))
            }
            "set" => {
                let header = arguments.positional.get(1).filter(|_| arguments.text(0, "name") == Some("sql_header"));
                if let (Some(header), Mode::Lint) = (header, self.cx.mode()) {
                    send_hook(evaluator, header.clone());
                }
                Some(Ok("".into()))
            }
            "persist_relation_docs" => Some(Ok(self.persists("relation").into())),
            "persist_column_docs" => Some(Ok(self.persists("columns").into())),
            _ => None,
        }
    }
}

/// Settings that hold conditions of SQL.
const CONDITIONS: &[&str] = &["incremental_predicates", "predicates"];

/// Settings that hold SQL.
const SQL_SETTINGS: &[&str] = &["pre_hook", "post_hook", "pre-hook", "post-hook", "sql_header"];

/// The pieces of SQL among settings: hooks may be texts, mappings with a text, or lists of both.
fn sql_among(arguments: &CallArguments) -> Vec<JinjaValue> {
    let keywords = arguments.keywords.iter().map(|(key, value)| (key.to_string(), value.clone()));
    let entries = arguments.positional.iter().filter_map(pairs).flatten();
    let entries = entries.filter_map(|(key, value)| Some((as_text(&key)?.to_owned(), value)));
    let settings = keywords.chain(entries).filter(|(key, _)| SQL_SETTINGS.contains(&key.as_str()) || CONDITIONS.contains(&key.as_str()));
    let mut found = Vec::new();
    for (key, value) in settings {
        let condition = CONDITIONS.contains(&key.as_str());
        let sql = |value: &JinjaValue| match as_text(value) {
            Some(text) if condition => format!("select 1 where {text}").into(),
            _ => sql_of_hook(value),
        };
        match items(&value) {
            Some(all) if as_text(&value).is_none() && pairs(&value).is_none() => found.extend(all.iter().map(sql)),
            _ if condition && as_text(&value).is_none() => {}
            _ => found.push(sql(&value)),
        }
    }
    found
}

/// The SQL of one hook: itself, or the entry `sql` of a mapping or of one written as JSON, as `after_commit` gives it.
fn sql_of_hook(hook: &JinjaValue) -> JinjaValue {
    if let Some(entries) = pairs(hook) {
        let sql = entries.into_iter().find(|(key, _)| as_text(key) == Some("sql"));
        return sql.map_or_else(none, |(_, sql)| sql);
    }
    let json = as_text(hook).filter(|text| text.trim_start().starts_with('{')).and_then(|text| serde_json::from_str::<Value>(text).ok());
    json.and_then(|json| json.get("sql").and_then(Value::as_str).map(JinjaValue::from)).unwrap_or_else(|| hook.clone())
}

/// Notes SQL that will be sent, and as it is written. A hook is a template of its own: it is evaluated when it runs.
fn send_hook(evaluator: &mut Evaluator<'_>, sql: JinjaValue) {
    let written = sql.clone();
    let template = as_text(&sql).filter(|text| text.contains("{{") || text.contains("{%"));
    let sent = match template {
        Some(text) => {
            let (file, _) = evaluator.place();
            let text = evaluator.render_apart(&Template::new(file, &Arc::from(text)));
            text.map_or_else(|_| unknown(UnknownKind::Any), JinjaValue::from)
        }
        None => sql,
    };
    let arguments = CallArguments { positional: vec![sent, written], ..CallArguments::default() };
    evaluator.capture(CallKind::Hook, &arguments, None);
}

/// `exceptions`
#[derive(Debug)]
struct Exceptions;

impl HostValue for Exceptions {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn text(&self) -> String {
        "<exceptions>".to_owned()
    }

    fn method(&self, evaluator: &mut Evaluator<'_>, name: &str, arguments: &CallArguments) -> Option<Result<JinjaValue, Fault>> {
        if name == "warn" || name.starts_with("warn_") {
            return Some(Ok("".into()));
        }
        let message = arguments.positional.first().map_or_else(|| name.to_owned(), print);
        Some(Ok(evaluator.unknown(ProblemKind::Failed, format!("the template raises an error: {message}"), UnknownKind::Raised)))
    }
}

/// What a query gives in an empty warehouse: a table without rows.
#[derive(Debug)]
struct EmptyTable;

impl HostValue for EmptyTable {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn text(&self) -> String {
        "<table>".to_owned()
    }

    fn attribute(&self, _evaluator: &mut Evaluator<'_>, name: &str) -> Option<JinjaValue> {
        match name {
            "columns" | "rows" => Some(list(Vec::new())),
            "column_names" | "column_types" => Some(tuple(Vec::new())),
            _ => None,
        }
    }

    fn method(&self, _evaluator: &mut Evaluator<'_>, name: &str, _arguments: &CallArguments) -> Option<Result<JinjaValue, Fault>> {
        match name {
            "print_table" | "print_csv" | "print_json" => Some(Ok(none())),
            "select" | "exclude" | "where" | "limit" | "order_by" | "distinct" | "rename" => Some(Ok(host_value(Self))),
            _ => None,
        }
    }

    fn items(&self) -> Option<Vec<JinjaValue>> {
        Some(Vec::new())
    }
}

pub(super) fn empty_table() -> JinjaValue {
    host_value(EmptyTable)
}

/// What `load_result` gives.
pub(super) fn query_result(table: JinjaValue) -> JinjaValue {
    dict_of([("response", "OK".into()), ("data", list(Vec::new())), ("table", table)])
}

/// JSON as Python's `json.dumps` writes it.
pub(super) fn python_json(value: &Value, sorted: bool) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(|item| python_json(item, sorted)).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) => {
            let mut pairs: Vec<(&String, &Value)> = entries.iter().collect();
            if sorted {
                pairs.sort_by_key(|(key, _)| *key);
            }
            let shown = pairs.iter().map(|(key, value)| format!("{}: {}", ascii_json(key), python_json(value, sorted)));
            format!("{{{}}}", shown.collect::<Vec<_>>().join(", "))
        }
        Value::String(text) => ascii_json(text),
        other => other.to_string(),
    }
}

/// A JSON string with everything beyond ASCII escaped.
fn ascii_json(text: &str) -> String {
    let plain = Value::from(text).to_string();
    let mut out = String::with_capacity(plain.len());
    for character in plain.chars() {
        if character.is_ascii() {
            out.push(character);
        } else {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}

/// YAML in blocks.
pub(super) fn yaml_text(value: &Value) -> String {
    let mut out = String::new();
    write_yaml(&mut out, value, 0);
    out
}

fn write_yaml(out: &mut String, value: &Value, depth: usize) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            for (key, value) in entries {
                let nested =
                    matches!(value, Value::Object(inner) if !inner.is_empty()) || matches!(value, Value::Array(inner) if !inner.is_empty());
                let _ = write!(out, "{indent}{key}:{}", if nested { "\n" } else { " " });
                let deeper = if value.is_array() { depth } else { depth + 1 };
                write_yaml(out, value, deeper);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                let _ = write!(out, "{indent}- ");
                let mut inner = String::new();
                write_yaml(&mut inner, item, depth + 1);
                out.push_str(inner.trim_start());
            }
        }
        Value::String(text) => {
            let _ = writeln!(out, "{text}");
        }
        Value::Object(_) => out.push_str("{}\n"),
        Value::Array(_) => out.push_str("[]\n"),
        Value::Null => out.push_str("null\n"),
        other => {
            let _ = writeln!(out, "{other}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_and_yaml_are_written_as_python_writes_them() {
        let value = json!({"b": [1, "ä"], "a": {"x": null}});
        assert_eq!(python_json(&value, false), "{\"b\": [1, \"\\u00e4\"], \"a\": {\"x\": null}}");
        assert_eq!(python_json(&value, true), "{\"a\": {\"x\": null}, \"b\": [1, \"\\u00e4\"]}");
        assert_eq!(yaml_text(&value), "b:\n- 1\n- ä\na:\n  x: null\n");
    }
}
