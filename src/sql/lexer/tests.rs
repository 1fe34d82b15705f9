//! Lexing cases as tables, and the properties that hold for any text.

use proptest::prelude::*;

use super::{Lexeme, UNMATCHED, lex};
use crate::dialect::{Dialect, Keyword};
use crate::syntax::{SyntaxKind, TokenId};

/// The solid tokens of a text with a letter for the kind: `w`ord, `n`ame in quotes, `s`tring, n`u`mber, `p`arameter,
/// `o`perator, `x` unlexable; punctuation and brackets stand for themselves.
fn show(dialect: Dialect, text: &str) -> String {
    let lexed = lex(text, dialect.spec());
    let letter = |kind| match kind {
        SyntaxKind::Word => "w:",
        SyntaxKind::QuotedIdentifier => "n:",
        SyntaxKind::QuotedLiteral => "s:",
        SyntaxKind::NumericLiteral => "u:",
        SyntaxKind::Parameter => "p:",
        SyntaxKind::StagePath | SyntaxKind::UnquotedFilePath => "path:",
        SyntaxKind::Symbol => "o:",
        SyntaxKind::Unlexable => "x:",
        _ => "",
    };
    let shown = |lexeme: &Lexeme| format!("{}{}", letter(lexeme.kind), &text[lexed.tokens.range(lexeme.token).span()]);
    lexed.lexemes.iter().map(shown).collect::<Vec<_>>().join(" ")
}

#[test]
fn lexes_as_each_dialect_does() {
    use Dialect::{Ansi, Bigquery, Databricks, Duckdb, Exasol, Mysql, Oracle, Postgres, Redshift, Snowflake, Soql, Sparksql, Tsql};
    let cases = [
        (Ansi, "select a.b, 'it''s'", "w:select w:a . w:b , s:'it''s'"),
        (Ansi, "1 1.5 .5 1. 1e5 1.5e-3 1a", "u:1 u:1.5 u:.5 u:1. u:1e5 u:1.5e-3 w:1a"),
        (Ansi, "a>=b<>c!=d||e::f>>g", "w:a o:>= w:b o:<> w:c o:!= w:d o:|| w:e :: w:f o:> o:> w:g"),
        (Ansi, r#""a""b" `c` größe"#, r#"n:"a""b" n:`c` w:größe"#),
        (Ansi, "a -- b\n/* c */ d", "w:a w:d"),
        (Ansi, "1..x db..t", "u:1 . . w:x w:db . . w:t"),
        (Ansi, r#"'a\'b' "c\"d""#, r#"s:'a\'b' n:"c\"d""#),
        (Ansi, "//// CHANGE name=a\nb // c", "w:b o:// w:c"),
        (Exasol, "create lua script s as\n  x = 'a\n  / 2\n/\nselect", "w:create w:lua w:script w:s w:as x = 'a\n  / 2 o:/ w:select"),
        (Soql, "2022-08-28T00:00:00Z 2023-01-01 2023-1", "u:2022-08-28T00:00:00Z u:2023-01-01 u:2023 o:- u:1"),
        (Bigquery, r#""a" r'\d' '''x'y''' b"z" @p @@e # c"#, r#"s:"a" s:r'\d' s:'''x'y''' s:b"z" p:@p p:@@e"#),
        (Databricks, r"${a}.b '\''", r"p:${a} . w:b s:'\''"),
        (Sparksql, "1L 2.0BD 3x", "u:1L u:2.0BD w:3x"),
        (Duckdb, "#1 5 // 2 $1 1_000", "p:#1 u:5 o:// u:2 p:$1 u:1_000"),
        (Mysql, "a--1 # c\n@v _utf8'x' \"s\" -- d", "w:a o:- o:- u:1 p:@v s:_utf8'x' s:\"s\""),
        (Mysql, "a; --b\nc 0b01 0b2", "w:a ; w:c u:0b01 w:0b2"),
        (Oracle, "q'[it's]' n'x' sys$a#1 &v", "s:q'[it's]' s:n'x' w:sys$a#1 p:&v"),
        (
            Postgres,
            r"$$a'b$$ $t$ $$ $t$ e'\'' $1 a->>'b' x#>>y /* /* */ */",
            r"s:$$a'b$$ s:$t$ $$ $t$ s:e'\'' p:$1 w:a o:->> s:'b' w:x o:#>> w:y",
        ),
        (Postgres, "\\echo it's\nselect u&'d' \\gset", r"w:select s:u&'d' \gset"),
        (Redshift, "#temp $$ a; $$", "w:#temp s:$$ a; $$"),
        (Snowflake, "@~/a/b.csv file:///tmp/x* $v a:b // c", "path:@~/a/b.csv path:file:///tmp/x* p:$v w:a : w:b"),
        (Snowflake, r#"@%t (a) @"S"."T"/p)"#, r#"path:@%t ( w:a ) path:@"S"."T"/p )"#),
        (Tsql, "[a]]b].#t @x @@y N'z' a+=1", "n:[a]]b] . w:#t p:@x p:@@y s:N'z' w:a o:+= u:1"),
    ];
    for (dialect, text, want) in cases {
        assert_eq!(show(dialect, text), want, "{} {text}", dialect.name());
    }
}

#[test]
fn line_ends_are_tokens_of_their_own() {
    use SyntaxKind::{Newline, Whitespace, Word};
    let lexed = lex("a\r\n \n\tb", Dialect::Ansi.spec());
    let kinds: Vec<_> = (0..6).map(|token| lexed.tokens.kind(TokenId(token))).collect();
    assert_eq!(kinds, [Word, Newline, Whitespace, Newline, Whitespace, Word]);
    assert_eq!(lexed.lexemes.iter().map(|lexeme| lexeme.token).collect::<Vec<_>>(), [TokenId(0), TokenId(5)]);
}

#[test]
fn what_has_no_end_goes_to_the_end_of_the_text() {
    for text in ["select 'a; b", "select \"a", "select /* a", "select $$ a"] {
        let lexed = lex(text, Dialect::Postgres.spec());
        assert_eq!(lexed.errors.len(), 1, "{text}");
        assert_eq!(lexed.errors[0].range.end() as usize, text.len(), "{text}");
    }
}

/// The mates of a text's tokens: for each its mate's place, `.` where there is none.
fn mates(text: &str) -> String {
    let lexed = lex(text, Dialect::Ansi.spec());
    lexed.lexemes.iter().map(|lexeme| if lexeme.mate == UNMATCHED { ".".to_owned() } else { lexeme.mate.to_string() }).collect()
}

#[test]
fn brackets_find_their_mates() {
    assert_eq!(mates("(a[b])"), "5.4.20");
    assert_eq!(mates("(a[b)"), "4...0");
    assert_eq!(mates("a)(b"), "....");
    assert_eq!(mates("(a;b)"), ".....");
}

#[test]
fn keywords_are_known_in_any_case() {
    let lexed = lex("Select \"select\" x", Dialect::Ansi.spec());
    assert_eq!(lexed.lexemes[0].keyword, Keyword::Select);
    assert!(lexed.lexemes[1..].iter().all(|lexeme| lexeme.keyword == Keyword::None));
}

proptest! {
    #[test]
    fn tokens_tile_any_text(text in r#"(\PC|[ \n'"`$\[\](){};@#\\/*\-qe0-9.])*"#, index in 0..Dialect::ALL.len()) {
        let lexed = lex(&text, Dialect::ALL[index].spec());
        let mut at = 0;
        for token in 0..lexed.tokens.len() {
            let range = lexed.tokens.range(TokenId(u32::try_from(token).unwrap()));
            prop_assert_eq!(range.start(), at);
            prop_assert!(!range.is_empty());
            prop_assert!(text.is_char_boundary(range.end() as usize));
            at = range.end();
        }
        prop_assert_eq!(at as usize, text.len());
        for (place, lexeme) in lexed.lexemes.iter().enumerate() {
            prop_assert!(lexeme.mate == UNMATCHED || lexed.lexemes[lexeme.mate as usize].mate as usize == place);
        }
    }
}
