//! Generic tests: those that properties put on a resource or a column. dbt makes a node of each; here it is worked out when asked for.
//!
//! Names and identifiers are dbt-core's, to the letter: they are what its manifest, its command line and its artifacts use.

use md5::{Digest, Md5};
use serde_json::{Map, Value};

use super::config::{Config, SettingOrigin};
use super::values::jinja_of;
use super::yaml_values::raw_json;
use super::{Column, DataTest, Package, Project, Resource, ResourceType};
use crate::jinja::repr;
use crate::yaml;

/// Characters from which on a name is cut for the warehouse.
const LONGEST_NAME: usize = 64;
/// How much of a test and its resource such a name keeps.
const KEPT: usize = 30;

/// A test on a resource or on one of its columns.
#[derive(Clone, Copy, Debug)]
pub struct GenericTest<'a> {
    pub on: &'a Resource,
    pub column: Option<&'a Column>,
    pub test: &'a DataTest,
}

/// Where a generic test stands in its resource: among the tests of a column, or of the resource itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TestPlace {
    column: Option<u32>,
    nth: u32,
}

impl<'a> GenericTest<'a> {
    /// All tests of a resource, those of its columns last.
    pub fn of(resource: &'a Resource) -> impl Iterator<Item = Self> {
        Self::placed(resource).map(|(_, test)| test)
    }

    /// The same with their places.
    pub fn placed(resource: &'a Resource) -> impl Iterator<Item = (TestPlace, Self)> {
        let on_resource = resource.tests.iter().zip(0..).map(move |(test, nth)| {
            let place = TestPlace { column: None, nth };
            (place, Self { on: resource, column: None, test })
        });
        let on_columns = resource.columns.iter().zip(0..).flat_map(move |(column, at)| {
            column.tests.iter().zip(0..).map(move |(test, nth)| {
                let place = TestPlace { column: Some(at), nth };
                (place, Self { on: resource, column: Some(column), test })
            })
        });
        on_resource.chain(on_columns)
    }

    /// The test at a place, without looking through those before it.
    #[must_use]
    pub fn at(resource: &'a Resource, place: TestPlace) -> Option<Self> {
        let column = match place.column {
            Some(at) => Some(resource.columns.get(at as usize)?),
            None => None,
        };
        let tests = column.map_or(&resource.tests, |column| &column.tests);
        tests.get(place.nth as usize).map(|test| Self { on: resource, column, test })
    }

    /// The macro's own name: `unique` of `dbt_utils.unique`.
    #[must_use]
    pub fn macro_name(&self) -> &'a str {
        self.test.macro_name.rsplit('.').next().unwrap_or_default()
    }

    /// The package that the macro is looked for in, if one is named.
    #[must_use]
    pub fn namespace(&self) -> Option<&'a str> {
        self.test.macro_name.rsplit_once('.').map(|(namespace, _)| namespace)
    }

    /// Whether the test is on, as the project files and the test itself say.
    #[must_use]
    pub fn is_enabled(&self, project: &Project) -> bool {
        let configured = project
            .packages
            .iter()
            .any(|package| package.configs.get(ResourceType::Test.config_key()).is_some_and(|tree| !tree.is_empty()));
        self.test.enabled && (!configured || self.config(project).enabled())
    }

    /// `unique_orders_id`: the name it was given, or the one dbt makes of the macro, the resource and the arguments.
    #[must_use]
    pub fn name(&self) -> String {
        if let Some(name) = &self.test.name {
            return name.clone();
        }
        let mut name = self.stem();
        let mut arguments: Vec<(String, Value)> = self.arguments().into_iter().collect();
        arguments.sort_by(|left, right| left.0.cmp(&right.0));
        let parts: Vec<String> = arguments.iter().flat_map(|(_, value)| flat(value)).map(|text| cleaned(&text)).collect();
        name.push('_');
        name.push_str(&parts.join("__"));
        name
    }

    /// What a name that dbt makes begins with: the macro and the resource.
    fn stem(&self) -> String {
        let mut name = if self.on.resource_type == ResourceType::Source { "source_".to_owned() } else { String::new() };
        if let Some(namespace) = self.namespace() {
            name.push_str(namespace);
            name.push('_');
        }
        name.push_str(self.macro_name());
        name.push('_');
        name.push_str(&self.target_name());
        name
    }

    /// What it is called in the warehouse: the name, or of a long one its beginning and a hash of all of it.
    #[must_use]
    pub fn alias(&self) -> String {
        let name = self.name();
        if self.test.name.is_some() || name.chars().count() < LONGEST_NAME {
            return name;
        }
        let hash: String = Md5::digest(name.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{}_{hash}", self.stem().chars().take(KEPT).collect::<String>())
    }

    /// `test.shop.unique_orders_id.d9a3d8b2e1`.
    #[must_use]
    pub fn unique_id(&self) -> String {
        let name = self.name();
        let arguments = self.all_arguments();
        let namespace = self.namespace().unwrap_or("None").to_owned();
        let metadata = Value::Object(Map::from_iter([
            ("kwargs".to_owned(), stringified(&Value::Object(arguments))),
            ("name".to_owned(), Value::String(self.macro_name().to_owned())),
            ("namespace".to_owned(), Value::String(namespace)),
        ]));
        let digest = Md5::digest(format!("{name}{}", repr(&jinja_of(&metadata))).as_bytes());
        let hash: String = digest[11..].iter().map(|byte| format!("{byte:02x}")).collect();
        format!("test.{}.{name}.{hash}", self.on.package_name)
    }

    /// What the project files and the test itself say of it.
    #[must_use]
    pub fn config(&self, project: &Project) -> Config {
        let mut config = Config::default();
        let own = project.packages.iter().position(|package| package.name == self.on.package_name).unwrap_or(0);
        let mut fqn = None;
        let mut apply = |config: &mut Config, package: &Package, origin| {
            let Some(tree) = package.configs.get(ResourceType::Test.config_key()).filter(|tree| !tree.is_empty()) else { return };
            let fqn = fqn.get_or_insert_with(|| self.fqn(package));
            for (key, value, place) in tree.levels(fqn) {
                config.merge(key, value.clone(), origin, Some(*place));
            }
        };
        apply(&mut config, &project.packages[own], SettingOrigin::Package);
        for tag in self.column.iter().flat_map(|column| &column.tags) {
            config.merge("tags", Value::String(tag.clone()), SettingOrigin::Properties, None);
        }
        for (key, node) in &self.test.config {
            config.merge(key, raw_json(node), SettingOrigin::Properties, Some(self.test.place));
        }
        if own != 0 {
            apply(&mut config, &project.packages[0], SettingOrigin::Root);
        }
        config
    }

    fn fqn(&self, package: &Package) -> Vec<String> {
        let path = self.on.described_in.as_deref().unwrap_or_default();
        let below = package.property_paths().into_iter().find_map(|folder| path.strip_prefix(folder)?.strip_prefix('/')).unwrap_or(path);
        let mut fqn = vec![self.on.package_name.clone()];
        fqn.extend(below.split('/').map(ToOwned::to_owned));
        fqn.pop();
        fqn.push(self.name());
        fqn
    }

    /// `orders`, `orders_v2`, `source_table`.
    fn target_name(&self) -> String {
        match (&self.on.source_name, &self.on.version) {
            (Some(source), _) => format!("{source}_{}", self.on.name),
            (None, Some(version)) => format!("{}_v{version}", self.on.name),
            (None, None) => self.on.name.clone(),
        }
    }

    fn target_call(&self) -> String {
        match (&self.on.source_name, &self.on.version) {
            (Some(source), _) => format!("source('{source}', '{}')", self.on.name),
            (None, Some(version)) => format!("ref('{}', version='{version}')", self.on.name),
            (None, None) => format!("ref('{}')", self.on.name),
        }
    }

    /// What the macro is given, the resource too.
    #[must_use]
    pub fn all_arguments(&self) -> Map<String, Value> {
        let mut arguments = self.arguments();
        arguments.insert("model".to_owned(), Value::String(format!("{{{{ get_where_subquery({}) }}}}", self.target_call())));
        arguments
    }

    /// What the macro is given, the column by its name.
    fn arguments(&self) -> Map<String, Value> {
        let mut arguments: Map<String, Value> = self.test.arguments.iter().map(|(key, node)| (key.clone(), raw_json(node))).collect();
        if let Some(column) = self.column {
            let quoted = column.entry.get("quote").is_some_and(|quote| matches!(quote.value, yaml::Value::Bool(true)));
            let name = if quoted { format!("\"{}\"", column.name) } else { column.name.clone() };
            arguments.insert("column_name".to_owned(), Value::String(name));
        }
        arguments
    }
}

/// The texts of an argument: of a collection, those of its items.
fn flat(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().map(text).collect(),
        Value::Object(items) => items.values().map(text).collect(),
        other => vec![text(other)],
    }
}

/// As Python's `str` writes it.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => repr(&jinja_of(other)),
    }
}

/// Runs of what no identifier has become one underscore.
fn cleaned(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut between = false;
    for character in text.chars() {
        if character.is_ascii_alphanumeric() || character == '_' {
            out.push(character);
            between = false;
        } else if !std::mem::replace(&mut between, true) {
            out.push('_');
        }
    }
    out
}

/// Every scalar as its text, keys in order.
fn stringified(value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(stringified).collect()),
        Value::Object(items) => {
            let mut entries: Vec<(String, Value)> = items.iter().map(|(key, value)| (key.clone(), stringified(value))).collect();
            entries.sort_by(|left, right| left.0.cmp(&right.0));
            Value::Object(entries.into_iter().collect())
        }
        other => Value::String(text(other)),
    }
}
