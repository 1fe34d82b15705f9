//! New rows: `insert`, `replace`.

use crate::dialect::{Features, Keyword};
use crate::sql::clause::{limit_clause, orderby_clause, where_clause};
use crate::sql::expression::{expression, opt_table_name, reference_path, table_reference, value};
use crate::sql::parser::{Parser, sym};
use crate::sql::{from, query};
use crate::syntax::SyntaxKind;

use super::ends;
use super::generic::{self, Role};
use super::row::{column_list, equals, opt_alias, output_clause, returning_clause, set_clause, set_clause_list, values};

/// `insert into t (a, b) values (1, 2)`, `insert into t select …`, `replace into …`
pub(super) fn insert_statement(p: &mut Parser, kind: SyntaxKind) {
    let mark = p.mark();
    let directory = p.keyword(2) == Keyword::Directory || p.keyword(3) == Keyword::Directory;
    p.bump_keyword();
    insert_target(p);
    if ends(p) {
        p.error("expected the rows to insert");
    }
    insert_source(p);
    insert_tail(p);
    p.complete(mark, if directory { SyntaxKind::InsertOverwriteDirectoryStatement } else { kind });
}

/// `from t insert overwrite table u select a where b insert into v select c`
pub(super) fn from_insert_statement(p: &mut Parser) {
    let mark = p.mark();
    from::from_clause(p);
    while p.at(Keyword::Insert) {
        insert_statement(p, SyntaxKind::InsertStatement);
    }
    p.complete(mark, SyntaxKind::UnknownStatement);
}

const INSERT_WORDS: &[Keyword] = &[
    Keyword::Into,
    Keyword::Overwrite,
    Keyword::Table,
    Keyword::Ignore,
    Keyword::LowPriority,
    Keyword::HighPriority,
    Keyword::Delayed,
    Keyword::Or,
    Keyword::Replace,
    Keyword::Abort,
    Keyword::Fail,
    Keyword::Rollback,
    Keyword::All,
    Keyword::First,
    Keyword::Update,
    Keyword::Unordered,
];

fn insert_target(p: &mut Parser) {
    while p.at_any(INSERT_WORDS) && !(p.at(Keyword::All) && p.symbol(1) == sym::DOT) {
        p.bump_keyword();
    }
    if p.at(Keyword::Top) {
        p.bump_keyword();
        generic::group(p, Role::EXPRESSIONS);
        p.eat(Keyword::Percent);
        p.eat(Keyword::Into);
    }
    if p.at_any(&[Keyword::Local, Keyword::Directory]) {
        directory(p);
    } else if !opt_table_name(p) && !p.at(Keyword::When) {
        p.error("expected a table");
    }
    opt_alias(p);
    loop {
        if p.at(Keyword::Partition) {
            p.bump_keyword();
            partition_values(p);
            p.eat_all(&[Keyword::If, Keyword::Not, Keyword::Exists]);
        } else if p.at_symbol(sym::OPEN) && !query::at_query(p, 1) {
            column_list(p);
        } else if p.at_all(&[Keyword::By, Keyword::Name]) || p.at_all(&[Keyword::By, Keyword::Position]) {
            p.bump_keywords(2);
        } else if p.at(Keyword::Overriding) {
            p.bump_keywords(3);
        } else if p.at(Keyword::With) && matches!(p.keyword(1), Keyword::Label) {
            p.bump_keywords(2);
            p.expect_name();
        } else if p.at(Keyword::With) && p.symbol(1) == sym::OPEN {
            p.bump_keyword();
            generic::group(p, Role::OBJECT);
        } else if p.at_all(&[Keyword::Replace, Keyword::Using]) {
            p.bump_keywords(2);
            generic::group(p, Role::COLUMNS);
        } else if p.at_all(&[Keyword::Replace, Keyword::Where]) {
            p.bump_keyword();
            where_clause(p);
        } else if p.at_any(&[Keyword::Stored, Keyword::Row]) || p.at(Keyword::Using) && p.is_word(1) {
            generic::rest_before(p, &[Keyword::Select, Keyword::With, Keyword::Values, Keyword::From, Keyword::Table], Role::OBJECT);
        } else if p.at_symbol(sym::OPEN_SQUARE) {
            generic::lone_piece(p);
        } else if p.at(Keyword::Output) {
            output_clause(p);
        } else {
            return;
        }
    }
}

/// `insert overwrite directory '/path' using parquet options (…)`
fn directory(p: &mut Parser) {
    generic::rest_before(p, &[Keyword::Select, Keyword::With, Keyword::Values, Keyword::From, Keyword::Table], Role::OBJECT);
}

pub(super) fn partition_values(p: &mut Parser) {
    if !p.at_symbol(sym::OPEN) {
        return;
    }
    p.bracketed_list(|p| {
        if p.is_word(0) {
            let kind = if p.has(Features::PARTITION_NAMES) && p.symbol(1) != sym::EQUALS {
                SyntaxKind::ObjectReference
            } else {
                SyntaxKind::ColumnReference
            };
            reference_path(p, kind);
        } else {
            value(p);
        }
        if p.at_symbol(sym::EQUALS) {
            equals(p);
            value(p);
        }
    });
}

fn insert_source(p: &mut Parser) {
    loop {
        match p.keyword(0) {
            Keyword::Default if p.keyword(1) == Keyword::Values => p.bump_keywords(2),
            Keyword::Values | Keyword::Value => values(p),
            Keyword::Set => set_clause_list(p),
            Keyword::Table => {
                p.bump_keyword();
                table_reference(p);
            }
            Keyword::Exec | Keyword::Execute => {
                super::call::execute_statement(p);
            }
            // Many tables from one query.
            Keyword::Into => {
                p.bump_keyword();
                table_reference(p);
                if p.at_symbol(sym::OPEN) && !query::at_query(p, 1) {
                    column_list(p);
                }
                continue;
            }
            Keyword::When => {
                p.bump_keyword();
                expression(p);
                p.expect(Keyword::Then);
            }
            Keyword::Else => p.bump_keyword(),
            Keyword::Format => {
                p.bump_keyword();
                p.expect_name();
                return;
            }
            Keyword::From if p.peek(1) == SyntaxKind::Word && !ends(p) => {
                // `from t insert overwrite … select …` is read where it begins; here a table stands for a query.
                from::from_clause(p);
            }
            _ if query::at_query(p, 0) => {
                query::query(p);
                if !p.at_any(&[Keyword::Into]) {
                    return;
                }
            }
            _ if p.at_symbol(sym::OPEN) && query::at_query(p, 1) => {
                query::query(p);
                return;
            }
            _ => return,
        }
        if ends(p) {
            return;
        }
    }
}

fn insert_tail(p: &mut Parser) {
    while !ends(p) {
        match p.keyword(0) {
            Keyword::On if p.keyword(1) == Keyword::Duplicate => {
                p.bump_keywords(2);
                if p.expect(Keyword::Key) && p.expect(Keyword::Update) {
                    p.comma_list(set_clause);
                }
            }
            Keyword::On if p.keyword(1) == Keyword::Conflict => conflict(p),
            Keyword::Returning | Keyword::Return => returning_clause(p),
            Keyword::As if p.is_word(1) => {
                p.bump_keyword();
                p.bump_identifier();
                if p.at_symbol(sym::OPEN) {
                    generic::group(p, Role::OBJECT);
                }
            }
            Keyword::Where => where_clause(p),
            Keyword::Set => set_clause_list(p),
            Keyword::Limit => limit_clause(p),
            Keyword::Order => orderby_clause(p),
            Keyword::Option | Keyword::Settings | Keyword::Log | Keyword::With | Keyword::Union | Keyword::Emits => {
                generic::rest(p, Role::OBJECT);
            }
            _ if p.at_symbol(sym::OPEN) => generic::group(p, Role::COLUMNS),
            _ => return,
        }
    }
}

/// `on conflict (a) do update set …`, `on conflict do nothing`
fn conflict(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keywords(2);
    let target = p.mark();
    if p.at_symbol(sym::OPEN) {
        generic::group(p, Role::COLUMNS);
        condition(p);
        p.complete(target, SyntaxKind::ConflictTarget);
    } else if p.at_all(&[Keyword::On, Keyword::Constraint]) {
        p.bump_keywords(2);
        reference_path(p, SyntaxKind::ParameterName);
        p.complete(target, SyntaxKind::ConflictTarget);
    }
    let action = p.mark();
    if p.eat(Keyword::Do) {
        if !p.eat(Keyword::Nothing) {
            p.expect(Keyword::Update);
            if p.at(Keyword::Set) {
                p.bump_keyword();
                p.comma_list(conflict_assignment);
            }
            condition(p);
        }
        p.complete(action, SyntaxKind::ConflictAction);
    }
    p.complete(mark, SyntaxKind::ConflictClause);
}

fn condition(p: &mut Parser) {
    if p.at(Keyword::Where) && p.has(Features::PLAIN_INDEX_CONDITION) {
        p.bump_keyword();
        expression(p);
    } else if p.at(Keyword::Where) {
        where_clause(p);
    }
}

fn conflict_assignment(p: &mut Parser) {
    if p.at_symbol(sym::OPEN) {
        column_list(p);
    } else if p.is_word(0) {
        reference_path(p, SyntaxKind::ColumnReference);
    }
    equals(p);
    value(p);
}
