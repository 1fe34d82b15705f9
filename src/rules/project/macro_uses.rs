//! Which macros something calls, by the names they are called by. Besides what was evaluated this reads templates as they are written, YAML's
//! too: a macro may be called in a branch that is closed, be handed on as a value, or be named by a text. Names that are put together while
//! a template runs are not known.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::templates::{own_names, string};
use crate::dbt::{GenericTest, MacroDefinition, blocks, builds, builtin_files};
use crate::graph::MemberId;
use crate::jinja;
use crate::rules::ProjectCx;
use crate::syntax::{NodeId, SyntaxKind, Tree};
use crate::text::{FileId, TextRange};
use crate::yaml::{Node, Value};

/// Functions that find a macro by its name.
const FINDERS: &[&str] = &["dispatch", "get", "run_operation"];

/// Templates within texts within templates: no deeper.
const DEEPEST: u32 = 4;

/// Names that macros are called by.
pub struct MacroUses<'c, 'a> {
    cx: &'c ProjectCx<'a>,
    /// Names with and without a package.
    names: FxHashSet<String>,
    /// Names that own macros dispatch.
    dispatched: FxHashSet<String>,
    /// What dbt brings along, by adapter.
    of_dbt: FxHashMap<String, FxHashSet<String>>,
}

impl<'c, 'a> MacroUses<'c, 'a> {
    #[must_use]
    pub fn of(cx: &'c ProjectCx<'a>) -> Self {
        let names = cx.graph.facts().flat_map(|(_, facts)| &facts.macros).map(|call| call.name.to_string()).collect();
        let adapters: FxHashSet<&str> = cx.graph.members().iter().map(|member| member.project.target.adapter.as_str()).collect();
        let of_dbt = adapters.into_iter().map(|adapter| (adapter.to_owned(), own_of_dbt(adapter))).collect();
        let mut uses = Self { cx, names, dispatched: FxHashSet::default(), of_dbt };
        uses.generic_tests();
        uses.templates();
        uses.yaml();
        uses
    }

    /// Whether something uses a macro: calls it, hands it on, finds it by its name, or is dbt and asks for it.
    #[must_use]
    pub fn has(&self, member: MemberId, definition: &MacroDefinition) -> bool {
        let name = definition.name.as_str();
        self.names.contains(name)
            || self.names.contains(&format!("{}.{name}", definition.package_name))
            || name.split_once("__").is_some_and(|(_, called)| self.is_dispatched(member, definition, called))
            || self.is_asked_for(member, name)
    }

    /// Whether some macro looks for others of this name behind an adapter's: one that says so here, or any of another package.
    fn is_dispatched(&self, member: MemberId, definition: &MacroDefinition, called: &str) -> bool {
        let elsewhere = |known: &MacroDefinition| known.name == called && known.package_name != definition.package_name;
        self.dispatched.contains(called)
            || self.cx.graph.lacks_packages(member)
            || self.is_asked_for(member, called)
            || self.cx.graph.member(member).project.macros.iter().any(elsewhere)
    }

    /// Whether dbt itself has a macro of this name, which this one takes the place of, or looks for one that is called like this.
    fn is_asked_for(&self, member: MemberId, name: &str) -> bool {
        let found_by_name = [("get_incremental_", "_sql"), ("snapshot_", "_strategy")];
        found_by_name.iter().any(|(before, behind)| name.starts_with(before) && name.ends_with(behind))
            || builds(name)
            || self.of_dbt.get(&self.cx.graph.member(member).project.target.adapter).is_some_and(|known| known.contains(name))
    }

    fn generic_tests(&mut self) {
        for id in self.cx.graph.resources().filter(|&id| self.cx.graph.is_own(id)) {
            let tests = GenericTest::of(self.cx.graph.resource(id));
            self.names.extend(tests.map(|test| format!("test_{}", test.macro_name())));
        }
    }

    /// The templates of the files that hold macros, and of those resources whose files name a macro that nothing else calls.
    fn templates(&mut self) {
        let mut of_macros: Vec<FileId> = self.cx.own_macros().map(|(_, definition)| definition.file).collect();
        of_macros.sort_unstable();
        of_macros.dedup();
        for file in of_macros {
            let text = Arc::clone(&self.cx.files.get(file).text);
            let inside = self.definitions_in(file);
            self.template(&text, &inside, 0);
        }
        let unused = self.unused();
        if unused.is_empty() {
            return;
        }
        let mut others: Vec<FileId> = self.cx.graph.resources().filter_map(|id| self.template_of(id)).collect();
        others.sort_unstable();
        others.dedup();
        for file in others {
            let text = Arc::clone(&self.cx.files.get(file).text);
            if text.contains('{') && words(&text).any(|word| unused.contains(word)) {
                self.template(&text, &[], 0);
            }
        }
    }

    fn template_of(&self, id: crate::graph::ResourceId) -> Option<FileId> {
        let resource = self.cx.graph.resource(id);
        let sql = resource.path.to_ascii_lowercase().ends_with(".sql") && self.cx.graph.is_own(id);
        resource.defined_at.file.filter(|_| sql).map(|place| place.file)
    }

    fn unused(&self) -> FxHashSet<String> {
        let all = self.cx.own_macros().filter(|(_, definition)| !self.names.contains(&definition.name));
        all.map(|(_, definition)| definition.name.clone()).collect()
    }

    /// The macros that a file defines: none of them uses itself.
    fn definitions_in(&self, file: FileId) -> Vec<(String, TextRange)> {
        let all = self.cx.own_macros().filter(|(_, definition)| definition.file == file);
        all.map(|(_, definition)| (definition.name.clone(), definition.range)).collect()
    }

    /// The texts of properties files and project files that are templates.
    fn yaml(&mut self) {
        let files: Vec<_> = self.cx.properties().map(|(_, file)| Arc::clone(&file.document)).collect();
        let projects: Vec<_> = self.cx.graph.members().iter().map(|member| Arc::clone(&member.package().document)).collect();
        for document in files.iter().chain(&projects) {
            let mut texts = Vec::new();
            templates_in(&document.root, &mut texts, 0);
            for text in texts {
                self.template(&text, &[], 0);
            }
        }
    }

    fn template(&mut self, text: &Arc<str>, inside: &[(String, TextRange)], depth: u32) {
        let tree = jinja::parse(text);
        let own = own_names(&tree);
        let itself = |name: &str, range: TextRange| inside.iter().any(|(defined, around)| defined == name && around.contains(range));
        for node in tree.nodes() {
            let range = tree.range(node);
            match tree.kind(node) {
                SyntaxKind::JinjaVariable => {
                    let name = tree.node_text(node).trim();
                    if !itself(name, range) && (is_called(&tree, node) || !own.contains(name)) {
                        self.names.insert(name.to_owned());
                    }
                }
                SyntaxKind::JinjaAttribute => {
                    let name = tree.last_token(node).map(|token| tree.token_text(token)).unwrap_or_default();
                    if !itself(name, range) && (is_called(&tree, node) || is_namespace(&tree, node)) {
                        self.names.insert(name.to_owned());
                    }
                }
                SyntaxKind::JinjaLiteral => {
                    let Some(text) = string(&tree, node) else { continue };
                    if (text.contains("{{") || text.contains("{%")) && depth < DEEPEST {
                        self.template(&Arc::from(text), &[], depth + 1);
                    } else if let Some(finder) = finder_of(&tree, node) {
                        let names = if finder == "dispatch" { &mut self.dispatched } else { &mut self.names };
                        names.insert(text.to_owned());
                    }
                }
                _ => {}
            }
        }
    }
}

/// The macros and tests that dbt brings along for an adapter.
#[must_use]
pub fn own_of_dbt(adapter: &str) -> FxHashSet<String> {
    builtin_files(adapter).iter().flat_map(|(_, text)| blocks(text, &["macro", "test"])).map(|block| block.name).collect()
}

fn is_called(tree: &Tree, node: NodeId) -> bool {
    let call = tree.parent(node).filter(|&above| tree.kind(above) == SyntaxKind::JinjaCall);
    call.is_some_and(|call| tree.children(call).next() == Some(node))
}

/// Whether what stands before the last dot is a plain name that may be a package's.
fn is_namespace(tree: &Tree, attribute: NodeId) -> bool {
    tree.children(attribute).next().is_some_and(|base| tree.kind(base) == SyntaxKind::JinjaVariable)
}

/// What finds a macro by the text that `node` is: `context['name']`, `context.get('name')`, `adapter.dispatch('name')`.
fn finder_of(tree: &Tree, node: NodeId) -> Option<&'static str> {
    let above = tree.parent(node)?;
    if tree.kind(above) == SyntaxKind::JinjaSubscript {
        return Some("get");
    }
    let keyword = tree.kind(above) == SyntaxKind::JinjaKeywordArgument;
    let arguments = if keyword { tree.parent(above)? } else { above };
    let call = tree.parent(arguments).filter(|&call| tree.kind(call) == SyntaxKind::JinjaCall)?;
    let callee = tree.children(call).next()?;
    let name = tree.last_token(callee).map(|token| tree.token_text(token))?;
    FINDERS.iter().copied().find(|&finder| finder == name)
}

/// The scalars below a node that are templates.
fn templates_in(node: &Node, found: &mut Vec<Arc<str>>, depth: u32) {
    if depth > 64 {
        return;
    }
    match &node.value {
        Value::Str(text) if text.contains("{{") || text.contains("{%") => found.push(Arc::clone(text)),
        _ => {
            node.items().iter().for_each(|item| templates_in(item, found, depth + 1));
            node.entries().iter().for_each(|entry| templates_in(&entry.value, found, depth + 1));
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_ascii_alphanumeric() && character != '_')
}
