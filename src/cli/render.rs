//! `render`

use std::process::ExitCode;

use super::arguments::RenderArguments;
use super::refuse;

/// Runs the command.
pub fn run(_arguments: &RenderArguments) -> ExitCode {
    refuse("`render` is not wired to the engine in this build")
}
