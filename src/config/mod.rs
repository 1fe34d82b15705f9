//! Layer 3: from configuration files and flags to typed `Settings`, one value for each distinct configuration.
//!
//! Knows option names and types, not what rules do with them.

mod layout;
mod options;
pub mod rule_options;
mod settings;
mod value;
mod workspace;

pub use layout::{
    Align, ImplicitIndents, IndentSettings, IndentUnit, LayoutSettings, LinePlace, LinePosition, Spacing, TrailingComments, TypeLayout,
};
pub use options::{OptionInfo, Pattern, RuleOptionsInfo, WordList};
pub use rule_options::RuleOptions;
pub use settings::Settings;
pub use value::{ConfigProblem, Origin, Place};
pub use workspace::{
    Access, Boundary, BoundaryException, BoundaryRule, Capture, Domain, EdgeKind, Layer, LayerScheme, UnknownEdge, Verdict,
    WorkspaceSettings,
};
