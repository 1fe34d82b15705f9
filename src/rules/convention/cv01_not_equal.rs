use crate::config::rule_options::NotEqualStyle;
use crate::diagnostic::{Applicability, Level, RuleName};
use crate::jinja::RenderedEdit;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::syntax::{NodeId, SyntaxKind, Tree};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "CV01", name: "convention.not_equal" },
    aliases: &["L061"],
    groups: &["convention"],
    docs: include_str!("../../../rules/CV01.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Spelling),
    check: Check::Nodes(&[SyntaxKind::ComparisonOperator], check),
};

fn check(cx: &Cx<'_>, nodes: &[NodeId], out: &mut Sink<'_>) {
    let tree = cx.tree;
    let mut want = match cx.settings.rules.cv01.preferred_not_equal_style {
        NotEqualStyle::Consistent => None,
        NotEqualStyle::CStyle => Some("!="),
        NotEqualStyle::Ansi => Some("<>"),
    };
    for &node in nodes {
        let Some(halves) = halves(tree, node) else { continue };
        let have = if tree.text()[halves[0].span()] == *"<" { "<>" } else { "!=" };
        let wanted = *want.get_or_insert(have);
        if wanted != have {
            let edits = halves.iter().zip([&wanted[..1], &wanted[1..]]).map(|(&range, half)| RenderedEdit::replace(range, half)).collect();
            out.report(tree.range(node), format!("`{have}` is spelled `{wanted}` elsewhere")).safe_fix(format!("Write `{wanted}`"), edits);
        }
    }
}

/// The places of `<` and `>`, or of `!` and `=`; in T-SQL white space and comments may stand between.
fn halves(tree: &Tree, operator: NodeId) -> Option<[TextRange; 2]> {
    let mut tokens = tree.solid_tokens(operator);
    let first = tokens.next()?;
    let range = tree.token_range(first);
    match (tree.token_text(first), tokens.next().map(|second| (tree.token_text(second), tree.token_range(second))), tokens.next()) {
        ("<", Some((">", second)), None) | ("!", Some(("=", second)), None) => Some([range, second]),
        ("<>" | "!=", None, None) => Some([TextRange::at(range.start(), 1), TextRange::at(range.start() + 1, 1)]),
        _ => None,
    }
}
