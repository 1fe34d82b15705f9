//! Layer 3: from configuration files and flags to typed `Settings`, one value for each distinct configuration.
//!
//! Knows option names and types, not what rules do with them.

mod settings;

pub use settings::Settings;
