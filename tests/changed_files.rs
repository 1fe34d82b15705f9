//! Runs over named files: each finding belongs to one file, so runs that share the files out tell none twice and none is lost.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

const FILES: &[(&str, &str)] = &[
    (
        "setsquare.toml",
        "[workspace]\nprojects = [\"projects/{country}\"]\nshared = [\"packages/*\"]\n[dbt]\nadapter = \"redshift\"\n\
         [[domain]]\nname = \"affiliate\"\nmatch = \"projects/{country}\"\ndatabases = [\"db_{country}\"]\n[boundary]\ndefault = \"deny\"\n\
         [lint]\nselect = [\"default\", \"FD\", \"RE\", \"NM\", \"DC\", \"TS\"]\n",
    ),
    ("packages/shared/dbt_project.yml", "name: shared\n"),
    (
        "packages/shared/macros/rel.sql",
        "{% macro rel(country) %}db_{{ country }}.marts.x{% endmacro %}\n{% macro broken() %}{{ ref('nowhere') }}{% endmacro %}\n",
    ),
    ("projects/de/dbt_project.yml", "name: affiliate_de\non-run-end: \"delete from db_fr.marts.log\"\n"),
    ("projects/de/packages.yml", "packages:\n  - local: ../../packages/shared\n  - local: ../fr\n"),
    ("projects/de/models/a.sql", "select id from {{ shared.rel('fr') }}\n"),
    (
        "projects/de/models/b.sql",
        "{% if target.name == 'x' %}select id from {{ shared.rel('fr') }}{% elif var('y', false) %}select id from {{ shared.broken() }}\
         {% else %}SELECT 1 as id{% endif %}\n",
    ),
    ("projects/de/models/c.sql", "select id from {{ ref('old') }}\n"),
    ("projects/de/models/d.sql", "select id from {{ ref('affiliate_fr', 'fr_dim') }} union all select id from {{ ref('missing') }}\n"),
    (
        "projects/de/models/m.yml",
        "models:\n  - name: a\n    columns: [{name: id, data_tests: [{relationships: {to: \"ref('fr_dim')\", field: id}}]}]\n  - name: ghost\n",
    ),
    ("projects/fr/dbt_project.yml", "name: affiliate_fr\n"),
    ("projects/fr/models/fr_dim.sql", "{{ config(post_hook=\"delete from db_de.marts.log\") }}\nselect 1 as id\n"),
];

fn workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in FILES {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// How often each finding is told by one run over these paths.
fn lint(root: &Path, paths: &[&str], found: &mut BTreeMap<String, usize>) {
    let output = Command::new(env!("CARGO_BIN_EXE_setsquare"))
        .arg("lint")
        .args(paths)
        .args(["--format", "json"])
        .current_dir(root)
        .output()
        .unwrap();
    let files: serde_json::Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    for file in files.as_array().unwrap() {
        for violation in file["violations"].as_array().unwrap() {
            let path = file["filepath"].as_str().unwrap().trim_start_matches("./");
            let place = format!("{path}:{}:{}", violation["start_line_no"], violation["start_line_pos"]);
            *found.entry(format!("{place} {} {}", violation["code"], violation["description"])).or_default() += 1;
        }
    }
}

#[test]
fn files_that_are_shared_out_give_each_finding_once() {
    let folder = workspace();
    let mut whole = BTreeMap::new();
    lint(folder.path(), &["."], &mut whole);
    whole.retain(|finding, _| !finding.starts_with("setsquare.toml"));
    assert!(whole.len() > 10, "{whole:#?}");
    let all: Vec<&str> = FILES.iter().map(|(path, _)| *path).filter(|path| *path != "setsquare.toml").collect();
    for size in [1, 2, 5] {
        let mut shared_out = BTreeMap::new();
        for paths in all.chunks(size) {
            lint(folder.path(), paths, &mut shared_out);
        }
        assert_eq!(shared_out, whole, "in runs of {size}");
    }
}

#[test]
fn a_file_that_is_gone_breaks_its_readers() {
    let folder = workspace();
    let mut found = BTreeMap::new();
    lint(folder.path(), &["projects/de/models/old.sql", "projects/fr/models/fr_dim.sql"], &mut found);
    let places: Vec<&str> = found.keys().map(|finding| finding.split(':').next().unwrap()).collect();
    assert!(places.contains(&"projects/de/models/c.sql"), "{found:#?}");
    assert!(places.iter().all(|place| ["projects/de/models/c.sql", "projects/fr/models/fr_dim.sql"].contains(place)), "{found:#?}");
}
