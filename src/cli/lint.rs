//! `lint`

use std::io::IsTerminal as _;
use std::process::ExitCode;

use super::arguments::{LintArguments, ReportScope};
use super::gate::{Gate, Verdict};
use super::output::{Destination, OutputFormat, OutputOptions};
use super::progress::listener;
use super::session::{Request, exit_code, tell_problems, tell_silent};
use super::telling::{destinations, is_for_people, tell};
use super::{inspect, output, refuse, watch};
use crate::diagnostic::Diagnostic;
use crate::engine::{Engine, Options, Report};

/// Runs the command.
pub fn run(arguments: &LintArguments) -> ExitCode {
    let request = Request {
        files: &arguments.run.files,
        configuration: &arguments.run.configuration,
        warn_unused_ignores: arguments.warn_unused_ignores,
        fix_even_unparsable: false,
        unsafe_fixes: false,
    };
    let destinations = match destinations(&arguments.output) {
        Ok(destinations) => destinations,
        Err(message) => return refuse(&message),
    };
    let tells_coverage = |to: &Destination| matches!(to.format, OutputFormat::Human | OutputFormat::Json | OutputFormat::Yaml);
    if arguments.show_coverage && !destinations.iter().any(tells_coverage) {
        return refuse("--show-coverage needs the format human, json or yaml");
    }
    let details = destinations.iter().any(|to| to.format.wants_details());
    let options = match request.options() {
        Ok(options) => Options {
            coverage: arguments.show_coverage,
            timing: arguments.run.progress.timing,
            details,
            listener: listener(&arguments.run.progress),
            shard: arguments.shard,
            ..options
        },
        Err(message) => return refuse(&message),
    };
    if let Some(done) = inspect::run(&arguments.inspect, &Engine::new(options.clone())) {
        return done;
    }
    output::links::show(std::io::stdout().is_terminal() && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout));
    let look = || look(arguments, &destinations, &options, request.reads_stdin());
    if !arguments.watch {
        return look();
    }
    if request.reads_stdin() {
        return refuse("standard input cannot be watched");
    }
    match watch::run(&arguments.run.files.paths, || {
        // Findings end no watch; what could not be looked at is told on standard error.
        let _ = look();
    }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => refuse(&message),
    }
}

/// Looks once, and tells.
fn look(arguments: &LintArguments, destinations: &[Destination], options: &Options, stdin: bool) -> ExitCode {
    let engine = Engine::new(options.clone());
    let (report, verdict) = match judged(&engine, options, arguments) {
        Ok(judged) => judged,
        Err(message) => return refuse(&message),
    };
    let counting = verdict.counting(&report.diagnostics);
    let unexcused = verdict.unexcused(&report.diagnostics);
    let shown = |format: OutputFormat| -> &[Diagnostic] {
        match arguments.gate.report {
            // What editors read: a baseline is meant to keep them quiet.
            ReportScope::Auto if matches!(format, OutputFormat::Json | OutputFormat::Yaml) => &unexcused,
            ReportScope::Auto if format.is_compared() => &report.diagnostics,
            ReportScope::All => &report.diagnostics,
            ReportScope::Auto | ReportScope::New => &counting,
        }
    };
    for Destination { format, path } in destinations {
        let told = OutputOptions {
            format: *format,
            annotation_level: arguments.output.annotation_level,
            quiet: arguments.run.progress.quiet,
            statistics: arguments.output.statistics,
            nofail: arguments.nofail,
            jobs: options.jobs,
            plain: false,
        };
        if let Err(message) = tell(&report, shown(*format), stdin, told, path.as_deref()) {
            return refuse(&message);
        }
    }
    tell_problems(&report);
    if let Some(timing) = &report.timing {
        super::timing::tell(timing);
    }
    if arguments.run.display.verbose > 0 {
        tell_silent(&report);
    }
    let talks = is_for_people(destinations) && !arguments.run.progress.quiet;
    if talks {
        verdict.tell(report.diagnostics.len() - shown(OutputFormat::Human).len());
    }
    let clean = report.diagnostics.is_empty() && report.inputs.is_empty();
    // Hooks and editors take silence for success; a person wants to hear it.
    if clean && talks && std::io::stderr().is_terminal() {
        anstream::eprintln!("nothing found in {} files", report.linted.len());
    }
    let code = exit_code(&report, &counting, arguments.nofail);
    if !arguments.watch {
        // The process ends: the system takes back all memory at once, faster than a million pieces are given back one by one.
        std::mem::forget((report, engine));
    }
    code
}

/// Looks at everything, and at what it is compared with.
fn judged(engine: &Engine, options: &Options, arguments: &LintArguments) -> Result<(Report, Verdict), String> {
    let gate = Gate::open(&arguments.gate, options)?;
    let report = engine.lint();
    let verdict = Verdict::of(&report, gate.as_ref(), options, !arguments.gate.no_baseline)?;
    Ok((report, verdict))
}
