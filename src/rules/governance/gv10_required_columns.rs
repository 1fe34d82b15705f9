use crate::diagnostic::RuleName;
use crate::rules::{Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{Outputs, TypeFamily, same_name};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "GV10", name: "governance.required_columns" },
    aliases: &["check-model-has-columns-with-types"],
    groups: &["models", "governance"],
    docs: include_str!("../../../rules/GV10.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Template(check),
};

fn check(cx: &Cx<'_>, out: &mut Sink<'_>) {
    let Some(model) = cx.model else { return };
    let wanted = &cx.settings.rules.gv10.columns.0;
    if wanted.is_empty() {
        return;
    }
    let outputs = Outputs::of_text(cx.tree, cx.queries()).unwrap_or_default();
    let enforced = model.config.get("contract").and_then(|contract| contract.get("enforced")).and_then(serde_json::Value::as_bool);
    // What a contract says is what dbt builds, or it builds nothing.
    let complete = enforced == Some(true) || outputs.complete && cx.is_known(&RULE, cx.tree.range(cx.tree.root()));
    for pairs in wanted {
        let said = |key: &str| pairs.iter().find(|(name, _)| name == key).and_then(|(_, values)| values.first());
        let Some(name) = said("name") else { continue };
        let declared = model.columns.iter().find(|column| same_name(&column.name, name));
        let given = outputs.columns.iter().find(|column| same_name(&column.name, name));
        if given.is_none() && (declared.is_none() || enforced != Some(true)) {
            if complete {
                out.report_source(TextRange::empty(0), format!("the model `{}` gives no column `{name}`", model.name));
            }
            continue;
        }
        let want = said("type").and_then(|text| Some((text, TypeFamily::of(text)?)));
        let by_text = declared.and_then(|column| TypeFamily::of(column.data_type.as_deref()?));
        if let (Some((text, want)), Some(have)) = (want, given.and_then(|column| column.family).or(by_text))
            && want != have
        {
            let message = format!("the column `{name}` of the model `{}` is {}, not of the type `{text}`", model.name, have.shown());
            out.report_source(TextRange::empty(0), message);
        }
    }
}
