//! Every way in which one country may reach into another, and what only looks like one.

use std::fs;
use std::path::Path;
use std::process::Command;

const WORKSPACE: &str = r#"
[workspace]
projects = ["core", "projects/{country}"]
shared = ["packages/*"]
[workspace.captures.country]
values = ["de", "fr", "at"]
[dbt]
adapter = "redshift"
[[domain]]
name = "core"
match = "core"
databases = ["integrated"]
[[domain]]
name = "affiliate"
match = "projects/{country}"
databases = ["affiliate_db_{country}"]
[boundary]
default = "deny"
unknown = "warn"
[[boundary.allow]]
from = "affiliate"
to = "core"
access = "public"
via = ["ref"]
[[boundary.deny]]
from = "affiliate"
to = "affiliate"
unless = "from.country == to.country"
[[boundary.exception]]
from = "projects/de"
to = "projects/at"
until = "2999-12-31"
"#;

const MACROS: &str = "
{% macro rel(country, name) %}affiliate_db_{{ country }}.mart.{{ name }}{% endmacro %}
{% macro deep(country) %}{{ shared.rel(country, 'dim_hcp') }}{% endmacro %}
{% macro given(country) %}{{ return('affiliate_db_' ~ country ~ '.mart.dim_hcp') }}{% endmacro %}
{% macro asks(country) %}{% set rows = run_query('select 1 from affiliate_db_' ~ country ~ '.mart.dim_hcp') %}{% endmacro %}
{% macro around() %}select x from ({{ caller() }}) as y{% endmacro %}
";

/// A workspace with one German model, and the boundary codes found in it.
fn codes(model: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("setsquare.toml", WORKSPACE);
    write("packages/shared/dbt_project.yml", "name: shared\n");
    write("packages/shared/macros/rel.sql", MACROS);
    write("core/dbt_project.yml", "name: core\n");
    write("core/models/dim_hcp.sql", "{{ config(access='public') }}\nselect 1 as x\n");
    write("core/models/int_hcp.sql", "select 1 as x\n");
    for country in ["de", "fr", "at"] {
        let project = format!(
            "name: affiliate_{country}\nprofile: affiliate_{country}\nvars:\n  fr_db: affiliate_db_fr\n  own_db: affiliate_db_de\n  src: fr_core\n"
        );
        write(&format!("projects/{country}/dbt_project.yml"), &project);
        let profile = format!(
            "affiliate_{country}:\n  target: prod\n  outputs:\n    prod: {{type: redshift, dbname: affiliate_db_{country}, schema: mart}}\n"
        );
        write(&format!("projects/{country}/profiles.yml"), &profile);
        write(&format!("projects/{country}/packages.yml"), "packages:\n  - local: ../../packages/shared\n");
        write(&format!("projects/{country}/models/{country}_dim.sql"), "select 1 as x\n");
    }
    let sources = "version: 2\nsources:\n  - name: fr_core\n    database: affiliate_db_fr\n    schema: mart\n    tables:\n      - name: dim_hcp\n  - name: own\n    database: affiliate_db_de\n    schema: mart\n    tables:\n      - name: dim_hcp\n";
    write("projects/de/models/sources.yml", sources);
    write("projects/de/models/m.sql", &format!("{model}\n"));
    found(folder.path())
}

fn found(root: &Path) -> Vec<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_setsquare"))
        .args(["lint", ".", "--rules", "FD", "--format", "json"])
        .current_dir(root)
        .output()
        .unwrap();
    let files: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    let mut codes: Vec<String> = files
        .as_array()
        .into_iter()
        .flatten()
        .filter(|file| file["filepath"].as_str().is_some_and(|path| path.ends_with("projects/de/models/m.sql")))
        .flat_map(|file| file["violations"].as_array().cloned().unwrap_or_default())
        .map(|violation| violation["code"].as_str().unwrap_or_default().to_owned())
        .filter(|code| code.starts_with("FD"))
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

/// Runs each case; `want` is a code that must be there, or nothing where all must stay silent.
fn check(cases: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (model, want) in cases {
        let have = codes(model);
        let right = if want.is_empty() { have.is_empty() } else { have.iter().any(|code| code == want) };
        if !right {
            wrong.push(format!("{model}\n    have {have:?}, want {want:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn ways_across_a_border() {
    check(&[
        ("select x from affiliate_db_fr.mart.dim_hcp", "FD03"),
        ("select x from AFFILIATE_DB_FR.mart.dim_hcp", "FD03"),
        ("select x from \"affiliate_db_fr\".\"mart\".\"dim_hcp\"", "FD03"),
        ("select x from affiliate_db_fr.dim_hcp", "FD03"),
        ("select x from {{ var('fr_db') }}.mart.dim_hcp", "FD03"),
        ("select x from {{ 'affiliate_db_' ~ 'fr' }}.mart.dim_hcp", "FD03"),
        ("select x from {{ target.database | replace('_de', '_fr') }}.mart.dim_hcp", "FD03"),
        ("select x from {{ '{}.mart.dim_hcp'.format(var('fr_db')) }}", "FD03"),
        ("select x from {{ '%s.mart.dim_hcp' | format(var('fr_db')) }}", "FD03"),
        ("select a.x from {{ ref('de_dim') }} a, affiliate_db_fr.mart.dim_hcp b", "FD03"),
        ("select x from {{ ref('de_dim') }} where x in (select x from affiliate_db_fr.mart.dim_hcp)", "FD03"),
        ("with a as (select x from affiliate_db_fr.mart.dim_hcp) select x from a", "FD03"),
        ("select x from {{ ref('de_dim') }} union all select x from affiliate_db_fr.mart.dim_hcp", "FD03"),
        ("{% set name = 'affiliate_db_fr.mart.dim_hcp' %}select x from {{ name }}", "FD03"),
        ("{% set name %}affiliate_db_fr.mart.dim_hcp{% endset %}select x from {{ name }}", "FD03"),
        (
            "{% for c in ['de', 'fr'] %}select x from affiliate_db_{{ c }}.mart.dim_hcp {% if not loop.last %}union all {% endif %}{% endfor %}",
            "FD03",
        ),
        ("{% set r = api.Relation.create(database='affiliate_db_fr', schema='mart', identifier='dim_hcp') %}select x from {{ r }}", "FD04"),
        (
            "{% set r = adapter.get_relation(database='affiliate_db_fr', schema='mart', identifier='dim_hcp') %}select x from {{ r }}",
            "FD04",
        ),
        ("select x from {{ this.incorporate(path={'database': 'affiliate_db_fr'}) }}", "FD04"),
        ("select x from {{ ref('de_dim').replace_path(database='affiliate_db_fr') }}", "FD04"),
        ("select x from {{ source('fr_core', 'dim_hcp') }}", "FD02"),
        ("select x from {{ source(var('src', 'fr_core'), 'dim_hcp') }}", "FD02"),
        ("{{ config(post_hook=\"insert into affiliate_db_fr.mart.log select 1\") }}select 1 as x", "FD03"),
        ("{{ config(post_hook=[\"select 1\", \"delete from affiliate_db_fr.mart.log\"]) }}select 1 as x", "FD03"),
        ("{{ config(database='affiliate_db_fr') }}select 1 as x", "FD05"),
        ("{% set rows = run_query('select 1 from affiliate_db_fr.mart.dim_hcp') %}select 1 as x", "FD03"),
        ("{% call statement('s') %}select 1 from affiliate_db_fr.mart.dim_hcp{% endcall %}select 1 as x", "FD03"),
        ("{% if is_incremental() %}select x from affiliate_db_fr.mart.dim_hcp{% else %}select 1 as x{% endif %}", "FD03"),
        ("select x from {{ shared.rel('fr', 'dim_hcp') }}", "FD06"),
        ("select x from {{ shared.deep('fr') }}", "FD06"),
        ("select x from {{ shared.given('fr') }}", "FD06"),
        ("{{ shared.asks('fr') }}select 1 as x", "FD06"),
        ("{% call shared.around() %}select x from affiliate_db_fr.mart.dim_hcp{% endcall %}", "FD03"),
        ("select x from {{ ref('affiliate_fr', 'fr_dim') }}", "FD01"),
        ("{% set r = ref('affiliate_fr', 'fr_dim') %}select x from {{ r }}", "FD01"),
        ("select x from {{ ref('fr_dim') }}", "FD01"),
        ("select x from {{ ref('affiliate_' ~ 'fr', 'fr_dim') }}", "FD01"),
        ("select x from {{ ref('core', 'int_hcp') }}", "FD01"),
        ("select x from {{ ref(env_var('NOBODY_SETS_THIS')) }}", "FD00"),
        ("select x from {{ env_var('NOBODY_SETS_THIS') }}.mart.dim_hcp", "FD00"),
        ("{% set name = 'affiliate_db_' ~ env_var('NOBODY_SETS_THIS') %}select x from {{ name }}.mart.dim_hcp", "FD00"),
        ("select x from {{ source(env_var('NOBODY_SETS_THIS'), 'dim_hcp') }}", "FD00"),
    ]);
}

#[test]
fn look_alikes_stay_silent() {
    check(&[
        ("select x from {{ ref('de_dim') }}", ""),
        ("select x from {{ ref('core', 'dim_hcp') }}", ""),
        ("{% set r = ref('core', 'dim_hcp') %}select x from {{ r }}", ""),
        ("{% set r = ref('core', 'dim_hcp') %}select x from {{ r.include(database=false) }}", ""),
        (
            "{% set all = [ref('core', 'dim_hcp'), ref('de_dim')] %}{% for r in all %}select x from {{ r }}{{ ' union all ' if not loop.last }}{% endfor %}",
            "",
        ),
        ("{% set r = ref('affiliate_at', 'at_dim') %}select x from {{ r }}", ""),
        ("select x from {{ ref('affiliate_at', 'at_dim') }}", ""),
        ("select x from {{ source('own', 'dim_hcp') }}", ""),
        ("select x from affiliate_db_de.mart.dim_hcp", ""),
        ("select x from {{ target.database }}.mart.dim_hcp", ""),
        ("select x from {{ this.database }}.mart.dim_hcp", ""),
        ("select x from {{ var('own_db') }}.mart.dim_hcp", ""),
        ("select x from mart.dim_hcp", ""),
        ("select x from dim_hcp", ""),
        ("-- from affiliate_db_fr.mart.dim_hcp\nselect 1 as x", ""),
        ("/* from affiliate_db_fr.mart.dim_hcp */ select 1 as x", ""),
        ("{# {{ ref('affiliate_fr', 'fr_dim') }} #}select 1 as x", ""),
        ("select 'from affiliate_db_fr.mart.dim_hcp' as x", ""),
        ("with affiliate_db_fr as (select 1 as x) select x from affiliate_db_fr", ""),
        ("with dim_hcp as (select 1 as x) select affiliate_db_fr.x from dim_hcp as affiliate_db_fr", ""),
        ("select x from {{ shared.rel('de', 'dim_hcp') }}", ""),
        ("select x from {{ shared.deep('de') }}", ""),
        ("{{ shared.asks('de') }}select 1 as x", ""),
        ("{% set unused = 'affiliate_db_fr.mart.dim_hcp' %}select 1 as x", ""),
        ("{% set r = api.Relation.create(database='affiliate_db_de', schema='mart', identifier='x') %}select x from {{ r }}", ""),
        ("select x from {{ ref('de_dim').replace_path(schema='other') }}", ""),
        ("select x from {{ this.incorporate(path={'identifier': 'y'}) }}", ""),
        ("select x from {{ ref('de_dim').include(database=false) }}", ""),
        ("{% set r = ref('de_dim') %}select x from {{ r }}", ""),
        ("{{ config(post_hook=\"insert into {{ this }} select 1\") }}select 1 as x", ""),
        ("{{ config(database='affiliate_db_de') }}select 1 as x", ""),
        ("select x from information_schema.tables", ""),
        ("select affiliate_db_fr.x from {{ ref('de_dim') }} as affiliate_db_fr", ""),
        ("{% raw %}-- {{ ref('affiliate_fr', 'fr_dim') }}{% endraw %}\nselect 1 as x", ""),
        ("select x from {{ ref('de_' ~ 'dim') }}", ""),
        ("select x from {{ ref(var('nobody', 'de_dim')) }}", ""),
    ]);
}
