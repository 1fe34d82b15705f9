use rustc_hash::FxHashMap;

use crate::diagnostic::{Level, RuleName};
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Query, unquote};
use crate::syntax::TokenId;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "AL08", name: "aliasing.unique.column" },
    aliases: &[],
    groups: &["core", "aliasing"],
    docs: include_str!("../../../rules/AL08.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Query(check),
};

fn check(cx: &Cx<'_>, query: &Query, out: &mut Sink<'_>) {
    let tree = cx.tree;
    let mut seen: FxHashMap<String, TokenId> = FxHashMap::default();
    for target in &query.targets {
        let Some(name) = target.output_name(tree) else { continue };
        let text = unquote(tree.token_text(name));
        let first = *seen.entry(text.to_ascii_lowercase()).or_insert(name);
        if first != name {
            out.report(tree.token_range(name), format!("The column name `{text}` is given twice"))
                .related(tree.token_range(first), "given here first");
        }
    }
}
