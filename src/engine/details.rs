//! What a run can tell besides findings: how large files are, where time went, which projects there are. Gathered where it is asked for.

use std::time::Duration;

use rustc_hash::FxHashMap;

use crate::graph::{Crossing, PlaceSummary};
use crate::text::FileId;

use super::file::Read;

/// One file, measured. Several renderings of one template count together in times; sizes are those of the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileStatistics {
    pub rendered_characters: usize,
    /// Nodes of the SQL tree, and its tokens.
    pub nodes: usize,
    pub tokens: usize,
    /// Only where it was asked for: no two runs take the same.
    pub times: Option<FileTimes>,
}

/// What one file took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileTimes {
    pub templating: Duration,
    pub parsing: Duration,
    pub linting: Duration,
}

impl FileStatistics {
    /// `linting` is what the file took after it was read; nothing where nobody asked for times.
    #[must_use]
    pub fn of(read: &Read, linting: Option<Duration>) -> Self {
        let times = linting.map(|linting| FileTimes { templating: read.templating, parsing: read.parsing, linting });
        let mut statistics = Self { times, ..Self::default() };
        if let Some(first) = read.renderings.first() {
            statistics.rendered_characters = first.rendered.text.chars().count();
            statistics.nodes = first.tree.node_count();
            statistics.tokens = first.tree.token_count();
        }
        statistics
    }
}

/// The projects of a run and the borders between them.
#[derive(Clone, Debug, Default)]
pub struct Landscape {
    /// The members of the workspace, then whoever else is reached.
    pub places: Vec<PlaceSummary>,
    pub crossings: Vec<Crossing>,
    /// The member that a file belongs to; only of files with findings.
    pub(super) of_file: FxHashMap<FileId, usize>,
}

impl Landscape {
    /// The project a file belongs to, by its place among the places.
    #[must_use]
    pub fn index_of(&self, file: FileId) -> Option<usize> {
        self.of_file.get(&file).copied()
    }

    /// The project a file belongs to.
    #[must_use]
    pub fn place_of(&self, file: FileId) -> Option<&PlaceSummary> {
        self.index_of(file).and_then(|at| self.places.get(at))
    }
}
