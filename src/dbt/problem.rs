use std::path::PathBuf;

use super::Place;

/// Something that kept part of a project from being loaded as it was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadProblem {
    pub kind: LoadProblemKind,
    /// The file or folder it is about.
    pub path: PathBuf,
    /// Where in the file, if it could be read.
    pub place: Option<Place>,
    /// What is wrong and the way out.
    pub message: String,
}

/// What sort of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LoadProblemKind {
    /// A file or folder that cannot be read.
    Unreadable,
    /// A symbolic link that leads back to where it lies; nothing is lost by not following it.
    Loop,
    /// A file that is no UTF-8.
    Encoding,
    /// YAML that is none, or that dbt refuses.
    Yaml,
    /// A project file without what it must have, or with something of the wrong type.
    ProjectFile,
    /// No profile, or none that says what is needed.
    Profile,
    /// A package that is asked for and not installed.
    MissingPackage,
    /// Two things of one name.
    Duplicate,
    /// Jinja that could not be evaluated.
    Template,
    /// A block that never ends.
    Block,
}

impl LoadProblemKind {
    /// Whether part of the project was not read at all, so that an answer about it may be wrong.
    #[must_use]
    pub const fn is_fatal(self) -> bool {
        matches!(self, Self::Unreadable | Self::Encoding | Self::Yaml | Self::ProjectFile)
    }
}
