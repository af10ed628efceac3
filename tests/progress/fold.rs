//! Laws of progress: it is a function of board, log and clock, however it is come by.

use std::sync::Arc;

use choiceboard::progress::{Edition, Event, Log, Progress, read_events, report};
use choiceboard::rules::{Clock, Ix, Marks, Points, Standing, State};
use choiceboard::words::{Plain, Tongue};
use proptest::prelude::*;
use std::rc::Rc;

use super::boards::{Drawn, START, drawn, events};

fn clock(now: i64) -> Clock {
    Clock { now, offset: 60 }
}

fn tongue() -> Tongue {
    Tongue::english(Rc::new(Plain::default()))
}

/// Everything that can be asked, in one value.
fn all(progress: &Progress) -> impl PartialEq + std::fmt::Debug + use<> {
    let facts = progress.facts();
    let edition = progress.edition();
    let count = edition.ground.places.len() as Ix;
    let works: Vec<_> = (0..count).map(|ix| progress.work(ix).cloned()).collect();
    let locks: Vec<_> = (0..count).map(|ix| progress.locked(ix)).collect();
    // Nothing written and all of it taken out again are the same.
    let written = progress.journal().cloned().unwrap_or_default();
    (
        (facts.standings.clone(), works, locks),
        (
            progress.ledger().clone(),
            facts.level,
            progress.badges().clone(),
        ),
        (
            facts.mastery.clone(),
            facts.habits,
            facts.codes.clone(),
            facts.groups.clone(),
        ),
        (progress.is_complete(), written),
    )
}

fn replay(edition: &Arc<Edition>, events: &[Event], now: i64) -> Progress {
    Progress::replay(
        edition.clone(),
        &events.iter().cloned().collect(),
        clock(now),
    )
}

/// What [`Changed`] must name: every activity that looks different.
fn differing(before: &[Standing], after: &[Standing]) -> Vec<Ix> {
    (0..)
        .zip(before.iter().zip(after))
        .filter(|(_, (before, after))| before != after)
        .map(|(ix, _)| ix)
        .collect()
}

#[test]
fn a_reset_takes_a_teachers_mark_back_at_once() {
    let board = r#"{ "choiceboard": 1, "id": "b", "title": "B", "standards": [{ "id": "s", "title": "S" }],
        "activities": [{ "id": "a", "title": "A", "standards": ["s"] }] }"#;
    let board = choiceboard::board::read(board.as_bytes()).board.unwrap();
    let ground = choiceboard::board::layout(&board);
    let mut progress = Progress::new(Arc::new(Edition::new(board, ground)), clock(START));
    let events = r#"{ "id": "1", "at": "2026-11-21T09:00:00Z", "type": "assess", "activity": "a", "score": 80 }
        { "id": "2", "at": "2026-11-21T10:00:00Z", "type": "reset" }"#;
    let [mark, reset] = read_events(events).events.try_into().unwrap();
    assert!(progress.apply(&mark, clock(mark.at)).unwrap().mastery);
    assert!(progress.mastery(0).is_some());
    assert!(progress.apply(&reset, clock(reset.at)).unwrap().mastery);
    assert_eq!(progress.mastery(0), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn one_by_one_is_the_same_as_all_at_once(Drawn { edition, .. } in drawn(), events in events(), late in 0i64..100_000_000) {
        let mut progress = Progress::new(edition.clone(), clock(START));
        for (place, event) in events.iter().enumerate() {
            let before = (progress.facts().clone(), progress.is_complete(), progress.badges().ids(&edition), progress.points());
            let changed = progress.apply(event, clock(event.at)).unwrap();
            prop_assert_eq!(all(&progress), all(&replay(&edition, &events[..=place], event.at)));

            let (facts, complete, badges, points) = before;
            for ix in differing(&facts.standings, &progress.facts().standings) {
                prop_assert!(changed.activities.contains(&ix), "{} changed unsaid", ix);
            }
            prop_assert_eq!(changed.complete, complete != progress.is_complete());
            prop_assert_eq!(changed.badges, badges != progress.badges().ids(&edition));
            prop_assert_eq!(changed.level, facts.level != progress.level());
            prop_assert_eq!(changed.mastery, facts.mastery != progress.facts().mastery);
            prop_assert!(changed.points || points == progress.points());
        }
        let newest = events.last().map_or(START, |event| event.at);
        let before = progress.facts().standings.clone();
        let changed = progress.tick(clock(newest + late)).unwrap();
        prop_assert_eq!(all(&progress), all(&replay(&edition, &events, newest + late)));
        for ix in differing(&before, &progress.facts().standings) {
            prop_assert!(changed.activities.contains(&ix), "{} changed unsaid", ix);
        }
        if let Some(event) = events.first() {
            prop_assert_eq!(progress.apply(event, clock(newest)), None, "an old event must be replayed");
        }
    }

    #[test]
    fn points_are_what_counts_and_the_ledger_adds_up(Drawn { edition, .. } in drawn(), events in events()) {
        let progress = replay(&edition, &events, START + 1_000_000_000);
        let earned: Points = progress.facts().standings.iter().map(|standing| standing.points).sum();
        prop_assert_eq!(progress.points(), earned);
        let mut total = Points::ZERO;
        for line in progress.ledger().lines() {
            total += line.points;
            prop_assert_eq!(line.total, total);
            prop_assert!(line.points != Points::ZERO);
        }
        prop_assert_eq!(total, earned);
        for (place, standing) in edition.ground.places.iter().zip(&progress.facts().standings) {
            prop_assert_eq!(standing.points, place.points.times(standing.counts));
            prop_assert!(standing.counts <= place.repeat);
            let lines = progress.ledger().lines().iter();
            let ix = edition.find(&place.id).unwrap();
            let of_this: Points = lines.filter(|line| line.activity == ix).map(|line| line.points).sum();
            prop_assert_eq!(of_this, standing.points);
        }
    }

    #[test]
    fn marks_and_places_are_true(Drawn { edition, .. } in drawn(), events in events()) {
        let now = START + 1_000_000_000;
        let progress = replay(&edition, &events, now);
        let marks = Marks::all(&edition.book, &edition.ground, progress.facts());
        prop_assert_eq!(progress.is_complete(), marks.met(edition.book.complete));
        for (ix, standing) in (0..).zip(&progress.facts().standings) {
            let lock = progress.locked(ix);
            prop_assert_eq!(lock.is_some(), standing.state == State::Locked);
            let fact = choiceboard::progress::Fact::Start;
            if standing.state == State::Open {
                prop_assert_eq!(progress.may(ix, &fact), Ok(()));
            }
            if let Some(lock) = lock {
                prop_assert_eq!(progress.may(ix, &fact), Err(choiceboard::progress::Refusal::Locked(lock)));
            }
        }
    }

    /// Gone through once, it says what going through the log anew for each event says. Proposals have the board itself change under way.
    #[test]
    fn a_board_was_open_since_then_where_it_was_at_any_event_since(Drawn { edition, .. } in drawn(), events in events(), cut in 0usize..40) {
        use choiceboard::progress::Fact;
        let is_own = |event: &Event| matches!(event.fact, Fact::Propose { .. } | Fact::Accept { .. });
        let log: Log = events.into_iter().filter(|event| !is_own(event)).collect();
        let sorted: Vec<Event> = log.iter().cloned().collect();
        let now = START + 1_000_000_000;
        let cut = cut.min(sorted.len());
        let known: Vec<String> = sorted[..cut].iter().map(|event| event.id.clone()).collect();
        let naive = (cut..=sorted.len()).any(|end| !replay(&edition, &sorted[..end], now).is_complete());
        let progress = replay(&edition, &sorted, now);
        prop_assert_eq!(progress.was_open_since(&log, |event| known.contains(&event.id)), naive);
    }

    #[test]
    fn two_devices_come_to_the_same(Drawn { edition, .. } in drawn(), events in events(), cut in prop::collection::vec(any::<bool>(), 40)) {
        let mine: Log = events.iter().zip(&cut).filter(|(_, cut)| **cut).map(|(event, _)| event.clone()).collect();
        let theirs: Log = events.iter().zip(&cut).filter(|(_, cut)| !**cut).map(|(event, _)| event.clone()).collect();
        let (mut one, mut other) = (mine.clone(), theirs.clone());
        one.merge(theirs);
        other.merge(mine);
        let now = clock(START + 1_000_000_000);
        let said = |log: &Log| report(&Progress::replay(edition.clone(), log, now), &tongue()).to_string();
        prop_assert_eq!(said(&one), said(&other));
    }
}
