use crate::diagnostic::{Applicability, Level, RuleName};
use crate::rules::{Change, Check, FixPolicy, RuleDef};

/// The gap plan finds and mends it: `crate::layout`.
pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "LT10", name: "layout.select_modifiers" },
    aliases: &["L041"],
    groups: &["core", "layout"],
    docs: include_str!("../../../rules/LT10.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Spacing),
    check: Check::Layout,
};
