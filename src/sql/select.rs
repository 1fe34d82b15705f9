//! `select`: its list, its aliases, and its clauses in their order.

use crate::dialect::{Dialect, Features, Form, Keyword};
use crate::syntax::SyntaxKind;

use super::clause;
use super::expression::{self, Shape, expression, named_window, value};
use super::from::from_clause;
use super::parser::{Parser, sym};
use super::relation;
use super::wildcard::{is_qualified_star, wildcard_expression};

/// A whole `select` with its clauses. `with_tail`: also those that order and cut the result; in a set operation they belong
/// to the whole.
pub fn select_statement(p: &mut Parser, with_tail: bool) {
    let mark = p.mark();
    if p.at(Keyword::Locking) {
        locking_modifier(p);
    }
    if p.at(Keyword::From) {
        // `from t select a`: some dialects put the source first.
        from_clause(p);
    }
    if p.at(Keyword::Select) {
        select_clause(p);
    }
    clauses(p, with_tail);
    p.complete(mark, SyntaxKind::SelectStatement);
}

/// `locking row for access`, `locking table t for write nowait`
fn locking_modifier(p: &mut Parser) {
    while p.at(Keyword::Locking) {
        p.bump_keyword();
        let named = !p.at(Keyword::Row);
        p.bump_keyword();
        if named && p.is_name(0) && !p.at_any(&[Keyword::For, Keyword::In]) {
            expression::table_reference(p);
        }
        while p.at_kind(SyntaxKind::Word) && !p.at_any(&[Keyword::Select, Keyword::Locking]) {
            p.bump_keyword();
        }
    }
}

/// The place of a clause among the others: a clause of a lower place cannot follow one of a higher.
fn place(p: &Parser) -> Option<u8> {
    Some(match p.keyword(0) {
        Keyword::Into => INTO,
        Keyword::Bulk if p.keyword(1) == Keyword::Collect => INTO,
        Keyword::From => 1,
        Keyword::Prewhere => 2,
        Keyword::Referencing if p.is_name(1) => 2,
        Keyword::Where => 3,
        Keyword::Start if p.keyword(1) == Keyword::With => 4,
        Keyword::Connect if p.keyword(1) == Keyword::By => 4,
        Keyword::Preferring if p.has(Features::LOCAL_ALIAS) && !p.ends_after(1) => 4,
        Keyword::Group if p.keyword(1) == Keyword::By => 5,
        Keyword::Having => 6,
        Keyword::Model if is_model(p) => 6,
        Keyword::Expand if p.has(Features::NORMALIZE) && p.keyword(1) == Keyword::On => 6,
        Keyword::Sample if p.has(Features::NORMALIZE) && p.peek(1) == SyntaxKind::NumericLiteral => TAIL,
        Keyword::Qualify if !p.ends_after(1) || !p.is_name(0) => WINDOW,
        Keyword::Window if p.is_name(1) && p.keyword(2) == Keyword::As => WINDOW,
        Keyword::Timeseries if p.is_name(1) => WINDOW,
        Keyword::Using if p.keyword(1) == Keyword::Sample => TAIL + 2,
        Keyword::Order if matches!(p.keyword(1), Keyword::By | Keyword::Siblings) => TAIL,
        Keyword::Cluster | Keyword::Distribute | Keyword::Sort if p.keyword(1) == Keyword::By => TAIL,
        Keyword::Limit => TAIL + 1,
        Keyword::Offset | Keyword::Fetch if !p.ends_after(1) => TAIL + 1,
        Keyword::For if is_for_clause(p) => TAIL + 2,
        Keyword::Settings if p.is_name(1) => TAIL + 2,
        Keyword::Lock if p.keyword(1) == Keyword::In => TAIL + 2,
        Keyword::With if matches!(p.keyword(1), Keyword::Ur | Keyword::Cs | Keyword::Rs | Keyword::Rr) => TAIL + 2,
        Keyword::Format if p.is_word(1) => TAIL + 2,
        Keyword::Optimize if p.keyword(1) == Keyword::For => TAIL + 2,
        Keyword::Option if p.symbol(1) == sym::OPEN => TAIL + 3,
        _ => return None,
    })
}

/// Whether cells are addressed behind `model`, which else is a name.
pub fn is_model(p: &Parser) -> bool {
    matches!(p.keyword(1), Keyword::Partition | Keyword::Ignore | Keyword::Keep | Keyword::Unique | Keyword::Return)
        || p.reads(1, "dimension") && p.keyword(2) == Keyword::By
        || p.reads(1, "main")
}

/// From here on a clause is about the result of a whole set operation.
const TAIL: u8 = 8;
/// `qualify` and `window`, in either order.
const WINDOW: u8 = 7;
/// `into` may stand anywhere.
const INTO: u8 = 20;

fn is_for_clause(p: &Parser) -> bool {
    if p.has(Features::BARE_STATEMENTS) && p.keyword(1) == Keyword::Update {
        // There a cursor asks for it, not a query.
        return false;
    }
    matches!(
        p.keyword(1),
        Keyword::Update
            | Keyword::Share
            | Keyword::No
            | Keyword::Key
            | Keyword::Json
            | Keyword::Xml
            | Keyword::Browse
            | Keyword::Read
            | Keyword::Fetch
    )
}

fn clauses(p: &mut Parser, with_tail: bool) {
    let mut reached = 0;
    let mut last = String::new();
    loop {
        let Some(place) = place(p) else {
            if stray(p) {
                continue;
            }
            return;
        };
        if place >= TAIL && place != INTO && !with_tail {
            return;
        }
        let repeatable = place == WINDOW || place >= TAIL;
        if place != INTO && (place < reached || place == reached && !repeatable && reached > 0) {
            let word = p.peek_text(0).to_ascii_lowercase();
            if place == reached {
                p.error(&format!("a second `{word}` in one query"));
            } else {
                p.error(&format!("`{word}` cannot stand behind `{last}`"));
            }
            p.unparsable_until(|p| self::place(p).is_some());
            continue;
        }
        if place != INTO {
            reached = place;
            last = p.peek_text(0).to_ascii_lowercase();
        }
        one_clause(p);
    }
}

/// A word or a literal that belongs to nothing, between the clauses of a query. Reading goes on with the next clause.
fn stray(p: &mut Parser) -> bool {
    let is_stray = match p.peek(0) {
        SyntaxKind::Word => p.keyword(0) == Keyword::None,
        SyntaxKind::QuotedIdentifier | SyntaxKind::QuotedLiteral | SyntaxKind::NumericLiteral => true,
        _ => false,
    };
    if !is_stray || p.has(Features::BARE_STATEMENTS) {
        return false;
    }
    p.unexpected_until(|p| place(p).is_some());
    place(p).is_some()
}

fn one_clause(p: &mut Parser) {
    match p.keyword(0) {
        Keyword::Into | Keyword::Bulk => clause::into_clause(p),
        Keyword::Referencing => referencing_clause(p),
        Keyword::From => from_clause(p),
        Keyword::Prewhere => clause::prewhere_clause(p),
        Keyword::Where => clause::where_clause(p),
        Keyword::Start | Keyword::Connect => clause::hierarchical_query_clause(p),
        Keyword::Preferring => clause::preferring_clause(p),
        Keyword::Group => clause::groupby_clause(p),
        Keyword::Having => clause::having_clause(p),
        Keyword::Qualify => clause::qualify_clause(p),
        Keyword::Model => clause::model_clause(p),
        Keyword::Expand => clause::expand_clause(p),
        Keyword::Optimize => clause::optimize_clause(p),
        Keyword::Sample => clause::sample_clause(p),
        Keyword::Window => named_window(p),
        Keyword::Timeseries => clause::timeseries_clause(p),
        Keyword::For => clause::for_clause(p),
        Keyword::Using => relation::sample_expression(p),
        Keyword::Lock => {
            let mark = p.mark();
            p.bump_keywords(4);
            p.complete(mark, SyntaxKind::ForClause);
        }
        Keyword::With => {
            let mark = p.mark();
            p.bump_keywords(2);
            if p.at_all(&[Keyword::Use, Keyword::And, Keyword::Keep]) {
                p.bump_keywords(5);
            }
            p.complete(mark, SyntaxKind::IsolationClause);
        }
        Keyword::Settings => clause::settings_clause(p),
        Keyword::Option => clause::option_clause(p),
        Keyword::Format => {
            let mark = p.mark();
            p.bump_keyword();
            p.bump_keyword();
            p.complete(mark, SyntaxKind::FormatClause);
        }
        _ => tail_clause(p),
    }
}

/// `order by`, `limit` and their kin, behind a set operation or inside a `select`.
pub fn opt_tail_clauses(p: &mut Parser) {
    while place(p).is_some_and(|place| place >= TAIL) {
        one_clause(p);
    }
}

fn tail_clause(p: &mut Parser) {
    match p.keyword(0) {
        Keyword::Order => clause::orderby_clause(p),
        Keyword::Sort => clause::ordered(p, SyntaxKind::SortByClause),
        Keyword::Cluster => clause::ordered(p, SyntaxKind::ClusterByClause),
        Keyword::Distribute => clause::ordered(p, SyntaxKind::DistributeByClause),
        Keyword::Limit => clause::limit_clause(p),
        Keyword::Offset => clause::offset_clause(p),
        _ => clause::fetch_clause(p),
    }
}

/// `select [distinct] a, b as c, *`
pub fn select_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    select_modifiers(p);
    if is_transform(p) {
        transform_clause(p);
    } else {
        let invalid_rows = invalid_key_clause(p);
        if !element_list(p) && !invalid_rows && !(p.is_dialect(&[Dialect::Postgres]) && !p.at(Keyword::Select)) {
            p.missing("expected something to select");
        }
        invalid_key_clause(p);
    }
    if p.has(Features::EXCLUDE_BEHIND_LIST) && p.at(Keyword::Exclude) && (p.symbol(1) == sym::OPEN || p.is_name(1)) {
        exclude_clause(p);
    }
    p.complete(mark, SyntaxKind::SelectClause);
}

/// `exclude (a, b)` behind the list, and about all of it.
fn exclude_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    if p.at_symbol(sym::OPEN) {
        p.bracketed_list(|p| expression::reference_path(p, SyntaxKind::ColumnReference));
    } else {
        p.comma_list(|p| expression::reference_path(p, SyntaxKind::ColumnReference));
    }
    p.complete(mark, SyntaxKind::SelectExcludeClause);
}

fn is_transform(p: &Parser) -> bool {
    p.at(Keyword::Transform) && p.group_length(1).is_some_and(|length| matches!(p.keyword(1 + length), Keyword::Using | Keyword::Row))
}

/// `transform (a, b) row format delimited … using 'script' as (c string, d) …`
fn transform_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.bracketed_list(|p| {
        p.expect_name();
    });
    while !p.at_statement_end() && (place(p).is_none() || p.at(Keyword::Format)) {
        let before = p.position();
        if p.at_symbol(sym::OPEN) {
            p.bracketed_list(|p| {
                if p.at_kind(SyntaxKind::QuotedLiteral) {
                    // `with serdeproperties ('a' = 'b')`
                    super::statement::anything_but_commas(p);
                    return;
                }
                p.expect_name();
                super::statement::anything_but_commas(p);
            });
        } else if p.at_kind(SyntaxKind::Word) {
            p.bump_keyword();
        } else {
            p.eat_literal();
        }
        if p.position() == before {
            break;
        }
    }
    p.complete(mark, SyntaxKind::TransformClause);
}

/// `with invalid unique (a)`, `invalid foreign key (a)`: the rows that violate a key.
fn invalid_key_clause(p: &mut Parser) -> bool {
    let word = usize::from(p.at(Keyword::With));
    if !p.reads(word, "invalid") || !matches!(p.keyword(word + 1), Keyword::Unique | Keyword::Primary | Keyword::Foreign) {
        return false;
    }
    let mark = p.mark();
    let foreign = p.keyword(word + 1) == Keyword::Foreign;
    p.bump_keywords(word + 2);
    p.eat(Keyword::Key);
    if p.at_symbol(sym::OPEN) {
        p.bracketed_list(|p| expression::reference_path(p, SyntaxKind::ColumnReference));
    } else {
        p.missing("expected columns in brackets");
    }
    p.complete(mark, if foreign { SyntaxKind::WithInvalidForeignKeyClause } else { SyntaxKind::WithInvalidUniquePkClause });
    true
}

/// `referencing t (a)` behind a `from` in search of invalid foreign keys.
fn referencing_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    expression::table_reference(p);
    if p.at_symbol(sym::OPEN) {
        p.bracketed_list(|p| expression::reference_path(p, SyntaxKind::ColumnReference));
    }
    p.complete(mark, SyntaxKind::ReferencingClause);
}

/// `normalize on meets or overlaps`
fn normalize(p: &mut Parser) {
    p.bump_keyword();
    if p.at(Keyword::On) {
        p.bump_keyword();
        while p.reads(0, "meets") || p.at_any(&[Keyword::Overlaps, Keyword::Or]) {
            p.bump_keyword();
        }
    }
}

fn select_modifiers(p: &mut Parser) {
    let mark = p.mark();
    let start = p.position();
    if p.at_kind(SyntaxKind::StartHint) {
        select_hint(p);
    }
    loop {
        match p.keyword(0) {
            Keyword::Distinct if p.keyword(1) == Keyword::On && p.symbol(2) == sym::OPEN => {
                p.refuse(Form::DistinctOn);
                p.bump_keywords(2);
                p.bracketed_list(expression);
            }
            Keyword::Distinct | Keyword::Distinctrow | Keyword::Unique
                if !p.ends_after(1) && !matches!(p.symbol(1), sym::DOT | sym::COMMA) =>
            {
                p.bump_keyword();
            }
            Keyword::All if p.symbol(1) != sym::COMMA && p.symbol(1) != sym::DOT => p.bump_keyword(),
            Keyword::Normalize if p.has(Features::NORMALIZE) && !p.ends_after(1) && (p.is_word(1) || p.keyword(1) == Keyword::On) => {
                normalize(p);
            }
            Keyword::As if matches!(p.keyword(1), Keyword::Struct | Keyword::Value) => p.bump_keywords(2),
            Keyword::HighPriority
            | Keyword::StraightJoin
            | Keyword::SqlSmallResult
            | Keyword::SqlBigResult
            | Keyword::SqlBufferResult
            | Keyword::SqlCache
            | Keyword::SqlNoCache
            | Keyword::SqlCalcFoundRows => p.bump_keyword(),
            Keyword::Top | Keyword::First | Keyword::Skip if is_top(p) => top(p),
            _ => break,
        }
    }
    if p.position() > start {
        p.complete(mark, SyntaxKind::SelectClauseModifier);
    }
}

/// `/*+ broadcast(t), repartition(3, a) */`
fn select_hint(p: &mut Parser) {
    let mark = p.mark();
    p.bump();
    while !p.at_end() && !p.at_kind(SyntaxKind::EndHint) {
        let before = p.position();
        if p.is_word(0) {
            let hint = p.mark();
            p.complete_one(SyntaxKind::FunctionNameIdentifier, SyntaxKind::FunctionName);
            if p.at_symbol(sym::OPEN) {
                expression::function_contents(p, "");
            }
            p.complete(hint, SyntaxKind::HintFunction);
        } else if !p.eat_symbol(sym::COMMA) {
            p.unexpected_until(|p| p.at_kind(SyntaxKind::EndHint));
        }
        if p.position() == before {
            break;
        }
    }
    if p.at_kind(SyntaxKind::EndHint) {
        p.bump();
    }
    p.complete(mark, SyntaxKind::SelectHint);
}

fn is_top(p: &Parser) -> bool {
    (p.has(Features::TOP) || !p.at(Keyword::Top))
        && (p.peek(1) == SyntaxKind::NumericLiteral
            || p.at(Keyword::Top) && p.symbol(1) == sym::OPEN
            || p.at(Keyword::Top) && p.peek(1) == SyntaxKind::Parameter)
}

/// `top 10`, `top (10) percent with ties`
fn top(p: &mut Parser) {
    p.bump_keyword();
    if p.at_symbol(sym::OPEN) {
        p.bracketed(expression);
    } else {
        p.bump();
    }
    p.eat(Keyword::Percent);
    p.eat_all(&[Keyword::With, Keyword::Ties]);
}

/// The elements of a select list. Whether there were any.
fn element_list(p: &mut Parser) -> bool {
    let mut found = false;
    loop {
        if !opt_select_clause_element(p) {
            if !p.at_symbol(sym::COMMA) {
                return found;
            }
            p.missing("expected something before the comma");
        }
        found = true;
        if !is_list_end(p) && !p.at_symbol(sym::COMMA) {
            p.unexpected_until(|p| p.at_symbol(sym::COMMA) || place(p).is_some());
        }
        if !p.eat_symbol(sym::COMMA) {
            return found;
        }
    }
}

/// Whether the select list can end here: at another clause, a set operator, the end; or at a word that the statement
/// around the query may ask for.
fn is_list_end(p: &Parser) -> bool {
    p.at_statement_end()
        || match p.peek(0) {
            SyntaxKind::Word => p.keyword(0) != Keyword::None || p.has(Features::BARE_STATEMENTS),
            SyntaxKind::QuotedIdentifier | SyntaxKind::QuotedLiteral | SyntaxKind::NumericLiteral => false,
            _ => !matches!(p.symbol(0), sym::DOT | sym::OPEN),
        }
}

/// One element of a select list.
pub fn opt_select_clause_element(p: &mut Parser) -> bool {
    let mark = p.mark();
    if p.at_symbol(sym::STAR) || is_qualified_star(p) {
        wildcard_expression(p);
        if p.at(Keyword::As) {
            alias_expression(p);
        }
    } else if p.symbol(1) == sym::EQUALS && p.has(Features::EQUALS_ALIAS) && (p.is_name(0) || p.at_kind(SyntaxKind::QuotedLiteral)) {
        let alias = p.mark();
        if p.at_kind(SyntaxKind::QuotedLiteral) {
            p.bump();
        } else {
            p.bump_identifier();
        }
        p.complete_one(SyntaxKind::RawComparisonOperator, SyntaxKind::AliasOperator);
        p.complete(alias, SyntaxKind::AliasExpression);
        value(p);
    } else {
        if is_lone_exists(p) {
            expression::function(p);
        } else if expression::opt_value(p) == Shape::Absent {
            return false;
        }
        opt_column_alias(p);
    }
    p.complete(mark, SyntaxKind::SelectClauseElement);
    true
}

/// `exists (…)` that is all of an element is a call, unlike in a condition.
fn is_lone_exists(p: &Parser) -> bool {
    p.at(Keyword::Exists)
        && p.group_length(1).is_some_and(|length| {
            p.ends_after(1 + length)
                || matches!(p.peek(1 + length), SyntaxKind::Comma | SyntaxKind::StatementTerminator)
                || matches!(p.keyword(1 + length), Keyword::As | Keyword::From)
        })
}

/// `as a`, `a`, `as (a, b)`: the name of an element.
pub fn opt_column_alias(p: &mut Parser) {
    if p.at(Keyword::As) || is_bare_column_alias(p) {
        alias_expression(p);
    }
}

fn is_bare_column_alias(p: &Parser) -> bool {
    if p.at_label() {
        return false;
    }
    match p.peek(0) {
        SyntaxKind::QuotedIdentifier => true,
        SyntaxKind::QuotedLiteral => p.has(Features::STRING_ALIAS),
        SyntaxKind::Word => {
            let inserts = p.at(Keyword::Insert) && matches!(p.keyword(1), Keyword::Into | Keyword::Overwrite);
            p.is_name(0)
                && !inserts
                && !p.dialect().not_column_alias.contains(p.keyword(0))
                && place(p).is_none()
                && !super::query::at_set_operator(p)
        }
        _ => false,
    }
}

/// `as name` or `name`; in a table's place columns may follow in brackets.
pub fn alias_expression(p: &mut Parser) {
    let mark = p.mark();
    if p.at(Keyword::As) {
        p.complete_one(SyntaxKind::Keyword, SyntaxKind::AliasOperator);
    }
    if p.at_symbol(sym::OPEN) {
        alias_columns(p);
    } else if p.at_kind(SyntaxKind::QuotedLiteral) {
        p.bump();
    } else if p.is_name(0) {
        p.bump_identifier();
    } else if p.at_kind(SyntaxKind::Word) && place(p).is_none() && !is_query_word(p) {
        // A reserved word behind `as` can be nothing but a name.
        p.bump_identifier();
    } else if p.at_kind(SyntaxKind::Parameter) {
        p.bump();
    } else {
        p.missing("expected an alias");
    }
    p.complete(mark, SyntaxKind::AliasExpression);
}

/// Words that can be nothing but the next part of a query, even where a name must stand.
pub fn is_query_word(p: &Parser) -> bool {
    matches!(
        p.keyword(0),
        Keyword::Select
            | Keyword::From
            | Keyword::Where
            | Keyword::Join
            | Keyword::On
            | Keyword::Union
            | Keyword::And
            | Keyword::Or
            | Keyword::As
    )
}

/// `(a, b)`, `(a int, b text)` behind an alias.
pub fn alias_columns(p: &mut Parser) {
    let typed = p.is_word(2) && p.symbol(1) != sym::COMMA && p.is_word(1);
    p.bracketed(|p| {
        if p.at_end() {
            return;
        }
        if typed {
            p.comma_list(|p| {
                p.bump_as(SyntaxKind::Parameter);
                if !p.at_symbol(sym::COMMA) && !p.at_end() {
                    expression::data_type(p);
                }
                if p.eat(Keyword::Collate) {
                    p.bump_identifier();
                }
            });
            return;
        }
        let mark = p.mark();
        p.comma_list(|p| {
            if p.is_word(0) {
                p.bump_identifier();
            } else {
                p.missing("expected a name");
            }
        });
        p.complete(mark, SyntaxKind::IdentifierList);
    });
}

#[cfg(test)]
mod tests;
