//! Circles among resources that read one another.

use super::{Graph, ResourceId};

impl Graph {
    /// One circle for each set of resources that all lead to one another, in the order in which they read.
    #[must_use]
    pub fn cycles(&self) -> Vec<Vec<ResourceId>> {
        let components = self.components();
        components.into_iter().filter_map(|component| self.circle_through(&component)).collect()
    }

    /// Sets of resources that lead to one another: Tarjan's algorithm, with a stack of its own, for chains may be long.
    fn components(&self) -> Vec<Vec<ResourceId>> {
        const NEW: u32 = u32::MAX;
        let count = self.resources().count();
        let (mut order, mut low, mut open) = (vec![NEW; count], vec![0; count], vec![false; count]);
        let (mut stack, mut found, mut next) = (Vec::new(), Vec::new(), 0);
        for root in self.resources() {
            if order[root.0 as usize] != NEW {
                continue;
            }
            let mut work: Vec<(ResourceId, usize)> = vec![(root, 0)];
            while let Some((id, at)) = work.pop() {
                let own = id.0 as usize;
                if at == 0 {
                    (order[own], low[own], open[own]) = (next, next, true);
                    next += 1;
                    stack.push(id);
                } else {
                    let below = self.parents(id)[at - 1].0 as usize;
                    low[own] = low[own].min(low[below]);
                }
                let unseen = self.parents(id).iter().enumerate().skip(at).find_map(|(index, parent)| {
                    let parent_at = parent.0 as usize;
                    if order[parent_at] == NEW {
                        return Some((index, *parent));
                    }
                    if open[parent_at] {
                        low[own] = low[own].min(order[parent_at]);
                    }
                    None
                });
                if let Some((index, parent)) = unseen {
                    work.push((id, index + 1));
                    work.push((parent, 0));
                } else if low[own] == order[own] {
                    let mut component = Vec::new();
                    while let Some(member) = stack.pop() {
                        open[member.0 as usize] = false;
                        component.push(member);
                        if member == id {
                            break;
                        }
                    }
                    found.push(component);
                }
            }
        }
        found
    }

    /// A shortest circle inside a component; nothing for a resource that does not read itself.
    fn circle_through(&self, component: &[ResourceId]) -> Option<Vec<ResourceId>> {
        let start = *component.iter().min()?;
        let mut ways = vec![vec![start]];
        let mut seen = vec![start];
        while !ways.is_empty() {
            let mut longer = Vec::new();
            for way in ways {
                let last = *way.last()?;
                for &parent in self.parents(last) {
                    if parent == start {
                        return Some(way);
                    }
                    if component.contains(&parent) && !seen.contains(&parent) {
                        seen.push(parent);
                        longer.push(way.iter().copied().chain([parent]).collect());
                    }
                }
            }
            ways = longer;
        }
        None
    }
}
