use crate::diagnostic::RuleName;
use crate::graph::{Captures, ResourceId};
use crate::rules::project::{Subject, differs};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "NM06", name: "naming.column_pattern" },
    aliases: &["CA009", "check_column_names", "MO057", "check_model_column_names"],
    groups: &["project", "naming"],
    docs: include_str!("../../../rules/NM06.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Resource(
        ResourceKinds::MODEL.union(ResourceKinds::SEED).union(ResourceKinds::SNAPSHOT).union(ResourceKinds::SOURCE),
        check,
    ),
};

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(subject) = Subject::described(cx, id) else { return };
    let options = &subject.settings.rules.nm06;
    let path = cx.path(id);
    let wanted = options.kinds.iter().any(|kind| kind == subject.resource.resource_type.name());
    if !wanted
        || !options.path.as_deref().is_none_or(|glob| cx.pattern(glob).is_match(&path, &Captures::new(), &cx.graph.policy().spellings))
    {
        return;
    }
    for column in &subject.resource.columns {
        if let Some(want) = differs(cx, id, options.pattern.as_deref(), &column.name) {
            let at = (column.name_place.file, column.name_place.range);
            subject.report_at(out, at, format!("the column `{}` of {} is not named like `{want}`", column.name, subject.shown()));
        }
    }
}
