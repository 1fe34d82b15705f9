//! Databricks SQL: Spark with Unity Catalog.

use super::sparksql;
use crate::dialect::{Dialect, DialectSpec, Features, KeywordSet, Lexis};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Databricks,
    lexis: sparksql::SPEC.lexis.union(Lexis::DOLLAR_QUOTE).union(Lexis::NOTEBOOK).union(Lexis::TRY_CAST_OPERATOR),
    features: sparksql::SPEC
        .features
        .union(Features::COLON_PATH)
        .union(Features::COLON_PARAMETER)
        .union(Features::MATERIALIZED_VIEW)
        .union(Features::PLAIN_MERGE_VALUES),
    reserved: KeywordSet::of(words![
        Anti Cross Except Fetch For From Full Inner Intersect Join Lateral Left Minus Natural On Overlaps Qualify Right Semi Union Using
        Where
    ]),
    not_relation_alias: sparksql::SPEC.not_relation_alias.with(words![As Group Having Keys Order Select With]),
    bare_functions: sparksql::SPEC.bare_functions.without(words![CurrentTime SessionUser User]),
    ..sparksql::SPEC
};
