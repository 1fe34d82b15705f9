//! Answering to other tools' names: called as `sqlfluff` or `sqlfmt`, through a link or a copy of that name, setsquare behaves as the
//! editor extensions expect that call those.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::ExitCode;

use clap::{ArgAction, Parser};
use similar::TextDiff;

use super::arguments::{ConfigurationArguments, FileArguments};
use super::session::{Request, format_code, jobs, only_errors, tell_problems};
use super::{format, refuse};
use crate::engine::Engine;

/// The version of sqlfluff whose command line this is. Extensions compare it as text, and ask for one behind 3.0.5.
const SQLFLUFF: &str = "4.5.0";

/// What was called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Called {
    Setsquare,
    Sqlfluff,
    Sqlfmt,
}

impl Called {
    /// By the name of the program.
    #[must_use]
    pub fn by(program: Option<&OsStr>) -> Self {
        let stem = program.and_then(|program| Path::new(program).file_stem()).map(|stem| stem.to_string_lossy().to_ascii_lowercase());
        match stem.as_deref() {
            Some("sqlfluff") => Self::Sqlfluff,
            Some("sqlfmt") => Self::Sqlfmt,
            _ => Self::Setsquare,
        }
    }
}

/// What differs from our own command line when called as sqlfluff; nothing where the command is ours to run.
#[must_use]
pub fn sqlfluff(arguments: &[OsString]) -> Option<ExitCode> {
    // Extensions show whatever comes on standard error.
    only_errors();
    let asks_version = |word: &OsString| word == "--version" || word == "version";
    if arguments.get(1).is_some_and(asks_version) {
        let bare = arguments.get(1).is_some_and(|word| word == "version");
        let name = if bare { String::new() } else { "sqlfluff, version ".to_owned() };
        anstream::println!("{name}{SQLFLUFF} (setsquare {})", env!("CARGO_PKG_VERSION"));
        return Some(ExitCode::SUCCESS);
    }
    None
}

/// sqlfmt's command line, as far as it is called by others.
#[derive(Debug, Parser)]
#[command(name = "sqlfmt", version = concat!("0.32.0 (setsquare ", env!("CARGO_PKG_VERSION"), ")"))]
struct Sqlfmt {
    /// Files and folders; `-` is standard input
    paths: Vec<std::path::PathBuf>,
    /// End with 1 where something would change, and change nothing
    #[arg(long)]
    check: bool,
    /// The same, with the changes as a diff on standard error
    #[arg(long)]
    diff: bool,
    #[arg(short, long)]
    quiet: bool,
    #[arg(short, long, action = ArgAction::Count)]
    verbose: u8,
    /// The SQL dialect; sqlfmt's `polyglot` is whatever is configured here
    #[arg(short, long)]
    dialect: Option<String>,
    /// Accepted; the configuration says it here
    #[arg(short, long, hide = true)]
    line_length: Option<u32>,
    #[arg(long, hide = true)]
    no_progressbar: bool,
    #[arg(long, hide = true)]
    no_jinjafmt: bool,
    #[arg(long, alias = "force-color", hide = true)]
    no_color: bool,
    #[arg(long, alias = "safe", hide = true)]
    fast: bool,
    #[arg(long, hide = true)]
    single_process: bool,
    #[arg(short, long, hide = true)]
    threads: Option<i32>,
    #[arg(long, hide = true)]
    encoding: Option<String>,
    #[arg(long, hide = true)]
    exclude: Vec<String>,
    #[arg(long, hide = true)]
    config: Option<std::path::PathBuf>,
    #[arg(long, hide = true)]
    reset_cache: bool,
}

/// Runs as sqlfmt.
#[must_use]
pub fn sqlfmt(arguments: &[OsString]) -> ExitCode {
    only_errors();
    let called = Sqlfmt::parse_from(arguments);
    let files = FileArguments { paths: called.paths.clone(), processes: called.threads, ..FileArguments::default() };
    let dialect = called.dialect.clone().filter(|dialect| dialect != "polyglot");
    let configuration = ConfigurationArguments { dialect, ..ConfigurationArguments::default() };
    let mut options = match Request::to_read(&files, &configuration).options() {
        Ok(options) => options,
        Err(message) => return refuse(&message),
    };
    options.fixing = Some(format::rules());
    options.jobs = jobs(called.threads);
    let stdin = options.buffer.clone();
    let report = Engine::new(options).fix();
    let checking = called.check || called.diff;
    for file in &report.fixed {
        if called.diff {
            let (before, after) = if stdin.is_some() { ("STDIN".to_owned(), "STDOUT".to_owned()) } else { shown(&file.path) };
            let diff = TextDiff::from_lines(&*file.before, &*file.after);
            eprint!("{}", diff.unified_diff().context_radius(3).header(&before, &after));
        } else if !called.check
            && stdin.is_none()
            && let Err(error) = std::fs::write(&file.absolute, file.after.as_bytes())
        {
            return refuse(&format!("{}: cannot be written: {error}", file.path.display()));
        }
    }
    if let Some(buffer) = stdin.filter(|_| !checking) {
        print!("{}", report.fixed.first().map_or(buffer.text.as_str(), |file| &file.after));
    }
    tell_problems(&report.left);
    format_code(&report, checking)
}

fn shown(path: &Path) -> (String, String) {
    (path.display().to_string(), path.display().to_string())
}
