//! What a keyword makes of the names and brackets behind it. Reads nothing.

use crate::dialect::{Features, Keyword, KeywordSet};
use crate::sql::parser::{Parser, sym};
use crate::syntax::SyntaxKind;

/// What brackets hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Inside {
    /// Words, names, options.
    Words,
    /// Names of columns, or columns with their types.
    Columns,
    Expressions,
}

/// How far the names behind a keyword have come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wait {
    /// A name must come next: words that are keywords elsewhere are names.
    Name,
    /// A name may come.
    Open,
    /// A name has come; another one of its sort comes behind a comma only.
    Met,
}

/// What the names and brackets behind the last keyword are.
#[derive(Clone, Copy)]
pub(super) struct Role {
    pub kind: SyntaxKind,
    pub wait: Wait,
    pub inside: Inside,
}

impl Role {
    /// Names of anything, words in brackets.
    pub const OBJECT: Self = Self::of(SyntaxKind::ObjectReference);
    /// Columns in brackets.
    pub const COLUMNS: Self = Self { kind: SyntaxKind::ColumnReference, wait: Wait::Open, inside: Inside::Columns };
    /// Expressions in brackets.
    pub const EXPRESSIONS: Self = Self { kind: SyntaxKind::ObjectReference, wait: Wait::Open, inside: Inside::Expressions };

    /// A name of that kind may come.
    pub const fn of(kind: SyntaxKind) -> Self {
        Self { kind, wait: Wait::Open, inside: Inside::Words }
    }

    /// A name of that kind must come.
    pub const fn awaited(kind: SyntaxKind) -> Self {
        Self { kind, wait: Wait::Name, inside: Inside::Words }
    }
}

/// Words between the word for an object and its name.
pub(super) const BEFORE_NAME: KeywordSet = KeywordSet::of(&[
    Keyword::If,
    Keyword::Local,
    Keyword::Compression,
    Keyword::Repair,
    Keyword::Stats,
    Keyword::Incremental,
    Keyword::Lazy,
    Keyword::Detail,
    Keyword::History,
    Keyword::Data,
    Keyword::NoWriteToBinlog,
    Keyword::Stream,
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
    Keyword::Inpath,
    Keyword::Repair,
    Keyword::Materialized,
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

/// Words that stand between `by` and its columns.
pub(super) const PARTITION_WORDS: KeywordSet = KeywordSet::of(&[Keyword::Range, Keyword::List, Keyword::Hash]);

/// Words behind `on` that are no names.
const AFTER_ON: KeywordSet = KeywordSet::of(&[
    Keyword::Delete,
    Keyword::Cluster,
    Keyword::Tables,
    Keyword::Sequences,
    Keyword::Functions,
    Keyword::Routines,
    Keyword::Procedures,
    Keyword::Types,
    Keyword::Schemas,
    Keyword::All,
    Keyword::Default,
    Keyword::Rollback,
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

/// Words behind `from` that are no names.
const AFTER_FROM: KeywordSet = KeywordSet::of(&[
    Keyword::Stdin,
    Keyword::Program,
    Keyword::Kafka,
    Keyword::Load,
    Keyword::Files,
    Keyword::File,
    Keyword::Local,
    Keyword::Csv,
    Keyword::Role,
    Keyword::User,
    Keyword::Group,
    Keyword::Share,
    Keyword::Backup,
    Keyword::Postgres,
    Keyword::Connection,
    Keyword::Exa,
    Keyword::Jdbc,
    Keyword::Ora,
    Keyword::Fbv,
    Keyword::Script,
    Keyword::Public,
    Keyword::Current,
]);

/// What a keyword makes of what stands behind it; `None` where it changes nothing.
pub(super) fn role_behind(p: &Parser, keyword: Keyword) -> Option<Role> {
    use SyntaxKind as K;
    Some(match keyword {
        Keyword::Table | Keyword::View | Keyword::Into | Keyword::Override | Keyword::References | Keyword::Clone => {
            Role::awaited(K::TableReference)
        }
        Keyword::On if p.at_symbol(sym::OPEN) => Role::COLUMNS,
        Keyword::On if !AFTER_ON.contains(p.keyword(0)) => Role::awaited(K::TableReference),
        Keyword::From if !AFTER_FROM.contains(p.keyword(0)) => Role::awaited(K::TableReference),
        Keyword::Column if !p.reads(0, "defaults") && !p.reads(0, "attributes") => Role { wait: Wait::Name, ..Role::COLUMNS },
        Keyword::By if p.at(Keyword::Random) => Role::OBJECT,
        // Places for rows, not tables.
        Keyword::On if ["segment", "host", "coordinator", "master"].iter().any(|word| p.reads(0, word)) => Role::OBJECT,
        Keyword::Columns | Keyword::By | Keyword::Key | Keyword::Include | Keyword::Distkey | Keyword::Sortkey | Keyword::Unique => {
            Role::COLUMNS
        }
        Keyword::Check | Keyword::Using | Keyword::When | Keyword::Where | Keyword::Filter | Keyword::As | Keyword::Identifier => {
            Role::EXPRESSIONS
        }
        Keyword::Add | Keyword::Drop => Role { inside: Inside::Columns, ..Role::OBJECT },
        Keyword::Returns => Role::awaited(K::DataType),
        Keyword::Function | Keyword::Procedure | Keyword::Macro => Role::awaited(K::FunctionName),
        Keyword::Schema => Role::awaited(K::SchemaReference),
        Keyword::Tables => Role::of(K::DatabaseReference),
        Keyword::Database | Keyword::Catalog => Role::awaited(K::DatabaseReference),
        Keyword::Index if p.at_symbol(sym::OPEN) => Role::COLUMNS,
        Keyword::Recompress => Role::awaited(K::TableReference),
        Keyword::Order if p.at_symbol(sym::OPEN) && p.has(Features::BARE_STATEMENTS) => Role::COLUMNS,
        Keyword::Index => Role::awaited(K::IndexReference),
        Keyword::Trigger => Role::awaited(K::TriggerReference),
        Keyword::Role | Keyword::User | Keyword::Group => Role::awaited(K::RoleReference),
        Keyword::Sequence => Role::awaited(K::SequenceReference),
        Keyword::Constraint | Keyword::Server | Keyword::Connection | Keyword::Warehouse | Keyword::Publication | Keyword::Subscription => {
            Role::awaited(K::ObjectReference)
        }
        _ => return None,
    })
}

/// Whether the word tells what the name behind it is.
pub(super) fn names_object(p: &Parser, keyword: Keyword) -> bool {
    role_behind(p, keyword).is_some() || AFTER_ON.contains(keyword)
}
