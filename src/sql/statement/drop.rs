//! `drop …`

use crate::dialect::{Dialect, Keyword};
use crate::sql::expression::{data_type, opt_table_name, reference_path, table_reference};
use crate::sql::parser::Parser;
use crate::syntax::SyntaxKind;

use super::alter::routines;
use super::create::{object_ahead, object_role, words};
use super::generic::{self, Role};
use super::{block, ends, name_words};

/// `drop table if exists t, u cascade`
pub(super) fn drop_statement(p: &mut Parser) {
    let mark = p.mark();
    let Some(object) = object_ahead(p) else {
        p.bump_keyword();
        if ends(p) {
            p.error("expected what to drop");
        }
        generic::rest(p, Role::OBJECT);
        p.complete(mark, SyntaxKind::DropStatement);
        return;
    };
    let word = p.keyword(object);
    words(p, object + 1);
    let kind = match word {
        Keyword::Function | Keyword::Procedure | Keyword::Proc | Keyword::Macro | Keyword::Aggregate => {
            if p.is_dialect(&[Dialect::Tsql]) {
                generic::rest(p, Role::awaited(SyntaxKind::ObjectReference));
            } else {
                p.eat(Keyword::Table);
                routines(p);
                generic::rest(p, Role::OBJECT);
            }
            SyntaxKind::DropFunctionStatement
        }
        Keyword::Table | Keyword::View => {
            dropped_tables(p);
            if word == Keyword::Table { SyntaxKind::DropTableStatement } else { SyntaxKind::DropViewStatement }
        }
        Keyword::Type => {
            p.eat(Keyword::Body);
            name_words(p);
            p.comma_list(|p| {
                if p.is_dialect(&[Dialect::Postgres, Dialect::Duckdb]) {
                    data_type(p);
                } else {
                    reference_path(p, SyntaxKind::ObjectReference);
                }
            });
            generic::rest(p, Role::OBJECT);
            SyntaxKind::DropTypeStatement
        }
        Keyword::Index => {
            name_words(p);
            p.eat(Keyword::Concurrently);
            name_words(p);
            if p.is_name(0) && !p.at(Keyword::On) {
                p.comma_list(|p| {
                    name_words(p);
                    reference_path(p, SyntaxKind::IndexReference);
                    if p.at(Keyword::On) {
                        p.bump_keyword();
                        table_reference(p);
                    }
                });
            }
            generic::rest(p, Role::OBJECT);
            SyntaxKind::DropIndexStatement
        }
        Keyword::Schema => {
            name_words(p);
            p.comma_list(|p| reference_path(p, SyntaxKind::SchemaReference));
            generic::rest(p, Role::OBJECT);
            SyntaxKind::DropSchemaStatement
        }
        Keyword::Cast => {
            name_words(p);
            p.bracketed(|p| {
                data_type(p);
                p.expect(Keyword::As);
                data_type(p);
            });
            generic::rest(p, Role::OBJECT);
            SyntaxKind::DropStatement
        }
        _ => {
            generic::rest(p, object_role(word));
            SyntaxKind::DropStatement
        }
    };
    p.complete(mark, kind);
}

fn dropped_tables(p: &mut Parser) {
    name_words(p);
    p.comma_list(|p| {
        if !opt_table_name(p) {
            p.error("expected a table");
        }
    });
    while !ends(p) && p.at_kind(SyntaxKind::Word) {
        p.bump_keyword();
    }
    if !ends(p) && !block::at_slash(p) {
        generic::rest(p, Role::OBJECT);
    }
}
