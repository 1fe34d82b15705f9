//! What a template may use beyond the language: a context, and values with a behaviour of their own.

use std::any::Any;
use std::cmp::Ordering;
use std::fmt;

use minijinja::Value;

use super::evaluator::{CallArguments, Evaluator, Fault};
use super::rendered::CallKind;

/// Names that a template finds without having set them.
pub trait Host {
    /// The value of a name, if the context has it.
    fn lookup(&self, name: &str) -> Option<Value>;

    /// Whether an attribute of something undefined is undefined again, as in dbt, instead of an error.
    fn undefined_has_attributes(&self) -> bool {
        false
    }

    /// How reading a name is noted, for names whose value other layers must know again.
    fn captured_as(&self, _name: &str) -> Option<CallKind> {
        None
    }

    /// Whether printing an undefined name is worth a finding. Python prints nothing and says nothing.
    fn reports_undefined_names(&self) -> bool {
        false
    }
}

/// A context with nothing in it.
#[derive(Debug, Default)]
pub struct NoHost;

impl Host for NoHost {
    fn lookup(&self, _name: &str) -> Option<Value> {
        None
    }
}

/// A value of the context that answers for itself.
pub trait HostValue: fmt::Debug + Send + Sync {
    fn as_any(&self) -> &dyn Any;

    /// How it prints.
    fn text(&self) -> String;

    fn truth(&self) -> bool {
        true
    }

    fn attribute(&self, _cx: &mut Evaluator<'_>, _name: &str) -> Option<Value> {
        None
    }

    /// `value[key]`; an attribute by default.
    fn item(&self, cx: &mut Evaluator<'_>, key: &Value) -> Option<Value> {
        super::value::as_text(key).and_then(|name| self.attribute(cx, name))
    }

    /// `value(...)`; `None` if it cannot be called.
    fn call(&self, _cx: &mut Evaluator<'_>, _arguments: &CallArguments) -> Option<Result<Value, Fault>> {
        None
    }

    /// `value.name(...)`; `None` if there is no such method, and the attribute of that name is called.
    fn method(&self, _cx: &mut Evaluator<'_>, _name: &str, _arguments: &CallArguments) -> Option<Result<Value, Fault>> {
        None
    }

    fn is_callable(&self) -> bool {
        false
    }

    /// What iterating it gives; `None` if it cannot be iterated.
    fn items(&self) -> Option<Vec<Value>> {
        None
    }

    /// For a mapping: its pairs.
    fn pairs(&self) -> Option<Vec<(Value, Value)>> {
        None
    }

    fn equals(&self, _other: &Value) -> bool {
        false
    }

    /// `'{:spec}'.format(value)`
    fn formatted(&self, _spec: &str) -> Option<String> {
        None
    }

    /// `value + other`
    fn add(&self, _other: &Value) -> Option<Value> {
        None
    }

    /// `value - other`
    fn subtract(&self, _other: &Value) -> Option<Value> {
        None
    }

    fn order(&self, _other: &Value) -> Option<Ordering> {
        None
    }
}
