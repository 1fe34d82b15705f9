use crate::diagnostic::{Level, RuleName};
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Query, same_name, unquote};

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
    for (index, target) in query.targets.iter().enumerate() {
        let Some(name) = target.output_name(tree) else { continue };
        let text = tree.token_text(name);
        let earlier = query.targets[..index]
            .iter()
            .filter_map(|other| other.output_name(tree))
            .find(|&other| same_name(tree.token_text(other), text));
        if let Some(first) = earlier {
            out.report(tree.token_range(name), format!("The column name `{}` is given twice", unquote(text)))
                .related(tree.token_range(first), "given here first");
        }
    }
}
