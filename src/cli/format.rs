//! `format`

use std::process::ExitCode;

use super::arguments::FormatArguments;
use super::progress::listener;
use super::refuse;
use super::rewrite::{Rewrite, Writing};
use super::session::{Request, format_code, tell_problems};
use crate::engine::{Engine, Options};
use crate::rules::RuleId;

/// Rules that lay out, as sqlfluff's `format` chooses them: layout, capitalisation, and the conventions that are a matter
/// of form.
pub fn rules() -> Vec<RuleId> {
    let formats = |rule: &RuleId| {
        let definition = rule.definition();
        definition.groups.iter().any(|group| matches!(*group, "layout" | "capitalisation")) || definition.groups.contains(&"format")
    };
    RuleId::ALL.iter().copied().filter(formats).collect()
}

/// Runs the command.
pub fn run(arguments: &FormatArguments) -> ExitCode {
    let request = Request {
        files: &arguments.run.files,
        configuration: &arguments.run.configuration,
        warn_unused_ignores: arguments.warn_unused_ignores,
        fix_even_unparsable: false,
        unsafe_fixes: false,
    };
    let options = request
        .lines(&arguments.part)
        .and_then(|lines| Ok(Options { lines, fixing: Some(rules()), listener: listener(&arguments.run.progress), ..request.options()? }));
    let options = match options {
        Ok(options) => options,
        Err(message) => return refuse(&message),
    };
    let stdin = options.buffer.clone();
    let report = Engine::new(options).fix();
    let checking = arguments.check || arguments.diff;
    let writing = match (arguments.diff, arguments.check) {
        (true, _) => Writing::Diff,
        (false, true) => Writing::Nothing,
        (false, false) => Writing::Files,
    };
    let rewrite = Rewrite { fixed: &report.fixed, stdin: stdin.as_ref(), suffix: arguments.fixed_suffix.as_deref(), writing };
    if let Err(message) = rewrite.run() {
        return refuse(&message);
    }
    if arguments.check && !arguments.run.progress.quiet {
        for file in &report.fixed {
            anstream::println!("would lay out {}", file.path.display());
        }
    } else if stdin.is_none() && !checking && !arguments.run.progress.quiet {
        anstream::println!("laid out {} of {} files", report.fixed.len(), report.left.linted.len());
    }
    tell_problems(&report.left);
    format_code(&report, checking)
}
