//! What a template of a dbt project finds: `ref`, `source`, `config`, `var`, `this`, `target`, macros, `adapter` ...
//!
//! Everything is answered from the project's own files. What only a warehouse knows is an Unknown when linting, and what an
//! empty warehouse would say when rendering as dbt does.

mod adapter;
mod conversions;
mod functions;
mod macros;
mod missing;
mod objects;
mod relation;
mod shared;

use std::fmt;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, OnceLock, PoisonError};

use minijinja::Value as JinjaValue;
use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::packages::MissingPackages;
use super::upstream::Upstream;
use super::{EnvironmentVariables, NodeCalls, Target, Vars};
use crate::jinja::{CallKind, Host, Template};
use crate::text::{FileId, Files, TextRange};

pub use conversions::value_of;
pub use macros::MacroTable;
pub(super) use macros::template_of;
pub use relation::{Policy, Relation};
use shared::Shared;

/// How a template is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// As dbt reads a project: `execute` is false, references are noted and not yet resolved.
    Parse,
    /// As `dbt compile` does before anything was built: the warehouse is there and empty.
    Compile,
    /// For judging: what only a warehouse knows is unknown.
    Lint,
}

/// What all templates of a project share.
pub struct Scope {
    pub mode: Mode,
    pub project_name: String,
    pub target: Target,
    /// Variables by package.
    pub vars: FxHashMap<String, Arc<Vars>>,
    pub macros: Arc<MacroTable>,
    /// `dispatch:` of the root project: namespaces and where they are searched.
    pub search_orders: Vec<(String, Vec<String>)>,
    /// Names and versions.
    pub packages: Vec<(String, Option<String>)>,
    /// Packages that are asked for and not installed.
    pub(in crate::dbt) missing: MissingPackages,
    pub environment: Arc<EnvironmentVariables>,
    pub quoting: Policy,
    /// What `ref` and `source` give, once that is known.
    pub relations: Relations,
    /// `graph`, once everything is read.
    pub graph: Graph,
    pub run_started_at: String,
    pub invocation_id: String,
}

/// Relations by unique identifier, and how names lead there.
#[derive(Default)]
pub struct Relations {
    pub by_id: FxHashMap<String, Relation>,
    pub resolve: Option<Resolver>,
    /// What other projects of the workspace build.
    pub upstream: Arc<Upstream>,
    /// Unique identifiers of everything that a run over the whole project selects.
    pub selected: Vec<String>,
}

/// From a call in a package to a unique identifier.
pub type Resolver = Box<dyn Fn(Reference<'_>) -> Option<String> + Send + Sync>;

/// Makes the value of `graph`.
pub type GraphMaker = Box<dyn Fn() -> Value + Send + Sync>;

/// `graph`, made when a template first asks for it.
#[derive(Default)]
pub struct Graph {
    maker: Option<GraphMaker>,
    value: OnceLock<Shared>,
}

impl Graph {
    fn value(&self) -> JinjaValue {
        let made = self.value.get_or_init(|| match &self.maker {
            Some(maker) => Shared::new(maker()),
            None => Shared::new(serde_json::json!({"nodes": {}, "sources": {}, "exposures": {}, "metrics": {}, "groups": {}})),
        });
        made.copy()
    }
}

/// A call to be resolved.
#[derive(Clone, Copy, Debug)]
pub enum Reference<'r> {
    Ref { from: &'r str, package: Option<&'r str>, name: &'r str, version: Option<&'r str> },
    Source { from: &'r str, source: &'r str, table: &'r str },
}

/// What one resource's template sees of its resource.
pub struct NodeScope {
    pub package: String,
    model: Model,
    pub this: Option<Relation>,
    /// The merged configuration; `None` while it is being collected.
    pub config: Option<NodeConfig>,
    /// What the template called.
    pub calls: Mutex<NodeCalls>,
    /// Results stored by `statement`, by name.
    results: Mutex<FxHashMap<String, JinjaValue>>,
}

/// Makes `model`, as far as it is known: few templates ask for it.
pub type Model = Box<dyn Fn() -> Map<String, Value> + Send + Sync>;

/// A resource's configuration, made once a template asks for it.
pub type NodeConfig = LazyLock<Map<String, Value>, Model>;

impl NodeScope {
    #[must_use]
    pub fn new(package: &str, model: Model, this: Option<Relation>, config: Option<NodeConfig>) -> Self {
        Self { package: package.to_owned(), model, this, config, calls: Mutex::default(), results: Mutex::default() }
    }

    /// What is no resource's.
    #[must_use]
    pub fn bare(package: &str) -> Self {
        Self::new(package, Box::new(Map::new), None, None)
    }

    /// `model`, made anew.
    pub fn model(&self) -> Map<String, Value> {
        (self.model)()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The context of one template.
#[derive(Clone)]
pub struct Context {
    pub scope: Arc<Scope>,
    pub node: Arc<NodeScope>,
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").field("package", &self.node.package).finish_non_exhaustive()
    }
}

impl Context {
    #[must_use]
    pub fn new(scope: &Arc<Scope>, node: NodeScope) -> Self {
        Self { scope: Arc::clone(scope), node: Arc::new(node) }
    }

    /// What the template called until now.
    #[must_use]
    pub fn take_calls(&self) -> NodeCalls {
        std::mem::take(&mut *lock(&self.node.calls))
    }

    fn mode(&self) -> Mode {
        self.scope.mode
    }

    fn vars(&self) -> Option<&Arc<Vars>> {
        self.scope.vars.get(&self.node.package)
    }

    /// A macro by the name that stands in a template, without a package before it.
    fn find_macro(&self, name: &str) -> Option<JinjaValue> {
        self.scope.macros.find(&self.node.package, &self.scope.project_name, name)
    }
}

impl Host for Context {
    fn lookup(&self, name: &str) -> Option<JinjaValue> {
        // dbt's own names are put over macros, except where a project overrides them by a macro of its own.
        if let Some(overridden) = self.scope.macros.override_of(&self.node.package, &self.scope.project_name, name) {
            return Some(overridden);
        }
        functions::find(self, name)
            .or_else(|| objects::find(self, name))
            .or_else(|| self.find_macro(name))
            .or_else(|| macros::package(self, name))
            .or_else(|| missing::package(self, name))
            .or_else(|| missing::builder(name))
    }

    fn captured_as(&self, name: &str) -> Option<CallKind> {
        match name {
            "this" => Some(CallKind::This),
            "target" => Some(CallKind::Target),
            _ => None,
        }
    }

    fn undefined_has_attributes(&self) -> bool {
        true
    }
}

impl Scope {
    /// The same project in another mode, with everything resolved.
    #[must_use]
    pub fn with_relations(&self, mode: Mode, relations: Relations, graph: GraphMaker) -> Self {
        Self {
            mode,
            project_name: self.project_name.clone(),
            target: self.target.clone(),
            vars: self.vars.clone(),
            macros: Arc::clone(&self.macros),
            search_orders: self.search_orders.clone(),
            packages: self.packages.clone(),
            missing: self.missing.clone(),
            environment: Arc::clone(&self.environment),
            quoting: self.quoting,
            relations,
            graph: Graph { maker: Some(graph), value: OnceLock::new() },
            run_started_at: self.run_started_at.clone(),
            invocation_id: self.invocation_id.clone(),
        }
    }

    /// When the run began, in ISO 8601 with a time zone: from the environment, so that runs can be repeated, else now.
    #[must_use]
    pub fn run_started_at(environment: &EnvironmentVariables) -> String {
        environment.get("SETSQUARE_RUN_STARTED_AT").unwrap_or_else(|| {
            let now = jiff::Timestamp::now();
            now.strftime("%Y-%m-%dT%H:%M:%S%.6f+00:00").to_string()
        })
    }

    /// The same as a point in time.
    fn started(&self) -> jiff::Timestamp {
        self.run_started_at.parse().unwrap_or_else(|_| jiff::Timestamp::now())
    }

    #[must_use]
    pub fn invocation_id(environment: &EnvironmentVariables) -> String {
        environment.get("SETSQUARE_INVOCATION_ID").unwrap_or_else(|| "00000000-0000-4000-8000-000000000000".to_owned())
    }
}

/// Reads a macro file for a table: what stands outside its blocks is blanked out, as dbt does not look at it.
pub(super) fn macro_template(files: &Files, file: FileId) -> Arc<Template> {
    template_of(file, &files.get(file).text)
}

/// A template of which only one range counts; places stay those of the file.
pub(super) fn partial_template(file: FileId, text: &str, range: TextRange) -> Arc<Template> {
    let mut masked = String::with_capacity(text.len());
    macros::blank(&mut masked, &text[..range.start() as usize]);
    masked.push_str(&text[range.span()]);
    Template::partial(file, &Arc::from(masked), range)
}
