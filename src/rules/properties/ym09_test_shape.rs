use crate::dbt::{MacroDefinition, TEST_SETTINGS};
use crate::diagnostic::{Applicability, Level, RuleName};
use crate::graph::ResourceId;
use crate::rules::project::Subject;
use crate::rules::project::{argument_names, listed};
use crate::rules::{Change, Check, FixPolicy, ProjectCx, ProjectSink, ResourceKinds, RuleDef};
use crate::text::{FileId, TextEdit, did_you_mean, nearest};
use crate::yaml::{Entry, Node};

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "YM09", name: "properties.test_definition" },
    aliases: &[],
    groups: &["project", "properties"],
    docs: include_str!("../../../rules/YM09.md"),
    default: Some(Level::Error),
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Spacing),
    check: Check::Resource(
        ResourceKinds::MODEL.union(ResourceKinds::SEED).union(ResourceKinds::SNAPSHOT).union(ResourceKinds::SOURCE),
        check,
    ),
};

/// dbt's own tests, with their arguments.
const OWN: &[(&str, &[&str])] = &[
    ("unique", &["model", "column_name"]),
    ("not_null", &["model", "column_name"]),
    ("accepted_values", &["model", "column_name", "values", "quote"]),
    ("relationships", &["model", "column_name", "to", "field"]),
];
/// Keys of a test beside its arguments and settings.
const BESIDE: &[&str] = &["name", "description", "config", "arguments", "test_name"];

fn check(cx: &ProjectCx<'_>, id: ResourceId, out: &mut ProjectSink<'_>) {
    let Some(subject) = Subject::described(cx, id) else { return };
    let Some(file) = subject.resource.defined_at.entry.map(|place| place.file) else { return };
    let entries = subject.resource.entry.iter().chain(subject.resource.columns.iter().map(|column| &column.entry));
    let look = Look { cx, subject: &subject, file };
    for list in entries.flat_map(|entry| ["data_tests", "tests"].map(|key| entry.get(key))).flatten() {
        for test in list.items() {
            look.test(test, out);
        }
    }
}

struct Look<'a, 'c> {
    cx: &'a ProjectCx<'c>,
    subject: &'a Subject<'c>,
    file: FileId,
}

impl Look<'_, '_> {
    fn test(&self, test: &Node, out: &mut ProjectSink<'_>) {
        let (name, body, arguments) = match shape(test) {
            Ok(found) => found,
            Err(message) => {
                self.subject.report_at(out, (self.file, test.range), message);
                return;
            }
        };
        if name.contains("{{") {
            return;
        }
        let Some(signature) = self.signature(&name) else {
            if self.is_missing(&name) {
                let known = self.known().map(|definition| definition.name.trim_start_matches("test_"));
                let near = did_you_mean(&name, known.chain(OWN.iter().map(|(name, _)| *name)));
                self.subject.report_at(out, (self.file, test.range), format!("there is no generic test `{name}`{near}"));
            }
            return;
        };
        let Some(signature) = signature else { return };
        for entry in arguments.iter().chain(body.entries()) {
            self.argument(&name, &signature, entry, out);
        }
    }

    fn argument(&self, test: &str, signature: &[String], entry: &Entry, out: &mut ProjectSink<'_>) {
        let Some(key) = entry.key.as_str() else { return };
        let known = |key: &str| signature.iter().any(|name| name == key) || TEST_SETTINGS.contains(&key) || BESIDE.contains(&key);
        if known(key) || key.contains("{{") {
            return;
        }
        let own = signature.iter().map(String::as_str).filter(|name| !["model", "column_name"].contains(name));
        let near = nearest(key, own.chain(TEST_SETTINGS.iter().copied()).chain(["config", "arguments"]));
        let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        let finding = self.subject.report_at(out, (self.file, entry.key.range), format!("the test `{test}` takes no `{key}`{hint}"));
        let setting = near.filter(|near| TEST_SETTINGS.contains(near) || *near == "config");
        finding.safe_fix(
            "Spell the setting as dbt does",
            setting.map(|near| (self.file, TextEdit { range: entry.key.range, text: near.to_owned() })),
        );
    }

    /// The arguments of a test that is known; nothing inside where it takes any.
    #[allow(clippy::option_option, reason = "not known, known to take anything, known")]
    fn signature(&self, name: &str) -> Option<Option<Vec<String>>> {
        let (namespace, bare) = name.rsplit_once('.').map_or((None, name), |(namespace, bare)| (Some(namespace), bare));
        let wanted = format!("test_{bare}");
        let named = self.known().filter(|definition| definition.name == wanted);
        let found: Vec<&MacroDefinition> =
            named.filter(|definition| namespace.is_none_or(|namespace| definition.package_name == namespace)).collect();
        if let [only] = found.as_slice() {
            let source = self.cx.files.get(only.file);
            let takes_any = ["kwargs", "varargs"].iter().any(|word| source.slice(only.range).contains(word));
            return Some((!takes_any).then(|| argument_names(source.slice(only.signature))));
        }
        if !found.is_empty() {
            return Some(None);
        }
        let own = OWN.iter().find(|(own, _)| *own == bare).filter(|_| namespace.is_none_or(|namespace| namespace == "dbt"));
        own.map(|(_, names)| Some(names.iter().map(|&name| name.to_owned()).collect()))
    }

    fn known(&self) -> impl Iterator<Item = &MacroDefinition> {
        self.cx.graph.member_of(self.subject.id).project.macros.iter()
    }

    /// Whether nobody can have a test of this name: all packages that it may come from are there.
    fn is_missing(&self, name: &str) -> bool {
        let graph = self.cx.graph;
        let member = graph.member_id(self.subject.id);
        let assumed = &self.subject.settings.rules.ym09.packages;
        match name.rsplit_once('.') {
            Some((namespace, _)) => {
                graph.member(member).project.packages.iter().any(|package| package.name == namespace)
                    && !assumed.iter().any(|package| package == namespace)
            }
            None => !graph.lacks_packages(member) && assumed.is_empty(),
        }
    }
}

/// The name of a test, its body, and what stands under `arguments:`.
fn shape(test: &Node) -> Result<(String, &Node, &[Entry]), String> {
    if let Some(name) = test.as_str() {
        return Ok((name.to_owned(), test, &[]));
    }
    if let Some(name) = test.get("test_name") {
        let name = name.to_text().ok_or("`test_name` is the name of a test")?;
        return Ok((name, test, test.get("arguments").map(Node::entries).unwrap_or_default()));
    }
    match test.entries() {
        [] => Err("a data test is the name of one, or a mapping of its name to what it takes".to_owned()),
        [only] => {
            let name = only.key.to_text().ok_or("the name of a data test is a text")?;
            let body = &only.value;
            if !body.is_null() && body.as_mapping().is_none() {
                return Err(format!("what the test `{name}` takes is a mapping"));
            }
            Ok((name, body, body.get("arguments").map(Node::entries).unwrap_or_default()))
        }
        several => {
            let keys: Vec<String> = several.iter().filter_map(|entry| entry.key.to_text()).collect();
            Err(format!("a data test is a mapping of one key, its name, not of {}; indent what it takes below it", listed(&keys)))
        }
    }
}
