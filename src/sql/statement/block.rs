//! Procedural code: blocks, declarations, conditions, loops, cursors, assignments.

use crate::dialect::{Dialect, Features, Keyword};
use crate::sql::expression::{data_type, expression, opt_expression, path_length, reference_path, value};
use crate::sql::parser::{Parser, Sym, sym};
use crate::sql::query;
use crate::syntax::SyntaxKind;

use super::generic::{self, Role};
use super::{ends, ends_behind, opt_statement, routine, table};

const SLASH: Sym = Sym::new("/");
const PERCENT: Sym = Sym::new("%");
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
        list_statement(p);
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
        Keyword::Declare => declare(p),
        Keyword::If if p.symbol(1) != sym::DOT => if_then_statement(p),
        Keyword::Case => case_statement(p),
        Keyword::Loop => loop_statement(p),
        Keyword::While => while_statement(p),
        Keyword::For if p.is_word(1) => for_loop_statement(p),
        Keyword::Forall => forall_statement(p),
        Keyword::Repeat if p.symbol(1) != sym::OPEN => repeat_statement(p),
        Keyword::Return => return_statement(p),
        Keyword::Let if p.is_word(1) => let_statement(p),
        Keyword::Null if ends_behind(p, 0) => simple(p, SyntaxKind::NullStatement),
        Keyword::Exit | Keyword::Continue | Keyword::Break | Keyword::Leave | Keyword::Iterate if p.symbol(1) != sym::DOT => {
            leave_statement(p);
        }
        Keyword::Raise => simple(p, SyntaxKind::RaiseStatement),
        Keyword::Goto => simple(p, SyntaxKind::GotoStatement),
        Keyword::Open | Keyword::Fetch | Keyword::Close
            if p.is_word(1) || matches!(p.peek(1), SyntaxKind::Parameter | SyntaxKind::NumericLiteral) =>
        {
            cursor_statement(p);
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
        Keyword::Procedure | Keyword::Function if p.is_word(1) => nested_routine(p),
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
        return p.symbol(2) == sym::ASSIGN;
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

/// `exit`, `exit label when a > b`
fn leave_statement(p: &mut Parser) {
    let mark = p.mark();
    let kind = if p.at(Keyword::Exit) { SyntaxKind::ExitStatement } else { SyntaxKind::ContinueStatement };
    p.bump_keyword();
    if !ends(p) && p.is_name(0) && !p.at(Keyword::When) {
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

/// `let x int := 1`, `let c cursor for select …`
fn let_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    declaration(p);
    p.complete(mark, SyntaxKind::ScriptingLetStatement);
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
fn block_rest(p: &mut Parser) {
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

/// `if a then … elseif b then … else … end if`; without `then` one statement follows.
fn if_then_statement(p: &mut Parser) {
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
fn case_statement(p: &mut Parser) {
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
fn loop_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    statement_list(p);
    end_of(p, &[Keyword::Loop]);
    p.complete(mark, SyntaxKind::LoopStatement);
}

fn end_of(p: &mut Parser, words: &[Keyword]) {
    p.expect(Keyword::End);
    p.eat_any(words);
    if p.is_name(0) && !ends(p) {
        p.bump_identifier();
    }
}

/// `while a < b loop … end loop`, `while a < b do … end while`, `while @a < 1 begin … end`
fn while_statement(p: &mut Parser) {
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
fn for_loop_statement(p: &mut Parser) {
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
    value(p);
    if p.at_symbol(sym::DOT) {
        p.bump();
        p.eat_symbol(sym::DOT);
        value(p);
    } else if p.eat(Keyword::To) {
        value(p);
    }
}

/// `forall i in a.first..a.last insert …`
fn forall_statement(p: &mut Parser) {
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
fn repeat_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    statement_list(p);
    if p.eat(Keyword::Until) {
        expression(p);
    }
    end_of(p, &[Keyword::Repeat]);
    p.complete(mark, SyntaxKind::RepeatStatement);
}

/// `open c`, `open c for select …`, `fetch next from c into @a`, `close c`
fn cursor_statement(p: &mut Parser) {
    let mark = p.mark();
    let is_fetch = p.at(Keyword::Fetch);
    p.bump_keyword();
    let mut role = Role::of(SyntaxKind::NakedIdentifier);
    while !ends(p) {
        let before = p.position();
        if is_fetch && p.eat_any(&[Keyword::From, Keyword::In]) || p.eat_any(&[Keyword::Into, Keyword::Global]) {
            continue;
        }
        if p.at(Keyword::Bulk) {
            p.bump_keywords(2);
            continue;
        }
        if p.is_name(0) && !p.at_any(&[Keyword::For, Keyword::Using, Keyword::Limit]) && !is_fetch_direction(p) {
            if p.symbol(path_length(p)) == sym::OPEN { value(p) } else { plain_name(p) }
        } else {
            generic::piece(p, &mut role);
        }
        if p.position() == before {
            break;
        }
    }
    p.complete(mark, SyntaxKind::CursorStatement);
}

fn is_fetch_direction(p: &Parser) -> bool {
    matches!(
        p.keyword(0),
        Keyword::Next
            | Keyword::Prior
            | Keyword::First
            | Keyword::Last
            | Keyword::Absolute
            | Keyword::Relative
            | Keyword::Forward
            | Keyword::Backward
            | Keyword::All
    )
}

/// A dotted name of a variable: no reference to an object.
fn plain_name(p: &mut Parser) {
    p.bump_identifier();
    while p.at_symbol(sym::DOT) && p.is_word(1) {
        p.bump();
        p.bump_identifier();
    }
}

/// `declare …`: one declaration, or a section of them before a block.
pub(super) fn declare(p: &mut Parser) {
    let mark = p.mark();
    if p.has(Features::BEGIN_BLOCK) && !p.has(Features::BARE_STATEMENTS) {
        p.bump_keyword();
        declarations(p);
        p.complete(mark, SyntaxKind::DeclareSegment);
        if p.at(Keyword::Begin) {
            p.bump_keyword();
            block_rest(p);
            p.complete(mark, SyntaxKind::BeginEndBlock);
        }
        return;
    }
    if p.keyword(1) == Keyword::Global && p.keyword(2) == Keyword::Temporary {
        p.bump_keywords(4);
        table::create_table_statement(p, mark, SyntaxKind::DeclareTempTable);
        return;
    }
    p.bump_keyword();
    while p.at_any(&[Keyword::Or, Keyword::Replace, Keyword::Variable]) && (p.is_word(1) || p.peek(1) == SyntaxKind::Parameter) {
        p.bump_keyword();
    }
    loop {
        declaration(p);
        if !p.eat_symbol(sym::COMMA) {
            break;
        }
    }
    p.complete(mark, SyntaxKind::DeclareSegment);
}

/// Declarations, each with its terminator, up to the block or the end of a package.
pub(super) fn declarations(p: &mut Parser) {
    while !p.at_end() && !p.at_any(&[Keyword::Begin, Keyword::End]) && !at_slash(p) {
        if p.at_kind(SyntaxKind::StatementTerminator) {
            p.bump();
            continue;
        }
        let before = p.position();
        declaration(p);
        if p.position() == before || !p.at_statement_end() && !p.at_any(&[Keyword::Begin, Keyword::End]) {
            p.unexpected_until(|p| p.at_any(&[Keyword::Begin]));
        }
        if p.position() == before {
            return;
        }
    }
}

/// `is x int; begin … end`: declarations without a word before them.
pub(super) fn declarations_and_block(p: &mut Parser) {
    let mark = p.mark();
    declarations(p);
    p.complete(mark, SyntaxKind::DeclareSegment);
    if p.at(Keyword::Begin) {
        p.bump_keyword();
        block_rest(p);
        p.complete(mark, SyntaxKind::BeginEndBlock);
    } else {
        p.error("expected `BEGIN`");
    }
}

/// `x int := 1`, `c cursor for select …`, `cursor c is select …`, `type t is table of int`, `@t table (a int)`
fn declaration(p: &mut Parser) {
    match p.keyword(0) {
        Keyword::Cursor if p.is_word(1) => {
            let mark = p.mark();
            p.bump_keyword();
            p.bump_identifier();
            if p.at_symbol(sym::OPEN) {
                routine::parameters(p);
            }
            if p.eat(Keyword::Return) {
                variable_type(p);
            }
            if p.eat_any(&[Keyword::Is, Keyword::For]) {
                query_or_value(p);
            }
            p.complete(mark, SyntaxKind::CursorVariable);
            return;
        }
        Keyword::Type | Keyword::Subtype if p.is_word(1) && matches!(p.keyword(2), Keyword::Is) => return collection_type(p),
        Keyword::Pragma => return generic::rest(p, Role::OBJECT),
        Keyword::Member | Keyword::Static | Keyword::Constructor | Keyword::Map | Keyword::Order | Keyword::Overriding
            if matches!(p.keyword(1), Keyword::Member | Keyword::Function | Keyword::Procedure) =>
        {
            p.bump_keyword();
            return declaration(p);
        }
        Keyword::Procedure | Keyword::Function => return nested_routine(p),
        Keyword::Continue | Keyword::Exit | Keyword::Undo if p.keyword(1) == Keyword::Handler => {
            p.bump_keywords(2);
            if p.eat(Keyword::For) {
                generic_conditions(p);
            }
            if !body_statement(p) {
                p.error("expected a statement");
            }
            return;
        }
        _ => {}
    }
    loop {
        if p.at_kind(SyntaxKind::Parameter) {
            p.bump();
            p.eat(Keyword::As);
        } else if p.is_word(0) {
            p.bump_identifier();
        } else {
            p.error("expected a name");
            return;
        }
        if !p.at_symbol(sym::COMMA) || p.has(Features::BARE_STATEMENTS) {
            break;
        }
        p.bump();
    }
    declared(p);
}

/// `sqlstate '02000', not found`
fn generic_conditions(p: &mut Parser) {
    while !p.at_statement_end()
        && !at_body(p, 0)
        && !p.at_any(&[Keyword::Rollback, Keyword::Resignal, Keyword::Signal, Keyword::Get, Keyword::Leave])
    {
        let before = p.position();
        if p.is_name(0) && p.keyword(0) == Keyword::None {
            p.bump_identifier();
        } else {
            p.bump();
        }
        if p.position() == before {
            return;
        }
    }
}

/// What a name is declared as.
fn declared(p: &mut Parser) {
    p.eat(Keyword::Constant);
    if p.at(Keyword::Table) {
        p.bump_keyword();
        if p.at_symbol(sym::OPEN) {
            table::columns_and_constraints(p);
        }
        return;
    }
    if p.at(Keyword::Exception) || p.at(Keyword::Condition) {
        return generic::rest(p, Role::OBJECT);
    }
    let cursor = !p.at_symbol(sym::ASSIGN)
        && p.find_ahead(|p, ahead| matches!(p.keyword(ahead), Keyword::Cursor) || p.symbol(ahead) == sym::COMMA)
            .is_some_and(|ahead| p.keyword(ahead) == Keyword::Cursor && (0..ahead).all(|before| p.peek(before) == SyntaxKind::Word));
    if cursor {
        let mark = p.mark();
        while !p.at_statement_end() && !p.at_any(&[Keyword::For, Keyword::Is]) {
            if p.at_symbol(sym::OPEN) { generic::group(p, Role::OBJECT) } else { p.bump() }
        }
        if p.eat_any(&[Keyword::For, Keyword::Is]) {
            query_or_value(p);
            if p.at(Keyword::For) {
                p.bump_keyword();
                if p.eat(Keyword::Update) && p.eat(Keyword::Of) {
                    p.comma_list(|p| reference_path(p, SyntaxKind::ColumnReference));
                }
                p.eat_all(&[Keyword::Read, Keyword::Only]);
            }
        }
        p.complete(mark, SyntaxKind::CursorDefinition);
        return;
    }
    if p.is_word(0) && !p.at(Keyword::Default) {
        variable_type(p);
    }
    p.eat_all(&[Keyword::Not, Keyword::Null]);
    if p.at_symbol(sym::EQUALS) {
        p.complete_one(SyntaxKind::RawComparisonOperator, SyntaxKind::ComparisonOperator);
    } else if p.at_symbol(sym::ASSIGN) {
        p.bump_as(SyntaxKind::AssignmentOperator);
    } else if !p.eat(Keyword::Default) {
        return;
    }
    if query::at_query(p, 0) && !p.at_symbol(sym::OPEN) { query::query(p) } else { expression(p) }
}

fn query_or_value(p: &mut Parser) {
    if query::at_query(p, 0) { query::query(p) } else { value(p) }
}

/// A data type, or the type of a column or row: `t.a%type`, `t%rowtype`.
pub(super) fn variable_type(p: &mut Parser) {
    let length = path_length(p);
    if p.symbol(length) == PERCENT && matches!(p.keyword(length + 1), Keyword::Type | Keyword::Rowtype) {
        let mark = p.mark();
        let row = p.keyword(length + 1) == Keyword::Rowtype;
        reference_path(p, if row { SyntaxKind::TableReference } else { SyntaxKind::ColumnReference });
        p.bump();
        p.bump_keyword();
        p.complete(mark, if row { SyntaxKind::RowTypeReference } else { SyntaxKind::ColumnTypeReference });
        return;
    }
    data_type(p);
}

/// `type t is record (a int)`, `type t is table of int index by pls_integer`, `type t is ref cursor return x`
fn collection_type(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.bump_identifier();
    p.bump_keyword();
    match p.keyword(0) {
        Keyword::Record => {
            p.bump_keyword();
            if p.at_symbol(sym::OPEN) {
                p.bracketed_list(|p| {
                    p.expect_name();
                    declared(p);
                });
            }
        }
        Keyword::Table | Keyword::Varray | Keyword::Varying => {
            p.bump_keyword();
            p.eat(Keyword::Array);
            if p.at_symbol(sym::OPEN) {
                generic::group(p, Role::OBJECT);
            }
            if p.eat(Keyword::Of) {
                variable_type(p);
            }
            p.eat_all(&[Keyword::Not, Keyword::Null]);
            if p.at(Keyword::Index) {
                p.bump_keywords(2);
                variable_type(p);
            }
        }
        Keyword::Ref => {
            p.bump_keywords(2);
            if p.eat(Keyword::Return) {
                variable_type(p);
            }
        }
        _ => {
            variable_type(p);
            generic::rest(p, Role::OBJECT);
        }
    }
    p.complete(mark, SyntaxKind::CollectionType);
}

/// A procedure or function inside a package or a block.
fn nested_routine(p: &mut Parser) {
    let mark = p.mark();
    let procedure = p.at(Keyword::Procedure);
    p.bump_keyword();
    if procedure {
        routine::create_procedure_statement(p, mark);
    } else {
        routine::create_function_statement(p, mark);
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
