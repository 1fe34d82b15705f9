//! Layer 5: the only orchestrator: files in, diagnostics and edits out.
//!
//! Prints nothing, exits nowhere, knows no output format.
