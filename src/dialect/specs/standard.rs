//! The standard as people write it who name no dialect: a backslash may escape a quote.

use super::ansi;
use crate::dialect::{DialectSpec, Lexis};

pub const SPEC: DialectSpec =
    DialectSpec { lexis: ansi::SPEC.lexis.union(Lexis::BACKSLASH_ESCAPE).union(Lexis::BACKSLASH_IN_NAME), ..ansi::SPEC };
