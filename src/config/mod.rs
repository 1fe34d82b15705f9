//! Layer 3: from configuration files and flags to typed `Settings`, one value for each distinct configuration.
//!
//! Knows option names and types, not what rules do with them.

mod configuration;
mod explain;
mod ini;
mod inline;
mod known_rules;
mod layout;
mod loader;
mod options;
mod overrides;
mod presets;
mod python_literal;
mod read_workspace;
pub mod rule_options;
mod schema;
mod selection;
mod settings;
mod styles;
mod tighten;
mod toml_file;
mod translate;
mod value;
mod vocabulary;
mod workspace;

pub use explain::{ExplainedRule, Said, word as level_word};
pub use layout::{
    Align, INDENTATION_KEYS, ImplicitIndents, IndentSettings, IndentUnit, LayoutSettings, LinePlace, LinePosition, Spacing,
    TrailingComments, TypeLayout,
};
pub use loader::{Loader, OWN_FILE};
pub use options::{Pattern, WordList};
pub use overrides::Overrides;
pub use presets::{names as preset_names, words as preset_words};
pub use rule_options::RawAccess;
pub use rule_options::{CodeScope, CoverageBy, Criteria, RuleOptions, TestCounts, TestKind};
pub use schema::schema;
pub use selection::RuleDescriptor;
pub use settings::{
    DialectSource, IgnoredErrors, JinjaSettings, PlaceholderSettings, ProjectHint, Settings, SuppressionSettings, Templater,
    missing_dialect,
};
pub use value::{ConfigProblem, Origin, Place};
pub use workspace::{
    Access, BaselineSettings, BoundaryException, BoundaryRule, Domain, EdgeKind, Layer, LayerScheme, UnknownEdge, Verdict,
    WorkspaceSettings,
};
