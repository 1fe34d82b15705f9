//! Layer 3: dbt projects as dbt reads them: configuration, packages, profiles, properties, and what templates may call.
//!
//! Knows no rule, no finding's shape on paper, and no workspace: one project and its packages at a time.
