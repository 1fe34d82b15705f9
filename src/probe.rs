//! Layer 6: the doors through which fuzz targets and tests outside the crate ask single layers whether they keep what they promise.
//! No part of the product's interface. What a layer promises is said here once: a text that breaks it is described in words.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::config::{LayoutSettings, Loader, Overrides, ProjectHint, RuleOptions};
use crate::dialect::{Dialect, DialectSpec};
use crate::jinja::{self, Limits, NoHost, SourceMap, Template};
use crate::layout::{GapPlan, Options, PlanInput, Styles};
use crate::semantic::{self, Queries};
use crate::syntax::{NodeId, SyntaxKind, Tree};
use crate::text::{FileId, apply_edits};
use crate::{python, rules, sql, yaml};

/// The codes of the rules that a formatter applies.
const LAYOUT_RULES: &[&str] =
    &["LT01", "LT02", "LT03", "LT04", "LT05", "LT06", "LT07", "LT08", "LT09", "LT10", "LT11", "LT12", "LT13", "LT14", "LT15"];

/// Bounds that let a broken template end soon.
const LIMITS: Limits = Limits { steps: 20_000, bytes: 1 << 20, labour: 4 << 20, stack: 1 << 20, calls: 100 };

/// The dialect that a number stands for.
fn dialect(number: usize) -> Dialect {
    Dialect::ALL[number % Dialect::ALL.len()]
}

/// Parses SQL; `number` chooses the dialect.
pub fn sql(number: usize, text: &str) -> Result<(), String> {
    tree_defect(&sql::parse(&Arc::from(text), dialect(number).spec()))
}

/// Parses a template and renders it with nothing around it.
pub fn jinja(text: &str) -> Result<(), String> {
    let text: Arc<str> = Arc::from(text);
    tree_defect(&jinja::parse(&text))?;
    let rendered = jinja::render(&Template::new(FileId(0), &text), &NoHost, LIMITS);
    let _ = rendered.text.len();
    Ok(())
}

/// Reads YAML.
pub fn yaml(text: &str) -> Result<(), String> {
    let document = yaml::parse(text);
    match document.problems.iter().find(|problem| problem.range.end() as usize > text.len()) {
        Some(problem) => Err(format!("a problem lies behind the text: {:?}", problem.range)),
        None => Ok(()),
    }
}

/// Reads a Python model.
pub fn python(text: &str) -> Result<(), String> {
    match python::calls(text).iter().find(|call| call.range.end() as usize > text.len()) {
        Some(call) => Err(format!("a call lies behind the text: {:?}", call.range)),
        None => Ok(()),
    }
}

/// Reads the configuration of a folder, and as it holds for a file in it.
pub fn configuration(folder: &Path) -> usize {
    let loader = Loader::new(rules::descriptors(), &Overrides::default(), folder);
    let directive = "-- sqlfluff:rules:capitalisation.keywords:capitalisation_policy:upper\nselect 1";
    let settings = loader.settings(&folder.join("model.sql"), Some(directive), ProjectHint::default());
    let _ = (settings, loader.workspace(folder));
    loader.problems().len()
}

/// Lays SQL out: the result has the same tokens, and a second time changes nothing.
pub fn format(number: usize, text: &str) -> Result<(), String> {
    let spec = dialect(number).spec();
    let (once, tree) = laid_out(spec, text)?;
    let after = sql::parse(&Arc::from(&*once), spec);
    let (have, want) = (solid(&after), solid(&tree));
    if have != want {
        return Err(format!("other tokens after laying out:\n{once}"));
    }
    let (twice, _) = laid_out(spec, &once)?;
    if twice == once { Ok(()) } else { Err(format!("laid out once:\n{once}\ntwice:\n{twice}")) }
}

fn laid_out(spec: &'static DialectSpec, source: &str) -> Result<(String, Tree), String> {
    let text: Arc<str> = Arc::from(source);
    let (layout, rules) = (LayoutSettings::default(), RuleOptions::default());
    let styles = Styles::new(&layout, spec.id);
    let settings = Options { layout: &layout, rules: &rules, styles: &styles };
    let tree = sql::parse(&text, spec);
    let template = jinja::literal_tree(&text);
    let map = SourceMap::identity(FileId(0), u32::try_from(text.len()).unwrap_or(u32::MAX));
    let input = PlanInput { file: FileId(0), source, template: &template, tree: &tree, map: &map, settings, enabled: LAYOUT_RULES };
    let differences = GapPlan::of_file(&[input], &[]);
    let mut edits: Vec<_> = differences.iter().flat_map(|difference| &difference.edits).map(|edit| edit.edit().clone()).collect();
    edits.sort();
    let after = apply_edits(source, &edits).ok_or_else(|| format!("edits meet: {edits:?}"))?;
    Ok((after, tree))
}

/// The tokens that are not white space, in lower case and in text order of their own; what a layout may move changes places only.
fn solid(tree: &Tree) -> Vec<String> {
    let mut tokens: Vec<String> = tree
        .all_tokens()
        .filter(|&token| tree.token_kind(token).is_comment() || !tree.token_kind(token).is_trivia())
        .map(|token| tree.token_text(token).trim().to_owned())
        .collect();
    tokens.sort();
    tokens
}

/// What a tree must be: its tokens concatenate to the text, its nodes nest and follow each other, and what could not be read was
/// reported.
fn tree_defect(tree: &Tree) -> Result<(), String> {
    let mut end = 0;
    for token in tree.all_tokens() {
        if tree.token_range(token).start() != end {
            return Err(format!("a token begins at {} and not at {end}", tree.token_range(token).start()));
        }
        end = tree.token_range(token).end();
    }
    if end as usize != tree.text().len() {
        return Err(format!("the tokens end at {end}"));
    }
    for node in tree.nodes() {
        let mut behind = tree.range(node).start();
        for child in tree.children(node) {
            let range = tree.range(child);
            if range.start() < behind || range.end() > tree.range(node).end() {
                return Err(format!("{:?} {range:?} does not fit into {:?} {:?}", tree.kind(child), tree.kind(node), tree.range(node)));
            }
            behind = range.end();
        }
        if tree.kind(node) == SyntaxKind::Unparsable && tree.errors().is_empty() {
            return Err("what is unparsable was not reported".to_owned());
        }
    }
    match tree.errors().iter().find(|error| error.range.end() as usize > tree.text().len()) {
        Some(error) => Err(format!("a problem lies behind the text: {:?}", error.range)),
        None => Ok(()),
    }
}

/// The dialects' names, in the order of the numbers that stand for them.
pub fn dialects() -> impl Iterator<Item = &'static str> {
    Dialect::ALL.iter().map(|dialect| dialect.name())
}

/// What parsing a statement found: its problems, and the tables it names, in lower case and without quotes.
pub struct Reading {
    pub problems: Vec<String>,
    /// Common table expressions included.
    pub tables: BTreeSet<String>,
    pub common_table_expressions: BTreeSet<String>,
}

/// Reads a statement in the dialect of that name, or in the one that the adapter of that name speaks.
#[must_use]
pub fn read(name: &str, text: &str) -> Option<Reading> {
    let spec = Dialect::from_adapter(name)?.spec();
    let tree = sql::parse(&Arc::from(text), spec);
    let queries = Queries::build(&tree, spec);
    let is_table = |node: &NodeId| matches!(tree.kind(*node), SyntaxKind::TableReference | SyntaxKind::FileReference);
    Some(Reading {
        problems: tree.errors().iter().map(|error| format!("{} {}", error.range.start(), error.message)).collect(),
        tables: tree.nodes().filter(is_table).map(|node| table(&tree, node)).collect(),
        common_table_expressions: queries.ctes.iter().map(|cte| plain(tree.token_text(cte.name))).collect(),
    })
}

fn table(tree: &Tree, node: NodeId) -> String {
    let parts: Vec<String> = semantic::identifiers(tree, node).map(|token| plain(tree.token_text(token))).collect();
    parts.join(".")
}

fn plain(name: &str) -> String {
    semantic::unquote(name).to_lowercase()
}
