//! The files of a base commit, beside the repository, as a run would have found them then: under today's configuration, with
//! today's installed packages.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::changes::{Changes, missing_in_submodule, parts};
use super::git::{Failure, Git};

/// Names of configuration files: what they ask for today is asked of the base too, so that a stricter configuration makes no
/// old finding new.
const CONFIGURATION: &[&str] = &[".sqlfluff", ".sqlfluffignore", "setup.cfg", "tox.ini", "pep8.ini"];

/// A scratch folder, gone when this is dropped.
pub struct BaseTree {
    /// Symbolic links resolved.
    pub root: PathBuf,
    _folder: TempDir,
}

impl BaseTree {
    /// Writes a commit's files to a scratch folder. Nothing in the repository changes.
    ///
    /// # Errors
    /// If git cannot, or the folder cannot be written.
    pub fn check_out(git: &Git, commit: &str, changes: &Changes) -> Result<Self, String> {
        let told = |error: std::io::Error| format!("the base cannot be written to a scratch folder: {error}");
        let folder = TempDir::with_prefix("setsquare-base-").map_err(told)?;
        let root = std::fs::canonicalize(folder.path()).map_err(told)?.join("tree");
        let index = root.with_file_name("index");
        check_out(git, commit, &root, &index)?;
        configure(git, changes, &root).map_err(told)?;
        link_ignored(git, &root);
        Ok(Self { root, _folder: folder })
    }
}

fn check_out(git: &Git, commit: &str, to: &Path, index: &Path) -> Result<(), String> {
    let told = |failure: Failure| format!("git cannot check out {commit} beside the repository: {failure}");
    let index_variable = [("GIT_INDEX_FILE", index.as_os_str())];
    std::fs::create_dir_all(to).map_err(|error| format!("{}: {error}", to.display()))?;
    git.run(["-c", "core.splitIndex=false", "read-tree", commit], &index_variable).map_err(told)?;
    let prefix = format!("--prefix={}/", to.display());
    git.run(["checkout-index", "--all", "--force", "--quiet", &prefix], &index_variable).map_err(told)?;
    for (path, inner_commit) in git.submodules(commit).map_err(told)? {
        let Some(inner) = Git::submodule(&git.root.join(&path)) else { continue };
        if inner.commit(&inner_commit).is_none() {
            return Err(missing_in_submodule(&path, &inner_commit));
        }
        let name = path.to_string_lossy().replace('/', "-");
        check_out(&inner, &inner_commit, &to.join(&path), &index.with_file_name(format!("index-{name}")))?;
    }
    Ok(())
}

/// Today's configuration instead of the base's.
fn configure(git: &Git, changes: &Changes, root: &Path) -> std::io::Result<()> {
    for path in changes.files().filter(|path| configures(path)) {
        let Ok(relative) = path.strip_prefix(&git.root) else { continue };
        let to = root.join(relative);
        if let Some(folder) = to.parent() {
            std::fs::create_dir_all(folder)?;
        }
        if path.is_file() {
            std::fs::copy(path, to)?;
        }
    }
    for path in changes.gone.iter().filter(|path| configures(path)) {
        if let Ok(relative) = path.strip_prefix(&git.root) {
            let _ = std::fs::remove_file(root.join(relative));
        }
    }
    Ok(())
}

fn configures(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    CONFIGURATION.contains(&&*name) || path.extension().is_some_and(|extension| extension == "toml")
}

/// What git ignores is in no commit, yet projects need it: installed packages, profiles.
fn link_ignored(git: &Git, root: &Path) {
    let ignored = git.bytes(["ls-files", "--others", "--ignored", "--exclude-standard", "--directory", "-z"]).unwrap_or_default();
    for path in parts(&ignored) {
        let relative = Path::new(path.trim_end_matches('/'));
        let to = root.join(relative);
        if to.parent().is_some_and(Path::is_dir) && !to.exists() {
            // Without links the base lacks packages, and findings they hide count as new: too many, never too few.
            let _ = link(&git.root.join(relative), &to);
        }
    }
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(from, to)
}

#[cfg(windows)]
fn link(from: &Path, to: &Path) -> std::io::Result<()> {
    if from.is_dir() { std::os::windows::fs::symlink_dir(from, to) } else { std::os::windows::fs::symlink_file(from, to) }
}

#[cfg(not(any(unix, windows)))]
fn link(_: &Path, _: &Path) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}
