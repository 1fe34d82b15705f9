//! Teradata.

use super::ansi;
use crate::dialect::{Dialect, DialectSpec, Features, IdentifierCase, Lexis};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Teradata,
    lexis: ansi::SPEC.lexis.union(Lexis::HASH_IN_WORD).union(Lexis::DOLLAR_IN_WORD).union(Lexis::MACRO_BODY),
    features: ansi::SPEC
        .features
        .union(Features::TOP)
        .union(Features::WORD_OPERATORS)
        .union(Features::COLUMN_NAME_REFERENCE)
        .union(Features::POSTFIX_CAST)
        .union(Features::ABBREVIATIONS)
        .union(Features::NORMALIZE)
        .union(Features::INTO_VARIABLES),
    identifiers: IdentifierCase::Insensitive,
    reserved: ansi::SPEC.reserved.with(words![Casespecific Cs Limit Replace Timestamp]).without(words![Fetch Overlaps]),
    not_relation_alias: ansi::SPEC.not_relation_alias.with(words![Fetch]).without(words![Limit]),
    bare_functions: ansi::SPEC.bare_functions.with(words![Date Time User]),
    ..ansi::SPEC
};
