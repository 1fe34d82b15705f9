//! The configured layout by kind, looked up once for each kind instead of once for each token.

use crate::config::{LayoutSettings, LinePosition, Spacing, TypeLayout};
use crate::dialect::Dialect;
use crate::syntax::SyntaxKind;

use super::indent_table::{self, Span};

/// One kind's layout; `None` where nothing is configured.
#[derive(Clone, Debug, Default)]
pub struct Style {
    pub before: Option<Spacing>,
    pub after: Option<Spacing>,
    pub within: Option<Spacing>,
    pub line_position: Option<LinePosition>,
    pub keyword_position: Option<LinePosition>,
    pub keyword_exclusions: Vec<String>,
    /// Which of its children stand one step in.
    pub spans: Vec<Span>,
}

/// The styles of all kinds, worked out once for each distinct configuration.
#[derive(Debug)]
pub struct Styles {
    of: Vec<Style>,
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

impl Styles {
    #[must_use]
    pub fn new(settings: &LayoutSettings, dialect: Dialect) -> Self {
        let mut of = vec![Style::default(); SyntaxKind::ALL.len()];
        // The parameters of a procedure stand as those of a function, but where the dialect writes them apart.
        let apart = matches!(dialect, Dialect::Bigquery | Dialect::Tsql);
        let parameters = if apart { Spacing::Any } else { Spacing::TouchInline };
        of[SyntaxKind::ProcedureParameterList as usize].before = Some(parameters);
        for unread in UNREAD {
            (of[*unread as usize].before, of[*unread as usize].after) = (Some(Spacing::Any), Some(Spacing::Any));
        }
        // A class first, then the kind itself: what is said of a kind overrides what is said of its class.
        for exact in [false, true] {
            for (name, layout) in settings.types() {
                for &kind in SyntaxKind::ALL {
                    if (kind.name() == name) == exact && goes_by(kind, name) {
                        overlay(&mut of[kind as usize], layout);
                    }
                }
            }
        }
        for &kind in SyntaxKind::ALL {
            of[kind as usize].spans = indent_table::spans(kind).filter(|span| span.counts(&settings.indent, dialect)).copied().collect();
        }
        Self { of }
    }

    #[must_use]
    pub fn of(&self, kind: SyntaxKind) -> &Style {
        &self.of[kind as usize]
    }
}

fn overlay(style: &mut Style, layout: &TypeLayout) {
    let said = |spacing: &Spacing| (*spacing != Spacing::Single).then(|| spacing.clone());
    style.before = said(&layout.spacing_before).or(style.before.take());
    style.after = said(&layout.spacing_after).or(style.after.take());
    style.within = layout.spacing_within.clone().or(style.within.take());
    style.line_position = layout.line_position.or(style.line_position);
    style.keyword_position = layout.keyword_line_position.or(style.keyword_position);
    style.keyword_exclusions.clone_from(&layout.keyword_line_position_exclusions);
}
