//! The progress bar: on a terminal only, on standard error, and only where a run takes long enough to wonder.

use std::io::IsTerminal as _;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::arguments::ProgressArguments;
use crate::engine::Listener;

/// How long a run goes on without one.
const PATIENCE: Duration = Duration::from_millis(500);

/// What the engine is to tell of its progress.
pub fn listener(arguments: &ProgressArguments) -> Listener {
    let wanted = !arguments.quiet && !arguments.disable_progress_bar && std::env::var_os("CI").is_none();
    if !wanted || !std::io::stderr().is_terminal() {
        return Listener::default();
    }
    let started = Instant::now();
    let bar: OnceLock<ProgressBar> = OnceLock::new();
    Listener::new(move |done, all| {
        if done == all {
            if let Some(bar) = bar.get() {
                bar.finish_and_clear();
            }
        } else if bar.get().is_some() || started.elapsed() > PATIENCE {
            bar.get_or_init(|| new_bar(all)).set_position(done as u64);
        }
    })
}

fn new_bar(all: usize) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(all as u64), ProgressDrawTarget::stderr_with_hz(10));
    let style = ProgressStyle::with_template("{bar:32.cyan/dim} {human_pos} of {human_len} files  {eta} left");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
