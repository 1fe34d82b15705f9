//! Which warehouse a project would be built in: the target of its profile.
//!
//! A profile is never needed. Without one the target has the name and the adapter that the settings say, and what only a
//! profile knows (database, schema) is not known.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::config::text_of;
use super::yaml_values::YamlValues;
use super::{LoadProblem, LoadProblemKind, Place, files};
use crate::text::Files;
use crate::yaml;

/// A target, as `target` in templates shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub profile: String,
    pub name: String,
    /// `redshift`, `snowflake` ...; empty where nothing says it.
    pub adapter: String,
    pub database: Option<String>,
    pub schema: Option<String>,
    /// Whether a profile was read, so that what it does not say is known not to be said.
    pub from_profile: bool,
    fields: Map<String, Value>,
}

impl Target {
    /// A target of which only the name and the adapter are known.
    #[must_use]
    pub fn new(name: &str, adapter: &str) -> Self {
        let mut target = Self {
            profile: String::new(),
            name: name.to_owned(),
            adapter: adapter.to_owned(),
            database: None,
            schema: None,
            from_profile: false,
            fields: Map::new(),
        };
        target.fill();
        target
    }

    /// What `target.x` gives.
    #[must_use]
    pub fn fields(&self) -> &Map<String, Value> {
        &self.fields
    }

    fn fill(&mut self) {
        let mut set = |key: &str, value: Value| {
            self.fields.insert(key.to_owned(), value);
        };
        set("name", Value::from(self.name.clone()));
        set("target_name", Value::from(self.name.clone()));
        set("profile_name", Value::from(self.profile.clone()));
        set("type", Value::from(self.adapter.clone()));
        set("database", self.database.clone().map_or(Value::Null, Value::from));
        set("schema", self.schema.clone().map_or(Value::Null, Value::from));
        match self.adapter.as_str() {
            "bigquery" => {
                self.fields.insert("project".to_owned(), self.database.clone().map_or(Value::Null, Value::from));
                self.fields.insert("dataset".to_owned(), self.schema.clone().map_or(Value::Null, Value::from));
            }
            "postgres" | "redshift" => {
                self.fields.insert("dbname".to_owned(), self.database.clone().map_or(Value::Null, Value::from));
            }
            _ => {}
        }
        self.fields.entry("threads").or_insert(Value::from(1));
    }

    fn from_output(profile: &str, name: &str, output: &Map<String, Value>) -> Self {
        let adapter = output.get("type").and_then(text_of).unwrap_or_default();
        let first = |keys: &[&str]| keys.iter().find_map(|key| output.get(*key).and_then(text_of));
        let database = match adapter.as_str() {
            "bigquery" => first(&["project", "database"]),
            "postgres" | "redshift" => first(&["dbname", "database"]),
            "databricks" => first(&["catalog", "database"]).or_else(|| Some("hive_metastore".to_owned())),
            "spark" | "fabricspark" => None,
            "athena" => first(&["database", "catalog"]).or_else(|| Some("awsdatacatalog".to_owned())),
            "trino" | "presto" | "starburst" => first(&["database", "catalog"]),
            "duckdb" => first(&["database"]).or_else(|| Some(duckdb_database(output.get("path").and_then(Value::as_str)))),
            _ => first(&["database", "dbname", "catalog", "project"]),
        };
        let schema = match adapter.as_str() {
            "bigquery" => first(&["dataset", "schema"]),
            "duckdb" => first(&["schema"]).or_else(|| Some("main".to_owned())),
            _ => first(&["schema", "dataset"]),
        };
        let mut target = Self {
            profile: profile.to_owned(),
            name: name.to_owned(),
            adapter,
            database,
            schema,
            from_profile: true,
            fields: output.iter().filter(|(key, _)| !is_secret(key)).map(|(key, value)| (key.clone(), value.clone())).collect(),
        };
        target.fill();
        target
    }
}

/// dbt shows no secrets to templates.
fn is_secret(key: &str) -> bool {
    matches!(
        key,
        "password" | "pass" | "token" | "private_key" | "private_key_passphrase" | "keyfile_json" | "client_secret" | "refresh_token"
    )
}

/// A `DuckDB` file's database is named after the file.
fn duckdb_database(path: Option<&str>) -> String {
    match path {
        None | Some(":memory:" | "") => "memory".to_owned(),
        Some(path) => Path::new(path).file_stem().map_or_else(|| "memory".to_owned(), |stem| stem.to_string_lossy().into_owned()),
    }
}

/// Where a `profiles.yml` is looked for, in order.
pub(super) fn profile_paths(project: &Path, chosen: Option<&Path>) -> Vec<PathBuf> {
    if let Some(folder) = chosen {
        return vec![folder.join("profiles.yml")];
    }
    let mut folders = Vec::new();
    if let Some(folder) = std::env::var_os("DBT_PROFILES_DIR") {
        folders.push(PathBuf::from(folder));
    }
    folders.push(project.to_owned());
    if let Some(home) = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")) {
        folders.push(PathBuf::from(home).join(".dbt"));
    }
    folders.iter().map(|folder| folder.join("profiles.yml")).collect()
}

/// What is asked for.
pub(super) struct Wanted<'w> {
    pub profile: Option<&'w str>,
    pub target: Option<&'w str>,
    pub adapter: Option<&'w str>,
}

/// Keys of a target that decide how relations are called.
const NAMING: &[&str] = &["type", "database", "dbname", "catalog", "project", "schema", "dataset"];

/// A target's fields, and which of those that name relations cannot be worked out here. Hosts and secrets that only the
/// environment of the warehouse's clients knows are nobody's concern.
fn fields_of(output: &yaml::Node, values: &mut YamlValues<'_>) -> (Map<String, Value>, Vec<String>) {
    let told = values.problems.len();
    let mut fields = values.render(output).as_object().cloned().unwrap_or_default();
    values.problems.truncate(told);
    let open = |value: &Value| value.as_str().is_some_and(|text| text.contains("{{") || text.contains("{%"));
    let left_out = fields.iter().filter(|(key, value)| NAMING.contains(&key.as_str()) && open(value)).map(|(key, _)| key.clone()).collect();
    fields.retain(|_, value| !open(value));
    (fields, left_out)
}

fn not_known(target: &str, keys: &[String]) -> String {
    let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
    format!(
        "{} of the target `{target}` cannot be worked out here, so names of relations go without; set the environment variables, or give them values under `[dbt] env` in setsquare.toml",
        keys.join(" and ")
    )
}

/// Targets of one profile that are looked at.
const MOST_TARGETS: usize = 16;

/// The target of the first profiles file that has the profile; without one, what the settings say. With it the profile's other targets.
pub(super) fn choose_target(
    files: &Files,
    paths: &[PathBuf],
    wanted: &Wanted<'_>,
    values: &mut YamlValues<'_>,
) -> (Target, Vec<Target>, Vec<LoadProblem>) {
    let mut problems = Vec::new();
    for path in paths.iter().filter(|path| path.is_file()) {
        let file = match files::read(files, path) {
            Ok(file) => file,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let document = yaml::parse(&files.get(file).text);
        values.in_file(file);
        let problem = |message: String, at: &yaml::Node| LoadProblem {
            kind: LoadProblemKind::Profile,
            path: path.clone(),
            place: Some(Place { file, range: at.range }),
            message,
        };
        problems.extend(document.problems.iter().filter(|found| found.kind.is_error()).map(|found| LoadProblem {
            kind: LoadProblemKind::Yaml,
            path: path.clone(),
            place: Some(Place { file, range: found.range }),
            message: found.message.clone(),
        }));
        let Some((profile_name, profile)) = profile_of(&document.root, wanted.profile) else { continue };
        let name =
            wanted.target.map(ToOwned::to_owned).or_else(|| values.text(profile.get("target"))).unwrap_or_else(|| "default".to_owned());
        let outputs = profile.get("outputs");
        match outputs.and_then(|outputs| outputs.get(&name)) {
            Some(output) => {
                let (fields, left_out) = fields_of(output, values);
                if !left_out.is_empty() {
                    problems.push(problem(not_known(&name, &left_out), output));
                }
                let mut target = Target::from_output(&profile_name, &name, &fields);
                if let Some(adapter) = wanted.adapter.filter(|_| target.adapter.is_empty()) {
                    adapter.clone_into(&mut target.adapter);
                    target.fill();
                }
                let others = outputs.map(yaml::Node::entries).unwrap_or_default().iter().take(MOST_TARGETS);
                let others = others.filter_map(|entry| Some((entry.key.to_text()?, &entry.value))).filter(|(other, _)| *other != name);
                let others = others.map(|(other, output)| Target::from_output(&profile_name, &other, &fields_of(output, values).0));
                return (target, others.collect(), problems);
            }
            None if wanted.target.is_none() || outputs.is_some() => {
                let known: Vec<String> =
                    outputs.map(yaml::Node::entries).unwrap_or_default().iter().filter_map(|entry| entry.key.to_text()).collect();
                let known = if known.is_empty() { "it has none".to_owned() } else { format!("it has {}", known.join(", ")) };
                problems.push(problem(format!("the profile `{profile_name}` has no target `{name}`; {known}"), profile));
            }
            None => {}
        }
        break;
    }
    (Target::new(wanted.target.unwrap_or("default"), wanted.adapter.unwrap_or_default()), Vec::new(), problems)
}

/// The named profile; where a project names none, the only one there is.
fn profile_of<'d>(root: &'d yaml::Node, name: Option<&str>) -> Option<(String, &'d yaml::Node)> {
    let Some(name) = name else {
        let mut profiles = root.entries().iter().filter(|entry| entry.value.get("outputs").is_some());
        let only = profiles.next().filter(|_| profiles.next().is_none())?;
        return Some((only.key.to_text()?, &only.value));
    };
    root.get(name).map(|profile| (name.to_owned(), profile))
}
