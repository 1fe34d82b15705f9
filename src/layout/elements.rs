//! What the gaps lie between, in source order, and what the trees say of each element.

use std::cell::OnceCell;

use crate::config::{LayoutSettings, RuleOptions};
use crate::syntax::{NodeId, SyntaxKind, TokenId, Tree};
use crate::text::TextRange;

use super::build::{self, Built, NONE, Sources};
use super::indent::AllSteps;
use super::operators::Targets;
use super::select::Clause;
use super::sides::Sides;
use super::sought::Sought;
use super::spacing::{self, Wish};
use super::styles::Styles;
use super::width::Binding;

/// What an element is to layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Code,
    Comment,
    /// A Jinja tag, comment or skipped block: nothing of it reaches the SQL.
    Tag(TagRole),
    End,
}

/// How a tag changes the indentation of what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagRole {
    Open,
    Middle,
    Close,
    /// Neither: a `set`, a comment.
    Plain,
    /// Text that this rendering left out.
    Skipped,
}

/// One element.
#[derive(Clone, Debug)]
pub struct Element {
    pub kind: SyntaxKind,
    pub role: Role,
    /// Its token in the SQL tree.
    pub token: Option<TokenId>,
    /// The last token that it printed: its own, but for a tag that printed several.
    pub last: Option<TokenId>,
    pub source: TextRange,
    /// Whether its text is the source's, byte for byte.
    pub literal: bool,
    /// Number of the block that a tag opens, continues or closes.
    pub block: u32,
    /// Characters of its first line.
    pub width: u32,
    /// Whether it has several lines.
    pub tall: bool,
}

impl Element {
    /// One that no token stands for, with its text as it is.
    #[must_use]
    pub fn new(kind: SyntaxKind, role: Role, source: TextRange) -> Self {
        Self { kind, role, token: None, last: None, source, literal: true, block: 0, width: 0, tall: false }
    }

    #[inline]
    #[must_use]
    pub fn is_comment(&self) -> bool {
        self.role == Role::Comment
    }

    #[inline]
    #[must_use]
    pub fn is_code(&self) -> bool {
        self.role == Role::Code
    }

    #[inline]
    #[must_use]
    pub fn is_tag(&self) -> bool {
        matches!(self.role, Role::Tag(_))
    }

    #[inline]
    #[must_use]
    pub fn is_end(&self) -> bool {
        self.role == Role::End
    }

    /// Whether it is a separator that hugs what stands before it.
    #[inline]
    #[must_use]
    pub fn is_separator(&self) -> bool {
        matches!(self.kind, SyntaxKind::Comma | SyntaxKind::StatementTerminator)
    }
}

/// What the layout of a file depends on.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    pub layout: &'a LayoutSettings,
    pub rules: &'a RuleOptions,
    pub styles: &'a Styles,
}

/// The unchanging part of the plan.
pub struct Facts<'a> {
    pub tree: &'a Tree,
    pub source: &'a str,
    pub settings: Options<'a>,
    pub styles: &'a Styles,
    pub elements: Vec<Element>,
    /// Element by token; [`NONE`] where a token is none.
    by_token: Vec<u32>,
    /// What the tree says of each element.
    pub sides: Vec<Sides>,
    pub steps: AllSteps,
    pub sought: Sought,
    /// What is asked of that gap; nothing that counts before the first.
    pub wishes: Vec<Wish>,
    pub targets: Targets,
    pub selects: Vec<Clause>,
    /// How tightly the elements bind, once a line is too long.
    pub binding: OnceCell<Vec<Binding>>,
    /// The indentation of many levels.
    pub blanks: OnceCell<String>,
    /// Whether there is nothing of a template.
    pub plain: bool,
    pub has_comments: bool,
    /// `raw` blocks: kept to the letter.
    pub raw: Vec<TextRange>,
    /// Tokens that nothing was made of: kept to the letter too. First and last, rising.
    unparsable: Vec<(TokenId, TokenId)>,
}

impl<'a> Facts<'a> {
    #[must_use]
    pub fn new(sources: &Sources<'a>, settings: Options<'a>) -> Self {
        let Built { elements, by_token, sides, steps, sought, plain, has_comments } =
            build::elements(sources, settings.styles, settings.layout.indent.template_blocks_indent);
        let template = sources.template;
        let raw = template.nodes().filter(|&node| template.kind(node) == SyntaxKind::JinjaRaw).map(|node| template.range(node)).collect();
        let tree = sources.tree;
        let mut unparsable: Vec<(TokenId, TokenId)> = Vec::new();
        for (first, last) in sought.unparsable.iter().filter_map(|&node| tree.first_token(node).zip(tree.last_token(node))) {
            // Those inside others say nothing new.
            if unparsable.last().is_none_or(|&(_, before)| before < last) {
                unparsable.push((first, last));
            }
        }
        let mut facts = Self {
            tree,
            source: sources.source,
            settings,
            styles: settings.styles,
            elements,
            by_token,
            sides,
            steps,
            sought,
            wishes: Vec::new(),
            targets: Targets::default(),
            selects: Vec::new(),
            binding: OnceCell::new(),
            blanks: OnceCell::new(),
            plain,
            has_comments,
            raw,
            unparsable,
        };
        facts.wishes = (0..facts.elements.len()).map(|right| spacing::wish_between(&facts, right.saturating_sub(1), right)).collect();
        facts.targets = Targets::find(&facts);
        facts.selects = facts.sought.selects.iter().filter_map(|&node| Clause::find(&facts, node)).collect();
        facts
    }

    /// The source text of an element.
    #[must_use]
    pub fn text(&self, element: usize) -> &str {
        &self.source[self.elements[element].source.span()]
    }

    /// The source range of the gap before an element.
    #[inline]
    #[must_use]
    pub fn gap_range(&self, element: usize) -> TextRange {
        let start = element.checked_sub(1).map_or(0, |before| self.elements[before].source.end());
        let end = self.elements[element].source.start();
        TextRange::new(start.min(end), end)
    }

    /// The element of a token.
    #[inline]
    #[must_use]
    pub fn element_of(&self, token: TokenId) -> Option<usize> {
        self.by_token.get(token.0 as usize).copied().filter(|&element| element != NONE).map(|element| element as usize)
    }

    /// The deepest node that holds a token.
    #[must_use]
    pub fn parent_of(&self, token: TokenId) -> NodeId {
        let known = self.element_of(token).filter(|&element| self.elements[element].token == Some(token));
        known.map_or_else(|| self.tree.token_parent(token), |element| self.sides[element].parent)
    }

    /// The deepest node that holds both tokens.
    #[must_use]
    pub fn common_node(&self, left: TokenId, right: TokenId) -> NodeId {
        let mut node = self.parent_of(left);
        loop {
            let holds = self.tree.last_token(node).is_some_and(|last| last >= right);
            match self.tree.parent(node) {
                Some(parent) if !holds => node = parent,
                _ => return node,
            }
        }
    }

    /// The first and last element of a node.
    #[must_use]
    pub fn ends(&self, node: NodeId) -> Option<(usize, usize)> {
        Some((self.element_of(self.tree.first_token(node)?)?, self.element_of(self.tree.last_token(node)?)?))
    }

    /// Whether there is SQL that nothing could be made of.
    #[must_use]
    pub const fn has_unparsable(&self) -> bool {
        !self.unparsable.is_empty()
    }

    /// Whether a token stands where nothing could be made of the SQL.
    #[must_use]
    pub fn is_unparsable(&self, token: TokenId) -> bool {
        let begun = self.unparsable.partition_point(|&(first, _)| first <= token);
        begun > 0 && token <= self.unparsable[begun - 1].1
    }

    /// How a finding names an element.
    #[must_use]
    pub fn name(&self, element: usize) -> String {
        let found = &self.elements[element];
        if found.is_end() {
            return "the end of the file".to_owned();
        }
        let text = self.text(element);
        let first = text.lines().next().unwrap_or_default();
        if first.chars().count() > 30 || first.len() < text.len() {
            let head: String = first.chars().take(27).collect();
            return format!("`{head}...`");
        }
        format!("`{first}`")
    }
}
