//! The CI templates, by running their own script lines on a repository under made-up variables; and parts of a run, joined.

#![cfg(unix)]

mod support;

use std::path::Path;

use support::{BINARY, Ran, Repository, Scratch};

const PROJECT: &str = "name: shop\nversion: '1.0'\nprofile: shop\n";
const SETTINGS: &str = "[dbt]\nadapter = \"postgres\"\n[lint]\nselect = [\"CV05\"]\n";
const OLD: &str = "select a\nfrom t\nwhere a != null\n";

/// A clone as a runner makes it: the merge of a request, two commits deep; with the base's commit.
fn runner(scratch: &Scratch) -> (Repository, String) {
    let files = [("dbt_project.yml", PROJECT), ("setsquare.toml", SETTINGS), ("models/old.sql", OLD)];
    let origin = scratch.repository("origin", &files);
    let base = origin.git("rev-parse HEAD");
    origin.git("config uploadpack.allowAnySHA1InWant true");
    origin.git("checkout -q -b feature");
    origin.write(&[("models/new.sql", OLD)]);
    origin.commit("new");
    origin.git("checkout -q main");
    origin.git("merge -q --no-ff --no-edit feature");
    let clone = scratch.clone_of(&origin, "clone", "--depth 2");
    std::fs::create_dir(scratch.folder.join("bin")).unwrap();
    std::os::unix::fs::symlink(BINARY, scratch.folder.join("bin/setsquare")).unwrap();
    (clone, base)
}

/// The lines below a key of a template, as YAML lists or a single one, that call setsquare or git.
fn script(file: &str, keys: &[&str]) -> Vec<String> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    let line = |line: &str| {
        let line = line.trim().trim_start_matches("- ");
        keys.iter().find_map(|key| line.strip_prefix(key)).or(Some(line)).map(|line| line.trim().to_owned())
    };
    text.lines().filter_map(line).filter(|line| line.starts_with("setsquare lint") || line.starts_with("if [")).collect()
}

fn shell(folder: &Repository, scratch: &Scratch, lines: &[String], variables: &[(&str, &str)]) -> Ran {
    let path = format!("{}:{}", scratch.folder.join("bin").display(), std::env::var("PATH").unwrap());
    let variables: Vec<(&str, &str)> = variables.iter().copied().chain([("PATH", path.as_str())]).collect();
    assert!(!lines.is_empty());
    folder.run("sh", ["-ec", &lines.join("\n")], &variables)
}

#[test]
fn gitlab_component_and_include() {
    for (file, more) in [
        ("templates/lint.yml", [("SETSQUARE_NEW_FROM", "auto"), ("SETSQUARE_PATHS", ".")]),
        ("templates/ci/gitlab-include.yml", [("CI_NODE_INDEX", "1"), ("CI_NODE_TOTAL", "1")]),
    ] {
        let scratch = Scratch::new();
        let (clone, base) = runner(&scratch);
        let request = [
            ("GITLAB_CI", "true"),
            ("CI_MERGE_REQUEST_IID", "1"),
            ("CI_MERGE_REQUEST_DIFF_BASE_SHA", base.as_str()),
            ("CI_DEFAULT_BRANCH", "main"),
        ];
        let variables: Vec<(&str, &str)> = request.into_iter().chain(more).collect();
        let ran = shell(&clone, &scratch, &script(file, &[]), &variables);
        assert_eq!(ran.code, 1, "{file}: {}{}", ran.out, ran.err);
        assert!(ran.out.contains("models/new.sql") && !ran.out.contains("models/old.sql"), "{file}: {}", ran.out);
        assert_eq!(clone.read("gl-code-quality-report.json").matches("fingerprint").count(), 2, "{file}: the report is whole");
        let default = [("GITLAB_CI", "true"), ("CI_COMMIT_BRANCH", "main"), ("CI_DEFAULT_BRANCH", "main")];
        let variables: Vec<(&str, &str)> = default.into_iter().chain(more).collect();
        assert_eq!(shell(&clone, &scratch, &script(file, &[]), &variables).code, 0, "{file}: the default branch");
    }
}

#[test]
fn github_action_and_workflow_and_azure_steps() {
    let scratch = Scratch::new();
    let (clone, _) = runner(&scratch);
    let head = clone.git("rev-parse HEAD");
    let github = [
        ("GITHUB_ACTIONS", "true"),
        ("GITHUB_EVENT_NAME", "pull_request"),
        ("GITHUB_REF", "refs/pull/1/merge"),
        ("GITHUB_BASE_REF", "main"),
        ("GITHUB_SHA", head.as_str()),
        ("SETSQUARE_NEW_FROM", "auto"),
        ("SETSQUARE_SARIF", "out.sarif"),
        ("SETSQUARE_PATHS", "."),
    ];
    for file in ["action.yml", "templates/ci/github-workflow.yml"] {
        let ran = shell(&clone, &scratch, &script(file, &["run:"]), &github);
        assert_eq!(ran.code, 1, "{file}: {}{}", ran.out, ran.err);
        assert!(ran.out.contains("file=models/new.sql") && !ran.out.contains("models/old.sql"), "{file}: {}", ran.out);
    }
    assert!(clone.read("out.sarif").contains("models/old.sql"), "the report for code scanning is whole");
    let azure = [
        ("TF_BUILD", "True"),
        ("BUILD_SOURCEBRANCH", "refs/pull/1/merge"),
        ("BUILD_SOURCEVERSION", head.as_str()),
        ("SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/main"),
    ];
    let lines: Vec<String> =
        script("templates/ci/azure-steps.yml", &["script:"]).iter().map(|line| line.replace("${{ parameters.paths }}", ".")).collect();
    let ran = shell(&clone, &scratch, &lines, &azure);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("##vso[") && ran.out.contains("models/new.sql"), "{}", ran.out);
    assert!(clone.read("setsquare.xml").contains("models/new.sql"));
}

#[test]
fn parts_of_a_run_join_to_the_whole() {
    let scratch = Scratch::new();
    let folder = Repository { folder: scratch.folder.clone() };
    folder.write(&[("dbt_project.yml", PROJECT), ("setsquare.toml", &SETTINGS.replace("CV05", "CV05\", \"DC01"))]);
    for at in 0..12 {
        folder.write(&[(&format!("models/m{at}.sql"), OLD)]);
    }
    for format in ["gitlab", "json"] {
        let whole = folder.setsquare(&format!("lint --format {format}"));
        let mut reports = Vec::new();
        for part in 1..=3 {
            let ran = folder.setsquare(&format!("lint --shard {part}/3 --output {format}=part{part}.{format}"));
            assert!(ran.code < 2, "{}", ran.err);
            reports.push(format!("part{part}.{format}"));
        }
        let merged = folder.setsquare(&format!("report merge {}", reports.join(" ")));
        assert_eq!(merged.code, 1, "{}", merged.err);
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        let (merged, whole) = (read(&merged.out), read(&whole.out));
        assert_eq!(merged.as_array().unwrap().len(), whole.as_array().unwrap().len(), "{format}");
        assert!(format == "json" || merged == whole, "{format}");
    }
    let ran = folder.setsquare("report merge part1.json part1.gitlab nowhere.json");
    assert!(ran.code == 2 && ran.err.contains("cannot be read"), "{}", ran.err);
    assert_eq!(folder.setsquare("lint --shard 4/3").code, 2);
}
