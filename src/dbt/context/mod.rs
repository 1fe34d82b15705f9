//! What a template of a dbt project finds: `ref`, `source`, `config`, `var`, `this`, `target`, macros, `adapter` ...
//!
//! Everything is answered from the project's own files. What only a warehouse knows is an Unknown.
//!
//! - `relation.rs`: relations, how they print for each adapter, and their methods
//! - `functions.rs`: the functions by name
//! - `macros.rs`: which macro a name means, and dispatching
//! - `objects.rs`: `target`, `model`, `config`, `adapter`, `modules`, `exceptions` ...
