//! The whole log as a file: to keep, to carry to another device, to hand to the teacher.

use serde_json::{Map, Value};

use super::space::{GUEST, Space};
use crate::exchange::{Names, read_chunk};
use crate::progress::{Event, Log, read_events, write_event};
use crate::words::{Arg, Phrase, write_json};

/// Marks the file that the last-resort screen hands out: keys and chunks as they lay on the device.
const RESCUE: &str = "choiceboard-rescue";

/// The file's own version.
const VERSION: u32 = 1;

/// Writes the file.
pub(super) fn write(log: &Log, board: &str, learner: Option<&str>) -> String {
    let mut file = Map::new();
    file.insert("choiceboard_log".into(), VERSION.into());
    file.insert("board".into(), board.into());
    file.insert("learner".into(), learner.unwrap_or(GUEST).into());
    let events = log.iter().map(|event| Value::Object(write_event(event)));
    file.insert("events".into(), events.collect());
    write_json(&Value::Object(file))
}

/// What a file holds.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub events: Vec<Event>,
    /// So many more could not be read.
    pub faults: usize,
    /// Whose work it is, where the file says so.
    pub learner: Option<String>,
}

/// Reads the events of a file for this board, or says why the file cannot be taken in.
pub(super) fn read(text: &str, board: &str, space: &Space) -> Result<Reading, Phrase> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Err(Phrase::new("saved-import-empty"));
    }
    let mut learner = None;
    let events = match serde_json::from_str(text) {
        Ok(Value::Object(file)) if file.contains_key("choiceboard_log") => {
            let of = file.get("board").and_then(Value::as_str).unwrap_or(board);
            if of != board {
                return Err(Phrase::new("saved-import-other-board")
                    .with("board", Arg::Text(String::from(of))));
            }
            match file.get("choiceboard_log").and_then(Value::as_u64) {
                Some(version) if version > u64::from(VERSION) => {
                    return Err(Phrase::new("saved-import-newer"));
                }
                _ => {}
            }
            learner = file
                .get("learner")
                .and_then(Value::as_str)
                .map(String::from);
            file.get("events").map(Value::to_string).unwrap_or_default()
        }
        Ok(Value::Object(file)) if file.contains_key(RESCUE) => return rescued(&file, space),
        Ok(Value::Object(file)) if file.contains_key("choiceboard") => {
            return Err(Phrase::new("saved-import-a-board"));
        }
        // A list, events one a line, or a file cut short: whatever can still be read of it.
        _ => salvageable(text),
    };
    let reading = read_events(&events);
    if reading.events.is_empty() && !(reading.faults.is_empty() && events.starts_with('[')) {
        return Err(Phrase::new("saved-import-no-log"));
    }
    Ok(Reading {
        events: reading.events,
        faults: reading.faults.len(),
        learner,
    })
}

/// The chunks of this learner and board in what the last-resort screen handed out.
fn rescued(file: &Map<String, Value>, space: &Space) -> Result<Reading, Phrase> {
    let mut names = Names::default();
    let kept = file.get("kept").and_then(Value::as_object);
    let chunks = kept
        .into_iter()
        .flatten()
        .filter(|(key, _)| space.is_chunk(key))
        .filter_map(|(_, text)| text.as_str())
        .map(|text| read_chunk(text, &mut names));
    let mut reading = Reading::default();
    for chunk in chunks {
        reading.events.extend(chunk.events);
        reading.faults += chunk.lost.len();
    }
    if reading.events.is_empty() {
        return Err(Phrase::new("saved-import-no-log"));
    }
    Ok(reading)
}

/// The list inside a file that is broken as a whole.
fn salvageable(text: &str) -> String {
    match (text.starts_with('{'), text.find("\"events\":[")) {
        (true, Some(at)) => String::from(text.get(at + 9..).unwrap_or("")),
        _ => String::from(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::write_chunk;
    use crate::progress::{Actor, Extra, Fact, Role};

    fn log() -> Log {
        let event = |n: i64| Event {
            id: format!("e{n}"),
            at: n,
            offset: None,
            by: Actor {
                role: Role::Learner,
                id: "u".into(),
            },
            activity: Some("read".into()),
            fact: Fact::Choose,
            revision: None,
            extra: Extra::default(),
        };
        [event(1), event(2), event(3)].into_iter().collect()
    }

    #[test]
    fn a_file_comes_back_as_it_was() {
        let file = write(&log(), "b", Some("ann"));
        let reading = read(&file, "b", &Space::of("b", None)).unwrap();
        assert_eq!(reading.events.into_iter().collect::<Log>(), log());
        assert_eq!(
            (reading.faults, reading.learner.as_deref()),
            (0, Some("ann"))
        );
    }

    #[test]
    fn a_file_cut_short_gives_what_it_has() {
        let whole = write(&log(), "b", None);
        let reading = read(
            whole.get(..whole.len() - 30).unwrap(),
            "b",
            &Space::of("b", None),
        )
        .unwrap();
        assert_eq!((reading.events.len(), reading.faults), (2, 1));
    }

    #[test]
    fn other_files_are_refused_with_the_reason() {
        for (text, key) in [
            ("", "saved-import-empty"),
            ("hello", "saved-import-no-log"),
            (r#"{"choiceboard":1,"id":"b"}"#, "saved-import-a-board"),
            (r#"{"choiceboard_log":2,"events":[]}"#, "saved-import-newer"),
            (
                r#"{"choiceboard_log":1,"board":"c","events":[]}"#,
                "saved-import-other-board",
            ),
            ("<html>", "saved-import-no-log"),
        ] {
            let space = Space::of("b", None);
            assert_eq!(read(text, "b", &space).unwrap_err().key, key, "{text}");
        }
    }

    #[test]
    fn what_the_last_resort_handed_out_comes_back() {
        let (space, other) = (Space::of("b", None), Space::of("b", Some("ann")));
        let events: Vec<Event> = log().iter().cloned().collect();
        let [own, another] = [write_chunk(&events[..2]), write_chunk(&events[2..])];
        let file = serde_json::json!({
            "choiceboard-rescue": 1,
            "kept": { space.chunk("t", 0): own, other.chunk("t", 0): another }
        });
        let found = read(&file.to_string(), "b", &space).unwrap();
        assert_eq!((found.events.as_slice(), found.faults), (&events[..2], 0));
    }
}
