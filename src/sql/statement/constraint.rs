//! Constraints of tables and of columns, and what else is said of a column behind its type. Knows no columns.

use crate::dialect::{Dialect, Features, Keyword};
use crate::sql::expression::{expression, path_length, reference_path, table_reference, value};
use crate::sql::parser::{Parser, sym};
use crate::syntax::SyntaxKind;

use super::generic::{self, Role};
use super::row::column_list;
use super::table::{comment_clause, options};
use super::{ends, name_words};

pub(super) fn at_table_constraint(p: &Parser) -> bool {
    let opens = |ahead| p.symbol(ahead) == sym::OPEN;
    match p.keyword(0) {
        Keyword::Constraint => p.is_word(1),
        Keyword::Primary | Keyword::Foreign => p.keyword(1) == Keyword::Key,
        Keyword::Unique => {
            opens(1)
                || opens(2)
                || opens(3)
                || p.keyword(1) == Keyword::Nulls
                || matches!(p.keyword(1), Keyword::Clustered | Keyword::Nonclustered | Keyword::Key | Keyword::Index)
        }
        Keyword::Check => opens(1),
        Keyword::Index | Keyword::Key => {
            opens(1)
                || opens(2) && (p.has(Features::INDEX_IN_TABLE) || !p.touches_next(1))
                || p.has(Features::INDEX_IN_TABLE) && p.is_word(1)
        }
        Keyword::Fulltext | Keyword::Spatial => true,
        Keyword::Period => matches!(p.keyword(1), Keyword::For | Keyword::If),
        Keyword::Exclude => p.keyword(1) == Keyword::Using || opens(1),
        Keyword::Projection => p.is_word(1) && opens(2),
        Keyword::Diststyle | Keyword::Distkey | Keyword::Sortkey => p.has(Features::TOP) && opens(1),
        _ => false,
    }
}

/// Whether a constraint stands behind the comma at hand.
pub(super) fn at_table_constraint_ahead(p: &Parser) -> bool {
    matches!(p.keyword(1), Keyword::Constraint | Keyword::Primary | Keyword::Foreign) && p.is_word(2)
}

/// `constraint c primary key (a)`, `foreign key (a) references t (b)`, `index i (a)`
pub(super) fn table_constraint(p: &mut Parser) {
    let mark = p.mark();
    if p.eat(Keyword::Constraint) {
        p.eat_all(&[Keyword::If, Keyword::Not, Keyword::Exists]);
        if p.is_name(0)
            && !(matches!(p.keyword(0), Keyword::Primary | Keyword::Foreign | Keyword::Unique | Keyword::Check) && p.symbol(1) == sym::OPEN)
        {
            reference_path(p, SyntaxKind::ObjectReference);
        }
    }
    let mut role = Role::OBJECT;
    while !ends(p) && !p.at_symbol(sym::COMMA) {
        let before = p.position();
        match p.keyword(0) {
            Keyword::Check if p.symbol(1) == sym::OPEN => {
                p.bump_keyword();
                condition(p);
            }
            Keyword::Check | Keyword::Assume => {
                p.bump_keyword();
                expression(p);
            }
            Keyword::Exclude => generic::rest_of_item(p, Role::of(SyntaxKind::ObjectReference)),
            Keyword::References => {
                p.bump_keyword();
                if p.has(Features::BRIEF_COLUMNS) {
                    table_reference(p);
                } else {
                    referenced_table(p);
                }
                if p.at_symbol(sym::OPEN) {
                    column_list(p);
                }
                role = Role::OBJECT;
            }
            Keyword::Comment if p.peek(1) == SyntaxKind::QuotedLiteral => comment_clause(p),
            Keyword::Period => {
                p.bump_keyword();
                name_words(p);
                p.expect(Keyword::For);
                if p.is_word(0) {
                    p.bump_identifier();
                }
                if p.at_symbol(sym::OPEN) {
                    column_list(p);
                }
            }
            Keyword::Key | Keyword::Index if p.is_name(1) && p.has(Features::INDEX_IN_TABLE) && p.keyword(1) != Keyword::Using => {
                p.bump_keyword();
                reference_path(p, SyntaxKind::IndexReference);
            }
            Keyword::Storage if p.symbol(1) == sym::OPEN => {
                p.bump_keyword();
                generic::group(p, Role::OBJECT);
            }
            Keyword::Unique if p.has(Features::INDEX_IN_TABLE) && p.is_name(1) && p.symbol(2) == sym::OPEN => {
                p.bump_keyword();
                if !p.at_any(&[Keyword::Key, Keyword::Index]) {
                    reference_path(p, SyntaxKind::IndexReference);
                }
            }
            _ if p.at_symbol(sym::OPEN) => key_columns(p),
            _ => generic::piece(p, &mut role),
        }
        if p.position() == before {
            break;
        }
    }
    p.complete(mark, SyntaxKind::TableConstraint);
}

/// `name(10)`: the first characters of a column, not a call.
pub(super) fn is_cut_short(p: &Parser) -> bool {
    p.is_word(0) && p.symbol(1) == sym::OPEN && p.peek(2) == SyntaxKind::NumericLiteral && p.group_length(1) == Some(3)
}

/// The table that a foreign key refers to.
fn referenced_table(p: &mut Parser) {
    if p.has(Features::REFERENCES_COLUMN) && p.is_word(0) {
        reference_path(p, SyntaxKind::ColumnReference);
    } else {
        table_reference(p);
    }
}

/// The columns of a key, some cut short or in an order: `(a, b(10) desc, (lower(c)))`.
fn key_columns(p: &mut Parser) {
    let start = p.checkpoint();
    let plain = p.has(Features::BARE_STATEMENTS) || p.is_dialect(&[Dialect::Bigquery]);
    p.bracketed_list(|p| {
        if plain && p.is_word(0) && path_length(p) == 1 {
            p.bump_identifier();
        } else if p.is_word(0) && (path_length(p) != 1 || p.symbol(1) != sym::OPEN) || is_cut_short(p) {
            reference_path(p, SyntaxKind::ColumnReference);
            if p.at_symbol(sym::OPEN) {
                p.bracketed_list(value);
            }
        } else {
            value(p);
        }
        crate::sql::clause::order_direction(p);
        p.eat_all(&[Keyword::Without, Keyword::Overlaps]);
    });
    if p.failed_since(start) {
        p.rewind(start);
        generic::group(p, Role::COLUMNS);
    }
}

/// `(a > 1)`
fn condition(p: &mut Parser) {
    p.bracketed(expression);
}

/// Whether a constraint begins where a type could.
pub(super) fn at_column_constraint(p: &Parser) -> bool {
    match p.keyword(0) {
        Keyword::Generated => matches!(p.keyword(1), Keyword::Always | Keyword::By),
        Keyword::Comment => p.peek(1) == SyntaxKind::QuotedLiteral,
        Keyword::Unique
        | Keyword::Collate
        | Keyword::Masking
        | Keyword::Tag
        | Keyword::Encode
        | Keyword::Projection
        | Keyword::Materialized
        | Keyword::With
        | Keyword::Options
        | Keyword::Autoincrement
        | Keyword::Identity
        | Keyword::Alias
        | Keyword::Ephemeral
        | Keyword::As
        | Keyword::Not
        | Keyword::Null
        | Keyword::Default
        | Keyword::Constraint
        | Keyword::Primary
        | Keyword::References
        | Keyword::Check
        | Keyword::Sparse => true,
        _ => false,
    }
}

/// Everything behind a column's type, a constraint a node.
pub(super) fn column_constraints(p: &mut Parser) {
    constraints_until(p, |_| false);
}

pub(super) fn constraints_before_comment(p: &mut Parser) {
    constraints_until(p, |p| p.at(Keyword::Comment));
}

fn constraints_until(p: &mut Parser, stop: impl Fn(&Parser) -> bool) {
    while !ends(p) && !p.at_symbol(sym::COMMA) && !at_column_end(p) && !stop(p) {
        let before = p.position();
        let mark = p.mark();
        column_constraint(p);
        if p.position() == before {
            return;
        }
        p.complete(mark, SyntaxKind::ColumnConstraintSegment);
    }
}

/// Words that follow a column but are not its own, in `alter table`.
pub(super) fn at_column_end(p: &Parser) -> bool {
    match p.keyword(0) {
        Keyword::First
        | Keyword::After
        | Keyword::Before
        | Keyword::Cascade
        | Keyword::Restrict
        | Keyword::Values
        | Keyword::Projections => true,
        _ => matches!(p.peek(0), SyntaxKind::EndBracket | SyntaxKind::Unlexable),
    }
}

fn column_constraint(p: &mut Parser) {
    if p.at(Keyword::Constraint) {
        p.bump_keyword();
        if p.is_name(0) && !matches!(p.keyword(0), Keyword::Not | Keyword::Null) {
            reference_path(p, SyntaxKind::ObjectReference);
        }
    }
    match p.keyword(0) {
        Keyword::Not => {
            p.bump_keyword();
            if !p.eat_any(&[Keyword::Null, Keyword::Deferrable, Keyword::Enforced, Keyword::Visible, Keyword::Hidden, Keyword::For]) {
                p.expect(Keyword::Null);
            }
            p.eat(Keyword::Replication);
        }
        Keyword::Check if p.symbol(1) == sym::OPEN => {
            p.bump_keyword();
            condition(p);
        }
        Keyword::Default | Keyword::Ephemeral | Keyword::Alias | Keyword::Materialized => {
            p.bump_keyword();
            if p.at(Keyword::On) {
                p.bump_keywords(2);
            }
            if p.at_all(&[Keyword::As]) {
                return;
            }
            if !ends(p) && !p.at_symbol(sym::COMMA) && !p.at(Keyword::Comment) {
                default_value(p);
            }
        }
        Keyword::On if matches!(p.keyword(2), Keyword::Cascade | Keyword::Set | Keyword::No | Keyword::Restrict) => {
            p.bump_keywords(2);
            let words = if p.at_any(&[Keyword::Cascade, Keyword::Restrict]) { 1 } else { 2 };
            p.bump_keywords(words);
        }
        Keyword::On if p.keyword(1) == Keyword::Update => {
            p.bump_keywords(2);
            default_value(p);
        }
        Keyword::Character if p.keyword(1) == Keyword::Set => {
            p.bump_keywords(2);
            p.eat_symbol(sym::EQUALS);
            if p.is_word(0) { p.bump_identifier() } else { p.bump() }
        }
        Keyword::As | Keyword::Generated => generated(p),
        Keyword::References => {
            p.bump_keyword();
            referenced_table(p);
            if p.at_symbol(sym::OPEN) {
                column_list(p);
            }
        }
        Keyword::Collate => {
            p.bump_keyword();
            if p.is_word(0) {
                reference_path(p, SyntaxKind::CollationReference);
            } else {
                p.eat_literal();
            }
        }
        Keyword::Comment => comment_clause(p),
        Keyword::Primary => {
            p.bump_keyword();
            p.eat(Keyword::Key);
        }
        Keyword::Unique => {
            p.bump_keyword();
            if p.eat(Keyword::Nulls) {
                p.eat(Keyword::Not);
                p.eat(Keyword::Distinct);
            }
        }
        Keyword::Options => {
            let mark = p.mark();
            generic::lone_piece(p);
            if p.at_symbol(sym::OPEN) {
                options(p);
            }
            p.complete(mark, SyntaxKind::OptionsSegment);
        }
        _ => {
            let mut role = Role::OBJECT;
            generic::piece(p, &mut role);
            while p.at_symbol(sym::OPEN) {
                generic::group(p, role);
            }
        }
    }
}

fn default_value(p: &mut Parser) {
    if p.reads(0, "now") && p.symbol(1) != sym::OPEN && p.has(Features::COLUMN_TIME_WORDS) {
        p.bump_as(SyntaxKind::BareFunction);
        return;
    }
    if p.at_symbol(sym::OPEN) {
        value(p);
        return;
    }
    let start = p.checkpoint();
    value(p);
    if p.failed_since(start) {
        p.rewind(start);
        generic::lone_piece(p);
    }
}

/// `generated always as (a + 1) stored`, `generated by default as identity`, `as (a + 1) persisted`
fn generated(p: &mut Parser) {
    while p.at_any(&[Keyword::Generated, Keyword::Always, Keyword::By, Keyword::Default, Keyword::On, Keyword::Null]) {
        p.bump_keyword();
    }
    if !p.eat(Keyword::As) {
        return;
    }
    if p.at_any(&[Keyword::Identity, Keyword::Row]) {
        p.bump_keyword();
        p.eat_any(&[Keyword::Start, Keyword::End]);
    } else if p.at_symbol(sym::OPEN) {
        condition(p);
    } else {
        expression(p);
    }
    while p.eat_any(&[Keyword::Stored, Keyword::Virtual, Keyword::Persistent, Keyword::Persisted, Keyword::Invisible]) {}
}
