//! `adapter` and `api`: what a template may ask of the warehouse's driver.

use std::any::Any;

use minijinja::Value as JinjaValue;

use super::conversions::json_of;
use super::{Context, Mode, Relation};
use crate::jinja::print::text as print;
use crate::jinja::{
    CallArguments, CallKind, Evaluator, Fault, HostValue, UnknownKind, as_host, as_text, dict_of, host_value, is_unknown, list, none,
    unknown,
};

/// `adapter`
#[derive(Debug)]
pub(super) struct Adapter {
    pub cx: Context,
}

impl Adapter {
    fn quote(&self, arguments: &CallArguments) -> String {
        let name = arguments.positional.first().or_else(|| arguments.keyword("identifier")).map(print).unwrap_or_default();
        let mark = self.mark();
        format!("{mark}{name}{mark}")
    }

    fn mark(&self) -> char {
        Relation::mark_of(&self.cx.scope.target.adapter)
    }

    fn quote_as_configured(&self, arguments: &CallArguments) -> String {
        let name = arguments.positional.first().or_else(|| arguments.keyword("identifier")).map(print).unwrap_or_default();
        let quoting = self.cx.scope.quoting;
        let quoted = match arguments.text(1, "quote_key") {
            Some("database") => quoting.database,
            Some("schema") => quoting.schema,
            _ => quoting.identifier,
        };
        if quoted { format!("{0}{name}{0}", self.mark()) } else { name }
    }

    /// What only the warehouse knows: nothing while projects are read, nothing in an empty warehouse, unknown when judging.
    fn asked(
        &self,
        evaluator: &mut Evaluator<'_>,
        name: &str,
        arguments: &CallArguments,
        kind: UnknownKind,
        empty: JinjaValue,
    ) -> JinjaValue {
        let value = if self.cx.mode() == Mode::Lint { unknown(kind) } else { empty };
        evaluator.capture(CallKind::Relation(format!("adapter.{name}")), arguments, None);
        value
    }
}

impl HostValue for Adapter {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn text(&self) -> String {
        "<adapter>".to_owned()
    }

    fn attribute(&self, _evaluator: &mut Evaluator<'_>, name: &str) -> Option<JinjaValue> {
        match name {
            "Relation" => Some(host_value(RelationType { cx: self.cx.clone() })),
            "Column" => Some(host_value(ColumnType { adapter: self.cx.scope.target.adapter.clone() })),
            // No behaviour flag is on before a project turns it on.
            "behavior" => Some(dict_of(Vec::<(String, JinjaValue)>::new())),
            "config" => Some(dict_of([("credentials", super::objects::target(&self.cx))])),
            _ => None,
        }
    }

    fn method(&self, evaluator: &mut Evaluator<'_>, name: &str, arguments: &CallArguments) -> Option<Result<JinjaValue, Fault>> {
        let value = match name {
            "dispatch" => return Some(super::macros::dispatch(&self.cx, arguments)),
            "type" => self.cx.scope.target.adapter.as_str().into(),
            "quote" | "quote_seed_column" => self.quote(arguments).into(),
            "quote_as_configured" => self.quote_as_configured(arguments).into(),
            "get_relation" | "load_relation" => {
                let named = arguments.given(0, "database").is_some_and(|database| !is_unknown(database));
                let kind = if named { UnknownKind::NamedRelation } else { UnknownKind::Relation };
                self.asked(evaluator, name, arguments, kind, none())
            }
            "get_columns_in_relation"
            | "get_missing_columns"
            | "list_relations"
            | "list_relations_without_caching"
            | "list_schemas"
            | "get_columns_in_select_sql" => self.asked(evaluator, name, arguments, UnknownKind::Columns, list(Vec::new())),
            "check_schema_exists" | "already_exists" => self.asked(evaluator, name, arguments, UnknownKind::Boolean, false.into()),
            "execute" => {
                evaluator.capture(CallKind::Query, arguments, None);
                if self.cx.mode() == Mode::Lint { unknown(UnknownKind::Any) } else { none() }
            }
            "convert_type" | "convert_text_type" => self.asked(evaluator, name, arguments, UnknownKind::Scalar, "text".into()),
            "generate_unique_temporary_table_suffix" => "__dbt_tmp".into(),
            _ if self.cx.mode() == Mode::Lint => unknown(UnknownKind::Any),
            _ => none(),
        };
        Some(Ok(value))
    }
}

/// `api.Relation`
#[derive(Debug)]
pub(super) struct RelationType {
    pub cx: Context,
}

impl HostValue for RelationType {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn text(&self) -> String {
        "<class Relation>".to_owned()
    }

    fn attribute(&self, _evaluator: &mut Evaluator<'_>, name: &str) -> Option<JinjaValue> {
        match name {
            "View" => Some("view".into()),
            "Table" => Some("table".into()),
            "CTE" => Some("cte".into()),
            "External" => Some("external".into()),
            _ => None,
        }
    }

    fn method(&self, evaluator: &mut Evaluator<'_>, name: &str, arguments: &CallArguments) -> Option<Result<JinjaValue, Fault>> {
        if !matches!(name, "create" | "create_from" | "create_from_source" | "create_from_node") {
            return None;
        }
        let part = |part: &str| arguments.keyword(part).and_then(as_text).map(ToOwned::to_owned);
        let mut relation =
            Relation::new(&self.cx.scope.target.adapter, self.cx.scope.quoting, part("database"), part("schema"), part("identifier"));
        relation.kind = part("type");
        if let Some(quoting) = arguments.keyword("quote_policy").map(json_of).and_then(|value| value.as_object().cloned()) {
            relation.quote = relation.quote.with(&quoting);
        }
        if name != "create"
            && let Some(node) = arguments.positional.last()
        {
            let field = |key: &str| crate::jinja::entry(node, key).as_ref().and_then(as_text).map(ToOwned::to_owned);
            relation.database = field("database");
            relation.schema = field("schema");
            relation.identifier = field("identifier").or_else(|| field("alias"));
        }
        let value = host_value(relation);
        evaluator.capture(CallKind::Relation(format!("api.Relation.{name}")), arguments, Some(&value));
        Some(Ok(value))
    }
}

/// `api.Column`
#[derive(Debug)]
pub(super) struct ColumnType {
    pub adapter: String,
}

impl ColumnType {
    /// The adapter's name of a general type.
    fn translate(&self, wanted: &str) -> String {
        let upper = wanted.to_uppercase();
        let found = match (self.adapter.as_str(), upper.as_str()) {
            ("bigquery", "STRING") => return wanted.to_owned(),
            ("bigquery", "TIMESTAMP") => "TIMESTAMP",
            ("bigquery", "FLOAT") => "FLOAT64",
            ("bigquery", "INTEGER") => "INT64",
            ("spark" | "databricks", "STRING" | "TEXT") => "string",
            ("spark" | "databricks", "TIMESTAMP") => "timestamp",
            ("spark" | "databricks", "LONG") => "bigint",
            ("trino", "TIMESTAMP") => "timestamp(3)",
            ("trino", "FLOAT") => "double",
            ("trino" | "athena", "STRING" | "TEXT") => "varchar",
            ("athena", "FLOAT") => "float",
            ("sqlserver" | "fabric", "STRING" | "TEXT") => "VARCHAR(8000)",
            ("sqlserver" | "fabric", "TIMESTAMP") => "DATETIME2(6)",
            ("sqlserver" | "fabric", "BOOLEAN") => "BIT",
            (_, "STRING") => "TEXT",
            _ => return wanted.to_owned(),
        };
        found.to_owned()
    }

    fn numeric(&self, arguments: &CallArguments) -> String {
        let kind = arguments.text(0, "dtype").unwrap_or("numeric");
        match (arguments.given(1, "precision"), arguments.given(2, "scale")) {
            _ if self.adapter == "bigquery" => kind.to_owned(),
            (Some(precision), Some(scale)) => format!("{kind}({},{})", print(precision), print(scale)),
            _ => kind.to_owned(),
        }
    }
}

impl HostValue for ColumnType {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn text(&self) -> String {
        "<class Column>".to_owned()
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, _evaluator: &mut Evaluator<'_>, arguments: &CallArguments) -> Option<Result<JinjaValue, Fault>> {
        let text = |place: usize, name: &str| arguments.given(place, name).map(print);
        let column = Column {
            name: text(0, "column").unwrap_or_default(),
            kind: text(1, "dtype").unwrap_or_default(),
            size: text(2, "char_size"),
            mark: Relation::mark_of(&self.adapter),
        };
        Some(Ok(host_value(column)))
    }

    fn method(&self, evaluator: &mut Evaluator<'_>, name: &str, arguments: &CallArguments) -> Option<Result<JinjaValue, Fault>> {
        match name {
            "translate_type" => Some(arguments.require_text(0, "dtype").map(|wanted| self.translate(wanted).into())),
            "numeric_type" => Some(Ok(self.numeric(arguments).into())),
            "string_type" => {
                let size = arguments.positional.first().map(print).unwrap_or_default();
                Some(Ok(if self.adapter == "bigquery" { "string".to_owned() } else { format!("character varying({size})") }.into()))
            }
            "create" => self.call(evaluator, arguments),
            _ => None,
        }
    }
}

/// A column of a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Column {
    name: String,
    kind: String,
    size: Option<String>,
    mark: char,
}

impl Column {
    fn is_text(&self) -> bool {
        matches!(self.kind.to_lowercase().as_str(), "text" | "character varying" | "character" | "varchar" | "string" | "char")
    }

    fn is_number(&self) -> bool {
        matches!(
            self.kind.to_lowercase().as_str(),
            "numeric"
                | "decimal"
                | "number"
                | "integer"
                | "int"
                | "bigint"
                | "smallint"
                | "int64"
                | "float"
                | "float64"
                | "double"
                | "real"
        )
    }

    fn data_type(&self) -> String {
        match &self.size {
            Some(size) if self.is_text() => format!("character varying({size})"),
            _ => self.kind.clone(),
        }
    }
}

impl HostValue for Column {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn text(&self) -> String {
        format!("<Column {} ({})>", self.name, self.data_type())
    }

    fn attribute(&self, _evaluator: &mut Evaluator<'_>, name: &str) -> Option<JinjaValue> {
        match name {
            "name" | "column" => Some(self.name.as_str().into()),
            "quoted" => Some(format!("{0}{1}{0}", self.mark, self.name).into()),
            "dtype" => Some(self.kind.as_str().into()),
            "data_type" => Some(self.data_type().into()),
            "char_size" => Some(self.size.as_deref().map_or_else(none, JinjaValue::from)),
            "numeric_precision" | "numeric_scale" => Some(none()),
            _ => None,
        }
    }

    fn method(&self, _evaluator: &mut Evaluator<'_>, name: &str, _arguments: &CallArguments) -> Option<Result<JinjaValue, Fault>> {
        match name {
            "is_string" => Some(Ok(self.is_text().into())),
            "is_number" | "is_numeric" => Some(Ok(self.is_number().into())),
            "is_integer" => Some(Ok((self.is_number() && self.kind.to_lowercase().contains("int")).into())),
            "is_float" => Some(Ok(matches!(self.kind.to_lowercase().as_str(), "float" | "float64" | "double" | "real").into())),
            _ => None,
        }
    }

    fn equals(&self, other: &JinjaValue) -> bool {
        as_host::<Self>(other).is_some_and(|other| other == self)
    }
}
