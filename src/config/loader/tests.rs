use super::super::selection::tests::RULES;
use super::super::{DialectSource, Templater};
use super::*;
use crate::diagnostic::Level;
use crate::dialect::Dialect;

/// A folder with files; the working folder is the folder itself.
struct Case {
    folder: tempfile::TempDir,
    loader: Loader,
}

fn case(files: &[(&str, &str)], overrides: &Overrides) -> Case {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let mut loader = Loader::new(RULES.to_vec(), overrides, folder.path());
    loader.home = None;
    Case { folder, loader }
}

impl Case {
    fn settings(&self, path: &str) -> Arc<Settings> {
        self.loader.settings(&self.folder.path().join(path), None, ProjectHint::default())
    }

    fn rules(&self, path: &str) -> String {
        let settings = self.settings(path);
        settings.levels.enabled().map(|at| RULES[at].code).collect::<Vec<_>>().join(" ")
    }

    fn problems(&self) -> Vec<String> {
        let folder = format!("{}/", self.folder.path().display());
        let told = |problem: &ConfigProblem| format!("{}{problem}", if problem.fatal { "error " } else { "" }).replace(&folder, "");
        self.loader.problems().iter().map(told).collect()
    }
}

#[test]
fn nearer_files_and_later_kinds_win_key_by_key() {
    let files = [
        (
            ".sqlfluff",
            "[sqlfluff]\ndialect = redshift\nmax_line_length = 90\n[sqlfluff:rules:capitalisation.keywords]\ncapitalisation_policy = upper\n",
        ),
        ("setup.cfg", "[sqlfluff]\ndialect = ansi\nprocesses = 2\n"),
        (
            "a/pyproject.toml",
            "[tool.sqlfluff.core]\ndialect = \"snowflake\"\n[tool.sqlfluff.rules.capitalisation.keywords]\ncapitalisation_policy = \"lower\"\n",
        ),
        ("a/b/tox.ini", "[testenv]\nx\n[sqlfluff]\nmax_line_length = 120\n"),
        ("a/b/setsquare.toml", "[format]\nindent_unit = \"tab\"\n"),
        ("setsquare.toml", "[format]\nmax_line_length = 100\n[format.type.comma]\nline_position = \"leading\"\n"),
    ];
    let case = case(&files, &Overrides::default());
    let told = |path: &str| {
        let settings = case.settings(path);
        format!(
            "{:?} {:?} {:?} {:?} {:?}",
            settings.dialect,
            settings.layout.max_line_length,
            settings.rules.cp01.capitalisation_policy,
            settings.layout.indent.unit,
            settings.layout.of("comma").line_position.map(|position| position.place),
        )
    };
    assert_eq!(told("x.sql"), "Redshift Some(100) Upper Space Some(Leading)");
    assert_eq!(told("a/x.sql"), "Snowflake Some(100) Lower Space Some(Leading)");
    assert_eq!(told("a/b/x.sql"), "Snowflake Some(100) Lower Tab Some(Leading)", "setsquare.toml wins over sqlfluff's files");
    assert_eq!(case.problems(), [""; 0]);
    assert_eq!(case.settings("a/b/x.sql").workspace.root, case.folder.path());
}

#[test]
fn flags_and_directives_win_over_files() {
    let overrides = Overrides {
        dialect: Some("duckdb".into()),
        rules: Some("LT01,CP".into()),
        vars: Some("{a: 1, b: [x]}".into()),
        ..Overrides::default()
    };
    let files = [
        (".sqlfluff", "[sqlfluff]\ndialect = redshift\nrules = CP01\nexclude_rules = CP02\n"),
        ("setsquare.toml", "[lint]\nextend-select = [\"NM\"]\n[dbt]\nvars = { b = 2, c = 3 }\n"),
    ];
    let case = case(&files, &overrides);
    assert_eq!(case.settings("x.sql").dialect, Dialect::Duckdb);
    assert_eq!(case.rules("x.sql"), "CP01 LT01");
    let text = "-- sqlfluff:dialect:bigquery\n-- sqlfluff:rules:CP02\n-- sqlfluff:exclude_rules:None\nselect 1\n";
    let settings = case.loader.settings(&case.folder.path().join("x.sql"), Some(text), ProjectHint::default());
    assert_eq!((settings.dialect, settings.levels.enabled().collect::<Vec<_>>()), (Dialect::Bigquery, vec![1]));
    let vars: Vec<String> = settings.dbt.vars.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(vars, ["b=[\"x\"]", "c=3", "a=1"]);
    assert_eq!(case.problems(), [""; 0]);
}

#[test]
fn settings_are_shared_and_differ_by_scope_only() {
    let toml = "[lint.per-file]\n\"legacy/**\" = { ignore = [\"LT\"], severity = { CP01 = \"info\" } }\n[rules.NM01]\ninclude = [\"models/**\"]\nseverity = \"warn\"\nmessage = \"See the wiki.\"\n";
    let case = case(&[("setsquare.toml", toml), ("models/deep/.sqlfluff", "")], &Overrides::default());
    assert_eq!(case.rules("models/a.sql"), "CP01 CP02 LT01 NM01");
    assert_eq!(case.rules("a.sql"), "CP01 CP02 LT01");
    assert_eq!(case.rules("legacy/a.sql"), "CP01 CP02");
    assert_eq!(case.settings("legacy/a.sql").levels.get(0), Some(Level::Info));
    assert_eq!(case.settings("models/a.sql").levels.get(3), Some(Level::Warning));
    assert_eq!(case.settings("a.sql").messages[3].as_deref(), Some("See the wiki."));
    assert!(Arc::ptr_eq(&case.settings("models/a.sql"), &case.settings("models/deep/b.sql")));
    assert!(!Arc::ptr_eq(&case.settings("models/a.sql"), &case.settings("a.sql")));
}

#[test]
fn the_dialect_comes_from_the_adapter_where_nobody_names_one() {
    let case = case(&[], &Overrides::default());
    let of = |adapter| {
        let hint = ProjectHint { in_project: true, adapter };
        let settings = case.loader.settings(Path::new("m.sql"), None, hint);
        (settings.dialect, settings.dialect_source, settings.templater)
    };
    assert_eq!(of(Some("sqlserver")), (Dialect::Tsql, DialectSource::Adapter, Templater::Dbt));
    assert_eq!(of(None).1, DialectSource::Nobody);
    assert_eq!(case.settings("m.sql").templater, Templater::Jinja);
}

#[test]
fn files_below_may_only_tighten_where_the_workspace_says_so() {
    let files = [
        (
            "setsquare.toml",
            "[policy]\ntighten_only = true\n[lint]\nselect = [\"all\"]\nseverity = { CP01 = \"error\" }\n[lint.per-file]\n\"old/**\" = { ignore = [\"LT\"] }\n",
        ),
        ("a/setsquare.toml", "[lint]\nignore = [\"CP\"]\nseverity = { LT = \"error\" }\n[boundary]\ndefault = \"allow\"\n"),
        ("b/.sqlfluff", "[sqlfluff]\nrules = LT01\n[sqlfluff:rules:layout.spacing]\n"),
    ];
    let case = case(&files, &Overrides::default());
    assert_eq!(case.rules("a/x.sql"), "CP01 CP02 LT01 NM01 DC07");
    assert_eq!(case.settings("a/x.sql").levels.get(0), Some(Level::Error));
    assert_eq!(case.settings("a/x.sql").levels.get(2), Some(Level::Error), "tightening is welcome");
    assert_eq!(case.rules("old/x.sql"), "CP01 CP02 NM01 DC07");
    assert_eq!(case.rules("b/x.sql"), "CP01 CP02 LT01 NM01 DC07");
    assert_eq!(
        case.problems(),
        [
            "error a/setsquare.toml:2: CP01, CP02: the workspace's setsquare.toml lets files below it tighten only, and this loosens",
            "error a/setsquare.toml:4: the workspace's setsquare.toml lets files below it tighten only; `[boundary]` belongs there",
        ]
    );
}

#[test]
fn inherits_and_merges_own_files() {
    let files = [
        ("setsquare.toml", "extend = \"shared/base.toml\"\n[lint]\nignore = [\"CP02\"]\n"),
        ("shared/base.toml", "[lint]\nselect = [\"all\"]\nignore = [\"LT\"]\n[lint.severity]\nDC = \"error\"\n"),
        ("loop/setsquare.toml", "extend = \"setsquare.toml\"\n"),
        ("gone/setsquare.toml", "extend = \"nowhere.toml\"\n"),
    ];
    let case = case(&files, &Overrides::default());
    assert_eq!(case.rules("a.sql"), "CP01 LT01 NM01 DC07");
    assert_eq!(case.settings("a.sql").levels.get(4), Some(Level::Error));
    assert_eq!(case.rules("loop/a.sql"), "CP01 LT01 NM01 DC07");
    assert_eq!(case.rules("gone/a.sql"), "CP01 LT01 NM01 DC07");
    let problems = case.problems();
    assert!(
        problems[0].starts_with("error gone/setsquare.toml:1: cannot read `gone/nowhere.toml`, which this file extends"),
        "{problems:?}"
    );
    assert_eq!(problems[1], "error loop/setsquare.toml:1: `extend` leads through too many files; do two of them extend each other?");
}

#[test]
fn tells_of_unknown_names_with_what_was_meant() {
    let toml = "[lnt]\n[lint]\nselct = []\n[format]\nmax_line_lenght = 3\n[format.type.comma]\nspace = 1\n[rules.CP01]\ncapitalisation_polcy = \"upper\"\n[rules.CP9]\nx = 1\n[boundary]\nunknown = \"warning\"\n[[boundary.allow]]\nfrom = \"a\"\n";
    let ini = "[sqlfluff]\ndialct = ansi\nrules = CP01, XY12\n[sqlfluff:rules]\ncapitalisation_policy = upper\n[sqlfluff:rules:capitalisation.keyword]\nx = 1\n[sqlfluff:layout:type:comma]\nline_positon = leading\n[sqlfluff:rules:L010]\ncapitalisation_policy = shout\n";
    let case =
        case(&[("setsquare.toml", toml), (".sqlfluff", ini)], &Overrides { dialect: Some("redshfit".into()), ..Overrides::default() });
    let _ = case.settings("a.sql");
    insta::assert_snapshot!(case.problems().join("\n"));
}

#[test]
fn reads_the_documented_example() {
    let toml = r#"
[workspace]
projects = ["core", "projects/{country}"]
shared = ["packages/*"]
exclude = ["archive/**"]
[workspace.captures.country]
values = ["de", "fr"]
aliases = { uk = "gb" }
[workspace.captures.product]
values = "products.txt"
[dbt]
target = "prod"
adapter = "redshift"
env = { DBT_ENV = "ci" }
[[domain]]
name = "core"
match = "core"
databases = ["sources"]
layers = "marts"
[[domain]]
name = "affiliate"
match = "projects/{country}"
databases = ["affiliate_db_{country}"]
reads = ["integrated"]
owner = "{country}@example.com"
[boundary]
unknown = "error"
[[boundary.allow]]
from = "affiliate"
to = "core"
access = "public"
via = ["ref", "source"]
[[boundary.deny]]
from = "affiliate"
to = "affiliate"
unless = "from.country == to.country"
via = "*"
[[boundary.exception]]
from = "projects/at"
to = "projects/de"
until = 2027-03-31
reason = "shared"
[layers.marts]
order = ["staging", "mart"]
staging = { path = "models/staging/**", prefixes = ["stg_"], may_read = ["source", "seed"] }
mart = { path = ["models/marts/**"], prefixes = ["dim_", "fct_"] }
[suppress]
locked = ["FD*"]
[policy]
tighten_only = true
"#;
    let case = case(&[("setsquare.toml", toml), ("products.txt", "# list\na\nb\n")], &Overrides::default());
    let settings = case.settings("core/models/a.sql");
    assert_eq!(case.problems(), [""; 0]);
    let workspace = &settings.workspace;
    assert_eq!(settings.dialect, Dialect::Redshift);
    assert_eq!(settings.dbt.target.as_deref(), Some("prod"));
    assert_eq!(settings.suppression.locked, ["FD*"]);
    assert_eq!(workspace.captures[1].values.as_deref(), Some(&["a".to_owned(), "b".to_owned()][..]));
    assert_eq!(workspace.domains[0].reads, ["sources"]);
    assert_eq!(workspace.domains[1].reads, ["integrated"]);
    assert!(workspace.boundary.deny[0].via.is_empty());
    assert_eq!(workspace.boundary.exceptions[0].until.as_deref(), Some("2027-03-31"));
    let marts = workspace.scheme("marts").unwrap();
    assert_eq!(marts.layers[0].may_read.as_deref().unwrap().len(), 2);
    assert_eq!(marts.layers[1].may_read, None);
}
