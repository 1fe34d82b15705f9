//! The policy of the workspace: who may reach whom. An edge is judged in one order: a valid exception permits it; else a deny clause that
//! matches forbids it; else an allow clause, or what the domain may read by name, permits it; else the default decides.

use jiff::civil::Date;

use super::condition::Condition;
use super::pattern::{Captures, Pattern, Spellings};
use crate::config::{self, Access, EdgeKind, Origin, Verdict, WorkspaceSettings};

/// A domain by its place in [`Policy::domains`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DomainId(pub usize);

/// A part of the organisation: which folders it has, what it may write and read.
#[derive(Clone, Debug)]
pub struct Domain {
    pub name: String,
    pub folders: Vec<Pattern>,
    /// With captures: what its projects are called.
    pub project_name: Option<String>,
    pub databases: Vec<Pattern>,
    /// `None` means the same as `databases`.
    pub reads: Option<Vec<Pattern>>,
    pub owner: Option<String>,
    pub layers: Option<String>,
    /// Whether its projects may combine what differs in captures.
    pub multi_country: bool,
}

/// One end of an edge: a project, or what a database's name tells of its owner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub project: Option<String>,
    /// The project's folder from the workspace's root, with `/`.
    pub folder: Option<String>,
    pub domain: Option<DomainId>,
    pub captures: Captures,
}

/// Which places a clause speaks of: all, a domain, a project or a folder.
#[derive(Clone, Debug)]
pub struct Selector {
    text: String,
    folder: Pattern,
}

impl Selector {
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), folder: Pattern::new(text) }
    }

    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    fn is_match(&self, place: &Place, policy: &Policy) -> bool {
        self.text == "*"
            || policy.domain(place).is_some_and(|domain| domain.name == self.text)
            || place.project.as_deref() == Some(self.text.as_str())
            || place.folder.as_deref().is_some_and(|folder| self.folder.is_match(folder, &Captures::new(), &policy.spellings))
    }
}

/// An allow or a deny clause.
#[derive(Clone, Debug)]
pub struct Clause {
    pub from: Selector,
    pub to: Selector,
    /// Empty means every way.
    pub via: Vec<EdgeKind>,
    /// The target must be at least this open.
    pub access: Option<Access>,
    pub unless: Option<Condition>,
    pub message: Option<String>,
}

/// A dated permission.
#[derive(Clone, Debug)]
pub struct Exception {
    pub from: Selector,
    pub to: Selector,
    /// Names of resources or relations; empty means all.
    pub resources: Vec<Pattern>,
    pub via: Vec<EdgeKind>,
    pub until: Option<Date>,
    pub owner: Option<String>,
    pub reason: Option<String>,
    /// Where it is written.
    pub origin: Option<Origin>,
}

/// What an edge asks for.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    pub from: &'a Place,
    pub to: &'a Place,
    pub via: EdgeKind,
    /// The target's access, where the target is a resource of the workspace.
    pub access: Option<Access>,
    /// The resource's name, or the relation's.
    pub resource: Option<&'a str>,
    /// The database, where the edge names one: a domain may be given it to read.
    pub database: Option<&'a str>,
}

/// What the policy says of an edge, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// Both ends are one.
    Own,
    Permitted,
    Forbidden(Refusal),
}

/// Why an edge is forbidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A deny clause, by its place in the policy.
    Denied(usize),
    /// An allow clause would permit it if the target were as open as this.
    Closed(Access),
    /// Nothing permits it and the default is to deny.
    Default,
}

/// A part of the policy that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyProblem {
    pub message: String,
    pub origin: Option<Origin>,
}

/// The policy as it is judged.
#[derive(Debug)]
pub struct Policy {
    pub domains: Vec<Domain>,
    pub spellings: Spellings,
    pub deny_by_default: bool,
    pub allow: Vec<Clause>,
    pub deny: Vec<Clause>,
    pub exceptions: Vec<Exception>,
    pub today: Date,
    /// Clauses that cannot be read. A deny clause whose `unless` cannot be read denies, an allow clause permits nothing.
    pub problems: Vec<PolicyProblem>,
}

impl Policy {
    /// The policy that a workspace writes down.
    #[must_use]
    pub fn new(settings: &WorkspaceSettings, today: Date) -> Self {
        let mut spellings = Spellings::default();
        for capture in &settings.captures {
            if let Some(values) = &capture.values {
                spellings.close(&capture.name, values);
            }
            for (alias, value) in &capture.aliases {
                spellings.add(&capture.name, alias, value);
            }
        }
        let mut problems = Vec::new();
        let boundary = &settings.boundary;
        // What cannot be read permits nothing.
        let mut allow = Vec::new();
        for rule in &boundary.allow {
            let before = problems.len();
            let read = clause(rule, &mut problems);
            allow.extend((problems.len() == before).then_some(read));
        }
        let deny = boundary.deny.iter().map(|rule| clause(rule, &mut problems)).collect();
        let exceptions = boundary.exceptions.iter().filter_map(exception).collect();
        Self {
            domains: settings.domains.iter().map(domain).collect(),
            spellings,
            deny_by_default: boundary.default == Verdict::Deny,
            allow,
            deny,
            exceptions,
            today,
            problems,
        }
    }

    #[must_use]
    pub fn domain(&self, place: &Place) -> Option<&Domain> {
        place.domain.and_then(|domain| self.domains.get(domain.0))
    }

    /// The place of a project.
    #[must_use]
    pub fn place(&self, project: &str, folder: &str) -> Place {
        let mut place = Place { project: Some(project.to_owned()), folder: Some(folder.to_owned()), ..Place::default() };
        for (index, domain) in self.domains.iter().enumerate() {
            let found = domain.folders.iter().find_map(|pattern| pattern.captures(folder, &self.spellings));
            if let Some(captures) = found {
                place.domain = Some(DomainId(index));
                place.captures = captures;
                break;
            }
        }
        place
    }

    /// Whether `database` is one that `place` may write.
    #[must_use]
    pub fn writes(&self, place: &Place, database: &str) -> bool {
        self.domain(place).is_some_and(|domain| self.listed(&domain.databases, database, &place.captures))
    }

    /// Whether `database` is one that `place` may read by name or as a source.
    #[must_use]
    pub fn reads(&self, place: &Place, database: &str) -> bool {
        self.domain(place).is_some_and(|domain| self.listed(domain.reads.as_ref().unwrap_or(&domain.databases), database, &place.captures))
    }

    fn listed(&self, patterns: &[Pattern], database: &str, captures: &Captures) -> bool {
        patterns.iter().any(|pattern| pattern.is_match(database, captures, &self.spellings))
    }

    /// Whom a database belongs to by its name: the first domain whose `databases` match it.
    #[must_use]
    pub fn owner_of(&self, database: &str) -> Option<Place> {
        self.domains.iter().enumerate().find_map(|(index, domain)| {
            domain.databases.iter().find_map(|pattern| {
                let captures = pattern.captures(database, &self.spellings)?;
                self.spellings.unlisted(&captures).is_none().then(|| Place { domain: Some(DomainId(index)), captures, ..Place::default() })
            })
        })
    }

    /// Judges one edge.
    #[must_use]
    pub fn judge(&self, request: Request<'_>) -> Judgement {
        let Request { from, to, via, access, resource, database } = request;
        if same(from, to) {
            return Judgement::Own;
        }
        let valid = |exception: &&Exception| {
            !self.is_expired(exception)
                && ways(&exception.via, via)
                && exception.from.is_match(from, self)
                && exception.to.is_match(to, self)
                && (exception.resources.is_empty()
                    || resource.is_some_and(|name| {
                        exception.resources.iter().any(|pattern| pattern.is_match(name, &from.captures, &self.spellings))
                    }))
        };
        if self.exceptions.iter().any(|exception| valid(&exception)) {
            return Judgement::Permitted;
        }
        if let Some(denied) = self.deny.iter().position(|clause| self.applies(clause, from, to, via)) {
            return Judgement::Forbidden(Refusal::Denied(denied));
        }
        let mut closed = None;
        for clause in self.allow.iter().filter(|clause| self.applies(clause, from, to, via)) {
            match clause.access {
                Some(least) if access.is_none_or(|have| have < least) => closed = Some(least),
                _ => return Judgement::Permitted,
            }
        }
        if matches!(via, EdgeKind::Source | EdgeKind::Relation) && database.is_some_and(|database| self.reads(from, database)) {
            return Judgement::Permitted;
        }
        match closed {
            _ if !self.deny_by_default => Judgement::Permitted,
            Some(least) => Judgement::Forbidden(Refusal::Closed(least)),
            None => Judgement::Forbidden(Refusal::Default),
        }
    }

    /// When an exception between these two ended, if one did.
    #[must_use]
    pub fn expired_for(&self, from: &Place, to: &Place) -> Option<Date> {
        let between = |exception: &&Exception| exception.from.is_match(from, self) && exception.to.is_match(to, self);
        self.exceptions.iter().filter(between).filter(|exception| self.is_expired(exception)).filter_map(|exception| exception.until).max()
    }

    #[must_use]
    pub fn is_expired(&self, exception: &Exception) -> bool {
        exception.until.is_some_and(|until| until < self.today)
    }

    fn applies(&self, clause: &Clause, from: &Place, to: &Place, via: EdgeKind) -> bool {
        ways(&clause.via, via)
            && clause.from.is_match(from, self)
            && clause.to.is_match(to, self)
            && !clause
                .unless
                .as_ref()
                .is_some_and(|unless| unless.holds(&|name| self.attribute(from, name), &|name| self.attribute(to, name)))
    }

    fn attribute<'p>(&'p self, place: &'p Place, name: &str) -> Option<&'p str> {
        match name {
            "domain" => self.domain(place).map(|domain| domain.name.as_str()),
            "project" => place.project.as_deref(),
            "path" => place.folder.as_deref(),
            "owner" => self.domain(place).and_then(|domain| domain.owner.as_deref()),
            capture => place.captures.get(capture).map(String::as_str),
        }
    }
}

fn ways(listed: &[EdgeKind], via: EdgeKind) -> bool {
    listed.is_empty() || listed.contains(&via)
}

/// Whether both ends are one: the same project, or a database of the same domain with the same captures.
fn same(from: &Place, to: &Place) -> bool {
    match (&from.folder, &to.folder) {
        (Some(from), Some(to)) => from == to,
        _ => from.domain.is_some() && from.domain == to.domain && from.captures == to.captures,
    }
}

fn patterns(texts: &[String]) -> Vec<Pattern> {
    texts.iter().map(|text| Pattern::new(text)).collect()
}

fn domain(written: &config::Domain) -> Domain {
    Domain {
        name: written.name.clone(),
        folders: vec![Pattern::new(&written.pattern)],
        project_name: written.project_name.clone(),
        databases: patterns(&written.databases),
        reads: (!written.reads.is_empty()).then(|| patterns(&written.reads)),
        owner: written.owner.clone(),
        layers: written.layers.clone(),
        multi_country: written.multi_country,
    }
}

fn clause(written: &config::BoundaryRule, problems: &mut Vec<PolicyProblem>) -> Clause {
    let unless = written.unless.as_ref().and_then(|text| match Condition::parse(text) {
        Ok(condition) => Some(condition),
        Err(error) => {
            let message = format!("`unless` cannot be read: {} at `{}`", error.message, &text[error.at.min(text.len())..]);
            problems.push(PolicyProblem { message, origin: written.origin.clone() });
            None
        }
    });
    Clause {
        from: Selector::new(&written.from),
        to: Selector::new(&written.to),
        via: written.via.clone(),
        access: written.access,
        unless,
        message: written.message.clone(),
    }
}

/// An exception whose end cannot be read permits nothing; the configuration says so where it reads it.
fn exception(written: &config::BoundaryException) -> Option<Exception> {
    let until = match written.until.as_ref().map(|text| text.parse()) {
        None => None,
        Some(Ok(until)) => Some(until),
        Some(Err(_)) => return None,
    };
    Some(Exception {
        from: Selector::new(&written.from),
        to: Selector::new(&written.to),
        resources: patterns(&written.resources),
        via: Vec::new(),
        until,
        owner: written.owner.clone(),
        reason: written.reason.clone(),
        origin: written.origin.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn domain(name: &str, folder: &str, databases: &[&str], reads: Option<&[&str]>) -> Domain {
        let patterns = |texts: &[&str]| texts.iter().map(|text| Pattern::new(text)).collect::<Vec<_>>();
        Domain {
            name: name.to_owned(),
            folders: patterns(&[folder]),
            project_name: None,
            databases: patterns(databases),
            reads: reads.map(patterns),
            owner: None,
            layers: None,
            multi_country: false,
        }
    }

    fn clause(from: &str, to: &str) -> Clause {
        Clause { from: Selector::new(from), to: Selector::new(to), via: Vec::new(), access: None, unless: None, message: None }
    }

    fn policy() -> Policy {
        let mut spellings = Spellings::default();
        spellings.close("country", &["de".to_owned(), "fr".to_owned(), "gb".to_owned()]);
        spellings.add("country", "uk", "gb");
        let isolated = Clause { unless: Condition::parse("from.country == to.country").ok(), ..clause("affiliate", "affiliate") };
        let exception = |until: (i16, i8, i8), resources: &[&str]| Exception {
            from: Selector::new("projects/fr"),
            to: Selector::new("projects/de"),
            resources: resources.iter().map(|text| Pattern::new(text)).collect(),
            via: Vec::new(),
            until: Some(jiff::civil::date(until.0, until.1, until.2)),
            owner: None,
            reason: None,
            origin: None,
        };
        Policy {
            domains: vec![
                domain("core", "core", &["sources", "integrated"], None),
                domain(
                    "affiliate",
                    "projects/{country}",
                    &["affiliate_db_{country}", "dev_{country}_*"],
                    Some(&["affiliate_db_{country}", "integrated"]),
                ),
            ],
            spellings,
            deny_by_default: true,
            allow: vec![Clause { access: Some(Access::Public), via: vec![EdgeKind::Ref], ..clause("affiliate", "core") }],
            deny: vec![isolated],
            exceptions: vec![exception((2026, 12, 31), &["de_shared*"]), exception((2025, 1, 1), &[])],
            today: jiff::civil::date(2026, 11, 22),
            problems: Vec::new(),
        }
    }

    fn judge(from: &str, to: &str, via: EdgeKind, access: Option<Access>, resource: &str) -> Judgement {
        let policy = policy();
        let from = policy.place(from.rsplit('/').next().unwrap_or(from), from);
        let (to, database) = match to.strip_prefix("db:") {
            Some(database) => (policy.owner_of(database).unwrap_or_default(), Some(database)),
            None => (policy.place(to.rsplit('/').next().unwrap_or(to), to), None),
        };
        policy.judge(Request { from: &from, to: &to, via, access, resource: Some(resource), database })
    }

    #[test]
    fn judges_in_the_order_of_the_configuration() {
        let public = Some(Access::Public);
        assert_eq!(judge("projects/de", "core", EdgeKind::Ref, public, "x"), Judgement::Permitted);
        assert_eq!(
            judge("projects/de", "core", EdgeKind::Ref, Some(Access::Protected), "x"),
            Judgement::Forbidden(Refusal::Closed(Access::Public))
        );
        assert_eq!(judge("projects/de", "core", EdgeKind::Source, public, "x"), Judgement::Forbidden(Refusal::Default));
        assert_eq!(judge("projects/de", "projects/fr", EdgeKind::Ref, public, "x"), Judgement::Forbidden(Refusal::Denied(0)));
        assert_eq!(judge("projects/fr", "projects/de", EdgeKind::Ref, None, "de_shared_hcp"), Judgement::Permitted, "a valid exception");
        assert_eq!(
            judge("projects/fr", "projects/de", EdgeKind::Ref, None, "de_other"),
            Judgement::Forbidden(Refusal::Denied(0)),
            "an expired one"
        );
        assert_eq!(judge("core", "projects/de", EdgeKind::Ref, public, "x"), Judgement::Forbidden(Refusal::Default));
        assert_eq!(judge("projects/de", "projects/de", EdgeKind::Ref, None, "x"), Judgement::Own);
    }

    #[test]
    fn databases_have_owners() {
        assert_eq!(judge("projects/de", "db:AFFILIATE_DB_DE", EdgeKind::Relation, None, "x"), Judgement::Own);
        assert_eq!(judge("projects/de", "db:dev_de_alice", EdgeKind::Relation, None, "x"), Judgement::Own);
        assert_eq!(
            judge("projects/uk", "db:affiliate_db_gb", EdgeKind::Relation, None, "x"),
            Judgement::Own,
            "an alias is the same country"
        );
        assert_eq!(judge("projects/de", "db:affiliate_db_fr", EdgeKind::Relation, None, "x"), Judgement::Forbidden(Refusal::Denied(0)));
        assert_eq!(judge("projects/de", "db:integrated", EdgeKind::Relation, None, "x"), Judgement::Permitted, "listed under `reads`");
        assert_eq!(judge("projects/de", "db:sources", EdgeKind::Relation, None, "x"), Judgement::Forbidden(Refusal::Default));
        assert_eq!(
            judge("projects/de", "db:affiliate_db_xx", EdgeKind::Relation, None, "x"),
            Judgement::Forbidden(Refusal::Default),
            "no such country"
        );
    }
}
