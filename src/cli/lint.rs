//! `lint`

use std::process::ExitCode;

use super::arguments::LintArguments;
use super::refuse;

/// Runs the command.
pub fn run(_arguments: &LintArguments) -> ExitCode {
    refuse("`lint` is not wired to the engine in this build")
}
