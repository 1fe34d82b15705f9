//! Parts of a run for several machines: each file belongs to exactly one part, whatever else is there.

use std::path::Path;

use xxhash_rust::xxh3::xxh3_64;

/// One of several parts, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    part: u64,
    of: u64,
}

impl Shard {
    /// Reads `2/5`.
    ///
    /// # Errors
    /// If it is no part of anything.
    pub fn parse(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/').and_then(|(part, of)| Some((part.trim().parse::<u64>().ok()?, of.trim().parse::<u64>().ok()?)));
        match parts {
            Some((part, of)) if (1..=of).contains(&part) => Ok(Self { part, of }),
            _ => Err("a part is written as in `2/5`, counted from 1".to_owned()),
        }
    }

    /// Whether a file belongs to this part. Below the working folder its place there decides, which is the same on every machine.
    #[must_use]
    pub fn holds(self, path: &Path) -> bool {
        let here = std::env::current_dir().and_then(std::fs::canonicalize).unwrap_or_default();
        let shown = path.strip_prefix(here).unwrap_or(path).to_string_lossy().replace('\\', "/");
        xxh3_64(shown.as_bytes()) % self.of == self.part - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_one_part() {
        assert!(["", "1", "0/3", "4/3", "a/b", "1/0"].iter().all(|text| Shard::parse(text).is_err()));
        let parts: Vec<Shard> = (1..=5).map(|part| Shard::parse(&format!("{part}/5")).unwrap()).collect();
        for at in 0..100 {
            let path = format!("/w/models/m{at}.sql");
            assert_eq!(parts.iter().filter(|part| part.holds(Path::new(&path))).count(), 1);
        }
    }
}
