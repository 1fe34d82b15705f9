use crate::diagnostic::RuleName;
use crate::graph::Captures;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "FD22", name: "boundary.change_scope" },
    aliases: &[],
    groups: &["project", "boundary"],
    docs: include_str!("../../../rules/FD22.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

/// Where the services that run merge requests say the branch.
const VARIABLES: &[&str] =
    &["CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "GITHUB_HEAD_REF", "BITBUCKET_BRANCH", "SYSTEM_PULLREQUEST_SOURCEBRANCH", "CI_COMMIT_BRANCH"];

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let Some(settings) = cx.projects().find_map(|(_, file, _)| cx.settings(file)) else { return };
    let (options, root) = (&settings.rules.fd22, &settings.workspace.root);
    let Some(changed) = options.changed.as_ref().and_then(|path| std::fs::read_to_string(root.join(path)).ok()) else { return };
    let from_environment = || VARIABLES.iter().find_map(|name| std::env::var(name).ok().filter(|branch| !branch.is_empty()));
    let Some(branch) = options.branch.clone().or_else(from_environment) else { return };
    let spellings = &cx.graph.policy().spellings;
    let scopes = options.scopes.iter().filter_map(|scope| scope.split_once(':'));
    let scopes: Vec<(&str, Captures)> =
        scopes.filter_map(|(of, paths)| Some((paths.trim(), cx.pattern(of.trim()).captures(&branch, spellings)?))).collect();
    if scopes.is_empty() {
        return;
    }
    let inside = |path: &str| {
        let all = scopes.iter().flat_map(|(paths, captures)| paths.split_whitespace().map(move |pattern| (pattern, captures)));
        all.into_iter().any(|(pattern, captures)| cx.pattern(pattern).is_match(path, captures, spellings))
    };
    for path in changed.lines().map(str::trim).filter(|path| !path.is_empty() && !inside(path)) {
        // What is gone, or is no file that is looked at, is told of its project.
        let project = || {
            let holders = cx.projects().filter(|&(id, ..)| path.starts_with(&format!("{}/", cx.graph.member(id).folder())));
            holders.max_by_key(|&(id, ..)| cx.graph.member(id).folder().len()).map(|(_, file, range)| (file, range))
        };
        let itself = cx.files.find(&root.join(path)).filter(|&file| cx.settings(file).is_some()).map(|file| (file, TextRange::empty(0)));
        let first = || cx.projects().next().map(|(_, file, range)| (file, range));
        if let Some((file, range)) = itself.or_else(project).or_else(first) {
            out.report(file, range, format!("the branch `{branch}` changes `{path}`, which is not its to change"));
        }
    }
}
