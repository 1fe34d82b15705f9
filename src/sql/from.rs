//! `from`: tables, subqueries, table functions, and what may stand behind them.

use crate::dialect::{Dialect, Features, Keyword};
use crate::syntax::SyntaxKind;

use super::expression::{self, path_length, path_length_at};
use super::join::{at_join, joins};
use super::parser::{Parser, sym};
use super::query;
use super::relation;
use super::select::{alias_columns, alias_expression, is_query_word};

/// `from a, b join c`
pub fn from_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.comma_list(from_expression);
    p.complete(mark, SyntaxKind::FromClause);
}

/// A table and all that is joined to it.
pub fn from_expression(p: &mut Parser) {
    p.nested(|p| {
        let mark = p.mark();
        if is_bracketed_join(p) {
            p.bracketed(|p| {
                from_expression_in_brackets(p);
            });
            if is_table_alias(p) {
                table_alias(p);
            }
        } else if !opt_from_expression_element(p) {
            p.missing("expected a table");
            return;
        }
        joins(p);
        p.complete(mark, SyntaxKind::FromExpression);
    });
}

fn from_expression_in_brackets(p: &mut Parser) {
    if is_bracketed_join(p) {
        p.bracketed(from_expression_in_brackets);
        if is_table_alias(p) {
            table_alias(p);
        }
    } else if !opt_from_expression_element(p) {
        p.missing("expected a table");
        return;
    }
    joins(p);
    while p.eat_symbol(sym::COMMA) {
        from_expression(p);
    }
}

/// A bracket around tables and joins, not around a query.
fn is_bracketed_join(p: &Parser) -> bool {
    p.at_symbol(sym::OPEN) && !query::at_query(p, 1) && !at_statement_source(p)
}

/// A table with all that stands behind it. Whether there was one.
pub fn opt_from_expression_element(p: &mut Parser) -> bool {
    let mark = p.mark();
    let start = p.position();
    if p.at(Keyword::Lateral) && p.keyword(1) != Keyword::View && !(p.symbol(1) == sym::DOT) {
        p.bump_keyword();
    }
    if p.at(Keyword::Only) && p.is_name(1) {
        p.bump_keyword();
    } else if p.at(Keyword::Only) && p.symbol(1) == sym::OPEN && p.has(Features::QUESTION_OPERATOR) {
        p.bump_keyword();
        let table = p.mark();
        p.bracketed(expression::table_reference);
        p.complete(table, SyntaxKind::TableExpression);
        tail(p);
        p.complete(mark, SyntaxKind::FromExpressionElement);
        return true;
    }
    if !table_expression(p) {
        if p.position() > start {
            p.missing("expected a table");
            p.complete(mark, SyntaxKind::FromExpressionElement);
            return true;
        }
        return false;
    }
    tail(p);
    p.complete(mark, SyntaxKind::FromExpressionElement);
    true
}

/// What stands behind a table: samples, pivots and so on, and an alias before or behind them.
fn tail(p: &mut Parser) {
    let mut aliased = None;
    loop {
        let before = p.position();
        relation::modifiers(p);
        if aliased.is_none() && is_column_names(p) {
            let mark = p.mark();
            alias_columns(p);
            p.complete(mark, SyntaxKind::AliasExpression);
            aliased = Some(p.position());
        } else if aliased != Some(p.position()) && (is_table_alias(p) || p.at_kind(SyntaxKind::QuotedLiteral)) {
            table_alias(p);
            aliased = Some(p.position());
        }
        if p.position() == before {
            return;
        }
    }
}

/// `(a, b)` behind values: names of columns without one for the table.
pub fn is_column_names(p: &Parser) -> bool {
    p.at_symbol(sym::OPEN)
        && p.is_dialect(&[Dialect::Sparksql, Dialect::Databricks])
        && p.group_length(0).is_some_and(|length| {
            length > 2 && (1..length - 1).all(|ahead| if ahead % 2 == 1 { p.is_name(ahead) } else { p.symbol(ahead) == sym::COMMA })
        })
}

/// The table itself.
fn table_expression(p: &mut Parser) -> bool {
    let mark = p.mark();
    match p.symbol(0) {
        sym::OPEN => {
            if query::at_query(p, 1) || at_statement_source(p) {
                query::bracketed_query(p);
            } else {
                p.bracketed(from_expression_in_brackets);
            }
        }
        _ => {
            if !named_table(p) {
                return false;
            }
        }
    }
    relation::inner_modifiers(p);
    p.complete(mark, SyntaxKind::TableExpression);
    true
}

/// Whether a statement stands in brackets for the rows it gives: `(explain virtual select …)`, `(import into (…) from …)`.
fn at_statement_source(p: &Parser) -> bool {
    p.at_symbol(sym::OPEN)
        && match p.keyword(1) {
            Keyword::Explain => p.keyword(2) == Keyword::Virtual,
            Keyword::Import => matches!(p.keyword(2), Keyword::Into | Keyword::From),
            _ => false,
        }
}

fn named_table(p: &mut Parser) -> bool {
    if p.at_all(&[Keyword::Values, Keyword::Between]) {
        query::values_range_clause(p);
        return true;
    }
    if p.at(Keyword::Values) && matches!(p.peek(1), SyntaxKind::StartBracket | SyntaxKind::NumericLiteral | SyntaxKind::QuotedLiteral) {
        query::values_clause(p);
        return true;
    }
    if p.at_any(&[Keyword::Final, Keyword::New, Keyword::Old]) && p.keyword(1) == Keyword::Table && p.symbol(2) == sym::OPEN {
        // The rows that a statement changes.
        p.bump_keywords(2);
        query::bracketed_query(p);
        return true;
    }
    if p.at_all(&[Keyword::Rows, Keyword::From]) && p.symbol(2) == sym::OPEN {
        p.bump_keywords(2);
        p.bracketed_list(|p| {
            expression::function(p);
            if p.at(Keyword::As) && p.symbol(1) == sym::OPEN {
                alias_expression(p);
            }
        });
        return true;
    }
    if p.at(Keyword::Table) && p.is_name(1) {
        p.bump_keyword();
    }
    if p.at_kind(SyntaxKind::StagePath) || p.at_kind(SyntaxKind::UnquotedFilePath) {
        if p.symbol(1) == sym::OPEN {
            p.complete_one(p.peek(0), SyntaxKind::StorageLocation);
            p.bracketed_list(super::statement::anything_but_commas);
        } else {
            p.complete_one(p.peek(0), SyntaxKind::TableReference);
        }
        return true;
    }
    if array_unnesting(p) || super::rowset::opt_rowset(p) {
        return true;
    }
    let length = path_length(p);
    if length > 0
        && p.symbol(length) == sym::OPEN
        && (p.is_name(0) || length > 1 || is_table_function(p))
        && !expression::calls_method(p, length)
    {
        expression::function(p);
        while p.at_symbol(sym::DOT) && p.is_word(1) {
            p.bump();
            if p.symbol(1) == sym::OPEN {
                expression::function(p);
            } else {
                p.bump_identifier();
            }
        }
        return true;
    }
    if p.symbol(0) == sym::COLON && p.is_word(1) && p.has(Features::COLON_PARAMETER) {
        return expression::opt_value(p) != expression::Shape::Absent;
    }
    expression::opt_table_name(p)
}

/// `t.list as value at index`, `unpivot t.object as value at name`
fn array_unnesting(p: &mut Parser) -> bool {
    let start = usize::from(p.at(Keyword::Unpivot));
    let alias = start + path_length_at(p, start);
    let name = alias + usize::from(p.keyword(alias) == Keyword::As);
    if alias == start || !p.is_word(name) || p.keyword(name + 1) != Keyword::At || !p.is_word(name + 2) {
        return false;
    }
    let mark = p.mark();
    p.eat(Keyword::Unpivot);
    expression::object_reference(p, SyntaxKind::ObjectReference);
    p.eat(Keyword::As);
    p.bump_identifier();
    p.bump_keyword();
    p.bump_identifier();
    p.complete(mark, if start == 0 { SyntaxKind::ArrayUnnesting } else { SyntaxKind::ObjectUnpivoting });
    true
}

/// Reserved words that name a table function where a bracket follows them.
fn is_table_function(p: &Parser) -> bool {
    !matches!(
        p.keyword(0),
        Keyword::Select
            | Keyword::From
            | Keyword::Where
            | Keyword::Join
            | Keyword::On
            | Keyword::Using
            | Keyword::Group
            | Keyword::Order
            | Keyword::As
    )
}

/// Whether an alias stands here, with or without `as`.
pub fn is_table_alias(p: &Parser) -> bool {
    if p.at_all(&[Keyword::Versions, Keyword::Between]) {
        return false;
    }
    if p.at(Keyword::As) {
        return (p.is_word(1) || p.symbol(1) == sym::OPEN || p.peek(1) == SyntaxKind::QuotedLiteral || p.ends_after(1))
            && p.keyword(1) != Keyword::Of;
    }
    if p.at_label() {
        return false;
    }
    match p.peek(0) {
        SyntaxKind::QuotedIdentifier => true,
        SyntaxKind::Word => {
            p.is_name(0)
                && !p.dialect().not_relation_alias.contains(p.keyword(0))
                && !at_join(p)
                && !query::at_set_operator(p)
                && !is_clause_word(p)
        }
        _ => false,
    }
}

/// Words that begin what may follow a table, wherever the dialect does not reserve them.
fn is_clause_word(p: &Parser) -> bool {
    match p.keyword(0) {
        Keyword::Order | Keyword::Group | Keyword::Connect | Keyword::Cluster | Keyword::Distribute | Keyword::Sort => {
            p.keyword(1) == Keyword::By
        }
        Keyword::Start => p.keyword(1) == Keyword::With,
        Keyword::Insert => matches!(p.keyword(1), Keyword::Into | Keyword::Overwrite),
        Keyword::Timeseries => p.is_name(1) && p.keyword(2) == Keyword::As,
        Keyword::Match => p.symbol(1) == sym::OPEN,
        Keyword::Indexed => p.keyword(1) == Keyword::By,
        Keyword::Optimize => p.keyword(1) == Keyword::For,
        Keyword::Do | Keyword::Loop => true,
        Keyword::Expand => p.has(Features::NORMALIZE) && p.keyword(1) == Keyword::On,
        Keyword::Sample => p.has(Features::NORMALIZE) && p.peek(1) == SyntaxKind::NumericLiteral,
        Keyword::Model => super::select::is_model(p),
        Keyword::At => p.reads(1, "epoch"),
        Keyword::MatchCondition => p.symbol(1) == sym::OPEN,
        Keyword::Window => p.is_name(1) && p.keyword(2) == Keyword::As,
        Keyword::Limit | Keyword::Offset | Keyword::Fetch => !p.ends_after(1) && p.symbol(1) != sym::COMMA && p.keyword(1) != Keyword::On,
        Keyword::Qualify
        | Keyword::Having
        | Keyword::Where
        | Keyword::Prewhere
        | Keyword::On
        | Keyword::Using
        | Keyword::Set
        | Keyword::Lateral
        | Keyword::Returning
        | Keyword::When => true,
        Keyword::For => {
            matches!(
                p.keyword(1),
                Keyword::Update
                    | Keyword::Share
                    | Keyword::No
                    | Keyword::Key
                    | Keyword::Json
                    | Keyword::Xml
                    | Keyword::Read
                    | Keyword::Fetch
            )
        }
        Keyword::Option | Keyword::Values => p.symbol(1) == sym::OPEN,
        Keyword::Settings | Keyword::Format => p.is_word(1),
        _ => false,
    }
}

/// `as t (a, b)`
pub fn table_alias(p: &mut Parser) {
    let mark = p.mark();
    if p.at(Keyword::As) {
        p.complete_one(SyntaxKind::Keyword, SyntaxKind::AliasOperator);
    }
    if p.at_kind(SyntaxKind::QuotedLiteral) {
        p.bump();
    } else if p.is_word(0) && !is_query_word(p) {
        p.bump_identifier();
    } else if !p.at_symbol(sym::OPEN) {
        p.missing("expected an alias");
    }
    if p.at_symbol(sym::OPEN) && !query::at_query(p, 1) {
        alias_columns(p);
    }
    p.complete(mark, SyntaxKind::AliasExpression);
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
                "select a from s.t as u (x, y), v",
                "(from_clause from (from_expression (from_expression_element (table_expression (table_reference s . t)) (alias_expression (alias_operator as) u (bracketed ( (identifier_list x , y) ))))) , (from_expression (from_expression_element (table_expression (table_reference v)))))",
            ),
            (
                Dialect::Ansi,
                "select a from (select 1) as t",
                "(from_expression_element (table_expression (bracketed ( (select_statement (select_clause select (select_clause_element 1))) ))) (alias_expression (alias_operator as) t))",
            ),
            (
                Dialect::Ansi,
                "select a from (t join u on b)",
                "(from_expression (bracketed ( (from_expression_element (table_expression (table_reference t))) (join_clause join",
            ),
            (
                Dialect::Snowflake,
                "select a from lateral flatten(input => b) f",
                "(from_expression_element lateral (table_expression (function",
            ),
            (Dialect::Redshift, "select a from t, t.b as c at d", "(array_unnesting (object_reference t . b) as c at d)"),
            (
                Dialect::Exasol,
                "select * from (explain virtual select a from t)",
                "(table_expression (bracketed ( (explain_statement explain virtual (select_statement",
            ),
            (Dialect::Db2, "select a from final table (insert into t (a) values (1))", "final table (bracketed ( (insert_statement"),
        ] {
            check(dialect, sql, part);
        }
    }
}
