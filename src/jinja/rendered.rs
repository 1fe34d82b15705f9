//! What one evaluation of a template gives.

use std::sync::Arc;

use super::{Assumption, SourceMap};
use crate::text::{FileId, TextRange};

/// A template's text as it would reach the warehouse, with everything that was noted on the way.
#[derive(Clone, Debug)]
pub struct Rendered {
    pub text: Arc<str>,
    pub map: SourceMap,
    pub captured: Captured,
    /// What could not be evaluated. Evaluation goes on after each.
    pub problems: Vec<TemplateProblem>,
    /// Whether this is what one macro writes by itself: mostly a part of a statement, with unknown arguments.
    pub partial: bool,
    /// What is taken for true although the context does not say it; nothing in the first rendering.
    pub assumed: Vec<Assumption>,
}

impl Rendered {
    /// A text that is no template: its rendering is itself.
    #[must_use]
    pub fn literal(file: FileId, text: &Arc<str>) -> Self {
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        Self {
            text: Arc::clone(text),
            map: SourceMap::identity(file, length),
            captured: Captured::default(),
            problems: Vec::new(),
            partial: false,
            assumed: Vec::new(),
        }
    }
}

/// Calls that other layers want to know of, in order of evaluation, each with its place.
#[derive(Clone, Debug, Default)]
pub struct Captured {
    pub calls: Vec<CapturedCall>,
}

/// A call of a function or macro of the context.
#[derive(Clone, Debug)]
pub struct CapturedCall {
    pub kind: CallKind,
    /// Positional arguments as text; `None` where one is unknown.
    pub arguments: Vec<Option<String>>,
    /// Named arguments, likewise.
    pub keywords: Vec<(String, Option<String>)>,
    pub file: FileId,
    /// The expression of the call in its file.
    pub range: TextRange,
    /// Index into the map's frames: the macro in whose body it stands.
    pub frame: u32,
    /// For calls that give a relation: how that relation prints. A `set` variable that prints the same later is known by it.
    pub result: Option<String>,
}

/// The calls that are noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallKind {
    Ref,
    Source,
    /// `this`, wherever it is evaluated; `result` is how it prints.
    This,
    /// `target`, wherever it is evaluated.
    Target,
    /// SQL among the settings of a resource, as it will be sent: a hook's, a header's.
    Hook,
    /// Positional or keyword configuration; a list gives one keyword entry for each of its items.
    Config,
    Var,
    EnvVar,
    /// A macro, by its qualified name.
    Macro(Arc<str>),
    /// A method that makes or re-targets a relation: `adapter.get_relation`, `api.Relation.create`, `incorporate` ...
    Relation(String),
    /// SQL handed to the warehouse: `run_query`, `statement`.
    Query,
}

/// One thing the evaluator could not do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateProblem {
    pub kind: ProblemKind,
    pub message: String,
    pub file: FileId,
    pub range: TextRange,
    /// Index into the map's frames: the macro in whose body it stands.
    pub frame: u32,
}

/// Why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// The template is malformed.
    Syntax,
    /// A name, attribute, filter or test that nobody defines.
    Undefined,
    /// Known only to a warehouse, a missing package or the environment: not an error of the template.
    Unknown,
    /// Evaluation itself failed: a wrong argument, a raised exception.
    Failed,
    /// A bound was hit: depth, steps, size of the output.
    Runaway,
}
