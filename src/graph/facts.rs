//! What one file says about others: small, owned, comparable. Trees and texts can be dropped once these are taken.

use std::sync::Arc;

use crate::dbt::{NodeCalls, Place, Resource};
use crate::text::{FileId, TextRange};

use super::RelationName;

/// A place in a file, and the macro calls through which the file that was evaluated came there.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Site {
    /// Where it is written; with a path, mostly in a macro's file.
    pub file: FileId,
    pub range: TextRange,
    /// The calls that lead here, outermost first; empty where the evaluated file says it itself.
    pub path: Vec<Hop>,
}

/// One macro on the way.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hop {
    /// The macro, qualified by its package where that is known.
    pub name: Arc<str>,
    /// Where it is called.
    pub file: FileId,
    pub range: TextRange,
}

impl Site {
    #[must_use]
    pub const fn direct(file: FileId, range: TextRange) -> Self {
        Self { file, range, path: Vec::new() }
    }

    /// The place in the evaluated file: the outermost call, or the site itself.
    #[must_use]
    pub fn anchor(&self) -> (FileId, TextRange) {
        self.path.first().map_or((self.file, self.range), |hop| (hop.file, hop.range))
    }
}

/// `ref()` with one or two names and perhaps a version.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RefFact {
    pub site: Site,
    /// The project or package of `ref('package', 'name')`.
    pub package: Option<String>,
    /// `None` where the name is not known.
    pub name: Option<String>,
    pub version: Option<String>,
    /// Why this is no proper call: too many arguments, none, an unknown keyword.
    pub malformed: Option<&'static str>,
}

/// `source()` with its two names.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceFact {
    pub site: Site,
    pub source: Option<String>,
    pub table: Option<String>,
    pub malformed: Option<&'static str>,
}

/// How a literal relation is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RelationUse {
    /// Named by the statement that the file renders to.
    Statement,
    /// Named in SQL that goes to the warehouse while the template is evaluated.
    Query,
    /// Named in a hook or another piece of SQL held by the configuration.
    Hook,
}

/// A relation named in SQL that no `ref`, `source`, `this` or common table expression stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RelationFact {
    pub site: Site,
    pub name: RelationName,
    pub used: RelationUse,
}

/// A call of a macro.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MacroFact {
    pub site: Site,
    pub name: Arc<str>,
}

/// A method that makes or re-targets a relation, with the parts it says. `Some(None)` is a part that is said but not known.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MethodFact {
    pub site: Site,
    pub method: String,
    pub database: Option<Option<String>>,
    pub schema: Option<Option<String>>,
    pub identifier: Option<Option<String>>,
}

/// One key given to `config()`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConfigFact {
    pub site: Site,
    pub key: String,
    /// `None` where the value is not known.
    pub value: Option<String>,
}

/// Through what a hook sends its SQL, as messages name it.
pub(super) const HOOK: &str = "a hook";

/// SQL handed to the warehouse while a template is evaluated, or by a hook.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct QuerySent {
    pub site: Site,
    /// Whether its text is known, and so what it names.
    pub is_known: bool,
    /// The function it is handed to, as messages name it.
    pub through: &'static str,
}

/// Everything one file says about others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFacts {
    pub file: FileId,
    pub refs: Vec<RefFact>,
    pub sources: Vec<SourceFact>,
    pub relations: Vec<RelationFact>,
    pub macros: Vec<MacroFact>,
    pub methods: Vec<MethodFact>,
    pub configs: Vec<ConfigFact>,
    pub queries: Vec<QuerySent>,
    /// What macros of the file send and make by themselves, whoever calls them.
    pub alone: Alone,
    /// Ranges of the file that nothing can lead to.
    pub dead: Vec<TextRange>,
}

/// What macros do if they are run by themselves, as an operation or a materialization.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alone {
    pub relations: Vec<RelationFact>,
    pub methods: Vec<MethodFact>,
}

impl FileFacts {
    #[must_use]
    pub const fn empty(file: FileId) -> Self {
        Self {
            file,
            refs: Vec::new(),
            sources: Vec::new(),
            relations: Vec::new(),
            macros: Vec::new(),
            methods: Vec::new(),
            configs: Vec::new(),
            queries: Vec::new(),
            alone: Alone { relations: Vec::new(), methods: Vec::new() },
            dead: Vec::new(),
        }
    }

    /// What a resource reads as its project was read: without relations, queries and the macros on the way.
    #[must_use]
    pub fn of_resource(resource: &Resource) -> Self {
        let place = resource.defined_at.file.or(resource.defined_at.entry);
        Self { file: place.map_or(FileId(u32::MAX), |place| place.file), ..Self::of_calls(&resource.calls) }
    }

    /// The facts of calls that somebody else has read, in no file in particular.
    #[must_use]
    pub fn of_calls(calls: &NodeCalls) -> Self {
        let mut facts = Self::empty(FileId(u32::MAX));
        facts.refs.extend(calls.refs.iter().map(|call| RefFact {
            site: Site::direct(call.place.file, call.place.range),
            package: call.package.clone(),
            name: Some(call.name.clone()),
            version: call.version.clone(),
            malformed: None,
        }));
        facts.sources.extend(calls.sources.iter().map(|call| SourceFact {
            site: Site::direct(call.place.file, call.place.range),
            source: Some(call.source.clone()),
            table: Some(call.table.clone()),
            malformed: None,
        }));
        facts
    }

    /// Adds what another rendering of the same file says, each thing once.
    pub fn merge(&mut self, other: Self) {
        merge(&mut self.refs, other.refs);
        merge(&mut self.sources, other.sources);
        merge(&mut self.relations, other.relations);
        merge(&mut self.macros, other.macros);
        merge(&mut self.methods, other.methods);
        merge(&mut self.configs, other.configs);
        merge(&mut self.queries, other.queries);
        merge(&mut self.alone.relations, other.alone.relations);
        merge(&mut self.alone.methods, other.alone.methods);
        merge(&mut self.dead, other.dead);
    }

    /// What is known of SQL that cannot be told: that it is sent.
    #[must_use]
    pub fn untold(file: FileId, range: TextRange) -> Self {
        let query = QuerySent { site: Site::direct(file, range), is_known: false, through: "this template" };
        Self { queries: vec![query], ..Self::empty(file) }
    }

    /// Whether nothing is said at all.
    #[must_use]
    pub fn says_nothing(&self) -> bool {
        *self == Self::empty(self.file)
    }

    /// Says that everything stands at one place: that of the YAML value which the template was read from.
    #[must_use]
    pub fn moved_to(mut self, place: Place) -> Self {
        let facts = &mut self;
        let sites = facts.refs.iter_mut().map(|fact| &mut fact.site);
        let sites = sites.chain(facts.sources.iter_mut().map(|fact| &mut fact.site));
        let sites = sites.chain(facts.relations.iter_mut().map(|fact| &mut fact.site));
        let sites = sites.chain(facts.macros.iter_mut().map(|fact| &mut fact.site));
        let sites = sites.chain(facts.methods.iter_mut().map(|fact| &mut fact.site));
        for site in sites.chain(facts.queries.iter_mut().map(|fact| &mut fact.site)) {
            if let Some(hop) = site.path.first_mut() {
                hop.range = place.range;
            } else {
                site.range = place.range;
            }
        }
        self.settle();
        self
    }

    /// Brings every list into one order, without repetitions (loops say the same thing many times).
    pub(super) fn settle(&mut self) {
        settle(&mut self.refs);
        settle(&mut self.sources);
        settle(&mut self.relations);
        settle(&mut self.macros);
        settle(&mut self.methods);
        settle(&mut self.configs);
        settle(&mut self.queries);
    }
}

fn merge<T: Ord>(have: &mut Vec<T>, more: Vec<T>) {
    if have.is_empty() {
        *have = more;
    } else if *have != more {
        have.extend(more);
    }
    settle(have);
}

fn settle<T: Ord>(items: &mut Vec<T>) {
    items.sort_unstable();
    items.dedup();
}
