use crate::config::options::{choice, options};

choice! {
    /// Which joins are spelled in full.
    JoinTypes { Inner "inner", Outer "outer", Both "both" }
}

choice! {
    /// How `group by` and `order by` name columns.
    ColumnReferenceBy { Consistent "consistent", Implicit "implicit", Explicit "explicit" }
}

options! {
    /// Options of AM05.
    QualifiedJoins for "AM05" "ambiguous.join" {
        /// Which kinds of joins are spelled in full.
        fully_qualify_join_types: JoinTypes = JoinTypes::Inner,
    }
}

options! {
    /// Options of AM06.
    ColumnReferenceStyle for "AM06" "ambiguous.column_references" {
        /// Whether `group by` and `order by` use positions (implicit) or names (explicit).
        group_by_and_order_by_style: ColumnReferenceBy = ColumnReferenceBy::Consistent,
    }
}
