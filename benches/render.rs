//! Rendering of two real projects as `dbt compile` does it, macros included: nodes per second of CPU time, and the memory
//! at its peak.
//!
//!     cargo bench --bench render -- [--rounds 5]
//!
//! Reading the project is measured by itself; the figure that is asked for is that of rendering alone, the median over the rounds.

#[path = "corpus/mod.rs"]
mod corpus;

use std::path::{Path, PathBuf};
use std::{fs, io};

use corpus::{cpu, folder, median, option, ratio};
use serde_json::Value;
use setsquare::bench::Rendering;

/// Projects of the oracle.
const PROJECTS: [&str; 2] = ["tuva", "dbt_hubspot"];

fn main() {
    let rounds = option("--rounds").and_then(|rounds| rounds.parse().ok()).unwrap_or(5);
    let folder = folder().join("oracle");
    let mut total = (0, 0.0);
    for name in PROJECTS {
        let scratch = tempfile::tempdir().expect("a temporary folder");
        let (root, target) = copy_project(&folder.join(name), scratch.path()).expect("the project can be copied");
        let (loading, project) = cpu(|| Rendering::open(&root, &target).expect("the project loads"));
        let mut speeds = Vec::new();
        let mut nodes = 0;
        for _ in 0..rounds {
            let (time, rendered) = cpu(|| project.render());
            nodes = rendered.nodes;
            speeds.push(ratio(rendered.nodes, 1) / time.as_secs_f64());
            if speeds.len() == 1 {
                println!(
                    "{name}: {nodes} nodes, {:.1} MB rendered, loaded in {:.2} s",
                    ratio(rendered.bytes, 1_000_000),
                    loading.as_secs_f64()
                );
            }
        }
        let speed = median(&speeds);
        println!("{name}: {speed:.0} nodes per CPU second (asked: 1500)");
        total = (total.0 + nodes, total.1 + ratio(nodes, 1) / speed);
    }
    println!("both: {:.0} nodes per CPU second, {:.0} MB at the peak", ratio(total.0, 1) / total.1, ratio(peak(), 1_000_000));
}

/// Bytes of memory in use by the process at most.
fn peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<usize>().ok()).unwrap_or_default() * 1024
}

/// Copies a project, with the links that `dbt deps` makes; gives its root and the target to use.
fn copy_project(from: &Path, to: &Path) -> io::Result<(PathBuf, String)> {
    let about: Value = serde_json::from_str(&fs::read_to_string(from.join("ABOUT.json"))?)?;
    copy(&from.join("project"), to)?;
    for (link, target) in about["links"].as_object().into_iter().flatten() {
        let link = to.join(link);
        fs::create_dir_all(link.parent().unwrap_or(to))?;
        #[cfg(unix)]
        std::os::unix::fs::symlink(target.as_str().unwrap_or_default(), &link)?;
    }
    let root = to.join(about["root"].as_str().unwrap_or_default());
    Ok((root, about["target_name"].as_str().unwrap_or_default().to_owned()))
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
