//! Hands the steps of the SQL to the elements so that they nest with the blocks of the template.

use super::elements::{Element, Role, TagRole};
use super::indent::{AllSteps, Steps};
use super::indent_marks::{Mark, Marks, Rank};

/// One half of a step in and out: both have the same number.
#[derive(Clone, Copy, Debug)]
pub struct Placed {
    pub pair: u32,
    pub mark: Mark,
    /// Whether a later copy of an element asked for it.
    pub copy: bool,
}

/// The steps in and out on the gap behind an element.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    outs: i32,
    /// Into what stands between the children of a node.
    between: i32,
    /// Into nodes that begin behind the gap.
    begins: i32,
}

/// Without a template, each token's element has the token's steps. Those out come first, then those between children, then those
/// of the nodes that begin: so sums tell all, in whatever order the marks come.
pub fn follow(elements: usize, by_token: &[u32], marks: &Marks<'_>) -> AllSteps {
    let mut sums = vec![Sums::default(); elements];
    // Steps that a line need not take: the element, what they are, and which of these.
    let mut implicit: Vec<(u32, Rank, i32)> = Vec::new();
    for (token, rank, mark) in marks.found() {
        let element = by_token[token.0 as usize];
        let Some(sum) = sums.get_mut(element as usize) else { continue };
        let height = match (rank, mark) {
            (Rank::Nothing, Mark::Out) => continue,
            (Rank::Begins, Mark::Out) => {
                // It began and holds nothing.
                sum.begins -= 1;
                continue;
            }
            (_, Mark::Out) => {
                sum.outs += 1;
                continue;
            }
            (Rank::Nothing, _) => 1,
            (Rank::Begins, _) => {
                sum.begins += 1;
                sum.begins
            }
            _ => {
                sum.between += 1;
                sum.between
            }
        };
        if mark == Mark::Implicit {
            implicit.push((element, rank, height));
        }
    }
    implicit.sort_unstable();
    let mut implicit = implicit.as_slice();
    let mut steps = AllSteps { after: Vec::with_capacity(elements), ..AllSteps::default() };
    let mut depth = 0;
    for (at, sum) in (0..).zip(&sums) {
        // What begins with the file has no gap to step in on, and none to step out.
        let outs = sum.outs.min(depth);
        let ins = sum.between + sum.begins;
        depth += ins - outs;
        let mut of_gap = Steps::of_gap(outs, ins);
        while let Some((&(_, rank, height), others)) = implicit.split_first().filter(|((element, ..), _)| *element == at) {
            implicit = others;
            let above = if rank == Rank::Between { 0 } else { sum.between };
            of_gap.note_implicit(above + height - outs, &mut steps.heights);
        }
        steps.after.push(of_gap);
    }
    steps
}

/// What is open at a place: a step in, or a block of the template.
enum Open {
    Pair(u32),
    Block(u32),
}

/// A step out whose step in stands outside a block takes effect behind the block, and what a block opens it closes.
/// Where `blocks` is set, the tags of blocks have steps of their own.
pub fn nest(elements: &[Element], placed: Vec<(usize, Placed)>, blocks: bool) -> AllSteps {
    let none = || vec![Steps::default(); elements.len()];
    let mut nesting =
        Nesting { steps: AllSteps { before: none(), after: none(), ..AllSteps::default() }, stack: Vec::new(), waiting: Vec::new() };
    let mut placed = placed.into_iter().peekable();
    for (at, element) in elements.iter().enumerate() {
        if let Role::Tag(role) = element.role {
            nesting.pass_tag(at, element.block, role, blocks);
        }
        while let Some((_, mark)) = placed.next_if(|(owner, _)| *owner == at) {
            if mark.mark == Mark::Out {
                nesting.release(mark.pair, at);
            } else {
                nesting.stack.push(Open::Pair(mark.pair));
                nesting.step(at, mark.mark);
            }
        }
    }
    nesting.steps
}

struct Nesting {
    steps: AllSteps,
    stack: Vec<Open>,
    /// Steps out that wait for the end of a block.
    waiting: Vec<(u32, u32)>,
}

impl Nesting {
    fn step(&mut self, element: usize, mark: Mark) {
        self.steps.after[element].push(mark, &mut self.steps.heights);
    }

    /// Takes a step back, or lets it wait for the end of the block that was opened since.
    fn release(&mut self, pair: u32, element: usize) {
        let Some(at) = self.stack.iter().rposition(|open| matches!(open, Open::Pair(found) if *found == pair)) else { return };
        let block = self.stack[at..].iter().rev().find_map(|open| match open {
            Open::Block(block) => Some(*block),
            Open::Pair(_) => None,
        });
        if let Some(block) = block {
            self.waiting.push((pair, block));
            return;
        }
        self.stack.remove(at);
        self.steps.after[element].step_out();
    }

    fn pass_tag(&mut self, at: usize, block: u32, role: TagRole, blocks: bool) {
        let is_own = |open: &Open| matches!(open, Open::Block(found) if *found == block);
        let ends = matches!(role, TagRole::Middle | TagRole::Close);
        if ends && self.stack.iter().any(is_own) {
            while self.stack.pop_if(|open| matches!(open, Open::Pair(_))).is_some() {
                self.steps.before[at].step_out();
            }
        }
        if blocks && ends {
            self.steps.before[at].step_out();
        }
        if blocks && matches!(role, TagRole::Open | TagRole::Middle) {
            self.step(at, Mark::In);
        }
        match role {
            TagRole::Open => self.stack.push(Open::Block(block)),
            TagRole::Close => {
                self.stack.retain(|open| !is_own(open));
                let (now, later): (Vec<_>, Vec<_>) = std::mem::take(&mut self.waiting).into_iter().partition(|(_, waits)| *waits == block);
                self.waiting = later;
                for (pair, _) in now {
                    self.release(pair, at);
                }
            }
            _ => {}
        }
    }
}
