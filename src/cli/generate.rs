//! `completions`, `man` and `schema`: what other programs read of the command line and of `setsquare.toml`, from the definitions themselves.

use std::io;
use std::process::ExitCode;

use clap::CommandFactory as _;

use super::arguments::{Cli, CompletionsArguments, ManArguments, SchemaArguments};
use super::refuse;
use crate::config::schema;
use crate::rules::descriptors;

/// Prints the script that completes the command line in a shell.
pub fn completions(arguments: &CompletionsArguments) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "setsquare", &mut script);
    written(io::Write::write_all(&mut io::stdout(), &script))
}

/// Prints the manual page, or writes the pages of all commands into a folder.
pub fn man(arguments: &ManArguments) -> ExitCode {
    match &arguments.folder {
        Some(folder) => written(std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(Cli::command(), folder))),
        None => written(clap_mangen::Man::new(Cli::command()).render(&mut io::stdout())),
    }
}

/// Prints the JSON schema of `setsquare.toml`.
pub fn print_schema(_arguments: &SchemaArguments) -> ExitCode {
    anstream::println!("{:#}", schema(&descriptors()));
    ExitCode::SUCCESS
}

fn written(result: io::Result<()>) -> ExitCode {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => refuse(&format!("cannot be written: {error}")),
        _ => ExitCode::SUCCESS,
    }
}
