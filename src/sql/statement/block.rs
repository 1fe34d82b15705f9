//! Procedural code: blocks, lists of statements, handlers, assignments. What stands in a list has a file of its own.

use crate::dialect::{Dialect, Features, Keyword};
use crate::sql::expression::{expression, path_length, path_length_at, reference_path, value};
use crate::sql::parser::{Parser, Sym, sym};
use crate::sql::query;
use crate::syntax::SyntaxKind;

use super::generic::{self, Role};
use super::{cursor, declaration, ends, ends_behind, flow, opt_statement};

const SLASH: Sym = Sym::new("/");
const SHIFT: Sym = Sym::new("<<");

/// Words that end a list of statements inside a block.
const LIST_ENDS: &[Keyword] =
    &[Keyword::End, Keyword::Else, Keyword::Elseif, Keyword::Elsif, Keyword::When, Keyword::Exception, Keyword::Until, Keyword::Endif];

/// Whether a `/` stands where no operator can, on a new line or behind a terminator: it sends what was written before.
pub(super) fn at_slash(p: &Parser) -> bool {
    p.at_symbol(SLASH) && (p.on_new_line() || p.is_behind(SyntaxKind::StatementTerminator))
}

pub(super) fn at_batch_end(p: &Parser) -> bool {
    p.has(Features::BATCHES) && p.at(Keyword::Go)
}

/// Whether a statement that can be a body begins `ahead`.
pub(super) fn at_body(p: &Parser, ahead: usize) -> bool {
    matches!(
        p.keyword(ahead),
        Keyword::Begin
            | Keyword::Set
            | Keyword::Insert
            | Keyword::Update
            | Keyword::Delete
            | Keyword::Call
            | Keyword::If
            | Keyword::Select
            | Keyword::Case
            | Keyword::While
            | Keyword::Loop
            | Keyword::Repeat
            | Keyword::Replace
            | Keyword::Merge
            | Keyword::Declare
            | Keyword::Return
            | Keyword::Follows
            | Keyword::Precedes
            | Keyword::Execute
    ) && !matches!(p.keyword(ahead + 1), Keyword::Or | Keyword::On)
        && !(p.keyword(ahead) == Keyword::Execute && matches!(p.keyword(ahead + 1), Keyword::Function | Keyword::Procedure))
}

/// One statement as a `statement` node; used for bodies. Tells whether there was one.
pub(super) fn body_statement(p: &mut Parser) -> bool {
    let mark = p.mark();
    let found = if matches!(p.keyword(0), Keyword::Begin) && !is_transaction(p) {
        begin_end_block(p);
        true
    } else {
        procedural_statement(p)
    };
    if found {
        p.complete(mark, SyntaxKind::Statement);
    }
    found
}

/// The statements of a routine that go on to the end of the batch.
pub(super) fn bare_body(p: &mut Parser) {
    if p.at_all(&[Keyword::External, Keyword::Name]) {
        generic::rest(p, Role::OBJECT);
        return;
    }
    let mark = p.mark();
    while !p.at_end() && !at_batch_end(p) {
        if p.at_kind(SyntaxKind::StatementTerminator) {
            p.bump();
            continue;
        }
        let before = p.position();
        p.nested(list_statement);
        if p.position() == before {
            break;
        }
    }
    p.complete(mark, SyntaxKind::ProcedureStatement);
}

/// Statements up to a word that ends the list.
pub(super) fn statement_list(p: &mut Parser) {
    while !p.at_end() && !p.at_any(LIST_ENDS) && !at_batch_end(p) && !at_slash(p) {
        if p.at_kind(SyntaxKind::StatementTerminator) {
            p.bump();
            continue;
        }
        let before = p.position();
        list_statement(p);
        if p.position() == before {
            return;
        }
    }
}

fn list_statement(p: &mut Parser) {
    let before = p.position();
    let mark = p.mark();
    if procedural_statement(p) {
        p.complete(mark, SyntaxKind::Statement);
    }
    let stop = |p: &Parser| p.at_any(LIST_ENDS) && !p.has(Features::BARE_STATEMENTS);
    if p.at_statement_end() || p.position() > before && (p.has(Features::BARE_STATEMENTS) || p.at(Keyword::End)) {
        return;
    }
    if p.position() == before || !p.at_any(LIST_ENDS) {
        p.unexpected_until(stop);
    }
}

/// A statement of procedural code, or any other.
pub(super) fn procedural_statement(p: &mut Parser) -> bool {
    if p.at_symbol(SHIFT) {
        // `<<label>>`
        while !p.at_end() && !p.at_symbol(sym::GREATER) {
            p.bump();
        }
        p.eat_symbol(sym::GREATER);
        p.eat_symbol(sym::GREATER);
        if p.at_any(&[Keyword::End]) {
            return true;
        }
        return procedural_statement(p);
    }
    if p.is_word(0) && p.symbol(1) == sym::COLON && !p.at(Keyword::Case) {
        // `label:` before a loop or a block.
        p.bump_identifier();
        p.bump();
        if !ends(p) {
            return procedural_statement(p);
        }
        return true;
    }
    match p.keyword(0) {
        Keyword::Begin => {
            if is_transaction(p) {
                return opt_statement(p);
            }
            begin_end_block(p);
        }
        Keyword::Declare => declaration::declare(p),
        Keyword::If if p.symbol(1) != sym::DOT => flow::if_then_statement(p),
        Keyword::Case => flow::case_statement(p),
        Keyword::Loop => flow::loop_statement(p),
        Keyword::While => flow::while_statement(p),
        Keyword::For if p.is_word(1) => flow::for_loop_statement(p),
        Keyword::Forall => flow::forall_statement(p),
        Keyword::Repeat if p.symbol(1) != sym::OPEN => flow::repeat_statement(p),
        Keyword::Return => flow::return_statement(p),
        Keyword::Let if p.is_word(1) => declaration::let_statement(p),
        Keyword::Null if ends_behind(p, 0) => simple(p, SyntaxKind::NullStatement),
        Keyword::Exit | Keyword::Continue | Keyword::Break | Keyword::Leave | Keyword::Iterate if p.symbol(1) != sym::DOT => {
            flow::leave_statement(p);
        }
        Keyword::Raise => simple(p, SyntaxKind::RaiseStatement),
        Keyword::Goto => simple(p, SyntaxKind::GotoStatement),
        Keyword::Open | Keyword::Fetch | Keyword::Close
            if p.is_word(1) || matches!(p.peek(1), SyntaxKind::Parameter | SyntaxKind::NumericLiteral) =>
        {
            cursor::cursor_statement(p);
        }
        Keyword::Exception if p.keyword(1) == Keyword::When => {
            let mark = p.mark();
            handlers(p);
            p.complete(mark, SyntaxKind::ExceptionBlockStatement);
        }
        Keyword::Perform | Keyword::Pipe if p.is_word(1) => {
            let mark = p.mark();
            p.bump_keyword();
            p.eat(Keyword::Row);
            value(p);
            p.complete(mark, SyntaxKind::PipeRowStatement);
        }
        Keyword::Procedure | Keyword::Function if p.is_word(1) => declaration::nested_routine(p),
        _ if is_assignment(p) => assignment(p),
        _ if opt_statement(p) => {}
        _ if p.is_name(0) && is_call(p) => {
            // A procedure is called by its name.
            if p.symbol(path_length(p)) == sym::OPEN { value(p) } else { reference_path(p, SyntaxKind::ObjectReference) }
        }
        _ => return false,
    }
    true
}

fn is_call(p: &Parser) -> bool {
    let length = path_length(p);
    p.symbol(length) == sym::OPEN || ends_behind(p, length - 1)
}

fn is_assignment(p: &Parser) -> bool {
    if p.at_symbol(sym::COLON) && p.is_word(1) {
        return p.symbol(1 + path_length_at(p, 1)) == sym::ASSIGN;
    }
    let length = path_length(p);
    if length == 0 {
        return false;
    }
    let mut behind = length;
    while let Some(group) = p.group_length(behind) {
        behind += group;
        while p.symbol(behind) == sym::DOT && p.is_word(behind + 1) {
            behind += 2;
        }
    }
    p.symbol(behind) == sym::ASSIGN
}

/// `x := 1`, `a.b(1) := 2`
fn assignment(p: &mut Parser) {
    let mark = p.mark();
    while !p.at_symbol(sym::ASSIGN) && !p.at_statement_end() {
        if p.group_length(0).is_some() {
            generic::group(p, Role::OBJECT);
        } else if p.is_word(0) {
            p.bump_identifier();
        } else {
            p.bump();
        }
    }
    p.bump_as(SyntaxKind::AssignmentOperator);
    if query::at_query(p, 0) && !p.at_symbol(sym::OPEN) {
        query::query(p);
    } else {
        expression(p);
    }
    p.complete(mark, SyntaxKind::AssignmentSegmentStatement);
}

/// A statement of words, names and expressions.
fn simple(p: &mut Parser, kind: SyntaxKind) {
    let mark = p.mark();
    p.bump_keyword();
    generic::rest(p, Role::OBJECT);
    p.complete(mark, kind);
}

/// Whether `begin` opens a transaction rather than a block.
pub(super) fn is_transaction(p: &Parser) -> bool {
    if ends_behind(p, 0) {
        return !p.has(Features::BARE_STATEMENTS);
    }
    match p.keyword(1) {
        Keyword::Transaction
        | Keyword::Tran
        | Keyword::Work
        | Keyword::Distributed
        | Keyword::Deferred
        | Keyword::Exclusive
        | Keyword::Isolation => true,
        Keyword::Immediate | Keyword::Concurrent | Keyword::Read | Keyword::Name => {
            ends_behind(p, 1) || !p.has(Features::BEGIN_BLOCK) || ends_behind(p, 2)
        }
        _ => false,
    }
}

/// `begin … exception when … then … end`
pub(super) fn begin_end_block(p: &mut Parser) {
    p.nested(|p| {
        let mark = p.mark();
        if p.at(Keyword::Begin) && matches!(p.keyword(1), Keyword::Try) {
            try_catch(p);
            p.complete(mark, SyntaxKind::TryCatch);
            return;
        }
        p.bump_keyword();
        if p.eat(Keyword::Atomic) && p.at(Keyword::With) && p.symbol(1) == sym::OPEN {
            p.bump_keyword();
            generic::group(p, Role::OBJECT);
        } else if p.at(Keyword::Not) && p.keyword(1) == Keyword::Atomic {
            p.bump_keywords(2);
        }
        block_rest(p);
        p.complete(mark, SyntaxKind::BeginEndBlock);
    });
}

/// Statements, handlers and `end`.
pub(super) fn block_rest(p: &mut Parser) {
    statement_list(p);
    if p.at(Keyword::Exception) {
        handlers(p);
    }
    if p.expect(Keyword::End) && p.is_name(0) && !ends(p) && !p.on_new_line() {
        reference_path(p, SyntaxKind::ObjectReference);
    }
}

/// `exception when a then … when others then …`
fn handlers(p: &mut Parser) {
    p.bump_keyword();
    while p.at(Keyword::When) {
        p.bump_keyword();
        while !p.at_statement_end() && !p.at(Keyword::Then) {
            let before = p.position();
            if p.eat(Keyword::Or) {
                continue;
            }
            if p.is_word(0) && matches!(p.keyword(1), Keyword::Or | Keyword::Then) {
                if p.at(Keyword::Others) {
                    p.bump_keyword();
                } else if p.has(Features::PLAIN_CALL) {
                    reference_path(p, SyntaxKind::ObjectReference);
                } else {
                    p.bump_identifier();
                }
                continue;
            }
            expression(p);
            if p.position() == before {
                break;
            }
        }
        p.expect(Keyword::Then);
        statement_list(p);
    }
}

/// `begin try … end try begin catch … end catch`
fn try_catch(p: &mut Parser) {
    for word in [Keyword::Try, Keyword::Catch] {
        if !p.at(Keyword::Begin) || p.keyword(1) != word {
            p.error("expected `BEGIN CATCH`");
            return;
        }
        p.bump_keywords(2);
        statement_list(p);
        p.expect(Keyword::End);
        p.expect(word);
        if word == Keyword::Try {
            p.eat_symbol(sym::SEMICOLON);
        }
    }
}

/// Whether a bare statement list's dialect reads `if` and the like outside of routines.
pub(super) fn is_procedural(p: &Parser) -> bool {
    match p.keyword(0) {
        Keyword::Begin => !is_transaction(p),
        Keyword::For => p.is_word(1),
        Keyword::Forall
        | Keyword::Exit
        | Keyword::Leave
        | Keyword::Iterate
        | Keyword::Break
        | Keyword::Continue
        | Keyword::Raise
        | Keyword::Goto
        | Keyword::If
        | Keyword::While
        | Keyword::Loop
        | Keyword::Repeat
        | Keyword::Declare
        | Keyword::Return
        | Keyword::Case
        | Keyword::Open
        | Keyword::Fetch
        | Keyword::Close => true,
        Keyword::Let => p.is_dialect(&[Dialect::Snowflake]),
        Keyword::Null => ends_behind(p, 0),
        Keyword::Exception => p.keyword(1) == Keyword::When,
        Keyword::Procedure | Keyword::Function => p.is_dialect(&[Dialect::Oracle]),
        _ => {
            is_assignment(p)
                || p.is_word(0)
                    && p.symbol(1) == sym::COLON
                    && matches!(p.keyword(2), Keyword::Loop | Keyword::Begin | Keyword::While | Keyword::For | Keyword::Repeat)
        }
    }
}
