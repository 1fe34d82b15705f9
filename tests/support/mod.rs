//! Scratch folders and repositories for tests that run the binary. Nothing of the machine's own git configuration or of the CI
//! job that runs these tests is seen by them.

#![allow(dead_code)]

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub const BINARY: &str = env!("CARGO_BIN_EXE_setsquare");

/// A folder that is gone at the end of the test.
pub struct Scratch {
    pub folder: PathBuf,
    _guard: tempfile::TempDir,
}

/// What a command did.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Scratch {
    pub fn new() -> Self {
        let guard = tempfile::tempdir().unwrap();
        let folder = std::fs::canonicalize(guard.path()).unwrap();
        Self { folder, _guard: guard }
    }

    /// A repository with these files committed on `main`.
    pub fn repository(&self, name: &str, files: &[(&str, &str)]) -> Repository {
        let folder = self.folder.join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let repository = Repository { folder };
        repository.git("init -q -b main");
        repository.write(files);
        repository.commit("base");
        repository
    }

    /// A clone of a repository through the transport that can cut history.
    pub fn clone_of(&self, repository: &Repository, name: &str, options: &str) -> Repository {
        let to = self.folder.join(name);
        let here = Repository { folder: self.folder.clone() };
        here.git(&format!("clone -q {options} file://{} {}", repository.folder.display(), to.display()));
        Repository { folder: to }
    }
}

/// A checked-out repository, or any folder to run commands in.
#[derive(Clone)]
pub struct Repository {
    pub folder: PathBuf,
}

impl Repository {
    pub fn write(&self, files: &[(&str, &str)]) {
        for (path, text) in files {
            let path = self.folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.folder.join(path)).unwrap()
    }

    pub fn commit(&self, message: &str) {
        self.git("add -A");
        self.run("git", ["commit", "-q", "--allow-empty", "-m", message], &[]).succeeded();
    }

    /// A git command of words without blanks in them; what it prints.
    pub fn git(&self, words: &str) -> String {
        let protocol = ["-c", "protocol.file.allow=always"];
        let ran = self.run("git", protocol.into_iter().chain(words.split(' ')), &[]);
        assert_eq!(ran.code, 0, "git {words}: {}", ran.err);
        ran.out.trim().to_owned()
    }

    /// setsquare with words without blanks in them.
    pub fn setsquare(&self, words: &str) -> Ran {
        self.setsquare_with(words, &[])
    }

    pub fn setsquare_with(&self, words: &str, variables: &[(&str, &str)]) -> Ran {
        self.run(BINARY, words.split(' ').filter(|word| !word.is_empty()), variables)
    }

    pub fn run<A: AsRef<OsStr>>(
        &self,
        program: impl AsRef<OsStr>,
        arguments: impl IntoIterator<Item = A>,
        variables: &[(&str, &str)],
    ) -> Ran {
        Ran::of(&clean(program, &self.folder).args(arguments).envs(variables.iter().copied()).output().unwrap())
    }

    pub fn at(&self, path: &str) -> Self {
        Self { folder: self.folder.join(path) }
    }
}

impl Ran {
    pub fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
    }

    pub fn succeeded(&self) {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
    }

    /// The codes of the findings of a human or JSON report, with their files.
    pub fn found(&self) -> Vec<String> {
        let report: serde_json::Value = serde_json::from_str(&self.out).unwrap_or_else(|_| panic!("no JSON: {}{}", self.out, self.err));
        let files = report.as_array().unwrap().iter();
        let of_file = |file: &serde_json::Value| {
            let path = file["filepath"].as_str().unwrap().to_owned();
            let codes = file["violations"].as_array().unwrap().clone();
            codes.into_iter().map(move |found| format!("{path} {}", found["code"].as_str().unwrap()))
        };
        files.flat_map(of_file).collect()
    }
}

/// A folder with everything in it.
pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() { copy_folder(&from, &to) } else { std::fs::copy(&from, &to).map(|_| ()).unwrap() }
    }
}

/// A command in an environment of nothing but what programs need to start.
pub fn clean(program: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).env_clear();
    for name in ["PATH", "SYSTEMROOT", "TMPDIR"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    for person in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{person}_NAME"), "T").env(format!("GIT_{person}_EMAIL"), "t@example.com");
    }
    command.env("HOME", folder).env("GIT_CONFIG_GLOBAL", if cfg!(windows) { "NUL" } else { "/dev/null" }).env("GIT_CONFIG_NOSYSTEM", "1");
    command
}
