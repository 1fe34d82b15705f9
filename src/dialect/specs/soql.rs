//! Salesforce Object Query Language.

use super::ansi;
use crate::dialect::{Dialect, DialectSpec, IdentifierCase};

pub const SPEC: DialectSpec =
    DialectSpec { id: Dialect::Soql, parent: Some(Dialect::Ansi), identifiers: IdentifierCase::Insensitive, ..ansi::SPEC };
