use std::sync::Arc;

use serde_json::Value;

use super::{Config, NodeCalls, RefCall, SourceCall};
use crate::text::{FileId, TextRange};
use crate::yaml;

/// A range in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    pub file: FileId,
    pub range: TextRange,
}

/// What a resource is, as dbt names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ResourceType {
    #[default]
    Model,
    Seed,
    Snapshot,
    Analysis,
    /// A singular test, SQL in a file of its own, or a data test of a properties file.
    Test,
    Source,
    Exposure,
    Metric,
    SemanticModel,
    SavedQuery,
    UnitTest,
    /// `on-run-start` and `on-run-end`.
    Operation,
}

impl ResourceType {
    /// dbt's name, which also begins the unique identifier.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Seed => "seed",
            Self::Snapshot => "snapshot",
            Self::Analysis => "analysis",
            Self::Test => "test",
            Self::Source => "source",
            Self::Exposure => "exposure",
            Self::Metric => "metric",
            Self::SemanticModel => "semantic_model",
            Self::SavedQuery => "saved_query",
            Self::UnitTest => "unit_test",
            Self::Operation => "operation",
        }
    }

    /// Whether dbt builds or runs it, so that a run over everything selects it.
    #[must_use]
    pub fn is_run(self) -> bool {
        matches!(self, Self::Model | Self::Seed | Self::Snapshot | Self::Analysis | Self::Test | Self::UnitTest | Self::SavedQuery)
    }

    /// The key of the project file that configures it.
    #[must_use]
    pub fn config_key(self) -> &'static str {
        match self {
            Self::Model | Self::Analysis | Self::Operation => "models",
            Self::Seed => "seeds",
            Self::Snapshot => "snapshots",
            Self::Test => "tests",
            Self::Source => "sources",
            Self::Exposure => "exposures",
            Self::Metric => "metrics",
            Self::SemanticModel => "semantic-models",
            Self::SavedQuery => "saved-queries",
            Self::UnitTest => "unit_tests",
        }
    }
}

/// Where a resource is written.
#[derive(Clone, Debug, Default)]
pub struct DefinedAt {
    /// The SQL, Python or CSV file, and in it the whole file or a snapshot's block.
    pub file: Option<Place>,
    /// The entry of a properties file, from its first key to the end of its last value.
    pub entry: Option<Place>,
    /// The entry's name.
    pub entry_name: Option<Place>,
}

/// A column as properties files describe it.
#[derive(Clone, Debug)]
pub struct Column {
    pub name: String,
    pub description: Option<String>,
    pub data_type: Option<String>,
    pub tags: Vec<String>,
    pub meta: Value,
    pub tests: Vec<DataTest>,
    pub name_place: Place,
    /// The entry itself, for everything that is not named here.
    pub entry: yaml::Node,
}

/// A data test of a resource or a column: `unique`, or a mapping of one key.
#[derive(Clone, Debug)]
pub struct DataTest {
    /// The item of the list.
    pub place: Place,
    /// As written: `unique`, `dbt_utils.accepted_range`.
    pub macro_name: String,
    /// A name of its own, if it has one.
    pub name: Option<String>,
    /// What the macro is given: from the old spelling, where arguments and settings share one mapping, or from `arguments:`.
    pub arguments: Vec<(String, yaml::Node)>,
    /// `severity`, `where`, `tags`... from `config:` or beside the arguments.
    pub config: Vec<(String, yaml::Node)>,
    /// Unless it says of itself that it is off.
    pub enabled: bool,
    /// What its arguments name by `ref` and `source`: the other side of a relationship, a model to compare with.
    pub calls: NodeCalls,
}

/// What a data test of a properties file is made of.
#[derive(Clone, Debug)]
pub struct TestedBy {
    /// The package before its name, if one stands there.
    pub namespace: Option<String>,
    pub macro_name: String,
    /// What the macro is given, as the manifest shows it.
    pub arguments: serde_json::Map<String, Value>,
    pub column_name: Option<String>,
    /// The unique identifier of what it tests; nothing for a source.
    pub attached_to: Option<String>,
}

/// Anything of a project that dbt builds, reads or describes.
#[derive(Clone, Debug, Default)]
pub struct Resource {
    pub unique_id: String,
    pub resource_type: ResourceType,
    pub package_name: String,
    /// From the package's root, with `/`.
    pub path: String,
    /// The path of names by which project files configure it, the package first.
    pub fqn: Vec<String>,
    /// Of a source, the table's name.
    pub name: String,
    /// A source's own name, for its tables.
    pub source_name: Option<String>,
    pub version: Option<String>,
    pub latest_version: Option<String>,
    pub alias: Option<String>,
    /// A source table's name in the warehouse.
    pub identifier: Option<String>,
    pub database: Option<String>,
    pub schema: Option<String>,
    pub materialized: Option<String>,
    pub enabled: bool,
    pub tags: Vec<String>,
    pub access: Option<String>,
    pub group: Option<String>,
    pub config: Config,
    pub calls: NodeCalls,
    /// Unique identifiers of what it reads, in order of first mention.
    pub depends_on: Vec<String>,
    pub description: Option<String>,
    pub meta: Value,
    pub columns: Vec<Column>,
    pub tests: Vec<DataTest>,
    pub defined_at: DefinedAt,
    /// The properties file, from the package's root, with `/`.
    pub described_in: Option<Arc<str>>,
    /// The properties entry itself, for everything that is not named here. Of a source table: the table's.
    pub entry: Option<yaml::Node>,
    /// Of a source table: the source's entry.
    pub source_entry: Option<yaml::Node>,
    /// Of a data test of a properties file.
    pub generic_test: Option<TestedBy>,
    /// The template of what is no file's text: a data test's, a hook's, a snapshot's that only YAML describes.
    pub code: Option<String>,
}

impl Resource {
    #[must_use]
    pub fn refs(&self) -> &[RefCall] {
        &self.calls.refs
    }

    #[must_use]
    pub fn sources(&self) -> &[SourceCall] {
        &self.calls.sources
    }

    /// Whether it is written in Python.
    #[must_use]
    pub fn is_python(&self) -> bool {
        self.path.to_ascii_lowercase().ends_with(".py")
    }
}
