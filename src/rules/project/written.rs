//! The templates that projects and shared packages hold themselves, as they are written. Each is read once for all rules that look at it.

use std::cell::OnceCell;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::template_calls::{self, TemplateCall};
use crate::dbt::{MacroKind, Resource};
use crate::graph::{MemberId, ResourceId};
use crate::jinja;
use crate::rules::ProjectCx;
use crate::syntax::Tree;
use crate::text::{FileId, Files, TextRange};

/// A file of models, snapshots, analyses, tests or macros.
#[derive(Clone, Debug)]
pub struct TemplateFile {
    pub file: FileId,
    pub member: MemberId,
    /// The resources in it; none for a file of macros.
    pub resources: Vec<ResourceId>,
    /// Whether all that it holds is materializations, which speak to the warehouse rather than of the project.
    pub only_materializations: bool,
}

/// Every file of live SQL resources and of macros that is looked at, once.
#[must_use]
pub fn template_files(cx: &ProjectCx<'_>) -> Vec<TemplateFile> {
    let mut found: FxHashMap<FileId, TemplateFile> = FxHashMap::default();
    let empty = |member, file| TemplateFile { file, member, resources: Vec::new(), only_materializations: true };
    for id in cx.graph.resources().filter(|&id| super::is_live(cx.graph, id)) {
        let resource = cx.graph.resource(id);
        if let Some(place) = resource.defined_at.file.filter(|_| has_sql_ending(&resource.path)) {
            let file = found.entry(place.file).or_insert_with(|| empty(cx.graph.member_id(id), place.file));
            file.resources.push(id);
            file.only_materializations = false;
        }
    }
    for (member, definition) in cx.own_macros() {
        let file = found.entry(definition.file).or_insert_with(|| empty(member, definition.file));
        file.only_materializations &= definition.kind == MacroKind::Materialization;
    }
    let mut files: Vec<TemplateFile> = found.into_values().filter(|found| cx.settings(found.file).is_some()).collect();
    files.sort_unstable_by_key(|found| found.file);
    files
}

fn has_sql_ending(path: &str) -> bool {
    let ending = path.len().checked_sub(4).and_then(|at| path.get(at..));
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case(".sql"))
}

/// One of these files with its text.
pub struct WrittenTemplate {
    pub about: TemplateFile,
    pub text: Arc<str>,
    tree: OnceCell<Tree>,
}

impl WrittenTemplate {
    #[must_use]
    pub fn open(files: &Files, about: &TemplateFile) -> Self {
        Self { about: about.clone(), text: Arc::clone(&files.get(about.file).text), tree: OnceCell::new() }
    }

    /// The Jinja tree, built when a rule first asks for it.
    #[must_use]
    pub fn tree(&self) -> &Tree {
        self.tree.get_or_init(|| jinja::parse(&self.text))
    }

    /// The tree, if the text holds `needle`.
    #[must_use]
    pub fn tree_with(&self, needle: &str) -> Option<&Tree> {
        self.text.contains(needle).then(|| self.tree())
    }

    /// The calls of some functions, in order.
    #[must_use]
    pub fn calls(&self, names: &[&'static str]) -> Vec<TemplateCall> {
        if template_calls::may_call(&self.text, names) { template_calls::calls_in(self.tree(), names) } else { Vec::new() }
    }

    /// The resource that a place belongs to: a file of snapshots holds several.
    #[must_use]
    pub fn resource_at<'c>(&self, cx: &ProjectCx<'c>, range: TextRange) -> Option<&'c Resource> {
        let holds = |&&id: &&ResourceId| cx.graph.resource(id).defined_at.file.is_some_and(|place| place.range.contains(range));
        let resources = &self.about.resources;
        resources.iter().find(holds).or(resources.first()).map(|&id| cx.graph.resource(id))
    }
}
