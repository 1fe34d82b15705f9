//! Expressions. What fails is reported where it fails, and an unknown value takes its place.

use minijinja::Value;

use super::operators::type_name;
use super::{CallArguments, Evaluator, Fault, Outcome};
use crate::jinja::ast::{Arguments, Comparison, Expression, ExpressionKind, Name, Operator};
use crate::jinja::value::{
    Key, Map, UnknownKind, as_text, compare, dict, holds_unknown, is_unknown, items, list, pairs, truth, tuple, unknown,
};
use crate::jinja::{ProblemKind, value};
use crate::text::TextRange;

impl Evaluator<'_> {
    pub(super) fn evaluate(&mut self, expression: &Expression) -> Outcome {
        match &expression.kind {
            ExpressionKind::Literal(value) => return Ok(value.clone()),
            ExpressionKind::Name(name) => return Ok(self.name(name, expression.range)),
            _ => {}
        }
        self.step()?;
        match self.compute(expression) {
            Ok(value) => Ok(value),
            Err(fault) => self.recover(fault, expression.range),
        }
    }

    /// Reports an error and goes on with an unknown; what is no error goes on its way.
    pub(super) fn recover(&mut self, fault: Fault, range: TextRange) -> Outcome {
        match fault {
            Fault::Error(kind, message) => {
                self.site = range;
                Ok(self.unknown(kind, message, UnknownKind::Any))
            }
            other => Err(other),
        }
    }

    fn name(&mut self, name: &Name, range: TextRange) -> Value {
        if let Some(value) = self.scopes.get(name) {
            return value.clone();
        }
        self.site = range;
        if let Some(value) = self.host.lookup(name) {
            if let Some(kind) = self.host.captured_as(name) {
                self.capture(kind, &CallArguments::default(), Some(&value));
            }
            return value;
        }
        super::call::global(name).unwrap_or(Value::UNDEFINED)
    }

    fn compute(&mut self, expression: &Expression) -> Outcome {
        match &expression.kind {
            ExpressionKind::Name(_) | ExpressionKind::Literal(_) => self.evaluate(expression),
            ExpressionKind::List(items) => Ok(list(self.all(items)?)),
            ExpressionKind::Tuple(items) => Ok(tuple(self.all(items)?)),
            ExpressionKind::Dict(found) => {
                let mut map = Map::default();
                for (key, item) in found {
                    let key = self.evaluate(key)?;
                    super::operators::hashable(&key)?;
                    map.insert(Key(key), self.evaluate(item)?);
                }
                Ok(dict(map))
            }
            ExpressionKind::Negative(inner) => self.signed(inner, true),
            ExpressionKind::Positive(inner) => self.signed(inner, false),
            ExpressionKind::Not(inner) => {
                let value = self.evaluate(inner)?;
                Ok(if is_unknown(&value) { unknown(UnknownKind::Boolean) } else { Value::from(!truth(&value)) })
            }
            ExpressionKind::And(operands) => self.logical(operands, false),
            ExpressionKind::Or(operands) => self.logical(operands, true),
            ExpressionKind::Concat(parts) => {
                let mut found = Vec::with_capacity(parts.len());
                for part in parts {
                    found.push((self.evaluate(part)?, part.range));
                }
                self.joined(&found)
            }
            ExpressionKind::Chain(first, rest) => self.chain(first, rest),
            ExpressionKind::Compare(first, rest) => self.comparison(first, rest),
            ExpressionKind::Conditional { test, then, otherwise } => {
                let found = self.evaluate(test)?;
                self.in_doubt(is_unknown(&found), |cx| match otherwise {
                    _ if truth(&found) => cx.evaluate(then),
                    Some(otherwise) => cx.evaluate(otherwise),
                    None => Ok(Value::UNDEFINED),
                })
            }
            ExpressionKind::Attribute(base, name) => {
                let value = self.evaluate(base)?;
                self.site = expression.range;
                Ok(self.attribute_of(&value, name, base))
            }
            ExpressionKind::Item(base, key) => {
                let value = self.evaluate(base)?;
                let key = self.evaluate(key)?;
                self.site = expression.range;
                Ok(self.item_of(&value, &key, base))
            }
            ExpressionKind::Slice(base, bounds) => {
                let value = self.evaluate(base)?;
                let mut found = [None, None, None];
                for (place, bound) in found.iter_mut().zip(bounds.iter()) {
                    if let Some(bound) = bound {
                        *place = Some(self.evaluate(bound)?);
                    }
                }
                if value.is_undefined() {
                    self.site = expression.range;
                    return Ok(self.attribute_of_undefined(base));
                }
                self.labour(&value)?;
                super::operators::slice(&value, &found)
            }
            ExpressionKind::Call(callee, arguments) => self.call_expression(expression, callee, arguments, None),
            ExpressionKind::Filter(inner, filter) => {
                let value = self.evaluate(inner)?;
                let arguments = self.arguments(&filter.arguments)?;
                self.site = expression.range;
                self.apply_filter(&filter.name, value, &arguments)
            }
            ExpressionKind::Test { value, name, arguments, negated } => {
                let value = self.evaluate(value)?;
                let arguments = self.arguments(arguments)?;
                self.site = expression.range;
                match self.test(name, &value, &arguments)? {
                    Some(holds) => Ok(Value::from(holds != *negated)),
                    None => Ok(unknown(UnknownKind::Boolean)),
                }
            }
            ExpressionKind::Malformed(message) => Err(Fault::Error(ProblemKind::Syntax, message.clone())),
        }
    }

    fn all(&mut self, expressions: &[Expression]) -> Result<Vec<Value>, Fault> {
        expressions.iter().map(|expression| self.evaluate(expression)).collect()
    }

    fn signed(&mut self, inner: &Expression, negative: bool) -> Outcome {
        let value = self.evaluate(inner)?;
        super::operators::sign(&value, negative)
    }

    /// `and` and `or` give an operand. An unknown operand makes the result unknown unless another one decides.
    fn logical(&mut self, operands: &[Expression], decides: bool) -> Outcome {
        let mut last = Value::UNDEFINED;
        let mut open = None;
        for operand in operands {
            last = self.evaluate(operand)?;
            if is_unknown(&last) {
                open = Some(last.clone());
            } else if truth(&last) == decides {
                return Ok(last);
            }
        }
        Ok(open.unwrap_or(last))
    }

    fn chain(&mut self, first: &Expression, rest: &[(Operator, Expression)]) -> Outcome {
        let mut value = self.evaluate(first)?;
        for (operator, operand) in rest {
            let right = self.evaluate(operand)?;
            let text = matches!(operator, Operator::Add) && as_text(&value).is_some() && as_text(&right).is_some();
            value =
                if text { self.joined(&[(value, first.range), (right, operand.range)])? } else { self.operate(*operator, &value, &right)? };
        }
        Ok(value)
    }

    fn comparison(&mut self, first: &Expression, rest: &[(Comparison, Expression)]) -> Outcome {
        let mut left = self.evaluate(first)?;
        let mut open = false;
        for (comparison, operand) in rest {
            let right = self.evaluate(operand)?;
            if is_unknown(&left) || is_unknown(&right) {
                open = true;
            } else {
                let holds = self.compared(*comparison, &left, &right)?;
                let is_absent = holds == (*comparison == Comparison::NotIn);
                // What is not among the known ones may be among the others.
                if matches!(comparison, Comparison::In | Comparison::NotIn) && is_absent && holds_unknown(&right) {
                    open = true;
                } else if !holds {
                    return Ok(Value::from(false));
                }
            }
            left = right;
        }
        Ok(if open { unknown(UnknownKind::Boolean) } else { Value::from(true) })
    }

    fn compared(&mut self, comparison: Comparison, left: &Value, right: &Value) -> Result<bool, Fault> {
        // Looking a key up takes no longer in a large mapping.
        let keyed = matches!(comparison, Comparison::In | Comparison::NotIn) && value::pairs_held(right);
        if !keyed {
            self.labour(right)?;
        }
        self.labour(left)?;
        super::operators::compare(comparison, left, right)
    }

    pub(super) fn arguments(&mut self, arguments: &Arguments) -> Result<CallArguments, Fault> {
        let mut found = CallArguments::default();
        for argument in &arguments.positional {
            let value = self.evaluate(&argument.value)?;
            if argument.splat {
                found.positional.append(&mut items(&value).unwrap_or_default());
            } else {
                found.positional.push(value);
            }
        }
        for (name, value) in &arguments.keywords {
            found.keywords.push((Name::clone(name), self.evaluate(value)?));
        }
        for mapping in &arguments.mappings {
            let value = self.evaluate(mapping)?;
            self.labour(&value)?;
            for (key, value) in pairs(&value).unwrap_or_default() {
                found.keywords.push((Name::from(value::print::text(&key)), value));
            }
        }
        Ok(found)
    }

    /// `value.name`, where `base` is what was written before the dot.
    fn attribute_of(&mut self, value: &Value, name: &Name, base: &Expression) -> Value {
        if value.is_undefined() {
            return self.attribute_of_undefined(base);
        }
        self.attribute(value, name)
    }

    fn item_of(&mut self, value: &Value, key: &Value, base: &Expression) -> Value {
        if value.is_undefined() {
            return self.attribute_of_undefined(base);
        }
        self.item(value, key)
    }

    fn attribute_of_undefined(&mut self, base: &Expression) -> Value {
        if self.host.undefined_has_attributes() {
            return Value::UNDEFINED;
        }
        let message = format!("`{}` is undefined", self.written(base.range));
        self.unknown(ProblemKind::Undefined, message, UnknownKind::Any)
    }

    /// The source of an expression, for messages.
    pub(super) fn written(&self, range: TextRange) -> String {
        let text = self.template.text().get(range.span()).unwrap_or_default();
        let line: String = text.chars().take(60).collect();
        if line.len() < text.len() { format!("{line}...") } else { line }
    }

    pub(super) fn call_expression(
        &mut self,
        expression: &Expression,
        callee: &Expression,
        arguments: &Arguments,
        caller: Option<Value>,
    ) -> Outcome {
        let (receiver, method) = match &callee.kind {
            ExpressionKind::Attribute(base, name) => (Some(self.evaluate(base)?), Some((base, name))),
            _ => (None, None),
        };
        let function = if method.is_none() { Some(self.evaluate(callee)?) } else { None };
        let mut arguments = self.arguments(arguments)?;
        if let Some(caller) = caller {
            arguments.keywords.push((Name::from("caller"), caller));
        }
        self.site = expression.range;
        let result = match (receiver, method) {
            (Some(receiver), Some((base, name))) => {
                if receiver.is_undefined() && !self.host.undefined_has_attributes() {
                    return Ok(self.attribute_of_undefined(base));
                }
                self.call_method(&receiver, name, &arguments)
            }
            _ => self.call_value(&function.unwrap_or_default(), &arguments),
        };
        match result {
            Err(Fault::Error(ProblemKind::Undefined, message)) if message.is_empty() => {
                self.site = expression.range;
                let message = format!("`{}` is undefined", self.written(callee.range));
                Ok(self.unknown(ProblemKind::Undefined, message, UnknownKind::Any))
            }
            other => other,
        }
    }

    /// An operator on two values.
    fn operate(&mut self, operator: Operator, left: &Value, right: &Value) -> Outcome {
        if is_unknown(left) || is_unknown(right) {
            return Ok(unknown(UnknownKind::Any));
        }
        if operator == Operator::Remainder
            && let Some(format) = as_text(left)
        {
            let text = super::format::percent(format, right, self.room())?;
            self.spend(text.len())?;
            return Ok(Value::from(text));
        }
        if operator == Operator::Multiply {
            let length = value::length(left).or_else(|| value::length(right)).unwrap_or(0);
            let times = [left, right].iter().find_map(|value| value.as_i64()).unwrap_or(0);
            let each = if as_text(left).or(as_text(right)).is_some() { 4 } else { size_of::<Value>() };
            self.spend(length.saturating_mul(usize::try_from(times).unwrap_or(0)).saturating_mul(each))?;
        }
        self.labour(left)?;
        self.labour(right)?;
        super::operators::apply(operator, left, right)
    }
}

/// The message for an operation on values that it does not take.
pub(super) fn unfit(what: &str, left: &Value, right: &Value) -> Fault {
    Fault::failed(format!("{what} does not take {} and {}", type_name(left), type_name(right)))
}

/// `==`, for those who have no evaluator.
pub(super) fn equal(left: &Value, right: &Value) -> bool {
    compare::equal(left, right)
}
