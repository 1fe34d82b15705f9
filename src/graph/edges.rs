//! Edges: who reaches whom, by what means, and what the policy says of it.

use super::boundary::{Judgement, Place, Request};
use super::facts::{FileFacts, MethodFact, RefFact, RelationFact, Site, SourceFact};
use super::members::MemberId;
use super::workspace::Graph;
use super::{RelationName, ResourceId};
use crate::config::{Access, EdgeKind};
use crate::text::FileId;

/// What stands at the far end of an edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A resource of the workspace.
    Resource(ResourceId),
    /// A relation by its name: whose it is, and the resource that builds it, if one does.
    Relation { name: RelationName, owner: Place, builder: Option<ResourceId> },
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
}

impl Means {
    #[must_use]
    pub const fn kind(self) -> EdgeKind {
        match self {
            Self::Ref => EdgeKind::Ref,
            Self::Source => EdgeKind::Source,
            Self::Relation | Self::Method | Self::Query => EdgeKind::Relation,
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
            Target::Resource(id) => {
                let resource = self.resource(*id);
                (&self.member_of(*id).place, Some(self.access(*id)), resource.name.as_str(), None)
            }
            Target::Relation { name, owner, builder } => {
                let access = builder.map(|id| self.access(id));
                (owner, access, name.identifier().unwrap_or_default(), name.database())
            }
        };
        Some(self.policy().judge(Request { from, to: place, via: edge.means.kind(), access, resource: Some(name), database }))
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
        for query in facts.queries.iter().filter(|query| !query.is_known) {
            let resource = self.resource_at(facts.file, &query.site);
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
            if self.is_inside(member, id) {
                return None;
            }
            Target::Resource(id)
        };
        Some(Edge {
            from: member,
            resource: self.resource_at(file, &fact.site),
            site: fact.site.clone(),
            means: Means::Ref,
            target,
            shown,
            judgement: None,
        })
    }

    fn source_edge(&self, member: MemberId, file: FileId, fact: &SourceFact) -> Option<Edge> {
        if fact.malformed.is_some() {
            return None;
        }
        let resource = self.resource_at(file, &fact.site);
        let edge =
            |target, shown| Edge { from: member, resource, site: fact.site.clone(), means: Means::Source, target, shown, judgement: None };
        let (Some(_), Some(_)) = (&fact.source, &fact.table) else { return Some(edge(Target::Unknown, fact.shown())) };
        let name = self.relation_of(self.resolve_source(member, fact)?)?;
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
        let resource = self.resource_at(file, &fact.site);
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
        let resource = self.resource_at(file, &fact.site);
        Some(Edge { from: member, resource, site: fact.site.clone(), means: Means::Method, target, shown, judgement: None })
    }
}

/// Whether enough of a name is known to say whose it is: the database where it has one, everything where it has none.
fn decidable(name: &RelationName) -> bool {
    if name.parts.len() >= 3 { name.database().is_some() } else { !name.is_unknown() }
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
