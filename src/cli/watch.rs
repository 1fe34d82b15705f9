//! `lint --watch`: looks again whenever a file changes that a run would look at.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::{Event, EventKind, RecursiveMode, Watcher as _};

use crate::engine::walk::NEVER;

/// Editors write a file in several steps, and branches are switched file by file.
const QUIET: Duration = Duration::from_millis(150);

/// Looks, and looks again after each change, until the process is ended.
///
/// # Errors
/// If the system does not tell of changes.
pub fn run(paths: &[PathBuf], mut look: impl FnMut()) -> Result<(), String> {
    let (sender, changes) = channel();
    let mut watcher = notify::recommended_watcher(move |event| {
        // Nobody listens any more once the process ends.
        let _ = sender.send(event);
    })
    .map_err(|error| format!("changes cannot be watched: {error}"))?;
    let here = [PathBuf::from(".")];
    for path in if paths.is_empty() { &here } else { paths } {
        // An editor that replaces a file is seen in its folder.
        let folder =
            if path.is_dir() { path.as_path() } else { path.parent().filter(|folder| folder != &Path::new("")).unwrap_or(&here[0]) };
        watcher.watch(folder, RecursiveMode::Recursive).map_err(|error| format!("{}: cannot be watched: {error}", folder.display()))?;
    }
    loop {
        if std::io::stdout().is_terminal() {
            anstream::print!("\u{1b}[2J\u{1b}[H");
        }
        look();
        anstream::eprintln!("watching for changes; Ctrl+C ends it");
        if !wait(&changes) {
            return Err("the system stopped telling of changes".to_owned());
        }
    }
}

/// Waits for a change that matters, and then until nothing changes any more. False where nothing will ever be told again.
fn wait(changes: &Receiver<notify::Result<Event>>) -> bool {
    loop {
        match changes.recv() {
            Ok(Ok(event)) if matters(&event) => break,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
    loop {
        match changes.recv_timeout(QUIET) {
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout) => return true,
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

fn matters(event: &Event) -> bool {
    !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(|path| is_ours(path))
}

/// Whether a file may be one that a run reads: by its name, and not in a folder that other tools fill.
fn is_ours(path: &Path) -> bool {
    let hidden = |part: &str| NEVER.contains(&part);
    if path.iter().any(|part| part.to_str().is_some_and(hidden)) {
        return false;
    }
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    matches!(
        ending,
        "sql" | "j2" | "yml" | "yaml" | "csv" | "md" | "py" | "toml" | "cfg" | "ini" | "sqlfluff" | "sqlfluffignore" | "gitignore"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_run_reads_matters() {
        for (path, want) in [
            ("core/models/a.sql", true),
            ("core/models/_models.yml", true),
            (".sqlfluff", true),
            ("setsquare.toml", true),
            ("core/target/compiled/a.sql", false),
            (".git/index", false),
            ("core/models/.a.sql.swp", false),
            ("notes.txt", false),
        ] {
            assert_eq!(is_ours(Path::new(path)), want, "{path}");
        }
    }
}
