//! Joins.

use crate::dialect::{Dialect, Keyword};
use crate::syntax::SyntaxKind;

use super::expression::expression;
use super::from::{from_expression, is_table_alias, opt_from_expression_element, table_alias};
use super::parser::{Parser, sym};
use super::query;
use super::relation;

/// All joins that follow a table.
pub fn joins(p: &mut Parser) {
    let mut without_condition = 0;
    loop {
        if join_length(p).is_some() || at_broken_join(p) {
            without_condition += usize::from(!join_clause(p));
        } else if p.at(Keyword::Lateral) && p.keyword(1) == Keyword::View {
            relation::lateral_view_clause(p);
        } else if p.at(Keyword::On) && !at_conflict(p) {
            // `a join b join c on … on …`: the second condition closes the outer join.
            if without_condition == 0 {
                p.missing("expected a join before `on`");
            } else {
                without_condition -= 1;
            }
            join_on_condition(p);
        } else if !relation::modifiers_behind_joins(p) {
            return;
        }
    }
}

/// Whether a join begins here.
pub fn at_join(p: &Parser) -> bool {
    join_length(p).is_some()
}

/// How many words the join at hand has, `join` included.
fn join_length(p: &Parser) -> Option<usize> {
    join_length_at(p, 0)
}

/// The same for the join that begins `start` tokens ahead.
fn join_length_at(p: &Parser, start: usize) -> Option<usize> {
    let mut length = 0;
    loop {
        match p.keyword(start + length) {
            Keyword::Join | Keyword::StraightJoin => return Some(length + 1),
            Keyword::Apply if length == 1 => return Some(2),
            Keyword::Array if length < 2 && p.keyword(start + length + 1) == Keyword::Join => return Some(length + 2),
            Keyword::Natural
            | Keyword::Inner
            | Keyword::Left
            | Keyword::Right
            | Keyword::Full
            | Keyword::Cross
            | Keyword::Outer
            | Keyword::Semi
            | Keyword::Anti
            | Keyword::Asof
            | Keyword::Any
            | Keyword::All
            | Keyword::Global
            | Keyword::Local
            | Keyword::Positional
            | Keyword::Hash
            | Keyword::Loop
            | Keyword::Merge
            | Keyword::Remote
            | Keyword::Paste
            | Keyword::Directed
                if length < 4 && (length == 0 || p.keyword(length) != p.keyword(length - 1)) =>
            {
                length += 1;
            }
            _ => return None,
        }
    }
}

/// Whether the words of a join stand here, but not the one that says so.
fn at_broken_join(p: &Parser) -> bool {
    p.at_any(&[Keyword::Left, Keyword::Right, Keyword::Full, Keyword::Inner, Keyword::Cross, Keyword::Natural])
        && !p.is_name(0)
        && !query::at_set_operator(p)
}

/// One join: its words, the table, the condition. Whether it has a condition.
pub fn join_clause(p: &mut Parser) -> bool {
    let mark = p.mark();
    let length = join_length(p).unwrap_or(0);
    let is_array = length > 1 && p.keyword(length - 2) == Keyword::Array;
    p.bump_keywords(length);
    if length == 0 {
        while at_broken_join(p) || p.at(Keyword::Outer) {
            p.bump_keyword();
        }
        p.missing("expected `join`");
    }
    if is_array {
        p.comma_list(|p| {
            if !super::select::opt_select_clause_element(p) {
                p.missing("expected an array to join");
            }
        });
        p.complete(mark, SyntaxKind::ArrayJoinClause);
        return true;
    }
    let hinted = p.at_symbol(sym::OPEN) && !query::at_query(p, 1) || p.at_symbol(sym::OPEN_SQUARE);
    if hinted && is_hint(p) {
        p.bracketed_list(Parser::bump_keyword);
    }
    if p.at_symbol(sym::OPEN) && !query::at_query(p, 1) {
        let element = p.mark();
        p.bracketed(|p| {
            from_expression(p);
            while p.eat_symbol(sym::COMMA) {
                from_expression(p);
            }
        });
        if is_table_alias(p) {
            table_alias(p);
        }
        p.complete(element, SyntaxKind::FromExpressionElement);
    } else if !opt_from_expression_element(p) {
        p.missing("expected a table to join");
        if p.at(Keyword::On) {
            join_on_condition(p);
        }
        p.complete(mark, SyntaxKind::JoinClause);
        return true;
    }
    if condition_behind_joins(p) {
        // The condition comes behind the joins that stand between.
        p.nested(|p| {
            while condition_behind_joins(p) {
                join_clause(p);
            }
        });
    }
    if p.at(Keyword::MatchCondition) && p.symbol(1) == sym::OPEN {
        let mark = p.mark();
        p.bump_keyword();
        p.bracketed(expression);
        p.complete(mark, SyntaxKind::MatchConditionClause);
    }
    let conditional = condition(p);
    p.complete(mark, SyntaxKind::JoinClause);
    conditional
}

/// `on …`, `using (…)`. Whether there was one.
fn condition(p: &mut Parser) -> bool {
    if p.at(Keyword::On) && !at_conflict(p) {
        join_on_condition(p);
    } else if p.at(Keyword::Using) && p.symbol(1) == sym::OPEN {
        p.bump_keyword();
        p.bracketed(|p| p.comma_list(|p| if p.is_word(0) { p.bump_identifier() } else { p.missing("expected a column") }));
        if p.at(Keyword::As) && p.is_name(1) {
            super::select::alias_expression(p);
        }
    } else if p.at(Keyword::Using) && p.is_dialect(&[Dialect::Clickhouse]) {
        p.bump_keyword();
        p.comma_list(|p| {
            p.expect_name();
        });
    } else if p.at(Keyword::Using) && !p.is_name(0) && p.keyword(1) != Keyword::Sample {
        p.bump_keyword();
        p.missing("expected columns in brackets");
        p.eat_name();
    } else {
        return false;
    }
    true
}

/// How far the condition of a join is looked for.
const CONDITION_AHEAD: usize = 2_000;

/// Whether the join at hand is a part of what is joined: in `a join b join c on … on …` the first condition is the inner
/// join's and the second the outer's.
fn condition_behind_joins(p: &Parser) -> bool {
    if join_length_at(p, 0).is_none() {
        return false;
    }
    // How many joins still wait for a condition, the one whose table was read included.
    let mut open = 1;
    let mut ahead = 0;
    while ahead < CONDITION_AHEAD {
        if let Some(length) = join_length_at(p, ahead) {
            let needs_none = (0..length)
                .any(|word| matches!(p.keyword(ahead + word), Keyword::Cross | Keyword::Natural | Keyword::Apply | Keyword::Array));
            open += usize::from(!needs_none);
            ahead += length;
            continue;
        }
        match p.keyword(ahead) {
            Keyword::On | Keyword::Using => {
                open -= 1;
                if open == 0 {
                    return true;
                }
            }
            Keyword::Where | Keyword::Group | Keyword::Order | Keyword::Select | Keyword::Set | Keyword::When => return false,
            _ => {}
        }
        if matches!(p.peek(ahead), SyntaxKind::EndOfFile | SyntaxKind::StatementTerminator | SyntaxKind::Comma) {
            return false;
        }
        ahead += p.group_length(ahead).unwrap_or(1);
    }
    false
}

/// `join /*broadcast*/ [shuffle]`, `join (broadcast)`
fn is_hint(p: &Parser) -> bool {
    matches!(p.keyword(1), Keyword::Broadcast | Keyword::Shuffle)
}

fn join_on_condition(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    expression(p);
    p.complete(mark, SyntaxKind::JoinOnCondition);
}

/// `on conflict`, `on duplicate key`: the tail of an `insert` around the query.
fn at_conflict(p: &Parser) -> bool {
    matches!(p.keyword(1), Keyword::Conflict | Keyword::Duplicate)
}

#[cfg(test)]
mod tests {
    use crate::dialect::Dialect;
    use crate::sql::testing::check;

    #[test]
    fn reads_its_forms() {
        for (dialect, sql, part) in [
            (
                Dialect::Ansi,
                "select a from t left outer join u on b",
                "(join_clause left outer join (from_expression_element (table_expression (table_reference u))) (join_on_condition on (expression (column_reference b))))",
            ),
            (
                Dialect::Ansi,
                "select a from t cross join u natural join v join w using (id)",
                "(join_clause natural join (from_expression_element (table_expression (table_reference v)))) (join_clause join (from_expression_element (table_expression (table_reference w))) using (bracketed ( id )))",
            ),
            (
                Dialect::Snowflake,
                "select a from t asof join u match_condition (b >= c)",
                "(match_condition match_condition (bracketed ( (expression",
            ),
            (
                Dialect::Snowflake,
                "select a from t asof join u match_condition(b >= c)",
                "(table_reference u))) (match_condition match_condition (bracketed ( (expression",
            ),
            (
                Dialect::Tsql,
                "select a from t join u join v on a = b on c = d",
                "(table_reference u))) (join_clause join (from_expression_element (table_expression (table_reference v))) (join_on_condition on (expression (column_reference a)",
            ),
            (
                Dialect::Clickhouse,
                "select a from t array join b as c",
                "(array_join_clause array join (select_clause_element (column_reference b) (alias_expression (alias_operator as) c)))",
            ),
        ] {
            check(dialect, sql, part);
        }
    }
}
