use crate::diagnostic::{Applicability, Level, RuleName};
use crate::rules::{Change, Check, FixPolicy, RuleDef};

/// The gap plan finds and mends it: `crate::layout`.
pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "LT04", name: "layout.commas" },
    aliases: &["L019"],
    groups: &["layout"],
    docs: include_str!("../../../rules/LT04.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Spacing),
    check: Check::Layout,
};
