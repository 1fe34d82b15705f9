//! The SQL trees of files: what `parse` shows.

use std::path::PathBuf;

use crate::diagnostic::{Diagnostic, InputProblem, InputProblemKind};
use crate::rules::RulePlan;
use crate::syntax::Tree;
use crate::text::LineColumn;

use super::file::Judge;
use super::run::{Engine, refuse};
use super::targets::Target;
use super::walk::FileKind;
use super::workers;
use super::workspace::Workspace;

/// One file, rendered as dbt would render it first, and read.
pub struct ReadFile {
    pub path: PathBuf,
    pub tree: Tree,
    /// What could not be rendered or read, and where.
    pub broken: Vec<(LineColumn, Diagnostic)>,
}

/// The SQL files of a run.
pub struct ReadReport {
    pub files: Vec<ReadFile>,
    /// What could not be looked at.
    pub inputs: Vec<InputProblem>,
}

impl Engine {
    /// Renders and parses everything that was asked for.
    #[must_use]
    pub fn read(&self) -> ReadReport {
        let (targets, mut inputs) = self.targets();
        let workspace = Workspace::open(self.files(), self.loader(), &targets, self.options());
        let targets: Vec<Target> = targets.into_iter().filter(|target| target.kind == FileKind::Sql).collect();
        let results = workers::run(&targets, self.options().jobs, |target| self.read_file(target, &workspace));
        let mut files = Vec::new();
        for (target, result) in targets.iter().zip(results) {
            match result {
                Ok(Ok(file)) => files.extend(file),
                Ok(Err(kind)) => inputs.push(InputProblem::new(&target.path, kind)),
                Err(workers::Panicked(reason)) => inputs.push(InputProblem::new(&target.path, InputProblemKind::Crashed(reason))),
            }
        }
        ReadReport { files, inputs }
    }

    fn read_file(&self, target: &Target, workspace: &Workspace) -> Result<Option<ReadFile>, InputProblemKind> {
        let settings = self.settings(target, workspace);
        if let Some(problem) = refuse(&target.text, &settings) {
            return Err(problem);
        }
        let renderer = workspace.renderer(&settings, target);
        let plan = RulePlan::compile(std::iter::empty());
        let judge = Judge {
            file: target.file,
            settings: &settings,
            plan: &plan,
            renderer: &*renderer,
            times: None,
            model: None,
            lays_out_macros: false,
        };
        let mut read = judge.read(&target.text);
        let place = |found: Diagnostic| (self.files().get(found.file).line_column(found.range.start()), found);
        let broken = judge.broken(&read).into_iter().map(place).collect();
        let first = (!read.renderings.is_empty()).then(|| read.renderings.swap_remove(0));
        Ok(first.map(|first| ReadFile { path: target.path.clone(), tree: first.tree, broken }))
    }
}
