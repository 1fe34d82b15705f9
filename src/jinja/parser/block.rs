//! Statements, and which tags belong together. A block that is not closed ends where the one around it does.

use std::sync::Arc;

use super::tag::{Tag, malformed};
use super::{Attempt, Parser};
use crate::jinja::ast::{
    Arm, Body, CallBlock, Definition, DefinitionKind, Expression, ExpressionKind, FilterCall, For, Macro, Name, Parameter, Statement,
    Target, Uses,
};
use crate::syntax::{Mark, SyntaxKind};
use crate::text::TextRange;

/// Tags that end a block or a part of one, and so never begin a statement.
const CLOSERS: [&str; 20] = [
    "elif",
    "else",
    "endif",
    "endfor",
    "endmacro",
    "endcall",
    "endset",
    "endfilter",
    "endwith",
    "endraw",
    "enddocs",
    "endtest",
    "enddata_test",
    "endsnapshot",
    "endmaterialization",
    "endblock",
    "endautoescape",
    "endtrans",
    "endunit_test",
    "pluralize",
];

impl Parser<'_> {
    /// Statements up to a tag that closes this block or one around it.
    pub(super) fn body(&mut self, ends: &[&'static str]) -> Body {
        self.closers.push(ends.to_vec());
        let mut body = Body::new();
        loop {
            match self.kind() {
                SyntaxKind::EndOfFile => break,
                SyntaxKind::JinjaComment => {
                    body.push(Statement::Comment(self.range_of(self.at)));
                    self.at += 1;
                }
                SyntaxKind::JinjaStart if self.current().starts_with("{{") => {
                    let output = self.output();
                    body.push(output);
                }
                SyntaxKind::JinjaStart => {
                    let name = self.tag_name().unwrap_or_default();
                    if self.closers.iter().any(|ends| ends.contains(&name)) {
                        break;
                    }
                    let name = CLOSERS.iter().find(|closer| **closer == name);
                    let statement = if name.is_some() { self.stray_tag() } else { self.statement() };
                    body.push(statement);
                }
                _ => {
                    let data = self.data();
                    body.push(data);
                }
            }
        }
        self.closers.pop();
        body
    }

    /// A tag that closes nothing.
    pub(super) fn stray_tag(&mut self) -> Statement {
        let Tag { range, content } = self.statement_tag(|parser| {
            let range = parser.range_of(parser.at);
            parser.builder.error(range, "this tag closes no open block");
            Ok(())
        });
        let message = content.err().unwrap_or_else(|| "this tag closes no open block".to_owned());
        Statement::Malformed { tag: range, message }
    }

    fn statement(&mut self) -> Statement {
        if self.depth >= super::MAX_DEPTH {
            let Tag { range, content } = self.statement_tag(|parser| Err::<(), _>(parser.fail("nested too deeply")));
            return Statement::Malformed { tag: range, message: content.err().unwrap_or_default() };
        }
        self.depth += 1;
        let mark = self.mark();
        let name = self.tag_name().unwrap_or_default().to_owned();
        let statement = match name.as_str() {
            "if" => self.if_block(mark),
            "for" => self.for_block(mark),
            "set" => self.set(mark),
            "do" => {
                let Tag { range, content } = self.statement_tag(|parser| parser.tuple(true, &[]));
                Statement::Do { tag: range, value: content.unwrap_or_else(|message| malformed(range, message)) }
            }
            "macro" => self.macro_block(mark),
            "call" => self.call_block(mark),
            "filter" => self.filter_block(mark),
            "with" => self.with_block(mark),
            "raw" => self.plain_block(mark, SyntaxKind::JinjaRaw, "endraw"),
            "autoescape" => self.plain_block(mark, SyntaxKind::JinjaOtherBlock, "endautoescape"),
            "block" => self.plain_block(mark, SyntaxKind::JinjaOtherBlock, "endblock"),
            "docs" => self.definition(mark, SyntaxKind::JinjaDocs, DefinitionKind::Docs, "enddocs"),
            "snapshot" => self.definition(mark, SyntaxKind::JinjaSnapshot, DefinitionKind::Snapshot, "endsnapshot"),
            "test" => self.definition(mark, SyntaxKind::JinjaTest, DefinitionKind::Test, "endtest"),
            "data_test" => self.definition(mark, SyntaxKind::JinjaTest, DefinitionKind::Test, "enddata_test"),
            "materialization" => {
                self.definition(mark, SyntaxKind::JinjaMaterialization, DefinitionKind::Materialization, "endmaterialization")
            }
            "print" => {
                let Tag { range, content } = self.statement_tag(Self::list);
                Statement::Print { tag: range, values: content.unwrap_or_else(|message| vec![malformed(range, message)]) }
            }
            "break" | "continue" => {
                let Tag { range, content } = self.statement_tag(|parser| match parser.loops {
                    0 => Err(parser.fail("there is no loop around this tag")),
                    _ => Ok(()),
                });
                match content {
                    Ok(()) if name == "break" => Statement::Break(range),
                    Ok(()) => Statement::Continue(range),
                    Err(message) => Statement::Malformed { tag: range, message },
                }
            }
            _ => self.unknown_tag(&name),
        };
        self.depth -= 1;
        statement
    }

    fn unknown_tag(&mut self, name: &str) -> Statement {
        let message = if name.is_empty() { "the tag has no name".to_owned() } else { format!("`{name}` is not a tag that dbt knows") };
        let Tag { range, .. } = self.tag(SyntaxKind::JinjaTag, |parser| Err::<(), _>(parser.fail(&message)));
        Statement::Malformed { tag: range, message }
    }

    fn list(&mut self) -> Attempt<Vec<Expression>> {
        let mut values = vec![self.expression()?];
        while self.eat_operator(",") {
            values.push(self.expression()?);
        }
        Ok(values)
    }

    /// The closing tag `name`, or an error at the opening one.
    fn close(&mut self, opening: TextRange, name: &'static str) -> Option<TextRange> {
        if self.tag_name() == Some(name) {
            return Some(self.statement_tag(|_| Ok(())).range);
        }
        self.builder.error(opening, format!("`{name}` is missing"));
        None
    }

    fn if_block(&mut self, mark: Mark) -> Statement {
        let test = |parser: &mut Self| parser.tuple(false, &[]);
        let Tag { range: opening, content } = self.statement_tag(test);
        let mut tag = opening;
        let mut test_value = Some(content.unwrap_or_else(|message| malformed(opening, message)));
        let mut arms = Vec::new();
        loop {
            let closed = test_value.is_none();
            let body = self.body(if closed { &["endif"] } else { &["elif", "else", "endif"] });
            arms.push(Arm { tag, test: test_value.take(), body });
            if closed {
                break;
            }
            match self.tag_name() {
                Some("elif") => {
                    let Tag { range, content } = self.statement_tag(test);
                    (tag, test_value) = (range, Some(content.unwrap_or_else(|message| malformed(range, message))));
                }
                Some("else") => tag = self.statement_tag(|_| Ok(())).range,
                _ => break,
            }
        }
        let end = self.close(opening, "endif");
        self.complete(mark, SyntaxKind::JinjaIf);
        Statement::If { arms, end }
    }

    fn for_block(&mut self, mark: Mark) -> Statement {
        let Tag { range: tag, content } = self.statement_tag(|parser| {
            let target = parser.target(true)?;
            if !parser.eat_name("in") {
                return Err(parser.unexpected("`in`"));
            }
            let iterable = parser.tuple(false, &["recursive", "if"])?;
            let condition = if parser.eat_name("if") { Some(parser.expression()?) } else { None };
            let recursive = parser.eat_name("recursive");
            Ok((target, iterable, condition, recursive))
        });
        self.loops += 1;
        let body = self.body(&["else", "endfor"]);
        self.loops -= 1;
        let otherwise = (self.tag_name() == Some("else")).then(|| {
            let tag = self.statement_tag(|_| Ok(())).range;
            (tag, self.body(&["endfor"]))
        });
        let end = self.close(tag, "endfor");
        self.complete(mark, SyntaxKind::JinjaFor);
        let (target, iterable, condition, recursive) =
            content.unwrap_or_else(|message| (Target::Tuple(Vec::new()), malformed(tag, message), None, false));
        Statement::For(Arc::new(For { tag, target, iterable, condition, recursive, body, otherwise, end }))
    }

    fn set(&mut self, mark: Mark) -> Statement {
        let Tag { range: tag, content } = self.statement_tag(|parser| {
            let target = parser.target(true)?;
            if parser.eat_operator("=") {
                return Ok((target, Some(parser.tuple(true, &[])?), Vec::new()));
            }
            Ok((target, None, parser.filter_chain()?))
        });
        match content {
            Ok((target, Some(value), _)) => Statement::Set { tag, target, value },
            Ok((target, None, filters)) => {
                let body = self.body(&["endset"]);
                let end = self.close(tag, "endset");
                self.complete(mark, SyntaxKind::JinjaSetBlock);
                Statement::SetBlock { tag, target, filters, body, end }
            }
            Err(message) => Statement::Malformed { tag, message },
        }
    }

    /// `|a|b(1)`
    fn filter_chain(&mut self) -> Attempt<Vec<FilterCall>> {
        let mut filters = Vec::new();
        while self.eat_operator("|") {
            filters.push(self.filter_call()?);
        }
        Ok(filters)
    }

    fn macro_block(&mut self, mark: Mark) -> Statement {
        let Tag { range: tag, content } = self.statement_tag(|parser| {
            let name = parser.name("the name of the macro")?;
            Ok((name, parser.signature()?))
        });
        let (body, uses) = self.callable_body("endmacro");
        let end = self.close(tag, "endmacro");
        self.complete(mark, SyntaxKind::JinjaMacro);
        match content {
            Ok((name, parameters)) => {
                let range = self.range_from(tag);
                Statement::Macro(Arc::new(Macro { name, range, tag, parameters, body, end, uses }))
            }
            Err(message) => Statement::Malformed { tag, message },
        }
    }

    /// A body with which of the special names it mentions.
    fn callable_body(&mut self, end: &'static str) -> (Body, Uses) {
        let outer = std::mem::take(&mut self.uses);
        let loops = std::mem::take(&mut self.loops);
        let body = self.body(&[end]);
        let uses = self.uses;
        self.loops = loops;
        self.uses =
            Uses { varargs: outer.varargs || uses.varargs, kwargs: outer.kwargs || uses.kwargs, caller: outer.caller || uses.caller };
        (body, uses)
    }

    fn call_block(&mut self, mark: Mark) -> Statement {
        let Tag { range: tag, content } = self.statement_tag(|parser| {
            let parameters = if parser.at_operator("(") { parser.signature()? } else { Vec::new() };
            let call = parser.unary(true)?;
            if !matches!(call.kind, ExpressionKind::Call(..)) {
                return Err(parser.fail("a call block needs a call"));
            }
            Ok((parameters, call))
        });
        let (body, uses) = self.callable_body("endcall");
        let end = self.close(tag, "endcall");
        self.complete(mark, SyntaxKind::JinjaCallBlock);
        match content {
            Ok((parameters, call)) => {
                let range = self.range_from(tag);
                let caller = Arc::new(Macro { name: Name::from("caller"), range, tag, parameters, body, end, uses });
                Statement::CallBlock(Box::new(CallBlock { tag, caller, call, end }))
            }
            Err(message) => Statement::Malformed { tag, message },
        }
    }

    fn filter_block(&mut self, mark: Mark) -> Statement {
        let Tag { range: tag, content } = self.statement_tag(|parser| {
            let mut filters = vec![parser.filter_call()?];
            filters.append(&mut parser.filter_chain()?);
            Ok(filters)
        });
        let body = self.body(&["endfilter"]);
        let end = self.close(tag, "endfilter");
        self.complete(mark, SyntaxKind::JinjaFilterBlock);
        match content {
            Ok(filters) => Statement::FilterBlock { tag, filters, body, end },
            Err(message) => Statement::Malformed { tag, message },
        }
    }

    fn with_block(&mut self, mark: Mark) -> Statement {
        let Tag { range: tag, content } = self.statement_tag(|parser| {
            let mut bindings = Vec::new();
            while parser.kind() == SyntaxKind::JinjaName {
                let target = parser.target(false)?;
                parser.expect_operator("=")?;
                bindings.push((target, parser.expression()?));
                if !parser.eat_operator(",") {
                    break;
                }
            }
            Ok(bindings)
        });
        let body = self.body(&["endwith"]);
        let end = self.close(tag, "endwith");
        self.complete(mark, SyntaxKind::JinjaWith);
        match content {
            Ok(bindings) => Statement::With { tag, bindings, body, end },
            Err(message) => Statement::Malformed { tag, message },
        }
    }

    /// A block whose body is simply shown. What stands after the name is not asked for.
    fn plain_block(&mut self, mark: Mark, kind: SyntaxKind, end: &'static str) -> Statement {
        let Tag { range: tag, .. } = self.statement_tag(|parser| {
            while !matches!(parser.kind(), SyntaxKind::JinjaEnd | SyntaxKind::EndOfFile | SyntaxKind::JinjaData | SyntaxKind::JinjaStart) {
                parser.bump();
            }
            Ok(())
        });
        let body = self.body(&[end]);
        let end = self.close(tag, end);
        self.complete(mark, kind);
        Statement::Plain { tag, body, end }
    }

    fn definition(&mut self, mark: Mark, node: SyntaxKind, kind: DefinitionKind, end: &'static str) -> Statement {
        let Tag { range: tag, content } = self.statement_tag(|parser| parser.definition_head(kind));
        let (body, uses) = self.callable_body(end);
        let end = self.close(tag, end);
        self.complete(mark, node);
        let (name, parameters) = match content {
            Ok(head) => head,
            Err(message) => return Statement::Malformed { tag, message },
        };
        let range = self.range_from(tag);
        let code = Arc::new(Macro { name: Name::clone(&name), range, tag, parameters, body, end, uses });
        Statement::Definition(Arc::new(Definition { kind, name, range, code }))
    }

    fn definition_head(&mut self, kind: DefinitionKind) -> Attempt<(Name, Vec<Parameter>)> {
        let name = self.name("the name of the block")?;
        match kind {
            DefinitionKind::Test => Ok((name, self.signature()?)),
            DefinitionKind::Materialization => {
                self.materialization_options()?;
                Ok((name, Vec::new()))
            }
            DefinitionKind::Snapshot | DefinitionKind::Docs => Ok((name, Vec::new())),
        }
    }

    /// `, default`, `, adapter='x'` and `, supported_languages=[...]`.
    fn materialization_options(&mut self) -> Attempt<()> {
        while self.eat_operator(",") {
            if self.eat_name("default") {
                continue;
            }
            self.name("an option of the materialization")?;
            self.expect_operator("=")?;
            self.expression()?;
        }
        Ok(())
    }
}
