use crate::config::options::options;

options! {
    /// Options of GV01.
    ModelAccess for "GV01" "governance.model_access" {
        /// `public`, `protected` or `private`.
        access: Option<String> = None,
    }
}

options! {
    /// Options of GV04.
    ColumnTypes for "GV04" "governance.column_types" {
        /// Whether only models with an enforced contract are asked.
        only_contracted: bool = false,
    }
}

options! {
    /// Options of GV33.
    PastDeprecation for "GV33" "governance.past_deprecation" {
        /// Days after the date that are let pass.
        grace_days: u32 = 0,
    }
}
