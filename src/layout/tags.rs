//! White space inside Jinja tags: one blank between words, arguments one a line where they stand on several or are too long.
//!
//! Knows no rendering and no SQL. Tokens stay as they are; what cannot be read as a tag is left alone.

use crate::config::LayoutSettings;
use crate::jinja::SourceEdit;
use crate::syntax::{NodeId, SyntaxKind, TokenId, Tree};
use crate::text::{FileId, TextRange};

use super::gap::width;

/// The edits that lay out the tags of a template, each tag for itself, with the tag's range.
#[must_use]
pub fn tags(file: FileId, tree: &Tree, settings: &LayoutSettings) -> Vec<(TextRange, Vec<SourceEdit>)> {
    let newline = if tree.text().contains("\r\n") { "\r\n" } else { "\n" };
    let is_tag = |&node: &NodeId| matches!(tree.kind(node), SyntaxKind::JinjaOutput | SyntaxKind::JinjaTag);
    let mut found = Vec::new();
    for node in tree.nodes().filter(is_tag) {
        let Some(tag) = Tag::read(tree, node) else { continue };
        let mut layout = Layout::new(tag, settings);
        layout.shorten();
        let edits = layout.edits(file, newline);
        if !edits.is_empty() {
            found.push((tree.range(node), edits));
        }
    }
    found
}

/// A token of a tag, and the white space before it.
struct Piece<'t> {
    text: &'t str,
    kind: SyntaxKind,
    /// White space before it in the source.
    gap: TextRange,
    /// The bracket that the gap lies in directly, as an index into the brackets.
    owner: Option<usize>,
    role: Role,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Plain,
    Open(usize),
    Close(usize),
    Comma,
}

/// A pair of brackets; the tag itself is the outermost place and none of them.
struct Bracket {
    open: usize,
    close: usize,
    /// What stands between is one item a line.
    broken: bool,
}

/// One tag as its tokens.
struct Tag<'t> {
    tree: &'t Tree,
    pieces: Vec<Piece<'t>>,
    brackets: Vec<Bracket>,
    /// The text of its first line before it.
    before: &'t str,
}

impl<'t> Tag<'t> {
    /// Nothing where the tag cannot be read to its end.
    fn read(tree: &'t Tree, node: NodeId) -> Option<Self> {
        if tree.descendants(node).any(|inner| tree.kind(inner) == SyntaxKind::Unparsable) {
            return None;
        }
        let tokens: Vec<TokenId> = tree.solid_tokens(node).collect();
        let (first, last) = (*tokens.first()?, *tokens.last()?);
        if tree.token_kind(first) != SyntaxKind::JinjaStart || tree.token_kind(last) != SyntaxKind::JinjaEnd {
            return None;
        }
        let start = tree.token_range(first).start() as usize;
        let before = &tree.text()[tree.text()[..start].rfind('\n').map_or(0, |at| at + 1)..start];
        let mut tag = Self { tree, pieces: Vec::with_capacity(tokens.len()), brackets: Vec::new(), before };
        let mut open: Vec<usize> = Vec::new();
        let mut end = tree.token_range(first).start();
        for token in tokens {
            let range = tree.token_range(token);
            let (text, kind) = (tree.token_text(token), tree.token_kind(token));
            let role = match text {
                "(" | "[" | "{" if kind == SyntaxKind::JinjaOperator => Role::Open(tag.brackets.len()),
                ")" | "]" | "}" if kind == SyntaxKind::JinjaOperator => Role::Close(*open.last()?),
                "," if kind == SyntaxKind::JinjaOperator => Role::Comma,
                _ => Role::Plain,
            };
            tag.pieces.push(Piece { text, kind, gap: TextRange::new(end, range.start()), owner: open.last().copied(), role });
            let at = tag.pieces.len() - 1;
            match role {
                Role::Open(bracket) => {
                    tag.brackets.push(Bracket { open: at, close: at, broken: false });
                    open.push(bracket);
                }
                Role::Close(bracket) => {
                    tag.brackets[bracket].close = at;
                    open.pop();
                }
                Role::Comma | Role::Plain => {}
            }
            end = range.end();
        }
        open.is_empty().then_some(tag)
    }

    fn gap(&self, piece: usize) -> &'t str {
        self.tree.text().get(self.pieces[piece].gap.span()).unwrap_or_default()
    }

    fn has_break(&self, piece: usize) -> bool {
        self.gap(piece).contains('\n')
    }

    /// Whether a gap stands between two items of its bracket, or at either end of them.
    fn parts_items(&self, piece: usize) -> bool {
        let behind = self.pieces[piece].role;
        let ahead = self.pieces[piece - 1].role;
        self.pieces[piece].owner.is_some() && (matches!(behind, Role::Close(_)) || matches!(ahead, Role::Open(_) | Role::Comma))
    }

    /// Whether brackets hold several items: for one alone, `return(f(...))`, a step less is enough.
    fn holds_several(&self, bracket: usize) -> bool {
        let Bracket { open, close, .. } = self.brackets[bracket];
        self.pieces[open + 1..close].iter().any(|piece| piece.role == Role::Comma && piece.owner == Some(bracket))
    }

    /// How many unbroken brackets stand around these.
    fn depth(&self, bracket: usize) -> usize {
        let around = |at: usize| self.pieces[self.brackets[at].open].owner;
        std::iter::successors(around(bracket), |&at| around(at)).filter(|&at| !self.brackets[at].broken && self.holds_several(at)).count()
    }

    /// What stands before a gap on one line with what stands behind it.
    fn blank(&self, piece: usize) -> &'static str {
        let (left, right) = (&self.pieces[piece - 1], &self.pieces[piece]);
        let as_written = if self.gap(piece).is_empty() { "" } else { " " };
        if left.kind == SyntaxKind::JinjaStart || right.kind == SyntaxKind::JinjaEnd {
            return " ";
        }
        if matches!(left.role, Role::Open(_)) || matches!(right.role, Role::Close(_) | Role::Comma) {
            return "";
        }
        if left.role == Role::Comma {
            return " ";
        }
        let is = |piece: &Piece<'_>, texts: &[&str]| piece.kind == SyntaxKind::JinjaOperator && texts.contains(&piece.text);
        if is(left, &["."]) || is(right, &["."]) {
            // `1 .real`: a number would swallow the dot.
            return if left.text.ends_with(char::is_numeric) { as_written } else { "" };
        }
        if is(left, &["="]) || is(right, &["="]) {
            return if left.owner.or(right.owner).is_some() { "" } else { " " };
        }
        let in_dict = |piece: &Piece<'_>| piece.owner.is_some_and(|owner| self.pieces[self.brackets[owner].open].text == "{");
        if is(right, &[":"]) && in_dict(right) {
            return "";
        }
        if is(left, &[":"]) && in_dict(left) {
            return " ";
        }
        let binary = |at: usize| {
            let piece = &self.pieces[at];
            is(piece, &["~", "==", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "//", "%", "|"]) && self.ends_operand(at - 1)
        };
        // The author's choice for a filter: both sides, or neither.
        let filter = |at: usize| self.pieces[at].text == "|";
        if binary(piece) {
            return if filter(piece) && self.gap(piece).is_empty() && self.gap(piece + 1).is_empty() { "" } else { " " };
        }
        if piece > 1 && binary(piece - 1) {
            return if filter(piece - 1) && self.gap(piece - 1).is_empty() && self.gap(piece).is_empty() { "" } else { " " };
        }
        as_written
    }

    /// Whether a value ends with a piece, so that an operator behind it has two sides.
    fn ends_operand(&self, piece: usize) -> bool {
        let found = &self.pieces[piece];
        let word = matches!(found.text, "and" | "or" | "not" | "in" | "is" | "if" | "else" | "elif" | "do" | "return");
        match found.role {
            Role::Close(_) => true,
            Role::Open(_) | Role::Comma => false,
            Role::Plain => {
                piece > 0
                    && !word
                    && matches!(
                        found.kind,
                        SyntaxKind::JinjaName | SyntaxKind::JinjaString | SyntaxKind::JinjaInteger | SyntaxKind::JinjaFloat
                    )
            }
        }
    }
}

/// A tag, which of its brackets are broken, and so its lines.
struct Layout<'t> {
    tag: Tag<'t>,
    settings: &'t LayoutSettings,
    /// What stands between the delimiters begins on a line of its own.
    broken: bool,
}

/// A gap as it is to be.
enum Want {
    Blank(&'static str),
    /// Line ends, and so many steps deeper than the tag's line.
    Break {
        lines: usize,
        steps: u32,
    },
}

impl<'t> Layout<'t> {
    fn new(mut tag: Tag<'t>, settings: &'t LayoutSettings) -> Self {
        for at in 1..tag.pieces.len() {
            if let Some(owner) = tag.pieces[at].owner
                && tag.has_break(at)
                && tag.parts_items(at)
                && tag.brackets[owner].close > tag.brackets[owner].open + 1
            {
                tag.brackets[owner].broken = true;
            }
        }
        let broken = tag.pieces.len() > 2 && tag.has_break(1);
        Self { tag, settings, broken }
    }

    /// Breaks the outermost brackets of lines that are too long, where the tag begins its line.
    fn shorten(&mut self) {
        let Some(limit) = self.settings.max_line_length else { return };
        if !self.tag.before.trim().is_empty() {
            return;
        }
        for _ in 0..self.tag.brackets.len() {
            let wants = self.wants();
            let lines = self.lines(&wants);
            let long = |bracket: &Bracket| {
                let line = lines[bracket.open].0;
                lines.iter().any(|&(at, end)| at == line && end > limit as usize)
            };
            let worth = |&at: &usize| {
                let bracket = &self.tag.brackets[at];
                !bracket.broken && self.tag.holds_several(at) && long(bracket)
            };
            // The outermost, and of those side by side the last: `adapter.dispatch('name')(` keeps its line.
            let brackets = (0..self.tag.brackets.len()).filter(worth);
            let Some(at) = brackets.min_by_key(|&at| (self.tag.depth(at), std::cmp::Reverse(at))) else { return };
            self.tag.brackets[at].broken = true;
        }
    }

    /// What every gap is to be, the one before the tag left out.
    fn wants(&self) -> Vec<Want> {
        let tag = &self.tag;
        // The steps of the line that each bracket opens on.
        let mut steps_of = vec![0; tag.brackets.len()];
        let mut steps = 0;
        let mut wants = Vec::with_capacity(tag.pieces.len());
        for (at, piece) in tag.pieces.iter().enumerate().skip(1) {
            let last = at + 1 == tag.pieces.len();
            let inside = u32::from(self.broken);
            let want = match piece.owner {
                None if self.broken && last => Some(0),
                None if self.broken && at == 1 => Some(1),
                None if at == 1 || last => None,
                None => tag.has_break(at).then_some(inside + 1),
                Some(owner) if tag.brackets[owner].broken && tag.parts_items(at) => {
                    Some(steps_of[owner] + u32::from(!matches!(piece.role, Role::Close(_))))
                }
                Some(owner) if tag.has_break(at) && !tag.parts_items(at) => {
                    Some(steps_of[owner] + 1 + u32::from(tag.brackets[owner].broken))
                }
                Some(_) => None,
            };
            if let Some(new) = want {
                steps = new;
                let parted = matches!(tag.pieces[at - 1].role, Role::Comma) && tag.gap(at).matches('\n').count() > 1;
                wants.push(Want::Break { lines: 1 + usize::from(parted), steps });
            } else {
                wants.push(Want::Blank(tag.blank(at)));
            }
            if let Role::Open(bracket) = piece.role {
                steps_of[bracket] = steps;
            }
        }
        wants
    }

    /// The line that each piece stands on, and how far it reaches there.
    fn lines(&self, wants: &[Want]) -> Vec<(usize, usize)> {
        let base = self.base();
        let (mut line, mut end) = (0, width(self.tag.before) + width(self.tag.pieces[0].text));
        let mut lines = vec![(line, end)];
        for (piece, want) in self.tag.pieces.iter().skip(1).zip(wants) {
            match want {
                Want::Blank(blank) => end += blank.len(),
                Want::Break { steps, .. } => {
                    line += 1;
                    end = width(base) + *steps as usize * self.settings.indent.tab_space_size as usize;
                }
            }
            // A string may have lines of its own.
            match piece.text.rfind('\n') {
                Some(at) => end = width(&piece.text[at + 1..]),
                None => end += width(piece.text),
            }
            lines.push((line, end));
        }
        lines
    }

    /// The indentation of the tag's line.
    fn base(&self) -> &'t str {
        let before = self.tag.before;
        &before[..before.len() - before.trim_start().len()]
    }

    fn edits(&self, file: FileId, newline: &str) -> Vec<SourceEdit> {
        let base = self.base();
        let mut edits = Vec::new();
        for (at, want) in self.wants().into_iter().enumerate() {
            let have = self.tag.gap(at + 1);
            let text = match want {
                Want::Blank(blank) => blank.to_owned(),
                Want::Break { lines, steps } => format!("{}{base}{}", newline.repeat(lines), self.settings.indent.text(steps)),
            };
            if have != text {
                edits.extend(SourceEdit::from_tag_trivia(file, self.tag.tree, self.tag.pieces[at + 1].gap, text));
            }
        }
        edits
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::tags;
    use crate::config::LayoutSettings;
    use crate::text::{FileId, TextEdit, apply_edits};

    fn laid_out(text: &str) -> String {
        let text: Arc<str> = text.into();
        let tree = crate::jinja::parse(&text);
        let found = tags(FileId(0), &tree, &LayoutSettings::default());
        let mut edits: Vec<TextEdit> = found.into_iter().flat_map(|(_, edits)| edits).map(|edit| edit.edit().clone()).collect();
        edits.sort();
        apply_edits(&text, &edits).expect("edits are disjoint")
    }

    #[track_caller]
    fn check(text: &str, want: &str) {
        assert_eq!(laid_out(text), want, "{text}");
        assert_eq!(laid_out(want), want, "once more: {text}");
    }

    #[test]
    fn blanks_inside_a_line() {
        check("{{config( a = 1,b=[ 1,2 ] ,c={'x':1 , 'y' :2 } )}}", "{{ config(a=1, b=[1, 2], c={'x': 1, 'y': 2}) }}");
        check("{%-  set   x=a+1  -%}", "{%- set x = a + 1 -%}");
        check("{{ a|join( ', ' )  |upper }}", "{{ a|join(', ') | upper }}");
        check("{{ f(*args,**kwargs, x = -1)[ 1:2 ] }}", "{{ f(*args, **kwargs, x=-1)[1:2] }}");
        check("{% if not(a==b)and c is none %}", "{% if not(a == b)and c is none %}");
        check("{{ a . b ~'x'~ c }}", "{{ a.b ~ 'x' ~ c }}");
        check("{{ f({'a': {'b': 1} }) }}", "{{ f({'a': {'b': 1} }) }}");
        check("{{ 'a  b' }}{# x  #}{% raw %}{{x}}{% endraw %}", "{{ 'a  b' }}{# x  #}{% raw %}{{x}}{% endraw %}");
        check("{{ ( }}{{ f( }}", "{{ ( }}{{ f( }}");
    }

    #[test]
    fn arguments_on_lines() {
        check("{{ config(a=1,\n          b=2) }}", "{{ config(\n    a=1,\n    b=2\n) }}");
        check("  {{\n config(\n a=1\n)\n}}", "  {{\n      config(\n          a=1\n      )\n  }}");
        check("{{ f(\n    a, b) }} as x", "{{ f(\n    a,\n    b\n) }} as x");
        check("{{ config(\n    a=1\n  )\n}}", "{{ config(\n    a=1\n) }}");
        check("{% set x = [\n'a',\n\n\n'b',] -%}", "{% set x = [\n    'a',\n\n    'b',\n] -%}");
        check("{{ f([\n'a', 'b'\n]) }}", "{{ f([\n    'a',\n    'b'\n]) }}");
        check("{% if a\n  and b %}", "{% if a\n    and b %}");
        check("{% set x = f(\n  a\n  ~ b, c) %}", "{% set x = f(\n    a\n        ~ b,\n    c\n) %}");
        check("{{ f(\r\na) }}", "{{ f(\r\n    a\r\n) }}");
        check("{{ f( \n ) }}", "{{ f() }}");
    }

    #[test]
    fn long_lines() {
        let (a, b) = ("a".repeat(30), "b".repeat(30));
        check(&format!("{{{{ config(x='{a}', y='{b}', z=1) }}}}"), &format!("{{{{ config(\n    x='{a}',\n    y='{b}',\n    z=1\n) }}}}"));
        check(&format!("{{{{ f(['{a}', '{b}', 'c']) }}}} as x"), &format!("{{{{ f([\n    '{a}',\n    '{b}',\n    'c'\n]) }}}} as x"));
        check(
            &format!("{{{{ return(adapter.dispatch('{a}', 'b')(model, {b})) }}}}"),
            &format!("{{{{ return(adapter.dispatch('{a}', 'b')(\n    model,\n    {b}\n)) }}}}"),
        );
        // Inside a line of SQL it stays in its line.
        let inside = format!("select {{{{ f('{a}', '{b}', ccccc) }}}}");
        check(&inside, &inside);
        let one = format!("{{{{ ref('{a}{b}{a}') }}}}");
        check(&one, &one);
        check(
            &format!("{{{{ f(x={{'{a}': 1, 'b': [1, 2]}}, y='{b}') }}}}"),
            &format!("{{{{ f(\n    x={{'{a}': 1, 'b': [1, 2]}},\n    y='{b}'\n) }}}}"),
        );
    }
}
