//! The clauses of a query behind its select list, except `from`.

use crate::dialect::{Dialect, Features, Form, Keyword};
use crate::syntax::SyntaxKind;

use super::expression::{self, dotted_names, expression, opt_value, value};
use super::parser::{Parser, Sym, sym};

const PERCENT: Sym = Sym::new("%");

/// `where a = 1`, `where current of cursor`
pub fn where_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    if p.at_all(&[Keyword::Current, Keyword::Of]) {
        p.bump_keywords(2);
        p.expect_name();
    } else {
        expression(p);
    }
    p.complete(mark, SyntaxKind::WhereClause);
}

/// `prewhere a = 1`
pub fn prewhere_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    expression(p);
    p.complete(mark, SyntaxKind::PrewhereClause);
}

pub fn having_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    expression(p);
    p.complete(mark, SyntaxKind::HavingClause);
}

pub fn qualify_clause(p: &mut Parser) {
    let mark = p.mark();
    p.refuse(Form::Qualify);
    p.bump_keyword();
    expression(p);
    p.complete(mark, SyntaxKind::QualifyClause);
}

/// `group by a, b + 1, rollup (c)`, `group by all`
pub fn groupby_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keywords(2);
    if p.at(Keyword::All) && p.symbol(1) != sym::COMMA {
        p.bump_keyword();
        if p.at(Keyword::Distinct) {
            p.bump_keyword();
        }
    } else {
        if p.at(Keyword::Distinct) {
            p.bump_keyword();
        }
        p.comma_list(grouping);
    }
    if p.at(Keyword::Grouping) && p.keyword(1) == Keyword::Sets {
        grouping(p);
    }
    if p.at(Keyword::With) && matches!(p.keyword(1), Keyword::Rollup | Keyword::Cube | Keyword::Totals) {
        let mark = p.mark();
        p.bump_keywords(2);
        p.complete(mark, SyntaxKind::WithRollupClause);
    }
    p.complete(mark, SyntaxKind::GroupbyClause);
}

fn grouping(p: &mut Parser) {
    match p.keyword(0) {
        Keyword::Grouping if p.keyword(1) == Keyword::Sets => {
            let mark = p.mark();
            p.bump_keywords(2);
            p.bracketed(grouping_expression_list);
            p.complete(mark, SyntaxKind::GroupingSetsClause);
        }
        Keyword::Rollup | Keyword::Cube if p.symbol(1) == sym::OPEN => {
            let mark = p.mark();
            p.complete_one(SyntaxKind::FunctionNameIdentifier, SyntaxKind::FunctionName);
            p.bracketed(grouping_expression_list);
            p.complete(mark, SyntaxKind::CubeRollupClause);
        }
        _ if p.at_symbol(sym::OPEN) && p.symbol(1) == sym::CLOSE || p.at_symbol(sym::OPEN) && p.group_length(0) == Some(2) => {
            p.bracketed(|_| {});
        }
        _ => {
            value(p);
            p.eat_any(&[Keyword::Asc, Keyword::Desc]);
        }
    }
}

fn grouping_expression_list(p: &mut Parser) {
    if p.at_end() {
        return;
    }
    let mark = p.mark();
    p.comma_list(grouping);
    p.complete(mark, SyntaxKind::GroupingExpressionList);
}

/// `order by a desc nulls last, b`; `sort by`, `cluster by` and `distribute by` have the same form.
pub fn orderby_clause(p: &mut Parser) {
    ordered(p, SyntaxKind::OrderbyClause);
}

/// A clause of two words and a list of things to sort by.
pub fn ordered(p: &mut Parser, kind: SyntaxKind) {
    let mark = p.mark();
    p.bump_keyword();
    p.eat(Keyword::Siblings);
    p.expect(Keyword::By);
    p.comma_list(order_element);
    if p.at(Keyword::Interpolate) {
        p.bump_keyword();
        if p.at_symbol(sym::OPEN) {
            p.bracketed_list(|p| {
                expression::operand(p);
                if p.eat(Keyword::As) {
                    expression(p);
                }
            });
        }
    }
    if p.has(Features::TOP) && p.has(Features::BATCHES) {
        // There `offset` and `fetch` are parts of `order by`.
        if p.at(Keyword::Offset) {
            offset_clause(p);
        }
        if p.at(Keyword::Fetch) {
            fetch_clause(p);
        }
    }
    p.complete(mark, kind);
}

fn order_element(p: &mut Parser) {
    if p.at(Keyword::All) && p.symbol(1) != sym::OPEN {
        p.bump_keyword();
    } else if opt_value(p) == expression::Shape::Absent {
        p.missing("expected an expression");
        return;
    }
    order_direction(p);
}

/// `desc nulls last`, `using <`, `with fill from 1 to 10 step 2`
pub fn order_direction(p: &mut Parser) {
    let mut directed = false;
    loop {
        match p.keyword(0) {
            Keyword::Asc | Keyword::Desc if !directed => {
                directed = true;
                p.bump_keyword();
            }
            Keyword::Nulls if matches!(p.keyword(1), Keyword::First | Keyword::Last) => p.bump_keywords(2),
            Keyword::Using if p.keyword(1) == Keyword::Operator => {
                p.bump_keywords(2);
                p.bracketed(super::statement::anything);
            }
            Keyword::Using if p.peek(1) == SyntaxKind::Symbol => {
                p.bump_keyword();
                p.complete_one(SyntaxKind::RawComparisonOperator, SyntaxKind::ComparisonOperator);
            }
            Keyword::Collate => {
                p.bump_keyword();
                p.bump_identifier();
            }
            Keyword::With if p.keyword(1) == Keyword::Fill => {
                p.bump_keywords(2);
                while p.eat_any(&[Keyword::From, Keyword::To, Keyword::Step, Keyword::Staleness]) {
                    expression(p);
                }
            }
            _ => return,
        }
    }
}

/// `limit 10 offset 5`, `limit 5, 10`, `limit all`, `limit 1 by a`
pub fn limit_clause(p: &mut Parser) {
    let mark = p.mark();
    p.refuse(Form::Limit);
    p.bump_keyword();
    if !p.eat(Keyword::All) {
        value_or_percentage(p);
        p.eat_any(&[Keyword::Percent, Keyword::Rows]);
    }
    if p.at_symbol(sym::COMMA) {
        p.refuse(Form::LimitPair);
        p.bump();
        value(p);
    }
    if p.at(Keyword::Offset) {
        p.bump_keyword();
        value(p);
    }
    if p.eat_all(&[Keyword::With, Keyword::Ties]) {
        p.complete(mark, SyntaxKind::LimitClause);
        return;
    }
    if p.eat(Keyword::By) {
        p.comma_list(value);
    }
    if p.at(Keyword::Over) {
        expression::over_clause(p);
    }
    p.complete(mark, SyntaxKind::LimitClause);
}

/// `10`, `10%`
fn value_or_percentage(p: &mut Parser) {
    if p.at_kind(SyntaxKind::NumericLiteral) && p.symbol(1) == PERCENT && p.touches_next(0) {
        p.bump();
        p.bump_as(SyntaxKind::Percent);
    } else {
        value(p);
    }
}

/// `timeseries slice as '5 seconds' over (…)`
pub fn timeseries_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    let alias = p.mark();
    if p.expect_name() {
        p.complete(alias, SyntaxKind::AliasExpression);
    }
    p.expect(Keyword::As);
    p.eat_literal();
    if p.at(Keyword::Over) {
        expression::over_clause(p);
    }
    p.complete(mark, SyntaxKind::TimeseriesClause);
}

/// `offset 5 rows`
pub fn offset_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    value(p);
    let in_rows = p.eat_any(&[Keyword::Row, Keyword::Rows]);
    if p.is_dialect(&[Dialect::Snowflake]) && !in_rows {
        if p.at(Keyword::Fetch) {
            fetch(p);
        }
        p.complete(mark, SyntaxKind::LimitClause);
        return;
    }
    p.complete(mark, SyntaxKind::OffsetClause);
}

/// `fetch first 10 rows only`
pub fn fetch_clause(p: &mut Parser) {
    let mark = p.mark();
    let complete = fetch(p);
    let kind = if p.is_dialect(&[Dialect::Snowflake]) && !complete { SyntaxKind::LimitClause } else { SyntaxKind::FetchClause };
    p.complete(mark, kind);
}

/// Tells whether it was all there: `fetch first 10 rows` will do in some dialects.
fn fetch(p: &mut Parser) -> bool {
    p.bump_keyword();
    p.eat_any(&[Keyword::First, Keyword::Next]);
    if !p.at_any(&[Keyword::Row, Keyword::Rows]) {
        opt_value(p);
        p.eat(Keyword::Percent);
    }
    let words_needed = !p.is_dialect(&[Dialect::Snowflake]);
    if !p.eat_any(&[Keyword::Row, Keyword::Rows]) && words_needed {
        p.missing("expected `rows`");
    }
    if p.eat(Keyword::With) {
        return p.expect(Keyword::Ties);
    }
    let only = p.eat(Keyword::Only);
    if !only && words_needed {
        p.missing("expected `only`");
    }
    only
}

/// What `for` may ask for: locks and formats.
const FOR_WORDS: &[Keyword] = &[
    Keyword::Update,
    Keyword::Share,
    Keyword::No,
    Keyword::Key,
    Keyword::Nowait,
    Keyword::Wait,
    Keyword::Skip,
    Keyword::Locked,
    Keyword::Read,
    Keyword::Fetch,
    Keyword::Only,
    Keyword::Browse,
    Keyword::Json,
    Keyword::Xml,
    Keyword::Path,
    Keyword::Auto,
    Keyword::Raw,
    Keyword::Explicit,
    Keyword::Root,
    Keyword::Elements,
    Keyword::Type,
    Keyword::Binary,
    Keyword::Base64,
    Keyword::Xsinil,
    Keyword::Absent,
    Keyword::Xmlschema,
    Keyword::Xmldata,
    Keyword::IncludeNullValues,
    Keyword::WithoutArrayWrapper,
];

/// `for update of t nowait`, `for json path`, `for xml auto`
pub fn for_clause(p: &mut Parser) {
    let mark = p.mark();
    while p.at(Keyword::For) {
        p.bump_keyword();
        loop {
            if p.eat(Keyword::Of) {
                if p.is_dialect(&[Dialect::Mysql, Dialect::Mariadb]) {
                    p.comma_list(|p| {
                        p.expect_name();
                    });
                } else {
                    p.comma_list(expression::table_reference);
                }
            } else if p.eat_any(FOR_WORDS) {
            } else if p.at_symbol(sym::OPEN) {
                p.bracketed_list(value);
            } else if p.at_symbol(sym::COMMA) || p.at_kind(SyntaxKind::NumericLiteral) {
                p.bump();
            } else {
                break;
            }
        }
    }
    p.complete(mark, SyntaxKind::ForClause);
}

/// `start with a connect by prior b = c`, in either order
pub fn hierarchical_query_clause(p: &mut Parser) {
    let mark = p.mark();
    loop {
        if p.at_all(&[Keyword::Start, Keyword::With]) {
            let mark = p.mark();
            p.bump_keywords(2);
            expression(p);
            p.complete(mark, SyntaxKind::StartwithClause);
        } else if p.at_all(&[Keyword::Connect, Keyword::By]) {
            let mark = p.mark();
            p.bump_keywords(2);
            p.eat(Keyword::Nocycle);
            p.comma_list(expression);
            p.complete(mark, SyntaxKind::ConnectbyClause);
        } else {
            break;
        }
    }
    p.complete(mark, SyntaxKind::HierarchicalQueryClause);
}

/// `preferring high a prior to (low b plus c = 1) partition by d`
pub fn preferring_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    preference(p);
    if p.at_all(&[Keyword::Partition, Keyword::By]) {
        expression::partitionby_clause(p);
    }
    p.complete(mark, SyntaxKind::PreferringClause);
}

fn preference(p: &mut Parser) {
    p.nested(|p| {
        let mark = p.mark();
        if p.at_symbol(sym::OPEN) && (p.reads(1, "high") || p.reads(1, "low") || p.symbol(1) == sym::OPEN) {
            p.bracketed(preference);
        } else {
            if p.reads(0, "high") || p.reads(0, "low") {
                p.bump_keyword();
            }
            value(p);
        }
        let more = p.mark();
        let joined = p.eat_all(&[Keyword::Prior, Keyword::To]);
        if joined || p.reads(0, "plus") || p.reads(0, "inverse") {
            if !joined {
                p.bump_keyword();
            }
            preference(p);
            p.complete(more, SyntaxKind::PlusPriorInverse);
        }
        p.complete(mark, SyntaxKind::PreferenceTerm);
    });
}

/// `model partition by (a) dimension by (b) measures (c d) rules (d[1] = d[2] + 1)`
pub fn model_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    while !p.at_statement_end() && !(p.at(Keyword::Order) && p.keyword(1) == Keyword::By) {
        let before = p.position();
        if p.reads(0, "rules") {
            while p.at_kind(SyntaxKind::Word) {
                p.bump_keyword();
            }
            if p.at_symbol(sym::OPEN) {
                p.bracketed_list(|p| {
                    p.eat_any(&[Keyword::Update]);
                    expression::operand(p);
                    if p.eat_symbol(sym::EQUALS) {
                        value(p);
                    }
                });
            }
        } else if p.at_symbol(sym::OPEN) {
            p.bracketed_list(|p| {
                value(p);
                super::select::opt_column_alias(p);
            });
        } else if p.at_kind(SyntaxKind::Word) && !super::query::at_set_operator(p) {
            p.bump_keyword();
        }
        if p.position() == before {
            break;
        }
    }
    p.complete(mark, SyntaxKind::ModelClause);
}

/// `expand on a as b by interval '1' day`
pub fn expand_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keywords(2);
    value(p);
    if p.at(Keyword::As) {
        super::select::alias_expression(p);
    }
    if p.eat(Keyword::By) {
        value(p);
    }
    if p.eat(Keyword::For) {
        value(p);
    }
    p.complete(mark, SyntaxKind::ExpandClause);
}

/// `optimize for 10 rows`
pub fn optimize_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keywords(2);
    value(p);
    p.eat_any(&[Keyword::Row, Keyword::Rows]);
    p.complete(mark, SyntaxKind::OptimizeClause);
}

/// `sample 0.25, 0.5`
pub fn sample_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.comma_list(value);
    p.complete(mark, SyntaxKind::SampleExpression);
}

/// `option (maxrecursion 10, hash join)`
pub fn option_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.bracketed(super::statement::anything);
    p.complete(mark, SyntaxKind::OptionClause);
}

/// `settings max_threads = 1, …`
pub fn settings_clause(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.comma_list(|p| {
        p.expect_name();
        if p.eat_symbol(sym::EQUALS) {
            value(p);
        }
    });
    p.complete(mark, SyntaxKind::SettingsClause);
}

/// `into table`, `into outfile '…'`, `into @a, @b`
pub fn into_clause(p: &mut Parser) {
    let mark = p.mark();
    if p.has(Features::INTO_VARIABLES) {
        return into_variables(p);
    }
    p.bump_keyword();
    if p.eat_any(&[Keyword::Outfile, Keyword::Dumpfile]) {
        p.eat_literal();
        while p.at_any(&[
            Keyword::Fields,
            Keyword::Columns,
            Keyword::Lines,
            Keyword::Terminated,
            Keyword::By,
            Keyword::Optionally,
            Keyword::Enclosed,
            Keyword::Escaped,
            Keyword::Starting,
            Keyword::Character,
            Keyword::Set,
            Keyword::Format,
            Keyword::As,
            Keyword::Properties,
        ]) {
            let options = p.at(Keyword::Properties);
            p.bump_keyword();
            if options && p.at_symbol(sym::OPEN) {
                p.bracketed(super::statement::anything);
            }
            if !p.eat_literal() && p.is_name(0) {
                p.bump_identifier();
            }
        }
    } else {
        p.eat_any(&[Keyword::Strict]);
        p.eat_any(&[Keyword::Temporary, Keyword::Temp, Keyword::Unlogged, Keyword::Local, Keyword::Global]);
        p.eat_any(&[Keyword::Temporary, Keyword::Temp]);
        p.eat(Keyword::Table);
        match p.dialect().id {
            Dialect::Mysql | Dialect::Mariadb => p.comma_list(|p| if p.is_word(0) { p.bump_identifier() } else { p.bump() }),
            Dialect::Tsql => expression::object_reference(p, SyntaxKind::ObjectReference),
            _ if p.at_symbol(sym::COLON) && p.has(Features::COLON_PARAMETER) => p.comma_list(value),
            _ => p.comma_list(expression::table_reference),
        }
    }
    p.complete(mark, SyntaxKind::IntoClause);
}

/// `into a, b.c, d(1)`, `bulk collect into a`
pub fn into_variables(p: &mut Parser) {
    let mark = p.mark();
    let bulk = p.eat_all(&[Keyword::Bulk, Keyword::Collect]);
    p.expect(Keyword::Into);
    p.comma_list(|p| {
        if !p.is_word(0) {
            value(p);
        } else if p.symbol(1) == sym::DOT {
            expression::reference_path(p, SyntaxKind::ObjectReference);
        } else {
            p.bump_identifier();
        }
        while p.at_symbol(sym::OPEN) {
            p.bracketed_list(value);
            dotted_names(p);
        }
    });
    p.complete(mark, if bulk { SyntaxKind::BulkCollectIntoClause } else { SyntaxKind::IntoClause });
}

#[cfg(test)]
mod tests;
