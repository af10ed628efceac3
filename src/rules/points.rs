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
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.number())
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
