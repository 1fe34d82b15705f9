//! `format`

use std::process::ExitCode;

use super::arguments::FormatArguments;
use super::refuse;

/// Runs the command.
pub fn run(_arguments: &FormatArguments) -> ExitCode {
    refuse("`format` is not wired to the engine in this build")
}
