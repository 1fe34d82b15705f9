use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::diagnostic::{Applicability, Level, RuleName};
use crate::jinja::RenderedEdit;
use crate::rules::edits;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{AnyCase, Query, previous_solid, space_before, tokens_equal, unquote};
use crate::syntax::{NodeId, SyntaxKind, TokenId, Tree};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "AL08", name: "aliasing.unique.column" },
    aliases: &[],
    groups: &["core", "aliasing"],
    docs: include_str!("../../../rules/AL08.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Unsafe, Change::Structure),
    check: Check::Query(check),
};

fn check(cx: &Cx<'_>, query: &Query, out: &mut Sink<'_>) {
    let tree = cx.tree;
    if query.targets.len() < 2 || (cx.is_all_known() && !may_repeat(tree, query)) {
        return;
    }
    let mut seen: FxHashMap<AnyCase<'_>, (TokenId, NodeId)> = FxHashMap::with_capacity_and_hasher(query.targets.len(), FxBuildHasher);
    for target in &query.targets {
        // What stands for an unknown name is the same word for each.
        let Some(name) = target.output_name(tree).filter(|&name| cx.is_known(&RULE, tree.token_range(name))) else { continue };
        let text = unquote(tree.token_text(name));
        let (first, given) = *seen.entry(AnyCase::of(text)).or_insert((name, target.node));
        if first != name {
            let report = out
                .report(tree.token_range(name), format!("The column name `{text}` is given twice"))
                .related(tree.token_range(first), "given here first");
            if let Some(edit) = removal(tree, target.node).filter(|_| tokens_equal(tree, target.node, given)) {
                report.unsafe_fix("Remove it", vec![edit]);
            }
        }
    }
}

/// Whether a name may be given twice: no where every name has a place of its own in a small table.
fn may_repeat(tree: &Tree, query: &Query) -> bool {
    let mut places = [0_u64; 64];
    query.targets.iter().filter_map(|target| target.output_name(tree)).any(|name| {
        let place = AnyCase::of(unquote(tree.token_text(name))).code() >> (64 - 12);
        let (word, bit) = (&mut places[(place / 64) as usize], 1 << (place % 64));
        let taken = *word & bit != 0;
        *word |= bit;
        taken
    })
}

/// The same item a second time, with the comma before it.
fn removal(tree: &Tree, item: NodeId) -> Option<RenderedEdit> {
    let comma = previous_solid(tree, tree.first_token(item)?).filter(|&comma| tree.token_kind(comma) == SyntaxKind::Comma)?;
    let range = TextRange::new(space_before(tree, comma), tree.range(item).end());
    (!edits::holds_comment(tree, range)).then(|| RenderedEdit::delete(range))
}
