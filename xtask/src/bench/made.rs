//! Boards and logs of any size, the same in every run.

use serde_json::{Value, json};

const KINDS: [&str; 6] = ["read", "watch", "write", "make", "practise", "discuss"];

/// What a learner does to one activity, over and over; what is done cannot be dropped, and in the end all of these are.
const ROUND: [&str; 6] = ["choose", "start", "done", "undo", "done", "drop"];

/// What opens the stops behind one, and what leaves it to be chosen again without closing them.
const FIRST: [&str; 3] = ["choose", "start", "done"];
const LAST: [&str; 2] = ["undo", "drop"];

/// So many activities are no grid but a path, in [`LANES`] lanes.
pub const PATH: usize = 300;

/// As many as are left open.
const LANES: usize = LEFT_OPEN;

/// A grid of so many activities: three in a row finish the smallest, half of them any other.
pub fn board(activities: usize) -> Value {
    let mut board = grid(activities);
    if activities == PATH {
        board["layout"] = json!("path");
        for at in LANES..PATH {
            // The one before it in its lane; now and then that of the next lane will do as well.
            let before = format!("a{}", at - LANES);
            board["activities"][at]["requires"] = match at % 5 {
                0 => json!({ "any": [before, format!("a{}", at - LANES + 1)] }),
                _ => json!(before),
            };
        }
    }
    board
}

fn grid(activities: usize) -> Value {
    let list: Vec<Value> = (0..activities)
        .map(|at| {
            json!({
                "id": format!("a{at}"),
                "title": format!("Activity {} about water, clouds and rain", at + 1),
                "about": "Read the page, then say in three sentences what you have learned.",
                "kind": KINDS[at % KINDS.len()],
                "points": 5 + at % 3 * 5,
                "minutes": 10 + at % 4 * 5,
            })
        })
        .collect();
    let complete = match activities {
        9 => json!({ "lines": 1 }),
        _ => json!({ "at_least": activities / 2 }),
    };
    json!({
        "choiceboard": 1,
        "id": format!("bench-{activities}"),
        "title": format!("{activities} activities"),
        "columns": if activities == 9 { 3 } else { 8 },
        "activities": list,
        "complete": complete,
    })
}

/// The first activities are nobody's yet: what is measured is done to them.
pub const LEFT_OPEN: usize = 6;

/// So many events of one learner, a second apart, on a board of so many activities: the last of nine stays open too, so that no
/// line is won. On a path the first ones are done before those that wait for them, and put away at the end.
pub fn log(activities: usize, events: usize) -> Value {
    let first = if activities == PATH { LEFT_OPEN } else { 0 };
    let begun = first * FIRST.len();
    let left = events.saturating_sub(first * LAST.len());
    (0..events)
        .map(|at| {
            let (activity, deed) = if at < begun {
                (at / FIRST.len(), FIRST[at % FIRST.len()])
            } else if at >= left {
                ((at - left) / LAST.len(), LAST[(at - left) % LAST.len()])
            } else {
                let at = at - begun;
                let activity = LEFT_OPEN + at / ROUND.len() % (activities - LEFT_OPEN - 1);
                (activity, ROUND[at % ROUND.len()])
            };
            json!({
                "id": format!("01936000-0000-7000-8000-{at:012x}"),
                "at": moment(at),
                "by": { "role": "learner", "id": "u-17" },
                "type": deed,
                "activity": format!("a{activity}"),
            })
        })
        .collect()
}

/// So many seconds into November 2026.
fn moment(second: usize) -> String {
    let (minute, hour) = (second / 60, second / 3600);
    format!(
        "2026-11-{:02}T{:02}:{:02}:{:02}.000Z",
        1 + hour / 24,
        hour % 24,
        minute % 60,
        second % 60
    )
}
