//! Reading a statement by its words: what most statements are made of needs no production of its own.
//!
//! Keywords tell what the name behind them is (`table t`, `on column a.b`, `returns int`); brackets hold lists of columns,
//! options, expressions or a query; everything else is a keyword, a literal or a symbol. Knows no statement.

use crate::dialect::{Features, Keyword, KeywordSet};
use crate::sql::expression::{data_type, opt_value, reference_path, value};
use crate::sql::parser::{Parser, Sym, sym};
use crate::sql::query;
use crate::syntax::SyntaxKind;

use super::ends;

const AT: Sym = Sym::new("@");

/// What the names behind the last keyword are.
#[derive(Clone, Copy)]
pub(super) struct Role {
    kind: SyntaxKind,
    /// Whether a name must come next: then words that are keywords elsewhere are names.
    awaited: bool,
    /// Whether brackets hold options rather than columns.
    options: bool,
}

impl Role {
    pub const OBJECT: Self = Self::of(SyntaxKind::ObjectReference);

    pub const fn of(kind: SyntaxKind) -> Self {
        Self { kind, awaited: false, options: false }
    }

    pub const fn awaited(kind: SyntaxKind) -> Self {
        Self { kind, awaited: true, options: false }
    }
}

/// Words between the word for an object and its name.
const BEFORE_NAME: KeywordSet = KeywordSet::of(&[
    Keyword::If,
    Keyword::Not,
    Keyword::Exists,
    Keyword::Only,
    Keyword::Concurrently,
    Keyword::Extended,
    Keyword::Formatted,
    Keyword::Verbose,
    Keyword::Full,
    Keyword::Final,
    Keyword::Body,
    Keyword::Identifier,
    Keyword::Is,
    Keyword::All,
    Keyword::Status,
    Keyword::Like,
    Keyword::In,
    Keyword::To,
    Keyword::From,
    Keyword::On,
    Keyword::Set,
    Keyword::Add,
    Keyword::Family,
    Keyword::Class,
]);

/// Words behind `on` that are no names.
const AFTER_ON: KeywordSet = KeywordSet::of(&[
    Keyword::Delete,
    Keyword::Update,
    Keyword::Insert,
    Keyword::Commit,
    Keyword::Conflict,
    Keyword::Error,
    Keyword::Null,
    Keyword::Empty,
    Keyword::Overflow,
    Keyword::Replica,
    Keyword::Completion,
    Keyword::Schedule,
    Keyword::Duplicate,
    Keyword::Violation,
    Keyword::Future,
    Keyword::Row,
    Keyword::Foreign,
    Keyword::Large,
    Keyword::Exception,
    Keyword::Constraint,
    Keyword::Access,
    Keyword::Operator,
    Keyword::Text,
    Keyword::Cast,
    Keyword::Rule,
    Keyword::Extension,
    Keyword::Aggregate,
    Keyword::Domain,
    Keyword::Type,
    Keyword::Language,
    Keyword::Publication,
    Keyword::Subscription,
    Keyword::Server,
    Keyword::Tablespace,
    Keyword::Conversion,
    Keyword::Statistics,
    Keyword::Event,
    Keyword::Policy,
    Keyword::Integration,
    Keyword::Warehouse,
    Keyword::Resource,
    Keyword::Account,
    Keyword::Share,
    Keyword::Stage,
    Keyword::File,
    Keyword::Pipe,
    Keyword::Stream,
    Keyword::Task,
    Keyword::Tag,
    Keyword::Script,
    Keyword::Catalog,
    Keyword::Parameter,
    Keyword::Mining,
    Keyword::Edition,
    Keyword::Indextype,
    Keyword::Materialized,
    Keyword::Dynamic,
    Keyword::External,
    Keyword::Iceberg,
    Keyword::Hybrid,
    Keyword::Logon,
    Keyword::Jobs,
]);

/// What a keyword makes of the names behind it; `None` where it changes nothing.
fn role_behind(p: &Parser, keyword: Keyword) -> Option<Role> {
    use SyntaxKind as K;
    Some(match keyword {
        Keyword::Table | Keyword::View | Keyword::Into | Keyword::References | Keyword::Clone | Keyword::From => {
            Role::awaited(K::TableReference)
        }
        Keyword::On => Role { kind: K::TableReference, awaited: !AFTER_ON.contains(p.keyword(0)), options: false },
        Keyword::Column => Role::awaited(K::ColumnReference),
        Keyword::Columns | Keyword::By => Role::of(K::ColumnReference),
        Keyword::Returns => Role::awaited(K::DataType),
        Keyword::Function | Keyword::Procedure | Keyword::Macro => Role::awaited(K::FunctionName),
        Keyword::Schema => Role::awaited(K::SchemaReference),
        Keyword::Database | Keyword::Catalog => Role::awaited(K::DatabaseReference),
        Keyword::Index => Role::awaited(K::IndexReference),
        Keyword::Trigger => Role::awaited(K::TriggerReference),
        Keyword::Role | Keyword::User | Keyword::Group => Role::awaited(K::RoleReference),
        Keyword::Sequence => Role::awaited(K::SequenceReference),
        Keyword::Constraint | Keyword::Server | Keyword::Connection | Keyword::Warehouse | Keyword::Publication | Keyword::Subscription => {
            Role::awaited(K::ObjectReference)
        }
        Keyword::With
        | Keyword::Without
        | Keyword::Options
        | Keyword::Option
        | Keyword::Set
        | Keyword::Reset
        | Keyword::Properties
        | Keyword::Tblproperties
        | Keyword::Dbproperties
        | Keyword::Serdeproperties
        | Keyword::Storage
        | Keyword::Settings
        | Keyword::Analyze => Role { kind: K::ObjectReference, awaited: false, options: true },
        Keyword::To | Keyword::For | Keyword::As | Keyword::Using | Keyword::In | Keyword::Is | Keyword::Owner => Role::OBJECT,
        _ => return None,
    })
}

/// Reads to the end of the statement.
pub(super) fn rest(p: &mut Parser, mut role: Role) {
    while !ends(p) {
        let before = p.position();
        piece(p, &mut role);
        if p.position() == before {
            p.unexpected_until(ends);
            return;
        }
    }
}

/// Reads up to a comma, or to the end of the group or statement.
pub(super) fn rest_of_item(p: &mut Parser, mut role: Role) {
    while !ends(p) && !p.at_symbol(sym::COMMA) {
        let before = p.position();
        piece(p, &mut role);
        if p.position() == before {
            p.unexpected_until(|p| p.at_symbol(sym::COMMA));
            return;
        }
    }
}

/// Reads up to one of the keywords, or to the end of the statement.
pub(super) fn rest_before(p: &mut Parser, stop: &[Keyword], mut role: Role) {
    while !ends(p) && !p.at_any(stop) {
        let before = p.position();
        piece(p, &mut role);
        if p.position() == before {
            p.unexpected_until(ends);
            return;
        }
    }
}

/// A word, a name, a literal, a symbol, a group or a query.
pub(super) fn piece(p: &mut Parser, role: &mut Role) {
    match p.peek(0) {
        SyntaxKind::Word => word(p, role),
        SyntaxKind::QuotedIdentifier => name(p, role),
        SyntaxKind::StartBracket if p.group_length(0).is_some() => group(p, *role),
        SyntaxKind::StartSquareBracket | SyntaxKind::StartCurlyBracket if p.group_length(0).is_some() => {
            p.group(|p| list(p, Role { options: true, ..Role::OBJECT }));
        }
        SyntaxKind::StartBracket
        | SyntaxKind::StartSquareBracket
        | SyntaxKind::StartCurlyBracket
        | SyntaxKind::EndBracket
        | SyntaxKind::EndSquareBracket
        | SyntaxKind::EndCurlyBracket
        | SyntaxKind::Unlexable => p.unexpected_until(ends),
        _ => p.bump(),
    }
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
    if role.awaited && p.is_name(0) && !BEFORE_NAME.contains(keyword) && role_behind(p, keyword).is_none() {
        return name(p, role);
    }
    if p.symbol(1) == sym::EQUALS {
        return option(p);
    }
    p.bump_keyword();
    if let Some(next) = role_behind(p, keyword) {
        *role = next;
    }
}

/// Whether a query begins here, and not options behind `with` or the word `values`.
pub(super) fn at_query(p: &Parser) -> bool {
    match p.keyword(0) {
        Keyword::With => {
            let name = if p.keyword(1) == Keyword::Recursive { 2 } else { 1 };
            let behind = name + 1 + p.group_length(name + 1).unwrap_or(0);
            p.is_word(name) && p.keyword(behind) == Keyword::As && (p.symbol(behind + 1) == sym::OPEN || matches!(p.keyword(behind + 1), Keyword::Materialized | Keyword::Not))
        }
        Keyword::Table => false,
        _ => query::at_query(p, 0),
    }
}

/// A name in the role at hand; a name before brackets that touch it is a function.
fn name(p: &mut Parser, role: &mut Role) {
    let was_awaited = std::mem::replace(&mut role.awaited, false);
    if p.symbol(1) == sym::EQUALS && !was_awaited {
        return option(p);
    }
    match role.kind {
        SyntaxKind::DataType => data_type(p),
        SyntaxKind::FunctionName => super::routine::routine_name(p, SyntaxKind::FunctionName),
        kind => {
            let length = crate::sql::expression::path_length(p);
            let called = length > 0 && p.symbol(length) == sym::OPEN && p.touches_next(length - 1);
            if called && !was_awaited && kind != SyntaxKind::TableReference {
                opt_value(p);
            } else {
                reference_path(p, kind);
                account(p);
            }
        }
    }
}

/// `key = value`
fn option(p: &mut Parser) {
    p.bump_as(SyntaxKind::Parameter);
    p.complete_one(SyntaxKind::RawComparisonOperator, SyntaxKind::ComparisonOperator);
    match p.peek(0) {
        SyntaxKind::StartBracket if p.group_length(0).is_some() => group(p, Role { options: true, ..Role::OBJECT }),
        SyntaxKind::Word if p.symbol(1) == sym::OPEN && p.touches_next(0) && p.keyword(0) == Keyword::None => {
            opt_value(p);
        }
        SyntaxKind::Word if p.symbol(1) == sym::DOT => reference_path(p, SyntaxKind::ObjectReference),
        SyntaxKind::Word if p.keyword(0) == Keyword::None => p.bump_as(SyntaxKind::NakedIdentifier),
        SyntaxKind::Word => p.bump_keyword(),
        SyntaxKind::QuotedIdentifier => p.bump(),
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

/// A group behind the keywords that gave the role.
pub(super) fn group(p: &mut Parser, role: Role) {
    p.bracketed(|p| {
        if at_query(p) {
            query::query(p);
        } else {
            list(p, role);
        }
    });
}

/// Elements of a group: columns where names stand alone, else expressions, else whatever stands there.
fn list(p: &mut Parser, role: Role) {
    if p.at_end() {
        return;
    }
    if !role.options {
        let start = p.checkpoint();
        p.comma_list(|p| {
            if is_lone_name(p) {
                reference_path(p, SyntaxKind::ColumnReference);
            } else {
                value(p);
            }
            crate::sql::clause::order_direction(p);
        });
        if p.at_end() && !p.failed_since(start) {
            return;
        }
        p.rewind(start);
    }
    loop {
        let mut item = Role { awaited: false, ..role };
        while !p.at_end() && !p.at_symbol(sym::COMMA) {
            let before = p.position();
            if role.options && p.is_word(0) && is_lone(p, 1) {
                p.bump_as(SyntaxKind::NakedIdentifier);
            } else if p.at_symbol(sym::SEMICOLON) {
                p.bump();
            } else {
                piece(p, &mut item);
            }
            if p.position() == before {
                return;
            }
        }
        if !p.eat_symbol(sym::COMMA) {
            return;
        }
    }
}

fn is_lone(p: &Parser, ahead: usize) -> bool {
    p.symbol(ahead) == sym::COMMA || p.peek(ahead) == SyntaxKind::EndOfFile
}

/// Whether a name is all that stands up to the comma.
fn is_lone_name(p: &Parser) -> bool {
    let length = crate::sql::expression::path_length(p);
    length > 0
        && (is_lone(p, length) || matches!(p.keyword(length), Keyword::Asc | Keyword::Desc))
        && !p.dialect().bare_functions.contains(p.keyword(0))
}

/// Whether a statement ends here that nothing terminates.
pub(super) fn is_bare_end(p: &Parser) -> bool {
    p.has(Features::BARE_STATEMENTS)
        && (matches!(p.keyword(0), Keyword::End | Keyword::Else) || p.on_new_line() && super::starts_bare_statement(p))
}
