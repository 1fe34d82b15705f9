use super::Keyword;

const WORDS: usize = Keyword::COUNT.div_ceil(64);

/// A set of keywords: asking it is one bit test. Built at compile time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeywordSet([u64; WORDS]);

impl KeywordSet {
    pub const EMPTY: Self = Self([0; WORDS]);

    #[must_use]
    pub const fn of(keywords: &[Keyword]) -> Self {
        Self::EMPTY.with(keywords)
    }

    #[must_use]
    pub const fn with(mut self, keywords: &[Keyword]) -> Self {
        let mut index = 0;
        while index < keywords.len() {
            let bit = keywords[index] as usize;
            self.0[bit / 64] |= 1 << (bit % 64);
            index += 1;
        }
        self
    }

    #[must_use]
    pub const fn without(mut self, keywords: &[Keyword]) -> Self {
        let mut index = 0;
        while index < keywords.len() {
            let bit = keywords[index] as usize;
            self.0[bit / 64] &= !(1 << (bit % 64));
            index += 1;
        }
        self
    }

    #[must_use]
    pub const fn contains(&self, keyword: Keyword) -> bool {
        let bit = keyword as usize;
        self.0[bit / 64] & (1 << (bit % 64)) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_what_was_put_in_and_not_what_was_taken_out() {
        let set = KeywordSet::of(&[Keyword::Select, Keyword::From]).without(&[Keyword::From]).with(&[Keyword::Zone]);
        assert!(set.contains(Keyword::Select) && set.contains(Keyword::Zone));
        assert!(!set.contains(Keyword::From) && !set.contains(Keyword::None));
    }
}
