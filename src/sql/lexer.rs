//! From text to tokens: one pass over the bytes, nothing allocated per token, and never a failure.
//!
//! The tokens tile the text; white space, line ends and comments are tokens too. What no token begins with is
//! `unlexable`; a string or comment without its end goes on to the end of the text and is an error. Compound
//! operators are single tokens, so that no layout can split them, except `>` `>`: types nest in angle brackets.
//! Knows no grammar: words are words, whatever they mean where they stand.

mod brackets;
mod client;
mod hint;
mod operators;
mod quoted;

use crate::dialect::{DialectSpec, Keyword, Lexis};
use crate::syntax::{SyntaxError, SyntaxKind, TokenId, Tokens};
use crate::text::TextRange;

use super::symbol::Sym;

/// Stands in [`Lexeme::mate`] where a token is no bracket or has no mate.
pub const UNMATCHED: u32 = u32::MAX;

/// A token that is not trivia: what the grammar decides by.
#[derive(Clone, Copy, Debug)]
pub struct Lexeme {
    pub symbol: Sym,
    pub token: TokenId,
    /// The index of the matching bracket among the lexemes, or [`UNMATCHED`].
    pub mate: u32,
    pub kind: SyntaxKind,
    /// The keyword it reads, whatever it may turn out to be.
    pub keyword: Keyword,
}

/// A text in tokens, with what a parser asks of them.
#[derive(Debug)]
pub struct Lexed {
    pub tokens: Tokens,
    /// The tokens that are not trivia.
    pub lexemes: Vec<Lexeme>,
    pub errors: Vec<SyntaxError>,
}

/// Cuts a text into tokens.
#[must_use]
pub fn lex(text: &str, dialect: &DialectSpec) -> Lexed {
    let mut lexer = Lexer::new(text, dialect.lexis);
    while lexer.at < lexer.bytes.len() {
        lexer.token();
    }
    lexer.finish()
}

/// What a byte may be inside a word.
const WORD: u8 = 1;
const DIGIT: u8 = 1 << 1;
const BLANK: u8 = 1 << 2;
const DOLLAR: u8 = 1 << 3;
const HASH: u8 = 1 << 4;
const AT: u8 = 1 << 5;
const HEX: u8 = 1 << 6;

const CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        classes[byte as usize] = match byte {
            b'0'..=b'9' => WORD | DIGIT | HEX,
            b'a'..=b'f' | b'A'..=b'F' => WORD | HEX,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => WORD,
            b' ' | b'\t' | 0x0b | 0x0c => BLANK,
            b'$' => DOLLAR,
            b'#' => HASH,
            b'@' => AT,
            _ => 0,
        };
        byte += 1;
    }
    classes
}

/// The line between two cells of a notebook.
const CELL_END: &str = "-- COMMAND ----------";

struct Lexer<'t> {
    text: &'t str,
    bytes: &'t [u8],
    lexis: Lexis,
    /// The classes of the ASCII characters that go on with a word.
    word_classes: u8,
    at: usize,
    tokens: Tokens,
    lexemes: Vec<Lexeme>,
    /// The brackets that wait for their mates, as places among the lexemes.
    open: Vec<u32>,
    /// Whether a script is being created whose text has not come yet.
    in_script: bool,
    /// Where the hint that is being read ends.
    hint_end: Option<usize>,
    /// Whether a macro is being created: then a terminator inside brackets does not end the statement around it.
    in_macro: bool,
    /// How many of them are round, square and curly.
    waiting: [u32; 3],
    /// Whether no `}` follows: looked for once, not at every `${`.
    braces_end: bool,
    errors: Vec<SyntaxError>,
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl<'t> Lexer<'t> {
    fn new(text: &'t str, lexis: Lexis) -> Self {
        let mut word_classes = WORD;
        for (flag, class) in [(Lexis::DOLLAR_IN_WORD, DOLLAR), (Lexis::HASH_IN_WORD, HASH), (Lexis::AT_IN_WORD, AT)] {
            if lexis.contains(flag) {
                word_classes |= class;
            }
        }
        let expected = text.len() / 3 + 8;
        Self {
            text,
            bytes: text.as_bytes(),
            lexis,
            word_classes,
            at: 0,
            tokens: Tokens::with_capacity(expected),
            lexemes: Vec::with_capacity(expected / 2),
            open: Vec::new(),
            in_script: false,
            hint_end: None,
            in_macro: false,
            waiting: [0; 3],
            braces_end: false,
            errors: Vec::new(),
        }
    }

    fn finish(self) -> Lexed {
        Lexed { tokens: self.tokens.end(offset(self.bytes.len())), lexemes: self.lexemes, errors: self.errors }
    }

    fn byte(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn class(&self, at: usize) -> u8 {
        self.bytes.get(at).map_or(0, |&byte| CLASSES[usize::from(byte)])
    }

    /// Ends the token that began at `self.at`.
    fn push(&mut self, kind: SyntaxKind, end: usize, keyword: Keyword) {
        if !kind.is_trivia() {
            let symbol = match kind {
                SyntaxKind::Word | SyntaxKind::QuotedIdentifier | SyntaxKind::QuotedLiteral | SyntaxKind::NumericLiteral => Sym::NONE,
                _ => Sym::of_bytes(&self.bytes[self.at..end]),
            };
            let token = TokenId(offset(self.tokens.len()));
            self.lexemes.push(Lexeme { symbol, token, mate: UNMATCHED, kind, keyword });
        }
        self.tokens.push(kind, offset(self.at));
        self.at = end;
    }

    fn error(&mut self, end: usize, message: &str) {
        self.errors.push(SyntaxError { range: TextRange::new(offset(self.at), offset(end)), message: message.to_owned() });
    }

    fn token(&mut self) {
        let first = self.bytes[self.at];
        match first {
            b' ' | b'\t' | 0x0b | 0x0c => self.blanks(),
            b'\n' => self.push(SyntaxKind::Newline, self.at + 1, Keyword::None),
            b'\r' if self.byte(1) == b'\n' => self.push(SyntaxKind::Newline, self.at + 2, Keyword::None),
            b'\r' => self.push(SyntaxKind::Whitespace, self.at + 1, Keyword::None),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.word_or_prefixed(),
            b'0'..=b'9' => self.number(),
            b',' => self.push(SyntaxKind::Comma, self.at + 1, Keyword::None),
            b'.' if self.byte(1).is_ascii_digit() && !self.behind_a_name() => self.number(),
            b'.' => self.push(SyntaxKind::Dot, self.at + 1, Keyword::None),
            b'(' | b')' | b'[' | b']' | b'{' | b'}' => self.bracket_or_quoted(first),
            b';' => {
                self.terminator();
                self.rows();
            }
            b'\'' | b'"' | b'`' => self.quoted(),
            b'-' | b'/' | b'#' => self.comment_or_operator(first),
            b'%' if self.lexis.contains(Lexis::NOTEBOOK) && self.byte(1).is_ascii_alphabetic() && self.at_line_start() => self.magic_cell(),
            b'$' | b'@' | b'&' | b'\\' => self.sigil(first),
            0x80.. => self.beyond_ascii(),
            _ => self.operator(),
        }
    }

    fn blanks(&mut self) {
        let mut end = self.at + 1;
        while self.class(end) & BLANK != 0 {
            end += 1;
        }
        self.push(SyntaxKind::Whitespace, end, Keyword::None);
    }

    /// The end of the word that goes on at `end`.
    fn word_end(&self, mut end: usize) -> usize {
        loop {
            while self.class(end) & self.word_classes != 0 {
                end += 1;
            }
            if self.bytes.get(end).is_none_or(u8::is_ascii) {
                return end;
            }
            match self.text[end..].chars().next() {
                Some(character) if is_word_character(character) => end += character.len_utf8(),
                _ => return end,
            }
        }
    }

    fn word(&mut self) {
        let end = self.word_end(self.at + 1);
        let keyword = Keyword::of_bytes(&self.bytes[self.at..end]);
        if keyword == Keyword::File && self.lexis.contains(Lexis::STAGE_PATH) && self.bytes[end..].starts_with(b"://") {
            return self.path(SyntaxKind::UnquotedFilePath, end);
        }
        self.push(SyntaxKind::Word, end, keyword);
        match keyword {
            Keyword::Script if self.lexis.contains(Lexis::SCRIPT_TEXT) => self.in_script = self.is_behind_create(),
            Keyword::Macro if self.lexis.contains(Lexis::MACRO_BODY) => self.in_macro = true,
            Keyword::As if self.in_script => self.script_text(),
            _ => {}
        }
    }

    /// A path that goes on to white space or to what ends a clause, over quoted parts.
    fn path(&mut self, kind: SyntaxKind, mut end: usize) {
        while let Some(&byte) = self.bytes.get(end) {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' | b'(' | b')' | b',' | b';' | b'\'' => break,
                b'"' => match self.bytes[end + 1..].iter().position(|&other| other == b'"') {
                    Some(length) => end += length + 2,
                    None => break,
                },
                _ => end += 1,
            }
        }
        self.push(kind, end, Keyword::None);
    }

    /// Whether the token before this place, touching it, is a name: then a dot and digits go on with it.
    fn behind_a_name(&self) -> bool {
        let name = |kind| matches!(kind, SyntaxKind::Word | SyntaxKind::QuotedIdentifier | SyntaxKind::EndBracket | SyntaxKind::Parameter);
        self.tokens.last_kind().is_some_and(name) && self.lexemes.last().is_none_or(|last| last.keyword == Keyword::None)
    }

    fn digits(&self, mut end: usize) -> usize {
        let underscore = self.lexis.contains(Lexis::NUMBER_UNDERSCORE);
        while self.class(end) & DIGIT != 0 || underscore && self.bytes.get(end) == Some(&b'_') && self.class(end + 1) & DIGIT != 0 {
            end += 1;
        }
        end
    }

    fn number(&mut self) {
        if self.lexis.contains(Lexis::BARE_DATE) && self.bare_date() {
            return;
        }
        if self.byte(0) == b'0' && matches!(self.byte(1), b'x' | b'X') && self.class(self.at + 2) & HEX != 0 {
            let mut end = self.at + 2;
            while self.class(end) & HEX != 0 {
                end += 1;
            }
            return self.number_or_word(end);
        }
        if self.byte(0) == b'0' && matches!(self.byte(1), b'b' | b'B') && matches!(self.byte(2), b'0' | b'1') {
            let digits = self.bytes[self.at + 2..].iter().take_while(|byte| matches!(byte, b'0' | b'1')).count();
            let end = self.at + 2 + digits;
            if self.word_end(end) == end {
                return self.push(SyntaxKind::NumericLiteral, end, Keyword::None);
            }
        }
        let mut end = self.digits(self.at);
        let dot = self.bytes.get(end) == Some(&b'.') && self.bytes.get(end + 1) != Some(&b'.');
        // `1.e` may be a name behind a number, `1.e5` is a number.
        if dot && (self.class(end + 1) & WORD == 0 || self.class(end + 1) & DIGIT != 0 || self.exponent(end + 1) > end + 1) {
            end = self.digits(end + 1);
        }
        let end = self.exponent(end);
        self.number_or_word(end);
    }

    /// `2022-08-28`, `2022-08-28T00:00:00.000Z`, `2022-08-28T00:00:00+01:00`
    fn bare_date(&mut self) -> bool {
        let follows = |from: usize, pattern: &[u8]| {
            self.bytes.len() >= from + pattern.len()
                && pattern
                    .iter()
                    .zip(&self.bytes[from..])
                    .all(|(&want, &have)| if want == b'0' { have.is_ascii_digit() } else { want == have })
        };
        if !follows(self.at, b"0000-00-00") {
            return false;
        }
        let mut end = self.at + 10;
        if follows(end, b"T00:00:00") {
            end += 9;
            if follows(end, b".0") {
                end = self.digits(end + 1);
            }
            if follows(end, b"Z") {
                end += 1;
            } else if follows(end, b"+00:00") || follows(end, b"-00:00") {
                end += 6;
            }
        }
        self.push(SyntaxKind::NumericLiteral, end, Keyword::None);
        true
    }

    /// The end of the exponent that begins at `end`, or `end`.
    fn exponent(&self, end: usize) -> usize {
        if !matches!(self.bytes.get(end), Some(b'e' | b'E')) {
            return end;
        }
        let sign = usize::from(matches!(self.bytes.get(end + 1), Some(b'+' | b'-')));
        if self.class(end + 1 + sign) & DIGIT == 0 {
            return end;
        }
        self.digits(end + 1 + sign)
    }

    /// A number; where letters follow it, a suffix of its type or a name that begins with digits.
    fn number_or_word(&mut self, end: usize) {
        let whole = self.word_end(end);
        if whole == end {
            return self.push(SyntaxKind::NumericLiteral, end, Keyword::None);
        }
        let letters = &self.bytes[end..whole];
        let is_suffix = [&b"l"[..], b"s", b"y", b"d", b"f", b"bd"].iter().any(|suffix| letters.eq_ignore_ascii_case(suffix));
        if self.lexis.contains(Lexis::NUMBER_SUFFIX) && is_suffix {
            return self.push(SyntaxKind::NumericLiteral, whole, Keyword::None);
        }
        if self.bytes[self.at..end].iter().all(|&byte| CLASSES[usize::from(byte)] & WORD != 0) {
            return self.push(SyntaxKind::Word, whole, Keyword::None);
        }
        self.push(SyntaxKind::NumericLiteral, end, Keyword::None);
    }

    fn beyond_ascii(&mut self) {
        let Some(character) = self.text[self.at..].chars().next() else { return };
        let end = self.at + character.len_utf8();
        if character.is_whitespace() || character == '\u{feff}' {
            self.push(SyntaxKind::Whitespace, end, Keyword::None);
        } else if is_word_character(character) {
            let end = self.word_end(end);
            self.push(SyntaxKind::Word, end, Keyword::None);
        } else {
            self.error(end, "this character belongs to no token of SQL");
            self.push(SyntaxKind::Unlexable, end, Keyword::None);
        }
    }

    fn line_end(&self, from: usize) -> usize {
        let end = self.bytes[from..].iter().position(|&byte| byte == b'\n').map_or(self.bytes.len(), |length| from + length);
        if end > from && self.bytes[end - 1] == b'\r' && end < self.bytes.len() { end - 1 } else { end }
    }

    fn inline_comment(&mut self) {
        let end = self.line_end(self.at);
        if self.lexis.contains(Lexis::NOTEBOOK) && self.bytes[self.at..end].trim_ascii_end() == CELL_END.as_bytes() {
            return self.push(SyntaxKind::StatementTerminator, end, Keyword::None);
        }
        self.push(SyntaxKind::InlineComment, end, Keyword::None);
    }

    fn comment_or_operator(&mut self, first: u8) {
        match (first, self.byte(1)) {
            (b'-', b'-') => {
                let third = self.byte(2);
                let spaced = third.is_ascii_whitespace() || self.at + 2 >= self.bytes.len();
                if spaced || self.at_line_start() || self.is_behind_terminator() || !self.lexis.contains(Lexis::DASH_COMMENT_NEEDS_SPACE) {
                    return self.inline_comment();
                }
                self.push(SyntaxKind::Symbol, self.at + 1, Keyword::None);
            }
            (b'/', b'*') if self.hint_start() => {}
            (b'/', b'*') => self.block_comment(),
            (b'/', b'/') if self.lexis.contains(Lexis::SLASH_COMMENT) || self.is_annotation() => self.inline_comment(),
            (b'#', _) if self.lexis.contains(Lexis::HASH_COMMENT) => self.inline_comment(),
            (b'#', next) if self.lexis.contains(Lexis::HASH_POSITION) && next.is_ascii_digit() => {
                let end = self.digits(self.at + 1);
                self.push(SyntaxKind::Parameter, end, Keyword::None);
            }
            (b'#', next) if self.lexis.contains(Lexis::HASH_NAME) && (next == b'#' || CLASSES[usize::from(next)] & WORD != 0) => {
                let end = self.word_end(self.at + 1 + usize::from(next == b'#'));
                self.push(SyntaxKind::Word, end, Keyword::None);
            }
            (b'#', _) if self.lexis.contains(Lexis::HASH_IN_WORD) => {
                let end = self.word_end(self.at + 1);
                self.push(SyntaxKind::Word, end, Keyword::None);
            }
            _ => self.operator(),
        }
    }

    /// `//// change name=a`: how a tool for migrations divides a file.
    fn is_annotation(&self) -> bool {
        let Some(rest) = self.bytes[self.at..].strip_prefix(b"////") else { return false };
        let word = rest.trim_ascii_start();
        [&b"change"[..], b"body", b"metadata"]
            .iter()
            .any(|name| word.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)))
    }

    /// Whether a terminator is the last thing on the line: no operand can stand there for an operator.
    fn is_behind_terminator(&self) -> bool {
        self.tokens.kinds().iter().rev().find(|&&kind| kind != SyntaxKind::Whitespace) == Some(&SyntaxKind::StatementTerminator)
    }

    fn at_line_start(&self) -> bool {
        matches!(self.tokens.last_kind(), None | Some(SyntaxKind::Newline))
    }

    /// `%sql` says what follows; a cell in another language goes on to the end of the cell.
    fn magic_cell(&mut self) {
        let line = self.line_end(self.at);
        if self.bytes[self.at..line].trim_ascii_end().eq_ignore_ascii_case(b"%sql") {
            return self.push(SyntaxKind::InlineComment, line, Keyword::None);
        }
        let rest = &self.text[self.at..];
        let length = rest.find(CELL_END).unwrap_or(rest.len());
        let end = self.at + rest[..length].trim_end().len();
        self.push(SyntaxKind::MagicCell, end, Keyword::None);
    }

    fn block_comment(&mut self) {
        let nested = self.lexis.contains(Lexis::NESTED_COMMENT);
        let mut end = self.at + 2;
        let mut depth = 1;
        while depth > 0 {
            match (self.bytes.get(end), self.bytes.get(end + 1)) {
                (Some(b'*'), Some(b'/')) => {
                    depth -= 1;
                    end += 2;
                }
                (Some(b'/'), Some(b'*')) if nested => {
                    depth += 1;
                    end += 2;
                }
                (Some(_), _) => end += 1,
                (None, _) => {
                    self.error(end, "this comment has no end");
                    break;
                }
            }
        }
        self.push(SyntaxKind::BlockComment, end, Keyword::None);
    }

    /// `$`, `@`, `&` and the backslash: variables, parameters, paths and quotes by dialect, else operators.
    fn sigil(&mut self, first: u8) {
        let next = self.byte(1);
        let names = CLASSES[usize::from(next)] & WORD != 0 || next >= 0x80;
        match first {
            b'$' if self.dollar_quoted() => {}
            b'$' if next == b'{' && self.lexis.contains(Lexis::BRACED_VARIABLE) => {
                self.braced_variable();
            }
            b'$' if next.is_ascii_digit() && self.lexis.contains(Lexis::MONEY) => {
                let end = self.digits(self.at + 1);
                let end = if self.bytes.get(end) == Some(&b'.') { self.digits(end + 1) } else { end };
                self.push(SyntaxKind::NumericLiteral, end, Keyword::None);
            }
            b'$' if names && self.lexis.contains(Lexis::DOLLAR_VARIABLE) => {
                let end = self.word_end(self.at + 1);
                self.push(SyntaxKind::Parameter, end, Keyword::None);
            }
            b'$' if names && self.lexis.contains(Lexis::DOLLAR_IN_WORD) => self.word(),
            b'@' if self.lexis.contains(Lexis::STAGE_PATH) && (names || matches!(next, b'~' | b'%' | b'"')) => {
                self.path(SyntaxKind::StagePath, self.at + 1);
            }
            b'@' if self.lexis.contains(Lexis::AT_VARIABLE)
                && (names
                    || next != b'@' && CLASSES[usize::from(next)] & self.word_classes != 0
                    || next == b'@' && self.class(self.at + 2) & WORD != 0) =>
            {
                let end = self.word_end(self.at + 1 + usize::from(next == b'@'));
                self.push(SyntaxKind::Parameter, end, Keyword::None);
            }
            b'&' if self.lexis.contains(Lexis::AMPERSAND_VARIABLE) && (names || next == b'&' && self.class(self.at + 2) & WORD != 0) => {
                let end = self.word_end(self.at + 1 + usize::from(next == b'&'));
                self.push(SyntaxKind::Parameter, end, Keyword::None);
            }
            b'\\' if self.lexis.contains(Lexis::CLIENT_COMMAND) => self.client_command(),
            _ => self.operator(),
        }
    }

    /// `${name}`; without a closing brace anywhere behind it, `${` is a parameter without a name.
    fn braced_variable(&mut self) {
        let length = if self.braces_end { None } else { self.bytes[self.at..].iter().position(|&byte| byte == b'}') };
        self.braces_end = length.is_none();
        self.push(SyntaxKind::Parameter, self.at + length.map_or(2, |length| length + 1), Keyword::None);
    }

    fn operator(&mut self) {
        if self.hint_end() {
            return;
        }
        let rest = &self.bytes[self.at..];
        let casts = [(Lexis::TRY_CAST_OPERATOR, b"?::"), (Lexis::NULL_CAST_OPERATOR, b"::!")];
        if casts.iter().any(|&(flag, text)| rest.starts_with(text) && self.lexis.contains(flag)) {
            return self.push(SyntaxKind::CastingOperator, self.at + 3, Keyword::None);
        }
        let length = operators::length(rest);
        let end = self.at + length.max(1);
        let kind = match &self.bytes[self.at..end] {
            b":" => SyntaxKind::Colon,
            b"::" => SyntaxKind::CastingOperator,
            _ if length > 0 => SyntaxKind::Symbol,
            _ => {
                self.error(end, "this character belongs to no token of SQL");
                SyntaxKind::Unlexable
            }
        };
        self.push(kind, end, Keyword::None);
    }
}

fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || !(character.is_ascii() || character.is_whitespace() || is_punctuation(character))
}

/// Typographic quotes, dashes, zero-width marks: pasted from a document, never part of a name.
const fn is_punctuation(character: char) -> bool {
    matches!(character, '\u{80}'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{feff}' | '\u{ff01}'..='\u{ff0f}')
}

#[cfg(test)]
mod tests;
