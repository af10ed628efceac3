//! Points without rounding: whole thousandths, so that "exactly 100" is exact.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

/// Points in thousandths: `2.5` points are `Points(2500)`. More than three decimals are rounded when read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(pub i64);

impl Points {
    /// No points.
    pub const ZERO: Points = Points(0);

    /// From whole points.
    pub const fn whole(n: i64) -> Self {
        Points(n.saturating_mul(1000))
    }

    /// From a JSON number; saturates far beyond any board.
    pub fn from_number(n: f64) -> Self {
        Points((n * 1000.0).round() as i64)
    }

    /// As a JSON number.
    pub fn number(self) -> f64 {
        self.0 as f64 / 1000.0
    }

    /// This many times over (`repeat`).
    pub fn times(self, n: u32) -> Self {
        Points(self.0.saturating_mul(i64::from(n)))
    }
}

impl fmt::Display for Points {
    /// As JSON writes the number. Whole numbers all the way: the writer of doubles is large.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (all, sign) = (self.0.unsigned_abs(), if self.0 < 0 { "-" } else { "" });
        write!(f, "{sign}{}", all / 1000)?;
        let mut part = all % 1000;
        if part == 0 {
            return Ok(());
        }
        let mut digits = 3;
        while part % 10 == 0 {
            part /= 10;
            digits -= 1;
        }
        write!(f, ".{part:0digits$}")
    }
}

impl Add for Points {
    type Output = Points;
    fn add(self, other: Points) -> Points {
        Points(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Points {
    fn add_assign(&mut self, other: Points) {
        *self = *self + other;
    }
}

impl Sub for Points {
    type Output = Points;
    fn sub(self, other: Points) -> Points {
        Points(self.0.saturating_sub(other.0))
    }
}

impl Neg for Points {
    type Output = Points;
    fn neg(self) -> Points {
        Points(self.0.saturating_neg())
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Points>>(all: I) -> Points {
        all.fold(Points::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::Points;

    #[test]
    fn they_are_written_as_json_writes_numbers() {
        for n in [0.0, 1.0, -2.0, 2.5, 0.05, 0.125, -0.001, 100.1, 12345.67] {
            assert_eq!(Points::from_number(n).to_string(), n.to_string());
        }
    }
}
