//! Sections and tiles.

use super::due::due;
use crate::board::{Activity, Layout, is_address};
use crate::progress::Lock;
use crate::rules::{Ahead, Ix, RuleAt, State, explain, locks_at};
use crate::session::opened::Opened;
use crate::session::view::{SectionView, TileView};
use crate::words::{Arg, Phrase};

/// So many reasons are worked out one by one.
const FEW: u32 = 8;

/// A longer chain of locks reads anew as a whole.
const ROUNDS: u32 = 32;

/// What locked activities require, in words.
#[derive(Default)]
pub(in crate::session) struct Reasons {
    /// So many were asked for since the last change.
    asked: u32,
    /// By activity, once they are worked out all together: as of the last change.
    all: Vec<Option<Phrase>>,
    /// By section, where it has been asked for since the last change.
    sections: Vec<Option<Option<Phrase>>>,
    /// By activity: what was said last, and may stand on the screen.
    said: Vec<Option<Phrase>>,
}

impl Opened {
    /// An activity as this learner meets it, or as everybody does.
    pub fn activity(&self, ix: Ix) -> Option<&Activity> {
        self.progress.activity(ix)
    }

    /// Its title in the reader's language.
    pub fn title(&self, ix: Ix) -> String {
        self.activity(ix)
            .map(|activity| String::from(activity.title.get(&self.language)))
            .unwrap_or_default()
    }

    /// One tile.
    pub fn tile(&self, ix: Ix) -> Option<TileView> {
        let activity = self.activity(ix)?;
        let standing = self.progress.standing(ix)?;
        let work = self.progress.work(ix)?;
        let text = |text: &crate::board::Text| String::from(text.get(&self.language));
        let clock = self.progress.facts().clock;
        let why = match standing.state {
            State::Locked => self.lock(ix),
            State::Returned => work
                .feedback
                .iter()
                .rfind(|said| said.with == "return" && !said.text.is_empty())
                .map(|said| {
                    Phrase::new("tile-returned").with("comment", Arg::Text(said.text.clone()))
                }),
            _ => None,
        };
        let icon = activity.more.icon.as_ref();
        Some(TileView {
            ix,
            id: activity.id.clone(),
            title: text(&activity.title),
            state: standing.state,
            free: activity.free,
            required: activity.required,
            optional: activity.optional,
            points: activity.points,
            kind: activity.kind,
            minutes: activity.minutes,
            together: activity.together,
            image: activity
                .more
                .image
                .as_ref()
                .filter(|image| !image.src.is_empty())
                .map(|image| (image.src.clone(), text(&image.alt)))
                .or_else(|| Some((icon.filter(|icon| is_address(icon))?.clone(), String::new()))),
            icon: icon.filter(|icon| !is_address(icon)).cloned(),
            steps: (work.ticked.len() as u32, activity.more.steps.len() as u32),
            due: due(activity.more.due, standing.state, clock),
            why_shared: standing.state == State::Locked && self.section_says(ix) == why,
            why,
            warning: None,
            flagged: (self.way.is_some()
                || self.progress.interests().is_some()
                || self.turning
                || self.link.is_some() && activity.more.limit.is_some())
                && self.is_flagged(ix),
        })
    }

    /// Why it is locked and what opens it.
    pub fn lock(&self, ix: Ix) -> Option<Phrase> {
        let lock = self.progress.locked(ix)?;
        let told = match lock {
            Lock::Requires => self.required(ix),
            _ => None,
        };
        if told.is_some() {
            let said = &mut self.reasons.borrow_mut().said;
            said.resize(self.edition.board.activities.len(), None);
            if let Some(said) = said.get_mut(ix as usize) {
                said.clone_from(&told);
            }
        }
        Some(told.unwrap_or_else(|| lock.says(self.progress.facts().clock)))
    }

    /// Whether the reason that was told last, if any, is one that going on removes.
    #[inline(never)]
    pub(super) fn said_is_open(&self, ix: Ix) -> Option<bool> {
        let said = &self.reasons.borrow().said;
        said.get(ix as usize)?.as_ref().map(explain::is_open)
    }

    /// After these activities changed: the ones whose reason reads anew, of those that have been told one. What reads anew may do so
    /// because it is lost for good, and then the locks that look at it are next.
    pub fn read_anew(&self, changed: &[Ix]) -> Vec<Ix> {
        let mut reasons = self.reasons.borrow_mut();
        reasons.asked = 0;
        reasons.all.clear();
        reasons.sections.clear();
        let mut found: Vec<Ix> = Vec::new();
        // Most acts touch no lock, and a look ahead costs as much as the board is large.
        let mut ahead = None;
        let mut known = None;
        let mut next = changed.to_vec();
        for _ in 0..ROUNDS {
            let locks = locks_at(&self.edition.book, &std::mem::take(&mut next));
            for ix in locks {
                let Some(said @ Some(_)) = reasons.said.get_mut(ix as usize) else {
                    continue;
                };
                let ahead = ahead.get_or_insert_with(|| self.progress.ahead());
                let now = self.reason(ahead, ix, &mut known);
                if *said != now {
                    *said = now;
                    next.push(ix);
                }
            }
            if next.is_empty() {
                return found;
            }
            found.extend(&next);
        }
        let all = (0..).zip(&reasons.said);
        all.filter_map(|(ix, said)| said.as_ref().map(|_| ix))
            .chain(found)
            .collect()
    }

    /// After something that rules count without an activity: those whose reason reads anew, of those that have been told one.
    #[inline(never)]
    pub fn said_anew(&self) -> Vec<Ix> {
        let mut reasons = self.reasons.borrow_mut();
        reasons.asked = 0;
        reasons.all.clear();
        reasons.sections.clear();
        let ahead = self.progress.ahead();
        let mut known = None;
        let mut found = Vec::new();
        for (ix, said) in (0..).zip(&mut reasons.said) {
            if said.is_some() {
                let now = self.reason(&ahead, ix, &mut known);
                if *said != now {
                    *said = now;
                    found.push(ix);
                }
            }
        }
        found
    }

    /// What it requires, in words; `known` is the reason of the rule asked last, for many may share one.
    fn reason(
        &self,
        ahead: &Ahead,
        ix: Ix,
        known: &mut Option<(RuleAt, Option<Phrase>)>,
    ) -> Option<Phrase> {
        let rule = self.edition.book.lock(ix)?;
        match known {
            Some((of, reason)) if *of == rule && self.waits_for_rule(ix) => reason.clone(),
            _ if self.progress.locked(ix) != Some(Lock::Requires) => None,
            _ => {
                let reason = explain::locked(ahead, ix);
                *known = Some((rule, reason.clone()));
                reason
            }
        }
    }

    /// What a locked activity requires, in words. Each look ahead costs as much as the board is large: a few are taken one by one, and
    /// whoever asks for more is drawing the whole board.
    fn required(&self, ix: Ix) -> Option<Phrase> {
        let mut reasons = self.reasons.borrow_mut();
        reasons.asked += 1;
        if reasons.asked < FEW {
            return explain::locked(&self.progress.ahead(), ix);
        }
        if reasons.all.is_empty() {
            let ahead = self.progress.ahead();
            let mut known = None;
            reasons.all = (0..self.edition.board.activities.len() as Ix)
                .map(|ix| self.reason(&ahead, ix, &mut known))
                .collect();
        }
        reasons.all.get(ix as usize).cloned().flatten()
    }

    /// It is locked, and not because its day is still to come.
    fn waits_for_rule(&self, ix: Ix) -> bool {
        let standing = self.progress.standing(ix);
        let place = self.edition.place(ix);
        standing.is_some_and(|standing| standing.state == State::Locked)
            && place.is_some_and(|place| place.more.opens.is_none())
    }

    /// What its section says of all that is in it, asked once for all of them.
    fn section_says(&self, ix: Ix) -> Option<Phrase> {
        let number = self.edition.place(ix)?.section;
        let known = self.reasons.borrow().sections.get(number as usize).cloned();
        if let Some(Some(known)) = known {
            return known;
        }
        let says = self.section_lock(number);
        let known = &mut self.reasons.borrow_mut().sections;
        known.resize(self.edition.ground.sections.len(), None);
        if let Some(known) = known.get_mut(number as usize) {
            *known = Some(says.clone());
        }
        says
    }

    /// What choosing it now would make impossible.
    pub fn warning(&self, ix: Ix) -> Option<Phrase> {
        if let Some((_, known)) = self.warnings.borrow().iter().find(|(of, _)| *of == ix) {
            return known.clone();
        }
        let open = self
            .progress
            .standing(ix)
            .is_some_and(|standing| matches!(standing.state, State::Open | State::Dropped));
        let warning = if open {
            explain::warning(&self.progress.ahead(), ix)
        } else {
            None
        };
        self.warnings.borrow_mut().push((ix, warning.clone()));
        warning
    }

    /// The sections in order; a board without any is one.
    pub fn sections(&self) -> Vec<SectionView> {
        let board = &self.edition.board;
        let text = |text: &crate::board::Text| String::from(text.get(&self.language));
        (0..)
            .zip(&self.edition.ground.sections)
            .map(|(number, ground)| {
                let written = board.sections.get(number as usize);
                SectionView {
                    id: ground.id.clone(),
                    title: written
                        .map(|section| text(&section.title))
                        .unwrap_or_default(),
                    about: written
                        .map(|section| text(&section.about))
                        .unwrap_or_default(),
                    layout: written.map_or(board.layout, |section| section.layout),
                    columns: match written.map_or(board.layout, |section| section.layout) {
                        Layout::Grid => written.map_or(board.columns, |section| section.columns),
                        Layout::List | Layout::Path => 1,
                    },
                    activities: ground.activities.clone(),
                    quota: self.quota(number),
                    locked: self.section_lock(number),
                }
            })
            .collect()
    }

    /// "Choose 1 or 2: 0 chosen"
    fn quota(&self, number: u32) -> Option<(Phrase, bool)> {
        let section = self.edition.ground.sections.get(number as usize)?;
        let key = match (section.choose_min, section.choose_max) {
            (None, None) => {
                // Of a board without sections only an LMS could say more.
                if self.link.is_none() {
                    self.edition.board.sections.get(number as usize)?;
                }
                return self.says_without_quota(number);
            }
            (Some(min), Some(max)) if min == max => "quota-exactly",
            (Some(_), Some(_)) => "quota-between",
            (Some(_), None) => "quota-at-least",
            (None, Some(_)) => "quota-at-most",
        };
        let chosen = section
            .activities
            .iter()
            .filter_map(|ix| self.progress.standing(*ix))
            .filter(|standing| {
                !matches!(standing.state, State::Locked | State::Open | State::Dropped)
            })
            .count();
        let met = section.choose_min.is_none_or(|min| chosen >= min as usize);
        let phrase = Phrase::new(key)
            .n("min", section.choose_min.unwrap_or(0))
            .n("max", section.choose_max.unwrap_or(0))
            .n("chosen", chosen as f64);
        Some((self.says_with_quota(number, phrase), met))
    }

    /// The reason a whole section is shut: its own rule, told by its first locked activity.
    fn section_lock(&self, number: u32) -> Option<Phrase> {
        let written = self.edition.board.sections.get(number as usize)?;
        written.requires.as_ref()?;
        let section = self.edition.ground.sections.get(number as usize)?;
        let shut = |ix: &Ix| self.progress.locked(*ix) == Some(Lock::Requires);
        if section.activities.is_empty() || !section.activities.iter().all(shut) {
            return None;
        }
        self.lock(*section.activities.first()?)
    }
}
