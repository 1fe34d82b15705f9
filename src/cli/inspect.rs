//! `lint --show-files`, `--show-settings` and `--explain-config`: what a run would look at, and what holds for a file, with who says so.

use std::fmt::Write as _;
use std::process::ExitCode;

use super::arguments::InspectArguments;
use super::{UNUSABLE, refuse};
use crate::config::{DialectSource, ExplainedRule, Templater};
use crate::engine::{Engine, FileSettings, Inspection};
use crate::rules::RuleId;

/// Does what was asked for, if one of them was.
pub fn run(arguments: &InspectArguments, engine: &Engine) -> Option<ExitCode> {
    let rule = arguments.explain_config.as_deref();
    if !arguments.show_files && !arguments.show_settings && rule.is_none() {
        return None;
    }
    let Inspection { files, inputs, first, configuration } = engine.inspect(rule);
    for problem in &inputs {
        anstream::eprintln!("{problem}");
    }
    for problem in &configuration {
        anstream::eprintln!("{problem}");
    }
    if arguments.show_files {
        for file in &files {
            anstream::println!("{}", file.display());
        }
    } else {
        let Some(held) = first else { return Some(refuse("there is no file to tell the settings of")) };
        match (rule, &held.rule) {
            (None, _) => anstream::print!("{}", settings(&held)),
            (Some(_), Some(rule)) => anstream::print!("{}", explained(&held, rule)),
            (Some(rule), None) => return Some(refuse(&super::rule::unknown(rule))),
        }
    }
    let fails = inputs.iter().any(|problem| problem.fails) || configuration.iter().any(|problem| problem.fatal);
    Some(if fails { ExitCode::from(UNUSABLE) } else { ExitCode::SUCCESS })
}

fn settings(held: &FileSettings) -> String {
    let settings = &held.settings;
    let mut text = format!("{}\n", held.path.display());
    let dialect = match settings.dialect_source {
        DialectSource::Configuration => "the configuration says so",
        DialectSource::Adapter => "the project's profile says so",
        DialectSource::Nobody => "nobody says which; give --dialect",
    };
    let templater = match settings.templater {
        Templater::Raw => "raw",
        Templater::Jinja => "jinja",
        Templater::Dbt => "dbt",
        Templater::Placeholder => "placeholder",
        Templater::Python => "python",
    };
    let on: Vec<&str> = settings.levels.enabled().filter_map(|at| RuleId::ALL.get(at)).map(|rule| rule.definition().name.code).collect();
    let _ = writeln!(text, "  dialect    {} ({dialect})", settings.dialect.name());
    let _ = writeln!(text, "  templater  {templater}");
    let _ = writeln!(text, "  rules      {} on: {}", on.len(), on.join(", "));
    text.push_str("\nset by files and flags:\n");
    let width = held.said.iter().map(|said| said.key.len()).max().unwrap_or(0).min(48);
    for said in &held.said {
        let _ = writeln!(text, "  {:width$}  {}  ({})", said.key, said.value, said.origin);
    }
    if held.said.is_empty() {
        text.push_str("  nothing; everything is as it comes\n");
    }
    text
}

fn explained(held: &FileSettings, rule: &ExplainedRule) -> String {
    let name = crate::rules::find_rule(rule.code).map_or("", |rule| rule.definition().name.name);
    let standing = rule.level.map_or("off".to_owned(), |level| format!("on ({})", crate::config::level_word(level)));
    let mut text = format!("{} {name} is {standing} for {}\n\n", rule.code, held.path.display());
    for (reason, origin) in &rule.reasons {
        let _ = match origin {
            Some(origin) => writeln!(text, "  {reason}  ({origin})"),
            None => writeln!(text, "  {reason}"),
        };
    }
    if !rule.options.is_empty() {
        text.push_str("\noptions:\n");
    }
    for (name, value, origin) in &rule.options {
        let origin = origin.as_ref().map_or_else(|| "default".to_owned(), ToString::to_string);
        let _ = writeln!(text, "  {name} = {value}  ({origin})");
    }
    text
}
