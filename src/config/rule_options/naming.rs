use super::shared::Synonyms;
use crate::config::options::options;

options! {
    /// Options of NM03.
    ModelFileNames for "NM03" "naming.model_file_pattern" {
        /// A regular expression for the whole name of the file; `{name}` stands for a capture of the project's folder.
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
        ignore_dispatch_impls: bool = false,
    }
}

options! {
    /// Options of NM15.
    ProjectNames for "NM15" "naming.project_pattern" {
        /// A regular expression for the whole name; `{name}` stands for a capture of the folder.
        pattern: Option<String> = None,
    }
}

options! {
    /// Options of NM04.
    ModelAliases for "NM04" "naming.model_alias" {
        /// A regular expression for the whole alias; `{name}` stands for a capture of the project's folder.
        pattern: Option<String> = None,
        /// Whether each model has to say its alias itself.
        require_explicit: bool = false,
    }
}

options! {
    /// Options of NM05.
    ModelSchemas for "NM05" "naming.model_schema" {
        /// A regular expression for the whole name; `{name}` stands for a capture of the project's folder.
        pattern: Option<String> = None,
        /// The target of the profile whose schemas are meant; none: the one in use.
        target: Option<String> = None,
    }
}

options! {
    /// Options of NM06.
    ColumnNames for "NM06" "naming.column_pattern" {
        /// A regular expression for the whole name; `{name}` stands for a capture of the project's folder.
        pattern: Option<String> = None,
        /// A glob of paths from the workspace's root; other files are left out.
        path: Option<String> = None,
        /// Whose columns: `model`, `seed`, `snapshot`, `source`.
        kinds: Vec<String> = ["model"].map(str::to_owned).to_vec(),
    }
}

options! {
    /// Options of NM07.
    TypesByName for "NM07" "naming.column_name_implies_type" {
        /// A regular expression for the whole name of a column.
        pattern: Option<String> = None,
        /// Types, whatever their case.
        types: Vec<String> = Vec::new(),
        /// A regular expression for the whole type, as it is declared.
        type_pattern: Option<String> = None,
    }
}

options! {
    /// Options of NM08.
    NamesByType for "NM08" "naming.column_type_implies_name" {
        /// A regular expression for the whole name of a column.
        pattern: Option<String> = None,
        /// Types, whatever their case.
        types: Vec<String> = Vec::new(),
        /// A regular expression for the whole type, as it is declared.
        type_pattern: Option<String> = None,
    }
}

options! {
    /// Options of NM16.
    DuplicateNames for "NM16" "naming.duplicate_resource" {
        /// Whether a name that an installed package uses counts too.
        across_packages: bool = false,
    }
}

options! {
    /// Options of NM17.
    RelationCollisions for "NM17" "naming.relation_collision" {
        /// Targets of the profile to look at besides the one in use.
        targets: Vec<String> = Vec::new(),
    }
}

options! {
    /// Options of NM19.
    CanonicalColumns for "NM19" "naming.canonical_column" {
        /// Names, each with what is not to be said instead: `{ customer_id = ["cust_id", "customerid"] }`.
        canonical: Synonyms = Synonyms::default(),
    }
}
