use bitflags::bitflags;

use super::{Cx, ProjectCx, ProjectSink, Sink, WrittenTemplate};
use crate::diagnostic::{Applicability, Level, RuleName};
use crate::graph::ResourceId;
use crate::semantic::Query;
use crate::syntax::{NodeId, SyntaxKind};

/// One rule: all that anyone can ask about it. Lists, help, schema and documentation are derived from the table of these.
pub struct RuleDef {
    pub name: RuleName,
    /// Other spellings people may use: sqlfluff's legacy codes and old names.
    pub aliases: &'static [&'static str],
    /// `core`, `layout`, `governance` ...; `all` goes without saying.
    pub groups: &'static [&'static str],
    /// `rules/CODE.md`, the specification: what, why, options, fix safety, cases.
    pub docs: &'static str,
    /// Whether the rule is on without anyone asking, and how much its findings weigh.
    pub default: Option<Level>,
    pub fixes: FixPolicy,
    pub check: Check,
}

/// What fixes a rule may offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixPolicy {
    Never,
    Sometimes(Applicability, Change),
    Always(Applicability, Change),
}

/// How far a rule's fix may change the rendered SQL. After every fix the engine compares before and after by the
/// farthest-reaching rule that took part, and refuses what goes beyond it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// White space only: the tokens stay the same, to the letter.
    Spacing,
    /// The case of unquoted words.
    Case,
    /// Another spelling of the same thing (`as`, `coalesce` for `nvl`, `!=` for `<>`, quotes, a trailing comma): an
    /// independent parser must read the same statement, such spellings aside.
    Spelling,
    /// Another statement that gives the same result: only that it parses as well as before can be checked.
    Structure,
}

impl RuleDef {
    /// Whether the rule reads SQL and speaks of models alone: of other files' SQL it has nothing to say.
    #[must_use]
    pub fn is_about_models(&self) -> bool {
        !matches!(self.check, Check::Resource(..) | Check::Project(_))
            && self.groups.iter().any(|group| matches!(*group, "model_code" | "models"))
    }
}

impl FixPolicy {
    /// How far the fixes go; `None` for a rule that has none.
    #[must_use]
    pub const fn change(self) -> Option<Change> {
        match self {
            Self::Never => None,
            Self::Sometimes(_, change) | Self::Always(_, change) => Some(change),
        }
    }
}

/// When a rule is called, and with what. The plan calls it; a rule never walks a file on its own account
/// unless it is a [`Check::File`].
#[derive(Clone, Copy)]
pub enum Check {
    /// For each node of these kinds. Nodes that hold an unparsable region are left out.
    Node(&'static [SyntaxKind], fn(&Cx<'_>, NodeId, &mut Sink<'_>)),
    /// Like `Node`, for rules that can cope with unparsable regions inside.
    TolerantNode(&'static [SyntaxKind], fn(&Cx<'_>, NodeId, &mut Sink<'_>)),
    /// Once for all nodes of these kinds, in text order: policies that need to have seen everything.
    Nodes(&'static [SyntaxKind], fn(&Cx<'_>, &[NodeId], &mut Sink<'_>)),
    /// For each query, with its scopes.
    Query(fn(&Cx<'_>, &Query, &mut Sink<'_>)),
    /// Once for a rendered text: rules about words, and policies over all queries.
    File(fn(&Cx<'_>, &mut Sink<'_>)),
    /// The layout engine works out these once for all layout rules; each gap names its owner by code.
    Layout,
    /// Once for a template, on its Jinja tree; ranges are of the source.
    Template(fn(&Cx<'_>, &mut Sink<'_>)),
    /// For each resource of these kinds, on the graph of the workspace.
    Resource(ResourceKinds, fn(&ProjectCx<'_>, ResourceId, &mut ProjectSink<'_>)),
    /// For each template that projects and shared packages hold themselves, as it is written, on the graph of the workspace.
    Written(fn(&ProjectCx<'_>, &WrittenTemplate, &mut ProjectSink<'_>)),
    /// Once for the workspace.
    Project(fn(&ProjectCx<'_>, &mut ProjectSink<'_>)),
}

impl Check {
    /// Whether the rule judges the workspace rather than a file.
    #[must_use]
    pub const fn is_of_workspace(&self) -> bool {
        matches!(self, Self::Resource(..) | Self::Written(_) | Self::Project(_))
    }
}

bitflags! {
    /// Kinds of dbt resources.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct ResourceKinds: u16 {
        const MODEL = 1;
        const SEED = 1 << 1;
        const SNAPSHOT = 1 << 2;
        const ANALYSIS = 1 << 3;
        const TEST = 1 << 4;
        const SOURCE = 1 << 5;
        const EXPOSURE = 1 << 6;
        const MACRO = 1 << 7;
        const GROUP = 1 << 8;
        const METRIC = 1 << 9;
        const UNIT_TEST = 1 << 10;
        const SEMANTIC_MODEL = 1 << 11;
        const SAVED_QUERY = 1 << 12;
        const OPERATION = 1 << 13;
    }
}
