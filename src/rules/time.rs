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
