use std::sync::Arc;

use crate::config::{LayoutSettings, RuleOptions};
use crate::dialect::Dialect;
use crate::jinja::SourceMap;
use crate::text::{FileId, LineIndex};

use super::elements::Options;
use super::plan::{Difference, GapPlan, PlanInput};
use super::styles::Styles;

const ALL: &[&str] =
    &["LT01", "LT02", "LT03", "LT04", "LT05", "LT06", "LT07", "LT08", "LT09", "LT10", "LT11", "LT12", "LT13", "LT14", "LT15"];

fn plan(sql: &str, enabled: &[&'static str]) -> Vec<Difference> {
    let text: Arc<str> = sql.into();
    let (layout, rules) = (LayoutSettings::default(), RuleOptions::default());
    let styles = Styles::new(&layout, Dialect::Snowflake);
    let settings = Options { layout: &layout, rules: &rules, styles: &styles };
    let tree = crate::sql::parse(&text, Dialect::Snowflake.spec());
    let template = crate::jinja::literal_tree(&text);
    let map = SourceMap::identity(FileId(0), u32::try_from(sql.len()).unwrap());
    let input = PlanInput { file: FileId(0), source: sql, template: &template, tree: &tree, map: &map, settings, enabled };
    GapPlan::of_file(&[input], &[])
}

fn apply(source: &str, differences: &[Difference]) -> Option<String> {
    let mut edits: Vec<_> = differences.iter().flat_map(|difference| &difference.edits).map(|edit| edit.edit().clone()).collect();
    edits.sort();
    crate::text::apply_edits(source, &edits)
}

fn format(sql: &str, enabled: &[&'static str]) -> String {
    apply(sql, &plan(sql, enabled)).expect("edits are disjoint")
}

fn findings(sql: &str, enabled: &[&'static str]) -> Vec<(&'static str, u32, u32)> {
    let lines = LineIndex::new(sql);
    plan(sql, enabled)
        .iter()
        .map(|found| {
            let place = lines.line_column(sql, found.range.start());
            (found.code, place.line, place.column)
        })
        .collect()
}

#[test]
fn spaces() {
    assert_eq!(format("select a  ,b,  c from(t)as x\n", &["LT01"]), "select a, b, c from (t) as x\n");
    let found = [("LT01", 1, 9), ("LT01", 1, 12), ("LT01", 1, 14), ("LT01", 1, 22), ("LT01", 1, 25)];
    assert_eq!(findings("select a  ,b,  c from(t)as x\n", &["LT01"]), found);
}

#[test]
fn indents() {
    let sql = "select\na,\n      b\nfrom t\nwhere a = 1\n  and b = 2\n";
    let want = "select\n    a,\n    b\nfrom t\nwhere\n    a = 1\n    and b = 2\n";
    assert_eq!(format(sql, &["LT02"]), want);
}

#[test]
fn commas_change_sides() {
    let sql = "select\n    a\n    , b -- x\n    , c\n    -- y\n    , d\nfrom t\n";
    let want = "select\n    a,\n    b, -- x\n    c,\n    -- y\n    d\nfrom t\n";
    assert_eq!(format(sql, &["LT04"]), want);
    assert_eq!(format(want, ALL), want);
}

#[test]
fn one_pass_is_enough() {
    let samples = [
        "select a,b from t where x=1 and y in(1,2)\n",
        "with a as (select 1), b as (select 2) select * from a join b on a.x=b.x\n\n\n",
        "select case when a then b else c end as x, row_number() over (partition by aaaaaaaaaaaaaaaaaa order by bbbbbbbbbbbbbbbbbbb) as rn from t",
        "\n\nselect a -- c\n, b\nfrom t union all select 1, 2",
    ];
    for sql in samples {
        let once = format(sql, ALL);
        assert_eq!(format(&once, ALL), once, "of {sql}");
        assert_eq!(findings(&once, ALL), [], "of {sql}\n{once}");
    }
}
