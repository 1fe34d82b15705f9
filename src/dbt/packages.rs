//! Which packages a project has: those installed, and local ones where they lie.

use std::path::{Path, PathBuf};

use super::{LoadProblem, LoadProblemKind, Package, Place, files, known_macros};
use crate::text::Files;
use crate::yaml;

/// Packages that may hang on one another before their chain is taken for a circle.
const MOST_PACKAGES: usize = 500;

/// What a package says that it depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    pub on: DependsOn,
    pub place: Place,
}

/// The ways to depend on something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DependsOn {
    /// A folder, links resolved as far as it exists.
    Folder(PathBuf),
    Repository {
        url: String,
        subdirectory: Option<String>,
        revision: Option<String>,
    },
    Hub {
        name: String,
        version: Option<String>,
    },
    Tarball(String),
    /// Another project by its name (`projects:`).
    Project(String),
    /// Another project's manifest, by the project's name and where it lies.
    Manifest {
        name: String,
        path: Option<PathBuf>,
    },
}

/// Packages that somebody asks for and that are not there: what their macros do is not known.
#[derive(Clone, Debug, Default)]
pub(super) struct MissingPackages {
    asked: Vec<String>,
    /// What those are known to bring along.
    brought: Vec<String>,
}

impl MissingPackages {
    /// Whether a name in a template may mean one of these. A repository is mostly, not always, called as its project is.
    pub fn contains(&self, name: &str) -> bool {
        self.asked.iter().chain(&self.brought).any(|missing| bare(missing) == bare(name))
    }

    pub fn is_empty(&self) -> bool {
        self.asked.is_empty()
    }

    /// Whether nobody asked for it before.
    fn is_new(&self, name: &str) -> bool {
        !self.asked.iter().any(|missing| bare(missing) == bare(name))
    }

    /// Notes a package, and what it is known to bring along.
    fn add(&mut self, name: &str) {
        if !self.is_new(name) {
            return;
        }
        self.asked.push(name.to_owned());
        let mut new = vec![bare(name)];
        while let Some(next) = new.pop() {
            for &brought in known_macros::brings(&next) {
                if !self.brought.iter().any(|known| known == brought) {
                    self.brought.push(brought.to_owned());
                    new.push(bare(brought));
                }
            }
        }
    }
}

fn not_installed(name: &str) -> String {
    format!(
        "the package `{name}` is not installed: what its macros give is taken for columns, values, relations or queries, by their names \
         and by where they are called, and its models and sources for tables of unknown columns; run `dbt deps` to have it exact"
    )
}

/// Adds the packages of `packages[0]`, the root, and theirs; gives those that are missing.
pub(super) fn add_packages(files: &Files, packages: &mut Vec<Package>, problems: &mut Vec<LoadProblem>) -> MissingPackages {
    let mut missing = MissingPackages::default();
    let install = packages[0].root.join(&packages[0].packages_install_path);
    let mut installed: Vec<PathBuf> =
        std::fs::read_dir(&install).map(|entries| entries.filter_map(Result::ok).map(|entry| entry.path()).collect()).unwrap_or_default();
    installed.sort();
    for folder in installed.iter().filter(|folder| folder.join("dbt_project.yml").is_file()) {
        add(files, packages, folder, problems);
    }
    // Local packages are read where they lie; those of packages too, and theirs.
    let mut next = 0;
    while next < packages.len() && packages.len() < MOST_PACKAGES {
        let asked = asked_for(files, &packages[next], problems);
        packages[next].dependencies = dependencies(files, &packages[next]);
        for wanted in asked {
            match wanted {
                Wanted::Local(folder, place, path) => {
                    let folder = packages[next].root.join(folder);
                    if folder.join("dbt_project.yml").is_file() {
                        add(files, packages, &folder, problems);
                        continue;
                    }
                    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    if missing.is_new(&name) {
                        let message = "this local package is no dbt project: there is no dbt_project.yml in that folder".to_owned();
                        problems.push(LoadProblem { kind: LoadProblemKind::MissingPackage, path, place: Some(place), message });
                    }
                    missing.add(&name);
                }
                Wanted::Remote(name, place, path) => {
                    let there = installed
                        .iter()
                        .any(|folder| folder.file_name().is_some_and(|known| bare(&known.to_string_lossy()) == bare(&name)));
                    let known = packages.iter().any(|package| bare(&package.name) == bare(&name));
                    if there || known {
                        continue;
                    }
                    if missing.is_new(&name) {
                        let message = not_installed(&name);
                        problems.push(LoadProblem { kind: LoadProblemKind::MissingPackage, path, place: Some(place), message });
                    }
                    missing.add(&name);
                }
            }
        }
        next += 1;
    }
    missing
}

fn add(files: &Files, packages: &mut Vec<Package>, folder: &Path, problems: &mut Vec<LoadProblem>) {
    let root = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    if packages.iter().any(|package| package.root == root) {
        return;
    }
    let Some(package) = Package::read(files, &root, problems) else { return };
    // What is installed wins over what lies elsewhere; dbt itself refuses two packages of one name.
    if !packages.iter().any(|known| known.name == package.name) {
        packages.push(package);
    }
}

enum Wanted {
    Local(String, Place, PathBuf),
    Remote(String, Place, PathBuf),
}

fn asked_for(files: &Files, package: &Package, problems: &mut Vec<LoadProblem>) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    for name in ["packages.yml", "dependencies.yml"] {
        let path = package.root.join(name);
        if !path.is_file() {
            continue;
        }
        let file = match files::read(files, &path) {
            Ok(file) => file,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let document = yaml::parse(&files.get(file).text);
        problems.extend(super::project_file::yaml_problems(&document, file, &path));
        for entry in document.root.get("packages").map(yaml::Node::items).unwrap_or_default() {
            let place = Place { file, range: entry.range };
            if let Some(folder) = entry.get("local").and_then(yaml::Node::as_str) {
                wanted.push(Wanted::Local(folder.to_owned(), place, path.clone()));
            } else if let Some(name) =
                entry.get("package").or_else(|| entry.get("git")).or_else(|| entry.get("tarball")).and_then(yaml::Node::as_str)
            {
                wanted.push(Wanted::Remote(folder_of(entry, name), place, path.clone()));
            }
        }
    }
    wanted
}

/// Everything that a package's files say it depends on, in order.
fn dependencies(files: &Files, package: &Package) -> Vec<Dependency> {
    let mut found = Vec::new();
    for name in ["packages.yml", "dependencies.yml", "dbt_loom.config.yml"] {
        let path = package.root.join(name);
        let Some(file) = path.is_file().then(|| files::read(files, &path).ok()).flatten() else { continue };
        let document = yaml::parse(&files.get(file).text);
        for (key, read) in
            [("packages", package_entry as fn(&yaml::Node, &Path) -> _), ("projects", project_entry), ("manifests", manifest_entry)]
        {
            let entries = document.root.get(key).map(yaml::Node::items).unwrap_or_default();
            let read = |entry: &yaml::Node| Some(Dependency { on: read(entry, &package.root)?, place: Place { file, range: entry.range } });
            found.extend(entries.iter().filter_map(read));
        }
    }
    found
}

fn package_entry(entry: &yaml::Node, root: &Path) -> Option<DependsOn> {
    let text = |key: &str| entry.get(key).and_then(yaml::Node::to_text);
    if let Some(folder) = text("local") {
        let folder = root.join(folder);
        return Some(DependsOn::Folder(std::fs::canonicalize(&folder).unwrap_or(folder)));
    }
    let version = || match entry.get("version").map(yaml::Node::items) {
        Some([]) => text("version"),
        Some(bounds) => Some(bounds.iter().filter_map(yaml::Node::to_text).collect::<Vec<_>>().join(", ")),
        None => None,
    };
    let git = || Some(DependsOn::Repository { url: text("git")?, subdirectory: text("subdirectory"), revision: text("revision") });
    let hub = || Some(DependsOn::Hub { name: text("package")?, version: version() });
    git().or_else(hub).or_else(|| text("tarball").map(DependsOn::Tarball))
}

fn project_entry(entry: &yaml::Node, _root: &Path) -> Option<DependsOn> {
    entry.get("name").unwrap_or(entry).to_text().map(DependsOn::Project)
}

fn manifest_entry(entry: &yaml::Node, root: &Path) -> Option<DependsOn> {
    let path = entry.get("config").and_then(|config| config.get("path")).and_then(yaml::Node::to_text);
    let path = path.map(|path| root.join(path)).map(|path| std::fs::canonicalize(&path).unwrap_or(path));
    Some(DependsOn::Manifest { name: entry.get("name")?.to_text()?, path })
}

/// The folder a package is installed in: a package's last name, a repository's, a tarball's given one.
fn folder_of(entry: &yaml::Node, name: &str) -> String {
    if let Some(given) = entry.get("name").and_then(yaml::Node::as_str).filter(|_| entry.get("tarball").is_some()) {
        return given.to_owned();
    }
    let last = name.trim_end_matches('/').rsplit('/').next().unwrap_or(name);
    last.trim_end_matches(".git").to_owned()
}

/// A repository is mostly called as its project is, give or take a prefix and dashes.
pub(super) fn bare(name: &str) -> String {
    let name = name.replace('-', "_").to_ascii_lowercase();
    name.strip_prefix("dbt_").unwrap_or(&name).to_owned()
}
