use std::borrow::Cow;

use crate::jinja::SourceEdit;
use crate::text::{FileId, TextRange};

/// How much a finding weighs. `Error` and `Warning` make `lint` exit with 1, unless the rule is listed as a warning only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    Info,
    Warning,
    Error,
}

/// A rule as findings name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleName {
    pub code: &'static str,
    /// `group.noun_phrase`, e.g. `capitalisation.keywords`.
    pub name: &'static str,
}

impl RuleName {
    /// The template could not be evaluated.
    pub const TEMPLATING: Self = Self { code: "TMP", name: "templating" };
    /// The SQL could not be read.
    pub const PARSING: Self = Self { code: "PRS", name: "parsing" };
    /// A comment that silences nothing.
    pub const UNUSED_NOQA: Self = Self { code: "NOQA", name: "unused_noqa" };
    /// A character belongs to no token.
    pub const LEXING: Self = Self { code: "LXR", name: "lexing" };
}

/// One finding. Ranges are bytes of the named source file, never of rendered text.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    pub rule: RuleName,
    pub level: Level,
    pub file: FileId,
    pub range: TextRange,
    /// One sentence; names the offending text in backticks.
    pub message: Cow<'static, str>,
    /// Other places that explain it: the declaring line, the macro on the way.
    pub labels: Vec<Label>,
    pub notes: Vec<String>,
    /// The dbt resource it is about, as `model.project.name`, where there is one.
    pub resource: Option<String>,
    pub fix: Option<Fix>,
}

/// A second place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub file: FileId,
    pub range: TextRange,
    pub message: String,
}

/// A way to mend a finding. Either all its edits are made or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub title: Cow<'static, str>,
    pub edits: Vec<SourceEdit>,
    pub applicability: Applicability,
}

/// Whether a fix may be applied without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Applicability {
    /// The SQL means the same afterwards.
    Safe,
    /// The meaning may change, and sqlfluff writes it all the same: made where only sqlfluff's files say what is wanted,
    /// and as [`Self::Unsafe`] elsewhere.
    Customary,
    /// The SQL means the same, and sqlfluff leaves it to people: made like [`Self::Safe`], but where only sqlfluff's files
    /// say what is wanted, with `--unsafe-fixes` alone.
    Extra,
    /// Valid SQL, but its meaning may change: only with `--unsafe-fixes`.
    Unsafe,
    /// A suggestion to show, never to apply.
    DisplayOnly,
}
