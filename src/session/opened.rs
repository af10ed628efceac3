//! An open board: its edition, the learner's log, what follows from it, and where it is kept.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::drafts::Drafts;
use super::effect::{Effect, Shelf};
use super::keeper::{Answer, Keeper};
use super::machine::{Changed, Tiles, Update};
use super::message::{Act, Fault, Message};
use super::shelves::Shelves;
use super::show::Reasons;
use super::space::{GUEST, Space};
use super::stamp::Stamp;
use super::view::{BarView, NoticeView};
use crate::exchange::read_chunk;
use crate::progress::{self, Actor, Edition, Event, Fact, Inserted, Log, Progress, Role};
use crate::rules::Ix;
use crate::words::{Arg, Phrase};

/// One learner at work on one board.
pub(super) struct Opened {
    pub edition: Arc<Edition>,
    pub progress: Progress,
    pub log: Log,
    pub keeper: Keeper,
    pub space: Space,
    pub learner: Option<String>,
    /// The reader's language: which of the teacher's texts is shown.
    pub language: String,
    /// When the last event of this tab happened, stored or not.
    latest: Cell<i64>,
    pub drafts: Drafts,
    /// The log has been read as far as it must be before anything is shown.
    pub ready: bool,
    pub shelves: Shelves,
    pub notice: NoticeView,
    /// The learner has put the bar about storage away.
    pub quiet: bool,
    pub celebrated: bool,
    /// Acts that came while a write was under way.
    pub later: VecDeque<(Act, Stamp)>,
    /// Warnings worked out since the last change.
    pub warnings: RefCell<Vec<(Ix, Option<Phrase>)>>,
    pub reasons: RefCell<Reasons>,
    /// An imported file waits to be stored: so many events are new, so many could not be read.
    pub importing: Option<(usize, usize)>,
}

/// Ids listed in `offered`; a board with more is told by its digest alone.
const OFFERED: usize = 300;

impl Opened {
    pub fn new(
        edition: Edition,
        learner: Option<String>,
        language: String,
        tab: String,
        stamp: Stamp,
    ) -> Self {
        let edition = Arc::new(edition);
        let space = Space::of(&edition.board.id, learner.as_deref());
        Opened {
            progress: Progress::new(edition.clone(), stamp.clock),
            log: Log::new(),
            keeper: Keeper::new(space.clone(), tab),
            drafts: Drafts::default(),
            ready: false,
            shelves: Shelves::new(space.clone()),
            notice: NoticeView::default(),
            quiet: false,
            celebrated: false,
            later: VecDeque::new(),
            warnings: RefCell::default(),
            reasons: RefCell::default(),
            importing: None,
            edition,
            space,
            learner,
            language,
            latest: Cell::new(i64::MIN),
        }
    }

    /// A message for the open board.
    pub fn update(&mut self, message: Message, stamp: Stamp, update: &mut Update) {
        match message {
            Message::Loaded { shelf, result } => self.loaded(shelf, result, stamp, update),
            Message::Put { ticket, result } => self.answered(ticket, result, stamp, update),
            Message::Told { key, text } => self.told(&key, &text, stamp, update),
            Message::Wiped(Shelf::Local) => self.wiped(update),
            Message::Act(act) if self.ready => self.act(act, stamp, update),
            Message::Looked(ix) if self.ready => self.looked(ix, stamp, update),
            Message::Kept { file, result } => self.kept(file, result, stamp, update),
            Message::Waited(ticket) => self.waited(ticket, stamp, update),
            Message::Leaving => self.rest(stamp, update),
            Message::Tick if self.ready => self.tick(stamp, update),
            Message::Retry => update.effects.extend(self.keeper.retry()),
            _ => {}
        }
    }

    /// Reads both shelves.
    pub fn load(&self) -> [Effect; 2] {
        [Shelf::Local, Shelf::Database].map(|shelf| Effect::Load {
            shelf,
            space: self.space.clone(),
        })
    }

    /// A shelf has answered.
    pub fn loaded(
        &mut self,
        shelf: Shelf,
        result: Result<Vec<(String, String)>, Fault>,
        stamp: Stamp,
        update: &mut Update,
    ) {
        if shelf == Shelf::Local {
            self.keeper
                .found_local(result.as_deref().map_err(|fault| *fault));
        }
        let events = self.shelves.found(shelf, result);
        let inserted = self.log.extend(events);
        self.celebrated |= self.shelves.celebrated();
        let news = inserted != Inserted::Known || !self.ready;
        if self.shelves.enough() && news {
            self.replay(stamp);
            self.ready = true;
            update.changed.screen = true;
        }
        if self.shelves.complete() {
            self.shelves_read(stamp, update);
        }
    }

    fn shelves_read(&mut self, stamp: Stamp, update: &mut Update) {
        if self.shelves.denied().is_some() {
            // Whatever is in memory is all there is; the first write says so.
            update.changed.saved = true;
        }
        let union = self.shelves.unite(&mut self.keeper);
        update.effects.extend(union.effects);
        if union.lost > 0 {
            self.notice.bar = Some(BarView {
                says: Phrase::new("saved-salvaged").n("n", union.lost as f64),
                retry: false,
                export: true,
                trouble: true,
            });
            update.changed.notice = true;
        }
        let revision = self.board_revision();
        let offered = self
            .log
            .iter()
            .any(|event| event.fact == Fact::Offered && event.revision.as_ref() == Some(&revision));
        if !offered {
            let mut event = self.event(Fact::Offered, None, stamp, 0);
            event.revision = Some(revision);
            let ids = self
                .edition
                .ground
                .places
                .iter()
                .map(|place| place.id.clone());
            if ids.len() <= OFFERED {
                event
                    .extra
                    .insert("activities".into(), ids.map(Value::String).collect());
            }
            update.effects.extend(self.keeper.append(event));
        }
    }

    /// A new event of the learner's.
    pub fn event(&self, fact: Fact, ix: Option<Ix>, stamp: Stamp, n: u32) -> Event {
        let at = self
            .log
            .next_at(stamp.clock.now)
            .max(self.latest.get().saturating_add(1));
        self.latest.set(at);
        let activity = ix.and_then(|ix| self.edition.activity(ix));

        Event {
            id: stamp.id(n),
            at,
            offset: Some(stamp.clock.offset),
            by: Actor {
                role: Role::Learner,
                id: self.learner.clone().unwrap_or_else(|| String::from(GUEST)),
            },
            activity: activity.map(|activity| activity.id.clone()),
            revision: activity.map(|activity| activity.revision.clone()),
            fact,
            extra: Map::new(),
        }
    }

    /// Takes the answer of a shelf, and what follows from it.
    pub fn answered(
        &mut self,
        ticket: u64,
        result: Result<(), Fault>,
        stamp: Stamp,
        update: &mut Update,
    ) {
        if let Some(effect) = self.shelves.answered(ticket, result, &mut self.keeper) {
            update.effects.push(effect);
            return;
        }
        let before = self.keeper.trouble();
        let Answer {
            effects,
            settled,
            done,
        } = self.keeper.answered(ticket, result);
        update.effects.extend(effects);
        if before != self.keeper.trouble() {
            self.quiet = false;
            update.changed.saved = true;
            update.changed.notice = true;
        }
        if self.keeper.is_idle() {
            self.drafts.listed = None;
        }
        if !settled.is_empty() {
            self.settle(settled, stamp, update);
        }
        if done && self.keeper.is_idle() {
            self.imported(update);
        }
    }

    /// Events are stored, or cannot be: now they may be seen.
    fn settle(&mut self, events: Vec<Event>, stamp: Stamp, update: &mut Update) {
        let was_complete = self.progress.is_complete();
        let activity = match events.as_slice() {
            [only] => only
                .activity
                .as_deref()
                .and_then(|id| self.edition.find(id)),
            _ => None,
        };
        let quiet = events.iter().all(|event| {
            matches!(
                event.fact,
                Fact::Draft { .. } | Fact::Offered | Fact::Earn { .. }
            )
        });
        if let Some(ix) = activity {
            update.changed.panel = Some(ix);
        }
        let changed = self.take(events, stamp);
        self.record_badges(&changed, stamp, update);
        if !quiet {
            self.announce(activity, &changed);
            update.changed.notice = true;
        }
        if self.progress.is_complete() && !was_complete && !self.celebrated {
            self.celebrated = true;
            self.notice.celebrate = true;
            update.changed.notice = true;
            let key = self.space.celebrated();
            update.effects.push(Effect::Restore {
                key: key.clone(),
                text: String::from("1"),
            });
            update.effects.push(self.keeper.mirror(&key));
        }
        self.tell(changed, update);
    }

    /// Takes events into the log and the progress; what changed by them, or `None` for anything.
    pub fn take(&mut self, events: Vec<Event>, stamp: Stamp) -> Option<progress::Changed> {
        if let [event] = events.as_slice() {
            return match self.log.insert(event.clone()) {
                Inserted::Known => Some(progress::Changed::default()),
                Inserted::Newest => {
                    let changed = self.progress.apply(event, stamp.clock);
                    if changed.is_none() {
                        self.replay(stamp);
                    }
                    changed
                }
                Inserted::Earlier => {
                    self.replay(stamp);
                    None
                }
            };
        }
        match self.log.extend(events) {
            Inserted::Known => Some(progress::Changed::default()),
            _ => {
                self.replay(stamp);
                None
            }
        }
    }

    /// Works everything out again from the whole log.
    pub fn replay(&mut self, stamp: Stamp) {
        self.progress = Progress::replay(self.edition.clone(), &self.log, stamp.clock);
    }

    /// Time passes.
    pub fn tick(&mut self, stamp: Stamp, update: &mut Update) {
        let changed = self.progress.tick(stamp.clock);
        if changed.is_none() {
            self.replay(stamp);
        }
        self.tell(changed, update);
        // "In two days" becomes "tomorrow".
        update.changed.head = true;
    }

    /// Another tab stored a chunk.
    pub fn told(&mut self, key: &str, text: &str, stamp: Stamp, update: &mut Update) {
        if !self.ready || !self.space.is_chunk(key) {
            return;
        }
        let events: Vec<Event> = read_chunk(text)
            .events
            .into_iter()
            .filter(|event| self.log.get(&event.id) != Some(event))
            .collect();
        if !events.is_empty() {
            let changed = self.take(events, stamp);
            self.tell(changed, update);
        }
    }

    /// The local shelf was cleared: what is known here goes back, and the rest comes from the database.
    pub fn wiped(&mut self, update: &mut Update) {
        update.effects.extend(self.keeper.wiped());
        self.shelves = Shelves::new(self.space.clone());
        self.shelves.found(Shelf::Local, Ok(Vec::new()));
        update.effects.push(Effect::Load {
            shelf: Shelf::Database,
            space: self.space.clone(),
        });
    }

    /// Names the views that a change of progress touches.
    pub fn tell(&mut self, changed: Option<progress::Changed>, update: &mut Update) {
        self.warnings.borrow_mut().clear();
        self.reasons.take();
        let told = match changed {
            None => Changed {
                head: true,
                tiles: Tiles::All,
                sections: true,
                badges: true,
                ledger: true,
                ..Changed::default()
            },
            Some(changed) => {
                let acted = !changed.activities.is_empty();
                Changed {
                    head: acted || changed.complete || changed.points || changed.level,
                    sections: acted && self.edition.ground.sections.len() > 1,
                    // How far each of them is still away may have changed too.
                    badges: acted || changed.badges,
                    ledger: changed.points,
                    tiles: Tiles::Some(changed.activities),
                    ..Changed::default()
                }
            }
        };
        update.changed.merge(told);
    }

    /// Writes earned badges into the log, so that they outlive an edit of the board.
    fn record_badges(
        &mut self,
        changed: &Option<progress::Changed>,
        stamp: Stamp,
        update: &mut Update,
    ) {
        if changed.as_ref().is_some_and(|changed| !changed.badges) {
            return;
        }
        let facts = self.progress.facts();
        let earned = self.progress.badges().unrecorded(&self.edition, facts);
        for (n, (badge, because)) in (1..).zip(earned) {
            if let Some(ix) = self.edition.badge(&badge) {
                let title = self
                    .edition
                    .board
                    .badges
                    .get(ix)
                    .map(|badge| badge.title.get(&self.language));
                let title = Arg::Text(String::from(title.unwrap_or(&badge)));
                self.notice
                    .announce
                    .push(Phrase::new("say-badge").with("badge", title));
            }
            let event = self.event(Fact::Earn { badge, because }, None, stamp, n);
            update.effects.extend(self.keeper.append(event));
        }
    }

    fn announce(&mut self, activity: Option<Ix>, changed: &Option<progress::Changed>) {
        let Some(changed) = changed else {
            return self.notice.announce.push(Phrase::new("say-all-changed"));
        };
        if let Some(ix) = activity
            && let Some(standing) = self.progress.standing(ix)
        {
            self.notice.announce.push(
                Phrase::new("say-state")
                    .with("activity", Arg::Activity(ix))
                    .with("state", Arg::Text(standing.state.name().to_owned())),
            );
        }
        if changed.points {
            self.notice
                .announce
                .push(Phrase::new("say-points").n("n", self.progress.points().number()));
        }
        if changed.complete && self.progress.is_complete() {
            self.notice.announce.push(Phrase::new("say-complete"));
        }
    }

    fn imported(&mut self, update: &mut Update) {
        if let Some((n, faults)) = self.importing.take() {
            self.notice.bar = Some(BarView {
                says: Phrase::new("saved-imported")
                    .n("n", n as f64)
                    .n("faults", faults as f64),
                retry: false,
                export: false,
                trouble: false,
            });
            update.changed.notice = true;
        }
    }

    /// Which edition of the board was on show: changes when an activity comes, goes, moves or becomes other work.
    fn board_revision(&self) -> String {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for activity in &self.edition.board.activities {
            for byte in activity
                .id
                .bytes()
                .chain([0])
                .chain(activity.revision.bytes())
                .chain([0])
            {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        (0..16)
            .filter_map(|digit| char::from_digit((hash >> (60 - 4 * digit)) as u32 & 15, 16))
            .collect()
    }
}
