//! What a run would do, without doing it: the files it would look at, and what holds for one of them.

use std::path::PathBuf;
use std::sync::Arc;

use crate::config::{ConfigProblem, ExplainedRule, Said, Settings};
use crate::diagnostic::InputProblem;

use super::run::Engine;
use super::targets::Target;
use super::walk::FileKind;
use super::workspace::Workspace;

/// The files of a run, and what could not be read of the configuration.
pub struct Inspection {
    pub files: Vec<PathBuf>,
    pub inputs: Vec<InputProblem>,
    /// Of the first SQL file, or of the first file where there is none.
    pub first: Option<FileSettings>,
    pub configuration: Vec<ConfigProblem>,
}

/// What holds for one file.
pub struct FileSettings {
    pub path: PathBuf,
    pub settings: Arc<Settings>,
    pub said: Vec<Said>,
    /// The rule that was asked about.
    pub rule: Option<ExplainedRule>,
}

impl Engine {
    /// Looks up what would be looked at. `rule` is a rule to explain.
    #[must_use]
    pub fn inspect(&self, rule: Option<&str>) -> Inspection {
        let (targets, inputs) = self.targets();
        let target = targets.iter().find(|target| target.kind == FileKind::Sql).or(targets.first());
        let first = target.map(|target| self.held(target, &targets, rule));
        Inspection {
            files: targets.into_iter().map(|target| target.path).collect(),
            inputs,
            first,
            configuration: self.loader().problems(),
        }
    }

    fn held(&self, target: &Target, targets: &[Target], rule: Option<&str>) -> FileSettings {
        let workspace = Workspace::open(self.files(), self.loader(), targets, self.options());
        let text = (target.kind == FileKind::Sql).then_some(&*target.text);
        FileSettings {
            path: target.path.clone(),
            settings: self.settings(target, &workspace),
            said: self.loader().said(&target.configured_at, text),
            rule: rule.and_then(|rule| self.loader().explain(&target.configured_at, text, rule)),
        }
    }
}
