//! Expressions, with Jinja's precedence: filters and tests bind to the operand, `**` is read from the left.

use minijinja::Value;

use super::{Attempt, Parser};
use crate::jinja::ast::{Argument, Arguments, Comparison, Expression, ExpressionKind, FilterCall, Name, Operator, Target};
use crate::jinja::literal;
use crate::syntax::{Mark, SyntaxKind};
use crate::text::TextRange;

/// How many attributes, calls and filters may follow one operand.
const MAX_SUFFIXES: u32 = 200;

impl Parser<'_> {
    fn made(&self, start: TextRange, kind: ExpressionKind) -> Expression {
        Expression { range: self.range_from(start), kind }
    }

    fn start(&self) -> TextRange {
        self.range_of(self.at)
    }

    /// One expression, or several separated by commas as a tuple.
    pub(super) fn tuple(&mut self, conditional: bool, ends: &[&str]) -> Attempt<Expression> {
        let (mark, start) = (self.mark(), self.start());
        let first = self.operand(conditional)?;
        if !self.at_operator(",") {
            return Ok(first);
        }
        let mut items = vec![first];
        while self.eat_operator(",") {
            if self.tuple_ends(ends) {
                break;
            }
            items.push(self.operand(conditional)?);
        }
        self.complete(mark, SyntaxKind::JinjaTuple);
        Ok(self.made(start, ExpressionKind::Tuple(items)))
    }

    fn tuple_ends(&self, ends: &[&str]) -> bool {
        self.kind() == SyntaxKind::JinjaEnd || self.at_operator(")") || ends.iter().any(|name| self.at_name(name))
    }

    fn operand(&mut self, conditional: bool) -> Attempt<Expression> {
        if conditional { self.expression() } else { self.deeper(Self::or) }
    }

    pub(super) fn expression(&mut self) -> Attempt<Expression> {
        self.deeper(Self::conditional)
    }

    fn conditional(&mut self) -> Attempt<Expression> {
        let (mark, start) = (self.mark(), self.start());
        let mut value = self.or()?;
        let mut count = 0;
        while self.eat_name("if") {
            count += 1;
            if count > MAX_SUFFIXES {
                return Err(self.fail("nested too deeply"));
            }
            let test = Box::new(self.or()?);
            let otherwise = if self.eat_name("else") { Some(Box::new(self.expression()?)) } else { None };
            self.complete(mark, SyntaxKind::JinjaConditional);
            value = self.made(start, ExpressionKind::Conditional { test, then: Box::new(value), otherwise });
        }
        Ok(value)
    }

    fn or(&mut self) -> Attempt<Expression> {
        self.logical("or", Self::and, ExpressionKind::Or)
    }

    fn and(&mut self) -> Attempt<Expression> {
        self.logical("and", Self::not, ExpressionKind::And)
    }

    fn logical(
        &mut self,
        word: &str,
        operand: fn(&mut Self) -> Attempt<Expression>,
        make: fn(Vec<Expression>) -> ExpressionKind,
    ) -> Attempt<Expression> {
        let (mark, start) = (self.mark(), self.start());
        let first = operand(self)?;
        if !self.at_name(word) {
            return Ok(first);
        }
        let mut operands = vec![first];
        while self.eat_name(word) {
            operands.push(operand(self)?);
        }
        self.complete(mark, SyntaxKind::JinjaLogical);
        Ok(self.made(start, make(operands)))
    }

    fn not(&mut self) -> Attempt<Expression> {
        let (mark, start) = (self.mark(), self.start());
        if !self.at_name("not") {
            return self.comparison();
        }
        self.eat_name("not");
        let value = Box::new(self.deeper(Self::not)?);
        self.complete(mark, SyntaxKind::JinjaUnary);
        Ok(self.made(start, ExpressionKind::Not(value)))
    }

    fn comparison(&mut self) -> Attempt<Expression> {
        let (mark, start) = (self.mark(), self.start());
        let first = self.sum()?;
        let mut rest = Vec::new();
        while let Some(comparison) = self.eat_comparison() {
            rest.push((comparison, self.sum()?));
        }
        if rest.is_empty() {
            return Ok(first);
        }
        self.complete(mark, SyntaxKind::JinjaComparison);
        Ok(self.made(start, ExpressionKind::Compare(Box::new(first), rest)))
    }

    fn eat_comparison(&mut self) -> Option<Comparison> {
        if self.kind() == SyntaxKind::JinjaName {
            if self.eat_name("in") {
                return Some(Comparison::In);
            }
            let mut ahead = self.at + 1;
            while matches!(self.kind_at(ahead), SyntaxKind::Whitespace | SyntaxKind::Newline) {
                ahead += 1;
            }
            if self.at_name("not") && self.kind_at(ahead) == SyntaxKind::JinjaName && self.text_of(ahead) == "in" {
                self.eat_name("not");
                self.eat_name("in");
                return Some(Comparison::NotIn);
            }
            return None;
        }
        if self.kind() != SyntaxKind::JinjaOperator {
            return None;
        }
        let comparison = match self.current() {
            "==" => Comparison::Equal,
            "!=" => Comparison::NotEqual,
            "<" => Comparison::Less,
            "<=" => Comparison::LessOrEqual,
            ">" => Comparison::Greater,
            ">=" => Comparison::GreaterOrEqual,
            _ => return None,
        };
        self.bump();
        Some(comparison)
    }

    fn sum(&mut self) -> Attempt<Expression> {
        self.chain(Self::concat, |operator| match operator {
            "+" => Some(Operator::Add),
            "-" => Some(Operator::Subtract),
            _ => None,
        })
    }

    fn concat(&mut self) -> Attempt<Expression> {
        let (mark, start) = (self.mark(), self.start());
        let first = self.product()?;
        if !self.at_operator("~") {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.eat_operator("~") {
            parts.push(self.product()?);
        }
        self.complete(mark, SyntaxKind::JinjaConcat);
        Ok(self.made(start, ExpressionKind::Concat(parts)))
    }

    fn product(&mut self) -> Attempt<Expression> {
        self.chain(Self::power, |operator| match operator {
            "*" => Some(Operator::Multiply),
            "/" => Some(Operator::Divide),
            "//" => Some(Operator::FloorDivide),
            "%" => Some(Operator::Remainder),
            _ => None,
        })
    }

    fn power(&mut self) -> Attempt<Expression> {
        self.chain(|parser| parser.unary(true), |operator| (operator == "**").then_some(Operator::Power))
    }

    fn chain(&mut self, operand: fn(&mut Self) -> Attempt<Expression>, operator: fn(&str) -> Option<Operator>) -> Attempt<Expression> {
        let (mark, start) = (self.mark(), self.start());
        let first = operand(self)?;
        let mut rest = Vec::new();
        while self.kind() == SyntaxKind::JinjaOperator
            && let Some(found) = operator(self.current())
        {
            self.bump();
            rest.push((found, operand(self)?));
        }
        if rest.is_empty() {
            return Ok(first);
        }
        self.complete(mark, SyntaxKind::JinjaBinary);
        Ok(self.made(start, ExpressionKind::Chain(Box::new(first), rest)))
    }

    pub(super) fn unary(&mut self, filters: bool) -> Attempt<Expression> {
        let (mark, start) = (self.mark(), self.start());
        let mut value = if self.at_operator("-") || self.at_operator("+") {
            let make = if self.at_operator("-") { ExpressionKind::Negative } else { ExpressionKind::Positive };
            self.bump();
            let inner = Box::new(self.deeper(|parser| parser.unary(false))?);
            self.complete(mark, SyntaxKind::JinjaUnary);
            self.made(start, make(inner))
        } else {
            self.primary()?
        };
        value = self.postfix(mark, start, value)?;
        if filters { self.filters(mark, start, value) } else { Ok(value) }
    }

    fn primary(&mut self) -> Attempt<Expression> {
        let (mark, start) = (self.mark(), self.start());
        let token = self.current();
        let literal = match self.kind() {
            SyntaxKind::JinjaName => return Ok(self.variable(mark, start)),
            SyntaxKind::JinjaString => return self.strings(mark, start),
            SyntaxKind::JinjaInteger => literal::integer(token),
            SyntaxKind::JinjaFloat => literal::float(token),
            SyntaxKind::JinjaOperator => return self.bracketed(mark, start),
            _ => return Err(self.unexpected("an expression")),
        };
        let Some(value) = literal else { return Err(self.fail("a number that is too large")) };
        self.bump();
        self.complete(mark, SyntaxKind::JinjaLiteral);
        Ok(self.made(start, ExpressionKind::Literal(value)))
    }

    fn variable(&mut self, mark: Mark, start: TextRange) -> Expression {
        let name = self.current();
        let literal = match name {
            "true" | "True" => Some(Value::from(true)),
            "false" | "False" => Some(Value::from(false)),
            "none" | "None" => Some(Value::from(())),
            _ => None,
        };
        match name {
            "varargs" => self.uses.varargs = true,
            "kwargs" => self.uses.kwargs = true,
            "caller" => self.uses.caller = true,
            _ => {}
        }
        self.bump();
        let kind = if literal.is_some() { SyntaxKind::JinjaLiteral } else { SyntaxKind::JinjaVariable };
        self.complete(mark, kind);
        self.made(start, literal.map_or_else(|| ExpressionKind::Name(Name::from(name)), ExpressionKind::Literal))
    }

    /// String literals side by side are one.
    fn strings(&mut self, mark: Mark, start: TextRange) -> Attempt<Expression> {
        let mut whole = String::new();
        while self.kind() == SyntaxKind::JinjaString {
            let Some(part) = literal::string(self.current()) else { return Err(self.fail("a malformed escape in the string")) };
            whole.push_str(&part);
            self.bump();
        }
        self.complete(mark, SyntaxKind::JinjaLiteral);
        Ok(self.made(start, ExpressionKind::Literal(Value::from(whole))))
    }

    fn bracketed(&mut self, mark: Mark, start: TextRange) -> Attempt<Expression> {
        match self.current() {
            "(" => {
                self.bump();
                if self.eat_operator(")") {
                    self.complete(mark, SyntaxKind::JinjaTuple);
                    return Ok(self.made(start, ExpressionKind::Tuple(Vec::new())));
                }
                let inner = self.deeper(|parser| parser.tuple(true, &[]))?;
                self.expect_operator(")")?;
                self.complete(mark, SyntaxKind::JinjaBracketed);
                Ok(self.made(start, inner.kind))
            }
            "[" => {
                self.bump();
                let items = self.items("]", Self::expression)?;
                self.complete(mark, SyntaxKind::JinjaList);
                Ok(self.made(start, ExpressionKind::List(items)))
            }
            "{" => {
                self.bump();
                let pairs = self.items("}", Self::pair)?;
                self.complete(mark, SyntaxKind::JinjaDict);
                Ok(self.made(start, ExpressionKind::Dict(pairs)))
            }
            _ => Err(self.unexpected("an expression")),
        }
    }

    fn pair(&mut self) -> Attempt<(Expression, Expression)> {
        let mark = self.mark();
        let key = self.expression()?;
        self.expect_operator(":")?;
        let value = self.expression()?;
        self.complete(mark, SyntaxKind::JinjaPair);
        Ok((key, value))
    }

    fn items<T>(&mut self, close: &str, item: fn(&mut Self) -> Attempt<T>) -> Attempt<Vec<T>> {
        let mut items = Vec::new();
        while !self.at_operator(close) {
            items.push(item(self)?);
            if !self.at_operator(close) {
                self.expect_operator(",")?;
            }
        }
        self.bump();
        Ok(items)
    }

    /// Attributes, items and calls.
    fn postfix(&mut self, mark: Mark, start: TextRange, mut value: Expression) -> Attempt<Expression> {
        for _ in 0..MAX_SUFFIXES {
            if self.kind() != SyntaxKind::JinjaOperator {
                return Ok(value);
            }
            value = match self.current() {
                "." => self.attribute(mark, start, value)?,
                "[" => self.subscript(mark, start, value)?,
                "(" => self.call(mark, start, value)?,
                _ => return Ok(value),
            };
        }
        Err(self.fail("nested too deeply"))
    }

    fn attribute(&mut self, mark: Mark, start: TextRange, value: Expression) -> Attempt<Expression> {
        self.bump();
        if self.kind() == SyntaxKind::JinjaInteger {
            let Some(index) = literal::integer(self.current()) else { return Err(self.fail("a number that is too large")) };
            let at = self.bump();
            self.complete(mark, SyntaxKind::JinjaSubscript);
            let index = Expression { range: at, kind: ExpressionKind::Literal(index) };
            return Ok(self.made(start, ExpressionKind::Item(Box::new(value), Box::new(index))));
        }
        let name = self.name("the name of an attribute")?;
        self.complete(mark, SyntaxKind::JinjaAttribute);
        Ok(self.made(start, ExpressionKind::Attribute(Box::new(value), name)))
    }

    fn subscript(&mut self, mark: Mark, start: TextRange, value: Expression) -> Attempt<Expression> {
        self.bump();
        let inner_mark = self.mark();
        let inner_start = self.start();
        let mut slice = [None, None, None];
        let mut part = 0;
        let mut items = Vec::new();
        while !self.at_operator("]") {
            if self.at_operator(":") && items.is_empty() && part < 2 {
                self.bump();
                part += 1;
                continue;
            }
            let item = self.expression()?;
            if part > 0 || (items.is_empty() && self.at_operator(":")) {
                slice[part] = Some(item);
                continue;
            }
            items.push(item);
            if !self.at_operator("]") {
                self.expect_operator(",")?;
            }
        }
        if part > 0 {
            self.complete(inner_mark, SyntaxKind::JinjaSlice);
        }
        self.bump();
        self.complete(mark, SyntaxKind::JinjaSubscript);
        if part > 0 {
            return Ok(self.made(start, ExpressionKind::Slice(Box::new(value), Box::new(slice))));
        }
        let index = match items.pop() {
            Some(only) if items.is_empty() => only,
            Some(last) => {
                items.push(last);
                self.made(inner_start, ExpressionKind::Tuple(items))
            }
            None => return Err(self.fail("the subscript is empty")),
        };
        Ok(self.made(start, ExpressionKind::Item(Box::new(value), Box::new(index))))
    }

    fn call(&mut self, mark: Mark, start: TextRange, value: Expression) -> Attempt<Expression> {
        let arguments = self.deeper(Self::arguments)?;
        self.complete(mark, SyntaxKind::JinjaCall);
        Ok(self.made(start, ExpressionKind::Call(Box::new(value), Box::new(arguments))))
    }

    pub(super) fn arguments(&mut self) -> Attempt<Arguments> {
        let mark = self.mark();
        self.expect_operator("(")?;
        let mut arguments = Arguments::default();
        while !self.at_operator(")") {
            self.argument(&mut arguments)?;
            if !self.at_operator(")") {
                self.expect_operator(",")?;
            }
        }
        self.bump();
        self.complete(mark, SyntaxKind::JinjaArguments);
        Ok(arguments)
    }

    fn argument(&mut self, arguments: &mut Arguments) -> Attempt<()> {
        if self.eat_operator("**") {
            arguments.mappings.push(self.expression()?);
            return Ok(());
        }
        if self.eat_operator("*") {
            arguments.positional.push(Argument { value: self.expression()?, splat: true });
            return Ok(());
        }
        let mut ahead = self.at + 1;
        while matches!(self.kind_at(ahead), SyntaxKind::Whitespace | SyntaxKind::Newline) {
            ahead += 1;
        }
        let keyword =
            self.kind() == SyntaxKind::JinjaName && self.kind_at(ahead) == SyntaxKind::JinjaOperator && self.text_of(ahead) == "=";
        if !keyword {
            arguments.positional.push(Argument { value: self.expression()?, splat: false });
            return Ok(());
        }
        let mark = self.mark();
        let name = self.name("an argument")?;
        self.bump();
        let value = self.expression()?;
        self.complete(mark, SyntaxKind::JinjaKeywordArgument);
        arguments.keywords.push((name, value));
        Ok(())
    }

    /// Filters, tests, and calls of what they gave.
    fn filters(&mut self, mark: Mark, start: TextRange, mut value: Expression) -> Attempt<Expression> {
        for _ in 0..MAX_SUFFIXES {
            if self.at_operator("|") {
                self.bump();
                let filter = self.filter_call()?;
                self.complete(mark, SyntaxKind::JinjaFilter);
                value = self.made(start, ExpressionKind::Filter(Box::new(value), Box::new(filter)));
            } else if self.at_name("is") {
                self.eat_name("is");
                value = self.test(mark, start, value)?;
            } else if self.at_operator("(") {
                value = self.call(mark, start, value)?;
            } else {
                return Ok(value);
            }
        }
        Err(self.fail("nested too deeply"))
    }

    pub(super) fn filter_call(&mut self) -> Attempt<FilterCall> {
        let start = self.start();
        let name = self.dotted_name("the name of a filter")?;
        let arguments = if self.at_operator("(") { self.deeper(Self::arguments)? } else { Arguments::default() };
        Ok(FilterCall { name, arguments, range: self.range_from(start) })
    }

    fn dotted_name(&mut self, what: &str) -> Attempt<Name> {
        let mut name = self.name(what)?.to_string();
        while self.at_operator(".") {
            self.bump();
            name.push('.');
            name.push_str(&self.name(what)?);
        }
        Ok(Name::from(name))
    }

    fn test(&mut self, mark: Mark, start: TextRange, value: Expression) -> Attempt<Expression> {
        let negated = self.eat_name("not");
        let name = self.dotted_name("the name of a test")?;
        let mut arguments = Arguments::default();
        let takes_operand = match self.kind() {
            SyntaxKind::JinjaName => !["else", "or", "and", "if", "is", "in", "not"].contains(&self.current()),
            SyntaxKind::JinjaString | SyntaxKind::JinjaInteger | SyntaxKind::JinjaFloat => true,
            SyntaxKind::JinjaOperator => ["[", "{"].contains(&self.current()),
            _ => false,
        };
        if self.at_operator("(") {
            arguments = self.deeper(Self::arguments)?;
        } else if takes_operand {
            let (inner_mark, inner_start) = (self.mark(), self.start());
            let operand = self.deeper(Self::primary)?;
            let operand = self.postfix(inner_mark, inner_start, operand)?;
            arguments.positional.push(Argument { value: operand, splat: false });
        }
        self.complete(mark, SyntaxKind::JinjaIs);
        let (value, arguments) = (Box::new(value), Box::new(arguments));
        Ok(self.made(start, ExpressionKind::Test { value, name, arguments, negated }))
    }

    /// What `set`, `for` and `with` assign to.
    pub(super) fn target(&mut self, several: bool) -> Attempt<Target> {
        let mark = self.mark();
        let first = self.single_target()?;
        if !several || !self.at_operator(",") {
            return Ok(first);
        }
        let mut targets = vec![first];
        while self.eat_operator(",") {
            if self.kind() != SyntaxKind::JinjaName && !self.at_operator("(") || self.at_name("in") {
                break;
            }
            targets.push(self.single_target()?);
        }
        self.complete(mark, SyntaxKind::JinjaTuple);
        Ok(Target::Tuple(targets))
    }

    fn single_target(&mut self) -> Attempt<Target> {
        let mark = self.mark();
        if self.eat_operator("(") {
            let inner = self.deeper(|parser| parser.target(true))?;
            self.expect_operator(")")?;
            self.complete(mark, SyntaxKind::JinjaBracketed);
            return Ok(inner);
        }
        let name = self.name("a name to assign to")?;
        self.complete(mark, SyntaxKind::JinjaVariable);
        if !self.eat_operator(".") {
            return Ok(Target::Name(name));
        }
        let attribute = self.name("the name of an attribute")?;
        self.complete(mark, SyntaxKind::JinjaAttribute);
        Ok(Target::Attribute(name, attribute))
    }
}
