//! `parse`

use std::process::ExitCode;

use super::arguments::ParseArguments;
use super::refuse;

/// Runs the command.
pub fn run(_arguments: &ParseArguments) -> ExitCode {
    refuse("`parse` is not wired to the engine in this build")
}
