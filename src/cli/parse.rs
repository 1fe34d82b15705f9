//! `parse`

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::arguments::{ParseArguments, ParseFormat};
use super::progress::listener;
use super::session::Request;
use super::tree_json::{TreeJson, outline};
use super::{FINDINGS, UNUSABLE, refuse};
use crate::engine::{Engine, Options, ReadFile};

/// Runs the command.
pub fn run(arguments: &ParseArguments) -> ExitCode {
    let options = match Request::to_read(&arguments.run.files, &arguments.run.configuration).options() {
        Ok(options) => Options { listener: listener(&arguments.run.progress), ..options },
        Err(message) => return refuse(&message),
    };
    let report = Engine::new(options).read();
    let written = match &arguments.write_output {
        Some(path) => std::fs::File::create(path).and_then(|file| write(BufWriter::new(file), &report.files, arguments)),
        None => write(BufWriter::new(io::stdout().lock()), &report.files, arguments),
    };
    for ReadFile { path, broken, .. } in &report.files {
        for (at, found) in broken {
            anstream::eprintln!("{}:{}:{}: {} {}", path.display(), at.line, at.column, found.rule.code, found.message);
        }
    }
    for problem in &report.inputs {
        anstream::eprintln!("{problem}");
    }
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => refuse(&format!("cannot be written: {error}")),
        _ if report.inputs.iter().any(|problem| problem.fails) => ExitCode::from(UNUSABLE),
        _ if !arguments.nofail && report.files.iter().any(|file| !file.broken.is_empty()) => ExitCode::from(FINDINGS),
        _ => ExitCode::SUCCESS,
    }
}

#[derive(Serialize)]
struct FileJson<'t> {
    filepath: &'t Path,
    segments: TreeJson<'t>,
}

fn write(mut out: impl Write, files: &[ReadFile], arguments: &ParseArguments) -> io::Result<()> {
    let code_only = arguments.code_only;
    match arguments.format {
        ParseFormat::None => {}
        ParseFormat::Json => {
            let files = files.iter().map(|file| FileJson { filepath: &file.path, segments: TreeJson { tree: &file.tree, code_only } });
            let mut serializer = serde_json::Serializer::new(&mut out);
            serde::Serializer::collect_seq(&mut serializer, files)?;
            writeln!(out)?;
        }
        ParseFormat::Human => {
            for ReadFile { path, tree, .. } in files {
                writeln!(out, "{}", path.display())?;
                out.write_all(outline(tree, code_only).as_bytes())?;
            }
        }
    }
    out.flush()
}
