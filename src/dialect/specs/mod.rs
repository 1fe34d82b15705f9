//! One file per dialect: what its parent has, and what it does differently.
//!
//! The lists of reserved words were observed: a word is reserved where it is refused as a bare name or alias.
//! Flags follow the documentation of each warehouse.

/// A list of keywords by their variants' names.
macro_rules! words {
    ($($word:ident)*) => { &[$(crate::dialect::Keyword::$word),*] };
}

pub(super) use words;

pub mod ansi;
pub mod athena;
pub mod bigquery;
pub mod clickhouse;
pub mod databricks;
pub mod db2;
pub mod doris;
pub mod duckdb;
pub mod exasol;
pub mod flink;
pub mod greenplum;
pub mod hive;
pub mod impala;
pub mod mariadb;
pub mod materialize;
pub mod mysql;
pub mod oracle;
pub mod postgres;
pub mod redshift;
pub mod snowflake;
pub mod soql;
pub mod sparksql;
pub mod sqlite;
pub mod standard;
pub mod starrocks;
pub mod teradata;
pub mod trino;
pub mod tsql;
pub mod vertica;
