//! From one rendering of a file to its facts.

use rustc_hash::FxHashSet;

use super::facts::{
    ConfigFact, FileFacts, HOOK, Hop, MacroFact, MethodFact, QuerySent, RefFact, RelationFact, RelationUse, Site, SourceFact,
};
use super::{Part, RelationName, scan};
use crate::dialect::DialectSpec;
use crate::jinja::{CallKind, CapturedCall, Rendered, Segment, SegmentKind, holds_stand_in, is_named_relation};
use crate::syntax::{NodeFlags, Tree};
use crate::text::{FileId, TextRange};
use crate::{python, sql};

impl FileFacts {
    /// The facts of one rendering of `file`, whose text `tree` was parsed from.
    #[must_use]
    pub fn collect(file: FileId, rendered: &Rendered, tree: &Tree, dialect: &'static DialectSpec) -> Self {
        let mut facts = Self::empty(file);
        let collector = Collector { file, rendered, dialect, printed: printed_relations(rendered) };
        for call in &rendered.captured.calls {
            collector.call(call, &mut facts);
        }
        collector.statement(tree, &mut facts);
        facts.drop_echoes();
        facts.settle();
        facts
    }

    /// What one macro of `file` does by itself, its arguments not being known: what it sends to the warehouse and which relations it makes,
    /// as far as that is known all the same.
    #[must_use]
    pub fn collect_alone(file: FileId, rendered: &Rendered, dialect: &'static DialectSpec) -> Self {
        let mut sent = Self::empty(file);
        let collector = Collector { file, rendered, dialect, printed: printed_relations(rendered) };
        let tells = |kind: &CallKind| matches!(kind, CallKind::Query | CallKind::Hook | CallKind::Relation(_));
        for call in rendered.captured.calls.iter().filter(|call| tells(&call.kind)) {
            collector.call(call, &mut sent);
        }
        sent.drop_echoes();
        let mut facts = Self::empty(file);
        let direct = |site: &Site| site.file == file && site.path.is_empty();
        facts.alone.relations = sent.relations.into_iter().filter(|fact| direct(&fact.site) && fact.name.database().is_some()).collect();
        let known = |fact: &MethodFact| direct(&fact.site) && matches!(fact.database, Some(Some(_)));
        facts.alone.methods = sent.methods.into_iter().filter(known).collect();
        facts
    }

    /// Of a relation that one call makes and the call around it is given, the inner one tells.
    fn drop_echoes(&mut self) {
        let echo = |outer: &MethodFact, inner: &MethodFact| {
            let around =
                outer.site.file == inner.site.file && outer.site.range != inner.site.range && outer.site.range.contains(inner.site.range);
            around && (&outer.database, &outer.schema, &outer.identifier) == (&inner.database, &inner.schema, &inner.identifier)
        };
        let all = std::mem::take(&mut self.methods);
        // Few files have more than a handful; in those that have, saying a thing twice is the lesser evil.
        let few = all.len() <= 64;
        self.methods = all.iter().filter(|outer| !few || !all.iter().any(|inner| echo(outer, inner))).cloned().collect();
    }
}

/// How the relations that `ref`, `source`, `this` and relation methods gave would print. A name that an expression printed and that is
/// one of these was not written by hand, whatever variables it went through.
fn printed_relations(rendered: &Rendered) -> FxHashSet<String> {
    rendered
        .captured
        .calls
        .iter()
        .filter(|call| matches!(call.kind, CallKind::Ref | CallKind::Source | CallKind::This | CallKind::Relation(_)))
        .filter_map(|call| call.result.as_deref().map(fold))
        .collect()
}

fn fold(text: &str) -> String {
    text.trim().to_ascii_lowercase()
}

struct Collector<'a> {
    file: FileId,
    rendered: &'a Rendered,
    dialect: &'static DialectSpec,
    printed: FxHashSet<String>,
}

impl Collector<'_> {
    fn call(&self, call: &CapturedCall, facts: &mut FileFacts) {
        match &call.kind {
            CallKind::Ref => facts.refs.push(reference(self.site(call), call)),
            CallKind::Source => facts.sources.push(source(self.site(call), call)),
            CallKind::Macro(name) => facts.macros.push(MacroFact { site: self.site(call), name: name.clone() }),
            CallKind::Relation(method) => facts.methods.push(method_fact(self.sent_from(call), method, call)),
            CallKind::Query => {
                let through = if self.is_of_hook(call) { HOOK } else { "run_query" };
                self.sql(call, call.arguments.first().cloned().flatten(), RelationUse::Query, through, facts);
            }
            CallKind::Hook => self.hook(call, facts),
            CallKind::Config => self.config(call, facts),
            CallKind::This | CallKind::Target | CallKind::Var | CallKind::EnvVar => {}
        }
    }

    /// Whether a call is made while a hook is evaluated, which is when the model is built and not when it is compiled.
    fn is_of_hook(&self, call: &CapturedCall) -> bool {
        let hooks = self.rendered.captured.calls.iter().filter(|other| other.kind == CallKind::Hook);
        let mut places = hooks.map(|hook| (hook.file, hook.range)).peekable();
        places.peek().is_some() && {
            let site = self.site(call);
            places.any(|(file, range)| site.anchor() == (file, range))
        }
    }

    fn config(&self, call: &CapturedCall, facts: &mut FileFacts) {
        for (key, value) in &call.keywords {
            facts.configs.push(ConfigFact { site: self.site(call), key: key.clone(), value: known(value.as_ref()) });
        }
    }

    /// A hook is a template in a text. What it does not say itself was printed by the macro that it calls.
    fn hook(&self, call: &CapturedCall, facts: &mut FileFacts) {
        let mut said = FileFacts::empty(self.file);
        let text = |at: usize| call.arguments.get(at).cloned().flatten();
        self.sql(call, text(0), RelationUse::Hook, HOOK, &mut said);
        let written = text(1).unwrap_or_default();
        let macros = self.rendered.captured.calls.iter().filter(|other| other.file == call.file && other.range == call.range);
        let called = macros.filter_map(|other| match &other.kind {
            CallKind::Macro(name) if written.contains(name.rsplit('.').next().unwrap_or(name)) => Some(name.clone()),
            _ => None,
        });
        if let Some(name) = called.into_iter().next() {
            for fact in
                said.relations.iter_mut().filter(|fact| fact.name.parts.iter().filter_map(Part::known).any(|part| !written.contains(part)))
            {
                fact.site.path.push(Hop { name: name.clone(), file: call.file, range: call.range });
            }
        }
        facts.relations.extend(said.relations);
        facts.queries.extend(said.queries);
    }

    /// SQL that stands in a string: its relations belong to the place of the call.
    fn sql(&self, call: &CapturedCall, text: Option<String>, used: RelationUse, through: &'static str, facts: &mut FileFacts) {
        let site = self.sent_from(call);
        let Some(text) = text else {
            facts.queries.push(QuerySent { site, is_known: false, through });
            return;
        };
        let tree = sql::parse(&text.into(), self.dialect);
        let named = scan::names(&tree, self.dialect);
        // Of a statement that cannot even be read for what is not known in it nothing can be told.
        let broken = named.is_empty() && holds_stand_in(tree.text()) && tree.flags(tree.root()).contains(NodeFlags::HAS_ERROR);
        facts.queries.push(QuerySent { site: site.clone(), is_known: !broken, through });
        for text in named.iter().filter(|text| !self.printed.contains(&fold(text)) && !is_named_relation(text)) {
            if let Some(name) = RelationName::parse(text, &[]) {
                facts.relations.push(RelationFact { site: site.clone(), name, used });
            }
        }
    }

    /// Relations named by the rendered statement itself.
    fn statement(&self, tree: &Tree, facts: &mut FileFacts) {
        for node in scan::relations(tree) {
            let range = tree.range(node);
            if is_named_relation(tree.node_text(node)) {
                continue;
            }
            let segments: Vec<&Segment> = self.rendered.map.overlapping(range).iter().filter(|segment| !segment.out.is_empty()).collect();
            let printed = !segments.is_empty() && segments.iter().all(|segment| segment.kind != SegmentKind::Raw);
            if printed && (self.printed.contains(&fold(tree.node_text(node))) || self.reported_as_reference(&segments, range)) {
                continue;
            }
            let holes: Vec<TextRange> = segments
                .iter()
                .filter(|segment| segment.kind == SegmentKind::Hole)
                .map(|segment| {
                    let start = segment.out.start().max(range.start()) - range.start();
                    let end = segment.out.end().min(range.end()) - range.start();
                    TextRange::new(start, end)
                })
                .collect();
            let Some(name) = RelationName::parse(tree.node_text(node), &holes) else { continue };
            let Some(site) = self.site_of(range, segments.first().copied()) else { continue };
            facts.relations.push(RelationFact { site, name, used: RelationUse::Statement });
        }
        for (range, text) in scan::quoted(tree) {
            let inner = sql::parse(&text.into(), self.dialect);
            for text in scan::names(&inner, self.dialect).iter().filter(|text| !self.printed.contains(&fold(text))) {
                let site = self.site_of(range, self.rendered.map.overlapping(range).first());
                if let (Some(name), Some(site)) = (RelationName::parse(text, &[]), site) {
                    facts.relations.push(RelationFact { site, name, used: RelationUse::Statement });
                }
            }
        }
    }

    /// Whether the whole name is the stand-in of a `ref` or `source` whose arguments are not known: that call is reported itself.
    fn reported_as_reference(&self, segments: &[&Segment], range: TextRange) -> bool {
        let [segment] = segments else { return false };
        segment.kind == SegmentKind::Hole
            && segment.out.contains(range)
            && self.rendered.captured.calls.iter().any(|call| {
                matches!(call.kind, CallKind::Ref | CallKind::Source) && call.file == segment.file && segment.source.contains(call.range)
            })
    }

    fn site(&self, call: &CapturedCall) -> Site {
        Site { file: call.file, range: call.range, path: self.path(call.file, call.frame) }
    }

    /// Where something is sent or made. dbt's own macros on the way only pass on what they are given: whoever calls them sends it.
    fn sent_from(&self, call: &CapturedCall) -> Site {
        let mut site = self.site(call);
        while let Some(hop) = site.path.pop_if(|hop| hop.name.starts_with("dbt.")) {
            (site.file, site.range) = (hop.file, hop.range);
        }
        site
    }

    fn site_of(&self, range: TextRange, segment: Option<&Segment>) -> Option<Site> {
        let origin = self.rendered.map.origin(range)?;
        let mut path = self.path(origin.file, origin.frame);
        if let Some(segment) = segment
            && segment.kind != SegmentKind::Raw
        {
            path.extend(self.printing_macro(segment));
        }
        Some(Site { file: origin.file, range: origin.range, path })
    }

    /// The outermost macro called inside the expression that printed `segment`.
    fn printing_macro(&self, segment: &Segment) -> Option<Hop> {
        self.rendered
            .captured
            .calls
            .iter()
            .filter(|call| call.file == segment.file && segment.source.contains(call.range))
            .filter_map(|call| match &call.kind {
                CallKind::Macro(name) => Some(Hop { name: name.clone(), file: call.file, range: call.range }),
                _ => None,
            })
            .max_by_key(|hop| hop.range.len())
    }

    /// The macro calls from the template down to `frame`, outermost first. What stands in the evaluated file itself was not written by a
    /// macro, even where one printed it (`caller()`).
    fn path(&self, file: FileId, frame: u32) -> Vec<Hop> {
        if file == self.file {
            return Vec::new();
        }
        let frames = self.rendered.map.frames();
        let mut path = Vec::new();
        let mut at = frame;
        // A frame's parent is an earlier one; the bound holds even if it were not.
        while at != 0 && path.len() <= frames.len() {
            let Some(frame) = frames.get(at as usize) else { break };
            if let Some((file, range)) = frame.call {
                path.push(Hop { name: frame.name.clone(), file, range });
            }
            at = frame.parent;
        }
        path.reverse();
        path
    }
}

/// A text that nothing unknown went into.
fn known(text: Option<&String>) -> Option<String> {
    text.filter(|text| !holds_stand_in(text)).cloned()
}

fn reference(site: Site, call: &CapturedCall) -> RefFact {
    let version =
        call.keywords.iter().find(|(key, _)| matches!(key.as_str(), "v" | "version")).map(|(_, value)| value.clone().unwrap_or_default());
    let odd = call.keywords.iter().any(|(key, _)| !matches!(key.as_str(), "v" | "version"));
    let (package, name) = match call.arguments.as_slice() {
        [name] => (None, known(name.as_ref())),
        [package, name] if known(package.as_ref()).is_some() => (known(package.as_ref()), known(name.as_ref())),
        _ => (None, None),
    };
    let malformed = match call.arguments.len() {
        0 => Some("`ref` is called without a name"),
        1 | 2 if odd => Some("`ref` takes no keyword but `v` and `version`"),
        1 | 2 => None,
        _ => Some("`ref` takes a name, or a project and a name"),
    };
    RefFact { site, package, name, version, malformed }
}

fn source(site: Site, call: &CapturedCall) -> SourceFact {
    let (source, table) = match call.arguments.as_slice() {
        [source, table] => (known(source.as_ref()), known(table.as_ref())),
        _ => (None, None),
    };
    let malformed = (call.arguments.len() != 2).then_some("`source` takes a source and a table");
    SourceFact { site, source, table, malformed }
}

/// What a relation method says of database, schema and identifier: by keyword, in a `path` dictionary, by place, or in a relation that it
/// is given.
fn method_fact(site: Site, method: &str, call: &CapturedCall) -> MethodFact {
    let mut fact = MethodFact { site, method: method.to_owned(), database: None, schema: None, identifier: None };
    let by_place = ["get_relation", "check_schema_exists", "list_relations_without_caching"].iter().any(|name| method.ends_with(name));
    for (index, argument) in call.arguments.iter().map(|argument| known(argument.as_ref())).enumerate() {
        if by_place {
            match index {
                0 => fact.database = Some(argument),
                1 => fact.schema = Some(argument),
                2 => fact.identifier = Some(argument),
                _ => {}
            }
        } else if let Some(text) = argument {
            whole_relation(&mut fact, &text);
        } else if fact.database.is_none() {
            fact.database = Some(None);
        }
    }
    for (key, value) in &call.keywords {
        // `include(database=false)` leaves a part out, `database=none` says nothing: neither names one.
        if value.as_deref().is_some_and(|text| matches!(text.to_ascii_lowercase().as_str(), "none" | "true" | "false")) {
            continue;
        }
        let value = known(value.as_ref());
        match key.as_str() {
            "database" => fact.database = Some(value),
            "schema" => fact.schema = Some(value),
            "identifier" => fact.identifier = Some(value),
            "path" => match value {
                Some(text) => dictionary(&mut fact, &text),
                None => fact.database = Some(None),
            },
            _ => {}
        }
    }
    fact
}

fn whole_relation(fact: &mut MethodFact, text: &str) {
    if text.trim_start().starts_with('{') {
        dictionary(fact, text);
        return;
    }
    let Some(name) = RelationName::parse(text, &[]) else { return };
    fact.database = name.database().map(|part| Some(part.to_owned())).or(fact.database.take());
    fact.schema = name.schema().map(|part| Some(part.to_owned())).or(fact.schema.take());
    fact.identifier = name.identifier().map(|part| Some(part.to_owned())).or(fact.identifier.take());
}

/// Reads `{'database': 'x', ...}` as Jinja prints it.
fn dictionary(fact: &mut MethodFact, text: &str) {
    let entry = |key: &str| -> Option<Option<String>> {
        let at = text.find(&format!("'{key}'")).or_else(|| text.find(&format!("\"{key}\"")))?;
        let value = text[at + key.len() + 2..].trim_start().strip_prefix(':')?.trim_start();
        let quote = value.chars().next().filter(|first| matches!(first, '\'' | '"'));
        Some(quote.and_then(|quote| value[1..].split_once(quote)).map(|(inside, _)| inside.to_owned()))
    };
    fact.database = entry("database").or(fact.database.take());
    fact.schema = entry("schema").or(fact.schema.take());
    fact.identifier = entry("identifier").or(fact.identifier.take());
}

impl FileFacts {
    /// The facts of a Python model.
    #[must_use]
    pub fn collect_python(file: FileId, text: &str, dialect: &'static DialectSpec) -> Self {
        let mut facts = Self::empty(file);
        for call in python::calls(text) {
            let site = Site::direct(file, call.range);
            let first = call.arguments.first().cloned().flatten();
            match call.kind {
                python::CallKind::Ref => {
                    let captured = captured(CallKind::Ref, file, call);
                    facts.refs.push(reference(site, &captured));
                }
                python::CallKind::Source => {
                    let captured = captured(CallKind::Source, file, call);
                    facts.sources.push(source(site, &captured));
                }
                python::CallKind::Config => {
                    let entries = call.keywords.into_iter().map(|(key, value)| ConfigFact { site: site.clone(), key, value });
                    facts.configs.extend(entries);
                }
                python::CallKind::Sql => match first {
                    Some(text) => facts.relations.extend(relations_of(&text, dialect).map(|name| RelationFact {
                        site: site.clone(),
                        name,
                        used: RelationUse::Query,
                    })),
                    None => facts.queries.push(QuerySent { site, is_known: false, through: "`session.sql`" }),
                },
                python::CallKind::Table => match first.as_deref().and_then(|text| RelationName::parse(text, &[])) {
                    Some(name) => facts.relations.push(RelationFact { site, name, used: RelationUse::Query }),
                    None => facts.queries.push(QuerySent { site, is_known: false, through: "`session.table`" }),
                },
                python::CallKind::ConfigGet | python::CallKind::This => {}
            }
        }
        facts.settle();
        facts
    }
}

fn captured(kind: CallKind, file: FileId, call: python::Call) -> CapturedCall {
    CapturedCall { kind, arguments: call.arguments, keywords: call.keywords, file, range: call.range, frame: 0, result: None }
}

/// The relations that a piece of SQL names.
fn relations_of(text: &str, dialect: &'static DialectSpec) -> impl Iterator<Item = RelationName> + use<> {
    let tree = sql::parse(&text.into(), dialect);
    let names: Vec<RelationName> = scan::names(&tree, dialect).iter().filter_map(|text| RelationName::parse(text, &[])).collect();
    names.into_iter()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::dialect::Dialect;
    use crate::jinja::{Captured, SourceMap};

    /// The relations that a text without templates names.
    fn check(text: &str) -> Vec<String> {
        let text: Arc<str> = text.into();
        let length = u32::try_from(text.len()).unwrap();
        let tree = sql::parse(&text, Dialect::Redshift.spec());
        let map = SourceMap::identity(FileId(0), length);
        let rendered = Rendered { text, map, captured: Captured::default(), problems: Vec::new(), partial: false, assumed: Vec::new() };
        let facts = FileFacts::collect(FileId(0), &rendered, &tree, Dialect::Redshift.spec());
        facts.relations.iter().map(|fact| fact.name.to_string()).collect()
    }

    #[test]
    fn relations_of_statements() {
        assert_eq!(check("select * from a.b.c join d on true, \"E\".f"), ["a.b.c", "d", "E.f"]);
        assert_eq!(check("select x from (select y from s.t) u where y in (select z from v.w)"), ["s.t", "v.w"]);
        assert_eq!(check("-- from a.b\nselect 'from a.b', extract(year from d) from t"), ["t"]);
        assert_eq!(check("select a is distinct from b from t"), ["t"]);
    }

    #[test]
    fn what_the_statement_makes_is_no_relation() {
        assert_eq!(check("with a as (select 1), b as (select * from a) select * from A join b on true"), Vec::<String>::new());
        assert_eq!(check("with orders as (select * from orders) select * from orders"), ["orders"]);
        assert_eq!(check("with recursive n as (select 1 union all select * from n) select * from n"), Vec::<String>::new());
        assert_eq!(check("with a as (select * from b), b as (select 1) select * from a"), ["b"]);
        assert_eq!(check("select i from s.orders o, o.items i"), ["s.orders"]);
        assert_eq!(check("select i from s.orders, orders.items i"), ["s.orders"]);
    }

    #[test]
    fn python_models() {
        let text =
            "def model(dbt, session):\n    a = dbt.ref('x', v=2)\n    b = session.sql('select * from r.t')\n    return session.table(n)";
        let facts = FileFacts::collect_python(FileId(0), text, Dialect::Redshift.spec());
        assert_eq!(
            facts.refs.iter().map(|fact| (fact.name.as_deref(), fact.version.as_deref())).collect::<Vec<_>>(),
            [(Some("x"), Some("2"))]
        );
        assert_eq!(facts.relations.iter().map(|fact| fact.name.to_string()).collect::<Vec<_>>(), ["r.t"]);
        assert_eq!(facts.queries.len(), 1);
    }
}
