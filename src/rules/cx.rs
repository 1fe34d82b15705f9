use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use regex::Regex;
use rustc_hash::FxHashMap;

use super::RuleDef;
use crate::config::{Layer, LayerScheme, Settings};
use crate::dbt::{MacroDefinition, Project, PropertiesFile, Resource, ResourceType};
use crate::dialect::DialectSpec;
use crate::graph::{Captures, Graph, MemberId, Pattern, ResourceId};
use crate::jinja::{Rendered, SegmentKind};
use crate::semantic::Queries;
use crate::syntax::{NodeFlags, NodeId, Tree};
use crate::text::{FileId, Files, TextRange};

use super::words::Words;

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
    /// The model that the file makes, if it makes one.
    pub model: Option<&'a Resource>,
    /// Whether the template printed any value that only a warehouse knows.
    has_holes: bool,
    queries: OnceCell<Queries>,
    /// Rules that held their tongue, by code, and the values for which they did.
    silent: RefCell<Vec<(&'static str, TextRange)>>,
    words: OnceCell<Words>,
}

/// The parts of a [`Cx`] that the engine hands over.
pub struct CxParts<'a> {
    pub file: FileId,
    pub source: &'a str,
    pub tree: &'a Tree,
    pub rendered: &'a Rendered,
    pub template: &'a Tree,
    pub settings: &'a Settings,
    /// What the rendered text was read as: the settings' dialect, but in branches for another warehouse.
    pub dialect: &'static DialectSpec,
    pub model: Option<&'a Resource>,
}

impl<'a> Cx<'a> {
    #[must_use]
    pub fn new(parts: &CxParts<'a>) -> Self {
        let CxParts { file, source, tree, rendered, template, settings, dialect, model } = *parts;
        let (queries, words, silent) = (OnceCell::new(), OnceCell::new(), RefCell::default());
        let has_holes = rendered.map.segments().iter().any(|segment| segment.kind == SegmentKind::Hole);
        Self { file, source, tree, rendered, template, settings, dialect, model, has_holes, queries, silent, words }
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

    /// Whether a range of rendered text holds nothing that stands for a value which only a warehouse knows. Where it does, the rule that
    /// asks has nothing to say, and that is noted.
    #[must_use]
    pub fn is_known(&self, rule: &RuleDef, range: TextRange) -> bool {
        if !self.has_holes {
            return true;
        }
        let hole = self.rendered.map.overlapping(range).iter().find(|segment| segment.kind == SegmentKind::Hole);
        if let Some(hole) = hole.filter(|hole| hole.file == self.file && hole.frame == 0) {
            self.silent.borrow_mut().push((rule.name.code, hole.source));
        }
        hole.is_none()
    }

    /// Whether everything that the template printed is known.
    #[must_use]
    pub const fn is_all_known(&self) -> bool {
        !self.has_holes
    }

    /// Whether a node is all there: nothing in it was unparsable, and no value that only a warehouse knows was printed into it.
    #[must_use]
    pub fn is_certain(&self, rule: &RuleDef, node: NodeId) -> bool {
        !self.tree.flags(node).contains(NodeFlags::HAS_ERROR) && self.is_known(rule, self.tree.range(node))
    }

    /// The rules that held their tongue so far, by code, and the expressions of the template because of which they did.
    #[must_use]
    pub fn silent(&self) -> Vec<(&'static str, TextRange)> {
        self.silent.take()
    }

    /// The queries of the file with their scopes, worked out when first asked for.
    pub fn queries(&self) -> &Queries {
        self.queries.get_or_init(|| Queries::build(self.tree, self.dialect))
    }

    /// The words of the text, found when first asked for.
    pub fn words(&self) -> &Words {
        self.words.get_or_init(|| Words::of(self.tree, self.dialect))
    }
}

/// A project as another target of its profile has it, if it has that one.
type OtherTarget = Option<Rc<Project>>;

/// What a project rule may look at: the graph, and for each file the settings that hold for it.
pub struct ProjectCx<'a> {
    pub graph: &'a Graph,
    pub files: &'a Files,
    settings: &'a dyn Fn(FileId) -> Option<Arc<Settings>>,
    patterns: RefCell<FxHashMap<String, Rc<Pattern>>>,
    expressions: RefCell<FxHashMap<String, Option<Rc<Regex>>>>,
    descriptions: OnceCell<FxHashMap<(MemberId, String), &'a str>>,
    targets: RefCell<FxHashMap<(MemberId, String), OtherTarget>>,
}

impl<'a> ProjectCx<'a> {
    #[must_use]
    pub fn new(graph: &'a Graph, files: &'a Files, settings: &'a dyn Fn(FileId) -> Option<Arc<Settings>>) -> Self {
        Self {
            graph,
            files,
            settings,
            patterns: RefCell::default(),
            expressions: RefCell::default(),
            descriptions: OnceCell::new(),
            targets: RefCell::default(),
        }
    }

    /// The settings of a file; nothing for a file that is not to be looked at.
    #[must_use]
    pub fn settings(&self, file: FileId) -> Option<Arc<Settings>> {
        (self.settings)(file)
    }

    /// The macros that projects and shared packages define themselves, generic tests and materializations too.
    pub fn own_macros(&self) -> impl Iterator<Item = (MemberId, &'a MacroDefinition)> + use<'a> {
        let members = self.graph.members().iter().zip(0..);
        members.flat_map(|(member, at)| {
            let own = |definition: &&MacroDefinition| definition.package_name == member.name();
            member.project.macros.iter().filter(own).map(move |definition| (MemberId(at), definition))
        })
    }

    /// The properties files that projects and shared packages hold themselves.
    pub fn properties(&self) -> impl Iterator<Item = (MemberId, &'a PropertiesFile)> + use<'a> {
        let members = self.graph.members().iter().zip(0..);
        members.flat_map(|(member, at)| {
            let own = |file: &&PropertiesFile| member.project.packages[file.package].name == member.name();
            member.project.properties.iter().filter(own).map(move |file| (MemberId(at), file))
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

    /// A resource as it is in another target of its project's profile; nothing where there is none of that name.
    #[must_use]
    pub fn in_target(&self, id: ResourceId, target: &str) -> Option<Resource> {
        let member = self.graph.member_id(id);
        let key = (member, target.to_owned());
        let known = self.targets.borrow().get(&key).cloned();
        let project = known.unwrap_or_else(|| {
            let loaded = self.graph.member(member).project.in_target(self.files, target).map(Rc::new);
            self.targets.borrow_mut().insert(key, loaded.clone());
            loaded
        })?;
        project.resources.iter().find(|other| other.unique_id == self.graph.resource(id).unique_id).cloned()
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
        self.compiled(&format!("^(?:{expression})$")).map(|regex| regex.is_match(text))
    }

    /// The first match of a regular expression in a text; nothing where the expression cannot be read.
    #[must_use]
    pub fn find(&self, expression: &str, text: &str) -> Option<std::ops::Range<usize>> {
        self.compiled(expression)?.find(text).map(|found| found.range())
    }

    fn compiled(&self, expression: &str) -> Option<Rc<Regex>> {
        let known = self.expressions.borrow().get(expression).cloned();
        known.unwrap_or_else(|| {
            let compiled = Regex::new(expression).ok().map(Rc::new);
            self.expressions.borrow_mut().insert(expression.to_owned(), compiled.clone());
            compiled
        })
    }

    /// The description that most models of a member give a column, if several do; the first by name of those that are equally common.
    #[must_use]
    pub fn common_description(&self, member: MemberId, column: &str) -> Option<&str> {
        let known = self.descriptions.get_or_init(|| self.count_descriptions());
        known.get(&(member, column.to_owned())).copied()
    }

    fn count_descriptions(&self) -> FxHashMap<(MemberId, String), &'a str> {
        let mut counts: FxHashMap<(MemberId, String), std::collections::BTreeMap<&'a str, usize>> = FxHashMap::default();
        for at in 0..u32::try_from(self.graph.members().len()).unwrap_or(u32::MAX) {
            for column in self.models(MemberId(at)).flat_map(|model| &model.columns) {
                if let Some(text) = column.description.as_deref().filter(|text| !text.trim().is_empty()) {
                    *counts.entry((MemberId(at), column.name.clone())).or_default().entry(text).or_default() += 1;
                }
            }
        }
        let most = |texts: std::collections::BTreeMap<&'a str, usize>| {
            texts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(text, _)| text)
        };
        counts.into_iter().filter_map(|(key, texts)| Some((key, most(texts)?))).collect()
    }

    /// The layer that a resource belongs to: of the scheme that its project's domain names, or of the only one there is.
    #[must_use]
    pub fn layer(&self, id: ResourceId) -> Option<Layer> {
        self.with_scheme(id, |scheme| {
            let named = scheme.by_name.then(|| scheme.layer_named_like(&self.graph.resource(id).name)).flatten();
            named.or_else(|| self.layer_of_path(scheme, &self.graph.resource(id).path)).cloned()
        })
    }

    /// The layers that a resource's name and its folder stand for.
    #[must_use]
    pub fn layers_of_name_and_folder(&self, id: ResourceId) -> Option<(Option<Layer>, Option<Layer>)> {
        self.with_scheme(id, |scheme| {
            let resource = self.graph.resource(id);
            Some((scheme.layer_named_like(&resource.name).cloned(), self.layer_of_path(scheme, &resource.path).cloned()))
        })
    }

    fn layer_of_path<'s>(&self, scheme: &'s LayerScheme, path: &str) -> Option<&'s Layer> {
        let (nothing, spellings) = (Captures::new(), &self.graph.policy().spellings);
        let inside = |layer: &&Layer| layer.paths.iter().any(|glob| self.pattern(glob).is_match(path, &nothing, spellings));
        scheme.layers.iter().find(inside)
    }

    fn with_scheme<T>(&self, id: ResourceId, ask: impl FnOnce(&LayerScheme) -> Option<T>) -> Option<T> {
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
        ask(scheme)
    }
}
