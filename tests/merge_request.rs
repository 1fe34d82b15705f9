//! Findings that are new to a base, in every state that a clone may be in: right, or 2 with the command that helps; never 0 for want
//! of history.

mod support;

use support::{Ran, Repository, Scratch};

const PROJECT: &str = "name: shop\nversion: '1.0'\nprofile: shop\n";
const SETTINGS: &str = "[dbt]\nadapter = \"postgres\"\n[lint]\nselect = [\"CV05\", \"ST03\", \"RE02\"]\n";
const OLD: &str = "select a\nfrom t\nwhere a != null\n";
const GOOD: &str = "select a\nfrom t\nwhere a is not null\n";
const BASE: &[(&str, &str)] =
    &[("dbt_project.yml", PROJECT), ("setsquare.toml", SETTINGS), ("models/old.sql", OLD), ("models/good.sql", GOOD)];
/// Adds one finding to a file without any.
const WORSE: (&str, &str) = ("models/good.sql", "select a\nfrom t\nwhere a is not null\nand b = null\n");

/// `main` with an old finding, and `feature` checked out with one commit.
fn feature(scratch: &Scratch, files: &[(&str, &str)]) -> Repository {
    let repository = scratch.repository("origin", BASE);
    repository.git("checkout -q -b feature");
    repository.write(files);
    repository.commit("feature");
    repository
}

/// What counts as new, and the exit code that goes with it.
fn new(repository: &Repository, words: &str, variables: &[(&str, &str)]) -> Vec<String> {
    let ran = repository.setsquare_with(&format!("lint --format json --report new {words}"), variables);
    let found = ran.found();
    assert_eq!(ran.code, i32::from(!found.is_empty()), "{found:?} {}", ran.err);
    found
}

/// That a run ends with 2 and says what helps.
fn refused(repository: &Repository, words: &str, variables: &[(&str, &str)], help: &str) {
    let Ran { code, out, err } = repository.setsquare_with(&format!("lint {words}"), variables);
    assert_eq!(code, 2, "{out}{err}");
    assert!(err.contains(help), "{err}");
}

#[test]
fn a_new_finding_fails_and_an_old_one_does_not() {
    let scratch = Scratch::new();
    let repository = feature(&scratch, &[WORSE]);
    for from in ["main", "auto", "HEAD~1"] {
        assert_eq!(new(&repository, &format!("--new-from {from}"), &[]), ["models/good.sql CV05"], "{from}");
    }
    let whole = repository.setsquare("lint --format json --new-from main").found();
    assert_eq!(whole, ["models/good.sql CV05", "models/old.sql CV05"], "the report stays whole");
    let human = repository.setsquare("lint --new-from main");
    assert!(!human.out.contains("models/old.sql") && human.err.contains("1 older finding is not shown"), "{}{}", human.out, human.err);
}

#[test]
fn nothing_new_is_no_failure() {
    let scratch = Scratch::new();
    let repository = feature(&scratch, &[("models/more.sql", GOOD)]);
    assert!(new(&repository, "--new-from main", &[]).is_empty());
    repository.git("checkout -q main");
    let ran = repository.setsquare("lint --new-from main");
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("nothing changed since"), "{}", ran.err);
}

#[test]
fn scopes_differ_in_what_a_touch_does() {
    let scratch = Scratch::new();
    // The line of the old finding is touched, and the finding stays who it is: only its indentation changed.
    let repository = feature(&scratch, &[("models/old.sql", "select a\nfrom t\n    where a != null\n")]);
    let scoped = |scope: &str| new(&repository, &format!("--new-from main --new-scope {scope}"), &[]).len();
    assert_eq!([scoped("line"), scoped("file"), scoped("finding")], [1, 1, 0]);
    repository.write(&[("models/old.sql", "select a\nfrom t\nwhere a != null\n-- a remark\n")]);
    assert_eq!([scoped("line"), scoped("file"), scoped("finding")], [0, 1, 0]);
    // Lines inserted above change nothing.
    repository.write(&[("models/old.sql", "-- 1\n-- 2\n-- 3\nselect a\nfrom t\nwhere a != null\n")]);
    assert_eq!([scoped("line"), scoped("finding")], [0, 0]);
}

#[test]
fn what_a_change_causes_elsewhere_is_new() {
    let scratch = Scratch::new();
    let reader = ("models/reader.sql", "select a\nfrom {{ ref('good') }}\n");
    let unused = ("models/ctes.sql", "with one as (\n    select 1 as a\n)\n\nselect a\nfrom one\n");
    let repository = scratch.repository("origin", BASE);
    repository.write(&[reader, unused]);
    repository.commit("more");
    repository.git("checkout -q -b feature");
    repository.git("mv models/good.sql models/better.sql");
    repository.write(&[("models/ctes.sql", "with one as (\n    select 1 as a\n)\n\nselect a\nfrom two\n")]);
    for scope in ["line", "finding"] {
        let want = ["models/ctes.sql ST03", "models/reader.sql RE02"];
        assert_eq!(new(&repository, &format!("--new-from main --new-scope {scope}"), &[]), want, "{scope}");
    }
    // A diff alone shows no base; the name of what is gone shows in the line that asks for it.
    std::fs::write(scratch.folder.join("d.patch"), repository.git("diff -M main")).unwrap();
    let diff = format!("--diff-file {}/d.patch", scratch.folder.display());
    assert_eq!(new(&repository, &diff, &[]), ["models/reader.sql RE02"]);
}

#[test]
fn renamed_files_keep_their_findings() {
    let scratch = Scratch::new();
    let repository = scratch.repository("origin", BASE);
    repository.git("checkout -q -b feature");
    std::fs::create_dir(repository.folder.join("models/marts")).unwrap();
    repository.git("mv models/old.sql models/marts/renamed.sql");
    repository.commit("renamed");
    for scope in ["line", "finding"] {
        assert!(new(&repository, &format!("--new-from main --new-scope {scope}"), &[]).is_empty());
        assert!(new(&repository, &format!("--new-from main --new-scope {scope} models/marts/renamed.sql"), &[]).is_empty());
    }
}

#[test]
fn files_not_yet_committed_count() {
    let scratch = Scratch::new();
    let repository = feature(&scratch, &[]);
    repository.write(&[("models/staged.sql", OLD)]);
    repository.git("add -A");
    repository.write(&[("models/untracked äö.sql", OLD), WORSE]);
    let want = ["models/good.sql CV05", "models/staged.sql CV05", "models/untracked äö.sql CV05"];
    assert_eq!(new(&repository, "--new-from main", &[]), want);
}

#[test]
fn from_a_folder_below_and_from_elsewhere() {
    let scratch = Scratch::new();
    let repository = feature(&scratch, &[WORSE, ("models/marts/new.sql", OLD)]);
    assert_eq!(new(&repository.at("models"), "--new-from main", &[]), ["good.sql CV05", "marts/new.sql CV05"]);
    assert_eq!(new(&repository.at("models/marts"), "--new-from main .", &[]).len(), 1);
    assert_eq!(new(&repository.at("models/marts"), "--new-from main ../old.sql", &[]).len(), 0);
    let outside = Repository { folder: scratch.folder.clone() };
    assert_eq!(new(&outside, "--new-from main origin", &[]).len(), 2);
}

#[test]
fn shallow_clones_answer_rightly_or_not_at_all() {
    let scratch = Scratch::new();
    let origin = feature(&scratch, &[]);
    for at in 0..3 {
        origin.commit(&format!("more {at}"));
    }
    origin.write(&[WORSE]);
    origin.commit("worse");
    origin.git("checkout -q main");
    for at in 0..3 {
        origin.commit(&format!("main {at}"));
    }
    let clone = scratch.clone_of(&origin, "clone", "--depth 1 --branch feature");
    refused(&clone, "--new-from origin/main", &[], "git fetch --unshallow");
    refused(&clone, "--new-from auto", &[], "--new-from origin/develop");
    clone.git("fetch -q --depth 1 origin +refs/heads/main:refs/remotes/origin/main");
    refused(&clone, "--new-from origin/main", &[], "git fetch --unshallow origin");
    refused(&clone, "--new-from auto", &[], "does not reach the commit where HEAD left `origin/main`");
    let ci = [("GITLAB_CI", "true"), ("CI_COMMIT_BRANCH", "feature"), ("CI_DEFAULT_BRANCH", "main")];
    refused(&clone, "--new-from auto", &ci, "GIT_DEPTH: \"0\"");
    clone.git("fetch -q --unshallow origin");
    for from in ["origin/main", "auto"] {
        assert_eq!(new(&clone, &format!("--new-from {from}"), &[]), ["models/good.sql CV05"]);
    }
    assert_eq!(new(&clone, "--new-from auto", &ci), ["models/good.sql CV05"]);
}

#[test]
fn what_was_merged_from_the_target_is_not_new() {
    let scratch = Scratch::new();
    let repository = feature(&scratch, &[WORSE]);
    repository.git("checkout -q main");
    repository.write(&[("models/theirs.sql", OLD)]);
    repository.commit("theirs");
    repository.git("checkout -q feature");
    repository.git("merge -q --no-edit main");
    assert_eq!(new(&repository, "--new-from main", &[]), ["models/good.sql CV05"]);
    repository.git("checkout -q --detach HEAD");
    assert_eq!(new(&repository, "--new-from auto", &[]), ["models/good.sql CV05"]);
}

#[test]
fn bases_that_are_not_there() {
    let scratch = Scratch::new();
    let repository = feature(&scratch, &[]);
    refused(&repository, "--new-from origin/develop", &[], "git fetch origin +refs/heads/develop:refs/remotes/origin/develop");
    refused(&repository, "--new-from --help", &[], "");
    repository.git("checkout -q --orphan other");
    repository.commit("other");
    refused(&repository, "--new-from main", &[], "have no commit in common");
    repository.git("branch -m main trunk");
    refused(&repository, "--new-from auto", &[], "name one, as in");
    let nowhere = Repository { folder: scratch.folder.join("plain") };
    nowhere.write(BASE);
    refused(&nowhere, "--new-from main", &[], "--diff-file FILE");
    refused(&repository, "--new-from main", &[("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")], "safe.directory");
    refused(&repository, "--new-from main", &[("PATH", "/nowhere")], "git cannot be run");
    let unborn = Repository { folder: scratch.folder.join("unborn") };
    unborn.write(BASE);
    unborn.git("init -q -b main");
    refused(&unborn, "--new-from main", &[], "git knows no commit `main`");
    refused(&repository, "--new-from main -", &[], "standard input");
}

#[test]
fn no_configuration_of_gits_bends_the_answer() {
    let scratch = Scratch::new();
    let repository = feature(&scratch, &[WORSE, ("models/a \"b\" ä.sql", OLD)]);
    let settings = [
        "diff.noprefix true",
        "diff.mnemonicPrefix true",
        "diff.relative true",
        "diff.external /bin/false",
        "diff.interHunkContext 50",
        "diff.renames false",
        "color.ui always",
        "core.quotepath true",
        "diff.algorithm patience",
        "core.fsmonitor false",
    ];
    for setting in settings {
        repository.git(&format!("config {setting}"));
    }
    assert_eq!(new(&repository, "--new-from main", &[]), ["models/a \"b\" ä.sql CV05", "models/good.sql CV05"]);
}

#[test]
fn other_line_ends_are_no_change() {
    let scratch = Scratch::new();
    let repository = feature(&scratch, &[("models/old.sql", &OLD.replace('\n', "\r\n"))]);
    assert!(new(&repository, "--new-from main", &[]).is_empty());
    repository.write(&[("models/old.sql", &format!("{}and b = null\r\n", OLD.replace('\n', "\r\n")))]);
    assert_eq!(new(&repository, "--new-from main", &[]).len(), 1);
}

#[test]
fn linked_worktrees_and_submodules() {
    let scratch = Scratch::new();
    let repository = feature(&scratch, &[WORSE]);
    repository.git("checkout -q main");
    repository.git("worktree add -q ../tree feature");
    assert_eq!(new(&Repository { folder: scratch.folder.join("tree") }, "--new-from main", &[]), ["models/good.sql CV05"]);

    let outer = scratch.repository("outer", &[("README.md", "x\n")]);
    outer.git("submodule add -q -b main ../origin shop");
    outer.commit("submodule");
    outer.git("checkout -q -b feature");
    assert!(new(&outer, "--new-from main", &[]).is_empty());
    let inner = outer.at("shop");
    inner.git("checkout -q origin/feature");
    outer.commit("newer");
    assert_eq!(new(&outer, "--new-from main", &[]), ["shop/models/good.sql CV05"]);
    assert_eq!(new(&inner, "--new-from origin/main", &[]), ["models/good.sql CV05"]);
    // All of a submodule is new where there was none.
    let base = outer.git("rev-list --max-parents=0 HEAD");
    assert_eq!(new(&outer, &format!("--new-from {base}"), &[]).len(), 2);
    // A submodule without the state that the base names cannot be compared.
    let clone = scratch.clone_of(&outer, "clone", "--branch feature");
    scratch.clone_of(&repository, "clone/shop", "--depth 1 --branch feature");
    refused(&clone, "--new-from origin/main", &[], "git -C shop fetch --depth 1 origin");
}

#[test]
fn stricter_settings_make_no_old_finding_new() {
    let scratch = Scratch::new();
    let off = "[dbt]\nadapter = \"postgres\"\n[lint]\nselect = [\"ST03\"]\n";
    let repository = scratch.repository("origin", &[("setsquare.toml", off), BASE[0], BASE[2]]);
    repository.git("checkout -q -b feature");
    repository.write(&[("setsquare.toml", SETTINGS), WORSE]);
    assert_eq!(new(&repository, "--new-from main", &[]), ["models/good.sql CV05"]);
}

#[test]
fn packages_that_git_ignores_are_there_for_the_base_too() {
    let scratch = Scratch::new();
    let macros = "{% macro amount() %}a != null{% endmacro %}\n";
    let model = "select a\nfrom t\nwhere {{ tools.amount() }}\n";
    let repository = scratch.repository("origin", &[BASE[0], BASE[1], (".gitignore", "dbt_packages/\n"), ("models/m.sql", model)]);
    repository.write(&[("dbt_packages/tools/dbt_project.yml", "name: tools\n"), ("dbt_packages/tools/macros/m.sql", macros)]);
    repository.git("checkout -q -b feature");
    repository.write(&[("models/other.sql", GOOD)]);
    assert!(new(&repository, "--new-from main", &[]).is_empty());
}

#[test]
fn diffs_from_elsewhere() {
    let scratch = Scratch::new();
    let repository = feature(&scratch, &[WORSE]);
    let save = |text: &str| std::fs::write(scratch.folder.join("d.patch"), text).unwrap();
    let file = format!("--diff-file {}/d.patch", scratch.folder.display());
    for options in ["", "-U0 ", "--no-prefix ", "-U20 --color=never "] {
        save(&repository.git(&format!("diff {options}main")));
        assert_eq!(new(&repository, &file, &[]), ["models/good.sql CV05"], "{options}");
        assert_eq!(new(&repository.at("models"), &file, &[]), ["good.sql CV05"], "{options}");
    }
    // Without git, the folder is the working folder.
    assert_eq!(repository.setsquare_with(&format!("lint {file}"), &[("PATH", "/nowhere")]).code, 1);
    save("");
    let empty = repository.setsquare(&format!("lint {file}"));
    assert_eq!(empty.code, 0);
    assert!(empty.err.contains("the diff is empty"), "{}", empty.err);
    save("fatal: bad revision 'main'\n");
    refused(&repository, &file, &[], "no unified diff");
    refused(&repository, "--diff-file nowhere.patch", &[], "nowhere.patch: cannot be read");
    refused(&repository, &format!("{file} --new-scope finding"), &[], "use --new-from");
}
