//! Calls of procedures and of text that is run as a statement. Knows no procedures.

use crate::dialect::{Dialect, Features, Keyword};
use crate::sql::expression::{expression, function_contents, opt_expression, path_length, reference_path, value};
use crate::sql::parser::{Parser, sym};
use crate::syntax::SyntaxKind;

use super::generic::{self, Role};
use super::{block, ends};

/// `call p(1, 2)`
pub(super) fn call_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    if p.symbol(path_length(p)) == sym::OPEN && p.is_dialect(&[Dialect::Bigquery]) {
        super::routine::routine_name(p, SyntaxKind::ProcedureName);
        p.bracketed_list(expression);
    } else if p.symbol(path_length(p)) == sym::OPEN && p.has(Features::PLAIN_CALL) {
        super::routine::routine_name(p, SyntaxKind::FunctionName);
        function_contents(p, "");
        if p.eat(Keyword::Into) {
            value(p);
        }
    } else if p.symbol(path_length(p)) == sym::OPEN {
        value(p);
    } else if p.is_word(0) {
        super::routine::routine_name(p, SyntaxKind::FunctionName);
    }
    generic::rest(p, Role::OBJECT);
    p.complete(mark, SyntaxKind::CallStatement);
}

/// `execute p(1)`, `exec @a = p @b = 1, @c output`, `execute immediate 'select 1' into a using b`
pub(super) fn execute_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    if p.at(Keyword::Immediate) {
        p.bump_keyword();
        if p.eat(Keyword::From) {
            // A file in a stage.
            p.bump();
        } else {
            value(p);
        }
        let mut filled = false;
        while !ends(p) {
            let before = p.position();
            if p.at_any(&[Keyword::Into, Keyword::Using]) {
                filled = p.at(Keyword::Into) && p.has(Features::INTO_VARIABLES);
            }
            if p.at(Keyword::Bulk) {
                p.bump_keywords(2);
            } else if p.eat_any(&[Keyword::Into, Keyword::Using, Keyword::In, Keyword::Out, Keyword::Returning]) {
                continue;
            } else if p.at_symbol(sym::OPEN) {
                generic::group(p, Role::OBJECT);
            } else if filled && p.is_word(0) && p.symbol(path_length(p)) != sym::OPEN {
                super::cursor::plain_name(p);
            } else if !p.eat_symbol(sym::COMMA) {
                value(p);
                if p.at(Keyword::As) {
                    crate::sql::select::alias_expression(p);
                }
            }
            if p.position() == before {
                p.unexpected_until(ends);
                break;
            }
        }
        p.complete(mark, SyntaxKind::ExecuteImmediateClause);
        return;
    }
    if p.has(Features::BARE_STATEMENTS) {
        execute_script(p);
    } else {
        generic::rest(p, Role::awaited(SyntaxKind::ObjectReference));
    }
    p.complete(mark, SyntaxKind::ExecuteScriptStatement);
}

/// `dbo.p @a = 1`
pub(super) fn bare_call(p: &mut Parser) {
    let mark = p.mark();
    execute_script(p);
    p.complete(mark, SyntaxKind::ExecuteScriptStatement);
}

/// `@result = dbo.p @a = 1, @b output with recompile`
fn execute_script(p: &mut Parser) {
    if p.at_kind(SyntaxKind::Parameter) && p.symbol(1) == sym::EQUALS {
        p.bump();
        p.complete_one(SyntaxKind::RawComparisonOperator, SyntaxKind::ComparisonOperator);
    }
    if p.at_symbol(sym::OPEN) {
        generic::group(p, Role::EXPRESSIONS);
    } else if p.is_word(0) {
        reference_path(p, SyntaxKind::ObjectReference);
    } else {
        p.bump();
    }
    while !ends(p) && (!p.on_new_line() || !block::is_procedural(p)) {
        let before = p.position();
        if p.at_all(&[Keyword::With, Keyword::Result, Keyword::Sets]) {
            p.bump_keywords(3);
            result_sets(p);
            continue;
        }
        if p.at_kind(SyntaxKind::Parameter) && p.symbol(1) == sym::EQUALS {
            p.bump();
            p.complete_one(SyntaxKind::RawComparisonOperator, SyntaxKind::ComparisonOperator);
            expression(p);
        } else if p.at_any(&[Keyword::Output, Keyword::Out, Keyword::With, Keyword::Recompile, Keyword::As, Keyword::Login, Keyword::User])
        {
            p.bump_keyword();
        } else if p.at(Keyword::At) && p.is_word(1) {
            // The server or the data source that runs it.
            p.bump_keyword();
            while p.is_word(0) && !ends(p) && !p.on_new_line() {
                reference_path(p, SyntaxKind::ObjectReference);
            }
        } else if !p.eat_symbol(sym::COMMA) && !opt_expression(p) {
            generic::lone_piece(p);
        }
        if p.position() == before {
            break;
        }
    }
}

/// `((a int, b text), (c int))`
fn result_sets(p: &mut Parser) {
    if !p.at_symbol(sym::OPEN) {
        return;
    }
    p.bracketed_list(|p| {
        if p.at_symbol(sym::OPEN) {
            super::table::plain_columns(p);
        } else {
            generic::rest_of_item(p, Role::OBJECT);
        }
    });
}
