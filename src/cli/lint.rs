//! `lint`

use std::collections::HashSet;
use std::io::IsTerminal as _;
use std::path::Path;
use std::process::ExitCode;

use super::arguments::{LintArguments, OutputFormat, ReportScope};
use super::gate::{Gate, Verdict};
use super::output::{self, Findings, LookedAt, Notice, OutputOptions};
use super::refuse;
use super::session::{Request, exit_code, notices, tell_problems};
use crate::diagnostic::Diagnostic;
use crate::engine::{Engine, Options, Report};
use crate::text::FileId;

/// Runs the command.
pub fn run(arguments: &LintArguments) -> ExitCode {
    let request = Request {
        files: &arguments.files,
        configuration: &arguments.configuration,
        warn_unused_ignores: arguments.warn_unused_ignores,
        fix_even_unparsable: false,
        unsafe_fixes: false,
    };
    if arguments.show_coverage && !matches!(arguments.format, OutputFormat::Human | OutputFormat::Json | OutputFormat::Yaml) {
        return refuse("--show-coverage needs the format human, json or yaml");
    }
    let options = match request.options() {
        Ok(options) => Options { coverage: arguments.show_coverage, ..options },
        Err(message) => return refuse(&message),
    };
    let (report, verdict) = match judged(&options, arguments) {
        Ok(judged) => judged,
        Err(message) => return refuse(&message),
    };
    let counting = verdict.counting(&report.diagnostics);
    let options = OutputOptions { format: arguments.format, annotation_level: arguments.annotation_level, quiet: arguments.progress.quiet };
    let whole = match arguments.gate.report {
        ReportScope::Auto => arguments.format.is_compared(),
        ReportScope::New => false,
        ReportScope::All => true,
    };
    let shown = if whole { &report.diagnostics } else { &counting };
    let text = render(&report, shown, request.reads_stdin(), options);
    if let Err(message) = write(&text, arguments.write_output.as_deref()) {
        return refuse(&message);
    }
    tell_problems(&report);
    if arguments.format == OutputFormat::Human && !arguments.progress.quiet {
        verdict.tell(report.diagnostics.len() - shown.len());
    }
    let clean = report.diagnostics.is_empty() && report.inputs.is_empty();
    // Hooks and editors take silence for success; a person wants to hear it.
    if clean && arguments.format == OutputFormat::Human && !arguments.progress.quiet && std::io::stderr().is_terminal() {
        anstream::eprintln!("nothing found in {} files", report.linted.len());
    }
    exit_code(&report, &counting, arguments.nofail)
}

/// Looks at everything, and at what it is compared with.
fn judged(options: &Options, arguments: &LintArguments) -> Result<(Report, Verdict), String> {
    let gate = Gate::open(&arguments.gate, options)?;
    let report = Engine::new(options.clone()).lint();
    let verdict = match gate {
        Some(gate) => gate.judge(&report, options)?,
        None => Verdict::all(&report),
    };
    Ok((report, verdict))
}

/// Findings of a report in a format.
pub fn render(report: &Report, diagnostics: &[Diagnostic], stdin: bool, options: OutputOptions) -> String {
    let working_folder = std::env::current_dir().unwrap_or_default().to_string_lossy().replace('\\', "/");
    let shown = |path: &Path| path.to_string_lossy().replace('\\', "/");
    let looked_at: Vec<LookedAt> = report.linted.iter().map(|(file, path)| LookedAt { path: shown(path), file: Some(*file) }).collect();
    let named: HashSet<FileId> = report.linted.iter().map(|(file, _)| *file).collect();
    let problems: Vec<Notice> = notices(report);
    let findings = Findings {
        diagnostics,
        files: &report.files,
        looked_at: &looked_at,
        problems: &problems,
        path: &|file| {
            let path = shown(&report.files.get(file).path);
            // What nobody named is shown as one would name it from here.
            let below = path.strip_prefix(&working_folder).and_then(|rest| rest.strip_prefix('/'));
            below.filter(|_| !named.contains(&file)).map_or_else(|| path.clone(), str::to_owned)
        },
        stdin: if stdin { report.linted.first().map(|(file, _)| *file) } else { None },
        working_folder: &working_folder,
        coverage: &report.coverage,
    };
    output::render(&findings, options)
}

/// Writes to a file, or to standard output.
fn write(text: &str, file: Option<&Path>) -> Result<(), String> {
    let Some(path) = file else {
        anstream::print!("{text}");
        return Ok(());
    };
    let plain = anstream::adapter::strip_str(text).to_string();
    std::fs::write(path, plain).map_err(|error| format!("{}: cannot be written: {error}", path.display()))
}
