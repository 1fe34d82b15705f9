use crate::diagnostic::{Applicability, Level, RuleName};
use crate::rules::{Change, Check, FixPolicy, RuleDef};

/// The gap plan finds and mends it: `crate::layout`.
pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "LT13", name: "layout.start_of_file" },
    aliases: &["L050"],
    groups: &["layout"],
    docs: include_str!("../../../rules/LT13.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Spacing),
    check: Check::Layout,
};
