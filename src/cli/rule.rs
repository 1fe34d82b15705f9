//! `rule CODE`: the page of one rule.

use std::process::ExitCode;

use super::arguments::RuleArguments;
use super::refuse;
use crate::rules::{RULES, find_rule};

/// Prints the page.
pub fn run(arguments: &RuleArguments) -> ExitCode {
    let Some(rule) = find_rule(&arguments.rule) else {
        return refuse(&unknown(&arguments.rule));
    };
    anstream::println!("{}", rule.definition().docs.trim_end());
    ExitCode::SUCCESS
}

fn unknown(text: &str) -> String {
    let spellings = RULES.iter().flat_map(|rule| [rule.name.code, rule.name.name]);
    match crate::text::nearest(text, spellings) {
        Some(near) => format!("there is no rule `{text}`; did you mean `{near}`? `setsquare rules` lists all"),
        None => format!("there is no rule `{text}`; `setsquare rules` lists all"),
    }
}
