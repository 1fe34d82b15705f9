//! `merge`: what happens to the rows that match, and to those that do not.

use crate::dialect::{Features, Keyword};
use crate::sql::clause::where_clause;
use crate::sql::expression::{expression, table_reference, value};
use crate::sql::from::{is_table_alias, table_alias};
use crate::sql::parser::{Parser, sym};
use crate::sql::query;
use crate::syntax::SyntaxKind;

use super::ends;
use super::generic::{self, Role};
use super::row::{column_list, hints, opt_alias, output_clause, returning_clause, set_clause_list, values};

/// `merge into t using u on … when matched then …`
pub(super) fn merge_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    if p.at(Keyword::With) {
        p.bump_keywords(3);
    }
    if p.at(Keyword::Top) {
        p.bump_keyword();
        generic::group(p, Role::EXPRESSIONS);
        p.eat(Keyword::Percent);
    }
    p.eat(Keyword::Into);
    table_reference(p);
    hints(p);
    opt_alias(p);
    if p.expect(Keyword::Using) {
        merge_source(p);
    }
    if p.at(Keyword::On) {
        let on = p.mark();
        p.bump_keyword();
        expression(p);
        p.complete(on, SyntaxKind::JoinOnCondition);
    } else {
        p.error("expected `ON`");
    }
    p.eat_all(&[Keyword::Remove, Keyword::Duplicates]);
    if ends(p) {
        p.error("expected `when matched` or `when not matched`");
    }
    let matches = p.mark();
    let mut any = false;
    while !ends(p) {
        match p.keyword(0) {
            Keyword::When => merge_when(p),
            Keyword::Output => output_clause(p),
            Keyword::Returning => returning_clause(p),
            Keyword::Option => generic::rest(p, Role::OBJECT),
            Keyword::Else if p.keyword(1) == Keyword::Ignore => p.bump_keywords(2),
            _ => break,
        }
        any = true;
    }
    if any {
        p.complete(matches, SyntaxKind::MergeMatch);
    }
    p.complete(mark, SyntaxKind::MergeStatement);
}

fn merge_source(p: &mut Parser) {
    if p.at_symbol(sym::OPEN) {
        if query::at_query(p, 1) { query::bracketed_query(p) } else { generic::group(p, Role::of(SyntaxKind::TableReference)) }
    } else if p.symbol(crate::sql::expression::path_length(p)) == sym::OPEN {
        value(p);
    } else {
        table_reference(p);
    }
    if is_table_alias(p) {
        table_alias(p);
    }
}

/// `when [not] matched [by source|target] [and …] then …`
fn merge_when(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    let negated = p.eat(Keyword::Not);
    p.expect(Keyword::Matched);
    let mut kind = if negated { SyntaxKind::MergeWhenNotMatchedClause } else { SyntaxKind::MergeWhenMatchedClause };
    if p.at(Keyword::By) {
        if p.keyword(1) == Keyword::Source {
            kind = SyntaxKind::MergeWhenNotMatchedBySourceClause;
        }
        p.bump_keywords(2);
    }
    if p.eat(Keyword::And) {
        expression(p);
    }
    p.expect(Keyword::Then);
    let action = p.mark();
    match p.keyword(0) {
        Keyword::Update => {
            p.bump_keyword();
            merge_update(p);
            p.complete(action, SyntaxKind::MergeUpdateClause);
        }
        Keyword::Delete => {
            p.bump_keyword();
            p.complete(action, SyntaxKind::MergeDeleteClause);
        }
        Keyword::Insert => {
            p.bump_keyword();
            merge_insert(p);
            p.complete(action, SyntaxKind::MergeInsertClause);
        }
        Keyword::Do => p.bump_keywords(2),
        _ => p.error("expected what to do with the row"),
    }
    p.complete(mark, kind);
}

fn merge_update(p: &mut Parser) {
    if p.at(Keyword::Set) && p.symbol(1) == sym::STAR {
        p.bump_keyword();
        wildcard(p);
        return;
    }
    if p.at_all(&[Keyword::All, Keyword::By]) || p.symbol(0) == sym::STAR {
        generic::rest_before(p, &[Keyword::When], Role::OBJECT);
        return;
    }
    if p.at(Keyword::Set) {
        set_clause_list(p);
    }
    if p.at(Keyword::Where) {
        where_clause(p);
    }
    if p.at(Keyword::Delete) {
        p.bump_keyword();
        where_clause(p);
    }
    if p.at(Keyword::Returning) {
        returning_clause(p);
    }
}

fn wildcard(p: &mut Parser) {
    let mark = p.mark();
    p.complete_one(SyntaxKind::Star, SyntaxKind::WildcardIdentifier);
    if p.at(Keyword::Except) && p.symbol(1) == sym::OPEN {
        p.bump_keyword();
        column_list(p);
    }
    p.complete(mark, SyntaxKind::WildcardExpression);
}

fn merge_insert(p: &mut Parser) {
    if p.at_symbol(sym::STAR) {
        wildcard(p);
        return;
    }
    if p.at_symbol(sym::OPEN) {
        column_list(p);
    }
    p.eat(Keyword::Overriding);
    if p.at(Keyword::Values) && p.symbol(1) == sym::OPEN && p.has(Features::PLAIN_MERGE_VALUES) {
        p.bump_keyword();
        p.bracketed_list(expression);
    } else if p.at_any(&[Keyword::Values, Keyword::Value]) {
        values(p);
    } else {
        p.eat_any(&[Keyword::Row]);
        if p.at_all(&[Keyword::Default, Keyword::Values]) {
            p.bump_keywords(2);
        }
        p.eat_all(&[Keyword::All, Keyword::By, Keyword::Name]);
    }
    if p.at(Keyword::Where) {
        where_clause(p);
    }
}
