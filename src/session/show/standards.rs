//! Standards: the level on each, how it came about, and what works towards it.

use crate::board::{Mastery, MasteryMethod, Standard};
use crate::progress::{Shown, Source};
use crate::rules::Ix;
use crate::session::opened::Opened;
use crate::session::view::{MasteryView, StandardsView};
use crate::words::{Arg, Phrase};

/// Results that are shown of one standard, the newest; the file has them all.
const RESULTS: usize = 50;

/// Activities that are listed of one standard.
const HELPS: usize = 50;

impl Opened {
    /// The standards of the board; none where it names none.
    pub fn standards_reached(&self) -> StandardsView {
        let board = &self.edition.board;
        let standards: Vec<MasteryView> = (0..)
            .zip(&board.standards)
            .map(|(number, standard)| self.reached(number, standard))
            .collect();
        let begun = standards.iter().filter(|it| !it.results.is_empty()).count();
        let planned = standards.iter().filter(|it| it.planned).count();
        let covered = standards.iter().filter(|it| !it.helps.is_empty()).count();
        let key = match self.progress.plan() {
            Some(_) => "mastery-covered-plan",
            None => "mastery-covered",
        };
        let level = |ix: usize| {
            let level = board.mastery.scale.get(ix);
            level.map_or_else(String::new, |level| self.text(&level.title))
        };
        StandardsView {
            count: Phrase::new("mastery-count")
                .n("n", begun as f64)
                .n("all", standards.len() as f64),
            covered: Phrase::new(key)
                .n("n", covered as f64)
                .n("all", standards.len() as f64)
                .n("planned", planned as f64),
            method: method(&board.mastery, &level),
            scale: (0..board.mastery.scale.len())
                .zip(&board.mastery.scale)
                .map(|(ix, of)| {
                    Phrase::new("mastery-from")
                        .with("level", Arg::Text(level(ix)))
                        .n("n", of.min)
                })
                .collect(),
            standards,
        }
    }

    pub(super) fn reached(&self, number: u32, standard: &Standard) -> MasteryView {
        let story = self.progress.story(number);
        let scale = &self.edition.board.mastery.scale;
        let title = |level: usize| {
            let level = scale.get(level);
            Arg::Text(level.map_or_else(String::new, |level| self.text(&level.title)))
        };
        // Nobody has looked at what was only said to be done: its 100% is no judgement of it, and says so.
        let unchecked = story.results.iter().all(|of| of.by == Source::Done);
        let says = match (story.percent, story.level) {
            (None, reached) if !story.results.is_empty() => {
                let wanted = self.edition.board.mastery.wanted();
                let says = match reached {
                    Some(level) => Phrase::new("mastery-towards").with("level", title(level)),
                    None => Phrase::new("mastery-towards-first"),
                };
                says.with("wanted", wanted.map_or(Arg::Text(String::new()), title))
                    .n("n", story.reached)
                    .n("all", self.edition.board.mastery.times)
            }
            (None, _) => Phrase::new("mastery-none"),
            // Whole percent are exact enough to be read; what counts is not rounded.
            // What is only said to be done is 100%, and never below a level.
            (Some(percent), None) => Phrase::new("mastery-below").n("n", percent.floor()),
            (Some(percent), Some(level)) => Phrase::new(match unchecked {
                true => "mastery-level-done",
                false => "mastery-level",
            })
            .with("level", title(level))
            .n("n", percent.floor()),
        };
        let was = story.best.filter(|best| Some(*best) > story.level);
        let hidden = story.results.len().saturating_sub(RESULTS);
        let places = (0..).zip(&self.edition.ground.places);
        let mut helps: Vec<Ix> = places
            .filter(|(_, place)| place.more.standards.contains(&number))
            .map(|(ix, _)| ix)
            .collect();
        let plan = self
            .progress
            .plan()
            .map_or(&[][..], |plan| &plan.activities);
        let id = |ix: &Ix| self.edition.activity(*ix).map(|activity| &activity.id);
        let planned = helps
            .iter()
            .any(|ix| id(ix).is_some_and(|id| plan.contains(id)));
        let others = helps.len().saturating_sub(HELPS);
        helps.truncate(HELPS);
        MasteryView {
            id: standard.id.clone(),
            title: self.text(&standard.title),
            code: standard.code.clone(),
            level: story.level.map_or(0, |level| level as u32 + 1),
            levels: scale.len() as u32,
            says,
            was: was.map(|best| Phrase::new("mastery-was").with("level", title(best))),
            results: story.results.iter().skip(hidden).map(result).collect(),
            planned,
            helps,
            others: (others > 0).then(|| Phrase::new("way-others").n("n", others as f64)),
        }
    }
}

fn result(shown: &Shown) -> (Phrase, Phrase, Phrase) {
    let when = match shown.at {
        i64::MIN => Phrase::new("ledger-start"),
        at => Phrase::new("ledger-when").with("date", Arg::Date(at, true)),
    };
    let by = match shown.by {
        Source::Check => "check",
        Source::Teacher => "teacher",
        Source::Done => "done",
    };
    let what = Phrase::new("mastery-result")
        .with("by", Arg::Text(String::from(by)))
        .with("activity", Arg::Activity(shown.activity));
    let much = Phrase::new("mastery-percent").n("n", (shown.percent * 10.0).round() / 10.0);
    (when, what, much)
}

fn method(mastery: &Mastery, level: &impl Fn(usize) -> String) -> Phrase {
    let key = match mastery.method {
        MasteryMethod::Highest => "mastery-highest",
        MasteryMethod::Latest => "mastery-latest",
        MasteryMethod::Average => "mastery-average",
        MasteryMethod::DecayingAverage => "mastery-decaying",
        MasteryMethod::NTimes => {
            let wanted = mastery.wanted().map(level).unwrap_or_default();
            return Phrase::new("mastery-times")
                .with("level", Arg::Text(wanted))
                .n("n", mastery.times);
        }
    };
    Phrase::new(key)
}
