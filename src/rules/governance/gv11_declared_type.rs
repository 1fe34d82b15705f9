use crate::diagnostic::RuleName;
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Outputs, TypeFamily, same_name};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV11", name: "governance.declared_type" },
    aliases: &["IS004"],
    groups: &["models", "governance"],
    docs: include_str!("../../../rules/GV11.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Template(check),
};

fn check(cx: &Cx<'_>, out: &mut Sink<'_>) {
    let Some(model) = cx.model.filter(|model| model.columns.iter().any(|column| column.data_type.is_some())) else { return };
    let Some(outputs) = Outputs::of_text(cx.tree, cx.queries()) else { return };
    for given in &outputs.columns {
        let Some(declared) = model.columns.iter().find(|column| same_name(&column.name, &given.name)) else { continue };
        let Some(text) = declared.data_type.as_deref() else { continue };
        if let (Some(want), Some(have)) = (TypeFamily::of(text), given.family)
            && want != have
            && cx.is_known(&RULE, cx.tree.range(given.target))
        {
            let message = format!("`{}` is declared as `{text}`, and is {} here", declared.name, have.shown());
            out.report(cx.tree.range(given.target), message);
        }
    }
}
