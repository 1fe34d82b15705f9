//! What may stand behind a table: time travel, samples, hints, pivots and patterns.

use crate::dialect::{Dialect, Features, Form, Keyword};
use crate::syntax::SyntaxKind;

use super::clause::orderby_clause;
use super::expression::{self, expression, function, value};
use super::from::{is_table_alias, table_alias};
use super::parser::{Parser, Sym, sym};
use super::pivot::{from_pivot_expression, from_unpivot_expression, unpivot_follows};
use super::statement::anything;

/// What belongs to the table itself, before any alias.
pub fn inner_modifiers(p: &mut Parser) {
    loop {
        match p.keyword(0) {
            Keyword::With if p.keyword(1) == Keyword::Ordinality => p.bump_keywords(2),
            Keyword::At | Keyword::Before if p.symbol(1) == sym::OPEN => {
                let mark = p.mark();
                p.bump_keyword();
                p.bracketed_list(option);
                p.complete(mark, SyntaxKind::FromBeforeExpression);
            }
            Keyword::Changes if p.symbol(1) == sym::OPEN => {
                let mark = p.mark();
                p.bump_keyword();
                p.bracketed_list(option);
                p.complete(mark, SyntaxKind::ChangesClause);
            }
            Keyword::End if p.symbol(1) == sym::OPEN => {
                p.bump_keyword();
                p.bracketed_list(option);
            }
            Keyword::For if is_time_travel(p, 1) => time_travel(p),
            _ if is_time_travel(p, 0) => time_travel(p),
            Keyword::Final if !p.ends_after(1) && !p.is_name(1) || p.at(Keyword::Final) && p.ends_after(1) => {
                p.complete_one(SyntaxKind::Keyword, SyntaxKind::FinalClause);
            }
            _ => return,
        }
    }
}

/// `timestamp => '2020-01-01'::timestamp`
fn option(p: &mut Parser) {
    let information = p.peek_text(0).eq_ignore_ascii_case("information");
    if p.is_word(0) && p.symbol(1) == sym::FAT_ARROW {
        p.bump_keyword();
        p.bump_as(SyntaxKind::ParameterAssigner);
    }
    let named = p.at_kind(SyntaxKind::Word) && p.keyword(0) != Keyword::None && (p.symbol(1) == sym::COMMA || p.ends_after(1));
    if information || named {
        p.bump_keyword();
    } else {
        expression(p);
    }
}

fn is_time_travel(p: &Parser, ahead: usize) -> bool {
    match p.keyword(ahead) {
        Keyword::SystemTime
        | Keyword::SystemVersion
        | Keyword::BusinessTime
        | Keyword::Timestamp
        | Keyword::Version
        | Keyword::ApplicationTime => {
            matches!(p.keyword(ahead + 1), Keyword::As | Keyword::From | Keyword::Between | Keyword::All | Keyword::Contained)
                && (p.keyword(ahead + 1) != Keyword::As || p.keyword(ahead + 2) == Keyword::Of)
        }
        Keyword::System if p.keyword(ahead + 1) == Keyword::Time => p.keyword(ahead + 2) == Keyword::As,
        // `as of timestamp t`, `versions between scn minvalue and maxvalue`
        Keyword::As if p.keyword(ahead + 1) == Keyword::Of => p.keyword(ahead + 2) == Keyword::Timestamp || p.reads(ahead + 2, "scn"),
        Keyword::Versions if p.keyword(ahead + 1) == Keyword::Between => {
            p.keyword(ahead + 2) == Keyword::Timestamp || p.reads(ahead + 2, "scn")
        }
        _ => false,
    }
}

/// `for system_time as of x`, `version as of 1`, `for system_time between a and b`
fn time_travel(p: &mut Parser) {
    let mark = p.mark();
    p.eat(Keyword::For);
    p.eat(Keyword::System);
    if p.at(Keyword::As) && p.keyword(1) == Keyword::Of {
        p.bump_keywords(3);
        value(p);
        p.complete(mark, SyntaxKind::TemporalQuery);
        return;
    }
    p.bump_keyword();
    match p.keyword(0) {
        Keyword::As => {
            p.bump_keywords(2);
            value(p);
        }
        Keyword::From => {
            p.bump_keyword();
            value(p);
            if p.expect(Keyword::To) {
                value(p);
            }
        }
        Keyword::Between => {
            p.bump_keyword();
            if p.reads(0, "scn") || p.at(Keyword::Timestamp) && p.peek(1) != SyntaxKind::QuotedLiteral {
                p.bump_keyword();
            }
            if !p.eat(Keyword::Minvalue) {
                expression::operands_before_word(p);
            }
            if p.expect(Keyword::And) && !p.eat(Keyword::Maxvalue) {
                value(p);
            }
        }
        Keyword::Contained => {
            p.bump_keyword();
            p.expect(Keyword::In);
            p.bracketed_list(value);
        }
        _ => p.bump_keyword(),
    }
    p.complete(mark, SyntaxKind::TemporalQuery);
}

/// What stands behind the table, before or after its alias.
pub fn modifiers(p: &mut Parser) {
    loop {
        match p.keyword(0) {
            Keyword::Tablesample | Keyword::Sample if sample_follows(p) => sample_expression(p),
            Keyword::Pivot if p.symbol(1) == sym::OPEN => {
                p.refuse(Form::Pivot);
                from_pivot_expression(p);
            }
            Keyword::Unpivot if unpivot_follows(p) => {
                p.refuse(Form::Pivot);
                from_unpivot_expression(p);
            }
            Keyword::MatchRecognize | Keyword::Match if p.symbol(1) == sym::OPEN => match_recognize(p),
            Keyword::Indexed if p.keyword(1) == Keyword::By => {
                p.bump_keywords(2);
                expression::object_reference(p, SyntaxKind::IndexReference);
            }
            Keyword::Not if p.keyword(1) == Keyword::Indexed => p.bump_keywords(2),
            Keyword::At if p.reads(1, "epoch") => {
                p.bump_keywords(2);
                p.bump();
            }
            Keyword::With if p.symbol(1) == sym::OPEN => hints(p),
            Keyword::With if p.keyword(1) == Keyword::Offset => {
                let mark = p.mark();
                p.bump_keywords(2);
                if is_table_alias(p) {
                    table_alias(p);
                }
                p.complete(mark, SyntaxKind::WithOffsetClause);
            }
            Keyword::Use | Keyword::Force | Keyword::Ignore if matches!(p.keyword(1), Keyword::Index | Keyword::Key) => index_hint(p),
            Keyword::Partition if p.symbol(1) == sym::OPEN => {
                let mark = p.mark();
                p.bump_keyword();
                p.bracketed_list(|p| expression::object_reference(p, SyntaxKind::ObjectReference));
                p.complete(mark, SyntaxKind::PartitionClause);
            }
            Keyword::For if is_time_travel(p, 1) => time_travel(p),
            Keyword::As | Keyword::Versions if is_time_travel(p, 0) => time_travel(p),
            Keyword::Start | Keyword::Connect
                if p.is_dialect(&[Dialect::Snowflake]) && matches!(p.keyword(1), Keyword::With | Keyword::By) =>
            {
                super::clause::hierarchical_query_clause(p);
            }
            _ => return,
        }
    }
}

/// What stands behind a chain of joins. Whether there was anything.
pub fn modifiers_behind_joins(p: &mut Parser) -> bool {
    let before = p.position();
    match p.keyword(0) {
        Keyword::Pivot if p.symbol(1) == sym::OPEN => from_pivot_expression(p),
        Keyword::Unpivot if unpivot_follows(p) => from_unpivot_expression(p),
        Keyword::Tablesample | Keyword::Sample if sample_follows(p) => sample_expression(p),
        Keyword::MatchRecognize if p.symbol(1) == sym::OPEN => match_recognize(p),
        _ => return false,
    }
    if is_table_alias(p) {
        table_alias(p);
    }
    p.position() > before
}

fn sample_follows(p: &Parser) -> bool {
    if p.has(Features::NORMALIZE) {
        // A clause of the query, not of the table.
        return false;
    }
    p.symbol(1) == sym::OPEN || p.peek(1) == SyntaxKind::NumericLiteral || p.symbol(2) == sym::OPEN
}

/// `tablesample bernoulli (10) repeatable (1)`, `sample 0.1`, `using sample 10 percent (bernoulli)`
pub fn sample_expression(p: &mut Parser) {
    let mark = p.mark();
    p.eat(Keyword::Using);
    p.bump_keyword();
    if p.at_kind(SyntaxKind::Word) {
        p.bump_keyword();
    }
    sample_size(p);
    loop {
        match p.keyword(0) {
            Keyword::Repeatable | Keyword::Seed if p.symbol(1) == sym::OPEN => {
                p.bump_keyword();
                p.bracketed(anything);
            }
            Keyword::Offset if p.peek(1) == SyntaxKind::NumericLiteral => {
                p.bump_keyword();
                p.bump();
            }
            _ => break,
        }
    }
    p.complete(mark, SyntaxKind::SampleExpression);
}

fn sample_size(p: &mut Parser) {
    if p.at_symbol(sym::OPEN) {
        p.bracketed(anything);
        return;
    }
    p.eat_literal();
    if p.at_symbol(Sym::new("/")) {
        p.bump_as(SyntaxKind::BinaryOperator);
        p.eat_literal();
    }
    if p.at_symbol(Sym::new("%")) {
        p.bump_as(SyntaxKind::Percent);
    } else {
        p.eat_any(&[Keyword::Percent, Keyword::Rows]);
    }
    if p.at_symbol(sym::OPEN) {
        p.bracketed(anything);
    }
}

/// `with (nolock, index(a))`
fn hints(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    if p.is_word(1) && p.is_word(2) {
        p.bracketed_list(expression::table_column);
    } else {
        p.bracketed(anything);
    }
    p.complete(mark, SyntaxKind::PostTableExpression);
}

/// `use index for join (a, b)`
fn index_hint(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keywords(2);
    if p.eat(Keyword::For) {
        while p.at_kind(SyntaxKind::Word) {
            p.bump_keyword();
        }
    }
    if p.at_symbol(sym::OPEN) {
        p.bracketed_list(|p| if p.is_word(0) { p.bump_identifier() } else { p.missing("expected an index") });
    }
    p.complete(mark, SyntaxKind::IndexHintClause);
}

/// `match_recognize (partition by … order by … measures … pattern (a b+) define …)`
fn match_recognize(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.bracketed(|p| {
        while !p.at_end() {
            let before = p.position();
            match p.keyword(0) {
                Keyword::Partition => expression::partitionby_clause(p),
                Keyword::Order => orderby_clause(p),
                Keyword::Measures => {
                    let mark = p.mark();
                    p.bump_keyword();
                    p.comma_list(|p| {
                        p.eat_any(&[Keyword::Final, Keyword::Running]);
                        expression(p);
                        if p.at(Keyword::As) {
                            super::select::alias_expression(p);
                        }
                    });
                    p.complete(mark, SyntaxKind::MeasuresClause);
                }
                Keyword::Define => {
                    let mark = p.mark();
                    p.bump_keyword();
                    p.comma_list(|p| {
                        p.expect_name();
                        if p.expect(Keyword::As) {
                            expression(p);
                        }
                    });
                    p.complete(mark, SyntaxKind::DefineClause);
                }
                Keyword::Pattern => {
                    p.bump_keyword();
                    if p.keyword(1) == Keyword::As {
                        p.bump_identifier();
                        p.bump_keyword();
                    }
                    p.bracketed(pattern);
                }
                _ if p.at_kind(SyntaxKind::Word) => p.bump_keyword(),
                _ => anything(p),
            }
            if p.position() == before {
                break;
            }
        }
    });
    p.complete(mark, SyntaxKind::MatchRecognizeClause);
}

/// `a b+ (c | d)* permute(e, f) {- g -}`
fn pattern(p: &mut Parser) {
    while !p.at_end() {
        match p.peek(0) {
            SyntaxKind::Word | SyntaxKind::QuotedIdentifier => p.bump_identifier(),
            SyntaxKind::StartBracket => p.bracketed(pattern),
            SyntaxKind::StartCurlyBracket => p.group(pattern),
            _ => p.bump(),
        }
    }
}

/// `lateral view outer explode(a) t as b, c`
pub fn lateral_view_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keywords(2);
    p.eat(Keyword::Outer);
    function(p);
    if p.is_name(0) && !p.at(Keyword::As) && is_table_alias(p) {
        p.bump_identifier();
    }
    if p.eat(Keyword::As) || p.is_name(0) && is_table_alias(p) {
        p.comma_list(|p| {
            p.expect_name();
        });
    }
    p.complete(mark, SyntaxKind::LateralViewClause);
}

#[cfg(test)]
mod tests {
    use crate::dialect::Dialect;
    use crate::sql::testing::check;

    #[test]
    fn reads_its_forms() {
        for (dialect, sql, part) in [
            (
                Dialect::Snowflake,
                "select a from t at (timestamp => b) as c",
                "(from_before_expression at (bracketed ( timestamp => (expression (column_reference b)) )))",
            ),
            (Dialect::Bigquery, "select a from t for system_time as of b", "(temporal_query for system_time as of (column_reference b))"),
            (
                Dialect::Postgres,
                "select a from t tablesample system (10) repeatable (1)",
                "(sample_expression tablesample system (bracketed ( 10 )) repeatable (bracketed ( 1 )))",
            ),
            (Dialect::Tsql, "select a from t with (nolock)", "(post_table_expression with (bracketed ("),
            (Dialect::Sparksql, "select a from t lateral view explode(b) u as c, d", "(lateral_view_clause lateral view (function"),
            (
                Dialect::Snowflake,
                "select a from t match_recognize (pattern (x y+) define x as b)",
                "(match_recognize_clause match_recognize (bracketed ( pattern (bracketed ( x y + )) (define_clause define x as (expression (column_reference b))) )))",
            ),
            (Dialect::Oracle, "select a from t as of timestamp (b - 1) c", "(temporal_query as of timestamp"),
            (
                Dialect::Oracle,
                "select a from t versions between scn minvalue and maxvalue",
                "(temporal_query versions between scn minvalue and maxvalue)",
            ),
            (Dialect::Sqlite, "select a from t not indexed where b", "(table_reference t)) not indexed"),
        ] {
            check(dialect, sql, part);
        }
    }
}
