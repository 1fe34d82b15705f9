//! What the gaps lie between, in source order, and what the trees say of each element.

use crate::config::{LayoutSettings, RuleOptions};
use crate::syntax::{NodeId, SyntaxKind, TokenId, Tree};
use crate::text::TextRange;

use super::indent_marks::Mark;
use super::styles::Styles;

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
    /// Indents and dedents that take effect right before and right after it.
    pub marks_before: Vec<Mark>,
    pub marks_after: Vec<Mark>,
}

impl Element {
    #[must_use]
    pub fn is_comment(&self) -> bool {
        self.role == Role::Comment
    }

    #[must_use]
    pub fn is_code(&self) -> bool {
        self.role == Role::Code
    }

    #[must_use]
    pub fn is_tag(&self) -> bool {
        matches!(self.role, Role::Tag(_))
    }

    #[must_use]
    pub fn is_end(&self) -> bool {
        self.role == Role::End
    }

    /// Whether it is a separator that hugs what stands before it.
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
    /// Element by token; `usize::MAX` where a token is none.
    pub by_token: Vec<usize>,
    /// `raw` blocks: kept to the letter.
    pub raw: Vec<TextRange>,
}

impl Facts<'_> {
    /// The source text of an element.
    #[must_use]
    pub fn text(&self, element: usize) -> &str {
        &self.source[self.elements[element].source.span()]
    }

    /// The source range of the gap before an element.
    #[must_use]
    pub fn gap_range(&self, element: usize) -> TextRange {
        let start = element.checked_sub(1).map_or(0, |before| self.elements[before].source.end());
        let end = self.elements[element].source.start();
        TextRange::new(start.min(end), end)
    }

    /// The element of a token.
    #[must_use]
    pub fn element_of(&self, token: TokenId) -> Option<usize> {
        self.by_token.get(token.0 as usize).copied().filter(|&element| element != usize::MAX)
    }

    /// The deepest node that holds both tokens.
    #[must_use]
    pub fn common_node(&self, left: TokenId, right: TokenId) -> NodeId {
        let mut node = self.tree.token_parent(left);
        loop {
            let holds = self.tree.last_token(node).is_some_and(|last| last >= right);
            match self.tree.parent(node) {
                Some(parent) if !holds => node = parent,
                _ => return node,
            }
        }
    }

    /// The nearest node of a kind around a token.
    #[must_use]
    pub fn ancestor(&self, token: TokenId, kind: SyntaxKind) -> Option<NodeId> {
        let parent = self.tree.token_parent(token);
        std::iter::once(parent).chain(self.tree.ancestors(parent)).find(|&node| self.tree.kind(node) == kind)
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
