//! Templates of a dbt project, with everything that the project knows.

use std::sync::Arc;

use super::Renderer;
use crate::dbt::{Mode, Project, Resource, ResourceType, blocks};
use crate::jinja::{self, Budget, Rendered, SourceMap, Template};
use crate::syntax::Tree;
use crate::text::{FileId, TextRange};

/// One file of a project.
pub struct ProjectRenderer<'a> {
    project: &'a Project,
    /// What the file defines: one model, or several snapshots; nothing for a file of macros.
    resources: Vec<&'a Resource>,
    variants: usize,
}

impl<'a> ProjectRenderer<'a> {
    #[must_use]
    pub fn new(project: &'a Project, file: FileId, variants: u32) -> Self {
        let here = |resource: &&Resource| {
            resource.defined_at.file.is_some_and(|place| place.file == file) && resource.resource_type != ResourceType::Operation
        };
        let variants = usize::try_from(variants).unwrap_or(0).saturating_sub(1);
        Self { project, resources: project.resources.iter().filter(here).collect(), variants }
    }

    /// The template of a resource in the text as it is now, which may have been fixed since the project was read.
    fn template(resource: &Resource, file: FileId, text: &Arc<str>) -> Option<Arc<Template>> {
        if resource.resource_type != ResourceType::Snapshot {
            return Some(Template::new(file, text));
        }
        let Some(block) = blocks(text, &["snapshot"]).into_iter().find(|block| block.name == resource.name) else {
            return Some(Template::new(file, text));
        };
        Some(Template::new(file, &Arc::from(only(text, block.body))))
    }
}

/// The text with everything outside a range blanked out, so that places stay what they are.
fn only(text: &str, range: TextRange) -> String {
    let blank = |part: &str| -> String {
        part.chars().flat_map(|character| std::iter::repeat_n(if character == '\n' { '\n' } else { ' ' }, character.len_utf8())).collect()
    };
    let span = range.span();
    [blank(&text[..span.start]).as_str(), &text[span.clone()], blank(&text[span.end..]).as_str()].concat()
}

impl Renderer for ProjectRenderer<'_> {
    fn render(&self, file: FileId, text: &Arc<str>) -> (Tree, Vec<Rendered>) {
        let budget = Budget { renderings: self.variants, ..Budget::default() };
        let mut renderings = Vec::new();
        for resource in &self.resources {
            if let Some(template) = Self::template(resource, file, text) {
                let context = self.project.context(resource, Mode::Lint);
                renderings.extend(jinja::render_variants(&template, &context, &budget).renderings);
            }
        }
        if renderings.is_empty() {
            // Macros are rendered where they are called; by itself such a file sends nothing.
            let map = SourceMap::identity(file, 0);
            renderings.push(Rendered { text: Arc::from(""), map, captured: jinja::Captured::default(), problems: Vec::new() });
        }
        (jinja::parse(text), renderings)
    }
}
