//! The shapes that findings are printed in. Each writes what one view of the findings tells: deterministic, no clock, no terminal.

mod azure;
mod checkstyle;
mod concise;
mod coverage;
mod diff;
mod format;
mod github;
mod gitlab;
mod html;
mod human;
mod json;
mod junit;
pub mod links;
mod markdown;
mod plain;
mod position;
mod rdjson;
mod sarif;
mod statistics;
mod stream;
#[cfg(test)]
mod tests;
mod view;
mod xml;
mod yaml;

use std::io::{self, Write};

pub use format::{AnnotationLevel, Destination, OutputFormat};
pub use view::{Findings, Known, LookedAt, Notice};

/// How a run is to be told.
#[derive(Clone, Copy, Debug, Default)]
pub struct OutputOptions {
    pub format: OutputFormat,
    pub annotation_level: AnnotationLevel,
    /// Say less: no summary.
    pub quiet: bool,
    /// Counts instead of findings.
    pub statistics: bool,
    /// Findings do not fail the run.
    pub nofail: bool,
    /// Whether colours, and whatever else a terminal would take for a command, are left out.
    pub plain: bool,
    /// How many threads may write.
    pub jobs: usize,
}

impl OutputFormat {
    /// Whether it tells of sizes, times and projects, which are gathered only where they are asked for.
    pub const fn wants_details(self) -> bool {
        matches!(self, Self::Json | Self::Yaml | Self::Markdown | Self::Html)
    }
}

/// Writes the report, with colours where the format has any and they are wanted.
pub fn write(findings: &Findings<'_>, options: OutputOptions, out: &mut dyn Write) -> io::Result<()> {
    let making = human::Making { plain: options.plain, jobs: options.jobs };
    // Long reports are for people: theirs is made plain where it is made, on all threads.
    if options.format == OutputFormat::Human && !options.statistics {
        human::write(findings, making, out)?;
    }
    if options.plain { write_rest(findings, options, &mut plain::Plain::new(out)) } else { write_rest(findings, options, out) }
}

/// What of a report has to be written one after the other.
fn write_rest(findings: &Findings<'_>, options: OutputOptions, out: &mut dyn Write) -> io::Result<()> {
    let OutputOptions { format, annotation_level, quiet, statistics, nofail, .. } = options;
    if statistics && matches!(format, OutputFormat::Human | OutputFormat::Concise | OutputFormat::Json) {
        return statistics::write(findings, format, out);
    }
    match format {
        OutputFormat::Human => {
            human::write_summary(findings, quiet, out)?;
            if findings.coverage.is_empty() { Ok(()) } else { out.write_all(coverage::text(findings).as_bytes()) }
        }
        OutputFormat::Concise => concise::write(findings, quiet, out),
        OutputFormat::Json => json::write(findings, out),
        OutputFormat::Yaml => yaml::write(findings, out),
        OutputFormat::Sarif => sarif::write(findings, out),
        OutputFormat::Gitlab => gitlab::write(findings, out),
        OutputFormat::Github => github::commands(findings, out),
        OutputFormat::GithubAnnotation => github::annotations(findings, annotation_level, out),
        OutputFormat::GithubAnnotationNative => github::native(findings, annotation_level, out),
        OutputFormat::Azure => azure::write(findings, nofail, out),
        OutputFormat::Junit => junit::write(findings, out),
        OutputFormat::Rdjson => rdjson::write(findings, out),
        OutputFormat::Checkstyle => checkstyle::write(findings, out),
        OutputFormat::Markdown => markdown::write(findings, out),
        OutputFormat::Html => html::write(findings, out),
        OutputFormat::None => Ok(()),
    }
}
