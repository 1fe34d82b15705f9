//! Asking git, and telling apart why it did not answer. Knows no finding.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What git writes without colours, in English, with paths as they are, whatever the user's configuration says.
const PLAIN: &[&str] = &["-c", "core.quotepath=false", "-c", "color.ui=false"];

/// A checked-out repository, a linked worktree or a submodule.
#[derive(Clone, Debug)]
pub struct Git {
    /// The top of the checked-out files, symbolic links resolved.
    pub root: PathBuf,
    /// Whether the variables that a hook hands down about the repository hold here: not in a submodule.
    inherits: bool,
}

/// Why git said no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Nothing where git could not be started or was killed.
    pub code: Option<i32>,
    pub said: String,
}

impl Git {
    /// The repository that a folder lies in.
    ///
    /// # Errors
    /// A sentence for the user, with what helps, if there is none or git will not touch it.
    pub fn open(folder: &Path) -> Result<Self, String> {
        Self::find(folder, true)
    }

    /// The submodule checked out in a folder; nothing if none is.
    #[must_use]
    pub fn submodule(folder: &Path) -> Option<Self> {
        folder.join(".git").exists().then(|| Self::find(folder, false).ok()).flatten()
    }

    fn find(folder: &Path, inherits: bool) -> Result<Self, String> {
        let asked = Self { root: folder.to_owned(), inherits };
        let top = asked.text(["rev-parse", "--show-toplevel"]).map_err(|failure| failure.explained(folder))?;
        let root = std::fs::canonicalize(&top).map_err(|error| format!("{top}: {error}"))?;
        Ok(Self { root, inherits })
    }

    /// What a command writes to standard output, byte for byte.
    pub fn bytes<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Result<Vec<u8>, Failure> {
        Ok(self.run(arguments, &[])?.stdout)
    }

    /// What a command writes to standard output, without the last line's end.
    pub fn text<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Result<String, Failure> {
        Ok(String::from_utf8_lossy(&self.bytes(arguments)?).trim_end().to_owned())
    }

    /// Runs a command with more variables in its environment.
    pub fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>, variables: &[(&str, &OsStr)]) -> Result<Output, Failure> {
        let mut command = Command::new("git");
        command.current_dir(&self.root).args(PLAIN).args(arguments);
        command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0");
        if !self.inherits {
            for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
                command.env_remove(variable);
            }
        }
        command.envs(variables.iter().copied());
        let output = command.output().map_err(|error| Failure { code: None, said: format!("git cannot be run: {error}") })?;
        if output.status.success() {
            return Ok(output);
        }
        Err(Failure { code: output.status.code(), said: String::from_utf8_lossy(&output.stderr).trim().to_owned() })
    }

    /// The commit that a name stands for, if it is here.
    #[must_use]
    pub fn commit(&self, name: &str) -> Option<String> {
        let commit = format!("{name}^{{commit}}");
        self.text(["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]).ok().filter(|commit| !commit.is_empty())
    }

    /// Whether history ends somewhere because it was not fetched.
    #[must_use]
    pub fn is_shallow(&self) -> bool {
        self.text(["rev-parse", "--is-shallow-repository"]).is_ok_and(|answer| answer == "true")
    }

    /// How many parents HEAD has, fetched or not.
    #[must_use]
    pub fn parents(&self) -> usize {
        let commit = self.text(["cat-file", "commit", "HEAD"]).unwrap_or_default();
        commit.lines().take_while(|line| !line.is_empty()).filter(|line| line.starts_with("parent ")).count()
    }

    /// Commits of submodules in a tree, with their folders.
    pub fn submodules(&self, tree: &str) -> Result<Vec<(PathBuf, String)>, Failure> {
        let listing = self.bytes(["ls-tree", "-r", "-z", "--full-tree", tree])?;
        let entry = |entry: &[u8]| {
            let (head, path) = std::str::from_utf8(entry).ok()?.split_once('\t')?;
            let mut words = head.split(' ');
            (words.next() == Some("160000")).then(|| (PathBuf::from(path), words.next_back().unwrap_or_default().to_owned()))
        };
        Ok(listing.split(|byte| *byte == 0).filter_map(entry).collect())
    }
}

impl Failure {
    /// A sentence for the user about a repository that cannot be opened.
    fn explained(&self, folder: &Path) -> String {
        let Self { code, said } = self;
        let folder = folder.display();
        if code.is_none() {
            format!("{said}; without git, compare with `--diff-file FILE`")
        } else if said.contains("dubious ownership") {
            format!(
                "git does not touch {folder} because it belongs to another user; allow it with\n  \
                 git config --global --add safe.directory \"$(pwd)\""
            )
        } else if said.contains("not a git repository") {
            format!("{folder} is in no git repository; compare with a diff from elsewhere by `--diff-file FILE`")
        } else {
            format!("git cannot use {folder}: {said}")
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let first = self.said.lines().find(|line| !line.starts_with("hint:")).unwrap_or("git says nothing about why");
        formatter.write_str(first)
    }
}
