//! Layer 3: what the SQL tree means: queries, scopes, names and columns.
//!
//! Knows no rule and no warehouse catalogue: columns are known as far as the text tells.

mod columns;
mod names;
mod outputs;
mod queries;
mod source;
mod source_names;
mod target;
mod view;

pub use columns::{Columns, Width};
pub use names::{AnyCase, CaseFold, Path, fold_of, identifiers, is_quoted, last_identifier, same_name, unquote};
pub use outputs::{Outputs, TypeFamily};
pub use queries::{Clause, Cte, Queries, Query, QueryKind, Reference};
pub use source::{Alias, Shape, Source};
pub use target::{Target, TargetKind};
pub use view::{
    arguments, function_name, inner_query, is_function_named, is_query, keyword, only_child, only_token, previous_solid, space_before,
    tokens_equal,
};
