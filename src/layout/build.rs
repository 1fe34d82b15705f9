//! Lays SQL tokens, comments and Jinja tags out in source order.
//!
//! What a template prints several times is represented by its first copy; what it did not print is one element that
//! nothing beside it may change.

use crate::jinja::{Segment, SegmentKind, SourceMap};
use crate::syntax::{NodeId, SyntaxKind, TokenId, Tree};
use crate::text::{FileId, TextRange};

use super::elements::{Element, Role, TagRole};
use super::indent_marks::{Mark, Marks};
use super::styles::Styles;

/// What a file is made of.
pub struct Sources<'s> {
    pub file: FileId,
    pub source: &'s str,
    pub template: &'s Tree,
    pub tree: &'s Tree,
    pub map: &'s SourceMap,
}

/// The elements, and the element of each token of the SQL tree.
pub fn elements(sources: &Sources<'_>, styles: &Styles) -> (Vec<Element>, Vec<usize>) {
    let mut built = Builder { sources, elements: Vec::new(), by_token: vec![usize::MAX; sources.tree.token_count()], copies: Vec::new() };
    built.tokens();
    if !is_plain(sources.map) {
        built.tags();
    }
    built.sort();
    built.skipped();
    built.end();
    let placed = built.place_marks(styles);
    nest_marks(&mut built.elements, placed);
    (built.elements, built.by_token)
}

/// Whether the text is no template.
fn is_plain(map: &SourceMap) -> bool {
    matches!(map.segments(), [] | [Segment { kind: SegmentKind::Raw, .. }])
}

struct Builder<'b> {
    sources: &'b Sources<'b>,
    elements: Vec<Element>,
    by_token: Vec<usize>,
    /// Tokens that a later copy of an element printed.
    copies: Vec<TokenId>,
}

impl Builder<'_> {
    fn tokens(&mut self) {
        let tree = self.sources.tree;
        for token in tree.all_tokens() {
            let kind = tree.token_kind(token);
            if matches!(kind, SyntaxKind::Whitespace | SyntaxKind::Newline | SyntaxKind::EndOfFile) || tree.token_range(token).is_empty() {
                continue;
            }
            let Some((source, literal)) = self.origin(tree.token_range(token)) else { continue };
            let role = if kind.is_comment() { Role::Comment } else { Role::Code };
            self.elements.push(Element {
                kind,
                role,
                token: Some(token),
                last: Some(token),
                source,
                literal,
                block: 0,
                marks_before: Vec::new(),
                marks_after: Vec::new(),
            });
        }
    }

    /// Where a stretch of rendered text stands in this file.
    fn origin(&self, out: TextRange) -> Option<(TextRange, bool)> {
        let mut found: Option<(TextRange, bool)> = None;
        for segment in self.sources.map.overlapping(out).iter().filter(|segment| !segment.out.is_empty()) {
            let (range, literal) = self.top_level(segment, out)?;
            found = Some(match found {
                None => (range, literal && segment.out.contains(out)),
                Some((before, _)) => (before.cover(range), false),
            });
        }
        found
    }

    /// The source of a segment in this file: its own, or that of the call that led to it.
    fn top_level(&self, segment: &Segment, out: TextRange) -> Option<(TextRange, bool)> {
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
    fn whole_tag(&self, range: TextRange) -> TextRange {
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
            let own: Vec<NodeId> = template.children_of(node, SyntaxKind::JinjaTag).collect();
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
        self.elements.push(Element {
            kind,
            role: Role::Tag(role),
            token: None,
            last: None,
            source,
            literal: true,
            block,
            marks_before: Vec::new(),
            marks_after: Vec::new(),
        });
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
                    self.by_token[token.0 as usize] = index;
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
                self.by_token[token.0 as usize] = self.elements.len();
                last_token = Some(token);
            }
            self.elements.push(element);
        }
        self.copies.sort_unstable();
    }

    /// Makes elements of the text that this rendering left out.
    fn skipped(&mut self) {
        let source = self.sources.source;
        let mut out: Vec<Element> = Vec::with_capacity(self.elements.len());
        let mut places = Vec::with_capacity(self.elements.len());
        let mut done = 0;
        for element in std::mem::take(&mut self.elements) {
            if let Some(left_out) = solid_part(source, done, element.source.start()) {
                out.push(skipped_element(left_out));
            }
            done = element.source.end().max(done);
            places.push(out.len());
            out.push(element);
        }
        let length = u32::try_from(source.len()).unwrap_or(u32::MAX);
        if let Some(left_out) = solid_part(source, done, length) {
            out.push(skipped_element(left_out));
        }
        for place in self.by_token.iter_mut().filter(|place| **place != usize::MAX) {
            *place = places[*place];
        }
        self.elements = out;
    }

    fn end(&mut self) {
        let length = u32::try_from(self.sources.source.len()).unwrap_or(u32::MAX);
        self.elements.push(Element {
            kind: SyntaxKind::EndOfFile,
            role: Role::End,
            token: None,
            last: None,
            source: TextRange::empty(length),
            literal: true,
            block: 0,
            marks_before: Vec::new(),
            marks_after: Vec::new(),
        });
    }

    /// Pairs of marks as places of elements; those that only a later copy opens are left out.
    fn place_marks(&self, styles: &Styles) -> Vec<(usize, Placed)> {
        let marks = Marks::of(self.sources.tree, styles);
        let mut open: Vec<Option<u32>> = Vec::new();
        let mut placed = Vec::new();
        let mut pairs = 0;
        for (token, mark) in marks.iter() {
            let element = self.by_token[token.0 as usize];
            let copy = element == usize::MAX || self.copies.binary_search(&token).is_ok();
            if mark == Mark::Out {
                if let Some(Some(pair)) = open.pop()
                    && element != usize::MAX
                {
                    placed.push((element, Placed { pair, mark, copy }));
                }
            } else if copy {
                open.push(None);
            } else {
                pairs += 1;
                open.push(Some(pairs));
                placed.push((element, Placed { pair: pairs, mark, copy }));
            }
        }
        placed.sort_by_key(|(element, placed)| (*element, placed.copy));
        placed
    }
}

#[derive(Clone, Copy, Debug)]
struct Placed {
    pair: u32,
    mark: Mark,
    copy: bool,
}

/// Whether nothing but white space stands between two tokens.
fn follows(tree: &Tree, before: TokenId, token: TokenId) -> bool {
    (before.0 + 1..token.0).all(|between| tree.token_kind(TokenId(between)).is_trivia())
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
    let inner = text.trim();
    if inner.is_empty() {
        return None;
    }
    let from = start as usize + (text.len() - text.trim_start().len());
    Some(TextRange::from(from..from + inner.len()))
}

fn skipped_element(source: TextRange) -> Element {
    Element {
        kind: SyntaxKind::JinjaData,
        role: Role::Tag(TagRole::Skipped),
        token: None,
        last: None,
        source,
        literal: false,
        block: 0,
        marks_before: Vec::new(),
        marks_after: Vec::new(),
    }
}

/// What is open at a place: a step in, or a block of the template.
enum Open {
    Pair(u32),
    Block(u32),
}

/// Takes a step back, or lets it wait for the end of the block that was opened since.
fn release(stack: &mut Vec<Open>, pair: u32, element: &mut Element, waiting: &mut Vec<(u32, u32)>) {
    let Some(at) = stack.iter().rposition(|open| matches!(open, Open::Pair(found) if *found == pair)) else { return };
    let block = stack[at..].iter().rev().find_map(|open| match open {
        Open::Block(block) => Some(*block),
        Open::Pair(_) => None,
    });
    if let Some(block) = block {
        waiting.push((pair, block));
        return;
    }
    stack.remove(at);
    element.marks_after.push(Mark::Out);
}

/// Hands the marks to the elements so that they nest with the blocks of the template: a step out whose step in stands
/// outside a block takes effect behind the block, and what a block opens it closes.
fn nest_marks(elements: &mut [Element], placed: Vec<(usize, Placed)>) {
    let mut stack: Vec<Open> = Vec::new();
    // Steps out that wait for the end of a block.
    let mut waiting: Vec<(u32, u32)> = Vec::new();
    let mut placed = placed.into_iter().peekable();
    for (at, element) in elements.iter_mut().enumerate() {
        if let Role::Tag(role) = element.role {
            if matches!(role, TagRole::Middle | TagRole::Close)
                && stack.iter().any(|open| matches!(open, Open::Block(block) if *block == element.block))
            {
                while let Some(Open::Pair(_)) = stack.last() {
                    stack.pop();
                    element.marks_before.push(Mark::Out);
                }
            }
            match role {
                TagRole::Open => stack.push(Open::Block(element.block)),
                TagRole::Close => {
                    stack.retain(|open| !matches!(open, Open::Block(block) if *block == element.block));
                    let block = element.block;
                    let (now, later): (Vec<_>, Vec<_>) = std::mem::take(&mut waiting).into_iter().partition(|(_, waits)| *waits == block);
                    waiting = later;
                    for (pair, _) in now {
                        release(&mut stack, pair, element, &mut waiting);
                    }
                }
                _ => {}
            }
        }
        while let Some((_, mark)) = placed.next_if(|(owner, _)| *owner == at) {
            if mark.mark == Mark::Out {
                release(&mut stack, mark.pair, element, &mut waiting);
            } else {
                stack.push(Open::Pair(mark.pair));
                element.marks_after.push(mark.mark);
            }
        }
    }
}

/// Gives the tags of blocks their own steps.
pub fn indent_blocks(elements: &mut [Element]) {
    for element in elements {
        match element.role {
            Role::Tag(TagRole::Open) => element.marks_after.insert(0, Mark::In),
            Role::Tag(TagRole::Close) => element.marks_before.push(Mark::Out),
            Role::Tag(TagRole::Middle) => {
                element.marks_before.push(Mark::Out);
                element.marks_after.insert(0, Mark::In);
            }
            _ => {}
        }
    }
}
