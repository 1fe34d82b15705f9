use rustc_hash::FxHashSet;

use crate::dbt::{MacroDefinition, MacroKind, adapter_chain, blocks, builds, builtin_files};
use crate::diagnostic::RuleName;
use crate::graph::{Captures, MemberId};
use crate::rules::project::place_name;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "FD14", name: "boundary.macro_override" },
    aliases: &[],
    groups: &["project", "boundary"],
    docs: include_str!("../../../rules/FD14.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

/// Functions and values of dbt's context that a macro of the same name hides.
const CONTEXT: &[&str] =
    &["ref", "source", "config", "var", "env_var", "run_query", "statement", "log", "return", "adapter", "this", "target"];

/// Materializations that dbt brings along.
const MATERIALIZATIONS: &[&str] = &["table", "view", "incremental", "seed", "snapshot", "test", "unit", "materialized_view", "clone"];

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    if !cx.graph.is_bounded() {
        return;
    }
    let mut builtin: FxHashSet<String> = FxHashSet::default();
    for adapter in cx.graph.members().iter().map(|member| member.project.target.adapter.as_str()).collect::<FxHashSet<_>>() {
        for (_, text) in builtin_files(adapter) {
            builtin.extend(blocks(text, &["macro"]).into_iter().map(|block| block.name));
        }
    }
    let shared: FxHashSet<&str> =
        cx.own_macros().filter(|(member, _)| cx.graph.member(*member).shared).map(|(_, definition)| definition.name.as_str()).collect();
    for (member, definition) in cx.own_macros().filter(|(member, _)| !cx.graph.member(*member).shared) {
        let Some(settings) = cx.settings(definition.file) else { continue };
        let Some((whose, hidden)) = hides(cx, member, definition, &builtin, &shared) else { continue };
        let name = &definition.name;
        let full = format!("{}.{name}", cx.graph.member(member).name());
        let nothing = Captures::new();
        let matches = |text: &String| {
            let pattern = cx.pattern(text);
            [name, &full].into_iter().any(|name| pattern.is_match(name, &nothing, &cx.graph.policy().spellings))
        };
        if !settings.rules.fd14.allowed.iter().any(matches) {
            let project = place_name(cx.graph, &cx.graph.member(member).place);
            let message = format!("`{name}` of {project} takes the place of {whose} `{hidden}`");
            out.report(definition.file, definition.name_range, message);
        }
    }
}

/// What a macro hides, if anything, and whose that is.
fn hides<'d>(
    cx: &ProjectCx<'_>,
    member: MemberId,
    definition: &'d MacroDefinition,
    builtin: &FxHashSet<String>,
    shared: &FxHashSet<&str>,
) -> Option<(&'static str, &'d str)> {
    let name = definition.name.as_str();
    if definition.kind == MacroKind::Materialization {
        let plain = name.strip_prefix("materialization_")?.rsplit_once('_')?.0;
        return MATERIALIZATIONS.contains(&plain).then_some(("dbt's materialization", plain));
    }
    if definition.kind != MacroKind::Macro {
        return None;
    }
    // `redshift__name` is what `name` dispatches to.
    let adapter = &cx.graph.member(member).project.target.adapter;
    let prefix = |prefix: &str| prefix == "default" || adapter_chain(adapter).contains(&prefix);
    let plain = name.split_once("__").filter(|(before, _)| prefix(before)).map_or(name, |(_, plain)| plain);
    if CONTEXT.contains(&name) || [name, plain].iter().any(|name| builtin.contains(*name) || builds(name)) {
        Some(("dbt's", plain))
    } else if [name, plain].iter().any(|name| shared.contains(name)) {
        Some(("the shared macro", plain))
    } else {
        None
    }
}
