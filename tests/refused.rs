//! The SQL of the yardsticks that its dialect refuses, in full: everything else in them is understood.
//!
//! Each line of the snapshot was looked at: empty queries and select lists of projects that were compiled without a warehouse,
//! fixtures that are no SQL, and a macro's text that closes its own quote. Without the yardsticks (see `benches/corpus`) there is
//! nothing to look at.

#[path = "../benches/corpus/mod.rs"]
mod corpus;

use setsquare::bench::Sql;

#[test]
fn only_wrong_sql_of_the_yardsticks_is_refused() {
    let Ok(folder) = corpus::find_folder() else {
        eprintln!("no yardsticks are at hand: nothing looked at");
        return;
    };
    let mut refused = String::new();
    for statement in corpus::statements_in(&folder) {
        let sql = Sql::of(&statement.dialect).expect("the yardsticks name dialects");
        let parsed = sql.parse(&statement.text);
        if let Some(first) = parsed.problems().next() {
            refused.push_str(&format!("{} {}: {first}\n", statement.origin, statement.id));
        }
    }
    insta::assert_snapshot!("refused", refused);
}
