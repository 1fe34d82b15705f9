//! Every command of the documentation is run, in order, in a copy of the example that git knows.

#![cfg(unix)]

mod support;

use std::path::Path;

use support::{BINARY, Repository, Scratch, copy_folder};

/// The lines of the blocks of a kind.
fn blocks<'t>(text: &'t str, kind: &str) -> Vec<&'t str> {
    let mut open = false;
    let mut out = Vec::new();
    for line in text.lines() {
        if let Some(fence) = line.strip_prefix("```") {
            open = !open && fence == kind;
        } else if open {
            out.push(line);
        }
    }
    out
}

fn run_page(path: &Path) -> usize {
    let text = std::fs::read_to_string(path).unwrap();
    let scratch = Scratch::new();
    let folder = Repository { folder: scratch.folder.join("example") };
    copy_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/dbt-squared"), &folder.folder);
    folder.git("init -q -b main");
    folder.commit("example");
    std::fs::create_dir(scratch.folder.join("bin")).unwrap();
    std::os::unix::fs::symlink(BINARY, scratch.folder.join("bin/setsquare")).unwrap();
    let search = format!("{}:{}", scratch.folder.join("bin").display(), std::env::var("PATH").unwrap());
    let commands: Vec<&str> = blocks(&text, "console").into_iter().filter_map(|line| line.strip_prefix("$ ")).collect();
    // A page that says how one command ends says it of all; others are about something else, and only must not be refused.
    let says_codes = text.contains("# exits with ");
    for command in &commands {
        let (command, remark) =
            command.split_once("  # exits with ").map_or((*command, None), |(command, code)| (command, Some(code.trim())));
        let want: Option<i32> = remark.map(|code| code.parse().unwrap()).or(says_codes.then_some(0));
        let ran = folder.run("sh", ["-c", command], &[("PATH", &search)]);
        let ends_well = want.map_or(ran.code == 0 || ran.code == 1, |want| ran.code == want);
        assert!(ends_well, "{}: {command}\nends with {}\n{}", path.display(), ran.code, ran.err);
    }
    for line in blocks(&text, "sh") {
        let is_install = ["cargo install ", "pip install "].iter().any(|start| line.starts_with(start));
        assert!(is_install, "{}: `{line}` is not run: a console block would be", path.display());
    }
    commands.len()
}

#[test]
fn every_command_of_the_documentation() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let mut ran = 0;
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().extension().is_some_and(|extension| extension == "md") {
            ran += run_page(&entry.path());
        }
    }
    assert!(ran > 30, "{ran} commands were found");
}

#[test]
fn links_between_pages_lead_somewhere() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    for entry in
        std::fs::read_dir(&folder).unwrap().map(Result::unwrap).filter(|entry| entry.path().extension().is_some_and(|end| end == "md"))
    {
        let text = std::fs::read_to_string(entry.path()).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter(|link| !link.contains("://")) {
            let file = link.split('#').next().unwrap();
            assert!(file.is_empty() || folder.join(file).exists(), "{}: {link}", entry.path().display());
        }
    }
}
