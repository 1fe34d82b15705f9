//! Cursors in use: `open`, `fetch`, `close`. How one is declared: [`declaration`](super::declaration).

use crate::dialect::Keyword;
use crate::sql::expression::{dotted_names, path_length, value};
use crate::sql::parser::{Parser, sym};
use crate::syntax::SyntaxKind;

use super::ends;
use super::generic::{self, Role};

/// `open c`, `open c for select …`, `fetch next from c into @a`, `close c`
pub(super) fn cursor_statement(p: &mut Parser) {
    let mark = p.mark();
    let is_fetch = p.at(Keyword::Fetch);
    p.bump_keyword();
    let mut role = Role::of(SyntaxKind::NakedIdentifier);
    while !ends(p) {
        let before = p.position();
        if is_fetch && p.eat_any(&[Keyword::From, Keyword::In]) || p.eat_any(&[Keyword::Into, Keyword::Global]) {
            continue;
        }
        if p.at(Keyword::Bulk) {
            p.bump_keywords(2);
            continue;
        }
        if p.is_name(0) && !p.at_any(&[Keyword::For, Keyword::Using, Keyword::Limit]) && !is_fetch_direction(p) {
            if p.symbol(path_length(p)) == sym::OPEN { value(p) } else { plain_name(p) }
        } else {
            generic::piece(p, &mut role);
        }
        if p.position() == before {
            break;
        }
    }
    p.complete(mark, SyntaxKind::CursorStatement);
}

fn is_fetch_direction(p: &Parser) -> bool {
    matches!(
        p.keyword(0),
        Keyword::Next
            | Keyword::Prior
            | Keyword::First
            | Keyword::Last
            | Keyword::Absolute
            | Keyword::Relative
            | Keyword::Forward
            | Keyword::Backward
            | Keyword::All
    )
}

/// A dotted name of a variable: no reference to an object.
pub(super) fn plain_name(p: &mut Parser) {
    p.bump_identifier();
    dotted_names(p);
}
