//! The standard to the letter: what every other dialect starts from.

use crate::dialect::{Dialect, DialectSpec, Features, IdentifierCase, KeywordSet, Lexis};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Ansi,
    lexis: Lexis::NATIONAL_STRING.union(Lexis::BYTE_STRING),
    features: Features::empty(),
    identifiers: IdentifierCase::Upper,
    reserved: KeywordSet::of(words![
        Case Cross Except Fetch From Full Ignore Inner Intersect Interval Join Left Minus Natural Not Null On Order Outer Overlaps
        Partition Respect Right Rows Select Set Union Using Where
    ]),
    not_relation_alias: KeywordSet::of(words![As Group Having Limit Offset Qualify Returning Values Window With]),
    bare_functions: KeywordSet::of(words![CurrentDate CurrentTime CurrentTimestamp]),
    pseudo_columns: KeywordSet::EMPTY,
    not_column_alias: KeywordSet::of(words![From Where Group Having Order Limit Union Except Intersect Into]),
};
