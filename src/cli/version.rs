//! `version`

use std::process::ExitCode;

use super::arguments::DisplayArguments;

/// Prints the version alone, as scripts compare it.
pub fn run(_arguments: &DisplayArguments) -> ExitCode {
    anstream::println!("{}", env!("CARGO_PKG_VERSION"));
    ExitCode::SUCCESS
}
