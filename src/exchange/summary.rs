//! What an LMS keeps of a learner's work on a board without reading any event: the line in its gradebook, and who waits for whom.

use serde_json::{Map, Value};

use super::contract::Unreadable;
use super::contract::read::{list, take, text_of};
use crate::board::{points_asked, points_goal};
use crate::progress::{Fact, Log, Progress, Role, number};
use crate::rules::{Outcome, Points, State, Verdict};

/// Where a learner stands. The same board, log and moment give the same summary everywhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Whether the board is complete, can still be, or cannot any more.
    pub verdict: Verdict,
    /// Points earned.
    pub points: Points,
    /// Where the bar of points ends.
    pub points_goal: Points,
    /// The line in the gradebook, from 0 to 1: see [`summary`].
    pub score: f64,
    /// Activities that count, free spaces left out.
    pub counted: u32,
    /// Level reached, from 1; 0 without levels.
    pub level: u32,
    /// Ids of the badges earned, in the board's order.
    pub badges: Vec<String>,
    /// Level reached on each standard that has one: id of the standard, id of the level.
    pub mastery: Vec<(String, String)>,
    /// Ids of the activities that wait for a teacher, in the board's order.
    pub waiting: Vec<String>,
    /// Ids of the activities in which the learner has asked for help and has no answer, in the board's order.
    pub help: Vec<String>,
}

/// Summarises. The score is progress to the points that the board asks for; where it asks for none, progress to its
/// completion. An activity that was not chosen is no zero: a complete board without a goal of its own has a score of 1.
pub fn summary(progress: &Progress, log: &Log) -> Summary {
    let edition = progress.edition();
    let board = &edition.board;
    let outcome = progress.complete();
    let points = progress.points();
    let places = (0..).zip(&edition.ground.places);
    let standing = |ix| progress.standing(ix);
    let asking = asking(log);
    let ids = |wanted: &dyn Fn(u32, &str) -> bool| {
        let found = places.clone().filter(|(ix, place)| wanted(*ix, &place.id));
        found.map(|(_, place)| place.id.clone()).collect()
    };
    Summary {
        verdict: outcome.verdict,
        points,
        points_goal: points_goal(board),
        score: match points_asked(board) {
            Some(goal) => share(points.0 as f64, goal.0 as f64),
            None => completion(&outcome),
        },
        counted: places
            .clone()
            .filter(|(ix, place)| !place.free && standing(*ix).is_some_and(|s| s.counts > 0))
            .count() as u32,
        level: progress.level(),
        badges: progress.badges().ids(edition),
        mastery: progress
            .mastered()
            .map(|(standard, level)| (standard.to_owned(), level.to_owned()))
            .collect(),
        waiting: ids(&|ix, _| standing(ix).is_some_and(|s| s.state == State::Waiting)),
        help: ids(&|_, id| asking.contains(&id)),
    }
}

/// Activities in which the last word on help is the learner's.
fn asking(log: &Log) -> Vec<&str> {
    let mut asking: Vec<&str> = Vec::new();
    for event in log.iter() {
        let activity = event.activity.as_deref();
        let asks = match (&event.fact, &event.by.role, activity) {
            (Fact::Help { .. }, Role::Learner, Some(_)) => true,
            (Fact::AnswerHelp { .. }, Role::Teacher, Some(_)) | (Fact::Reset, ..) => false,
            _ => continue,
        };
        // A reset that names no activity is of the whole board.
        asking.retain(|asked| activity.is_some_and(|activity| activity != *asked));
        asking.extend(activity.filter(|_| asks));
    }
    asking
}

fn completion(outcome: &Outcome) -> f64 {
    match outcome.verdict {
        Verdict::Met => 1.0,
        _ => share(outcome.have, outcome.need),
    }
}

/// A part of a whole, from 0 to 1, with four decimals: no LMS's grade has more.
fn share(part: f64, whole: f64) -> f64 {
    let share = if whole > 0.0 { part / whole } else { 1.0 };
    (share.clamp(0.0, 1.0) * 10_000.0).round() / 10_000.0
}

impl Summary {
    /// As it is sent.
    pub fn write(&self) -> Value {
        let mut all = Map::new();
        let mut put = |name: &str, value: Value| all.insert(name.to_owned(), value);
        put("state", state(self.verdict).into());
        put("complete", (self.verdict == Verdict::Met).into());
        put("points", number(self.points.number()));
        put("points_goal", number(self.points_goal.number()));
        let mut score = Map::new();
        score.insert("scaled".into(), number(self.score));
        put("score", score.into());
        put("counted", self.counted.into());
        put("level", self.level.into());
        put("badges", self.badges.clone().into());
        let mastery = self.mastery.iter();
        let mastery = mastery.map(|(standard, level)| (standard.clone(), level.as_str().into()));
        put("mastery", Value::Object(mastery.collect()));
        put("waiting", self.waiting.clone().into());
        put("help", self.help.clone().into());
        Value::Object(all)
    }

    /// From its fields; what is missing is nothing.
    pub(super) fn read(mut all: Map<String, Value>) -> Result<Self, Unreadable> {
        let wrong = |name: &str| Unreadable::Field(["summary.", name].concat());
        let mut amount = |name: &str| match take(&mut all, name) {
            None => Ok(0.0),
            Some(value) => value.as_f64().ok_or_else(|| wrong(name)),
        };
        let (points, points_goal) = (amount("points")?, amount("points_goal")?);
        let (counted, level) = (amount("counted")?, amount("level")?);
        let verdict = match text_of(&mut all, "summary.", "state")?.as_deref() {
            Some("complete") => Verdict::Met,
            Some("impossible") => Verdict::Impossible,
            Some("in_progress") | None => Verdict::Open,
            Some(_) => return Err(wrong("state")),
        };
        let score = take(&mut all, "score").and_then(|score| score.get("scaled").cloned());
        let mastery = match take(&mut all, "mastery") {
            None => Map::new(),
            Some(Value::Object(levels)) => levels,
            Some(_) => return Err(wrong("mastery")),
        };
        let mut ids = |name: &str| {
            let ids = list(&mut all, name).map_err(|_| wrong(name))?;
            let text = |id: Value| id.as_str().map(str::to_owned).ok_or_else(|| wrong(name));
            ids.into_iter().map(text).collect::<Result<Vec<_>, _>>()
        };
        let level_of = |(standard, level): (String, Value)| match level {
            Value::String(level) => Ok((standard, level)),
            _ => Err(wrong("mastery")),
        };
        Ok(Summary {
            verdict,
            points: Points::from_number(points),
            points_goal: Points::from_number(points_goal),
            score: score.and_then(|score| score.as_f64()).unwrap_or(0.0),
            counted: counted as u32,
            level: level as u32,
            badges: ids("badges")?,
            mastery: mastery
                .into_iter()
                .map(level_of)
                .collect::<Result<_, _>>()?,
            waiting: ids("waiting")?,
            help: ids("help")?,
        })
    }
}

/// The word of `data-state`, and of the wire.
fn state(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "complete",
        Verdict::Open => "in_progress",
        Verdict::Impossible => "impossible",
    }
}
