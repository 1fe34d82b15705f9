//! Accidents that happen to a text, in a fixed sequence: bytes flip, vanish, appear, change places, come from elsewhere.

use std::fs;
use std::path::{Path, PathBuf};

/// Numbers that look like chance and are the same in every run.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number under `bound`; 0 if there is none.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % bound.max(1)
    }
}

/// What opens, closes, divides or escapes something.
const SIGNS: &[u8] = b"()[]{}'\"`;,.*-/#$@:<>=\\\n\x00%";

/// The text after a few accidents; `others` lend their pieces.
pub fn mutated(text: &str, others: &[String], random: &mut Random) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len());
        let end = (at + 1 + random.below(12)).min(bytes.len());
        match random.below(6) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << random.below(8),
            1 if !bytes.is_empty() => drop(bytes.drain(at..end)),
            2 => bytes.insert(at, SIGNS[random.below(SIGNS.len())]),
            3 if !bytes.is_empty() => {
                let other = random.below(bytes.len());
                bytes.swap(at, other);
            }
            4 if !bytes.is_empty() => {
                let piece = bytes[at..end].to_vec();
                let place = random.below(bytes.len());
                bytes.splice(place..place, piece);
            }
            _ => {
                let other = others[random.below(others.len())].as_bytes();
                let from = random.below(other.len());
                let piece = &other[from..(from + random.below(200)).min(other.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The files under a folder of the repository whose names end like that, in a fixed order.
pub fn texts_of(folder: &str, extension: &str) -> Vec<String> {
    let mut paths = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), extension, &mut paths);
    paths.sort();
    assert!(!paths.is_empty(), "no .{extension} in {folder}");
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

fn collect(folder: &Path, extension: &str, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            collect(&entry.path(), extension, out);
        } else if entry.path().extension().is_some_and(|own| own == extension) {
            out.push(entry.path());
        }
    }
}
