//! Functions, procedures, packages and scripts: parameters, what they return, and their bodies.

use crate::dialect::{Dialect, Features, Keyword};
use crate::sql::expression::{data_type, expression, opt_value, path_length, reference_path, value};
use crate::sql::parser::{Parser, sym};
use crate::sql::query;
use crate::syntax::{Mark, SyntaxKind};

use super::generic::{self, Role};
use super::{block, declaration, ends, ends_behind, flow, name_words, table};

/// A dotted name whose last part names a function.
pub(super) fn routine_name(p: &mut Parser, kind: SyntaxKind) {
    if !p.is_word(0) && !p.at_kind(SyntaxKind::Parameter) {
        p.error("expected a name");
        return;
    }
    let mark = p.mark();
    while p.symbol(1) == sym::DOT && p.is_word(2) {
        p.bump_identifier();
        p.bump();
    }
    if p.at_kind(SyntaxKind::QuotedIdentifier) || kind != SyntaxKind::FunctionName {
        p.bump_identifier();
    } else {
        p.bump_as(SyntaxKind::FunctionNameIdentifier);
    }
    p.complete(mark, kind);
}

fn name(p: &mut Parser) {
    name_words(p);
    let kind = if p.is_dialect(&[Dialect::Tsql]) { SyntaxKind::ObjectReference } else { SyntaxKind::FunctionName };
    routine_name(p, kind);
    if p.at_symbol(sym::SEMICOLON) && p.peek(1) == SyntaxKind::NumericLiteral {
        // `procedure p;2`: one of a group of procedures.
        p.bump();
        p.bump();
    }
}

/// From the name on; `mark` stands before `create`.
pub(super) fn create_function_statement(p: &mut Parser, mark: Mark) {
    name(p);
    signature_and_body(p, false);
    p.complete(mark, SyntaxKind::CreateFunctionStatement);
}

/// From the name on; `mark` stands before `create`.
pub(super) fn create_procedure_statement(p: &mut Parser, mark: Mark) {
    name(p);
    signature_and_body(p, true);
    p.complete(mark, SyntaxKind::CreateProcedureStatement);
}

/// The parameters and the body of a procedure that the statement behind it calls.
pub(super) fn anonymous(p: &mut Parser) {
    if p.at_symbol(sym::OPEN) {
        let mark = p.mark();
        parameters(p);
        p.complete(mark, SyntaxKind::FunctionParameterList);
    }
    let mut role = Role::OBJECT;
    while !p.at_statement_end() && !p.at(Keyword::Call) {
        let before = p.position();
        match p.keyword(0) {
            Keyword::Returns => returns(p),
            Keyword::Execute if p.keyword(1) == Keyword::As => p.bump_keywords(3),
            Keyword::As if p.peek(1) == SyntaxKind::QuotedLiteral => {
                p.bump_keyword();
                p.bump();
            }
            _ => generic::piece(p, &mut role),
        }
        if p.position() == before {
            return;
        }
    }
}

/// `macro m (a int) as (select :a; select 1;)`, from the name on.
pub(super) fn create_macro_statement(p: &mut Parser, mark: Mark) {
    name(p);
    if p.at_symbol(sym::OPEN) {
        parameters(p);
    }
    if p.expect(Keyword::As) && p.at_symbol(sym::OPEN) {
        p.bracketed(block::statement_list);
    }
    p.complete(mark, SyntaxKind::CreateFunctionStatement);
}

fn signature_and_body(p: &mut Parser, procedure: bool) {
    if p.at_symbol(sym::OPEN) {
        let mark = p.mark();
        parameters(p);
        p.complete(mark, if procedure { SyntaxKind::ProcedureParameterList } else { SyntaxKind::FunctionParameterList });
    } else if p.at_kind(SyntaxKind::Parameter) {
        let mark = p.mark();
        p.comma_list(parameter);
        p.complete(mark, SyntaxKind::ProcedureParameterList);
    }
    let mut role = Role::OBJECT;
    while !p.at_statement_end() && !block::at_batch_end(p) {
        let before = p.position();
        match p.keyword(0) {
            Keyword::Returns if p.keyword(1) == Keyword::Null => p.bump_keywords(2),
            Keyword::Returns => returns(p),
            Keyword::Return if !body_return(p, procedure) => returns(p),
            Keyword::As | Keyword::Is => {
                p.bump_keyword();
                if routine_body(p) {
                    return;
                }
            }
            Keyword::Begin | Keyword::Declare if !ends_behind(p, 0) => {
                block::body_statement(p);
                return;
            }
            Keyword::Return => {
                flow::return_statement(p);
                return;
            }
            Keyword::Options if p.symbol(1) == sym::OPEN => {
                p.bump_keyword();
                table::options(p);
            }
            Keyword::Language if p.is_word(1) => {
                p.bump_keyword();
                p.bump_as(SyntaxKind::NakedIdentifier);
            }
            Keyword::Execute if p.keyword(1) == Keyword::As => {
                p.bump_keywords(3);
            }
            Keyword::Call if p.is_word(1) => {
                block::body_statement(p);
                return;
            }
            Keyword::Select
            | Keyword::Insert
            | Keyword::Update
            | Keyword::Delete
            | Keyword::If
            | Keyword::While
            | Keyword::Set
            | Keyword::Loop
            | Keyword::Repeat
            | Keyword::Case
                if block::at_body(p, 0) && p.is_dialect(&[Dialect::Mysql, Dialect::Mariadb, Dialect::Doris, Dialect::Starrocks]) =>
            {
                block::body_statement(p);
                return;
            }
            _ => generic::piece(p, &mut role),
        }
        if p.position() == before {
            p.unexpected_until(ends);
            return;
        }
    }
}

/// Whether `return` begins the body rather than the type: `returns int return a + 1`.
fn body_return(p: &Parser, procedure: bool) -> bool {
    procedure || !p.is_dialect(&[Dialect::Oracle, Dialect::Exasol, Dialect::Vertica]) || !p.is_word(1) && p.peek(1) != SyntaxKind::Word
}

/// `(a int, out b text default 'x')`
pub(super) fn parameters(p: &mut Parser) {
    p.bracketed(|p| {
        while !p.at_end() {
            let before = p.position();
            parameter(p);
            if p.position() == before || !p.eat_symbol(sym::COMMA) && !at_table_order(p) {
                break;
            }
        }
    });
}

/// Exasol orders the rows a script gets inside the brackets.
fn at_table_order(p: &mut Parser) -> bool {
    if p.at(Keyword::Order) && p.keyword(1) == Keyword::By {
        crate::sql::clause::orderby_clause(p);
    }
    false
}

const MODES: &[Keyword] = &[Keyword::In, Keyword::Out, Keyword::Inout, Keyword::Variadic, Keyword::Input, Keyword::Output];

fn parameter(p: &mut Parser) {
    while p.at_any(MODES) {
        p.bump_keyword();
    }
    if p.at_symbol(sym::DOT) {
        while p.at_symbol(sym::DOT) {
            p.bump();
        }
        return;
    }
    if p.at_kind(SyntaxKind::Parameter) {
        p.bump();
        p.eat(Keyword::As);
    } else if p.is_word(0) && is_named(p) {
        p.bump_as(if p.at_kind(SyntaxKind::QuotedIdentifier) { SyntaxKind::QuotedIdentifier } else { SyntaxKind::Parameter });
        p.eat_symbol(sym::COLON);
    }
    while p.at_any(MODES) && !p.at(Keyword::Output) || p.at(Keyword::Output) && p.is_word(1) || p.at(Keyword::Nocopy) {
        p.bump_keyword();
    }
    if p.at(Keyword::Any) && p.keyword(1) == Keyword::Type {
        p.bump_keywords(2);
    } else if p.at(Keyword::Table) && p.symbol(1) == sym::OPEN {
        p.bump_keyword();
        table::columns_and_constraints(p);
    } else if p.is_word(0) && !p.at_any(&[Keyword::Default]) {
        declaration::variable_type(p);
    }
    while !p.at_end() && !p.at_symbol(sym::COMMA) && !ends(p) {
        let before = p.position();
        match p.keyword(0) {
            Keyword::Default => {
                p.bump_keyword();
                expression(p);
            }
            Keyword::As | Keyword::Order => return,
            Keyword::Not | Keyword::Null | Keyword::Out | Keyword::Output | Keyword::Readonly | Keyword::Varying | Keyword::Cursor => {
                p.bump_keyword();
            }
            _ if p.at_symbol(sym::EQUALS) || p.at_symbol(sym::ASSIGN) => {
                p.bump();
                expression(p);
            }
            Keyword::With | Keyword::For | Keyword::Begin | Keyword::Returns => return,
            _ => generic::lone_piece(p),
        }
        if p.position() == before {
            return;
        }
    }
}

/// Whether a parameter's name stands before its type.
fn is_named(p: &Parser) -> bool {
    if p.has(Features::LONE_PARAMETER) && (p.symbol(1) == sym::COMMA || p.peek(1) == SyntaxKind::EndOfFile) || p.symbol(1) == sym::ASSIGN {
        return true;
    }
    let length = path_length(p);
    length == 1 && (p.is_word(1) && !is_second_word_of_type(p) || p.symbol(1) == sym::COLON)
}

fn is_second_word_of_type(p: &Parser) -> bool {
    matches!(
        (p.keyword(0), p.keyword(1)),
        (Keyword::Double, Keyword::Precision)
            | (Keyword::Character | Keyword::Char | Keyword::Bit | Keyword::Nchar | Keyword::National, Keyword::Varying | Keyword::Large)
            | (Keyword::Timestamp | Keyword::Time, Keyword::With | Keyword::Without)
            | (_, Keyword::Default | Keyword::Unsigned)
    )
}

/// `returns int`, `returns table (a int)`, `return int`
fn returns(p: &mut Parser) {
    p.bump_keyword();
    if p.at_kind(SyntaxKind::Parameter) {
        p.bump();
    }
    p.eat(Keyword::Setof);
    match p.keyword(0) {
        Keyword::Table if p.has(Features::BARE_STATEMENTS) && p.symbol(1) != sym::OPEN => declaration::variable_type(p),
        Keyword::Table => {
            p.bump_keyword();
            if p.at_symbol(sym::LESS) {
                generic::rest_before(p, &[Keyword::As, Keyword::Language, Keyword::Begin], Role::OBJECT);
            } else if p.at_symbol(sym::OPEN) {
                returned_columns(p);
            }
        }
        _ if p.is_word(0) => {
            declaration::variable_type(p);
            if p.at(Keyword::Not) && p.keyword(1) == Keyword::Null {
                p.bump_keywords(2);
            }
        }
        _ => p.error("expected a data type"),
    }
}

fn returned_columns(p: &mut Parser) {
    if p.has(Features::BARE_STATEMENTS) || p.is_dialect(&[Dialect::Snowflake]) {
        table::columns_and_constraints(p);
        return;
    }
    p.bracketed_list(|p| {
        if p.is_word(1) {
            if p.is_dialect(&[Dialect::Sparksql, Dialect::Databricks, Dialect::Postgres]) {
                reference_path(p, SyntaxKind::ColumnReference);
            } else {
                p.bump_identifier();
            }
            data_type(p);
            generic::rest_of_item(p, Role::OBJECT);
        } else {
            data_type(p);
        }
    });
}

/// What stands behind `as` or `is`. Tells whether it was the whole body.
fn routine_body(p: &mut Parser) -> bool {
    match p.peek(0) {
        SyntaxKind::QuotedLiteral => {
            let mark = p.mark();
            p.bump();
            if p.eat_symbol(sym::COMMA) {
                p.bump();
            }
            p.complete(mark, SyntaxKind::FunctionDefinition);
            return false;
        }
        SyntaxKind::StartBracket => {
            if query::at_query(p, 0) {
                query::query(p);
            } else {
                opt_value(p);
            }
            return false;
        }
        _ => {}
    }
    if p.has(Features::BARE_STATEMENTS) {
        block::bare_body(p);
        return true;
    }
    match p.keyword(0) {
        Keyword::Begin | Keyword::Declare => block::body_statement(p),
        Keyword::Table if query::at_query(p, 1) => {
            p.bump_keyword();
            query::query(p);
            true
        }
        Keyword::Language | Keyword::External if p.has(Features::BEGIN_BLOCK) => {
            generic::rest(p, Role::OBJECT);
            true
        }
        _ if query::at_query(p, 0) => {
            query::query(p);
            false
        }
        _ if p.is_dialect(&[Dialect::Oracle, Dialect::Exasol, Dialect::Snowflake]) && p.is_word(0) => {
            declaration::declarations_and_block(p);
            true
        }
        _ if p.at(Keyword::Return) => {
            flow::return_statement(p);
            true
        }
        _ => {
            opt_value(p);
            false
        }
    }
}

/// `package p as … end`, `package body p is …`, from the name on.
pub(super) fn create_package_statement(p: &mut Parser, mark: Mark) {
    p.eat(Keyword::Body);
    name_words(p);
    reference_path(p, SyntaxKind::PackageReference);
    generic::rest_before(p, &[Keyword::Is, Keyword::As], Role::OBJECT);
    if p.eat_any(&[Keyword::Is, Keyword::As]) {
        declaration::declarations(p);
        if p.at(Keyword::Begin) {
            block::body_statement(p);
        } else if p.eat(Keyword::End) {
            if p.is_name(0) {
                reference_path(p, SyntaxKind::PackageReference);
            }
        } else {
            p.error("expected `END`");
        }
    } else {
        p.error("expected `AS`");
    }
    p.complete(mark, SyntaxKind::CreatePackageStatement);
}

/// A script in another language: its text goes on to a `/` on a line of its own, or to the end.
pub(super) fn create_script_statement(p: &mut Parser, mark: Mark) {
    name_words(p);
    reference_path(p, SyntaxKind::ScriptReference);
    if p.at_symbol(sym::OPEN) {
        parameters(p);
    }
    while !p.at_end() && !p.at(Keyword::As) {
        let before = p.position();
        match p.keyword(0) {
            Keyword::Returns if p.is_word(1) && !matches!(p.keyword(1), Keyword::Table | Keyword::Rowcount) => returns(p),
            Keyword::Emits if p.symbol(1) == sym::OPEN => {
                p.bump_keyword();
                parameters(p);
            }
            _ => generic::lone_piece(p),
        }
        if p.position() == before {
            break;
        }
    }
    if p.eat(Keyword::As) {
        let body = p.mark();
        while !p.at_end() && !block::at_slash(p) {
            p.bump_as(SyntaxKind::ScriptContent);
        }
        p.complete(body, SyntaxKind::ScriptContent);
    }
    p.complete(mark, SyntaxKind::CreateScriptStatement);
}

/// The attributes and methods of an object type, or the fields of a structure.
pub(super) fn members(p: &mut Parser) {
    p.bracketed_list(|p| {
        if p.at_any(&[
            Keyword::Member,
            Keyword::Static,
            Keyword::Constructor,
            Keyword::Map,
            Keyword::Order,
            Keyword::Final,
            Keyword::Not,
            Keyword::Overriding,
        ]) || p.peek(0) == SyntaxKind::QuotedLiteral
            || p.symbol(1) == sym::EQUALS
        {
            generic::rest_of_item(p, Role::OBJECT);
        } else if p.is_word(0) && p.is_word(1) {
            p.bump_identifier();
            data_type(p);
            generic::rest_of_item(p, Role::OBJECT);
        } else if p.is_word(0) {
            data_type(p);
        } else {
            value(p);
        }
    });
}
