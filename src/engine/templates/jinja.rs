//! Plain Jinja: a context from the configuration, macros from it and from folders, and, where asked for, stand-ins for
//! dbt's functions.
//!
//! The stand-ins mean what sqlfluff's do without a project: enough for the SQL to be read, not what dbt would send.

use std::any::Any;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::Value;
use rustc_hash::FxHashMap;
use serde_json::Value as Json;

use super::Renderer;
use crate::config::JinjaSettings;
use crate::jinja::{
    self, Budget, CallArguments, CallKind, Evaluator, Fault, Host, HostValue, Rendered, Template, as_text, dict_of, host_value, list,
    macro_value, none,
};
use crate::syntax::Tree;
use crate::text::{FileId, Files};

/// `templater = jinja`
pub struct JinjaRenderer {
    host: PlainHost,
    variants: usize,
}

/// Macros and stand-ins by the settings that ask for them: made when the first file needs them, for all files.
#[derive(Default)]
pub struct PlainMacros {
    known: Mutex<Vec<(JinjaSettings, Arc<Names>)>>,
}

type Names = FxHashMap<String, Value>;

struct PlainHost {
    /// This file's own: templates may change what is in there.
    context: Names,
    macros: Arc<Names>,
    lenient: bool,
}

impl Host for PlainHost {
    fn lookup(&self, name: &str) -> Option<Value> {
        self.context.get(name).or_else(|| self.macros.get(name)).cloned()
    }

    fn reports_undefined_names(&self) -> bool {
        !self.lenient
    }
}

impl PlainMacros {
    fn of(&self, settings: &JinjaSettings, files: &Files) -> Arc<Names> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, names)) = known.iter().find(|(known, _)| known == settings) {
            return Arc::clone(names);
        }
        let mut names = Names::default();
        if settings.apply_dbt_builtins {
            for &builtin in Builtin::ALL {
                names.insert(builtin.name().to_owned(), host_value(builtin));
            }
        }
        for path in &settings.load_macros_from_path {
            load(path, &settings.exclude_macros_from_path, files, &mut names);
        }
        for (name, text) in &settings.macros {
            add_macros(files, Path::new(&format!("<configuration>/{name}")), text, &mut names);
        }
        let names = Arc::new(names);
        known.push((settings.clone(), Arc::clone(&names)));
        names
    }
}

impl JinjaRenderer {
    #[must_use]
    pub fn new(settings: &JinjaSettings, variants: u32, files: &Files, macros: &PlainMacros) -> Self {
        let context = settings.context.iter().map(|(name, value)| (name.clone(), json_value(value))).collect();
        let variants = usize::try_from(variants).unwrap_or(0).saturating_sub(1);
        Self { host: PlainHost { context, macros: macros.of(settings, files), lenient: settings.ignore_templating }, variants }
    }
}

/// JSON as the template sees it: lists and dictionaries that can change.
fn json_value(json: &Json) -> Value {
    match json {
        Json::Null => none(),
        Json::Bool(on) => Value::from(*on),
        Json::Number(number) => number.as_i64().map_or_else(|| Value::from(number.as_f64().unwrap_or(f64::NAN)), Value::from),
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => list(items.iter().map(json_value).collect()),
        Json::Object(entries) => dict_of(entries.iter().map(|(key, value)| (key, json_value(value)))),
    }
}

impl Renderer for JinjaRenderer {
    fn render(&self, file: FileId, text: &Arc<str>, accept: &mut dyn FnMut(Rendered) -> bool) -> Tree {
        let template = Template::new(file, text);
        let budget = Budget { renderings: self.variants, ..Budget::default() };
        jinja::render_variants(&template, &self.host, &budget, accept);
        Template::into_tree(template).unwrap_or_else(|| jinja::parse(text))
    }
}

fn load(path: &Path, excluded: &[std::path::PathBuf], files: &Files, names: &mut FxHashMap<String, Value>) {
    let walker = ignore::WalkBuilder::new(path).standard_filters(false).sort_by_file_path(Ord::cmp).build();
    for entry in walker.flatten().filter(|entry| entry.path().extension().is_some_and(|extension| extension == "sql")) {
        if excluded.iter().any(|excluded| entry.path().starts_with(excluded)) {
            continue;
        }
        if let Ok(text) = std::fs::read_to_string(entry.path()) {
            add_macros(files, entry.path(), &text, names);
        }
    }
}

fn add_macros(files: &Files, path: &Path, text: &str, names: &mut FxHashMap<String, Value>) {
    let file = files.add(path, text);
    let template = Template::new(file, &files.get(file).text);
    for code in template.macros() {
        names.insert(code.name.to_string(), macro_value(&template, code, code.name.to_string().into()));
    }
}

/// dbt's names without a project behind them.
#[derive(Clone, Copy, Debug)]
enum Builtin {
    Ref,
    Source,
    Config,
    Var,
    This,
    IsIncremental,
}

impl Builtin {
    const ALL: &'static [Self] = &[Self::Ref, Self::Source, Self::Config, Self::Var, Self::This, Self::IsIncremental];

    const fn name(self) -> &'static str {
        match self {
            Self::Ref => "ref",
            Self::Source => "source",
            Self::Config => "config",
            Self::Var => "var",
            Self::This => "this",
            Self::IsIncremental => "is_incremental",
        }
    }

    const fn kind(self) -> Option<CallKind> {
        match self {
            Self::Ref => Some(CallKind::Ref),
            Self::Source => Some(CallKind::Source),
            Self::Config => Some(CallKind::Config),
            Self::Var => Some(CallKind::Var),
            Self::This => Some(CallKind::This),
            Self::IsIncremental => None,
        }
    }

    fn result(self, arguments: &CallArguments) -> Value {
        let texts: Vec<&str> = (0..3).filter_map(|place| arguments.get(place, "").and_then(as_text)).collect();
        match self {
            Self::Ref => Value::from(texts.last().copied().unwrap_or("this_model")),
            Self::Source => Value::from(texts.join("_")),
            Self::Config => Value::from(""),
            Self::Var => arguments.get(1, "default").cloned().unwrap_or_else(|| Value::from("item")),
            Self::This => Value::from("this_model"),
            Self::IsIncremental => Value::from(true),
        }
    }
}

impl HostValue for Builtin {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn text(&self) -> String {
        if matches!(self, Self::This) { "this_model".to_owned() } else { format!("<function {}>", self.name()) }
    }

    fn attribute(&self, _cx: &mut Evaluator<'_>, name: &str) -> Option<Value> {
        matches!(self, Self::This).then(|| Value::from(name))
    }

    fn call(&self, cx: &mut Evaluator<'_>, arguments: &CallArguments) -> Option<Result<Value, Fault>> {
        if matches!(self, Self::This) {
            return None;
        }
        let result = self.result(arguments);
        if let Some(kind) = self.kind() {
            cx.capture(kind, arguments, Some(&result));
        }
        Some(Ok(result))
    }

    fn is_callable(&self) -> bool {
        !matches!(self, Self::This)
    }
}
