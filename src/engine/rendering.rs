//! Files as SQL, before anything is judged: what dbt compiles of a model, what the templater of the settings makes of the rest.

use std::path::PathBuf;

use crate::diagnostic::{InputProblem, InputProblemKind};
use crate::jinja::Rendered;

use super::report::Report;
use super::run::Engine;
use super::targets::Target;
use super::walk::FileKind;
use super::workers;
use super::workspace::Workspace;

/// A file of SQL with what it becomes.
pub struct RenderedFile {
    pub path: PathBuf,
    /// One rendering, or one of each snapshot in the file.
    pub renderings: Vec<Rendered>,
}

impl Engine {
    /// Renders every file that was asked for; the report holds what could not be read.
    #[must_use]
    pub fn render(&self) -> (Vec<RenderedFile>, Report) {
        let (targets, mut inputs) = self.targets();
        let workspace = Workspace::open(self.files(), self.loader(), &targets, self.options());
        let wanted: Vec<&Target> = targets.iter().filter(|target| target.kind == FileKind::Sql).collect();
        let results = workers::run(&wanted, self.options().jobs, |target| self.render_file(target, &workspace));
        let mut rendered = Vec::new();
        for (target, result) in wanted.into_iter().zip(results) {
            match result {
                Ok(file) => rendered.push(file),
                Err(workers::Panicked(reason)) => inputs.push(InputProblem::new(&target.path, InputProblemKind::Crashed(reason))),
            }
        }
        (rendered, self.report_of(&workspace, inputs))
    }

    fn render_file(&self, target: &Target, workspace: &Workspace) -> RenderedFile {
        let settings = self.settings(target, workspace);
        let mut renderings = workspace.compiled(target, &settings);
        if renderings.is_empty() {
            workspace.renderer(&settings, target).render(target.file, &target.text, &mut |rendered| {
                if renderings.is_empty() {
                    renderings.push(rendered);
                }
                false
            });
        }
        RenderedFile { path: target.path.clone(), renderings }
    }
}
