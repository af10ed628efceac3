//! Time as it is handed in. Nothing here reads a clock.

/// The learner's clock at the moment a question is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Clock {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub now: i64,
    /// Minutes that local time is ahead of UTC (Berlin in winter: 60).
    pub offset: i32,
}

/// A date or date-time of a board (RFC 3339).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A whole day in the learner's own time zone: days since 1970-01-01.
    Day(i64),
    /// An instant, in milliseconds since 1970-01-01T00:00:00Z.
    Instant(i64),
}

const DAY: i64 = 86_400_000;

impl Moment {
    /// It has come. A day comes at its local midnight, so that `after` and `before` the same day never both hold and never
    /// both fail.
    pub fn has_come(self, clock: Clock) -> bool {
        match self {
            Moment::Day(day) => clock.day() >= day,
            Moment::Instant(at) => clock.now >= at,
        }
    }

    /// It is over: for a day, when the day has ended.
    pub fn is_over(self, clock: Clock) -> bool {
        match self {
            Moment::Day(day) => clock.day() > day,
            Moment::Instant(at) => clock.now > at,
        }
    }

    /// The local day on which it lies for a learner so many minutes ahead of UTC, counted from 1970-01-01.
    pub fn day(self, offset: i32) -> i64 {
        match self {
            Moment::Day(day) => day,
            Moment::Instant(now) => Clock { now, offset }.day(),
        }
    }

    /// When it comes to a learner so many minutes ahead of UTC, in milliseconds since 1970 UTC.
    pub fn instant(self, offset: i32) -> i64 {
        match self {
            Moment::Day(day) => day
                .saturating_mul(DAY)
                .saturating_sub(i64::from(offset) * 60_000),
            Moment::Instant(at) => at,
        }
    }
}

impl Clock {
    /// The learner's local day, counted from 1970-01-01.
    pub fn day(self) -> i64 {
        self.now
            .saturating_add(i64::from(self.offset) * 60_000)
            .div_euclid(DAY)
    }
}
