use rustc_hash::FxHashMap;
use tree_sitter::{Node, Parser};

use crate::text::TextRange;

/// What a Python model asks of dbt, or of its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CallKind {
    /// `dbt.ref(...)`.
    Ref,
    /// `dbt.source(...)`.
    Source,
    /// `dbt.config(...)`.
    Config,
    /// `dbt.config.get(...)`.
    ConfigGet,
    /// `dbt.this`, or a part of it.
    This,
    /// SQL as text: `session.sql(...)`, `spark.sql(...)`.
    Sql,
    /// A table of the warehouse by its name: `session.table(...)`, `spark.read.table(...)`.
    Table,
}

/// One call, in the order of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    pub kind: CallKind,
    /// Positional arguments as text; `None` where one is not a text that the file itself tells.
    pub arguments: Vec<Option<String>>,
    pub keywords: Vec<(String, Option<String>)>,
    /// The whole call.
    pub range: TextRange,
}

/// The calls of a Python model. A file that is no Python gives those that can be made out.
#[must_use]
pub fn calls(text: &str) -> Vec<Call> {
    let mut parser = Parser::new();
    if parser.set_language(&tree_sitter_python::LANGUAGE.into()).is_err() {
        return Vec::new();
    }
    let Some(tree) = parser.parse(text, None) else { return Vec::new() };
    let nodes = pre_order(tree.root_node());
    let mut reader = Reader { text, constants: FxHashMap::default(), dbt: "dbt".to_owned(), session: "session".to_owned() };
    reader.parameters(&nodes);
    reader.constants(&nodes);
    nodes.iter().filter_map(|&node| reader.call(node)).collect()
}

/// Every node before what it holds. A list, for trees may be nested deeper than a stack goes.
fn pre_order(root: Node<'_>) -> Vec<Node<'_>> {
    let mut out = Vec::new();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        out.push(node);
        for at in (0..node.child_count()).rev() {
            open.extend(node.child(at));
        }
    }
    out
}

/// Concatenations nested deeper than this are not folded.
const DEEPEST: u32 = 64;

struct Reader<'t> {
    text: &'t str,
    /// Names given a text exactly once.
    constants: FxHashMap<&'t str, Option<String>>,
    /// What `def model(dbt, session)` calls its parameters.
    dbt: String,
    session: String,
}

impl<'t> Reader<'t> {
    fn of(&self, node: Node<'_>) -> &'t str {
        self.text.get(node.byte_range()).unwrap_or_default()
    }

    fn parameters(&mut self, nodes: &[Node<'t>]) {
        let model = nodes.iter().find(|node| {
            node.kind() == "function_definition" && node.child_by_field_name("name").is_some_and(|name| self.of(name) == "model")
        });
        let Some(parameters) = model.and_then(|model| model.child_by_field_name("parameters")) else { return };
        let mut cursor = parameters.walk();
        let names: Vec<&str> = parameters
            .named_children(&mut cursor)
            .map(|parameter| self.of(parameter).split([':', '=']).next().unwrap_or_default().trim())
            .collect();
        if let [dbt, session, ..] = names.as_slice() {
            self.dbt = (*dbt).to_owned();
            self.session = (*session).to_owned();
        }
    }

    fn constants(&mut self, nodes: &[Node<'t>]) {
        for node in nodes {
            let target = match node.kind() {
                "assignment" | "augmented_assignment" | "for_statement" => node.child_by_field_name("left"),
                "named_expression" => node.child_by_field_name("name"),
                _ => None,
            };
            let Some(target) = target.filter(|target| target.kind() == "identifier") else { continue };
            let name = self.of(target);
            let value = (node.kind() == "assignment" && !self.constants.contains_key(name))
                .then(|| node.child_by_field_name("right").and_then(|right| self.fold(right, 0)))
                .flatten();
            self.constants.insert(name, value);
        }
    }

    fn call(&self, node: Node<'t>) -> Option<Call> {
        if node.kind() == "attribute" {
            let mut this = self.of(node).split('.');
            let whole = this.next() == Some(self.dbt.as_str()) && this.next() == Some("this") && this.next().is_none();
            return whole.then(|| made(CallKind::This, node, Vec::new(), Vec::new()));
        }
        if node.kind() != "call" {
            return None;
        }
        let function: String = self.of(node.child_by_field_name("function")?).split_whitespace().collect();
        let (owner, method) = function.split_once('.')?;
        let writes =
            function.rsplit('.').next().is_some_and(|name| matches!(name, "saveAsTable" | "save_as_table" | "insertInto" | "insert_into"));
        let kind = if writes {
            CallKind::Table
        } else if owner == self.dbt {
            match method {
                "ref" => CallKind::Ref,
                "source" => CallKind::Source,
                "config" => CallKind::Config,
                "config.get" => CallKind::ConfigGet,
                _ => return None,
            }
        } else if owner == self.session || owner == "spark" {
            match method {
                "sql" => CallKind::Sql,
                "table" | "read.table" => CallKind::Table,
                _ => return None,
            }
        } else {
            return None;
        };
        let mut arguments = Vec::new();
        let mut keywords = Vec::new();
        if let Some(list) = node.child_by_field_name("arguments") {
            let mut cursor = list.walk();
            for argument in list.named_children(&mut cursor).filter(|argument| argument.kind() != "comment") {
                if argument.kind() == "keyword_argument" {
                    let (Some(name), Some(value)) = (argument.child_by_field_name("name"), argument.child_by_field_name("value")) else {
                        continue;
                    };
                    keywords.push((self.of(name).to_owned(), self.fold(value, 0)));
                } else {
                    arguments.push(self.fold(argument, 0));
                }
            }
        }
        Some(made(kind, node, arguments, keywords))
    }

    /// The text an expression gives, as far as the file alone tells: literals, their concatenation, names given a text once, and
    /// formatted strings of such.
    fn fold(&self, node: Node<'t>, depth: u32) -> Option<String> {
        if depth > DEEPEST {
            return None;
        }
        match node.kind() {
            "string" => {
                let mut out = String::new();
                let mut cursor = node.walk();
                let raw = self.of(node).chars().take_while(|first| first.is_alphabetic()).any(|first| matches!(first, 'r' | 'R'));
                for part in node.named_children(&mut cursor) {
                    match part.kind() {
                        "string_content" => out.push_str(&if raw { self.of(part).to_owned() } else { unescape(self.of(part)) }),
                        "interpolation" => {
                            let plain = part.child_by_field_name("format_specifier").is_none();
                            let inside = part.child_by_field_name("expression").filter(|_| plain)?;
                            out.push_str(&self.fold(inside, depth + 1)?);
                        }
                        _ => {}
                    }
                }
                Some(out)
            }
            "concatenated_string" => {
                let mut cursor = node.walk();
                node.named_children(&mut cursor).map(|part| self.fold(part, depth + 1)).collect()
            }
            "parenthesized_expression" => self.fold(node.named_child(0)?, depth + 1),
            "binary_operator" if node.child_by_field_name("operator").is_some_and(|operator| operator.kind() == "+") => {
                let left = self.fold(node.child_by_field_name("left")?, depth + 1)?;
                Some(left + &self.fold(node.child_by_field_name("right")?, depth + 1)?)
            }
            "binary_operator" if node.child_by_field_name("operator").is_some_and(|operator| operator.kind() == "%") => {
                let text = self.fold(node.child_by_field_name("left")?, depth + 1)?;
                let right = node.child_by_field_name("right")?;
                let mut cursor = right.walk();
                let parts: Vec<Node<'t>> = if right.kind() == "tuple" { right.named_children(&mut cursor).collect() } else { vec![right] };
                let values: Option<Vec<String>> = parts.into_iter().map(|part| self.fold(part, depth + 1)).collect();
                filled(&text, "%s", &values?)
            }
            "call" => self.fold_call(node, depth),
            "integer" | "float" | "true" | "false" => Some(self.of(node).to_owned()),
            "identifier" => self.constants.get(self.of(node)).cloned().flatten(),
            _ => None,
        }
    }

    /// Methods of texts that give a text which can be told.
    fn fold_call(&self, node: Node<'t>, depth: u32) -> Option<String> {
        let function = node.child_by_field_name("function").filter(|function| function.kind() == "attribute")?;
        let text = self.fold(function.child_by_field_name("object")?, depth + 1)?;
        let list = node.child_by_field_name("arguments")?;
        let mut cursor = list.walk();
        let values: Option<Vec<String>> = list.named_children(&mut cursor).map(|argument| self.fold(argument, depth + 1)).collect();
        let values = values?;
        match (self.of(function.child_by_field_name("attribute")?), values.as_slice()) {
            ("format", _) => filled(&text, "{}", &values),
            ("lower", []) => Some(text.to_lowercase()),
            ("upper", []) => Some(text.to_uppercase()),
            ("strip", []) => Some(text.trim().to_owned()),
            ("replace", [from, to]) => Some(text.replace(from.as_str(), to)),
            _ => None,
        }
    }
}

/// A text with its holes filled in order; nothing where their number differs, or where something else stands in braces.
fn filled(text: &str, hole: &str, values: &[String]) -> Option<String> {
    let parts: Vec<&str> = text.split(hole).collect();
    if parts.len() != values.len() + 1 || parts.iter().any(|part| hole == "{}" && part.contains('{')) {
        return None;
    }
    let values = values.iter().map(String::as_str).chain([""]);
    Some(parts.into_iter().zip(values).flat_map(|(part, value)| [part, value]).collect())
}

fn made(kind: CallKind, node: Node<'_>, arguments: Vec<Option<String>>, keywords: Vec<(String, Option<String>)>) -> Call {
    Call { kind, arguments, keywords, range: TextRange::from(node.byte_range()) }
}

/// The escapes that occur in names and SQL; others stay as they are.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            out.push(character);
            continue;
        }
        match characters.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('\n') => {}
            Some(quoted @ ('\\' | '\'' | '"')) => out.push(quoted),
            Some(other) => out.extend(['\\', other]),
            None => out.push('\\'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Vec<String> {
        let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "?".to_owned());
        calls(text)
            .iter()
            .map(|call| {
                let mut arguments: Vec<String> = call.arguments.iter().map(shown).collect();
                arguments.extend(call.keywords.iter().map(|(name, value)| format!("{name}={}", shown(value))));
                format!("{:?}({})", call.kind, arguments.join(", "))
            })
            .collect()
    }

    #[test]
    fn calls_with_their_arguments() {
        let text = r#"
NAME = "stg_" + 'orders'

def model(dbt, session):
    dbt.config(materialized="table", tags=["a"])
    a = dbt.ref(NAME, v=2)
    b = dbt.source("raw", f"orders_{YEAR}")
    # dbt.ref("in a comment")
    c = "dbt.ref('in a text')"
    d = session.sql("select * from " "raw.orders")
    e = session.table(f"{dbt.this.database}.x")
    return dbt . ref(
        'core', 'x'
    )
"#;
        assert_eq!(
            check(text),
            [
                "Config(materialized=table, tags=?)",
                "Ref(stg_orders, v=2)",
                "Source(raw, ?)",
                "Sql(select * from raw.orders)",
                "Table(?)",
                "This()",
                "Ref(core, x)",
            ]
        );
    }

    #[test]
    fn a_name_given_two_texts_is_not_known() {
        assert_eq!(check("n = 'a'\nn = 'b'\ndbt.ref(n)"), ["Ref(?)"]);
        assert_eq!(check("for n in ['a', 'b']:\n    dbt.ref(n)"), ["Ref(?)"]);
    }

    #[test]
    fn broken_files_and_other_parameter_names() {
        assert_eq!(check("def model(dbt, session:\n  x = dbt.ref('a')\n  ((("), ["Ref(a)"]);
        assert_eq!(check("def model(d: object, s):\n  return s.sql('select 1'), d.ref('x')"), ["Sql(select 1)", "Ref(x)"]);
        assert_eq!(check(&"(".repeat(3000)), Vec::<String>::new());
    }
}
