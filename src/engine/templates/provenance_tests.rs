//! Where text came from, over real projects: the oracle's, which lie outside the repository (`SETSQUARE_YARDSTICKS`, else
//! `../shared`). Without them this says so and passes.

use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::dbt::{LoadOptions, Mode, Project};
use crate::engine::workers;
use crate::jinja::{self, Limits, Rendered, SegmentKind};
use crate::text::{FileId, Files};

fn projects() -> Vec<PathBuf> {
    let named = env::var_os("SETSQUARE_YARDSTICKS").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared")).join("oracle");
    let Ok(entries) = fs::read_dir(&folder) else {
        eprintln!("SKIPPED: no projects in {}; set SETSQUARE_YARDSTICKS to the folder that holds oracle/", folder.display());
        return Vec::new();
    };
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path().join("project")).filter(|path| path.is_dir()).collect();
    found.sort();
    found
}

/// What is wrong with a rendering, if anything is.
fn fault(rendered: &Rendered, template: FileId, files: &Files) -> Option<String> {
    let mut at = 0;
    for segment in rendered.map.segments() {
        let source = files.get(segment.file);
        let written = &rendered.text[segment.out.span()];
        let told = |what: &str| Some(format!("{what}: {segment:?} of {}, written {written:?}", source.path.display()));
        if segment.out.start() != at {
            return told("a gap before");
        }
        at = segment.out.end();
        match (segment.kind, source.text.get(segment.source.span())) {
            (_, None) => return told("no such source"),
            (SegmentKind::Raw, Some(literal)) if literal != written => return told("not what the source says"),
            _ => {}
        }
        if segment.file != template && segment.frame == 0 {
            return told("another file's text without a call");
        }
        if let Some((caller, call)) = rendered.map.frames()[segment.frame as usize].call
            && files.get(caller).text.get(call.span()).is_none()
        {
            return told("no such call");
        }
    }
    (at as usize != rendered.text.len()).then(|| "text after the last segment".to_owned())
}

#[test]
fn real_projects_know_where_their_text_came_from() {
    for folder in projects() {
        let files = Files::default();
        let Ok(project) = Project::load(&files, &folder, &LoadOptions::default()) else { continue };
        let limits = Limits { stack: workers::STACK / 2, ..Limits::default() };
        let found = workers::run(&project.resources, 2, |resource| {
            let template = project.template(&files, resource)?;
            let modes = [Mode::Lint, Mode::Compile];
            modes.iter().find_map(|mode| {
                let rendered = jinja::render(&template, &project.context(resource, *mode), limits);
                fault(&rendered, template.file(), &files).map(|fault| format!("{} {mode:?}: {fault}", resource.unique_id))
            })
        });
        let faults: Vec<String> =
            found.into_iter().filter_map(|result| result.unwrap_or_else(|panicked| Some(format!("{panicked:?}")))).collect();
        assert!(faults.is_empty(), "{}: {:#?}", folder.display(), &faults[..faults.len().min(5)]);
    }
}
