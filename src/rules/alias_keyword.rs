//! What AL01 and AL02 share: whether an alias says AS.

use super::{Cx, Sink};
use crate::config::rule_options::Aliasing;
use crate::jinja::RenderedEdit;
use crate::semantic::identifiers;
use crate::syntax::{NodeId, SyntaxKind};
use crate::text::TextRange;

pub fn check(cx: &Cx<'_>, node: NodeId, want: Aliasing, what: &str, out: &mut Sink<'_>) {
    let tree = cx.tree;
    let operator = tree.child(node, SyntaxKind::AliasOperator);
    if operator.is_some() != (want == Aliasing::Implicit) {
        return;
    }
    let Some(name) = identifiers(tree, node).next() else { return };
    let text = tree.token_text(name);
    match (operator, want) {
        (None, Aliasing::Explicit | Aliasing::Consistent) => {
            let at = tree.range(node).start();
            // `[name]` and the like may touch what they name.
            let touches = tree
                .first_token(node)
                .and_then(|first| tree.previous_token(first))
                .is_some_and(|before| !tree.token_kind(before).is_trivia());
            out.report(tree.range(node), format!("The {what} alias `{text}` is not introduced by AS"))
                .safe_fix("Write AS", vec![RenderedEdit::insert(at, if touches { " AS " } else { "AS " })]);
        }
        (Some(operator), Aliasing::Implicit) if tree.children(operator).next().is_none() && is_word(cx, operator) => {
            let range = TextRange::new(tree.range(operator).start(), tree.token_range(name).start());
            out.report(tree.range(operator), format!("The {what} alias `{text}` is introduced by AS"))
                .safe_fix("Remove AS", vec![RenderedEdit::delete(range)]);
        }
        _ => {}
    }
}

/// `AS`, not the `=` of T-SQL.
fn is_word(cx: &Cx<'_>, operator: NodeId) -> bool {
    cx.tree.first_token(operator).is_some_and(|token| cx.tree.token_kind(token) == SyntaxKind::Keyword)
}
