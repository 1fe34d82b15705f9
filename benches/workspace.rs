//! The binary on a federated workspace that is made up from a seed: wall time, CPU time and peak memory of cold runs.
//!
//!     cargo bench --bench workspace -- [--projects 50] [--models 300] [--seed 7] [--runs 5] [--bin PATH] [--keep FOLDER] [--grow yes] [--extremes yes]
//!
//! Runs are cold as far as the binary goes: it keeps nothing between them; the files are in the system's cache. `--keep` leaves the
//! workspace in a folder; `--grow` compares the time of each file in workspaces of 1,500, 5,000 and 15,000 models; `--extremes` gives the
//! exponent by which time grows with lines of a model, columns, branches of a macro and sources. 1 is linear.

#[path = "corpus/extremes.rs"]
mod extremes;
#[path = "corpus/federation.rs"]
mod federation;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use extremes::EXTREMES;
use federation::{Size, Written};

/// The groups of rules that look at SQL or templates alone.
const FILE_RULES: [&str; 11] = ["AL", "AM", "CP", "CV", "JJ", "LT", "OR", "PG", "RF", "ST", "TQ"];

fn main() {
    let number = |name: &str, default: usize| option(name).and_then(|value| value.parse().ok()).unwrap_or(default);
    let size = Size { projects: number("--projects", 50), models: number("--models", 300), seed: number("--seed", 7) as u64 };
    let binary =
        option("--bin").map_or_else(|| PathBuf::from(option_env!("CARGO_BIN_EXE_setsquare").unwrap_or("setsquare")), PathBuf::from);
    let binary = fs::canonicalize(&binary).unwrap_or(binary);
    let runs = number("--runs", 5);
    let root = option("--keep").map_or_else(|| env::temp_dir().join(format!("setsquare-workspace-{}", std::process::id())), PathBuf::from);
    if option("--grow").is_some() {
        grow(&root, &binary, size, runs);
    } else if option("--extremes").is_some() {
        grow_extremes(&root, &binary, runs);
    } else {
        let written = make(&root, size);
        println!("{} projects, {} models, {} data tests, {:.1} MB", size.projects, written.models, written.tests, megabytes(written.bytes));
        println!("{:34} {:>9} {:>9} {:>9}", "", "wall s", "CPU s", "peak MB");
        let project_rules = project_rules(&binary);
        let one = root.join("core/models/marts");
        let one = fs::read_dir(one).ok().and_then(|mut files| {
            files.find_map(|file| Some(file.ok()?.path()).filter(|path| path.extension().is_some_and(|end| end == "sql")))
        });
        tell("all rules", &binary, &root, &["lint", "--rules", "all", "."], runs);
        tell("all rules, one thread", &binary, &root, &["lint", "--rules", "all", "-p", "1", "."], runs);
        tell("project rules only", &binary, &root, &["lint", "--rules", &project_rules, "."], runs);
        if let Some(one) = one.as_deref().and_then(Path::to_str) {
            tell("all rules, one file by path", &binary, &root, &["lint", "--rules", "all", one], runs);
        }
        tell("version", &binary, &root, &["version"], runs);
    }
    if option("--keep").is_none() {
        let _ = fs::remove_dir_all(&root);
    }
}

fn make(root: &Path, size: Size) -> Written {
    let _ = fs::remove_dir_all(root);
    federation::write(root, size).expect("the folder for the workspace can be written")
}

/// Every rule that the file rules are not, as `--rules` takes them.
fn project_rules(binary: &Path) -> String {
    let listed = Command::new(binary).args(["rules", "--format", "json"]).output().expect("the binary runs").stdout;
    let listed = String::from_utf8_lossy(&listed).into_owned();
    let codes = listed.split("\"code\"").skip(1).filter_map(|rest| rest.split('"').nth(1));
    let wanted: Vec<&str> = codes.filter(|code| !FILE_RULES.iter().any(|group| code.starts_with(group))).collect();
    wanted.join(",")
}

/// What a run took.
#[derive(Clone, Copy)]
struct Taken {
    wall: f64,
    cpu: f64,
    peak: f64,
}

fn tell(name: &str, binary: &Path, root: &Path, arguments: &[&str], runs: usize) -> Taken {
    let taken: Vec<Taken> = (0..runs).map(|_| run(binary, root, arguments)).collect();
    let of = |pick: fn(&Taken) -> f64| median(taken.iter().map(pick).collect());
    let middle = Taken { wall: of(|taken| taken.wall), cpu: of(|taken| taken.cpu), peak: of(|taken| taken.peak) };
    println!("{name:34} {:>9.3} {:>9.2} {:>9.0}", middle.wall, middle.cpu, middle.peak);
    middle
}

fn run(binary: &Path, root: &Path, arguments: &[&str]) -> Taken {
    let start = Instant::now();
    let mut child = Command::new(binary)
        .args(arguments)
        .current_dir(root)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary runs");
    let folder = PathBuf::from(format!("/proc/{}", child.id()));
    let (mut cpu, mut peak) = (0.0, 0.0);
    // A child that has ended stays until it is waited for, and its clock with it.
    let wall = loop {
        let stat = fs::read_to_string(folder.join("stat")).unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
        cpu = f64::max(cpu, (ticks(11) + ticks(12)) / 100.0);
        peak = f64::max(peak, peak_of(&folder));
        if fields.first().is_none_or(|state| *state == "Z") {
            break start.elapsed();
        }
        thread::sleep(Duration::from_millis(1));
    };
    let _ = child.wait();
    Taken { wall: wall.as_secs_f64(), cpu, peak }
}

/// The most memory that a process held so far, in megabytes.
fn peak_of(folder: &Path) -> f64 {
    let status = fs::read_to_string(folder.join("status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

/// The time of each model in workspaces of about a tenth, a third and all of the models.
fn grow(root: &Path, binary: &Path, size: Size, runs: usize) {
    println!("{:>8} {:>9} {:>9} {:>12} {:>9}", "models", "wall s", "CPU s", "CPU us/model", "to first");
    let mut first = None;
    for projects in [size.projects / 10, size.projects.div_ceil(3), size.projects] {
        let written = make(root, Size { projects: projects.max(1), ..size });
        let taken: Vec<Taken> = (0..runs).map(|_| run(binary, root, &["lint", "--rules", "all", "."])).collect();
        let (wall, cpu) = (median(taken.iter().map(|taken| taken.wall).collect()), median(taken.iter().map(|taken| taken.cpu).collect()));
        let each = cpu * 1e6 / count(written.models);
        let change = (each / *first.get_or_insert(each) - 1.0) * 100.0;
        println!("{:>8} {wall:>9.3} {cpu:>9.2} {each:>12.1} {change:>+8.0}%", written.models);
    }
}

/// How the time of a run grows with what a project has far too much of: the fastest of some runs with n, 2n and 4n of it.
fn grow_extremes(root: &Path, binary: &Path, runs: usize) {
    println!("{:24} {:>8} {:>9} {:>9} {:>9} {:>9}", "", "n", "CPU s", "at 2n", "at 4n", "exponent");
    for extreme in EXTREMES {
        let fastest = |factor: usize| {
            extreme.write(root, extreme.least * factor).expect("the folder for the project can be written");
            let taken = (0..runs).map(|_| run(binary, root, &["lint", "--rules", "all", "."]).cpu);
            taken.fold(f64::INFINITY, f64::min)
        };
        let [once, twice, more] = [1, 2, 4].map(fastest);
        let exponent = (more / once).log2() / 2.0;
        println!("{:24} {:>8} {once:>9.2} {twice:>9.2} {more:>9.2} {exponent:>9.2}", extreme.name, extreme.least);
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn megabytes(bytes: usize) -> f64 {
    count(bytes) / 1e6
}

#[expect(clippy::cast_precision_loss, reason = "nobody looks at the sixteenth digit")]
fn count(number: usize) -> f64 {
    number as f64
}

fn option(name: &str) -> Option<String> {
    env::args().skip_while(|argument| argument != name).nth(1)
}
