//! What is typed in a field is written when it rests, when another is typed in, or when the page is left.

use super::drafts::Typing;
use super::effect::Effect;
use super::machine::Update;
use super::opened::Opened;
use super::stamp::Stamp;
use crate::progress::Fact;
use crate::progress::check::CHECK;
use crate::rules::Ix;

/// How long a field rests before it is written.
const REST: u32 = 300;

impl Opened {
    pub(super) fn typed(
        &mut self,
        ix: Ix,
        kind: &'static str,
        value: String,
        stamp: Stamp,
        update: &mut Update,
    ) {
        let other = |typing: &Typing| typing.ix != ix || typing.kind != kind;
        if self.drafts.typing.as_ref().is_some_and(other) {
            self.rest(stamp, update);
        }
        let ticket = self.keeper.ticket();
        let id = self.edition.activity(ix).map(|activity| &activity.id);
        self.drafts.typing = Some(Typing {
            ix,
            id: id.cloned().unwrap_or_default(),
            kind,
            value,
            ticket,
        });
        update.effects.push(Effect::Wait { ms: REST, ticket });
        update.changed.panel = Some(ix);
    }

    /// What will be handed in of this activity is being typed.
    pub fn is_typing(&self, ix: Ix) -> bool {
        let typing = self.drafts.typing.as_ref();
        typing.is_some_and(|typing| typing.ix == ix && typing.kind != CHECK)
    }

    /// A wait is over.
    pub fn waited(&mut self, ticket: u64, stamp: Stamp, update: &mut Update) {
        self.rest_notes(Some(ticket), update);
        if self
            .drafts
            .typing
            .as_ref()
            .is_some_and(|typing| typing.ticket == ticket)
        {
            self.rest(stamp, update);
        }
    }

    /// The page is left: nothing waits.
    #[inline(never)]
    pub fn left(&mut self, stamp: Stamp, update: &mut Update) {
        self.rest(stamp, update);
        self.rest_notes(None, update);
    }

    /// Writes what was typed. It goes into the chunk even while another write is under way.
    pub fn rest(&mut self, stamp: Stamp, update: &mut Update) {
        if let Some(typing) = self.drafts.typing.take() {
            let fact = Fact::Draft {
                kind: String::from(typing.kind),
                value: typing.value,
            };
            let mut event = self.event(fact, Some(typing.ix), stamp, 0);
            event.activity = Some(typing.id.into());
            update.effects.extend(self.keeper.append(event));
            update.changed.panel = Some(typing.ix);
        }
    }
}
