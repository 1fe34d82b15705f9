//! Control flow: conditions, loops, and what leaves them. Knows no block.

use crate::dialect::{Features, Keyword};
use crate::sql::expression::{expression, opt_expression, path_length, value};
use crate::sql::parser::{Parser, sym};
use crate::sql::query;
use crate::syntax::SyntaxKind;

use super::block::{body_statement, statement_list};
use super::ends;
use super::generic::{self, Role};

/// `exit`, `exit label when a > b`
pub(super) fn leave_statement(p: &mut Parser) {
    let mark = p.mark();
    let kind = if p.at(Keyword::Exit) { SyntaxKind::ExitStatement } else { SyntaxKind::ContinueStatement };
    p.bump_keyword();
    if !ends(p) && p.is_word(0) && !p.at(Keyword::When) && !p.on_new_line() {
        p.bump_identifier();
    }
    if p.eat(Keyword::When) {
        expression(p);
    }
    p.complete(mark, kind);
}

/// `return`, `return a + 1`, `return table(r)`, `return (select …)`
pub(super) fn return_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    if !ends(p) {
        if p.at(Keyword::Table) && p.symbol(1) == sym::OPEN {
            p.bump_keyword();
            generic::group(p, Role::EXPRESSIONS);
        } else if query::at_query(p, 0) {
            query::query(p);
        } else if p.is_word(0) && matches!(p.keyword(0), Keyword::Next | Keyword::Query) {
            p.bump_keyword();
            generic::rest(p, Role::OBJECT);
        } else {
            opt_expression(p);
        }
    }
    p.complete(mark, SyntaxKind::ReturnStatement);
}

/// `if a then … elseif b then … else … end if`; without `then` one statement follows.
pub(super) fn if_then_statement(p: &mut Parser) {
    p.nested(|p| {
        let mark = p.mark();
        let clause = p.mark();
        p.bump_keyword();
        expression(p);
        if !p.at(Keyword::Then) {
            p.complete(clause, SyntaxKind::IfClause);
            bare_branches(p);
            p.complete(mark, SyntaxKind::IfThenStatement);
            return;
        }
        p.bump_keyword();
        p.complete(clause, SyntaxKind::IfClause);
        statement_list(p);
        while p.at_any(&[Keyword::Elseif, Keyword::Elsif]) {
            p.bump_keyword();
            expression(p);
            p.expect(Keyword::Then);
            statement_list(p);
        }
        if p.eat(Keyword::Else) {
            statement_list(p);
        }
        p.expect(Keyword::End);
        p.expect(Keyword::If);
        p.complete(mark, SyntaxKind::IfThenStatement);
    });
}

/// One statement, and another behind `else`.
fn bare_branches(p: &mut Parser) {
    if !body_statement(p) {
        p.error("expected a statement");
        return;
    }
    let terminated = p.at_kind(SyntaxKind::StatementTerminator) && p.keyword(1) == Keyword::Else;
    if terminated {
        p.bump();
    }
    if p.eat(Keyword::Else) && !body_statement(p) {
        p.error("expected a statement");
    }
}

/// `case a when 1 then …; else …; end case`
pub(super) fn case_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    if !p.at(Keyword::When) {
        expression(p);
    }
    while p.eat(Keyword::When) {
        expression(p);
        p.expect(Keyword::Then);
        statement_list(p);
    }
    if p.eat(Keyword::Else) {
        statement_list(p);
    }
    p.expect(Keyword::End);
    p.eat(Keyword::Case);
    p.complete(mark, SyntaxKind::CaseStatement);
}

/// `loop … end loop`
pub(super) fn loop_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    statement_list(p);
    end_of(p, &[Keyword::Loop]);
    p.complete(mark, SyntaxKind::LoopStatement);
}

fn end_of(p: &mut Parser, words: &[Keyword]) {
    p.expect(Keyword::End);
    p.eat_any(words);
    if p.is_word(0) && !ends(p) && !p.on_new_line() {
        p.bump_identifier();
    }
}

/// `while a < b loop … end loop`, `while a < b do … end while`, `while @a < 1 begin … end`
pub(super) fn while_statement(p: &mut Parser) {
    p.nested(|p| {
        let mark = p.mark();
        p.bump_keyword();
        expression(p);
        if p.eat_any(&[Keyword::Loop, Keyword::Do]) {
            statement_list(p);
            end_of(p, &[Keyword::Loop, Keyword::While]);
        } else if !body_statement(p) {
            p.error("expected a statement");
        }
        p.complete(mark, SyntaxKind::WhileStatement);
    });
}

/// `for i in 1..10 loop … end loop`, `for r in (select …) do … end for`
pub(super) fn for_loop_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    while !p.at_statement_end() && !p.at_any(&[Keyword::Loop, Keyword::Do]) {
        let before = p.position();
        if p.eat(Keyword::In) {
            p.eat(Keyword::Reverse);
            range(p);
        } else if p.is_word(0) && before == p.position() && p.keyword(1) == Keyword::In {
            p.bump_identifier();
        } else {
            generic::lone_piece(p);
        }
        if p.position() == before {
            break;
        }
    }
    if p.eat_any(&[Keyword::Loop, Keyword::Do]) {
        statement_list(p);
        end_of(p, &[Keyword::Loop, Keyword::For]);
    } else {
        p.error("expected `LOOP`");
    }
    p.complete(mark, SyntaxKind::ForLoopStatement);
}

/// `1..10`, `1 to 10`, a query, a cursor.
fn range(p: &mut Parser) {
    if query::at_query(p, 0) {
        query::query(p);
        return;
    }
    if p.is_name(0) && matches!(p.keyword(1), Keyword::Do | Keyword::Loop) {
        // A cursor.
        p.bump_as(SyntaxKind::Variable);
        return;
    }
    bound(p);
    if p.at_symbol(sym::DOT) {
        p.bump();
        p.eat_symbol(sym::DOT);
        bound(p);
    } else if p.eat(Keyword::To) {
        value(p);
    }
}

/// The first or the last of a range: a variable by its name, or a value.
fn bound(p: &mut Parser) {
    let behind = path_length(p);
    let is_plain = matches!(p.peek(behind), SyntaxKind::Dot | SyntaxKind::Word | SyntaxKind::Comma);
    if p.has(Features::DOUBLE_DOT_RANGE) && behind > 0 && is_plain { super::cursor::plain_name(p) } else { value(p) }
}

/// `forall i in a.first..a.last insert …`
pub(super) fn forall_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.expect_name();
    if p.eat(Keyword::In) {
        if p.at_any(&[Keyword::Indices, Keyword::Values]) {
            generic::rest_before(
                p,
                &[Keyword::Insert, Keyword::Update, Keyword::Delete, Keyword::Merge, Keyword::Execute, Keyword::Save],
                Role::OBJECT,
            );
        } else {
            range(p);
        }
    }
    p.eat_all(&[Keyword::Save, Keyword::Exceptions]);
    if !body_statement(p) {
        p.error("expected a statement");
    }
    p.complete(mark, SyntaxKind::ForallStatement);
}

/// `repeat … until a end repeat`
pub(super) fn repeat_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    statement_list(p);
    if p.eat(Keyword::Until) {
        expression(p);
    }
    end_of(p, &[Keyword::Repeat]);
    p.complete(mark, SyntaxKind::RepeatStatement);
}
