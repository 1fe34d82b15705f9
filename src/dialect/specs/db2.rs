//! IBM Db2.

use super::ansi;
use crate::dialect::{Dialect, DialectSpec, Features, Lexis};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Db2,
    lexis: ansi::SPEC.lexis.union(Lexis::HASH_IN_WORD).union(Lexis::AT_IN_WORD).union(Lexis::DOLLAR_IN_WORD),
    features: ansi::SPEC.features.union(Features::CONCAT_OPERATOR),
    reserved: ansi::SPEC.reserved.without(words![Natural]),
    not_relation_alias: ansi::SPEC.not_relation_alias.with(words![Natural]),
    bare_functions: ansi::SPEC
        .bare_functions
        .with(words![CurrentPath CurrentSchema CurrentServer CurrentTimezone CurrentUser SessionUser SystemUser User]),
    ..ansi::SPEC
};
