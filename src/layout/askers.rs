//! Whose a change is: which of the findings asked for it.

use std::cell::OnceCell;

use super::found::Findings;

/// Findings by the gaps they ask to be changed, and by where they stand.
pub struct Askers<'f> {
    found: &'f Findings,
    /// Gap and finding, sorted.
    by_gap: Vec<(usize, usize)>,
    /// Element and finding, sorted: of all, and of each rule that was asked for.
    all: OnceCell<Vec<(usize, usize)>>,
    by_code: Vec<(&'static str, Vec<(usize, usize)>)>,
}

impl<'f> Askers<'f> {
    #[must_use]
    pub fn new(found: &'f Findings) -> Self {
        let gaps = found.iter().enumerate().flat_map(|(at, one)| found.gaps_of(one).iter().map(move |&gap| (gap, at)));
        let mut by_gap: Vec<(usize, usize)> = gaps.collect();
        by_gap.sort_unstable();
        Self { found, by_gap, all: OnceCell::new(), by_code: Vec::new() }
    }

    /// Whose the change of these elements' gaps is: a finding that asks for it, one of the rule that made it before others;
    /// else the nearest one of that rule; else the nearest.
    pub fn choose(&mut self, elements: &[usize], owner: Option<&'static str>) -> Option<usize> {
        let first = *elements.first()?;
        let of_owner = |at: usize| owner.is_none_or(|owner| owner == self.found.at(at).code);
        let asking = elements.iter().flat_map(|element| self.asking(*element));
        let asked = asking.min_by_key(|&at| (!of_owner(at), self.found.at(at).element.abs_diff(first), at));
        asked.or_else(|| nearest(self.of_code(owner?), first)).or_else(|| nearest(self.all(), first))
    }

    /// The findings that ask for a gap to be changed.
    fn asking(&self, gap: usize) -> impl Iterator<Item = usize> {
        let from = self.by_gap.partition_point(|&(other, _)| other < gap);
        self.by_gap[from..].iter().take_while(move |&&(other, _)| other == gap).map(|&(_, at)| at)
    }

    fn all(&self) -> &[(usize, usize)] {
        self.all.get_or_init(|| {
            let mut all: Vec<(usize, usize)> = self.found.iter().enumerate().map(|(at, found)| (found.element, at)).collect();
            all.sort_unstable();
            all
        })
    }

    fn of_code(&mut self, code: &'static str) -> &[(usize, usize)] {
        let known = self.by_code.iter().position(|(other, _)| *other == code);
        let at = known.unwrap_or_else(|| {
            let places = self.all().iter().copied().filter(|&(_, at)| self.found.at(at).code == code).collect();
            self.by_code.push((code, places));
            self.by_code.len() - 1
        });
        &self.by_code[at].1
    }
}

/// The entry nearest to an element, the first of those that are equally near.
fn nearest(places: &[(usize, usize)], element: usize) -> Option<usize> {
    let after = places.partition_point(|&(place, _)| place < element);
    // Of several entries at one place before the element, the first is wanted.
    let before = after.checked_sub(1).map(|last| places.partition_point(|&(place, _)| place < places[last].0));
    let candidates = before.into_iter().chain((after < places.len()).then_some(after));
    candidates.min_by_key(|&at| (places[at].0.abs_diff(element), places[at].1)).map(|at| places[at].1)
}
