use crate::diagnostic::{Applicability, Level, RuleName};
use crate::rules::{Change, Check, FixPolicy, RuleDef};

/// The gap plan finds and mends it: `crate::layout`.
pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "LT05", name: "layout.long_lines" },
    aliases: &["L016"],
    groups: &["core", "layout"],
    docs: include_str!("../../../rules/LT05.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Spacing),
    check: Check::Layout,
};
