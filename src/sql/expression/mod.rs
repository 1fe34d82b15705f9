//! Expressions. A run of operands and operators is one flat node, as people see it: precedence changes no reading that
//! a linter or a formatter makes, except that the `and` of `between` is not a conjunction.

mod case;
mod function;
mod literal;
mod operator;
mod reference;
mod trailing;
mod types;
mod window;

use crate::dialect::{Features, Form, Keyword};
use crate::syntax::{Mark, SyntaxKind};

use super::parser::{Parser, sym};
use super::query;

pub use function::{function, function_contents};
pub use reference::{
    calls_method, dotted_names, object_reference, opt_table_name, path_length, path_length_at, reference_path, table_reference,
};
pub use trailing::table_column;
pub use types::{column_data_type, data_type};
pub use window::{named_window, over_clause, partitionby_clause};

/// What a run of operands turned out to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// Nothing was there.
    Absent,
    /// One column, literal, function or the like: in most places it stands without an `expression` node around it.
    Simple,
    Compound,
}

/// An `expression` node, or a report that one is missing.
pub fn expression(p: &mut Parser) {
    if !opt_expression(p) {
        p.missing("expected an expression");
    }
}

/// An `expression` node if one begins here.
pub fn opt_expression(p: &mut Parser) -> bool {
    let mark = p.mark();
    let found = operands(p) != Shape::Absent;
    if found {
        p.complete(mark, SyntaxKind::Expression);
    }
    found
}

/// Like [`expression`], but a lone column, literal or function gets no node around it.
pub fn value(p: &mut Parser) {
    if opt_value(p) == Shape::Absent {
        p.missing("expected an expression");
    }
}

pub fn opt_value(p: &mut Parser) -> Shape {
    let mark = p.mark();
    let shape = operands(p);
    if shape == Shape::Compound {
        p.complete(mark, SyntaxKind::Expression);
    }
    shape
}

/// Operands with operators that are no words, as an expression if there are several: what stands before `in` or `and` where
/// those words belong to the clause.
pub fn operands_before_word(p: &mut Parser) -> Shape {
    let mark = p.mark();
    let mut shape = operand(p);
    while shape != Shape::Absent
        && p.at_kind(SyntaxKind::Symbol)
        && operator::symbol_operator(p, &mut operator::Pending::default()).is_infix()
    {
        shape = Shape::Compound;
        if operand(p) == Shape::Absent {
            p.missing("expected an operand");
            break;
        }
    }
    if shape == Shape::Compound {
        p.complete(mark, SyntaxKind::Expression);
    }
    shape
}

/// Operands and operators, without a node around them.
pub fn operands(p: &mut Parser) -> Shape {
    let mut shape = Shape::Absent;
    p.nested(|p| shape = run(p));
    shape
}

fn run(p: &mut Parser) -> Shape {
    let mut shape = Shape::Absent;
    let mut pending = operator::Pending::default();
    loop {
        let prefixed = operator::prefixes(p);
        let operand = operand(p);
        if operand == Shape::Absent {
            if prefixed || shape == Shape::Compound {
                p.missing("expected an operand");
                return Shape::Compound;
            }
            return shape;
        }
        shape = if prefixed || shape != Shape::Absent { Shape::Compound } else { operand };
        loop {
            match operator::operator(p, &mut pending) {
                operator::Found::Infix => {
                    shape = Shape::Compound;
                    break;
                }
                operator::Found::Postfix => shape = Shape::Compound,
                operator::Found::Nothing => {
                    pending.settle(p);
                    return shape;
                }
            }
        }
    }
}

/// One operand with what hangs on it: casts, subscripts, paths.
pub fn operand(p: &mut Parser) -> Shape {
    let mark = p.mark();
    let mut shape = primary(p);
    if shape == Shape::Absent {
        return shape;
    }
    while suffix(p, mark) {
        shape = Shape::Compound;
    }
    shape
}

/// `::type`, `[…]`, `.name`, `:path`, `(+)`.
fn suffix(p: &mut Parser, mark: Mark) -> bool {
    match p.symbol(0) {
        sym::CAST | sym::TRY_CAST | sym::NULL_CAST => {
            p.refuse(Form::CastOperator);
            while [sym::CAST, sym::TRY_CAST, sym::NULL_CAST].into_iter().any(|cast| p.eat_symbol(cast)) {
                data_type(p);
            }
            p.complete(mark, SyntaxKind::CastExpression);
        }
        sym::DOT
            if p.has(Features::TUPLE_ELEMENT)
                && p.peek(1) == SyntaxKind::NumericLiteral
                && p.touches_next(0)
                && !p.peek_text(1).ends_with('.') =>
        {
            p.bump();
            p.bump();
        }
        sym::OPEN_SQUARE | sym::DOT => return pick(p),
        sym::COLON if literal::path_follows(p) => semi_structured(p),
        sym::OPEN if p.has(Features::POSTFIX_CAST) && !query::at_query(p, 1) => types::postfix_cast(p),
        sym::OPEN if is_outer_join_mark(p) => {
            let outer = p.mark();
            p.group(|p| p.bump_as(SyntaxKind::BinaryOperator));
            p.complete(outer, SyntaxKind::Bracketed);
        }
        _ => return false,
    }
    true
}

/// `[…]`, `.name` behind an operand.
pub(super) fn pick(p: &mut Parser) -> bool {
    match p.symbol(0) {
        sym::OPEN_SQUARE => array_accessor(p),
        sym::DOT if p.is_word(1) || p.symbol(1) == sym::OPEN_SQUARE || p.symbol(1) == sym::STAR => semi_structured(p),
        _ => return false,
    }
    true
}

/// `(+)`
fn is_outer_join_mark(p: &Parser) -> bool {
    p.symbol(1) == sym::PLUS && p.group_length(0) == Some(3)
}

/// `[1]`, `[1:2]`, `[:, 'a']`, `[offset(0)]`
fn array_accessor(p: &mut Parser) {
    let mark = p.mark();
    p.group(|p| {
        while !p.at_end() {
            let before = p.position();
            if matches!(p.symbol(0), sym::COLON | sym::CAST) {
                p.bump_as(SyntaxKind::Slice);
            } else if p.at_symbol(sym::COMMA) {
                p.bump();
            } else {
                opt_value(p);
            }
            if p.position() == before {
                break;
            }
        }
    });
    p.complete(mark, SyntaxKind::ArrayAccessor);
}

/// `:a.b[0].c`, and `.c` behind a function, a bracket or a subscript.
fn semi_structured(p: &mut Parser) {
    let mark = p.mark();
    let path = p.at_symbol(sym::COLON);
    let start = p.position();
    loop {
        let first = p.at_symbol(sym::COLON);
        if !first && !p.at_symbol(sym::DOT) || p.symbol(1) == sym::STAR && p.position() > start {
            break;
        }
        if first && p.position() > 0 && !literal::path_follows(p) {
            break;
        }
        p.bump();
        if p.at_symbol(sym::STAR) {
            p.bump();
        } else if p.at_symbol(sym::OPEN_SQUARE) {
            array_accessor(p);
        } else if p.symbol(1) == sym::OPEN && !path {
            // A method call: `a.f(x)` behind a bracket or a subscript.
            p.bump_as(SyntaxKind::FunctionNameIdentifier);
            function_contents(p, "");
        } else if p.is_word(0) {
            p.bump_as(if path {
                SyntaxKind::SemiStructuredElement
            } else if p.at_kind(SyntaxKind::QuotedIdentifier) {
                SyntaxKind::QuotedIdentifier
            } else {
                SyntaxKind::NakedIdentifier
            });
        } else if !p.eat_literal() {
            p.missing("expected a name");
            break;
        }
        while p.at_symbol(sym::OPEN_SQUARE) {
            array_accessor(p);
        }
    }
    p.complete(mark, SyntaxKind::SemiStructuredExpression);
}

fn primary(p: &mut Parser) -> Shape {
    match p.peek(0) {
        SyntaxKind::Word => word(p),
        SyntaxKind::QuotedIdentifier => reference::column_or_function(p),
        SyntaxKind::EndOfFile => Shape::Absent,
        _ => symbol(p),
    }
}

fn symbol(p: &mut Parser) -> Shape {
    match p.symbol(0) {
        sym::OPEN => bracketed_expression(p),
        sym::OPEN_SQUARE => {
            p.refuse(Form::SquareArray);
            literal::array_literal(p)
        }
        sym::OPEN_CURLY => literal::object_literal(p),
        sym::DOT if p.is_word(1) => reference::column_or_function(p),
        _ => literal::literal(p),
    }
}

/// `(a + 1)`, `(1, 2)`, `(select …)`
fn bracketed_expression(p: &mut Parser) -> Shape {
    p.bracketed(|p| {
        if p.at_end() {
            return;
        }
        if query::at_query_in_expression(p) {
            let mark = p.mark();
            query::query(p);
            p.complete(mark, SyntaxKind::Expression);
            return;
        }
        let mark = p.mark();
        let shape = element(p);
        if shape == Shape::Absent {
            p.missing("expected an expression");
        } else if p.at_symbol(sym::COMMA) {
            if shape == Shape::Compound {
                p.complete(mark, SyntaxKind::Expression);
            }
            while p.eat_symbol(sym::COMMA) && !p.at_end() {
                let mark = p.mark();
                match element(p) {
                    Shape::Absent => {
                        p.missing("expected an expression");
                        break;
                    }
                    Shape::Simple => {}
                    Shape::Compound => p.complete(mark, SyntaxKind::Expression),
                }
            }
        } else {
            p.complete(mark, SyntaxKind::Expression);
        }
    });
    Shape::Compound
}

/// An element of a tuple: an expression, named or not.
fn element(p: &mut Parser) -> Shape {
    let shape = if p.at_symbol(sym::STAR) {
        p.bump();
        Shape::Simple
    } else {
        operands(p)
    };
    if shape != Shape::Absent && p.at(Keyword::As) && p.is_word(1) {
        super::select::alias_expression(p);
        return Shape::Compound;
    }
    shape
}

/// A word at an operand's place.
fn word(p: &mut Parser) -> Shape {
    let called = p.symbol(1) == sym::OPEN && !types::is_postfix_cast(p, 1);
    match p.keyword(0) {
        Keyword::Case => return case::case_expression(p),
        Keyword::Exists if called => {
            p.bump_keyword();
            query::bracketed_query(p);
            return Shape::Compound;
        }
        Keyword::Any | Keyword::All | Keyword::Some if called && p.has(Features::QUANTIFIER_WORDS) && query::at_query(p, 2) => {
            p.bump_keyword();
            query::bracketed_query(p);
            return Shape::Compound;
        }
        Keyword::Identity if called && p.has(Features::TYPE_METHODS) => {
            // `identity(int, 1, 1)` numbers the rows of `select … into`.
            p.bump_keyword();
            p.bracketed(|p| {
                data_type(p);
                while p.eat_symbol(sym::COMMA) {
                    operand(p);
                }
            });
            return Shape::Simple;
        }
        Keyword::None if p.has(Features::TYPE_METHODS) && p.peek_text(0).eq_ignore_ascii_case("$action") => {
            p.bump_as(SyntaxKind::Variable);
            return Shape::Simple;
        }
        Keyword::Null => {
            p.bump_as(SyntaxKind::NullLiteral);
            return Shape::Simple;
        }
        Keyword::True | Keyword::False if !called => {
            p.bump_as(SyntaxKind::BooleanLiteral);
            return Shape::Simple;
        }
        Keyword::Default if !called && p.symbol(1) != sym::DOT => {
            p.bump_keyword();
            return Shape::Simple;
        }
        Keyword::Cursor if called && query::at_query(p, 2) => {
            p.bump_keyword();
            query::bracketed_query(p);
            return Shape::Compound;
        }
        _ => {}
    }
    if called && p.dialect().pseudo_columns.contains(p.keyword(0)) {
        // `updating('a')`
        p.bump_keyword();
        p.bracketed_list(value);
        return Shape::Compound;
    }
    let typed = literal::typed_literal(p);
    if typed != Shape::Absent {
        return typed;
    }
    let outer_join = called && p.symbol(2) == sym::PLUS && p.group_length(1) == Some(3);
    if called && !outer_join && !is_never_function(p.keyword(0)) || called && p.at(Keyword::Values) {
        return function(p);
    }
    if p.at(Keyword::Approximate) && p.is_word(1) && p.symbol(2) == sym::OPEN {
        return function(p);
    }
    if literal::bare_function(p) || literal::pseudo_column(p) {
        return Shape::Simple;
    }
    if p.is_name(0) || p.symbol(1) == sym::DOT && p.is_word(2) && !is_never_function(p.keyword(0)) {
        return reference::column_or_function(p);
    }
    if is_reserved_column(p) {
        return reference::column_or_function(p);
    }
    Shape::Absent
}

/// A reserved word that can be nothing but a column: it stands where an operand must, and what follows ends an operand.
fn is_reserved_column(p: &Parser) -> bool {
    if is_never_function(p.keyword(0)) {
        return false;
    }
    p.ends_after(1)
        || match p.peek(1) {
            SyntaxKind::Comma | SyntaxKind::EndBracket | SyntaxKind::StatementTerminator | SyntaxKind::Symbol => true,
            SyntaxKind::Word if p.keyword(1) == Keyword::None => true,
            SyntaxKind::Word => matches!(
                p.keyword(1),
                Keyword::As
                    | Keyword::From
                    | Keyword::And
                    | Keyword::Or
                    | Keyword::Is
                    | Keyword::In
                    | Keyword::Not
                    | Keyword::Like
                    | Keyword::Then
                    | Keyword::Else
                    | Keyword::End
                    | Keyword::Between
                    | Keyword::Asc
                    | Keyword::Desc
            ),
            _ => false,
        }
}

/// Words that a bracket may follow and that yet never name a function.
fn is_never_function(keyword: Keyword) -> bool {
    matches!(
        keyword,
        Keyword::Select
            | Keyword::From
            | Keyword::Where
            | Keyword::And
            | Keyword::Or
            | Keyword::Not
            | Keyword::In
            | Keyword::Case
            | Keyword::When
            | Keyword::Then
            | Keyword::Else
            | Keyword::End
            | Keyword::As
            | Keyword::On
            | Keyword::Between
            | Keyword::Is
            | Keyword::Like
            | Keyword::With
            | Keyword::Union
            | Keyword::Intersect
            | Keyword::Group
            | Keyword::Order
            | Keyword::Having
            | Keyword::Limit
            | Keyword::Join
            | Keyword::Using
            | Keyword::Into
            | Keyword::By
            | Keyword::Distinct
            | Keyword::Except
            | Keyword::Qualify
            | Keyword::Window
            | Keyword::Offset
            | Keyword::Fetch
            | Keyword::Cross
            | Keyword::Natural
            | Keyword::Inner
            | Keyword::Set
            | Keyword::Create
            | Keyword::Values
    )
}
