//! `baseline`

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use jiff::civil::Date;

use super::arguments::BaselineArguments;
use super::gate::{Baseline, Home, Known, homes};
use super::session::{Request, is_unusable, tell_problems};
use super::{FINDINGS, refuse};
use crate::engine::Engine;

/// Runs the command.
pub fn run(arguments: &BaselineArguments) -> ExitCode {
    let configuration = &arguments.run.configuration;
    if configuration.rules.is_some() || configuration.exclude_rules.is_some() || configuration.extend_select.is_some() {
        return refuse("a baseline holds what the configuration asks for: choose the rules there, not on the command line");
    }
    let request = Request::to_read(&arguments.run.files, configuration);
    let options = match request.options() {
        Ok(options) if options.buffer.is_none() => options,
        Ok(_) => return refuse("a baseline is of files, not of standard input"),
        Err(message) => return refuse(&message),
    };
    let (paths, overrides) = (options.paths.clone(), options.overrides.clone());
    let report = Engine::new(options).lint();
    tell_problems(&report);
    if is_unusable(&report) {
        return refuse("no baseline was written: what was not looked at cannot be known");
    }
    let asked: Vec<PathBuf> = paths.iter().filter_map(|path| std::fs::canonicalize(path).ok()).collect();
    let today = jiff::Zoned::now().date();
    let plans: Result<Vec<Plan>, String> =
        homes(&report, &overrides).into_iter().map(|home| Plan::of(home, &asked, today, arguments)).collect();
    match plans.and_then(|plans| carry_out(&plans, arguments)) {
        Ok(code) => code,
        Err(message) => refuse(&message),
    }
}

/// What becomes of a project's baseline.
struct Plan {
    file: PathBuf,
    /// Nothing where there is no file yet.
    before: Option<Baseline>,
    after: Baseline,
}

impl Plan {
    fn of(home: Home, asked: &[PathBuf], today: Date, arguments: &BaselineArguments) -> Result<Self, String> {
        let file = home.file();
        let before = Baseline::read(&file)?;
        let known = before.clone().unwrap_or_default().0;
        // What lies outside of what was looked at stays as it is.
        let looked_at = |path: &str| is_below(&home.folder.join(path), asked);
        let mut after: BTreeMap<Known, Date> =
            known.iter().filter(|(known, _)| !looked_at(&known.path)).map(|(known, since)| (known.clone(), *since)).collect();
        for (_, found) in home.found {
            match known.get(&found) {
                Some(since) => {
                    after.insert(found, *since);
                }
                None if !arguments.prune => {
                    after.insert(found, today);
                }
                None => {}
            }
        }
        Ok(Self { file, before, after: Baseline(after) })
    }

    /// Rules with more findings than before, with both numbers. A first baseline has none.
    fn grown(&self) -> Vec<(String, usize, usize)> {
        let Some(before) = &self.before else { return Vec::new() };
        let before = before.counts();
        let grown = |(rule, now): (&str, usize)| {
            let then = before.get(rule).copied().unwrap_or_default();
            (now > then).then(|| (rule.to_owned(), then, now))
        };
        self.after.counts().into_iter().filter_map(grown).collect()
    }

    fn changes(&self) -> bool {
        self.before.as_ref().map_or(!self.after.0.is_empty(), |before| *before != self.after)
    }
}

fn is_below(path: &Path, asked: &[PathBuf]) -> bool {
    asked.iter().any(|asked| path.starts_with(asked))
}

fn carry_out(plans: &[Plan], arguments: &BaselineArguments) -> Result<ExitCode, String> {
    let quiet = arguments.run.progress.quiet;
    if arguments.ratchet {
        let mut grew = false;
        for plan in plans {
            for (rule, then, now) in plan.grown() {
                grew = true;
                anstream::eprintln!("{}: {rule} has {now} findings where {then} were known", shown(&plan.file));
            }
        }
        if grew {
            return Ok(ExitCode::from(FINDINGS));
        }
    }
    let changing: Vec<&Plan> = plans.iter().filter(|plan| plan.changes()).collect();
    for plan in &changing {
        if !arguments.check {
            std::fs::write(&plan.file, plan.after.text())
                .map_err(|error| format!("{}: cannot be written: {error}", plan.file.display()))?;
        }
        if !quiet {
            let before = plan.before.clone().unwrap_or_default().0;
            let gone = before.keys().filter(|known| !plan.after.0.contains_key(known)).count();
            let new = plan.after.0.keys().filter(|known| !before.contains_key(known)).count();
            anstream::println!("{}: {} known, {new} of them new, {gone} gone", shown(&plan.file), plan.after.0.len());
        }
    }
    if changing.is_empty() && !quiet {
        anstream::println!("nothing to change");
    }
    Ok(if arguments.check && !changing.is_empty() { ExitCode::from(FINDINGS) } else { ExitCode::SUCCESS })
}

/// A path as one would write it from here.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().and_then(std::fs::canonicalize).unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).display().to_string()
}
