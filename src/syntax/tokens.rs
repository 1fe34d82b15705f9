//! The tokens of a text, in columns of four bytes a token.

use super::SyntaxKind;
use crate::text::TextRange;

/// A token of one tree, by its place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TokenId(pub u32);

/// The tokens of a text. They tile it: token `i` ends where token `i + 1` starts.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    kinds: Vec<SyntaxKind>,
    /// One more than there are tokens once all are there; the last is the text's length.
    starts: Offsets,
}

impl Tokens {
    /// `starts` holds one more entry than `kinds`: the end of the last token.
    #[must_use]
    pub fn new(kinds: Vec<SyntaxKind>, starts: &[u32]) -> Self {
        debug_assert_eq!(kinds.len() + 1, starts.len());
        let mut offsets = Offsets::default();
        offsets.low.reserve_exact(starts.len());
        for &start in starts {
            offsets.push(start);
        }
        Self { kinds, starts: offsets }
    }

    #[must_use]
    pub fn with_capacity(count: usize) -> Self {
        Self { kinds: Vec::with_capacity(count), starts: Offsets { low: Vec::with_capacity(count + 1), carries: Vec::new() } }
    }

    /// Adds the token that begins at `start`.
    pub fn push(&mut self, kind: SyntaxKind, start: u32) {
        self.kinds.push(kind);
        self.starts.push(start);
    }

    /// Takes the last token away again and tells where it began. Nothing may have been ended yet.
    pub fn pop(&mut self) -> Option<u32> {
        self.kinds.pop()?;
        self.starts.pop()
    }

    /// Ends the last token: the text is that long.
    #[must_use]
    pub fn end(mut self, length: u32) -> Self {
        self.starts.push(length);
        self
    }

    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    #[inline]
    #[must_use]
    pub fn kind(&self, token: TokenId) -> SyntaxKind {
        self.kinds[token.0 as usize]
    }

    #[inline]
    #[must_use]
    pub fn last_kind(&self) -> Option<SyntaxKind> {
        self.kinds.last().copied()
    }

    /// Gives a token the role the grammar found for it.
    pub fn set_kind(&mut self, token: TokenId, kind: SyntaxKind) {
        self.kinds[token.0 as usize] = kind;
    }

    /// Where a token begins; the text's length for the one behind the last.
    #[inline]
    #[must_use]
    pub fn start(&self, token: TokenId) -> u32 {
        self.starts.get(token.0 as usize)
    }

    #[inline]
    #[must_use]
    pub fn range(&self, token: TokenId) -> TextRange {
        TextRange::new(self.start(token), self.start(TokenId(token.0 + 1)))
    }

    /// The token that holds the byte at `offset`; none at the end of the text.
    #[must_use]
    pub fn at(&self, offset: u32) -> Option<TokenId> {
        let token = self.starts.count_up_to(offset).checked_sub(1)?;
        (token < self.len()).then(|| TokenId(index(token)))
    }

    /// The kinds of all tokens in their order.
    #[inline]
    pub fn kinds(&self) -> &[SyntaxKind] {
        &self.kinds
    }

    /// Gives back the memory that was reserved and not needed.
    pub fn shrink(&mut self) {
        self.kinds.shrink_to_fit();
        self.starts.low.shrink_to_fit();
        self.starts.carries.shrink_to_fit();
    }

    /// The memory that the columns hold.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        self.kinds.capacity() * size_of::<SyntaxKind>()
            + self.starts.low.capacity() * size_of::<u16>()
            + self.starts.carries.capacity() * size_of::<u32>()
    }
}

/// Offsets that never fall, in two bytes each: few texts are longer than 64 KB, and in those the upper half seldom changes.
#[derive(Clone, Debug, Default)]
struct Offsets {
    low: Vec<u16>,
    /// The places from which on the upper half is one more.
    carries: Vec<u32>,
}

impl Offsets {
    fn push(&mut self, offset: u32) {
        while (offset >> 16) as usize > self.carries.len() {
            self.carries.push(index(self.low.len()));
        }
        #[expect(clippy::cast_possible_truncation, reason = "the upper half is kept in `carries`")]
        self.low.push(offset as u16);
    }

    fn pop(&mut self) -> Option<u32> {
        let last = self.low.len().checked_sub(1)?;
        let offset = self.get(last);
        self.low.pop();
        while self.carries.last().is_some_and(|&carry| carry as usize >= last) {
            self.carries.pop();
        }
        Some(offset)
    }

    #[inline]
    fn get(&self, place: usize) -> u32 {
        let low = u32::from(self.low[place]);
        if self.carries.is_empty() {
            return low;
        }
        self.upper(place) | low
    }

    /// The upper half, in a text that is long enough to have one. Out of line: asking for offsets is all over.
    #[cold]
    fn upper(&self, place: usize) -> u32 {
        index(self.carries.partition_point(|&carry| carry as usize <= place)) << 16
    }

    /// How many of the offsets are not greater than `offset`.
    fn count_up_to(&self, offset: u32) -> usize {
        let upper = (offset >> 16) as usize;
        let from = if upper == 0 { 0 } else { self.carries.get(upper - 1).map_or(self.low.len(), |&carry| carry as usize) };
        let to = self.carries.get(upper).map_or(self.low.len(), |&carry| carry as usize);
        from + self.low[from..to].partition_point(|&low| u32::from(low) <= offset & 0xffff)
    }
}

fn index(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_beyond_16_bits_come_back() {
        let want = [0, 3, 65_535, 65_536, 65_540, 300_000, 300_000, 300_001, 327_680];
        let mut offsets = Offsets::default();
        for (count, &offset) in want.iter().enumerate() {
            offsets.push(1_000_000);
            assert_eq!(offsets.pop(), Some(1_000_000));
            offsets.push(offset);
            assert_eq!(offsets.low.len(), count + 1);
        }
        for (place, &offset) in want.iter().enumerate() {
            assert_eq!(offsets.get(place), offset);
        }
        for asked in want.iter().flat_map(|&offset| [offset.saturating_sub(1), offset, offset + 1]).chain([200_000, 1_000_000]) {
            assert_eq!(offsets.count_up_to(asked), want.iter().filter(|&&offset| offset <= asked).count(), "{asked}");
        }
    }
}
