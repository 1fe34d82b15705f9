//! The packages and projects that projects ask for, as `packages.yml` and `dependencies.yml` have them.

use crate::graph::MemberId;
use crate::rules::ProjectCx;
use crate::text::FileId;
use crate::yaml::{self, Node};

/// An entry of such a file.
#[derive(Clone, Debug)]
pub struct Asked {
    pub member: MemberId,
    pub file: FileId,
    pub entry: Node,
    /// The list it stands in, and where.
    pub list: Node,
    pub index: usize,
    /// Whether it stands under `projects:`.
    pub is_project: bool,
}

/// Everything that the projects of the workspace ask for.
#[must_use]
pub fn asked_for(cx: &ProjectCx<'_>) -> Vec<Asked> {
    let mut found = Vec::new();
    for (member, _, _) in cx.projects() {
        let root = &cx.graph.member(member).package().root;
        for file in ["packages.yml", "dependencies.yml"].iter().filter_map(|name| cx.files.find(&root.join(name))) {
            let document = yaml::parse(&cx.files.get(file).text);
            for (key, is_project) in [("packages", false), ("projects", true)] {
                let Some(list) = document.root.get(key) else { continue };
                let entries = list.items().iter().cloned().enumerate();
                found.extend(entries.map(|(index, entry)| Asked { member, file, entry, list: list.clone(), index, is_project }));
            }
        }
    }
    found
}

impl Asked {
    /// The text of one of its keys, unless Jinja makes it.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<String> {
        self.entry.get(key).and_then(Node::to_text).filter(|text| !text.contains("{{"))
    }

    /// What it is called there: a package's name, an address, a folder.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        ["package", "git", "private", "tarball", "local", "name"].iter().find_map(|key| self.text(key))
    }

    /// What two entries for the same thing have in common.
    #[must_use]
    pub fn key(&self) -> Option<String> {
        let name = self.name()?;
        let bare = name.trim_end_matches('/').trim_end_matches(".git").to_lowercase();
        let below = self.text("subdirectory").unwrap_or_default();
        Some(format!("{} {bare} {}", if self.is_project { "project" } else { "package" }, below.trim_matches('/')))
    }
}
