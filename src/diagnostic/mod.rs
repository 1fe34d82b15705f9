//! Layer 3: findings and fixes, in the coordinates of source files.
//!
//! Knows no rule and no output format.

mod finding;
mod fingerprint;
mod input;
mod suppress;

pub use finding::{Applicability, Diagnostic, Fix, Label, Level, RuleName};
pub use fingerprint::{Fingerprint, fingerprints};
pub use input::{InputProblem, InputProblemKind};
pub use suppress::{Subject, SuppressionNote, Suppressions};
