//! How one has grown: facts in words, the newest first, about nobody but oneself.

use crate::ui::parts::{Show, View, el};

use crate::session::Session;
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::says::sentence;
use crate::ui::parts::{heading, icon, live};

/// The part of the leaf.
#[inline(never)]
pub fn growth(desk: Desk) -> View {
    let list = live(move || {
        // Touched by every act: what is revised changes no point.
        desk.track(Part::Badges);
        let now = desk.read(Session::growth);
        if now.sums.is_empty() && now.facts.is_empty() {
            return el("p").kid(desk.say("growth-empty")).view();
        }
        let line = |says: View, when: View| {
            el("li").kid(
                el("div")
                    .kid(icon("#cb-i-sprout"))
                    .kid(el("div").class("cb-stack").kid(el("p").kid(says)).kid(when)),
            )
        };
        let sums = now
            .sums
            .iter()
            .map(|says| line(sentence(desk, says), View::None));
        let facts = now.facts.iter().map(|(when, says)| {
            let when = el("p").class("cb-small").kid(desk.text(when)).view();
            line(sentence(desk, says), when)
        });
        el("ul")
            .class("cb-do cb-earlier cb-card")
            .attr("role", "list")
            .kid(sums.chain(facts).collect::<Vec<_>>())
            .view()
    });
    el("section")
        .class("cb-band cb-growth")
        .attr("aria-labelledby", "cb-growth-h")
        .kid(heading("cb-growth-h", desk.say("growth-title")))
        .kid(list)
        .view()
}
