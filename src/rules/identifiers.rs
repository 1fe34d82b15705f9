//! What rules on identifiers share: which of them a policy means.

use super::words::names_anew;
use super::{Cx, Word, WordClass};
use crate::config::rule_options::IdentifiersPolicy;
use crate::semantic::previous_solid;
use crate::syntax::{SyntaxKind, TokenId};

/// Whether `policy` is about this identifier.
pub fn policy_covers(cx: &Cx<'_>, word: &Word, policy: IdentifiersPolicy) -> bool {
    match policy {
        IdentifiersPolicy::All => true,
        IdentifiersPolicy::Nothing => false,
        IdentifiersPolicy::Aliases => is_alias(cx, word),
        IdentifiersPolicy::ColumnAliases => is_alias(cx, word) && !is_in_from(cx, word),
        IdentifiersPolicy::TableAliases => is_alias(cx, word) && is_in_from(cx, word),
    }
}

/// The classes of names without quotes that `policy` can be about.
pub const fn classes_covered(policy: IdentifiersPolicy) -> WordClass {
    match policy {
        IdentifiersPolicy::All => WordClass::BARE_NAMES,
        IdentifiersPolicy::Nothing => WordClass::empty(),
        IdentifiersPolicy::Aliases | IdentifiersPolicy::ColumnAliases | IdentifiersPolicy::TableAliases => WordClass::ALIAS,
    }
}

/// Whether the identifier is the name of a character set: `character set ascii`.
pub fn names_character_set(cx: &Cx<'_>, token: TokenId) -> bool {
    let tree = cx.tree;
    let mut before =
        std::iter::successors(previous_solid(tree, token), |&at| previous_solid(tree, at)).filter(|&at| tree.token_text(at) != "=");
    let (Some(last), words) = (before.next(), before.next()) else { return false };
    tree.token_is(last, "charset")
        || (tree.token_is(last, "set") && words.is_some_and(|word| ["character", "char"].iter().any(|text| tree.token_is(word, text))))
}

/// Whether the identifier gives something its name: an alias, a column that is defined.
fn is_alias(cx: &Cx<'_>, word: &Word) -> bool {
    names_anew(cx.tree.kind(word.parent))
}

fn is_in_from(cx: &Cx<'_>, Word { parent, .. }: &Word) -> bool {
    let parent = *parent;
    cx.tree.parent(parent).is_some_and(|above| cx.tree.kind(above) != SyntaxKind::SelectClauseElement)
        && cx.tree.ancestors(parent).any(|above| cx.tree.kind(above) == SyntaxKind::FromClause)
}
