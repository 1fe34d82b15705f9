//! How text becomes SQL outside dbt: not at all, by plain Jinja, by placeholders, by Python's format strings.
//!
//! A template of a dbt project is rendered with what the project knows; every other one with what its settings say.

mod dbt;
mod jinja;
mod placeholder;
#[cfg(test)]
mod provenance_tests;
mod substitution;

use std::sync::Arc;

use crate::config::{Settings, Templater};
use crate::dialect::Dialect;
use crate::jinja::{Assumption, Rendered, literal_tree};
use crate::syntax::Tree;
use crate::text::{FileId, Files};

pub use dbt::{ProjectRenderer, STACK};
use jinja::JinjaRenderer;
pub use jinja::PlainMacros;

/// The ways to ask for the warehouse.
const WAREHOUSE: [&str; 5] = ["adapter.type()", "target.type", "target['type']", "target[\"type\"]", "target.get('type')"];

/// How a text becomes SQL.
pub trait Renderer: Sync {
    /// Hands over the renderings of the text, the one that dbt would send first, then the variants; whoever takes them
    /// says of each whether it is of use. Gives the Jinja tree.
    fn render(&self, file: FileId, text: &Arc<str>, accept: &mut dyn FnMut(Rendered) -> bool) -> Tree;
}

/// Text that is no template (`templater = raw`).
pub struct Literal;

impl Renderer for Literal {
    fn render(&self, file: FileId, text: &Arc<str>, accept: &mut dyn FnMut(Rendered) -> bool) -> Tree {
        accept(Rendered::literal(file, text));
        literal_tree(text)
    }
}

/// The dialect of a rendering: that of the settings, but where branches were chosen that ask for a warehouse which speaks another.
pub fn spoken_in(rendered: &Rendered, own: Dialect) -> Dialect {
    let asks = |assumed: &&Assumption| WAREHOUSE.contains(&assumed.subject.as_str());
    let dialects = |assumed: &Assumption| assumed.values.iter().filter_map(|value| Dialect::from_adapter(value)).collect::<Vec<_>>();
    let all = rendered.assumed.iter().filter(asks).map(dialects);
    let possible = all.reduce(|some, others| some.into_iter().filter(|dialect| others.contains(dialect)).collect()).unwrap_or_default();
    if possible.contains(&own) { own } else { possible.first().copied().unwrap_or(own) }
}

/// The renderer that the settings ask for. The dbt templater outside any project is plain Jinja with dbt's names.
pub fn renderer<'a>(settings: &'a Settings, files: &Files, macros: &PlainMacros) -> Box<dyn Renderer + 'a> {
    match settings.templater {
        Templater::Raw => Box::new(Literal),
        Templater::Placeholder => Box::new(placeholder::PlaceholderRenderer::new(&settings.placeholder)),
        Templater::Python => Box::new(placeholder::PythonRenderer::new(&settings.jinja.python_context)),
        Templater::Jinja | Templater::Dbt => Box::new(JinjaRenderer::new(&settings.jinja, settings.render_variant_limit, files, macros)),
    }
}
