//! The threads of a run. Results come back in the order of the items, however the work was spread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Deep templates and deep SQL recurse to their caps on this; only touched pages cost memory.
pub const STACK: usize = 64 * 1024 * 1024;

/// A piece of work that panicked: a defect of ours, told with what it was about. The rest of the run goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panicked(pub String);

/// Runs `work` on every item on up to `jobs` threads.
pub fn run<T: Sync, R: Send>(items: &[T], jobs: usize, work: impl Fn(&T) -> R + Sync) -> Vec<Result<R, Panicked>> {
    run_largest_first(items, jobs, |_| 0, work)
}

/// Larger than this, an item is begun before the others: begun last, it would keep one thread busy long after the rest are done.
const LARGE: usize = 64 * 1024;

/// The same, for items of which some may be much larger than others.
pub fn run_largest_first<T: Sync, R: Send>(
    items: &[T],
    jobs: usize,
    size: impl Fn(&T) -> usize,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<Result<R, Panicked>> {
    let mut order: Vec<(usize, usize)> =
        items.iter().map(size).enumerate().map(|(at, size)| (if size > LARGE { size } else { 0 }, at)).collect();
    order.sort_by_key(|&(size, at)| (std::cmp::Reverse(size), at));
    let next = AtomicUsize::new(0);
    let results: Vec<Mutex<Option<Result<R, Panicked>>>> = items.iter().map(|_| Mutex::new(None)).collect();
    let worker = || {
        while let Some(&(_, at)) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            let item = &items[at];
            let result = catch_unwind(AssertUnwindSafe(|| work(item))).map_err(|panic| Panicked(message(&*panic)));
            *results[at].lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(result);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..jobs.clamp(1, items.len().max(1)) {
            let spawned = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, worker);
            if spawned.is_err() {
                // No thread to be had: the calling thread does what is left.
                worker();
            }
        }
    });
    let take = |result: Mutex<Option<_>>| result.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    results.into_iter().map(|result| take(result).unwrap_or_else(|| Err(Panicked("it was never looked at".to_owned())))).collect()
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "it gave no reason".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_order_and_survives_a_panic() {
        let items: Vec<u32> = (0..100).collect();
        let results = run(&items, 4, |&item| {
            assert!(item != 7, "seven");
            item * 2
        });
        assert_eq!(results.len(), 100);
        assert_eq!(results[7], Err(Panicked("seven".to_owned())));
        assert!(results.iter().enumerate().all(|(at, result)| at == 7 || *result == Ok(u32::try_from(at * 2).unwrap())));
    }
}
