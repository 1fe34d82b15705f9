use crate::text::TextRange;

/// Something about a YAML text that its author should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub kind: ProblemKind,
    pub message: String,
    pub range: TextRange,
}

/// What sort of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// Not YAML from here on: the tree holds what came before.
    Syntax,
    /// A Jinja expression that YAML took for a mapping, because it is not quoted.
    UnquotedJinja,
    /// A key that stands twice in one mapping. The last one counts, as in Python.
    DuplicateKey,
    /// `*name` without an `&name` before it.
    UnknownAlias,
    /// Typographic quotes where straight ones were meant: they become part of the text.
    TypographicQuotes,
    /// A tag, date or number that `PyYAML` refuses to build.
    Unconstructible,
    /// `<<` with something that is no mapping.
    BadMerge,
    /// A second document, which dbt does not read.
    SecondDocument,
    /// Aliases that unfold into more than anybody can have meant.
    TooLarge,
}

impl ProblemKind {
    /// Whether dbt itself stops at it.
    #[must_use]
    pub fn is_error(self) -> bool {
        !matches!(self, Self::DuplicateKey | Self::TypographicQuotes)
    }
}
