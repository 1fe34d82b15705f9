use crate::diagnostic::{Level, RuleName};
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Query, QueryKind};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "AL06", name: "aliasing.length" },
    aliases: &["L066"],
    groups: &["core", "aliasing"],
    docs: include_str!("../../../rules/AL06.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Query(check),
};

fn check(cx: &Cx<'_>, query: &Query, out: &mut Sink<'_>) {
    let options = &cx.settings.rules.al06;
    if query.kind != QueryKind::Select || (options.min_alias_length.is_none() && options.max_alias_length.is_none()) {
        return;
    }
    let tables = query.sources.iter().filter(|source| source.table().is_some());
    for name in tables.filter_map(|source| source.alias.and_then(|alias| alias.name)) {
        // Quotes count: they are part of what is to be read.
        let text = cx.tree.token_text(name);
        let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        if let Some(least) = options.min_alias_length.filter(|&least| length < least) {
            out.report(cx.tree.token_range(name), format!("The alias `{text}` is shorter than {least} characters"));
        }
        if let Some(most) = options.max_alias_length.filter(|&most| length > most) {
            out.report(cx.tree.token_range(name), format!("The alias `{text}` is longer than {most} characters"));
        }
    }
}
