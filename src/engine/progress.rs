//! How far a run is, for whoever wants to hear it.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Hears how many files are done, and of how many. Threads call it.
type Hear = dyn Fn(usize, usize) + Send + Sync;

/// Nobody, or somebody who wants to hear.
#[derive(Clone, Default)]
pub struct Listener(Option<Arc<Hear>>);

impl Listener {
    #[must_use]
    pub fn new(hear: impl Fn(usize, usize) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(hear)))
    }

    /// Counts the files of one stage.
    pub(super) fn stage(&self, all: usize) -> Stage<'_> {
        Stage { listener: self, all, done: AtomicUsize::new(0) }
    }
}

impl fmt::Debug for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Listener(..)" } else { "Listener" })
    }
}

/// One stage of a run.
pub(super) struct Stage<'l> {
    listener: &'l Listener,
    all: usize,
    done: AtomicUsize,
}

impl Stage<'_> {
    /// Counts one more file once it is done.
    pub fn after<T>(&self, work: impl FnOnce() -> T) -> T {
        let result = work();
        if let Some(hear) = &self.listener.0 {
            hear(self.done.fetch_add(1, Ordering::Relaxed) + 1, self.all);
        }
        result
    }
}
