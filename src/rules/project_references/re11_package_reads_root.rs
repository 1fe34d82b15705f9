use crate::diagnostic::RuleName;
use crate::rules::project::{declared, shown};
use crate::rules::{Check, FixPolicy, ProjectCx, ProjectSink, RuleDef};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "RE11", name: "references.package_reads_root" },
    aliases: &[],
    groups: &["project", "references"],
    docs: include_str!("../../../rules/RE11.md"),
    default: None,
    fixes: FixPolicy::Never,
    check: Check::Project(check),
};

fn check(cx: &ProjectCx<'_>, out: &mut ProjectSink<'_>) {
    for (member, project_file, name_range) in cx.projects() {
        let (project, root) = (&cx.graph.member(member).project, cx.graph.member(member).name());
        // A shared package is read as the one that installs it sees it.
        if project.name != root {
            continue;
        }
        let of_root = |unique_id: &&String| unique_id.split('.').nth(1) == Some(root);
        for resource in project.resources.iter().filter(|resource| resource.enabled && resource.package_name != root) {
            for read in resource.depends_on.iter().filter(of_root) {
                let name = read.rsplit('.').next().unwrap_or_default();
                let call = resource.refs().iter().find(|call| call.name == name).map(|call| (call.place.file, call.place.range));
                let own = call.filter(|(file, _)| cx.graph.member_of_file(*file).is_some());
                let (file, range) = own.unwrap_or((project_file, name_range));
                let package = &resource.package_name;
                let message = format!("{} of the package `{package}` reads `{name}` of the project that installs it", shown(resource));
                let finding = out.report(file, range, message);
                finding.resource = Some(resource.unique_id.clone());
                let target = project.resources.iter().find(|other| other.unique_id == *read);
                finding.labels.extend(target.and_then(declared));
            }
        }
    }
}
