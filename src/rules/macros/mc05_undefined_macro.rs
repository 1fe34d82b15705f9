use crate::dbt::{adapter_chain, builds, is_adapter};
use crate::diagnostic::RuleName;
use crate::graph::MemberId;
use crate::rules::project::macro_uses::own_of_dbt;
use crate::rules::project::templates::{calls, own_names};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef, WrittenTemplate};
use crate::text::{TextRange, did_you_mean};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "MC05", name: "macros.undefined_macro" },
    aliases: &[],
    groups: &["project", "macros"],
    docs: include_str!("../../../rules/MC05.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Written(check),
};

/// What dbt and Jinja let a template call.
const GIVEN: &[&str] = &[
    "ref",
    "source",
    "config",
    "var",
    "env_var",
    "doc",
    "metric",
    "return",
    "log",
    "print",
    "statement",
    "run_query",
    "is_incremental",
    "caller",
    "super",
    "self",
    "loop",
    "range",
    "dict",
    "lipsum",
    "cycler",
    "joiner",
    "namespace",
    "fromjson",
    "tojson",
    "fromyaml",
    "toyaml",
    "set",
    "set_strict",
    "zip",
    "zip_strict",
    "local_md5",
    "load_result",
    "store_result",
    "store_raw_result",
    "write",
    "render",
    "should_full_refresh",
    "should_store_failures",
    "try_or_compiler_error",
    "diff_of_two_dicts",
    "debug",
    "get_columns_in_query",
    "submit_python_job",
    "model",
    "builtins",
    "context",
    "varargs",
    "kwargs",
    "function",
];

fn check(cx: &ProjectCx<'_>, template: &WrittenTemplate, out: &mut ProjectSink<'_>) {
    let Some(tree) = template.tree_with("{") else { return };
    let (member, file) = (template.about.member, template.about.file);
    let Some(settings) = cx.settings(file) else { return };
    let assumed = &settings.rules.mc05.assume_packages;
    let project = &cx.graph.member(member).project;
    let own = own_names(tree);
    let elsewhere = for_other_adapters(cx, template);
    for call in calls(tree).filter(|call| !elsewhere.iter().any(|range| range.contains(call.range))) {
        let message = match call.callee.as_slice() {
            [name] if own.contains(name.as_str()) || GIVEN.contains(&name.as_str()) || !assumed.is_empty() => continue,
            [name] if cx.graph.lacks_packages(member) || is_known(cx, member, name) => continue,
            [name] => {
                let known = project.macros.iter().map(|known| known.name.as_str());
                format!("no package defines the macro `{name}`{}", did_you_mean(name, known))
            }
            [package, name] if !own.contains(package.as_str()) && !assumed.contains(package) => {
                let mut inside =
                    project.macros.iter().filter(|known| known.package_name == *package).map(|known| known.name.as_str()).peekable();
                // A package without any macro may be one that was not read; dbt's own are not all known.
                if inside.peek().is_none() || inside.clone().any(|known| known == name) || package.starts_with("dbt") && builds(name) {
                    continue;
                }
                format!("the package `{package}` defines no macro `{name}`{}", did_you_mean(name, inside))
            }
            _ => continue,
        };
        out.report(file, call.range, message);
    }
}

/// Whether some package, or dbt itself, defines a macro.
fn is_known(cx: &ProjectCx<'_>, member: MemberId, name: &str) -> bool {
    let project = &cx.graph.member(member).project;
    // What is dispatched to, adapters define.
    let dispatched = name.contains("__");
    dispatched
        || builds(name)
        || project.macros.iter().any(|known| known.name == name)
        || own_of_dbt(&project.target.adapter).contains(name)
}

/// The macros of a file that another adapter is dispatched to: its own package, which is not there, may define what they call.
fn for_other_adapters(cx: &ProjectCx<'_>, template: &WrittenTemplate) -> Vec<TextRange> {
    let member = cx.graph.member(template.about.member);
    let own = adapter_chain(&member.project.target.adapter);
    let elsewhere = |name: &str| name.split_once("__").is_some_and(|(adapter, _)| is_adapter(adapter) && !own.contains(&adapter));
    let here = member.project.macros.iter().filter(|known| known.file == template.about.file);
    here.filter(|known| elsewhere(known.name.trim_start_matches("test_"))).map(|known| known.range).collect()
}
