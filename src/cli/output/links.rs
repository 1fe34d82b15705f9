//! Where a rule's page can be read in a browser, for formats and terminals that link to it.

use std::sync::OnceLock;

/// The address of rule pages, with `{code}` for the code: for a company that publishes them on a site of its own.
const VARIABLE: &str = "SETSQUARE_RULES_URL";

/// Whether standard output takes hyperlinks; settled once, by whoever owns the terminal.
static SHOWN: OnceLock<bool> = OnceLock::new();

/// Settles whether [`linked`] links.
pub fn show(on: bool) {
    let _ = SHOWN.set(on);
}

/// The address of a rule's page; nothing where nobody publishes one.
pub fn rule(code: &str) -> Option<String> {
    let pattern = match std::env::var(VARIABLE) {
        Ok(pattern) if !pattern.is_empty() => pattern,
        _ => match env!("CARGO_PKG_REPOSITORY") {
            "" => return None,
            repository => format!("{repository}/blob/main/rules/{{code}}.md"),
        },
    };
    let is_safe = pattern.starts_with("https://") || pattern.starts_with("http://");
    (is_safe && !pattern.chars().any(char::is_control)).then(|| pattern.replace("{code}", code))
}

/// `text` as a hyperlink to a rule's page (OSC 8), where the terminal takes it.
pub fn linked(code: &str, text: &str) -> String {
    match rule(code).filter(|_| SHOWN.get().copied().unwrap_or(false)) {
        Some(address) => format!("\u{1b}]8;;{address}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\"),
        None => text.to_owned(),
    }
}
