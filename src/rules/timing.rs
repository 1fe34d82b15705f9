//! How long each rule took, summed over files and threads. Whoever asks pays for the clock; nobody else does.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::RuleId;

/// The time of each rule, and what all of them share.
#[derive(Debug)]
pub struct RuleTimes {
    rules: Box<[AtomicU64]>,
    shared: AtomicU64,
    layout: AtomicU64,
}

impl Default for RuleTimes {
    fn default() -> Self {
        Self { rules: RuleId::ALL.iter().map(|_| AtomicU64::new(0)).collect(), shared: AtomicU64::new(0), layout: AtomicU64::new(0) }
    }
}

impl RuleTimes {
    /// Takes the time of one rule's work.
    pub fn of_rule<R>(&self, rule: RuleId, work: impl FnOnce() -> R) -> R {
        clocked(&self.rules[rule as usize], work)
    }

    /// Takes the time of what is found out for all rules together.
    pub fn of_shared<R>(&self, work: impl FnOnce() -> R) -> R {
        clocked(&self.shared, work)
    }

    /// Takes the time of the layout rules, which work together.
    pub fn of_layout<R>(&self, work: impl FnOnce() -> R) -> R {
        clocked(&self.layout, work)
    }

    /// What took any time, by the rule's code or what else it is, the dearest first.
    #[must_use]
    pub fn all(&self) -> Vec<(&'static str, Duration)> {
        let rules = RuleId::ALL.iter().zip(&self.rules).map(|(rule, time)| (rule.definition().name.code, time));
        let others = [("words and scopes", &self.shared), ("layout", &self.layout)];
        let mut all: Vec<_> = rules.chain(others).map(|(name, time)| (name, Duration::from_nanos(time.load(Ordering::Relaxed)))).collect();
        all.retain(|(_, time)| !time.is_zero());
        all.sort_by_key(|&(name, time)| (std::cmp::Reverse(time), name));
        all
    }
}

fn clocked<R>(sum: &AtomicU64, work: impl FnOnce() -> R) -> R {
    let start = Instant::now();
    let result = work();
    sum.fetch_add(u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX), Ordering::Relaxed);
    result
}
