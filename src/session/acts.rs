//! What the learner does becomes an event, and the event a write.

use super::drafts::Typing;
use super::effect::Effect;
use super::machine::Update;
use super::message::Act;
use super::opened::Opened;
use super::stamp::Stamp;
use crate::progress::check::CHECK;
use crate::progress::{Fact, Handed, Refusal};
use crate::rules::Ix;
use crate::words::Phrase;

impl Opened {
    /// The learner acts.
    pub fn act(&mut self, act: Act, stamp: Stamp, update: &mut Update) {
        match act {
            Act::Note(note) => self.note(&note, stamp, update),
            Act::Draft(ix, kind, value) => self.typed(ix, kind, value, stamp, update),
            Act::Give(ix, ..) | Act::Move(ix, ..) | Act::Turn(ix, _) | Act::Sure(ix, _) => {
                self.give(ix, &act, stamp, update);
            }
            Act::Rate(ix, stars) => self.rate(ix, stars, stamp, update),
            Act::Attach(ix, mut picked) => {
                picked.kind = self.kind_of(ix, picked.kind);
                self.drafts.trouble = None;
                self.drafts.keeping.push((ix, picked.clone()));
                update.effects.push(Effect::Keep(picked));
                update.changed.panel = Some(ix);
            }
            // A file that is on its way belongs to what is handed in.
            act @ Act::Submit(ix) if self.drafts.keeping.iter().any(|(of, _)| *of == ix) => {
                self.later.push_back((act, stamp));
            }
            Act::Done(ix) if self.has_unsent(ix) => self.hand_in_and_finish(ix, stamp, update),
            act if self.keeper.is_idle() => self.write_act(act, stamp, update),
            act => self.later.push_back((act, stamp)),
        }
    }

    /// Something is written or picked that could be handed in and has not been.
    #[inline(never)]
    fn has_unsent(&self, ix: Ix) -> bool {
        let Some(work) = self.progress.work(ix) else {
            return false;
        };
        let evidence = self.prepared(ix, work);
        let is_coming = self.drafts.keeping.iter().any(|(of, _)| *of == ix);
        let is_new = |piece: &Handed| !work.handed.contains(piece);
        let has_new = is_coming || evidence.iter().any(is_new);
        has_new
            && Self::bad_link(&evidence).is_none()
            && self.progress.may(ix, &self.fact(&Act::Submit(ix))).is_ok()
    }

    /// Who is done with what they have written means to hand it in: otherwise it would lie there, out of sight, and nobody would read it. Where the
    /// teacher has the last word, handing in is all there is to do.
    #[inline(never)]
    fn hand_in_and_finish(&mut self, ix: Ix, stamp: Stamp, update: &mut Update) {
        self.act(Act::Submit(ix), stamp, update);
        let waits = self.activity(ix).is_some_and(|it| it.approval);
        if !waits {
            let next = Stamp {
                chance: stamp.chance.wrapping_add(1 << 8),
                ..stamp
            };
            self.later.push_back((Act::Done(ix), next));
        }
    }

    /// Acts that waited for a write, once it is over.
    pub fn go_on(&mut self, update: &mut Update) {
        while self.keeper.is_idle()
            && !self.waits_for_a_file()
            && let Some((act, stamp)) = self.later.pop_front()
        {
            self.write_act(act, stamp, update);
        }
    }

    /// What comes next is handing in, and a file that belongs to it is still on its way to the device.
    fn waits_for_a_file(&self) -> bool {
        let Some((Act::Submit(ix), _)) = self.later.front() else {
            return false;
        };
        self.drafts.keeping.iter().any(|(of, _)| of == ix)
    }

    fn write_act(&mut self, mut act: Act, stamp: Stamp, update: &mut Update) {
        let ix = act.activity_mut().copied();
        let fact = self.fact(&act);
        if let Some(ix) = ix
            && let Err(refusal) = self.progress.may(ix, &fact)
        {
            self.notice.announce.push(self.refused(ix, &refusal));
            update.changed.notice = true;
            update.changed.panel = Some(ix);
            return;
        }
        if let Act::Done(ix) = act
            && self.has_inner(ix)
            && let Some(why) = self.inner_unfinished(ix)
        {
            self.notice.announce.push(why);
            update.changed.notice = true;
            update.changed.panel = Some(ix);
            return;
        }
        // What was typed last is handed in, and stays in its field: an older draft there would be taken for newer work.
        let writes_draft = matches!(act, Act::Submit(ix) if self.is_typing(ix));
        if writes_draft {
            self.rest(stamp, update);
        }
        if let Act::Answer(ix) = act {
            return self.answer(ix, fact, stamp, update);
        }
        if let Act::Again(ix) = act {
            // What was said of the last try is in the draft of the next, and would come after it.
            let is_its = |typing: &mut Typing| typing.ix == ix && typing.kind == CHECK;
            self.drafts.typing.take_if(is_its);
        }
        let mut event = self.event(fact, ix, stamp, u32::from(writes_draft));
        if let Act::Done(ix) = act
            && self.has_inner(ix)
        {
            event.extra = self.inner_named(ix);
        }
        update.effects.extend(self.keeper.append(event));
    }

    /// What an act writes.
    pub fn fact(&self, act: &Act) -> Fact {
        match act {
            Act::Choose(_) => Fact::Choose,
            Act::Start(_) => Fact::Start,
            Act::Step(_, step, ticked) => Fact::Step {
                step: *step,
                ticked: *ticked,
            },
            Act::Draft(_, kind, value) => Fact::Draft {
                kind: String::from(*kind),
                value: value.clone(),
            },
            Act::Submit(ix) => Fact::Submit {
                evidence: self.evidence(*ix),
            },
            Act::Attach(ix, _) => self.listing(*ix, |_| {}).0,
            Act::Detach(ix, digest) => {
                let without = |files: &mut Vec<Handed>| files.retain(|file| file.digest != *digest);
                self.listing(*ix, without).0
            }
            Act::Give(ix, ..)
            | Act::Move(ix, ..)
            | Act::Turn(ix, _)
            | Act::Sure(ix, _)
            | Act::Answer(ix)
            | Act::Again(ix) => self.checked(*ix, act),
            Act::Done(_) => Fact::Done,
            Act::Undo(_) => Fact::Undo,
            Act::Drop(_) => Fact::Drop,
            Act::Rate(_, stars) => Fact::Rate { stars: *stars },
            Act::Reset => Fact::Reset,
            Act::Note(note) => self.note_fact(note),
        }
    }

    /// What would be handed in now.
    pub fn evidence(&self, ix: Ix) -> Vec<Handed> {
        self.progress
            .work(ix)
            .map(|work| self.prepared(ix, work))
            .unwrap_or_default()
    }

    /// The panel of an activity was opened: the teacher's words in it are read.
    pub fn looked(&mut self, ix: Ix, stamp: Stamp, update: &mut Update) {
        let unread = self
            .progress
            .work(ix)
            .is_some_and(|work| !work.feedback.is_empty() && !work.feedback_read);
        if unread {
            let event = self.event(Fact::ReadFeedback, Some(ix), stamp, 0);
            update.effects.extend(self.keeper.append(event));
        }
        self.look(ix, update);
    }

    /// Looks how far the board within it is, where there is one.
    pub fn look(&mut self, ix: Ix, update: &mut Update) {
        if self.has_inner(ix) {
            self.look_inside(ix, update);
        }
    }

    /// Why an act cannot be done, in the fullest words there are.
    pub fn refused(&self, ix: Ix, refusal: &Refusal) -> Phrase {
        match refusal {
            Refusal::Locked(_) => self.lock(ix),
            _ => None,
        }
        .unwrap_or_else(|| refusal.says(self.progress.facts().clock))
    }
}
