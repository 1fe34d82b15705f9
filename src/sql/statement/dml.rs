//! Changing rows: `insert`, `replace`, `update`, `delete`, `merge`, and what they share.

use crate::dialect::{Dialect, Features, Keyword};
use crate::sql::clause::{limit_clause, order_direction, orderby_clause, where_clause};
use crate::sql::expression::{expression, opt_table_name, reference_path, table_reference, value};
use crate::sql::parser::{Parser, Sym, sym};
use crate::sql::{from, query, select};
use crate::syntax::SyntaxKind;

use super::ends;
use super::generic::{self, Role};

/// `insert into t (a, b) values (1, 2)`, `insert into t select …`, `replace into …`
pub(super) fn insert_statement(p: &mut Parser, kind: SyntaxKind) {
    let mark = p.mark();
    p.bump_keyword();
    insert_target(p);
    insert_source(p);
    insert_tail(p);
    p.complete(mark, kind);
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
            generic::group(p, Role::OBJECT);
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

fn partition_values(p: &mut Parser) {
    if !p.at_symbol(sym::OPEN) {
        return;
    }
    p.bracketed_list(|p| {
        if p.is_word(0) {
            reference_path(p, SyntaxKind::ColumnReference);
        } else {
            value(p);
        }
        if p.at_symbol(sym::EQUALS) {
            equals(p);
            value(p);
        }
    });
}

/// `(a, b.c)`
pub(super) fn column_list(p: &mut Parser) {
    p.bracketed_list(|p| {
        if p.is_word(0) {
            reference_path(p, SyntaxKind::ColumnReference);
            order_direction(p);
        } else {
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
                super::session::execute_statement(p);
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

/// `values (1, 2), (3, 4)`
fn values(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.comma_list(|p| {
        p.eat(Keyword::Row);
        if p.at_symbol(sym::OPEN) {
            p.bracketed_list(|p| {
                expression(p);
                if p.at(Keyword::As) {
                    select::alias_expression(p);
                }
            });
        } else if p.at(Keyword::Between) {
            generic::rest(p, Role::OBJECT);
        } else {
            value(p);
        }
    });
    p.complete(mark, SyntaxKind::ValuesClause);
}

fn insert_tail(p: &mut Parser) {
    while !ends(p) {
        match p.keyword(0) {
            Keyword::On if p.keyword(1) == Keyword::Duplicate => {
                p.bump_keywords(4);
                p.comma_list(set_clause);
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
        if p.at(Keyword::Where) {
            where_clause(p);
        }
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
            if p.at(Keyword::Where) {
                where_clause(p);
            }
        }
        p.complete(action, SyntaxKind::ConflictAction);
    }
    p.complete(mark, SyntaxKind::ConflictClause);
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

/// The sign of an assignment, however it is written.
fn equals(p: &mut Parser) {
    if p.at_symbol(sym::EQUALS) {
        p.complete_one(SyntaxKind::RawComparisonOperator, SyntaxKind::ComparisonOperator);
    } else if ASSIGNMENTS.contains(&p.symbol(0)) {
        p.bump_as(SyntaxKind::AssignmentOperator);
    } else {
        p.error("expected `=`");
    }
}

const ASSIGNMENTS: &[Sym] = &[
    sym::ASSIGN,
    Sym::new("+="),
    Sym::new("-="),
    Sym::new("*="),
    Sym::new("/="),
    Sym::new("%="),
    Sym::new("&="),
    Sym::new("|="),
    Sym::new("^="),
];

/// `set a = 1, b = 2`
pub(super) fn set_clause_list(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.comma_list(set_clause);
    p.complete(mark, SyntaxKind::SetClauseList);
}

fn set_clause(p: &mut Parser) {
    let mark = p.mark();
    if p.at_symbol(sym::OPEN) {
        column_list(p);
    } else if p.at_kind(SyntaxKind::Parameter) {
        p.bump();
        if p.at_symbol(sym::EQUALS) && p.is_word(1) && p.symbol(2) == sym::EQUALS {
            equals(p);
            reference_path(p, SyntaxKind::ColumnReference);
        }
    } else if p.is_word(0) && !p.at_any(&[Keyword::Where, Keyword::From]) {
        let kind = SyntaxKind::ColumnReference;
        if p.is_dialect(&[Dialect::Sqlite]) && p.symbol(1) != sym::DOT {
            p.bump_identifier();
        } else {
            reference_path(p, kind);
        }
        while p.at_symbol(sym::OPEN_SQUARE) {
            generic::lone_piece(p);
        }
        if p.at_symbol(sym::DOT) {
            while p.at_symbol(sym::DOT) && p.is_word(1) {
                p.bump();
                p.bump_identifier();
            }
        }
        if p.at_symbol(sym::OPEN) {
            // A method that changes the value: `location.SetXY(1, 2)`.
            generic::group(p, Role::EXPRESSIONS);
            p.complete(mark, SyntaxKind::SetClause);
            return;
        }
    } else {
        p.error("expected a column");
        return;
    }
    equals(p);
    if p.at(Keyword::Values) && p.symbol(1) == sym::OPEN {
        // The value that the row would have had.
        let values = p.mark();
        p.bump_keyword();
        p.bracketed(expression);
        p.complete(values, SyntaxKind::ValuesClause);
    } else {
        value(p);
    }
    p.complete(mark, SyntaxKind::SetClause);
}

/// `returning *`, `returning a as b`
fn returning_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    let elements = p.is_dialect(&[Dialect::Mysql, Dialect::Mariadb]);
    let oracle = p.is_dialect(&[Dialect::Oracle]);
    p.comma_list(|p| {
        if oracle {
            p.eat_any(&[Keyword::Old, Keyword::New]);
            if p.is_name(0) && p.symbol(1) != sym::DOT && p.symbol(1) != sym::OPEN { p.bump_identifier() } else { value(p) }
        } else if elements {
            select::opt_select_clause_element(p);
        } else {
            returned(p);
        }
    });
    if p.at_any(&[Keyword::Into, Keyword::Bulk]) {
        let into = p.mark();
        let bulk = p.at(Keyword::Bulk);
        if bulk {
            p.bump_keywords(2);
        }
        p.eat(Keyword::Into);
        p.comma_list(|p| if p.is_word(0) && p.symbol(1) != sym::DOT && p.symbol(1) != sym::OPEN { p.bump_identifier() } else { value(p) });
        p.complete(into, if bulk { SyntaxKind::BulkCollectIntoClause } else { SyntaxKind::IntoClause });
    }
    p.complete(mark, SyntaxKind::ReturningClause);
}

/// What a `returning` gives back, without the node of a select list's element.
fn returned(p: &mut Parser) {
    if p.at_symbol(sym::STAR) || p.is_word(0) && p.symbol(1) == sym::DOT && p.symbol(2) == sym::STAR {
        let mark = p.mark();
        while !p.at_symbol(sym::STAR) {
            if p.is_word(0) { p.bump_identifier() } else { p.bump() }
        }
        p.bump();
        p.complete(mark, SyntaxKind::WildcardIdentifier);
        p.complete(mark, SyntaxKind::WildcardExpression);
        return;
    }
    expression(p);
    opt_alias(p);
}

/// `output inserted.id, deleted.* into @t (a)`
fn output_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.comma_list(|p| {
        let is_alone =
            p.symbol(3) == sym::COMMA || p.peek(3) == SyntaxKind::Word || p.ends_after(3) || p.peek(3) == SyntaxKind::StatementTerminator;
        if is_alone && p.at_any(&[Keyword::Inserted, Keyword::Deleted]) && p.symbol(1) == sym::DOT {
            p.bump_keyword();
            p.bump();
            if p.at_symbol(sym::STAR) {
                p.complete_one(SyntaxKind::Star, SyntaxKind::WildcardIdentifier);
            } else {
                p.bump_identifier();
            }
        } else {
            expression(p);
        }
        opt_alias(p);
    });
    if p.eat(Keyword::Into) {
        if p.at_kind(SyntaxKind::Parameter) {
            p.bump();
        } else {
            table_reference(p);
        }
        if p.at_symbol(sym::OPEN) {
            column_list(p);
        }
    }
    p.complete(mark, SyntaxKind::OutputClause);
}

/// `as t`, `t`
fn opt_alias(p: &mut Parser) {
    let bare = p.is_name(0)
        && !p.dialect().not_relation_alias.contains(p.keyword(0))
        && !p.at_any(&[
            Keyword::Set,
            Keyword::Values,
            Keyword::Value,
            Keyword::Using,
            Keyword::Where,
            Keyword::Output,
            Keyword::Partition,
            Keyword::By,
            Keyword::Default,
            Keyword::Overriding,
            Keyword::Select,
            Keyword::With,
            Keyword::From,
            Keyword::When,
            Keyword::Returning,
            Keyword::Into,
            Keyword::Exec,
            Keyword::Execute,
            Keyword::For,
            Keyword::Stored,
            Keyword::Row,
            Keyword::Replace,
            Keyword::Format,
            Keyword::Order,
            Keyword::Limit,
            Keyword::Return,
            Keyword::Table,
            Keyword::On,
            Keyword::Bulk,
            Keyword::Preferring,
            Keyword::Settings,
            Keyword::Option,
            Keyword::Log,
            Keyword::Left,
            Keyword::Join,
        ]);
    if (p.at(Keyword::As) && p.is_word(1) || bare) && !ends(p) {
        select::alias_expression(p);
    }
}

/// `update t set a = 1 from u where …`
pub(super) fn update_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    while p.at_any(&[Keyword::LowPriority, Keyword::Ignore, Keyword::Only, Keyword::Or]) {
        let alternative = p.at(Keyword::Or);
        p.bump_keywords(if alternative { 2 } else { 1 });
    }
    if p.at(Keyword::Top) {
        p.bump_keyword();
        generic::group(p, Role::EXPRESSIONS);
        p.eat(Keyword::Percent);
    }
    update_targets(p);
    if p.at(Keyword::From) {
        from::from_clause(p);
    }
    portion(p);
    if p.at(Keyword::Set) {
        set_clause_list(p);
    } else {
        p.error("expected `SET`");
    }
    dml_tail(p);
    p.complete(mark, SyntaxKind::UpdateStatement);
}

fn update_targets(p: &mut Parser) {
    let joined = p
        .find_ahead(|p, ahead| matches!(p.keyword(ahead), Keyword::Join | Keyword::Set))
        .is_some_and(|ahead| p.keyword(ahead) == Keyword::Join);
    if joined {
        from::from_expression(p);
    } else {
        table_reference(p);
        p.eat_symbol(sym::STAR);
        hints(p);
        opt_alias(p);
    }
    while p.eat_symbol(sym::COMMA) {
        if p.is_name(0) && p.keyword(crate::sql::expression::path_length(p)) == Keyword::Set {
            table_reference(p);
        } else {
            from::from_expression(p);
        }
    }
}

/// `with (rowlock)`
fn hints(p: &mut Parser) {
    if p.at(Keyword::With) && p.symbol(1) == sym::OPEN {
        p.bump_keyword();
        generic::group(p, Role::awaited(SyntaxKind::ObjectReference));
    }
}

/// `for portion of period from … to …`
fn portion(p: &mut Parser) {
    if p.at_all(&[Keyword::For, Keyword::Portion]) {
        let mark = p.mark();
        p.bump_keywords(3);
        p.expect_name();
        p.expect(Keyword::From);
        expression(p);
        p.expect(Keyword::To);
        expression(p);
        p.complete(mark, SyntaxKind::ForPortionOfClause);
    }
}

/// What follows the assignments of an update and the target of a delete.
fn dml_tail(p: &mut Parser) {
    while !ends(p) {
        match p.keyword(0) {
            Keyword::From => from::from_clause(p),
            Keyword::Where if p.keyword(1) == Keyword::Current => {
                let mark = p.mark();
                p.bump_keywords(3);
                p.eat(Keyword::Global);
                if p.at_kind(SyntaxKind::Parameter) {
                    p.bump();
                } else {
                    p.bump_identifier();
                }
                p.complete(mark, SyntaxKind::WhereCurrentOfCursorSegment);
            }
            Keyword::Where => where_clause(p),
            Keyword::Order => orderby_clause(p),
            Keyword::Limit => limit_clause(p),
            Keyword::Returning | Keyword::Return => returning_clause(p),
            Keyword::Output => output_clause(p),
            Keyword::Using => using(p),
            Keyword::For => {
                portion(p);
                if p.at(Keyword::For) {
                    return;
                }
            }
            Keyword::Option
            | Keyword::Before
            | Keyword::Log
            | Keyword::Preferring
            | Keyword::Else
            | Keyword::Partition
            | Keyword::Settings
            | Keyword::In => {
                generic::rest(p, Role::OBJECT);
            }
            _ => return,
        }
    }
}

/// `using t, (select …) as u`
fn using(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    if p.is_dialect(&[Dialect::Snowflake]) {
        p.comma_list(|p| {
            let mark = p.mark();
            if p.at_symbol(sym::OPEN) {
                query::bracketed_query(p);
            } else {
                table_reference(p);
            }
            p.complete(mark, SyntaxKind::TableExpression);
            opt_alias(p);
        });
        return;
    }
    p.comma_list(from::from_expression);
    p.complete(mark, SyntaxKind::UsingClause);
}

/// `delete from t where …`
pub(super) fn delete_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    while p.at_any(&[Keyword::LowPriority, Keyword::Quick, Keyword::Ignore, Keyword::History]) {
        p.bump_keyword();
    }
    if p.at(Keyword::Top) {
        p.bump_keyword();
        generic::group(p, Role::EXPRESSIONS);
        p.eat(Keyword::Percent);
    }
    p.eat_symbol(sym::STAR);
    if p.at(Keyword::From) && !p.has(Features::PLAIN_DELETE) && !is_multiple_delete(p) {
        from::from_clause(p);
    } else {
        delete_targets(p);
    }
    dml_tail(p);
    p.complete(mark, SyntaxKind::DeleteStatement);
}

/// `delete from a, b using …`: the tables before `using` and `from` are those that lose rows.
fn is_multiple_delete(p: &Parser) -> bool {
    p.is_dialect(&[Dialect::Mysql, Dialect::Mariadb])
        && p.find_ahead(|p, ahead| matches!(p.keyword(ahead), Keyword::Using | Keyword::Where | Keyword::Join))
            .is_some_and(|ahead| p.keyword(ahead) == Keyword::Using)
}

fn delete_targets(p: &mut Parser) {
    p.eat(Keyword::From);
    p.eat(Keyword::Only);
    let multiple = p.is_dialect(&[Dialect::Mysql, Dialect::Mariadb]);
    p.comma_list(|p| {
        let mark = p.mark();
        if p.at_symbol(sym::OPEN) && query::at_query(p, 1) {
            query::bracketed_query(p);
        } else if p.at_any(&[Keyword::Openquery, Keyword::Openrowset, Keyword::Opendatasource]) {
            value(p);
        } else {
            table_reference(p);
            if p.at_symbol(sym::DOT) && p.symbol(1) == sym::STAR {
                p.bump();
                p.bump();
            }
        }
        if multiple {
            p.complete(mark, SyntaxKind::DeleteTargetTable);
        }
    });
    p.eat_symbol(sym::STAR);
    hints(p);
    opt_alias(p);
}

/// `merge into t using u on … when matched then …`
pub(super) fn merge_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    if p.at(Keyword::With) {
        p.bump_keywords(3);
    }
    if p.at(Keyword::Top) {
        p.bump_keyword();
        generic::group(p, Role::EXPRESSIONS);
        p.eat(Keyword::Percent);
    }
    p.eat(Keyword::Into);
    table_reference(p);
    hints(p);
    opt_alias(p);
    if p.expect(Keyword::Using) {
        merge_source(p);
    }
    if p.at(Keyword::On) {
        let on = p.mark();
        p.bump_keyword();
        expression(p);
        p.complete(on, SyntaxKind::JoinOnCondition);
    } else {
        p.error("expected `ON`");
    }
    p.eat_all(&[Keyword::Remove, Keyword::Duplicates]);
    let matches = p.mark();
    let mut any = false;
    while !ends(p) {
        match p.keyword(0) {
            Keyword::When => merge_when(p),
            Keyword::Output => output_clause(p),
            Keyword::Returning => returning_clause(p),
            Keyword::Option => generic::rest(p, Role::OBJECT),
            _ => break,
        }
        any = true;
    }
    if any {
        p.complete(matches, SyntaxKind::MergeMatch);
    }
    p.complete(mark, SyntaxKind::MergeStatement);
}

fn merge_source(p: &mut Parser) {
    if p.at_symbol(sym::OPEN) {
        if query::at_query(p, 1) { query::bracketed_query(p) } else { generic::group(p, Role::of(SyntaxKind::TableReference)) }
    } else if p.symbol(crate::sql::expression::path_length(p)) == sym::OPEN {
        value(p);
    } else {
        table_reference(p);
    }
    opt_alias(p);
}

/// `when [not] matched [by source|target] [and …] then …`
fn merge_when(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    let negated = p.eat(Keyword::Not);
    p.expect(Keyword::Matched);
    let mut kind = if negated { SyntaxKind::MergeWhenNotMatchedClause } else { SyntaxKind::MergeWhenMatchedClause };
    if p.at(Keyword::By) {
        if p.keyword(1) == Keyword::Source {
            kind = SyntaxKind::MergeWhenNotMatchedBySourceClause;
        }
        p.bump_keywords(2);
    }
    if p.eat(Keyword::And) {
        expression(p);
    }
    p.expect(Keyword::Then);
    let action = p.mark();
    match p.keyword(0) {
        Keyword::Update => {
            p.bump_keyword();
            merge_update(p);
            p.complete(action, SyntaxKind::MergeUpdateClause);
        }
        Keyword::Delete => {
            p.bump_keyword();
            p.complete(action, SyntaxKind::MergeDeleteClause);
        }
        Keyword::Insert => {
            p.bump_keyword();
            merge_insert(p);
            p.complete(action, SyntaxKind::MergeInsertClause);
        }
        Keyword::Do => p.bump_keywords(2),
        _ => p.error("expected what to do with the row"),
    }
    p.complete(mark, kind);
}

fn merge_update(p: &mut Parser) {
    if p.at(Keyword::Set) && p.symbol(1) == sym::STAR {
        p.bump_keyword();
        wildcard(p);
        return;
    }
    if p.at_all(&[Keyword::All, Keyword::By]) || p.symbol(0) == sym::STAR {
        generic::rest_before(p, &[Keyword::When], Role::OBJECT);
        return;
    }
    if p.at(Keyword::Set) {
        set_clause_list(p);
    }
    if p.at(Keyword::Where) {
        where_clause(p);
    }
    if p.at(Keyword::Delete) {
        p.bump_keyword();
        where_clause(p);
    }
    if p.at(Keyword::Returning) {
        returning_clause(p);
    }
}

fn wildcard(p: &mut Parser) {
    let mark = p.mark();
    p.complete_one(SyntaxKind::Star, SyntaxKind::WildcardIdentifier);
    if p.at(Keyword::Except) && p.symbol(1) == sym::OPEN {
        p.bump_keyword();
        column_list(p);
    }
    p.complete(mark, SyntaxKind::WildcardExpression);
}

fn merge_insert(p: &mut Parser) {
    if p.at_symbol(sym::STAR) {
        wildcard(p);
        return;
    }
    if p.at_symbol(sym::OPEN) {
        column_list(p);
    }
    p.eat(Keyword::Overriding);
    if p.at_any(&[Keyword::Values, Keyword::Value]) {
        values(p);
    } else {
        p.eat_any(&[Keyword::Row]);
        if p.at_all(&[Keyword::Default, Keyword::Values]) {
            p.bump_keywords(2);
        }
        p.eat_all(&[Keyword::All, Keyword::By, Keyword::Name]);
    }
    if p.at(Keyword::Where) {
        where_clause(p);
    }
}
