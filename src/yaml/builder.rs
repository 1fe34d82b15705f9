//! From the parser's events to the tree.

use std::ops::Range;
use std::sync::Arc;

use granit_parser::{Event, Options, Parser, ScalarStyle, Span, StructureStyle, Tag};
use rustc_hash::{FxHashMap, FxHashSet};

use super::explain::{explain, problem};
use super::scalar::resolve_plain;
use super::{Comment, Document, Entry, Mapping, Node, Placement, Problem, ProblemKind, Style, Value};
use crate::text::TextRange;

/// Nodes that a document may come to when every alias is written out.
const MOST_NODES: u64 = 2_000_000;

/// Reads a YAML text. Never fails: a broken text gives what stands before the break.
#[must_use]
pub fn parse(text: &str) -> Document {
    // Offsets are 32 bits wide everywhere.
    if u32::try_from(text.len()).is_err() {
        let problems = vec![problem(ProblemKind::TooLarge, 0..0, "a YAML file of more than four gigabytes is not read")];
        return Document { root: Node::null(0), problems, comments: Vec::new() };
    }
    let mut builder = Builder::new(text);
    let mut options = Options::default();
    options.emit_unresolved_aliases = true;
    options.max_buffered_comment_events = usize::MAX;
    options.block_scalar_eof_without_line_feed = true;
    for next in Parser::new_from_str_with_options(text, options) {
        match next {
            Ok((event, span)) => {
                if !builder.event(event, &span) {
                    break;
                }
            }
            Err(error) => {
                let found = explain(text, &error);
                builder.problems.push(found);
                break;
            }
        }
    }
    builder.finish()
}

/// A sequence or mapping whose end has not come yet.
struct Open {
    style: Style,
    start: usize,
    anchor: usize,
    weight: u64,
    /// Set where the text begins with two braces.
    jinja: bool,
    content: Content,
}

enum Content {
    Sequence(Vec<Node>),
    Mapping { entries: Vec<Entry>, key: Option<Node> },
}

struct Builder<'t> {
    text: &'t str,
    open: Vec<Open>,
    anchors: FxHashMap<usize, (Node, u64)>,
    root: Option<Node>,
    documents: u32,
    problems: Vec<Problem>,
    comments: Vec<Comment>,
    /// End of the last byte that belongs to a value.
    last_end: usize,
    weight: u64,
    words: Words,
}

/// Short texts of a file, each held once: the same few keys, names and values come thousands of times.
#[derive(Default)]
struct Words(FxHashSet<Arc<str>>);

impl Words {
    /// Longer texts are mostly said once.
    const LONGEST: usize = 32;

    fn shared(&mut self, text: &str) -> Arc<str> {
        let known = self.0.get(text).map(Arc::clone);
        known.unwrap_or_else(|| self.known(text.into()))
    }

    fn known(&mut self, text: Arc<str>) -> Arc<str> {
        if text.len() > Self::LONGEST {
            return text;
        }
        if let Some(known) = self.0.get(&text) {
            return Arc::clone(known);
        }
        self.0.insert(Arc::clone(&text));
        text
    }
}

impl<'t> Builder<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            open: Vec::new(),
            anchors: FxHashMap::default(),
            root: None,
            documents: 0,
            problems: Vec::new(),
            comments: Vec::new(),
            last_end: 0,
            weight: 0,
            words: Words::default(),
        }
    }

    /// Takes one event; false when the rest is of no interest.
    fn event(&mut self, event: Event<'_>, span: &Span) -> bool {
        let range = span.byte_range().unwrap_or(self.last_end..self.last_end);
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                self.anchors.clear();
                if self.documents > 1 {
                    self.problems.push(problem(
                        ProblemKind::SecondDocument,
                        range,
                        "a second document begins here, and dbt reads files of one document only",
                    ));
                    return false;
                }
            }
            Event::Scalar(value, style, anchor, tag) => self.scalar(&value, style, anchor, tag.as_deref(), range),
            Event::SequenceStart(style, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), &["seq"], &range);
                self.begin(style, anchor, range, Content::Sequence(Vec::new()));
            }
            Event::MappingStart(style, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), &["map"], &range);
                self.begin(style, anchor, range, Content::Mapping { entries: Vec::new(), key: None });
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(range.end),
            Event::Alias(anchor) => self.alias(anchor, &range),
            Event::UnresolvedAlias(name) => {
                let message = format!("`*{name}` refers to nothing: no `&{name}` stands before it");
                self.problems.push(problem(ProblemKind::UnknownAlias, range.clone(), &message));
                self.last_end = range.end;
                let null = Node { value: Value::Null, range: range.into(), style: Style::Plain };
                self.place(null, 1);
            }
            Event::Comment(_, placement) => self.comments.push(Comment {
                range: range.into(),
                placement: match placement {
                    granit_parser::Placement::Above => Placement::Above,
                    granit_parser::Placement::Right => Placement::Right,
                    _ => Placement::Free,
                },
            }),
            _ => {}
        }
        true
    }

    fn scalar(&mut self, value: &str, style: ScalarStyle, anchor: usize, tag: Option<&Tag>, range: Range<usize>) {
        let style = match style {
            ScalarStyle::Plain if range.is_empty() => Style::Empty,
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::SingleQuoted,
            ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
        };
        self.refuse_tag(tag, &["str", "int", "float", "bool", "null", "timestamp", "binary"], &range);
        let tagged = tag.and_then(Tag::core_suffix);
        let plain = matches!(style, Style::Plain | Style::Empty);
        let typed = if (plain && tagged != Some("str")) || tagged.is_some_and(|tag| tag != "str") {
            let scalar = resolve_plain(value);
            if let Some(reason) = scalar.refused {
                self.problems.push(problem(ProblemKind::Unconstructible, range.clone(), reason));
            }
            match scalar.value {
                Value::Str(text) => Value::Str(self.words.known(text)),
                other => other,
            }
        } else {
            Value::Str(self.words.shared(value))
        };
        if style == Style::Plain && value.starts_with(['\u{201C}', '\u{201D}', '\u{201E}', '\u{2018}', '\u{2019}']) {
            self.problems.push(problem(
                ProblemKind::TypographicQuotes,
                range.clone(),
                "typographic quotes do not quote: they become part of the text; write straight ones",
            ));
        }
        let node = Node { value: typed, range: range.clone().into(), style };
        if !range.is_empty() {
            self.last_end = range.end;
        }
        if anchor != 0 {
            self.anchors.insert(anchor, (node.clone(), 1));
        }
        self.place(node, 1);
    }

    fn refuse_tag(&mut self, tag: Option<&Tag>, known: &[&str], range: &Range<usize>) {
        let Some(tag) = tag else { return };
        let core = tag.handle() == "tag:yaml.org,2002:";
        let plain_bang = tag.handle().is_empty() || (tag.handle() == "!" && tag.suffix().is_empty());
        if plain_bang || (core && known.contains(&tag.suffix())) {
            return;
        }
        let message = format!("dbt knows no tag `{}{}`", if core { "!!" } else { tag.handle() }, tag.suffix());
        self.problems.push(problem(ProblemKind::Unconstructible, range.clone(), &message));
    }

    fn begin(&mut self, style: StructureStyle, anchor: usize, range: Range<usize>, content: Content) {
        let style = if style == StructureStyle::Flow { Style::Flow } else { Style::Block };
        let jinja = style == Style::Flow && self.text[range.start..].starts_with("{{");
        self.last_end = self.last_end.max(range.end);
        self.open.push(Open { style, start: range.start, anchor, weight: 1, jinja, content });
    }

    fn end(&mut self, closing: usize) {
        let Some(open) = self.open.pop() else { return };
        if open.style == Style::Flow {
            self.last_end = self.last_end.max(closing);
        }
        let end = self.last_end.max(open.start);
        let node = match open.content {
            Content::Sequence(items) => collection(open.style, open.start..end, Value::Sequence(items.into())),
            Content::Mapping { entries, .. } if open.jinja && is_jinja(&entries) => self.jinja_text(open.start..end),
            Content::Mapping { entries, .. } => {
                let effective = if counts_as_written(&entries) { None } else { self.effective(&entries) };
                collection(open.style, open.start..end, Value::Mapping(Arc::new(Mapping::new(entries, effective))))
            }
        };
        if open.anchor != 0 {
            self.anchors.insert(open.anchor, (node.clone(), open.weight));
        }
        self.place(node, open.weight);
    }

    /// Two braces are a mapping whose key is a mapping: no Python dictionary, and never what was meant.
    fn jinja_text(&mut self, range: Range<usize>) -> Node {
        self.problems.push(problem(
            ProblemKind::UnquotedJinja,
            range.clone(),
            "YAML takes this Jinja for a mapping; quote it: write \"{{ ... }}\"",
        ));
        Node { value: Value::Str(self.text[range.clone()].into()), range: range.into(), style: Style::Plain }
    }

    fn alias(&mut self, anchor: usize, range: &Range<usize>) {
        self.last_end = range.end;
        let here: TextRange = range.clone().into();
        let Some((node, weight)) = self.anchors.get(&anchor).cloned() else {
            // An alias inside the very node it names.
            self.problems.push(problem(ProblemKind::UnknownAlias, range.clone(), "this alias stands inside what it refers to"));
            self.place(Node { value: Value::Null, range: here, style: Style::Plain }, 1);
            return;
        };
        if self.weight + weight > MOST_NODES {
            self.problems.push(problem(
                ProblemKind::TooLarge,
                range.clone(),
                "aliases unfold into millions of values; this one is left out",
            ));
            self.place(Node { value: Value::Null, range: here, style: Style::Plain }, 1);
            return;
        }
        self.place(Node { range: here, ..node }, weight);
    }

    /// Puts a finished value where it belongs.
    fn place(&mut self, node: Node, weight: u64) {
        self.weight = self.weight.saturating_add(weight);
        let Some(open) = self.open.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        open.weight = open.weight.saturating_add(weight);
        match &mut open.content {
            Content::Sequence(items) => items.push(node),
            Content::Mapping { entries, key } => match key.take() {
                None => *key = Some(node),
                Some(key) => entries.push(Entry { key, value: node }),
            },
        }
    }

    /// What a mapping comes to, where that is not what is written; reports what is wrong with it.
    fn effective(&mut self, entries: &[Entry]) -> Option<Vec<Entry>> {
        let is_merge = |entry: &Entry| entry.key.style == Style::Plain && entry.key.as_str() == Some("<<");
        let merges = entries.iter().any(is_merge);
        let mut seen: FxHashMap<KeyOf, usize> = FxHashMap::default();
        let mut result: Vec<Entry> = Vec::new();
        let mut duplicates = false;
        if merges {
            for entry in entries.iter().filter(|entry| is_merge(entry)) {
                self.merge(&entry.value, &mut seen, &mut result);
            }
        }
        let inherited = result.len();
        let mut own: FxHashMap<KeyOf, TextRange> = FxHashMap::default();
        for entry in entries.iter().filter(|entry| !is_merge(entry)) {
            let Some(key) = key_of(&entry.key) else {
                self.problems.push(problem(
                    ProblemKind::Unconstructible,
                    entry.key.range.span(),
                    "a list or mapping cannot be a key; if this is Jinja, quote it",
                ));
                continue;
            };
            if own.insert(key.clone(), entry.key.range).is_some() {
                duplicates = true;
                let name = &self.text[entry.key.range.span()];
                let message = format!("`{name}` stands twice in this mapping; only this last one counts");
                self.problems.push(problem(ProblemKind::DuplicateKey, entry.key.range.span(), &message));
            }
            put(entry, key, &mut seen, &mut result);
        }
        (merges || duplicates || inherited > 0 || result.len() != entries.len()).then_some(result)
    }

    /// Adds the entries of a merged mapping, or of a list of them in which the first wins.
    fn merge(&mut self, value: &Node, seen: &mut FxHashMap<KeyOf, usize>, result: &mut Vec<Entry>) {
        let maps: Vec<Node> = match &value.value {
            Value::Mapping(_) => vec![value.clone()],
            Value::Sequence(items) if items.iter().all(|item| item.as_mapping().is_some()) => items.iter().rev().cloned().collect(),
            _ => {
                self.problems.push(problem(ProblemKind::BadMerge, value.range.span(), "`<<` takes a mapping or a list of mappings"));
                return;
            }
        };
        for entry in maps.iter().flat_map(Node::entries) {
            let Some(key) = key_of(&entry.key) else { continue };
            put(entry, key, seen, result);
        }
    }

    fn finish(mut self) -> Document {
        // Where the text broke off: what was open ends here.
        while let Some(open) = self.open.last_mut() {
            if let Content::Mapping { entries, key } = &mut open.content
                && let Some(key) = key.take()
            {
                let at = key.range.end();
                entries.push(Entry { key, value: Node::null(at) });
            }
            self.end(self.last_end);
        }
        self.problems.sort_by_key(|problem| (problem.range.start(), problem.range.end()));
        Document { root: self.root.unwrap_or_else(|| Node::null(0)), problems: self.problems, comments: self.comments }
    }
}

fn collection(style: Style, range: Range<usize>, value: Value) -> Node {
    Node { value, range: range.into(), style }
}

/// Mappings up to this size are looked through pair by pair.
const SMALL: usize = 16;

/// Whether a mapping plainly is what is written: few keys, all of them text, none twice, nothing merged. Nearly all mappings are such.
fn counts_as_written(entries: &[Entry]) -> bool {
    let is_plain = |(at, entry): (usize, &Entry)| {
        let Value::Str(key) = &entry.key.value else { return false };
        &**key != "<<" && entries[..at].iter().all(|before| before.key.as_str() != Some(key))
    };
    entries.len() <= SMALL && entries.iter().enumerate().all(is_plain)
}

/// A key that is there already keeps its place and gets the new value.
fn put(entry: &Entry, key: KeyOf, seen: &mut FxHashMap<KeyOf, usize>, result: &mut Vec<Entry>) {
    let at = *seen.entry(key).or_insert(result.len());
    match result.get_mut(at) {
        Some(known) => *known = entry.clone(),
        None => result.push(entry.clone()),
    }
}

/// `{{ x }}` gives one entry, or several where commas stand in the expression; the first key is the inner mapping.
fn is_jinja(entries: &[Entry]) -> bool {
    entries.first().is_some_and(|entry| matches!(entry.key.value, Value::Mapping(_)) || entry.key.range.is_empty()) || entries.is_empty()
}

/// Keys are the same where Python's dictionaries hold them for the same.
type KeyOf = (u8, Arc<str>);

fn key_of(node: &Node) -> Option<KeyOf> {
    Some(match &node.value {
        Value::Str(text) => (b's', Arc::clone(text)),
        Value::Null => (b'n', "".into()),
        Value::Bool(value) => (b'i', i64::from(*value).to_string().into()),
        Value::Int(value) => (b'i', value.to_string().into()),
        Value::BigInt(text) => (b'i', Arc::clone(text)),
        Value::Float(value) => (b'f', value.to_string().into()),
        Value::Date(text) => (b'd', Arc::clone(text)),
        Value::Sequence(_) | Value::Mapping(_) => return None,
    })
}

#[cfg(test)]
mod tests;
