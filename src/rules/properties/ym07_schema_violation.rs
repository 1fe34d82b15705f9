use crate::dbt::PropertyKind;
use crate::diagnostic::RuleName;
use crate::rules::project::properties::{Described, entries};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::text::did_you_mean;
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "YM07", name: "properties.schema_violation" },
    aliases: &[],
    groups: &["project", "properties"],
    docs: include_str!("../../../rules/YM07.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

/// What may stand as a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Text,
    List,
    Mapping,
    Any,
}
use Shape::{Any, List, Mapping, Text};

/// A key, what it holds, and the minor version of dbt 1 that brought it.
type Key = (&'static str, Shape, u32);

/// What a node takes, a source and its tables too.
const DESCRIBED: &[Key] = &[
    ("name", Text, 0),
    ("description", Text, 0),
    ("docs", Mapping, 0),
    ("config", Mapping, 0),
    ("tests", List, 0),
    ("data_tests", List, 8),
    ("meta", Mapping, 0),
    ("tags", Any, 0),
    ("enabled", Any, 0),
];
/// What models, seeds and snapshots take besides.
const NODE: &[Key] = &[
    ("columns", List, 0),
    ("group", Text, 5),
];
/// What sources and their tables say of how they are loaded.
const LOADED: &[Key] = &[
    ("loader", Text, 0),
    ("loaded_at_field", Text, 0),
    ("loaded_at_query", Text, 10),
    ("freshness", Mapping, 0),
    ("quoting", Mapping, 0),
];

/// The keys that an entry takes.
struct Keys {
    lists: &'static [&'static [Key]],
    /// Whether adapters add keys of their own.
    open: bool,
}

impl Keys {
    const fn of(lists: &'static [&'static [Key]]) -> Self {
        Self { lists, open: false }
    }

    fn all(&self) -> impl Iterator<Item = &'static Key> {
        self.lists.iter().copied().flatten()
    }
}

static MODEL: Keys = Keys::of(&[DESCRIBED, NODE, &[
    ("access", Text, 5),
    ("constraints", List, 5),
    ("latest_version", Any, 5),
    ("versions", List, 5),
    ("deprecation_date", Any, 6),
    ("time_spine", Mapping, 9),
    ("semantic_model", Any, 11),
    ("agg_time_dimension", Any, 11),
    ("metrics", List, 11),
    ("derived_semantics", Mapping, 11),
    ("primary_entity", Any, 11),
    ("functions", Any, 11),
]]);
static SEED: Keys = Keys::of(&[DESCRIBED, NODE]);
static SNAPSHOT: Keys = Keys::of(&[DESCRIBED, NODE, &[
    ("relation", Text, 9),
]]);
static SOURCE: Keys = Keys::of(&[DESCRIBED, LOADED, &[
    ("database", Text, 0),
    ("project", Text, 0),
    ("schema", Text, 0),
    ("dataset", Text, 0),
    ("overrides", Text, 0),
    ("tables", List, 0),
]]);
static TABLE: Keys = Keys::of(&[DESCRIBED, LOADED, &[
    ("identifier", Text, 0),
    ("external", Any, 0),
    ("columns", List, 0),
]]);
static COLUMN: Keys = Keys { lists: &[&[
    ("name", Text, 0),
    ("description", Text, 0),
    ("data_type", Text, 0),
    ("quote", Any, 0),
    ("tests", List, 0),
    ("data_tests", List, 8),
    ("meta", Mapping, 0),
    ("tags", Any, 0),
    ("constraints", List, 5),
    ("docs", Mapping, 0),
    ("config", Mapping, 0),
    ("policy_tags", Any, 0),
    ("granularity", Text, 9),
    ("dimension", Any, 11),
    ("entity", Any, 11),
]], open: true };
static VERSION: Keys = Keys::of(&[&[
    ("v", Any, 5),
    ("name", Text, 5),
    ("defined_in", Text, 5),
    ("description", Text, 5),
    ("docs", Mapping, 5),
    ("config", Mapping, 5),
    ("columns", List, 5),
    ("tests", List, 5),
    ("data_tests", List, 8),
    ("access", Text, 5),
    ("constraints", List, 5),
    ("meta", Mapping, 5),
    ("tags", Any, 5),
    ("deprecation_date", Any, 6),
    ("alias", Text, 5),
    ("time_spine", Mapping, 9),
]]);
static EXPOSURE: Keys = Keys::of(&[&[
    ("name", Text, 0),
    ("label", Text, 4),
    ("type", Text, 0),
    ("owner", Mapping, 0),
    ("description", Text, 0),
    ("maturity", Text, 0),
    ("url", Text, 0),
    ("depends_on", List, 0),
    ("tags", Any, 0),
    ("meta", Mapping, 0),
    ("config", Mapping, 4),
    ("enabled", Any, 0),
]]);
static MACRO: Keys = Keys::of(&[&[
    ("name", Text, 0),
    ("description", Text, 0),
    ("docs", Mapping, 0),
    ("meta", Mapping, 0),
    ("arguments", List, 0),
    ("config", Mapping, 10),
]]);
static ARGUMENT: Keys = Keys::of(&[&[
    ("name", Text, 0),
    ("type", Any, 0),
    ("description", Text, 0),
]]);
static UNIT_TEST: Keys = Keys::of(&[&[
    ("name", Text, 8),
    ("description", Text, 8),
    ("model", Text, 8),
    ("given", List, 8),
    ("expect", Mapping, 8),
    ("overrides", Mapping, 8),
    ("config", Mapping, 8),
    ("versions", Any, 8),
    ("tags", Any, 8),
    ("meta", Mapping, 8),
    ("enabled", Any, 8),
]]);

/// Keys of entries with the lists inside them, by the key of the list.
type Inside = &'static [(&'static str, &'static Keys)];

static KINDS: &[(PropertyKind, &Keys, Inside)] = &[
    (PropertyKind::Model, &MODEL, &[("columns", &COLUMN), ("versions", &VERSION)]),
    (PropertyKind::Seed, &SEED, &[("columns", &COLUMN)]),
    (PropertyKind::Snapshot, &SNAPSHOT, &[("columns", &COLUMN)]),
    (PropertyKind::Source, &SOURCE, &[("tables", &TABLE)]),
    (PropertyKind::Exposure, &EXPOSURE, &[]),
    (PropertyKind::Macro, &MACRO, &[("arguments", &ARGUMENT)]),
    (PropertyKind::UnitTest, &UNIT_TEST, &[]),
];

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (kind, keys, inside) in KINDS {
        for described in entries(cx, &[*kind]) {
            let Some(settings) = cx.settings(described.file.file) else { continue };
            let minor = minor_of(&settings.rules.ym07.dbt_version);
            let look = Look { described, minor };
            look.entry(described.entry, keys, &format!("an entry of `{}:`", kind.key()), out);
            for (list, keys) in *inside {
                let items = described.entry.get(list).map(Node::items).unwrap_or_default();
                for item in items {
                    look.entry(item, keys, &format!("an entry of `{list}:`"), out);
                }
                let columns = items.iter().filter(|_| *list == "tables").filter_map(|table| table.get("columns")).flat_map(Node::items);
                for column in columns {
                    look.entry(column, &COLUMN, "an entry of `columns:`", out);
                }
            }
        }
    }
}

/// `8` of `1.8.2`; later ones than those of version 1 know everything.
fn minor_of(version: &str) -> Option<u32> {
    let mut parts = version.trim().trim_start_matches(['v', '>', '=', '~', '^']).split('.');
    if parts.next()? != "1" {
        return None;
    }
    parts.next()?.parse().ok()
}

struct Look<'a> {
    described: Described<'a>,
    minor: Option<u32>,
}

impl Look<'_> {
    fn entry(&self, node: &Node, keys: &Keys, what: &str, out: &mut ProjectSink<'_>) {
        let file = self.described.file.file;
        for entry in node.entries() {
            let Some(key) = entry.key.as_str() else { continue };
            let Some((_, shape, since)) = keys.all().find(|(known, ..)| *known == key) else {
                let near = did_you_mean(key, keys.all().map(|(known, ..)| *known));
                if !near.is_empty() || !keys.open {
                    out.report(file, entry.key.range, format!("{what} has no key `{key}`{near}"));
                }
                continue;
            };
            if self.minor.is_some_and(|minor| minor < *since) {
                out.report(file, entry.key.range, format!("`{key}` came with dbt 1.{since}"));
            } else if let Some(wanted) = wrong(&entry.value, *shape) {
                out.report(file, entry.value.range, format!("`{key}` takes {wanted}"));
            }
        }
    }
}

/// What should stand there, if it does not. Jinja may give anything.
fn wrong(value: &Node, shape: Shape) -> Option<&'static str> {
    let open = value.is_null() || value.as_str().is_some_and(|text| text.contains("{{"));
    match shape {
        _ if open => None,
        Text => value.as_str().is_none().then_some("a text; quote what looks like something else"),
        List => value.as_sequence().is_none().then_some("a list"),
        Mapping => value.as_mapping().is_none().then_some("a mapping"),
        Any => None,
    }
}
