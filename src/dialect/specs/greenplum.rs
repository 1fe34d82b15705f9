//! Greenplum.

use super::postgres;
use crate::dialect::{Dialect, DialectSpec, Features};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Greenplum,
    features: postgres::SPEC.features.union(Features::PLAIN_COLUMNS).union(Features::EXTERNAL_TABLE),
    reserved: postgres::SPEC.reserved.with(words![Distributed Log]),
    ..postgres::SPEC
};
