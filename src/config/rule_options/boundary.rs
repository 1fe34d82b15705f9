use crate::config::options::options;

options! {
    /// Options of FD14.
    MacroOverrides for "FD14" "boundary.macro_override" {
        /// Macros that may take another's place: `generate_schema_name`, `core.*`.
        allowed: Vec<String> = Vec::new(),
    }
}

options! {
    /// Options of FD16.
    PackagePolicy for "FD16" "boundary.package_policy" {
        /// Packages that may be installed, with `*`; none: any.
        allowed: Vec<String> = Vec::new(),
        /// Whether a package has one version in the whole workspace.
        one_version: bool = true,
        /// Whether `package-lock.yml` must be there.
        lock_file: bool = false,
        /// Keys of project files that say the same everywhere.
        same: Vec<String> = vec!["require-dbt-version".to_owned(), "flags".to_owned()],
    }
}

options! {
    /// Options of FD17.
    ProjectConformance for "FD17" "boundary.project_conformance" {
        /// A YAML file, from the workspace's root, whose keys every project file has; `{project}` and captures stand for their values.
        template: Option<String> = None,
        /// A YAML file that lists the projects.
        provisioning: Option<String> = None,
        /// Keys that each of its entries has.
        environments: Vec<String> = Vec::new(),
    }
}

options! {
    /// Options of FD18.
    Ownership for "FD18" "boundary.ownership" {
        /// The file of code owners, from the workspace's root; none: where the hosting services look for it.
        codeowners: Option<String> = None,
        /// A file that lists the owners there are, one a line.
        directory: Option<String> = None,
    }
}

options! {
    /// Options of FD22.
    ChangeScope for "FD22" "boundary.change_scope" {
        /// The branch; none: what the environment of the pipeline says.
        branch: Option<String> = None,
        /// A file that lists the changed paths, one a line, from the workspace's root.
        changed: Option<String> = None,
        /// A pattern for branches, a colon, and patterns for the paths they may change: `country/{country}/**: projects/{country}/**`.
        scopes: Vec<String> = Vec::new(),
    }
}

options! {
    /// Options of FD23.
    RawAccess for "FD23" "boundary.raw_access" {
        /// Raw databases, with `*`.
        databases: Vec<String> = Vec::new(),
        /// Domains or projects that may read them; none: any.
        readers: Vec<String> = Vec::new(),
        /// Where in a project they may be read, from its root; none: anywhere.
        paths: Vec<String> = Vec::new(),
    }
}

options! {
    /// Options of FD24.
    GrantPolicy for "FD24" "boundary.grants" {
        /// Whom a project may grant to, with captures and `*`; none: anybody but everybody.
        grantees: Vec<String> = Vec::new(),
    }
}
