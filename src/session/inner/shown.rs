//! How far a board within is, as the panel of its activity says it.

use super::Far;
use crate::progress::Progress;
use crate::rules::{Ix, State, evaluate, explain};
use crate::session::machine::Update;
use crate::session::opened::Opened;
use crate::session::view::{BarView, InnerView};
use crate::words::{Arg, Phrase};

impl Opened {
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

    /// How far the board is that somebody comes back from, above the board around: what is missing there, or that it is complete and what came of
    /// that here: `is_done` where that is being written.
    pub(super) fn tell_inner(&mut self, ix: Ix, is_done: bool, update: &mut Update) {
        let Some(within) = self.within(ix).filter(|within| within.tells) else {
            return;
        };
        within.tells = false;
        let says = match &within.far {
            Far::At {
                complete: false,
                missing,
                ..
            } => Phrase::new("inner-back").with("missing", Arg::Phrase(missing.clone())),
            Far::At { .. } => Phrase::new("inner-back-complete"),
            _ => return,
        };
        let title = Arg::Text(within.title.clone());
        let standing = self.progress.standing(ix);
        let is_over = is_done || standing.is_some_and(|standing| standing.is_over());
        let key = match says.key {
            "inner-back-complete" if is_over => "inner-back-done",
            key => key,
        };
        let activity = Arg::Text(self.title(ix));
        let says = Phrase { key, ..says };
        let says = says.with("title", title).with("activity", activity);
        self.notice.announce.push(says.clone());
        // What went wrong is not put aside for it.
        self.notice.bar.get_or_insert_with(|| BarView::good(says));
        update.changed.notice = true;
    }

    /// Why an activity cannot be said done yet: its board is not complete.
    #[inline(never)]
    pub fn inner_unfinished(&self, ix: Ix) -> Option<Phrase> {
        let view = self.inner(ix)?;
        (!view.complete).then_some(view.says)
    }
}

/// What a board within still asks for. Its activities are named by their titles: a number would be an activity of the board around.
pub(super) fn missing(progress: &Progress, language: &str) -> Phrase {
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
