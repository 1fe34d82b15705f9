//! Moving data in and out: `copy`, `load`, `unload`, `import`, `export`.

use crate::dialect::{Features, Keyword};
use crate::sql::expression::{reference_path, table_reference};
use crate::sql::parser::{Parser, sym};
use crate::sql::query;
use crate::syntax::SyntaxKind;

use super::generic::{self, Role};
use super::{ends, ends_behind, session, table};

/// `export data options (…) as select …`, `unload ('select …') to 's3://…'`
pub(super) fn transfer_statement(p: &mut Parser) {
    if p.has(Features::CONNECTIONS) && p.at_any(&[Keyword::Import, Keyword::Export]) {
        return import_or_export(p);
    }
    session::by_words(p, SyntaxKind::TransferStatement, Role::awaited(SyntaxKind::TableReference));
}

/// `load data infile 'f' into table t fields terminated by ',' (a, @b) set c = @b`
pub(super) fn load_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    let mut role = Role::awaited(SyntaxKind::TableReference);
    while !ends(p) {
        let before = p.position();
        if p.at(Keyword::Set) && p.is_word(1) && p.symbol(2) == sym::EQUALS {
            super::row::set_clause_list(p);
        } else if p.at(Keyword::Partition) && p.symbol(1) == sym::OPEN {
            p.bump_keyword();
            generic::group(p, Role::OBJECT);
        } else if p.at_symbol(sym::OPEN) {
            // A variable takes a value, too.
            p.bracketed_list(|p| reference_path(p, SyntaxKind::ColumnReference));
        } else {
            generic::piece(p, &mut role);
        }
        if p.position() == before {
            p.unexpected_until(ends);
        }
    }
    p.complete(mark, SyntaxKind::TransferStatement);
}

/// `import into t (a, b) from ora at c statement 'select …'`, `export (select …) into csv at c file 'f'`
fn import_or_export(p: &mut Parser) {
    let mark = p.mark();
    let imports = p.at(Keyword::Import);
    p.bump_keyword();
    if imports {
        p.eat(Keyword::Into);
    }
    if p.at_symbol(sym::OPEN) && !query::at_query(p, 1) {
        table::columns_and_constraints(p);
    } else if p.at_symbol(sym::OPEN) {
        query::bracketed_query(p);
    } else if p.is_name(0) {
        table_reference(p);
        names(p);
    }
    while !ends(p) {
        let before = p.position();
        match p.keyword(0) {
            Keyword::Table => {
                p.bump_keyword();
                table_reference(p);
                names(p);
            }
            Keyword::At | Keyword::Script if p.is_word(1) => {
                p.bump_keyword();
                reference_path(p, SyntaxKind::ObjectReference);
            }
            Keyword::Into if imports && p.is_name(1) => {
                p.bump_keyword();
                table_reference(p);
            }
            // One format or source, which is no name.
            Keyword::From | Keyword::Into => p.bump_keywords(2),
            Keyword::User | Keyword::By | Keyword::File | Keyword::Statement if p.peek(1) == SyntaxKind::QuotedLiteral => {
                p.bump_keyword();
                p.bump();
            }
            _ => generic::lone_piece(p),
        }
        if p.position() == before {
            p.unexpected_until(ends);
        }
    }
    p.complete(mark, SyntaxKind::TransferStatement);
}

/// `(a, b)`: names of columns that are looked up elsewhere.
fn names(p: &mut Parser) {
    if p.at_symbol(sym::OPEN) {
        p.bracketed(|p| {
            let mark = p.mark();
            p.comma_list(|p| {
                p.expect_name();
            });
            p.complete(mark, SyntaxKind::IdentifierList);
        });
    }
}

/// Whether `copy`, `load` and the like begin a statement here and are not a name.
pub(super) fn is_followed_by_words(p: &Parser) -> bool {
    !ends_behind(p, 0) && p.symbol(1) != sym::DOT
}
