//! Walks a template and writes what it prints, with the source of every byte.
//!
//! Knows the language, not dbt: what else a template may use comes from the [`Host`].

mod arguments;
mod call;
mod expression;
mod filters;
mod format;
mod methods;
mod operators;
mod predicates;
#[cfg(test)]
mod provenance_tests;
#[cfg(test)]
mod python_tests;
#[cfg(test)]
mod runaway_tests;
mod scope;
mod sequence_filters;
pub(super) mod stand_in;
mod statement;
#[cfg(test)]
mod tests;
mod text_methods;
mod wrapping;

use std::sync::Arc;

use minijinja::Value;
use rustc_hash::{FxHashMap, FxHashSet};

use super::ast::Macro;
use super::host::Host;
use super::rendered::{CallKind, Captured, CapturedCall, ProblemKind, Rendered, TemplateProblem};
use super::template::Template;
use super::value::rope::Pieces;
use super::value::{self, UnknownKind, print, unknown};
use super::{Frame, Segment, SegmentKind, SourceMap};
use crate::text::{FileId, TextRange};
pub use arguments::CallArguments;
pub use filters::filter_names;
pub use predicates::test_names;
use scope::Scopes;

/// How many bytes of a macro call's argument are noted.
const MAX_ARGUMENT: usize = 200;

/// What evaluation may use up.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Statements and expressions evaluated.
    pub steps: u64,
    /// Bytes of text and lists made, in all.
    pub bytes: usize,
    /// Bytes of text and lists that filters, methods and operators look at, in all.
    pub labour: usize,
    /// Bytes of the thread's stack, from where rendering begins.
    pub stack: usize,
    /// Macro calls inside each other.
    pub calls: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { steps: 3_000_000, bytes: 64 << 20, labour: 384 << 20, stack: 1 << 20, calls: 200 }
    }
}

/// Why an evaluation does not give a value.
#[derive(Clone, Debug)]
pub enum Fault {
    /// `return(value)`: not an error, but on its way to the macro call.
    Return(Value),
    /// Something that can be reported and survived.
    Error(ProblemKind, String),
    /// A bound was hit: the rendering ends.
    Runaway(&'static str),
}

impl Fault {
    /// A wrong argument and the like.
    pub fn failed(message: impl Into<String>) -> Self {
        Self::Error(ProblemKind::Failed, message.into())
    }
}

pub(super) type Outcome = Result<Value, Fault>;

/// A branch that can be chosen from outside: the start of the statement's first tag.
pub(super) type Site = (FileId, u32);

/// What of a template is evaluated.
#[derive(Clone, Copy)]
pub(super) enum Entry<'t> {
    Template,
    /// One macro, called with arguments that nobody knows.
    Macro(&'t Arc<Macro>),
}

/// One rendering in progress.
pub struct Evaluator<'h> {
    host: &'h dyn Host,
    limits: Limits,
    steps: u64,
    bytes: usize,
    labour: usize,
    calls: u32,
    stack_base: usize,
    template: Arc<Template>,
    frame: u32,
    frames: Vec<Frame>,
    frame_index: FxHashMap<(u32, FileId, TextRange, Arc<str>), u32>,
    scopes: Scopes,
    sink: Pieces,
    /// Sinks that were closed, for those that are opened next: macros are many and short.
    spare: Vec<Pieces>,
    /// How many sinks of macros and blocks are open.
    sinks: u32,
    partial: bool,
    /// How many branches around this place nobody knows to be the right ones.
    doubts: u32,
    /// The expression evaluated last: where a call of the context stands.
    site: TextRange,
    problems: Vec<TemplateProblem>,
    problems_seen: FxHashSet<(FileId, TextRange, ProblemKind)>,
    captured: Captured,
    covered: FxHashSet<(FileId, u32)>,
    decided: FxHashSet<Site>,
    forced: &'h FxHashMap<Site, usize>,
}

/// A rendering with what variants are planned from.
pub(super) struct Evaluated {
    pub rendered: Rendered,
    /// Literal text that was come to, by where it starts.
    pub covered: FxHashSet<Site>,
    /// Statements that chose a branch.
    pub decided: FxHashSet<Site>,
    pub steps: u64,
}

pub(super) fn evaluate(
    template: &Arc<Template>,
    entry: Entry<'_>,
    host: &dyn Host,
    limits: Limits,
    forced: &FxHashMap<Site, usize>,
) -> Evaluated {
    let marker = 0_u8;
    let partial = matches!(entry, Entry::Macro(_));
    let mut cx = Evaluator {
        host,
        limits,
        steps: 0,
        bytes: 0,
        labour: 0,
        calls: 0,
        stack_base: std::ptr::from_ref(&marker).addr(),
        template: Arc::clone(template),
        frame: 0,
        frames: vec![Frame::template()],
        frame_index: FxHashMap::default(),
        scopes: Scopes::new(),
        sink: Pieces::for_about(template.text().len(), template.body().len()),
        spare: Vec::new(),
        // What a macro writes is gone on with by others.
        sinks: u32::from(partial),
        partial,
        doubts: 0,
        site: TextRange::empty(0),
        problems: Vec::new(),
        problems_seen: FxHashSet::default(),
        captured: Captured::default(),
        covered: FxHashSet::default(),
        decided: FxHashSet::default(),
        forced,
    };
    for error in template.tree().errors() {
        cx.site = error.range;
        cx.problem(ProblemKind::Syntax, error.message.clone());
    }
    let result = match entry {
        Entry::Template => cx.body(template.body()).map(|_| ()),
        Entry::Macro(code) => cx.apart(code),
    };
    match result {
        Ok(()) | Err(Fault::Return(_)) => {}
        Err(Fault::Error(kind, message)) => cx.problem(kind, message),
        Err(Fault::Runaway(message)) => cx.problem(ProblemKind::Runaway, message),
    }
    cx.finish()
}

impl Evaluator<'_> {
    fn finish(mut self) -> Evaluated {
        let mut seen: FxHashMap<(FileId, TextRange), u32> = FxHashMap::default();
        for segment in &mut self.sink.segments {
            if segment.kind == SegmentKind::Raw {
                let count = seen.entry((segment.file, segment.source)).or_default();
                segment.iteration = *count;
                *count += 1;
            }
        }
        if self.sink.segments.is_empty() {
            let segment = self.segment(SegmentKind::Event, TextRange::empty(0));
            self.sink.push("", segment);
        }
        let rendered = Rendered {
            text: self.sink.text.into(),
            map: SourceMap::new(self.sink.segments, self.frames),
            captured: self.captured,
            problems: self.problems,
            partial: self.partial,
            assumed: Vec::new(),
        };
        Evaluated { rendered, covered: self.covered, decided: self.decided, steps: self.steps }
    }

    /// Notes a problem at the expression evaluated last; the same problem at the same place counts once.
    pub fn problem(&mut self, kind: ProblemKind, message: impl Into<String>) {
        let (file, range) = (self.template.file(), self.site);
        // What goes wrong on a way that may be the wrong one is not known to go wrong.
        let doubtful = self.doubts > 0 && matches!(kind, ProblemKind::Undefined | ProblemKind::Failed);
        let kind = if doubtful { ProblemKind::Unknown } else { kind };
        if self.problems_seen.insert((file, range, kind)) {
            let frame = self.frame;
            self.problems.push(TemplateProblem { kind, message: message.into(), file, range, frame });
        }
    }

    /// Notes a problem and gives what stands for the value that is missing.
    pub fn unknown(&mut self, problem: ProblemKind, message: impl Into<String>, kind: UnknownKind) -> Value {
        self.problem(problem, message);
        unknown(kind)
    }

    /// Notes a call of the context that other layers want to know of; its place is the expression evaluated last.
    pub fn capture(&mut self, kind: CallKind, arguments: &CallArguments, result: Option<&Value>) {
        let text = |value: &Value| (!value::is_unknown(value)).then(|| print::text(value));
        let mut keywords = Vec::new();
        for (name, value) in &arguments.keywords {
            match value::items(value) {
                Some(items) if value::as_text(value).is_none() && value::pairs(value).is_none() => {
                    keywords.extend(items.iter().map(|item| (name.to_string(), text(item))));
                }
                _ => keywords.push((name.to_string(), text(value))),
            }
        }
        self.captured.calls.push(CapturedCall {
            kind,
            arguments: arguments.positional.iter().map(text).collect(),
            keywords,
            file: self.template.file(),
            range: self.site,
            frame: self.frame,
            result: result.and_then(text),
        });
    }

    /// Notes the call of a macro. Long arguments are SQL rather than names, and are left out.
    fn capture_macro(&mut self, qualified: &Arc<str>, arguments: &CallArguments) {
        let text = |value: &Value| match value::thing(value) {
            None if value.as_str().is_none_or(|text| text.len() <= MAX_ARGUMENT) => Some(print::text(value)),
            Some(value::Thing::Host(host)) if host.items().is_none() => Some(host.text()),
            _ => None,
        };
        self.captured.calls.push(CapturedCall {
            kind: CallKind::Macro(Arc::clone(qualified)),
            arguments: arguments.positional.iter().map(text).collect(),
            keywords: arguments.keywords.iter().map(|(name, value)| (name.to_string(), text(value))).collect(),
            file: self.template.file(),
            range: self.site,
            frame: self.frame,
            result: None,
        });
    }

    /// Renders another template in this one's context and gives its text. Calls that it makes stand where the expression
    /// evaluated last stands: its own places mean nothing to anybody.
    pub fn render_apart(&mut self, template: &Arc<Template>) -> Result<String, Fault> {
        self.step()?;
        if self.calls >= self.limits.calls {
            return Err(Fault::Runaway("templates render each other too deeply"));
        }
        self.calls += 1;
        let (site, captured) = (self.site, self.captured.calls.len());
        let file = self.template.file();
        let outer_template = std::mem::replace(&mut self.template, Arc::clone(template));
        let outer = self.scopes.enter(None);
        let result = self.collect(|cx| cx.body(template.body()).map(|_| ()));
        self.scopes.leave(outer);
        self.template = outer_template;
        self.site = site;
        self.calls -= 1;
        for call in &mut self.captured.calls[captured..] {
            (call.file, call.range) = (file, site);
        }
        result.map(|value| print::text(&value))
    }

    /// Where the expression evaluated last stands.
    #[must_use]
    pub fn place(&self) -> (FileId, TextRange) {
        (self.template.file(), self.site)
    }

    fn segment(&self, kind: SegmentKind, source: TextRange) -> Segment {
        Segment { out: TextRange::empty(0), file: self.template.file(), source, kind, frame: self.frame, iteration: 0 }
    }

    fn event(&mut self, source: TextRange) {
        let segment = self.segment(SegmentKind::Event, source);
        self.sink.push("", segment);
    }

    /// Counts bytes made against the bound.
    fn spend(&mut self, bytes: usize) -> Result<(), Fault> {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > self.limits.bytes { Err(Fault::Runaway("the template makes too much text")) } else { Ok(()) }
    }

    /// How many bytes may yet be made.
    fn room(&self) -> usize {
        self.limits.bytes.saturating_sub(self.bytes)
    }

    /// Counts the work of looking at a whole value.
    fn labour(&mut self, value: &Value) -> Result<(), Fault> {
        let weight = match value::as_text(value) {
            Some(text) => text.len(),
            None => value::weight(value),
        };
        self.toil(weight)
    }

    /// Counts work against the bound, in what it takes to look at so many bytes of text.
    pub fn toil(&mut self, bytes: usize) -> Result<(), Fault> {
        self.labour = self.labour.saturating_add(bytes);
        if self.labour > self.limits.labour { Err(Fault::Runaway("the template takes too much work")) } else { Ok(()) }
    }

    /// Counts a step, and looks how deep the thread's stack is.
    fn step(&mut self) -> Result<(), Fault> {
        self.steps += 1;
        if self.steps > self.limits.steps {
            return Err(Fault::Runaway("the template takes too many steps"));
        }
        let marker = 0_u8;
        if self.stack_base.abs_diff(std::ptr::from_ref(&marker).addr()) > self.limits.stack {
            return Err(Fault::Runaway("the template is nested too deeply"));
        }
        Ok(())
    }

    /// Runs `write` with a sink of its own and gives what was written.
    fn collect(&mut self, write: impl FnOnce(&mut Self) -> Result<(), Fault>) -> Outcome {
        let fresh = self.spare.pop().unwrap_or_default();
        let outer = std::mem::replace(&mut self.sink, fresh);
        self.sinks += 1;
        let result = write(self);
        self.sinks -= 1;
        let mut inner = std::mem::replace(&mut self.sink, outer);
        let value = result.map(|()| inner.value());
        inner.clear();
        self.spare.push(inner);
        value
    }
}
