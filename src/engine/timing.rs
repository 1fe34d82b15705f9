//! Where the time of a run went: by phase, by rule, by file.
//!
//! Knows nothing of how it is shown.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::rules::RuleTimes;

use super::file::Read;

/// How many of the slowest files are named.
const SLOWEST: usize = 10;

/// What a run took.
#[derive(Clone, Debug, Default)]
pub struct Timing {
    /// One after the other, by the clock on the wall.
    pub phases: Vec<(&'static str, Duration)>,
    /// Of the phase that looks at files, summed over threads.
    pub rendering: Duration,
    pub parsing: Duration,
    /// By rule, the dearest first, summed over threads.
    pub rules: Vec<(&'static str, Duration)>,
    /// The files that took longest, with their sizes.
    pub slowest: Vec<(PathBuf, usize, Duration)>,
}

/// Takes the times of a run.
#[derive(Debug, Default)]
pub struct Clock {
    pub rules: RuleTimes,
    timing: Mutex<Timing>,
}

impl Clock {
    /// Adds a file's share.
    pub fn add_file(&self, path: &std::path::Path, size: usize, read: &Read, took: Duration) {
        let mut timing = self.timing.lock().unwrap_or_else(PoisonError::into_inner);
        timing.rendering += read.templating;
        timing.parsing += read.parsing;
        let slowest = &mut timing.slowest;
        let at = slowest.partition_point(|(_, _, other)| *other >= took);
        if at < SLOWEST {
            slowest.insert(at, (path.to_owned(), size, took));
            slowest.truncate(SLOWEST);
        }
    }

    /// What was taken, once the run is over.
    #[must_use]
    pub fn timing(&self) -> Timing {
        let timing = self.timing.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Timing { rules: self.rules.all(), ..timing }
    }
}

/// Does a phase of a run, and takes its time where a clock runs.
pub fn phase<R>(clock: Option<&Clock>, name: &'static str, work: impl FnOnce() -> R) -> R {
    let Some(clock) = clock else { return work() };
    let start = Instant::now();
    let result = work();
    clock.timing.lock().unwrap_or_else(PoisonError::into_inner).phases.push((name, start.elapsed()));
    result
}
