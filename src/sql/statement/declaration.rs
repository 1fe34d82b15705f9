//! Declarations of procedural code: variables, cursors, types, handlers, routines inside routines.

use crate::dialect::{Features, Keyword};
use crate::sql::expression::{data_type, expression, path_length, reference_path, value};
use crate::sql::parser::{Parser, Sym, sym};
use crate::sql::query;
use crate::syntax::SyntaxKind;

use super::block::{at_body, at_slash, block_rest, body_statement};
use super::generic::{self, Role};
use super::{routine, table};

const PERCENT: Sym = Sym::new("%");

/// `let x int := 1`, `let c cursor for select …`
pub(super) fn let_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    declaration(p);
    p.complete(mark, SyntaxKind::ScriptingLetStatement);
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
pub(super) fn declaration(p: &mut Parser) {
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
    if p.at(Keyword::Exception) && super::ends_behind(p, 0) {
        return data_type(p);
    }
    if p.at(Keyword::Exception) || p.at(Keyword::Condition) {
        return generic::rest(p, Role::OBJECT);
    }
    let cursor = !p.at_symbol(sym::ASSIGN)
        && p.find_ahead(|p, ahead| matches!(p.keyword(ahead), Keyword::Cursor) || p.symbol(ahead) == sym::COMMA)
            .is_some_and(|ahead| p.keyword(ahead) == Keyword::Cursor && (0..ahead).all(|before| p.peek(before) == SyntaxKind::Word));
    if cursor && p.at(Keyword::Cursor) && p.has(Features::BARE_STATEMENTS) && super::ends_behind(p, 0) {
        // A variable that holds a cursor.
        variable_type(p);
        return;
    }
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
    if query::at_query(p, 0) {
        query::query(p);
    } else if !(p.at(Keyword::Subscribe) && super::opt_statement(p)) {
        value(p);
    }
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
            let limited = p.mark();
            p.bump_keyword();
            p.eat(Keyword::Array);
            if p.at_symbol(sym::OPEN) {
                let arguments = p.mark();
                generic::group(p, Role::OBJECT);
                p.complete(arguments, SyntaxKind::BracketedArguments);
                p.complete(limited, SyntaxKind::DataType);
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
pub(super) fn nested_routine(p: &mut Parser) {
    let mark = p.mark();
    let procedure = p.at(Keyword::Procedure);
    p.bump_keyword();
    if procedure {
        routine::create_procedure_statement(p, mark);
    } else {
        routine::create_function_statement(p, mark);
    }
}
