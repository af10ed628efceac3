//! The class together, and whom one is compared with: below the points, where the LMS tells of it and the teacher has switched it on. Decides nothing.

use std::rc::Rc;

use crate::ui::parts::{Show, View, el, svg};

use crate::session::view::{PeerView, PeersView, TogetherView};
use crate::session::{Act, Message, Note, Session};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::{Button, button, heading, icon, live};
use crate::words::{Arg, Phrase};

use super::focus::on_to;
use super::ruler::percent;

/// The part of the leaf; nothing where nothing is told.
#[inline(never)]
pub fn class(desk: Desk) -> View {
    live(move || {
        desk.track(Part::Ledger);
        desk.track(Part::Badges);
        keep_focus(desk);
        let now = desk.read(Session::class);
        if now.together.is_none() && now.peers.is_none() {
            return View::None;
        }
        let old = now.as_of.as_ref().map(|says| {
            el("p")
                .class("cb-small cb-kind cb-as-of")
                .kid(icon("#cb-i-offline"))
                .kid(el("span").kid(desk.text(says)))
        });
        el("section")
            .class("cb-band cb-class")
            .attr("aria-labelledby", "cb-class-h")
            .kid(heading("cb-class-h", desk.say("class-title")))
            .kid(old)
            .kid(now.together.as_ref().map(|all| together(desk, all)))
            .kid(now.peers.as_ref().map(|peers| compared(desk, peers)))
            .view()
    })
    .view()
}

/// What had the focus is drawn anew.
fn keep_focus(desk: Desk) {
    if desk.find("#cb-take-part:focus-within").is_some() {
        on_to(desk, vec![String::from("#cb-take-part button")]);
    }
}

fn together(desk: Desk, all: &TogetherView) -> View {
    let goal = all.goal.as_ref().map(|(says, part)| {
        let says = desk.text(says);
        (
            meter(desk, *part, &says),
            el("p").class("cb-small").kid(says).view(),
        )
            .view()
    });
    el("div")
        .class("cb-card cb-together")
        .kid(
            el("p")
                .class("cb-kind")
                .kid(icon("#cb-i-pair"))
                .kid(el("b").kid(desk.text(&all.says))),
        )
        .kid(goal)
        .view()
}

fn meter(desk: Desk, part: u32, says: &str) -> View {
    let bar = |width: String| {
        svg("rect")
            .attr("x", "1")
            .attr("y", "1")
            .attr("width", width)
            .attr("height", "8")
            .attr("rx", "4")
    };
    svg("svg")
        .class("cb-meter")
        .attr("role", "progressbar")
        .attr("aria-label", desk.say("class-goal-label"))
        .attr("aria-valuemin", "0")
        .attr("aria-valuemax", "100")
        .attr("aria-valuenow", part.to_string())
        .attr("aria-valuetext", String::from(says))
        .kid(bar(String::from("99%")))
        .kid(bar(percent(f64::from(part) * 0.99)))
        .view()
}

fn compared(desk: Desk, peers: &PeersView) -> View {
    let (title, about) = match peers.kind {
        "team" => ("peers-team", "peers-about-team"),
        "neighbours" => ("peers-neighbours", "peers-about"),
        _ => ("peers-all", "peers-about"),
    };
    let list = match peers.rows.is_empty() {
        _ if !peers.takes_part => el("p").kid(desk.say("peers-apart")).view(),
        true => el("p").kid(desk.say("peers-none")).view(),
        false => table(desk, peers, title),
    };
    let switch = peers.open.then(|| {
        let takes_part = peers.takes_part;
        let about = takes_part.then(|| el("p").class("cb-small").kid(desk.say(about)));
        let label = match takes_part {
            true => "peers-leave",
            false => "peers-join",
        };
        let press = button(Button {
            class: "",
            icon: "",
            label: desk.say(label),
            bare: false,
            act: Box::new(move || {
                let note = Note::TakePart(!takes_part);
                desk.send(Message::Act(Act::Note(Rc::new(note))));
            }),
        });
        let place = el("div").class("cb-row").attr("id", "cb-take-part");
        (about.view(), place.kid(press).view()).view()
    });
    el("div")
        .class("cb-card cb-peers")
        .attr("data-kind", peers.kind)
        .kid(el("h3").kid(desk.say(title)))
        .kid(list)
        .kid(switch)
        .view()
}

fn table(desk: Desk, peers: &PeersView, title: &'static str) -> View {
    let column = |says: &'static str| el("th").attr("scope", "col").kid(desk.say(says));
    let has_places = peers.rows.iter().any(|row| row.place.is_some());
    let is_team = peers.kind == "team";
    let who = match is_team {
        true => "peers-who-team",
        false => "peers-who",
    };
    let rows = peers.rows.iter().map(|row| one(desk, row, is_team));
    el("table")
        .class("cb-table")
        .attr("aria-label", desk.say(title))
        .kid(
            el("thead").class("cb-small").kid(
                el("tr")
                    .kid(has_places.then(|| column("peers-place")))
                    .kid(column(who))
                    .kid(column("ui-points-label").class("cb-n")),
            ),
        )
        .kid(el("tbody").kid(rows.collect::<Vec<_>>()))
        .view()
}

fn one(desk: Desk, row: &PeerView, is_team: bool) -> View {
    let named = |key: &'static str| {
        let says = Phrase::new(key).with("name", Arg::Text(row.name.clone()));
        el("b").kid(desk.text(&says)).view()
    };
    let who = match (row.mine, row.name.as_str()) {
        (true, "") => el("b").kid(desk.say("peers-you")).view(),
        (true, _) if is_team => named("peers-your-team"),
        (true, _) => named("peers-you-named"),
        (false, "") => el("span").kid(desk.say("peers-someone")).view(),
        (false, name) => el("bdi").kid(String::from(name)).view(),
    };
    let place = row.place.map(|place| {
        let place = desk.tongue().number(f64::from(place));
        el("td").kid(place)
    });
    el("tr")
        .attr("data-mine", row.mine.then_some(""))
        .kid(place)
        .kid(el("th").attr("scope", "row").kid(who))
        .kid(
            el("td")
                .class("cb-n")
                .kid(desk.tongue().number(row.points.number())),
        )
        .view()
}
