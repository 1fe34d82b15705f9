//! Quoted text: names and strings, with the prefixes, escapes and delimiters that dialects know.

use crate::dialect::{Keyword, Lexis};
use crate::syntax::SyntaxKind;

use super::{CLASSES, Lexer, WORD};

/// What a prefix before a quote makes of the string.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Escapes {
    /// Only the doubled quote.
    Doubled,
    /// A backslash and the doubled quote.
    Backslash,
    /// Only a backslash.
    BackslashOnly,
}

impl Lexer<'_> {
    /// A word, or a string that begins with letters: `r'…'`, `e'…'`, `q'[…]'`, `_utf8'…'`.
    pub(super) fn word_or_prefixed(&mut self) {
        // Most words are longer than any prefix, so one look at the following bytes settles it.
        for length in 1..=2 {
            match self.byte(length) {
                b'\'' | b'"' if self.prefixed(length) => return,
                b'&' if length == 1 && self.prefixed(2) => return,
                byte if CLASSES[usize::from(byte)] & WORD == 0 => break,
                _ => {}
            }
        }
        self.word();
        if self.lexis.contains(Lexis::CHARSET_STRING) {
            self.join_charset();
        }
    }

    /// Reads a string behind a prefix of that length, if the dialect has the prefix.
    fn prefixed(&mut self, length: usize) -> bool {
        let mut prefix = [0; 2];
        prefix[..length].copy_from_slice(&self.bytes[self.at..self.at + length]);
        prefix.make_ascii_lowercase();
        let quote = self.byte(length);
        let has = |lexis| self.lexis.contains(lexis);
        let is_string = quote == b'\'' || quote == b'"' && has(Lexis::DOUBLE_QUOTED_STRING);
        let backslash = if has(Lexis::BACKSLASH_ESCAPE) { Escapes::Backslash } else { Escapes::Doubled };
        let escapes = match &prefix[..length] {
            b"u&" if has(Lexis::UNICODE_STRING) && quote == b'"' => {
                self.delimited(SyntaxKind::QuotedIdentifier, self.at + length, Escapes::Doubled);
                return true;
            }
            b"u&" if has(Lexis::UNICODE_STRING) && quote == b'\'' => Escapes::Doubled,
            b"q" | b"nq" if has(Lexis::ALTERNATIVE_QUOTE) && quote == b'\'' => return self.alternative_quoted(self.at + length),
            _ if !is_string => return false,
            b"r" | b"rb" | b"br" if has(Lexis::RAW_STRING) => Escapes::Backslash,
            b"b" if has(Lexis::RAW_STRING) => backslash,
            b"e" if has(Lexis::ESCAPE_STRING) => Escapes::Backslash,
            b"b" | b"x" if has(Lexis::BYTE_STRING) => Escapes::Doubled,
            b"n" if has(Lexis::NATIONAL_STRING) => backslash,
            _ => return false,
        };
        self.delimited(SyntaxKind::QuotedLiteral, self.at + length, escapes);
        true
    }

    /// `_utf8` and the string that touches it are one literal.
    fn join_charset(&mut self) {
        if !matches!(self.byte(0), b'\'' | b'"') {
            return;
        }
        let Some(start) = self.tokens.pop() else { return };
        if self.bytes[start as usize] != b'_' {
            return self.tokens.push(SyntaxKind::Word, start);
        }
        self.lexemes.pop();
        let quote = self.at;
        self.at = start as usize;
        self.delimited(SyntaxKind::QuotedLiteral, quote, Escapes::Backslash);
    }

    pub(super) fn quoted(&mut self) {
        let quote = self.byte(0);
        let escapes = if self.lexis.contains(Lexis::BACKSLASH_ESCAPE) { Escapes::Backslash } else { Escapes::Doubled };
        let in_name = match (self.lexis.contains(Lexis::BACKSLASH_IN_NAME), self.lexis.contains(Lexis::BACKTICK_ENDS_NAME)) {
            (false, _) => Escapes::Doubled,
            (true, false) => Escapes::Backslash,
            (true, true) => Escapes::BackslashOnly,
        };
        match quote {
            b'`' => self.delimited(SyntaxKind::QuotedIdentifier, self.at, in_name),
            b'"' if !self.lexis.contains(Lexis::DOUBLE_QUOTED_STRING) => {
                self.delimited(SyntaxKind::QuotedIdentifier, self.at, in_name);
            }
            _ => self.delimited(SyntaxKind::QuotedLiteral, self.at, escapes),
        }
    }

    /// Reads from the quote at `open` to the quote that ends it.
    fn delimited(&mut self, kind: SyntaxKind, open: usize, escapes: Escapes) {
        let quote = self.bytes[open];
        let triple = kind == SyntaxKind::QuotedLiteral
            && self.lexis.contains(Lexis::TRIPLE_QUOTED_STRING)
            && self.bytes[open + 1..].starts_with(&[quote, quote]);
        let mut end = open + if triple { 3 } else { 1 };
        loop {
            match self.bytes.get(end) {
                Some(b'\\') if escapes != Escapes::Doubled && end + 1 < self.bytes.len() => end += 2,
                Some(&byte) if byte == quote => {
                    if triple {
                        if self.bytes[end + 1..].starts_with(&[quote, quote]) {
                            end += 3;
                            break;
                        }
                        end += 1;
                    } else if escapes != Escapes::BackslashOnly && self.bytes.get(end + 1) == Some(&quote) {
                        end += 2;
                    } else {
                        end += 1;
                        break;
                    }
                }
                Some(_) => end += 1,
                None => {
                    end = self.bytes.len();
                    self.error(end, "this quote has no end");
                    break;
                }
            }
        }
        self.push(kind, end, Keyword::None);
    }

    /// `[name]`, where `]]` stands for `]`.
    pub(super) fn square_quoted(&mut self) {
        let mut end = self.at + 1;
        loop {
            match (self.bytes.get(end), self.bytes.get(end + 1)) {
                (Some(b']'), Some(b']')) => end += 2,
                (Some(b']'), _) => {
                    end += 1;
                    break;
                }
                (Some(_), _) => end += 1,
                (None, _) => {
                    self.error(end, "this quote has no end");
                    break;
                }
            }
        }
        self.push(SyntaxKind::QuotedIdentifier, end, Keyword::None);
    }

    /// `q'[text]'`: the character behind the quote, or its counterpart, and a quote end the string.
    fn alternative_quoted(&mut self, quote: usize) -> bool {
        let Some(opening) = self.text.get(quote + 1..).and_then(|rest| rest.chars().next()) else { return false };
        let closing = match opening {
            '[' => ']',
            '(' => ')',
            '{' => '}',
            '<' => '>',
            other => other,
        };
        let from = quote + 1 + opening.len_utf8();
        let mut ending = String::from(closing);
        ending.push('\'');
        let end = if let Some(length) = self.text[from..].find(&ending) {
            from + length + ending.len()
        } else {
            self.error(self.bytes.len(), "this quote has no end");
            self.bytes.len()
        };
        self.push(SyntaxKind::QuotedLiteral, end, Keyword::None);
        true
    }

    /// Whether the statement began with `create` a few words ago.
    pub(super) fn is_behind_create(&self) -> bool {
        const WORDS_BETWEEN: usize = 8;
        self.lexemes.iter().rev().take(WORDS_BETWEEN).any(|lexeme| lexeme.keyword == Keyword::Create)
    }

    /// A text in another language, up to a `/` that has a line to itself, or to the end.
    pub(super) fn script_text(&mut self) {
        self.in_script = false;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.token();
        }
        let rest = &self.text[self.at..];
        let mut length = 0;
        for line in rest.split_inclusive('\n') {
            if line.trim_end() == "/" {
                break;
            }
            length += line.len();
        }
        let end = self.at + rest[..length].trim_end().len();
        if end > self.at {
            self.push(SyntaxKind::ScriptContent, end, Keyword::None);
        }
    }

    /// `$$text$$` and `$tag$text$tag$`.
    pub(super) fn dollar_quoted(&mut self) -> bool {
        if !self.lexis.contains(Lexis::DOLLAR_QUOTE) {
            return false;
        }
        let mut tag_end = self.at + 1;
        if self.lexis.contains(Lexis::DOLLAR_TAG) {
            while self.class(tag_end) & WORD != 0 {
                tag_end += 1;
            }
        }
        if self.bytes.get(tag_end) != Some(&b'$') || self.byte(1).is_ascii_digit() {
            return false;
        }
        let from = tag_end + 1;
        let tag = &self.text[self.at..from];
        let end = if let Some(length) = self.text[from..].find(tag) {
            from + length + tag.len()
        } else {
            self.error(self.bytes.len(), "this quote has no end");
            self.bytes.len()
        };
        self.push(SyntaxKind::QuotedLiteral, end, Keyword::None);
        true
    }
}
