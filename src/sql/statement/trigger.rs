//! What `create trigger` says from the name on. Knows no bodies: those are blocks.

use crate::dialect::{Features, Keyword};
use crate::sql::expression::{expression, reference_path, table_reference, value};
use crate::sql::parser::{Parser, sym};
use crate::syntax::{Mark, SyntaxKind};

use super::generic::{self, Role};
use super::{block, declaration, ends, name_words};

/// `trigger a before insert on t for each row …`, from the name on.
pub(super) fn create_trigger(p: &mut Parser, mark: Mark) {
    name_words(p);
    reference_path(p, SyntaxKind::TriggerReference);
    let mut role = Role::OBJECT;
    while !ends(p) {
        let before = p.position();
        match p.keyword(0) {
            Keyword::Of if p.is_word(1) => {
                p.bump_keyword();
                p.comma_list(|p| reference_path(p, SyntaxKind::ColumnReference));
            }
            Keyword::On if p.is_word(1) => {
                p.bump_keyword();
                if p.at_all(&[Keyword::All, Keyword::Server]) || p.at(Keyword::Database) {
                    generic::piece(p, &mut role);
                } else {
                    table_reference(p);
                }
            }
            Keyword::When if p.symbol(1) == sym::OPEN => {
                p.bump_keyword();
                p.bracketed(expression);
            }
            Keyword::When => {
                p.bump_keyword();
                expression(p);
            }
            Keyword::Execute | Keyword::Exec if p.keyword(1) == Keyword::As => {
                p.bump_keywords(2);
                p.bump();
            }
            Keyword::As if p.has(Features::BARE_STATEMENTS) => {
                p.bump_keyword();
                block::bare_body(p);
            }
            Keyword::Begin | Keyword::Declare => {
                block::body_statement(p);
            }
            Keyword::Compound if p.keyword(1) == Keyword::Trigger => compound_trigger(p),
            Keyword::Row | Keyword::Statement if block::at_body(p, 1) => {
                p.bump_keyword();
                if p.at_any(&[Keyword::Follows, Keyword::Precedes]) {
                    p.bump_keyword();
                    reference_path(p, SyntaxKind::TriggerReference);
                }
                block::body_statement(p);
            }
            Keyword::Execute if matches!(p.keyword(1), Keyword::Function | Keyword::Procedure) => {
                p.bump_keywords(2);
                value(p);
            }
            _ => generic::piece(p, &mut role),
        }
        if p.position() == before {
            p.unexpected_until(ends);
            break;
        }
    }
    p.complete(mark, SyntaxKind::CreateTrigger);
}

/// `compound trigger … before statement is begin … end before statement; … end t`
fn compound_trigger(p: &mut Parser) {
    p.bump_keywords(2);
    while !p.at_end() && !p.at(Keyword::End) {
        let before = p.position();
        if p.at_kind(SyntaxKind::StatementTerminator) {
            p.bump();
        } else if p.at_any(&[Keyword::Before, Keyword::After, Keyword::Instead]) {
            while p.at_kind(SyntaxKind::Word) && !p.at(Keyword::Is) {
                p.bump_keyword();
            }
            p.expect(Keyword::Is);
            declaration::declarations(p);
            block::body_statement(p);
            while p.at_kind(SyntaxKind::Word) && !ends(p) {
                p.bump_keyword();
            }
        } else {
            declaration::declaration(p);
        }
        if p.position() == before {
            p.unexpected_until(ends);
        }
    }
    p.expect(Keyword::End);
    p.eat_name();
}
