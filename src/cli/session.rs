//! From a command's arguments to an engine, and from what it reports to standard error and the exit code.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use super::arguments::{ConfigurationArguments, FileArguments, PartArguments};
use super::output::Notice;
use super::{ERROR, FINDINGS, UNUSABLE, WARNING};
use crate::config::Overrides;
use crate::dbt::Place;
use crate::diagnostic::{Diagnostic, InputProblemKind, Level};
use crate::engine::walk::WalkOptions;
use crate::engine::{Buffer, FixReport, Lines, Listener, Options, Report};

/// What `lint`, `fix` and `format` have in common.
pub struct Request<'a> {
    pub files: &'a FileArguments,
    pub configuration: &'a ConfigurationArguments,
    pub warn_unused_ignores: bool,
    pub fix_even_unparsable: bool,
    pub unsafe_fixes: bool,
}

impl<'a> Request<'a> {
    /// The engine's options.
    ///
    /// # Errors
    /// If standard input was to be read and cannot be, or is no UTF-8.
    pub fn options(&self) -> Result<Options, String> {
        let Self { files, configuration, .. } = self;
        let buffer = if self.reads_stdin() { Some(stdin(configuration.stdin_filename.clone())?) } else { None };
        let paths = if files.paths.is_empty() { vec![PathBuf::from(".")] } else { files.paths.clone() };
        let jobs = jobs(files.processes);
        let walk = WalkOptions {
            force_exclude: files.force_exclude,
            respect_ignore_files: !files.disregard_sqlfluffignores,
            threads: jobs,
            ..WalkOptions::default()
        };
        Ok(Options {
            paths,
            buffer,
            walk,
            overrides: self.overrides(),
            jobs,
            fixing: None,
            lines: None,
            coverage: false,
            timing: false,
            details: false,
            listener: Listener::default(),
            shard: None,
        })
    }

    /// The lines that are to be changed, where not all are.
    ///
    /// # Errors
    /// If they cannot be read, or more than one file is meant.
    pub fn lines(&self, part: &PartArguments) -> Result<Option<Lines>, String> {
        let lines = match (&part.lines, &part.range) {
            (Some(lines), _) => Lines::parse(lines)?,
            (None, Some(range)) => Lines::parse_range(range)?,
            (None, None) => return Ok(None),
        };
        let one = matches!(self.files.paths.as_slice(), [path] if !path.is_dir());
        if one { Ok(Some(lines)) } else { Err("lines can be chosen of one file only".to_owned()) }
    }

    /// A run of a command that judges nothing and fixes nothing.
    pub const fn to_read(files: &'a FileArguments, configuration: &'a ConfigurationArguments) -> Self {
        Self { files, configuration, warn_unused_ignores: false, fix_even_unparsable: false, unsafe_fixes: false }
    }

    /// Whether the text comes from standard input.
    #[must_use]
    pub fn reads_stdin(&self) -> bool {
        self.files.paths.iter().any(|path| path.as_os_str() == "-")
    }

    /// What the flags say above every configuration file.
    #[must_use]
    pub fn overrides(&self) -> Overrides {
        let ConfigurationArguments {
            dialect,
            templater,
            rules,
            exclude_rules,
            extend_select,
            style,
            config,
            ignore_local_config,
            ignore,
            disable_noqa,
            disable_noqa_except,
            target,
            vars,
            profiles_dir,
            encoding: _,
            library_path: _,
            stdin_filename: _,
        } = self.configuration.clone();
        Overrides {
            dialect,
            templater,
            style,
            rules,
            exclude_rules,
            extend_select,
            ignore,
            disable_noqa,
            disable_noqa_except,
            warn_unused_ignores: self.warn_unused_ignores,
            fix_even_unparsable: self.fix_even_unparsable,
            unsafe_fixes: self.unsafe_fixes,
            target,
            profiles_dir,
            vars,
            config,
            ignore_local_config,
        }
    }
}

/// Threads for `--processes`: 0 or nothing is all processors, a negative number leaves that many out.
#[must_use]
pub fn jobs(processes: Option<i32>) -> usize {
    let all = std::thread::available_parallelism().map_or(1, usize::from);
    match processes {
        None | Some(0) => all,
        Some(count) if count > 0 => usize::try_from(count).unwrap_or(all),
        Some(less) => all.saturating_sub(usize::try_from(less.unsigned_abs()).unwrap_or(0)).max(1),
    }
}

fn stdin(path: Option<PathBuf>) -> Result<Buffer, String> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).map_err(|error| format!("standard input cannot be read: {error}"))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        format!("standard input is no UTF-8: the byte at offset {} belongs to no character", error.utf8_error().valid_up_to())
    })?;
    Ok(Buffer { path, text })
}

/// Whether warnings about anything but the files stay untold.
static ONLY_ERRORS: AtomicBool = AtomicBool::new(false);

/// Keeps standard error for what makes a run useless: callers that show every line of it to somebody typing.
pub fn only_errors() {
    ONLY_ERRORS.store(true, Ordering::Relaxed);
}

/// What went wrong besides findings.
#[must_use]
pub fn notices(report: &Report) -> Vec<Notice> {
    let notice = |fatal, text| Notice { fatal, text };
    let configuration = report.configuration.iter().map(|problem| notice(problem.fatal, problem.to_string()));
    let projects = report.projects.iter().map(|problem| {
        let line = |place: Place| format!(":{}", report.files.get(place.file).line_column(place.range.start()).line);
        let line = problem.place.map_or_else(String::new, line);
        notice(problem.kind.is_fatal(), format!("{}{line}: {}", problem.path.display(), problem.message))
    });
    let (unknown, inputs): (Vec<_>, Vec<_>) = report.inputs.iter().partition(|problem| problem.kind == InputProblemKind::NoDialect);
    // One cause, one line: thousands of files may lack the same word.
    let unknown = unknown.first().map(|first| match unknown.len() - 1 {
        0 => notice(first.fails, first.to_string()),
        others => notice(first.fails, format!("{first} (the same holds for {others} more files)")),
    });
    let inputs = unknown.into_iter().chain(inputs.into_iter().map(|problem| notice(problem.fails, problem.to_string())));
    let refusals = report.refusals.iter().map(|refused| {
        let code = refused.rule.definition().name.code;
        notice(false, format!("{}: the fixes of {code} were taken back, for {}; its findings stay", refused.path.display(), refused.reason))
    });
    configuration.chain(projects).chain(inputs).chain(refusals).collect()
}

/// Tells them. Editors show whatever comes on standard error, so a run without problems says nothing.
pub fn tell_problems(report: &Report) {
    for Notice { fatal, text } in notices(report) {
        if !fatal && ONLY_ERRORS.load(Ordering::Relaxed) {
            continue;
        }
        if fatal {
            anstream::eprintln!("{ERROR}error{ERROR:#}: {text}");
        } else {
            anstream::eprintln!("{WARNING}warning{WARNING:#}: {text}");
        }
    }
}

/// Tells which rules had nothing to say where, and because of which expressions: for `-v`.
pub fn tell_silent(report: &Report) {
    for line in silent_lines(report) {
        anstream::eprintln!("{line}");
    }
}

/// A line for each expression: the rules that held their tongue because of it.
fn silent_lines(report: &Report) -> Vec<String> {
    let mut rules: BTreeMap<(String, u32, String), BTreeSet<&str>> = BTreeMap::new();
    for silence in &report.silent {
        let file = report.files.get(silence.file);
        let shown: String = file.slice(silence.range).split_whitespace().collect::<Vec<_>>().join(" ");
        let line = file.line_column(silence.range.start()).line;
        rules.entry((file.path.display().to_string(), line, shown)).or_default().insert(silence.rule);
    }
    let told = |((path, line, shown), rules): ((String, u32, String), BTreeSet<&str>)| {
        let (codes, verb) = (rules.iter().copied().collect::<Vec<_>>().join(", "), if rules.len() == 1 { "says" } else { "say" });
        format!("{path}:{line}: {codes} {verb} nothing of the statement: what `{shown}` gives only the warehouse knows")
    };
    rules.into_iter().map(told).collect()
}

/// Whether something could not be read that the answer depends on.
#[must_use]
pub fn is_unusable(report: &Report) -> bool {
    notices(report).iter().any(|notice| notice.fatal)
}

/// 2 where the answer may be wrong, 1 where files were only to be looked at and some are not laid out, 0 otherwise.
#[must_use]
pub fn format_code(report: &FixReport, checking: bool) -> ExitCode {
    if is_unusable(&report.left) {
        ExitCode::from(UNUSABLE)
    } else if checking && !report.fixed.is_empty() {
        ExitCode::from(FINDINGS)
    } else {
        ExitCode::SUCCESS
    }
}

/// 2 where the answer may be wrong, 1 where there are findings that count among those given, 0 otherwise.
#[must_use]
pub fn exit_code(report: &Report, findings: &[Diagnostic], nofail: bool) -> ExitCode {
    let counts = |found: &Diagnostic| found.level > Level::Info;
    if is_unusable(report) {
        ExitCode::from(UNUSABLE)
    } else if !nofail && findings.iter().any(counts) {
        ExitCode::from(FINDINGS)
    } else {
        ExitCode::SUCCESS
    }
}
