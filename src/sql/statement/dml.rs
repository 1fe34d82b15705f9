//! Changing and removing rows: `update`, `delete`.

use crate::dialect::{Dialect, Features, Keyword};
use crate::sql::clause::{limit_clause, orderby_clause, preferring_clause, where_clause};
use crate::sql::expression::{expression, table_reference, value};
use crate::sql::parser::{Parser, sym};
use crate::sql::{from, query};
use crate::syntax::SyntaxKind;

use super::ends;
use super::generic::{self, Role};
use super::row::{hints, opt_alias, output_clause, returning_clause, set_clause_list};

/// `update t set a = 1 from u where …`
pub(super) fn update_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    while p.at_any(&[Keyword::LowPriority, Keyword::Ignore, Keyword::Only, Keyword::Or]) {
        let alternative = p.at(Keyword::Or);
        p.bump_keywords(if alternative { 2 } else { 1 });
    }
    if p.at(Keyword::Top) {
        p.bump_keyword();
        generic::group(p, Role::EXPRESSIONS);
        p.eat(Keyword::Percent);
    }
    update_targets(p);
    if p.at(Keyword::From) {
        from::from_clause(p);
    }
    portion(p);
    if p.at(Keyword::Set) {
        set_clause_list(p);
    } else {
        p.error("expected `SET`");
    }
    dml_tail(p);
    p.complete(mark, SyntaxKind::UpdateStatement);
}

fn update_targets(p: &mut Parser) {
    let joined = p
        .find_ahead(|p, ahead| matches!(p.keyword(ahead), Keyword::Join | Keyword::Set))
        .is_some_and(|ahead| p.keyword(ahead) == Keyword::Join);
    if joined {
        from::from_expression(p);
    } else {
        table_reference(p);
        p.eat_symbol(sym::STAR);
        hints(p);
        opt_alias(p);
    }
    while p.eat_symbol(sym::COMMA) {
        if p.is_name(0) && p.keyword(crate::sql::expression::path_length(p)) == Keyword::Set {
            table_reference(p);
        } else {
            from::from_expression(p);
        }
    }
}

/// `for portion of period from … to …`
fn portion(p: &mut Parser) {
    if p.at_all(&[Keyword::For, Keyword::Portion]) {
        let mark = p.mark();
        p.bump_keywords(3);
        p.expect_name();
        p.expect(Keyword::From);
        expression(p);
        p.expect(Keyword::To);
        expression(p);
        p.complete(mark, SyntaxKind::ForPortionOfClause);
    }
}

/// What follows the assignments of an update and the target of a delete.
fn dml_tail(p: &mut Parser) {
    while !ends(p) {
        match p.keyword(0) {
            Keyword::From => from::from_clause(p),
            Keyword::Where if p.keyword(1) == Keyword::Current => {
                let mark = p.mark();
                p.bump_keywords(3);
                p.eat(Keyword::Global);
                if p.at_kind(SyntaxKind::Parameter) {
                    p.bump();
                } else {
                    p.bump_identifier();
                }
                p.complete(mark, SyntaxKind::WhereCurrentOfCursorSegment);
            }
            Keyword::Where => where_clause(p),
            Keyword::Order => orderby_clause(p),
            Keyword::Limit => limit_clause(p),
            Keyword::Preferring => preferring_clause(p),
            Keyword::Returning | Keyword::Return => returning_clause(p),
            Keyword::Output => output_clause(p),
            Keyword::Using => using(p),
            Keyword::For => {
                portion(p);
                if p.at(Keyword::For) {
                    return;
                }
            }
            Keyword::Before if matches!(p.keyword(1), Keyword::SystemTime | Keyword::Timestamp) => {
                p.bump_keywords(2);
                p.eat(Keyword::Transaction);
                expression(p);
            }
            Keyword::Option | Keyword::Before | Keyword::Log | Keyword::Else | Keyword::Partition | Keyword::Settings | Keyword::In => {
                generic::rest(p, Role::OBJECT);
            }
            _ => return,
        }
    }
}

/// `using t, (select …) as u`
fn using(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    if p.is_dialect(&[Dialect::Snowflake]) {
        p.comma_list(|p| {
            let mark = p.mark();
            if p.at_symbol(sym::OPEN) {
                query::bracketed_query(p);
            } else {
                table_reference(p);
            }
            p.complete(mark, SyntaxKind::TableExpression);
            opt_alias(p);
        });
        return;
    }
    p.comma_list(from::from_expression);
    p.complete(mark, SyntaxKind::UsingClause);
}

/// `delete from t where …`
pub(super) fn delete_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    let mut history = false;
    while p.at_any(&[Keyword::LowPriority, Keyword::Quick, Keyword::Ignore, Keyword::History]) {
        history |= p.at(Keyword::History);
        p.bump_keyword();
    }
    if p.at(Keyword::Top) {
        p.bump_keyword();
        generic::group(p, Role::EXPRESSIONS);
        p.eat(Keyword::Percent);
    }
    p.eat_symbol(sym::STAR);
    if p.at(Keyword::From) && !p.has(Features::PLAIN_DELETE) && !is_multiple_delete(p) && !history {
        from::from_clause(p);
    } else {
        delete_targets(p);
    }
    dml_tail(p);
    p.complete(mark, SyntaxKind::DeleteStatement);
}

/// `delete from a, b using …`: the tables before `using` and `from` are those that lose rows.
fn is_multiple_delete(p: &Parser) -> bool {
    p.is_dialect(&[Dialect::Mysql, Dialect::Mariadb])
        && p.find_ahead(|p, ahead| matches!(p.keyword(ahead), Keyword::Using | Keyword::Where | Keyword::Join))
            .is_some_and(|ahead| p.keyword(ahead) == Keyword::Using)
}

fn delete_targets(p: &mut Parser) {
    p.eat(Keyword::From);
    p.eat(Keyword::Only);
    let multiple = p.is_dialect(&[Dialect::Mysql, Dialect::Mariadb]);
    p.comma_list(|p| {
        let mark = p.mark();
        if p.at_symbol(sym::OPEN) && query::at_query(p, 1) {
            query::bracketed_query(p);
        } else if p.at_any(&[Keyword::Openquery, Keyword::Openrowset, Keyword::Opendatasource]) {
            value(p);
        } else {
            table_reference(p);
            if p.at_symbol(sym::DOT) && p.symbol(1) == sym::STAR {
                p.bump();
                p.bump();
            }
        }
        if multiple {
            p.complete(mark, SyntaxKind::DeleteTargetTable);
        }
    });
    p.eat_symbol(sym::STAR);
    hints(p);
    opt_alias(p);
}
