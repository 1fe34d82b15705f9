//! What project rules share: where a resource is reported, how places are named, patterns that are compiled once.

pub mod contract;
pub mod coverage;
pub mod keys;
pub mod macro_uses;
pub mod packages;
pub mod properties;
pub mod tags;
pub mod template_calls;
pub mod templates;
pub mod tests_of;
pub mod text;
pub mod written;

use std::sync::Arc;

use jiff::civil::Date;

use super::{ProjectCx, ProjectFinding, ProjectSink};
use crate::config::Settings;
use crate::dbt::{DataTest, Resource, ResourceType};
use crate::diagnostic::{Label, Level};
use crate::graph::{Graph, Hop, Place, ResourceId, Site};
use crate::text::{FileId, TextRange};
use crate::yaml::Node;

/// A resource that a rule judges: a live one, in a file that is looked at.
pub struct Subject<'c> {
    pub id: ResourceId,
    pub resource: &'c Resource,
    /// Those of the file where its findings stand.
    pub settings: Arc<Settings>,
    file: FileId,
    range: TextRange,
}

impl<'c> Subject<'c> {
    /// With its findings at the beginning of its file.
    #[must_use]
    pub fn written(cx: &ProjectCx<'c>, id: ResourceId) -> Option<Self> {
        Self::at(cx, id, place_of(cx.graph.resource(id))?)
    }

    /// With its findings where its properties speak of it, or at the beginning of its file where none do.
    #[must_use]
    pub fn described(cx: &ProjectCx<'c>, id: ResourceId) -> Option<Self> {
        Self::at(cx, id, described_at(cx.graph.resource(id))?)
    }

    fn at(cx: &ProjectCx<'c>, id: ResourceId, (file, range): (FileId, TextRange)) -> Option<Self> {
        if !is_live(cx.graph, id) {
            return None;
        }
        Some(Self { id, resource: cx.graph.resource(id), settings: cx.settings(file)?, file, range })
    }

    /// Reports a finding about the resource.
    pub fn report<'o>(&self, out: &'o mut ProjectSink<'_>, message: impl Into<String>) -> &'o mut ProjectFinding {
        self.report_at(out, (self.file, self.range), message)
    }

    /// Reports a finding about the resource at another place.
    pub fn report_at<'o>(
        &self,
        out: &'o mut ProjectSink<'_>,
        at: (FileId, TextRange),
        message: impl Into<String>,
    ) -> &'o mut ProjectFinding {
        let finding = out.report(at.0, at.1, message);
        finding.resource = Some(self.resource.unique_id.clone());
        finding
    }

    /// As messages call it: "the model `orders`".
    #[must_use]
    pub fn shown(&self) -> String {
        shown(self.resource)
    }
}

/// A resource as messages call it: "the model `orders`".
#[must_use]
pub fn shown(resource: &Resource) -> String {
    if let Some(source) = &resource.source_name {
        return format!("the source table `{source}.{}`", resource.name);
    }
    let version = resource.version.as_ref().map_or(String::new(), |version| format!(".v{version}"));
    format!("the {} `{}{version}`", resource.resource_type.name().replace('_', " "), resource.name)
}

/// How many, with the word for them: "1 test", "3 tests".
#[must_use]
pub fn counted(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}

/// Names as messages list them: "`a`, `b`".
#[must_use]
pub fn listed<T: AsRef<str>>(names: &[T]) -> String {
    names.iter().map(|name| format!("`{}`", name.as_ref())).collect::<Vec<_>>().join(", ")
}

/// Where a finding about the whole resource stands: the beginning of its file, or its entry's name where it has no file.
#[must_use]
pub fn place_of(resource: &Resource) -> Option<(FileId, TextRange)> {
    let file = resource.defined_at.file.map(|place| (place.file, TextRange::empty(place.range.start())));
    file.or_else(|| entry_of(resource))
}

/// Where a finding about what its properties say stands: the entry's name, or the file where it has no entry.
#[must_use]
pub fn described_at(resource: &Resource) -> Option<(FileId, TextRange)> {
    entry_of(resource).or_else(|| place_of(resource))
}

fn entry_of(resource: &Resource) -> Option<(FileId, TextRange)> {
    resource.defined_at.entry_name.or(resource.defined_at.entry).map(|place| (place.file, place.range))
}

/// The place that declares a resource, as a second place of a finding.
#[must_use]
pub fn declared(resource: &Resource) -> Option<Label> {
    let (file, range) = described_at(resource)?;
    let kind = resource.resource_type.name().replace('_', " ");
    Some(Label { file, range, message: format!("the {kind} `{}`", resource.name) })
}

/// `model.project.name`.
#[must_use]
pub fn identifier(graph: &Graph, id: Option<ResourceId>) -> Option<String> {
    id.map(|id| graph.resource(id).unique_id.clone())
}

/// Where a finding about a site stands, and how it got there.
///
/// A site in a file of the workspace is reported where it is written, so that several callers of one macro give one finding. A site in an
/// installed package is not for this workspace to mend: the call that leads there is.
#[must_use]
pub fn reported_at(graph: &Graph, site: &Site) -> (FileId, TextRange) {
    if graph.member_of_file(site.file).is_some() { (site.file, site.range) } else { site.anchor() }
}

/// `a → b`.
#[must_use]
pub fn macro_path(path: &[Hop]) -> String {
    path.iter().map(|hop| format!("`{}`", hop.name)).collect::<Vec<_>>().join(" → ")
}

/// A place as messages name it: `affiliate_de`, or by its domain where no project is meant.
#[must_use]
pub fn place_name(graph: &Graph, place: &Place) -> String {
    if let Some(project) = &place.project {
        return format!("`{project}`");
    }
    match graph.policy().domain(place) {
        Some(domain) => {
            let named = domain.project_name.as_ref().map(|pattern| crate::graph::fill(pattern, &place.captures));
            format!("`{}`", named.as_ref().unwrap_or(&domain.name))
        }
        None => "nobody of this workspace".to_owned(),
    }
}

/// What a place is, in brackets: `affiliate, country de`.
#[must_use]
pub fn place_details(graph: &Graph, place: &Place) -> String {
    let domain = graph.policy().domain(place).map(|domain| domain.name.clone());
    let captures = place.captures.iter().map(|(name, value)| format!("{name} {value}"));
    domain.into_iter().chain(captures).collect::<Vec<_>>().join(", ")
}

/// Whether a resource is one that people wrote by itself and that can be built or read.
#[must_use]
pub fn is_live(graph: &Graph, id: ResourceId) -> bool {
    graph.is_own(id) && graph.resource(id).enabled
}

/// The enabled resource of the workspace's own that says what stands at a site of a file, itself or through macros. Nobody builds what is
/// disabled, and nobody asks a macro that no resource calls.
#[must_use]
pub fn live_reader(graph: &Graph, file: FileId, site: &Site) -> Option<ResourceId> {
    graph.reader(file, site).filter(|&id| is_live(graph, id))
}

/// Softens a finding about a call that a resource does not make as its project is configured now: it stands in a branch that is closed.
pub fn soften(finding: &mut ProjectFinding) {
    finding.level = Some(Level::Info);
    finding.notes.push("as the project is configured, this branch is not taken".to_owned());
}

/// What a resource is, as the plan selects it.
#[must_use]
pub fn kind_of(resource: &Resource) -> super::ResourceKinds {
    use super::ResourceKinds as Kinds;
    match resource.resource_type {
        ResourceType::Model => Kinds::MODEL,
        ResourceType::Seed => Kinds::SEED,
        ResourceType::Snapshot => Kinds::SNAPSHOT,
        ResourceType::Analysis => Kinds::ANALYSIS,
        ResourceType::Test => Kinds::TEST,
        ResourceType::Source => Kinds::SOURCE,
        ResourceType::Exposure => Kinds::EXPOSURE,
        ResourceType::Metric => Kinds::METRIC,
        ResourceType::UnitTest => Kinds::UNIT_TEST,
        ResourceType::SemanticModel => Kinds::SEMANTIC_MODEL,
        ResourceType::SavedQuery => Kinds::SAVED_QUERY,
        ResourceType::Operation => Kinds::OPERATION,
    }
}

/// A text of a resource's properties, from its entry or the `config:` of it.
#[must_use]
pub fn text_of(resource: &Resource, key: &str) -> Option<String> {
    let entry = resource.entry.as_ref()?;
    entry.get(key).or_else(|| entry.get("config").and_then(|config| config.get(key))).and_then(Node::to_text)
}

/// The day of a date or a point in time.
#[must_use]
pub fn date_of(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// The pattern that a name does not match, with the captures of the resource's project put in; nothing where it matches or nothing is asked.
#[must_use]
pub fn differs(cx: &ProjectCx<'_>, id: ResourceId, pattern: Option<&str>, name: &str) -> Option<String> {
    let captures = &cx.graph.member_of(id).place.captures;
    let escaped = captures.iter().map(|(name, value)| (name.clone(), regex::escape(value))).collect();
    let want = crate::graph::fill(pattern?, &escaped);
    (cx.full_match(&want, name) == Some(false)).then_some(want)
}

/// What is wrong with a description, if something is: `has no description`.
#[must_use]
pub fn description_fault(text: Option<&str>, min_length: u32) -> Option<String> {
    const PLACEHOLDERS: &[&str] = &["todo", "tbd", "tba", "fixme", "n/a", "none", "null", "description"];
    let text = text.unwrap_or_default().trim();
    let length = text.chars().count();
    if text.is_empty() {
        Some("has no description".to_owned())
    } else if PLACEHOLDERS.iter().any(|placeholder| placeholder.eq_ignore_ascii_case(text)) {
        Some(format!("has a placeholder for a description: `{text}`"))
    } else if length < min_length as usize {
        Some(format!("has a description of {length} characters, fewer than {min_length}"))
    } else {
        None
    }
}

/// The tests of a resource and of its columns.
pub fn all_tests(resource: &Resource) -> impl Iterator<Item = &DataTest> {
    resource.tests.iter().chain(resource.columns.iter().flat_map(|column| &column.tests))
}

/// What a source table says itself, or else its source; under `config` or beside it. `null` is something that is said.
#[must_use]
pub fn source_says<'r>(table: &'r Resource, key: &str) -> Option<&'r Node> {
    let of = |entry: &'r Node| entry.get(key).or_else(|| entry.get("config")?.get(key));
    table.entry.as_ref().and_then(of).or_else(|| table.source_entry.as_ref().and_then(of))
}

/// Where the source of a source table is declared: its name.
#[must_use]
pub fn source_at(resource: &Resource) -> Option<(FileId, TextRange)> {
    let file = resource.defined_at.entry?.file;
    let entry = resource.source_entry.as_ref()?;
    Some((file, entry.get("name").map_or(entry.range, |name| name.range)))
}

/// The folder of a path with `/`.
#[must_use]
pub fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The columns that a seed's file names in its first line.
#[must_use]
pub fn seed_header(cx: &ProjectCx<'_>, seed: &Resource) -> Vec<String> {
    let Some(place) = seed.defined_at.file else { return Vec::new() };
    let source = cx.files.get(place.file);
    let line = source.text.lines().next().unwrap_or_default().trim_start_matches('\u{feff}');
    let delimiter = seed.config.get("delimiter").and_then(|value| value.as_str()?.chars().next()).unwrap_or(',');
    line.split(delimiter).map(|name| name.trim().trim_matches('"').to_owned()).filter(|name| !name.is_empty()).collect()
}

/// The pattern for a properties file's place that `path` does not match, with what stands in braces put in. A pattern without folders speaks
/// of the file's name.
#[must_use]
pub fn placed_elsewhere(cx: &ProjectCx<'_>, template: &str, path: &str, names: &[(&str, &str)]) -> Option<String> {
    let parts: Vec<&str> = path.split('/').collect();
    let folders = parts.get(1..parts.len().saturating_sub(1)).unwrap_or_default();
    let (all, nearest) = (folders.join("__"), folders.last().copied().unwrap_or_default());
    let known = [("folders", all.as_str()), ("subdirs", all.as_str()), ("folder", nearest)];
    let want = names.iter().chain(&known).fold(template.to_owned(), |want, (name, value)| want.replace(&format!("{{{name}}}"), value));
    let have = if want.contains('/') { path } else { parts.last().copied().unwrap_or_default() };
    let fits = cx.pattern(&want).is_match(have, &crate::graph::Captures::new(), &cx.graph.policy().spellings);
    (!fits).then_some(want)
}

/// The names of a macro's parameters, from its signature with the brackets.
#[must_use]
pub fn argument_names(signature: &str) -> Vec<String> {
    let inside = signature.trim().trim_start_matches('(');
    let inside = inside.strip_suffix(')').unwrap_or(inside);
    let (mut names, mut depth, mut quote, mut start) = (Vec::new(), 0_i32, None, 0);
    let mut push = |part: &str| {
        let name = part.split('=').next().unwrap_or_default().split(':').next().unwrap_or_default().trim();
        if !name.is_empty() {
            names.push(name.to_owned());
        }
    };
    for (at, character) in inside.char_indices() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(character),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth -= 1,
            (None, ',') if depth == 0 => {
                push(&inside[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    push(&inside[start..]);
    names
}

/// Removes findings of one rule at one place that say the same.
pub fn settle(findings: &mut Vec<ProjectFinding>) {
    fn key(finding: &ProjectFinding) -> impl Ord + '_ {
        (finding.file, finding.range, finding.rule, &finding.message, &finding.resource)
    }
    findings.sort_by(|left, right| key(left).cmp(&key(right)));
    findings.dedup_by(|left, right| key(left) == key(right));
}
