//! The configured layout by kind, looked up once for each kind instead of once for each token.

use bitflags::bitflags;

use crate::config::{Align, LayoutSettings, LinePosition, Spacing, TypeLayout};
use crate::dialect::Dialect;
use crate::syntax::SyntaxKind;

use super::indent_marks::Named;
use super::indent_table::{self, Span};
use super::operators;

/// One kind's layout; `None` where nothing is configured.
#[derive(Clone, Debug, Default)]
pub struct Style {
    pub line_position: Option<LinePosition>,
    pub keyword_position: Option<LinePosition>,
    pub keyword_exclusions: Vec<String>,
    /// Which of its children stand one step in.
    pub spans: Vec<Span<Named>>,
}

/// The white space that something asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    Single,
    Touch,
    Any,
    /// That of the alignment of this number.
    Align(u16),
}

/// What is configured of the white space at one side of a kind, or within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    pub room: Room,
    /// Line breaks are taken out too.
    pub inline: bool,
}

impl Ask {
    pub const fn plain(room: Room) -> Self {
        Self { room, inline: false }
    }
}

bitflags! {
    /// What of a kind matters to layout.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Traits: u16 {
        /// It has steps in and out.
        const STEPS = 1;
        /// It has a line position, and is an operator, a comma, a set operator, or something else.
        const OPERATOR = 1 << 1;
        const COMMA = 1 << 2;
        const SET_OPERATOR = 1 << 3;
        const PLACED = 1 << 4;
        /// Its keyword has a line position.
        const KEYWORD = 1 << 5;
        /// Its name says that it is a statement.
        const STATEMENT = 1 << 6;
        /// A rule looks for it.
        const SOUGHT = 1 << 7;
        /// Indentation in it is left alone.
        const UNINDENTED = 1 << 8;
    }
}

/// The styles of all kinds, worked out once for each distinct configuration.
#[derive(Debug)]
pub struct Styles {
    of: Vec<Style>,
    before: Vec<Option<Ask>>,
    after: Vec<Option<Ask>>,
    within: Vec<Option<Ask>>,
    traits: Vec<Traits>,
    aligns: Vec<Align>,
}

/// Whether a kind goes by `name`: its own name or that of a wider class.
#[must_use]
pub fn goes_by(kind: SyntaxKind, name: &str) -> bool {
    let own = kind.name();
    own == name
        || match name {
            "comment" => kind.is_comment(),
            "object_reference" => own.ends_with("_reference"),
            "literal" => own.ends_with("_literal"),
            _ => false,
        }
}

/// Symbols that the grammar gives no part to play: what stands beside them is left to the author.
const UNREAD: &[SyntaxKind] = &[SyntaxKind::Symbol, SyntaxKind::UnaryOperator];

/// Kinds that rules look for by themselves.
const SOUGHT: &[SyntaxKind] = &[
    SyntaxKind::FunctionName,
    SyntaxKind::SelectClause,
    SyntaxKind::CommonTableExpression,
    SyntaxKind::Statement,
    SyntaxKind::Unparsable,
    SyntaxKind::MatchRecognizeClause,
];

impl Styles {
    #[must_use]
    pub fn new(settings: &LayoutSettings, dialect: Dialect) -> Self {
        let kinds = SyntaxKind::ALL.len();
        let mut styles = Self {
            of: vec![Style::default(); kinds],
            before: vec![None; kinds],
            after: vec![None; kinds],
            within: vec![None; kinds],
            traits: vec![Traits::empty(); kinds],
            aligns: Vec::new(),
        };
        // The parameters of a procedure stand as those of a function, but where the dialect writes them apart.
        let apart = matches!(dialect, Dialect::Bigquery | Dialect::Tsql);
        let parameters = if apart { Ask::plain(Room::Any) } else { Ask { room: Room::Touch, inline: true } };
        styles.before[SyntaxKind::ProcedureParameterList as usize] = Some(parameters);
        for unread in UNREAD {
            styles.before[*unread as usize] = Some(Ask::plain(Room::Any));
            styles.after[*unread as usize] = Some(Ask::plain(Room::Any));
        }
        // A class first, then the kind itself: what is said of a kind overrides what is said of its class.
        for exact in [false, true] {
            for (name, layout) in settings.types() {
                for &kind in SyntaxKind::ALL {
                    if (kind.name() == name) == exact && goes_by(kind, name) {
                        styles.overlay(kind, layout);
                    }
                }
            }
        }
        for &kind in SyntaxKind::ALL {
            let counting = indent_table::spans(kind).filter(|span| span.counts(&settings.indent, dialect));
            styles.of[kind as usize].spans = counting.map(|span| span.map(&Named::new)).collect();
            styles.traits[kind as usize] = styles.traits_of(kind);
            let skipped = settings.indent.skip_indentation_in.iter().any(|name| name == kind.name());
            styles.traits[kind as usize].set(Traits::UNINDENTED, skipped);
        }
        styles
    }

    fn traits_of(&self, kind: SyntaxKind) -> Traits {
        let style = self.of(kind);
        let placed = match operators::subject_of(kind) {
            Some(operators::Which::Operators) => Traits::OPERATOR,
            Some(operators::Which::Commas) => Traits::COMMA,
            Some(operators::Which::SetOperators) => Traits::SET_OPERATOR,
            None => Traits::empty(),
        };
        let mut traits = Traits::empty();
        traits.set(Traits::STEPS, !style.spans.is_empty());
        traits.set(Traits::PLACED | placed, style.line_position.is_some());
        traits.set(Traits::KEYWORD, style.keyword_position.is_some());
        traits.set(Traits::STATEMENT, kind.name().ends_with("_statement"));
        traits.set(Traits::SOUGHT, SOUGHT.contains(&kind));
        traits
    }

    #[inline]
    #[must_use]
    pub fn of(&self, kind: SyntaxKind) -> &Style {
        &self.of[kind as usize]
    }

    #[inline]
    #[must_use]
    pub fn traits(&self, kind: SyntaxKind) -> Traits {
        self.traits[kind as usize]
    }

    /// What is asked for before, after and within a kind.
    #[inline]
    #[must_use]
    pub fn before(&self, kind: SyntaxKind) -> Option<Ask> {
        self.before[kind as usize]
    }

    #[inline]
    #[must_use]
    pub fn after(&self, kind: SyntaxKind) -> Option<Ask> {
        self.after[kind as usize]
    }

    #[inline]
    #[must_use]
    pub fn within(&self, kind: SyntaxKind) -> Option<Ask> {
        self.within[kind as usize]
    }

    /// Whether anything is aligned.
    #[must_use]
    pub const fn has_aligns(&self) -> bool {
        !self.aligns.is_empty()
    }

    /// The alignment of a number.
    #[must_use]
    pub fn align(&self, number: u16) -> Option<&Align> {
        self.aligns.get(usize::from(number))
    }

    fn overlay(&mut self, kind: SyntaxKind, layout: &TypeLayout) {
        let before = (layout.spacing_before != Spacing::Single).then(|| self.ask(&layout.spacing_before));
        let after = (layout.spacing_after != Spacing::Single).then(|| self.ask(&layout.spacing_after));
        let within = layout.spacing_within.as_ref().map(|spacing| self.ask(spacing));
        let at = kind as usize;
        self.before[at] = before.or(self.before[at]);
        self.after[at] = after.or(self.after[at]);
        self.within[at] = within.or(self.within[at]);
        let style = &mut self.of[at];
        style.line_position = layout.line_position.or(style.line_position);
        style.keyword_position = layout.keyword_line_position.or(style.keyword_position);
        style.keyword_exclusions.clone_from(&layout.keyword_line_position_exclusions);
    }

    fn ask(&mut self, spacing: &Spacing) -> Ask {
        match spacing {
            Spacing::Single => Ask::plain(Room::Single),
            Spacing::SingleInline => Ask { room: Room::Single, inline: true },
            Spacing::Touch => Ask::plain(Room::Touch),
            Spacing::TouchInline => Ask { room: Room::Touch, inline: true },
            Spacing::Any => Ask::plain(Room::Any),
            Spacing::Align(align) => {
                let known = self.aligns.iter().position(|known| known == align);
                let number = known.unwrap_or(self.aligns.len());
                if known.is_none() {
                    self.aligns.push(align.clone());
                }
                Ask::plain(Room::Align(u16::try_from(number).unwrap_or(u16::MAX)))
            }
        }
    }
}
