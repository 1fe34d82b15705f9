//! Salesforce Object Query Language.

use super::ansi;
use crate::dialect::{Dialect, DialectSpec, IdentifierCase};

pub const SPEC: DialectSpec = DialectSpec { id: Dialect::Soql, identifiers: IdentifierCase::Insensitive, ..ansi::SPEC };
