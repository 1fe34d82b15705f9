//! Calls: the name, what stands between the brackets, and what may hang on behind them.

use crate::dialect::{Dialect, Features, Keyword};
use crate::syntax::SyntaxKind;

use super::literal::is_date_part;
use super::trailing::{is_cast_type, trailing};
use super::{Shape, data_type, expression, operands, opt_expression, over_clause};
use crate::sql::clause::orderby_clause;
use crate::sql::parser::{Parser, Sym, sym};
use crate::sql::query;

/// `name(…)` with all that follows it: `within group`, `filter`, `over`.
pub fn function(p: &mut Parser) -> Shape {
    let mark = p.mark();
    if p.at(Keyword::Approximate) && p.is_word(1) {
        // `approximate count(distinct a)`
        p.bump_keyword();
    }
    let name = function_name(p);
    function_contents(p, name);
    if p.at_symbol(sym::OPEN) && p.is_dialect(&[Dialect::Clickhouse]) {
        function_contents(p, "");
    }
    while behind(p) {}
    if p.is_dialect(&[Dialect::Bigquery]) {
        // What is picked from the result belongs to the call.
        while p.symbol(1) != sym::STAR && super::pick(p) {}
    }
    p.complete(mark, SyntaxKind::Function);
    if p.at_symbol(sym::OPEN) && p.has(Features::PERCENT_ATTRIBUTE) && !(p.symbol(1) == sym::PLUS && p.group_length(0) == Some(3)) {
        // An element of the collection that the function gives.
        p.bracketed_list(expression);
        return Shape::Compound;
    }
    Shape::Simple
}

/// The dotted name of a function. Returns its last part.
pub(in crate::sql) fn function_name<'t>(p: &mut Parser<'t>) -> &'t str {
    let mark = p.mark();
    let length = super::path_length(p).max(1);
    for _ in 1..length {
        if p.is_word(0) { p.bump_identifier() } else { p.bump() }
    }
    let name = p.peek_text(0);
    if p.at_statement_end() {
        p.missing("expected a function");
        return "";
    }
    let quoted = p.at_kind(SyntaxKind::QuotedIdentifier);
    p.bump_as(if quoted { SyntaxKind::QuotedIdentifier } else { SyntaxKind::FunctionNameIdentifier });
    if p.at_symbol(Sym::new("@")) && p.has(Features::DATABASE_LINK) {
        p.bump_as(SyntaxKind::AtSign);
        for _ in 0..super::path_length(p) {
            if p.is_word(0) { p.bump_as(SyntaxKind::FunctionNameIdentifier) } else { p.bump() }
        }
    }
    p.complete(mark, SyntaxKind::FunctionName);
    name
}

/// The brackets of a call and what is in them.
pub fn function_contents(p: &mut Parser, name: &str) {
    let mark = p.mark();
    p.bracketed(|p| arguments(p, name));
    p.complete(mark, SyntaxKind::FunctionContents);
}

fn behind(p: &mut Parser) -> bool {
    match p.keyword(0) {
        Keyword::Within if p.keyword(1) == Keyword::Group => {
            let mark = p.mark();
            p.bump_keywords(2);
            p.bracketed(orderby_clause);
            if p.has(Features::TYPE_METHODS) && p.at(Keyword::Over) && p.symbol(1) == sym::OPEN {
                // There the window belongs to the order.
                p.bump_keyword();
                p.bracketed(super::partitionby_clause);
            }
            p.complete(mark, SyntaxKind::WithingroupClause);
        }
        Keyword::Filter if p.symbol(1) == sym::OPEN => {
            p.bump_keyword();
            p.bracketed(|p| {
                if p.eat(Keyword::Where) {
                    expression(p);
                } else {
                    p.missing("expected `where`");
                }
            });
        }
        Keyword::Ignore | Keyword::Respect if p.keyword(1) == Keyword::Nulls => {
            if p.keyword(2) == Keyword::Over && p.has(Features::NULLS_IN_OVER) {
                over_clause(p);
            } else {
                p.bump_keywords(2);
            }
        }
        Keyword::From if matches!(p.keyword(1), Keyword::First | Keyword::Last) && p.keyword(2) != Keyword::None => {
            if !matches!(p.keyword(2), Keyword::Over | Keyword::Ignore | Keyword::Respect) {
                return false;
            }
            p.bump_keywords(2);
        }
        Keyword::Keep if p.symbol(1) == sym::OPEN => {
            p.bump_keyword();
            p.bracketed(|p| {
                p.eat(Keyword::DenseRank);
                p.eat_any(&[Keyword::First, Keyword::Last]);
                if p.at(Keyword::Order) {
                    orderby_clause(p);
                }
            });
        }
        Keyword::Over => over_clause(p),
        Keyword::Emits if p.symbol(1) == sym::OPEN => emits_segment(p),
        Keyword::Against if p.symbol(1) == sym::OPEN => {
            // `match (a, b) against ('text' in boolean mode)`
            p.bump_keyword();
            p.bracketed(|p| {
                super::operands_before_word(p);
                while p.at_kind(SyntaxKind::Word) {
                    p.bump_keyword();
                }
            });
        }
        _ => return false,
    }
    true
}

/// `emits (a int, b text)`: the columns that a script gives.
fn emits_segment(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.bracketed_list(|p| {
        p.expect_name();
        data_type(p);
    });
    p.complete(mark, SyntaxKind::EmitsSegment);
}

/// Functions whose first argument is a part of a date.
const DATE_PART_FIRST: &[&str] = &[
    "dateadd",
    "datediff",
    "date_add",
    "date_diff",
    "datepart",
    "datename",
    "date_part",
    "timestampadd",
    "timestampdiff",
    "timediff",
    "timeadd",
    "last_day",
    "next_day",
    "datediff_big",
    "date_bucket",
    "datetrunc",
    "date_trunc",
];

/// Functions one of whose later arguments is a part of a date.
const DATE_PART_LATER: &[&str] = &[
    "date_trunc",
    "datetime_trunc",
    "timestamp_trunc",
    "time_trunc",
    "date_diff",
    "datetime_diff",
    "timestamp_diff",
    "time_diff",
    "last_day",
    "timestamp_bucket",
    "date_bucket",
    "datetime_bucket",
    "generate_date_array",
    "generate_timestamp_array",
    "trunc",
];

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|other| other.eq_ignore_ascii_case(name))
}

fn arguments(p: &mut Parser, name: &str) {
    if p.at_end() {
        if is_cast(name) {
            p.missing("expected an expression");
        }
        return;
    }
    if name.eq_ignore_ascii_case("extract") && (p.is_word(0) || p.at_kind(SyntaxKind::QuotedLiteral)) && extract_part(p) {
        expression(p);
        return;
    }
    if name.eq_ignore_ascii_case("position") && p.find_ahead(|p, ahead| p.keyword(ahead) == Keyword::In).is_some() {
        position(p);
        return;
    }
    if is_one_of(name, &["convert", "try_convert"]) && p.is_word(0) && is_type_first(p) {
        data_type(p);
        if !p.eat_symbol(sym::COMMA) {
            return;
        }
    }
    let mut index = 0;
    loop {
        let before = p.position();
        if p.keyword(0) == Keyword::Week && p.symbol(1) == sym::OPEN && p.group_length(1) == Some(3) && p.is_word(2) {
            let mark = p.mark();
            p.bump_keyword();
            p.bracketed(Parser::bump_keyword);
            p.complete(mark, SyntaxKind::DatePartWeek);
        } else if is_date_part_argument(p, name, index) {
            p.bump_as(SyntaxKind::DatePart);
        } else if index == 1 && name.eq_ignore_ascii_case("convert") && is_cast_type(p) {
            data_type(p);
        } else {
            argument(p);
        }
        index += 1;
        if index == 1 && is_cast(name) && !p.at(Keyword::As) && !p.at_symbol(sym::COMMA) {
            p.missing("expected `as`");
        }
        trailing(p);
        if !p.eat_symbol(sym::COMMA) || p.position() == before || p.at_trailing_comma_end() {
            break;
        }
    }
}

/// `cast` and its kin, whose argument must say the type.
fn is_cast(name: &str) -> bool {
    is_one_of(name, &["cast", "try_cast", "safe_cast"])
}

fn is_date_part_argument(p: &Parser, name: &str, index: usize) -> bool {
    if index == 0 && p.has(Features::TYPE_METHODS) && p.at_kind(SyntaxKind::Word) && p.symbol(1) == sym::COMMA {
        // There every abbreviation stands for a part.
        return is_one_of(name, DATE_PART_FIRST);
    }
    // BigQuery's functions take the part behind the dates, so that a first `date` is a column.
    is_date_part(p, 0)
        && !(index == 0 && p.is_dialect(&[Dialect::Bigquery]))
        && (p.symbol(1) == sym::COMMA || p.ends_after(1))
        && is_one_of(name, if index == 0 { DATE_PART_FIRST } else { DATE_PART_LATER })
}

/// `convert(type, value)`, not `convert(value, type)` nor `convert(value using charset)`: the first word ends a type.
fn is_type_first(p: &Parser) -> bool {
    let behind = 1 + p.group_length(1).unwrap_or(0);
    p.symbol(behind) == sym::COMMA && (p.has(Features::TOP) || is_type_word(p.keyword(0)))
}

fn is_type_word(keyword: Keyword) -> bool {
    matches!(
        keyword,
        Keyword::Int
            | Keyword::Integer
            | Keyword::Bigint
            | Keyword::Smallint
            | Keyword::Varchar
            | Keyword::Char
            | Keyword::Date
            | Keyword::Datetime
            | Keyword::Timestamp
            | Keyword::Decimal
            | Keyword::Numeric
            | Keyword::Float
            | Keyword::Boolean
            | Keyword::Text
    )
}

/// `year from`, `week(monday) from`. Consumes nothing if it is a plain argument.
fn extract_part(p: &mut Parser) -> bool {
    if p.at(Keyword::Time) && p.keyword(2) == Keyword::From && p.is_word(1) {
        p.bump_as(SyntaxKind::DatePart);
    }
    let length = 1 + p.group_length(1).unwrap_or(0);
    if p.keyword(length) != Keyword::From {
        return false;
    }
    if length > 1 {
        let mark = p.mark();
        p.bump_keyword();
        p.bracketed(Parser::bump_keyword);
        p.complete(mark, SyntaxKind::DatePartWeek);
    } else if p.at_kind(SyntaxKind::QuotedLiteral) {
        p.bump();
    } else {
        p.bump_as(SyntaxKind::DatePart);
    }
    p.bump_keyword();
    true
}

/// `position('a' in b)`
fn position(p: &mut Parser) {
    super::operand(p);
    if p.expect(Keyword::In) {
        if p.is_word(0) && p.symbol(1) == Sym::NONE && p.ends_after(1) {
            p.bump_identifier();
        } else {
            operands(p);
        }
    }
}

/// One argument: a value, a query, `*`, `name => value`, `x -> x + 1`.
fn argument(p: &mut Parser) {
    while p.at_any(&[Keyword::Distinct, Keyword::All]) && (p.symbol(1) != sym::COMMA && !p.ends_after(1) || !p.is_name(0)) {
        p.bump_keyword();
    }
    if p.at_any(&[Keyword::Both, Keyword::Leading, Keyword::Trailing]) && !p.ends_after(1) && p.symbol(1) != sym::COMMA {
        p.bump_keyword();
        opt_expression_before_from(p);
        return;
    }
    if p.at_symbol(sym::STAR) {
        star(p);
        return;
    }
    if p.at_any(&[Keyword::Absent, Keyword::Null]) && p.keyword(1) == Keyword::On {
        return;
    }
    if query::at_query_in_expression(p) {
        let mark = p.mark();
        query::query(p);
        p.complete(mark, SyntaxKind::Expression);
        return;
    }
    if p.is_word(0) && matches!(p.symbol(1), sym::FAT_ARROW | sym::ASSIGN) {
        named_argument(p);
        return;
    }
    if lambda(p) {
        return;
    }
    if p.at(Keyword::No) && matches!(p.keyword(1), Keyword::Case | Keyword::Range) {
        // `case_n(a < 1, no case or unknown)`
        while p.at_kind(SyntaxKind::Word) {
            p.bump_keyword();
        }
        return;
    }
    if p.at(Keyword::Language) && p.peek(1) == SyntaxKind::QuotedLiteral {
        p.bump_keyword();
        p.bump();
        return;
    }
    if p.at(Keyword::Key) && p.peek(1) == SyntaxKind::QuotedLiteral {
        p.bump_keyword();
    }
    if p.at_any(&[Keyword::Table, Keyword::Model, Keyword::Input]) && p.is_name(1) {
        p.bump_keyword();
        super::opt_table_name(p);
        return;
    }
    if !opt_expression(p) && !p.at_any(&[Keyword::Order, Keyword::Limit, Keyword::From]) {
        p.missing("expected an argument");
    }
}

fn opt_expression_before_from(p: &mut Parser) {
    if !p.at(Keyword::From) {
        opt_expression(p);
    }
}

/// `*`, `* exclude (a)`
fn star(p: &mut Parser) {
    p.bump();
    crate::sql::wildcard::wildcard_modifiers(p);
}

fn named_argument(p: &mut Parser) {
    let mark = p.mark();
    p.bump_identifier();
    p.bump_as(if p.at_symbol(sym::FAT_ARROW) { SyntaxKind::RightArrow } else { SyntaxKind::AssignmentOperator });
    if query::at_query(p, 0) && !p.at_symbol(sym::OPEN) {
        query::query(p);
    } else if p.at_any(&[Keyword::Table, Keyword::Model]) && p.is_word(1) {
        p.bump_keyword();
        super::opt_table_name(p);
    } else if !lambda(p) {
        expression(p);
    }
    p.complete(mark, SyntaxKind::NamedArgument);
}

/// Elsewhere the arrow of a lambda is an operator like others.
const LAMBDA_NODE: &[Dialect] = &[Dialect::Snowflake, Dialect::Trino, Dialect::Duckdb];

/// `x -> x + 1`, `(x, y) -> x + y`
fn lambda(p: &mut Parser) -> bool {
    if p.peek_text(0).eq_ignore_ascii_case("lambda") && p.is_word(1) && matches!(p.symbol(2), sym::COLON | sym::COMMA) {
        let mark = p.mark();
        p.bump_keyword();
        p.comma_list(lambda_parameter);
        p.bump();
        expression(p);
        p.complete(mark, SyntaxKind::LambdaFunction);
        return true;
    }
    if !p.is_dialect(LAMBDA_NODE) {
        return false;
    }
    let one = p.is_word(0) && p.symbol(1) == sym::ARROW;
    let typed = p.is_word(0) && p.is_word(1) && p.symbol(2) == sym::ARROW;
    let several = p.at_symbol(sym::OPEN) && p.group_length(0).is_some_and(|length| p.symbol(length) == sym::ARROW);
    if !one && !several && !typed {
        return false;
    }
    let mark = p.mark();
    if several {
        p.bracketed_list(lambda_parameter);
    } else {
        lambda_parameter(p);
    }
    p.bump_as(SyntaxKind::LambdaArrow);
    expression(p);
    p.complete(mark, SyntaxKind::LambdaFunction);
    true
}

fn lambda_parameter(p: &mut Parser) {
    if p.is_word(0) {
        p.bump_as(SyntaxKind::Parameter);
        if p.is_word(0) {
            data_type(p);
        }
    } else {
        p.missing("expected a parameter");
    }
}

#[cfg(test)]
mod tests;
