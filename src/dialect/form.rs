//! Forms that the grammar reads in every dialect and that some warehouses refuse: which, and what is written there instead.

use super::Dialect;

macro_rules! forms {
    ($($(#[$doc:meta])* $variant:ident $text:literal, $instead:literal, not in [$($dialect:ident)*];)*) => {
        /// A form of SQL that not every warehouse has.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Form { $($(#[$doc])* $variant),* }

        impl Form {
            /// Whether the dialect is known to refuse the form.
            #[must_use]
            pub fn is_refused_by(self, dialect: Dialect) -> bool {
                match self { $(Self::$variant => [$(Dialect::$dialect),*].contains(&dialect)),* }
            }

            /// How the form is called in a message.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }

            /// What says the same without it. Empty where nothing short does.
            #[must_use]
            pub const fn instead(self) -> &'static str {
                match self { $(Self::$variant => $instead),* }
            }
        }
    };
}

forms! {
    Qualify "`qualify`", "filter the result of the window in an outer query",
        not in [Athena Greenplum Hive Impala Mariadb Materialize Mysql Postgres Sqlite Trino Tsql];
    CastOperator "`::`", "write `cast(… as …)`",
        not in [Db2 Oracle Sqlite Trino];
    Ilike "`ilike`", "compare `lower(…)` with `like`",
        not in [Athena Bigquery Db2 Hive Mariadb Mysql Oracle Sqlite Trino Tsql];
    Pivot "`pivot`", "write an aggregate over a `case` for each column",
        not in [Athena Clickhouse Db2 Greenplum Hive Impala Mariadb Materialize Mysql Postgres Sqlite Trino Vertica];
    Arrow "`->`", "", not in [Db2 Exasol Oracle Redshift Tsql];
    Limit "`limit`", "write `top`, or `offset` and `fetch` behind `order by`", not in [Tsql];
    LimitPair "a `limit` of two numbers", "write `limit … offset …`",
        not in [Athena Bigquery Databricks Duckdb Greenplum Materialize Postgres Redshift Snowflake Sparksql Trino];
    DistinctOn "`distinct on`", "keep the first row by `row_number()`",
        not in [Athena Bigquery Databricks Hive Impala Mariadb Mysql Oracle Redshift Snowflake Sparksql Sqlite Trino Tsql];
    Backtick "names in back-ticks", "write double quotes",
        not in [Db2 Exasol Greenplum Materialize Oracle Postgres Redshift Snowflake Teradata Trino Tsql Vertica];
    DoubleEquals "`==`", "write `=`",
        not in [Athena Bigquery Greenplum Mariadb Materialize Mysql Oracle Postgres Redshift Snowflake Teradata Trino Tsql Vertica];
    /// `exclude`, `except`, `replace`, `rename` behind `*`.
    StarModifier "changes to the columns of `*`", "list the columns",
        not in [Athena Db2 Greenplum Hive Impala Mariadb Materialize Mysql Oracle Postgres Sqlite Trino Tsql];
    /// `[1, 2]` without a word in front.
    SquareArray "`[…]` without `array`", "write `array[…]`",
        not in [Athena Db2 Greenplum Mariadb Materialize Mysql Oracle Postgres Redshift Sqlite Trino Tsql];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_who_refuses_what() {
        assert!(Form::Qualify.is_refused_by(Dialect::Postgres) && !Form::Qualify.is_refused_by(Dialect::Snowflake));
        assert_eq!(Form::DoubleEquals.instead(), "write `=`");
    }
}
