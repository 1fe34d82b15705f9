use crate::config::options::options;

options! {
    /// Options of MC02.
    MacroArguments for "MC02" "macros.argument_count" {
        /// The most arguments.
        max: u32 = 6,
    }
}

options! {
    /// Options of MC03.
    MacroLines for "MC03" "macros.length" {
        /// The most lines.
        max: u32 = 60,
    }
}
