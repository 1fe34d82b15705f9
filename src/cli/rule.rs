//! `rule CODE`: the page of one rule.

use std::fmt::Write;
use std::process::ExitCode;

use super::arguments::RuleArguments;
use super::refuse;
use crate::config::RuleOptions;
use crate::rules::{RULES, find_rule};

/// Prints the page.
pub fn run(arguments: &RuleArguments) -> ExitCode {
    let Some(rule) = find_rule(&arguments.rule) else {
        return refuse(&unknown(&arguments.rule));
    };
    let definition = rule.definition();
    anstream::println!("{}", definition.docs.trim_end());
    if let Some(options) = options(definition.name.code) {
        anstream::println!("\n{}", options.trim_end());
    }
    ExitCode::SUCCESS
}

/// The options of a rule with what they may be, from their declaration.
fn options(code: &str) -> Option<String> {
    let rule = RuleOptions::table().into_iter().find(|rule| rule.code == code)?;
    let mut text = "## All options\n\n".to_owned();
    for option in &rule.options {
        let _ = writeln!(text, "- `{}` = `{}`: {} Takes {}.", option.name, option.default, option.docs, option.expected);
    }
    let _ = write!(text, "\nIn .sqlfluff below `[sqlfluff:rules:{}]`, in setsquare.toml below `[rules.{}]`.", rule.name, rule.code);
    Some(text)
}

/// How to say that there is no such rule.
pub fn unknown(text: &str) -> String {
    let spellings = RULES.iter().flat_map(|rule| [rule.name.code, rule.name.name]);
    match crate::text::nearest(text, spellings) {
        Some(near) => format!("there is no rule `{text}`; did you mean `{near}`? `setsquare rules` lists all"),
        None => format!("there is no rule `{text}`; `setsquare rules` lists all"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_belong_to_the_rules_they_name() {
        for options in RuleOptions::table() {
            if let Some(rule) = find_rule(options.code) {
                assert_eq!(rule.definition().name.name, options.name, "{}", options.code);
            }
        }
    }

    #[test]
    fn slips_are_answered() {
        assert!(unknown("CV2").contains("did you mean `CV02`"), "{}", unknown("CV2"));
        assert_eq!(unknown("nothing like it"), "there is no rule `nothing like it`; `setsquare rules` lists all");
        assert!(options("CP01").is_some_and(|text| text.contains("`capitalisation_policy` = `consistent`")));
    }
}
