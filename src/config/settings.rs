use crate::dialect::Dialect;

/// Everything that decides how a file is read and judged. Interned: files with the same configuration share one value.
#[derive(Debug)]
pub struct Settings {
    pub dialect: Dialect,
}
