use crate::config::options::options;

options! {
    /// Options of MC02.
    MacroArguments for "MC02" "macros.argument_count" {
        /// The most arguments.
        max: u32 = 6,
        /// Whether generic tests count: properties give their arguments by name, one a line.
        include_tests: bool = false,
    }
}

options! {
    /// Options of MC03.
    MacroLines for "MC03" "macros.length" {
        /// The most lines.
        max: u32 = 60,
    }
}

options! {
    /// Options of MC01.
    UnusedMacros for "MC01" "macros.unused_macro" {
        /// Regular expressions for names that are left out.
        ignore: Vec<String> = Vec::new(),
    }
}

options! {
    /// Options of MC04.
    BannedMacroCode for "MC04" "macros.banned_code" {
        /// Regular expressions, found anywhere in the macro.
        patterns: Vec<String> = Vec::new(),
    }
}

options! {
    /// Options of MC05.
    UndefinedMacros for "MC05" "macros.undefined_macro" {
        /// Packages that are taken to define whatever is called of them; with any, names without a package are taken so too.
        assume_packages: Vec<String> = Vec::new(),
    }
}
