use crate::config::options::{choice, options};

choice! {
    /// Where subqueries are not wanted.
    SubqueriesIn { Join "join", From "from", Both "both" }
}

choice! {
    /// Which table a join condition names first.
    FirstTable { Earlier "earlier", Later "later" }
}

options! {
    /// Options of ST05.
    Subqueries for "ST05" "structure.subquery" {
        /// Where a subquery should be a common table expression.
        forbid_subquery_in: SubqueriesIn = SubqueriesIn::Join,
    }
}

options! {
    /// Options of ST09.
    JoinConditionOrder for "ST09" "structure.join_condition_order" {
        /// Whether a join condition first names the table that came first.
        preferred_first_table_in_join_clause: FirstTable = FirstTable::Earlier,
    }
}
