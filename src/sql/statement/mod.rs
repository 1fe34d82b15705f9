//! Statements other than queries, by their leading keyword.
//!
//! A statement with a shape of its own has a production in one of the files below; the others are read by their words
//! ([`generic`]). What begins with no word that a statement begins with is not understood here.

mod alter;
mod alter_table;
mod block;
mod call;
mod constraint;
mod create;
mod cursor;
mod declaration;
mod dml;
mod drop;
mod flow;
mod generic;
mod insert;
mod merge;
mod role;
mod routine;
mod row;
mod session;
mod table;
mod transfer;
mod trigger;
mod view;

#[cfg(test)]
mod tests;

use crate::dialect::{Dialect, Features, Keyword};
use crate::syntax::SyntaxKind;

use super::parser::{Parser, sym};
use super::query;
use generic::Role;

/// A statement, a query included, if one begins here.
pub fn opt_statement(p: &mut Parser) -> bool {
    let mut found = false;
    p.nested(|p| found = statement(p));
    found
}

fn statement(p: &mut Parser) -> bool {
    if query::at_query(p, 0) && !(p.at(Keyword::Table) && p.keyword(1) == Keyword::Column) {
        query::query(p);
        return true;
    }
    if p.at_kind(SyntaxKind::MagicCell) {
        p.complete_one(SyntaxKind::MagicCell, SyntaxKind::UnknownStatement);
        return true;
    }
    if p.has(Features::ABBREVIATIONS) && p.at_symbol(sym::DOT) && p.is_word(1) && p.on_new_line() {
        return session::client_command(p);
    }
    if p.has(Features::BATCHES) && p.at_kind(SyntaxKind::Colon) && p.is_word(1) && p.touches_next(0) {
        return session::client_command(p);
    }
    let named = super::expression::path_length(p);
    if p.has(Features::BARE_STATEMENTS)
        && p.is_name(0)
        && named > 0
        && p.peek(named) == SyntaxKind::Parameter
        && p.symbol(named + 1) == sym::EQUALS
    {
        // The first statement of a batch calls a procedure without a word for it.
        call::bare_call(p);
        return true;
    }
    if p.has(Features::BARE_STATEMENTS) && p.is_name(0) && p.symbol(1) == sym::COLON {
        return block::procedural_statement(p);
    }
    if p.is_word(0) && p.symbol(1) == sym::DOT {
        return block::is_procedural(p) && block::procedural_statement(p);
    }
    match p.keyword(0) {
        Keyword::Insert => insert::insert_statement(p, SyntaxKind::InsertStatement),
        Keyword::Replace if matches!(p.keyword(1), Keyword::View | Keyword::Macro | Keyword::Procedure | Keyword::Function) => {
            create::create_statement(p);
        }
        Keyword::From if from_first_insert(p) => insert::from_insert_statement(p),
        Keyword::Upsert if p.keyword(1) == Keyword::Into => insert::insert_statement(p, SyntaxKind::InsertStatement),
        Keyword::None if p.has(Features::ABBREVIATIONS) && ends_behind(p, 0) && (p.reads(0, "bt") || p.reads(0, "et")) => {
            session::transaction_statement(p);
        }
        Keyword::Replace if p.symbol(1) != sym::OPEN => insert::insert_statement(p, SyntaxKind::ReplaceStatement),
        Keyword::Update if p.keyword(1) != Keyword::Statistics => dml::update_statement(p),
        Keyword::Delete => dml::delete_statement(p),
        Keyword::Merge if p.symbol(1) != sym::OPEN => merge::merge_statement(p),
        Keyword::Create => create::create_statement(p),
        Keyword::Define if p.has(Features::CLONE_IN_TIME) => create::create_statement(p),
        Keyword::Alter => alter::alter_statement(p),
        Keyword::Drop => drop::drop_statement(p),
        Keyword::Truncate if p.symbol(1) != sym::OPEN => session::truncate_statement(p),
        Keyword::Grant | Keyword::Revoke | Keyword::Deny => session::access_statement(p),
        Keyword::Set => session::set_statement(p),
        Keyword::Vacuum | Keyword::Analyze | Keyword::Analyse if p.has(Features::QUESTION_OPERATOR) => session::maintenance_statement(p),
        Keyword::Rename | Keyword::Exchange
            if p.has(Features::RENAME_TABLES) && matches!(p.keyword(1), Keyword::Table | Keyword::Tables) =>
        {
            session::rename_tables(p);
        }
        Keyword::Show if p.symbol(1) != sym::OPEN => session::show_statement(p),
        Keyword::Explain => session::explain_statement(p),
        Keyword::Profile if query::at_query(p, 1) => session::explain_statement(p),
        // `at epoch latest select …`
        Keyword::At if p.is_word(1) && query::at_query(p, 3) => {
            p.bump_keyword();
            p.bump_keyword();
            p.bump();
            query::query(p);
        }
        Keyword::Describe | Keyword::Desc => session::describe_statement(p),
        Keyword::Comment => session::comment_statement(p),
        Keyword::Call => call::call_statement(p),
        Keyword::Execute | Keyword::Exec => call::execute_statement(p),
        Keyword::Print | Keyword::Raiserror | Keyword::Throw | Keyword::Waitfor | Keyword::Assert => session::message_statement(p),
        Keyword::Delimiter => session::delimiter_statement(p),
        Keyword::Begin if block::is_transaction(p) || !p.has(Features::BEGIN_BLOCK) && !block_ends(p) => session::transaction_statement(p),
        Keyword::Commit | Keyword::Rollback | Keyword::Abort | Keyword::Savepoint => session::transaction_statement(p),
        Keyword::Start if matches!(p.keyword(1), Keyword::Transaction) => session::transaction_statement(p),
        Keyword::Save if matches!(p.keyword(1), Keyword::Tran | Keyword::Transaction) => session::transaction_statement(p),
        Keyword::Release if p.is_word(1) => session::transaction_statement(p),
        Keyword::End if is_transaction_end(p) => session::transaction_statement(p),
        Keyword::Declare => declaration::declare(p),
        Keyword::Load if p.keyword(1) == Keyword::Data && p.has(Features::DELIMITER) => transfer::load_statement(p),
        Keyword::Export | Keyword::Unload | Keyword::Copy | Keyword::Load | Keyword::Import | Keyword::Undrop
            if transfer::is_followed_by_words(p) =>
        {
            transfer::transfer_statement(p);
        }
        Keyword::Rename
            if (p.has(Features::DELIMITER) || p.has(Features::ABBREVIATIONS))
                && matches!(p.keyword(1), Keyword::Table | Keyword::Tables) =>
        {
            session::rename_statement(p);
        }
        Keyword::Do if p.has(Features::DELIMITER) && !ends_behind(p, 0) => session::do_statement(p),
        Keyword::Prepare if p.has(Features::DELIMITER) => session::by_words(p, SyntaxKind::UnknownStatement, Role::OBJECT),
        Keyword::Flush if transfer::is_followed_by_words(p) => session::flush_statement(p),
        Keyword::Put | Keyword::Get if transfer::is_followed_by_words(p) => {
            session::by_words(p, SyntaxKind::TransferStatement, Role::OBJECT);
        }
        Keyword::Apply if p.keyword(1) == Keyword::Changes => session::apply_changes(p),
        keyword => {
            if block::is_procedural(p) {
                return block::procedural_statement(p);
            }
            let Some((kind, role)) = by_first_word(keyword) else { return false };
            if p.symbol(1) == sym::OPEN && p.touches_next(0) {
                return false;
            }
            session::by_words(p, kind, role);
        }
    }
    true
}

/// A function or procedure that a query brings along.
pub fn nested_routine(p: &mut Parser) {
    declaration::nested_routine(p);
}

/// `from t insert …`: one source for many tables.
fn from_first_insert(p: &Parser) -> bool {
    p.find_ahead(|p, ahead| p.keyword(ahead) == Keyword::Insert && matches!(p.keyword(ahead + 1), Keyword::Into | Keyword::Overwrite))
        .is_some()
}

/// Whether a block that begins here ends: without, `begin` is taken for a transaction.
fn block_ends(p: &Parser) -> bool {
    !ends_behind(p, 0)
}

/// `end`, `end transaction` outside a block: the end of a transaction.
fn is_transaction_end(p: &Parser) -> bool {
    ends_behind(p, 0)
        && p.is_dialect(&[
            Dialect::Postgres,
            Dialect::Greenplum,
            Dialect::Redshift,
            Dialect::Sqlite,
            Dialect::Duckdb,
            Dialect::Vertica,
            Dialect::Materialize,
        ])
        || matches!(p.keyword(1), Keyword::Transaction | Keyword::Work)
}

/// Statements that are read by their words: what they are, and what the first names in them are.
fn by_first_word(keyword: Keyword) -> Option<(SyntaxKind, Role)> {
    use SyntaxKind as K;
    let table = Role::awaited(K::TableReference);
    Some(match keyword {
        Keyword::Use | Keyword::Database | Keyword::Ss => (K::UseStatement, Role::awaited(K::DatabaseReference)),
        Keyword::Analyze | Keyword::Analyse => (K::AnalyzeStatement, table),
        Keyword::Vacuum => (K::VacuumStatement, table),
        Keyword::Optimize
        | Keyword::Check
        | Keyword::Checksum
        | Keyword::Repair
        | Keyword::Msck
        | Keyword::Refresh
        | Keyword::Compute
        | Keyword::Lock
        | Keyword::Unlock
        | Keyword::Cache
        | Keyword::Uncache
        | Keyword::Invalidate
        | Keyword::Restore
        | Keyword::Cluster => (K::UnknownStatement, table),
        Keyword::Flashback | Keyword::Prepare | Keyword::Recompress => (K::UnknownStatement, table),
        Keyword::Abort
        | Keyword::Add
        | Keyword::Admin
        | Keyword::Apply
        | Keyword::Archive
        | Keyword::Audit
        | Keyword::Backup
        | Keyword::Binlog
        | Keyword::Bulk
        | Keyword::Cancel
        | Keyword::Change
        | Keyword::Checkpoint
        | Keyword::Clear
        | Keyword::Clone
        | Keyword::Connect
        | Keyword::Constraint
        | Keyword::Convert
        | Keyword::Dbcc
        | Keyword::Deallocate
        | Keyword::Define
        | Keyword::Discard
        | Keyword::Disable
        | Keyword::Disconnect
        | Keyword::Do
        | Keyword::Enable
        | Keyword::Exclude
        | Keyword::Expunge
        | Keyword::Flush
        | Keyword::Generate
        | Keyword::Handler
        | Keyword::Help
        | Keyword::Install
        | Keyword::Kill
        | Keyword::Label
        | Keyword::List
        | Keyword::Listen
        | Keyword::Ls
        | Keyword::Move
        | Keyword::Notify
        | Keyword::Pause
        | Keyword::Pragma
        | Keyword::Preview
        | Keyword::Prompt
        | Keyword::Preload
        | Keyword::Purge
        | Keyword::Runstats
        | Keyword::Switch
        | Keyword::Reassign
        | Keyword::Reconfigure
        | Keyword::Recover
        | Keyword::Reindex
        | Keyword::Reload
        | Keyword::Remove
        | Keyword::Reset
        | Keyword::Resignal
        | Keyword::Resume
        | Keyword::Revert
        | Keyword::Rm
        | Keyword::Security
        | Keyword::Shutdown
        | Keyword::Signal
        | Keyword::Start
        | Keyword::Stop
        | Keyword::Subscribe
        | Keyword::Summarize
        | Keyword::Suspend
        | Keyword::Sync
        | Keyword::System
        | Keyword::Undefine
        | Keyword::Unlisten
        | Keyword::Unset
        | Keyword::Update
        | Keyword::Validate
        | Keyword::Variable
        | Keyword::Rename
        | Keyword::Collect
        | Keyword::Exchange
        | Keyword::Attach
        | Keyword::Detach
        | Keyword::Xa => (K::UnknownStatement, Role::OBJECT),
        _ => return None,
    })
}

/// Whether the statement ends here: at its terminator, at the end of the group, or, where nothing terminates statements,
/// before the next.
fn ends(p: &Parser) -> bool {
    p.at_statement_end() || block::at_batch_end(p) || generic::is_bare_end(p) || at_other_terminator(p)
}

/// A `/` on a line of its own, or the sign that `delimiter` has set.
pub fn at_other_terminator(p: &Parser) -> bool {
    p.has(Features::SLASH_TERMINATOR) && block::at_slash(p)
        || p.has(Features::DELIMITER) && p.at_kind(SyntaxKind::Symbol) && matches!(p.peek_text(0), "~" | "//" | "$" | "$$")
}

/// Whether the statement ends behind the token `ahead`.
fn ends_behind(p: &Parser, ahead: usize) -> bool {
    matches!(p.peek(ahead + 1), SyntaxKind::EndOfFile | SyntaxKind::StatementTerminator)
}

/// Whether a statement begins here in a dialect without terminators.
fn starts_bare_statement(p: &Parser) -> bool {
    if p.at_label() {
        return true;
    }
    match p.keyword(0) {
        Keyword::Select
        | Keyword::Insert
        | Keyword::Update
        | Keyword::Delete
        | Keyword::Create
        | Keyword::Alter
        | Keyword::Drop
        | Keyword::Declare
        | Keyword::If
        | Keyword::While
        | Keyword::Begin
        | Keyword::End
        | Keyword::Exec
        | Keyword::Execute
        | Keyword::Print
        | Keyword::Return
        | Keyword::Go
        | Keyword::Grant
        | Keyword::Revoke
        | Keyword::Deny
        | Keyword::Truncate
        | Keyword::Merge
        | Keyword::Commit
        | Keyword::Rollback
        | Keyword::Raiserror
        | Keyword::Throw
        | Keyword::Use
        | Keyword::Waitfor
        | Keyword::Open
        | Keyword::Fetch
        | Keyword::Close
        | Keyword::Deallocate
        | Keyword::Else => true,
        Keyword::Set => !matches!(p.keyword(1), Keyword::Null | Keyword::Default),
        Keyword::With => p.is_word(1) && (p.keyword(2) == Keyword::As || p.symbol(2) == sym::OPEN) && p.keyword(1) == Keyword::None,
        _ => false,
    }
}

/// Words that begin a data type and rarely anything else behind a column's name.
fn is_type_word(keyword: Keyword) -> bool {
    matches!(
        keyword,
        Keyword::Int
            | Keyword::Integer
            | Keyword::Bigint
            | Keyword::Smallint
            | Keyword::Tinyint
            | Keyword::Mediumint
            | Keyword::Int64
            | Keyword::Float64
            | Keyword::Numeric
            | Keyword::Decimal
            | Keyword::Dec
            | Keyword::Number
            | Keyword::Float
            | Keyword::Real
            | Keyword::Double
            | Keyword::Varchar
            | Keyword::Varchar2
            | Keyword::Nvarchar
            | Keyword::Nvarchar2
            | Keyword::Char
            | Keyword::Nchar
            | Keyword::Character
            | Keyword::String
            | Keyword::Text
            | Keyword::Date
            | Keyword::Datetime
            | Keyword::Datetime2
            | Keyword::Time
            | Keyword::Timestamp
            | Keyword::TimestampNtz
            | Keyword::TimestampLtz
            | Keyword::TimestampTz
            | Keyword::Timestamptz
            | Keyword::Boolean
            | Keyword::Bool
            | Keyword::Bit
            | Keyword::Bytes
            | Keyword::Bytea
            | Keyword::Binary
            | Keyword::Varbinary
            | Keyword::Blob
            | Keyword::Clob
            | Keyword::Json
            | Keyword::Jsonb
            | Keyword::Xml
            | Keyword::Uuid
            | Keyword::Variant
            | Keyword::Object
            | Keyword::Array
            | Keyword::Struct
            | Keyword::Map
            | Keyword::Interval
            | Keyword::Money
            | Keyword::Super
            | Keyword::Geography
            | Keyword::Geometry
            | Keyword::Serial
            | Keyword::Bigserial
            | Keyword::Uniqueidentifier
    )
}

/// Whether a statement that can be explained begins here.
fn begins_explained(p: &Parser) -> bool {
    matches!(
        p.keyword(0),
        Keyword::Insert
            | Keyword::Update
            | Keyword::Delete
            | Keyword::Merge
            | Keyword::Replace
            | Keyword::Create
            | Keyword::Execute
            | Keyword::Declare
            | Keyword::Refresh
    ) && (!p.at(Keyword::Create) || p.is_word(1))
}

/// `with p as procedure (a int) returns int as '…' call p(1)`
pub fn call_with_anonymous_procedure(p: &mut Parser) {
    let mark = p.mark();
    p.bump_keyword();
    routine::routine_name(p, SyntaxKind::FunctionName);
    p.bump_keywords(2);
    routine::anonymous(p);
    if p.at(Keyword::Call) {
        call::call_statement(p);
    } else {
        p.missing("expected `CALL`");
    }
    p.complete(mark, SyntaxKind::CallWithAnonymousProcedure);
}

/// `if exists`, `if not exists` before a name.
fn name_words(p: &mut Parser) {
    if p.at(Keyword::If) && matches!(p.keyword(1), Keyword::Not | Keyword::Exists) {
        p.bump_keyword();
        p.eat(Keyword::Not);
        p.eat(Keyword::Exists);
    }
}

/// Anything up to the end of the group: options, patterns, hints.
pub fn anything(p: &mut Parser) {
    while !p.at_end() {
        let before = p.position();
        loose(p);
        if p.position() == before {
            return;
        }
    }
}

/// Anything up to a comma or the end of the group.
pub fn anything_but_commas(p: &mut Parser) {
    while !p.at_end() && !p.at_symbol(sym::COMMA) {
        let before = p.position();
        loose(p);
        if p.position() == before {
            return;
        }
    }
}

/// Anything up to the next pipe or the end of the statement.
pub fn anything_but_pipes(p: &mut Parser) {
    while !p.at_statement_end() && !p.at_symbol(sym::PIPE) {
        let before = p.position();
        loose(p);
        if p.position() == before {
            return;
        }
    }
}

/// One word, literal, symbol, query or bracket group.
fn loose(p: &mut Parser) {
    match p.peek(0) {
        SyntaxKind::StatementTerminator
        | SyntaxKind::EndOfFile
        | SyntaxKind::EndBracket
        | SyntaxKind::EndSquareBracket
        | SyntaxKind::EndCurlyBracket => {}
        _ => generic::lone_piece(p),
    }
}
