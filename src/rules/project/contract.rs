//! What the name of a column says of its type, and the other way round.

use super::Subject;
use crate::dbt::Column;
use crate::rules::ProjectCx;

/// Names and the types that go with them.
pub struct Contract<'o> {
    pub pattern: Option<&'o str>,
    pub types: &'o [String],
    pub type_pattern: Option<&'o str>,
}

/// A column whose type is declared, held against a contract.
pub struct Held<'c> {
    pub column: &'c Column,
    pub data_type: &'c str,
    pub is_named_so: bool,
    pub is_typed_so: bool,
}

impl Contract<'_> {
    /// The columns of a resource that declare a type; none where no name was given to go by.
    pub fn hold<'c>(&self, cx: &ProjectCx<'_>, subject: &Subject<'c>) -> impl Iterator<Item = Held<'c>> {
        let columns = self.pattern.map(|pattern| (pattern, &subject.resource.columns));
        columns.into_iter().flat_map(|(pattern, columns)| columns.iter().map(move |column| (pattern, column))).filter_map(
            |(pattern, column)| {
                let data_type = column.data_type.as_deref()?;
                let listed = self.types.iter().any(|have| have.eq_ignore_ascii_case(data_type));
                Some(Held {
                    column,
                    data_type,
                    is_named_so: cx.full_match(pattern, &column.name) == Some(true),
                    is_typed_so: listed || self.type_pattern.is_some_and(|types| cx.full_match(types, data_type) == Some(true)),
                })
            },
        )
    }
}
