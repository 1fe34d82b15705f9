//! Finds, reads and merges configuration files, folder by folder, and hands out settings. Everything is worked out once:
//! files once, merged configurations once a folder, settings once for each distinct configuration.

use std::collections::HashMap;
use std::hash::Hash;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::configuration::{Configuration, FileScope};
use super::overrides::Overrides;
use super::selection::{RuleDescriptor, RuleLevels, RuleNames, Selection};
use super::settings::{Parts, ProjectHint, SQLFLUFF_FIXES, Settings};
use super::value::{ConfigProblem, Datum, Origin, Place, Problems, Table, Value};
use super::workspace::WorkspaceSettings;
use super::{ini, inline, presets, tighten, toml_file, translate};

/// Our own file.
pub const OWN_FILE: &str = "setsquare.toml";

/// sqlfluff's files in a folder; a later one wins.
const SQLFLUFF_FILES: [&str; 4] = ["setup.cfg", "tox.ini", "pep8.ini", ".sqlfluff"];
const PYPROJECT: &str = "pyproject.toml";

/// How many files `extend` may lead through.
const EXTEND_DEPTH: u32 = 16;

/// Hands out settings. Threads share one.
#[derive(Debug)]
pub struct Loader {
    rules: Vec<RuleDescriptor>,
    working_folder: PathBuf,
    home: Option<PathBuf>,
    read_files: bool,
    /// The file of `--config`, by whose names it is written, and the flags.
    above: Above,
    folders: Cache<PathBuf, Arc<FolderFiles>>,
    configurations: Cache<PathBuf, Arc<Configuration>>,
    by_identity: Cache<String, Arc<Configuration>>,
    settings: Cache<SettingsKey, Arc<Settings>>,
    problems: Problems,
}

#[derive(Debug, Default)]
struct Above {
    sqlfluff: Table,
    own: Table,
    flags: Table,
}

/// What the files of one folder say.
#[derive(Debug, Default)]
struct FolderFiles {
    sqlfluff: Option<Table>,
    own: Option<Table>,
    /// Whether a repository begins here.
    repository: bool,
}

/// What our files above a folder say.
struct OwnTree {
    tree: Table,
    /// The folder of the outermost.
    root: PathBuf,
    /// What the file says that allows tightening only.
    floor: Option<Table>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct SettingsKey {
    configuration: u32,
    in_project: bool,
    adapter: Option<String>,
    scope: FileScope,
    floor: FileScope,
}

/// A map that threads fill; a value is worked out outside the lock, the first to put it there wins.
#[derive(Debug)]
struct Cache<K, V>(Mutex<HashMap<K, V>>);

impl<K, V> Default for Cache<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash + Clone, V: Clone> Cache<K, V> {
    fn get(&self, key: &K) -> Option<V> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    fn put(&self, key: K, value: V) -> V {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_insert(value).clone()
    }

    fn or_insert(&self, key: &K, make: impl FnOnce() -> V) -> V {
        self.get(key).unwrap_or_else(|| self.put(key.clone(), make()))
    }
}

impl Loader {
    /// `rules` is the table of rules in its order; `working_folder` must be absolute.
    #[must_use]
    pub fn new(rules: Vec<RuleDescriptor>, overrides: &Overrides, working_folder: &Path) -> Self {
        let problems = Problems::default();
        let mut loader = Self {
            rules,
            working_folder: normalize(working_folder),
            home: std::env::home_dir().map(|home| normalize(&home)),
            read_files: !overrides.ignore_local_config,
            above: Above { flags: overrides.tree(&problems), ..Above::default() },
            folders: Cache::default(),
            configurations: Cache::default(),
            by_identity: Cache::default(),
            settings: Cache::default(),
            problems,
        };
        if let Some(path) = &overrides.config {
            loader.read_extra(path);
        }
        loader
    }

    /// What could not be used so far. A fatal one means that the run cannot be trusted.
    #[must_use]
    pub fn problems(&self) -> Vec<ConfigProblem> {
        self.problems.list()
    }

    /// The settings of a file. `text` is its content, for the directives in it.
    #[must_use]
    pub fn settings(&self, path: &Path, text: Option<&str>, hint: ProjectHint<'_>) -> Arc<Settings> {
        let (path, configuration) = self.configuration_of(path, text);
        let key = SettingsKey {
            configuration: configuration.id,
            in_project: hint.in_project,
            adapter: hint.adapter.map(str::to_owned),
            scope: configuration.scope(&path),
            floor: configuration.floor.as_ref().map(|floor| floor.scope(&path)).unwrap_or_default(),
        };
        self.settings.or_insert(&key, || Arc::new(self.make(&configuration, hint, &key)))
    }

    /// A file's absolute path, and what is said for it.
    pub(super) fn configuration_of(&self, path: &Path, text: Option<&str>) -> (PathBuf, Arc<Configuration>) {
        let path = self.absolute(path);
        let configuration = self.configuration(path.parent().unwrap_or(&self.working_folder));
        let configuration = match text.and_then(|text| inline::read(text, &path, &self.problems)) {
            Some(directives) => self.with_directives(&configuration, directives),
            None => configuration,
        };
        (path, configuration)
    }

    /// What holds for the workspace that a folder lies in.
    #[must_use]
    pub fn workspace(&self, folder: &Path) -> Arc<WorkspaceSettings> {
        Arc::clone(&self.configuration(&self.absolute(folder)).workspace)
    }

    fn absolute(&self, path: &Path) -> PathBuf {
        normalize(&self.working_folder.join(path))
    }

    pub(super) fn names(&self) -> RuleNames<'_> {
        RuleNames { rules: &self.rules }
    }

    fn make(&self, configuration: &Configuration, hint: ProjectHint<'_>, key: &SettingsKey) -> Settings {
        let mut levels = self.levels(configuration, &key.scope);
        if let Some(floor) = &configuration.floor {
            let least = self.levels(floor, &key.floor);
            let tightened = levels.at_least(&least);
            if tightened != levels {
                let codes: Vec<&str> =
                    (0..self.rules.len()).filter(|&at| levels.get(at) < least.get(at)).map(|at| self.rules[at].code).collect();
                tighten::tell_levels(&configuration.tree, &floor.tree, &codes, &self.problems);
                levels = tightened;
            }
        }
        let message = |rule: &RuleDescriptor| configuration.tree.find(&["rules", rule.code, "message"]).and_then(Value::to_text);
        Settings::read(Parts {
            tree: &configuration.tree,
            hint,
            levels,
            messages: self.rules.iter().map(message).collect(),
            workspace: Arc::clone(&configuration.workspace),
            problems: &self.problems,
        })
    }

    pub(super) fn levels(&self, configuration: &Configuration, scope: &FileScope) -> RuleLevels {
        self.selection(&configuration.tree, configuration.per_file(scope)).levels().without(&scope.left_out)
    }

    pub(super) fn selection<'a>(&'a self, tree: &'a Table, per_file: Vec<&'a Table>) -> Selection<'a> {
        Selection { names: self.names(), tree, per_file, problems: &self.problems }
    }

    /// The configuration of an absolute folder.
    fn configuration(&self, folder: &Path) -> Arc<Configuration> {
        let folder = folder.to_owned();
        self.configurations.or_insert(&folder, || {
            let mut tree = self.sqlfluff_tree(&folder);
            let OwnTree { tree: own, root, floor } = self.own_tree(&folder);
            let drop_in = own.is_empty() && self.above.own.is_empty() && !(tree.is_empty() && self.above.sqlfluff.is_empty());
            tree.merge(&own);
            tree.merge(&self.above.sqlfluff);
            tree.merge(&self.above.own);
            if drop_in {
                tree.set(&["core", SQLFLUFF_FIXES], Value { datum: Datum::Boolean(true), origin: Origin::flag("sqlfluff") });
            }
            tree.merge(&self.above.flags);
            // Whoever picks rules by hand looks for something; that loosens nothing for others.
            let floor = floor.filter(|_| !tighten::picks_rules(&self.above.flags)).map(|floor| self.intern(floor, &root, None));
            self.intern(tree, &root, floor)
        })
    }

    fn intern(&self, tree: Table, root: &Path, floor: Option<Arc<Configuration>>) -> Arc<Configuration> {
        let tree = presets::beneath(tree, self.names(), &self.problems);
        let mut identity = format!("{} {:?} ", root.display(), floor.as_ref().map(|floor| floor.id));
        tree.write_identity(&mut identity);
        if let Some(known) = self.by_identity.get(&identity) {
            return known;
        }
        let workspace = Arc::new(WorkspaceSettings::read(&tree, root, &self.problems));
        let mut all = self.by_identity.0.lock().unwrap_or_else(PoisonError::into_inner);
        let id = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let make = || Arc::new(Configuration::new(id, tree, workspace, self.names(), &self.problems).above(floor));
        Arc::clone(all.entry(identity).or_insert_with(make))
    }

    fn with_directives(&self, configuration: &Configuration, directives: Table) -> Arc<Configuration> {
        let mut tree = configuration.tree.clone();
        tree.merge(&translate::sqlfluff(directives, self.names(), &self.problems));
        self.intern(tree, &configuration.workspace.root, configuration.floor.clone())
    }

    /// sqlfluff's files: the user's, then from the home folder or the working folder down to `folder`.
    fn sqlfluff_tree(&self, folder: &Path) -> Table {
        let mut tree = Table::default();
        if !self.read_files {
            return tree;
        }
        let mut folders: Vec<PathBuf> = Vec::new();
        if let Some(home) = &self.home {
            folders.push(home.join(".config/sqlfluff"));
            folders.push(home.clone());
            // Folders between home and the working folder, both left out.
            folders.extend(between(home, &self.working_folder).into_iter().skip(1).filter(|between| *between != self.working_folder));
        }
        if folder.starts_with(&self.working_folder) {
            folders.extend(between(&self.working_folder, folder));
        } else {
            let shared: PathBuf =
                self.working_folder.components().zip(folder.components()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect();
            folders.push(self.working_folder.clone());
            folders.extend(between(&shared, folder).into_iter().skip(1));
        }
        let mut seen: Vec<&PathBuf> = Vec::new();
        for folder in &folders {
            if seen.contains(&folder) {
                continue;
            }
            seen.push(folder);
            if let Some(table) = &self.folder(folder).sqlfluff {
                tree.merge(table);
            }
        }
        tree
    }

    /// Our files from the repository's root down to `folder`.
    fn own_tree(&self, folder: &Path) -> OwnTree {
        let mut tree = Table::default();
        if !self.read_files {
            return OwnTree { tree, root: self.working_folder.clone(), floor: None };
        }
        let mut chain: Vec<(&Path, Arc<FolderFiles>)> = Vec::new();
        for above in folder.ancestors() {
            let files = self.folder(above);
            let last = files.repository;
            chain.push((above, files));
            if last {
                break;
            }
        }
        let mut root = None;
        let mut floor = None;
        for (above, files) in chain.iter().rev() {
            let Some(table) = &files.own else { continue };
            if floor.is_some() {
                tree.merge(&tighten::without_policy(table, &self.problems));
            } else {
                tree.merge(table);
                floor = tighten::is_asked_for(table).then(|| table.clone());
            }
            root.get_or_insert(*above);
        }
        let root = root.map_or_else(|| self.working_folder.clone(), Path::to_owned);
        OwnTree { tree, root, floor }
    }

    /// What the files of one folder say.
    fn folder(&self, folder: &Path) -> Arc<FolderFiles> {
        self.folders.or_insert(&folder.to_owned(), || Arc::new(self.read_folder(folder)))
    }

    fn read_folder(&self, folder: &Path) -> FolderFiles {
        let mut sqlfluff: Option<Table> = None;
        for name in SQLFLUFF_FILES {
            if let Some((path, text)) = self.read_file(&folder.join(name)) {
                let table = translate::sqlfluff(ini::read(&text, &path, &self.problems), self.names(), &self.problems);
                sqlfluff.get_or_insert_default().merge(&table);
            }
        }
        if let Some((path, text)) = self.read_file(&folder.join(PYPROJECT)).filter(|(_, text)| text.contains("sqlfluff")) {
            sqlfluff.get_or_insert_default().merge(&self.pyproject(&text, &path));
        }
        let own = self.read_file(&folder.join(OWN_FILE)).map(|(path, text)| self.own(&text, &path, 0));
        FolderFiles { sqlfluff, own, repository: folder.join(".git").exists() }
    }

    fn pyproject(&self, text: &str, path: &Arc<Path>) -> Table {
        // What is malformed elsewhere in this file is its owner's business.
        let table = toml_file::read(text, path, &Problems::default());
        let tool = table.find_table(&["tool", "sqlfluff"]).cloned().unwrap_or_default();
        translate::sqlfluff(tool, self.names(), &self.problems)
    }

    /// A file of ours with what it extends.
    fn own(&self, text: &str, path: &Arc<Path>, depth: u32) -> Table {
        let mut table = toml_file::read(text, path, &self.problems);
        let extended = table.remove("extend");
        let table = translate::own(table, self.names(), &self.problems);
        let Some(extended) = extended else { return table };
        let mut below = self.extended(&extended, path, depth);
        below.merge(&table);
        below
    }

    fn extended(&self, value: &Value, path: &Path, depth: u32) -> Table {
        let origin = Some(&value.origin);
        let Some(text) = value.to_text() else {
            self.problems.error(origin, "`extend` takes the path of a file");
            return Table::default();
        };
        if depth >= EXTEND_DEPTH {
            self.problems.error(origin, "`extend` leads through too many files; do two of them extend each other?");
            return Table::default();
        }
        let target = normalize(&path.parent().unwrap_or(path).join(text));
        match std::fs::read_to_string(&target) {
            Ok(text) => self.own(&text, &Arc::from(target), depth + 1),
            Err(error) => {
                self.problems.error(origin, format!("cannot read `{}`, which this file extends: {error}", target.display()));
                Table::default()
            }
        }
    }

    fn read_extra(&mut self, path: &Path) {
        let path = self.absolute(path);
        let flag = Origin::flag("--config");
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) => {
                self.problems.error(Some(&flag), format!("cannot read {}: {error}", path.display()));
                return;
            }
        };
        let path: Arc<Path> = Arc::from(path);
        let is_toml = path.extension().is_some_and(|extension| extension == "toml");
        if is_toml && text.contains("[tool.sqlfluff") {
            self.above.sqlfluff = self.pyproject(&text, &path);
        } else if is_toml {
            self.above.own = self.own(&text, &path, 0);
        } else {
            self.above.sqlfluff = translate::sqlfluff(ini::read(&text, &path, &self.problems), self.names(), &self.problems);
        }
    }

    /// A file's text, if there is such a file.
    fn read_file(&self, path: &Path) -> Option<(Arc<Path>, String)> {
        match std::fs::read(path) {
            Ok(bytes) => {
                let path: Arc<Path> = Arc::from(path);
                if let Ok(text) = String::from_utf8(bytes) {
                    return Some((path, text));
                }
                let origin = Origin { place: Place::File(path), line: 0, range: crate::text::TextRange::empty(0) };
                self.problems.error(Some(&origin), "is not UTF-8; save it as UTF-8");
                None
            }
            Err(error) if is_absent(&error) => None,
            Err(error) => {
                let origin = Origin { place: Place::File(Arc::from(path)), line: 0, range: crate::text::TextRange::empty(0) };
                self.problems.error(Some(&origin), format!("cannot be read: {error}"));
                None
            }
        }
    }
}

fn is_absent(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{IsADirectory, NotADirectory, NotFound};
    matches!(error.kind(), NotFound | NotADirectory | IsADirectory)
}

/// The folders from `from` down to `to`, both included; none if `to` does not lie below.
fn between(from: &Path, to: &Path) -> Vec<PathBuf> {
    let Ok(rest) = to.strip_prefix(from) else { return Vec::new() };
    let mut folders = vec![from.to_owned()];
    for part in rest.components() {
        let next = folders.last().map(|last| last.join(part)).unwrap_or_default();
        folders.push(next);
    }
    folders
}

/// A path without `.` and `..`, told from its text alone.
fn normalize(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests;
