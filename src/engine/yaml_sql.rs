//! What is judged beside the files of a run: SQL that YAML holds, and templates as other targets of a profile make them.

use std::sync::Arc;

use crate::dbt::{HeldSql, Mode, Project, Resource};
use crate::dialect::DialectSpec;
use crate::graph::FileFacts;
use crate::jinja::{Budget, CallKind, DefinitionKind, Limits, ProblemKind, Rendered, Template, render, render_macro, render_variants};
use crate::sql;
use crate::text::{FileId, Files};

use super::templates::STACK;

/// Renderings of a piece of SQL from YAML beside the first.
const VARIANTS: usize = 2;

const LIMITS: fn() -> Limits = || Limits { stack: STACK, ..Limits::default() };

/// What one piece of SQL in YAML says about others.
pub fn facts_of_held(project: &Project, held: &HeldSql<'_>, dialect: &'static DialectSpec) -> FileFacts {
    let file = held.place.file;
    if let Some(calls) = held.calls {
        return FileFacts { file, ..FileFacts::of_calls(calls) };
    }
    let template = Template::new(file, &held.code.as_str().into());
    let budget = Budget { renderings: VARIANTS, limits: LIMITS() };
    let mut facts = FileFacts::empty(file);
    let mut asks_target = false;
    render_variants(&template, &project.context(held.resource, Mode::Lint), &budget, &mut |rendered| {
        asks_target |= asks_for_target(&rendered);
        // Of a template that cannot be read or never ends nothing can be told, and nobody else tells of it.
        if rendered.problems.iter().any(|problem| matches!(problem.kind, ProblemKind::Syntax | ProblemKind::Runaway)) {
            facts.merge(FileFacts::untold(file, held.place.range));
        }
        facts.merge(collect(file, &rendered, dialect));
        true
    });
    if asks_target {
        for context in project.contexts_elsewhere(held.resource) {
            facts.merge(collect(file, &render(&template, &context, LIMITS()), dialect));
        }
    }
    facts.moved_to(held.place)
}

/// What a file's resources say about others in the other targets of the project's profile.
pub fn facts_elsewhere(project: &Project, files: &Files, resource: &Resource, dialect: &'static DialectSpec) -> Option<FileFacts> {
    let file = resource.defined_at.file?.file;
    let template = project.template_in(&files.get(file).text, resource)?;
    let mut facts = FileFacts::empty(file);
    for context in project.contexts_elsewhere(resource) {
        facts.merge(collect(file, &render(&template, &context, LIMITS()), dialect));
    }
    Some(facts)
}

/// What the materializations of a file do by themselves: no resource of the file calls them, and they are nobody's statement.
pub fn facts_of_materializations(
    project: &Project,
    package: &str,
    file: FileId,
    text: &Arc<str>,
    dialect: &'static DialectSpec,
) -> FileFacts {
    let mut facts = FileFacts::empty(file);
    let template = Template::new(file, text);
    let context = project.bare_context(package, Mode::Lint);
    let budget = Budget { renderings: VARIANTS, limits: LIMITS() };
    for found in template.definitions().filter(|found| found.kind == DefinitionKind::Materialization) {
        render_macro(&template, &found.code, &context, &budget, &mut |rendered| {
            facts.merge(FileFacts::collect_alone(file, &rendered, dialect));
            true
        });
    }
    facts
}

/// Whether what a template renders to may depend on the target.
pub fn asks_for_target(rendered: &Rendered) -> bool {
    rendered.captured.calls.iter().any(|call| call.kind == CallKind::Target)
}

fn collect(file: FileId, rendered: &Rendered, dialect: &'static DialectSpec) -> FileFacts {
    FileFacts::collect(file, rendered, &sql::parse(&rendered.text, dialect), dialect)
}
