use crate::dbt::MacroDefinition;
use crate::diagnostic::RuleName;
use crate::graph::MemberId;
use crate::jinja;
use crate::rules::project::{
    argument_names, counted,
    templates::{Call, calls, own_names},
};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef, WrittenTemplate};
use crate::syntax::{NodeId, SyntaxKind, Tree};
use crate::text::{FileId, did_you_mean};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "JI03", name: "jinja.call_arguments" },
    aliases: &[],
    groups: &["project", "templates"],
    docs: include_str!("../../../rules/JI03.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Written(check),
};

fn check(cx: &ProjectCx<'_>, template: &WrittenTemplate, out: &mut ProjectSink<'_>) {
    let Some(tree) = template.tree_with("{") else { return };
    let (member, file) = (template.about.member, template.about.file);
    let own = own_names(tree);
    for call in calls(tree).filter(|call| !call.unpacks) {
        if !matches!(call.callee.as_slice(), [name] if own.contains(name.as_str())) {
            judge(cx, member, file, &call, out);
        }
    }
    for node in tree.nodes() {
        let (word, known, what) = match tree.kind(node) {
            SyntaxKind::JinjaFilter => (named(tree, node, &["|"]), jinja::filter_names(), "filter"),
            SyntaxKind::JinjaIs => (named(tree, node, &["is", "not"]), jinja::test_names(), "test"),
            _ => continue,
        };
        let Some((name, range)) = word else { continue };
        if name.chars().all(|character| character.is_alphanumeric() || character == '_') && !known.contains(&name.to_lowercase().as_str()) {
            let near = did_you_mean(name, known.iter().copied());
            out.report(file, range, format!("Jinja has no {what} `{name}`{near}"));
        }
    }
}

/// The name of a filter or test: the first token of its own behind the marks.
fn named<'t>(tree: &'t Tree, node: NodeId, marks: &[&str]) -> Option<(&'t str, crate::text::TextRange)> {
    let own = tree.solid_tokens(node).filter(|&token| tree.token_parent(token) == node);
    let found =
        own.skip_while(|&token| !marks.contains(&tree.token_text(token))).find(|&token| !marks.contains(&tree.token_text(token)))?;
    Some((tree.token_text(found), tree.token_range(found)))
}

fn judge(cx: &ProjectCx<'_>, member: MemberId, file: FileId, call: &Call, out: &mut ProjectSink<'_>) {
    let Some(definition) = meant(cx, member, &call.callee) else { return };
    let source = cx.files.get(definition.file);
    let takes_any = ["varargs", "kwargs", "caller"].iter().any(|word| source.slice(definition.range).contains(word));
    if takes_any {
        return;
    }
    let names = argument_names(source.slice(definition.signature));
    let shown = call.callee.join(".");
    if call.positional.len() > names.len() {
        let message = format!("`{shown}` takes {}, not {}", counted(names.len(), "argument"), call.positional.len());
        out.report(file, call.range, message);
    }
    for (keyword, range, _) in call.keywords.iter().filter(|(keyword, ..)| !names.contains(keyword)) {
        let near = did_you_mean(keyword, names.iter().map(String::as_str));
        out.report(file, *range, format!("`{shown}` takes no `{keyword}`{near}"));
    }
}

/// The macro that a call means, where only one can be meant.
fn meant<'c>(cx: &ProjectCx<'c>, member: MemberId, callee: &[String]) -> Option<&'c MacroDefinition> {
    let (package, name) = match callee {
        [name] => (None, name),
        [package, name] => (Some(package), name),
        _ => return None,
    };
    let macros = cx.graph.member(member).project.macros.iter();
    let mut found = macros.filter(|known| known.name == *name && package.is_none_or(|package| known.package_name == *package));
    let (first, None) = (found.next()?, found.next()) else { return None };
    Some(first)
}
