//! `fix`

use std::process::ExitCode;

use super::arguments::FixArguments;
use super::gate::Verdict;
use super::output::OutputOptions;
use super::progress::listener;
use super::refuse;
use super::rewrite::{Rewrite, Writing};
use super::session::{Request, exit_code, tell_problems};
use super::telling::tell;
use crate::engine::{Engine, Options};

/// Runs the command.
pub fn run(arguments: &FixArguments) -> ExitCode {
    let request = Request {
        files: &arguments.run.files,
        configuration: &arguments.run.configuration,
        warn_unused_ignores: arguments.warn_unused_ignores,
        fix_even_unparsable: arguments.fix_even_unparsable,
        unsafe_fixes: arguments.unsafe_fixes,
    };
    let options = match request
        .lines(&arguments.part)
        .and_then(|lines| Ok(Options { lines, listener: listener(&arguments.run.progress), ..request.options()? }))
    {
        Ok(options) => options,
        Err(message) => return refuse(&message),
    };
    let stdin = options.buffer.clone();
    let report = Engine::new(options.clone()).fix();
    let writing = if arguments.diff {
        Writing::Diff
    } else if arguments.check {
        Writing::Ask
    } else {
        Writing::Files
    };
    let rewrite = Rewrite { fixed: &report.fixed, stdin: stdin.as_ref(), suffix: arguments.fixed_suffix.as_deref(), writing };
    if let Err(message) = rewrite.run() {
        return refuse(&message);
    }
    let left = match Verdict::of(&report.left, None, &options, true) {
        Ok(verdict) => verdict.counting(&report.left.diagnostics),
        Err(message) => return refuse(&message),
    };
    if arguments.show_lint_violations && stdin.is_none() {
        if let Err(message) = tell(&report.left, &left, false, OutputOptions::default(), None) {
            return refuse(&message);
        }
    } else if !arguments.run.progress.quiet && stdin.is_none() && !arguments.diff {
        summarize(report.fixed.len(), left.len());
    }
    tell_problems(&report.left);
    exit_code(&report.left, &left, false)
}

fn summarize(fixed: usize, left: usize) {
    let files = |count: usize| if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
    let rest = match left {
        0 => "nothing is left".to_owned(),
        1 => "1 finding is left".to_owned(),
        left => format!("{left} findings are left"),
    };
    anstream::println!("fixed {}; {rest}", files(fixed));
}
