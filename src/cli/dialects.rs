//! `dialects`

use std::process::ExitCode;

use super::arguments::DisplayArguments;
use super::refuse;

/// Lists the dialects.
pub fn run(_arguments: &DisplayArguments) -> ExitCode {
    refuse("`dialects` is not wired to the dialects in this build")
}
