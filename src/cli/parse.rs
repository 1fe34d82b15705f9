//! `parse`

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use serde::Serialize;

use super::arguments::{ParseArguments, ParseFormat};
use super::refuse;
use super::tree_json::{TreeJson, outline};
use super::{FINDINGS, UNUSABLE};
use crate::dialect::Dialect;
use crate::syntax::Tree;

/// Runs the command.
pub fn run(arguments: &ParseArguments) -> ExitCode {
    let name = arguments.run.configuration.dialect.as_deref().unwrap_or("ansi");
    let Some(dialect) = Dialect::from_name(name) else {
        return refuse(&format!("`{name}` is no dialect"));
    };
    let mut trees = Vec::new();
    for path in files(&arguments.run.files.paths) {
        match std::fs::read_to_string(&path) {
            Ok(text) => trees.push((path, crate::sql::parse(&Arc::from(text), dialect.spec()))),
            Err(error) => return refuse(&format!("{}: {error}", path.display())),
        }
    }
    let written = match &arguments.write_output {
        Some(path) => std::fs::File::create(path).and_then(|file| write(std::io::BufWriter::new(file), &trees, arguments)),
        None => write(std::io::stdout().lock(), &trees, arguments),
    };
    let failed = trees.iter().any(|(_, tree)| !tree.errors().is_empty());
    match written {
        Err(_) => ExitCode::from(UNUSABLE),
        Ok(()) if failed && !arguments.nofail => ExitCode::from(FINDINGS),
        Ok(()) => ExitCode::SUCCESS,
    }
}

/// The files named, and the SQL files in the folders named.
fn files(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let below = ignore::WalkBuilder::new(path).build().flatten().map(ignore::DirEntry::into_path);
            files.extend(below.filter(|path| path.extension().is_some_and(|ending| ending == "sql")));
        } else {
            files.push(path.clone());
        }
    }
    files.sort();
    files
}

#[derive(Serialize)]
struct FileJson<'t> {
    filepath: &'t Path,
    segments: TreeJson<'t>,
}

fn write(mut out: impl Write, trees: &[(PathBuf, Tree)], arguments: &ParseArguments) -> std::io::Result<()> {
    let code_only = arguments.code_only;
    match arguments.format {
        ParseFormat::None => {}
        ParseFormat::Json => {
            let files = trees.iter().map(|(path, tree)| FileJson { filepath: path, segments: TreeJson { tree, code_only } });
            let mut serializer = serde_json::Serializer::new(&mut out);
            serde::Serializer::collect_seq(&mut serializer, files)?;
            writeln!(out)?;
        }
        ParseFormat::Human => {
            for (path, tree) in trees {
                writeln!(out, "{}", path.display())?;
                out.write_all(outline(tree, code_only).as_bytes())?;
            }
        }
    }
    for (path, tree) in trees {
        for error in tree.errors() {
            anstream::eprintln!("{}:{}: {}", path.display(), error.range.start(), error.message);
        }
    }
    out.flush()
}
