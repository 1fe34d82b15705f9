//! Packages that are not installed: their macros can be named and called, and nobody knows what they give.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use minijinja::Value as JinjaValue;

use super::{Context, Scope};
use crate::dbt::known_macros;
use crate::jinja::{CallArguments, CallKind, Evaluator, Fault, HostValue, ProblemKind, UnknownKind, host_value, is_told};

/// A missing package's name as a value.
pub(super) fn package(cx: &Context, name: &str) -> Option<JinjaValue> {
    cx.scope.missing.contains(name).then(|| host_value(MissingPackage { scope: Arc::clone(&cx.scope), name: name.to_owned() }))
}

/// A macro of a missing package: as it is documented, as dbt has it under the same name, or one that gives something unknown.
fn macro_of(scope: &Scope, package: &str, name: &str) -> JinjaValue {
    let macros = &scope.macros;
    let known = macros.qualified(known_macros::PACKAGE, &known_macros::text_name(package, name));
    let moved = || known_macros::moved_into_dbt(package, name).then(|| macros.qualified("dbt", name)).flatten();
    known.or_else(moved).unwrap_or_else(|| host_value(MissingMacro { package: package.to_owned(), name: name.to_owned() }))
}

/// A macro of a missing package that somebody dispatches to.
pub(super) fn dispatched(cx: &Context, namespace: &str, name: &str) -> Option<JinjaValue> {
    let installed = cx.scope.macros.is_package(namespace) || cx.scope.packages.iter().any(|(package, _)| package == namespace);
    let missing = !installed && cx.scope.missing.contains(namespace);
    missing.then(|| macro_of(&cx.scope, namespace, name))
}

/// A macro of dbt's own that builds: called it gives something of which nothing is known here, and that is no fault.
pub(super) fn builder(name: &str) -> Option<JinjaValue> {
    crate::dbt::builds(name).then(|| host_value(MissingMacro { package: super::macros::BUILTIN.to_owned(), name: name.to_owned() }))
}

struct MissingPackage {
    scope: Arc<Scope>,
    name: String,
}

impl fmt::Debug for MissingPackage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MissingPackage").field("name", &self.name).finish_non_exhaustive()
    }
}

impl HostValue for MissingPackage {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn text(&self) -> String {
        format!("<macros of {}>", self.name)
    }

    fn attribute(&self, _evaluator: &mut Evaluator<'_>, name: &str) -> Option<JinjaValue> {
        Some(macro_of(&self.scope, &self.name, name))
    }
}

#[derive(Debug)]
struct MissingMacro {
    package: String,
    name: String,
}

impl MissingMacro {
    /// The kind of what it gives. A macro that reads what it is given reads nothing else.
    fn gives(&self, arguments: &CallArguments) -> UnknownKind {
        let kind = known_macros::kind_of(&self.package, &self.name);
        let told = || arguments.positional.iter().chain(arguments.keywords.iter().map(|(_, value)| value)).all(is_told);
        match kind {
            UnknownKind::Relation if told() => UnknownKind::NamedRelation,
            UnknownKind::Query if told() => UnknownKind::NamedQuery,
            kind => kind,
        }
    }
}

impl HostValue for MissingMacro {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn text(&self) -> String {
        format!("<macro {}.{}>", self.package, self.name)
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, evaluator: &mut Evaluator<'_>, arguments: &CallArguments) -> Option<Result<JinjaValue, Fault>> {
        let places = arguments.keywords.iter().filter(|(key, value)| matches!(&**key, "database" | "schema") && !value.is_none());
        let places = CallArguments { keywords: places.cloned().collect(), ..CallArguments::default() };
        if places.keyword("database").is_some() {
            evaluator.capture(CallKind::Relation(format!("{}.{}", self.package, self.name)), &places, None);
        }
        let message = if self.package == super::macros::BUILTIN {
            format!("`{}` builds something, and nothing is built here", self.name)
        } else {
            format!("`{}` is not installed, so what `{}` gives is not known", self.package, self.name)
        };
        Some(Ok(evaluator.unknown(ProblemKind::Unknown, message, self.gives(arguments))))
    }
}
