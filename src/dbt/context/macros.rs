//! Which macro a name means.

use std::any::Any;
use std::sync::Arc;

use minijinja::Value as JinjaValue;
use rustc_hash::FxHashMap;

use super::{Context, Scope};
use crate::dbt::blocks;
use crate::jinja::{CallArguments, Evaluator, Fault, HostValue, Macro, Template, host_value, macro_value};
use crate::text::FileId;

/// The package that dbt's own macros are in.
pub(super) const BUILTIN: &str = "dbt";

/// A macro with the file it stands in.
#[derive(Clone)]
struct Code {
    template: Arc<Template>,
    body: Arc<Macro>,
    qualified: Arc<str>,
}

impl Code {
    fn value(&self) -> JinjaValue {
        macro_value(&self.template, &self.body, Arc::clone(&self.qualified))
    }
}

/// All macros of a project, by package.
#[derive(Default)]
pub struct MacroTable {
    packages: FxHashMap<String, FxHashMap<String, Code>>,
    builtin: FxHashMap<String, Code>,
}

/// Names of the context that a project may override by a macro.
const OVERRIDABLE: &[&str] =
    &["ref", "source", "is_incremental", "should_full_refresh", "run_query", "statement", "log", "print", "return", "var", "config"];

impl MacroTable {
    /// Adds the macros of one file; those added later replace those of the same name.
    pub fn add(&mut self, package: &str, template: &Arc<Template>, is_builtin: bool) {
        let table = if is_builtin { &mut self.builtin } else { self.packages.entry(package.to_owned()).or_default() };
        let mut insert = |name: String, code: &Arc<Macro>| {
            let qualified = Arc::from(format!("{package}.{name}"));
            table.insert(name, Code { template: Arc::clone(template), body: Arc::clone(code), qualified });
        };
        for found in template.macros() {
            insert(found.name.to_string(), found);
        }
        for found in template.definitions() {
            if found.kind == crate::jinja::DefinitionKind::Test {
                insert(format!("test_{}", found.name), &found.code);
            }
        }
    }

    fn of(&self, package: &str, name: &str) -> Option<&Code> {
        self.packages.get(package)?.get(name)
    }

    /// An unqualified name: the package of the resource, then the root project, then dbt's own.
    pub fn find(&self, package: &str, root: &str, name: &str) -> Option<JinjaValue> {
        self.of(package, name).or_else(|| self.of(root, name)).or_else(|| self.builtin.get(name)).map(Code::value)
    }

    /// A project's own macro of a name that dbt itself answers.
    pub fn override_of(&self, package: &str, root: &str, name: &str) -> Option<JinjaValue> {
        if !OVERRIDABLE.contains(&name) {
            return None;
        }
        self.of(package, name).or_else(|| self.of(root, name)).map(Code::value)
    }

    /// A name qualified by its package.
    pub fn qualified(&self, package: &str, name: &str) -> Option<JinjaValue> {
        self.of(package, name).or_else(|| self.builtin.get(name).filter(|_| is_builtin(package))).map(Code::value)
    }

    /// Whether the package itself has a macro of this name.
    pub fn has(&self, package: &str, name: &str) -> bool {
        self.of(package, name).is_some()
    }

    pub fn is_package(&self, name: &str) -> bool {
        is_builtin(name) || self.packages.contains_key(name)
    }
}

fn is_builtin(package: &str) -> bool {
    package == BUILTIN
        || matches!(
            package,
            "dbt_postgres"
                | "dbt_redshift"
                | "dbt_snowflake"
                | "dbt_bigquery"
                | "dbt_duckdb"
                | "dbt_spark"
                | "dbt_databricks"
                | "dbt_trino"
                | "dbt_athena"
        )
}

/// A macro file as a template: everything outside its blocks becomes white space, so that places stay what they are.
pub(in crate::dbt) fn template_of(file: FileId, text: &Arc<str>) -> Arc<Template> {
    let found = blocks(text, &["macro", "test", "data_test"]);
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    for block in &found {
        blank(&mut masked, &text[done..block.range.start() as usize]);
        masked.push_str(&text[block.range.span()]);
        done = block.range.end() as usize;
    }
    blank(&mut masked, &text[done..]);
    Template::new(file, &Arc::from(masked))
}

/// Adds as many bytes of white space as `text` has, line ends kept.
pub(super) fn blank(out: &mut String, text: &str) {
    out.extend(text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
}

/// A package's name as a value, so that `package.macro()` can be called.
pub(super) fn package(cx: &Context, name: &str) -> Option<JinjaValue> {
    let known = cx.scope.macros.is_package(name) || cx.scope.packages.iter().any(|(package, _)| package == name);
    known.then(|| host_value(PackageMacros { scope: Arc::clone(&cx.scope), name: name.to_owned() }))
}

struct PackageMacros {
    scope: Arc<Scope>,
    name: String,
}

impl std::fmt::Debug for PackageMacros {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PackageMacros").field("name", &self.name).finish_non_exhaustive()
    }
}

impl HostValue for PackageMacros {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn text(&self) -> String {
        format!("<macros of {}>", self.name)
    }

    fn attribute(&self, _cx: &mut Evaluator<'_>, name: &str) -> Option<JinjaValue> {
        let found = self.scope.macros.qualified(&self.name, name);
        found.or_else(|| is_builtin(&self.name).then(|| super::missing::builder(name)).flatten())
    }
}

/// `adapter.dispatch(name, namespace)`
pub(super) fn dispatch(cx: &Context, arguments: &CallArguments) -> Result<JinjaValue, Fault> {
    let name = arguments.require_text(0, "macro_name")?;
    let namespace = arguments.given(1, "macro_namespace").and_then(crate::jinja::as_text);
    let scope = &cx.scope;
    if let Some(unknown) = namespace.and_then(|namespace| super::missing::dispatched(cx, namespace, name)) {
        return Ok(unknown);
    }
    let search: Vec<Option<&str>> = match namespace {
        None => vec![None],
        Some(namespace) => match scope.search_orders.iter().find(|(known, _)| known == namespace) {
            Some((_, order)) => order.iter().map(|package| Some(package.as_str())).collect(),
            None if scope.macros.is_package(namespace) || scope.packages.iter().any(|(package, _)| package == namespace) => {
                vec![Some(scope.project_name.as_str()), Some(namespace)]
            }
            // A name that is no package means nothing: the macro is looked for as if none were given.
            None => vec![None],
        },
    };
    let prefixes = crate::dbt::adapter_chain(&scope.target.adapter);
    for package in &search {
        for prefix in prefixes.iter().copied().chain(["default"]) {
            let wanted = format!("{prefix}__{name}");
            let found = match package {
                None => cx.find_macro(&wanted),
                Some(package) => scope.macros.qualified(package, &wanted),
            };
            if let Some(found) = found {
                return Ok(found);
            }
        }
    }
    if let Some(builder) = super::missing::builder(name) {
        return Ok(builder);
    }
    Err(Fault::failed(format!(
        "no macro `{name}` is found to dispatch to, neither for {} nor as a default",
        if scope.target.adapter.is_empty() { "any adapter" } else { &scope.target.adapter }
    )))
}
