//! JSON that is made while it is written: no report of thirty thousand findings ever stands in memory as a whole.

use serde::{Serialize, Serializer};

/// A list whose items are made one by one.
pub struct Items<F>(pub F);

impl<F, I> Serialize for Items<F>
where
    F: Fn() -> I,
    I: Iterator,
    I::Item: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeSeq as _;
        let mut items = (self.0)().peekable();
        // A list that is known to be empty is written as `[]`.
        let mut list = serializer.serialize_seq(if items.peek().is_none() { Some(0) } else { None })?;
        items.try_for_each(|item| list.serialize_element(&item))?;
        list.end()
    }
}
