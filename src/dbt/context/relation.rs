//! Relations: a name in the warehouse with its parts, and how it prints for each adapter.

use std::any::Any;

use minijinja::Value as JinjaValue;
use serde_json::{Map, Value};

use crate::jinja::{CallArguments, CallKind, Evaluator, Fault, HostValue, as_host, as_text, dict_of, host_value, none, pairs, truth};

/// A yes or no for each part of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Policy {
    pub database: bool,
    pub schema: bool,
    pub identifier: bool,
}

impl Policy {
    pub const ALL: Self = Self { database: true, schema: true, identifier: true };
    pub const NONE: Self = Self { database: false, schema: false, identifier: false };

    /// What an adapter quotes where the project says nothing, with what the project says.
    #[must_use]
    pub fn quoting(adapter: &str, project: &Map<String, Value>) -> Self {
        let default = match adapter {
            "snowflake" | "spark" | "fabricspark" => Self::NONE,
            _ => Self::ALL,
        };
        default.with(project)
    }

    /// Parts changed by a mapping.
    #[must_use]
    pub fn with(self, changes: &Map<String, Value>) -> Self {
        let part = |name: &str, default: bool| {
            changes.get(name).or_else(|| changes.get(other_name(name))).and_then(Value::as_bool).unwrap_or(default)
        };
        Self {
            database: part("database", self.database),
            schema: part("schema", self.schema),
            identifier: part("identifier", self.identifier),
        }
    }

    /// Parts changed by the keyword arguments of a call.
    fn with_arguments(self, arguments: &CallArguments) -> Self {
        let part = |place: usize, name: &str, default: bool| arguments.given(place, name).map_or(default, truth);
        Self {
            database: part(0, "database", self.database),
            schema: part(1, "schema", self.schema),
            identifier: part(2, "identifier", self.identifier),
        }
    }
}

/// `BigQuery`'s word for a part.
fn other_name(part: &str) -> &'static str {
    match part {
        "database" => "project",
        "schema" => "dataset",
        _ => "",
    }
}

/// A relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    pub database: Option<String>,
    pub schema: Option<String>,
    pub identifier: Option<String>,
    /// `table`, `view`, `cte` ...
    pub kind: Option<String>,
    pub quote: Policy,
    pub include: Policy,
    pub mark: char,
    /// An ephemeral model prints the name of the common table expression it becomes.
    pub ephemeral: bool,
    /// `information_schema` views are never quoted.
    pub view_name: Option<String>,
}

impl Relation {
    #[must_use]
    pub fn new(adapter: &str, quote: Policy, database: Option<String>, schema: Option<String>, identifier: Option<String>) -> Self {
        let include =
            Policy { database: !matches!(adapter, "spark" | "fabricspark" | "clickhouse" | "mysql"), schema: true, identifier: true };
        let mark = Self::mark_of(adapter);
        Self { database, schema, identifier, kind: None, quote, include, mark, ephemeral: false, view_name: None }
    }

    /// The adapter's quotation mark for names.
    #[must_use]
    pub fn mark_of(adapter: &str) -> char {
        match adapter {
            "bigquery" | "spark" | "databricks" | "fabricspark" | "clickhouse" | "mysql" => '`',
            _ => '"',
        }
    }

    /// As it prints in SQL.
    #[must_use]
    pub fn render(&self) -> String {
        if self.ephemeral {
            return format!("__dbt__cte__{}", self.identifier.as_deref().unwrap_or_default());
        }
        let parts = [
            (&self.database, self.include.database, self.quote.database),
            (&self.schema, self.include.schema, self.quote.schema),
            (&self.identifier, self.include.identifier && self.view_name.is_none(), self.quote.identifier),
        ];
        let shown = parts.iter().filter(|(_, include, _)| *include).filter_map(|(part, _, quote)| {
            let part = part.as_deref().filter(|part| !part.is_empty())?;
            Some(if *quote { format!("{0}{part}{0}", self.mark) } else { part.to_owned() })
        });
        let mut shown: Vec<String> = shown.collect();
        shown.extend(self.view_name.clone());
        shown.join(".")
    }

    fn metadata() -> JinjaValue {
        dict_of([("type", JinjaValue::from("WarehouseRelation"))])
    }

    fn path(&self) -> JinjaValue {
        let part = |part: &Option<String>| part.as_deref().map_or_else(none, JinjaValue::from);
        dict_of([("database", part(&self.database)), ("schema", part(&self.schema)), ("identifier", part(&self.identifier))])
    }

    fn set_path(&mut self, path: &JinjaValue) {
        for (key, value) in pairs(path).unwrap_or_default() {
            self.set_part(as_text(&key).unwrap_or_default(), &value);
        }
    }

    fn set_part(&mut self, name: &str, value: &JinjaValue) {
        let text = as_text(value).map(ToOwned::to_owned);
        match name {
            "database" => self.database = text,
            "schema" => self.schema = text,
            "identifier" => self.identifier = text,
            _ => {}
        }
    }

    /// `relation.information_schema('columns')`
    fn information_schema(&self, view: Option<&str>) -> Self {
        Self {
            schema: Some("INFORMATION_SCHEMA".to_owned()),
            quote: Policy { schema: false, ..self.quote },
            view_name: view.map(ToOwned::to_owned),
            ..self.clone()
        }
    }

    fn is(&self, kind: &str) -> bool {
        self.kind.as_deref() == Some(kind)
    }

    fn changed(&self, name: &str, arguments: &CallArguments) -> Option<Self> {
        let mut new = self.clone();
        match name {
            "include" => new.include = self.include.with_arguments(arguments),
            "quote" => new.quote = self.quote.with_arguments(arguments),
            "incorporate" | "replace" => {
                if let Some(path) = arguments.keyword("path") {
                    new.set_path(path);
                }
                if let Some(kind) = arguments.keyword("type") {
                    new.kind = as_text(kind).map(ToOwned::to_owned);
                }
            }
            "replace_path" => {
                for (part, value) in &arguments.keywords {
                    new.set_part(part, value);
                }
            }
            "without_identifier" => new.include.identifier = false,
            "information_schema" => new = self.information_schema(arguments.text(0, "view_name")),
            _ => return None,
        }
        Some(new)
    }
}

impl HostValue for Relation {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn text(&self) -> String {
        self.render()
    }

    fn attribute(&self, _cx: &mut Evaluator<'_>, name: &str) -> Option<JinjaValue> {
        let part = |part: &Option<String>| Some(part.as_deref().map_or_else(none, JinjaValue::from));
        match name {
            "database" | "project" => part(&self.database),
            "schema" | "dataset" => part(&self.schema),
            "identifier" | "name" | "table" => part(&self.identifier),
            "type" => part(&self.kind),
            "path" => Some(self.path()),
            "is_table" => Some(self.is("table").into()),
            "is_view" => Some(self.is("view").into()),
            "is_cte" => Some((self.is("cte") || self.ephemeral).into()),
            "is_materialized_view" => Some(self.is("materialized_view").into()),
            "is_dynamic_table" | "is_iceberg_format" | "is_delta" | "is_hudi" => Some(false.into()),
            "metadata" => Some(Self::metadata()),
            "quote_character" => Some(self.mark.to_string().into()),
            "can_be_renamed" | "can_be_replaced" => Some(true.into()),
            "View" => Some("view".into()),
            "Table" => Some("table".into()),
            "External" => Some("external".into()),
            "MaterializedView" => Some("materialized_view".into()),
            _ => None,
        }
    }

    fn method(&self, cx: &mut Evaluator<'_>, name: &str, arguments: &CallArguments) -> Option<Result<JinjaValue, Fault>> {
        if let Some(new) = self.changed(name, arguments) {
            let new = host_value(new);
            cx.capture(CallKind::Relation(name.to_owned()), arguments, Some(&new));
            return Some(Ok(new));
        }
        match name {
            "render" => Some(Ok(self.render().into())),
            "get" => {
                let key = arguments.text(0, "key")?;
                let default = arguments.get(1, "default").cloned().unwrap_or_else(none);
                Some(Ok(self.attribute(cx, key).unwrap_or(default)))
            }
            "matches" => {
                let same = |place: usize, part: &str, own: &Option<String>| {
                    arguments
                        .given(place, part)
                        .and_then(as_text)
                        .is_none_or(|wanted| own.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(wanted)))
                };
                let all = same(0, "database", &self.database) && same(1, "schema", &self.schema) && same(2, "identifier", &self.identifier);
                Some(Ok(all.into()))
            }
            _ => None,
        }
    }

    /// Packages tell a relation from a text by its being a mapping with this key.
    fn pairs(&self) -> Option<Vec<(JinjaValue, JinjaValue)>> {
        let parts = [("database", &self.database), ("schema", &self.schema), ("identifier", &self.identifier), ("type", &self.kind)];
        let mut found: Vec<(JinjaValue, JinjaValue)> =
            parts.iter().map(|(name, part)| (JinjaValue::from(*name), part.as_deref().map_or_else(none, JinjaValue::from))).collect();
        found.push((JinjaValue::from("metadata"), Self::metadata()));
        Some(found)
    }

    fn equals(&self, other: &JinjaValue) -> bool {
        as_host::<Self>(other).is_some_and(|other| other == self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relation(adapter: &str) -> Relation {
        let part = |part: &str| Some(part.to_owned());
        Relation::new(adapter, Policy::quoting(adapter, &Map::new()), part("d"), part("s"), part("t"))
    }

    #[test]
    fn relations_print_as_their_adapter_quotes() {
        let want = [
            ("redshift", "\"d\".\"s\".\"t\""),
            ("postgres", "\"d\".\"s\".\"t\""),
            ("snowflake", "d.s.t"),
            ("bigquery", "`d`.`s`.`t`"),
            ("databricks", "`d`.`s`.`t`"),
            ("spark", "s.t"),
            ("duckdb", "\"d\".\"s\".\"t\""),
        ];
        for (adapter, want) in want {
            assert_eq!(relation(adapter).render(), want, "{adapter}");
        }
        assert_eq!(relation("postgres").information_schema(Some("columns")).render(), "\"d\".INFORMATION_SCHEMA.columns");
        assert_eq!(Relation { ephemeral: true, ..relation("postgres") }.render(), "__dbt__cte__t");
    }
}
