//! An open board: its edition, the learner's log, what follows from it, and where it is kept.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::sync::Arc;

use super::drafts::Drafts;
use super::effect::{Effect, Shelf};
use super::inner::Inners;
use super::keeper::Keeper;
use super::link::{self, Link};
use super::machine::Update;
use super::message::{Act, Message};
use super::notebook::Notebook;
use super::shelves::Shelves;
use super::show::{Reasons, ShownWay};
use super::space::{GUEST, Space};
use super::stamp::Stamp;
use super::transfer::Transfer;
use super::view::NoticeView;
use crate::progress::{self, Actor, Edition, Event, Extra, Fact, Inserted, Log, Progress, Role};
use crate::rules::Ix;
use crate::words::Phrase;

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
    /// A file on its way in.
    pub transfer: Transfer,
    /// Where work is sent, if anywhere.
    pub link: Option<Box<Link>>,
    /// Nothing is written that the reader does.
    pub readonly: bool,
    /// What is being written about the work, once something is.
    pub notebook: Option<Box<Notebook>>,
    /// Activities of one's own have come to the board, or gone from it.
    pub is_renewed: bool,
    /// The boards within it, once one is looked for.
    pub inners: Option<Box<Inners>>,
    /// The way to something locked, where it was asked for.
    pub way: Option<Box<ShownWay>>,
    /// Some section goes by turns.
    pub turning: bool,
}

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
            transfer: Transfer::default(),
            link: None,
            readonly: false,
            notebook: None,
            is_renewed: false,
            inners: None,
            way: None,
            turning: edition.board.sections.iter().any(|it| it.turns.is_some()),
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
            Message::Looked(ix) if self.readonly && self.ready => self.look(ix, update),
            Message::Act(_) | Message::Looked(_) | Message::Import { .. } if self.readonly => {}
            Message::Act(act) if self.ready => self.act(act, stamp, update),
            Message::Looked(ix) if self.ready => self.looked(ix, stamp, update),
            Message::Kept { file, result } => self.kept(file, result, stamp, update),
            Message::Waited(ticket) => self.waited(ticket, stamp, update),
            Message::Leaving => self.left(stamp, update),
            Message::Tick if self.ready => self.tick(stamp, update),
            Message::Retry => update.effects.extend(self.keeper.retry()),
            Message::Link(news) => link::hear(self, *news, stamp, update),
            Message::Inner(inner) if self.ready => self.hear_inner(*inner, stamp, update),
            Message::Export => self.export(update),
            Message::HandOut { name, text, files } => {
                update.effects.push(Effect::Download { name, text, files });
            }
            Message::HandedOut { missing } => self.handed_out(missing, update),
            Message::Import { text } => {
                // The bar tells.
                let _ = self.import(&text, update);
            }
            Message::Adopt => self.adopt(update),
            Message::Way(goal) if self.ready => self.show_way(goal, update),
            Message::Say(key) => self.say_leaving(key, update),
            _ => {}
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
                id: self.learner.as_deref().unwrap_or(GUEST).into(),
            },
            activity: activity.map(|activity| activity.id.as_str().into()),
            revision: activity.map(|activity| activity.revision.hex().into()),
            fact,
            extra: Extra::default(),
        }
    }

    /// Events are stored, or cannot be: now they may be seen.
    pub fn settle(&mut self, events: Vec<Event>, stamp: Stamp, update: &mut Update) {
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
                Fact::Draft { .. }
                    | Fact::Offered { .. }
                    | Fact::Earn { .. }
                    // Said by what clears their forms.
                    | Fact::Plan(_)
                    | Fact::Reflect { .. }
                    | Fact::Goal { .. }
                    | Fact::GoalReview { .. }
                    | Fact::CheckIn { .. }
                    | Fact::Help { .. }
                    | Fact::Propose { .. }
                    | Fact::SelfAssess { .. }
                    | Fact::Survey { .. }
                    | Fact::Rate { .. }
                    | Fact::TakePart { .. }
                    | Fact::Code { .. }
            )
        });
        let handed_in =
            matches!(events.as_slice(), [only] if matches!(only.fact, Fact::Submit { .. }));
        if let Some(ix) = activity {
            update.changed.panel = Some(ix);
        }
        let changed = self.take(events, stamp);
        self.record_badges(&changed, stamp, update);
        if !quiet {
            self.announce(activity, handed_in, &changed);
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
        if !Arc::ptr_eq(self.progress.edition(), &self.edition) {
            self.renew();
        }
    }

    /// Activities of one's own have come to the board, or gone from it, and others have their places: what is on its way follows its activity.
    #[inline(never)]
    fn renew(&mut self) {
        let before = std::mem::replace(&mut self.edition, self.progress.edition().clone());
        self.is_renewed = true;
        let now = |ix: Ix| self.edition.find(&before.activity(ix)?.id);
        self.drafts.renew(&now);
        // What was meant for an activity that is gone has nowhere to go.
        self.later = std::mem::take(&mut self.later)
            .into_iter()
            .filter_map(|(mut act, stamp)| {
                if let Some(ix) = act.activity_mut() {
                    *ix = now(*ix)?;
                }
                Some((act, stamp))
            })
            .collect();
    }

    /// Time passes.
    pub fn tick(&mut self, stamp: Stamp, update: &mut Update) {
        let before = self.progress.facts().clock;
        let changed = self.progress.tick(stamp.clock);
        if changed.is_none() {
            self.replay(stamp);
        }
        self.tell(changed, update);
        // The days ahead begin with another one.
        update.changed.badges |= self.progress.facts().clock.day() != before.day();
        // "In two days" becomes "tomorrow".
        update.changed.head = true;
        update.changed.sections |= self.turning;
        if self.turning {
            self.tell_moves(before.now, update);
        }
    }
}
