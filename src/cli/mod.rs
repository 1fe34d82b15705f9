//! Layer 6: arguments in, formats out. A thin client of the engine.
//!
//! Standard output carries only the result, standard error everything else. A command ends with 0 where all is well,
//! 1 where there are findings, 2 where it could not do what was asked.

mod arguments;
mod baseline;
mod dialects;
mod dropin;
mod fix;
mod format;
mod gate;
mod generate;
mod init;
mod inspect;
mod lint;
mod ls;
mod merge;
mod migrate;
mod output;
mod parse;
mod progress;
mod projects;
mod render;
mod rewrite;
mod rule;
mod rules;
mod session;
mod telling;
mod timing;
mod tree_json;
mod version;
mod watch;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Cli, Command, ReportCommand};
use dropin::Called;

/// Findings that count.
const FINDINGS: u8 = 1;
/// The command line, the configuration or an input could not be used.
const UNUSABLE: u8 = 2;

/// Runs the command line.
#[must_use]
pub fn main() -> ExitCode {
    // clap itself ends the process: 2 for a wrong command line, 0 for `--help` and `--version`.
    let words: Vec<std::ffi::OsString> = std::env::args_os().collect();
    match Called::by(words.first().map(std::ffi::OsString::as_os_str)) {
        Called::Setsquare => {}
        Called::Sqlfluff => {
            if let Some(code) = dropin::sqlfluff(&words) {
                return code;
            }
        }
        Called::Sqlfmt => return dropin::sqlfmt(&words),
    }
    let command = Cli::parse_from(words).command;
    command.settle_colors();
    match command {
        Command::Lint(arguments) => lint::run(&arguments),
        Command::Fix(arguments) => fix::run(&arguments),
        Command::Format(arguments) => format::run(&arguments),
        Command::Baseline(arguments) => baseline::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::Migrate(arguments) => migrate::run(&arguments),
        Command::Report(ReportCommand::Merge(arguments)) => merge::run(&arguments),
        Command::Render(arguments) => render::run(&arguments),
        Command::Parse(arguments) => parse::run(&arguments),
        Command::Ls(arguments) => ls::run(&arguments),
        Command::Rules(arguments) => rules::run(&arguments),
        Command::Rule(arguments) => rule::run(&arguments),
        Command::Dialects(arguments) => dialects::run(&arguments),
        Command::Completions(arguments) => generate::completions(&arguments),
        Command::Man(arguments) => generate::man(&arguments),
        Command::Schema(arguments) => generate::print_schema(&arguments),
        Command::Version(arguments) => version::run(&arguments),
    }
}

/// Says on standard error why a command cannot do what was asked.
fn refuse(message: &str) -> ExitCode {
    anstream::eprintln!("{ERROR}error{ERROR:#}: {message}");
    ExitCode::from(UNUSABLE)
}

const ERROR: anstyle::Style = anstyle::AnsiColor::Red.on_default().bold();
const WARNING: anstyle::Style = anstyle::AnsiColor::Yellow.on_default().bold();
