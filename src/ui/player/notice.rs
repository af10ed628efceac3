//! The bar above the board: storage that fails, work that was salvaged, a file that could not be read.

use crate::ui::parts::{Show, View, el};

use crate::session::{Message, Session};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::{Button, button, icon, live};

/// The bar, where there is something to say.
pub fn bar(desk: Desk) -> View {
    live(move || {
        desk.track(Part::Notice);
        let Some(bar) = desk.read(Session::notice).bar else {
            return View::None;
        };
        let (tone, picture) = match (bar.trouble, bar.mistakes) {
            (true, _) => ("alert", "#cb-i-warn"),
            (_, false) => ("good", "#cb-i-check"),
            // Neither good nor bad for whoever learns here.
            (_, true) => ("", "#cb-i-warn"),
        };
        let act = |shown: bool, icon: &'static str, label: &'static str, message: Message| {
            shown.then(|| {
                button(Button {
                    class: "",
                    icon,
                    label: desk.say(label),
                    bare: false,
                    act: Box::new(move || desk.send(message.clone())),
                })
            })
        };
        let buttons = vec![
            act(bar.retry, "#cb-i-undo", "ui-retry", Message::Retry),
            act(bar.export, "#cb-i-save", "ui-export", Message::Export),
            act(bar.adopt, "#cb-i-check", "ui-adopt", Message::Adopt),
            act(true, "", "ui-put-away", Message::Dismissed),
        ];
        el("div")
            .class("cb-note")
            .attr("data-tone", tone)
            .attr("role", "region")
            .attr("aria-label", desk.say("ui-notice"))
            .kid(icon(picture))
            .kid(el("p").kid(desk.text(&bar.says)))
            .kid(bar.mistakes.then(|| details(desk)))
            .kid(el("div").class("cb-row").kid(buttons))
            .view()
    })
    .view()
}

/// Where in the file, for whoever can mend it.
#[inline(never)]
fn details(desk: Desk) -> View {
    el("details")
        .class("cb-fold")
        .kid(el("summary").kid(desk.say("gone-details")))
        .kid(super::problem::mistakes(
            desk,
            &desk.read(Session::mistakes),
        ))
        .view()
}
