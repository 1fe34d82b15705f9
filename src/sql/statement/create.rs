//! `create …`: finds out what is created and hands over to the statement's own reading.

use crate::dialect::{Dialect, Features, Keyword, Lexis};
use crate::sql::expression::{expression, reference_path, table_reference, value};
use crate::sql::parser::{Parser, sym};
use crate::syntax::{Mark, SyntaxKind};

use super::generic::{self, Role};
use super::trigger::create_trigger;
use super::view::{create_projection_statement, create_view_statement};
use super::{block, constraint, declaration, ends, ends_behind, name_words, routine, table};

/// Words between `create` and what is created.
const MODIFIER_REACH: usize = 16;

/// What a `create`, `alter` or `drop` is about.
const OBJECTS: &[Keyword] = &[
    Keyword::Table,
    Keyword::View,
    Keyword::Function,
    Keyword::Procedure,
    Keyword::Proc,
    Keyword::Macro,
    Keyword::Index,
    Keyword::Schema,
    Keyword::Database,
    Keyword::Sequence,
    Keyword::Trigger,
    Keyword::User,
    Keyword::Role,
    Keyword::Type,
    Keyword::Policy,
    Keyword::Package,
    Keyword::Stage,
    Keyword::Pipe,
    Keyword::Stream,
    Keyword::Task,
    Keyword::Tag,
    Keyword::Warehouse,
    Keyword::Integration,
    Keyword::Format,
    Keyword::Event,
    Keyword::Server,
    Keyword::Extension,
    Keyword::Domain,
    Keyword::Cast,
    Keyword::Aggregate,
    Keyword::Operator,
    Keyword::Rule,
    Keyword::Statistics,
    Keyword::Publication,
    Keyword::Subscription,
    Keyword::Model,
    Keyword::Script,
    Keyword::Synonym,
    Keyword::Source,
    Keyword::Sink,
    Keyword::Connection,
    Keyword::Secret,
    Keyword::Cluster,
    Keyword::Catalog,
    Keyword::Volume,
    Keyword::Share,
    Keyword::Datashare,
    Keyword::Group,
    Keyword::Login,
    Keyword::Dictionary,
    Keyword::Projection,
    Keyword::Collation,
    Keyword::Flow,
    Keyword::Language,
    Keyword::Tablespace,
    Keyword::Alert,
    Keyword::Rls,
    Keyword::Masking,
    Keyword::Widget,
    Keyword::Resource,
    Keyword::Profile,
    Keyword::Quota,
    Keyword::Library,
    Keyword::Capacity,
    Keyword::Reservation,
    Keyword::Assignment,
    Keyword::Streamlit,
    Keyword::Service,
    Keyword::Application,
    Keyword::Repository,
];

/// How many tokens stand before the word for what is created, altered or dropped; `None` if no such word is near.
pub(super) fn object_ahead(p: &Parser) -> Option<usize> {
    let mut ahead = 1;
    while ahead < MODIFIER_REACH {
        if OBJECTS.contains(&p.keyword(ahead)) && !is_modifier(p, ahead) {
            return Some(ahead);
        }
        if ends_behind(p, ahead) || p.symbol(ahead) == sym::OPEN {
            return None;
        }
        ahead += 1;
    }
    None
}

/// Words for objects that only describe another one: `row access policy`, `file format`, `resource pool`.
fn is_modifier(p: &Parser, ahead: usize) -> bool {
    match p.keyword(ahead) {
        Keyword::Masking | Keyword::Aggregate | Keyword::Resource | Keyword::Event | Keyword::Language | Keyword::Service => {
            OBJECTS.contains(&p.keyword(ahead + 1)) && p.is_word(ahead + 2)
        }
        Keyword::Table => p.keyword(ahead + 1) == Keyword::Function,
        Keyword::Database => matches!(p.keyword(ahead + 1), Keyword::Role | Keyword::Scoped | Keyword::Audit),
        Keyword::Application => matches!(p.keyword(ahead + 1), Keyword::Role),
        Keyword::Group | Keyword::Source | Keyword::Share | Keyword::Profile => p.keyword(ahead + 1) == Keyword::Policy,
        _ => false,
    }
}

pub(super) fn create_statement(p: &mut Parser) {
    let mark = p.mark();
    let Some(object) = object_ahead(p) else {
        p.bump_keyword();
        generic::rest(p, Role::OBJECT);
        p.complete(mark, SyntaxKind::CreateStatement);
        return;
    };
    let has = |p: &Parser, keyword| (1..object).any(|ahead| p.keyword(ahead) == keyword);
    match p.keyword(object) {
        Keyword::Table if has(p, Keyword::Virtual) => {
            words(p, object + 1);
            name_words(p);
            table_reference(p);
            if p.eat(Keyword::Using) {
                p.bump_identifier();
            }
            if p.at_symbol(sym::OPEN) {
                // The module's own language.
                p.bracketed(super::anything);
            }
            p.complete(mark, SyntaxKind::CreateVirtualTableStatement);
        }
        Keyword::Table => {
            let kind = if has(p, Keyword::Snapshot) {
                SyntaxKind::CreateSnapshotTableStatement
            } else if has(p, Keyword::External) && p.has(Features::EXTERNAL_TABLE) {
                SyntaxKind::CreateExternalTableStatement
            } else if has(p, Keyword::Foreign) {
                SyntaxKind::CreateForeignTableStatement
            } else {
                SyntaxKind::CreateTableStatement
            };
            words(p, object + 1);
            table::create_table_statement(p, mark, kind);
        }
        Keyword::View => {
            let materialized = has(p, Keyword::Materialized) && p.has(Features::MATERIALIZED_VIEW);
            words(p, object + 1);
            create_view_statement(
                p,
                mark,
                if materialized { SyntaxKind::CreateMaterializedViewStatement } else { SyntaxKind::CreateViewStatement },
            );
        }
        Keyword::Function if has(p, Keyword::Partition) => {
            words(p, object + 1);
            reference_path(p, SyntaxKind::ObjectReference);
            if p.at_symbol(sym::OPEN) {
                routine::parameters(p);
            }
            generic::rest(p, Role::OBJECT);
            p.complete(mark, SyntaxKind::CreateStatement);
        }
        Keyword::Macro if p.dialect().lexis.contains(Lexis::MACRO_BODY) => {
            words(p, object + 1);
            routine::create_macro_statement(p, mark);
        }
        Keyword::Function | Keyword::Macro => {
            words(p, object + 1);
            routine::create_function_statement(p, mark);
        }
        Keyword::Procedure | Keyword::Proc => {
            words(p, object + 1);
            routine::create_procedure_statement(p, mark);
        }
        Keyword::Package => {
            words(p, object + 1);
            routine::create_package_statement(p, mark);
        }
        Keyword::Script => {
            words(p, object + 1);
            routine::create_script_statement(p, mark);
        }
        Keyword::Index => {
            words(p, object + 1);
            create_index_statement(p, mark);
        }
        Keyword::Trigger => {
            words(p, object + 1);
            create_trigger(p, mark);
        }
        Keyword::Type => {
            words(p, object + 1);
            create_type_statement(p, mark);
        }
        Keyword::Schema => {
            words(p, object + 1);
            name_words(p);
            let kind = if p.is_dialect(&[Dialect::Bigquery]) { SyntaxKind::TableReference } else { SyntaxKind::SchemaReference };
            if p.is_name(0) && !p.at(Keyword::Authorization) {
                reference_path(p, kind);
            }
            if p.at(Keyword::Options) {
                p.bump_keyword();
                if p.at_symbol(sym::OPEN) {
                    table::options(p);
                }
            }
            generic::rest(p, Role::OBJECT);
            p.complete(mark, SyntaxKind::CreateSchemaStatement);
        }
        Keyword::Policy if p.is_dialect(&[Dialect::Snowflake]) => {
            let is_row_access = has(p, Keyword::Access);
            words(p, object + 1);
            name_words(p);
            reference_path(p, SyntaxKind::ObjectReference);
            if p.at(Keyword::As) && p.symbol(1) == sym::OPEN {
                p.bump_keyword();
                routine::parameters(p);
            }
            if is_row_access && p.at(Keyword::Returns) {
                p.bump_keywords(2);
            }
            generic::rest(p, Role::OBJECT);
            p.complete(mark, SyntaxKind::CreatePolicyStatement);
        }
        Keyword::Cast => {
            words(p, object + 1);
            cast_types(p);
            generic::rest(p, Role::OBJECT);
            p.complete(mark, SyntaxKind::CreateCastStatement);
        }
        Keyword::Flow => {
            words(p, object + 1);
            reference_path(p, SyntaxKind::ObjectReference);
            generic::rest_before(p, &[Keyword::Into], Role::OBJECT);
            if p.eat(Keyword::Into) {
                table_reference(p);
            }
            super::session::change_data_capture(p);
            p.complete(mark, SyntaxKind::CreateStatement);
        }
        Keyword::Event => {
            words(p, object + 1);
            name_words(p);
            reference_path(p, SyntaxKind::ObjectReference);
            generic::rest_before(p, &[Keyword::Do], Role::OBJECT);
            if p.eat(Keyword::Do) {
                block::body_statement(p);
            }
            p.complete(mark, SyntaxKind::CreateStatement);
        }
        Keyword::Sequence => {
            words(p, object + 1);
            sequence(p);
            p.complete(mark, SyntaxKind::CreateStatement);
        }
        Keyword::Policy if p.has(Features::BARE_STATEMENTS) => {
            words(p, object + 1);
            reference_path(p, SyntaxKind::ObjectReference);
            security_predicates(p);
            p.complete(mark, SyntaxKind::CreateStatement);
        }
        Keyword::Stream if p.has(Features::CLONE_IN_TIME) => {
            words(p, object + 1);
            stream(p);
            p.complete(mark, SyntaxKind::CreateStatement);
        }
        Keyword::Task | Keyword::Alert => {
            words(p, object + 1);
            name_words(p);
            reference_path(p, SyntaxKind::ObjectReference);
            task_body(p);
            p.complete(mark, SyntaxKind::CreateTaskStatement);
        }
        Keyword::Projection => {
            words(p, object + 1);
            create_projection_statement(p, mark);
        }
        Keyword::Domain => {
            words(p, object + 1);
            reference_path(p, SyntaxKind::ObjectReference);
            p.eat(Keyword::As);
            crate::sql::expression::data_type(p);
            constraint::column_constraints(p);
            generic::rest(p, Role::OBJECT);
            p.complete(mark, SyntaxKind::CreateDomainStatement);
        }
        object_word => {
            words(p, object + 1);
            generic::rest(p, object_role(object_word));
            p.complete(mark, SyntaxKind::CreateStatement);
        }
    }
}

/// What the name of an object is.
pub(super) fn object_role(object: Keyword) -> Role {
    Role::awaited(match object {
        Keyword::Database => SyntaxKind::DatabaseReference,
        Keyword::Role | Keyword::User | Keyword::Login => SyntaxKind::RoleReference,
        Keyword::Sequence => SyntaxKind::SequenceReference,
        Keyword::Projection | Keyword::Capacity | Keyword::Reservation | Keyword::Assignment => SyntaxKind::TableReference,
        _ => SyntaxKind::ObjectReference,
    })
}

/// The words of the statement up to what it is about. Names among them belong to a definer.
pub(super) fn words(p: &mut Parser, count: usize) {
    for _ in 0..count {
        if p.at_kind(SyntaxKind::Word) && p.keyword(0) == Keyword::None { p.bump_identifier() } else { p.bump() }
    }
}

/// `(a as b)`
fn cast_types(p: &mut Parser) {
    if !p.at_symbol(sym::OPEN) {
        p.error("expected `(`");
        return;
    }
    p.bracketed(|p| {
        crate::sql::expression::data_type(p);
        p.expect(Keyword::As);
        crate::sql::expression::data_type(p);
    });
}

/// `unique index i on t using btree (a, lower(b)) where …`, from the name on.
fn create_index_statement(p: &mut Parser, mark: Mark) {
    name_words(p);
    if p.is_name(0) && !p.at(Keyword::On) {
        reference_path(p, SyntaxKind::IndexReference);
    }
    let mut on_table = false;
    let mut role = Role::OBJECT;
    while !ends(p) {
        let before = p.position();
        match p.keyword(0) {
            Keyword::On if on_table => {
                p.bump_keyword();
                reference_path(p, SyntaxKind::ObjectReference);
                if p.at_symbol(sym::OPEN) {
                    generic::group(p, Role::COLUMNS);
                }
            }
            Keyword::On => {
                on_table = true;
                p.bump_keyword();
                p.eat(Keyword::Only);
                if p.is_dialect(&[Dialect::Materialize]) {
                    reference_path(p, SyntaxKind::ObjectReference);
                } else {
                    table_reference(p);
                }
                if p.at(Keyword::Using) && p.is_word(1) {
                    p.bump_keyword();
                    p.complete_one(SyntaxKind::NakedIdentifier, SyntaxKind::IndexAccessMethod);
                }
                if p.at_symbol(sym::OPEN) {
                    index_columns(p);
                }
                role = Role::OBJECT;
            }
            Keyword::Where if p.has(Features::PLAIN_INDEX_CONDITION) => {
                p.bump_keyword();
                expression(p);
            }
            Keyword::Where => crate::sql::clause::where_clause(p),
            Keyword::Include if p.symbol(1) == sym::OPEN => {
                p.bump_keyword();
                super::row::column_list(p);
            }
            _ => generic::piece(p, &mut role),
        }
        if p.position() == before {
            p.unexpected_until(ends);
            break;
        }
    }
    p.complete(mark, SyntaxKind::CreateIndexStatement);
}

fn index_columns(p: &mut Parser) {
    let start = p.checkpoint();
    let references = p.has(Features::PLAIN_DELETE) && !p.has(Features::BARE_STATEMENTS)
        || p.has(Features::INDEX_IN_TABLE) && !p.has(Features::BARE_STATEMENTS);
    p.bracketed_list(|p| {
        let mark = p.mark();
        if !references && p.is_word(0) && crate::sql::expression::path_length(p) == 1 && p.symbol(1) != sym::OPEN {
            p.bump_identifier();
        } else if constraint::is_cut_short(p) && p.has(Features::INDEX_IN_TABLE) {
            reference_path(p, SyntaxKind::ColumnReference);
            p.bracketed_list(value);
        } else if p.is_word(0) && p.keyword(1) == Keyword::Collate {
            reference_path(p, SyntaxKind::ColumnReference);
        } else {
            value(p);
        }
        if p.eat(Keyword::Collate) {
            reference_path(p, SyntaxKind::CollationReference);
        }
        if p.is_name(0) && !p.at_any(&[Keyword::Asc, Keyword::Desc, Keyword::Nulls]) {
            reference_path(p, SyntaxKind::OperatorClassReference);
            if p.at_symbol(sym::OPEN) {
                generic::group(p, Role::OBJECT);
            }
        }
        crate::sql::clause::order_direction(p);
        p.complete(mark, SyntaxKind::IndexElement);
    });
    if p.failed_since(start) {
        p.rewind(start);
        generic::group(p, Role::COLUMNS);
    }
}

/// `type t as (a int, b text)`, `type t as enum ('a')`, from the name on.
fn create_type_statement(p: &mut Parser, mark: Mark) {
    name_words(p);
    let is_body = p.eat(Keyword::Body);
    if p.is_dialect(&[Dialect::Duckdb, Dialect::Postgres]) {
        crate::sql::expression::data_type(p);
    } else {
        reference_path(p, SyntaxKind::TypeReference);
    }
    if is_body && p.eat_any(&[Keyword::As, Keyword::Is]) {
        declaration::declarations(p);
        p.expect(Keyword::End);
        p.complete(mark, SyntaxKind::CreateTypeStatement);
        return;
    }
    let mut role = Role::OBJECT;
    let mut is_structure = false;
    while !ends(p) {
        let before = p.position();
        match p.keyword(0) {
            Keyword::As | Keyword::Is if p.keyword(1) == Keyword::Enum || p.keyword(1) == Keyword::Range => {
                p.bump_keywords(2);
            }
            Keyword::Of | Keyword::From if p.is_word(1) => {
                p.bump_keyword();
                crate::sql::expression::data_type(p);
            }
            Keyword::As | Keyword::Is
                if p.is_word(1)
                    && !matches!(
                        p.keyword(1),
                        Keyword::Object | Keyword::Table | Keyword::Varray | Keyword::List | Keyword::Map | Keyword::Opaque
                    ) =>
            {
                p.bump_keyword();
                crate::sql::expression::data_type(p);
            }
            Keyword::As if p.keyword(1) == Keyword::Table && p.symbol(2) == sym::OPEN && p.has(Features::BARE_STATEMENTS) => {
                p.bump_keywords(2);
                table::columns_and_constraints(p);
            }
            Keyword::As | Keyword::Is | Keyword::Object => {
                p.bump_keyword();
                is_structure = true;
            }
            // `under supertype (a int)`
            Keyword::Under if p.is_word(1) => {
                p.bump_keyword();
                reference_path(p, SyntaxKind::ObjectReference);
                is_structure = true;
            }
            _ if p.at_symbol(sym::OPEN) && is_structure => routine::members(p),
            _ => generic::piece(p, &mut role),
        }
        if p.position() == before {
            p.unexpected_until(ends);
            break;
        }
    }
    p.complete(mark, SyntaxKind::CreateTypeStatement);
}

/// `if not exists s on table t at (…) append_only = true`, from the name on.
fn stream(p: &mut Parser) {
    name_words(p);
    reference_path(p, SyntaxKind::ObjectReference);
    let mut role = Role::OBJECT;
    while !ends(p) {
        let before = p.position();
        if p.eat(Keyword::On) {
            while p.at_any(&[Keyword::External, Keyword::Dynamic, Keyword::Event, Keyword::Iceberg]) && p.is_word(1) {
                p.bump_keyword();
            }
            p.eat_any(&[Keyword::Table, Keyword::View, Keyword::Stage]);
            reference_path(p, SyntaxKind::ObjectReference);
        } else {
            generic::piece(p, &mut role);
        }
        if p.position() == before {
            p.unexpected_until(ends);
            break;
        }
    }
}

/// `if not exists s as int start with 1`, from the name on.
pub(super) fn sequence(p: &mut Parser) {
    name_words(p);
    reference_path(p, SyntaxKind::SequenceReference);
    let mut role = Role::OBJECT;
    while !ends(p) {
        let before = p.position();
        if p.at(Keyword::As) && p.is_word(1) {
            p.bump_keyword();
            crate::sql::expression::data_type(p);
        } else {
            generic::piece(p, &mut role);
        }
        if p.position() == before {
            p.unexpected_until(ends);
            break;
        }
    }
}

/// `add filter predicate f(a) on t, drop filter predicate on u`, behind the policy's name.
pub(super) fn security_predicates(p: &mut Parser) {
    let mut role = Role::OBJECT;
    while !ends(p) {
        let before = p.position();
        match p.keyword(0) {
            Keyword::On if p.is_word(1) => {
                p.bump_keyword();
                reference_path(p, SyntaxKind::ObjectReference);
            }
            _ if p.is_name(0) && p.symbol(crate::sql::expression::path_length(p)) == sym::OPEN => {
                reference_path(p, SyntaxKind::ObjectReference);
                generic::group(p, Role::COLUMNS);
            }
            _ => generic::piece(p, &mut role),
        }
        if p.position() == before {
            p.unexpected_until(ends);
            break;
        }
    }
}

/// The options of a task and then the statement it runs.
pub(super) fn task_body(p: &mut Parser) {
    let mut role = Role::OBJECT;
    while !ends(p) {
        let before = p.position();
        if p.at(Keyword::When) {
            p.bump_keyword();
            if !ends(p) {
                expression(p);
            }
        } else if p.at_any(&[Keyword::As, Keyword::Then]) {
            p.bump_keyword();
            if !block::body_statement(p) {
                generic::rest(p, Role::OBJECT);
            }
        } else {
            generic::piece(p, &mut role);
        }
        if p.position() == before {
            p.unexpected_until(ends);
            break;
        }
    }
}
