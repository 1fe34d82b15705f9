//! `create table` in all its forms, and the columns and constraints it shares with `alter table`.

use crate::dialect::{Dialect, Features, Keyword};
use crate::sql::expression::{
    column_data_type, dotted_names, expression, opt_table_name, path_length, reference_path, table_reference, value,
};
use crate::sql::parser::{Parser, sym};
use crate::sql::query;
use crate::syntax::{Mark, SyntaxKind};

use super::constraint::{
    at_column_constraint, at_column_end, at_table_constraint, at_table_constraint_ahead, column_constraints, constraints_before_comment,
    table_constraint,
};
use super::generic::{self, Role};
use super::row::column_list;
use super::{ends, is_type_word, name_words};

/// `create table t (…) …`, from the name on; `mark` stands before `create`.
pub(super) fn create_table_statement(p: &mut Parser, mark: Mark, kind: SyntaxKind) {
    name_words(p);
    let is_query = |p: &Parser, ahead: usize| p.keyword(ahead) == Keyword::As && query::at_query(p, ahead + 1);
    let external = kind == SyntaxKind::CreateExternalTableStatement;
    if p.is_dialect(&[Dialect::Redshift]) && !external && p.is_name(0) && p.find_ahead(is_query).is_some()
        || external && p.has(Features::BARE_STATEMENTS) && p.is_name(0)
    {
        reference_path(p, SyntaxKind::ObjectReference);
    } else if p.at(Keyword::Identifier) && p.symbol(1) == sym::OPEN {
        // A name that is computed.
        let name = p.mark();
        value(p);
        p.complete(name, SyntaxKind::TableReference);
    } else if p.has(Features::CLONE_IN_TIME) && p.keyword(path_length(p)) == Keyword::Clone {
        reference_path(p, SyntaxKind::ObjectReference);
        generic::rest(p, Role::OBJECT);
        p.complete(mark, SyntaxKind::CreateCloneStatement);
        return;
    } else if !opt_table_name(p) {
        p.error("expected a table");
    }
    let kind = body(p, kind);
    p.complete(mark, kind);
}

/// What stands behind the name. A table made of a query is a statement of its own in some dialects.
fn body(p: &mut Parser, kind: SyntaxKind) -> SyntaxKind {
    let mut kind = kind;
    let mut role = Role::OBJECT;
    let mut columns = false;
    while !ends(p) {
        let before = p.position();
        match p.keyword(0) {
            Keyword::As if !matches!(p.keyword(1), Keyword::File | Keyword::Location | Keyword::Node | Keyword::Edge) => {
                p.bump_keyword();
                if as_query(p) && kind == SyntaxKind::CreateTableStatement && p.has(Features::TABLE_AS_STATEMENT) {
                    kind = SyntaxKind::CreateTableAsStatement;
                }
            }
            Keyword::For if p.keyword(2) == Keyword::As && p.keyword(3) == Keyword::Of => {
                p.bump_keywords(4);
                value(p);
            }
            Keyword::On if p.is_word(1) && p.has(Features::BARE_STATEMENTS) => {
                // A filegroup or a scheme of partitions.
                p.bump_keyword();
                reference_path(p, SyntaxKind::ObjectReference);
                if p.at_symbol(sym::OPEN) {
                    generic::group(p, Role::COLUMNS);
                }
            }
            Keyword::Store if p.keyword(1) == Keyword::As && p.has(Features::SLASH_TERMINATOR) => {
                // Where large objects are kept: `lob (a) store as securefile s (…)`.
                p.bump_keywords(2);
                while p.is_word(0) && !ends(p) && p.is_behind(SyntaxKind::Word) && p.symbol(0) != sym::OPEN {
                    p.bump_keyword();
                    if p.at_symbol(sym::OPEN) {
                        generic::group(p, Role::OBJECT);
                        break;
                    }
                }
            }
            Keyword::Stored if matches!(p.keyword(1), Keyword::As | Keyword::By) => {
                p.bump_keywords(2);
                while p.at_kind(SyntaxKind::Word) && !p.at(Keyword::As) && generic::is_format(p) {
                    p.bump_keyword();
                    p.eat_literal();
                }
            }
            Keyword::Partition if p.keyword(1) == Keyword::Of => {
                p.bump_keywords(2);
                table_reference(p);
            }
            Keyword::Partitioned | Keyword::Partition if p.keyword(1) == Keyword::By && p.symbol(2) == sym::OPEN => {
                p.bump_keywords(2);
                partition_columns(p);
            }
            Keyword::Partition
                if p.keyword(1) == Keyword::By
                    && matches!(p.keyword(2), Keyword::Range | Keyword::List | Keyword::Hash)
                    && p.symbol(3) == sym::OPEN
                    && p.has(Features::QUESTION_OPERATOR) =>
            {
                p.bump_keywords(3);
                partition_columns(p);
            }
            Keyword::From | Keyword::To | Keyword::In if p.symbol(1) == sym::OPEN && p.has(Features::QUESTION_OPERATOR) => {
                // The bounds of a partition.
                p.bump_keyword();
                p.bracketed_list(expression);
            }
            Keyword::Like | Keyword::Clone | Keyword::Copy if p.is_word(1) && !matches!(p.keyword(1), Keyword::Grants | Keyword::Tags) => {
                p.bump_keyword();
                table_reference(p);
            }
            Keyword::Inherits if p.symbol(1) == sym::OPEN => {
                p.bump_keyword();
                p.bracketed_list(table_reference);
            }
            Keyword::Using if p.is_word(1) => {
                p.bump_keyword();
                let behind = path_length(p);
                if p.symbol(behind) == sym::OPEN && query::at_query(p, behind + 1) {
                    // `using template (select …)`: a query tells the columns.
                    p.bump_keyword();
                } else if p.symbol(behind) == sym::OPEN {
                    value(p);
                } else {
                    reference_path(p, SyntaxKind::ObjectReference);
                }
            }
            Keyword::Order if p.keyword(1) == Keyword::By => {
                let mark = p.mark();
                p.bump_keywords(2);
                if p.at_symbol(sym::OPEN) {
                    column_list(p);
                } else {
                    value(p);
                }
                p.complete(mark, SyntaxKind::MergeTreeOrderByClause);
            }
            Keyword::Ttl => {
                p.bump_keyword();
                p.comma_list(|p| {
                    expression(p);
                    generic::rest_before(p, &[Keyword::Settings, Keyword::Comment], Role::OBJECT);
                });
            }
            Keyword::Segmented if p.keyword(1) == Keyword::By => segmentedby_clause(p),
            Keyword::Group if p.keyword(1) == Keyword::By => crate::sql::clause::groupby_clause(p),
            Keyword::Comment => comment_clause(p),
            Keyword::Constraint if p.is_word(1) => table_constraint(p),
            _ if p.at_symbol(sym::OPEN) && query::at_query(p, 1) => {
                query::query(p);
            }
            _ if p.at_symbol(sym::OPEN) && !columns => {
                columns = true;
                if kind == SyntaxKind::CreateForeignTableStatement { plain_columns(p) } else { columns_and_constraints(p) }
            }
            _ if generic::at_query(p) => {
                query::query(p);
            }
            _ => {
                generic::piece(p, &mut role);
                // Brackets behind a keyword are the keyword's.
                if p.at_symbol(sym::OPEN) && !query::at_query(p, 1) && (columns || !p.has(Features::ABBREVIATIONS)) {
                    generic::piece(p, &mut role);
                }
            }
        }
        if p.position() == before {
            p.unexpected_until(ends);
            break;
        }
    }
    kind
}

/// `segmented by hash(a) all nodes`
pub(super) fn segmentedby_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.expect(Keyword::By);
    p.comma_list(value);
    if p.at(Keyword::All) && p.reads(1, "nodes") {
        p.bump_keywords(2);
    }
    p.complete(mark, SyntaxKind::SegmentedbyClause);
}

/// What stands behind `as`: a query, or a table to copy. Tells whether it was a query.
fn as_query(p: &mut Parser) -> bool {
    if query::at_query(p, 0) {
        query::query(p);
        return true;
    }
    if p.at_any(&[Keyword::Execute]) {
        super::call::execute_statement(p);
    } else if p.is_word(0) {
        if p.symbol(path_length(p)) == sym::OPEN { value(p) } else { table_reference(p) }
    } else {
        p.error("expected a query");
    }
    false
}

/// `comment 'text'`, `comment = 'text'`
pub(super) fn comment_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    if p.at_symbol(sym::EQUALS) {
        p.bump();
    }
    p.eat_literal();
    p.complete(mark, SyntaxKind::CommentClause);
}

/// `(a, b)` or `(a int, b int)`
fn partition_columns(p: &mut Parser) {
    p.bracketed_list(|p| {
        if p.is_word(0) && p.is_word(1) && path_length(p) == 1 {
            column(p);
        } else if p.is_word(0) && p.symbol(path_length(p)) != sym::OPEN {
            reference_path(p, SyntaxKind::ColumnReference);
        } else {
            value(p);
        }
    });
}

/// `(a int, b text not null, primary key (a))`
pub(super) fn columns_and_constraints(p: &mut Parser) {
    column_group(p, column);
}

fn column_group(p: &mut Parser, column: impl Fn(&mut Parser) + Copy) {
    p.bracketed(|p| {
        while !p.at_end() {
            let before = p.position();
            column_or_constraint(p, column);
            if !p.eat_symbol(sym::COMMA) || p.position() == before {
                break;
            }
        }
    });
}

fn column_or_constraint(p: &mut Parser, column: impl Fn(&mut Parser)) {
    if at_table_constraint(p) {
        table_constraint(p);
    } else if p.at(Keyword::Like) && p.is_word(1) && path_length(p) == 1 {
        p.bump_keyword();
        table_reference(p);
        generic::rest_of_item(p, Role::OBJECT);
    } else if p.at_any(&[Keyword::Distribute, Keyword::Partition]) && p.keyword(1) == Keyword::By {
        p.bump_keywords(2);
        reference_path(p, SyntaxKind::ColumnReference);
        while p.at_symbol(sym::COMMA) && !matches!(p.keyword(1), Keyword::Distribute | Keyword::Partition) && !at_table_constraint_ahead(p)
        {
            p.bump();
            reference_path(p, SyntaxKind::ColumnReference);
        }
    } else if p.at(Keyword::Watermark) && p.keyword(1) == Keyword::For {
        p.bump_keywords(2);
        reference_path(p, SyntaxKind::ColumnReference);
        p.expect(Keyword::As);
        expression(p);
    } else if p.is_word(0) {
        column(p);
    } else {
        p.error("expected a column");
        p.unparsable_until(|p| p.at_symbol(sym::COMMA));
    }
}

/// A column with its type and constraints, in the shape the dialect gives it.
pub(super) fn column(p: &mut Parser) {
    if p.has(Features::PLAIN_COLUMNS) && p.is_word(1) {
        plain_column(p);
    } else {
        column_definition(p);
    }
}

/// A column of a view: it need not have a type.
pub(super) fn view_column(p: &mut Parser) {
    if p.is_word(1) && is_type_word(p.keyword(1)) {
        column(p);
        return;
    }
    let mark = p.mark();
    p.bump_identifier();
    column_constraints(p);
    p.complete(mark, SyntaxKind::ColumnDefinition);
}

/// `(a int, b text)`, the columns without nodes of their own.
pub(super) fn plain_columns(p: &mut Parser) {
    column_group(p, plain_column);
}

/// A column without a node of its own.
fn plain_column(p: &mut Parser) {
    reference_path(p, SyntaxKind::ColumnReference);
    column_type(p);
    column_constraints(p);
}

/// `a int not null` as a `column_definition`; a lone name is a column reference.
pub(super) fn column_definition(p: &mut Parser) {
    if p.has(Features::BRIEF_COLUMNS) {
        return brief_column(p);
    }
    let mark = p.mark();
    if p.symbol(1) == sym::COMMA || p.peek(1) == SyntaxKind::EndOfFile {
        reference_path(p, SyntaxKind::ColumnReference);
        return;
    }
    if p.has(Features::COLUMN_NAME_REFERENCE) {
        reference_path(p, SyntaxKind::ColumnReference);
    } else {
        p.bump_identifier();
        dotted_names(p);
    }
    p.eat_symbol(sym::COLON);
    let computed = p.at(Keyword::As) && p.has(Features::COMPUTED_COLUMN);
    column_type(p);
    column_constraints(p);
    p.complete(mark, if computed { SyntaxKind::ComputedColumnDefinition } else { SyntaxKind::ColumnDefinition });
}

/// `a int not null comment 'text'`: the comment stands behind the node, and what has no type or is computed has none.
fn brief_column(p: &mut Parser) {
    let mark = p.mark();
    p.bump_identifier();
    let typed = p.is_word(0) && !at_column_constraint(p);
    column_type(p);
    if typed && !p.at_any(&[Keyword::As, Keyword::Generated]) {
        constraints_before_comment(p);
        p.complete(mark, SyntaxKind::ColumnDefinition);
    }
    while !ends(p) && !p.at_symbol(sym::COMMA) && !at_column_end(p) {
        let before = p.position();
        if p.at(Keyword::Comment) {
            comment_clause(p);
        } else {
            constraints_before_comment(p);
        }
        if p.position() == before {
            return;
        }
    }
}

pub(super) fn column_type(p: &mut Parser) {
    if p.has(Features::COLUMN_TIME_WORDS) && p.at_any(&[Keyword::Datetime, Keyword::Timestamp]) {
        p.bump_keyword();
        if p.at_symbol(sym::OPEN) {
            p.bracketed(|p| {
                p.eat_literal();
            });
        }
        return;
    }
    if p.is_word(0) && !at_column_constraint(p) {
        column_data_type(p);
    }
}

/// `(key = value, …)`
pub(super) fn options(p: &mut Parser) {
    p.bracketed_list(|p| {
        if p.is_word(0) {
            p.bump_as(SyntaxKind::Parameter);
            while p.at_symbol(sym::DOT) {
                p.bump();
                p.bump_as(SyntaxKind::Parameter);
            }
        } else {
            p.eat_literal();
        }
        if p.at_symbol(sym::EQUALS) {
            p.complete_one(SyntaxKind::RawComparisonOperator, SyntaxKind::ComparisonOperator);
        }
        value(p);
    });
}
