//! Presets choose and configure rules as the tools do that they are named after, and what a file says goes before them.

mod support;

use std::collections::BTreeSet;

use serde_json::Value;
use support::{Repository, Scratch};

/// One project with something for each preset to find.
const PROJECT: &[(&str, &str)] = &[
    ("dbt_project.yml", "name: shop\nprofile: shop\n"),
    ("profiles.yml", "shop:\n  target: dev\n  outputs:\n    dev: {type: redshift, dbname: d, schema: s}\n"),
    ("models/staging/crm/_sources.yml", "version: 2\nsources:\n  - name: crm\n    tables:\n      - name: orders\n"),
    ("models/staging/stg_orders.sql", "select 1 as id from {{ source('crm', 'orders') }};\n"),
    ("models/marts/orders.sql", "select id from {{ ref('stg_orders') }}"),
    ("models/marts/fct_orders.sql", "select id from {{ ref('gone') }}\n"),
    ("models/marts/m.yml", "version: 2\nmodels:\n  - name: fct_orders\n    description: n/a\n    columns:\n      - name: id\n"),
    ("macros/many.sql", "{% macro many(a, b, c, d, e, f, g) %}{% endmacro %}\n"),
];

/// The codes that a selection finds, and what is told besides.
fn codes(settings: &str) -> (BTreeSet<String>, String) {
    let scratch = Scratch::new();
    let project = Repository { folder: scratch.folder.clone() };
    project.write(PROJECT);
    project.write(&[("setsquare.toml", settings)]);
    let ran = project.setsquare("lint --format json .");
    let files: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err));
    let all = files.as_array().unwrap().iter().flat_map(|file| file["violations"].as_array().unwrap());
    (all.map(|found| found["code"].as_str().unwrap().to_owned()).collect(), ran.err)
}

#[track_caller]
fn check(settings: &str, found: &[&str], not_found: &[&str]) {
    let (have, told) = codes(settings);
    assert!(!told.contains("error"), "{settings}: {told}");
    for code in found {
        assert!(have.contains(*code), "{settings}: no {code} in {have:?}");
    }
    for code in not_found {
        assert!(!have.contains(*code), "{settings}: {code} in {have:?}");
    }
}

#[test]
fn evaluator_asks_what_dbt_project_evaluator_asks() {
    // `stg_orders` lies in no folder of its source, `orders` has no prefix of its layer, nothing is tested.
    check("[lint]\nselect = ['evaluator']\n", &["PL05", "NM02", "TS06", "TS10", "DC10", "DC12", "SR01"], &["SC01", "MC02", "RE02", "LT01"]);
}

#[test]
fn checkpoint_asks_what_dbt_checkpoint_asks() {
    check("[lint]\nselect = ['checkpoint']\n", &["SC01", "RE02", "PL01", "TS01", "DC04", "SR02"], &["NM02", "MC02", "PL05", "LT01"]);
    // `n/a` is a description to it.
    let (have, _) = codes(
        "[lint]\nselect = ['checkpoint']\nignore = ['PL01']\n[rules.DC01]\ninclude = ['models/marts/fct_orders.sql', 'models/marts/m.yml']\n",
    );
    assert!(!have.contains("DC01"), "{have:?}");
}

#[test]
fn bouncer_asks_what_dbt_bouncer_asks() {
    check("[lint]\nselect = ['bouncer']\n", &["MC02", "SC01", "PL02", "DC01", "UN01", "PL07", "SR08"], &["NM02", "PL05", "RE02", "LT01"]);
}

#[test]
fn recommended_and_strict_build_on_what_is_on_anyway() {
    check("[lint]\nselect = ['recommended']\n", &["RE02", "PL01", "TS06", "LT12"], &["UN01", "MC02"]);
    check("[lint]\nselect = ['strict']\n", &["RE02", "PL01", "TS06", "LT12", "UN01", "MC02", "DC04"], &[]);
}

#[test]
fn what_a_file_says_goes_before_a_preset() {
    check("[lint]\nselect = ['bouncer']\nignore = ['SC01']\n[rules.MC02]\nmax = 7\n", &["DC01"], &["SC01", "MC02"]);
    check("[lint]\nextend-select = ['bouncer']\n", &["MC02", "RE02", "LT12"], &[]);
    // Layers of one's own take the place of the preset's.
    check("[lint]\nselect = ['evaluator']\n[layers.mine]\nall = { path = '**' }\n", &["TS06"], &["NM02", "PL05"]);
}

#[test]
fn presets_can_be_named_at_the_command_line() {
    let scratch = Scratch::new();
    let project = Repository { folder: scratch.folder.clone() };
    project.write(PROJECT);
    let ran = project.setsquare("lint --rules bouncer --format json .");
    assert!(ran.out.contains("\"MC02\"") && !ran.out.contains("\"LT12\""), "{}{}", ran.out, ran.err);
    let ran = project.setsquare("lint --rules boncer .");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("did you mean `bouncer`?"), "{}", ran.err);
}

#[test]
fn the_list_of_rules_says_which_presets_choose_each() {
    let scratch = Scratch::new();
    let ran = Repository { folder: scratch.folder.clone() }.setsquare("rules --format json");
    let rules: Value = serde_json::from_str(&ran.out).unwrap();
    let of = |code: &str| rules.as_array().unwrap().iter().find(|rule| rule["code"] == code).unwrap()["presets"].clone();
    assert_eq!(of("PL05"), serde_json::json!(["strict", "evaluator"]));
    assert_eq!(of("CP01"), serde_json::json!(["recommended", "strict"]));
    let every: BTreeSet<&str> =
        rules.as_array().unwrap().iter().flat_map(|rule| rule["presets"].as_array().unwrap()).filter_map(Value::as_str).collect();
    assert_eq!(every, BTreeSet::from(["bouncer", "checkpoint", "evaluator", "recommended", "strict"]));
}
