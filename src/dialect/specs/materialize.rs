//! Materialize.

use super::postgres;
use crate::dialect::{Dialect, DialectSpec, Features, KeywordSet};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Materialize,
    features: postgres::SPEC.features.union(Features::PLAIN_OBJECTS),
    reserved: KeywordSet::of(words![
        All Alter And Any As By Cast Check Cluster Connection Constraint Create Cross Current Delete Distinct Drop Else Except Exists
        Following For From Full Group Ilike In Inner Insert Intersect Into Is Join Lateral Left Like Limit Minus Natural Not Null Nullif
        Of On Or Order Overlaps Returning Row Rows Select Set To Union Unique Update Using Values When Where With
    ]),
    not_relation_alias: KeywordSet::of(words![Fetch Having Offset Qualify Right Window]),
    ..postgres::SPEC
};
