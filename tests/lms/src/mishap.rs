//! What an LMS does to those who count on it.

/// What becomes of a request, other than that it is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// It is answered two seconds late.
    Delay,
    /// It never arrives.
    DropRequest,
    /// It is taken in, and the answer gets lost.
    DropAnswer,
    /// It arrives twice.
    Duplicate,
    /// It arrives after the next one.
    Reorder,
    /// A status alone.
    Status(u16),
    /// JSON of somebody else's.
    WrongJson,
    /// A login page with a status of 200.
    Html,
    /// The first half of an answer.
    Half,
}

impl Mishap {
    /// By its name.
    pub fn named(name: &str) -> Option<Mishap> {
        Some(match name {
            "delay" => Mishap::Delay,
            "drop-request" => Mishap::DropRequest,
            "drop-answer" => Mishap::DropAnswer,
            "duplicate" => Mishap::Duplicate,
            "reorder" => Mishap::Reorder,
            "wrong-json" => Mishap::WrongJson,
            "html" => Mishap::Html,
            "half" => Mishap::Half,
            status => Mishap::Status(status.parse().ok().filter(|s| (400..600).contains(s))?),
        })
    }
}
