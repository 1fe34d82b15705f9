//! What the macros of well-known packages give, for projects that were not given their packages: a list of columns, a value, a
//! relation, a query. Names and purposes only; what is not listed here gives something of which nothing is known.

use super::packages::bare;
use crate::jinja::UnknownKind;

/// Macros by package (as [`bare`] calls it) and what they give.
const MACROS: &[(&str, UnknownKind, &[&str])] = &[
    (
        "utils",
        UnknownKind::Columns,
        &["star", "get_column_values", "get_filtered_columns_in_relation", "get_column_names", "pivot", "group_by", "get_powers_of_two"],
    ),
    (
        "utils",
        UnknownKind::Scalar,
        &[
            "degrees_to_radians",
            "generate_surrogate_key",
            "get_intervals_between",
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
    ("utils", UnknownKind::Relation, &["get_relations_by_pattern", "get_relations_by_prefix", "get_relations_by_prefix_and_union"]),
    (
        "utils",
        UnknownKind::Query,
        &[
            "date_spine",
            "deduplicate",
            "generate_series",
            "get_table_types_sql",
            "get_tables_by_pattern_sql",
            "get_tables_by_prefix_sql",
            "nullcheck_table",
            "union_relations",
            "unpivot",
        ],
    ),
    (
        "date",
        UnknownKind::Query,
        &["date_spine", "get_base_dates", "get_date_dimension", "get_fiscal_periods", "get_fiscal_year_dates", "generate_series"],
    ),
    ("date", UnknownKind::Boolean, &["is_after", "is_after_or_equal", "is_before", "is_before_or_equal", "is_between"]),
    // Nearly all others of this package are expressions over a date.
    ("date", UnknownKind::Scalar, &[]),
    ("expectations", UnknownKind::Query, &["expression_is_true", "get_select", "truth_expression"]),
    ("expectations", UnknownKind::Columns, &["group_by"]),
    ("expectations", UnknownKind::Scalar, &[]),
    (
        "audit_helper",
        UnknownKind::Query,
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
    ("codegen", UnknownKind::Scalar, &[]),
    // These add further columns, each with a comma before it, or nothing.
    (
        "fivetran_utils",
        UnknownKind::Raised,
        &[
            "apply_source_relation",
            "calculated_fields",
            "fill_pass_through_columns",
            "partition_by_source_relation",
            "persist_pass_through_columns",
            "source_relation",
        ],
    ),
    ("fivetran_utils", UnknownKind::Columns, &["fill_staging_columns", "remove_prefix_from_columns"]),
    ("fivetran_utils", UnknownKind::Query, &["union_connections", "union_data", "union_relations"]),
    ("fivetran_utils", UnknownKind::Boolean, &["enabled_vars", "enabled_vars_one_true"]),
    ("fivetran_utils", UnknownKind::Scalar, &[]),
];

/// Packages that other packages bring along.
const BRINGS: &[(&str, &[&str])] = &[
    ("expectations", &["dbt_date"]),
    ("audit_helper", &["dbt_utils"]),
    ("codegen", &["dbt_utils"]),
    ("project_evaluator", &["dbt_utils"]),
    ("fivetran_utils", &["dbt_utils"]),
];

/// What a macro of a package gives. An entry without names speaks of all macros that none before it names.
pub(super) fn kind_of(package: &str, name: &str) -> UnknownKind {
    let package = bare(package);
    let name = name.rsplit("__").next().unwrap_or(name);
    let of_package = MACROS.iter().filter(|(known, ..)| *known == package);
    of_package.clone().find(|(.., names)| names.is_empty() || names.contains(&name)).map_or(UnknownKind::Any, |(_, kind, _)| *kind)
}

/// What a package, by its bare name, brings along.
pub(super) fn brings(package: &str) -> &'static [&'static str] {
    BRINGS.iter().find(|(known, _)| *known == package).map_or(&[], |(_, brought)| brought)
}
