//! What stands before, between and behind operands.

use crate::syntax::SyntaxKind;

use super::{data_type, literal};
use crate::dialect::{Dialect, Features, Form, Keyword};
use crate::sql::parser::{Parser, Sym, sym};
use crate::sql::query;

pub(super) enum Found {
    Nothing,
    /// Another operand must follow.
    Infix,
    /// It is complete; another operator may follow.
    Postfix,
}

impl Found {
    pub(super) fn is_infix(&self) -> bool {
        matches!(self, Self::Infix)
    }
}

/// What earlier operators of a run still wait for.
#[derive(Default)]
pub(super) struct Pending {
    /// An `and` each.
    betweens: u32,
    /// A `:` each.
    ternaries: u32,
}

impl Pending {
    /// Reports what never came.
    pub(super) fn settle(&self, p: &mut Parser) {
        if self.betweens > 0 {
            p.missing("expected `and`");
        } else if self.ternaries > 0 {
            p.missing("expected `:`");
        }
    }
}

/// `not`, signs and the like. Whether there were any that make a run of its own.
pub(super) fn prefixes(p: &mut Parser) -> bool {
    let mut found = false;
    loop {
        match p.keyword(0) {
            Keyword::Not => p.bump_keyword(),
            Keyword::Prior | Keyword::Binary | Keyword::ConnectByRoot if operand_follows(p, 1) => p.bump_keyword(),
            Keyword::Distinct if operand_follows(p, 1) && found => p.bump_keyword(),
            _ => match p.symbol(0) {
                sym::MINUS | sym::PLUS => {
                    if p.peek(1) == SyntaxKind::NumericLiteral {
                        // `-1` is a number: one node of sign and digits.
                        return false;
                    }
                    p.bump_as(SyntaxKind::SignIndicator);
                }
                TILDE => p.bump_as(SyntaxKind::Tilde),
                BANG | ABSOLUTE | SQUARE_ROOT | CUBE_ROOT | AT_SIGN => p.bump_as(SyntaxKind::UnaryOperator),
                _ => return found,
            },
        }
        found = true;
    }
}

const TILDE: Sym = Sym::new("~");
const BANG: Sym = Sym::new("!");
const ABSOLUTE: Sym = Sym::new("!!");
const SQUARE_ROOT: Sym = Sym::new("|/");
const CUBE_ROOT: Sym = Sym::new("||/");
const AT_SIGN: Sym = Sym::new("@");
const DOUBLE_EQUALS: Sym = Sym::new("==");

/// Whether the token could begin an operand: it is no keyword that closes the run.
fn operand_follows(p: &Parser, ahead: usize) -> bool {
    match p.peek(ahead) {
        SyntaxKind::Word => p.is_name(ahead) || p.symbol(ahead + 1) == sym::OPEN || p.keyword(ahead) == Keyword::Case,
        SyntaxKind::QuotedIdentifier | SyntaxKind::QuotedLiteral | SyntaxKind::NumericLiteral => true,
        _ => p.symbol(ahead) == sym::OPEN,
    }
}

/// The operator at hand, if any.
pub(super) fn operator(p: &mut Parser, pending: &mut Pending) -> Found {
    match p.peek(0) {
        SyntaxKind::Word => word_operator(p, pending),
        SyntaxKind::EndOfFile | SyntaxKind::QuotedIdentifier | SyntaxKind::QuotedLiteral | SyntaxKind::NumericLiteral => Found::Nothing,
        _ => symbol_operator(p, pending),
    }
}

pub(super) fn symbol_operator(p: &mut Parser, pending: &mut Pending) -> Found {
    match p.peek_text(0) {
        ">" if p.touches_next(0) && p.symbol(1) == sym::GREATER => {
            let mark = p.mark();
            p.bump_as(SyntaxKind::RawComparisonOperator);
            p.bump_as(SyntaxKind::RawComparisonOperator);
            p.complete(mark, SyntaxKind::BinaryOperator);
        }
        "=" | "<" | "<=" | ">=" | "<>" | "!=" | "==" | "<=>" | "^=" | "~=" | "!<" | "!>" | "*=" | "=*" | ">" => comparison(p),
        "!" if p.symbol(1) != sym::EQUALS => {
            p.bump_as(SyntaxKind::UnaryOperator);
            return Found::Postfix;
        }
        "!" => comparison(p),
        // They end statements there, and are no operators.
        "~" | "//" | "$" | "$$" if p.has(Features::DELIMITER) => return Found::Nothing,
        "~" | "!~" | "~*" | "!~*" | "~~" | "!~~" | "~~*" | "!~~*" | "!~~~" => p.bump_as(SyntaxKind::LikeOperator),
        "?" if p.is_dialect(&[Dialect::Clickhouse]) => {
            pending.ternaries += 1;
            p.bump_as(SyntaxKind::BinaryOperator);
        }
        ":" if pending.ternaries > 0 => {
            pending.ternaries -= 1;
            p.bump_as(SyntaxKind::BinaryOperator);
        }
        ":=" if p.has(Features::DELIMITER) && p.is_behind(SyntaxKind::Parameter) => p.bump_as(SyntaxKind::AssignmentOperator),
        "," | ";" | ")" | "]" | "}" | "(" | "[" | "{" | "." | ":" | "::" | "=>" | ":=" | "|>" => return Found::Nothing,
        "?" | "?|" | "?&" if !p.has(Features::QUESTION_OPERATOR) => return Found::Nothing,
        _ if matches!(p.peek(0), SyntaxKind::Symbol | SyntaxKind::Star | SyntaxKind::BinaryOperator) => {
            // `|=|` and `<<->>` measure distances.
            let spatial = matches!((p.peek_text(0), p.peek_text(1)), ("|=", "|") | ("<<", "->>")) && p.touches_next(0);
            if p.at_symbol(sym::ARROW) {
                p.refuse(Form::Arrow);
            }
            p.bump_as(SyntaxKind::BinaryOperator);
            if spatial {
                p.bump_as(SyntaxKind::BinaryOperator);
            }
        }
        _ => return Found::Nothing,
    }
    Found::Infix
}

/// `=`, `<>`, and with white space between its parts, `< >` and `! =`; Teradata's `not=`.
fn comparison(p: &mut Parser) {
    let mark = p.mark();
    if p.at_symbol(DOUBLE_EQUALS) {
        p.refuse(Form::DoubleEquals);
    }
    let whole = matches!(p.peek_text(0), "=" | "==" | "<>" | "!=" | "<=" | ">=" | "<=>");
    p.bump_as(SyntaxKind::RawComparisonOperator);
    if !whole && (p.at_symbol(sym::EQUALS) || p.at_symbol(sym::GREATER)) {
        p.bump_as(SyntaxKind::RawComparisonOperator);
    }
    p.complete(mark, SyntaxKind::ComparisonOperator);
}

fn word_operator(p: &mut Parser, pending: &mut Pending) -> Found {
    match p.keyword(0) {
        Keyword::And if pending.betweens > 0 => {
            pending.betweens -= 1;
            p.bump_keyword();
            Found::Infix
        }
        Keyword::And | Keyword::Or => {
            p.bump_as(SyntaxKind::BinaryOperator);
            Found::Infix
        }
        Keyword::Xor | Keyword::Div | Keyword::Mod | Keyword::Overlaps if operand_follows(p, 1) => {
            p.bump_as(SyntaxKind::BinaryOperator);
            Found::Infix
        }
        Keyword::Is => is(p),
        Keyword::Isnull | Keyword::Notnull => {
            p.bump_keyword();
            Found::Postfix
        }
        Keyword::Not => negated(p, pending),
        Keyword::Between => {
            between(p, pending);
            Found::Infix
        }
        Keyword::In => membership(p),
        Keyword::Global if matches!(p.keyword(1), Keyword::In | Keyword::Not) => {
            p.bump_keyword();
            p.eat(Keyword::Not);
            if p.at(Keyword::In) { membership(p) } else { Found::Nothing }
        }
        Keyword::Interpolate if matches!(p.keyword(1), Keyword::Previous | Keyword::Next) && p.keyword(2) == Keyword::Value => {
            p.bump_keywords(3);
            Found::Infix
        }
        Keyword::Concat if p.has(Features::CONCAT_OPERATOR) && operand_follows(p, 1) => {
            p.bump_as(SyntaxKind::BinaryOperator);
            Found::Infix
        }
        Keyword::Contains | Keyword::Precedes | Keyword::Succeeds if p.has(Features::NORMALIZE) && operand_follows(p, 1) => {
            p.bump_as(SyntaxKind::BinaryOperator);
            Found::Infix
        }
        _ if p.has(Features::NORMALIZE) && operand_follows(p, 1) && is_comparison_word(p.peek_text(0)) => {
            p.complete_one(SyntaxKind::Keyword, SyntaxKind::ComparisonOperator);
            Found::Infix
        }
        _ if p.is_dialect(&[Dialect::Db2]) && literal::is_date_part(p, 0) => {
            p.bump_keyword();
            Found::Postfix
        }
        Keyword::At => time_zone(p),
        Keyword::Collate => {
            p.bump_keyword();
            collation(p);
            Found::Postfix
        }
        Keyword::Operator if p.symbol(1) == sym::OPEN => {
            p.bump_keyword();
            p.bracketed(|p| {
                while !p.at_end() {
                    p.bump();
                }
            });
            Found::Infix
        }
        Keyword::Escape | Keyword::Uescape => {
            p.bump_keyword();
            Found::Infix
        }
        Keyword::Member if p.keyword(1) == Keyword::Of => {
            p.bump_keywords(2);
            Found::Infix
        }
        Keyword::Multiset => {
            p.bump_keyword();
            p.eat_any(&[Keyword::Union, Keyword::Except, Keyword::Intersect]);
            p.eat_any(&[Keyword::All, Keyword::Distinct]);
            Found::Infix
        }
        Keyword::Sounds if p.keyword(1) == Keyword::Like => {
            p.bump_keywords(2);
            Found::Infix
        }
        _ => pattern(p),
    }
}

fn is_comparison_word(word: &str) -> bool {
    ["eq", "ne", "gt", "ge", "lt", "le"].iter().any(|other| other.eq_ignore_ascii_case(word))
}

/// `is [not] null`, `is [not] distinct from`, `is [not] of type (…)`
fn is(p: &mut Parser) -> Found {
    p.bump_keyword();
    p.eat(Keyword::Not);
    if p.eat_all(&[Keyword::Distinct, Keyword::From]) {
        return Found::Infix;
    }
    match p.keyword(0) {
        Keyword::Null | Keyword::Unknown => p.bump_as(SyntaxKind::NullLiteral),
        Keyword::True | Keyword::False => p.bump_as(SyntaxKind::BooleanLiteral),
        Keyword::Json => {
            p.bump_keyword();
            p.eat_any(&[Keyword::Value, Keyword::Array, Keyword::Object, Keyword::Scalar]);
            if p.eat_any(&[Keyword::With, Keyword::Without]) {
                p.eat(Keyword::Unique);
                p.eat(Keyword::Keys);
            }
        }
        Keyword::Of => {
            p.bump_keyword();
            p.eat(Keyword::Type);
            p.bracketed_list(|p| {
                p.eat(Keyword::Only);
                data_type(p);
            });
        }
        _ if p.keyword(1) == Keyword::Normalized => p.bump_keywords(2),
        _ if p.at_kind(SyntaxKind::Word) && !operand_follows(p, 1) && !is_clause_word(p) => {
            // `is document`, `is normalized`, `is nan`, `is empty`
            p.bump_keyword();
        }
        _ => return Found::Infix,
    }
    Found::Postfix
}

fn is_clause_word(p: &Parser) -> bool {
    !p.is_name(0)
}

/// `not in`, `not like`, `not between`, `not null`
fn negated(p: &mut Parser, pending: &mut Pending) -> Found {
    if p.symbol(1) == sym::EQUALS && p.has(Features::NORMALIZE) {
        comparison(p);
        return Found::Infix;
    }
    match p.keyword(1) {
        Keyword::In => {
            p.bump_keyword();
            membership(p)
        }
        Keyword::Between => {
            p.bump_keyword();
            between(p, pending);
            Found::Infix
        }
        Keyword::Null => Found::Nothing,
        _ => {
            let checkpoint = p.checkpoint();
            p.bump_keyword();
            match pattern(p) {
                Found::Nothing => {
                    p.rewind(checkpoint);
                    Found::Nothing
                }
                found => found,
            }
        }
    }
}

fn between(p: &mut Parser, pending: &mut Pending) {
    p.bump_keyword();
    p.eat_any(&[Keyword::Symmetric, Keyword::Asymmetric]);
    pending.betweens += 1;
}

/// `like`, `ilike any (…)`, `similar to`, `regexp`
fn pattern(p: &mut Parser) -> Found {
    match p.keyword(0) {
        Keyword::Like => p.bump_keyword(),
        Keyword::Ilike => {
            p.refuse(Form::Ilike);
            p.bump_keyword();
        }
        Keyword::Rlike | Keyword::Regexp | Keyword::Iregexp | Keyword::Glob | Keyword::Match | Keyword::RegexpLike
            if operand_follows(p, 1) =>
        {
            p.bump_keyword();
        }
        Keyword::Similar if p.keyword(1) == Keyword::To => p.bump_keywords(2),
        _ => return Found::Nothing,
    }
    if p.at_any(&[Keyword::Any, Keyword::All, Keyword::Some]) && p.symbol(1) == sym::OPEN && !p.has(Features::QUESTION_OPERATOR) {
        p.bump_keyword();
        in_list(p);
        return Found::Postfix;
    }
    Found::Infix
}

/// `in (1, 2)`, `in (select …)`, `in unnest(…)`, `in name`
fn membership(p: &mut Parser) -> Found {
    if p.symbol(1) == sym::OPEN {
        p.bump_keyword();
        in_list(p);
        return Found::Postfix;
    }
    p.bump_keyword();
    Found::Infix
}

/// Dialects in which nothing can be asked for.
const EMPTY_LIST: &[Dialect] = &[Dialect::Clickhouse, Dialect::Sqlite];

/// The elements of a list have no nodes around them, as operands of an expression have none.
fn in_list(p: &mut Parser) {
    p.bracketed(|p| {
        if query::at_query_in_expression(p) {
            query::query(p);
        } else if !(p.at_end() && p.is_dialect(EMPTY_LIST)) {
            p.comma_list(|p| {
                if super::operands(p) == super::Shape::Absent {
                    p.missing("expected an expression");
                }
            });
        }
    });
}

/// `at time zone 'utc'`, `at local`
fn time_zone(p: &mut Parser) -> Found {
    let zone = p.at_all(&[Keyword::At, Keyword::Time, Keyword::Zone]);
    if !zone && p.keyword(1) != Keyword::Local {
        return Found::Nothing;
    }
    let mark = p.mark();
    if zone {
        p.bump_keywords(3);
        let inner = p.mark();
        let shape = super::operand(p);
        if shape == super::Shape::Absent {
            p.missing("expected a time zone");
        } else {
            if p.at(Keyword::At) {
                time_zone(p);
            }
            p.complete(inner, SyntaxKind::Expression);
        }
    } else {
        p.bump_keywords(2);
    }
    p.complete(mark, SyntaxKind::TimeZoneGrammar);
    Found::Postfix
}

fn collation(p: &mut Parser) {
    if p.at_kind(SyntaxKind::QuotedLiteral) {
        p.bump();
    } else if p.is_word(0) {
        let column = p.has(Features::COLLATION_IS_COLUMN);
        super::reference_path(p, if column { SyntaxKind::ColumnReference } else { SyntaxKind::CollationReference });
    } else {
        p.missing("expected a collation");
    }
}

#[cfg(test)]
mod tests {
    use crate::dialect::Dialect;
    use crate::sql::testing::check;

    #[test]
    fn reads_its_forms() {
        for (dialect, sql, part) in [
            (
                Dialect::Ansi,
                "select a and b or not c",
                "(expression (column_reference a) and (column_reference b) or not (column_reference c))",
            ),
            (Dialect::Ansi, "select a between 1 and 2 and c", "(expression (column_reference a) between 1 and 2 and (column_reference c))"),
            (
                Dialect::Ansi,
                "select a is not distinct from b",
                "(expression (column_reference a) is not distinct from (column_reference b))",
            ),
            (Dialect::Ansi, "select a not in (1, b)", "(expression (column_reference a) not in (bracketed ( 1 , (column_reference b) )))"),
            (Dialect::Ansi, "select a >= b", "(expression (column_reference a) (comparison_operator >=) (column_reference b))"),
            (Dialect::Ansi, "select a >> 2", "(binary_operator > >)"),
            (Dialect::Ansi, "select -1 + - a", "(expression (numeric_literal - 1) + - (column_reference a))"),
            (Dialect::Snowflake, "select a ilike any ('x', 'y')", "(expression (column_reference a) ilike any (bracketed ( 'x' , 'y' )))"),
            (
                Dialect::Postgres,
                "select a at time zone 'utc'",
                "(expression (column_reference a) (time_zone_grammar at time zone (expression 'utc')))",
            ),
            (Dialect::Clickhouse, "select a ? b : c", "(expression (column_reference a) ? (column_reference b) : (column_reference c))"),
        ] {
            check(dialect, sql, part);
        }
    }
}
