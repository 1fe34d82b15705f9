//! Templates of a dbt project, with everything that the project knows.

use std::sync::Arc;

use super::Renderer;
use crate::dbt::{Mode, Project, Resource, adapter_chain};
use crate::engine::workers;
use crate::jinja::{self, Assumption, Budget, DefinitionKind, Limits, Rendered, Template};
use crate::syntax::Tree;
use crate::text::FileId;

/// Bytes of stack that rendering may use: less than the workers have, for the parser comes after it.
pub const STACK: usize = workers::STACK / 2;

/// One file of a project.
pub struct ProjectRenderer<'a> {
    project: &'a Project,
    /// The package that the file belongs to.
    package: &'a str,
    /// What the file defines: one model, or several snapshots; nothing for a file of macros.
    resources: Vec<&'a Resource>,
    variants: usize,
}

impl<'a> ProjectRenderer<'a> {
    /// `renderings` is how many variants are wanted at most, the first included.
    #[must_use]
    pub fn new(project: &'a Project, package: &'a str, resources: Vec<&'a Resource>, renderings: u32) -> Self {
        Self { project, package, resources, variants: usize::try_from(renderings).unwrap_or(0).saturating_sub(1) }
    }
}

impl Renderer for ProjectRenderer<'_> {
    /// Each resource of the file is rendered by itself. A file that holds none, macros mostly, is rendered too: what
    /// stands between its blocks prints nothing. Then each macro by itself, whether anybody calls it or not: what it
    /// writes belongs to its file, and is told there once.
    fn render(&self, file: FileId, text: &Arc<str>, accept: &mut dyn FnMut(Rendered) -> bool) -> Tree {
        let budget = Budget { renderings: self.variants, limits: Limits { stack: STACK, ..Limits::default() } };
        let mut last = None;
        for resource in &self.resources {
            if let Some(template) = self.project.template_in(text, resource) {
                let context = self.project.context(resource, Mode::Lint);
                jinja::render_variants(&template, &context, &budget, accept);
                last = Some(template);
            }
        }
        let Some(last) = last else {
            let context = self.project.bare_context(self.package, Mode::Lint);
            jinja::render_variants(&Template::new(file, text), &context, &budget, accept);
            let template = self.project.macro_template(file, text);
            let tests = template.definitions().filter(|found| found.kind == DefinitionKind::Test).map(|found| &found.code);
            let own = adapter_chain(&self.project.target.adapter);
            for code in template.macros().chain(tests) {
                let adapter = code.name.split_once("__").map(|(adapter, _)| adapter).filter(|adapter| !own.contains(adapter));
                jinja::render_macro(&template, code, &context, &budget, &mut |mut rendered| {
                    // `bigquery__left` is what `left` is in BigQuery, and nowhere else.
                    rendered.assumed.extend(adapter.map(|adapter| Assumption::new("adapter.type()", adapter)));
                    accept(rendered)
                });
            }
            return jinja::parse(text);
        };
        // Each template is parsed from all of the text, whatever part of it is written.
        Template::into_tree(last).unwrap_or_else(|| jinja::parse(text))
    }
}
