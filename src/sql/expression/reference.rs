//! Names with dots: columns, tables and other objects.

use crate::dialect::{Dialect, Features, Keyword};
use crate::syntax::SyntaxKind;

use super::{Shape, function};
use crate::sql::parser::{Parser, Sym, sym};

const AT: Sym = Sym::new("@");
const PERCENT: Sym = Sym::new("%");

/// A column, `table.*`, or a function if a bracket follows the name.
pub(super) fn column_or_function(p: &mut Parser) -> Shape {
    if p.at(Keyword::Local) && p.symbol(1) == sym::DOT && p.has(Features::LOCAL_ALIAS) {
        let mark = p.mark();
        p.bump_keyword();
        p.bump();
        p.bump_identifier();
        p.complete(mark, SyntaxKind::LocalAliasSegment);
        return Shape::Simple;
    }
    let length = path_length(p);
    if calls_method(p, length) {
        reference_path(p, SyntaxKind::ColumnReference);
        return Shape::Simple;
    }
    if p.symbol(length) == PERCENT && p.has(Features::PERCENT_ATTRIBUTE) && is_attribute(p, length + 1) {
        return attribute(p);
    }
    if p.symbol(length) == AT && p.has(Features::DATABASE_LINK) && p.is_word(length + 1) {
        let link = path_length_at(p, length + 1);
        if p.symbol(length + 1 + link) == sym::OPEN {
            return function(p);
        }
    }
    if p.symbol(length) == sym::OPEN
        && !super::types::is_postfix_cast(p, length)
        && !(p.symbol(length + 1) == sym::PLUS && p.group_length(length) == Some(3))
    {
        return function(p);
    }
    if p.symbol(length) == sym::DOT && p.symbol(length + 1) == sym::STAR {
        let mark = p.mark();
        path(p);
        p.bump();
        p.bump();
        p.complete(mark, SyntaxKind::WildcardIdentifier);
        return Shape::Compound;
    }
    reference_path(p, SyntaxKind::ColumnReference);
    Shape::Simple
}

fn is_attribute(p: &Parser, ahead: usize) -> bool {
    p.reads(ahead, "found")
        || matches!(
            p.keyword(ahead),
            Keyword::Notfound | Keyword::Isopen | Keyword::Rowcount | Keyword::BulkRowcount | Keyword::BulkExceptions
        )
}

/// `cursor%found`, `sql%rowcount`, `sql%bulk_rowcount(1)`
fn attribute(p: &mut Parser) -> Shape {
    while !p.at_symbol(PERCENT) {
        if p.is_word(0) { p.bump_identifier() } else { p.bump() }
    }
    p.bump_as(SyntaxKind::AttributeIndicator);
    p.bump_keyword();
    if p.at_symbol(sym::OPEN) {
        p.bracketed_list(super::value);
    }
    dotted_names(p);
    Shape::Compound
}

/// The names behind the first of a path that is no node of its own: `.b.c`.
pub fn dotted_names(p: &mut Parser) {
    while p.at_symbol(sym::DOT) && p.is_word(1) {
        p.bump();
        p.bump_identifier();
    }
}

/// How many tokens the dotted name at hand has; 0 where none begins.
pub fn path_length(p: &Parser) -> usize {
    path_length_at(p, 0)
}

/// The same for the name that begins `start` tokens ahead.
pub fn path_length_at(p: &Parser, start: usize) -> usize {
    let mut length = start;
    if p.symbol(length) == sym::DOT {
        length += 1;
    }
    if !is_part(p, length) {
        return 0;
    }
    length += 1;
    while p.symbol(length) == sym::DOT {
        // `db..table`
        let dots = if p.symbol(length + 1) == sym::DOT && !p.has(Features::DOUBLE_DOT_RANGE) { 2 } else { 1 };
        if !is_part(p, length + dots) {
            break;
        }
        length += dots + 1;
    }
    length - start
}

fn is_part(p: &Parser, ahead: usize) -> bool {
    p.is_word(ahead)
        || matches!(
            p.peek(ahead),
            SyntaxKind::Parameter
                | SyntaxKind::Variable
                | SyntaxKind::StagePath
                | SyntaxKind::ColumnIndexIdentifierSegment
                | SyntaxKind::PositionalParameter
        )
}

/// A dotted name as one node.
pub fn reference_path(p: &mut Parser, kind: SyntaxKind) {
    let mark = p.mark();
    path(p);
    p.complete(mark, kind);
}

/// The parts and dots of a name.
fn path(p: &mut Parser) {
    let length = path_length(p);
    if calls_method(p, length) {
        for _ in 0..length - 2 {
            if p.is_word(0) { p.bump_identifier() } else { p.bump() }
        }
        methods(p);
        return;
    }
    let count = length.max(1);
    for _ in 0..count {
        if p.is_word(0) || p.at_statement_end() { p.bump_identifier() } else { p.bump() }
    }
}

/// Methods of the types `xml` and `hierarchyid`; those of the spatial types begin with `ST`.
const METHODS: &[&str] = &[
    "value",
    "query",
    "exist",
    "nodes",
    "modify",
    "getancestor",
    "getdescendant",
    "getlevel",
    "getreparentedvalue",
    "isdescendantof",
    "tostring",
];

/// Whether the name of `length` tokens at hand ends in a method that is called: `a.value('…', 'int')`.
#[must_use]
pub fn calls_method(p: &Parser, length: usize) -> bool {
    p.has(Features::TYPE_METHODS) && length > 2 && is_method(p, length - 1)
}

fn is_method(p: &Parser, ahead: usize) -> bool {
    let name = p.peek_text(ahead);
    p.peek(ahead) == SyntaxKind::Word
        && p.symbol(ahead + 1) == sym::OPEN
        && (METHODS.iter().any(|method| method.eq_ignore_ascii_case(name))
            || name.get(..3).is_some_and(|start| start.starts_with("ST") && start.ends_with(|letter: char| letter.is_ascii_uppercase())))
}

/// `.query('.').value('.', 'int')`
pub(super) fn methods(p: &mut Parser) {
    while p.at_symbol(sym::DOT) && is_method(p, 1) {
        let mark = p.mark();
        p.bump();
        p.bump_as(SyntaxKind::DatatypeMethodNameIdentifier);
        super::function_contents(p, "");
        p.complete(mark, SyntaxKind::DatatypeMethod);
    }
}

/// A dotted name of an object other than a column, or a report that it is missing.
pub fn object_reference(p: &mut Parser, kind: SyntaxKind) {
    if !opt_object(p, kind, false) {
        p.missing("expected a name");
    }
}

/// A table's name, or a report that it is missing.
pub fn table_reference(p: &mut Parser) {
    if !opt_table_name(p) {
        p.missing("expected a table");
    }
}

/// A table's name if one begins here.
pub fn opt_table_name(p: &mut Parser) -> bool {
    opt_object(p, SyntaxKind::TableReference, true)
}

fn opt_object(p: &mut Parser, kind: SyntaxKind, is_table: bool) -> bool {
    let named = p.is_name(0) || (p.symbol(1) == sym::DOT && p.is_word(0)) || p.symbol(0) == sym::DOT && p.is_word(1);
    if !(named || is_table && is_table_like(p) || is_part_of_another_kind(p)) {
        return false;
    }
    let mark = p.mark();
    let is_file = is_table && is_file_reference(p);
    path(p);
    dashes(p);
    // `table@link`, `table@v1`
    if p.at_symbol(AT) && p.touches_before() && p.touches_next(0) {
        if p.peek(1) == SyntaxKind::NumericLiteral || p.has(Features::ANGLE_TYPE) {
            p.complete(mark, if is_file { SyntaxKind::FileReference } else { kind });
            p.bump_as(SyntaxKind::AtSign);
            p.bump();
            return true;
        }
        p.bump_as(SyntaxKind::AtSign);
        path(p);
    } else if p.at_kind(SyntaxKind::Parameter) && p.touches_before() {
        p.bump();
    }
    // `'[1, 2]' -> 1`: a part of a document as a table.
    while is_table && p.is_behind(SyntaxKind::QuotedLiteral) && p.at_symbol(sym::ARROW) {
        p.bump_as(SyntaxKind::BinaryOperator);
        p.eat_literal();
    }
    p.complete(mark, if is_file { SyntaxKind::FileReference } else { kind });
    true
}

/// A file by its format and its quoted path.
fn is_file_reference(p: &Parser) -> bool {
    const FORMATS: &[&str] = &["delta", "parquet", "orc", "csv", "json", "avro", "text", "binaryfile", "iceberg"];
    p.is_dialect(&[Dialect::Sparksql, Dialect::Databricks])
        && p.peek(2) == SyntaxKind::QuotedIdentifier
        && p.symbol(3) != sym::DOT
        && FORMATS.iter().any(|format| format.eq_ignore_ascii_case(p.peek_text(0)))
}

fn is_part_of_another_kind(p: &Parser) -> bool {
    !p.is_word(0) && is_part(p, 0)
}

/// Dialects in which a string is never a table.
const NO_QUOTED_TABLE: &[Dialect] = &[
    Dialect::Athena,
    Dialect::Bigquery,
    Dialect::Hive,
    Dialect::Mariadb,
    Dialect::Mysql,
    Dialect::Oracle,
    Dialect::Postgres,
    Dialect::Redshift,
    Dialect::Trino,
];

/// Where a table must stand, files stand for one, too, and so do reserved words that can begin nothing else.
fn is_table_like(p: &Parser) -> bool {
    p.at_kind(SyntaxKind::QuotedLiteral) && !p.is_dialect(NO_QUOTED_TABLE) || p.at(Keyword::Dual)
}

/// `project-name.dataset.table`: dashes that touch their neighbours are part of the name.
fn dashes(p: &mut Parser) {
    if !p.has(Features::DASHED_NAME) {
        return;
    }
    while p.at_symbol(sym::MINUS) && p.touches_next(0) && p.touches_before() && (p.is_word(1) || p.peek(1) == SyntaxKind::NumericLiteral) {
        p.bump_as(SyntaxKind::Dash);
        if p.is_word(0) {
            path(p);
        } else {
            p.bump();
            dotted_names(p);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::dialect::Dialect;
    use crate::sql::testing::check;

    #[test]
    fn reads_its_forms() {
        for (dialect, sql, part) in [
            (Dialect::Ansi, "select a.b.c", "(column_reference a . b . c)"),
            (Dialect::Ansi, "select count(t.*)", "(expression (wildcard_identifier t . *))"),
            (Dialect::Bigquery, "select 1 from my-project.d.t", "(table_reference my - project . d . t)"),
            (Dialect::Tsql, "select 1 from db..t", "(table_reference db . . t)"),
            (Dialect::Sparksql, "select 1 from parquet.`a/b`", "(file_reference parquet . `a/b`)"),
            (Dialect::Oracle, "begin if sql%rowcount > 0 then null; end if; end;", "(expression sql % rowcount (comparison_operator >) 0)"),
            (Dialect::Oracle, "begin for i in a.first..b.last loop null; end loop; end;", "in a . first . . b . last loop"),
            (Dialect::Oracle, "select s.nextval, level from t", "(select_clause_element level)"),
            (Dialect::Oracle, "select p.f@link(1) from t", "(function (function_name p . f @ link) (function_contents"),
            (Dialect::Sqlite, "select 1 from '[1]' -> 3", "(table_reference '[1]' -> 3)"),
        ] {
            check(dialect, sql, part);
        }
    }
}
