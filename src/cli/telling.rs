//! From what an engine reports to the places where it is told: standard output and files.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::arguments::OutputArguments;
use super::output::{self, Destination, Findings, Known, LookedAt, Notice, OutputFormat, OutputOptions};
use super::session::notices;
use crate::diagnostic::Diagnostic;
use crate::engine::Report;
use crate::text::FileId;

/// What is written where: `--format`, to `--write-output` or standard output, and each `--output`. One without a file takes standard output
/// for itself.
///
/// # Errors
/// If two of them go to standard output.
pub fn destinations(arguments: &OutputArguments) -> Result<Vec<Destination>, String> {
    let base = Destination { format: arguments.format, path: arguments.write_output.clone() };
    let on_standard_output = arguments.destinations.iter().filter(|destination| destination.path.is_none()).count();
    if on_standard_output > 1 {
        return Err("standard output takes one format; give the others a file: --output FORMAT=FILE".to_owned());
    }
    let kept = base.path.is_some() || on_standard_output == 0;
    Ok(kept.then_some(base).into_iter().chain(arguments.destinations.iter().cloned()).collect())
}

/// Whether people read what goes to standard output.
pub fn is_for_people(destinations: &[Destination]) -> bool {
    destinations.iter().any(|to| to.path.is_none() && matches!(to.format, OutputFormat::Human | OutputFormat::Concise))
}

/// Writes findings, all of a report's or some, in one format to one place.
///
/// # Errors
/// If the file cannot be written.
pub fn tell(report: &Report, diagnostics: &[Diagnostic], stdin: bool, options: OutputOptions, path: Option<&Path>) -> Result<(), String> {
    let told = |plain: bool, out: &mut dyn Write| {
        let options = OutputOptions { plain, ..options };
        with_view(report, diagnostics, stdin, |findings| output::write(findings, options, out))
    };
    match path {
        None => {
            let out = anstream::stdout().lock();
            let is_plain = out.current_choice() == anstream::ColorChoice::Never;
            let mut out: BufWriter<Box<dyn Write>> = BufWriter::new(if is_plain { Box::new(out.into_inner()) } else { Box::new(out) });
            match told(is_plain, &mut out).and_then(|()| out.flush()) {
                // Whoever reads has seen enough.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                result => result.map_err(|error| format!("standard output: {error}")),
            }
        }
        Some(path) => {
            let written = File::create(path).and_then(|file| {
                let mut out = BufWriter::new(file);
                told(true, &mut out).and_then(|()| out.flush())
            });
            written.map_err(|error| format!("{}: cannot be written: {error}", path.display()))
        }
    }
}

fn with_view<T>(report: &Report, diagnostics: &[Diagnostic], stdin: bool, told: impl FnOnce(&Findings<'_>) -> T) -> T {
    let working_folder = std::env::current_dir().unwrap_or_default().to_string_lossy().replace('\\', "/");
    let shown = |path: &Path| path.to_string_lossy().replace('\\', "/");
    let looked_at: Vec<LookedAt> = report.linted.iter().map(|(file, path)| LookedAt { path: shown(path), file: Some(*file) }).collect();
    let named: HashSet<FileId> = report.linted.iter().map(|(file, _)| *file).collect();
    let problems: Vec<Notice> = notices(report);
    told(&Findings {
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
        statistics: &report.statistics,
        landscape: &report.landscape,
        known: Known::default(),
    })
}
