//! Trino.

use super::ansi;
use crate::dialect::{Dialect, DialectSpec, Features, IdentifierCase, KeywordSet, Lexis};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Trino,
    lexis: ansi::SPEC.lexis.union(Lexis::UNICODE_STRING).union(Lexis::BYTE_STRING),
    features: ansi::SPEC.features.union(Features::LAMBDA_ARROW).union(Features::SQUARE_ARRAY),
    identifiers: IdentifierCase::Lower,
    reserved: ansi::SPEC
        .reserved
        .with(words![
            Alter And As Between By Cast Constraint Create Cube CurrentCatalog CurrentDate CurrentPath CurrentRole CurrentSchema
            CurrentTime CurrentTimestamp CurrentUser Deallocate Delete Describe Distinct Drop Else End Escape Execute Exists Extract
            False For Function Group Grouping Having In Insert Into Is JsonTable Like Limit Localtime Localtimestamp Normalize Or Prepare
            Recursive Rollup Skip Table Then Trim True Uescape Unnest Values When With
        ])
        .without(words![Ignore Interval Minus Overlaps Partition Respect Rows Set]),
    not_relation_alias: KeywordSet::of(words![Minus Offset Qualify Returning Set Window]),
    bare_functions: ansi::SPEC.bare_functions.with(words![CurrentCatalog CurrentRole CurrentSchema CurrentUser Localtime Localtimestamp]),
    ..ansi::SPEC
};
