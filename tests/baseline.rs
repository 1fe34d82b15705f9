//! Baselines: what was there is excused, by who it is and not by where it stands.

mod support;

use support::{Repository, Scratch};

const PROJECT: &str = "name: shop\nversion: '1.0'\nprofile: shop\n";
const SETTINGS: &str = "[dbt]\nadapter = \"postgres\"\n[lint]\nselect = [\"CV05\", \"CP01\", \"RE02\"]\n";
const OLD: &str = "select a\nfrom t\nwhere a != null\n";
const FILE: &str = ".setsquare-baseline.json";

/// Two projects with an old finding each.
fn workspace(scratch: &Scratch) -> Repository {
    let folder = Repository { folder: scratch.folder.join("w") };
    folder.write(&[("setsquare.toml", SETTINGS)]);
    for project in ["one", "two"] {
        let path = |file: &str| format!("{project}/{file}");
        folder.write(&[(&path("dbt_project.yml"), &PROJECT.replace("shop", project)), (&path("models/old.sql"), OLD)]);
    }
    folder
}

fn baseline(folder: &Repository, options: &str, code: i32) -> String {
    let ran = folder.setsquare(&format!("baseline {options}"));
    assert_eq!(ran.code, code, "{}{}", ran.out, ran.err);
    ran.out + &ran.err
}

fn found(folder: &Repository, words: &str) -> Vec<String> {
    let ran = folder.setsquare(&format!("lint --format json {words}"));
    let found = ran.found();
    assert_eq!(ran.code, i32::from(!found.is_empty()), "{}", ran.err);
    found
}

#[test]
fn a_file_for_each_project_excuses_what_is_there() {
    let scratch = Scratch::new();
    let folder = workspace(&scratch);
    assert_eq!(found(&folder, "").len(), 2);
    assert!(baseline(&folder, "", 0).contains("one/.setsquare-baseline.json: 1 known, 1 of them new, 0 gone"));
    assert!(folder.read(&format!("two/{FILE}")).contains("\"path\":\"models/old.sql\",\"rule\":\"CV05\""));
    assert_eq!(found(&folder, ""), [""; 0]);
    assert_eq!(found(&folder.at("two/models"), "old.sql"), [""; 0], "wherever one stands");
    assert_eq!(folder.setsquare("lint --no-baseline").code, 1);
    assert_eq!(folder.setsquare("lint --format gitlab").out.matches("fingerprint").count(), 2, "what servers compare stays whole");
    assert_eq!(baseline(&folder, "", 0), "nothing to change\n");
    // Moved and laid out anew, with a finding added that equals none.
    folder.write(&[("one/models/old.sql", "-- above\n\nselect\n    a\nfrom t\n    where  a != null\n    and b = null\n")]);
    assert_eq!(found(&folder, "one"), ["one/models/old.sql CV05"]);
    // One more of the same is one more.
    folder.write(&[("two/models/old.sql", "select a\nfrom t\nwhere a != null\nunion all\nselect a\nfrom t\nwhere a != null\n")]);
    assert_eq!(found(&folder, "two").len(), 1);
    let buffer = folder.run(
        "sh",
        [
            "-c",
            &format!(
                "printf 'select a\\nfrom t\\nwhere a != null\\n' | {} lint -f json --stdin-filename one/models/old.sql -",
                support::BINARY
            ),
        ],
        &[],
    );
    assert_eq!((buffer.code, buffer.err.as_str()), (0, ""), "an editor's buffer: {}", buffer.out);
}

#[test]
fn prune_ratchet_and_check() {
    let scratch = Scratch::new();
    let folder = workspace(&scratch);
    folder.write(&[("one/models/more.sql", OLD)]);
    baseline(&folder, "", 0);
    let first = folder.read(&format!("one/{FILE}"));
    assert!(baseline(&folder, "--check", 0).contains("nothing to change"));
    // One is mended, another one comes: a count that stays is no growth, and one that grows is refused.
    std::fs::remove_file(folder.folder.join("one/models/more.sql")).unwrap();
    baseline(&folder, "--check", 1);
    assert_eq!(folder.read(&format!("one/{FILE}")), first);
    folder.write(&[("one/models/new.sql", "select a\nfrom t\nwhere b != null and c = null\n")]);
    assert!(baseline(&folder, "--ratchet", 1).contains("one/.setsquare-baseline.json: CV05 has 3 findings where 2 were known"));
    assert_eq!(folder.read(&format!("one/{FILE}")), first);
    assert!(baseline(&folder, "--prune", 0).contains("1 known, 0 of them new, 1 gone"));
    assert_eq!(found(&folder, "").len(), 2);
    // A run on a part leaves the rest of the file alone.
    baseline(&folder, "one/models/new.sql", 0);
    assert_eq!(folder.read(&format!("one/{FILE}")).matches("\"rule\"").count(), 2);
    folder.write(&[("one/models/new.sql", "select a\nfrom t\n"), ("one/models/old.sql", "select a\nfrom t\n")]);
    baseline(&folder, "--ratchet", 0);
    assert!(folder.read(&format!("one/{FILE}")).contains("\"known\": []"), "an empty file lets the count stay at nothing");
    folder.write(&[("one/models/old.sql", OLD)]);
    baseline(&folder, "--ratchet", 1);
}

#[test]
fn entries_grow_old() {
    let scratch = Scratch::new();
    let folder = workspace(&scratch);
    folder.write(&[("setsquare.toml", &format!("{SETTINGS}[baseline]\npath = \"known.json\"\nmax_age_days = 30\n"))]);
    baseline(&folder, "", 0);
    assert_eq!(found(&folder, ""), [""; 0]);
    let file = folder.read("one/known.json");
    let (before, rest) = file.split_once("\"since\":\"").unwrap();
    folder.write(&[("one/known.json", &format!("{before}\"since\":\"2020-01-01{}", &rest[10..]))]);
    assert_eq!(found(&folder, ""), ["one/models/old.sql CV05"]);
    // Writing it again makes nothing younger.
    baseline(&folder, "", 0);
    assert!(folder.read("one/known.json").contains("2020-01-01"));
}

#[test]
fn what_cannot_be_read_excuses_nothing_silently() {
    let scratch = Scratch::new();
    let folder = workspace(&scratch);
    folder.write(&[(&format!("one/{FILE}"), "<<<<<<< HEAD\n")]);
    for command in ["lint", "baseline"] {
        let ran = folder.setsquare(command);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("is no baseline"), "{}", ran.err);
    }
    std::fs::remove_file(folder.folder.join(format!("one/{FILE}"))).unwrap();
    folder.write(&[("one/models/latin.sql", "")]);
    std::fs::write(folder.folder.join("one/models/latin.sql"), b"select '\xe4'").unwrap();
    assert!(baseline(&folder, "", 2).contains("no baseline was written"));
    assert!(baseline(&folder, "--rules CP01", 2).contains("choose the rules there"));
}

#[test]
fn a_baseline_and_a_base_together() {
    let scratch = Scratch::new();
    let repository = scratch.repository("r", &[("dbt_project.yml", PROJECT), ("setsquare.toml", SETTINGS), ("models/old.sql", OLD)]);
    repository.git("checkout -q -b feature");
    repository.write(&[("models/new.sql", OLD)]);
    assert_eq!(found(&repository, "--new-from main --report new"), ["models/new.sql CV05"]);
    baseline(&repository, "models/new.sql", 0);
    assert_eq!(found(&repository, "--new-from main --report new"), [""; 0]);
    let fixed = repository.setsquare("fix models/new.sql");
    assert_eq!((fixed.code, fixed.out.as_str()), (0, "fixed 0 files; nothing is left\n"));
}
