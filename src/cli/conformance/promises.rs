//! The promises of docs/contract.md, each with what it takes to see that it is kept.

use std::thread;

use serde_json::{Value, json};

use super::kit::{Broken, Kit, Place};
use super::{Reply, crowd, refusals};
use crate::exchange::Response;
use crate::words::write_json;

/// Kept or not; nothing where it cannot be asked.
pub(super) type Verdict = Option<Result<(), Broken>>;

/// Its name, what it says, and how it is tried.
type Promise = (&'static str, &'static str, fn(&Kit) -> Verdict);

/// In the order of a life: later ones need what earlier ones promise.
pub(super) const PROMISES: [Promise; 21] = [
    (
        "answers",
        "a request without events gets an answer of the contract",
        |kit| Some(kit.ask(&kit.here(), None, &[]).map(drop)),
    ),
    ("accepts", "an event that is sent is accepted", |kit| {
        let event = kit.event("accepts", 0);
        Some(kit.put(&kit.here(), &[event]).map(drop))
    }),
    (
        "stored",
        "what is accepted is there at once, for another connection too",
        |kit| Some(crowd::stored(kit)),
    ),
    (
        "again",
        "an event that is sent again is accepted again",
        |kit| Some(again(kit)),
    ),
    (
        "once",
        "an event that was sent several times comes once",
        |kit| Some(once(kit)),
    ),
    (
        "at once",
        "an event that is sent four times in one moment comes once",
        |kit| Some(at_once(kit)),
    ),
    (
        "unchanged",
        "an event comes to another device as it was sent",
        |kit| Some(unchanged(kit)),
    ),
    (
        "unknown",
        "types and fields that the LMS does not know come back",
        |kit| Some(unknown(kit)),
    ),
    (
        "characters",
        "every character of a text comes back",
        |kit| Some(characters(kit)),
    ),
    ("batch", "500 events are accepted at once", |kit| {
        Some(kit.put(&kit.here(), &kit.many("batch")).map(drop))
    }),
    (
        "pages",
        "all events come by following the cursor, each once",
        |kit| Some(pages(kit)),
    ),
    (
        "cursor",
        "behind the cursor only what is new comes",
        |kit| Some(cursor(kit)),
    ),
    (
        "meanwhile",
        "whoever follows the cursor while others send misses nothing",
        |kit| Some(crowd::meanwhile(kit)),
    ),
    ("learners", "a learner sees nothing of another's", |kit| {
        Some(learners(kit))
    }),
    ("boards", "a board sees nothing of another's", |kit| {
        Some(boards(kit))
    }),
    (
        "refused",
        "each event is accepted or refused, with a code and a sentence; what is refused does not come",
        |kit| Some(refusals::refused(kit)),
    ),
    (
        "teacher",
        "a teacher's word that comes from a learner's page is refused, with the code not_allowed",
        |kit| Some(refusals::teacher(kit)),
    ),
    (
        "nonsense",
        "what is no request of this version is not answered as one",
        |kit| Some(nonsense(kit)),
    ),
    (
        "token",
        "without its token a request is told 401 or 403",
        |kit| kit.token.then(|| token(kit)),
    ),
    (
        "large",
        "a request that is too large is told 413, nothing of it is stored, and it is taken in parts",
        |kit| Some(large(kit)),
    ),
    (
        "busy",
        "whoever sends too much is told 429 and in Retry-After how long to wait, and that is so",
        crowd::busy,
    ),
];

fn again(kit: &Kit) -> Result<(), Broken> {
    let (place, event) = (kit.here(), kit.event("again", 0));
    kit.put(&place, std::slice::from_ref(&event))?;
    kit.put(&place, &[event]).map(drop)
}

fn once(kit: &Kit) -> Result<(), Broken> {
    let (place, event) = (kit.here(), kit.event("once", 0));
    kit.put(&place, &[event.clone(), event.clone()])?;
    kit.put(&place, std::slice::from_ref(&event))?;
    kit.comes_once(&place, &event)
}

fn at_once(kit: &Kit) -> Result<(), Broken> {
    let (place, event) = (kit.here(), kit.event("at-once", 0));
    let results: Vec<_> = thread::scope(|scope| {
        let put = || kit.put(&place, std::slice::from_ref(&event)).map(drop);
        let sent: Vec<_> = (0..4).map(|_| scope.spawn(put)).collect();
        sent.into_iter()
            .filter_map(|sent| sent.join().ok())
            .collect()
    });
    for result in results {
        result?;
    }
    kit.comes_once(&place, &event)
}

fn unchanged(kit: &Kit) -> Result<(), Broken> {
    let file = json!({ "kind": "file", "digest": "sha256:9f2c", "name": "drop.png", "media": "image/png", "size": 123_456 });
    let fields = json!({ "type": "submit", "evidence": [file], "revision": "9f2c" });
    comes_back(kit, kit.event("unchanged", 0), fields)
}

fn unknown(kit: &Kit) -> Result<(), Broken> {
    let fields = json!({ "type": "dreamt_of", "later": { "kept": [1, 2.5, null, true] } });
    comes_back(kit, kit.event("unknown", 0), fields)
}

fn characters(kit: &Kit) -> Result<(), Broken> {
    let text = "\u{0}\t\r\n \"'\\ <b>&amp;</b> ä 水 😀 مرحبا \u{202e}\u{2028}\u{feff}";
    let fields = json!({ "type": "draft", "kind": "text", "value": text });
    comes_back(kit, kit.event("characters", 0), fields)
}

/// The event with these fields, sent, comes as it was.
fn comes_back(kit: &Kit, event: Value, fields: Value) -> Result<(), Broken> {
    let event = with(event, fields);
    kit.put(&kit.here(), std::slice::from_ref(&event))?;
    kit.comes_as(&kit.here(), &event)
}

/// An object with some fields more, or others.
pub(super) fn with(mut object: Value, fields: Value) -> Value {
    if let (Value::Object(object), Value::Object(fields)) = (&mut object, fields) {
        object.extend(fields);
    }
    object
}

fn pages(kit: &Kit) -> Result<(), Broken> {
    let (place, many) = (kit.here(), kit.many("pages"));
    kit.put(&place, &many)?;
    let (all, exchange) = kit.all(&place)?;
    let mut ids: Vec<&str> = all
        .iter()
        .filter_map(|event| event["id"].as_str())
        .collect();
    let came = ids.len();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() < came {
        return exchange.broken(format!("{} events come more than once", came - ids.len()));
    }
    let lacking = many.iter().filter_map(|event| event["id"].as_str());
    match lacking.filter(|id| ids.binary_search(id).is_err()).count() {
        0 => Ok(()),
        lacking => exchange.broken(format!("{lacking} of {} do not come", many.len())),
    }
}

fn cursor(kit: &Kit) -> Result<(), Broken> {
    let place = kit.here();
    kit.put(&place, &[kit.event("cursor", 0)])?;
    let (_, last) = kit.all(&place)?;
    let Some(after) = last.response.cursor.clone() else {
        return last.broken("it has no cursor");
    };
    let still = kit.ask(&place, Some(&after), &[])?;
    if !still.response.events.is_empty() || still.response.more {
        return still.broken("nothing is new, and something comes");
    }
    let new = kit.event("cursor", 1);
    kit.put(&place, std::slice::from_ref(&new))?;
    let next = kit.ask(&place, Some(&after), &[])?;
    let ids: Vec<&str> = next
        .response
        .events
        .iter()
        .map(|event| event.id.as_str())
        .collect();
    match ids.as_slice() {
        [id] if new.get("id").is_some_and(|new| new == *id) => Ok(()),
        _ => next.broken("one event is new, and something else comes"),
    }
}

fn learners(kit: &Kit) -> Result<(), Broken> {
    let (place, event) = (kit.here(), kit.event("learners", 0));
    kit.put(&place, std::slice::from_ref(&event))?;
    let other = Place {
        learner: kit.other.clone(),
        ..kit.here()
    };
    stays_away(kit, &other, &event)
}

fn boards(kit: &Kit) -> Result<(), Broken> {
    let (place, event) = (kit.here(), kit.event("boards", 0));
    kit.put(&place, std::slice::from_ref(&event))?;
    let other = Place {
        board: format!("{}-other", kit.board),
        ..kit.here()
    };
    stays_away(kit, &other, &event)
}

/// An LMS that will not speak of that board or learner at all keeps its promise too.
fn stays_away(kit: &Kit, place: &Place, event: &Value) -> Result<(), Broken> {
    match (kit.send)(&write_json(&kit.request(place, None, &[])), true) {
        Reply::Came(status, _) if (400..500).contains(&status) => return Ok(()),
        _ => {}
    }
    match kit.comes(place, event["id"].as_str().unwrap_or_default())? {
        (0, _) => Ok(()),
        (_, exchange) => {
            let why = format!("{} comes there too", event["id"]);
            exchange.broken_at(event["id"].as_str().unwrap_or_default(), why)
        }
    }
}

/// Three million letters. Whoever takes them keeps the promise too.
fn large(kit: &Kit) -> Result<(), Broken> {
    let place = kit.here();
    let text = "A drop of water. ".repeat(1_800);
    let draft = json!({ "type": "draft", "kind": "text", "value": text });
    let all: Vec<Value> = (0..100)
        .map(|n| with(kit.event("large", n), draft.clone()))
        .collect();
    let sent = kit.request(&place, None, &all);
    let shown = || kit.request(&place, None, all.get(..1).unwrap_or_default());
    let broken = |why: &str, came: String| Broken::new(why, shown(), came);
    match (kit.send)(&write_json(&sent), true) {
        Reply::Came(200, _) => return Ok(()),
        Reply::Came(413, _) => {}
        Reply::Came(status, came) => {
            let why = format!("it is too large, and its status is {status}");
            return Err(broken(&why, came));
        }
        Reply::Busy(wait) => return Err(broken("its status is 429", wait.after)),
        Reply::Nothing(came) => return Err(broken("it is too large, and nothing came", came)),
    }
    let (there, last) = kit.all(&place)?;
    let ids = all.iter().map(|event| &event["id"]);
    let stored = ids.filter(|id| there.iter().any(|event| event["id"] == **id));
    match stored.count() {
        0 => {}
        stored => return last.broken(format!("its status was 413, and {stored} of it are stored")),
    }
    // As the widget does it: half as many each time.
    let mut many = all.len() / 2;
    while many > 0 {
        let part = all.get(..many).unwrap_or_default();
        let sent = kit.request(&place, None, part);
        match (kit.send)(&write_json(&sent), true) {
            // Alone it stays on the device: the contract names no size that an LMS must take.
            Reply::Came(413, _) => many /= 2,
            _ => return kit.put(&place, part).map(drop),
        }
    }
    Ok(())
}

fn nonsense(kit: &Kit) -> Result<(), Broken> {
    let later = with(
        kit.request(&kit.here(), None, &[]),
        json!({ "contract": 99 }),
    );
    for sent in [write_json(&later), String::from("{"), String::from("[]")] {
        let (why, came) = match (kit.send)(&sent, true) {
            Reply::Came(200, came) if Response::read(&came).is_ok() => {
                ("it is answered as if it were a request", came)
            }
            Reply::Busy(wait) => ("its status is 429", wait.after),
            _ => continue,
        };
        return Err(Broken::new(why, sent.into(), came));
    }
    Ok(())
}

fn token(kit: &Kit) -> Result<(), Broken> {
    let sent = kit.request(&kit.here(), None, &[]);
    match (kit.send)(&write_json(&sent), false) {
        Reply::Came(401 | 403, _) => Ok(()),
        Reply::Busy(wait) => Err(Broken::new("its status is 429", sent, wait.after)),
        Reply::Came(status, came) => {
            Err(Broken::new(format!("its status is {status}"), sent, came))
        }
        Reply::Nothing(came) => Err(Broken::new("nothing came", sent, came)),
    }
}
