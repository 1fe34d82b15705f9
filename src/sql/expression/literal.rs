//! Values written out: numbers, strings, dates, intervals, arrays, structs, and what stands for a value: parameters.

use crate::dialect::{Dialect, Features, Keyword};
use crate::syntax::SyntaxKind;

use super::types::literal_type;
use super::{Shape, expression, operands, value};
use crate::sql::parser::{Parser, Sym, sym};
use crate::sql::query;
use crate::sql::select::alias_expression;

const PLACEHOLDER: Sym = Sym::new("?");
const DOLLAR: Sym = Sym::new("$");
const AT: Sym = Sym::new("@");

/// A literal or a parameter that is no word.
pub(super) fn literal(p: &mut Parser) -> Shape {
    match p.peek(0) {
        SyntaxKind::NumericLiteral => p.bump(),
        SyntaxKind::QuotedLiteral => strings(p),
        SyntaxKind::Symbol | SyntaxKind::Star | SyntaxKind::Colon | SyntaxKind::Tilde | SyntaxKind::Slash => return symbol(p),
        SyntaxKind::EndOfFile
        | SyntaxKind::Word
        | SyntaxKind::QuotedIdentifier
        | SyntaxKind::Comma
        | SyntaxKind::Dot
        | SyntaxKind::StatementTerminator
        | SyntaxKind::EndBracket
        | SyntaxKind::EndSquareBracket
        | SyntaxKind::EndCurlyBracket => {
            return Shape::Absent;
        }
        SyntaxKind::BinaryOperator | SyntaxKind::RawComparisonOperator | SyntaxKind::CastingOperator | SyntaxKind::Unlexable => {
            return match p.symbol(0) {
                sym::PLUS | sym::MINUS => symbol(p),
                _ => Shape::Absent,
            };
        }
        // Parameters, variables, stages, positions: what they are, the lexer has seen.
        _ if p.has(Features::COLUMN_POSITION) && is_position(p) => super::reference_path(p, SyntaxKind::ColumnReference),
        _ if super::calls_method(p, super::path_length(p)) => super::reference_path(p, SyntaxKind::ColumnReference),
        _ => {
            p.bump();
            while p.at_symbol(sym::DOT) && p.is_word(1) && p.symbol(2) != sym::OPEN {
                p.bump();
                p.bump_identifier();
            }
        }
    }
    Shape::Simple
}

/// `$1`: a column by its place.
fn is_position(p: &Parser) -> bool {
    p.peek_text(0).as_bytes().get(1).is_some_and(u8::is_ascii_digit)
}

/// A string; strings that follow each other are one value.
fn strings(p: &mut Parser) {
    while p.at_kind(SyntaxKind::QuotedLiteral) {
        p.bump();
        if p.has(Features::STRING_ALIAS) && !p.has(Features::ADJACENT_STRINGS) {
            return;
        }
    }
}

fn symbol(p: &mut Parser) -> Shape {
    match p.symbol(0) {
        sym::PLUS | sym::MINUS if p.peek(1) == SyntaxKind::NumericLiteral => {
            let mark = p.mark();
            p.bump_as(SyntaxKind::SignIndicator);
            p.bump();
            p.complete(mark, SyntaxKind::NumericLiteral);
        }
        sym::COLON if p.is_word(1) || matches!(p.peek(1), SyntaxKind::NumericLiteral | SyntaxKind::QuotedLiteral) => {
            let mark = p.mark();
            p.bump_as(SyntaxKind::ColonPrefix);
            p.bump_as(if p.at_kind(SyntaxKind::Word) { SyntaxKind::Variable } else { p.peek(0) });
            p.complete(mark, SyntaxKind::BindVariable);
        }
        PLACEHOLDER => {
            let numbered = p.touches_next(0) && p.peek(1) == SyntaxKind::NumericLiteral;
            p.bump_as(SyntaxKind::Parameter);
            if numbered {
                p.bump_as(SyntaxKind::Parameter);
            }
        }
        DOLLAR | AT if p.is_word(1) && p.touches_next(0) => {
            p.bump_as(SyntaxKind::Parameter);
            p.bump_as(SyntaxKind::Parameter);
        }
        _ => return Shape::Absent,
    }
    Shape::Simple
}

/// Whether the colon at hand leads into a semi-structured value.
pub(super) fn path_follows(p: &Parser) -> bool {
    p.has(Features::COLON_PATH) && (p.is_word(1) || p.symbol(1) == sym::OPEN_SQUARE || p.peek(1) == SyntaxKind::QuotedLiteral)
}

/// A function that is called without brackets: `current_date`.
pub(super) fn bare_function(p: &mut Parser) -> bool {
    if p.at(Keyword::Current) && p.is_dialect(&[Dialect::Db2]) && p.is_word(1) && p.keyword(1) != Keyword::From {
        // `current client_acctng`: a register with a name of several words.
        while p.at_kind(SyntaxKind::Word) && !p.at_any(&[Keyword::From, Keyword::As]) {
            p.bump_as(SyntaxKind::BareFunction);
        }
        return true;
    }
    let called = p.symbol(1) == sym::OPEN && !super::types::is_postfix_cast(p, 1);
    let found = !called && p.symbol(1) != sym::DOT && p.dialect().bare_functions.contains(p.keyword(0));
    if found {
        p.bump_as(SyntaxKind::BareFunction);
    }
    found
}

/// A word that stands for a value of the row: `level`, `rownum`.
pub(super) fn pseudo_column(p: &mut Parser) -> bool {
    let found = p.symbol(1) != sym::DOT && p.dialect().pseudo_columns.contains(p.keyword(0));
    if found {
        p.bump_keyword();
    }
    found
}

/// A literal that begins with the name of its type: `date '2020-01-01'`, `interval 1 day`, `array[1]`, `struct(1 as a)`.
pub(super) fn typed_literal(p: &mut Parser) -> Shape {
    match p.keyword(0) {
        Keyword::Interval => return interval(p),
        Keyword::Array => return array(p),
        Keyword::Struct if p.symbol(1) == sym::OPEN && p.is_dialect(&[Dialect::Bigquery]) || p.symbol(1) == sym::LESS => {
            return structure(p);
        }
        Keyword::Map if p.symbol(1) == sym::OPEN_CURLY || p.symbol(1) == sym::OPEN_SQUARE => {
            p.bump_keyword();
            return if p.at_symbol(sym::OPEN_CURLY) { object_literal(p) } else { array_literal(p) };
        }
        Keyword::Next | Keyword::Previous if p.keyword(1) == Keyword::Value && p.keyword(2) == Keyword::For => {
            let mark = p.mark();
            p.bump_keywords(3);
            super::object_reference(p, SyntaxKind::SequenceReference);
            if p.at(Keyword::Over) && p.symbol(1) == sym::OPEN {
                p.bump_keyword();
                p.bracketed(crate::sql::clause::orderby_clause);
            }
            p.complete(mark, SyntaxKind::SequenceNextValue);
        }
        Keyword::Timestamp | Keyword::Time if p.keyword(1) == Keyword::With || p.keyword(1) == Keyword::Without => {
            if p.keyword(2) != Keyword::Time || p.peek(4) != SyntaxKind::QuotedLiteral {
                return Shape::Absent;
            }
            p.bump_keywords(4);
            p.bump_as(SyntaxKind::DateConstructorLiteral);
        }
        Keyword::Date | Keyword::Time | Keyword::Timestamp | Keyword::Datetime | Keyword::Timestamptz
            if p.peek(1) == SyntaxKind::QuotedLiteral =>
        {
            p.bump_keyword();
            p.bump_as(SyntaxKind::DateConstructorLiteral);
        }
        Keyword::Numeric
        | Keyword::Decimal
        | Keyword::Bignumeric
        | Keyword::Bigdecimal
        | Keyword::Json
        | Keyword::Uuid
        | Keyword::Inet
        | Keyword::Cidr
        | Keyword::Point
        | Keyword::Box
        | Keyword::Circle
        | Keyword::Bit
        | Keyword::Char
        | Keyword::Varchar
        | Keyword::Text
        | Keyword::Boolean
        | Keyword::Double
            if p.peek(1) == SyntaxKind::QuotedLiteral =>
        {
            p.bump_keyword();
            p.bump();
        }
        _ => return Shape::Absent,
    }
    Shape::Simple
}

/// `interval '1' day`, `interval 1 day`, `interval '1 day'`, `interval '1-2' year to month`
fn interval(p: &mut Parser) -> Shape {
    if !quantity_follows(p) {
        return Shape::Absent;
    }
    let mark = p.mark();
    p.bump_keyword();
    let counted = !p.at_kind(SyntaxKind::QuotedLiteral);
    if counted {
        expression(p);
    } else {
        p.bump();
    }
    if counted && !is_date_part(p, 0) && is_short_date_part(p) {
        p.bump_as(SyntaxKind::DatePart);
    }
    while is_date_part(p, 0) {
        p.bump_as(SyntaxKind::DatePart);
        if p.at_symbol(sym::OPEN) && p.peek(1) == SyntaxKind::NumericLiteral {
            p.bracketed_list(Parser::bump);
        }
        if p.at(Keyword::To) && is_date_part(p, 1) {
            p.bump_keyword();
            continue;
        }
        if matches!(p.peek(0), SyntaxKind::NumericLiteral | SyntaxKind::QuotedLiteral) && is_date_part(p, 1) {
            p.bump();
            continue;
        }
        break;
    }
    p.complete(mark, SyntaxKind::IntervalExpression);
    Shape::Simple
}

/// How far the date part of an interval is looked for.
const QUANTITY_AHEAD: usize = 24;

/// Whether `interval` is not a name but has a quantity behind it.
fn quantity_follows(p: &Parser) -> bool {
    match p.peek(1) {
        SyntaxKind::QuotedLiteral | SyntaxKind::NumericLiteral => return true,
        SyntaxKind::EndOfFile | SyntaxKind::Comma | SyntaxKind::Dot | SyntaxKind::EndBracket | SyntaxKind::StatementTerminator => {
            return false;
        }
        SyntaxKind::Word if !p.is_name(1) && p.symbol(2) != sym::OPEN && p.keyword(1) != Keyword::Case => return false,
        _ => {}
    }
    let mut ahead = 1;
    while ahead < QUANTITY_AHEAD {
        if ahead > 1 && is_date_part(p, ahead) && p.symbol(ahead + 1) != sym::OPEN {
            return true;
        }
        match p.peek(ahead) {
            SyntaxKind::Comma | SyntaxKind::EndBracket | SyntaxKind::EndOfFile | SyntaxKind::StatementTerminator => return false,
            _ => ahead += p.group_length(ahead).unwrap_or(1),
        }
    }
    false
}

/// The abbreviations that stand behind a number only: behind a string they may be an alias.
fn is_short_date_part(p: &Parser) -> bool {
    const PARTS: &[&str] =
        &["yyyy", "yy", "qq", "q", "mm", "m", "ww", "wk", "dd", "d", "hh", "h", "mi", "n", "ss", "s", "ms", "us", "ns", "mcs"];
    PARTS.iter().any(|part| part.eq_ignore_ascii_case(p.peek_text(0))) && p.at_kind(SyntaxKind::Word)
}

/// The parts of a date in the singular.
const DATE_PARTS: &[&str] = &[
    "century",
    "day",
    "dayofweek",
    "dayofyear",
    "decade",
    "dow",
    "doy",
    "epoch",
    "hour",
    "isodow",
    "isoweek",
    "isoyear",
    "microsecond",
    "millennium",
    "millisecond",
    "minute",
    "month",
    "nanosecond",
    "quarter",
    "second",
    "timezone",
    "week",
    "weekday",
    "year",
    "day_hour",
    "day_microsecond",
    "day_minute",
    "day_second",
    "hour_microsecond",
    "hour_minute",
    "hour_second",
    "minute_microsecond",
    "minute_second",
    "second_microsecond",
    "year_month",
    "centurie",
    "date",
    "time",
];

/// Whether the word is a part of a date, as intervals and date functions take it.
pub(super) fn is_date_part(p: &Parser, ahead: usize) -> bool {
    if p.peek(ahead) != SyntaxKind::Word {
        return false;
    }
    let text = p.peek_text(ahead);
    let singular = if text.len() > 3 && (text.ends_with('s') || text.ends_with('S')) { &text[..text.len() - 1] } else { text };
    DATE_PARTS.iter().any(|part| part.eq_ignore_ascii_case(singular))
}

/// `array[1, 2]`, `array<int64>[1]`, `array(select …)`
fn array(p: &mut Parser) -> Shape {
    match p.symbol(1) {
        sym::OPEN_SQUARE => {
            let mark = p.mark();
            p.complete_one(SyntaxKind::Keyword, SyntaxKind::ArrayType);
            array_literal(p);
            p.complete(mark, SyntaxKind::TypedArrayLiteral);
            Shape::Simple
        }
        sym::LESS if p.has(Features::ANGLE_TYPE) => {
            let mark = p.mark();
            literal_type(p);
            if p.at_symbol(sym::OPEN_SQUARE) {
                array_literal(p);
            } else if p.at_symbol(sym::OPEN) {
                super::function_contents(p, "array");
            }
            p.complete(mark, SyntaxKind::TypedArrayLiteral);
            Shape::Simple
        }
        sym::OPEN if query::at_query(p, 2) && p.is_dialect(&[Dialect::Bigquery]) => {
            let mark = p.mark();
            p.complete_one(SyntaxKind::FunctionNameIdentifier, SyntaxKind::FunctionName);
            let contents = p.mark();
            query::bracketed_query(p);
            p.complete(contents, SyntaxKind::FunctionContents);
            p.complete(mark, SyntaxKind::ArrayExpression);
            Shape::Compound
        }
        _ => Shape::Absent,
    }
}

/// `[1, 2]`, `[x for x in list]`
pub(super) fn array_literal(p: &mut Parser) -> Shape {
    let mark = p.mark();
    p.group(|p| {
        if p.at_end() {
            return;
        }
        p.comma_list(value);
        if p.at(Keyword::For) {
            p.bump_keyword();
            p.comma_list(|p| {
                p.expect_name();
            });
            p.expect(Keyword::In);
            expression(p);
            if p.eat(Keyword::If) {
                expression(p);
            }
        }
    });
    p.complete(mark, SyntaxKind::ArrayLiteral);
    Shape::Simple
}

/// `{'key': value}`, `{key: value}`
pub(super) fn object_literal(p: &mut Parser) -> Shape {
    let mark = p.mark();
    p.group(|p| {
        if p.at_end() {
            return;
        }
        p.comma_list(|p| {
            let mark = p.mark();
            if p.at_symbol(sym::STAR) {
                p.bump();
                if p.at_symbol(sym::STAR) {
                    p.bump();
                }
                operands(p);
            } else if p.symbol(1) == sym::COLON && !p.at_end() {
                if p.is_word(0) {
                    p.bump_identifier();
                } else {
                    p.bump();
                }
                p.bump();
                value(p);
            } else {
                value(p);
                if p.eat_symbol(sym::COLON) {
                    value(p);
                }
            }
            p.complete(mark, SyntaxKind::ObjectLiteralElement);
        });
    });
    p.complete(mark, SyntaxKind::ObjectLiteral);
    Shape::Simple
}

/// `struct(1 as a, b)`, `struct<a int64>(1)`
fn structure(p: &mut Parser) -> Shape {
    let mark = p.mark();
    if p.symbol(1) == sym::LESS {
        if !p.has(Features::ANGLE_TYPE) {
            return Shape::Absent;
        }
        literal_type(p);
    } else {
        p.complete_one(SyntaxKind::Keyword, SyntaxKind::DataType);
    }
    if p.at_symbol(sym::OPEN) {
        let literal = p.mark();
        p.bracketed_list(|p| {
            value(p);
            if p.at(Keyword::As) {
                alias_expression(p);
            }
        });
        p.complete(literal, SyntaxKind::StructLiteral);
    }
    p.complete(mark, SyntaxKind::TypedStructLiteral);
    Shape::Compound
}

#[cfg(test)]
mod tests {
    use crate::dialect::Dialect;
    use crate::sql::testing::check;

    #[test]
    fn reads_its_forms() {
        for (dialect, sql, part) in [
            (Dialect::Ansi, "select interval '1' day", "(interval_expression interval '1' day)"),
            (
                Dialect::Bigquery,
                "select interval f(a) - 1 day",
                "(interval_expression interval (expression (function (function_name f) (function_contents (bracketed ( (expression (column_reference a)) )))) - 1) day)",
            ),
            (Dialect::Ansi, "select interval, a as interval_", "(column_reference interval)"),
            (Dialect::Ansi, "select date '2020-01-01'", "(select_clause_element date '2020-01-01')"),
            (
                Dialect::Bigquery,
                "select array<int64>[1]",
                "(typed_array_literal (data_type array (struct_type_schema < (data_type int64) >)) (array_literal [ 1 ]))",
            ),
            (Dialect::Duckdb, "select {'a': 1}", "(object_literal { (object_literal_element 'a' : 1) })"),
            (Dialect::Snowflake, "select :a", "(bind_variable : a)"),
            (Dialect::Mariadb, "select 'a' 'b' c", "(select_clause_element 'a' 'b' (alias_expression c))"),
        ] {
            check(dialect, sql, part);
        }
    }
}
