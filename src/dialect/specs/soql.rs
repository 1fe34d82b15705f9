//! Salesforce Object Query Language.

use super::ansi;
use crate::dialect::{Dialect, DialectSpec, IdentifierCase, Lexis};

pub const SPEC: DialectSpec = DialectSpec {
    id: Dialect::Soql,
    lexis: ansi::SPEC.lexis.union(Lexis::BARE_DATE),
    identifiers: IdentifierCase::Insensitive,
    ..ansi::SPEC
};
