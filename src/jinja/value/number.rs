//! Integers of any size and floats, as Python has them.

use minijinja::Value;
use num_bigint::BigInt;

/// The smallest form that holds the integer.
pub(in crate::jinja) fn from_big(big: BigInt) -> Value {
    match i64::try_from(&big) {
        Ok(small) => Value::from(small),
        Err(_) => Value::from(big.to_string()),
    }
}
