//! Hands the steps of the SQL to the elements so that they nest with the blocks of the template.

use super::elements::{Element, Role, TagRole};
use super::indent::{Heights, Steps};
use super::indent_marks::{Mark, Marks};

/// One half of a step in and out: both have the same number.
#[derive(Clone, Copy, Debug)]
pub struct Placed {
    pub pair: u32,
    pub mark: Mark,
    /// Whether a later copy of an element asked for it.
    pub copy: bool,
}

/// Without a template: each token's element has the token's steps.
pub fn follow(elements: &mut [Element], by_token: &[u32], marks: Marks<'_>, heights: &mut Heights) {
    // For each step in that is open, whether an element has it.
    let mut open: Vec<bool> = Vec::new();
    for (token, mark) in marks.sorted() {
        let element = elements.get_mut(by_token[token.0 as usize] as usize);
        let counts = match mark {
            Mark::Out => open.pop() == Some(true),
            Mark::In | Mark::Implicit => {
                open.push(element.is_some());
                true
            }
        };
        if let Some(element) = element.filter(|_| counts) {
            element.after.push(mark, heights);
        }
    }
}

/// What is open at a place: a step in, or a block of the template.
enum Open {
    Pair(u32),
    Block(u32),
}

/// Takes a step back, or lets it wait for the end of the block that was opened since.
fn release(stack: &mut Vec<Open>, pair: u32, after: &mut Steps, waiting: &mut Vec<(u32, u32)>) {
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
    after.step_out();
}

/// A step out whose step in stands outside a block takes effect behind the block, and what a block opens it closes.
/// Where `blocks` is set, the tags of blocks have steps of their own.
pub fn nest(elements: &mut [Element], placed: Vec<(usize, Placed)>, heights: &mut Heights, blocks: bool) {
    let mut stack: Vec<Open> = Vec::new();
    // Steps out that wait for the end of a block.
    let mut waiting: Vec<(u32, u32)> = Vec::new();
    let mut placed = placed.into_iter().peekable();
    for (at, element) in elements.iter_mut().enumerate() {
        if let Role::Tag(role) = element.role {
            pass_tag(element, role, &mut stack, &mut waiting, (heights, blocks));
        }
        while let Some((_, mark)) = placed.next_if(|(owner, _)| *owner == at) {
            if mark.mark == Mark::Out {
                release(&mut stack, mark.pair, &mut element.after, &mut waiting);
            } else {
                stack.push(Open::Pair(mark.pair));
                element.after.push(mark.mark, heights);
            }
        }
    }
}

fn pass_tag(
    element: &mut Element,
    role: TagRole,
    stack: &mut Vec<Open>,
    waiting: &mut Vec<(u32, u32)>,
    (heights, blocks): (&mut Heights, bool),
) {
    let block = element.block;
    let is_own = |open: &Open| matches!(open, Open::Block(found) if *found == block);
    let ends = matches!(role, TagRole::Middle | TagRole::Close);
    if ends && stack.iter().any(is_own) {
        while stack.pop_if(|open| matches!(open, Open::Pair(_))).is_some() {
            element.before.step_out();
        }
    }
    if blocks && ends {
        element.before.step_out();
    }
    if blocks && matches!(role, TagRole::Open | TagRole::Middle) {
        element.after.push(Mark::In, heights);
    }
    match role {
        TagRole::Open => stack.push(Open::Block(block)),
        TagRole::Close => {
            stack.retain(|open| !is_own(open));
            let (now, later): (Vec<_>, Vec<_>) = std::mem::take(waiting).into_iter().partition(|(_, waits)| *waits == block);
            *waiting = later;
            for (pair, _) in now {
                release(stack, pair, &mut element.after, waiting);
            }
        }
        _ => {}
    }
}
