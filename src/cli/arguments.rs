//! The command line's words. Where sqlfluff has a flag, its spelling and its meaning are kept.

mod adoption;

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use super::output::{AnnotationLevel, Destination, OutputFormat};
use crate::engine::Shard;

pub use adoption::{
    BaselineArguments, GateArguments, InitArguments, MergeArguments, MigrateArguments, NewScope, ReportCommand, ReportScope,
};

/// Lints, fixes and formats dbt workspaces from source: SQL, Jinja, YAML and the graph between projects.
#[derive(Debug, Parser)]
#[command(name = "setsquare", version, propagate_version = true, disable_help_subcommand = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Report what the rules find
    Lint(LintArguments),
    /// Mend what can be mended safely
    Fix(FixArguments),
    /// Lay files out: fix with the layout and capitalisation rules only
    Format(FormatArguments),
    /// Record the findings there are, so that only new ones count
    Baseline(BaselineArguments),
    /// Write a first setsquare.toml for the dbt projects here
    Init(InitArguments),
    /// Carry over the settings of sqlfluff, sqlfmt, dbt-checkpoint, dbt-bouncer, dbt-project-evaluator and dbt-score
    Migrate(MigrateArguments),
    /// Work with reports that were written
    #[command(subcommand)]
    Report(ReportCommand),
    /// Print the SQL that templates give
    Render(RenderArguments),
    /// Print syntax trees
    Parse(ParseArguments),
    /// List the resources of dbt projects
    Ls(LsArguments),
    /// List the rules
    Rules(RulesArguments),
    /// Explain one rule
    Rule(RuleArguments),
    /// List the dialects
    Dialects(DisplayArguments),
    /// Print the script that completes this command line in a shell
    Completions(CompletionsArguments),
    /// Print the manual page
    Man(ManArguments),
    /// Print the JSON schema of setsquare.toml
    Schema(SchemaArguments),
    /// Print the version
    Version(DisplayArguments),
}

impl Command {
    fn display(&self) -> &DisplayArguments {
        match self {
            Self::Lint(arguments) => &arguments.run.display,
            Self::Fix(arguments) => &arguments.run.display,
            Self::Format(arguments) => &arguments.run.display,
            Self::Baseline(arguments) => &arguments.run.display,
            Self::Init(arguments) => &arguments.display,
            Self::Migrate(arguments) => &arguments.display,
            Self::Report(ReportCommand::Merge(arguments)) => &arguments.display,
            Self::Render(arguments) => &arguments.run.display,
            Self::Parse(arguments) => &arguments.run.display,
            Self::Ls(arguments) => &arguments.run.display,
            Self::Rules(arguments) => &arguments.display,
            Self::Rule(arguments) => &arguments.display,
            Self::Completions(arguments) => &arguments.display,
            Self::Man(arguments) => &arguments.display,
            Self::Schema(arguments) => &arguments.display,
            Self::Dialects(arguments) | Self::Version(arguments) => arguments,
        }
    }

    /// Settles whether the process prints colours: what the flags say, else the terminal and the environment.
    pub fn settle_colors(&self) {
        let display = self.display();
        if display.no_color {
            anstream::ColorChoice::Never.write_global();
        } else if display.color {
            anstream::ColorChoice::Always.write_global();
        }
    }
}

/// What every command takes.
#[derive(Args, Clone, Debug, Default)]
pub struct DisplayArguments {
    /// Print no colours
    #[arg(short = 'n', long = "nocolor", alias = "no-color", overrides_with = "color")]
    pub no_color: bool,
    /// Print colours even where standard output is no terminal
    #[arg(long, overrides_with = "no_color")]
    pub color: bool,
    /// Say more on standard error; may be repeated
    #[arg(short, long, action = ArgAction::Count)]
    pub verbose: u8,
}

/// Which configuration applies: what a file says, and what these flags say above it.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Configuration")]
pub struct ConfigurationArguments {
    /// The SQL dialect, for files whose configuration or dbt adapter names another or none
    #[arg(short, long, value_name = "NAME")]
    pub dialect: Option<String>,
    /// How files become SQL: raw, jinja, dbt, placeholder or python
    #[arg(short, long, value_name = "NAME")]
    pub templater: Option<String>,
    /// Use these rules only: codes, prefixes, names, groups, aliases or globs, separated by commas
    #[arg(short, long, value_name = "RULES", alias = "select")]
    pub rules: Option<String>,
    /// Leave these rules out
    #[arg(short, long, value_name = "RULES", alias = "ignore-rules")]
    pub exclude_rules: Option<String>,
    /// Use these rules as well as the configured ones
    #[arg(long, value_name = "RULES")]
    pub extend_select: Option<String>,
    /// The style of layout: sqlfluff or sqlfmt
    #[arg(long, value_name = "NAME")]
    pub style: Option<String>,
    /// Read this configuration file after all others
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Read no configuration file but the one given by --config
    #[arg(long, alias = "isolated")]
    pub ignore_local_config: bool,
    /// Leave out whole families of errors: lexing, parsing, templating, linting
    #[arg(short, long, value_name = "FAMILIES")]
    pub ignore: Option<String>,
    /// The encoding of the files; only UTF-8 is read
    #[arg(long, value_name = "NAME", value_parser = ["autodetect", "utf-8", "utf8", "utf-8-sig", "ascii"], hide_possible_values = true)]
    pub encoding: Option<String>,
    /// Take no notice of noqa comments
    #[arg(long)]
    pub disable_noqa: bool,
    /// Take notice of noqa comments for these rules only
    #[arg(long, value_name = "RULES")]
    pub disable_noqa_except: Option<String>,
    /// A folder of Python modules for the Jinja context; accepted, but nothing is loaded from it
    #[arg(long, value_name = "FOLDER", hide = true)]
    pub library_path: Option<PathBuf>,
    /// The path that standard input stands for; its configuration applies
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
    /// The dbt target
    #[arg(long, value_name = "NAME")]
    pub target: Option<String>,
    /// Variables as dbt takes them: a YAML mapping, e.g. '{country: de}'
    #[arg(long, value_name = "YAML")]
    pub vars: Option<String>,
    /// Where `profiles.yml` lies
    #[arg(long, value_name = "FOLDER")]
    pub profiles_dir: Option<PathBuf>,
}

/// Which files are looked at, and by how many threads.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Files")]
pub struct FileArguments {
    /// Files and folders; `-` is standard input, nothing is the current folder
    #[arg(value_name = "PATHS")]
    pub paths: Vec<PathBuf>,
    /// Leave excluded files out even where they are named on the command line, and say nothing of files that are
    /// not ours: for hooks that pass file names
    #[arg(long)]
    pub force_exclude: bool,
    /// Take no notice of .sqlfluffignore and .gitignore
    #[arg(long)]
    pub disregard_sqlfluffignores: bool,
    /// Threads to use; 0 is one for each processor, -1 all but one
    #[arg(short, long, value_name = "NUMBER", alias = "jobs", allow_negative_numbers = true)]
    pub processes: Option<i32>,
}

/// How much is said while working.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Progress")]
pub struct ProgressArguments {
    /// Print the result only
    #[arg(short, long)]
    pub quiet: bool,
    /// Print to standard error where the time went: by phase, by rule, and the slowest files
    #[arg(long)]
    pub timing: bool,
    /// Show no progress bar
    #[arg(long, alias = "no-progress")]
    pub disable_progress_bar: bool,
    /// Accepted from sqlfluff's command line, without effect
    #[arg(long, hide = true)]
    pub bench: bool,
    /// Accepted from sqlfluff's command line, without effect
    #[arg(long, value_name = "NAME", hide = true)]
    pub logger: Option<String>,
    /// Accepted from sqlfluff's command line, without effect
    #[arg(long, value_name = "FILE", hide = true)]
    pub persist_timing: Option<PathBuf>,
    /// Accepted from sqlfluff's command line, without effect
    #[arg(long, value_name = "NUMBER", hide = true)]
    pub recursion_limit: Option<u32>,
}

/// Where findings go, and in which shapes.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Output")]
pub struct OutputArguments {
    /// The shape of the result
    #[arg(short, long, value_enum, default_value_t, alias = "output-format", hide_possible_values = false)]
    pub format: OutputFormat,
    /// Write the result to a file instead of standard output
    #[arg(long, value_name = "FILE", alias = "output-file")]
    pub write_output: Option<PathBuf>,
    /// Write the result in one more shape, to a file or, without one, to standard output in place of --format; may be repeated
    #[arg(long = "output", value_name = "FORMAT[=FILE]", value_parser = Destination::parse)]
    pub destinations: Vec<Destination>,
    /// The level of GitHub annotations
    #[arg(long, value_enum, default_value_t)]
    pub annotation_level: AnnotationLevel,
    /// Count the findings of each rule instead of listing them
    #[arg(long)]
    pub statistics: bool,
}

/// What to tell instead of linting.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Instead of linting")]
pub struct InspectArguments {
    /// List the files that would be looked at
    #[arg(long)]
    pub show_files: bool,
    /// Tell what holds for the first of them, and which file and line says so
    #[arg(long, conflicts_with = "show_files")]
    pub show_settings: bool,
    /// Tell why a rule is on or off for it, and where each of its options comes from
    #[arg(long, value_name = "CODE", conflicts_with_all = ["show_files", "show_settings"])]
    pub explain_config: Option<String>,
}

/// What every command takes that looks at files.
#[derive(Args, Clone, Debug, Default)]
pub struct RunArguments {
    #[command(flatten)]
    pub files: FileArguments,
    #[command(flatten)]
    pub configuration: ConfigurationArguments,
    #[command(flatten)]
    pub progress: ProgressArguments,
    #[command(flatten)]
    pub display: DisplayArguments,
}

/// `lint`
#[derive(Args, Clone, Debug)]
pub struct LintArguments {
    #[command(flatten)]
    pub run: RunArguments,
    #[command(flatten)]
    pub output: OutputArguments,
    #[command(flatten)]
    pub gate: GateArguments,
    /// End with 0 even where there are findings
    #[arg(long, alias = "exit-zero")]
    pub nofail: bool,
    /// Warn about noqa comments that silence nothing
    #[arg(long)]
    pub warn_unused_ignores: bool,
    /// Report one part of the files only, as in `2/5`; parts on several machines are joined by `report merge`
    #[arg(long, value_name = "PART", value_parser = Shard::parse)]
    pub shard: Option<Shard>,
    /// Tell which literal SQL no rendering of its template holds: no rule has seen that
    #[arg(long)]
    pub show_coverage: bool,
    /// Look again whenever a file changes
    #[arg(long)]
    pub watch: bool,
    #[command(flatten)]
    pub inspect: InspectArguments,
}

/// The part of a file to change.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Files")]
pub struct PartArguments {
    /// Change these lines only, of one file: `3-7`, or several with commas between
    #[arg(long, value_name = "LINES", conflicts_with = "range")]
    pub lines: Option<String>,
    /// Change the lines of this range only, of one file: from line and column to line and column, as in `2:5-4:1`
    #[arg(long, value_name = "RANGE")]
    pub range: Option<String>,
}

/// `fix`
#[derive(Args, Clone, Debug)]
pub struct FixArguments {
    #[command(flatten)]
    pub run: RunArguments,
    #[command(flatten)]
    pub part: PartArguments,
    /// Also make fixes that may change what the SQL means
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// Write the fixed text beside the file, under its name with this suffix before the extension
    #[arg(short = 'x', long, value_name = "SUFFIX")]
    pub fixed_suffix: Option<String>,
    /// Say what would be done and ask before doing it
    #[arg(long)]
    pub check: bool,
    /// Print the fixes as a diff and change nothing
    #[arg(long, conflicts_with = "check")]
    pub diff: bool,
    /// Fix without asking, as is done anyway
    #[arg(short, long, hide = true)]
    pub force: bool,
    /// Print what is left after fixing
    #[arg(long)]
    pub show_lint_violations: bool,
    /// Also fix files that hold SQL which could not be read; the unreadable parts stay as they are
    #[arg(long = "FIX-EVEN-UNPARSABLE", alias = "fix-even-unparsable")]
    pub fix_even_unparsable: bool,
    /// Warn about noqa comments that silence nothing
    #[arg(long)]
    pub warn_unused_ignores: bool,
}

/// `format`
#[derive(Args, Clone, Debug)]
pub struct FormatArguments {
    #[command(flatten)]
    pub run: RunArguments,
    #[command(flatten)]
    pub part: PartArguments,
    /// Write the text beside the file, under its name with this suffix before the extension
    #[arg(short = 'x', long, value_name = "SUFFIX")]
    pub fixed_suffix: Option<String>,
    /// Change nothing; end with 1 where a file would change
    #[arg(long)]
    pub check: bool,
    /// Print the changes as a diff and make none
    #[arg(long)]
    pub diff: bool,
    /// Warn about noqa comments that silence nothing
    #[arg(long)]
    pub warn_unused_ignores: bool,
}

/// `render`
#[derive(Args, Clone, Debug)]
pub struct RenderArguments {
    #[command(flatten)]
    pub run: RunArguments,
    /// The SQL itself, or one JSON object a file: path, sql, errors
    #[arg(short, long, value_enum, default_value_t)]
    pub format: RenderFormat,
}

/// `parse`
#[derive(Args, Clone, Debug)]
pub struct ParseArguments {
    #[command(flatten)]
    pub run: RunArguments,
    /// An indented tree, or sqlfluff's nested objects
    #[arg(short, long, value_enum, default_value_t)]
    pub format: ParseFormat,
    /// Leave out white space and comments
    #[arg(short, long)]
    pub code_only: bool,
    /// Write the result to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub write_output: Option<PathBuf>,
    /// Accepted from sqlfluff's command line, without effect
    #[arg(short = 'm', long, hide = true)]
    pub include_meta: bool,
    /// Accepted from sqlfluff's command line, without effect
    #[arg(long, hide = true)]
    pub parse_statistics: bool,
    /// End with 0 even where a part could not be read
    #[arg(long)]
    pub nofail: bool,
}

/// `ls`
#[derive(Args, Clone, Debug)]
pub struct LsArguments {
    #[command(flatten)]
    pub run: RunArguments,
    /// Names only, or one JSON object a resource
    #[arg(short, long, value_enum, default_value_t, alias = "output")]
    pub format: ListFormat,
    /// The graph instead: projects and what lies between them, borders that are crossed in red
    #[arg(long, value_enum)]
    pub graph: Option<GraphFormat>,
}

/// `rules`
#[derive(Args, Clone, Debug)]
pub struct RulesArguments {
    #[command(flatten)]
    pub display: DisplayArguments,
    /// The shape of the list
    #[arg(short, long, value_enum, default_value_t, alias = "output-format")]
    pub format: TableFormat,
}

/// `rule`
#[derive(Args, Clone, Debug)]
pub struct RuleArguments {
    #[command(flatten)]
    pub display: DisplayArguments,
    /// A rule's code, name or alias
    #[arg(value_name = "CODE")]
    pub rule: String,
}

/// `completions`
#[derive(Args, Clone, Debug)]
pub struct CompletionsArguments {
    #[command(flatten)]
    pub display: DisplayArguments,
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// `man`
#[derive(Args, Clone, Debug)]
pub struct ManArguments {
    #[command(flatten)]
    pub display: DisplayArguments,
    /// Write the pages of all commands into this folder
    #[arg(long, value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
}

/// `schema`
#[derive(Args, Clone, Debug)]
pub struct SchemaArguments {
    #[command(flatten)]
    pub display: DisplayArguments,
}

/// The shapes of `render`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum RenderFormat {
    #[default]
    Sql,
    Jsonl,
}

/// The shapes of `parse`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ParseFormat {
    #[default]
    Human,
    Json,
    None,
}

/// The shapes of `ls`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    #[default]
    #[value(alias = "name")]
    Text,
    #[value(alias = "json")]
    Jsonl,
}

/// The shapes of `ls --graph`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum GraphFormat {
    /// For Graphviz
    Dot,
    /// For Mermaid
    Mermaid,
    /// Every resource and every edge, with its place
    Json,
}

/// The shapes of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    #[default]
    Text,
    Json,
    Markdown,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn takes_what_people_call_sqlfluff_with() {
        for line in [
            "lint",
            "lint -",
            "lint --format json --stdin-filename models/a.sql -",
            "lint a.sql b -d redshift --rules LT01,CP -e AL --nofail -p -1 -q -n --disable-progress-bar",
            "lint --format github-annotation-native --annotation-level failure --write-output x.txt -vv",
            "lint --output gitlab=a.json --output sarif=b.sarif --output concise --statistics",
            "lint --output-format gitlab --jobs 4 --force-exclude --show-coverage",
            "fix -f -x _fixed --show-lint-violations --FIX-EVEN-UNPARSABLE",
            "fix - --dialect ansi --ignore parsing,templating",
            "format . --disable-noqa --warn-unused-ignores",
            "format a.sql --lines 1-3,7",
            "format - --range 1:1-3:7",
            "parse a.sql -c -m -f json --nofail",
            "render --format jsonl . --target prod --vars {a:1} --profiles-dir .",
            "ls --format jsonl --target prod .",
            "rules --format json",
            "rule CP01",
            "lint --show-files .",
            "lint --explain-config LT01 a.sql",
            "completions zsh",
            "man --folder pages",
            "schema",
            "dialects -n",
            "version -v",
        ] {
            let words = std::iter::once("setsquare").chain(line.split(' '));
            assert!(Cli::try_parse_from(words).is_ok(), "{line}");
        }
    }
}
