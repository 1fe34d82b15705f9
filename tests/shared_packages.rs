//! Local packages are linted like projects, wherever they lie, and as the one project sees them that installs them.

#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::Command;

/// Each finding's code and the resource it names.
fn findings(folder: &Path) -> Vec<(String, String)> {
    let run = Command::new(env!("CARGO_BIN_EXE_setsquare")).args(["lint", "--format", "json", "."]).current_dir(folder).output().unwrap();
    let files: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    let all = files.as_array().unwrap().iter().flat_map(|file| file["violations"].as_array().unwrap());
    all.map(|found| (found["code"].as_str().unwrap().to_owned(), found["resource"].as_str().unwrap_or_default().to_owned())).collect()
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A package with tests of its own in a project below it, which installs it by a link that leads back up.
#[test]
fn a_package_behind_a_link_is_linted_as_its_installer_sees_it() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, "dbt_project.yml", "name: parts\nvars: {with_extra: false}\n");
    write(root, "models/base.sql", "select 1 as a\n");
    write(root, "models/extra.sql", "{{ config(enabled=var('with_extra')) }}\nselect 1 as a\n");
    write(root, "models/unread.sql", "select 1 as a\n");
    write(root, "tests_of_it/dbt_project.yml", "name: tests_of_it\nvars: {with_extra: true}\n");
    write(root, "tests_of_it/models/reader.sql", "select a from {{ ref('base') }}\n");
    let settings = "[workspace]\nprojects = [\".\"]\nshared = [\"dbt_packages/parts\"]\n[dbt]\nadapter = \"duckdb\"\n[lint]\nselect = [\"DP05\", \"DC01\"]\n";
    write(root, "tests_of_it/setsquare.toml", settings);
    fs::create_dir_all(root.join("tests_of_it/dbt_packages")).unwrap();
    std::os::unix::fs::symlink("../..", root.join("tests_of_it/dbt_packages/parts")).unwrap();
    let have = findings(&root.join("tests_of_it"));
    let named = |code: &str| have.iter().filter(|found| found.0 == code).map(|found| found.1.as_str()).collect::<Vec<_>>();
    let described = ["model.parts.base", "model.parts.extra", "model.parts.unread", "model.tests_of_it.reader"];
    assert_eq!(named("DC01"), described, "each file once, and what the installer turns on");
    assert_eq!(
        named("DP05"),
        ["model.parts.extra", "model.parts.unread", "model.tests_of_it.reader"],
        "the installer's model reads `base`"
    );
}
