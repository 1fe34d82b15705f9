use crate::diagnostic::{Applicability, Level, RuleName};
use crate::rules::{Change, Check, FixPolicy, RuleDef};

/// The gap plan finds and mends it: `crate::layout`.
pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "LT01", name: "layout.spacing" },
    aliases: &["L001", "L005", "L006", "L008", "L023", "L024", "L039", "L048", "L071"],
    groups: &["core", "layout"],
    docs: include_str!("../../../rules/LT01.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Spacing),
    check: Check::Layout,
};
