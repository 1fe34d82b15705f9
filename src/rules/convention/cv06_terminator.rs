//! Semicolons: where they stand, and whether the last is there.

use crate::diagnostic::{Applicability, Level, RuleName};
use crate::jinja::RenderedEdit;
use crate::rules::{Change, Check, Cx, FixPolicy, RuleDef, Sink, WordClass};
use crate::semantic::previous_solid;
use crate::syntax::{SyntaxKind, TokenId, Tree};
use crate::text::TextRange;

pub static RULE: RuleDef = RuleDef {
    name: RuleName { code: "CV06", name: "convention.terminator" },
    aliases: &["L052"],
    groups: &["convention"],
    docs: include_str!("../../../rules/CV06.md"),
    default: Some(Level::Warning),
    fixes: FixPolicy::Always(Applicability::Safe, Change::Structure),
    check: Check::File(check),
};

fn check(cx: &Cx<'_>, out: &mut Sink<'_>) {
    let tree = cx.tree;
    let options = &cx.settings.rules.cv06;
    // Most models have no semicolon at all.
    if !options.require_final_semicolon && !cx.words().has(WordClass::TERMINATOR) {
        return;
    }
    let mut statement: Option<TokenId> = None;
    let mut last = None;
    for token in tree.all_tokens().filter(|&token| !tree.token_kind(token).is_trivia() && tree.token_kind(token) != SyntaxKind::EndOfFile) {
        last = Some(token);
        if is_semicolon(tree, token) {
            if let (Some(first), Some(end)) = (statement.take(), previous_solid(tree, token)) {
                let own_line = options.multiline_newline && has_line_end(tree, first, end);
                check_semicolon(tree, end, token, own_line, out);
            }
        } else if ends_batch(tree, token) {
            statement = None;
        } else {
            statement = statement.or(Some(token));
        }
    }
    let (true, Some(first), Some(end)) = (options.require_final_semicolon, statement, last) else { return };
    let own_line = options.multiline_newline && has_line_end(tree, first, end);
    let (at, text) = if own_line { (after_comment(tree, end), "\n;") } else { (tree.token_range(end).end(), ";") };
    out.report(TextRange::empty(tree.token_range(end).end()), "The last statement has no semicolon")
        .safe_fix("Write a semicolon", vec![RenderedEdit::insert(at, text)]);
}

fn is_semicolon(tree: &Tree, token: TokenId) -> bool {
    tree.token_kind(token) == SyntaxKind::StatementTerminator && tree.token_text(token) == ";"
}

/// `GO` and `/`, alone on their lines, and a `/` behind the semicolon.
fn ends_batch(tree: &Tree, token: TokenId) -> bool {
    if tree.token_kind(token) == SyntaxKind::StatementTerminator && tree.token_text(token) == "/" {
        return true;
    }
    let line_end =
        |token: Option<TokenId>| token.is_none_or(|token| matches!(tree.token_kind(token), SyntaxKind::Newline | SyntaxKind::EndOfFile));
    (tree.token_is(token, "go") || tree.token_text(token) == "/")
        && line_end(tree.previous_token(token))
        && line_end(tree.next_token(token))
}

fn has_line_end(tree: &Tree, first: TokenId, last: TokenId) -> bool {
    tree.text()[tree.token_range(first).cover(tree.token_range(last)).span()].contains('\n')
}

/// Where a line comment behind the token ends; the token's own end if there is none.
fn after_comment(tree: &Tree, token: TokenId) -> u32 {
    comment_behind(tree, token).map_or(tree.token_range(token).end(), |comment| tree.token_range(comment).end())
}

/// The comment that ends the token's line.
fn comment_behind(tree: &Tree, token: TokenId) -> Option<TokenId> {
    let mut at = tree.next_token(token)?;
    while tree.token_kind(at) == SyntaxKind::Whitespace {
        at = tree.next_token(at)?;
    }
    (tree.token_kind(at) == SyntaxKind::InlineComment).then_some(at)
}

fn check_semicolon(tree: &Tree, end: TokenId, semicolon: TokenId, own_line: bool, out: &mut Sink<'_>) {
    let place = tree.token_range(semicolon);
    let after = tree.token_range(end).end();
    let between = TextRange::new(after, place.start());
    let before_semicolon = before_spaces(tree, semicolon);
    if !own_line {
        if !between.is_empty() {
            let mut edits = vec![RenderedEdit::insert(after, ";")];
            if before_semicolon == after {
                edits = vec![RenderedEdit::delete(between)];
            } else {
                edits.push(RenderedEdit::delete(TextRange::new(before_semicolon, place.end())));
            }
            out.report(between, "The semicolon does not follow its statement").safe_fix("Move the semicolon", edits);
        }
        return;
    }
    // On a line of its own, behind the comment that ends the statement's last line.
    let late_comment = comment_behind(tree, semicolon);
    let wanted = late_comment.map_or_else(|| after_comment(tree, end), |comment| tree.token_range(comment).end());
    if late_comment.is_none() && tree.text()[TextRange::new(wanted.min(place.start()), place.start()).span()] == *"\n" {
        return;
    }
    let edits = if late_comment.is_none() && before_semicolon == wanted {
        vec![RenderedEdit::replace(TextRange::new(wanted, place.end()), "\n;")]
    } else {
        vec![RenderedEdit::delete(TextRange::new(before_semicolon, place.end())), RenderedEdit::insert(wanted, "\n;")]
    };
    out.report(TextRange::new(after, place.end().max(after)), "The semicolon of a statement of several lines has no line of its own")
        .safe_fix("Move the semicolon", edits);
}

/// Where the white space before a token begins, line ends included.
fn before_spaces(tree: &Tree, token: TokenId) -> u32 {
    let mut start = tree.token_range(token).start();
    let mut at = tree.previous_token(token);
    while let Some(before) = at.filter(|&before| matches!(tree.token_kind(before), SyntaxKind::Whitespace | SyntaxKind::Newline)) {
        start = tree.token_range(before).start();
        at = tree.previous_token(before);
    }
    start
}
