//! `--timing`: where the time went, on standard error.

use std::time::Duration;

use crate::engine::Timing;

/// Prints phases, rules and the slowest files.
pub fn tell(timing: &Timing) {
    anstream::eprintln!("phases, by the clock on the wall");
    timing.phases.iter().for_each(|(name, time)| line(name, *time));
    anstream::eprintln!("files, summed over threads");
    line("rendering", timing.rendering);
    line("parsing", timing.parsing);
    anstream::eprintln!("rules, summed over threads");
    timing.rules.iter().for_each(|(name, time)| line(name, *time));
    anstream::eprintln!("slowest files");
    for (path, size, time) in &timing.slowest {
        anstream::eprintln!("  {:>10.2} ms {size:>10} bytes  {}", milliseconds(*time), path.display());
    }
}

fn line(name: &str, time: Duration) {
    anstream::eprintln!("  {:>10.2} ms  {name}", milliseconds(time));
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
