//! The entries of properties files as they are written, whether or not a resource answers to them.

use rustc_hash::FxHashMap;

use crate::dbt::{LoadProblemKind, PropertiesFile, PropertyKind, ResourceType};
use crate::graph::MemberId;
use crate::rules::{ProjectCx, ProjectFinding, ProjectSink};
use crate::text::{FileId, TextRange};
use crate::yaml::Node;

/// An entry of a properties file that is looked at.
#[derive(Clone, Copy)]
pub struct Described<'a> {
    pub member: MemberId,
    pub file: &'a PropertiesFile,
    pub kind: PropertyKind,
    pub entry: &'a Node,
    /// Its place in its list.
    pub index: usize,
}

/// The sections whose entries describe what a file of its own makes, with what that is.
pub const WITH_FILES: &[(PropertyKind, ResourceType)] = &[
    (PropertyKind::Model, ResourceType::Model),
    (PropertyKind::Seed, ResourceType::Seed),
    (PropertyKind::Snapshot, ResourceType::Snapshot),
    (PropertyKind::Analysis, ResourceType::Analysis),
];

/// The entries of some kinds, file by file.
#[must_use]
pub fn entries<'a>(cx: &ProjectCx<'a>, kinds: &[PropertyKind]) -> Vec<Described<'a>> {
    let mut found = Vec::new();
    for (member, file) in cx.properties().filter(|(_, file)| cx.settings(file.file).is_some()) {
        for &kind in kinds {
            let listed = file.entries(kind).iter().enumerate();
            found.extend(listed.map(|(index, entry)| Described { member, file, kind, entry, index }));
        }
    }
    found
}

impl<'a> Described<'a> {
    /// Its name, unless Jinja makes it.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        self.entry.get("name").and_then(Node::to_text).filter(|name| !name.contains("{{"))
    }

    /// Where it is named, or all of it where it has no name.
    #[must_use]
    pub fn place(&self) -> (FileId, TextRange) {
        (self.file.file, self.entry.get("name").map_or(self.entry.range, |name| name.range))
    }

    /// The list it stands in.
    #[must_use]
    pub fn list(&self) -> Option<&'a Node> {
        let root = &self.file.document.root;
        root.get(self.kind.key()).or_else(|| root.get("tests").filter(|_| self.kind == PropertyKind::DataTest))
    }

    /// Reports a finding where the entry is named.
    pub fn report<'o>(&self, out: &'o mut ProjectSink<'_>, message: impl Into<String>) -> &'o mut ProjectFinding {
        let (file, range) = self.place();
        out.report(file, range, message)
    }
}

/// What a project's files make, by name: enough to say of an entry whether anything answers to it.
pub struct Made {
    kinds: FxHashMap<(MemberId, String), Vec<ResourceType>>,
}

impl Made {
    #[must_use]
    pub fn of(cx: &ProjectCx<'_>) -> Self {
        let mut kinds: FxHashMap<(MemberId, String), Vec<ResourceType>> = FxHashMap::default();
        for id in cx.graph.resources().filter(|&id| cx.graph.is_own(id)) {
            let resource = cx.graph.resource(id);
            if WITH_FILES.iter().any(|(_, kind)| *kind == resource.resource_type) {
                kinds.entry((cx.graph.member_id(id), resource.name.clone())).or_default().push(resource.resource_type);
            }
        }
        Self { kinds }
    }

    /// The kinds of what has a name in a project.
    #[must_use]
    pub fn kinds(&self, member: MemberId, name: &str) -> &[ResourceType] {
        self.kinds.get(&(member, name.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// The names in a project of what is of a kind.
    pub fn names(&self, member: MemberId, kind: ResourceType) -> impl Iterator<Item = &str> {
        self.kinds.iter().filter(move |((of, _), kinds)| *of == member && kinds.contains(&kind)).map(|((_, name), _)| name.as_str())
    }
}

/// Whether all files of a project could be read: else what a name answers to may be in one that could not.
#[must_use]
pub fn is_read(cx: &ProjectCx<'_>, member: MemberId) -> bool {
    let unread = [LoadProblemKind::Unreadable, LoadProblemKind::Encoding];
    !cx.graph.member(member).project.problems.iter().any(|problem| unread.contains(&problem.kind))
}
