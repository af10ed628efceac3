//! The head of the page: what board this is, until when, where the work is kept, and how far it has come.

use crate::ui::parts::{Show, View, el};

use super::{menu, names, ruler, titled};
use crate::session::view::Saved;
use crate::session::{Message, Session};
use crate::ui::desk::{Desk, Part};
use crate::ui::look;
use crate::ui::parts::markdown::brief;
use crate::ui::parts::{Button, button, icon, live};

/// The head.
pub fn head(desk: Desk) -> View {
    titled(desk);
    let words = live(move || {
        desk.track(Part::Screen);
        let head = desk.head();
        let about =
            (!head.about.is_empty()).then(|| el("div").class("cb-about").kid(brief(&head.about)));
        View::Many(vec![
            (el("h1").class("cb-title").kid(head.title.clone())).view(),
            (about).view(),
        ])
        .view()
    });
    let due = live(move || {
        desk.track(Part::Head);
        match &desk.head().due {
            Some(due) => el("span").kid(desk.text(due)).view(),
            None => View::None,
        }
    });
    el("header")
        .class("cb-head")
        .kid(
            el("div")
                .kid(words)
                .kid(el("p").class("cb-sub").kid(due).kid(saved(desk))),
        )
        .kid(
            el("div")
                .class("cb-tools")
                .kid(look::menu(desk))
                .kid(menu::menu(desk)),
        )
        .kid(ruler::ruler(desk))
        .view()
}

/// Where the work is. The live region tells changes that matter, so this line stays quiet.
fn saved(desk: Desk) -> View {
    live(move || {
        desk.track(Part::Saved);
        let saved = desk.read(Session::saved);
        let (word, picture) = names::saved(&saved);
        let why = saved.why().map(|why| el("span").kid(desk.text(why)));
        let again = matches!(saved, Saved::Unsent { retry: true, .. }).then(|| {
            button(Button {
                class: "cb-quiet",
                icon: "",
                label: desk.say("ui-retry"),
                bare: false,
                act: Box::new(move || desk.send(Message::Retry)),
            })
        });
        let word = why.is_none().then(|| el("span").kid(desk.say(word)));
        el("span")
            .class("cb-saved")
            .attr("data-saved", saved.name())
            .kid(icon(picture))
            .kid(word)
            .kid(why)
            .kid(again)
            .view()
    })
    .view()
}
