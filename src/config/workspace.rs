//! What a workspace is made of and where its borders run, as `setsquare.toml` says it. Nothing here is evaluated:
//! patterns and expressions are as written.

use std::path::PathBuf;

use super::value::Origin;

/// The parts of `setsquare.toml` that hold for a whole workspace.
#[derive(Clone, Debug, Default)]
pub struct WorkspaceSettings {
    /// The folder of the outermost `setsquare.toml`; globs and patterns below are relative to it.
    pub root: PathBuf,
    /// Folders of projects, as patterns in which `{name}` captures one path part. Empty: every `dbt_project.yml` is one.
    pub projects: Vec<String>,
    /// Folders of local packages.
    pub shared: Vec<String>,
    /// Globs of what is not looked at.
    pub exclude: Vec<String>,
    pub captures: Vec<Capture>,
    /// The first that matches a project wins.
    pub domains: Vec<Domain>,
    pub boundary: Boundary,
    pub layers: Vec<LayerScheme>,
    pub baseline: BaselineSettings,
}

/// The findings that a project had when it began to count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaselineSettings {
    /// The file, relative to each project's folder.
    pub path: String,
    /// After how many days an entry no longer excuses its finding.
    pub max_age_days: Option<u32>,
}

impl Default for BaselineSettings {
    fn default() -> Self {
        Self { path: ".setsquare-baseline.json".to_owned(), max_age_days: None }
    }
}

impl WorkspaceSettings {
    /// A layer scheme by its name.
    #[must_use]
    pub fn scheme(&self, name: &str) -> Option<&LayerScheme> {
        self.layers.iter().find(|scheme| scheme.name == name)
    }
}

/// The values that a captured path part may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capture {
    pub name: String,
    /// Nothing: any value.
    pub values: Option<Vec<String>>,
    /// Other spellings and what they stand for.
    pub aliases: Vec<(String, String)>,
}

/// A kind of project, and what it may touch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domain {
    pub name: String,
    /// A folder pattern, as in `projects`.
    pub pattern: String,
    pub project_name: Option<String>,
    /// Databases it may write to, with `*` and captures.
    pub databases: Vec<String>,
    /// Databases it may read by literal name or source.
    pub reads: Vec<String>,
    pub groups: Vec<String>,
    pub owner: Option<String>,
    /// The layer scheme of its projects.
    pub layers: Option<String>,
    pub multi_country: bool,
    pub origin: Option<Origin>,
}

/// The policy between projects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Boundary {
    /// Whether anything was said of boundaries at all.
    pub configured: bool,
    pub default: Verdict,
    pub unknown: UnknownEdge,
    pub allow: Vec<BoundaryRule>,
    pub deny: Vec<BoundaryRule>,
    pub exceptions: Vec<BoundaryException>,
}

/// What holds where no rule speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    Allow,
    #[default]
    Deny,
}

/// What becomes of an edge that cannot be decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnknownEdge {
    Off,
    #[default]
    Warn,
    Error,
}

/// One line of policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundaryRule {
    /// A domain's name or a folder pattern.
    pub from: String,
    pub to: String,
    /// The least access the target must have.
    pub access: Option<Access>,
    /// The kinds of edges it speaks of; empty is all.
    pub via: Vec<EdgeKind>,
    /// An expression over `from.*` and `to.*`; where it holds, the rule does not.
    pub unless: Option<String>,
    pub message: Option<String>,
    pub origin: Option<Origin>,
}

/// A permission with an end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundaryException {
    pub from: String,
    pub to: String,
    /// Resource names or globs; empty is all.
    pub resources: Vec<String>,
    /// `YYYY-MM-DD`.
    pub until: Option<String>,
    pub owner: Option<String>,
    pub reason: Option<String>,
    pub origin: Option<Origin>,
}

/// dbt's access levels, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Access {
    Private,
    Protected,
    Public,
}

/// How one resource reaches another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EdgeKind {
    Ref,
    Source,
    Relation,
    Macro,
    Package,
    Exposure,
}

/// A named order of layers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LayerScheme {
    pub name: String,
    /// Whether a model whose name begins with a layer's prefix belongs there wherever it lies.
    pub by_name: bool,
    /// In the order data flows.
    pub layers: Vec<Layer>,
}

/// A layer of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layer {
    pub name: String,
    /// Globs of its models, relative to the project.
    pub paths: Vec<String>,
    pub prefixes: Vec<String>,
    /// Layers, `source` or `seed`; nothing: anything.
    pub may_read: Option<Vec<String>>,
}

impl LayerScheme {
    /// The layer with the longest prefix that a name begins with.
    #[must_use]
    pub fn layer_named_like(&self, name: &str) -> Option<&Layer> {
        let longest = |layer: &Layer| layer.prefixes.iter().filter(|prefix| name.starts_with(prefix.as_str())).map(String::len).max();
        self.layers.iter().filter_map(|layer| Some((longest(layer)?, layer))).max_by_key(|(length, _)| *length).map(|(_, layer)| layer)
    }
}
