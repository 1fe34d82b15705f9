//! Names of relations as SQL writes them: up to three or four parts, quoted or not, some perhaps not known.

use crate::jinja::holds_stand_in;
use crate::text::TextRange;

/// One part of a name: a database, a schema or an identifier.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    Known(String),
    /// A stand-in stands here: the template could not be evaluated to a text.
    Unknown,
}

impl Part {
    #[must_use]
    pub fn known(&self) -> Option<&str> {
        match self {
            Self::Known(text) => Some(text),
            Self::Unknown => None,
        }
    }
}

/// A dotted name. The last part is the identifier, the one before it the schema, the one before that the database.
///
/// Kept as written, without quotes; [`RelationName::is`] compares without regard to case, since warehouses fold it one way or the
/// other and a border must hold in both.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RelationName {
    pub parts: Vec<Part>,
}

impl RelationName {
    /// Reads a dotted name with `"`, `` ` `` or `[]` quotes; `None` where the text is no name. A part that shares a byte with one of
    /// `unknown` (ranges of `text`) is not known.
    #[must_use]
    pub fn parse(text: &str, unknown: &[TextRange]) -> Option<Self> {
        let bytes = text.as_bytes();
        let mut parts = Vec::new();
        let mut at = 0;
        loop {
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let start = at;
            let quote = match bytes.get(at)? {
                b'"' => Some(b'"'),
                b'`' => Some(b'`'),
                b'[' => Some(b']'),
                _ => None,
            };
            let written = if let Some(quote) = quote {
                let length = bytes[at + 1..].iter().position(|&byte| byte == quote)?;
                at += length + 2;
                &text[start + 1..at - 1]
            } else {
                at += bytes[at..].iter().take_while(|&&byte| is_name_byte(byte)).count();
                &text[start..at]
            };
            if written.is_empty() {
                return None;
            }
            let range = TextRange::from(start..at);
            let holes = unknown.iter().any(|hole| hole.overlaps(range)) || holds_stand_in(written);
            // BigQuery lets one pair of backticks hold the whole dotted name.
            if quote == Some(b'`') && written.contains('.') && !holes {
                parts.extend(written.split('.').map(|part| Part::Known(part.to_owned())));
            } else {
                parts.push(if holes { Part::Unknown } else { Part::Known(written.to_owned()) });
            }
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            match bytes.get(at) {
                None => return Some(Self { parts }),
                Some(b'.') => at += 1,
                Some(_) => return None,
            }
        }
    }

    /// A name of three parts that are all known.
    #[must_use]
    pub fn of(database: &str, schema: &str, identifier: &str) -> Self {
        Self { parts: [database, schema, identifier].iter().map(|&part| Part::Known(part.to_owned())).collect() }
    }

    fn nth_last(&self, back: usize) -> Option<&Part> {
        self.parts.len().checked_sub(back + 1).map(|at| &self.parts[at])
    }

    #[must_use]
    pub fn identifier(&self) -> Option<&str> {
        self.nth_last(0).and_then(Part::known)
    }

    #[must_use]
    pub fn schema(&self) -> Option<&str> {
        self.nth_last(1).and_then(Part::known)
    }

    #[must_use]
    pub fn database(&self) -> Option<&str> {
        self.nth_last(2).and_then(Part::known)
    }

    /// Whether some part is not known.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.parts.contains(&Part::Unknown)
    }

    /// Whether both name the same relation, in any case, as far as both say it: a name of two parts is equal to one of three parts that
    /// ends in it.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self.parts.iter().rev().zip(other.parts.iter().rev()).all(|(mine, theirs)| match (mine, theirs) {
            (Part::Known(mine), Part::Known(theirs)) => mine.eq_ignore_ascii_case(theirs),
            _ => false,
        })
    }
}

impl std::fmt::Display for RelationName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, part) in self.parts.iter().enumerate() {
            if index > 0 {
                f.write_str(".")?;
            }
            f.write_str(part.known().unwrap_or("?"))?;
        }
        Ok(())
    }
}

/// Bytes of an unquoted name; `#`, `@`, `:` and `-` occur in temporary tables, stages, placeholders and `BigQuery` projects.
const fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || matches!(byte, b'_' | b'$' | b'#' | b'@' | b':' | b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, unknown: &[TextRange]) -> Option<String> {
        RelationName::parse(text, unknown).map(|name| name.to_string())
    }

    #[test]
    fn reads_dotted_names() {
        assert_eq!(shown("a.b.c", &[]).as_deref(), Some("a.b.c"));
        assert_eq!(shown("\"A b\" . [c]", &[]).as_deref(), Some("A b.c"));
        assert_eq!(shown("`p-1.d.t`", &[]).as_deref(), Some("p-1.d.t"));
        assert_eq!(shown("hole.mart.x", &[TextRange::new(0, 4)]).as_deref(), Some("?.mart.x"));
        assert_eq!(shown("a..b", &[]), None);
        assert_eq!(shown("a b", &[]), None);
        assert_eq!(shown("", &[]), None);
    }

    #[test]
    fn compares_from_the_end() {
        let name = RelationName::of("Affiliate_DB_fr", "mart", "dim_hcp");
        assert!(RelationName::parse("MART.dim_hcp", &[]).is_some_and(|other| other.is(&name)));
        assert!(!RelationName::parse("stage.dim_hcp", &[]).is_some_and(|other| other.is(&name)));
    }
}
