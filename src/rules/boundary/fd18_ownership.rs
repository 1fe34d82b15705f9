use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::config::{Access, Settings};
use crate::dbt::ResourceType;
use crate::diagnostic::RuleName;
use crate::graph::fill;
use crate::rules::project::{Subject, is_live, listed, place_name};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};
use crate::yaml::Node;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "FD18", name: "boundary.ownership" },
    aliases: &[],
    groups: &["project", "boundary"],
    docs: include_str!("../../../rules/FD18.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

/// Where code owners are written down if nobody says it.
const PLACES: &[&str] = &["CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS"];

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    let Some(settings) = cx.projects().find_map(|(_, file, _)| cx.settings(file)) else { return };
    let owners = CodeOwners::find(&settings);
    let directory =
        settings.rules.fd18.directory.as_ref().and_then(|path| std::fs::read_to_string(settings.workspace.root.join(path)).ok());
    let known: Option<Vec<&str>> = directory.as_deref().map(|text| text.lines().map(str::trim).filter(|line| !line.is_empty()).collect());
    let is_unknown = |owner: &str| known.as_ref().is_some_and(|known| !known.contains(&owner));
    for (id, file, range) in cx.projects() {
        let member = cx.graph.member(id);
        let name = place_name(cx.graph, &member.place);
        let wanted = cx
            .graph
            .policy()
            .domain(&member.place)
            .and_then(|domain| domain.owner.as_ref())
            .map(|owner| fill(owner, &member.place.captures));
        if let Some(owner) = wanted.as_ref().filter(|owner| is_unknown(owner)) {
            out.report(file, range, format!("the owner `{owner}` of {name} is not in the directory of owners"));
        }
        let Some(owners) = &owners else { continue };
        match owners.of(&format!("{}/dbt_project.yml", member.folder())) {
            None => {
                out.report(file, range, format!("nobody owns {name}: no line of CODEOWNERS speaks of its folder"));
            }
            Some(have) => {
                if let Some(wanted) = wanted.filter(|wanted| contradicts(&have, wanted)) {
                    out.report(file, range, format!("{name} belongs to `{wanted}`, but in CODEOWNERS to {}", listed(&have)));
                }
            }
        }
    }
    check_groups(cx, owners.as_ref(), &is_unknown, out);
    check_public(cx, out);
}

/// Whether a list has owners of the same form (addresses, or names with `@`), and not this one.
fn contradicts(have: &[String], owner: &str) -> bool {
    let form = |text: &str| text.starts_with('@');
    let alike: Vec<&String> = have.iter().filter(|other| form(other) == form(owner) && owner.contains('@')).collect();
    !alike.is_empty() && !alike.iter().any(|other| other.eq_ignore_ascii_case(owner))
}

fn check_groups(cx: &ProjectCx<'_>, owners: Option<&CodeOwners>, is_unknown: &dyn Fn(&str) -> bool, out: &mut ProjectSink<'_>) {
    for (id, file) in cx.properties() {
        for group in file.document.root.get("groups").map(Node::items).unwrap_or_default() {
            let name = group.get("name").and_then(Node::to_text).unwrap_or_default();
            let owner = group.get("owner");
            let value = owner.and_then(|owner| owner.get("email").or_else(|| owner.get("name")));
            let Some((node, value)) = value.and_then(|node| Some((node, node.to_text()?))) else {
                out.report(file.file, group.range, format!("the group `{name}` has no owner"));
                continue;
            };
            if is_unknown(&value) {
                out.report(file.file, node.range, format!("the owner `{value}` of the group `{name}` is not in the directory of owners"));
            }
            let path = format!("{}/{}", cx.graph.member(id).folder(), file.path);
            if let Some(have) = owners.and_then(|owners| owners.of(&path)).filter(|have| contradicts(have, &value)) {
                let message = format!("the group `{name}` belongs to `{value}`, but its file in CODEOWNERS to {}", listed(&have));
                out.report(file.file, node.range, message);
            }
        }
    }
}

/// What others may read needs somebody to ask.
fn check_public(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for id in cx.graph.resources().filter(|&id| is_live(cx.graph, id) && cx.graph.access(id) == Access::Public) {
        let resource = cx.graph.resource(id);
        let owner = resource.meta.get("owner").is_some_and(|owner| !owner.is_null());
        if resource.resource_type == ResourceType::Model
            && resource.group.is_none()
            && !owner
            && let Some(subject) = Subject::described(cx, id)
        {
            subject.report(out, format!("{} is public and has no owner: no group, and no `owner` in its meta", subject.shown()));
        }
    }
}

/// The lines of a `CODEOWNERS`: what each matches, and whom it names.
struct CodeOwners {
    lines: Vec<(Gitignore, Vec<String>)>,
}

impl CodeOwners {
    fn find(settings: &Settings) -> Option<Self> {
        let root = &settings.workspace.root;
        let given = settings.rules.fd18.codeowners.as_deref();
        let places = given.map_or_else(|| PLACES.to_vec(), |path| vec![path]);
        let text = places.iter().find_map(|path| std::fs::read_to_string(root.join(path)).ok())?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['#', '[', '^', '!']));
        let read = |line: &str| {
            let mut words = line.split_whitespace();
            let mut builder = GitignoreBuilder::new(root);
            builder.add_line(None, words.next()?).ok()?;
            Some((builder.build().ok()?, words.take_while(|word| !word.starts_with('#')).map(str::to_owned).collect()))
        };
        Some(Self { lines: lines.filter_map(read).collect() })
    }

    /// Who owns a path: the last line that matches says it. Nothing where none does, or where it names nobody.
    fn of(&self, path: &str) -> Option<Vec<String>> {
        let path = Path::new(path.trim_start_matches("./"));
        let (_, owners) = self.lines.iter().rev().find(|(line, _)| line.matched_path_or_any_parents(path, false).is_ignore())?;
        (!owners.is_empty()).then(|| owners.clone())
    }
}
