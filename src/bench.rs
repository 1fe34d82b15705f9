//! Layer 6: the doors through which the programs in `benches/` measure single layers. No part of the product's interface;
//! nothing here does work of its own.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::config::{LayoutSettings, Loader, Overrides, ProjectHint, RuleOptions, Settings};
use crate::dbt::{LoadOptions, Mode, Project, Upstream};
use crate::dialect::{Dialect, DialectSpec};
use crate::engine::{Buffer, Engine, Options, workers};
use crate::jinja::{self, Limits, SourceMap};
use crate::layout::{self, GapPlan, PlanInput, Styles};
use crate::rules::{self, Cx, CxParts, RuleId, RulePlan};
use crate::semantic::Queries;
use crate::sql;
use crate::syntax::Tree;
use crate::text::{FileId, Files};

/// A dialect to parse in.
#[derive(Clone, Copy, Debug)]
pub struct Sql(&'static DialectSpec);

/// A text that was parsed.
#[derive(Debug)]
pub struct Parsed(Tree);

impl Sql {
    /// The dialect of that name, or the one that the dbt adapter of that name speaks.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Dialect::from_adapter(name).map(|dialect| Self(dialect.spec()))
    }

    /// Cuts the text into tokens and tells how many there are.
    #[must_use]
    pub fn lex(self, text: &str) -> usize {
        sql::lexer::lex(text, self.0).tokens.len()
    }

    #[must_use]
    pub fn parse(self, text: &Arc<str>) -> Parsed {
        Parsed(sql::parse(text, self.0))
    }
}

impl Parsed {
    /// Whether all of the text was understood.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.0.errors().is_empty()
    }

    /// What was not understood, in the words that a reader sees.
    pub fn problems(&self) -> impl Iterator<Item = &str> {
        self.0.errors().iter().map(|error| error.message.as_ref())
    }

    /// Works out the queries with their sources, targets and references, and tells how many there are.
    #[must_use]
    pub fn count_queries(&self, sql: Sql) -> usize {
        Queries::build(&self.0, sql.0).all.len()
    }

    /// The memory that the tree holds besides the text itself.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.0.heap_bytes()
    }

    #[must_use]
    pub fn nodes(&self) -> usize {
        self.0.node_count()
    }

    #[must_use]
    pub fn tokens(&self) -> usize {
        self.0.token_count()
    }
}

/// Every rule of sqlfluff's but layout, with its default options.
pub struct Rules {
    settings: Arc<Settings>,
    plan: RulePlan,
}

/// A text as rules see it: its tree, and a template without tags.
pub struct Seen<'p> {
    parsed: &'p Parsed,
    rendered: jinja::Rendered,
    template: Tree,
}

impl<'p> Seen<'p> {
    #[must_use]
    pub fn new(parsed: &'p Parsed, text: &Arc<str>) -> Self {
        Self { parsed, rendered: jinja::Rendered::literal(FileId(0), text), template: jinja::parse(text) }
    }
}

impl Rules {
    /// The rules in a dialect.
    #[must_use]
    pub fn of(sql: Sql) -> Self {
        let overrides = Overrides {
            dialect: Some(sql.0.id.name().to_owned()),
            rules: Some("aliasing,ambiguous,capitalisation,convention,jinja,references,structure,oracle,postgres,tsql".to_owned()),
            ignore_local_config: true,
            ..Overrides::default()
        };
        let loader = Loader::new(rules::descriptors(), &overrides, Path::new("/"));
        let settings = loader.settings(Path::new("/model.sql"), None, ProjectHint::default());
        let plan = RulePlan::compile(settings.levels.enabled().filter_map(|at| RuleId::ALL.get(at).copied()));
        Self { settings, plan }
    }

    /// How many findings they have.
    #[must_use]
    pub fn check(&self, seen: &Seen<'_>) -> usize {
        let cx = self.cx(seen);
        let mut findings = Vec::new();
        self.plan.check_sql(&cx, &mut findings);
        self.plan.check_template(&cx, &mut findings);
        findings.len()
    }

    /// What each rule costs on its own, its code first, by a clock of the caller's; scopes are a line of their own.
    #[must_use]
    pub fn each(&self, seen: &[&Seen<'_>], clock: impl Fn() -> Duration) -> Vec<(&'static str, Duration)> {
        let cx = |seen| self.cx(seen);
        let all: Vec<Cx<'_>> = seen.iter().copied().map(cx).collect();
        let start = clock();
        for cx in &all {
            cx.queries();
            cx.words();
        }
        let mut costs = vec![("words and scopes", clock().saturating_sub(start))];
        for at in self.settings.levels.enabled() {
            let Some(&rule) = RuleId::ALL.get(at) else { continue };
            let plan = RulePlan::compile([rule]);
            let mut findings = Vec::new();
            let start = clock();
            for cx in &all {
                plan.check_sql(cx, &mut findings);
                plan.check_template(cx, &mut findings);
            }
            costs.push((rule.definition().name.code, clock().saturating_sub(start)));
        }
        costs
    }

    fn cx<'a>(&'a self, Seen { parsed: Parsed(tree), rendered, template }: &'a Seen<'_>) -> Cx<'a> {
        Cx::new(&CxParts {
            file: FileId(0),
            source: tree.text(),
            tree,
            rendered,
            template,
            settings: &self.settings,
            dialect: self.settings.dialect.spec(),
            model: None,
        })
    }
}

/// What the layout of a text is judged by: the rules' defaults.
#[derive(Debug)]
pub struct Layout {
    settings: LayoutSettings,
    rules: RuleOptions,
    styles: Styles,
    enabled: Vec<&'static str>,
}

impl Layout {
    /// For a dialect, or the one that the dbt adapter of that name speaks.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let (settings, rules) = (LayoutSettings::default(), RuleOptions::default());
        let styles = Styles::new(&settings, Dialect::from_adapter(name)?);
        let codes = RuleId::ALL.iter().map(|rule| rule.definition().name.code);
        Some(Self { settings, rules, styles, enabled: codes.filter(|code| code.starts_with("LT")).collect() })
    }

    /// How many findings the layout rules have in a text that is no template.
    #[must_use]
    pub fn findings(&self, parsed: &Parsed) -> usize {
        let (tree, file) = (&parsed.0, FileId(0));
        let template = jinja::literal_tree(tree.text());
        let map = SourceMap::identity(file, u32::try_from(tree.text().len()).unwrap_or(u32::MAX));
        let settings = layout::Options { layout: &self.settings, rules: &self.rules, styles: &self.styles };
        let input = PlanInput { file, source: tree.text(), template: &template, tree, map: &map, settings, enabled: &self.enabled };
        GapPlan::of_file(&[input], &[]).len()
    }
}

/// Everything that happens to one text, as `lint` and `fix` do it with standard input, no configuration and one thread.
#[derive(Clone, Copy, Debug)]
pub struct Whole<'t> {
    pub dialect: &'t str,
    /// The rules to run, as `--rules` takes them.
    pub rules: &'t str,
}

impl Whole<'_> {
    /// How many findings the text has, and whether it was looked at at all.
    #[must_use]
    pub fn lint(self, text: &str) -> (usize, bool) {
        let report = self.engine(text).lint();
        (report.diagnostics.len(), report.inputs.is_empty())
    }

    /// The text as fixed.
    #[must_use]
    pub fn fix(self, text: &str) -> String {
        let fixed = self.engine(text).fix().fixed.pop();
        fixed.map_or_else(|| text.to_owned(), |fixed| fixed.after.to_string())
    }

    fn engine(self, text: &str) -> Engine {
        let overrides = Overrides {
            dialect: Some(self.dialect.to_owned()),
            rules: Some(self.rules.to_owned()),
            ignore_local_config: true,
            fix_even_unparsable: true,
            ..Overrides::default()
        };
        let buffer = Some(Buffer { path: None, text: text.to_owned() });
        Engine::new(Options { buffer, overrides, jobs: 1, ..Options::default() })
    }
}

/// A dbt project whose nodes are to be rendered.
pub struct Rendering {
    files: Files,
    project: Project,
}

/// What came of rendering all nodes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rendered {
    pub nodes: usize,
    pub bytes: usize,
}

impl Rendering {
    /// Reads the project; nothing if it cannot be read.
    #[must_use]
    pub fn open(folder: &Path, target: &str) -> Option<Self> {
        let files = Files::default();
        let options = LoadOptions { target: Some(target.to_owned()), ..LoadOptions::default() };
        let project = Project::load(&files, folder, &options).ok()?;
        project.set_upstream(&Arc::new(Upstream::new(std::iter::once(&project))));
        Some(Self { files, project })
    }

    /// Renders every node that is enabled, as `dbt compile` does in an empty warehouse.
    #[must_use]
    pub fn render(&self) -> Rendered {
        let wanted: Vec<_> = self.project.resources.iter().filter(|resource| resource.enabled).collect();
        let limits = Limits { stack: workers::STACK / 4 * 3, ..Limits::default() };
        let results = workers::run(&wanted, 1, |resource| {
            let template = self.project.template(&self.files, resource)?;
            Some(jinja::render(&template, &self.project.context(resource, Mode::Compile), limits).text.len())
        });
        let sizes = results.into_iter().filter_map(|result| result.ok().flatten());
        sizes.fold(Rendered::default(), |all, size| Rendered { nodes: all.nodes + 1, bytes: all.bytes + size })
    }
}
