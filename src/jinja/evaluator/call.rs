//! Calls: macros with their arguments and scopes, functions of the language, attributes and methods.

use std::sync::{Arc, Mutex};

use minijinja::Value;

use super::operators::type_name;
use super::{CallArguments, Evaluator, Fault, Outcome};
use crate::jinja::ast::{Macro, Name};
use crate::jinja::value::number::Number;
use crate::jinja::value::{
    Key, LoopState, MacroValue, Map, Thing, UnknownKind, as_text, compare, dict, dict_of, from_thing, items, list, lock, none, pairs,
    print, thing, tuple, unknown,
};
use crate::jinja::{Frame, ProblemKind};

/// Jinja's sandbox, which dbt uses, refuses longer ranges.
const MAX_RANGE: usize = 100_000;

const FUNCTIONS: [&str; 6] = ["range", "dict", "namespace", "cycler", "joiner", "lipsum"];

/// What every template has, whatever its context.
pub(super) fn global(name: &str) -> Option<Value> {
    if name == "self" {
        return Some(dict(Map::default()));
    }
    FUNCTIONS.iter().find(|function| **function == name).map(|function| from_thing(Thing::Function(function)))
}

/// Called by [`Evaluator::call_expression`] where a message names the callee.
fn undefined_callee() -> Fault {
    Fault::Error(ProblemKind::Undefined, String::new())
}

impl Evaluator<'_> {
    /// Calls a value.
    pub fn call_value(&mut self, callee: &Value, arguments: &CallArguments) -> Outcome {
        match thing(callee) {
            Some(Thing::Macro(found)) => self.call_macro(found, arguments),
            Some(Thing::Unknown(_)) => Ok(unknown(UnknownKind::Any)),
            Some(Thing::Method(receiver, name)) => self.call_method(receiver, name, arguments),
            Some(Thing::Function(name)) => self.call_function(name, arguments),
            Some(Thing::Loop(state)) => self.call_loop(state, arguments),
            Some(Thing::Joiner(separator, used)) => {
                let first = !std::mem::replace(&mut *lock(used), true);
                Ok(Value::from(if first { "" } else { separator }))
            }
            Some(Thing::Host(host)) => host.call(self, arguments).unwrap_or_else(|| Err(Fault::failed("this value cannot be called"))),
            None if callee.is_undefined() => Err(undefined_callee()),
            _ => Err(Fault::failed(format!("a value of type {} cannot be called", type_name(callee)))),
        }
    }

    fn call_macro(&mut self, found: &MacroValue, arguments: &CallArguments) -> Outcome {
        if self.calls >= self.limits.calls {
            return Err(Fault::Runaway("macros call each other too deeply"));
        }
        self.step()?;
        self.calls += 1;
        let (template, frame, site) = (Arc::clone(&self.template), self.frame, self.site);
        if found.scope.is_none() {
            self.capture_macro(&found.qualified, arguments);
        }
        // The body of a call block belongs to where it stands, not to a frame of its own.
        if &*found.code.name != "caller" {
            self.frame = self.frame_for(found);
        }
        let parent = found.scope.filter(|&scope| self.scopes.stands(scope)).map(|(index, _)| index);
        let outer = self.scopes.enter(parent);
        self.template = Arc::clone(&found.template);
        let code = Arc::clone(&found.code);
        let result = self.bind(&code, arguments).and_then(|()| {
            self.collect(|cx| {
                cx.event(code.tag);
                cx.body(&code.body)?;
                code.end.inspect(|&end| cx.event(end));
                Ok(())
            })
        });
        self.scopes.leave(outer);
        self.template = template;
        self.frame = frame;
        self.site = site;
        self.calls -= 1;
        match result {
            Err(Fault::Return(value)) if &*found.code.name != "caller" => Ok(value),
            other => other,
        }
    }

    /// The body of a macro with arguments that nobody knows, where it has no default for them.
    pub(super) fn apart(&mut self, code: &Macro) -> Result<(), Fault> {
        let positional = code.parameters.iter().take_while(|parameter| parameter.default.is_none());
        let mut arguments = CallArguments::of(positional.map(|_| unknown(UnknownKind::Any)).collect());
        let later = code.parameters.iter().skip(arguments.positional.len()).filter(|parameter| parameter.default.is_none());
        arguments.keywords.extend(later.map(|parameter| (Name::clone(&parameter.name), unknown(UnknownKind::Any))));
        if code.uses.caller {
            arguments.keywords.push((Name::from("caller"), unknown(UnknownKind::Any)));
        }
        self.bind(code, &arguments)?;
        self.event(code.tag);
        self.body(&code.body)?;
        code.end.inspect(|&end| self.event(end));
        Ok(())
    }

    fn frame_for(&mut self, found: &MacroValue) -> u32 {
        let key = (self.frame, self.template.file(), self.site, Arc::clone(&found.qualified));
        if let Some(&frame) = self.frame_index.get(&key) {
            return frame;
        }
        let frame = u32::try_from(self.frames.len()).unwrap_or(u32::MAX);
        let call = Some((self.template.file(), self.site));
        self.frames.push(Frame { name: Arc::clone(&found.qualified), call, parent: self.frame });
        self.frame_index.insert(key, frame);
        frame
    }

    /// Parameters in order; a default sees the parameters before it.
    fn bind(&mut self, code: &Macro, arguments: &CallArguments) -> Result<(), Fault> {
        let mut used = vec![false; arguments.keywords.len()];
        let mut missing = Vec::new();
        for (place, parameter) in code.parameters.iter().enumerate() {
            let keyword = arguments.keywords.iter().position(|(name, _)| *name == parameter.name);
            if let Some(keyword) = keyword {
                used[keyword] = true;
            }
            if keyword.is_some() && arguments.positional.len() > place {
                return Err(Fault::failed(format!("`{}` is given `{}` twice", code.name, parameter.name)));
            }
            match arguments.positional.get(place).or_else(|| keyword.map(|keyword| &arguments.keywords[keyword].1)) {
                Some(value) => self.scopes.set(&parameter.name, value.clone()),
                None => missing.push(parameter),
            }
        }
        for parameter in missing {
            let value = match &parameter.default {
                Some(default) => self.evaluate(default)?,
                None => Value::UNDEFINED,
            };
            self.scopes.set(&parameter.name, value);
        }
        let surplus: Vec<Value> = arguments.positional.iter().skip(code.parameters.len()).cloned().collect();
        if code.uses.varargs {
            self.scopes.set(&Name::from("varargs"), tuple(surplus));
        } else if !surplus.is_empty() {
            let takes = code.parameters.len();
            return Err(Fault::failed(format!("`{}` takes {takes} arguments, {} are given", code.name, arguments.positional.len())));
        }
        let mut rest = Vec::new();
        for ((name, value), used) in arguments.keywords.iter().zip(used) {
            match &**name {
                _ if used => {}
                "caller" if code.uses.caller => self.scopes.set(name, value.clone()),
                _ if code.uses.kwargs => rest.push((Name::clone(name), value.clone())),
                _ => return Err(Fault::failed(format!("`{}` takes no argument `{name}`", code.name))),
            }
        }
        if code.uses.kwargs {
            self.scopes.set(&Name::from("kwargs"), dict_of(rest));
        }
        if code.uses.caller
            && !arguments.keywords.iter().any(|(name, _)| &**name == "caller")
            && code.parameters.iter().all(|parameter| &*parameter.name != "caller")
        {
            self.scopes.set(&Name::from("caller"), Value::UNDEFINED);
        }
        Ok(())
    }

    fn call_function(&mut self, name: &str, arguments: &CallArguments) -> Outcome {
        if let Some(first) = arguments.positional.first() {
            self.labour(first)?;
            self.spend(crate::jinja::value::weight(first))?;
        }
        match name {
            "range" => range(arguments),
            "dict" => dictionary(arguments).map(dict),
            "namespace" => dictionary(arguments).map(|map| from_thing(Thing::Namespace(Mutex::new(map)))),
            "cycler" if !arguments.positional.is_empty() => Ok(from_thing(Thing::Cycler(arguments.positional.clone(), Mutex::new(0)))),
            "joiner" => {
                let separator = arguments.text(0, "sep").unwrap_or(", ").to_owned();
                Ok(from_thing(Thing::Joiner(separator, Mutex::new(false))))
            }
            "lipsum" => Ok(Value::from("Lorem ipsum")),
            _ => Err(Fault::failed(format!("`{name}` does not take these arguments"))),
        }
    }

    fn call_loop(&mut self, state: &Mutex<LoopState>, arguments: &CallArguments) -> Outcome {
        let (recursion, depth) = {
            let state = lock(state);
            (state.recursion.clone(), state.depth)
        };
        let Some((code, template, scope)) = recursion else { return Err(Fault::failed("the loop is not recursive")) };
        let iterable = arguments.require(0, "iterable")?.clone();
        let outer_template = std::mem::replace(&mut self.template, template);
        let outer = self.scopes.enter(Some(scope));
        let result = self.collect(|cx| cx.for_items(&code, &iterable, depth + 1));
        self.scopes.leave(outer);
        self.template = outer_template;
        result
    }

    /// `value.name`: methods come first, then items.
    pub fn attribute(&mut self, value: &Value, name: &str) -> Value {
        if let Some(found) = thing(value) {
            match found {
                Thing::Unknown(_) => return unknown(UnknownKind::Any),
                Thing::Host(host) => {
                    if let Some(found) = host.attribute(self, name) {
                        return found;
                    }
                    return host.item(self, &Value::from(name)).unwrap_or(Value::UNDEFINED);
                }
                Thing::Loop(state) => return loop_attribute(state, value, name),
                Thing::Cycler(items, at) if name == "current" => return items.get(*lock(at)).cloned().unwrap_or_default(),
                Thing::Macro(found) => return macro_attribute(found, name),
                Thing::Namespace(map) => return lock(map).get(&Key(Value::from(name))).cloned().unwrap_or_default(),
                &Thing::Range { start, stop, step } if ["start", "stop", "step"].contains(&name) => {
                    return Value::from(if name == "start" {
                        start
                    } else if name == "stop" {
                        stop
                    } else {
                        step
                    });
                }
                // What `groupby` gives: a pair with names.
                Thing::Tuple(pair) if pair.len() == 2 && matches!(name, "grouper" | "list") => {
                    return pair[usize::from(name == "list")].clone();
                }
                _ => {}
            }
        }
        if super::methods::has_method(value, name) {
            return from_thing(Thing::Method(value.clone(), Name::from(name)));
        }
        if let Some(number) = Number::of(value) {
            return number_attribute(number, name);
        }
        self.item(value, &Value::from(name))
    }

    /// `value[key]`
    pub fn item(&mut self, value: &Value, key: &Value) -> Value {
        match thing(value) {
            Some(Thing::Unknown(_)) => return unknown(UnknownKind::Any),
            Some(Thing::Host(host)) => return host.item(self, key).unwrap_or(Value::UNDEFINED),
            Some(Thing::Dict(map) | Thing::Namespace(map)) => {
                if let Some(found) = lock(map).get(&Key(key.clone())) {
                    return found.clone();
                }
            }
            _ => {}
        }
        if crate::jinja::value::is_unknown(key) {
            return unknown(UnknownKind::Any);
        }
        if let (Some(Number::Small(at)), true) = (Number::of(key), super::predicates::is_sliceable(value)) {
            return indexed(value, at);
        }
        match as_text(key) {
            Some(name) if super::methods::has_method(value, name) => from_thing(Thing::Method(value.clone(), Name::from(name))),
            Some(name) if thing(value).is_none() => value.get_attr(name).unwrap_or_default(),
            _ => Value::UNDEFINED,
        }
    }

    /// `value.name(...)`
    pub fn call_method(&mut self, receiver: &Value, name: &str, arguments: &CallArguments) -> Outcome {
        match thing(receiver) {
            Some(Thing::Unknown(found)) => {
                // A relation that is not known may be moved to a place that is.
                if matches!(name, "incorporate" | "replace_path" | "include") {
                    self.capture(crate::jinja::CallKind::Relation(name.to_owned()), arguments, None);
                    return Ok(unknown(found.kind));
                }
                return Ok(unknown(UnknownKind::Any));
            }
            Some(Thing::Host(host)) => {
                if let Some(result) = host.method(self, name, arguments) {
                    return result;
                }
            }
            Some(Thing::Loop(state)) => {
                if let Some(result) = loop_method(state, name, arguments) {
                    return result;
                }
            }
            Some(Thing::Cycler(items, at)) => {
                let mut at = lock(at);
                if name == "reset" {
                    *at = 0;
                    return Ok(none());
                }
                let current = items[*at].clone();
                *at = (*at + 1) % items.len();
                return Ok(current);
            }
            _ => {}
        }
        if super::methods::has_method(receiver, name) {
            return self.builtin_method(receiver, name, arguments);
        }
        let callee = self.attribute(receiver, name);
        self.call_value(&callee, arguments)
    }
}

fn range(arguments: &CallArguments) -> Outcome {
    let mut bounds = Vec::new();
    for value in &arguments.positional {
        match Number::of(value) {
            Some(Number::Small(bound)) => bounds.push(bound),
            _ if crate::jinja::value::is_unknown(value) => return Ok(unknown(UnknownKind::Any)),
            _ => return Err(Fault::failed("`range` takes integers")),
        }
    }
    let (start, stop, step) = match bounds[..] {
        [stop] => (0, stop, 1),
        [start, stop] => (start, stop, 1),
        [start, stop, step] if step != 0 => (start, stop, step),
        _ => return Err(Fault::failed("`range` takes one to three integers, the last not zero")),
    };
    if crate::jinja::value::object::range_length(start, stop, step) > MAX_RANGE {
        return Err(Fault::Error(ProblemKind::Runaway, format!("a range of more than {MAX_RANGE} numbers")));
    }
    Ok(from_thing(Thing::Range { start, stop, step }))
}

fn indexed(value: &Value, at: i64) -> Value {
    let pick = |found: &[Value]| {
        let length = i64::try_from(found.len()).unwrap_or(i64::MAX);
        let place = if at < 0 { at + length } else { at };
        usize::try_from(place).ok().and_then(|place| found.get(place).cloned()).unwrap_or_default()
    };
    match thing(value) {
        Some(Thing::List(found)) => pick(&lock(found)),
        Some(Thing::Tuple(found)) => pick(found),
        Some(&Thing::Range { start, stop, step }) => {
            let length = i64::try_from(crate::jinja::value::object::range_length(start, stop, step)).unwrap_or(i64::MAX);
            let place = if at < 0 { at.saturating_add(length) } else { at };
            if (0..length).contains(&place) { Value::from(start + place * step) } else { Value::UNDEFINED }
        }
        _ => items(value).map_or(Value::UNDEFINED, |found| pick(&found)),
    }
}

/// `dict(mapping or pairs, name=value)`
fn dictionary(arguments: &CallArguments) -> Result<Map, Fault> {
    let mut map = Map::default();
    if let Some(first) = arguments.positional.first() {
        extend(&mut map, first)?;
    }
    map.extend(arguments.keywords.iter().map(|(name, value)| (Key(Value::from(&**name)), value.clone())));
    Ok(map)
}

/// Adds the pairs of a mapping, or of a sequence of pairs.
pub(super) fn extend(map: &mut Map, from: &Value) -> Result<(), Fault> {
    if let Some(found) = pairs(from) {
        map.extend(found.into_iter().map(|(key, value)| (Key(key), value)));
        return Ok(());
    }
    let wrong = || Fault::failed(format!("a dictionary cannot be made of {}", type_name(from)));
    for pair in items(from).ok_or_else(wrong)? {
        match items(&pair).unwrap_or_default().as_slice() {
            [key, value] => map.insert(Key(key.clone()), value.clone()),
            _ => return Err(wrong()),
        };
    }
    Ok(())
}

/// Python's numbers have parts.
fn number_attribute(number: Number, name: &str) -> Value {
    match name {
        "real" | "numerator" if name == "real" || !number.is_float() => match number {
            Number::Small(small) => Value::from(small),
            other => other.into_value(),
        },
        "imag" if number.is_float() => Value::from(0.0),
        "imag" => Value::from(0),
        "denominator" if !number.is_float() => Value::from(1),
        _ => Value::UNDEFINED,
    }
}

fn macro_attribute(found: &MacroValue, name: &str) -> Value {
    match name {
        "name" => Value::from(&*found.code.name),
        "arguments" => tuple(found.code.parameters.iter().map(|parameter| Value::from(&*parameter.name)).collect()),
        "catch_kwargs" => Value::from(found.code.uses.kwargs),
        "catch_varargs" => Value::from(found.code.uses.varargs),
        "caller" => Value::from(found.code.uses.caller),
        _ => Value::UNDEFINED,
    }
}

fn loop_attribute(state: &Mutex<LoopState>, value: &Value, name: &str) -> Value {
    let state = lock(state);
    let (index, length) = (state.index, state.items.len());
    match name {
        "index" => Value::from(index + 1),
        "index0" => Value::from(index),
        "revindex" => Value::from(length - index),
        "revindex0" => Value::from(length - index - 1),
        "first" => Value::from(index == 0),
        "last" => Value::from(index + 1 == length),
        "length" => Value::from(length),
        "depth" => Value::from(state.depth + 1),
        "depth0" => Value::from(state.depth),
        "previtem" => index.checked_sub(1).and_then(|at| state.items.get(at)).cloned().unwrap_or_default(),
        "nextitem" => state.items.get(index + 1).cloned().unwrap_or_default(),
        "cycle" | "changed" => from_thing(Thing::Method(value.clone(), Name::from(name))),
        _ => Value::UNDEFINED,
    }
}

fn loop_method(state: &Mutex<LoopState>, name: &str, arguments: &CallArguments) -> Option<Outcome> {
    let mut state = lock(state);
    match name {
        "cycle" if arguments.positional.is_empty() => Some(Err(Fault::failed("nothing to cycle through"))),
        "cycle" => Some(Ok(arguments.positional[state.index % arguments.positional.len()].clone())),
        "changed" => {
            let now = arguments.positional.clone();
            let same = state.last_changed.as_ref().is_some_and(|before| {
                before.len() == now.len() && before.iter().zip(&now).all(|(before, now)| compare::equal(before, now))
            });
            state.last_changed = Some(now);
            Some(Ok(Value::from(!same)))
        }
        _ => None,
    }
}

/// A list of the items, for what Python would iterate.
pub(super) fn iterated(value: &Value) -> Result<Vec<Value>, Fault> {
    items(value).ok_or_else(|| Fault::failed(format!("a value of type {} cannot be iterated", type_name(value))))
}

/// As `list(value)`.
pub(super) fn listed(value: &Value) -> Outcome {
    iterated(value).map(list)
}

/// As `str(value)`.
pub(super) fn stringed(value: &Value) -> String {
    print::text(value)
}
