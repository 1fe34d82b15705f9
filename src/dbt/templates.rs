//! Evaluating templates while a project is read: what resources call, and the names that macros give them.

use std::path::Path;
use std::sync::Arc;

use minijinja::Value as JinjaValue;
use rustc_hash::{FxHashMap, FxHashSet};

use super::context::{Context, Graph, MacroTable, Mode, NodeScope, Policy, Relation, Relations, Scope, macro_template, value_of};
use super::known_macros;
use super::packages::MissingPackages;
use super::{EnvironmentVariables, MacroDefinition, NodeCalls, Package, Resource, Target, adapter_chain, builtin_files};
use crate::jinja::{self, Host, Limits, ProblemKind, Template};
use crate::text::{FileId, Files};

/// A project's templates at the time of reading.
pub(super) struct Templates {
    scope: Arc<Scope>,
    call: Arc<Template>,
}

impl Templates {
    pub fn new(
        files: &Files,
        packages: &[Package],
        missing: MissingPackages,
        macros: &[MacroDefinition],
        target: &Target,
        environment: &Arc<EnvironmentVariables>,
    ) -> Self {
        let scope = Scope {
            mode: Mode::Parse,
            project_name: packages[0].name.clone(),
            target: target.clone(),
            vars: packages.iter().map(|package| (package.name.clone(), Arc::clone(&package.vars))).collect(),
            macros: Arc::new(macro_table(files, macros, &target.adapter, !missing.is_empty())),
            search_orders: packages[0]
                .dispatch
                .iter()
                .map(|dispatch| (dispatch.namespace.clone(), dispatch.search_order.clone()))
                .collect(),
            packages: packages.iter().map(|package| (package.name.clone(), package.version.clone())).collect(),
            missing,
            environment: Arc::clone(environment),
            quoting: Policy::quoting(&target.adapter, &packages[0].quoting),
            relations: Relations::default(),
            graph: Graph::default(),
            run_started_at: Scope::run_started_at(environment),
            invocation_id: Scope::invocation_id(environment),
        };
        let call = Template::new(FileId(u32::MAX), &Arc::from("{{ __macro(__custom, __node) }}"));
        Self { scope: Arc::new(scope), call }
    }

    /// What templates share while the project is read.
    pub fn scope(&self) -> &Arc<Scope> {
        &self.scope
    }

    pub fn target(&self) -> &Target {
        &self.scope.target
    }

    pub fn relation(&self, database: Option<String>, schema: Option<String>, name: &str) -> Relation {
        Relation::new(&self.scope.target.adapter, self.scope.quoting, database, schema, Some(name.to_owned()))
    }

    /// What a template calls; nothing where it cannot be read to its end.
    pub fn calls(&self, template: &Arc<Template>, node: NodeScope) -> Option<NodeCalls> {
        let context = Context::new(&self.scope, node);
        let rendered = jinja::render(template, &context, Limits::default());
        let broken = rendered.problems.iter().any(|problem| matches!(problem.kind, ProblemKind::Syntax | ProblemKind::Runaway));
        (!broken).then(|| context.take_calls())
    }

    /// What a project's own `generate_..._name` macro gives; nothing where dbt's own is in force.
    pub fn generated_name(&self, component: &str, custom: Option<&str>, resource: &Resource) -> Option<String> {
        let found = self.name_macro(component, &resource.package_name)?;
        let host = NameHost {
            context: Context::new(&self.scope, NodeScope::bare(&self.scope.project_name)),
            found,
            custom: custom.map_or_else(jinja::none, JinjaValue::from),
            node: value_of(&super::rendering::node_of(resource)),
        };
        let rendered = jinja::render(&self.call, &host, Limits::default());
        rendered.problems.is_empty().then(|| rendered.text.trim().to_owned())
    }

    /// A package's own macro counts for its own resources; else the root project's, under its plain name or one to which dbt's
    /// own dispatches.
    fn name_macro(&self, component: &str, package: &str) -> Option<JinjaValue> {
        let macros = &self.scope.macros;
        let root = &self.scope.project_name;
        let name = format!("generate_{component}_name");
        if package != root && macros.has(package, &name) {
            return macros.qualified(package, &name);
        }
        if macros.has(root, &name) {
            return macros.qualified(root, &name);
        }
        let order = self.scope.search_orders.iter().find(|(namespace, _)| namespace == "dbt");
        let packages = order.map_or_else(|| vec![root.as_str()], |(_, order)| order.iter().map(String::as_str).collect());
        let prefixes: Vec<&str> = adapter_chain(&self.scope.target.adapter).into_iter().chain(["default"]).collect();
        let dispatched = packages.iter().any(|package| prefixes.iter().any(|prefix| macros.has(package, &format!("{prefix}__{name}"))));
        // Where an adapter's own macro differs from the default, it is in force as well.
        let builtin = prefixes.iter().any(|prefix| *prefix != "default" && macros.qualified("dbt", &format!("{prefix}__{name}")).is_some());
        (dispatched || builtin).then(|| macros.qualified("dbt", &name)).flatten()
    }
}

/// A context with three names more.
struct NameHost {
    context: Context,
    found: JinjaValue,
    custom: JinjaValue,
    node: JinjaValue,
}

impl Host for NameHost {
    fn lookup(&self, name: &str) -> Option<JinjaValue> {
        match name {
            "__macro" => Some(self.found.clone()),
            "__custom" => Some(self.custom.clone()),
            "__node" => Some(self.node.clone()),
            _ => self.context.lookup(name),
        }
    }
}

fn macro_table(files: &Files, macros: &[MacroDefinition], adapter: &str, lacks_packages: bool) -> MacroTable {
    let mut table = MacroTable::default();
    let mut templates: FxHashMap<FileId, Arc<Template>> = FxHashMap::default();
    // The adapter's files come first, so that those behind it do not replace what it says itself: names differ by prefix.
    for (path, text) in builtin_files(adapter) {
        let file = files.add(Path::new(&format!("<{path}>")), text);
        table.add(path.split('/').next().unwrap_or("dbt"), &macro_template(files, file), true);
    }
    if lacks_packages {
        let file = files.add(Path::new("<known macros>"), known_macros::TEXTS);
        table.add(known_macros::PACKAGE, &macro_template(files, file), false);
    }
    let mut done: FxHashSet<(FileId, &str)> = FxHashSet::default();
    for definition in macros {
        if done.insert((definition.file, &definition.package_name)) {
            let template = templates.entry(definition.file).or_insert_with(|| macro_template(files, definition.file));
            table.add(&definition.package_name, template, false);
        }
    }
    table
}
