use crate::diagnostic::{Level, RuleName};
use crate::rules::project::templates::{calls, string};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef, WrittenTemplate};
use crate::syntax::{NodeId, SyntaxKind, Tree};
use crate::text::did_you_mean;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "MC07", name: "macros.dispatch_call" },
    aliases: &[],
    groups: &["project", "macros"],
    docs: include_str!("../../../rules/MC07.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Never,
    check: Check::Written(check),
};

fn check(cx: &ProjectCx<'_>, template: &WrittenTemplate, out: &mut ProjectSink<'_>) {
    let Some(tree) = template.tree_with("dispatch") else { return };
    let (member, file) = (template.about.member, template.about.file);
    for call in calls(tree).filter(|call| call.callee == ["adapter", "dispatch"] && !call.unpacks) {
        let keyword = |name: &str| call.keywords.iter().find(|(keyword, ..)| keyword == name).map(|(.., value)| *value);
        let (name, namespace) = (
            call.positional.first().copied().or_else(|| keyword("macro_name")),
            call.positional.get(1).copied().or_else(|| keyword("macro_namespace")),
        );
        let odd = call.keywords.iter().find(|(keyword, ..)| !matches!(keyword.as_str(), "macro_name" | "macro_namespace"));
        let message = match (name, namespace) {
            (None, _) => Some("`adapter.dispatch` is called without the name of a macro".to_owned()),
            _ if call.positional.len() > 2 => Some("`adapter.dispatch` takes the name of a macro and a namespace".to_owned()),
            _ if odd.is_some() => odd.map(|(keyword, ..)| format!("`adapter.dispatch` takes no `{keyword}`; name one `macro_namespace`")),
            (Some(name), _) if string(tree, name).is_some_and(|name| name.contains('.')) => {
                let name = string(tree, name).unwrap_or_default();
                Some(format!("`adapter.dispatch` takes the name alone; the package of `{name}` is the second argument"))
            }
            (_, Some(namespace)) if is_list(tree, namespace) => Some("`adapter.dispatch` takes one namespace, not a list".to_owned()),
            (_, Some(namespace)) => string(tree, namespace).and_then(|namespace| {
                let project = &cx.graph.member(member).project;
                let configured = project.packages.iter().flat_map(|package| &package.dispatch).any(|known| known.namespace == namespace);
                let known = namespace == "dbt" || configured || cx.graph.is_known_package(member, namespace);
                let near = did_you_mean(namespace, cx.graph.package_names(member));
                (!known && !cx.graph.lacks_packages(member)).then(|| format!("there is no package `{namespace}` to dispatch in{near}"))
            }),
            _ => None,
        };
        if let Some(message) = message {
            out.report(file, call.range, message);
        }
    }
}

fn is_list(tree: &Tree, node: NodeId) -> bool {
    matches!(tree.kind(node), SyntaxKind::JinjaList | SyntaxKind::JinjaTuple)
}
