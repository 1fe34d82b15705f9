//! `--new-from auto` under the variables that CI systems set, in the clones that they make.

mod support;

use support::{Ran, Repository, Scratch};

const PROJECT: &str = "name: shop\nversion: '1.0'\nprofile: shop\n";
const SETTINGS: &str = "[dbt]\nadapter = \"postgres\"\n[lint]\nselect = [\"CV05\"]\n";
const OLD: &str = "select a\nfrom t\nwhere a != null\n";

/// A server's repository: `main` went on after `feature` left it, each with a finding, and the server has merged them for the pipeline.
struct Server {
    scratch: Scratch,
    origin: Repository,
    /// Where `feature` left `main`.
    base: String,
    main: String,
    feature: String,
    merge: String,
}

fn server() -> Server {
    let scratch = Scratch::new();
    let origin = scratch.repository("origin", &[("dbt_project.yml", PROJECT), ("setsquare.toml", SETTINGS), ("models/old.sql", OLD)]);
    let base = origin.git("rev-parse HEAD");
    origin.git("checkout -q -b feature");
    origin.write(&[("models/ours.sql", OLD)]);
    origin.commit("ours");
    let feature = origin.git("rev-parse HEAD");
    origin.git("checkout -q main");
    origin.write(&[("models/theirs.sql", OLD)]);
    origin.commit("theirs");
    let main = origin.git("rev-parse HEAD");
    origin.git("checkout -q --detach main");
    origin.git("merge -q --no-edit feature");
    let merge = origin.git("rev-parse HEAD");
    origin.git("update-ref refs/pull/7/merge HEAD");
    origin.git("update-ref refs/merge-requests/7/merge HEAD");
    origin.git("checkout -q main");
    origin.git("config uploadpack.allowAnySHA1InWant true");
    Server { scratch, origin, base, main, feature, merge }
}

impl Server {
    /// What a runner does: an empty repository, one ref fetched as deep as it is told, HEAD detached.
    fn runner(&self, name: &str, depth: u32, what: &str) -> Repository {
        let runner = Repository { folder: self.scratch.folder.join(name) };
        std::fs::create_dir_all(&runner.folder).unwrap();
        runner.git("init -q");
        runner.git(&format!("remote add origin file://{}", self.origin.folder.display()));
        let depth = if depth == 0 { String::new() } else { format!("--depth {depth} ") };
        runner.git(&format!("fetch -q {depth}origin {what}"));
        runner.git("checkout -q --detach FETCH_HEAD");
        runner
    }
}

fn lint(repository: &Repository, variables: &[(&str, &str)]) -> Ran {
    repository.setsquare_with("lint --format json --report new --new-from auto", variables)
}

fn ours(repository: &Repository, variables: &[(&str, &str)]) {
    let ran = lint(repository, variables);
    assert_eq!((ran.found(), ran.code), (vec!["models/ours.sql CV05".to_owned()], 1), "{}", ran.err);
}

fn refused(repository: &Repository, variables: &[(&str, &str)], help: &str) {
    let Ran { code, out, err } = lint(repository, variables);
    assert_eq!(code, 2, "{out}{err}");
    assert!(err.contains(help), "{err}");
}

#[test]
fn gitlab() {
    let server = server();
    let request = [("GITLAB_CI", "true"), ("CI_MERGE_REQUEST_IID", "7"), ("CI_DEFAULT_BRANCH", "main")];
    let with = |more: &[(&'static str, &str)]| {
        request.iter().chain(more).map(|(name, value)| (*name, (*value).to_owned())).collect::<Vec<(&str, String)>>()
    };
    let borrowed = |variables: &[(&'static str, String)]| variables.iter().map(|(name, value)| (*name, value.clone())).collect::<Vec<_>>();
    let run = |repository: &Repository, variables: &[(&'static str, String)], help: Option<&str>| {
        let owned = borrowed(variables);
        let variables: Vec<(&str, &str)> = owned.iter().map(|(name, value)| (*name, value.as_str())).collect();
        match help {
            Some(help) => refused(repository, &variables, help),
            None => ours(repository, &variables),
        }
    };
    let plain = with(&[("CI_MERGE_REQUEST_EVENT_TYPE", "detached"), ("CI_MERGE_REQUEST_DIFF_BASE_SHA", &server.base)]);
    run(&server.runner("deep", 20, "feature"), &plain, None);
    let shallow = server.runner("shallow", 1, "feature");
    run(&shallow, &plain, Some(&format!("git fetch --depth 1 origin {}", server.base)));
    shallow.git(&format!("fetch -q --depth 1 origin {}", server.base));
    run(&shallow, &plain, None);

    let merged = with(&[("CI_MERGE_REQUEST_EVENT_TYPE", "merged_result"), ("CI_MERGE_REQUEST_DIFF_BASE_SHA", &server.base)]);
    run(&server.runner("merged", 2, "refs/merge-requests/7/merge"), &merged, None);
    run(&server.runner("merged1", 1, "refs/merge-requests/7/merge"), &merged, Some("GIT_DEPTH"));

    let branch = [("GITLAB_CI", "true"), ("CI_COMMIT_BRANCH", "feature"), ("CI_DEFAULT_BRANCH", "main")];
    refused(&server.runner("branch", 20, "feature"), &branch, "git fetch origin +refs/heads/main:refs/remotes/origin/main");
    let default = [("GITLAB_CI", "true"), ("CI_COMMIT_BRANCH", "main"), ("CI_DEFAULT_BRANCH", "main")];
    let ran = server.runner("default", 1, "main").setsquare_with("lint --new-from auto --format gitlab", &default);
    assert_eq!((ran.code, ran.out.matches("fingerprint").count()), (0, 2), "the report is whole where nothing is new: {}", ran.err);
}

#[test]
fn github() {
    let server = server();
    let request = |sha: &'static str| [("GITHUB_ACTIONS", "true"), ("GITHUB_EVENT_NAME", "pull_request"), ("GITHUB_REF", sha)];
    let of_merge = [("GITHUB_SHA", server.merge.as_str()), ("GITHUB_BASE_REF", "main")];
    let merge: Vec<(&str, &str)> = request("refs/pull/7/merge").into_iter().chain(of_merge).collect();
    ours(&server.runner("two", 2, "refs/pull/7/merge"), &merge);
    refused(&server.runner("one", 1, "refs/pull/7/merge"), &merge, "fetch-depth: 2");
    // The head of the request instead of its merge: a merge in it is no merge of the request.
    let head = server.runner("head", 0, "feature");
    refused(&head, &merge, "the target branch `main` is not in this clone");
    head.git("fetch -q origin +refs/heads/main:refs/remotes/origin/main");
    ours(&head, &merge);
    head.git("merge -q --no-edit origin/main");
    ours(&head, &merge);

    let untrusted = [
        ("GITHUB_ACTIONS", "true"),
        ("GITHUB_EVENT_NAME", "pull_request_target"),
        ("GITHUB_SHA", server.main.as_str()),
        ("GITHUB_BASE_REF", "main"),
    ];
    refused(&server.runner("target", 1, "main"), &untrusted, "has checked out the target branch");

    let event = server.scratch.folder.join("event.json");
    std::fs::write(&event, format!("{{\"merge_group\": {{\"base_sha\": \"{}\"}}}}", server.main)).unwrap();
    let event = event.to_string_lossy().into_owned();
    let queue = [("GITHUB_ACTIONS", "true"), ("GITHUB_EVENT_NAME", "merge_group"), ("GITHUB_EVENT_PATH", event.as_str())];
    ours(&server.runner("queue", 2, "refs/pull/7/merge"), &queue);
    refused(&server.runner("queue1", 1, "refs/pull/7/merge"), &queue, &server.main);
    let push = [("GITHUB_ACTIONS", "true"), ("GITHUB_EVENT_NAME", "push"), ("GITHUB_REF_NAME", "main")];
    assert_eq!(lint(&server.runner("push", 1, "main"), &push).code, 0);
    let push = [("GITHUB_ACTIONS", "true"), ("GITHUB_EVENT_NAME", "push"), ("GITHUB_REF_NAME", "feature")];
    refused(&server.runner("push1", 1, "feature"), &push, "fetch-depth: 0");
}

#[test]
fn azure_and_others() {
    let server = server();
    let azure = [
        ("TF_BUILD", "True"),
        ("BUILD_SOURCEBRANCH", "refs/pull/7/merge"),
        ("BUILD_SOURCEVERSION", server.merge.as_str()),
        ("SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/main"),
    ];
    ours(&server.runner("two", 2, "refs/pull/7/merge"), &azure);
    refused(&server.runner("one", 1, "refs/pull/7/merge"), &azure, "fetchDepth: 2");
    let head = server.runner("head", 0, &server.feature);
    refused(&head, &azure, "`main` is not in this clone");
    head.git("fetch -q origin +refs/heads/main:refs/remotes/origin/main");
    ours(&head, &azure);
    for (marker, target) in [
        ("BITBUCKET_BUILD_NUMBER", "BITBUCKET_PR_DESTINATION_BRANCH"),
        ("JENKINS_URL", "CHANGE_TARGET"),
        ("BUILDKITE", "BUILDKITE_PULL_REQUEST_BASE_BRANCH"),
        ("DRONE", "DRONE_TARGET_BRANCH"),
    ] {
        ours(&head, &[(marker, "1"), (target, "main")]);
        refused(&head, &[(marker, "1"), (target, "release")], "`release` is not in this clone");
    }
}
