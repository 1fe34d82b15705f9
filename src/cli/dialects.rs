//! `dialects`

use std::process::ExitCode;

use super::arguments::DisplayArguments;
use crate::dialect::Dialect;

/// Lists the dialects by the names that `--dialect` takes, one a line.
pub fn run(_arguments: &DisplayArguments) -> ExitCode {
    for dialect in Dialect::ALL {
        anstream::println!("{}", dialect.name());
    }
    ExitCode::SUCCESS
}
