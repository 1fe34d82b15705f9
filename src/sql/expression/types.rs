//! Data types.

use crate::dialect::{Dialect, Features, Keyword};
use crate::syntax::SyntaxKind;

use super::literal::is_date_part;
use super::operands;
use crate::sql::parser::{Parser, sym};
use crate::sql::select::is_query_word;

/// A data type, or a report that it is missing.
pub fn data_type(p: &mut Parser) {
    p.nested(|p| {
        if p.is_word(0) && (!is_query_word(p) || p.symbol(1) == sym::OPEN) {
            known_data_type(p, true);
        } else {
            p.missing("expected a data type");
        }
    });
}

/// The data type of a column: in some dialects what follows it about characters is the column's own.
pub fn column_data_type(p: &mut Parser) {
    p.nested(|p| known_data_type(p, !p.has(Features::COLUMN_TIME_WORDS)));
}

fn known_data_type(p: &mut Parser, with_charset: bool) {
    let mark = p.mark();
    p.eat(Keyword::Setof);
    let is_map = p.at(Keyword::Map);
    let is_interval = p.at(Keyword::Interval);
    let angled = begins_angle(p);
    name(p);
    if is_map && p.at_symbol(sym::OPEN) && p.is_dialect(&[Dialect::Trino, Dialect::Athena]) {
        p.bracketed(|p| {
            if p.is_word(0) {
                p.complete_one(SyntaxKind::Keyword, SyntaxKind::PrimitiveType);
                arguments(p, false);
            }
            if p.eat_symbol(sym::COMMA) {
                data_type(p);
            }
        });
    } else {
        arguments(p, angled);
    }
    zone(p, is_interval);
    modifiers(p, with_charset);
    if !angled {
        suffixes(p);
    }
    p.complete(mark, SyntaxKind::DataType);
    if angled && p.is_dialect(&[Dialect::Bigquery]) {
        // There a type with arguments is a type within a type, except in front of a literal.
        p.complete(mark, SyntaxKind::DataType);
    }
}

/// Whether an attribute that types have stands `ahead`, for a cast that changes no more than it.
fn is_type_attribute(p: &Parser, ahead: usize) -> bool {
    matches!(p.keyword(ahead), Keyword::Casespecific | Keyword::Not | Keyword::Cs)
        || p.peek(ahead + 1) == SyntaxKind::QuotedLiteral && (p.keyword(ahead) == Keyword::Format || p.reads(ahead, "title"))
        || p.is_word(ahead + 1) && p.reads(ahead, "named")
        || ["uppercase", "uc"].iter().any(|word| p.reads(ahead, word))
}

/// Whether the bracket `ahead` casts the name before it and calls nothing.
pub(super) fn is_postfix_cast(p: &Parser, ahead: usize) -> bool {
    if !p.has(Features::POSTFIX_CAST) || p.symbol(ahead) != sym::OPEN {
        return false;
    }
    let end = ahead + p.group_length(ahead).unwrap_or(0);
    is_type_attribute(p, ahead + 1) || (ahead + 1..end).any(|at| p.symbol(at) == sym::COMMA && is_type_attribute(p, at + 1))
}

/// `(date)`, `(char(10), uc)`, `(format 'YYYY')`, `(casespecific)` behind a value.
pub(super) fn postfix_cast(p: &mut Parser) {
    let mark = p.mark();
    p.bracketed_list(|p| {
        if is_type_attribute(p, 0) {
            while p.at_kind(SyntaxKind::Word) {
                p.bump_keyword();
            }
            p.eat_literal();
        } else if p.is_word(0) {
            data_type(p);
        } else {
            operands(p);
        }
    });
    p.complete(mark, SyntaxKind::CastExpression);
}

/// The type in front of a literal: `array<int64>[1]`.
pub(super) fn literal_type(p: &mut Parser) {
    let mark = p.mark();
    let angled = begins_angle(p);
    name(p);
    arguments(p, angled);
    p.complete(mark, SyntaxKind::DataType);
}

/// Whether `<` behind the type's name opens its arguments, and does not compare a value cast to it.
fn begins_angle(p: &Parser) -> bool {
    p.symbol(1) == sym::LESS && (p.has(Features::ANGLE_TYPE) || p.at_any(&[Keyword::Array, Keyword::Map, Keyword::Struct, Keyword::Row]))
}

/// One word, a dotted name, or the words of a type that has several.
fn name(p: &mut Parser) {
    if p.symbol(1) == sym::DOT && p.is_word(2) {
        for _ in 0..super::path_length(p) {
            if p.is_word(0) && p.symbol(1) != sym::DOT {
                p.bump_as(SyntaxKind::DataTypeIdentifier);
            } else if p.is_word(0) {
                p.bump_identifier();
            } else {
                p.bump();
            }
        }
        return;
    }
    let words = match (p.keyword(0), p.keyword(1)) {
        (Keyword::National, Keyword::Character | Keyword::Char | Keyword::Varchar) if p.keyword(2) == Keyword::Varying => 3,
        (Keyword::National, Keyword::Character | Keyword::Char | Keyword::Varchar)
        | (Keyword::Double, Keyword::Precision)
        | (Keyword::Character | Keyword::Char | Keyword::Nchar | Keyword::Binary | Keyword::Bit, Keyword::Varying)
        | (Keyword::Long, Keyword::Varchar | Keyword::Raw | Keyword::Varbinary)
        | (Keyword::Signed | Keyword::Unsigned, Keyword::Integer | Keyword::Int) => 2,
        (Keyword::Character | Keyword::Char | Keyword::Binary, Keyword::Large) if p.keyword(2) == Keyword::Object => 3,
        _ => 1,
    };
    for _ in 0..words {
        let role = match p.peek(0) {
            SyntaxKind::QuotedIdentifier => SyntaxKind::QuotedIdentifier,
            _ if words > 1 => SyntaxKind::Keyword,
            _ => SyntaxKind::DataTypeIdentifier,
        };
        p.bump_as(role);
    }
}

/// `(10, 2)`, `<int64>`
fn arguments(p: &mut Parser, angled: bool) {
    if angled {
        angle_arguments(p);
    } else if p.at_symbol(sym::OPEN) {
        let mark = p.mark();
        p.bracketed_list(argument);
        p.complete(mark, SyntaxKind::BracketedArguments);
    }
}

fn angle_arguments(p: &mut Parser) {
    let mark = p.mark();
    p.bump_as(SyntaxKind::StartAngleBracket);
    if !p.at_symbol(sym::GREATER) {
        p.comma_list(argument);
    }
    if p.at_symbol(sym::GREATER) {
        p.bump_as(SyntaxKind::EndAngleBracket);
    } else {
        p.missing("expected `>`");
    }
    p.complete(mark, SyntaxKind::StructTypeSchema);
}

/// A length, a type, or a field with its type.
fn argument(p: &mut Parser) {
    if !p.is_word(0) {
        let mark = p.mark();
        let number = p.at_kind(SyntaxKind::NumericLiteral) && p.has(Features::NUMBER_IS_TYPE);
        operands(p);
        if number {
            p.complete(mark, SyntaxKind::DataType);
        }
        while p.at_kind(SyntaxKind::Word) {
            p.bump_keyword();
        }
        return;
    }
    let field = p.symbol(1) == sym::COLON || p.is_word(1) && !is_type_of_two_words(p);
    if field {
        p.bump_as(SyntaxKind::Parameter);
        p.eat_symbol(sym::COLON);
    }
    if !field && matches!(p.keyword(0), Keyword::Max) {
        p.bump_keyword();
        return;
    }
    data_type(p);
    loop {
        if p.eat_all(&[Keyword::Not, Keyword::Null]) || p.eat(Keyword::Null) {
            continue;
        }
        if p.at(Keyword::Comment) && p.peek(1) == SyntaxKind::QuotedLiteral {
            p.bump_keyword();
            p.bump();
            continue;
        }
        if p.at(Keyword::Options) && p.symbol(1) == sym::OPEN {
            p.bump_keyword();
            p.bracketed_list(|p| {
                if p.is_word(0) && p.symbol(1) == sym::EQUALS {
                    p.bump_as(SyntaxKind::Parameter);
                    p.complete_one(SyntaxKind::RawComparisonOperator, SyntaxKind::ComparisonOperator);
                }
                operands(p);
            });
            continue;
        }
        break;
    }
}

fn is_type_of_two_words(p: &Parser) -> bool {
    matches!(
        p.keyword(1),
        Keyword::Varying | Keyword::Precision | Keyword::With | Keyword::Without | Keyword::Unsigned | Keyword::Not | Keyword::Null
    )
}

/// `with time zone`, `without time zone`, `year to month`
fn zone(p: &mut Parser, is_interval: bool) {
    if p.at_any(&[Keyword::With, Keyword::Without]) {
        match (p.keyword(1), p.keyword(2)) {
            (Keyword::Time, Keyword::Zone) => {
                p.bump_keywords(3);
            }
            (Keyword::Local, Keyword::Time) => p.bump_keywords(4),
            _ => {}
        }
    }
    // `interval year to month`
    if is_interval && is_date_part(p, 0) {
        p.bump_as(SyntaxKind::DatePart);
        if p.at_symbol(sym::OPEN) {
            p.bracketed_list(argument);
        }
        if p.at(Keyword::To) && is_date_part(p, 1) {
            p.bump_keyword();
            p.bump_as(SyntaxKind::DatePart);
            if p.at_symbol(sym::OPEN) {
                p.bracketed_list(argument);
            }
        }
    }
}

fn modifiers(p: &mut Parser, with_charset: bool) {
    loop {
        match p.keyword(0) {
            Keyword::Unsigned | Keyword::Signed | Keyword::Zerofill => p.bump_keyword(),
            _ if p.has(Features::CONNECTIONS) && (p.reads(0, "utf8") || p.reads(0, "ascii")) => p.bump_keyword(),
            Keyword::Binary if p.has(Features::COLUMN_TIME_WORDS) => p.bump_keyword(),
            Keyword::Character | Keyword::Charset if with_charset && (p.keyword(1) == Keyword::Set || p.at(Keyword::Charset)) => {
                p.bump_keywords(if p.at(Keyword::Charset) { 1 } else { 2 });
                if p.is_word(0) {
                    p.bump_identifier();
                } else {
                    p.eat_literal();
                }
            }
            Keyword::Format if p.has(Features::POSTFIX_CAST) && p.peek(1) == SyntaxKind::QuotedLiteral => {
                p.bump_keyword();
                p.bump();
            }
            Keyword::Casespecific if p.has(Features::POSTFIX_CAST) => p.bump_keyword(),
            Keyword::Not if p.has(Features::POSTFIX_CAST) && p.keyword(1) == Keyword::Casespecific => p.bump_keywords(2),
            _ => return,
        }
    }
}

/// `[]`, `[3]`, `array`
fn suffixes(p: &mut Parser) {
    loop {
        if p.at_symbol(sym::OPEN_SQUARE) && (p.symbol(1) == sym::CLOSE_SQUARE || !p.has(Features::COLON_PATH)) {
            let mark = p.mark();
            p.group(|p| {
                if p.is_word(0) {
                    // `array[int]`
                    data_type(p);
                    if p.eat_symbol(sym::COMMA) {
                        operands(p);
                    }
                } else {
                    operands(p);
                }
            });
            p.complete(mark, SyntaxKind::ArrayTypeSuffix);
        } else if p.at(Keyword::Array) || p.at(Keyword::List) && p.is_dialect(&[Dialect::Materialize]) {
            p.bump_keyword();
        } else {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::dialect::Dialect;
    use crate::sql::testing::check;

    #[test]
    fn reads_its_forms() {
        for (dialect, sql, part) in [
            (Dialect::Ansi, "select a::numeric(10, 2)", "(data_type numeric (bracketed_arguments (bracketed ( 10 , 2 ))))"),
            (Dialect::Ansi, "select cast(a as timestamp with time zone)", "(data_type timestamp with time zone)"),
            (Dialect::Postgres, "select a::int[]", "(data_type int (array_type_suffix [ ]))"),
            (
                Dialect::Sparksql,
                "select cast(a as struct<b: int, c: array<string>>)",
                "(struct_type_schema < b : (data_type int) , c : (data_type array (struct_type_schema < (data_type string) >)) >)",
            ),
            (Dialect::Ansi, "select a::int < 5", "(cast_expression (column_reference a) :: (data_type int)) (comparison_operator <) 5"),
            (
                Dialect::Teradata,
                "select 'a' (date format 'YYYY'), b.c (format 'MM')",
                "(cast_expression (bracketed ( (data_type date format 'YYYY') ))))) , (select_clause_element (expression (column_reference b . c) (cast_expression (bracketed ( format 'MM' )))))",
            ),
            (
                Dialect::Teradata,
                "select cast(a as varchar(5) character set latin not casespecific)",
                "character set latin not casespecific)",
            ),
        ] {
            check(dialect, sql, part);
        }
    }
}
