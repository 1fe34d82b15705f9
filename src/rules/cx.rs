use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use regex::Regex;
use rustc_hash::FxHashMap;

use crate::config::{Layer, Settings};
use crate::dbt::{MacroDefinition, MacroKind, Resource, ResourceType};
use crate::dialect::DialectSpec;
use crate::graph::{Captures, Graph, MemberId, Pattern, ResourceId};
use crate::jinja::{Rendered, SegmentKind};
use crate::semantic::Queries;
use crate::syntax::{NodeFlags, NodeId, Tree};
use crate::text::{FileId, Files, TextRange};

/// What a rule may look at in one file. Made by the engine for each rendering of a template.
pub struct Cx<'a> {
    pub file: FileId,
    /// The file as it is on disk.
    pub source: &'a str,
    /// The SQL tree of the rendered text.
    pub tree: &'a Tree,
    pub rendered: &'a Rendered,
    /// The Jinja tree of `source`.
    pub template: &'a Tree,
    pub settings: &'a Settings,
    pub dialect: &'static DialectSpec,
    queries: OnceCell<Queries>,
}

/// The parts of a [`Cx`] that the engine hands over.
pub struct CxParts<'a> {
    pub file: FileId,
    pub source: &'a str,
    pub tree: &'a Tree,
    pub rendered: &'a Rendered,
    pub template: &'a Tree,
    pub settings: &'a Settings,
}

impl<'a> Cx<'a> {
    #[must_use]
    pub fn new(parts: &CxParts<'a>) -> Self {
        let CxParts { file, source, tree, rendered, template, settings } = *parts;
        let dialect = settings.dialect.spec();
        Self { file, source, tree, rendered, template, settings, dialect, queries: OnceCell::new() }
    }

    /// Whether every byte of a range of the rendered text is the template's own.
    #[must_use]
    pub fn is_literal(&self, range: TextRange) -> bool {
        self.rendered.map.segments().len() <= 1 || self.rendered.map.is_literal(range)
    }

    /// Whether a rule that learns from what it sees should leave this out: a macro printed it, and nobody asked to look there.
    #[must_use]
    pub fn skips_printed(&self, range: TextRange) -> bool {
        self.settings.ignore_templated_areas && !self.is_literal(range)
    }

    /// Whether a range of rendered text holds nothing that stands for a value which only a warehouse knows.
    #[must_use]
    pub fn is_known(&self, range: TextRange) -> bool {
        !self.rendered.map.overlapping(range).iter().any(|segment| segment.kind == SegmentKind::Hole)
    }

    /// Whether a node is all there: nothing in it was unparsable, and no value that only a warehouse knows was printed into it.
    #[must_use]
    pub fn is_certain(&self, node: NodeId) -> bool {
        !self.tree.flags(node).contains(NodeFlags::HAS_ERROR) && self.is_known(self.tree.range(node))
    }

    /// The queries of the file with their scopes, worked out when first asked for.
    pub fn queries(&self) -> &Queries {
        self.queries.get_or_init(|| Queries::build(self.tree, self.dialect))
    }
}

/// What a project rule may look at: the graph, and for each file the settings that hold for it.
pub struct ProjectCx<'a> {
    pub graph: &'a Graph,
    pub files: &'a Files,
    settings: &'a dyn Fn(FileId) -> Option<Arc<Settings>>,
    patterns: RefCell<FxHashMap<String, Rc<Pattern>>>,
    expressions: RefCell<FxHashMap<String, Option<Rc<Regex>>>>,
}

impl<'a> ProjectCx<'a> {
    #[must_use]
    pub fn new(graph: &'a Graph, files: &'a Files, settings: &'a dyn Fn(FileId) -> Option<Arc<Settings>>) -> Self {
        Self { graph, files, settings, patterns: RefCell::default(), expressions: RefCell::default() }
    }

    /// The settings of a file; nothing for a file that is not to be looked at.
    #[must_use]
    pub fn settings(&self, file: FileId) -> Option<Arc<Settings>> {
        (self.settings)(file)
    }

    /// The macros that projects and shared packages define themselves; generic tests and materializations are none.
    pub fn own_macros(&self) -> impl Iterator<Item = (MemberId, &'a MacroDefinition)> + use<'a> {
        let members = self.graph.members().iter().zip(0..);
        members.flat_map(|(member, at)| {
            let own = |definition: &&MacroDefinition| definition.package_name == member.name() && definition.kind == MacroKind::Macro;
            member.project.macros.iter().filter(own).map(move |definition| (MemberId(at), definition))
        })
    }

    /// The projects and shared packages, each with the name in its project file.
    pub fn projects(&self) -> impl Iterator<Item = (MemberId, FileId, TextRange)> + use<'a> {
        let members = self.graph.members().iter().zip(0..);
        members.map(|(member, at)| (MemberId(at), member.package().file, member.package().name_range))
    }

    /// The models that a project itself has, disabled ones left out.
    pub fn models(&self, member: MemberId) -> impl Iterator<Item = &'a Resource> + use<'a> {
        let member = self.graph.member(member);
        let own = |resource: &&Resource| {
            resource.enabled && resource.resource_type == ResourceType::Model && resource.package_name == member.name()
        };
        member.project.resources.iter().filter(own)
    }

    /// A resource's path from the workspace's root, with `/`.
    #[must_use]
    pub fn path(&self, id: ResourceId) -> String {
        let folder = self.graph.member_of(id).folder();
        let path = &self.graph.resource(id).path;
        if folder.is_empty() || folder == "." { path.clone() } else { format!("{folder}/{path}") }
    }

    /// A pattern with captures, compiled once for all resources.
    #[must_use]
    pub fn pattern(&self, text: &str) -> Rc<Pattern> {
        if let Some(known) = self.patterns.borrow().get(text) {
            return Rc::clone(known);
        }
        let pattern = Rc::new(Pattern::new(text));
        self.patterns.borrow_mut().insert(text.to_owned(), Rc::clone(&pattern));
        pattern
    }

    /// Whether the whole of `text` matches a regular expression; nothing where that cannot be read.
    #[must_use]
    pub fn full_match(&self, expression: &str, text: &str) -> Option<bool> {
        let known = self.expressions.borrow().get(expression).cloned();
        let compiled = known.unwrap_or_else(|| {
            let compiled = Regex::new(&format!("^(?:{expression})$")).ok().map(Rc::new);
            self.expressions.borrow_mut().insert(expression.to_owned(), compiled.clone());
            compiled
        });
        compiled.map(|regex| regex.is_match(text))
    }

    /// The layer that a resource's file lies in: of the scheme that its project's domain names, or of the only one there is.
    #[must_use]
    pub fn layer(&self, id: ResourceId) -> Option<Layer> {
        let (file, _) = super::project::place_of(self.graph.resource(id))?;
        let settings = self.settings(file)?;
        let schemes = &settings.workspace.layers;
        let policy = self.graph.policy();
        let named = policy.domain(&self.graph.member_of(id).place).and_then(|domain| domain.layers.as_deref());
        let scheme = match (named, schemes.as_slice()) {
            (Some(name), _) => settings.workspace.scheme(name)?,
            (None, [only]) if policy.domains.iter().all(|domain| domain.layers.is_none()) => only,
            _ => return None,
        };
        let path = &self.graph.resource(id).path;
        let nothing = Captures::new();
        let inside = |layer: &&Layer| layer.paths.iter().any(|glob| self.pattern(glob).is_match(path, &nothing, &policy.spellings));
        scheme.layers.iter().find(inside).cloned()
    }
}
