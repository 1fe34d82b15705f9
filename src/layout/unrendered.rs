//! Blocks of which a rendering left text out: what stands there is not laid out by halves.
//!
//! Where text between two tags is not known as SQL, moving the tags around it would only part them from it.

use super::elements::{Element, Role, TagRole};

/// What lies between two tags of a block, or outside all blocks.
struct Arm {
    /// The first element whose gap lies in it.
    from: usize,
    /// Text directly in it was left out.
    left_out: bool,
    /// SQL in it, however deep, was rendered.
    rendered: bool,
    /// Gaps of arms inside it that hold nothing but tags.
    bare: Vec<(usize, usize)>,
}

impl Arm {
    const fn new(from: usize) -> Self {
        Self { from, left_out: false, rendered: false, bare: Vec::new() }
    }
}

/// For each element, whether the gap before it stays as it is; nothing where none has to.
#[must_use]
pub fn unrendered(elements: &[Element]) -> Vec<bool> {
    if !elements.iter().any(|element| element.role == Role::Tag(TagRole::Skipped)) {
        return Vec::new();
    }
    let mut stays = vec![false; elements.len()];
    // The gaps directly in each open arm.
    let mut direct: Vec<Vec<usize>> = vec![Vec::new()];
    let mut arms = vec![Arm::new(0)];
    for (at, element) in elements.iter().enumerate() {
        if let Some(gaps) = direct.last_mut() {
            gaps.push(at);
        }
        let Some(arm) = arms.last_mut() else { break };
        match element.role {
            Role::Code => arm.rendered = true,
            Role::Tag(TagRole::Skipped) => arm.left_out = true,
            Role::Tag(TagRole::Open) => {
                arms.push(Arm::new(at + 1));
                direct.push(Vec::new());
            }
            Role::Tag(role @ (TagRole::Middle | TagRole::Close)) if arms.len() > 1 => {
                finish(&mut arms, &mut direct, &mut stays, at);
                if role == TagRole::Middle {
                    arms.push(Arm::new(at + 1));
                    direct.push(Vec::new());
                }
            }
            _ => {}
        }
    }
    while !arms.is_empty() {
        finish(&mut arms, &mut direct, &mut stays, elements.len());
    }
    stays
}

/// Ends the innermost arm before the gap of the element `end`, which is its last.
fn finish(arms: &mut Vec<Arm>, direct: &mut Vec<Vec<usize>>, stays: &mut [bool], end: usize) {
    let (Some(arm), Some(gaps)) = (arms.pop(), direct.pop()) else { return };
    if arm.left_out {
        for gap in gaps {
            stays[gap] = true;
        }
        for &(from, to) in &arm.bare {
            stays[from..to].fill(true);
        }
    }
    let Some(outer) = arms.last_mut() else { return };
    if arm.rendered {
        outer.rendered = true;
    } else {
        outer.bare.push((arm.from, (end + 1).min(stays.len())));
    }
}
