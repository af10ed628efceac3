//! Standards: how far one has come on each, and by what.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use crate::ui::parts::{Show, View, el};

use crate::session::Session;
use crate::session::view::{MasteryView, StandardsView};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::says::sentence;
use crate::ui::parts::{heading, icon, live, pips};
use crate::words::{Arg, Phrase};

use super::names;

/// What has been reached on each standard; nothing on a board without any.
pub fn standards(desk: Desk) -> View {
    if desk.read(Session::standards).standards.is_empty() {
        return View::None;
    }
    // An act draws all of it anew; what was opened stays open.
    let opened: Rc<RefCell<BTreeSet<String>>> = Rc::default();
    let list = live(move || {
        // Touched by every act: a check may change a level and no point.
        desk.track(Part::Badges);
        let now = desk.read(Session::standards);
        let all = now.standards.iter();
        let all = all.map(|standard| one(desk, standard, opened.clone()));
        let cards = el("ul")
            .class("cb-standards")
            .attr("role", "list")
            .kid(all.collect::<Vec<_>>());
        (how(desk, &now), cards).view()
    });
    el("section")
        .class("cb-band")
        .attr("aria-labelledby", "cb-standards-h")
        .kid(heading("cb-standards-h", desk.say("mastery-title")))
        .kid(list)
        .view()
}

/// How many have been begun, and what the levels mean.
fn how(desk: Desk, now: &StandardsView) -> View {
    let levels = now.scale.iter().map(|level| el("li").kid(desk.text(level)));
    let scale = el("details")
        .class("cb-fold cb-small")
        .kid(el("summary").kid(desk.say("mastery-scale")))
        .kid(el("p").kid(desk.text(&now.method)))
        .kid(el("ol").class("cb-dots").kid(levels.collect::<Vec<_>>()));
    let says = [desk.text(&now.count), desk.text(&now.covered)].join(" ");
    (el("p").class("cb-small").kid(says), scale).view()
}

fn one(desk: Desk, standard: &MasteryView, opened: Rc<RefCell<BTreeSet<String>>>) -> View {
    let id = standard.id.clone();
    let is_open = opened.borrow().contains(&id);
    let turned = move |_| {
        let mut opened = opened.borrow_mut();
        if !opened.remove(&id) {
            opened.insert(id.clone());
        }
    };
    let name = match standard.code.is_empty() {
        true => standard.title.clone(),
        false => desk.text(
            &Phrase::new("ui-standard")
                .with("code", Arg::Text(standard.code.clone()))
                .with("title", Arg::Text(standard.title.clone())),
        ),
    };
    let planned = standard.planned.then(|| {
        el("p")
            .class("cb-kind cb-small")
            .kid(icon("#cb-i-plan"))
            .kid(el("span").kid(desk.say("mastery-planned")))
    });
    let was = standard.was.as_ref().map(|was| el("p").kid(desk.text(was)));
    let results = standard.results.iter().map(|(when, what, much)| {
        el("tr")
            .kid(el("td").class("cb-day").kid(desk.text(when)))
            .kid(el("td").kid(sentence(desk, what)))
            .kid(el("td").class("cb-n").kid(desk.text(much)))
    });
    let came = (!standard.results.is_empty()).then(|| {
        el("table")
            .class("cb-table")
            .attr("aria-label", desk.say("mastery-results"))
            .kid(el("tbody").kid(results.collect::<Vec<_>>()))
    });
    let helps = standard.helps.iter().filter_map(|ix| {
        let tile = desk.read(|s| s.tile(*ix))?;
        let (word, picture) = names::state(&tile);
        let link = Phrase::new("way-set").with("which", Arg::Activity(*ix));
        Some(
            el("li")
                .attr("data-state", tile.state.name())
                .attr("data-free", tile.free.then_some(""))
                .kid(crate::ui::parts::stamp(picture))
                .kid(el("span").kid(sentence(desk, &link)))
                .kid(el("span").class("cb-small").kid(desk.say(word))),
        )
    });
    let others = standard.others.as_ref();
    let others = others.map(|others| el("p").class("cb-small").kid(desk.text(others)));
    el("li")
        .class("cb-card cb-standard")
        .attr("data-standard", standard.id.clone())
        .attr("data-level", standard.level.to_string())
        .kid(el("h3").kid(name))
        .kid(
            el("p")
                .class("cb-kind")
                .kid(pips(standard.level, standard.levels))
                .kid(el("b").kid(desk.text(&standard.says))),
        )
        .kid(planned)
        .kid(was)
        .kid(
            el("details")
                .class("cb-fold")
                .attr("open", is_open)
                .kid(
                    el("summary")
                        .on("click", turned)
                        .kid(desk.say("mastery-how")),
                )
                .kid(came)
                .kid(el("p").class("cb-small").kid(desk.say("mastery-helps")))
                .kid(
                    el("ul")
                        .class("cb-helps")
                        .attr("role", "list")
                        .kid(helps.collect::<Vec<_>>()),
                )
                .kid(others),
        )
        .view()
}
