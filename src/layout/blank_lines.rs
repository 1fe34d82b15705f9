//! LT12, LT13, LT15: the ends of a file, and how many empty lines stand in between.

use crate::syntax::SyntaxKind;

use super::elements::Facts;
use super::found::{Findings, Place};
use super::gap;
use super::state::State;

pub const END: &str = "LT12";
pub const START: &str = "LT13";
pub const BETWEEN: &str = "LT15";

/// LT12: a file ends with one line end.
pub fn end_of_file(facts: &Facts<'_>, state: &mut State<'_>, found: &mut Findings) {
    let Some(last) = state.len().checked_sub(1) else { return };
    let have = state.gap(last);
    let breaks = state.line_breaks(last);
    let ended = last > 0 && facts.text(state.slots[last - 1].element).ends_with('\n');
    let one = if have.starts_with("\r\n") { "\r\n" } else { "\n" };
    if breaks == 1 || breaks == 0 && ended && have.is_empty() {
        return;
    }
    let element = state.slots[last].element;
    // Blanks behind the last line end are for LT01 to take away.
    let place = match have.rfind('\n') {
        Some(at) if breaks > 1 && have.ends_with('\n') => Place::Gap(at),
        Some(at) => Place::Gap(at + 1),
        None => Place::Gap(0),
    };
    let behind = last.checked_sub(1).map(|before| state.slots[before].element);
    let at_word = |element: usize| facts.elements[element].is_comment() || facts.elements[element].is_separator();
    // Where nothing stands between the last word and the end, some words are reported themselves.
    let at_last = behind.filter(|&behind| have.is_empty() && at_word(behind));
    let want = if breaks == 0 { format!("{have}\n") } else { one.to_owned() };
    if last == 0 {
        // Nothing but white space: it goes, and no line is left to end.
        if !have.is_empty() {
            found.report((END, element, place), || "A file of white space ends no line", None);
        }
        return;
    }
    if state.set_gap(last, want) {
        let (at, place) = at_last.map_or((element, place), |last| (last, Place::Element));
        found.report((END, at, place), || "A file ends with exactly one line end", [element]);
    }
}

/// LT13: a file begins with its first element.
pub fn start_of_file(_facts: &Facts<'_>, state: &mut State<'_>, found: &mut Findings) {
    if state.gap(0).is_empty() {
        return;
    }
    let element = state.slots[0].element;
    if state.set_gap(0, "") {
        let message = || "A file begins with its first word, not with white space";
        found.report((START, element, Place::Gap(0)), message, [element]);
    }
}

/// LT15: not too many empty lines, and not too few between statements.
pub fn empty_lines(facts: &Facts<'_>, state: &mut State<'_>, found: &mut Findings) {
    let options = &facts.settings.rules.lt15;
    let maxima = [
        options.maximum_empty_lines_inside_statements,
        options.maximum_empty_lines_between_batches,
        options.maximum_empty_lines_between_statements,
    ];
    let harmless = maxima.into_iter().min().unwrap_or(0) as usize + 1;
    for slot in 0..state.len() {
        if state.slots[slot].locked || state.line_breaks(slot) + usize::from(slot == 0) <= harmless {
            continue;
        }
        let have = state.gap(slot).to_owned();
        let element = state.slots[slot].element;
        let maximum = match surroundings(facts, state, slot) {
            Surroundings::Statement => options.maximum_empty_lines_inside_statements,
            Surroundings::Batch => options.maximum_empty_lines_between_batches,
            Surroundings::File => options.maximum_empty_lines_between_statements,
        };
        let (want, excess) = limit(&have, maximum as usize + 1, slot == 0);
        if want == have {
            continue;
        }
        for &at in &excess {
            found.report((BETWEEN, element, Place::Gap(at)), || format!("No more than {maximum} empty lines belong here"), [element]);
        }
        state.set_gap(slot, want);
    }
    too_few(facts, state, found);
}

/// LT15: what stands between two statements holds enough empty lines somewhere.
fn too_few(facts: &Facts<'_>, state: &mut State<'_>, found: &mut Findings) {
    let options = &facts.settings.rules.lt15;
    // No file could satisfy both.
    let minimum = options.minimum_empty_lines_between_statements.min(options.maximum_empty_lines_between_statements) as usize;
    if minimum == 0 {
        return;
    }
    let tree = facts.tree;
    let outer = facts
        .sought
        .statements
        .iter()
        .copied()
        .filter(|&node| tree.parent(node).is_some_and(|above| tree.kind(above) != SyntaxKind::Statement && is_list(tree.kind(above))));
    for statement in outer {
        let Some(slot) = tree.first_token(statement).and_then(|token| facts.element_of(token)).map(|element| state.place(element)) else {
            continue;
        };
        let Some(before) = (0..slot).rev().find(|&slot| facts.elements[state.slots[slot].element].is_code()) else { continue };
        let tags = (before..slot).any(|slot| facts.elements[state.slots[slot].element].is_tag());
        let enough = (before + 1..=slot).any(|slot| state.line_breaks(slot) > minimum);
        let ends = facts.elements[state.slots[before].element].kind == SyntaxKind::StatementTerminator;
        if !ends || tags || enough {
            continue;
        }
        let have = state.gap(slot).to_owned();
        let want = format!("{}{}", "\n".repeat(minimum + 1), gap::indentation(&have).unwrap_or_default());
        let own = state.slots[slot].element;
        let (element, place) = if have.contains('\n') {
            (own, Place::Gap(have.rfind('\n').unwrap_or(0)))
        } else {
            (state.slots[slot - 1].element, Place::Element)
        };
        if state.set_gap(slot, want) {
            let message = || format!("At least {minimum} empty lines belong between statements");
            found.report((BETWEEN, element, place), message, [own]);
        }
    }
}

/// Whether statements stand side by side in a node of this kind.
const fn is_list(kind: SyntaxKind) -> bool {
    matches!(kind, SyntaxKind::File | SyntaxKind::Batch)
}

enum Surroundings {
    Statement,
    Batch,
    File,
}

fn surroundings(facts: &Facts<'_>, state: &State<'_>, slot: usize) -> Surroundings {
    let token = |slot: usize| facts.elements[state.slots[slot].element].token;
    let left = (0..slot).rev().find_map(token);
    let right = (slot..state.len()).find_map(token);
    let (Some(left), Some(right)) = (left, right) else { return Surroundings::File };
    let node = facts.common_node(left.min(right), left.max(right));
    if facts.tree.kind(node) == SyntaxKind::WithCompoundStatement {
        // The steps of a query may stand as far apart as statements.
        return Surroundings::File;
    }
    if facts.tree.token_is(right, "go") {
        return Surroundings::File;
    }
    let kinds = || std::iter::once(node).chain(facts.tree.ancestors(node)).map(|node| facts.tree.kind(node));
    if kinds().any(|kind| kind == SyntaxKind::Statement) {
        Surroundings::Statement
    } else if kinds().any(|kind| kind == SyntaxKind::File) && batches(facts, node) {
        Surroundings::Batch
    } else {
        Surroundings::File
    }
}

/// Whether a node is a file of several batches: then the first thing in it is one, or `go` is.
fn batches(facts: &Facts<'_>, node: crate::syntax::NodeId) -> bool {
    facts.tree.kind(node) == SyntaxKind::File && facts.tree.children(node).take(2).any(|child| facts.tree.kind(child) == SyntaxKind::Batch)
}

/// The gap with no more than `allowed` line ends in a row, and where the others were. At the start of a file the first
/// line end already makes an empty line.
fn limit(gap: &str, allowed: usize, at_start: bool) -> (String, Vec<usize>) {
    let mut out = String::with_capacity(gap.len());
    let mut excess = Vec::new();
    let mut run = usize::from(at_start);
    for (at, character) in gap.char_indices() {
        match character {
            '\n' => {
                run += 1;
                if run > allowed {
                    excess.push(at);
                    if out.ends_with('\r') {
                        out.pop();
                    }
                    continue;
                }
            }
            '\r' => {}
            _ => run = 0,
        }
        out.push(character);
    }
    (out, excess)
}
