//! What the page around this one hears.

use crate::exchange::summary;
use crate::progress::Event;
use crate::session::effect::{Effect, Told, Wish};
use crate::session::machine::{Changed, Update};
use crate::session::opened::Opened;

/// Tells the page around this one, where it listens, of new events, of another summary, and of the work being somewhere else.
pub(super) fn tell(opened: &mut Opened, events: Vec<Event>, update: &mut Update) {
    let Some(link) = opened.link.as_ref().filter(|link| link.watched) else {
        return;
    };
    // What is typed changes a panel, and nothing that is told.
    let Changed {
        screen,
        head,
        saved,
        ..
    } = update.changed;
    let nothing = events.is_empty() && !(screen || head || saved);
    if nothing && link.heard.is_some() {
        return;
    }
    let now = (summary(&opened.progress, &opened.log), opened.saved());
    if events.is_empty() && link.heard.as_ref() == Some(&now) {
        return;
    }
    if let Some(link) = &mut opened.link {
        link.heard = Some(now.clone());
    }
    let (summary, saved) = now;
    let told = Told {
        space: opened.space.prefix.clone(),
        events,
        summary,
        saved,
    };
    update
        .effects
        .push(Effect::Link(Box::new(Wish::Tell(told))));
}
