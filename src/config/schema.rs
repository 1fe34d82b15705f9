//! The JSON schema of `setsquare.toml`, for editors: its names from the vocabulary that files are judged by, its options from the table of
//! options. What is said here of a name is what stands in it and how it is explained.

use serde_json::{Map, Value as Json, json};

use super::layout::{INDENTATION_KEYS, TYPE_KEYS};
use super::rule_options::{RuleOptions, SHARED};
use super::selection::RuleDescriptor;
use super::vocabulary::{LAYER_KEYS, OWN, Shape};

/// What may stand in a value.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    /// A text or a list of them.
    Texts,
    Switch,
    Whole,
    Date,
    Severity,
    OneOf(&'static [&'static str]),
}

use Kind::{Date, OneOf, Severity, Switch, Text, Texts, Whole};

/// The values of the vocabulary by the way to them; `*` is any name.
const VALUES: &[(&str, Kind, &str)] = &[
    ("extend", Text, "Another file whose settings hold where this one says nothing"),
    ("workspace.projects", Texts, "Folders that hold a dbt_project.yml; {name} captures one part of the path"),
    ("workspace.shared", Texts, "Folders of local packages"),
    ("workspace.exclude", Texts, "Globs of what is left out"),
    ("workspace.captures.*.values", Texts, "The values it may have, or a file with one a line"),
    ("workspace.captures.*.aliases.*", Text, "The value that this spelling stands for"),
    ("dbt.target", Text, "The dbt target; the profile's by default"),
    ("dbt.adapter", Text, "The adapter, where no profile says it; it sets the SQL dialect"),
    ("dbt.env.*", Text, "What env_var() gives where the environment does not say"),
    ("dbt.profiles_dir", Text, "Where profiles.yml lies"),
    ("dbt.profile", Text, "The profile, where dbt_project.yml is not to say it"),
    ("domain.name", Text, "The domain's name"),
    ("domain.match", Text, "Which folders belong to it"),
    ("domain.project_name", Text, "What its projects are called"),
    ("domain.databases", Texts, "Databases it may write to"),
    ("domain.reads", Texts, "Databases it may read by name or as a source; by default those it writes to"),
    ("domain.groups", Texts, "Groups it belongs to"),
    ("domain.owner", Text, "Whom to ask"),
    ("domain.layers", Text, "The scheme of layers of its projects"),
    ("domain.multi_country", Switch, "Whether it may hold data of several countries"),
    ("boundary.default", OneOf(&["allow", "deny"]), "What holds between projects where no clause speaks"),
    ("boundary.unknown", OneOf(&["off", "warn", "error"]), "What a target that cannot be decided is"),
    ("boundary.allow.from", Text, "A domain, a project or a folder that reaches out"),
    ("boundary.allow.to", Text, "... and what it reaches"),
    ("boundary.allow.access", OneOf(&["public", "protected", "private"]), "How open the target has to be"),
    ("boundary.allow.via", Texts, "By which means: ref, source, relation, macro, package, exposure or *"),
    ("boundary.allow.unless", Text, "A condition under which the clause does not hold"),
    ("boundary.allow.message", Text, "What findings say of it"),
    ("boundary.deny.from", Text, "A domain, a project or a folder that reaches out"),
    ("boundary.deny.to", Text, "... and what it reaches"),
    ("boundary.deny.access", OneOf(&["public", "protected", "private"]), "How open the target has to be"),
    ("boundary.deny.via", Texts, "By which means: ref, source, relation, macro, package, exposure or *"),
    ("boundary.deny.unless", Text, "A condition under which the clause does not hold"),
    ("boundary.deny.message", Text, "What findings say of it"),
    ("boundary.exception.from", Text, "A domain, a project or a folder that reaches out"),
    ("boundary.exception.to", Text, "... and what it reaches"),
    ("boundary.exception.resources", Texts, "The resources it may reach; all by default"),
    ("boundary.exception.until", Date, "The last day on which it holds"),
    ("boundary.exception.owner", Text, "Whom to ask"),
    ("boundary.exception.reason", Text, "Why it is there"),
    ("lint.select", Texts, "The rules that are on: codes, prefixes, names, groups, default or all"),
    ("lint.ignore", Texts, "Rules that are off"),
    ("lint.extend-select", Texts, "Rules that are on as well"),
    ("lint.severity.*", Severity, "How much findings of these rules weigh"),
    ("lint.unsafe-fixes", Switch, "Whether `fix` also makes fixes that may change what the SQL means"),
    ("lint.per-file.*.select", Texts, "The rules that are on in these files"),
    ("lint.per-file.*.ignore", Texts, "Rules that are off in these files"),
    ("lint.per-file.*.extend-select", Texts, "Rules that are on in these files as well"),
    ("lint.per-file.*.severity.*", Severity, "How much findings of these rules weigh in these files"),
    ("suppress.inline", Texts, "Codes that noqa comments may silence"),
    ("suppress.locked", Texts, "... and those they may not"),
    ("suppress.require_reason", Switch, "Whether a noqa comment has to say why"),
    ("suppress.max_age_days", Whole, "How old a noqa comment may grow"),
    ("baseline.path", Text, "The file of known findings beside each dbt_project.yml"),
    ("baseline.max_age_days", Whole, "How many days a known finding may stay"),
    ("policy.tighten_only", Switch, "Whether files below may make things stricter only"),
];

/// The keys that every rule takes beside its own options.
const COMMON: &[(&str, Kind, &str)] = &[
    ("severity", Severity, "How much its findings weigh"),
    ("include", Texts, "Globs of the files it is for"),
    ("exclude", Texts, "Globs of files it is not for"),
    ("message", Text, "What its findings say besides"),
];

/// The schema, with the options of these rules.
#[must_use]
pub fn schema(rules: &[RuleDescriptor]) -> Json {
    let mut schema = Map::new();
    schema.insert("$schema".into(), "http://json-schema.org/draft-07/schema#".into());
    schema.insert("title".into(), "setsquare.toml".into());
    schema.insert("description".into(), "How setsquare reads, lints and lays out a dbt workspace".into());
    let Json::Object(shape) = shape_schema(&OWN, "") else { return Json::Null };
    schema.extend(shape);
    schema.insert("definitions".into(), rule_definitions(rules));
    schema["properties"]["rules"] = rules_schema(rules);
    schema["properties"]["format"] = format_schema();
    Json::Object(schema)
}

fn shape_schema(shape: &Shape, path: &str) -> Json {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    let closed = |properties: Map<String, Json>| json!({"type": "object", "additionalProperties": false, "properties": properties});
    match shape {
        Shape::Value => value_schema(path),
        Shape::Open => json!({"type": "object"}),
        Shape::Keys(keys) => closed(keys.iter().map(|(name, shape)| ((*name).to_owned(), shape_schema(shape, &below(name)))).collect()),
        Shape::Values(keys) => closed(keys.iter().map(|name| ((*name).to_owned(), value_schema(&below(name)))).collect()),
        Shape::Named(inner) => json!({"type": "object", "additionalProperties": shape_schema(inner, &below("*"))}),
        Shape::ListOf(inner) => json!({"type": "array", "items": shape_schema(inner, path)}),
        Shape::Layers => {
            let layer: Map<String, Json> = LAYER_KEYS.iter().map(|key| ((*key).to_owned(), kind_schema(Texts))).collect();
            json!({"type": "object", "properties": {"order": kind_schema(Texts)}, "additionalProperties": closed(layer)})
        }
    }
}

fn value_schema(path: &str) -> Json {
    match VALUES.iter().find(|(known, ..)| *known == path) {
        Some((_, kind, docs)) => described(kind_schema(*kind), docs),
        None => json!({}),
    }
}

fn kind_schema(kind: Kind) -> Json {
    match kind {
        Text => json!({"type": ["string", "number", "boolean"]}),
        Texts => json!({"type": ["string", "array"], "items": {"type": ["string", "number"]}}),
        Switch => json!({"type": "boolean"}),
        Whole => json!({"type": "integer", "minimum": 0}),
        Date => json!({"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"}),
        Severity => json!({"enum": ["off", "info", "warn", "error"]}),
        OneOf(words) => json!({"enum": words}),
    }
}

fn described(mut schema: Json, docs: &str) -> Json {
    if let Json::Object(map) = &mut schema {
        map.insert("description".into(), docs.into());
    }
    schema
}

/// A section for each rule, by its code; it stands under several names.
fn rule_definitions(rules: &[RuleDescriptor]) -> Json {
    let table = RuleOptions::table();
    let common = COMMON.iter().map(|(name, kind, docs)| ((*name).to_owned(), described(kind_schema(*kind), docs)));
    let mut definitions: Map<String, Json> = common.clone().collect();
    for rule in rules {
        let mut own: Map<String, Json> = common.clone().map(|(name, _)| (name.clone(), reference(&name))).collect();
        let options = table.iter().filter(|known| known.code == rule.code).flat_map(|known| &known.options);
        for option in options {
            let docs = format!("{} Takes {}; `{}` by default.", option.docs, option.expected, option.default);
            own.insert(option.name.to_owned(), described(option.schema.clone(), &docs));
        }
        let section = json!({"type": "object", "additionalProperties": false, "description": rule.name, "properties": own});
        definitions.insert(rule.code.to_owned(), section);
    }
    Json::Object(definitions)
}

fn reference(name: &str) -> Json {
    json!({"$ref": format!("#/definitions/{name}")})
}

fn rules_schema(rules: &[RuleDescriptor]) -> Json {
    let table = RuleOptions::table();
    let mut properties = Map::new();
    let mut groups: Map<String, Json> = Map::new();
    for rule in rules {
        properties.insert(rule.code.to_owned(), reference(rule.code));
        properties.insert(rule.name.to_owned(), reference(rule.code));
        // `[rules.capitalisation.keywords]` is a table in a table.
        if let Some((group, name)) = rule.name.split_once('.') {
            let group = groups.entry(group).or_insert_with(|| json!({"type": "object", "properties": {}}));
            group["properties"][name] = reference(rule.code);
        }
    }
    properties.extend(groups);
    for (code, name) in SHARED {
        let known = table.iter().filter(|known| known.code == *code).flat_map(|known| &known.options).find(|option| option.name == *name);
        if let Some(option) = known {
            properties.insert((*name).to_owned(), described(option.schema.clone(), option.docs));
        }
    }
    // Other spellings of codes and rules of other versions are none of the schema's business.
    json!({"type": "object", "properties": properties})
}

fn format_schema() -> Json {
    let mut properties: Map<String, Json> = INDENTATION_KEYS.iter().map(|key| ((*key).to_owned(), json!({}))).collect();
    properties.insert("max_line_length".into(), described(kind_schema(Whole), "The longest line; 0 is no limit"));
    properties.insert("style".into(), json!({"enum": ["sqlfluff", "sqlfmt"]}));
    properties.insert("indent_unit".into(), json!({"enum": ["space", "tab"]}));
    properties.insert("tab_space_size".into(), kind_schema(Whole));
    let keys: Map<String, Json> = TYPE_KEYS.iter().map(|key| ((*key).to_owned(), json!({"type": "string"}))).collect();
    properties.insert(
        "type".into(),
        json!({"type": "object", "additionalProperties": {"type": "object", "additionalProperties": false, "properties": keys}}),
    );
    json!({"type": "object", "additionalProperties": false, "properties": properties})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::selection::tests::RULES;

    /// The ways to all values of the vocabulary.
    fn ways(shape: &Shape, path: &str, out: &mut Vec<String>) {
        let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        match shape {
            Shape::Value => out.push(path.to_owned()),
            Shape::Keys(keys) => keys.iter().for_each(|(name, shape)| ways(shape, &below(name), out)),
            Shape::Values(keys) => out.extend(keys.iter().map(|name| below(name))),
            Shape::Named(inner) => ways(inner, &below("*"), out),
            Shape::ListOf(inner) => ways(inner, path, out),
            Shape::Open | Shape::Layers => {}
        }
    }

    #[test]
    fn every_value_of_the_vocabulary_is_described_and_no_other() {
        let mut have = Vec::new();
        ways(&OWN, "", &mut have);
        // Nothing reads them yet.
        have.retain(|way| !way.starts_with("artifacts."));
        let lost: Vec<&String> = have.iter().filter(|way| !VALUES.iter().any(|(known, ..)| known == way)).collect();
        let gone: Vec<&str> = VALUES.iter().map(|(known, ..)| *known).filter(|known| !have.iter().any(|way| way == known)).collect();
        assert!(lost.is_empty() && gone.is_empty(), "not described: {lost:?}, no such name: {gone:?}");
    }

    #[test]
    fn rules_stand_under_both_of_their_names() {
        let schema = schema(RULES);
        let policy = &schema["definitions"]["CP01"]["properties"]["capitalisation_policy"];
        assert!(policy["enum"].as_array().is_some_and(|words| words.contains(&"consistent".into())), "{policy}");
        let rules = &schema["properties"]["rules"]["properties"];
        let names = [&rules["CP01"], &rules["capitalisation.keywords"], &rules["capitalisation"]["properties"]["keywords"]];
        assert_eq!(names, [&reference("CP01"); 3]);
    }
}
