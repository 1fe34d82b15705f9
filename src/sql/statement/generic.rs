//! Reading a statement by its words: what most statements are made of needs no production of its own.
//!
//! Keywords tell what the name behind them is (`table t`, `on column a.b`, `returns int`) and what brackets hold: columns,
//! an expression, or words and options; a query is known by its own first word. Knows no statement.

use crate::dialect::{Features, Keyword};
use crate::sql::clause::order_direction;
use crate::sql::expression::{data_type, opt_value, path_length, reference_path, table_reference, value};
use crate::sql::parser::{Parser, Sym, sym};
use crate::sql::query;
use crate::syntax::SyntaxKind;

use super::role::{BEFORE_NAME, Inside, PARTITION_WORDS, Wait, role_behind};
use super::{ends, is_type_word, routine, table};

pub(super) use super::role::{Role, names_object};

const AT: Sym = Sym::new("@");

/// Reads to the end of the statement.
pub(super) fn rest(p: &mut Parser, role: Role) {
    read(p, role, |_| false);
}

/// Reads up to a comma, or to the end of the group or statement.
pub(super) fn rest_of_item(p: &mut Parser, role: Role) {
    read(p, role, |p| p.at_symbol(sym::COMMA));
}

/// Reads up to one of the keywords, or to the end of the statement.
pub(super) fn rest_before(p: &mut Parser, stop: &[Keyword], role: Role) {
    read(p, role, |p| p.at_any(stop));
}

fn read(p: &mut Parser, mut role: Role, stop: impl Fn(&Parser) -> bool) {
    while !ends(p) && !stop(p) {
        let before = p.position();
        piece(p, &mut role);
        if p.position() == before {
            p.unexpected_until(|p| ends(p) || stop(p));
            return;
        }
    }
}

/// A word, a name, a literal, a symbol, a group or a query.
pub(super) fn piece(p: &mut Parser, role: &mut Role) {
    match p.peek(0) {
        SyntaxKind::Word => word(p, role),
        SyntaxKind::QuotedIdentifier => name(p, role),
        SyntaxKind::StartBracket if p.group_length(0).is_some() => {
            group(p, *role);
            *role = Role::OBJECT;
        }
        SyntaxKind::StartSquareBracket | SyntaxKind::StartCurlyBracket if p.group_length(0).is_some() => {
            p.group(words);
        }
        SyntaxKind::StartBracket
        | SyntaxKind::StartSquareBracket
        | SyntaxKind::StartCurlyBracket
        | SyntaxKind::EndBracket
        | SyntaxKind::EndSquareBracket
        | SyntaxKind::EndCurlyBracket
        | SyntaxKind::Unlexable => p.unexpected_until(ends),
        SyntaxKind::Comma => {
            p.bump();
            if role.wait == Wait::Met {
                role.wait = Wait::Open;
            }
        }
        SyntaxKind::QuotedLiteral | SyntaxKind::NumericLiteral | SyntaxKind::StagePath | SyntaxKind::UnquotedFilePath => {
            p.bump();
            *role = Role::OBJECT;
        }
        _ if p.at_symbol(sym::ARROW) => {
            p.bump();
            let start = p.checkpoint();
            opt_value(p);
            if p.failed_since(start) {
                p.rewind(start);
            }
        }
        _ => p.bump(),
    }
}

/// One piece that nothing came before.
pub(super) fn lone_piece(p: &mut Parser) {
    let mut role = Role::OBJECT;
    piece(p, &mut role);
}

fn word(p: &mut Parser, role: &mut Role) {
    let keyword = p.keyword(0);
    if at_query(p) {
        query::query(p);
        return;
    }
    if p.symbol(1) == sym::DOT && p.is_word(2) || keyword == Keyword::None {
        return name(p, role);
    }
    if role.wait == Wait::Name && p.is_name(0) && !BEFORE_NAME.contains(keyword) && role_behind(p, keyword).is_none() {
        return name(p, role);
    }
    if p.symbol(1) == sym::EQUALS {
        *role = Role::OBJECT;
        return option(p);
    }
    if keyword == Keyword::Partition && p.has(Features::PARTITION_NAMES) && p.is_name(1) && p.keyword(2) == Keyword::Values {
        p.bump_keyword();
        return reference_path(p, SyntaxKind::ColumnReference);
    }
    let is_called = role.inside != Inside::Words && role.wait == Wait::Open && p.symbol(1) == sym::OPEN && p.touches_next(0);
    if is_called && role_behind(p, keyword).is_none() && !PARTITION_WORDS.contains(keyword) {
        opt_value(p);
        return;
    }
    if keyword == Keyword::Partition && p.symbol(1) == sym::OPEN && p.has(Features::PARTITION_VALUES) {
        p.bump_keyword();
        super::alter_table::partition(p);
        return;
    }
    if keyword == Keyword::Columns && p.symbol(1) == sym::OPEN && p.has(Features::RENAME_TABLES) {
        // `table override t (columns (a Int32))`
        p.bump_keyword();
        table::columns_and_constraints(p);
        return;
    }
    if keyword == Keyword::Owned && p.keyword(1) == Keyword::By {
        p.bump_keywords(2);
        *role = Role::OBJECT;
        return;
    }
    if p.has(Features::CLONE_IN_TIME) {
        if keyword == Keyword::Clone && p.is_word(1) {
            p.bump_keyword();
            reference_path(p, SyntaxKind::ObjectReference);
            *role = Role::OBJECT;
            return;
        }
        if matches!(keyword, Keyword::At | Keyword::Before) && p.symbol(1) == sym::OPEN {
            return crate::sql::relation::inner_modifiers(p);
        }
    }
    p.bump_keyword();
    if keyword == Keyword::Identified && p.eat(Keyword::By) {
        // A password, with or without quotes.
        if p.is_word(0) && !matches!(p.keyword(0), Keyword::Random | Keyword::Password | Keyword::Values) {
            p.bump_identifier();
        }
        *role = Role::OBJECT;
    } else if keyword == Keyword::Quota {
        while !ends(p) && !p.at_any(&[Keyword::On]) {
            p.bump();
        }
        p.eat(Keyword::On);
        *role = Role::awaited(SyntaxKind::ObjectReference);
    } else if keyword == Keyword::Histogram && p.eat(Keyword::On) {
        *role = Role::COLUMNS;
    } else if let Some(next) = role_behind(p, keyword) {
        *role = next;
    } else if role.wait != Wait::Name && !PARTITION_WORDS.contains(keyword) {
        *role = Role::OBJECT;
    }
}

/// Whether a query begins here, and not options behind `with` or the bounds of a partition.
pub(super) fn at_query(p: &Parser) -> bool {
    match p.keyword(0) {
        Keyword::With => {
            let name = if p.keyword(1) == Keyword::Recursive { 2 } else { 1 };
            let behind = name + 1 + p.group_length(name + 1).unwrap_or(0);
            p.is_word(name)
                && p.keyword(behind) == Keyword::As
                && (p.symbol(behind + 1) == sym::OPEN || matches!(p.keyword(behind + 1), Keyword::Materialized | Keyword::Not))
        }
        Keyword::Table | Keyword::Values | Keyword::From => false,
        // A right, not a query: `for select to public`.
        Keyword::Select => !matches!(p.keyword(1), Keyword::To | Keyword::Using | Keyword::On),
        _ => query::at_query(p, 0),
    }
}

/// A name in the role at hand.
fn name(p: &mut Parser, role: &mut Role) {
    let was = std::mem::replace(&mut role.wait, Wait::Met);
    if p.symbol(1) == sym::EQUALS && was != Wait::Name {
        *role = Role::OBJECT;
        return option(p);
    }
    let kind = if was == Wait::Met { SyntaxKind::ObjectReference } else { role.kind };
    if was == Wait::Open && role.inside != Inside::Words && p.symbol(path_length(p)) == sym::OPEN {
        opt_value(p);
        return;
    }
    match kind {
        SyntaxKind::DataType => data_type(p),
        SyntaxKind::FunctionName => {
            routine::routine_name(p, kind);
            if p.at_symbol(sym::OPEN) {
                signature(p);
            }
        }
        SyntaxKind::TableReference => {
            let kind = if p.has(Features::PLAIN_OBJECTS) { SyntaxKind::ObjectReference } else { kind };
            reference_path(p, kind);
            role.inside = Inside::Columns;
        }
        _ => {
            reference_path(p, kind);
            account(p);
        }
    }
}

/// The types of the function that is meant, or whatever stands in the brackets behind its name.
fn signature(p: &mut Parser) {
    let start = p.checkpoint();
    routine::parameters(p);
    if p.failed_since(start) {
        p.rewind(start);
        group(p, Role::OBJECT);
    }
}

/// `key = value`
fn option(p: &mut Parser) {
    let is_table = p.peek_text(0).eq_ignore_ascii_case("history_table");
    let is_engine = p.at(Keyword::Engine);
    let is_union = p.at(Keyword::Union);
    p.bump_as(SyntaxKind::Parameter);
    p.complete_one(SyntaxKind::RawComparisonOperator, SyntaxKind::ComparisonOperator);
    match p.peek(0) {
        SyntaxKind::StartBracket if p.group_length(0).is_some() && is_union => p.bracketed_list(table_reference),
        SyntaxKind::StartBracket if p.group_length(0).is_some() => group(p, Role::OBJECT),
        SyntaxKind::Word if p.at(Keyword::Hash) && p.symbol(1) == sym::OPEN && p.has(Features::BARE_STATEMENTS) => {
            p.bump_keyword();
            group(p, Role::COLUMNS);
        }
        SyntaxKind::Word if p.symbol(1) == sym::OPEN && p.touches_next(0) && !is_engine && !p.has(Features::BARE_STATEMENTS) => {
            opt_value(p);
        }
        SyntaxKind::Word | SyntaxKind::QuotedIdentifier if is_table => reference_path(p, SyntaxKind::TableReference),
        SyntaxKind::Word if p.symbol(1) == sym::DOT => reference_path(p, SyntaxKind::ObjectReference),
        SyntaxKind::Word if p.keyword(0) == Keyword::None => p.bump_as(SyntaxKind::NakedIdentifier),
        SyntaxKind::Word => p.bump_keyword(),
        SyntaxKind::QuotedIdentifier | SyntaxKind::QuotedLiteral | SyntaxKind::NumericLiteral | SyntaxKind::StagePath => p.bump(),
        _ => {
            opt_value(p);
        }
    }
}

/// `@host` behind a user.
fn account(p: &mut Parser) {
    if p.at_symbol(AT) && p.peek(1) != SyntaxKind::EndOfFile {
        p.bump();
        if p.is_word(0) { p.bump_identifier() } else { p.bump() }
    } else if p.at_kind(SyntaxKind::Parameter) && p.touches_before() {
        p.bump();
    }
}

/// A group behind the keywords and names that gave the role.
pub(super) fn group(p: &mut Parser, role: Role) {
    p.bracketed(|p| {
        if at_query(p) {
            query::query(p);
            return;
        }
        let start = p.checkpoint();
        match role.inside {
            // Partitions, not columns.
            _ if p.at_any(&[Keyword::Partition, Keyword::Subpartition]) && p.is_word(1) => return words(p),
            Inside::Words => return words(p),
            Inside::Columns => columns(p),
            Inside::Expressions => expressions(p),
        }
        if !p.at_end() || p.failed_since(start) {
            p.rewind(start);
            words(p);
        }
    });
}

fn columns(p: &mut Parser) {
    if p.at_end() {
        return;
    }
    p.comma_list(|p| {
        let length = path_length(p);
        if length == 1 && p.is_word(1) && (is_type_word(p.keyword(1)) || p.keyword(1) == Keyword::None) {
            table::column(p);
        } else if length > 0 && p.symbol(length) != sym::OPEN && !p.dialect().bare_functions.contains(p.keyword(0)) {
            reference_path(p, SyntaxKind::ColumnReference);
        } else {
            value(p);
        }
        order_direction(p);
        // How a column is read from a file: `a format 'YYYY'`, `a filler varchar(20)`.
        if p.eat(Keyword::Filler) {
            data_type(p);
        } else if p.at(Keyword::Format) && p.peek(1) == SyntaxKind::QuotedLiteral {
            generic_options(p);
        }
    });
}

fn generic_options(p: &mut Parser) {
    while !p.at_end() && !p.at_symbol(sym::COMMA) {
        p.bump();
    }
}

fn expressions(p: &mut Parser) {
    if !p.at_end() {
        p.comma_list(|p| {
            value(p);
            order_direction(p);
        });
    }
}

/// Words and options up to the end of the group.
fn words(p: &mut Parser) {
    let mut role = Role::OBJECT;
    while !p.at_end() {
        let before = p.position();
        if p.at_kind(SyntaxKind::Comma) || p.at_kind(SyntaxKind::StatementTerminator) {
            p.bump();
            role = Role::OBJECT;
        } else if p.is_word(0) && is_lone(p, 1) && role.wait != Wait::Name {
            p.bump_as(SyntaxKind::NakedIdentifier);
        } else {
            piece(p, &mut role);
        }
        if p.position() == before {
            return;
        }
    }
}

/// Whether a word names the format of a file, or of what reads or writes one.
pub(super) fn is_format(p: &Parser) -> bool {
    const FORMATS: &[&str] = &[
        "avro",
        "ion",
        "jsonfile",
        "orc",
        "parquet",
        "rcfile",
        "sequencefile",
        "textfile",
        "inputformat",
        "outputformat",
        "kudu",
        "iceberg",
    ];
    FORMATS.iter().any(|format| format.eq_ignore_ascii_case(p.peek_text(0)))
}

fn is_lone(p: &Parser, ahead: usize) -> bool {
    p.symbol(ahead) == sym::COMMA || p.peek(ahead) == SyntaxKind::EndOfFile
}

/// Whether a statement ends here that nothing terminates.
pub(super) fn is_bare_end(p: &Parser) -> bool {
    p.has(Features::BARE_STATEMENTS)
        && (matches!(p.keyword(0), Keyword::End | Keyword::Else) || p.on_new_line() && super::starts_bare_statement(p))
}
