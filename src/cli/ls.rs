//! `ls`

use std::process::ExitCode;

use super::arguments::LsArguments;
use super::refuse;

/// Runs the command.
pub fn run(_arguments: &LsArguments) -> ExitCode {
    refuse("`ls` is not wired to the engine in this build")
}
