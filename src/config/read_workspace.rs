//! The workspace's parts of `setsquare.toml`, typed.

use std::path::{Path, PathBuf};

use super::options::{OptionValue, choice};
use super::value::{Datum, Problems, Table, Value};
use super::workspace::{
    Access, BaselineSettings, Boundary, BoundaryException, BoundaryRule, Capture, Domain, EdgeKind, Layer, LayerScheme, UnknownEdge,
    Verdict, WorkspaceSettings,
};
use crate::text::{did_you_mean, nearest};

choice! { VerdictWord { Allow "allow", Deny "deny" } }
choice! { UnknownWord { Off "off", Warn "warn", Error "error" } }
choice! { ByWord { Path "path", Name "name" } }
choice! { AccessWord { Public "public", Protected "protected", Private "private" } }

/// Reads a table's entries as types and tells what has the wrong one.
#[derive(Clone, Copy)]
struct Reader<'a> {
    table: &'a Table,
    problems: &'a Problems,
}

impl<'a> Reader<'a> {
    fn get<T: OptionValue>(&self, key: &str) -> Option<T> {
        let value = self.table.get(key)?;
        let parsed = T::parse(value);
        if parsed.is_none() {
            self.problems.error(Some(&value.origin), format!("`{key}` cannot be {}; it takes {}", value.display(), T::expected()));
        }
        parsed
    }

    fn list(&self, key: &str) -> Vec<String> {
        self.get(key).unwrap_or_default()
    }

    fn required(&self, key: &str, at: &Value) -> String {
        self.get(key).unwrap_or_else(|| {
            if self.table.get(key).is_none() {
                self.problems.error(Some(&at.origin), format!("`{key}` is missing here"));
            }
            String::new()
        })
    }

    /// The tables of a list of tables.
    fn tables(&self, key: &str) -> Vec<(Reader<'a>, &'a Value)> {
        let Some(Value { datum: Datum::List(items), .. }) = self.table.get(key) else { return Vec::new() };
        items.iter().filter_map(|item| Some((Reader { table: item.as_table()?, problems: self.problems }, item))).collect()
    }
}

impl WorkspaceSettings {
    /// Reads a merged configuration; `root` is the folder of the outermost file.
    pub(super) fn read(tree: &Table, root: &Path, problems: &Problems) -> Self {
        let empty = Table::default();
        let below = |key: &str| Reader { table: tree.find_table(&[key]).unwrap_or(&empty), problems };
        let top = Reader { table: tree, problems };
        let workspace = below("workspace");
        let settings = Self {
            root: root.to_owned(),
            projects: workspace.list("projects"),
            shared: workspace.list("shared"),
            exclude: workspace.list("exclude"),
            captures: captures(tree, problems),
            domains: top.tables("domain").into_iter().map(|(reader, at)| domain(reader, at)).collect(),
            boundary: boundary(tree, problems),
            layers: schemes(tree, problems),
            baseline: baseline(below("baseline")),
        };
        settings.check(problems);
        settings
    }

    /// What the parts say of each other must exist.
    fn check(&self, problems: &Problems) {
        let schemes: Vec<&str> = self.layers.iter().map(|scheme| scheme.name.as_str()).collect();
        for domain in &self.domains {
            if let Some(layers) = &domain.layers
                && !schemes.contains(&layers.as_str())
            {
                let near = did_you_mean(layers, schemes.iter().copied());
                problems.error(
                    domain.origin.as_ref(),
                    format!("the domain `{}` names layers `{layers}` that are not defined{near}", domain.name),
                );
            }
        }
        let domains: Vec<&str> = self.domains.iter().map(|domain| domain.name.as_str()).collect();
        let rules = self.boundary.allow.iter().chain(&self.boundary.deny);
        for (end, origin) in rules.flat_map(|rule| [(&rule.from, &rule.origin), (&rule.to, &rule.origin)]) {
            // A plain word must be a domain; anything with a slash or a star is a folder pattern.
            if !end.is_empty()
                && !domains.contains(&end.as_str())
                && !end.contains(['/', '*', '{'])
                && let Some(near) = nearest(end, domains.iter().copied())
            {
                problems.error(origin.as_ref(), format!("no domain is called `{end}`; did you mean `{near}`?"));
            }
        }
    }
}

fn baseline(reader: Reader<'_>) -> BaselineSettings {
    let default = BaselineSettings::default();
    BaselineSettings { path: reader.get("path").unwrap_or(default.path), max_age_days: reader.get("max_age_days") }
}

fn captures(tree: &Table, problems: &Problems) -> Vec<Capture> {
    let Some(captures) = tree.find_table(&["workspace", "captures"]) else { return Vec::new() };
    let one = |(name, value): (&str, &Value)| {
        let reader = Reader { table: value.as_table()?, problems };
        let aliases = reader.table.find_table(&["aliases"]).into_iter().flat_map(Table::iter);
        Some(Capture {
            name: name.to_owned(),
            values: reader.table.get("values").and_then(|value| capture_values(value, problems)),
            aliases: aliases.filter_map(|(from, to)| Some((from.to_owned(), to.to_text()?))).collect(),
        })
    };
    captures.iter().filter_map(one).collect()
}

/// A list, or the name of a file that holds one value a line.
fn capture_values(value: &Value, problems: &Problems) -> Option<Vec<String>> {
    let Datum::Text(file) = &value.datum else { return Vec::parse(value) };
    let path = value.origin.folder().map_or_else(|| PathBuf::from(file), |folder| folder.join(file));
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            Some(text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect())
        }
        Err(error) => {
            problems.error(
                Some(&value.origin),
                format!("cannot read `{}`: {error}; `values` is a list, or a file with one value a line", path.display()),
            );
            None
        }
    }
}

fn domain(reader: Reader<'_>, at: &Value) -> Domain {
    let databases = reader.list("databases");
    Domain {
        name: reader.required("name", at),
        pattern: reader.required("match", at),
        project_name: reader.get("project_name"),
        reads: reader.get("reads").unwrap_or_else(|| databases.clone()),
        databases,
        groups: reader.list("groups"),
        owner: reader.get("owner"),
        layers: reader.get("layers"),
        multi_country: reader.get("multi_country").unwrap_or(false),
        origin: Some(at.origin.clone()),
    }
}

fn boundary(tree: &Table, problems: &Problems) -> Boundary {
    let Some(table) = tree.find_table(&["boundary"]) else { return Boundary::default() };
    let reader = Reader { table, problems };
    let rules = |key| reader.tables(key).into_iter().map(|(reader, at)| boundary_rule(reader, at)).collect();
    Boundary {
        configured: true,
        default: reader.get("default").map_or_else(Verdict::default, |word| match word {
            VerdictWord::Allow => Verdict::Allow,
            VerdictWord::Deny => Verdict::Deny,
        }),
        unknown: reader.get("unknown").map_or_else(UnknownEdge::default, |word| match word {
            UnknownWord::Off => UnknownEdge::Off,
            UnknownWord::Warn => UnknownEdge::Warn,
            UnknownWord::Error => UnknownEdge::Error,
        }),
        allow: rules("allow"),
        deny: rules("deny"),
        exceptions: reader.tables("exception").into_iter().map(|(reader, at)| exception(reader, at)).collect(),
    }
}

fn boundary_rule(reader: Reader<'_>, at: &Value) -> BoundaryRule {
    let access = |word| match word {
        AccessWord::Public => Access::Public,
        AccessWord::Protected => Access::Protected,
        AccessWord::Private => Access::Private,
    };
    BoundaryRule {
        from: reader.required("from", at),
        to: reader.required("to", at),
        access: reader.get("access").map(access),
        via: via(reader),
        unless: reader.get("unless"),
        message: reader.get("message"),
        origin: Some(at.origin.clone()),
    }
}

fn via(reader: Reader<'_>) -> Vec<EdgeKind> {
    const KINDS: &[(&str, EdgeKind)] = &[
        ("ref", EdgeKind::Ref),
        ("source", EdgeKind::Source),
        ("relation", EdgeKind::Relation),
        ("macro", EdgeKind::Macro),
        ("package", EdgeKind::Package),
        ("exposure", EdgeKind::Exposure),
    ];
    let words = reader.list("via");
    if words.iter().any(|word| word == "*") {
        return Vec::new();
    }
    let kind = |word: &String| {
        let found = KINDS.iter().find(|(name, _)| name == word);
        if found.is_none() {
            let names = KINDS.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            let origin = reader.table.get("via").map(|value| &value.origin);
            reader.problems.error(origin, format!("`via` cannot hold `{word}`; it takes {names} or `*`"));
        }
        found.map(|&(_, kind)| kind)
    };
    words.iter().filter_map(kind).collect()
}

fn exception(reader: Reader<'_>, at: &Value) -> BoundaryException {
    let until: Option<String> = reader.get("until");
    if let Some(date) = &until
        && date.parse::<jiff::civil::Date>().is_err()
    {
        reader.problems.error(Some(&at.origin), format!("`until` cannot be `{date}`; it takes a date such as `2027-03-31`"));
    }
    BoundaryException {
        from: reader.required("from", at),
        to: reader.required("to", at),
        resources: reader.list("resources"),
        until,
        owner: reader.get("owner"),
        reason: reader.get("reason"),
        origin: Some(at.origin.clone()),
    }
}

fn schemes(tree: &Table, problems: &Problems) -> Vec<LayerScheme> {
    let Some(layers) = tree.find_table(&["layers"]) else { return Vec::new() };
    layers.iter().filter_map(|(name, value)| Some(scheme(name, Reader { table: value.as_table()?, problems }, value))).collect()
}

fn scheme(name: &str, reader: Reader<'_>, at: &Value) -> LayerScheme {
    let defined: Vec<&str> = reader.table.iter().filter(|(_, value)| value.as_table().is_some()).map(|(name, _)| name).collect();
    let order: Vec<String> = reader.get("order").unwrap_or_else(|| defined.iter().map(|&name| name.to_owned()).collect());
    for name in &order {
        if !defined.contains(&name.as_str()) {
            let near = did_you_mean(name, defined.iter().copied());
            reader.problems.error(Some(&at.origin), format!("`order` names a layer `{name}` that is not defined{near}"));
        }
    }
    let missing = defined.iter().filter(|name| !order.iter().any(|other| other == *name)).map(|&name| name.to_owned());
    let names: Vec<String> = order.iter().cloned().chain(missing).collect();
    let layer = |name: &String| {
        let reader = Reader { table: reader.table.get(name)?.as_table()?, problems: reader.problems };
        let may_read: Option<Vec<String>> = reader.get("may_read");
        for word in may_read.iter().flatten() {
            if !names.contains(word) && word != "source" && word != "seed" {
                let known = names.iter().map(String::as_str).chain(["source", "seed"]);
                let near = did_you_mean(word, known);
                let origin = reader.table.get("may_read").map(|value| &value.origin);
                reader.problems.error(origin, format!("`may_read` names a layer `{word}` that is not defined{near}"));
            }
        }
        Some(Layer { name: name.clone(), paths: reader.list("path"), prefixes: reader.list("prefixes"), may_read })
    };
    let by_name = matches!(reader.get("by"), Some(ByWord::Name));
    LayerScheme { name: name.to_owned(), by_name, layers: names.iter().filter_map(layer).collect() }
}
