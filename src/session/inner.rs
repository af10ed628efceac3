//! Boards within the board: how far this learner has come on each, and the fact that one is complete.
//!
//! A board within has its own log in its own space on the device. It is fetched and read when somebody looks, and let go of again; what stays
//! is how far it is. Nothing is written into it from here.

use std::sync::Arc;

use super::effect::{Effect, Shelf};
use super::machine::Update;
use super::message::Fault;
use super::opened::Opened;
use super::space::Space;
use super::stamp::Stamp;
use super::view::InnerView;
use crate::board::{self, layout};
use crate::exchange::{Names, read_chunk};
use crate::progress::{Edition, Extra, Fact, Log, Progress};
use crate::rules::{Ix, State, evaluate, explain};
use crate::words::{Arg, Phrase};

/// The field of a fact that says how far the log of the board within went: its newest event.
const NEWEST: &str = "event";

/// What is wanted of the world.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Fetch a board. Answer: [`Inner::Board`], always.
    Board {
        /// The activity that asks for it.
        ix: Ix,
        /// From the page.
        address: String,
    },
    /// Read everything a shelf holds. Answer: [`Inner::Work`], always.
    Work {
        /// The activity that asks for the board.
        ix: Ix,
        /// Which shelf.
        shelf: Shelf,
        /// What its keys begin with.
        prefix: String,
    },
}

/// What is heard of boards within.
#[derive(Clone, Debug, PartialEq)]
pub enum Inner {
    /// The board stands, or somebody comes back to it: how far are they now?
    Look,
    /// A board, or the HTTP status that stood in its way.
    Board {
        /// The activity that asks for it.
        ix: Ix,
        /// Where it was asked for: another board may stand by now.
        address: String,
        /// Its bytes.
        result: Result<Vec<u8>, Option<u16>>,
    },
    /// Work on it.
    Work {
        /// The activity that asks for the board.
        ix: Ix,
        /// Keys and texts.
        result: Result<Vec<(String, String)>, Fault>,
    },
}

/// A board within.
struct Within {
    ix: Ix,
    /// Its id, once it is known.
    id: String,
    title: String,
    /// While it is being looked at: itself, its work, and how many shelves are still to answer or have failed.
    reading: Option<(Arc<Edition>, Log, u32, u32)>,
    asked: bool,
    far: Far,
}

/// How far one is.
enum Far {
    /// Not known yet.
    Asked,
    Missing,
    Broken,
    /// It is this board itself.
    Itself,
    /// What was done on it cannot be read, and what would be done now could not be kept.
    Unread,
    At {
        /// What its rule still asks for, in its own activities' titles.
        missing: Phrase,
        complete: bool,
        /// Id of the newest event of its log.
        newest: Option<String>,
        /// How often the activity counts by this completion; nothing where it was completed anew since it came to count last.
        used: Option<u32>,
    },
}

/// All boards within that have been looked at.
#[derive(Default)]
pub(super) struct Inners(Vec<Within>);

impl Opened {
    /// Something is heard of a board within.
    #[inline(never)]
    pub fn hear_inner(&mut self, inner: Inner, stamp: Stamp, update: &mut Update) {
        match inner {
            Inner::Look => {
                // Only what is under way can become done by it; of the others the panel asks.
                for ix in 0..self.edition.board.activities.len() as Ix {
                    if self.has_inner(ix) && self.is_taken_up(ix) {
                        self.look_inside(ix, update);
                    }
                }
            }
            Inner::Board {
                ix,
                address,
                result,
            } => {
                if self.inner_address(ix).as_ref() == Some(&address) {
                    self.inner_came(ix, result, update);
                }
            }
            Inner::Work { ix, result } => self.inner_work(ix, result, stamp, update),
        }
    }

    /// Whether a board is to be completed for an activity.
    pub fn has_inner(&self, ix: Ix) -> bool {
        let activity = self.activity(ix);
        activity.is_some_and(|activity| activity.more.board.is_some())
    }

    fn is_taken_up(&self, ix: Ix) -> bool {
        let standing = self.progress.standing(ix);
        standing.is_some_and(|it| matches!(it.state, State::Chosen | State::Started))
    }

    /// Asks how far an activity's board is.
    #[inline(never)]
    pub fn look_inside(&mut self, ix: Ix, update: &mut Update) {
        let address = self.inner_address(ix).unwrap_or_default();
        if address.is_empty() {
            return;
        }
        let inners = self.inners.get_or_insert_default();
        let known = inners.0.iter_mut().find(|within| within.ix == ix);
        match known {
            // The answer is on its way.
            Some(within) if within.asked => return,
            Some(within) => within.asked = true,
            None => inners.0.push(Within {
                ix,
                id: String::new(),
                title: String::new(),
                reading: None,
                asked: true,
                far: Far::Asked,
            }),
        }
        update
            .effects
            .push(Effect::Inner(Box::new(Ask::Board { ix, address })));
    }

    fn inner_address(&self, ix: Ix) -> Option<String> {
        let address = self.activity(ix)?.more.board.as_deref()?;
        Some(address.clone())
    }

    fn within(&mut self, ix: Ix) -> Option<&mut Within> {
        let inners = self.inners.as_mut()?;
        inners.0.iter_mut().find(|within| within.ix == ix)
    }

    fn inner_came(&mut self, ix: Ix, result: Result<Vec<u8>, Option<u16>>, update: &mut Update) {
        update.changed.panel = Some(ix);
        let own = self.edition.board.id.clone();
        let language = self.language.clone();
        let learner = self.learner.clone();
        let Some(within) = self.within(ix).filter(|within| within.asked) else {
            return;
        };
        let read = |bytes: Vec<u8>| {
            let mut reading = board::read(bytes);
            // The same as when it is opened.
            let board = reading.board.take();
            board.or_else(|| board::without_gone(&reading))
        };
        let far = match result.map(read) {
            Err(_) => Far::Missing,
            Ok(None) => Far::Broken,
            Ok(Some(board)) if board.id == own => Far::Itself,
            Ok(Some(board)) => {
                let space = Space::of(&board.id, learner.as_deref());
                within.title = String::from(board.title.get(&language));
                within.id.clone_from(&board.id);
                let ground = layout(&board);
                let edition = Arc::new(Edition::new(board, ground));
                within.reading = Some((edition, Log::new(), 2, 0));
                for shelf in [Shelf::Local, Shelf::Database] {
                    let prefix = space.prefix.clone();
                    let ask = Ask::Work { ix, shelf, prefix };
                    update.effects.push(Effect::Inner(Box::new(ask)));
                }
                return;
            }
        };
        within.asked = false;
        within.far = far;
    }

    fn inner_work(
        &mut self,
        ix: Ix,
        result: Result<Vec<(String, String)>, Fault>,
        stamp: Stamp,
        update: &mut Update,
    ) {
        let learner = self.learner.clone();
        let language = self.language.clone();
        let counts = self.counts(ix);
        let since = match self.counts_again(ix) {
            true => self.progress.counted_last(&self.log, ix),
            false => None,
        };
        let since = since.map(|(at, done)| {
            let newest = done.and_then(|done| done.extra.get(NEWEST)?.as_str());
            (at, newest.map(String::from))
        });
        let Some(within) = self.within(ix) else {
            return;
        };
        let Some((edition, mut log, left, failed)) = within.reading.take() else {
            return;
        };
        let failed = failed + u32::from(result.is_err());
        let space = Space::of(&within.id, learner.as_deref());
        let mut names = Names::default();
        for (key, text) in result.unwrap_or_default() {
            if space.is_chunk(&key) {
                log.extend(read_chunk(&text, &mut names).events);
            }
        }
        if left > 1 {
            within.reading = Some((edition, log, left - 1, failed));
            return;
        }
        within.asked = false;
        within.far = match failed {
            2 => Far::Unread,
            _ => {
                let progress = Progress::replay(edition.clone(), &log, stamp.clock);
                Far::At {
                    missing: missing(&progress, &language),
                    complete: progress.is_complete(),
                    newest: log.newest().map(|event| event.id.clone()),
                    used: since
                        .filter(|since| !is_anew(&progress, &log, since))
                        .map(|_| counts),
                }
            }
        };
        update.changed.panel = Some(ix);
        self.count_inner(ix, stamp, update);
    }

    /// It counts already, and may count once more.
    fn counts_again(&self, ix: Ix) -> bool {
        let most = self.edition.place(ix).map_or(0, |place| place.repeat);
        (1..most).contains(&self.counts(ix))
    }

    fn counts(&self, ix: Ix) -> u32 {
        let standing = self.progress.standing(ix);
        standing.map_or(0, |now| now.counts)
    }

    /// Writes that the board of an activity is complete, where the learner has taken the activity up and nothing else stands in the way.
    fn count_inner(&mut self, ix: Ix, stamp: Stamp, update: &mut Update) {
        let complete = self.inner(ix).is_some_and(|inner| inner.complete);
        if self.readonly
            || !self.is_taken_up(ix)
            || !complete
            || self.progress.may(ix, &Fact::Done).is_err()
        {
            return;
        }
        let mut event = self.event(Fact::Done, Some(ix), stamp, 0);
        event.extra = self.inner_named(ix);
        update.effects.extend(self.keeper.append(event));
    }

    /// What says in an event which board was completed. For another time it has to be completed anew.
    #[inline(never)]
    pub fn inner_named(&mut self, ix: Ix) -> Extra {
        let counts = self.counts(ix);
        let Some(within) = self.within(ix) else {
            return Extra::default();
        };
        let mut fields = serde_json::Map::new();
        fields.insert(String::from("board"), within.id.clone().into());
        if let Far::At { used, newest, .. } = &mut within.far {
            *used = Some(counts.saturating_add(1));
            if let Some(newest) = newest {
                fields.insert(String::from(NEWEST), newest.clone().into());
            }
        }
        Extra::from(fields)
    }

    /// Why an activity cannot be said done yet: its board is not complete.
    #[inline(never)]
    pub fn inner_unfinished(&self, ix: Ix) -> Option<Phrase> {
        let view = self.inner(ix)?;
        (!view.complete).then_some(view.says)
    }

    /// The board of an activity, as its panel shows it.
    #[inline(never)]
    pub fn inner(&self, ix: Ix) -> Option<Box<InnerView>> {
        let address = self.inner_address(ix)?;
        let inners = self.inners.as_ref();
        let within = inners.and_then(|all| all.0.iter().find(|within| within.ix == ix));
        let title = within.map_or("", |within| &within.title);
        let named = |key| Phrase::new(key).with("title", Arg::Text(String::from(title)));
        let (says, complete) = match within.map(|within| &within.far) {
            _ if address.is_empty() => (Phrase::new("inner-nowhere"), false),
            None | Some(Far::Asked) => (Phrase::new("inner-asked"), false),
            Some(Far::Missing) => (Phrase::new("inner-missing"), false),
            Some(Far::Broken) => (Phrase::new("inner-broken"), false),
            Some(Far::Itself) => (Phrase::new("inner-itself"), false),
            Some(Far::Unread) => (named("inner-unread"), false),
            Some(Far::At {
                complete: true,
                used: Some(used),
                ..
            }) if self.counts_again(ix) && self.counts(ix) >= *used => {
                (named("inner-again"), false)
            }
            Some(Far::At { complete: true, .. }) => (named("inner-complete"), true),
            Some(Far::At { missing, .. }) => {
                let missing = Arg::Phrase(missing.clone());
                (named("inner-first").with("missing", missing), false)
            }
        };
        // What is locked is not begun by a way around.
        let standing = self.progress.standing(ix);
        let locked = standing.is_some_and(|it| it.state == State::Locked);
        let far = within.map(|within| &within.far);
        let opens = !locked && matches!(far, Some(Far::At { .. }));
        Some(Box::new(InnerView {
            address,
            opens,
            title: String::from(title),
            says,
            complete,
        }))
    }
}

/// What a board within still asks for. Its activities are named by their titles: a number would be an activity of the board around.
fn missing(progress: &Progress, language: &str) -> Phrase {
    let edition = progress.edition();
    let ahead = progress.ahead();
    let outcome = evaluate(&ahead, edition.book.complete);
    let title = |ix: Ix| {
        let activity = edition.activity(ix);
        activity.map_or_else(String::new, |it| String::from(it.title.get(language)))
    };
    by_title(explain::next(&ahead, &outcome), &title)
}

fn by_title(mut phrase: Phrase, title: &dyn Fn(Ix) -> String) -> Phrase {
    let args = phrase.args.into_iter();
    phrase.args = args
        .map(|(name, arg)| (name, named_in(arg, title)))
        .collect();
    phrase
}

fn named_in(arg: Arg, title: &dyn Fn(Ix) -> String) -> Arg {
    match arg {
        Arg::Activity(ix) => Arg::Text(title(ix)),
        Arg::Phrase(phrase) => Arg::Phrase(by_title(phrase, title)),
        Arg::List(all, and) => {
            let all = all.into_iter().map(|arg| named_in(arg, title));
            Arg::List(all.collect(), and)
        }
        other => other,
    }
}

/// Whether a board was begun anew since an activity came to count by it: then what completes it now was done since. How far its log went then
/// says the fact itself, for the two logs may have been written by two clocks; where it does not, its time has to do.
fn is_anew(now: &Progress, log: &Log, (at, newest): &(i64, Option<String>)) -> bool {
    let last = newest.as_deref().and_then(|id| log.get(id));
    now.was_open_since(log, |event| match last {
        Some(last) => event.key() <= last.key(),
        None => event.at <= *at,
    })
}
