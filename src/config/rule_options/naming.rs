use crate::config::options::options;

options! {
    /// Options of NM03.
    ModelFileNames for "NM03" "naming.model_file_pattern" {
        /// A regular expression for the whole name without its ending; `{name}` stands for a capture of the project's folder.
        pattern: Option<String> = None,
    }
}

options! {
    /// Options of NM09.
    SourceNames for "NM09" "naming.source_table_pattern" {
        /// A regular expression for the whole name; `{name}` stands for a capture of the project's folder.
        pattern: Option<String> = None,
    }
}

options! {
    /// Options of NM10.
    SeedNames for "NM10" "naming.seed_pattern" {
        /// A regular expression for the whole name; `{name}` stands for a capture of the project's folder.
        pattern: Option<String> = None,
    }
}

options! {
    /// Options of NM11.
    SeedColumnNames for "NM11" "naming.seed_column_pattern" {
        /// A regular expression for the whole name.
        pattern: Option<String> = None,
    }
}

options! {
    /// Options of NM12.
    SnapshotNames for "NM12" "naming.snapshot_pattern" {
        /// A regular expression for the whole name; `{name}` stands for a capture of the project's folder.
        pattern: Option<String> = None,
    }
}

options! {
    /// Options of NM13.
    MacroNames for "NM13" "naming.macro_pattern" {
        /// A regular expression for the whole name.
        pattern: String = "[a-z_][a-z0-9_]*".to_owned(),
    }
}

options! {
    /// Options of NM14.
    MacroFiles for "NM14" "naming.macro_file" {
        /// Whether others may lie in the file of a macro that has its name.
        allow_multiple: bool = false,
        /// Whether `default__x` and its like may lie in the file of `x`.
        ignore_dispatch_impls: bool = true,
    }
}

options! {
    /// Options of NM15.
    ProjectNames for "NM15" "naming.project_pattern" {
        /// A regular expression for the whole name; `{name}` stands for a capture of the folder.
        pattern: Option<String> = None,
    }
}
