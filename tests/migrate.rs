//! `migrate` and `init` on settings as people have them: what is written is read without an error and asks for the same.

mod support;

use support::{Repository, Scratch};

const PROJECT: &str = "name: shop\nversion: '1.0'\nprofile: shop\n";

const SQLFLUFF: &str = "\
[sqlfluff]
dialect = redshift
templater = dbt
exclude_rules = L034, ambiguous.column_count,
    L031, XX99
max_line_length = 120
large_file_skip_byte_limit = 0

[sqlfluff:indentation]
tab_space_size = 2
indented_joins = True

[sqlfluff:layout:type:comma]
line_position = leading

[sqlfluff:rules:capitalisation.keywords]
capitalisation_policy = upper

[sqlfluff:rules:L016]
ignore_comment_lines = True

[sqlfluff:templater:dbt]
project_dir = ./
";

const PRE_COMMIT: &str = "\
repos:
  - repo: https://github.com/sqlfluff/sqlfluff
    rev: 2.3.0
    hooks:
      - id: sqlfluff-lint
  - repo: https://github.com/dbt-checkpoint/dbt-checkpoint
    rev: v2.0.1
    hooks:
      - id: dbt-parse
      - id: check-model-has-description
        files: ^models/marts/
      - id: check-model-has-meta-keys
        args: [--meta-keys, owner, maturity, --allow-extra-keys, --]
      - id: check-model-has-tests-by-name
        name: keys
        args: ['--tests', 'unique=1', 'not_null=2', '--']
        exclude: ^models/(tmp|old)/
      - id: check-model-parents-and-childs
        args: [--max-child-cnt, '9', --manifest, target/manifest.json]
      - id: check-model-name-contract
        args: [--pattern, '^(stg|dim)_']
      - id: check-script-semicolon
      - id: unify-column-description
      - id: check-model-telepathy
";

const BOUNCER: &str = "\
dbt_artifacts_dir: target
custom_checks_dir: my_checks
manifest_checks:
  - name: check_model_names
    include: ^models/staging
    model_name_pattern: ^stg_
  - name: check_model_max_chained_views
    max_chained_views: 3
    severity: warn
  - name: check_model_has_tags
    tags: [nightly]
    criteria: any
    selector: +fct_orders
  - name: check_source_has_meta_keys
    keys: [owner]
  - name: check_model_my_own
catalog_checks:
  - name: check_column_description_populated
";

/// What `migrate` prints, after `migrate --write` was seen to give something that `lint` reads.
fn migrated(files: &[(&str, &str)]) -> String {
    let scratch = Scratch::new();
    let folder = Repository { folder: scratch.folder.clone() };
    folder.write(&[("dbt_project.yml", PROJECT), ("models/a.sql", "select 1 as a\n")]);
    folder.write(files);
    let printed = folder.setsquare("migrate");
    assert_eq!(printed.code, 0, "{}", printed.err);
    folder.setsquare("migrate --write").succeeded();
    assert_eq!(folder.read("setsquare.toml"), printed.out);
    let again = folder.setsquare("migrate --write");
    assert!(again.code == 2 && again.err.contains("is there already"), "{}", again.err);
    let lint = folder.setsquare("lint --dialect postgres --format json");
    assert!(lint.code < 2 && lint.err.is_empty(), "{}\n{}", lint.err, printed.out);
    printed.out
}

#[test]
fn from_sqlfluff() {
    insta::assert_snapshot!(migrated(&[(".sqlfluff", SQLFLUFF)]));
}

#[test]
fn from_the_hooks_of_dbt_checkpoint() {
    insta::assert_snapshot!(migrated(&[(".pre-commit-config.yaml", PRE_COMMIT)]));
}

#[test]
fn from_dbt_bouncer() {
    insta::assert_snapshot!(migrated(&[("dbt-bouncer.yml", BOUNCER)]));
}

#[test]
fn from_tables_of_pyproject_and_variables() {
    let python = "[tool.sqlfmt]\nline_length = 100\nexclude = [\"target/**\"]\n[tool.dbt-score]\nfail_project_under = 7.5\ndisabled_rules = [\"dbt_score.rules.generic.has_owner\"]\n[tool.dbt-score.rules.\"dbt_score.rules.generic.sql_has_reasonable_number_of_lines\"]\nmax_lines = 300\nseverity = 3\n";
    let project = format!(
        "{PROJECT}vars:\n  dbt_project_evaluator:\n    test_coverage_target: 75\n    staging_prefixes: ['stg_']\nmodels:\n  dbt_project_evaluator:\n    marts:\n      dag:\n        fct_source_fanout:\n          +enabled: false\n"
    );
    insta::assert_snapshot!(migrated(&[("pyproject.toml", python), ("dbt_project.yml", &project)]));
}

#[test]
fn names_of_other_tools_select_our_rules() {
    let scratch = Scratch::new();
    let folder = Repository { folder: scratch.folder.clone() };
    folder.write(&[("dbt_project.yml", PROJECT), ("models/a.sql", "select 1 as a\n")]);
    for name in ["check-model-has-description", "MO021", "check_model_description_populated", "fct_undocumented_models", "DC01"] {
        let ran = folder.setsquare(&format!("lint --dialect postgres --format json --rules {name}"));
        assert_eq!(ran.found(), ["models/a.sql DC01"], "{name}: {}", ran.err);
    }
}

#[test]
fn a_first_file_for_what_is_here() {
    let scratch = Scratch::new();
    let folder = Repository { folder: scratch.folder.clone() };
    assert_eq!(folder.setsquare("init").code, 2, "there is no project");
    assert_eq!(folder.setsquare("migrate").code, 2, "there is nothing to carry over");
    for (path, adapter) in [("core", "redshift"), ("projects/de", "redshift"), ("projects/fr", "redshift")] {
        let file = |name: &str| format!("{path}/{name}");
        let profile = format!("shop:\n  target: dev\n  outputs:\n    dev:\n      type: {adapter}\n");
        folder.write(&[
            (&file("dbt_project.yml"), &PROJECT.replace("name: shop", &format!("name: {}", path.replace('/', "_")))),
            (&file("profiles.yml"), &profile),
        ]);
        folder.write(&[(&file("models/a.sql"), "select 1 as a\n")]);
    }
    folder.write(&[(".sqlfluff", "[sqlfluff]\ndialect = redshift\n")]);
    let printed = folder.setsquare("init --print");
    insta::assert_snapshot!(printed.out);
    folder.setsquare("init").succeeded();
    assert_eq!(folder.read("setsquare.toml"), printed.out);
    assert_eq!(folder.setsquare("init").code, 2);
    let lint = folder.setsquare("lint");
    assert!(lint.code == 0 && lint.err.is_empty(), "{}{}", lint.out, lint.err);
}
