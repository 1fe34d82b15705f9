use std::sync::Arc;

use super::layout::LayoutSettings;
use super::rule_options::RuleOptions;
use super::workspace::WorkspaceSettings;
use crate::dialect::Dialect;

/// Everything that decides how a file is read and judged. Interned: files with the same configuration share one value.
#[derive(Clone, Debug)]
pub struct Settings {
    pub dialect: Dialect,
    /// The options of the rules, by code: `settings.rules.cp01.capitalisation_policy`.
    pub rules: RuleOptions,
    pub layout: LayoutSettings,
    /// What holds for the workspace the file belongs to.
    pub workspace: Arc<WorkspaceSettings>,
}
