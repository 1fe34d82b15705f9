use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value as Json;

use super::layout::LayoutSettings;
use super::options::{OptionValue, Pattern, choice};
use super::python_literal;
use super::rule_options::RuleOptions;
use super::selection::RuleLevels;
use super::value::{Datum, Origin, Problems, Table, Value};
use super::workspace::WorkspaceSettings;
use crate::dialect::Dialect;

/// Everything that decides how a file is read and judged. Interned: files with the same configuration share one value.
#[derive(Clone, Debug)]
pub struct Settings {
    pub dialect: Dialect,
    /// Who named the dialect. Where nobody did, SQL cannot be read for certain.
    pub dialect_source: DialectSource,
    pub templater: Templater,
    /// Which rules are on, by their place in the table of rules.
    pub levels: RuleLevels,
    /// Messages that the configuration puts in place of a rule's own, by the rule's place in the table.
    pub messages: Box<[Option<String>]>,
    /// The options of the rules, by code: `settings.rules.cp01.capitalisation_policy`.
    pub rules: RuleOptions,
    pub layout: LayoutSettings,
    pub suppression: SuppressionSettings,
    pub ignore: IgnoredErrors,
    /// Families of errors that are told and fail nothing (`warnings = PRS`).
    pub warned: IgnoredErrors,
    /// Findings in what a template printed are left out.
    pub ignore_templated_areas: bool,
    pub fix_even_unparsable: bool,
    pub unsafe_fixes: bool,
    /// Whether fixes that may change the meaning and that sqlfluff makes are made without asking: where only sqlfluff's
    /// files speak.
    pub sqlfluff_fixes: bool,
    /// How many variants of a template are rendered at most.
    pub render_variant_limit: u32,
    pub reading: ReadingSettings,
    pub jinja: JinjaSettings,
    pub placeholder: PlaceholderSettings,
    pub dbt: DbtSettings,
    /// What holds for the workspace the file belongs to.
    pub workspace: Arc<WorkspaceSettings>,
}

/// Bytes that a file may have where nothing else is configured. Nobody writes a model of this size; what does have it was
/// generated, and would hold up everything else.
const LARGEST_FILE: u32 = 4_000_000;

/// Who named the dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DialectSource {
    Configuration,
    /// The adapter of the dbt project.
    Adapter,
    Nobody,
}

/// Set by the loader where no file of ours takes part.
pub(super) const SQLFLUFF_FIXES: &str = "sqlfluff_fixes";

choice! {
    /// How a file becomes SQL.
    Templater { Raw "raw", Jinja "jinja", Dbt "dbt", Placeholder "placeholder", Python "python" }
}

/// Which files are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingSettings {
    /// Endings of SQL files, with the dot.
    pub sql_endings: Vec<String>,
    /// Files with more characters or bytes are skipped; 0 is no limit.
    pub skip_characters: u32,
    pub skip_bytes: u32,
    /// Whether a skipped file is an error.
    pub skip_fails: bool,
    /// Patterns, as in `.gitignore`, of files that are left out.
    pub ignore_paths: Vec<String>,
}

/// What comments may silence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuppressionSettings {
    /// Comments silence nothing.
    pub disabled: bool,
    /// Comments silence these rules only.
    pub only: Option<Vec<String>>,
    /// Codes, names or globs that comments may silence.
    pub inline: Vec<String>,
    /// ... and those they may not.
    pub locked: Vec<String>,
    pub require_reason: bool,
    pub max_age_days: Option<u32>,
    pub warn_unused: bool,
}

/// Families of errors that are not told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IgnoredErrors {
    pub lexing: bool,
    pub parsing: bool,
    pub templating: bool,
    pub linting: bool,
}

/// The context of plain Jinja templates.
#[derive(Clone, Debug, PartialEq)]
pub struct JinjaSettings {
    pub context: Vec<(String, Json)>,
    /// Macro definitions, name and text.
    pub macros: Vec<(String, String)>,
    pub load_macros_from_path: Vec<PathBuf>,
    pub exclude_macros_from_path: Vec<PathBuf>,
    pub loader_search_path: Vec<PathBuf>,
    pub library_path: Option<PathBuf>,
    /// Whether `ref`, `source`, `var`, `config`, `is_incremental` and `this` exist outside a dbt project.
    pub apply_dbt_builtins: bool,
    /// Names that are unknown print themselves instead of being an error.
    pub ignore_templating: bool,
    /// The context of the python templater.
    pub python_context: Vec<(String, Json)>,
}

/// The placeholder templater.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlaceholderSettings {
    pub style: Option<String>,
    pub regex: Option<Pattern>,
    /// What stands for each parameter.
    pub values: Vec<(String, String)>,
}

/// What dbt would be told on its command line and in its environment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DbtSettings {
    pub project_dir: Option<PathBuf>,
    pub profiles_dir: Option<PathBuf>,
    pub profile: Option<String>,
    pub target: Option<String>,
    pub adapter: Option<String>,
    pub vars: Vec<(String, Json)>,
    pub env: Vec<(String, String)>,
    pub context: Vec<(String, Json)>,
}

/// What is known of the project a file lies in, besides its configuration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ProjectHint<'a> {
    /// Whether the file belongs to a dbt project at all.
    pub in_project: bool,
    /// The adapter that the project's profile names.
    pub adapter: Option<&'a str>,
}

/// What settings are made of.
pub(super) struct Parts<'a> {
    pub tree: &'a Table,
    pub hint: ProjectHint<'a>,
    pub levels: RuleLevels,
    pub messages: Box<[Option<String>]>,
    pub workspace: Arc<WorkspaceSettings>,
    pub problems: &'a Problems,
}

impl Settings {
    pub(super) fn read(parts: Parts<'_>) -> Self {
        let Parts { tree, hint, levels, messages, workspace, problems } = parts;
        let reader = Reader { tree, problems };
        let dbt = reader.dbt();
        let (dialect, dialect_source) = reader.dialect(dbt.adapter.as_deref(), hint.adapter);
        Self {
            dialect,
            dialect_source,
            templater: reader.templater(hint.in_project),
            levels,
            messages,
            rules: RuleOptions::read(tree.find_table(&["rules"]).unwrap_or(&Table::default()), problems),
            layout: LayoutSettings::read(tree, problems),
            suppression: reader.suppression(),
            ignore: reader.ignored(),
            warned: reader.warned(),
            ignore_templated_areas: reader.core("ignore_templated_areas", true),
            fix_even_unparsable: reader.core("fix_even_unparsable", false),
            unsafe_fixes: reader.core("unsafe_fixes", false),
            sqlfluff_fixes: reader.core(SQLFLUFF_FIXES, false),
            render_variant_limit: reader.core("render_variant_limit", 5),
            reading: reader.reading(),
            jinja: reader.jinja(),
            placeholder: reader.placeholder(),
            dbt,
            workspace,
        }
    }

    /// Settings of nothing but defaults.
    #[cfg(test)]
    #[must_use]
    pub fn plain(dialect: Dialect) -> Self {
        let problems = Problems::default();
        let mut settings = Self::read(Parts {
            tree: &Table::default(),
            hint: ProjectHint::default(),
            levels: RuleLevels::default(),
            messages: Box::default(),
            workspace: Arc::default(),
            problems: &problems,
        });
        settings.dialect = dialect;
        settings.dialect_source = DialectSource::Configuration;
        settings
    }
}

struct Reader<'a> {
    tree: &'a Table,
    problems: &'a Problems,
}

impl Reader<'_> {
    fn get<T: OptionValue>(&self, path: &[&str]) -> Option<T> {
        let value = self.tree.find(path)?;
        let parsed = T::parse(value);
        if parsed.is_none() {
            let key = path.last().copied().unwrap_or_default();
            self.problems.error(Some(&value.origin), format!("`{key}` cannot be {}; it takes {}", value.display(), T::expected()));
        }
        parsed
    }

    fn core<T: OptionValue>(&self, key: &str, default: T) -> T {
        self.get(&["core", key]).unwrap_or(default)
    }

    fn optional(&self, path: &[&str]) -> Option<String> {
        self.get::<Option<String>>(path).flatten()
    }

    fn dialect(&self, configured_adapter: Option<&str>, adapter: Option<&str>) -> (Dialect, DialectSource) {
        if let Some(value) = self.tree.find(&["core", "dialect"]).filter(|value| Option::<String>::parse(value).flatten().is_some()) {
            let text = value.to_text().unwrap_or_default();
            if let Some(dialect) = Dialect::from_name(text.trim()) {
                return (dialect, DialectSource::Configuration);
            }
            let near = crate::text::nearest(&text, Dialect::ALL.iter().map(|dialect| dialect.name()));
            let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
            self.problems.error(Some(&value.origin), format!("there is no dialect `{text}`; {near}`setsquare dialects` lists all"));
        }
        if let Some(adapter) = configured_adapter {
            if let Some(dialect) = Dialect::from_adapter(adapter.trim()) {
                return (dialect, DialectSource::Configuration);
            }
            let origin = self.tree.find(&["dbt", "adapter"]).map(|value| &value.origin);
            self.problems.error(origin, format!("no dialect is known for the adapter `{adapter}`; name one with `dialect` in .sqlfluff"));
        }
        match adapter.and_then(Dialect::from_adapter) {
            Some(dialect) => (dialect, DialectSource::Adapter),
            None => (Dialect::Ansi, DialectSource::Nobody),
        }
    }

    fn templater(&self, in_project: bool) -> Templater {
        let default = if in_project { Templater::Dbt } else { Templater::Jinja };
        self.get::<Option<Templater>>(&["core", "templater"]).flatten().unwrap_or(default)
    }

    fn suppression(&self) -> SuppressionSettings {
        SuppressionSettings {
            disabled: self.core("disable_noqa", false),
            only: self.get::<Vec<String>>(&["core", "disable_noqa_except"]).filter(|rules| !rules.is_empty()),
            inline: self.get(&["suppress", "inline"]).unwrap_or_else(|| vec!["*".to_owned()]),
            locked: self.get(&["suppress", "locked"]).unwrap_or_default(),
            require_reason: self.get(&["suppress", "require_reason"]).unwrap_or(false),
            max_age_days: self.get(&["suppress", "max_age_days"]),
            warn_unused: self.core("warn_unused_ignores", false),
        }
    }

    fn ignored(&self) -> IgnoredErrors {
        let mut ignored = IgnoredErrors::default();
        let Some(value) = self.tree.find(&["core", "ignore"]) else { return ignored };
        for word in Vec::<String>::parse(value).unwrap_or_default() {
            match word.to_ascii_lowercase().as_str() {
                "lexing" => ignored.lexing = true,
                "parsing" => ignored.parsing = true,
                "templating" => ignored.templating = true,
                "linting" => ignored.linting = true,
                _ => self.problems.error(
                    Some(&value.origin),
                    format!("`ignore` cannot be `{word}`; it takes `lexing`, `parsing`, `templating` or `linting`"),
                ),
            }
        }
        ignored
    }

    fn warned(&self) -> IgnoredErrors {
        let words = self.tree.find(&["core", "warnings"]).and_then(Vec::<String>::parse).unwrap_or_default();
        let has = |code: &str| words.iter().any(|word| word.eq_ignore_ascii_case(code));
        IgnoredErrors { lexing: has("LXR"), parsing: has("PRS"), templating: has("TMP"), linting: false }
    }

    fn reading(&self) -> ReadingSettings {
        let endings = [".sql", ".sql.j2", ".dml", ".ddl", ".pkb"];
        ReadingSettings {
            sql_endings: self.core("sql_file_exts", endings.map(str::to_owned).to_vec()),
            skip_characters: self.core("large_file_skip_char_limit", 0),
            skip_bytes: self.core("large_file_skip_byte_limit", LARGEST_FILE),
            skip_fails: self.core("large_file_skip_fail", false),
            ignore_paths: self.core("ignore_paths", Vec::new()),
        }
    }

    fn jinja(&self) -> JinjaSettings {
        let path = |key| ["templater", "jinja", key];
        let macros = self.tree.find_table(&["templater", "jinja", "macros"]).into_iter().flat_map(Table::iter);
        JinjaSettings {
            context: self.context(&["templater", "jinja", "context"]),
            macros: macros.filter_map(|(name, value)| Some((name.to_owned(), value.to_text()?))).collect(),
            load_macros_from_path: self.paths(&path("load_macros_from_path")),
            exclude_macros_from_path: self.paths(&path("exclude_macros_from_path")),
            loader_search_path: self.paths(&path("loader_search_path")),
            library_path: self.paths(&path("library_path")).pop(),
            apply_dbt_builtins: self.get(&path("apply_dbt_builtins")).unwrap_or(true),
            ignore_templating: self.get(&path("ignore_templating")).unwrap_or(false),
            python_context: self.context(&["templater", "python", "context"]),
        }
    }

    fn placeholder(&self) -> PlaceholderSettings {
        let Some(table) = self.tree.find_table(&["templater", "placeholder"]) else { return PlaceholderSettings::default() };
        let values = table.iter().filter(|(key, _)| !["param_style", "param_regex"].contains(key));
        PlaceholderSettings {
            style: self.optional(&["templater", "placeholder", "param_style"]),
            regex: self.get(&["templater", "placeholder", "param_regex"]),
            values: values.filter_map(|(key, value)| Some((key.to_owned(), value.to_text()?))).collect(),
        }
    }

    fn dbt(&self) -> DbtSettings {
        let either = |key: &str| self.optional(&["dbt", key]).or_else(|| self.optional(&["templater", "dbt", key]));
        let env = self.tree.find_table(&["dbt", "env"]).into_iter().flat_map(Table::iter);
        let mut vars = self.context(&["dbt", "vars"]);
        for (name, value) in self.context(&["templater", "dbt", "context"]).into_iter().filter(|(name, _)| name == "vars") {
            if let Json::Object(map) = value {
                vars.extend(map);
            } else {
                vars.push((name, value));
            }
        }
        DbtSettings {
            project_dir: self.paths(&["templater", "dbt", "project_dir"]).pop(),
            profiles_dir: self.paths(&["dbt", "profiles_dir"]).pop().or_else(|| self.paths(&["templater", "dbt", "profiles_dir"]).pop()),
            profile: either("profile"),
            target: either("target"),
            adapter: self.optional(&["dbt", "adapter"]),
            vars,
            env: env.filter_map(|(name, value)| Some((name.to_owned(), value.to_text()?))).collect(),
            context: self.context(&["templater", "dbt", "context"]),
        }
    }

    /// The names of a context with what they stand for.
    fn context(&self, path: &[&str]) -> Vec<(String, Json)> {
        let Some(table) = self.tree.find_table(path) else { return Vec::new() };
        table.iter().map(|(name, value)| (name.to_owned(), json(value, true))).collect()
    }

    /// Paths, relative to the folder of the file that names them.
    fn paths(&self, path: &[&str]) -> Vec<PathBuf> {
        let Some(value) = self.tree.find(path) else { return Vec::new() };
        if Option::<String>::parse(value) == Some(None) {
            return Vec::new();
        }
        let Some(texts) = value.to_texts() else {
            self.problems
                .error(Some(&value.origin), format!("`{}` takes paths, separated by commas", path.last().copied().unwrap_or_default()));
            return Vec::new();
        };
        texts.into_iter().map(|(text, origin)| resolve(&text, origin)).collect()
    }
}

fn resolve(text: &str, origin: &Origin) -> PathBuf {
    let expanded = match (text.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(text),
    };
    match origin.folder() {
        Some(folder) if expanded.is_relative() => folder.join(expanded),
        _ => expanded,
    }
}

/// A raw value as a template sees it. Texts of files without types are Python literals where they can be read so.
fn json(value: &Value, top: bool) -> Json {
    match &value.datum {
        Datum::Text(text) if top && !is_typed(&value.origin) => python_literal::evaluate(text),
        Datum::Text(text) => Json::String(text.clone()),
        Datum::Boolean(on) => Json::Bool(*on),
        Datum::Integer(number) => Json::from(*number),
        Datum::Float(number) => Json::from(*number),
        Datum::List(items) => items.iter().map(|item| json(item, false)).collect(),
        Datum::Table(table) => Json::Object(table.iter().map(|(key, value)| (key.to_owned(), json(value, true))).collect()),
    }
}

fn is_typed(origin: &Origin) -> bool {
    matches!(&origin.place, super::value::Place::File(path) if path.extension().is_some_and(|extension| extension == "toml"))
}

/// How to say that a file's dialect is not known.
#[must_use]
pub fn missing_dialect(path: &Path) -> String {
    format!(
        "no dialect is known for {}: name one with `--dialect`, with `dialect = ...` below `[sqlfluff]` in a .sqlfluff file, with `adapter` below `[dbt]` in setsquare.toml, or let the project's profiles.yml be found (`--profiles-dir`)",
        path.display()
    )
}
