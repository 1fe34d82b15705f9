//! Filters of sequences and mappings.

use std::cmp::Ordering;

use minijinja::Value;

use super::call::{iterated, listed};
use super::filters::{generated, nested};
use super::operators::{apply, type_name};
use super::{CallArguments, Evaluator, Fault, Outcome};
use crate::jinja::ProblemKind;
use crate::jinja::ast::Operator;
use crate::jinja::value::{Key, Set, Thing, as_text, compare, length, list, pairs, print, thing, truth, tuple};

/// Compares as Python sorts; a type error becomes a fault.
fn ordered(left: &Value, right: &Value, failed: &mut bool) -> Ordering {
    compare::order(left, right).unwrap_or_else(|| {
        *failed = true;
        Ordering::Equal
    })
}

pub(super) fn sort_values(values: &mut [Value], reverse: bool) -> Result<(), Fault> {
    let mut failed = false;
    values.sort_by(|left, right| {
        let order = ordered(left, right, &mut failed);
        if reverse { order.reverse() } else { order }
    });
    if failed { Err(Fault::failed("values of different types cannot be sorted")) } else { Ok(()) }
}

/// Text in lower case, unless case counts.
fn folded(value: &Value, case_sensitive: bool) -> Value {
    match as_text(value) {
        Some(text) if !case_sensitive => Value::from(text.to_lowercase()),
        _ => value.clone(),
    }
}

impl Evaluator<'_> {
    pub(super) fn sequence_filter(&mut self, name: &str, value: &Value, arguments: &CallArguments) -> Option<Outcome> {
        Some(match name {
            "length" | "count" => {
                length(value).map(Value::from).ok_or_else(|| Fault::failed(format!("a value of type {} has no length", type_name(value))))
            }
            "list" => listed(value),
            "first" => iterated(value).map(|items| items.into_iter().next().unwrap_or_default()),
            "last" if matches!(thing(value), Some(Thing::Generator(_))) => Err(Fault::failed("a generator has no last item")),
            "last" => iterated(value).map(|items| items.last().cloned().unwrap_or_default()),
            "random" => iterated(value).map(|items| items.first().cloned().unwrap_or_default()),
            "join" => self.join_filter(value, arguments),
            "reverse" => match as_text(value) {
                Some(text) => Ok(Value::from(text.chars().rev().collect::<String>())),
                None if matches!(thing(value), Some(Thing::Generator(_))) => {
                    iterated(value).map(|items| list(items.into_iter().rev().collect()))
                }
                None => iterated(value).map(|items| generated(items.into_iter().rev().collect())),
            },
            "sort" => self.sort(value, arguments),
            "unique" => self.unique(value, arguments),
            "min" | "max" => self.extreme(value, arguments, name == "max"),
            "sum" => self.sum(value, arguments),
            "map" => self.map(value, arguments),
            "select" | "reject" => self.select(value, arguments, name == "select", false),
            "selectattr" | "rejectattr" => self.select(value, arguments, name == "selectattr", true),
            "groupby" => self.group(value, arguments),
            "items" => match pairs(value).filter(|_| super::predicates::is_mapping(value)) {
                Some(found) => Ok(generated(found.into_iter().map(|(key, value)| tuple(vec![key, value])).collect())),
                None if value.is_undefined() => Ok(generated(Vec::new())),
                None => Err(Fault::failed("`items` takes a mapping")),
            },
            "dictsort" => dict_sort(value, arguments),
            "batch" => batch(value, arguments),
            "slice" => sliced(value, arguments),
            _ => return None,
        })
    }

    fn join_filter(&mut self, value: &Value, arguments: &CallArguments) -> Outcome {
        let mut parts = iterated(value)?;
        if let Some(attribute) = arguments.given(1, "attribute").cloned() {
            parts = parts.iter().map(|part| self.by_path(part, &attribute)).collect();
        }
        let separator = arguments.get(0, "d").cloned().unwrap_or_else(|| Value::from(""));
        let separator = if as_text(&separator).is_some() { separator } else { Value::from(print::text(&separator)) };
        self.join_values(&separator, parts)
    }

    /// `a.b.0`: attributes and items, from the outside in.
    fn by_path(&mut self, value: &Value, path: &Value) -> Value {
        let Some(text) = as_text(path) else { return self.item(value, path) };
        text.split('.').fold(value.clone(), |value, part| {
            if let Ok(place) = part.parse::<i64>() {
                self.item(&value, &Value::from(place))
            } else {
                let found = self.item(&value, &Value::from(part));
                if found.is_undefined() { self.attribute(&value, part) } else { found }
            }
        })
    }

    fn keyed(&mut self, value: &Value, arguments: &CallArguments, place: usize, case: usize) -> Result<Vec<(Value, Value)>, Fault> {
        let path = arguments.given(place, "attribute").cloned();
        let case_sensitive = arguments.get(case, "case_sensitive").is_some_and(truth);
        let found = iterated(value)?;
        let mut all = Vec::with_capacity(found.len());
        for item in found {
            self.step()?;
            let key = match path.as_ref().and_then(as_text) {
                Some(several) if several.contains(',') => {
                    tuple(several.split(',').map(|part| folded(&self.by_path(&item, &Value::from(part.trim())), case_sensitive)).collect())
                }
                _ => folded(&path.as_ref().map_or_else(|| item.clone(), |path| self.by_path(&item, path)), case_sensitive),
            };
            all.push((key, item));
        }
        Ok(all)
    }

    fn sort(&mut self, value: &Value, arguments: &CallArguments) -> Outcome {
        let mut all = self.keyed(value, arguments, 2, 1)?;
        let reverse = arguments.get(0, "reverse").is_some_and(truth);
        let mut failed = false;
        all.sort_by(|left, right| {
            let absent = left.0.is_undefined() && right.0.is_undefined();
            let order = if absent { Ordering::Equal } else { ordered(&left.0, &right.0, &mut failed) };
            if reverse { order.reverse() } else { order }
        });
        if failed {
            return Err(Fault::failed("values of different types cannot be sorted"));
        }
        Ok(list(all.into_iter().map(|(_, item)| item).collect()))
    }

    fn unique(&mut self, value: &Value, arguments: &CallArguments) -> Outcome {
        let mut seen = Set::default();
        let all = self.keyed(value, arguments, 1, 0)?;
        all.iter().try_for_each(|(key, _)| super::operators::hashable(key))?;
        Ok(generated(all.into_iter().filter(|(key, _)| seen.insert(Key(key.clone()))).map(|(_, item)| item).collect()))
    }

    fn extreme(&mut self, value: &Value, arguments: &CallArguments, greatest: bool) -> Outcome {
        let mut best: Option<(Value, Value)> = None;
        let mut failed = false;
        for (key, item) in self.keyed(value, arguments, 1, 0)? {
            let better = best.as_ref().is_none_or(|(best, _)| {
                let order = ordered(&key, best, &mut failed);
                if greatest { order.is_gt() } else { order.is_lt() }
            });
            if better {
                best = Some((key, item));
            }
        }
        if failed {
            return Err(Fault::failed("values of different types cannot be compared"));
        }
        Ok(best.map_or(Value::UNDEFINED, |(_, item)| item))
    }

    fn sum(&mut self, value: &Value, arguments: &CallArguments) -> Outcome {
        let path = arguments.given(0, "attribute").cloned();
        let mut total = arguments.get(1, "start").cloned().unwrap_or_else(|| Value::from(0));
        for item in iterated(value)? {
            self.step()?;
            let item = path.as_ref().map_or_else(|| item.clone(), |path| self.by_path(&item, path));
            total = apply(Operator::Add, &total, &item)?;
        }
        Ok(total)
    }

    fn map(&mut self, value: &Value, arguments: &CallArguments) -> Outcome {
        // What is empty in any way, none too, gives nothing.
        let found = if truth(value) { iterated(value)? } else { Vec::new() };
        let mut made = Vec::with_capacity(found.len());
        if let Some(path) = arguments.keyword("attribute").cloned().filter(|_| arguments.positional.is_empty()) {
            let default = arguments.keyword("default").cloned();
            for item in found {
                let part = self.by_path(&item, &path);
                made.push(if part.is_undefined() { default.clone().unwrap_or_default() } else { part });
            }
            return Ok(generated(made));
        }
        let filter = arguments.require_text(0, "filter")?.to_owned();
        let rest = arguments.tail();
        for item in found {
            made.push(self.apply_filter(&filter, item, &rest)?);
        }
        Ok(generated(made))
    }

    fn select(&mut self, value: &Value, arguments: &CallArguments, keep: bool, by_attribute: bool) -> Outcome {
        let mut rest = arguments.clone();
        let path = if by_attribute {
            let path = arguments.require(0, "attribute")?.clone();
            rest = rest.tail();
            Some(path)
        } else {
            None
        };
        let test = rest.positional.first().map(print::text);
        let rest = rest.tail();
        let mut kept = Vec::new();
        for item in if truth(value) { iterated(value)? } else { Vec::new() } {
            self.step()?;
            let subject = path.as_ref().map_or_else(|| item.clone(), |path| self.by_path(&item, path));
            if self.chosen(&subject, test.as_deref().map(|test| (test, &rest)))? == keep {
                kept.push(item);
            }
        }
        Ok(generated(kept))
    }

    fn group(&mut self, value: &Value, arguments: &CallArguments) -> Outcome {
        let path = arguments.require(0, "attribute")?.clone();
        let default = arguments.get(1, "default").cloned();
        let case_sensitive = arguments.get(2, "case_sensitive").is_none_or(truth);
        let mut all = Vec::new();
        for item in iterated(value)? {
            let key = self.by_path(&item, &path);
            let key = if key.is_undefined() { default.clone().unwrap_or_default() } else { key };
            all.push((folded(&key, case_sensitive), item));
        }
        let mut failed = false;
        all.sort_by(|left, right| ordered(&left.0, &right.0, &mut failed));
        if failed {
            return Err(Fault::Error(ProblemKind::Failed, "values of different types cannot be grouped".to_owned()));
        }
        let mut groups: Vec<(Value, Vec<Value>)> = Vec::new();
        for (key, item) in all {
            match groups.last_mut() {
                Some((last, members)) if compare::equal(last, &key) => members.push(item),
                _ => groups.push((key, vec![item])),
            }
        }
        Ok(list(groups.into_iter().map(|(key, members)| tuple(vec![key, list(members)])).collect()))
    }
}

fn dict_sort(value: &Value, arguments: &CallArguments) -> Outcome {
    let case_sensitive = arguments.get(0, "case_sensitive").is_some_and(truth);
    let by_value = arguments.text(1, "by") == Some("value");
    let reverse = arguments.get(2, "reverse").is_some_and(truth);
    let found = pairs(value).filter(|_| super::predicates::is_mapping(value));
    let mut all = found.ok_or_else(|| Fault::failed("`dictsort` takes a mapping"))?;
    let mut failed = false;
    all.sort_by(|left, right| {
        let key = |pair: &(Value, Value)| folded(if by_value { &pair.1 } else { &pair.0 }, case_sensitive);
        let order = ordered(&key(left), &key(right), &mut failed);
        if reverse { order.reverse() } else { order }
    });
    if failed {
        return Err(Fault::failed("values of different types cannot be sorted"));
    }
    Ok(list(all.into_iter().map(|(key, value)| tuple(vec![key, value])).collect()))
}

fn batch(value: &Value, arguments: &CallArguments) -> Outcome {
    let count =
        arguments.require(0, "linecount")?.as_usize().filter(|&count| count > 0).ok_or_else(|| Fault::failed("`batch` takes a number"))?;
    let fill = arguments.given(1, "fill_with");
    let mut rows: Vec<Vec<Value>> = iterated(value)?.chunks(count).map(<[Value]>::to_vec).collect();
    if let (Some(fill), Some(last)) = (fill, rows.last_mut()) {
        last.resize(count.min(10_000).max(last.len()), fill.clone());
    }
    Ok(generated(nested(rows)))
}

fn sliced(value: &Value, arguments: &CallArguments) -> Outcome {
    let count = arguments
        .require(0, "slices")?
        .as_usize()
        .filter(|&count| count > 0 && count <= 10_000)
        .ok_or_else(|| Fault::failed("`slice` takes a number"))?;
    let found = iterated(value)?;
    let (each, more) = (found.len() / count, found.len() % count);
    let mut rest = found.as_slice();
    let mut rows = Vec::new();
    for row in 0..count {
        let (part, after) = rest.split_at(each + usize::from(row < more));
        let mut part = part.to_vec();
        if let (Some(fill), true) = (arguments.given(1, "fill_with"), row >= more) {
            part.push(fill.clone());
        }
        rows.push(part);
        rest = after;
    }
    Ok(generated(nested(rows)))
}
