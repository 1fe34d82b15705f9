//! Integers of any size and floats, as Python has them.

use std::cmp::Ordering;

use minijinja::Value;
use minijinja::value::ValueKind;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{FromPrimitive, Signed, ToPrimitive, Zero};

use super::{Thing, from_thing, thing};

/// How many bits an integer may have; more is a runaway. Python prints no longer ones either.
const MAX_BITS: u64 = 16_000;

/// A number taken out of a value; `True` is 1.
#[derive(Clone, Debug)]
pub(in crate::jinja) enum Number {
    Small(i64),
    Big(BigInt),
    Float(f64),
}

/// Why an operation on numbers gives nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::jinja) enum NumberError {
    DivisionByZero,
    TooLarge,
    /// A negative number to a fractional power.
    Complex,
}

/// The smallest form that holds the integer.
pub(in crate::jinja) fn from_big(big: BigInt) -> Value {
    match i64::try_from(&big) {
        Ok(small) => Value::from(small),
        Err(_) => from_thing(Thing::Integer(big)),
    }
}

/// As Python's `repr` prints it: the shortest text that reads back.
pub(in crate::jinja) fn float_text(value: f64) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let text = format!("{value:?}");
    match text.split_once('e') {
        None => text,
        Some((digits, exponent)) => {
            let digits = digits.strip_suffix(".0").unwrap_or(digits);
            let (sign, exponent) = exponent.strip_prefix('-').map_or(('+', exponent), |exponent| ('-', exponent));
            format!("{digits}e{sign}{exponent:0>2}")
        }
    }
}

impl Number {
    pub fn of(value: &Value) -> Option<Self> {
        match value.kind() {
            ValueKind::Bool => Some(Self::Small(i64::from(value.is_true()))),
            ValueKind::Number if value.is_integer() => Some(match value.as_i64() {
                Some(small) => Self::Small(small),
                None => Self::Big(BigInt::from(i128::try_from(value.clone()).ok()?)),
            }),
            ValueKind::Number => f64::try_from(value.clone()).ok().map(Self::Float),
            _ => match thing(value)? {
                Thing::Integer(big) => Some(Self::Big(big.clone())),
                _ => None,
            },
        }
    }

    pub fn into_value(self) -> Value {
        match self {
            Self::Small(small) => Value::from(small),
            Self::Big(big) => from_big(big),
            Self::Float(float) => Value::from(float),
        }
    }

    pub fn big(&self) -> Option<BigInt> {
        match self {
            Self::Small(small) => Some(BigInt::from(*small)),
            Self::Big(big) => Some(big.clone()),
            Self::Float(float) => BigInt::from_f64(float.trunc()),
        }
    }

    #[allow(clippy::cast_precision_loss)] // as Python does
    pub fn float(&self) -> f64 {
        match self {
            Self::Small(small) => *small as f64,
            Self::Big(big) => big.to_f64().unwrap_or(f64::INFINITY),
            Self::Float(float) => *float,
        }
    }

    pub const fn is_float(&self) -> bool {
        matches!(self, Self::Float(_))
    }

    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Small(left), Self::Small(right)) => Some(left.cmp(right)),
            _ if self.is_float() || other.is_float() => self.float().partial_cmp(&other.float()),
            _ => Some(self.big()?.cmp(&other.big()?)),
        }
    }

    /// How much work an operation with another number of this size is, in steps of some nanoseconds.
    pub fn work(&self) -> usize {
        let words = match self {
            Self::Big(big) => usize::try_from(big.bits() / 64).unwrap_or(usize::MAX),
            _ => 0,
        };
        words.saturating_mul(words)
    }

    /// Equal numbers have equal keys.
    pub fn hash_key(&self) -> u64 {
        self.float().to_bits()
    }

    pub fn negate(self) -> Self {
        match self {
            Self::Float(float) => Self::Float(-float),
            Self::Small(small) => small.checked_neg().map_or_else(|| Self::Big(-BigInt::from(small)), Self::Small),
            Self::Big(big) => Self::Big(-big),
        }
    }

    pub fn absolute(self) -> Self {
        match self {
            Self::Float(float) => Self::Float(float.abs()),
            Self::Small(small) => small.checked_abs().map_or_else(|| Self::Big(BigInt::from(small).abs()), Self::Small),
            Self::Big(big) => Self::Big(big.abs()),
        }
    }

    fn integers(&self, other: &Self) -> Option<(BigInt, BigInt)> {
        if self.is_float() || other.is_float() { None } else { Some((self.big()?, other.big()?)) }
    }

    pub fn add(&self, other: &Self) -> Self {
        if let (Self::Small(left), Self::Small(right)) = (self, other)
            && let Some(sum) = left.checked_add(*right)
        {
            return Self::Small(sum);
        }
        self.integers(other).map_or_else(|| Self::Float(self.float() + other.float()), |(left, right)| Self::Big(left + right))
    }

    pub fn subtract(&self, other: &Self) -> Self {
        self.add(&other.clone().negate())
    }

    pub fn multiply(&self, other: &Self) -> Result<Self, NumberError> {
        if let (Self::Small(left), Self::Small(right)) = (self, other)
            && let Some(product) = left.checked_mul(*right)
        {
            return Ok(Self::Small(product));
        }
        match self.integers(other) {
            None => Ok(Self::Float(self.float() * other.float())),
            Some((left, right)) if left.bits() + right.bits() > MAX_BITS => Err(NumberError::TooLarge),
            Some((left, right)) => Ok(Self::Big(left * right)),
        }
    }

    pub fn divide(&self, other: &Self) -> Result<Self, NumberError> {
        if other.float() == 0.0 { Err(NumberError::DivisionByZero) } else { Ok(Self::Float(self.float() / other.float())) }
    }

    pub fn floor_divide(&self, other: &Self) -> Result<Self, NumberError> {
        match self.integers(other) {
            Some((_, right)) if right.is_zero() => Err(NumberError::DivisionByZero),
            Some((left, right)) => Ok(Self::Big(left.div_floor(&right))),
            None if other.float() == 0.0 => Err(NumberError::DivisionByZero),
            None => Ok(Self::Float((self.float() / other.float()).floor())),
        }
    }

    pub fn remainder(&self, other: &Self) -> Result<Self, NumberError> {
        match self.integers(other) {
            Some((_, right)) if right.is_zero() => Err(NumberError::DivisionByZero),
            Some((left, right)) => Ok(Self::Big(left.mod_floor(&right))),
            None if other.float() == 0.0 => Err(NumberError::DivisionByZero),
            None => {
                let (left, right) = (self.float(), other.float());
                let rest = left % right;
                let signed = if rest == 0.0 { rest.copysign(right) } else { rest };
                Ok(Self::Float(if rest != 0.0 && (rest < 0.0) != (right < 0.0) { rest + right } else { signed }))
            }
        }
    }

    pub fn power(&self, other: &Self) -> Result<Self, NumberError> {
        if let Some((base, exponent)) = self.integers(other)
            && !exponent.is_negative()
        {
            let exponent = exponent.to_u32().ok_or(NumberError::TooLarge)?;
            if base.bits().max(1).saturating_mul(u64::from(exponent)) > MAX_BITS && base.bits() > 1 {
                return Err(NumberError::TooLarge);
            }
            return Ok(Self::Big(base.pow(exponent)));
        }
        if self.float() == 0.0 && other.float() < 0.0 {
            return Err(NumberError::DivisionByZero);
        }
        if self.float() < 0.0 && other.float().fract() != 0.0 {
            return Err(NumberError::Complex);
        }
        Ok(Self::Float(self.float().powf(other.float())))
    }
}
