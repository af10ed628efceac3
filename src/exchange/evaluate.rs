//! What a server asks: where a learner stands, from the board and the events it keeps.

use std::sync::Arc;

use super::summary::{Summary, summary};
use crate::board::{Reading, Severity, layout, read, without_gone};
use crate::progress::{Edition, Fault, Log, Progress, read_events};
use crate::rules::Clock;

/// What came of it.
#[derive(Debug)]
pub struct Evaluation {
    /// What follows from the log.
    pub progress: Progress,
    /// The events that can be read.
    pub log: Log,
    /// When it is so: the clock that was given, or the moment of the last event.
    pub clock: Clock,
    /// Events that cannot be read. They count for nothing, and cost no other.
    pub faults: Vec<Fault>,
}

impl Evaluation {
    /// As the page would send it.
    pub fn summary(&self) -> Summary {
        summary(&self.progress, &self.log)
    }
}

/// What follows from a board file and a log (a JSON list, or one event a line); or the board's reading, with nothing but its errors. Without a
/// clock it is the moment of the last event: the same log gives the same summary, whenever it is asked.
pub fn evaluate(
    board: &[u8],
    events: &str,
    clock: Option<Clock>,
) -> Result<Evaluation, Box<Reading>> {
    let mut reading = read(board);
    let whole = reading.board.take();
    // Whoever worked on a board that speaks of what is gone is told the same as in the page.
    let Some(board) = whole.or_else(|| without_gone(&reading)) else {
        let errors = &mut reading.diagnostics;
        errors.retain(|diagnostic| diagnostic.severity == Severity::Error);
        return Err(Box::new(reading));
    };
    let found = read_events(events);
    let log = Log::from_iter(found.events);
    let clock = clock.unwrap_or_else(|| last(&log));
    let ground = layout(&board);
    let progress = Progress::replay(Arc::new(Edition::new(board, ground)), &log, clock);
    Ok(Evaluation {
        progress,
        log,
        clock,
        faults: found.faults,
    })
}

/// When the last event happened, by its learner's clock.
fn last(log: &Log) -> Clock {
    let last = log.iter().max_by_key(|event| event.at);
    last.map_or(Clock { now: 0, offset: 0 }, |event| Clock {
        now: event.at,
        offset: event.offset.unwrap_or(0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOARD: &str = r#"{ "choiceboard": 1, "id": "b", "title": "B", "activities": [
        { "id": "a", "title": "A", "points": 2, "opens": "2026-03-02" }, { "id": "c", "title": "C" } ] }"#;

    fn events(at: &str) -> String {
        format!(
            r#"[{{ "id": "1", "at": "{at}", "type": "done", "activity": "a", "by": {{ "role": "learner", "id": "u" }} }}]"#
        )
    }

    #[test]
    fn without_a_clock_it_is_the_moment_of_the_last_event() {
        let points = |at: &str| {
            let evaluation = evaluate(BOARD.as_bytes(), &events(at), None).unwrap();
            assert!(evaluation.faults.is_empty());
            evaluation.summary().points.number()
        };
        assert_eq!(points("2026-03-02T08:00:00Z"), 2.0);
        assert_eq!(points("2026-03-01T08:00:00Z"), 0.0, "it was not open yet");
    }

    #[test]
    fn a_board_with_errors_and_events_that_are_none_are_told() {
        let errors = evaluate(b"{}", "[]", None).unwrap_err().diagnostics;
        assert!(errors.iter().all(|error| error.severity == Severity::Error));
        assert!(!errors.is_empty());
        let evaluation = evaluate(BOARD.as_bytes(), "[7]", None).unwrap();
        assert_eq!(evaluation.faults.len(), 1);
    }
}
