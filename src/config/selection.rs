//! Which rules are on, and how much their findings weigh.

mod reasons;

use globset::GlobBuilder;

use super::value::{Datum, Origin, Place, Problems, Table, Value};
use super::{known_rules, presets};
use crate::diagnostic::Level;
use crate::text::nearest;

/// A rule as configuration knows it. The rules themselves lie layers above.
#[derive(Clone, Copy, Debug)]
pub struct RuleDescriptor {
    pub code: &'static str,
    pub name: &'static str,
    pub aliases: &'static [&'static str],
    pub groups: &'static [&'static str],
    /// Its level where it is on without anyone asking.
    pub default: Option<Level>,
}

/// What one word of a rule list means: the rules it names, and how narrowly.
struct Selected {
    rules: Vec<usize>,
    /// Codes and names go before prefixes, longer prefixes before shorter ones, everything before `all`.
    weight: usize,
}

/// Finds rules by what people call them.
#[derive(Clone, Copy)]
pub struct RuleNames<'a> {
    pub rules: &'a [RuleDescriptor],
}

impl RuleNames<'_> {
    /// The rule of a code, a name or an alias.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<usize> {
        let same = |other: &str| other.eq_ignore_ascii_case(text);
        self.rules.iter().position(|rule| same(rule.code) || same(rule.name) || rule.aliases.iter().any(|alias| same(alias)))
    }

    /// The rules that a word of a list names; nothing if it names none.
    fn select(&self, word: &str) -> Option<Selected> {
        let all = |test: &dyn Fn(&RuleDescriptor) -> bool| {
            let rules: Vec<usize> = (0..self.rules.len()).filter(|&at| test(&self.rules[at])).collect();
            (!rules.is_empty()).then_some(rules)
        };
        let same = |other: &str| other.eq_ignore_ascii_case(word);
        if same(EVERY_RULE) {
            return Some(Selected { rules: (0..self.rules.len()).collect(), weight: 0 });
        }
        if same("default") || same("all") {
            let rules = (0..self.rules.len()).filter(|&at| self.rules[at].default.is_some()).collect();
            return Some(Selected { rules, weight: 0 });
        }
        if let Some(rules) = all(&|rule| same(rule.code) || same(rule.name) || rule.aliases.iter().any(|alias| same(alias))) {
            return Some(Selected { rules, weight: 1000 });
        }
        if let Some(rules) = all(&|rule| rule.groups.iter().any(|group| same(group))) {
            return Some(Selected { rules, weight: 1 });
        }
        if word.contains(['*', '?', '[']) {
            let glob = GlobBuilder::new(word).case_insensitive(true).build().ok()?.compile_matcher();
            let rules =
                all(&|rule| glob.is_match(rule.code) || glob.is_match(rule.name) || rule.aliases.iter().any(|alias| glob.is_match(alias)))?;
            return Some(Selected { rules, weight: word.len() });
        }
        if let Some(words) = presets::words(word) {
            let rules = words.iter().filter_map(|word| self.select(word)).flat_map(|selected| selected.rules).collect();
            return Some(Selected { rules, weight: 0 });
        }
        let prefix = |other: &str| other.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        let dotted = |name: &str| prefix(name) && name[word.len()..].starts_with('.');
        let rules = all(&|rule| (word.len() >= 2 && prefix(rule.code)) || dotted(rule.name))?;
        Some(Selected { rules, weight: word.len() })
    }

    /// What a word that names no rule was probably meant to be.
    fn near(&self, word: &str) -> Option<&'static str> {
        let candidates = self.rules.iter().flat_map(|rule| [rule.code, rule.name].into_iter().chain(rule.groups.iter().copied()));
        nearest(word, candidates.chain(presets::names()))
    }

    fn missing(&self, word: &str) -> String {
        if known_rules::is_known(word) {
            return format!("the rule `{word}` is not in this version of setsquare");
        }
        match self.near(word) {
            Some(near) => format!("there is no rule `{word}`; did you mean `{near}`? `setsquare rules` lists all"),
            None => format!("there is no rule `{word}`; `setsquare rules` lists all"),
        }
    }
}

/// How a list of setsquare.toml says every rule there is. sqlfluff's `all` is every rule that is on by default.
pub const EVERY_RULE: &str = "*";

/// Codes that a list of warnings may hold though they are no rules'.
pub const ERRORS: [&str; 3] = ["PRS", "TMP", "LXR"];

/// The level of each rule; nothing where it is off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleLevels {
    levels: Box<[Option<Level>]>,
}

impl RuleLevels {
    /// The level of the rule at this place in the table.
    #[must_use]
    pub fn get(&self, rule: usize) -> Option<Level> {
        self.levels.get(rule).copied().flatten()
    }

    /// For each rule the higher of two levels.
    #[must_use]
    pub fn at_least(&self, floor: &Self) -> Self {
        Self { levels: self.levels.iter().zip(&floor.levels).map(|(level, floor)| *level.max(floor)).collect() }
    }

    /// The same without some rules.
    #[must_use]
    pub fn without(mut self, rules: &[u16]) -> Self {
        for &rule in rules {
            if let Some(level) = self.levels.get_mut(usize::from(rule)) {
                *level = None;
            }
        }
        self
    }

    /// The rules that are on, in the order of the table.
    pub fn enabled(&self) -> impl Iterator<Item = usize> {
        self.levels.iter().enumerate().filter_map(|(at, level)| level.map(|_| at))
    }
}

/// The parts of a configuration that select rules: the whole tree, and the tables of `[lint.per-file]` that match a file.
pub struct Selection<'a> {
    pub names: RuleNames<'a>,
    pub tree: &'a Table,
    pub per_file: Vec<&'a Table>,
    pub problems: &'a Problems,
}

impl Selection<'_> {
    /// Works out the levels. Rules left out by globs of their own are for the caller to take away.
    #[must_use]
    pub fn levels(&self) -> RuleLevels {
        let rules = self.names.rules;
        let mut on = vec![false; rules.len()];
        let select = self.tree.find(&["core", "rules"]).filter(|value| !is_unset(value));
        match select {
            Some(value) => self.mark(value, &mut on, true),
            None => on.iter_mut().zip(rules).for_each(|(on, rule)| *on = rule.default.is_some()),
        }
        let asked = select.is_some_and(|value| matches!(value.origin.place, Place::Flag(_) | Place::Inline(_)));
        if let Some(value) = self.tree.find(&["lint", "extend-select"])
            && (!asked || matches!(value.origin.place, Place::Flag(_)))
        {
            self.mark(value, &mut on, true);
        }
        if let Some(value) = self.tree.find(&["core", "exclude_rules"]).filter(|value| !is_unset(value)) {
            self.mark(value, &mut on, false);
        }
        for table in &self.per_file {
            if let Some(value) = table.get("select").filter(|_| !asked) {
                let mut only = vec![false; rules.len()];
                self.mark(value, &mut only, true);
                on = only;
            }
            for (key, switch) in [("extend-select", true), ("ignore", false)] {
                if let Some(value) = table.get(key).filter(|_| !(asked && switch)) {
                    self.mark(value, &mut on, switch);
                }
            }
        }
        let mut levels: Vec<Option<Level>> =
            on.iter().zip(rules).map(|(&on, rule)| on.then(|| rule.default.unwrap_or(Level::Warning))).collect();
        self.weigh(&mut levels);
        RuleLevels { levels: levels.into() }
    }

    /// Sets the levels that the configuration names, the narrowest word last.
    fn weigh(&self, levels: &mut [Option<Level>]) {
        let mut steps: Vec<(usize, Vec<usize>, Severity)> = Vec::new();
        let tables = self.tree.find_table(&["lint", "severity"]).into_iter();
        for table in tables.chain(self.per_file.iter().filter_map(|table| table.find_table(&["severity"]))) {
            for (word, value) in table.iter() {
                let Some(severity) = self.severity(value) else { continue };
                match self.names.select(word) {
                    Some(Selected { rules, weight }) => steps.push((weight, rules, severity)),
                    None => self.problems.warning(Some(&value.origin), self.names.missing(word)),
                }
            }
        }
        steps.sort_by_key(|(weight, ..)| *weight);
        for (at, rule) in self.names.rules.iter().enumerate() {
            if let Some(severity) = self.tree.find(&["rules", rule.code, "severity"]).and_then(|value| self.severity(value)) {
                steps.push((usize::MAX, vec![at], severity));
            }
        }
        if let Some(value) = self.tree.find(&["core", "warnings"]).filter(|value| !is_unset(value)) {
            let mut warned = vec![false; levels.len()];
            self.mark(value, &mut warned, true);
            steps.push((usize::MAX, (0..levels.len()).filter(|&at| warned[at]).collect(), Severity::Level(Level::Info)));
        }
        let mut chosen = vec![None; levels.len()];
        for (_, rules, severity) in steps {
            for at in rules {
                chosen[at] = Some(severity);
            }
        }
        for (level, severity) in levels.iter_mut().zip(chosen) {
            match severity {
                Some(Severity::Off) => *level = None,
                Some(Severity::Level(chosen)) => *level = level.map(|_| chosen),
                None => {}
            }
        }
    }

    fn severity(&self, value: &Value) -> Option<Severity> {
        let severity = Severity::parse(value);
        if severity.is_none() {
            self.problems
                .error(Some(&value.origin), format!("a severity cannot be {}; it is `off`, `info`, `warn` or `error`", value.display()));
        }
        severity
    }

    fn mark(&self, value: &Value, on: &mut [bool], switch: bool) {
        let Some(words) = words(value) else {
            self.problems.error(Some(&value.origin), format!("a list of rules cannot be {}", value.display()));
            return;
        };
        for (word, origin) in words {
            match self.names.select(&word) {
                Some(selected) => selected.rules.iter().for_each(|&at| on[at] = switch),
                None => self.unknown(&word, origin),
            }
        }
    }

    fn unknown(&self, word: &str, origin: &Origin) {
        if ERRORS.contains(&word) {
            return;
        }
        let message = self.names.missing(word);
        // A file may name rules of another version or of a plugin; a person at the command line means this very program.
        let own = matches!(&origin.place, Place::File(path) if path.extension().is_some_and(|extension| extension == "toml"));
        if matches!(origin.place, Place::Flag(_)) || (own && !known_rules::is_known(word)) {
            self.problems.error(Some(origin), message);
        } else {
            self.problems.warning(Some(origin), message);
        }
    }
}

/// The words of a rule list: sqlfluff takes commas and line ends.
fn words(value: &Value) -> Option<Vec<(String, &Origin)>> {
    match &value.datum {
        Datum::Text(text) => Some(
            text.split([',', '\n']).map(str::trim).filter(|word| !word.is_empty()).map(|word| (word.to_owned(), &value.origin)).collect(),
        ),
        _ => value.to_texts(),
    }
}

fn is_unset(value: &Value) -> bool {
    matches!(&value.datum, Datum::Text(text) if text.trim().is_empty() || text.trim().eq_ignore_ascii_case("none"))
}

#[derive(Clone, Copy)]
enum Severity {
    Off,
    Level(Level),
}

impl Severity {
    fn parse(value: &Value) -> Option<Self> {
        Some(match value.to_text()?.as_str() {
            "off" => Self::Off,
            "info" => Self::Level(Level::Info),
            "warn" | "warning" => Self::Level(Level::Warning),
            "error" => Self::Level(Level::Error),
            _ => return None,
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub const RULES: &[RuleDescriptor] = &[
        RuleDescriptor {
            code: "CP01",
            name: "capitalisation.keywords",
            aliases: &["L010"],
            groups: &["core", "capitalisation"],
            default: Some(Level::Warning),
        },
        RuleDescriptor {
            code: "CP02",
            name: "capitalisation.identifiers",
            aliases: &["L014"],
            groups: &["capitalisation"],
            default: Some(Level::Warning),
        },
        RuleDescriptor {
            code: "LT01",
            name: "layout.spacing",
            aliases: &["L001", "L005"],
            groups: &["core", "layout"],
            default: Some(Level::Warning),
        },
        RuleDescriptor { code: "NM01", name: "naming.model_pattern", aliases: &[], groups: &["naming"], default: Some(Level::Error) },
        RuleDescriptor { code: "DC07", name: "documentation.public", aliases: &[], groups: &["documentation"], default: None },
    ];

    fn check_with(pairs: &[(&[&str], &str)], place: &Place, want: &str, told: &[&str]) {
        let mut tree = Table::default();
        for (path, text) in pairs {
            let origin = Origin { place: place.clone(), line: 1, range: crate::text::TextRange::empty(0) };
            tree.set(path, Value::text(*text, origin));
        }
        let problems = Problems::default();
        let levels = Selection { names: RuleNames { rules: RULES }, tree: &tree, per_file: Vec::new(), problems: &problems }.levels();
        let have: Vec<String> = levels
            .enabled()
            .map(|at| {
                let mark = match levels.get(at) {
                    Some(Level::Info) => "?",
                    Some(Level::Error) => "!",
                    _ => "",
                };
                format!("{}{mark}", RULES[at].code)
            })
            .collect();
        assert_eq!(have.join(" "), want, "{pairs:?}");
        let have: Vec<String> =
            problems.list().iter().map(|problem| format!("{}{}", if problem.fatal { "error " } else { "" }, problem.message)).collect();
        assert_eq!(have, told, "{pairs:?}");
    }

    fn check(pairs: &[(&[&str], &str)], want: &str) {
        check_with(pairs, &Place::File(std::path::Path::new(".sqlfluff").into()), want, &[]);
    }

    #[test]
    fn selects_by_every_kind_of_word() {
        const SELECT: &[&str] = &["core", "rules"];
        const EXCLUDE: &[&str] = &["core", "exclude_rules"];
        check(&[], "CP01 CP02 LT01 NM01!");
        for (words, want) in [
            ("all", "CP01 CP02 LT01 NM01!"),
            ("None", "CP01 CP02 LT01 NM01!"),
            ("core", "CP01 LT01"),
            ("CP", "CP01 CP02"),
            ("cp01", "CP01"),
            ("L010, l005", "CP01 LT01"),
            ("capitalisation.keywords", "CP01"),
            ("capitalisation", "CP01 CP02"),
            ("*02,layout.*", "CP02 LT01"),
            ("DC07", "DC07"),
            ("*", "CP01 CP02 LT01 NM01! DC07"),
            ("CP01\n, LT01,", "CP01 LT01"),
        ] {
            check(&[(SELECT, words)], want);
        }
        check(&[(EXCLUDE, "L010,LT")], "CP02 NM01!");
        check(&[(SELECT, "core"), (EXCLUDE, "CP01")], "LT01");
        check(&[(&["lint", "extend-select"], "DC"), (EXCLUDE, "core")], "CP02 NM01! DC07");
    }

    #[test]
    fn weighs_by_the_narrowest_word() {
        let severity = |word| vec!["lint", "severity", word];
        check(&[(&severity("CP02"), "error"), (&severity("CP"), "info"), (&severity("all"), "off")], "CP01? CP02!");
        let below = |path: &[&str], text: &str, want: &str| {
            let pairs: &[(&[&str], &str)] = &[(path, text)];
            check_with(pairs, &Place::File(std::path::Path::new(".sqlfluff").into()), want, &[]);
        };
        below(&["rules", "NM01", "severity"], "warn", "CP01 CP02 LT01 NM01");
        below(&["core", "warnings"], "CP01, layout", "CP01? CP02 LT01? NM01!");
    }

    #[test]
    fn names_that_are_none() {
        const SELECT: &[&str] = &["core", "rules"];
        let flag = &Place::Flag("--rules");
        let toml = &Place::File(std::path::Path::new("setsquare.toml").into());
        let ini = &Place::File(std::path::Path::new(".sqlfluff").into());
        check_with(&[(SELECT, "CP1")], flag, "", &["error there is no rule `CP1`; did you mean `CP01`? `setsquare rules` lists all"]);
        check_with(&[(SELECT, "CP01,XYZ99")], ini, "CP01", &["there is no rule `XYZ99`; `setsquare rules` lists all"]);
        check_with(&[(SELECT, "CP01,AL07")], toml, "CP01", &["the rule `AL07` is not in this version of setsquare"]);
        check_with(
            &[(&["rules", "CP01", "severity"], "loud")],
            ini,
            "CP01 CP02 LT01 NM01!",
            &["error a severity cannot be `loud`; it is `off`, `info`, `warn` or `error`"],
        );
    }
}
