//! The graph: all projects and shared packages of the workspace, their resources by name and by relation, and the edges between them.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::boundary::{Place, Policy};
use super::edges::Edge;
use super::facts::{FileFacts, HOOK, RefFact, Site, SourceFact};
use super::members::{Member, MemberId};
use super::tests_of::TestLink;
use super::{RelationName, ResourceId};
use crate::dbt::{LoadProblemKind, Project, Resource, ResourceType};
use crate::text::FileId;

/// What the graph is built of.
#[derive(Debug)]
pub struct GraphParts {
    pub members: Vec<MemberProject>,
    pub facts: Vec<FileFacts>,
    /// What the SQL says that YAML holds: for edges alone.
    pub held: Vec<FileFacts>,
    pub policy: Policy,
    /// Whether borders were configured: without, nothing is judged.
    pub bounded: bool,
}

/// A member as it was read.
#[derive(Clone, Debug)]
pub struct MemberProject {
    /// Itself, or the one project that installs it.
    pub project: Arc<Project>,
    /// Its name as a dbt package.
    pub package: String,
    /// From the workspace's root, with `/`.
    pub folder: String,
    pub shared: bool,
}

/// Every project's resources and the edges between them.
#[derive(Debug)]
pub struct Graph {
    members: Vec<Member>,
    /// Member, and place among its project's resources.
    resources: Vec<(MemberId, u32)>,
    facts: FxHashMap<FileId, FileFacts>,
    policy: Policy,
    bounded: bool,
    /// What can be referred to, by member and name.
    names: FxHashMap<(MemberId, String), Vec<ResourceId>>,
    /// Own resources that can be referred to, by name, in all members.
    everywhere: FxHashMap<String, Vec<ResourceId>>,
    sources: FxHashMap<(MemberId, String, String), Vec<ResourceId>>,
    /// Own models, seeds and snapshots by the folded identifier of what they build.
    built: FxHashMap<String, Vec<ResourceId>>,
    /// Own resources by dbt's name for them, for whoever meets one as part of an installed package.
    identities: FxHashMap<String, ResourceId>,
    of_file: FxHashMap<FileId, Vec<ResourceId>>,
    /// Resources that only properties speak of, by the properties' file.
    described: FxHashMap<FileId, Vec<ResourceId>>,
    /// Resources with a file of their own, by the properties' file that describes them.
    patched: FxHashMap<FileId, Vec<ResourceId>>,
    file_members: FxHashMap<FileId, MemberId>,
    /// Facts of resources that only properties speak of.
    properties: Vec<(MemberId, FileFacts)>,
    edges: Vec<Edge>,
    /// What each resource reads by `ref` and `source`, and by what it is read; each once, in order.
    parents: Vec<Vec<ResourceId>>,
    children: Vec<Vec<ResourceId>>,
    /// The tests that depend on each resource.
    pub(super) tested: FxHashMap<ResourceId, Vec<TestLink>>,
}

impl Graph {
    /// Merges the facts of all files into the graph. Cheap: each list is read once.
    #[must_use]
    pub fn build(parts: GraphParts) -> Self {
        let GraphParts { members, facts, held, policy, bounded } = parts;
        let members = members
            .into_iter()
            .map(|member| Member { place: policy.place(&member.package, &member.folder), project: member.project, shared: member.shared })
            .collect();
        let mut graph = Self {
            members,
            resources: Vec::new(),
            facts: FxHashMap::default(),
            policy,
            bounded,
            names: FxHashMap::default(),
            everywhere: FxHashMap::default(),
            sources: FxHashMap::default(),
            built: FxHashMap::default(),
            identities: FxHashMap::default(),
            of_file: FxHashMap::default(),
            described: FxHashMap::default(),
            patched: FxHashMap::default(),
            file_members: FxHashMap::default(),
            properties: Vec::new(),
            edges: Vec::new(),
            parents: Vec::new(),
            children: Vec::new(),
            tested: FxHashMap::default(),
        };
        graph.index();
        graph.connect(facts, &held);
        graph.lineage();
        graph.tested = graph.links_of_tests();
        graph
    }

    fn index(&mut self) {
        for (at, member) in self.members.iter().enumerate() {
            let id = MemberId(u32::try_from(at).unwrap_or(u32::MAX));
            for (index, resource) in member.project.resources.iter().enumerate() {
                let resource_id = ResourceId(u32::try_from(self.resources.len()).unwrap_or(u32::MAX));
                self.resources.push((id, u32::try_from(index).unwrap_or(u32::MAX)));
                let own = resource.package_name == member.name();
                match resource.resource_type {
                    ResourceType::Model | ResourceType::Seed | ResourceType::Snapshot => {
                        self.names.entry((id, resource.name.clone())).or_default().push(resource_id);
                        if own {
                            self.everywhere.entry(resource.name.clone()).or_default().push(resource_id);
                            let identifier = resource.alias.as_ref().unwrap_or(&resource.name);
                            self.built.entry(identifier.to_lowercase()).or_default().push(resource_id);
                        }
                    }
                    ResourceType::Source => {
                        let source = resource.source_name.clone().unwrap_or_default();
                        self.sources.entry((id, source, resource.name.clone())).or_default().push(resource_id);
                    }
                    _ => {}
                }
                if own {
                    self.identities.insert(resource.unique_id.clone(), resource_id);
                    if let Some(place) = resource.defined_at.file {
                        self.of_file.entry(place.file).or_default().push(resource_id);
                        self.file_members.insert(place.file, id);
                    }
                    if let Some(place) = resource.defined_at.entry {
                        self.file_members.insert(place.file, id);
                        if resource.defined_at.file.is_none() {
                            self.described.entry(place.file).or_default().push(resource_id);
                        } else {
                            self.patched.entry(place.file).or_default().push(resource_id);
                        }
                    }
                }
            }
            self.file_members.insert(member.package().file, id);
            for file in &member.project.properties {
                if member.project.packages[file.package].name == member.name() {
                    self.file_members.insert(file.file, id);
                }
            }
            for definition in member.project.macros.iter().filter(|definition| definition.package_name == member.name()) {
                self.file_members.insert(definition.file, id);
            }
        }
    }

    fn connect(&mut self, facts: Vec<FileFacts>, held: &[FileFacts]) {
        let mut edges = Vec::new();
        let called: FxHashSet<&str> = facts.iter().chain(held).flat_map(|facts| &facts.macros).map(|fact| &*fact.name).collect();
        for facts in facts.iter().chain(held) {
            if let Some(&member) = self.file_members.get(&facts.file) {
                self.edges_alone(member, facts, &called, &mut edges);
            }
        }
        for facts in held {
            if let Some(&member) = self.file_members.get(&facts.file) {
                self.edges_of_file(member, facts, &mut edges);
            }
        }
        drop(called);
        for facts in facts {
            if let Some(&member) = self.file_members.get(&facts.file) {
                self.edges_of_file(member, &facts, &mut edges);
            }
            self.facts.insert(facts.file, facts);
        }
        let evaluated: FxHashSet<FileId> = self.facts.keys().copied().collect();
        for at in 0..self.resources.len() {
            let id = ResourceId(u32::try_from(at).unwrap_or(u32::MAX));
            // A file that nobody evaluated in this run still says what it reads: its project was read.
            let unseen = self.resource(id).defined_at.file.filter(|place| !evaluated.contains(&place.file));
            if let (true, Some(place)) = (self.is_own(id) && self.resource(id).enabled, unseen) {
                let facts = FileFacts { file: place.file, ..FileFacts::of_resource(self.resource(id)) };
                self.edges_of_file(self.resources[at].0, &facts, &mut edges);
                self.facts.entry(place.file).or_insert_with(|| FileFacts::empty(place.file)).merge(facts);
            }
            if self.is_own(id) && self.speaks_in_properties(id) {
                let facts = FileFacts::of_resource(self.resource(id));
                self.edges_of_file(self.resources[at].0, &facts, &mut edges);
                self.properties.push((self.resources[at].0, facts));
            }
        }
        for at in 0..self.members.len() {
            self.package_edges(MemberId(u32::try_from(at).unwrap_or(u32::MAX)), &mut edges);
        }
        self.group_edges(&mut edges);
        // Nobody builds what is disabled.
        edges.retain(|edge| edge.resource.is_none_or(|id| self.resource(id).enabled));
        if self.bounded {
            for edge in &mut edges {
                edge.judgement = self.judge(edge);
            }
        }
        self.edges = edges;
    }

    /// Parents as dbt has them: what a resource depends on as its project is configured, and what it reads of other projects, which dbt
    /// itself cannot see.
    fn lineage(&mut self) {
        let known: FxHashMap<(MemberId, &str), ResourceId> =
            self.resources().map(|id| ((self.member_id(id), self.resource(id).unique_id.as_str()), id)).collect();
        let mut parents: Vec<Vec<ResourceId>> = vec![Vec::new(); self.resources.len()];
        for id in self.resources().filter(|&id| self.is_own(id) && self.resource(id).enabled) {
            let member = self.member_id(id);
            let depends_on = self.resource(id).depends_on.iter().filter_map(|unique_id| known.get(&(member, unique_id.as_str())));
            parents[id.0 as usize].extend(depends_on.map(|&parent| self.own_identity(parent)));
        }
        for (member, facts) in self.all_facts() {
            for fact in &facts.refs {
                let found = self.resolve_ref(member, fact).filter(|&found| self.member_id(found) != member);
                if let (Some(found), Some(reader)) = (found, self.reader(facts.file, &fact.site)) {
                    parents[reader.0 as usize].push(self.own_identity(found));
                }
            }
        }
        let mut children: Vec<Vec<ResourceId>> = vec![Vec::new(); self.resources.len()];
        for (at, read) in parents.iter_mut().enumerate() {
            read.sort_unstable();
            read.dedup();
            for &parent in &*read {
                children[parent.0 as usize].push(ResourceId(u32::try_from(at).unwrap_or(u32::MAX)));
            }
        }
        self.parents = parents;
        self.children = children;
    }

    /// The resource as its own project or shared package has it, where that is a member of the workspace.
    pub(super) fn own_identity(&self, id: ResourceId) -> ResourceId {
        if self.is_own(id) { id } else { self.identities.get(&self.resource(id).unique_id).copied().unwrap_or(id) }
    }

    /// The resource that a site of a file belongs to, be the file its SQL or its properties.
    #[must_use]
    pub fn reader(&self, file: FileId, site: &Site) -> Option<ResourceId> {
        if let Some(id) = self.resource_at(file, site) {
            return Some(id);
        }
        let (_, anchor) = site.anchor();
        let all = [&self.described, &self.patched].into_iter().filter_map(|known| known.get(&file)).flatten();
        all.copied().find(|&id| self.resource(id).defined_at.entry.is_some_and(|place| place.range.contains(anchor)))
    }

    /// What a resource reads by `ref` and `source`.
    #[must_use]
    pub fn parents(&self, id: ResourceId) -> &[ResourceId] {
        &self.parents[id.0 as usize]
    }

    /// What reads a resource.
    #[must_use]
    pub fn children(&self, id: ResourceId) -> &[ResourceId] {
        &self.children[id.0 as usize]
    }

    /// Exposures, unit tests, metrics and their like say in YAML what they read.
    fn speaks_in_properties(&self, id: ResourceId) -> bool {
        matches!(
            self.resource(id).resource_type,
            ResourceType::Exposure | ResourceType::Metric | ResourceType::SemanticModel | ResourceType::SavedQuery | ResourceType::UnitTest
        )
    }

    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Whether the workspace has borders at all.
    #[must_use]
    pub const fn is_bounded(&self) -> bool {
        self.bounded
    }

    #[must_use]
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    #[must_use]
    pub fn member(&self, id: MemberId) -> &Member {
        &self.members[id.0 as usize]
    }

    #[must_use]
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// Every resource, those of installed packages too.
    pub fn resources(&self) -> impl Iterator<Item = ResourceId> + use<> {
        (0..u32::try_from(self.resources.len()).unwrap_or(u32::MAX)).map(ResourceId)
    }

    #[must_use]
    pub fn resource(&self, id: ResourceId) -> &Resource {
        let (member, index) = self.resources[id.0 as usize];
        &self.members[member.0 as usize].project.resources[index as usize]
    }

    #[must_use]
    pub fn member_id(&self, id: ResourceId) -> MemberId {
        self.resources[id.0 as usize].0
    }

    #[must_use]
    pub fn member_of(&self, id: ResourceId) -> &Member {
        self.member(self.member_id(id))
    }

    /// The project or package whose file this is.
    #[must_use]
    pub fn member_of_file(&self, file: FileId) -> Option<MemberId> {
        self.file_members.get(&file).copied()
    }

    /// Whether the resource is written in the project itself, not in a package that it installs.
    #[must_use]
    pub fn is_own(&self, id: ResourceId) -> bool {
        self.resource(id).package_name == self.member_of(id).name()
    }

    /// Facts of every file that belongs to a project.
    pub fn facts(&self) -> impl Iterator<Item = (MemberId, &FileFacts)> {
        let mut files: Vec<FileId> = self.facts.keys().copied().filter(|file| self.file_members.contains_key(file)).collect();
        files.sort_unstable();
        files.into_iter().map(|file| (self.file_members[&file], &self.facts[&file]))
    }

    /// Every `ref` with the project that says it and the file that was evaluated.
    pub fn refs(&self) -> impl Iterator<Item = (MemberId, FileId, &RefFact)> {
        self.all_facts().flat_map(|(member, facts)| facts.refs.iter().map(move |fact| (member, facts.file, fact)))
    }

    /// Every `source`, likewise.
    pub fn source_calls(&self) -> impl Iterator<Item = (MemberId, FileId, &SourceFact)> {
        self.all_facts().flat_map(|(member, facts)| facts.sources.iter().map(move |fact| (member, facts.file, fact)))
    }

    /// What files say, and what properties say for exposures, unit tests and their like.
    fn all_facts(&self) -> impl Iterator<Item = (MemberId, &FileFacts)> {
        self.facts().chain(self.properties.iter().map(|(member, facts)| (*member, facts)))
    }

    /// The model that a unit test is of.
    #[must_use]
    pub fn tested_model(&self, unit_test: ResourceId) -> Option<ResourceId> {
        let model = self.resource(unit_test).entry.as_ref()?.get("model")?.to_text()?;
        self.parents(unit_test).iter().copied().find(|&parent| self.resource(parent).name == model)
    }

    /// The SQL that a resource sends to the warehouse while its template is evaluated: by what function, and where.
    pub fn queries_sent(&self, id: ResourceId) -> impl Iterator<Item = (&'static str, &Site)> {
        let file = self.resource(id).defined_at.file.map(|place| place.file);
        let facts = file.and_then(|file| self.facts.get(&file));
        let sent = facts.into_iter().flat_map(|facts| &facts.queries).filter(|query| query.through != HOOK);
        let own = sent.filter(move |query| file.and_then(|file| self.resource_at(file, &query.site)) == Some(id));
        own.map(|query| (query.through, &query.site))
    }

    /// The macros that a resource's own text calls, each once.
    pub fn macros_called(&self, id: ResourceId) -> impl Iterator<Item = &str> {
        self.macro_names(id, true)
    }

    /// The macros that come to be called while a resource is rendered, each once.
    pub fn macros_reached(&self, id: ResourceId) -> impl Iterator<Item = &str> {
        self.macro_names(id, false)
    }

    fn macro_names(&self, id: ResourceId, directly: bool) -> impl Iterator<Item = &str> {
        let file = self.resource(id).defined_at.file.map(|place| place.file);
        let facts = file.and_then(|file| self.facts.get(&file));
        let calls = facts.into_iter().flat_map(|facts| &facts.macros);
        let here = move |site: &Site| file.and_then(|file| self.resource_at(file, site)) == Some(id);
        let own = calls.filter(move |call| (!directly || call.site.path.is_empty()) && here(&call.site));
        own.map(|call| &*call.name).collect::<std::collections::BTreeSet<_>>().into_iter()
    }

    /// The resource of `file` that a site belongs to: a file of snapshots holds several.
    #[must_use]
    pub fn resource_at(&self, file: FileId, site: &Site) -> Option<ResourceId> {
        let all = self.of_file.get(&file)?;
        let (anchor_file, anchor) = site.anchor();
        all.iter()
            .copied()
            .find(|&id| self.resource(id).defined_at.file.is_some_and(|place| place.file == anchor_file && place.range.contains(anchor)))
            .or_else(|| all.first().copied())
    }

    /// What a `ref` means inside its own project and the packages it installs, or in the project of the workspace that it names.
    #[must_use]
    pub fn resolve_ref(&self, member: MemberId, fact: &RefFact) -> Option<ResourceId> {
        let name = fact.name.as_ref()?;
        let Some(package) = &fact.package else {
            let own = self.member(member).name();
            let candidates = self.names.get(&(member, name.clone()))?;
            let mine = candidates.iter().copied().filter(|&id| self.resource(id).package_name == own);
            return self.pick(mine.chain(candidates.iter().copied()), fact);
        };
        let inside = self.names.get(&(member, name.clone())).into_iter().flatten().copied();
        if let Some(found) = self.pick(inside.filter(|&id| self.resource(id).package_name == *package), fact) {
            return Some(found);
        }
        let outside = self.everywhere.get(name)?.iter().copied();
        self.pick(outside.filter(|&id| self.member_of(id).name() == package), fact)
    }

    /// What a `ref` of one name would mean in another project of the workspace, if only one has it.
    #[must_use]
    pub fn resolve_elsewhere(&self, member: MemberId, fact: &RefFact) -> Option<ResourceId> {
        if fact.package.is_some() {
            return None;
        }
        let others = self.everywhere.get(fact.name.as_ref()?)?.iter().copied().filter(|&id| self.member_id(id) != member);
        self.pick(others, fact)
    }

    /// Of several versions, the one asked for, else the latest; enabled ones first.
    fn pick(&self, candidates: impl Iterator<Item = ResourceId>, fact: &RefFact) -> Option<ResourceId> {
        let all: Vec<ResourceId> = candidates
            .filter(|&id| fact.version.as_ref().is_none_or(|version| self.resource(id).version.as_ref() == Some(version)))
            .collect();
        let latest = |id: &&ResourceId| {
            let resource = self.resource(**id);
            resource.enabled && (fact.version.is_some() || resource.version.is_none() || resource.version == resource.latest_version)
        };
        all.iter().find(latest).or_else(|| all.iter().find(|&&id| self.resource(id).enabled)).or(all.first()).copied()
    }

    /// What a `source` means.
    #[must_use]
    pub fn resolve_source(&self, member: MemberId, fact: &SourceFact) -> Option<ResourceId> {
        let key = (member, fact.source.clone()?, fact.table.clone()?);
        let all = self.sources.get(&key)?;
        all.iter().copied().find(|&id| self.is_own(id)).or_else(|| all.first().copied())
    }

    /// Whether a resource belongs to the member itself or to a package it installs.
    #[must_use]
    pub fn is_inside(&self, member: MemberId, id: ResourceId) -> bool {
        self.member_id(id) == member
    }

    /// Names that a `ref` in `member` could mean, for suggestions: those of one package or project, or of all that it sees.
    pub fn ref_names<'g>(&'g self, member: MemberId, package: Option<&'g str>) -> impl Iterator<Item = &'g str> {
        let inside = self.names.iter().filter(move |((of, _), ids)| {
            *of == member && package.is_none_or(|package| ids.iter().any(|&id| self.resource(id).package_name == package))
        });
        let outside = self
            .everywhere
            .iter()
            .filter(move |(_, ids)| package.is_some_and(|package| ids.iter().any(|&id| self.member_of(id).name() == package)));
        inside.map(|((_, name), _)| name.as_str()).chain(outside.map(|(name, _)| name.as_str()))
    }

    /// Packages and projects that a `ref` in `member` may name.
    pub fn package_names(&self, member: MemberId) -> impl Iterator<Item = &str> {
        let installed = self.member(member).project.packages.iter().map(|package| package.name.as_str());
        installed.chain(self.members.iter().map(Member::name))
    }

    #[must_use]
    pub fn is_known_package(&self, member: MemberId, package: &str) -> bool {
        self.package_names(member).any(|name| name == package)
    }

    /// Whether the project asks for packages that are not installed: names may lie there.
    #[must_use]
    pub fn lacks_packages(&self, member: MemberId) -> bool {
        self.member(member).project.problems.iter().any(|problem| problem.kind == LoadProblemKind::MissingPackage)
    }

    /// Sources that `member` could mean: source and table.
    pub fn source_names(&self, member: MemberId) -> impl Iterator<Item = (&str, &str)> {
        self.sources.keys().filter(move |(of, _, _)| *of == member).map(|(_, source, table)| (source.as_str(), table.as_str()))
    }

    /// The relation that a resource builds, or a source names; `None` where its database is not known.
    #[must_use]
    pub fn relation_of(&self, id: ResourceId) -> Option<RelationName> {
        let resource = self.resource(id);
        let identifier = resource.identifier.as_ref().or(resource.alias.as_ref()).unwrap_or(&resource.name);
        Some(RelationName::of(resource.database.as_ref()?, resource.schema.as_ref()?, identifier))
    }

    /// The name by which a source reads. Where nobody says a source's database it reads by schema and identifier.
    pub(super) fn name_in_sql(&self, source: ResourceId) -> Option<RelationName> {
        let mut name = self.relation_of(source)?;
        let said = self
            .resource(source)
            .source_entry
            .as_ref()
            .is_some_and(|entry| ["database", "project", "catalog"].iter().any(|key| entry.get(key).is_some()));
        if !said {
            name.parts.remove(0);
        }
        Some(name)
    }

    /// The source of `member` that names a relation.
    #[must_use]
    pub fn source_that_names(&self, member: MemberId, name: &RelationName) -> Option<ResourceId> {
        let mine = self.sources.iter().filter(|((of, _, _), _)| *of == member).flat_map(|(_, ids)| ids.iter().copied());
        mine.filter(|&id| name.parts.len() > 1 && self.relation_of(id).is_some_and(|relation| relation.is(name))).min()
    }

    /// Whose a relation is, seen from `member`, and the resource that builds it.
    ///
    /// What a resource builds is its project's. Otherwise the database tells, or, where the name has none, a schema that is called like
    /// another domain's database (an external schema mostly is). Everything else without a database is the member's own.
    #[must_use]
    pub fn owner_of(&self, member: MemberId, name: &RelationName) -> (Place, Option<ResourceId>) {
        let from = self.member(member);
        if let Some(builder) = self.builder_of(member, name) {
            return (self.member_of(builder).place.clone(), Some(builder));
        }
        // A target's database is the project's, unless it is known to be somebody else's.
        let is_target = |text: &str| {
            let targets = std::iter::once(&from.project.target).chain(&from.project.other_targets);
            targets.filter_map(|target| target.database.as_deref()).any(|database| database.eq_ignore_ascii_case(text))
        };
        let own = |text: &str| self.policy.writes(&from.place, text) || (is_target(text) && self.policy.owner_of(text).is_none());
        let telling = match name.database() {
            Some(database) => database,
            None => match name.schema() {
                Some(schema) if self.policy.owner_of(schema).is_some() => schema,
                _ => return (from.place.clone(), None),
            },
        };
        if own(telling) {
            return (from.place.clone(), None);
        }
        let mut owner = self.policy.owner_of(telling).unwrap_or_default();
        let mut same = self.members.iter().filter(|member| member.place.domain == owner.domain && member.place.captures == owner.captures);
        if owner.domain.is_some()
            && let (Some(only), None) = (same.next(), same.next())
        {
            owner = only.place.clone();
        }
        (owner, None)
    }

    fn builder_of(&self, member: MemberId, name: &RelationName) -> Option<ResourceId> {
        let candidates = self.built.get(&name.identifier()?.to_lowercase())?;
        let database = self.member(member).project.target.database.as_deref();
        let fits = |&id: &ResourceId| {
            let Some(built) = self.relation_of(id) else { return false };
            let reached = match name.parts.len() {
                0 | 1 => return false,
                2 => built.database().is_some_and(|have| database.is_some_and(|own| own.eq_ignore_ascii_case(have))),
                _ => true,
            };
            reached && built.is(name)
        };
        let mut found = candidates.iter().copied().filter(fits);
        let first = found.next()?;
        if self.member_id(first) == member {
            return Some(first);
        }
        Some(found.find(|&id| self.member_id(id) == member).unwrap_or(first))
    }
}
