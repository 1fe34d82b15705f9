use crate::diagnostic::{Level, RuleName};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::rules::project::{date_of, declared, identifier, reported_at, text_of};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RE06", name: "references.deprecated_target" },
    aliases: &[],
    groups: &["project", "references"],
    docs: include_str!("../../../rules/RE06.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let today = cx.graph.policy().today;
    for (member, file, fact) in cx.graph.refs() {
        let Some(target) = cx.graph.resolve_ref(member, fact).map(|id| cx.graph.resource(id)) else { continue };
        let Some(date) = text_of(target, "deprecation_date").and_then(|text| date_of(&text)) else { continue };
        let (at, range) = reported_at(cx.graph, &fact.site);
        let days = cx.settings(at).map_or(0, |settings| settings.rules.re06.warn_days);
        let left = (date - today).get_days();
        if left >= 0 && (days == 0 || i64::from(left) > i64::from(days)) {
            continue;
        }
        let verb = if left < 0 { "ended" } else { "ends" };
        let finding = out.report(at, range, format!("`{}` names a model that {verb} on {date}", fact.shown()));
        finding.resource = identifier(cx.graph, cx.graph.resource_at(file, &fact.site));
        finding.labels.extend(declared(target));
    }
}
