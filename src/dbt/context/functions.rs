//! The functions of the context.

use std::any::Any;
use std::sync::Arc;

use minijinja::Value as JinjaValue;
use serde_json::Value;

use super::conversions::{json_of, value_of};
use super::{Context, Mode, Reference, Relation, lock};
use crate::dbt::Place;
use crate::jinja::print::text as print;
use crate::jinja::{
    CallArguments, CallKind, Evaluator, Fault, HostValue, ProblemKind, Template, UnknownKind, as_text, host_value, is_unknown, items, list,
    none, truth, tuple,
};

/// Functions by name.
const FUNCTIONS: &[&str] = &[
    "ref",
    "source",
    "var",
    "env_var",
    "return",
    "log",
    "print",
    "statement",
    "run_query",
    "load_result",
    "store_result",
    "store_raw_result",
    "tojson",
    "fromjson",
    "toyaml",
    "fromyaml",
    "set",
    "set_strict",
    "zip",
    "zip_strict",
    "local_md5",
    "doc",
    "write",
    "render",
    "metric",
    "diff_of_two_dicts",
    "try_or_compiler_error",
    "submit_python_job",
    "load_agate_table",
    "debug",
];

/// A function of the context.
pub(super) fn find(cx: &Context, name: &str) -> Option<JinjaValue> {
    let name = FUNCTIONS.iter().find(|known| **known == name)?;
    Some(host_value(Function { cx: cx.clone(), name }))
}

/// All functions, for `builtins` and `context`.
pub(super) fn all(cx: &Context) -> Vec<(&'static str, JinjaValue)> {
    FUNCTIONS.iter().map(|name| (*name, host_value(Function { cx: cx.clone(), name }))).collect()
}

#[derive(Debug)]
struct Function {
    cx: Context,
    name: &'static str,
}

impl HostValue for Function {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn text(&self) -> String {
        format!("<function {}>", self.name)
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn attribute(&self, _evaluator: &mut Evaluator<'_>, name: &str) -> Option<JinjaValue> {
        // Packages reach the run's configuration through the functions that hold it.
        (name == "config" && matches!(self.name, "ref" | "source")).then(|| super::objects::runtime_config(&self.cx))
    }

    fn call(&self, evaluator: &mut Evaluator<'_>, arguments: &CallArguments) -> Option<Result<JinjaValue, Fault>> {
        Some(self.run(evaluator, arguments))
    }

    fn method(&self, _evaluator: &mut Evaluator<'_>, name: &str, arguments: &CallArguments) -> Option<Result<JinjaValue, Fault>> {
        if self.name == "var" && name == "has_var" {
            let wanted = arguments.text(0, "var_name").unwrap_or_default();
            return Some(Ok(self.cx.vars().is_some_and(|vars| vars.get(wanted).is_some()).into()));
        }
        None
    }
}

impl Function {
    fn run(&self, evaluator: &mut Evaluator<'_>, arguments: &CallArguments) -> Result<JinjaValue, Fault> {
        let first = || arguments.positional.first().cloned().unwrap_or_else(none);
        match self.name {
            "ref" => self.reference(evaluator, arguments),
            "source" => self.source(evaluator, arguments),
            "var" => self.var(evaluator, arguments),
            "env_var" => self.env_var(evaluator, arguments),
            "return" => Err(Fault::Return(first())),
            "log" | "print" | "debug" | "write" | "store_result" | "store_raw_result" | "submit_python_job" => Ok("".into()),
            "statement" => self.statement(evaluator, arguments),
            "run_query" | "load_agate_table" => {
                evaluator.capture(CallKind::Query, arguments, None);
                Ok(self.query_result())
            }
            "load_result" => Ok(self.load_result(arguments)),
            "tojson" => Ok(to_json(arguments).map_or_else(none, JinjaValue::from)),
            "fromjson" => Ok(from_json(arguments)),
            "toyaml" => Ok(super::objects::yaml_text(&json_of(&first())).into()),
            "fromyaml" => Ok(from_yaml(arguments)),
            "set" | "set_strict" => set_of(evaluator, &first()),
            "zip" | "zip_strict" => Ok(zip(arguments)),
            "local_md5" => Ok(md5_of(&print(&first())).into()),
            "doc" => Ok("".into()),
            "render" => {
                let text = print(&first());
                Self::render_text(evaluator, &text)
            }
            "diff_of_two_dicts" => Ok(crate::jinja::dict_of(Vec::<(String, JinjaValue)>::new())),
            "try_or_compiler_error" => {
                evaluator.call_value(&arguments.positional.get(1).cloned().unwrap_or_else(none), &arguments.tail().tail())
            }
            _ => Ok(none()),
        }
    }

    fn place(evaluator: &Evaluator<'_>) -> Place {
        let (file, range) = evaluator.place();
        Place { file, range }
    }

    /// Notes a call for whoever loads or judges the resource.
    fn note(&self, evaluator: &Evaluator<'_>, arguments: &CallArguments) {
        let positional: Vec<Value> = arguments.positional.iter().map(json_of).collect();
        let named = arguments.keywords.iter().map(|(key, value)| (key.to_string(), json_of(value))).collect();
        lock(&self.cx.node.calls).add_call(self.name, &positional, &named, Self::place(evaluator));
    }

    fn reference(&self, evaluator: &mut Evaluator<'_>, arguments: &CallArguments) -> Result<JinjaValue, Fault> {
        self.note(evaluator, arguments);
        let (package, name) = match arguments.positional.as_slice() {
            [name] => (None, name),
            [package, name] => (as_text(package), name),
            _ => return Err(Fault::failed("`ref` takes a name, or a package and a name")),
        };
        let version = arguments.keyword("v").or_else(|| arguments.keyword("version")).map(print);
        let relation = match as_text(name) {
            Some(name) => self.resolved(Reference::Ref { from: &self.cx.node.package, package, name, version: version.as_deref() }),
            None if is_unknown(name) => None,
            None => return Err(Fault::failed("`ref` takes text")),
        };
        let value = relation.map_or_else(|| crate::jinja::unknown(UnknownKind::Relation), host_value);
        evaluator.capture(CallKind::Ref, arguments, Some(&value));
        Ok(value)
    }

    fn source(&self, evaluator: &mut Evaluator<'_>, arguments: &CallArguments) -> Result<JinjaValue, Fault> {
        self.note(evaluator, arguments);
        let [source, table] = arguments.positional.as_slice() else {
            return Err(Fault::failed("`source` takes the source's name and the table's"));
        };
        let relation = match (as_text(source), as_text(table)) {
            (Some(source), Some(table)) => self.resolved(Reference::Source { from: &self.cx.node.package, source, table }),
            _ => None,
        };
        let value = relation.map_or_else(|| crate::jinja::unknown(UnknownKind::Relation), host_value);
        evaluator.capture(CallKind::Source, arguments, Some(&value));
        Ok(value)
    }

    /// The relation a call means; while projects are read, the resource's own stands for all.
    fn resolved(&self, reference: Reference<'_>) -> Option<Relation> {
        let relations = &self.cx.scope.relations;
        let Some(resolve) = &relations.resolve else {
            return self.cx.node.this.clone();
        };
        if let Some(id) = resolve(reference) {
            return relations.by_id.get(&id).cloned();
        }
        match reference {
            Reference::Ref { package: Some(project), name, version, .. } => relations.upstream.relation(project, name, version).cloned(),
            _ => None,
        }
    }

    fn var(&self, evaluator: &mut Evaluator<'_>, arguments: &CallArguments) -> Result<JinjaValue, Fault> {
        evaluator.capture(CallKind::Var, arguments, None);
        let name = match arguments.require(0, "var_name")? {
            name if is_unknown(name) => return Ok(crate::jinja::unknown(UnknownKind::Scalar)),
            name => print(name),
        };
        let found = self.cx.vars().and_then(|vars| vars.get(&name).cloned());
        match (found, arguments.get(1, "default")) {
            (Some(Value::String(text)), _) if text.contains("{{") || text.contains("{%") => Self::render_text(evaluator, &text),
            (Some(value), _) => Ok(value_of(&value)),
            (None, Some(default)) => Ok(default.clone()),
            (None, None) => {
                let message = format!("no variable `{name}` is set, and no default is given");
                // `package:name`, as packages call their variables: the package itself would say what it is.
                let elsewhere = name.split_once(':').is_some_and(|(package, _)| self.cx.scope.missing.contains(package));
                let kind = if elsewhere { ProblemKind::Unknown } else { ProblemKind::Undefined };
                Ok(evaluator.unknown(kind, message, UnknownKind::Scalar))
            }
        }
    }

    fn env_var(&self, evaluator: &mut Evaluator<'_>, arguments: &CallArguments) -> Result<JinjaValue, Fault> {
        evaluator.capture(CallKind::EnvVar, arguments, None);
        let name = arguments.require_text(0, "var")?;
        match (self.cx.scope.environment.get(name), arguments.get(1, "default")) {
            (Some(value), _) => Ok(value.into()),
            (None, Some(default)) => Ok(if default.is_none() { default.clone() } else { print(default).into() }),
            (None, None) => {
                let message = format!("the environment has no `{name}`; give it a default, or a value under `[dbt] env`");
                Ok(evaluator.unknown(ProblemKind::Unknown, message, UnknownKind::Scalar))
            }
        }
    }

    /// `{% call statement('name', fetch_result=True) %}`: the SQL is made, and nobody runs it.
    fn statement(&self, evaluator: &mut Evaluator<'_>, arguments: &CallArguments) -> Result<JinjaValue, Fault> {
        if let Some(caller) = arguments.keyword("caller").filter(|caller| !caller.is_undefined()) {
            let sql = evaluator.call_value(caller, &CallArguments::default())?;
            let sent = CallArguments { positional: vec![sql], ..CallArguments::default() };
            evaluator.capture(CallKind::Query, &sent, None);
        }
        if let Some(name) = arguments.text(0, "name") {
            lock(&self.cx.node.results).insert(name.to_owned(), self.query_result());
        }
        Ok("".into())
    }

    fn load_result(&self, arguments: &CallArguments) -> JinjaValue {
        let name = arguments.text(0, "name").unwrap_or_default();
        match self.cx.mode() {
            Mode::Parse => none(),
            Mode::Lint => crate::jinja::unknown(UnknownKind::Any),
            Mode::Compile => match lock(&self.cx.node.results).get(name) {
                Some(table) => super::objects::query_result(table.clone()),
                None => none(),
            },
        }
    }

    fn query_result(&self) -> JinjaValue {
        match self.cx.mode() {
            Mode::Parse => none(),
            Mode::Lint => crate::jinja::unknown(UnknownKind::Any),
            Mode::Compile => super::objects::empty_table(),
        }
    }

    /// Text that is a template itself: a variable's value, or what `render` is given.
    fn render_text(evaluator: &mut Evaluator<'_>, text: &str) -> Result<JinjaValue, Fault> {
        let (file, _) = evaluator.place();
        evaluator.render_apart(&Template::new(file, &Arc::from(text))).map(JinjaValue::from)
    }
}

fn to_json(arguments: &CallArguments) -> Option<String> {
    let value = json_of(arguments.positional.first()?);
    let sorted = arguments.get(2, "sort_keys").is_some_and(truth);
    Some(super::objects::python_json(&value, sorted))
}

fn from_json(arguments: &CallArguments) -> JinjaValue {
    let text = arguments.positional.first().and_then(as_text).unwrap_or_default();
    match serde_json::from_str::<Value>(text) {
        Ok(value) => value_of(&value),
        Err(_) => arguments.get(1, "default").cloned().unwrap_or_else(none),
    }
}

fn from_yaml(arguments: &CallArguments) -> JinjaValue {
    let text = arguments.positional.first().and_then(as_text).unwrap_or_default();
    let document = crate::yaml::parse(text);
    if document.error().is_some() {
        return arguments.get(1, "default").cloned().unwrap_or_else(none);
    }
    value_of(&crate::dbt::plain_value(&document.root))
}

fn set_of(evaluator: &mut Evaluator<'_>, value: &JinjaValue) -> Result<JinjaValue, Fault> {
    evaluator.apply_filter("set", value.clone(), &CallArguments::default())
}

fn zip(arguments: &CallArguments) -> JinjaValue {
    let Some(columns) = arguments.positional.iter().map(items).collect::<Option<Vec<_>>>() else {
        return arguments.keyword("default").cloned().unwrap_or_else(none);
    };
    let rows = columns.iter().map(Vec::len).min().unwrap_or(0);
    list((0..rows).map(|row| tuple(columns.iter().map(|column| column[row].clone()).collect())).collect())
}

fn md5_of(text: &str) -> String {
    use md5::Digest;
    use std::fmt::Write;
    md5::Md5::digest(text.as_bytes()).iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
