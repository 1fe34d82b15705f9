//! Fixing what project rules find: entries of properties files, and the calls that templates make.
//!
//! Each round judges the whole workspace, makes the fixes that keep clear of one another, and takes back those of a file that could be
//! read less well afterwards. A fix is made as a whole or not at all, and only in files that the run was asked for.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Applicability, Diagnostic, Fix};
use crate::jinja::SourceEdit;
use crate::rules::{RuleId, find_rule};
use crate::text::{FileId, TextEdit, apply_edits};
use crate::yaml;

use super::select::fits;

/// Rounds. Each makes what the one before made possible; what is left after so many is left.
pub const ROUNDS: usize = 8;

/// What becomes of the files of one round.
#[derive(Debug, Default)]
pub struct Round {
    /// Edits by file, sorted and apart.
    pub edits: BTreeMap<FileId, Vec<TextEdit>>,
    /// The rules that edit each file.
    pub rules: BTreeMap<FileId, Vec<RuleId>>,
}

/// Whether a rule may be asked for fixes here.
#[must_use]
pub fn takes_part(rule: RuleId, only: Option<&[RuleId]>) -> bool {
    let definition = rule.definition();
    definition.check.is_of_workspace() && definition.fixes.change().is_some() && only.is_none_or(|only| only.contains(&rule))
}

/// Chooses the fixes of a round. `may` says whether a file may be edited, and whether with fixes that somebody has to look at.
#[must_use]
pub fn choose(findings: &[Diagnostic], only: Option<&[RuleId]>, may: impl Fn(FileId, Applicability) -> bool) -> Round {
    let mut round = Round::default();
    for found in findings {
        let Some(fix) = &found.fix else { continue };
        let Some(rule) = find_rule(found.rule.code).filter(|&rule| takes_part(rule, only)) else { continue };
        let allowed = |edit: &SourceEdit| may(edit.file(), fix.applicability);
        if fix.edits.iter().all(allowed) && keeps_clear(&round, fix) {
            for edit in &fix.edits {
                round.add(rule, edit);
            }
        }
    }
    round
}

fn keeps_clear(round: &Round, fix: &Fix) -> bool {
    let clear = |edit: &SourceEdit| round.edits.get(&edit.file()).is_none_or(|taken| fits(taken, edit.edit()));
    fix.edits.iter().all(clear)
}

impl Round {
    fn add(&mut self, rule: RuleId, edit: &SourceEdit) {
        let edits = self.edits.entry(edit.file()).or_default();
        if let Err(at) = edits.binary_search(edit.edit()) {
            edits.insert(at, edit.edit().clone());
        }
        let rules = self.rules.entry(edit.file()).or_default();
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
}

/// A text with the edits made.
#[must_use]
pub fn edited(text: &str, edits: &[TextEdit]) -> Option<Arc<str>> {
    apply_edits(text, edits).map(Into::into)
}

/// Whether a YAML text is still as readable as the one before it.
#[must_use]
pub fn reads_as_well(before: &str, after: &str) -> bool {
    yaml::parse(after).problems.len() <= yaml::parse(before).problems.len()
}
