use crate::config::rule_options::CastStyle;
use crate::diagnostic::{Applicability, Level, RuleName};
use crate::dialect::Dialect;
use crate::jinja::RenderedEdit;
use crate::rules::edits;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink};
use crate::semantic::{arguments, function_name, keyword};
use crate::syntax::{Element, NodeId, SyntaxKind, TokenId, Tree};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "CV11", name: "convention.casting_style" },
    aliases: &["L067"],
    groups: &["convention"],
    docs: include_str!("../../../rules/CV11.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Sometimes(Applicability::Safe, Change::Structure),
    check: Check::Nodes(&[SyntaxKind::CastExpression, SyntaxKind::Function], check),
};

/// Where `::` is not known.
const WITHOUT_SHORTHAND: &[Dialect] = &[Dialect::Athena, Dialect::Teradata, Dialect::Trino];

fn check(cx: &Cx<'_>, nodes: &[NodeId], out: &mut Sink<'_>) {
    if WITHOUT_SHORTHAND.contains(&cx.dialect.id) {
        return;
    }
    let mut want = cx.settings.rules.cv11.preferred_type_casting_style;
    let tree = cx.tree;
    for &node in nodes {
        // Of a cast in the wanted style, there is nothing more to know.
        let Some(cast) = style(tree, node).filter(|&style| style != want).and_then(|style| Cast::read(tree, node, style)) else { continue };
        // MySQL's convert takes its arguments the other way round, and does more.
        if cast.style == CastStyle::Convert && cx.dialect.id == Dialect::Mysql {
            continue;
        }
        if want == CastStyle::Consistent {
            want = cast.style;
        }
        if cast.style == want {
            continue;
        }
        let range = tree.range(node);
        let report = out.report(range, format!("Types are cast by {}, not by {}", name(want), name(cast.style)));
        let mysql = want == CastStyle::Convert && cx.dialect.id == Dialect::Mysql;
        let sayable = !mysql && cast.is_only_a_cast && !edits::has_comment(tree, node);
        if sayable {
            report.safe_fix(format!("Cast by {}", name(want)), vec![RenderedEdit::replace(range, cast.written(tree, want))]);
        }
    }
}

const fn name(style: CastStyle) -> &'static str {
    match style {
        CastStyle::Convert => "`convert`",
        CastStyle::Cast => "`cast`",
        CastStyle::Shorthand | CastStyle::Consistent => "`::`",
    }
}

/// How a node casts, by what it begins with.
fn style(tree: &Tree, node: NodeId) -> Option<CastStyle> {
    if tree.kind(node) == SyntaxKind::CastExpression {
        return Some(CastStyle::Shorthand);
    }
    let name = function_name(tree, node)?;
    let standard = tree.token_is(name, "cast").then_some(CastStyle::Cast);
    standard.or_else(|| tree.token_is(name, "convert").then_some(CastStyle::Convert))
}

/// One way of casting: the operand, and the types it goes through.
struct Cast {
    style: CastStyle,
    operand: TextRange,
    /// Whether the operand can stand before `::` as it is.
    simple: bool,
    types: Vec<TextRange>,
    /// Not a `convert` with a format as its third argument.
    is_only_a_cast: bool,
}

impl Cast {
    fn read(tree: &Tree, node: NodeId, style: CastStyle) -> Option<Self> {
        match style {
            CastStyle::Shorthand => Self::shorthand(tree, node),
            CastStyle::Cast => Self::standard(tree, arguments(tree, node)?),
            CastStyle::Convert => Self::convert(tree, arguments(tree, node)?),
            CastStyle::Consistent => None,
        }
    }

    /// `operand::type::type`
    fn shorthand(tree: &Tree, node: NodeId) -> Option<Self> {
        let mut types = Vec::new();
        let mut operand: Option<TextRange> = None;
        for element in tree.solid_elements(node) {
            match element {
                Element::Node(child) if tree.kind(child) == SyntaxKind::DataType => types.push(tree.range(child)),
                Element::Token(token) if tree.token_kind(token) == SyntaxKind::CastingOperator => {
                    if tree.token_text(token) != "::" {
                        return None;
                    }
                }
                other if types.is_empty() => {
                    let range = range(tree, other);
                    operand = Some(operand.map_or(range, |before| before.cover(range)));
                }
                _ => return None,
            }
        }
        (!types.is_empty()).then_some(Self { style: CastStyle::Shorthand, operand: operand?, simple: true, types, is_only_a_cast: true })
    }

    /// `cast(operand as type)`
    fn standard(tree: &Tree, brackets: NodeId) -> Option<Self> {
        let word = keyword(tree, brackets, "as")?;
        let operand = between(tree, brackets, None, Some(word))?;
        let type_range = between(tree, brackets, Some(word), None)?;
        Some(Self { style: CastStyle::Cast, operand, simple: is_simple(tree, operand), types: vec![type_range], is_only_a_cast: true })
    }

    /// `convert(type, operand)`; with a third argument it does more than cast.
    fn convert(tree: &Tree, brackets: NodeId) -> Option<Self> {
        let mut commas = tree.elements(brackets).filter_map(|element| match element {
            Element::Token(token) if tree.token_kind(token) == SyntaxKind::Comma => Some(token),
            _ => None,
        });
        let comma = commas.next()?;
        let third = commas.next();
        let type_range = between(tree, brackets, None, Some(comma))?;
        let operand = between(tree, brackets, Some(comma), third)?;
        let simple = is_simple(tree, operand);
        Some(Self { style: CastStyle::Convert, operand, simple, types: vec![type_range], is_only_a_cast: third.is_none() })
    }

    fn written(&self, tree: &Tree, style: CastStyle) -> String {
        let text = |range: TextRange| &tree.text()[range.span()];
        let start = match style {
            CastStyle::Shorthand if !self.simple => format!("({})", text(self.operand)),
            _ => text(self.operand).to_owned(),
        };
        self.types.iter().fold(start, |inner, &to| match style {
            CastStyle::Cast => format!("cast({inner} as {})", text(to)),
            CastStyle::Convert => format!("convert({}, {inner})", text(to)),
            CastStyle::Shorthand | CastStyle::Consistent => format!("{inner}::{}", text(to)),
        })
    }
}

fn range(tree: &Tree, element: Element) -> TextRange {
    match element {
        Element::Node(node) => tree.range(node),
        Element::Token(token) => tree.token_range(token),
    }
}

/// What stands in brackets after one of their tokens and before another.
fn between(tree: &Tree, brackets: NodeId, after: Option<TokenId>, before: Option<TokenId>) -> Option<TextRange> {
    let (first, last) = (tree.first_token(brackets)?, tree.last_token(brackets)?);
    let (after, before) = (after.unwrap_or(first), before.unwrap_or(last));
    let mut inside = tree.solid_tokens(brackets).filter(|&token| token > after && token < before);
    let start = inside.next()?;
    let end = inside.next_back().unwrap_or(start);
    Some(tree.token_range(start).cover(tree.token_range(end)))
}

/// A bare column or a literal: one token.
fn is_simple(tree: &Tree, range: TextRange) -> bool {
    let mut at = tree.token_at(range.start());
    while let Some(token) = at.filter(|&token| tree.token_range(token).start() < range.end()) {
        let plain = matches!(
            tree.token_kind(token),
            SyntaxKind::NakedIdentifier
                | SyntaxKind::QuotedIdentifier
                | SyntaxKind::QuotedLiteral
                | SyntaxKind::NumericLiteral
                | SyntaxKind::IntegerLiteral
                | SyntaxKind::NullLiteral
                | SyntaxKind::BooleanLiteral
        );
        if !plain {
            return false;
        }
        at = tree.next_token(token);
    }
    true
}
