//! What a session does beside reading and changing rows: settings, transactions, rights, explanations, calls, loading.

use crate::dialect::{Dialect, Features, Keyword};
use crate::sql::expression::{expression, opt_expression, path_length, reference_path, table_reference, value};
use crate::sql::parser::{Parser, sym};
use crate::sql::query;
use crate::syntax::SyntaxKind;

use super::alter::routines;
use super::generic::{self, Role};
use super::{ends, ends_behind, name_words, opt_statement};

/// A statement of words, names, groups and literals; names are what `role` says until a keyword says more.
pub(super) fn by_words(p: &mut Parser, kind: SyntaxKind, role: Role) {
    let mark = p.mark();
    p.bump_keyword();
    generic::rest(p, role);
    p.complete(mark, kind);
}

/// `begin`, `start transaction`, `commit work`, `rollback to savepoint s`, `end`
pub(super) fn transaction_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    while !ends(p) {
        let before = p.position();
        if p.is_name(0) && p.keyword(0) == Keyword::None {
            p.bump_identifier();
        } else {
            p.bump();
        }
        if p.position() == before {
            break;
        }
    }
    p.complete(mark, SyntaxKind::TransactionStatement);
}

/// `set a = 1`, `set a to b`, `set @a := 1, @b = 2`, `set role r`
pub(super) fn set_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    if p.is_dialect(&[Dialect::Sparksql, Dialect::Databricks, Dialect::Hive, Dialect::Flink]) {
        setting(p);
    } else if p.at(Keyword::IdentityInsert) && p.is_word(1) {
        p.bump_keyword();
        table_reference(p);
        generic::rest(p, Role::OBJECT);
    } else {
        loop {
            assignment(p);
            if !p.eat_symbol(sym::COMMA) {
                break;
            }
        }
        generic::rest(p, Role::OBJECT);
    }
    p.complete(mark, SyntaxKind::SetStatement);
}

/// `key.part = anything`: the value goes on to the end of the statement.
fn setting(p: &mut Parser) {
    while !ends(p) {
        if p.group_length(0).is_some() && p.at_symbol(sym::OPEN) {
            generic::group(p, Role::OBJECT);
        } else if p.at_kind(SyntaxKind::Word) && p.keyword(0) == Keyword::None {
            p.bump_as(SyntaxKind::PropertyNameIdentifier);
        } else {
            p.bump();
        }
    }
}

fn assignment(p: &mut Parser) {
    while p.at_any(&[
        Keyword::Session,
        Keyword::Global,
        Keyword::Local,
        Keyword::Persist,
        Keyword::PersistOnly,
        Keyword::Variable,
        Keyword::Var,
    ]) && (p.is_word(1) || p.peek(1) == SyntaxKind::Parameter)
    {
        p.bump_keyword();
    }
    let length = path_length(p);
    let grouped = p.at_symbol(sym::OPEN);
    let behind = if grouped { p.group_length(0).unwrap_or(0) } else { length };
    if behind == 0 || !matches!(p.symbol(behind), sym::EQUALS | sym::ASSIGN) && !is_compound(p, behind) {
        return;
    }
    if grouped {
        p.bracketed_list(|p| if p.is_word(0) { p.bump_as(SyntaxKind::Variable) } else { p.bump() });
    } else {
        for _ in 0..length {
            if p.at_kind(SyntaxKind::Word) { p.bump_as(SyntaxKind::Variable) } else { p.bump() }
        }
    }
    if p.at_symbol(sym::EQUALS) {
        p.complete_one(SyntaxKind::RawComparisonOperator, SyntaxKind::ComparisonOperator);
    } else {
        p.bump_as(SyntaxKind::AssignmentOperator);
    }
    let start = p.checkpoint();
    let found = !p.at_any(&[Keyword::On, Keyword::Off]) && opt_expression(p);
    if !found || p.failed_since(start) {
        p.rewind(start);
        generic::rest_of_item(p, Role::OBJECT);
    }
}

fn is_compound(p: &Parser, ahead: usize) -> bool {
    p.peek(ahead) == SyntaxKind::Symbol && p.peek_text(ahead).len() == 2 && p.peek_text(ahead).ends_with('=')
}

/// `grant select (a), insert on t to r`, `revoke …`, `deny …`
pub(super) fn access_statement(p: &mut Parser) {
    let mark = p.mark();
    let kind = if p.at(Keyword::Revoke) { SyntaxKind::RevokeStatement } else { SyntaxKind::GrantStatement };
    p.bump_keyword();
    while !ends(p) && !p.at_any(&[Keyword::On, Keyword::To, Keyword::From]) {
        let before = p.position();
        if p.at_symbol(sym::OPEN) {
            super::row::column_list(p);
        } else if p.at_kind(SyntaxKind::Word) && p.keyword(0) != Keyword::None {
            p.bump_keyword();
        } else {
            generic::lone_piece(p);
        }
        if p.position() == before {
            p.unexpected_until(ends);
        }
    }
    let mut role = Role::OBJECT;
    while !ends(p) {
        let before = p.position();
        match p.keyword(0) {
            Keyword::On => {
                p.bump_keyword();
                role = Role::awaited(SyntaxKind::ObjectReference);
            }
            Keyword::Function | Keyword::Procedure | Keyword::Routine => {
                p.bump_keyword();
                routines(p);
                role = Role::OBJECT;
            }
            Keyword::Table
            | Keyword::View
            | Keyword::Schema
            | Keyword::Database
            | Keyword::Role
            | Keyword::User
            | Keyword::Group
            | Keyword::To
            | Keyword::From
                if p.symbol(1) != sym::DOT =>
            {
                p.bump_keyword();
                role = Role::awaited(SyntaxKind::ObjectReference);
            }
            _ if p.at_symbol(sym::STAR) => p.bump(),
            _ => generic::piece(p, &mut role),
        }
        if p.position() == before {
            p.unexpected_until(ends);
        }
    }
    p.complete(mark, kind);
    p.complete(mark, SyntaxKind::AccessStatement);
}

/// `explain analyze select …`
pub(super) fn explain_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    while !ends(p) && !query::at_query(p, 0) && !super::begins_explained(p) {
        let before = p.position();
        generic::lone_piece(p);
        if p.position() == before {
            break;
        }
    }
    if !ends(p) && !opt_statement(p) {
        generic::rest(p, Role::OBJECT);
    }
    p.complete(mark, SyntaxKind::ExplainStatement);
}

/// `describe table t`, `desc t`, `describe select …`
pub(super) fn describe_statement(p: &mut Parser) {
    if query::at_query(p, 1) && p.keyword(1) != Keyword::Table || ends_behind(p, 0) {
        return explain_statement(p);
    }
    let mark = p.mark();
    p.bump_keyword();
    if p.at(Keyword::Query) || p.at(Keyword::From) && p.has(Features::PARTITION_VALUES) {
        p.eat(Keyword::Query);
        let statement = p.mark();
        if opt_statement(p) {
            p.complete(statement, SyntaxKind::Statement);
        }
    }
    generic::rest(p, Role::awaited(SyntaxKind::TableReference));
    p.complete(mark, SyntaxKind::DescribeStatement);
}

/// `show columns in t`, `show partitions t partition (a = 1)`, `show tables in d like 'x*' limit 10`
pub(super) fn show_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    let lists_parts = p.has(Features::PARTITION_VALUES);
    match p.keyword(0) {
        Keyword::Partitions | Keyword::Tblproperties | Keyword::Columns if lists_parts && p.is_word(1) => {
            p.bump_keyword();
            p.eat_any(&[Keyword::In, Keyword::From]);
            table_reference(p);
        }
        Keyword::Tables | Keyword::Views | Keyword::Functions | Keyword::Table if lists_parts => {
            p.bump_keyword();
            p.eat(Keyword::Extended);
            if p.eat_any(&[Keyword::In, Keyword::From]) && p.is_word(0) {
                reference_path(p, SyntaxKind::DatabaseReference);
            }
        }
        Keyword::Stats if p.keyword(1) == Keyword::For && p.is_word(2) => {
            p.bump_keywords(2);
            table_reference(p);
        }
        _ => {}
    }
    let mut role = Role::OBJECT;
    while !ends(p) {
        let before = p.position();
        if p.at(Keyword::Limit) && p.peek(1) == SyntaxKind::NumericLiteral {
            crate::sql::clause::limit_clause(p);
        } else if p.at_any(&[Keyword::In, Keyword::From]) && lists_parts && p.is_word(1) {
            p.bump_keyword();
            reference_path(p, SyntaxKind::DatabaseReference);
        } else {
            generic::piece(p, &mut role);
        }
        if p.position() == before {
            p.unexpected_until(ends);
            break;
        }
    }
    p.complete(mark, SyntaxKind::ShowStatement);
}

/// `vacuum (full, analyze) t (a, b), u`, `analyze verbose t`, `vacuum sort only t to 75 percent`
pub(super) fn maintenance_statement(p: &mut Parser) {
    let mark = p.mark();
    let kind = if p.at(Keyword::Vacuum) { SyntaxKind::VacuumStatement } else { SyntaxKind::AnalyzeStatement };
    p.bump_keyword();
    if p.at_symbol(sym::OPEN) {
        generic::group(p, Role::OBJECT);
    }
    let is_option = |p: &Parser| {
        p.at_any(&[
            Keyword::Full,
            Keyword::Freeze,
            Keyword::Verbose,
            Keyword::Analyze,
            Keyword::Analyse,
            Keyword::Sort,
            Keyword::Delete,
            Keyword::Only,
            Keyword::Reindex,
            Keyword::Compression,
        ]) || p.peek_text(0).eq_ignore_ascii_case("recluster")
    };
    while is_option(p) && p.peek(1) != SyntaxKind::Dot && (p.is_word(1) || ends_behind(p, 0)) {
        p.bump_keyword();
    }
    if p.is_name(0) && !ends(p) {
        p.comma_list(|p| {
            p.eat(Keyword::Only);
            table_reference(p);
            p.eat_symbol(sym::STAR);
            if p.at_symbol(sym::OPEN) {
                super::row::column_list(p);
            }
        });
    }
    generic::rest(p, Role::OBJECT);
    p.complete(mark, kind);
}

/// `rename table a to b, c to d`, `exchange tables a and b`
pub(super) fn rename_tables(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keywords(2);
    p.comma_list(|p| {
        table_reference(p);
        if p.eat_any(&[Keyword::To, Keyword::And]) {
            table_reference(p);
        } else {
            p.missing("expected the new name");
        }
    });
    generic::rest(p, Role::OBJECT);
    p.complete(mark, SyntaxKind::UnknownStatement);
}

/// `truncate table t, u cascade`
pub(super) fn truncate_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.eat(Keyword::Temporary);
    if p.at_any(&[Keyword::Database, Keyword::All, Keyword::Tables]) && p.is_word(1) {
        while !ends(p) {
            if p.at_kind(SyntaxKind::Word) && p.keyword(0) != Keyword::None {
                p.bump_keyword();
            } else if p.is_word(0) {
                reference_path(p, SyntaxKind::DatabaseReference);
            } else {
                p.bump();
            }
        }
    } else {
        p.eat_any(&[Keyword::Table, Keyword::Materialized]);
        p.eat(Keyword::View);
        name_words(p);
        p.comma_list(|p| {
            p.eat(Keyword::Only);
            table_reference(p);
            p.eat_symbol(sym::STAR);
        });
        if p.at(Keyword::Partition) && p.symbol(1) == sym::OPEN {
            p.bump_keyword();
            super::insert::partition_values(p);
        }
        generic::rest(p, Role::OBJECT);
    }
    p.complete(mark, SyntaxKind::TruncateTable);
}

/// `comment on table t is 'text'`
pub(super) fn comment_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    name_words(p);
    let mut role = Role::OBJECT;
    while !ends(p) {
        let before = p.position();
        match p.keyword(0) {
            Keyword::Function | Keyword::Procedure | Keyword::Aggregate | Keyword::Routine if p.is_word(1) => {
                p.bump_keyword();
                p.eat(Keyword::Function);
                routines(p);
            }
            // `comment on library l`: a word for an object that is one nowhere else.
            Keyword::On if p.is_word(1) && p.is_word(2) && p.keyword(2) != Keyword::Is && !commented_role(p, p.keyword(1)) => {
                p.bump_keywords(2);
                role = Role::awaited(SyntaxKind::ObjectReference);
            }
            // Snowflake tells no kinds of objects apart here.
            _ if p.has(Features::PLAIN_CALL) && p.at(Keyword::On) && p.is_word(1) => {
                p.bump_keyword();
                while p.is_word(1) && !matches!(p.keyword(1), Keyword::Is) && !matches!(p.keyword(0), Keyword::Column) {
                    if matches!(p.keyword(0), Keyword::Table | Keyword::View | Keyword::Function | Keyword::Procedure) {
                        break;
                    }
                    p.bump_keyword();
                }
            }
            Keyword::Table | Keyword::View | Keyword::Column | Keyword::Schema | Keyword::Integration | Keyword::Policy
                if p.is_dialect(&[Dialect::Snowflake]) =>
            {
                p.bump_keyword();
                role = Role::awaited(SyntaxKind::ObjectReference);
            }
            _ => generic::piece(p, &mut role),
        }
        if p.position() == before {
            p.unexpected_until(ends);
        }
    }
    p.complete(mark, SyntaxKind::CommentClause);
}

/// Whether the words of statements tell what is named behind this one.
fn commented_role(p: &Parser, keyword: Keyword) -> bool {
    generic::names_object(p, keyword)
        || matches!(keyword, Keyword::Procedure | Keyword::Aggregate | Keyword::Routine | Keyword::Materialized)
}

/// `print 'text'`, `raiserror ('text', 16, 1) with nowait`, `throw 50000, 'text', 1`, `waitfor delay '00:00:01'`
pub(super) fn message_statement(p: &mut Parser) {
    let mark = p.mark();
    let kind = match p.keyword(0) {
        Keyword::Print => SyntaxKind::PrintStatement,
        Keyword::Raiserror => SyntaxKind::RaiserrorStatement,
        Keyword::Throw => SyntaxKind::ThrowStatement,
        Keyword::Assert => SyntaxKind::AssertStatement,
        _ => SyntaxKind::WaitforStatement,
    };
    p.bump_keyword();
    if p.at_any(&[Keyword::Delay, Keyword::Time]) {
        p.bump_keyword();
    }
    if !ends(p) {
        loop {
            opt_expression(p);
            if !p.eat_symbol(sym::COMMA) {
                break;
            }
        }
    }
    generic::rest(p, Role::OBJECT);
    p.complete(mark, kind);
}

/// `delimiter ~`
pub(super) fn delimiter_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    while !p.at_end() && !p.on_new_line() {
        p.bump();
    }
    p.complete(mark, SyntaxKind::DelimiterStatement);
}

/// `rename table a to b, c to d`
pub(super) fn rename_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keywords(2);
    name_words(p);
    p.comma_list(|p| {
        table_reference(p);
        if p.expect(Keyword::To) {
            table_reference(p);
        }
    });
    p.complete(mark, SyntaxKind::UnknownStatement);
}

/// `do sleep(1), f(a)`
pub(super) fn do_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.comma_list(value);
    p.complete(mark, SyntaxKind::UnknownStatement);
}

/// `flush tables a, b with read lock`, `flush logs`
pub(super) fn flush_statement(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.eat_any(&[Keyword::NoWriteToBinlog, Keyword::Local]);
    if p.eat_any(&[Keyword::Table, Keyword::Tables]) && p.is_name(0) && !p.at_any(&[Keyword::With, Keyword::For]) {
        p.comma_list(table_reference);
    }
    generic::rest(p, Role::OBJECT);
    p.complete(mark, SyntaxKind::UnknownStatement);
}

/// `:r script.sql`, `:setvar a b`: a command to the client, to the end of its line.
pub(super) fn client_command(p: &mut Parser) -> bool {
    let mark = p.mark();
    p.bump();
    p.bump_keyword();
    while !p.at_end() && !p.on_new_line() {
        p.bump();
    }
    p.complete(mark, SyntaxKind::SqlcmdCommand);
    true
}

/// `apply changes into t from stream(u) keys (a) apply as delete when b sequence by c columns * except (d)`
pub(super) fn apply_changes(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keywords(2);
    if p.eat(Keyword::Into) {
        table_reference(p);
    }
    change_data_capture(p);
    p.complete(mark, SyntaxKind::UnknownStatement);
}

/// Where changed rows come from and how they are applied.
pub(super) fn change_data_capture(p: &mut Parser) {
    let mut role = Role::OBJECT;
    while !ends(p) {
        let before = p.position();
        match p.keyword(0) {
            Keyword::From => crate::sql::from::from_clause(p),
            Keyword::Where => crate::sql::clause::where_clause(p),
            Keyword::When => {
                p.bump_keyword();
                expression(p);
            }
            Keyword::Keys | Keyword::Except if p.symbol(1) == sym::OPEN => {
                p.bump_keyword();
                super::row::column_list(p);
            }
            Keyword::By | Keyword::On if p.is_word(1) => {
                p.bump_keyword();
                p.comma_list(|p| reference_path(p, SyntaxKind::ColumnReference));
            }
            _ => generic::piece(p, &mut role),
        }
        if p.position() == before {
            p.unexpected_until(ends);
        }
    }
}
