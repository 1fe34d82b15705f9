//! `fix`

use std::process::ExitCode;

use super::arguments::FixArguments;
use super::refuse;

/// Runs the command.
pub fn run(_arguments: &FixArguments) -> ExitCode {
    refuse("`fix` is not wired to the engine in this build")
}
