//! Tables that a function of Transact-SQL opens: what it opens is written inside the brackets, and its columns behind `with`.

use crate::dialect::{Features, Keyword};
use crate::syntax::SyntaxKind;

use super::expression::{data_type, dotted_names, expression, opt_table_name, opt_value, path_length, reference_path, table_reference};
use super::parser::{Parser, sym};
use super::statement::anything_but_commas;

/// `openrowset (…) with (…)`, `openjson (…)`, `openquery (…)`, `containstable (…)`. Whether one was there.
pub fn opt_rowset(p: &mut Parser) -> bool {
    if !p.has(Features::TYPE_METHODS) || p.symbol(1) != sym::OPEN {
        return false;
    }
    match p.keyword(0) {
        Keyword::Openrowset => openrowset(p),
        Keyword::Openjson => openjson(p),
        Keyword::Openxml => openxml(p),
        Keyword::Openquery => openquery(p),
        Keyword::Containstable | Keyword::Freetexttable => containstable(p),
        Keyword::Opendatasource => {
            // A server, and a table's name behind it.
            p.bump_keyword();
            p.bracketed(|p| p.comma_list(anything_but_commas));
            dotted_names(p);
        }
        _ => return false,
    }
    true
}

/// `openrowset (bulk '…', format = 'csv') with (a int, b text 2)`
fn openrowset(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.bracketed(|p| {
        p.comma_list(|p| {
            p.eat(Keyword::Bulk);
            if p.is_word(0) && p.symbol(1) == sym::EQUALS {
                p.bump_keyword();
                p.complete_one(SyntaxKind::RawComparisonOperator, SyntaxKind::ComparisonOperator);
            } else if p.is_word(0) && path_length(p) > 0 && p.symbol(path_length(p)) != sym::OPEN {
                reference_path(p, SyntaxKind::ObjectReference);
                return;
            }
            opt_value(p);
            while p.at_symbol(sym::SEMICOLON) {
                p.bump_as(SyntaxKind::StatementTerminator);
                opt_value(p);
            }
        });
    });
    with_columns(p, Some(SyntaxKind::OpenrowsetWithClause));
    p.complete(mark, SyntaxKind::OpenrowsetSegment);
}

/// `openjson (a, '$.b') with (id int '$.id', c nvarchar(max) as json)`
fn openjson(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.bracketed_list(expression);
    with_columns(p, Some(SyntaxKind::OpenjsonWithClause));
    p.complete(mark, SyntaxKind::OpenjsonSegment);
}

/// `openxml (@a, '/b', 2) with (c int '@c')`
fn openxml(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.bracketed(|p| p.comma_list(anything_but_commas));
    with_columns(p, None);
    p.complete(mark, SyntaxKind::OpenxmlSegment);
}

/// `openquery (server, 'select 1')`
fn openquery(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.bracketed(|p| {
        if p.is_word(0) {
            reference_path(p, SyntaxKind::ObjectReference);
        }
        if p.eat_symbol(sym::COMMA) && !p.eat_literal() {
            p.missing("expected a query in quotes");
        }
    });
    p.complete(mark, SyntaxKind::OpenquerySegment);
}

/// `containstable (t, (a, b), 'word', language 1033, 10)`
fn containstable(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    p.bracketed(|p| {
        table_reference(p);
        if p.eat_symbol(sym::COMMA) {
            columns(p);
        }
        while p.eat_symbol(sym::COMMA) {
            p.eat(Keyword::Language);
            expression(p);
        }
    });
    p.complete(mark, SyntaxKind::ContainstableSegment);
}

/// One column, all, or several in brackets.
fn columns(p: &mut Parser) {
    if p.at_symbol(sym::STAR) {
        p.bump();
    } else if p.at_symbol(sym::OPEN) {
        p.bracketed_list(|p| reference_path(p, SyntaxKind::ColumnReference));
    } else {
        reference_path(p, SyntaxKind::ColumnReference);
    }
}

/// `with (a int '$.a', b text as json)`, or the table whose columns these are.
fn with_columns(p: &mut Parser, kind: Option<SyntaxKind>) {
    if !p.at(Keyword::With) || p.symbol(1) != sym::OPEN {
        return;
    }
    let mark = p.mark();
    p.bump_keyword();
    p.bracketed(|p| {
        if path_length(p) > 0 && p.ends_after(path_length(p)) {
            opt_table_name(p);
            return;
        }
        p.comma_list(|p| {
            if !p.is_word(0) {
                p.missing("expected a column");
                return;
            }
            p.bump_identifier();
            data_type(p);
            if p.eat(Keyword::Collate) {
                reference_path(p, SyntaxKind::CollationReference);
            }
            p.eat_literal();
            p.eat_all(&[Keyword::As, Keyword::Json]);
        });
    });
    if let Some(kind) = kind {
        p.complete(mark, kind);
    }
}

#[cfg(test)]
mod tests {
    use crate::dialect::Dialect;
    use crate::sql::testing::check;

    #[test]
    fn reads_its_forms() {
        for (sql, part) in [
            (
                "select * from openrowset(bulk 'x', format = 'csv') with (a int, b date 2) as r",
                "(openrowset_segment openrowset (bracketed ( bulk 'x' , format (comparison_operator =) 'csv' )) (openrowset_with_clause with (bracketed ( a (data_type int) , b (data_type date) 2 )))",
            ),
            (
                "select * from t cross apply openjson(t.a, '$.x') with (id int '$.id', o nvarchar(max) as json) j",
                "(openjson_with_clause with (bracketed ( id (data_type int) '$.id' , o (data_type nvarchar (bracketed_arguments (bracketed ( max )))) as json )))",
            ),
            ("select * from openquery(a, 'select 1')", "(openquery_segment openquery (bracketed ( (object_reference a) , 'select 1' )))"),
            (
                "select * from containstable(t, (a, b), 'x') as k",
                "(containstable_segment containstable (bracketed ( (table_reference t) , (bracketed ( (column_reference a) , (column_reference b) )) , (expression 'x') )))",
            ),
        ] {
            check(Dialect::Tsql, sql, part);
        }
    }
}
