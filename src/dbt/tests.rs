//! Small projects, written into a folder of their own and loaded.

use std::fs;
use std::path::Path;

use super::*;
use crate::jinja::{Limits, render};
use crate::text::Files;

/// A folder with the given files, each a path and a text.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

const PROFILE: &str =
    "p:\n  target: dev\n  outputs:\n    dev: {type: redshift, dbname: d, schema: s}\n    prod: {type: redshift, dbname: d, schema: prod}\n";

fn load(folder: &Path) -> (Files, Project) {
    let files = Files::default();
    let options = LoadOptions { profiles_folder: Some(folder.to_owned()), ..LoadOptions::default() };
    let project = Project::load(&files, folder, &options).unwrap();
    (files, project)
}

/// Every enabled resource: identifier, relation, materialization, tags, what it reads.
fn show(project: &Project) -> Vec<String> {
    let mut lines: Vec<String> = project
        .resources
        .iter()
        .filter(|resource| resource.enabled)
        .map(|resource| {
            let name = resource.identifier.as_ref().or(resource.alias.as_ref()).map_or("-", String::as_str);
            format!(
                "{} {}.{}.{name} {} {:?} <- {}",
                resource.unique_id,
                resource.database.as_deref().unwrap_or("-"),
                resource.schema.as_deref().unwrap_or("-"),
                resource.materialized.as_deref().unwrap_or("-"),
                resource.tags,
                resource.depends_on.join(" ")
            )
        })
        .collect();
    lines.sort();
    lines
}

#[test]
fn settings_come_from_the_project_file_properties_and_the_file_itself() {
    let folder = folder(&[
        ("profiles.yml", PROFILE),
        (
            "dbt_project.yml",
            "name: a\nprofile: p\nvars: {wanted: true}\nmodels:\n  a:\n    +tags: x\n    staging: {+materialized: ephemeral, +schema: stg}\n    switched: {+enabled: \"{{ not var('wanted') }}\"}\n",
        ),
        ("models/staging/one.sql", "{{ config(tags=['y']) }} select 1"),
        ("models/two.sql", "{{ config(materialized='table', alias='deux') }} select * from {{ ref('one') }} join {{ source('s', 't') }}"),
        ("models/switched/three.sql", "select 1"),
        (
            "models/all.yml",
            "models:\n  - name: one\n    config: {tags: [z], schema: other}\nsources:\n  - name: s\n    schema: raw\n    tables:\n      - name: t\n        identifier: tt\n\
             exposures:\n  - name: e\n    depends_on:\n      - ref('two')\n      - source('s', 't')\n",
        ),
        ("seeds/numbers.csv", "a\n1\n"),
        ("tests/check.sql", "select * from {{ ref('two') }}"),
    ]);
    let (_, project) = load(folder.path());
    assert_eq!(project.problems, []);
    assert_eq!(
        show(&project),
        [
            "exposure.a.e -.-.- - [] <- source.a.s.t model.a.two",
            "model.a.one d.s_other.one ephemeral [\"x\", \"z\", \"y\"] <- ",
            "model.a.two d.s.deux table [\"x\"] <- source.a.s.t model.a.one",
            "seed.a.numbers d.s.numbers seed [] <- ",
            "source.a.s.t d.raw.tt - [] <- ",
            "test.a.check d.s_dbt_test__audit.check test [] <- model.a.two",
        ]
    );
}

#[test]
fn macros_decide_names_and_what_a_model_reads() {
    let folder = folder(&[
        ("profiles.yml", PROFILE),
        ("dbt_project.yml", "name: a\nprofile: p\n"),
        (
            "macros/m.sql",
            "junk {% macro generate_schema_name(custom, node) %}{{ custom or 'plain' }}_{{ node.name }}{% endmacro %} }} junk\n\
             {% macro from_it() %}{{ config(materialized='table') }}{{ return(ref('one')) }}{% endmacro %}",
        ),
        ("models/one.sql", "select 1"),
        ("models/two.sql", "{{ config(schema='x') }} select * from {{ from_it() }}"),
    ]);
    let (files, project) = load(folder.path());
    assert_eq!(show(&project), ["model.a.one d.plain_one.one view [] <- ", "model.a.two d.x_two.two table [] <- model.a.one"]);
    let two = project.resources.iter().find(|resource| resource.name == "two").unwrap();
    let template = project.template(&files, two).unwrap();
    let rendered = render(&template, &project.context(two, Mode::Compile), Limits::default());
    assert_eq!(rendered.text.trim(), "select * from \"d\".\"plain_one\".\"one\"");
}

#[test]
fn packages_are_read_where_they_are_installed_and_the_root_has_the_last_word() {
    let folder = folder(&[
        ("profiles.yml", PROFILE),
        ("dbt_project.yml", "name: a\nprofile: p\nmodels:\n  b: {+schema: from_root}\nvars:\n  b: {n: 2}\n"),
        (
            "packages.yml",
            "packages:\n  - package: x/b\n    version: 1.0.0\n  - package: x/gone\n    version: 1.0.0\n  - local: ../nowhere\n",
        ),
        ("dbt_packages/b/dbt_project.yml", "name: b\nvars: {n: 1}\nmodels: {b: {+schema: own}}\n"),
        ("dbt_packages/b/models/m.sql", "{{ config(schema='file', tags='n' ~ var('n')) }} select 1"),
    ]);
    let (_, project) = load(folder.path());
    assert_eq!(show(&project), ["model.b.m d.s_from_root.m view [\"n2\"] <- "]);
    let kinds: Vec<_> = project.problems.iter().map(|problem| problem.kind).collect();
    assert_eq!(kinds, [LoadProblemKind::MissingPackage, LoadProblemKind::MissingPackage]);
}

#[test]
fn versions_snapshots_and_python_models() {
    let folder = folder(&[
        ("profiles.yml", PROFILE),
        ("dbt_project.yml", "name: a\nprofile: p\n"),
        ("models/m_v1.sql", "select 1"),
        ("models/second.sql", "select 2"),
        ("models/reader.sql", "select * from {{ ref('m') }} union all select * from {{ ref('m', v=1) }}"),
        ("models/p.py", "def model(dbt, session):\n    dbt.config(materialized='incremental')\n    return dbt.ref('reader')\n"),
        ("models/m.yml", "models:\n  - name: m\n    versions:\n      - v: 1\n      - v: 2\n        defined_in: second\n"),
        ("snapshots/s.sql", "{% snapshot snap %}{{ config(target_schema='hist') }}select * from {{ ref('reader') }}{% endsnapshot %}"),
        ("snapshots/y.yml", "snapshots:\n  - name: ysnap\n    relation: ref('reader')\n    config: {schema: z}\n"),
    ]);
    let (_, project) = load(folder.path());
    assert_eq!(
        show(&project),
        [
            "model.a.m.v1 d.s.m_v1 view [] <- ",
            "model.a.m.v2 d.s.m_v2 view [] <- ",
            "model.a.p d.s.p incremental [] <- model.a.reader",
            "model.a.reader d.s.reader view [] <- model.a.m.v2 model.a.m.v1",
            "snapshot.a.snap d.hist.snap snapshot [] <- model.a.reader",
            "snapshot.a.ysnap d.s_z.ysnap snapshot [] <- model.a.reader",
        ]
    );
}

#[test]
fn what_is_broken_is_told_and_the_rest_is_loaded() {
    let folder = folder(&[
        ("dbt_project.yml", "profile: p\nmodels:\n  x: {{ var('y') }}\n"),
        ("models/bad.yml", "models:\n  - name: good\n\tx\n"),
        ("models/good.sql", "select * from {{ ref('nowhere') }} {{ undefined.macro() }}"),
        ("models/unclosed.sql", "{% if x %} select {{"),
        ("macros/loop.sql", "{% macro forever() %}{{ forever() }}{% endmacro %}{% macro unclosed() %}"),
        ("models/endless.sql", "{{ forever() }}"),
    ]);
    fs::write(folder.path().join("models/latin.sql"), b"select '\xe9'").unwrap();
    let (_, project) = load(folder.path());
    let names: Vec<&str> = project.resources.iter().map(|resource| resource.name.as_str()).collect();
    assert_eq!(names, ["endless", "good", "unclosed"]);
    let mut kinds: Vec<_> = project.problems.iter().map(|problem| format!("{:?}", problem.kind)).collect();
    kinds.sort();
    kinds.dedup();
    assert_eq!(kinds, ["Block", "Encoding", "ProjectFile", "Template", "Yaml"]);
    assert!(project.problems.iter().all(|problem| !problem.message.is_empty() && problem.path.is_absolute()));
    assert!(Project::load(&Files::default(), Path::new("/no/such/folder"), &LoadOptions::default()).is_err());
}

#[cfg(unix)]
#[test]
fn a_circle_of_links_ends() {
    let folder = folder(&[("dbt_project.yml", "name: a\n"), ("models/m.sql", "select 1")]);
    std::os::unix::fs::symlink("..", folder.path().join("models/up")).unwrap();
    let (_, project) = load(folder.path());
    assert!(project.problems.iter().any(|problem| problem.kind == LoadProblemKind::Loop), "{:?}", project.problems);
    assert_eq!(project.resources.len(), 1);
}

#[test]
fn without_a_profile_the_settings_say_the_adapter() {
    let folder = folder(&[
        ("dbt_project.yml", "name: a\nprofile: missing\n"),
        ("models/m.sql", "{{ config(alias=target.type) }}select 1"),
        ("profiles/profiles.yml", "other: {target: x, outputs: {}}"),
    ]);
    let files = Files::default();
    let options = LoadOptions {
        profiles_folder: Some(folder.path().join("profiles")),
        adapter: Some("snowflake".to_owned()),
        ..LoadOptions::default()
    };
    let project = Project::load(&files, folder.path(), &options).unwrap();
    assert_eq!(show(&project), ["model.a.m -.-.snowflake view [] <- "]);
}

#[test]
fn macros_of_a_package_that_is_not_installed_are_unknown_and_no_fault() {
    let text = "{% set columns = dbt_utils.star(ref('n')) %}select {{ columns }}, {{ dbt_utils.generate_surrogate_key(['a']) }} as k, \
                {{ dbt_date.today() }} as d from ({{ dbt_utils.union_relations([ref('n')]) }}) where {{ other.thing() }}{{ dispatched() }}";
    let folder = folder(&[
        ("profiles.yml", PROFILE),
        ("dbt_project.yml", "name: a\nprofile: p\n"),
        ("packages.yml", "packages:\n  - package: dbt-labs/dbt_utils\n    version: 1.0.0\n  - git: https://host/x/dbt-expectations.git\n"),
        ("macros/m.sql", "{% macro dispatched() %}{{ adapter.dispatch('hop', 'dbt_utils')() }}{% endmacro %}"),
        ("models/m.sql", text),
        ("models/n.sql", "select 1 as a"),
    ]);
    let (files, project) = load(folder.path());
    let resource = project.resources.iter().find(|resource| resource.unique_id == "model.a.m").unwrap();
    let template = project.template(&files, resource).unwrap();
    let rendered = render(&template, &project.context(resource, Mode::Lint), Limits::default());
    let undefined: Vec<&str> = rendered
        .problems
        .iter()
        .filter(|problem| problem.kind != crate::jinja::ProblemKind::Unknown)
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(undefined, ["`other.thing` is undefined"]);
    assert_eq!(
        &*rendered.text,
        "select unknown_columns, unknown_value as k, unknown_value as d from (select * from unknown_relation_named) where \
         unknown_valueunknown_value"
    );
}
