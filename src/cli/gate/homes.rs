//! Which project a finding is counted in: the nearest folder above it that is one, and the workspace's otherwise.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::baseline::{Baseline, Known};
use super::{Places, slashed};
use crate::config::{BaselineSettings, Loader, OWN_FILE, Overrides};
use crate::diagnostic::{Diagnostic, fingerprints};
use crate::engine::Report;
use crate::rules;
use crate::text::FileId;

/// A project with its findings, as its baseline would know them.
pub struct Home {
    pub folder: PathBuf,
    pub settings: BaselineSettings,
    /// In the order of the report.
    pub found: Vec<(usize, Known)>,
}

impl Home {
    /// The file that the baseline is in.
    #[must_use]
    pub fn file(&self) -> PathBuf {
        self.folder.join(&self.settings.path)
    }

    /// Whether an entry of a day still excuses its finding.
    #[must_use]
    pub fn is_valid(&self, since: Date, today: Date) -> bool {
        self.settings.max_age_days.is_none_or(|days| today.since(since).is_ok_and(|age| i64::from(age.get_days()) <= i64::from(days)))
    }
}

/// Folders' homes, each looked for once.
#[derive(Default)]
struct Search(HashMap<PathBuf, PathBuf>);

impl Search {
    fn of(&mut self, folder: &Path) -> PathBuf {
        if let Some(home) = self.0.get(folder) {
            return home.clone();
        }
        let above = |mark: &str| folder.ancestors().find(|above| above.join(mark).exists());
        let home = above("dbt_project.yml").or_else(|| above(OWN_FILE)).or_else(|| above(".git"));
        let home = home.map_or_else(|| std::env::current_dir().unwrap_or_default(), Path::to_owned);
        self.0.insert(folder.to_owned(), home.clone());
        home
    }
}

/// The folders of the projects of a report, each with its findings by their places in the report: of what was found, and of what was
/// looked at and is clean.
fn folders(report: &Report, places: &Places) -> BTreeMap<PathBuf, Vec<usize>> {
    let mut search = Search::default();
    let mut groups: BTreeMap<PathBuf, Vec<usize>> = BTreeMap::new();
    let mut home_of = |file: FileId| {
        let path = places.of(file, report);
        search.of(path.parent().unwrap_or(&path))
    };
    for (file, _) in &report.linted {
        groups.entry(home_of(*file)).or_default();
    }
    // Findings of one file follow one another.
    let mut at = 0;
    for of_file in report.diagnostics.chunk_by(|left, right| left.file == right.file) {
        groups.entry(home_of(of_file[0].file)).or_default().extend(at..at + of_file.len());
        at += of_file.len();
    }
    groups
}

/// A project whose findings are told apart.
fn home(report: &Report, places: &Places, loader: &Loader, folder: PathBuf, indices: Vec<usize>) -> Home {
    let diagnostics: Vec<Diagnostic> = indices.iter().map(|&at| report.diagnostics[at].clone()).collect();
    let path = |file: FileId| {
        let path = places.of(file, report);
        slashed(path.strip_prefix(&folder).unwrap_or(&path))
    };
    let prints = fingerprints(&diagnostics, &report.files, &path);
    let known = diagnostics.iter().zip(prints).map(|(found, print)| Known::new(path(found.file), found.rule.code, &print));
    let found = indices.into_iter().zip(known).collect();
    let settings = loader.workspace(&folder).baseline.clone();
    Home { folder, settings, found }
}

fn loader(overrides: &Overrides) -> Loader {
    Loader::new(rules::descriptors(), overrides, &std::env::current_dir().unwrap_or_default())
}

/// The projects of a report.
#[must_use]
pub fn homes(report: &Report, overrides: &Overrides) -> Vec<Home> {
    let (loader, places) = (loader(overrides), Places::default());
    folders(report, &places).into_iter().map(|(folder, indices)| home(report, &places, &loader, folder, indices)).collect()
}

/// For each finding whether a baseline excuses it.
///
/// # Errors
/// If a baseline is there and cannot be read.
pub fn excused(report: &Report, overrides: &Overrides) -> Result<Vec<bool>, String> {
    let mut excused = vec![false; report.diagnostics.len()];
    if excused.is_empty() {
        return Ok(excused);
    }
    let (loader, places) = (loader(overrides), Places::default());
    let today = jiff::Zoned::now().date();
    for (folder, indices) in folders(report, &places) {
        // Who a finding is has to be known only where something could excuse it.
        let Some(Baseline(known)) = Baseline::read(&folder.join(&loader.workspace(&folder).baseline.path))? else { continue };
        let home = home(report, &places, &loader, folder, indices);
        for (at, finding) in &home.found {
            excused[*at] = known.get(finding).is_some_and(|since| home.is_valid(*since, today));
        }
    }
    Ok(excused)
}
