//! Statements: what is written, what is bound, which branch is taken.

use std::sync::{Arc, Mutex};

use minijinja::Value;

use super::{Evaluator, Fault, Outcome};
use crate::jinja::ast::{Arm, Body, CallBlock, Expression, ExpressionKind, FilterCall, For, Name, Statement, Target};
use crate::jinja::value::rope::Pieces;
use crate::jinja::value::{
    Key, LoopState, MacroValue, Thing, UnknownKind, as_text, from_thing, is_unknown, items, lock, print, thing, truth, unknown,
};
use crate::jinja::{ProblemKind, SegmentKind};
use crate::text::TextRange;

/// Where evaluation goes on after a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    Next,
    Break,
    Continue,
}

impl Evaluator<'_> {
    pub(super) fn body(&mut self, body: &Body) -> Result<Flow, Fault> {
        for statement in body {
            let flow = self.statement(statement)?;
            if flow != Flow::Next {
                return Ok(flow);
            }
        }
        Ok(Flow::Next)
    }

    fn statement(&mut self, statement: &Statement) -> Result<Flow, Fault> {
        self.step()?;
        match statement {
            Statement::Data(range) => self.data(*range)?,
            Statement::Comment(tag) => self.event(*tag),
            Statement::Output { tag, value } => {
                let found = self.evaluate(value)?;
                self.emit(&found, *tag, value)?;
            }
            Statement::If { arms, end } => return self.branch(arms, *end),
            Statement::For(code) => {
                self.event(code.tag);
                self.for_statement(code)?;
                code.end.inspect(|&end| self.event(end));
            }
            Statement::Set { tag, target, value } => {
                let found = self.evaluate(value)?;
                self.assign(target, found, *tag);
                self.event(*tag);
            }
            Statement::SetBlock { tag, target, filters, body, end } => {
                self.event(*tag);
                let found = self.captured_body(body)?;
                let found = self.filter_chain(found, filters)?;
                self.assign(target, found, *tag);
                end.inspect(|&end| self.event(end));
            }
            Statement::Do { tag, value } => {
                self.evaluate(value)?;
                self.event(*tag);
            }
            Statement::Print { tag, values } => {
                for value in values {
                    let found = self.evaluate(value)?;
                    self.emit(&found, *tag, value)?;
                }
            }
            Statement::With { tag, bindings, body, end } => {
                self.event(*tag);
                let outer = self.scopes.enter_block();
                let flow = self.with_body(*tag, bindings, body);
                self.scopes.leave(outer);
                end.inspect(|&end| self.event(end));
                return flow;
            }
            Statement::Macro(code) => {
                let scope = Some(self.scopes.current());
                let (template, qualified) = (Arc::clone(&self.template), Arc::clone(&code.name));
                let value = from_thing(Thing::Macro(MacroValue { template, code: Arc::clone(code), qualified, scope }));
                self.scopes.set(&code.name, value);
                self.event(code.range);
            }
            Statement::CallBlock(block) => self.call_block(block)?,
            Statement::FilterBlock { tag, filters, body, end } => {
                self.event(*tag);
                let found = self.captured_body(body)?;
                let found = self.filter_chain(found, filters)?;
                self.emit_value(&found, *tag)?;
                end.inspect(|&end| self.event(end));
            }
            Statement::Definition(found) => self.event(found.range),
            Statement::Plain { tag, body, end } => {
                self.event(*tag);
                let flow = self.body(body)?;
                end.inspect(|&end| self.event(end));
                return Ok(flow);
            }
            Statement::Break(tag) => {
                self.event(*tag);
                return Ok(Flow::Break);
            }
            Statement::Continue(tag) => {
                self.event(*tag);
                return Ok(Flow::Continue);
            }
            Statement::Malformed { tag, message } => {
                self.site = *tag;
                self.problem(ProblemKind::Syntax, message.clone());
                self.event(*tag);
            }
        }
        Ok(Flow::Next)
    }

    /// Literal text; CR is left out, as Jinja makes every line end an LF.
    fn data(&mut self, range: TextRange) -> Result<(), Fault> {
        self.spend(range.len() as usize)?;
        self.covered.insert((self.template.file(), range.start()));
        let template = Arc::clone(&self.template);
        let visible = template.visible();
        let range = TextRange::new(range.start().max(visible.start()).min(range.end()), range.end().min(visible.end()).max(range.start()));
        if range.is_empty() {
            return Ok(());
        }
        let text = &template.text()[range.span()];
        let mut from = 0;
        while let Some(at) = text[from..].find('\r').map(|at| at + from) {
            self.raw(&text[from..at], range.start() as usize + from);
            if !text[at + 1..].starts_with('\n') {
                let start = range.start() as usize + at;
                let segment = self.segment(SegmentKind::Expr, TextRange::from(start..start + 1));
                self.sink.push("\n", segment);
            }
            from = at + 1;
        }
        self.raw(&text[from..], range.start() as usize + from);
        Ok(())
    }

    fn raw(&mut self, text: &str, start: usize) {
        if !text.is_empty() {
            let segment = self.segment(SegmentKind::Raw, TextRange::from(start..start + text.len()));
            self.sink.push(text, segment);
        }
    }

    /// What `{{ value }}` writes.
    fn emit(&mut self, value: &Value, tag: TextRange, expression: &Expression) -> Result<(), Fault> {
        if value.is_undefined()
            && let ExpressionKind::Name(name) = &expression.kind
            && self.host.reports_undefined_names()
            && !self.template.sets(name)
        {
            self.site = expression.range;
            self.problem(ProblemKind::Undefined, format!("`{name}` is undefined"));
            return self.emit_value(&unknown(UnknownKind::Any), tag);
        }
        self.emit_value(value, tag)
    }

    fn emit_value(&mut self, value: &Value, tag: TextRange) -> Result<(), Fault> {
        match thing(value) {
            Some(Thing::Text(rope)) => {
                self.spend(rope.text().len())?;
                self.event(tag);
                self.sink.append(rope);
                return Ok(());
            }
            Some(Thing::Unknown(found)) => {
                let stand_in = self.stand_in(found.kind, tag);
                if stand_in.is_empty() {
                    self.event(tag);
                } else {
                    let segment = self.segment(SegmentKind::Hole, tag);
                    self.sink.push(stand_in, segment);
                }
                return Ok(());
            }
            _ => {}
        }
        let printed;
        let text = if let Some(text) = as_text(value) {
            text
        } else {
            printed = print::text(value);
            &printed
        };
        if text.is_empty() {
            self.event(tag);
            return Ok(());
        }
        self.spend(text.len())?;
        let segment = self.segment(SegmentKind::Expr, tag);
        self.sink.push(text, segment);
        Ok(())
    }

    /// What is written for a value that is not known.
    fn stand_in(&mut self, kind: UnknownKind, tag: TextRange) -> &'static str {
        if kind != UnknownKind::Any {
            return kind.stand_in();
        }
        let template = Arc::clone(&self.template);
        let after = template.text().get(tag.end() as usize..).unwrap_or_default();
        let outermost = self.sinks == 0;
        let Pieces { text, around, .. } = &mut self.sink;
        around.stand_in(text, after, outermost)
    }

    fn branch(&mut self, arms: &[Arm], end: Option<TextRange>) -> Result<Flow, Fault> {
        let Some(first) = arms.first() else { return Ok(Flow::Next) };
        let site = (self.template.file(), first.tag.start());
        let (chosen, doubtful) = match self.forced.get(&site) {
            Some(&arm) => (Some(arm).filter(|&arm| arm < arms.len()), true),
            None => self.choose(arms)?,
        };
        self.decided.insert(site);
        let mut flow = Flow::Next;
        for (at, arm) in arms.iter().enumerate() {
            self.event(arm.tag);
            if chosen == Some(at) {
                flow = self.in_doubt(doubtful, |cx| cx.body(&arm.body))?;
            }
        }
        end.inspect(|&end| self.event(end));
        Ok(flow)
    }

    /// The branch to take, and whether nobody knows that it is the right one.
    fn choose(&mut self, arms: &[Arm]) -> Result<(Option<usize>, bool), Fault> {
        let mut doubtful = false;
        for (at, arm) in arms.iter().enumerate() {
            let Some(test) = &arm.test else { return Ok((Some(at), doubtful)) };
            let found = self.evaluate(test)?;
            doubtful |= is_unknown(&found);
            if truth(&found) {
                return Ok((Some(at), doubtful));
            }
        }
        Ok((None, doubtful))
    }

    /// Runs what may be the wrong branch: what goes wrong there is nobody's fault.
    pub(super) fn in_doubt<T>(&mut self, doubtful: bool, run: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        self.doubts += u32::from(doubtful);
        let result = run(self);
        self.doubts -= u32::from(doubtful);
        result
    }

    fn for_statement(&mut self, code: &Arc<For>) -> Result<(), Fault> {
        let iterable = self.evaluate(&code.iterable)?;
        self.for_items(code, &iterable, 0)
    }

    /// Runs a loop over `iterable`; a recursive loop comes back here.
    pub(super) fn for_items(&mut self, code: &Arc<For>, iterable: &Value, depth: usize) -> Result<(), Fault> {
        self.step()?;
        self.labour(iterable)?;
        let mut doubtful = is_unknown(iterable);
        let found = if doubtful { Some(vec![unknown(UnknownKind::Any)]) } else { items(iterable) };
        let mut found = found.unwrap_or_else(|| {
            self.site = code.iterable.range;
            self.problem(ProblemKind::Failed, format!("a value of type {} cannot be iterated", super::operators::type_name(iterable)));
            vec![unknown(UnknownKind::Any)]
        });
        if let Some(condition) = &code.condition {
            found = self.filtered(code, condition, found)?;
        }
        let site = (self.template.file(), code.tag.start());
        match self.forced.get(&site) {
            Some(0) if found.is_empty() => {
                doubtful = true;
                found = vec![unknown(UnknownKind::Any)];
            }
            Some(1) if code.otherwise.is_some() => found.clear(),
            _ => {}
        }
        self.decided.insert(site);
        if found.is_empty() {
            if let Some((tag, body)) = &code.otherwise {
                self.event(*tag);
                self.body(body)?;
            }
            return Ok(());
        }
        let recursion = code.recursive.then(|| (Arc::clone(code), Arc::clone(&self.template), self.scopes.current().0));
        let mut found = Arc::new(found);
        let state =
            from_thing(Thing::Loop(Mutex::new(LoopState { items: Arc::clone(&found), index: 0, depth, last_changed: None, recursion })));
        let loop_name = Name::from("loop");
        let mut index = 0;
        loop {
            if index >= found.len() {
                // A list that grew while it was walked is walked on.
                let Some(grown) = grown(code, iterable, index) else { break };
                self.labour(iterable)?;
                found = Arc::new(grown);
                if let Some(Thing::Loop(state)) = thing(&state) {
                    lock(state).items = Arc::clone(&found);
                }
            }
            let Some(item) = found.get(index) else { break };
            self.step()?;
            if let Some(Thing::Loop(state)) = thing(&state) {
                lock(state).index = index;
            }
            index += 1;
            let outer = self.scopes.enter_block();
            self.assign(&code.target, item.clone(), code.tag);
            self.scopes.set(&loop_name, state.clone());
            let flow = self.in_doubt(doubtful, |cx| cx.body(&code.body));
            self.scopes.leave(outer);
            if flow? == Flow::Break {
                break;
            }
        }
        if let Some((tag, _)) = &code.otherwise {
            self.event(*tag);
        }
        Ok(())
    }

    fn filtered(&mut self, code: &For, condition: &Expression, found: Vec<Value>) -> Result<Vec<Value>, Fault> {
        let mut kept = Vec::new();
        for item in found {
            self.step()?;
            let outer = self.scopes.enter_block();
            self.assign(&code.target, item.clone(), code.tag);
            let keep = self.evaluate(condition);
            self.scopes.leave(outer);
            if truth(&keep?) {
                kept.push(item);
            }
        }
        Ok(kept)
    }

    fn assign(&mut self, target: &Target, value: Value, tag: TextRange) {
        match target {
            Target::Name(name) => self.scopes.set(name, value),
            Target::Attribute(name, attribute) => {
                let found = self.scopes.get(name).cloned();
                if let Some(Thing::Namespace(map)) = found.as_ref().and_then(thing) {
                    lock(map).insert(Key(Value::from(&**attribute)), value);
                } else {
                    self.site = tag;
                    self.problem(ProblemKind::Failed, format!("`{name}` is no namespace: its attributes cannot be set"));
                }
            }
            Target::Tuple(targets) => {
                let spread = is_unknown(&value) || value.is_undefined();
                let found = if spread { None } else { items(&value) };
                match found {
                    Some(found) if found.len() == targets.len() => {
                        for (target, item) in targets.iter().zip(found) {
                            self.assign(target, item, tag);
                        }
                    }
                    found => {
                        if !spread {
                            self.site = tag;
                            let have = found.map_or_else(|| "no".to_owned(), |found| found.len().to_string());
                            self.problem(ProblemKind::Failed, format!("{have} values for {} names", targets.len()));
                        }
                        for target in targets {
                            self.assign(target, unknown(UnknownKind::Any), tag);
                        }
                    }
                }
            }
        }
    }

    fn with_body(&mut self, tag: TextRange, bindings: &[(Target, Expression)], body: &Body) -> Result<Flow, Fault> {
        for (target, value) in bindings {
            let found = self.evaluate(value)?;
            self.assign(target, found, tag);
        }
        self.body(body)
    }

    /// What a block writes, as a value.
    fn captured_body(&mut self, body: &Body) -> Outcome {
        let outer = self.scopes.enter_block();
        let result = self.collect(|cx| cx.body(body).map(|_| ()));
        self.scopes.leave(outer);
        result
    }

    fn filter_chain(&mut self, mut value: Value, filters: &[FilterCall]) -> Outcome {
        for filter in filters {
            let arguments = self.arguments(&filter.arguments)?;
            self.site = filter.range;
            value = match self.apply_filter(&filter.name, value, &arguments) {
                Ok(value) => value,
                Err(fault) => self.recover(fault, filter.range)?,
            };
        }
        Ok(value)
    }

    fn call_block(&mut self, block: &CallBlock) -> Result<(), Fault> {
        self.event(block.tag);
        let scope = Some(self.scopes.current());
        let (template, code) = (Arc::clone(&self.template), Arc::clone(&block.caller));
        let caller = from_thing(Thing::Macro(MacroValue { template, qualified: Arc::clone(&code.name), code, scope }));
        if let ExpressionKind::Call(callee, arguments) = &block.call.kind {
            let result = self.call_expression(&block.call, callee, arguments, Some(caller));
            let found = match result {
                Ok(found) => found,
                Err(fault) => self.recover(fault, block.call.range)?,
            };
            self.emit_value(&found, block.tag)?;
        }
        block.end.inspect(|&end| self.event(end));
        Ok(())
    }

    /// Text joined with its segments kept.
    pub(super) fn joined(&mut self, parts: &[(Value, TextRange)]) -> Outcome {
        let mut pieces = Pieces::default();
        let length = |(value, _): &(Value, TextRange)| as_text(value).map_or(0, str::len);
        let room = self.room();
        if parts.iter().map(length).fold(0, usize::saturating_add) > room {
            self.spend(room + 1)?;
        }
        for (value, range) in parts {
            if pieces.text.len() > room {
                break;
            }
            if let Some(Thing::Text(rope)) = thing(value) {
                pieces.append(rope);
                continue;
            }
            let segment = self.segment(SegmentKind::Expr, *range);
            match as_text(value) {
                Some(text) => pieces.push(text, segment),
                None => pieces.push(&print::text(value), segment),
            }
        }
        self.spend(pieces.text.len())?;
        Ok(pieces.value())
    }
}

/// The items of a list that is longer by now than `seen`; only where every item of it counts.
fn grown(code: &For, iterable: &Value, seen: usize) -> Option<Vec<Value>> {
    match thing(iterable) {
        Some(Thing::List(live)) if code.condition.is_none() => {
            let live = lock(live);
            (live.len() > seen).then(|| live.clone())
        }
        _ => None,
    }
}
