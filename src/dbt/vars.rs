//! `var()`: which value a name has, seen from one package.

use serde_json::{Map, Value};

/// The variables of one package as it sees them.
#[derive(Clone, Debug, Default)]
pub struct Vars {
    /// From the command line; they win over everything.
    command_line: Map<String, Value>,
    /// `vars:` of the root project.
    root: Map<String, Value>,
    /// `vars:` of the package itself, where it is not the root.
    own: Option<Map<String, Value>>,
    package: String,
    in_project_file: bool,
}

impl Vars {
    #[must_use]
    pub fn new(command_line: Map<String, Value>, root: Map<String, Value>, own: Option<Map<String, Value>>, package: &str) -> Self {
        Self { command_line, root, own, package: package.to_owned(), in_project_file: false }
    }

    /// The same for a project file, which itself sees what the command line says and nothing else. What has no default there is
    /// taken from the project's variables all the same: dbt would refuse the project.
    #[must_use]
    pub fn for_project_file(&self) -> Self {
        Self { in_project_file: true, ..self.clone() }
    }

    /// What a call with a default gives, unless it is the default.
    #[must_use]
    pub fn over_default(&self, name: &str) -> Option<&Value> {
        if self.in_project_file { self.command_line.get(name) } else { self.get(name) }
    }

    /// What stands for `name`: the command line, then the root project, then the package; in each, what is said for the
    /// package before what is said for all.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.command_line
            .get(name)
            .or_else(|| scoped(&self.root, &self.package, name))
            .or_else(|| self.own.as_ref().and_then(|own| scoped(own, &self.package, name)))
    }
}

fn scoped<'v>(vars: &'v Map<String, Value>, package: &str, name: &str) -> Option<&'v Value> {
    let inner = vars.get(package).and_then(Value::as_object).and_then(|vars| vars.get(name));
    inner.or_else(|| vars.get(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_command_line_wins_over_the_root_and_the_root_over_the_package() {
        let map = |value: Value| value.as_object().cloned().unwrap();
        let root = map(json!({"a": "root", "b": "root", "c": "root", "p": {"b": "root for p"}}));
        let own = map(json!({"b": "own", "d": "own", "p": {"e": "own for p"}}));
        let vars = Vars::new(map(json!({"a": "cli"})), root, Some(own), "p");
        let have: Vec<&str> =
            ["a", "b", "c", "d", "e", "f"].iter().map(|name| vars.get(name).and_then(Value::as_str).unwrap_or("-")).collect();
        assert_eq!(have, ["cli", "root for p", "root", "own", "own for p", "-"]);
        let file = vars.for_project_file();
        assert_eq!([file.over_default("a").is_some(), file.over_default("b").is_some(), file.get("b").is_some()], [true, false, true]);
    }
}
