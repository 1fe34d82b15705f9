//! Layer 3: the gap plan: the wanted white space between any two neighbouring elements of a source.
//!
//! Elements (SQL tokens, comments, Jinja tags) stand in source order; only what lies between them changes, and a comma
//! or an operator may change sides of a line break. Each rule's pass looks at the plan and at nothing else, so that what
//! one decides the next one sees. Knows no rule's documentation and no configuration file.

mod align;
mod askers;
mod blank_lines;
mod build;
mod ctes;
mod edits;
mod elements;
mod found;
mod functions;
mod gap;
mod indent;
mod indent_lines;
mod indent_marks;
mod indent_table;
mod keywords;
mod nest;
mod operators;
mod plan;
mod select;
mod sides;
mod sought;
mod spacing;
mod start;
mod state;
mod styles;
mod tags;
mod turns;
mod unrendered;
mod width;

#[cfg(test)]
mod tests;

pub use elements::Options;
pub use plan::{Difference, GapPlan, PlanInput};
pub use styles::Styles;
pub use tags::tags;
