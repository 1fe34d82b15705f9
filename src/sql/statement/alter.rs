//! `alter …`, the actions of `alter table` excepted.

use crate::dialect::{Dialect, Features, Keyword};
use crate::sql::expression::{data_type, opt_table_name, reference_path, table_reference, value};
use crate::sql::parser::{Parser, sym};
use crate::sql::query;
use crate::syntax::SyntaxKind;

use super::create::{object_ahead, object_role, words};
use super::generic::{self, Role};
use super::{alter_table, create, ends, name_words, routine, table, trigger, view};

pub(super) fn alter_statement(p: &mut Parser) {
    let mark = p.mark();
    if p.keyword(1) == Keyword::Default && p.keyword(2) == Keyword::Privileges {
        generic::rest_before(p, &[Keyword::Grant, Keyword::Revoke], Role::OBJECT);
        if p.at_any(&[Keyword::Grant, Keyword::Revoke]) {
            super::session::access_statement(p);
        }
        p.complete(mark, SyntaxKind::AlterStatement);
        return;
    }
    if p.is_dialect(&[Dialect::Oracle]) && matches!(p.keyword(1), Keyword::Session | Keyword::System) {
        alter_session(p);
        p.complete(mark, SyntaxKind::AlterStatement);
        return;
    }
    let Some(object) = object_ahead(p) else {
        p.bump_keyword();
        generic::rest(p, Role::OBJECT);
        p.complete(mark, SyntaxKind::AlterStatement);
        return;
    };
    match p.keyword(object) {
        Keyword::Table if object == 1 => {
            words(p, object + 1);
            alter_table::alter_table(p);
            p.complete(mark, SyntaxKind::AlterTableStatement);
        }
        Keyword::Table => {
            words(p, object + 1);
            alter_table::alter_table(p);
            p.complete(mark, SyntaxKind::AlterStatement);
        }
        Keyword::Type if object == 1 && p.is_dialect(&[Dialect::Postgres]) => {
            words(p, object + 1);
            data_type(p);
            generic::rest(p, Role::OBJECT);
            p.complete(mark, SyntaxKind::AlterTypeStatement);
        }
        Keyword::View if p.has(Features::BARE_STATEMENTS) => {
            words(p, object + 1);
            view::create_view_statement(p, mark, SyntaxKind::CreateViewStatement);
        }
        Keyword::View => {
            words(p, object + 1);
            alter_view(p);
            p.complete(mark, SyntaxKind::AlterViewStatement);
        }
        Keyword::Function if p.has(Features::BARE_STATEMENTS) => {
            words(p, object + 1);
            routine::create_function_statement(p, mark);
        }
        Keyword::Procedure | Keyword::Proc if p.has(Features::BARE_STATEMENTS) => {
            words(p, object + 1);
            routine::create_procedure_statement(p, mark);
        }
        Keyword::Trigger if p.has(Features::BARE_STATEMENTS) => {
            words(p, object + 1);
            trigger::create_trigger(p, mark);
        }
        Keyword::Function | Keyword::Procedure | Keyword::Aggregate => {
            words(p, object + 1);
            p.eat_any(&[Keyword::Function, Keyword::Procedure]);
            routines(p);
            generic::rest(p, Role::OBJECT);
            p.complete(mark, SyntaxKind::AlterStatement);
        }
        Keyword::Schema => {
            words(p, object + 1);
            name_words(p);
            let kind = if p.is_dialect(&[Dialect::Bigquery]) { SyntaxKind::TableReference } else { SyntaxKind::SchemaReference };
            reference_path(p, kind);
            if p.is_dialect(&[Dialect::Bigquery]) && p.at_any(&[Keyword::Add, Keyword::Drop]) {
                p.bump_keywords(2);
                reference_path(p, SyntaxKind::ColumnReference);
                if p.at(Keyword::Options) {
                    p.bump_keyword();
                    table::options(p);
                }
            }
            generic::rest(p, Role::OBJECT);
            p.complete(mark, SyntaxKind::AlterSchemaStatement);
        }
        Keyword::Sequence => {
            words(p, object + 1);
            create::sequence(p);
            p.complete(mark, SyntaxKind::AlterStatement);
        }
        Keyword::Policy if p.has(Features::BARE_STATEMENTS) => {
            words(p, object + 1);
            reference_path(p, SyntaxKind::ObjectReference);
            create::security_predicates(p);
            p.complete(mark, SyntaxKind::AlterStatement);
        }
        Keyword::Task => {
            words(p, object + 1);
            name_words(p);
            reference_path(p, SyntaxKind::ObjectReference);
            if p.at_all(&[Keyword::Modify, Keyword::As]) {
                p.bump_keyword();
            }
            create::task_body(p);
            p.complete(mark, SyntaxKind::AlterTaskStatement);
        }
        object_word => {
            words(p, object + 1);
            generic::rest(p, object_role(object_word));
            p.complete(mark, SyntaxKind::AlterStatement);
        }
    }
}

/// `alter session set a = b c = d`
fn alter_session(p: &mut Parser) {
    p.bump_keywords(2);
    let mut role = Role::OBJECT;
    while !ends(p) {
        let before = p.position();
        if p.is_word(0) && p.symbol(1) == sym::EQUALS {
            p.bump_as(SyntaxKind::Parameter);
            p.complete_one(SyntaxKind::RawComparisonOperator, SyntaxKind::ComparisonOperator);
            if p.at_kind(SyntaxKind::Word) && p.keyword(0) != Keyword::None && p.symbol(1) != sym::DOT {
                p.bump_keyword();
            } else {
                value(p);
            }
        } else {
            generic::piece(p, &mut role);
        }
        if p.position() == before {
            p.unexpected_until(ends);
            return;
        }
    }
}

fn alter_view(p: &mut Parser) {
    name_words(p);
    if !opt_table_name(p) {
        p.error("expected a view");
    }
    let mut role = Role::OBJECT;
    while !ends(p) {
        let before = p.position();
        match p.keyword(0) {
            Keyword::As if query::at_query(p, 1) => {
                p.bump_keyword();
                query::query(p);
            }
            Keyword::Alter | Keyword::Modify => alter_table::modify(p),
            Keyword::Rename if p.keyword(1) == Keyword::To => {
                p.bump_keywords(2);
                table_reference(p);
            }
            Keyword::Rename => {
                p.bump_keyword();
                p.eat(Keyword::Column);
                reference_path(p, SyntaxKind::ColumnReference);
                if p.eat(Keyword::To) {
                    reference_path(p, SyntaxKind::ColumnReference);
                }
            }
            _ => generic::piece(p, &mut role),
        }
        if p.position() == before {
            p.unexpected_until(ends);
            return;
        }
    }
}

/// Names of functions with the types that tell them apart: `f(int, text), g`.
pub(super) fn routines(p: &mut Parser) {
    name_words(p);
    p.comma_list(|p| {
        routine::routine_name(p, SyntaxKind::FunctionName);
        if p.at_symbol(sym::OPEN) {
            let start = p.checkpoint();
            let mark = p.mark();
            routine::parameters(p);
            p.complete(mark, SyntaxKind::FunctionParameterList);
            if p.failed_since(start) {
                p.rewind(start);
                generic::group(p, Role::COLUMNS);
            }
        }
    });
}
