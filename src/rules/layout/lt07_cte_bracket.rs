use crate::diagnostic::{Applicability, Level, RuleName};
use crate::rules::{Change, Check, FixPolicy, RuleDef};

/// The gap plan finds and mends it: `crate::layout`.
pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "LT07", name: "layout.cte_bracket" },
    aliases: &["L018"],
    groups: &["core", "layout"],
    docs: include_str!("../../../rules/LT07.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Spacing),
    check: Check::Layout,
};
