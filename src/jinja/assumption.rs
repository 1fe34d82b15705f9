//! What a variant takes for true because a branch was chosen: that an expression has one of some values.
//!
//! Knows no names: what it means that `target.type` has a value is for whoever made the context.

use super::ast::{Comparison, Expression, ExpressionKind};
use super::value::as_text;

/// An expression of a test, and the texts of which it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// As it is written, without blanks.
    pub subject: String,
    pub values: Vec<String>,
}

impl Assumption {
    /// That an expression has this value.
    #[must_use]
    pub fn new(subject: &str, value: &str) -> Self {
        Self { subject: subject.to_owned(), values: vec![value.to_owned()] }
    }

    /// Whether both cannot hold at once.
    #[must_use]
    pub fn contradicts(&self, other: &Self) -> bool {
        self.subject == other.subject && !self.values.iter().any(|value| other.values.contains(value))
    }
}

/// Whether some of these cannot hold together with some of those.
pub(super) fn contradict(some: &[Assumption], others: &[Assumption]) -> bool {
    some.iter().any(|one| others.iter().any(|other| one.contradicts(other)))
}

/// Adds what a test says if it is true: `a == 'x'`, `a in ('x', 'y')`, and what `and` joins.
pub(super) fn assume(text: &str, test: &Expression, found: &mut Vec<Assumption>) {
    match &test.kind {
        ExpressionKind::And(parts) => {
            for part in parts {
                assume(text, part, found);
            }
        }
        ExpressionKind::Compare(left, rest) => {
            let [(comparison, right)] = rest.as_slice() else { return };
            let (subject, values) = match (comparison, literals(left), literals(right)) {
                (Comparison::Equal | Comparison::In, None, Some(values)) => (&**left, values),
                (Comparison::Equal, Some(values), None) => (right, values),
                _ => return,
            };
            let subject: String = text.get(subject.range.span()).unwrap_or_default().split_whitespace().collect();
            let assumption = Assumption { subject, values };
            if !found.contains(&assumption) {
                found.push(assumption);
            }
        }
        _ => {}
    }
}

/// The text of a literal, or the texts of a list of them.
fn literals(expression: &Expression) -> Option<Vec<String>> {
    match &expression.kind {
        ExpressionKind::Literal(value) => Some(vec![as_text(value)?.to_owned()]),
        ExpressionKind::List(items) | ExpressionKind::Tuple(items) => {
            Some(items.iter().map(literals).collect::<Option<Vec<_>>>()?.into_iter().flatten().collect())
        }
        _ => None,
    }
}
