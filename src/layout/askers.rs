//! Whose a change is: which of the findings asked for it.

use std::cell::OnceCell;

use super::found::Findings;

/// Findings by the gaps they ask to be changed, and by where they stand.
pub struct Askers<'f> {
    found: &'f Findings,
    /// Whether a finding may be asked for what no finding asks for.
    is_open: &'f dyn Fn(usize) -> bool,
    /// For each gap the last entry of its chain, counted from 1.
    last: Vec<u32>,
    /// Findings, each with the entry before it in the chain of its gap.
    chains: Vec<(u32, u32)>,
    /// Element and finding, sorted: of all, and of each rule that was asked for.
    all: OnceCell<Vec<(usize, usize)>>,
    by_code: Vec<(&'static str, Vec<(usize, usize)>)>,
}

impl<'f> Askers<'f> {
    #[must_use]
    pub fn new(found: &'f Findings, elements: usize, is_open: &'f dyn Fn(usize) -> bool) -> Self {
        let (mut last, mut chains) = (vec![0; elements], Vec::with_capacity(found.gaps().len()));
        for (at, one) in (0..).zip(found.iter()) {
            for &gap in found.gaps_of(one) {
                chains.push((at, last[gap]));
                last[gap] = u32::try_from(chains.len()).unwrap_or(0);
            }
        }
        Self { found, is_open, last, chains, all: OnceCell::new(), by_code: Vec::new() }
    }

    /// Whose the change of these elements' gaps is: a finding that asks for it, one of the rule that made it before others;
    /// else the nearest one of that rule; else the nearest.
    pub fn choose(&mut self, elements: &[usize], owner: Option<&'static str>) -> Option<usize> {
        let first = *elements.first()?;
        if let [only] = elements
            && let Some(&(at, 0)) = self.chain(*only)
        {
            return Some(at as usize);
        }
        let of_owner = |at: usize| owner.is_none_or(|owner| owner == self.found.at(at).code);
        let asking = elements.iter().flat_map(|element| self.asking(*element));
        let asked = asking.min_by_key(|&at| (!of_owner(at), self.found.at(at).element.abs_diff(first), at));
        asked.or_else(|| nearest(self.of_code(owner?), first)).or_else(|| nearest(self.all(), first))
    }

    /// The findings that ask for a gap to be changed.
    fn asking(&self, gap: usize) -> impl Iterator<Item = usize> {
        let before = |&&(_, before): &&(u32, u32)| self.chains.get(before.checked_sub(1)? as usize);
        std::iter::successors(self.chain(gap), before).map(|&(at, _)| at as usize)
    }

    /// The last entry of a gap's chain.
    fn chain(&self, gap: usize) -> Option<&(u32, u32)> {
        self.chains.get(self.last[gap].checked_sub(1)? as usize)
    }

    fn all(&self) -> &[(usize, usize)] {
        self.all.get_or_init(|| {
            let open = self.found.iter().enumerate().filter(|&(at, _)| (self.is_open)(at));
            let mut all: Vec<(usize, usize)> = open.map(|(at, found)| (found.element, at)).collect();
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
