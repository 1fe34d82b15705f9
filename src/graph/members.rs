//! The members of a workspace: its projects, and the local packages they share.
//!
//! Knows folders and their names, nothing of what the projects say.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::boundary::Place;
use super::pattern::{Pattern, Spellings};
use crate::config::WorkspaceSettings;
use crate::dbt::{Package, Project};

/// A project or shared package, by its place in the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MemberId(pub u32);

/// A project or shared package of the workspace.
#[derive(Clone, Debug)]
pub struct Member {
    /// What it was read as: itself, or the one project that installs it.
    pub project: Arc<Project>,
    /// Its name and folder, its domain and what the domain's captures stand for.
    pub place: Place,
    /// A package that others install: its macros act for them.
    pub shared: bool,
}

impl Member {
    /// Its name as a dbt package.
    #[must_use]
    pub fn name(&self) -> &str {
        self.place.project.as_deref().unwrap_or_default()
    }

    /// The package itself, as it was read.
    #[must_use]
    pub fn package(&self) -> &Package {
        let own = self.project.packages.iter().find(|package| package.name == self.name());
        own.unwrap_or(&self.project.packages[0])
    }

    #[must_use]
    pub fn folder(&self) -> &str {
        self.place.folder.as_deref().unwrap_or_default()
    }
}

/// A folder that holds a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberFolder {
    /// Absolute, symbolic links resolved.
    pub folder: PathBuf,
    /// Absolute, as the workspace names it: a shared package may be reached by a link. What `setsquare.toml` says on this way holds for it.
    pub seen: PathBuf,
    /// From the workspace's root, with `/`.
    pub named: String,
    pub shared: bool,
}

/// Which of the folders that hold a project belong to the workspace, and the shared packages that lie where nobody looks: behind a link, or
/// where packages are installed. Without `[workspace] projects` every folder is a project.
#[must_use]
pub fn members_of(settings: &WorkspaceSettings, folders: &[PathBuf]) -> Vec<MemberFolder> {
    let spellings = Spellings::default();
    let patterns = |texts: &[String]| texts.iter().map(|text| Pattern::new(trimmed(text))).collect::<Vec<_>>();
    let (projects, shared, exclude) = (patterns(&settings.projects), patterns(&settings.shared), patterns(&settings.exclude));
    let root = resolved(&settings.root);
    let matches = |patterns: &[Pattern], folder: &str| patterns.iter().any(|pattern| pattern.captures(folder, &spellings).is_some());
    let linked = settings.shared.iter().flat_map(|text| folders_at(&root, trimmed(text)));
    let mut members: Vec<MemberFolder> = Vec::new();
    for seen in linked.chain(folders.iter().map(|folder| resolved(folder))) {
        let folder = resolved(&seen);
        if members.iter().any(|known| known.folder == folder) {
            continue;
        }
        let named = name_of(&seen, &root);
        let is_shared = matches(&shared, &named);
        let wanted = is_shared || projects.is_empty() || matches(&projects, &named);
        if wanted && !matches(&exclude, &named) {
            members.push(MemberFolder { folder, seen, named, shared: is_shared });
        }
    }
    members.sort_by(|left, right| left.folder.cmp(&right.folder));
    members
}

fn trimmed(pattern: &str) -> &str {
    pattern.trim_start_matches("./").trim_end_matches('/')
}

fn resolved(folder: &Path) -> PathBuf {
    std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned())
}

fn name_of(folder: &Path, root: &Path) -> String {
    let relative = folder.strip_prefix(root).unwrap_or(folder).to_string_lossy().replace('\\', "/");
    if relative.is_empty() { ".".to_owned() } else { relative }
}

/// The folders of projects that a pattern names, part by part. None for `**`: what that means is for the walk over the workspace to find.
fn folders_at(root: &Path, pattern: &str) -> BTreeSet<PathBuf> {
    if pattern.contains("**") {
        return BTreeSet::new();
    }
    let mut found = BTreeSet::from([root.to_owned()]);
    for part in pattern.split('/').filter(|part| *part != ".") {
        let literal = !part.contains(['*', '?', '{', '[']);
        let (wanted, spellings) = (Pattern::new(part), Spellings::default());
        let below = |folder: PathBuf| -> Vec<PathBuf> {
            if literal {
                return vec![folder.join(part)];
            }
            let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
            let named = entries.filter(|entry| entry.file_name().to_str().is_some_and(|name| wanted.captures(name, &spellings).is_some()));
            named.map(|entry| entry.path()).collect()
        };
        found = found.into_iter().flat_map(below).collect();
    }
    found.retain(|folder| folder.join("dbt_project.yml").is_file());
    found
}
