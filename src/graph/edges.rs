//! Edges: who reaches whom, by what means, and what the policy says of it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::boundary::{Judgement, Place, Refusal, Request};
use super::facts::{FileFacts, MethodFact, RefFact, RelationFact, Site, SourceFact};
use super::members::{Member, MemberId};
use super::workspace::Graph;
use super::{RelationName, ResourceId};
use crate::config::{Access, EdgeKind};
use crate::dbt::{Dependency, DependsOn, ResourceType};
use crate::text::FileId;
use crate::yaml;

/// What stands at the far end of an edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A resource of the workspace.
    Resource(ResourceId),
    /// A relation by its name: whose it is, and the resource that builds it, if one does.
    Relation { name: RelationName, owner: Place, builder: Option<ResourceId> },
    /// A project as a whole: its macros, its package.
    Project(MemberId),
    /// It cannot be told.
    Unknown,
}

/// How it is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Means {
    Ref,
    Source,
    /// A name written in SQL.
    Relation,
    /// A method that makes or re-targets a relation.
    Method,
    /// SQL that is sent without its text being known.
    Query,
    /// An exposure says that it depends on something.
    Exposure,
    /// A macro of another project.
    Macro,
    /// An entry of `packages.yml` or its like.
    Package,
    /// A group that another project has.
    Group,
}

impl Means {
    #[must_use]
    pub const fn kind(self) -> EdgeKind {
        match self {
            Self::Ref | Self::Group => EdgeKind::Ref,
            Self::Exposure => EdgeKind::Exposure,
            Self::Macro => EdgeKind::Macro,
            Self::Package => EdgeKind::Package,
            Self::Source => EdgeKind::Source,
            Self::Relation | Self::Method | Self::Query => EdgeKind::Relation,
        }
    }

    /// As lists name it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ref => "ref",
            Self::Source => "source",
            Self::Relation => "relation",
            Self::Method => "method",
            Self::Query => "query",
            Self::Exposure => "exposure",
            Self::Macro => "macro",
            Self::Package => "package",
            Self::Group => "group",
        }
    }
}

/// One edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    pub from: MemberId,
    /// The resource that reaches out, where the file is one's.
    pub resource: Option<ResourceId>,
    pub site: Site,
    pub means: Means,
    pub target: Target,
    /// The text that names the target, as messages show it.
    pub shown: String,
    /// What the policy says of it; nothing where the target cannot be told.
    pub judgement: Option<Judgement>,
}

impl Graph {
    /// Judges an edge; `None` where its target cannot be told.
    #[must_use]
    pub(super) fn judge(&self, edge: &Edge) -> Option<Judgement> {
        let from = &self.member(edge.from).place;
        let (place, access, name, database) = match &edge.target {
            Target::Unknown => return None,
            Target::Project(id) => {
                let member = self.member(*id);
                (&member.place, Some(Access::Public), member.name(), None)
            }
            Target::Resource(id) => {
                let resource = self.resource(*id);
                (&self.member_of(*id).place, Some(self.access(*id)), resource.name.as_str(), None)
            }
            Target::Relation { name, owner, builder } => {
                let access = builder.map(|id| self.access(id));
                (owner, access, name.identifier().unwrap_or_default(), name.database())
            }
        };
        let judge = |via| self.policy().judge(Request { from, to: place, via, access, resource: Some(name), database });
        let judgement = judge(edge.means.kind());
        // What may be read may be shown, unless somebody says that it may not.
        if edge.means == Means::Exposure && !matches!(judgement, Judgement::Forbidden(Refusal::Denied(_))) {
            let read = judge(if matches!(edge.target, Target::Relation { .. }) { EdgeKind::Source } else { EdgeKind::Ref });
            return Some(if matches!(read, Judgement::Forbidden(_)) { judgement } else { read });
        }
        Some(judgement)
    }

    /// How open a resource is; dbt takes what says nothing for protected.
    #[must_use]
    pub fn access(&self, id: ResourceId) -> Access {
        match self.resource(id).access.as_deref() {
            Some("public") => Access::Public,
            Some("private") => Access::Private,
            _ => Access::Protected,
        }
    }

    pub(super) fn edges_of_file(&self, member: MemberId, facts: &FileFacts, out: &mut Vec<Edge>) {
        let before = out.len();
        for fact in &facts.refs {
            out.extend(self.ref_edge(member, facts.file, fact));
        }
        for fact in &facts.sources {
            out.extend(self.source_edge(member, facts.file, fact));
        }
        for fact in &facts.relations {
            out.push(self.relation_edge(member, facts.file, fact));
        }
        for fact in &facts.methods {
            out.extend(self.method_edge(member, facts.file, fact));
        }
        self.macro_edges(member, facts, out);
        for query in facts.queries.iter().filter(|query| !query.is_known) {
            let resource = self.reader(facts.file, &query.site);
            let shown = format!("the SQL of {}", query.through);
            out.push(Edge {
                from: member,
                resource,
                site: query.site.clone(),
                means: Means::Query,
                target: Target::Unknown,
                shown,
                judgement: None,
            });
        }
        if !facts.dead.is_empty() {
            let dead = |site: &Site| {
                let (file, range) = site.anchor();
                file == facts.file && facts.dead.iter().any(|dead| dead.contains(range))
            };
            let lives = out.split_off(before).into_iter().filter(|edge| !dead(&edge.site));
            out.extend(lives);
        }
    }

    /// Macros of other projects that the file itself calls, or that macros on its way do.
    fn macro_edges(&self, member: MemberId, facts: &FileFacts, out: &mut Vec<Edge>) {
        for fact in &facts.macros {
            let Some((package, _)) = fact.name.split_once('.') else { continue };
            let came_from = fact.site.path.last().and_then(|hop| hop.name.split_once('.')).map(|(package, _)| package);
            let Some(home) = self.project_named(package).filter(|&home| home != member && came_from != Some(package)) else { continue };
            out.push(Edge {
                from: member,
                resource: self.reader(facts.file, &fact.site),
                site: fact.site.clone(),
                means: Means::Macro,
                target: Target::Project(home),
                shown: fact.name.to_string(),
                judgement: None,
            });
        }
    }

    /// What macros that nobody calls do when they are run by themselves. Of the others their callers tell.
    pub(super) fn edges_alone(&self, member: MemberId, facts: &FileFacts, called: &FxHashSet<&str>, out: &mut Vec<Edge>) {
        if self.member(member).shared || (facts.alone.relations.is_empty() && facts.alone.methods.is_empty()) {
            return;
        }
        let own = self.member(member);
        let is_called = |site: &Site| {
            let around = own.project.macros.iter().find(|found| found.file == site.file && found.range.contains(site.range));
            around.is_some_and(|found| called.contains(format!("{}.{}", found.package_name, found.name).as_str()))
        };
        for fact in facts.alone.relations.iter().filter(|fact| !is_called(&fact.site)) {
            out.push(self.relation_edge(member, facts.file, fact));
        }
        for fact in facts.alone.methods.iter().filter(|fact| !is_called(&fact.site)) {
            out.extend(self.method_edge(member, facts.file, fact));
        }
    }

    /// Entries of `packages.yml` and its like that lead to other projects of the workspace.
    pub(super) fn package_edges(&self, member: MemberId, out: &mut Vec<Edge>) {
        for dependency in &self.member(member).package().dependencies {
            let Some((home, shown)) = self.project_of(dependency).filter(|&(home, _)| home != member) else { continue };
            out.push(Edge {
                from: member,
                resource: None,
                site: Site::direct(dependency.place.file, dependency.place.range),
                means: Means::Package,
                target: Target::Project(home),
                shown,
                judgement: None,
            });
        }
    }

    /// The project that an entry leads to, and what the entry is called in messages. Shared packages are for everybody.
    #[must_use]
    pub fn project_of(&self, dependency: &Dependency) -> Option<(MemberId, String)> {
        let projects = || (0..).map(MemberId).zip(self.members()).filter(|(_, member)| !member.shared);
        let find = |is_it: &dyn Fn(&Member) -> bool| projects().find(|(_, member)| is_it(member)).map(|(id, _)| id);
        match &dependency.on {
            DependsOn::Folder(folder) => Some((
                find(&|member| member.package().root == *folder)?,
                format!("the local package `{}`", folder.file_name().unwrap_or_default().to_string_lossy()),
            )),
            DependsOn::Repository { url, subdirectory: Some(folder), .. } => {
                let folder = folder.trim_start_matches("./").trim_end_matches('/');
                Some((find(&|member| member.folder() == folder)?, format!("the package of `{url}`")))
            }
            DependsOn::Project(name) => Some((self.project_named(name)?, format!("the project `{name}`"))),
            DependsOn::Manifest { name, path } => {
                let holds = |member: &Member| path.as_ref().is_some_and(|path| path.starts_with(&member.package().root));
                Some((self.project_named(name).or_else(|| find(&holds))?, format!("the manifest `{name}`")))
            }
            DependsOn::Repository { .. } | DependsOn::Hub { .. } | DependsOn::Tarball(_) => None,
        }
    }

    /// A project of the workspace, shared packages left out, by its name.
    fn project_named(&self, name: &str) -> Option<MemberId> {
        let found = self.members().iter().position(|member| !member.shared && member.name() == name)?;
        u32::try_from(found).ok().map(MemberId)
    }

    /// A resource that names a group which its own project does not have, and another has.
    pub(super) fn group_edges(&self, out: &mut Vec<Edge>) {
        let groups: FxHashMap<String, Vec<MemberId>> = self.groups();
        for id in self.resources().filter(|&id| self.is_own(id) && self.resource(id).enabled) {
            let resource = self.resource(id);
            let Some((group, owners)) = resource.group.as_ref().and_then(|group| groups.get_key_value(group)) else { continue };
            let member = self.member_id(id);
            let place = resource.config.setting("group").and_then(|setting| setting.place);
            let place = place.or(resource.defined_at.entry_name).or(resource.defined_at.file);
            let (Some(place), Some(&home), false) = (place, owners.first(), owners.contains(&member)) else { continue };
            out.push(Edge {
                from: member,
                resource: Some(id),
                site: Site::direct(place.file, place.range),
                means: Means::Group,
                target: Target::Project(home),
                shown: format!("the group `{group}`"),
                judgement: None,
            });
        }
    }

    /// The members that have a group, by its name; those that get it from a package too.
    fn groups(&self) -> FxHashMap<String, Vec<MemberId>> {
        let mut groups: FxHashMap<String, Vec<MemberId>> = FxHashMap::default();
        for (member, id) in self.members().iter().zip((0..).map(MemberId)) {
            for file in &member.project.properties {
                let entries = file.document.root.get("groups").map(yaml::Node::items).unwrap_or_default();
                for name in entries.iter().filter_map(|entry| entry.get("name")?.to_text()) {
                    groups.entry(name).or_default().push(id);
                }
            }
        }
        groups
    }

    /// What an exposure depends on it shows, however it names it.
    fn means_of(&self, resource: Option<ResourceId>, means: Means) -> Means {
        let exposed = resource.is_some_and(|id| self.resource(id).resource_type == ResourceType::Exposure);
        if exposed { Means::Exposure } else { means }
    }

    fn ref_edge(&self, member: MemberId, file: FileId, fact: &RefFact) -> Option<Edge> {
        if fact.malformed.is_some() {
            return None;
        }
        let shown = fact.shown();
        let target = if fact.name.is_none() {
            Target::Unknown
        } else {
            let id = self.resolve_ref(member, fact).or_else(|| self.resolve_elsewhere(member, fact))?;
            // Another project of the workspace stays another one where it is installed as a package.
            let id = self.own_identity(id);
            let home = self.member_id(id);
            if home == member || self.member(home).shared {
                return None;
            }
            Target::Resource(id)
        };
        let resource = self.reader(file, &fact.site);
        Some(Edge {
            from: member,
            resource,
            site: fact.site.clone(),
            means: self.means_of(resource, Means::Ref),
            target,
            shown,
            judgement: None,
        })
    }

    fn source_edge(&self, member: MemberId, file: FileId, fact: &SourceFact) -> Option<Edge> {
        if fact.malformed.is_some() {
            return None;
        }
        let resource = self.reader(file, &fact.site);
        let means = self.means_of(resource, Means::Source);
        let edge = |target, shown| Edge { from: member, resource, site: fact.site.clone(), means, target, shown, judgement: None };
        let (Some(_), Some(_)) = (&fact.source, &fact.table) else { return Some(edge(Target::Unknown, fact.shown())) };
        let name = self.name_in_sql(self.resolve_source(member, fact)?)?;
        let (owner, builder) = self.owner_of(member, &name);
        Some(edge(Target::Relation { name, owner, builder }, fact.shown()))
    }

    fn relation_edge(&self, member: MemberId, file: FileId, fact: &RelationFact) -> Edge {
        let target = if decidable(&fact.name) {
            let (owner, builder) = self.owner_of(member, &fact.name);
            Target::Relation { name: fact.name.clone(), owner, builder }
        } else {
            Target::Unknown
        };
        let resource = self.reader(file, &fact.site);
        Edge {
            from: member,
            resource,
            site: fact.site.clone(),
            means: Means::Relation,
            target,
            shown: fact.name.to_string(),
            judgement: None,
        }
    }

    fn method_edge(&self, member: MemberId, file: FileId, fact: &MethodFact) -> Option<Edge> {
        let database = fact.database.as_ref()?;
        let part = |part: &Option<Option<String>>| part.clone().flatten().unwrap_or_else(|| "?".to_owned());
        let (target, shown) = match database {
            None => (Target::Unknown, fact.method.clone()),
            Some(database) => {
                let name = RelationName::of(database, &part(&fact.schema), &part(&fact.identifier));
                let (owner, builder) = self.owner_of(member, &name);
                (Target::Relation { name, owner, builder }, fact.method.clone())
            }
        };
        let resource = self.reader(file, &fact.site);
        Some(Edge { from: member, resource, site: fact.site.clone(), means: Means::Method, target, shown, judgement: None })
    }
}

/// Whether enough of a name is known to say whose it is: the database where it has one, else the schema, or all there is.
fn decidable(name: &RelationName) -> bool {
    match name.parts.len() {
        0 | 1 => !name.is_unknown(),
        2 => name.schema().is_some(),
        _ => name.database().is_some(),
    }
}

impl RefFact {
    /// As it would be written.
    #[must_use]
    pub fn shown(&self) -> String {
        let name = self.name.as_deref().map_or_else(|| "...".to_owned(), |name| format!("'{name}'"));
        match &self.package {
            Some(package) => format!("ref('{package}', {name})"),
            None => format!("ref({name})"),
        }
    }
}

impl SourceFact {
    /// As it would be written.
    #[must_use]
    pub fn shown(&self) -> String {
        let quoted = |name: &Option<String>| name.as_ref().map_or_else(|| "...".to_owned(), |name| format!("'{name}'"));
        format!("source({}, {})", quoted(&self.source), quoted(&self.table))
    }
}
