//! Lays SQL tokens, comments and Jinja tags out in source order.
//!
//! What a template prints several times is represented by its first copy; what it did not print is one element that
//! nothing beside it may change.

use crate::jinja::{Segment, SegmentKind, SourceMap};
use crate::syntax::{NodeId, SyntaxKind, TokenId, Tree};
use crate::text::{FileId, TextRange};

use super::elements::{Element, Role, TagRole};
use super::indent::AllSteps;
use super::indent_marks::{Mark, Marks};
use super::indent_table::{is_end_bracket, is_start_bracket};
use super::nest::{self, Placed};
use super::sides::{self, Sides};
use super::sought::Sought;
use super::styles::Styles;

/// What a file is made of.
pub struct Sources<'s> {
    pub file: FileId,
    pub source: &'s str,
    pub template: &'s Tree,
    pub tree: &'s Tree,
    pub map: &'s SourceMap,
}

/// The elements of a file.
pub struct Built {
    pub elements: Vec<Element>,
    /// Element by token; [`NONE`] where a token is none.
    pub by_token: Vec<u32>,
    pub sides: Vec<Sides>,
    pub steps: AllSteps,
    /// Whether there is nothing of a template.
    pub plain: bool,
    pub has_comments: bool,
    /// Nodes that rules look for.
    pub sought: Sought,
}

/// No element.
pub const NONE: u32 = u32::MAX;

/// Lays the elements out. Where `blocks` is set, the tags of blocks have steps of their own.
pub fn elements(sources: &Sources<'_>, styles: &Styles, blocks: bool) -> Built {
    let tokens = sources.tree.token_count();
    let mut built = Builder {
        sources,
        elements: Vec::with_capacity(tokens / 2 + 2),
        by_token: vec![NONE; tokens],
        copies: Vec::new(),
        brackets: Vec::new(),
        has_comments: false,
        last_tag: None,
    };
    let plain = is_plain(sources.map);
    let is_ascii = sources.source.is_ascii();
    built.tokens();
    if !plain {
        built.tags();
        built.sort();
    }
    // Without a template, what is between the elements is what the lexer takes for white space: in ASCII, that is certain.
    if !plain || !is_ascii {
        built.skipped();
    }
    built.end();
    built.measure(is_ascii);
    let sides = sides::find(sources.tree, styles, &built.elements, &built.by_token);
    let mut marks = Marks::new(sources.tree);
    let sought = Sought::find(sources.tree, styles, &mut marks);
    let brackets = built.brackets.iter().map(|&token| (token, built.parent_of(token, &sides)));
    marks.add_brackets(brackets, &sought.unparsable);
    let steps = if plain {
        nest::follow(built.elements.len(), &built.by_token, &marks)
    } else {
        nest::nest(&built.elements, built.place_marks(marks), blocks)
    };
    Built { elements: built.elements, by_token: built.by_token, sides, steps, sought, plain, has_comments: built.has_comments }
}

/// Whether the text is no template.
fn is_plain(map: &SourceMap) -> bool {
    matches!(map.segments(), [] | [Segment { kind: SegmentKind::Raw, .. }])
}

struct Builder<'b> {
    sources: &'b Sources<'b>,
    elements: Vec<Element>,
    by_token: Vec<u32>,
    /// Tokens that a later copy of an element printed.
    copies: Vec<TokenId>,
    brackets: Vec<TokenId>,
    has_comments: bool,
    /// What printed last, and the tag around it.
    last_tag: Option<(TextRange, TextRange)>,
}

impl Builder<'_> {
    fn tokens(&mut self) {
        let tree = self.sources.tree;
        let segments = self.sources.map.segments();
        let mut from = 0;
        for token in tree.all_tokens() {
            let (kind, range) = (tree.token_kind(token), tree.token_range(token));
            if matches!(kind, SyntaxKind::Whitespace | SyntaxKind::Newline | SyntaxKind::EndOfFile) || range.is_empty() {
                continue;
            }
            if is_start_bracket(kind) || is_end_bracket(kind) {
                self.brackets.push(token);
            }
            while segments.get(from).is_some_and(|segment| segment.out.end() <= range.start()) {
                from += 1;
            }
            let Some((source, literal)) = self.origin(&segments[from..], range) else { continue };
            let role = if kind.is_comment() { Role::Comment } else { Role::Code };
            self.has_comments |= role == Role::Comment;
            self.by_token[token.0 as usize] = number(self.elements.len());
            self.elements.push(Element { token: Some(token), last: Some(token), literal, ..Element::new(kind, role, source) });
        }
    }

    /// The deepest node that holds a token.
    fn parent_of(&self, token: TokenId, sides: &[Sides]) -> NodeId {
        let element = self.by_token[token.0 as usize] as usize;
        let known = self.elements.get(element).is_some_and(|element| element.token == Some(token));
        if known { sides[element].parent } else { self.sources.tree.token_parent(token) }
    }

    /// Where a stretch of rendered text stands in this file.
    fn origin(&mut self, segments: &[Segment], out: TextRange) -> Option<(TextRange, bool)> {
        let mut found: Option<(TextRange, bool)> = None;
        let printing = segments.iter().take_while(|segment| segment.out.start() < out.end()).filter(|segment| !segment.out.is_empty());
        for segment in printing {
            let (range, literal) = self.top_level(segment, out)?;
            found = Some(match found {
                None => (range, literal && segment.out.contains(out)),
                Some((before, _)) => (before.cover(range), false),
            });
        }
        found
    }

    /// The source of a segment in this file: its own, or that of the call that led to it.
    fn top_level(&mut self, segment: &Segment, out: TextRange) -> Option<(TextRange, bool)> {
        if segment.frame == 0 && segment.file == self.sources.file {
            if segment.kind != SegmentKind::Raw {
                return Some((self.whole_tag(segment.source), false));
            }
            let start = out.start().clamp(segment.out.start(), segment.out.end()) - segment.out.start();
            let end = out.end().clamp(segment.out.start(), segment.out.end()) - segment.out.start();
            return Some((TextRange::new(segment.source.start() + start, segment.source.start() + end), true));
        }
        let mut frame = self.sources.map.frames().get(segment.frame as usize)?;
        for _ in 0..self.sources.map.frames().len() {
            if frame.parent == 0 {
                break;
            }
            frame = self.sources.map.frames().get(frame.parent as usize)?;
        }
        let (file, call) = frame.call?;
        (file == self.sources.file).then(|| (self.whole_tag(call), false))
    }

    /// The tag around a range.
    fn whole_tag(&mut self, range: TextRange) -> TextRange {
        if let Some((known, tag)) = self.last_tag
            && known == range
        {
            return tag;
        }
        let tag = self.find_tag(range);
        self.last_tag = Some((range, tag));
        tag
    }

    fn find_tag(&self, range: TextRange) -> TextRange {
        let template = self.sources.template;
        let Some(token) = template.token_at(range.start()) else { return range };
        let parent = template.token_parent(token);
        std::iter::once(parent)
            .chain(template.ancestors(parent))
            .find(|&node| matches!(template.kind(node), SyntaxKind::JinjaOutput | SyntaxKind::JinjaTag))
            .map_or(range, |node| template.range(node).cover(range))
    }

    fn tags(&mut self) {
        let template = self.sources.template;
        let mut block = 0;
        let mut roles = vec![(TagRole::Plain, 0); template.node_count()];
        for node in template.nodes() {
            if !is_block(template.kind(node)) {
                continue;
            }
            block += 1;
            let own: Vec<NodeId> = template
                .children_of(node, SyntaxKind::JinjaTag)
                .enumerate()
                .filter(|&(at, tag)| at == 0 || parts_block(template, tag))
                .map(|(_, tag)| tag)
                .collect();
            let closed = own.len() > 1;
            for (at, tag) in own.iter().enumerate() {
                let role = match at {
                    0 if closed => TagRole::Open,
                    0 => TagRole::Plain,
                    _ if at + 1 == own.len() => TagRole::Close,
                    _ => TagRole::Middle,
                };
                roles[tag.0 as usize] = (role, block);
            }
        }
        for node in template.nodes() {
            let kind = template.kind(node);
            if matches!(kind, SyntaxKind::JinjaTag | SyntaxKind::JinjaOutput) {
                let (role, block) = roles[node.0 as usize];
                self.push_tag(kind, role, block, template.range(node));
            }
        }
        for token in template.all_tokens().filter(|&token| template.token_kind(token) == SyntaxKind::JinjaComment) {
            self.push_tag(SyntaxKind::JinjaComment, TagRole::Plain, 0, template.token_range(token));
        }
    }

    fn push_tag(&mut self, kind: SyntaxKind, role: TagRole, block: u32, source: TextRange) {
        self.elements.push(Element { block, ..Element::new(kind, Role::Tag(role), source) });
    }

    /// Sorts by source and keeps one element for each stretch of it.
    fn sort(&mut self) {
        let mut elements = std::mem::take(&mut self.elements);
        elements.sort_by_key(|element| (element.source.start(), element.token.is_none(), element.token));
        let mut last_token: Option<TokenId> = None;
        for element in elements {
            if let Some(last) = self.elements.last_mut()
                && element.source.start() < last.source.end()
            {
                let index = self.elements.len() - 1;
                let last = &mut self.elements[index];
                if let Some(token) = element.token {
                    // More of what one tag printed, or a further copy of what stands here.
                    let copy = last.literal
                        || last.source != element.source
                        || last_token.is_some_and(|before| !follows(self.sources.tree, before, token));
                    last.source = if last.literal { last.source } else { last.source.cover(element.source) };
                    last.literal &= element.literal;
                    self.by_token[token.0 as usize] = number(index);
                    if copy {
                        self.copies.push(token);
                    } else {
                        self.elements[index].last = Some(token);
                        last_token = Some(token);
                    }
                }
                continue;
            }
            if let Some(token) = element.token {
                self.by_token[token.0 as usize] = number(self.elements.len());
                last_token = Some(token);
            }
            self.elements.push(element);
        }
        self.copies.sort_unstable();
    }

    /// Makes elements of the text that this rendering left out.
    fn skipped(&mut self) {
        let mut left_out = self.left_out();
        if left_out.is_empty() {
            return;
        }
        let mut out: Vec<Element> = Vec::with_capacity(self.elements.len() + left_out.len());
        let mut places = Vec::with_capacity(self.elements.len());
        let mut next = left_out.drain(..).peekable();
        for (at, element) in std::mem::take(&mut self.elements).into_iter().enumerate() {
            out.extend(next.next_if(|(before, _)| *before == at).map(|(_, range)| skipped_element(range)));
            places.push(number(out.len()));
            out.push(element);
        }
        out.extend(next.map(|(_, range)| skipped_element(range)));
        for place in self.by_token.iter_mut().filter(|place| **place != NONE) {
            *place = places[*place as usize];
        }
        self.elements = out;
    }

    /// The text between elements, each with the element that it stands before.
    fn left_out(&self) -> Vec<(usize, TextRange)> {
        let source = self.sources.source;
        let mut found = Vec::new();
        let mut done = 0;
        for (at, element) in self.elements.iter().enumerate() {
            found.extend(solid_part(source, done, element.source.start()).map(|range| (at, range)));
            done = element.source.end().max(done);
        }
        found.extend(solid_part(source, done, number(source.len())).map(|range| (self.elements.len(), range)));
        found
    }

    fn end(&mut self) {
        let length = number(self.sources.source.len());
        self.elements.push(Element::new(SyntaxKind::EndOfFile, Role::End, TextRange::empty(length)));
    }

    /// How wide and how tall they are.
    fn measure(&mut self, is_ascii: bool) {
        for element in &mut self.elements {
            if element.literal && is_ascii && is_word(element.kind) {
                element.width = element.source.len();
                continue;
            }
            let text = &self.sources.source.as_bytes()[element.source.span()];
            let first = text.iter().take_while(|&&byte| byte != b'\n');
            let (bytes, characters) = first.fold((0, 0), |(bytes, characters), &byte| {
                // Bytes that go on with a character are none of their own.
                (bytes + 1, characters + u32::from(byte & 0xc0 != 0x80))
            });
            element.tall = bytes < text.len();
            element.width = characters;
        }
    }

    /// Pairs of marks as places of elements; those that only a later copy opens are left out.
    fn place_marks(&self, marks: Marks<'_>) -> Vec<(usize, Placed)> {
        let mut open: Vec<Option<u32>> = Vec::new();
        let mut placed = Vec::new();
        let mut pairs = 0;
        for (token, mark) in marks.sorted() {
            let element = self.by_token[token.0 as usize];
            let copy = element == NONE || self.copies.binary_search(&token).is_ok();
            let at = element as usize;
            if mark == Mark::Out {
                if let Some(Some(pair)) = open.pop()
                    && element != NONE
                {
                    placed.push((at, Placed { pair, mark, copy }));
                }
            } else if copy {
                open.push(None);
            } else {
                pairs += 1;
                open.push(Some(pairs));
                placed.push((at, Placed { pair: pairs, mark, copy }));
            }
        }
        placed.sort_by_key(|(element, placed)| (*element, placed.copy));
        placed
    }
}

/// Whether elements of a kind are of one line.
const fn is_word(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::Keyword
            | SyntaxKind::NakedIdentifier
            | SyntaxKind::FunctionNameIdentifier
            | SyntaxKind::NumericLiteral
            | SyntaxKind::Comma
            | SyntaxKind::Dot
            | SyntaxKind::StartBracket
            | SyntaxKind::EndBracket
    )
}

/// A place as a number that takes less room.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(NONE)
}

/// Whether nothing but white space stands between two tokens.
fn follows(tree: &Tree, before: TokenId, token: TokenId) -> bool {
    (before.0 + 1..token.0).all(|between| tree.token_kind(TokenId(between)).is_trivia())
}

/// Whether a tag goes on with the block that it stands in, or ends it: a `set` or a `do` in it does not.
fn parts_block(template: &Tree, tag: NodeId) -> bool {
    let name = template.solid_tokens(tag).nth(1).map_or("", |token| template.token_text(token));
    matches!(name, "else" | "elif") || name.starts_with("end")
}

fn is_block(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::JinjaIf
            | SyntaxKind::JinjaFor
            | SyntaxKind::JinjaMacro
            | SyntaxKind::JinjaCallBlock
            | SyntaxKind::JinjaSetBlock
            | SyntaxKind::JinjaFilterBlock
            | SyntaxKind::JinjaWith
            | SyntaxKind::JinjaRaw
            | SyntaxKind::JinjaDocs
            | SyntaxKind::JinjaSnapshot
            | SyntaxKind::JinjaTest
            | SyntaxKind::JinjaMaterialization
            | SyntaxKind::JinjaOtherBlock
    )
}

/// The range without the white space at its ends, if anything is left.
fn solid_part(source: &str, start: u32, end: u32) -> Option<TextRange> {
    if start >= end {
        return None;
    }
    let text = source.get(start as usize..end as usize)?;
    if text.bytes().all(|byte| matches!(byte, b' ' | b'\n' | b'\t' | b'\r')) {
        return None;
    }
    let inner = text.trim();
    if inner.is_empty() {
        return None;
    }
    let from = start as usize + (text.len() - text.trim_start().len());
    Some(TextRange::from(from..from + inner.len()))
}

fn skipped_element(source: TextRange) -> Element {
    Element { literal: false, ..Element::new(SyntaxKind::JinjaData, Role::Tag(TagRole::Skipped), source) }
}
