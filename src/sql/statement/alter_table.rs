//! `alter table …`: its actions. Knows no other `alter`.

use crate::dialect::{Dialect, Features, Keyword};
use crate::sql::expression::{data_type, dotted_names, expression, opt_table_name, path_length, reference_path, table_reference, value};
use crate::sql::parser::{Parser, sym};
use crate::syntax::SyntaxKind;

use super::generic::{self, Role};
use super::row::column_list;
use super::{constraint, ends, name_words, table};

pub(super) fn alter_table(p: &mut Parser) {
    name_words(p);
    p.eat(Keyword::Only);
    if is_switch(p) {
        reference_path(p, SyntaxKind::ObjectReference);
    } else if !opt_table_name(p) {
        p.error("expected a table");
    }
    p.eat_symbol(sym::STAR);
    if p.at_symbol(sym::COMMA) && p.is_name(1) {
        return several(p);
    }
    if p.at(Keyword::On) && p.keyword(1) == Keyword::Cluster {
        p.bump_keywords(2);
        if !p.eat_literal() {
            p.bump_identifier();
        }
    }
    let mut role = Role::OBJECT;
    while !ends(p) {
        let before = p.position();
        action(p, &mut role);
        if p.position() == before {
            p.unexpected_until(ends);
            return;
        }
    }
}

/// `alter table t, u rename to v, w`
fn several(p: &mut Parser) {
    while p.eat_symbol(sym::COMMA) {
        table_reference(p);
    }
    if p.eat_all(&[Keyword::Rename, Keyword::To]) {
        p.comma_list(table_reference);
    }
    generic::rest(p, Role::OBJECT);
}

/// `alter table t switch to u` of Transact-SQL names objects, not tables.
fn is_switch(p: &Parser) -> bool {
    p.has(Features::BARE_STATEMENTS) && p.keyword(path_length(p)) == Keyword::Switch
}

/// One action of an `alter table`, or a part of one.
pub(super) fn action(p: &mut Parser, role: &mut Role) {
    match p.keyword(0) {
        Keyword::Add => add(p),
        Keyword::Modify | Keyword::Change | Keyword::Alter => modify(p),
        Keyword::Drop => drop_action(p),
        Keyword::Rename => rename(p),
        Keyword::Where if !super::ends_behind(p, 0) => crate::sql::clause::where_clause(p),
        Keyword::Constraint if p.is_word(1) => constraint::table_constraint(p),
        Keyword::Partition | Keyword::Partitioned if p.symbol(1) == sym::OPEN => {
            p.bump_keyword();
            partition(p);
        }
        Keyword::Update if p.is_word(1) && p.is_dialect(&[Dialect::Clickhouse]) => {
            p.bump_keyword();
            p.comma_list(|p| {
                p.expect_name();
                dotted_names(p);
                if p.at_symbol(sym::EQUALS) {
                    p.complete_one(SyntaxKind::RawComparisonOperator, SyntaxKind::ComparisonOperator);
                }
                expression(p);
            });
        }
        _ if p.keyword(1) == Keyword::Column
            && (p.at(Keyword::Comment) || p.has(Features::PLAIN_ALTERED_COLUMNS) && p.at_any(&[Keyword::Materialize, Keyword::Clear])) =>
        {
            p.bump_keywords(2);
            name_words(p);
            p.bump_identifier();
        }
        Keyword::Switch | Keyword::Swap | Keyword::Exchange => {
            p.bump_keyword();
            *role = Role::OBJECT;
            generic::rest_before(p, &[Keyword::To, Keyword::With], *role);
            if p.eat_any(&[Keyword::To, Keyword::With]) {
                p.eat(Keyword::Table);
                if p.is_name(0) && p.has(Features::BARE_STATEMENTS) {
                    reference_path(p, SyntaxKind::ObjectReference);
                } else if p.is_name(0) {
                    table_reference(p);
                }
            }
        }
        Keyword::Cluster | Keyword::Order if p.keyword(1) == Keyword::By => {
            p.bump_keywords(2);
            if p.at_symbol(sym::OPEN) { generic::group(p, Role::COLUMNS) } else { p.comma_list(value) }
        }
        Keyword::Inherit | Keyword::Attach if p.is_word(1) => {
            p.bump_keyword();
            p.eat_any(&[Keyword::Partition]);
            if p.is_name(0) {
                table_reference(p);
            } else {
                generic::piece(p, role);
            }
        }
        Keyword::Attach | Keyword::Detach if p.keyword(1) == Keyword::Partition && p.is_word(2) => {
            p.bump_keywords(2);
            table_reference(p);
        }
        _ => generic::piece(p, role),
    }
}

/// `(a = 1, b = 2)`
pub(super) fn partition(p: &mut Parser) {
    p.bracketed_list(|p| {
        if p.is_word(0) {
            reference_path(p, SyntaxKind::ColumnReference);
        } else {
            value(p);
        }
        if p.at_symbol(sym::EQUALS) {
            p.complete_one(SyntaxKind::RawComparisonOperator, SyntaxKind::ComparisonOperator);
            value(p);
        } else if !p.at_symbol(sym::COMMA) && !p.at_end() {
            generic::rest_of_item(p, Role::OBJECT);
        }
    });
}

/// Whether what follows `add`, `drop` or `modify` is no column.
fn is_other_object(p: &Parser) -> bool {
    match p.keyword(0) {
        Keyword::Constraint
        | Keyword::Primary
        | Keyword::Foreign
        | Keyword::Unique
        | Keyword::Check
        | Keyword::Fulltext
        | Keyword::Spatial
        | Keyword::Exclude
        | Keyword::Partition
        | Keyword::Projection
        | Keyword::Index
        | Keyword::Key
        | Keyword::Period
        | Keyword::System
        | Keyword::Row
        | Keyword::Search
        | Keyword::Statistics
        | Keyword::Distribution
        | Keyword::Clustering
        | Keyword::Range
        | Keyword::Files
        | Keyword::Supplemental
        | Keyword::Policy
        | Keyword::Storage
        | Keyword::Tag
        | Keyword::Masking
        | Keyword::Aggregation
        | Keyword::Join
        | Keyword::Data
        | Keyword::Feature
        | Keyword::All => p.peek(1) != SyntaxKind::EndOfFile && !ends_behind_name(p),
        Keyword::Expectation | Keyword::Ttl | Keyword::Setting | Keyword::Query | Keyword::Comment | Keyword::Sample | Keyword::Default => {
            true
        }
        Keyword::Order => p.keyword(1) == Keyword::By,
        Keyword::Alias => p.is_word(1) && !super::is_type_word(p.keyword(1)),
        _ => false,
    }
}

fn ends_behind_name(p: &Parser) -> bool {
    super::ends_behind(p, 0) || p.symbol(1) == sym::COMMA
}

/// `add column a int`, `add (a int, b int)`, `add constraint …`, `add columns (…)`
fn add(p: &mut Parser) {
    p.bump_keyword();
    if constraint::at_table_constraint(p) {
        constraint::table_constraint(p);
        return;
    }
    if p.at(Keyword::Default) || p.at(Keyword::Constraint) {
        constraint_for_column(p);
        return;
    }
    if is_other_object(p) {
        return;
    }
    let columns = p.eat_any(&[Keyword::Column, Keyword::Columns]);
    name_words(p);
    if p.at_symbol(sym::OPEN) && p.has(Features::PLACED_COLUMNS) {
        p.bracketed_list(placed_column);
        return;
    }
    if p.at_symbol(sym::OPEN) {
        table::columns_and_constraints(p);
        return;
    }
    if columns && p.is_word(0) && p.has(Features::PLACED_COLUMNS) && !p.at(Keyword::Partition) {
        p.comma_list(placed_column);
        return;
    }
    if !p.is_word(0) || !columns && p.symbol(path_length(p)) == sym::OPEN {
        return;
    }
    loop {
        added_column(p);
        // `add a int, b int`: more columns without the word.
        if !p.at_symbol(sym::COMMA)
            || !p.has(Features::BARE_STATEMENTS) && !p.is_dialect(&[Dialect::Snowflake])
            || p.keyword(1) == Keyword::Add
        {
            return;
        }
        if constraint::at_table_constraint_ahead(p) {
            p.bump();
            constraint::table_constraint(p);
            return;
        }
        p.bump();
        name_words(p);
    }
}

/// `a int comment 'x' first`, `b int after c`
fn placed_column(p: &mut Parser) {
    if !p.is_word(0) {
        p.missing("expected a column");
        return;
    }
    table::column(p);
    if p.at(Keyword::After) && p.is_word(1) {
        p.bump_keyword();
        reference_path(p, SyntaxKind::ColumnReference);
    } else {
        p.eat(Keyword::First);
    }
}

fn added_column(p: &mut Parser) {
    if p.is_dialect(&[Dialect::Clickhouse, Dialect::Snowflake]) {
        if p.is_dialect(&[Dialect::Snowflake]) {
            reference_path(p, SyntaxKind::ColumnReference);
        } else {
            p.bump_identifier();
            dotted_names(p);
        }
        table::column_type(p);
        constraint::column_constraints(p);
    } else {
        table::column(p);
    }
    if p.at(Keyword::After) && p.is_word(1) {
        p.bump_keyword();
        if p.is_dialect(&[Dialect::Clickhouse]) { p.bump_identifier() } else { reference_path(p, SyntaxKind::ColumnReference) }
    }
}

/// `constraint c default 1 for a`
fn constraint_for_column(p: &mut Parser) {
    let mark = p.mark();
    if p.eat(Keyword::Constraint) {
        reference_path(p, SyntaxKind::ObjectReference);
    }
    if p.eat(Keyword::Default) {
        value(p);
    }
    if p.has(Features::BARE_STATEMENTS) && p.at(Keyword::For) && p.is_word(1) {
        p.bump_keyword();
        reference_path(p, SyntaxKind::ColumnReference);
    }
    p.complete(mark, SyntaxKind::ColumnConstraintSegment);
    if p.eat(Keyword::For) {
        reference_path(p, SyntaxKind::ColumnReference);
    }
}

/// `alter column a type int`, `modify a int`, `change a b int`
pub(super) fn modify(p: &mut Parser) {
    let word = p.keyword(0);
    p.bump_keyword();
    if is_other_object(p) {
        return;
    }
    let is_column = p.eat_any(&[Keyword::Column, Keyword::Columns]);
    name_words(p);
    if p.at_symbol(sym::OPEN) {
        modified_in_brackets(p);
        return;
    }
    if !p.is_word(0) || !is_column && word == Keyword::Modify && matches!(p.keyword(0), Keyword::Constraint | Keyword::Nested) {
        return;
    }
    if word == Keyword::Change && (p.is_word(path_length(p)) || !p.has(Features::PARTITION_VALUES)) {
        reference_path(p, SyntaxKind::ColumnReference);
    }
    if p.at(Keyword::Partition) && p.symbol(1) == sym::OPEN {
        return;
    }
    let redefines = p.has(Features::BARE_STATEMENTS) && p.is_word(1) && !matches!(p.keyword(1), Keyword::Add | Keyword::Drop);
    if word != Keyword::Alter && p.has(Features::MODIFY_DEFINES) || redefines {
        table::column_definition(p);
    } else {
        let plain = p.is_dialect(&[Dialect::Clickhouse, Dialect::Exasol]) || p.has(Features::MODIFY_DEFINES);
        if plain {
            p.bump_identifier();
        } else {
            reference_path(p, SyntaxKind::ColumnReference);
        }
        changes(p);
    }
    if p.at(Keyword::After) && p.is_word(1) {
        p.bump_keyword();
        reference_path(p, SyntaxKind::ColumnReference);
    }
    // More columns behind commas.
    while p.is_dialect(&[Dialect::Snowflake]) && p.at_symbol(sym::COMMA) && p.is_word(1) {
        p.bump();
        p.eat_any(&[Keyword::Alter, Keyword::Modify]);
        p.eat(Keyword::Column);
        reference_path(p, SyntaxKind::ColumnReference);
        changes(p);
    }
}

fn modified_in_brackets(p: &mut Parser) {
    p.bracketed_list(|p| {
        if p.has(Features::MODIFY_DEFINES) && p.is_word(0) {
            return table::column_definition(p);
        }
        p.eat(Keyword::Column);
        if p.is_word(0) {
            reference_path(p, SyntaxKind::ColumnReference);
        }
        changes(p);
    });
}

/// What is changed about a column: its type, its default, its constraints.
pub(super) fn changes(p: &mut Parser) {
    while !ends(p) && !p.at_symbol(sym::COMMA) {
        let before = p.position();
        match p.keyword(0) {
            Keyword::Set if p.keyword(1) == Keyword::Data && p.keyword(2) == Keyword::Type => {
                p.bump_keywords(3);
                data_type(p);
            }
            Keyword::Set if p.keyword(1) == Keyword::Default => {
                p.bump_keywords(2);
                value(p);
            }
            Keyword::Set => {
                p.bump_keyword();
                let mut role = Role::OBJECT;
                while !ends(p) && !p.at_symbol(sym::COMMA) && p.is_word(0) {
                    generic::piece(p, &mut role);
                }
            }
            Keyword::Type => {
                p.bump_keyword();
                data_type(p);
            }
            Keyword::Materialized | Keyword::Ephemeral | Keyword::Alias if p.has(Features::PLAIN_ALTERED_COLUMNS) => {
                p.bump_keyword();
                expression(p);
            }
            Keyword::Default => {
                p.bump_keyword();
                value(p);
            }
            Keyword::Drop | Keyword::Unset | Keyword::First | Keyword::Not | Keyword::Null | Keyword::Remove | Keyword::Reset => {
                generic::rest_of_item(p, Role::OBJECT);
            }
            Keyword::Comment if p.peek(1) == SyntaxKind::QuotedLiteral => {
                p.bump_keyword();
                p.bump();
            }
            Keyword::Comment => generic::rest_of_item(p, Role::OBJECT),
            Keyword::After | Keyword::Add => return,
            Keyword::Using => {
                p.bump_keyword();
                expression(p);
            }
            _ if p.is_word(0) && (super::is_type_word(p.keyword(0)) || p.keyword(0) == Keyword::None) => {
                data_type(p);
            }
            _ => generic::lone_piece(p),
        }
        if p.position() == before {
            return;
        }
    }
}

/// `drop column a`, `drop constraint c`, `drop a`
fn drop_action(p: &mut Parser) {
    p.bump_keyword();
    if is_other_object(p) {
        return;
    }
    p.eat_any(&[Keyword::Column, Keyword::Columns]);
    name_words(p);
    if p.at(Keyword::Partition) && p.symbol(1) == sym::OPEN && p.has(Features::PARTITION_VALUES) {
        p.bump_keyword();
        partition(p);
        return;
    }
    if p.at_symbol(sym::OPEN) {
        column_list(p);
        return;
    }
    let references = p.has(Features::PLAIN_COLUMNS)
        || p.has(Features::COLUMN_NAME_REFERENCE) && !p.has(Features::ABBREVIATIONS)
        || p.has(Features::MODIFY_DEFINES)
        || p.is_dialect(&[Dialect::Snowflake, Dialect::Tsql, Dialect::Mariadb, Dialect::Sqlite, Dialect::Trino, Dialect::Postgres]);
    while p.is_word(0) && !ends(p) && !p.at_any(&[Keyword::Cascade, Keyword::Restrict]) {
        if references {
            reference_path(p, SyntaxKind::ColumnReference);
        } else {
            p.bump_identifier();
            dotted_names(p);
        }
        if !p.at_symbol(sym::COMMA)
            || !p.is_word(1)
            || matches!(p.keyword(1), Keyword::Drop | Keyword::Add | Keyword::Alter | Keyword::Modify)
        {
            return;
        }
        p.bump();
        p.eat_any(&[Keyword::Column]);
        name_words(p);
    }
}

/// `rename to t`, `rename column a to b`, `rename a to b`
fn rename(p: &mut Parser) {
    p.bump_keyword();
    if p.eat_any(&[Keyword::To, Keyword::As]) {
        if p.at(Keyword::Partition) {
            return;
        }
        if p.is_dialect(&[Dialect::Sqlite, Dialect::Ansi, Dialect::Athena, Dialect::Db2]) {
            p.bump_identifier();
        } else {
            table_reference(p);
        }
        return;
    }
    let is_column = p.eat(Keyword::Column);
    if !is_column && p.at_any(&[Keyword::Constraint, Keyword::Index, Keyword::Key, Keyword::Partition]) {
        p.bump_keyword();
        if p.is_word(0) {
            reference_path(p, SyntaxKind::ObjectReference);
        }
    } else {
        name_words(p);
        if is_column && p.is_dialect(&[Dialect::Clickhouse, Dialect::Exasol]) {
            p.bump_identifier();
        } else if is_column || p.is_name(0) {
            // `rename t` renames the table.
            let is_table = !is_column && p.has(Features::MODIFY_DEFINES) && p.keyword(path_length(p)) != Keyword::To;
            reference_path(p, if is_table { SyntaxKind::TableReference } else { SyntaxKind::ColumnReference });
        }
    }
    if p.eat(Keyword::To) {
        if p.is_dialect(&[Dialect::Sqlite, Dialect::Clickhouse, Dialect::Exasol]) || !is_column {
            p.bump_identifier();
        } else {
            reference_path(p, SyntaxKind::ColumnReference);
        }
    }
}
