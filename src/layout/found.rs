//! What the passes find, and which gaps they would change for it.

use std::borrow::Cow;
use std::ops::Range;

/// One finding of a pass.
#[derive(Clone, Debug)]
pub struct Found {
    pub code: &'static str,
    /// The element it is reported at, or whose gap it is reported in.
    pub element: usize,
    pub place: Place,
    pub message: Cow<'static, str>,
    /// Its gaps, among those of all findings.
    gaps: Range<usize>,
}

/// Where exactly a finding is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// At the element itself.
    Element,
    /// In the source's gap before it, so many bytes in.
    Gap(usize),
    /// Inside the element, so many bytes in.
    Inside(usize),
    /// At the start of the last line of the gap before it.
    LineStart,
}

/// The findings of one or more passes.
#[derive(Debug, Default)]
pub struct Findings {
    found: Vec<Found>,
    /// Elements whose gaps the passes would change.
    gaps: Vec<usize>,
    /// Nobody reads the messages.
    wordless: bool,
}

impl Findings {
    /// None yet, but room for so many.
    #[must_use]
    pub fn with_room(count: usize) -> Self {
        Self { found: Vec::with_capacity(count), gaps: Vec::with_capacity(count), wordless: false }
    }

    /// Findings that need no words.
    #[must_use]
    pub fn wordless() -> Self {
        Self { wordless: true, ..Self::default() }
    }

    /// Adds a finding, with the elements whose gaps change for it.
    pub fn report<M: Into<Cow<'static, str>>>(
        &mut self,
        (code, element, place): (&'static str, usize, Place),
        message: impl FnOnce() -> M,
        gaps: impl IntoIterator<Item = usize>,
    ) {
        let message = if self.wordless { Cow::Borrowed("") } else { message().into() };
        let from = self.gaps.len();
        self.gaps.extend(gaps);
        self.found.push(Found { code, element, place, message, gaps: from..self.gaps.len() });
    }

    pub const fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    pub fn clear(&mut self) {
        self.found.clear();
        self.gaps.clear();
    }

    pub fn iter(&self) -> impl Iterator<Item = &Found> {
        self.found.iter()
    }

    /// The finding at a place.
    pub fn at(&self, at: usize) -> &Found {
        &self.found[at]
    }

    /// The elements whose gaps change for a finding.
    pub fn gaps_of(&self, found: &Found) -> &[usize] {
        &self.gaps[found.gaps.clone()]
    }

    /// All those elements.
    pub fn gaps(&self) -> &[usize] {
        &self.gaps
    }

    /// Brings the findings into the order of their elements; those of one element keep theirs.
    pub fn sort(&mut self) {
        self.found.sort_by_key(|found| found.element);
    }
}
