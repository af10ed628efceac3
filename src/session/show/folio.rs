//! The portfolio: what was handed in, read from the log, for the record of an activity has the newest hand-in alone.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::hand_in::pieces;
use super::panel::standard_view;
use crate::board::Standard;
use crate::progress::{Extra, Fact, Handed, Noted, Role, WORK};
use crate::rules::{Ix, State};
use crate::session::opened::Opened;
use crate::session::view::{CommentView, FolioView, ShelfView, WorkView};
use crate::words::{Arg, Phrase};

/// Works that are shown, newest first; the file has them all.
const SHOWN: usize = 200;

/// One hand-in.
struct Round<'a> {
    /// Of the event.
    id: &'a str,
    ix: Ix,
    at: i64,
    pieces: &'a [Handed],
    /// From when on what is said of the activity is said of this: the first takes all that went before it as well.
    from: i64,
    /// When it was handed in again.
    until: Option<i64>,
    /// It was handed in when it could not be: it counts for nothing, and is no version of what was.
    refused: bool,
}

impl Opened {
    /// Everything that was handed in and not taken back by starting over.
    #[inline(never)]
    pub fn folio(&self) -> FolioView {
        let rounds = self.rounds();
        let others = rounds.len().saturating_sub(SHOWN);
        let shown: Vec<&Round> = rounds.iter().skip(others).rev().collect();
        let known: BTreeMap<&str, Ix> = rounds.iter().map(|of| (of.id, of.ix)).collect();
        let works = shown.iter();
        let works = works.map(|round| self.one_work(round, &known)).collect();
        let board = &self.edition.board;
        let mut shelves: Vec<ShelfView> = Vec::new();
        let mut bare = 0;
        for (number, standard) in (0..).zip(&board.standards) {
            let shelf = self.shelf(number, standard, &shown);
            match shelf.works.is_empty() {
                true => bare += 1,
                false => shelves.push(shelf),
            }
        }
        let rest = places(&shown, |ix| self.counts_towards(ix).is_empty());
        if !board.standards.is_empty() && !rest.is_empty() {
            shelves.push(ShelfView {
                standard: None,
                says: None,
                level: 0,
                levels: 0,
                works: rest,
            });
        }
        FolioView {
            works,
            others: (others > 0).then(|| Phrase::new("folio-others").n("n", others as f64)),
            shelves,
            bare: (bare > 0 && !shown.is_empty()).then(|| Phrase::new("folio-bare").n("n", bare)),
        }
    }

    /// Every hand-in that still stands, oldest first.
    fn rounds(&self) -> Vec<Round<'_>> {
        let refused = self.progress.refused(&self.log);
        let mut rounds: Vec<Round> = Vec::new();
        // How many there were when an activity was begun anew.
        let mut anew: BTreeMap<Ix, usize> = BTreeMap::new();
        for event in self.log.iter() {
            let ix = event.activity.as_deref().map(|id| self.edition.find(id));
            match (&event.fact, &event.by.role, ix) {
                (Fact::Reset, Role::Learner | Role::Teacher, None) => {
                    rounds.clear();
                    anew.clear();
                }
                (Fact::Reset, Role::Learner | Role::Teacher, Some(Some(ix))) => {
                    anew.insert(ix, rounds.len());
                }
                (Fact::Submit { evidence }, Role::Learner, Some(Some(ix))) => rounds.push(Round {
                    id: &event.id,
                    ix,
                    at: event.at,
                    pieces: evidence,
                    from: i64::MIN,
                    until: None,
                    refused: refused.contains(&event.id),
                }),
                _ => {}
            }
        }
        let mut standing: Vec<Round> = Vec::with_capacity(rounds.len());
        let mut last: BTreeMap<Ix, usize> = BTreeMap::new();
        for (at, mut round) in rounds.into_iter().enumerate() {
            if anew.get(&round.ix).is_some_and(|begun| at < *begun) {
                continue;
            }
            if round.refused {
                standing.push(round);
                continue;
            }
            let before = last.insert(round.ix, standing.len());
            if let Some(before) = before.and_then(|before| standing.get_mut(before)) {
                before.until = Some(round.at);
                round.from = round.at;
            }
            standing.push(round);
        }
        standing
    }

    /// Says in an event which work was the newest of an activity then.
    #[inline(never)]
    pub fn work_named(&self, ix: Ix) -> Extra {
        let rounds = self.rounds();
        let mut all = rounds.iter().rev();
        let newest = all.find(|round| round.ix == ix && !round.refused);
        let named = newest.map(|round| (String::from(WORK), round.id.into()));
        Extra::from(named.into_iter().collect::<Map<String, Value>>())
    }

    fn one_work(&self, round: &Round, known: &BTreeMap<&str, Ix>) -> WorkView {
        let within = |at: i64| {
            at >= round.from && round.until.is_none_or(|until| at < until) && !round.refused
        };
        let id = self.edition.activity(round.ix).map(|activity| &activity.id);
        let feedback = self.progress.work(round.ix).map(|work| &work.feedback);
        // An answer to a call for help is said to the note that asked for it.
        let comments =
            feedback.into_iter().flatten().rev().filter(|said| {
                within(said.at) && !said.text.is_empty() && said.with != "answer_help"
            });
        let entries = self.progress.journal().map(|written| &written.entries);
        let reflections = entries.into_iter().flatten().rev().filter(|entry| {
            let about = entry.activity.as_deref();
            let Noted::Reflection { work, .. } = &entry.noted else {
                return false;
            };
            // Where it does not say, or names what is not there, it belongs to what was there when it was written.
            let named = work.as_deref();
            let named = named.filter(|id| known.get(id) == Some(&round.ix));
            named.map_or_else(|| within(entry.at), |id| id == round.id)
                && about.is_some()
                && about == id.map(String::as_str)
        });
        WorkView {
            activity: round.ix,
            title: self.title(round.ix),
            handed: pieces(
                Phrase::new("folio-when").with("date", Arg::Date(round.at, true)),
                round.pieces,
            ),
            elsewhere: round
                .pieces
                .iter()
                .all(|piece| piece.value.trim().is_empty() && piece.digest.is_empty()),
            newest: round.until.is_none() && !round.refused,
            state: self.became(round, &within),
            standards: self
                .counts_towards(round.ix)
                .iter()
                .filter_map(|number| self.edition.board.standards.get(*number as usize))
                .map(|standard| standard_view(standard, self.text(&standard.title)))
                .collect(),
            comments: comments
                .map(|said| CommentView {
                    says: said.text.clone(),
                    when: Phrase::new("panel-when").with("date", Arg::Date(said.at, true)),
                })
                .collect(),
            reflections: reflections.map(|entry| self.entry(entry)).collect(),
        }
    }

    /// What became of a hand-in: of the newest what its activity is now, of an earlier one whether it came back.
    fn became(
        &self,
        round: &Round,
        within: &dyn Fn(i64) -> bool,
    ) -> Option<(&'static str, Phrase)> {
        let came_back = || {
            let work = self.progress.work(round.ix);
            let said = work.into_iter().flat_map(|work| &work.feedback);
            said.filter(|said| within(said.at))
                .any(|said| said.with == "return")
        };
        let state = self.progress.standing(round.ix).map(|now| now.state);
        let state = match state {
            _ if round.refused => "refused",
            _ if round.until.is_some() => came_back().then_some("returned")?,
            Some(state @ (State::Waiting | State::Returned | State::Done)) => state.name(),
            _ => return None,
        };
        let word = Arg::Text(String::from(state));
        Some((state, Phrase::new("folio-state").with("state", word)))
    }

    fn shelf(&self, number: u32, standard: &Standard, shown: &[&Round]) -> ShelfView {
        let works = places(shown, |ix| self.counts_towards(ix).contains(&number));
        let mut shelf = ShelfView {
            standard: Some(standard_view(standard, self.text(&standard.title))),
            says: None,
            level: 0,
            levels: 0,
            works,
        };
        // Of many standards without a work nothing more is asked.
        if !shelf.works.is_empty() {
            let reached = self.reached(number, standard);
            shelf.says = Some(reached.says);
            shelf.level = reached.level;
            shelf.levels = reached.levels;
        }
        shelf
    }

    /// Numbers of the standards of an activity.
    fn counts_towards(&self, ix: Ix) -> &[u32] {
        let place = self.edition.place(ix);
        place.map_or(&[], |place| &place.more.standards)
    }
}

/// Which of the works fit.
fn places(shown: &[&Round], fits: impl Fn(Ix) -> bool) -> Vec<usize> {
    let all = shown.iter().enumerate();
    all.filter(|(_, round)| fits(round.ix))
        .map(|(at, _)| at)
        .collect()
}
