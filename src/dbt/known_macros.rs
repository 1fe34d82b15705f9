//! What the macros of well-known packages give, for projects that were not given their packages: a list of columns, a value, a
//! relation, a query, or nothing. Names and purposes only, and of the simplest macros the text itself (`known_macros.sql`). What is
//! not listed here gives something of which nothing is known, and the text around the call decides what stands for it.

use super::packages::bare;
use crate::jinja::UnknownKind::{self, Any, Boolean, Columns, Query, Raised, Relation, Scalar};

/// Macros by package (as [`bare`] calls it) and what they give. An entry without names speaks of all macros of its package that
/// none before it names.
const MACROS: &[(&str, UnknownKind, &[&str])] = &[
    (
        "utils",
        Columns,
        &["star", "get_column_values", "get_filtered_columns_in_relation", "get_column_names", "get_table_types_sql", "pivot"],
    ),
    (
        "utils",
        Scalar,
        &[
            "degrees_to_radians",
            "generate_surrogate_key",
            "get_intervals_between",
            "get_powers_of_two",
            "get_single_value",
            "get_url_host",
            "get_url_parameter",
            "get_url_path",
            "haversine_distance",
            "nullcheck",
            "pretty_log_format",
            "pretty_time",
            "safe_add",
            "safe_divide",
            "safe_subtract",
            "slugify",
            "surrogate_key",
            "width_bucket",
        ],
    ),
    ("utils", Relation, &["get_relations_by_pattern", "get_relations_by_prefix", "get_relations_by_prefix_and_union"]),
    (
        "utils",
        Query,
        &[
            "date_spine",
            "deduplicate",
            "generate_series",
            "get_tables_by_pattern_sql",
            "get_tables_by_prefix_sql",
            "nullcheck_table",
            "union_relations",
            "unpivot",
        ],
    ),
    ("utils", Raised, &["_is_ephemeral", "_is_relation", "log_info"]),
    (
        "date",
        Query,
        &["date_spine", "get_base_dates", "get_date_dimension", "get_fiscal_periods", "get_fiscal_year_dates", "generate_series"],
    ),
    ("date", Boolean, &["is_after", "is_after_or_equal", "is_before", "is_before_or_equal", "is_between"]),
    // Nearly all others of this package are expressions over a date.
    ("date", Scalar, &[]),
    ("expectations", Query, &["expression_between", "expression_is_true", "get_select", "truth_expression"]),
    ("expectations", Columns, &["_get_column_list", "_list_intersect"]),
    ("expectations", Scalar, &[]),
    (
        "audit_helper",
        Query,
        &[
            "compare_all_columns",
            "compare_and_classify_query_results",
            "compare_and_classify_relation_rows",
            "compare_column_values",
            "compare_column_values_verbose",
            "compare_queries",
            "compare_relation_columns",
            "compare_relations",
            "compare_row_counts",
            "compare_which_query_columns_differ",
            "compare_which_relation_columns_differ",
            "quick_are_queries_identical",
            "quick_are_relations_identical",
        ],
    ),
    ("codegen", Scalar, &[]),
    // These add further columns, each with a comma before it, or nothing.
    (
        "fivetran_utils",
        Raised,
        &[
            "add_dbt_source_relation",
            "add_pass_through_columns",
            "apply_source_relation",
            "calculated_fields",
            "fill_pass_through_columns",
            "partition_by_source_relation",
            "persist_pass_through_columns",
            "source_relation",
        ],
    ),
    ("fivetran_utils", Columns, &["fill_staging_columns", "remove_prefix_from_columns"]),
    ("fivetran_utils", Query, &["union_connections", "union_data", "union_relations"]),
    ("fivetran_utils", Boolean, &["empty_variable_warning"]),
    ("fivetran_utils", Scalar, &[]),
    (
        "automate_dv",
        Query,
        &["bridge", "eff_sat", "hub", "link", "ma_sat", "nh_link", "pit", "ref_table", "sat", "stage", "sts", "t_link", "xts"],
    ),
    ("dbtvault", Query, &["bridge", "eff_sat", "hub", "link", "ma_sat", "pit", "sat", "stage", "t_link", "xts"]),
    ("datavault4dbt", Query, &["hub", "link", "ma_sat_v0", "nh_link", "pit", "ref_hub", "sat_v0", "sat_v1", "stage"]),
    ("external_tables", Raised, &[]),
    ("artifacts", Raised, &["upload_results"]),
    ("metrics", Relation, &["calculate", "develop", "metric"]),
    (
        "elementary",
        Raised,
        &["debug_log", "edr_log", "file_log", "test_log", "begin_duration_measure_context", "end_duration_measure_context"],
    ),
    ("elementary", Relation, &["get_elementary_relation", "get_model_relation_for_test", "create_elementary_test_table"]),
    ("elementary", Query, &["empty_table", "no_results_query"]),
    (
        "elementary",
        Boolean,
        &["is_elementary_enabled", "is_ephemeral_model", "is_test_command", "relation_exists", "column_exists_in_relation"],
    ),
    ("snowplow_utils", Raised, &["set_query_tag", "log_message", "print_list"]),
    ("snowplow_utils", Boolean, &["is_run_with_new_events", "is_valid_date"]),
    ("snowplow_utils", Query, &["base_create_snowplow_events_this_run", "base_create_snowplow_sessions_this_run"]),
    (
        "snowplow_utils",
        Scalar,
        &[
            "cast_to_tstamp",
            "current_timestamp_in_utc",
            "get_string_agg",
            "timestamp_add",
            "timestamp_diff",
            "to_unixtstamp",
            "type_max_string",
            "type_string",
        ],
    ),
    ("unit_testing", Relation, &["ref", "source"]),
    ("profiler", Query, &["get_profile", "get_profile_table"]),
];

/// Packages that other packages bring along.
const BRINGS: &[(&str, &[&str])] = &[
    ("expectations", &["dbt_date"]),
    ("audit_helper", &["dbt_utils"]),
    ("codegen", &["dbt_utils"]),
    ("project_evaluator", &["dbt_utils"]),
    ("fivetran_utils", &["dbt_utils"]),
    ("automate_dv", &["dbt_utils"]),
    ("data_reliability", &["elementary", "dbt_utils"]),
    ("elementary", &["dbt_utils"]),
    ("snowplow_utils", &["dbt_utils"]),
    ("metrics", &["dbt_utils"]),
];

/// Packages whose cross-database macros moved into dbt under their old names.
const MOVED_INTO_DBT: &[&str] = &["utils", "expectations", "date", "fivetran_utils", "spark_utils"];

/// The macros that moved there.
const MOVED: &[&str] = &[
    "any_value",
    "array_append",
    "array_concat",
    "array_construct",
    "bool_or",
    "cast_array_to_string",
    "cast_bool_to_text",
    "concat",
    "current_timestamp",
    "date_trunc",
    "dateadd",
    "datediff",
    "escape_single_quotes",
    "except",
    "hash",
    "intersect",
    "last_day",
    "length",
    "listagg",
    "position",
    "replace",
    "right",
    "safe_cast",
    "split_part",
    "string_literal",
    "type_bigint",
    "type_boolean",
    "type_float",
    "type_int",
    "type_numeric",
    "type_string",
    "type_timestamp",
];

/// The simplest macros as they are documented: one file, a name begins with its package's.
pub(super) const TEXTS: &str = include_str!("known_macros.sql");

/// The package that these are in.
pub(super) const PACKAGE: &str = "<known macros>";

/// The name in [`TEXTS`] of a package's macro.
pub(super) fn text_name(package: &str, name: &str) -> String {
    format!("{}__{name}", bare(package))
}

/// Whether a macro of a package is one of dbt's own under its old name.
pub(super) fn moved_into_dbt(package: &str, name: &str) -> bool {
    MOVED_INTO_DBT.contains(&bare(package).as_str()) && MOVED.contains(&name)
}

/// What a macro of a package gives.
pub(super) fn kind_of(package: &str, name: &str) -> UnknownKind {
    let package = bare(package);
    let name = name.split_once("__").filter(|(adapter, _)| !adapter.is_empty()).map_or(name, |(_, name)| name);
    let of_package = MACROS.iter().filter(|(known, ..)| *known == package);
    of_package.clone().find(|(.., names)| names.is_empty() || names.contains(&name)).map_or(Any, |(_, kind, _)| *kind)
}

/// What a package, by its bare name, brings along.
pub(super) fn brings(package: &str) -> &'static [&'static str] {
    BRINGS.iter().find(|(known, _)| *known == package).map_or(&[], |(_, brought)| brought)
}
