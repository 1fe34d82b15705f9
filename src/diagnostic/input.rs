use std::path::PathBuf;

/// A file, or a path of the command line, that could not be looked at. The rest of the run goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputProblem {
    pub path: PathBuf,
    pub kind: InputProblemKind,
    /// Whether the run ends with 2 because of it; else it is only told.
    pub fails: bool,
}

/// Why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputProblemKind {
    Missing,
    /// The system's word for it.
    Unreadable(String),
    /// The first bytes that are no UTF-8, as an offset.
    NotUtf8 {
        offset: usize,
    },
    /// Larger than offsets reach.
    TooLarge {
        bytes: u64,
    },
    /// Larger than the configuration allows.
    Skipped {
        size: u64,
        limit: u64,
        option: &'static str,
        /// Whether the configuration wants that to be an error.
        fails: bool,
    },
    /// Nobody says which SQL it is.
    NoDialect,
    /// A defect of ours; what it said.
    Crashed(String),
}

impl InputProblem {
    #[must_use]
    pub fn new(path: impl Into<PathBuf>, kind: InputProblemKind) -> Self {
        let fails = !matches!(kind, InputProblemKind::Skipped { fails: false, .. });
        Self { path: path.into(), kind, fails }
    }

    /// The same, told without failing the run.
    #[must_use]
    pub fn told(mut self) -> Self {
        self.fails = false;
        self
    }
}

impl std::fmt::Display for InputProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = self.path.display();
        match &self.kind {
            InputProblemKind::Missing => write!(f, "{path}: there is no such file or folder"),
            InputProblemKind::Unreadable(why) => write!(f, "{path}: cannot be read: {why}"),
            InputProblemKind::NotUtf8 { offset } => {
                write!(f, "{path}: is not UTF-8 (byte {offset}); save it as UTF-8, or leave it out with .sqlfluffignore")
            }
            InputProblemKind::TooLarge { bytes } => {
                write!(f, "{path}: has {bytes} bytes, and no file may have more than 4 GiB; leave it out with .sqlfluffignore")
            }
            InputProblemKind::Skipped { size, limit, option, .. } => {
                let unit = if option.contains("byte") { "bytes" } else { "characters" };
                write!(f, "{path}: skipped, for it has {size} {unit} and `{option}` allows {limit}; set `{option} = 0` to read it")
            }
            InputProblemKind::NoDialect => f.write_str(&crate::config::missing_dialect(&self.path)),
            InputProblemKind::Crashed(what) => {
                write!(f, "{path}: setsquare failed on this file, which is a defect of setsquare's; please report it: {what}")
            }
        }
    }
}
