//! Boards within the board: how far this learner has come on each, and the fact that one is complete.
//!
//! A board within has its own log in its own space on the device. It is fetched and read when somebody looks, and let go of again; what stays
//! is how far it is. Nothing is written into it from here.

mod counting;
mod shown;

use std::sync::Arc;

use counting::{NEWEST, is_anew};
use shown::missing;

use super::effect::{Effect, Shelf};
use super::machine::Update;
use super::message::Fault;
use super::opened::Opened;
use super::space::Space;
use super::stamp::Stamp;
use crate::board::{self, layout};
use crate::exchange::{Names, read_chunk};
use crate::progress::{Edition, Log, Progress};
use crate::rules::{Ix, State};
use crate::words::Phrase;

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
    /// The same, of somebody who was on the board with this address last and is told what has come of it.
    Back {
        /// From the page, as [`Ask::Board`] has it.
        address: String,
    },
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
    /// Somebody comes back from it, and is told how far it is.
    tells: bool,
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
            Inner::Look => self.look_around(None, update),
            Inner::Back { address } => self.look_around(Some(address), update),
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

    /// Looks into the boards of what is under way, and into the one that somebody comes back from.
    fn look_around(&mut self, from: Option<String>, update: &mut Update) {
        for ix in 0..self.edition.board.activities.len() as Ix {
            if !self.has_inner(ix) {
                continue;
            }
            let tells = from.is_some() && self.inner_address(ix) == from;
            // Only what is under way can become done by it; of the others the panel asks.
            if tells || self.is_taken_up(ix) {
                self.look_inside(ix, update);
            }
            if let Some(within) = self.within(ix).filter(|_| tells) {
                within.tells = true;
            }
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
                tells: false,
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
        let is_done = self.count_inner(ix, stamp, update);
        self.tell_inner(ix, is_done, update);
    }
}
