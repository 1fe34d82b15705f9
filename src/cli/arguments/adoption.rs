//! The words of what a team adopts setsquare with: new findings only, baselines, settings of other tools, parts of reports.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{DisplayArguments, RunArguments};

/// Which findings decide the exit code, where not all of them do.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "New findings only")]
pub struct GateArguments {
    /// Fail for findings that are new since HEAD left this branch or commit; `auto` is the target of the merge request, as CI names it
    #[arg(long, value_name = "REF", conflicts_with = "diff_file")]
    pub new_from: Option<String>,
    /// The same, for the lines that a unified diff adds; `-` reads it from standard input
    #[arg(long, value_name = "FILE")]
    pub diff_file: Option<PathBuf>,
    /// Beside what the base has not: also what lies on changed lines, in changed files, or nothing more
    #[arg(long, value_enum, value_name = "SCOPE", default_value_t)]
    pub new_scope: NewScope,
    /// What the report holds: new findings or all. By default formats that servers compare hold all
    #[arg(long, value_enum, value_name = "WHICH", default_value_t)]
    pub report: ReportScope,
    /// Take no notice of baselines
    #[arg(long)]
    pub no_baseline: bool,
}

/// `init`
#[derive(Args, Clone, Debug)]
pub struct InitArguments {
    #[command(flatten)]
    pub display: DisplayArguments,
    /// The folder to write it to; nothing is the current one
    #[arg(value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
    /// Print it and write nothing
    #[arg(long)]
    pub print: bool,
}

/// `migrate`
#[derive(Args, Clone, Debug)]
pub struct MigrateArguments {
    #[command(flatten)]
    pub display: DisplayArguments,
    /// The folder with the settings; nothing is the current one
    #[arg(value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
    /// Write setsquare.toml instead of printing it
    #[arg(long)]
    pub write: bool,
}

/// `report`
#[derive(Clone, Debug, Subcommand)]
pub enum ReportCommand {
    /// Join the reports of a run's parts: JSON, SARIF or GitLab's
    Merge(MergeArguments),
}

/// `report merge`
#[derive(Args, Clone, Debug)]
pub struct MergeArguments {
    #[command(flatten)]
    pub display: DisplayArguments,
    /// The reports, all of one format
    #[arg(value_name = "FILES", required = true)]
    pub reports: Vec<PathBuf>,
    /// End with 0 even where there are findings
    #[arg(long, alias = "exit-zero")]
    pub nofail: bool,
}

/// `baseline`
#[derive(Args, Clone, Debug)]
pub struct BaselineArguments {
    #[command(flatten)]
    pub run: RunArguments,
    /// Take out what is gone and add nothing
    #[arg(long)]
    pub prune: bool,
    /// Write nothing and end with 1 if a rule has more findings in a project than its baseline knows
    #[arg(long)]
    pub ratchet: bool,
    /// Write nothing; end with 1 where a file would change
    #[arg(long)]
    pub check: bool,
}

/// What counts as new beside what the base has not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum NewScope {
    /// What lies on changed lines
    #[default]
    Line,
    /// What lies in changed files
    File,
    /// Nothing
    Finding,
}

/// Which findings a report holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ReportScope {
    #[default]
    Auto,
    New,
    All,
}
