use std::sync::Arc;

use crate::config::Settings;
use crate::diagnostic::RuleName;
use crate::rules::project::listed;
use crate::rules::project::template_calls::{TemplateCall, calls, calls_in};
use crate::rules::project::written::template_files;
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef, WrittenTemplate};
use crate::syntax::{NodeId, SyntaxKind, Tree};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RE14", name: "references.environment_variable" },
    aliases: &[],
    groups: &["project", "references"],
    docs: include_str!("../../../rules/RE14.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

/// What dbt keeps out of logs, and hands out in profiles and package lists only.
const SECRET: &str = "DBT_ENV_SECRET";
/// What dbt keeps for its own settings.
const RESERVED: &str = "DBT_ENGINE";

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for about in template_files(cx).iter().filter(|about| !about.only_materializations) {
        let Some(settings) = cx.settings(about.file) else { continue };
        let template = WrittenTemplate::open(cx.files, about);
        let calls = template.calls(&["env_var"]);
        let guarded = if calls.iter().any(TemplateCall::has_default) { guarded_ranges(template.tree()) } else { Vec::new() };
        for call in &calls {
            let is_guarded = guarded.iter().any(|branch| branch.contains(call.range));
            let Some((name, fault)) = fault(call, &settings, is_guarded) else { continue };
            let finding = out.report(about.file, call.range, format!("the environment variable `{name}` {fault}"));
            finding.resource = template.resource_at(cx, call.range).map(|resource| resource.unique_id.clone());
        }
    }
    let properties = cx.properties().map(|(_, file)| (file.file, Arc::clone(&file.document)));
    let projects = cx.graph.members().iter().map(|member| (member.package().file, Arc::clone(&member.package().document)));
    for (file, document) in properties.chain(projects) {
        let Some(settings) = cx.settings(file) else { continue };
        for call in calls(&cx.files.get(file).text, &["env_var"]) {
            let in_comment = document.comments.iter().any(|comment| comment.range.contains(call.range));
            let Some((name, fault)) = fault(&call, &settings, false).filter(|_| !in_comment) else { continue };
            out.report(file, call.range, format!("the environment variable `{name}` {fault}"));
        }
    }
}

/// The branches that are taken where an environment variable is set: `{% if env_var('x', '') %}`. Others that belong to it are set there too.
fn guarded_ranges(tree: &Tree) -> Vec<TextRange> {
    let asks = |tag: NodeId| {
        let text = tree.node_text(tag);
        text.contains("env_var")
            && calls_in(tree, &["env_var"]).iter().any(|call| call.has_default() && tree.range(tag).contains(call.range))
    };
    let branches = tree.nodes().filter(|&node| tree.kind(node) == SyntaxKind::JinjaIf);
    branches.filter(|&branch| tree.child(branch, SyntaxKind::JinjaTag).is_some_and(asks)).map(|branch| tree.range(branch)).collect()
}

fn fault<'c>(call: &'c TemplateCall, settings: &Settings, is_guarded: bool) -> Option<(&'c str, String)> {
    let name = call.arguments.first()?.as_deref()?;
    let options = &settings.rules.re14;
    let answered = call.has_default() || is_guarded;
    let known = settings.dbt.env.iter().any(|(known, _)| known == name);
    let fault = if name.starts_with(SECRET) {
        "is a secret: dbt gives it to profiles.yml and packages.yml only".to_owned()
    } else if name.starts_with(RESERVED) {
        format!("has a name that dbt keeps for itself: `{RESERVED}...`")
    } else if !options.prefixes.is_empty() && !options.prefixes.iter().any(|prefix| name.starts_with(prefix.as_str())) {
        format!("does not begin with {}", listed(&options.prefixes))
    } else if options.require_default && !answered && !known {
        "has no default: where it is not set, nothing can be built".to_owned()
    } else {
        return None;
    };
    Some((name, fault))
}
