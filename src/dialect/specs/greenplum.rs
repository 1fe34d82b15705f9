//! Greenplum.

use super::postgres;
use crate::dialect::{Dialect, DialectSpec};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Greenplum,
    parent: Some(Dialect::Postgres),
    reserved: postgres::SPEC.reserved.with(words![Distributed Log]),
    ..postgres::SPEC
};
