use super::DialectSpec;
use super::specs;

macro_rules! dialects {
    ($($variant:ident $name:literal $module:ident $(, $alias:literal)*;)*) => {
        /// The dialects by the names that `--dialect` takes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Dialect { $($variant),* }

        impl Dialect {
            pub const ALL: &'static [Dialect] = &[$(Dialect::$variant),*];

            /// The name that users configure and see.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Dialect::$variant => $name),* }
            }

            /// The dialect of that name or of one of its other names, in any case.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name.to_ascii_lowercase().as_str() {
                    $($name $(| $alias)* => Some(Dialect::$variant),)*
                    _ => None,
                }
            }

            #[must_use]
            pub const fn spec(self) -> &'static DialectSpec {
                match self { $(Dialect::$variant => &specs::$module::SPEC),* }
            }
        }
    };
}

dialects! {
    Ansi "ansi" standard;
    Athena "athena" athena;
    Bigquery "bigquery" bigquery;
    Clickhouse "clickhouse" clickhouse;
    Databricks "databricks" databricks;
    Db2 "db2" db2;
    Doris "doris" doris;
    Duckdb "duckdb" duckdb;
    Exasol "exasol" exasol;
    Flink "flink" flink;
    Greenplum "greenplum" greenplum;
    Hive "hive" hive;
    Impala "impala" impala;
    Mariadb "mariadb" mariadb;
    Materialize "materialize" materialize;
    Mysql "mysql" mysql;
    Oracle "oracle" oracle;
    Postgres "postgres" postgres;
    Redshift "redshift" redshift;
    Snowflake "snowflake" snowflake;
    Soql "soql" soql;
    Sparksql "sparksql" sparksql, "spark";
    Sqlite "sqlite" sqlite;
    Starrocks "starrocks" starrocks;
    Teradata "teradata" teradata;
    Trino "trino" trino;
    Tsql "tsql" tsql, "fabric";
    Vertica "vertica" vertica;
}

/// dbt adapters that are not named like a dialect.
const ADAPTERS: &[(&str, Dialect)] = &[
    ("alloydb", Dialect::Postgres),
    ("cratedb", Dialect::Postgres),
    ("fabricspark", Dialect::Sparksql),
    ("glue", Dialect::Sparksql),
    ("ibmdb2", Dialect::Db2),
    ("mysql5", Dialect::Mysql),
    ("netezza", Dialect::Postgres),
    ("presto", Dialect::Trino),
    ("risingwave", Dialect::Postgres),
    ("singlestore", Dialect::Mysql),
    ("sqlserver", Dialect::Tsql),
    ("starburst", Dialect::Trino),
    ("synapse", Dialect::Tsql),
    ("tidb", Dialect::Mysql),
    ("timescaledb", Dialect::Postgres),
];

impl Dialect {
    /// The dialect that a dbt adapter (the `type` of a profile's target) speaks.
    #[must_use]
    pub fn from_adapter(adapter: &str) -> Option<Self> {
        let adapter = adapter.to_ascii_lowercase();
        Self::from_name(&adapter).or_else(|| ADAPTERS.iter().find(|(name, _)| *name == adapter).map(|&(_, dialect)| dialect))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dialect_has_its_own_name_and_a_spec_of_its_own() {
        for (index, &dialect) in Dialect::ALL.iter().enumerate() {
            assert_eq!(Dialect::from_name(dialect.name()), Some(dialect));
            assert_eq!(dialect.spec().id, dialect, "{} has the spec of another", dialect.name());
            assert!(Dialect::ALL[..index].iter().all(|other| other.name() < dialect.name()), "{} is out of order", dialect.name());
        }
    }

    #[test]
    fn names_and_adapters_lead_to_dialects() {
        let cases = [("Spark", Dialect::Sparksql), ("fabric", Dialect::Tsql), ("REDSHIFT", Dialect::Redshift)];
        for (name, want) in cases {
            assert_eq!(Dialect::from_name(name), Some(want), "{name}");
        }
        for (adapter, want) in [("spark", Dialect::Sparksql), ("sqlserver", Dialect::Tsql), ("synapse", Dialect::Tsql)] {
            assert_eq!(Dialect::from_adapter(adapter), Some(want), "{adapter}");
        }
        assert_eq!(Dialect::from_name("sql"), None);
        assert_eq!(Dialect::from_adapter("unheard-of"), None);
    }
}
