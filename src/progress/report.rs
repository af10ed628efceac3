//! Progress as JSON: what `choiceboard evaluate` prints, so that anything outside can check the engine.

use serde_json::{Map, Value, json};

use super::fold::Progress;
use super::ledger::Line;
use crate::rules::{Ahead, Ix, Points, State, explain, rfc3339};
use crate::words::{Phrase, Tongue};

/// Everything that follows from board and log. The same input gives the same bytes.
pub fn report(progress: &Progress, tongue: &Tongue) -> Value {
    let edition = progress.edition();
    let language = &edition.board.language;
    let title = |ix: Ix| {
        let activity = progress.activity(ix);
        activity.map_or(String::new(), |activity| {
            activity.title.get(language).to_owned()
        })
    };
    let say = |phrase: &Phrase| tongue.text(phrase, &title);
    let ahead = progress.ahead();
    let outcome = progress.complete();
    let activities: Map<String, Value> = (0..)
        .zip(&edition.ground.places)
        .map(|(ix, place)| (place.id.clone(), activity(progress, &ahead, ix, &say)))
        .collect();
    let mastery: Map<String, Value> = progress
        .mastered()
        .map(|(standard, level)| (standard.to_owned(), level.into()))
        .collect();
    let lines: Vec<Value> = progress
        .ledger()
        .lines()
        .iter()
        .map(|line| ledger_line(progress, line))
        .collect();
    json!({
        "complete": {
            "verdict": outcome.verdict.name(),
            "have": number(outcome.have),
            "need": number(outcome.need),
            "says": say(&explain::missing(&ahead, &outcome)),
        },
        "points": points(progress.points()),
        "level": progress.level(),
        "badges": progress.badges().ids(edition),
        "activities": activities,
        "mastery": mastery,
        "ledger": lines,
    })
}

fn activity(progress: &Progress, ahead: &Ahead, ix: Ix, say: &dyn Fn(&Phrase) -> String) -> Value {
    let Some(standing) = progress.standing(ix) else {
        return Value::Null;
    };
    let mut out = Map::new();
    out.insert("state".into(), standing.state.name().into());
    out.insert("counts".into(), (standing.counts > 0).into());
    out.insert("points".into(), points(standing.points));
    if standing.counts > 1 {
        out.insert("times".into(), standing.counts.into());
    }
    if standing.state == State::Locked {
        let why = progress.why_locked(ahead, ix).map(|why| say(&why));
        out.insert("why".into(), why.unwrap_or_default().into());
    }
    if progress.is_outdated(ix) {
        out.insert("outdated".into(), true.into());
    }
    Value::Object(out)
}

fn ledger_line(progress: &Progress, line: &Line) -> Value {
    let id = progress
        .edition()
        .place(line.activity)
        .map(|place| place.id.as_str());
    json!({
        "at": line.at.map(|at| rfc3339::write_instant(at, None)),
        "activity": id,
        "reason": line.reason,
        "points": points(line.points),
        "total": points(line.total),
    })
}

fn points(points: Points) -> Value {
    number(points.number())
}

/// Whole numbers without a decimal point.
pub(crate) fn number(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        Value::from(number as i64)
    } else {
        Value::from(number)
    }
}
