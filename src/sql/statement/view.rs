//! What `create view` and `create projection` say from the name on. Knows no modifiers before the word.

use crate::dialect::{Dialect, Features, Keyword};
use crate::sql::expression::{opt_table_name, reference_path, table_reference, value};
use crate::sql::parser::{Parser, sym};
use crate::sql::query;
use crate::syntax::{Mark, SyntaxKind};

use super::generic::{self, Role};
use super::{constraint, ends, name_words, table};

/// `view v (a, b) as select …`, from the name on.
pub(super) fn create_view_statement(p: &mut Parser, mark: Mark, kind: SyntaxKind) {
    name_words(p);
    let object = p.is_dialect(&[Dialect::Tsql, Dialect::Materialize]);
    if object && p.is_name(0) {
        reference_path(p, SyntaxKind::ObjectReference);
    } else if !opt_table_name(p) {
        p.error("expected a view");
    }
    let mut role = Role::OBJECT;
    let mut columns = false;
    while !ends(p) {
        let before = p.position();
        match p.keyword(0) {
            Keyword::As => {
                p.bump_keyword();
                if query::at_query(p, 0) {
                    query::query(p);
                } else if p.is_word(0) {
                    generic::piece(p, &mut role);
                } else {
                    p.error("expected a query");
                }
            }
            Keyword::To if p.is_word(1) => {
                p.bump_keyword();
                table_reference(p);
            }
            Keyword::Order if p.keyword(1) == Keyword::By => {
                let mark = p.mark();
                p.bump_keywords(2);
                if p.at_symbol(sym::OPEN) {
                    super::row::column_list(p);
                } else {
                    value(p);
                }
                p.complete(mark, SyntaxKind::MergeTreeOrderByClause);
            }
            Keyword::Cluster | Keyword::Partition if p.keyword(1) == Keyword::By => {
                p.bump_keywords(2);
                if p.at_symbol(sym::OPEN) { generic::group(p, Role::COLUMNS) } else { p.comma_list(value) }
            }
            _ if p.at_symbol(sym::OPEN) && !columns => {
                columns = true;
                view_columns(p);
            }
            _ => {
                columns = true;
                generic::piece(p, &mut role);
            }
        }
        if p.position() == before {
            p.unexpected_until(ends);
            break;
        }
    }
    p.complete(mark, kind);
}

/// `(a, b comment 'text', c int)`
fn view_columns(p: &mut Parser) {
    p.bracketed_list(|p| {
        if !p.is_word(0) {
            p.error("expected a column");
            return;
        }
        if table_like_column(p) || p.has(Features::VIEW_COLUMN_DEFINITIONS) {
            table::view_column(p);
            return;
        }
        if p.keyword(0) == Keyword::Constraint && p.is_word(1) {
            constraint::table_constraint(p);
            return;
        }
        reference_path(p, SyntaxKind::ColumnReference);
        constraint::column_constraints(p);
    });
}

/// Whether a type stands behind the column's name.
fn table_like_column(p: &Parser) -> bool {
    p.is_word(1) && super::is_type_word(p.keyword(1))
}

/// `projection p (a, b) as select … segmented by hash(a) all nodes ksafe 1`, from the name on.
pub(super) fn create_projection_statement(p: &mut Parser, mark: Mark) {
    name_words(p);
    table_reference(p);
    let mut role = Role::COLUMNS;
    while !ends(p) {
        let before = p.position();
        match p.keyword(0) {
            Keyword::As if p.keyword(1) == Keyword::Select => {
                p.bump_keyword();
                // What it is sorted by is a property of the projection, not of the query.
                crate::sql::select::select_statement(p, false);
            }
            Keyword::Order if p.keyword(1) == Keyword::By => crate::sql::clause::orderby_clause(p),
            Keyword::Segmented => table::segmentedby_clause(p),
            _ => generic::piece(p, &mut role),
        }
        if p.position() == before {
            p.unexpected_until(ends);
            break;
        }
    }
    p.complete(mark, SyntaxKind::CreateProjectionStatement);
}
