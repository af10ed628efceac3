//! Stations in turns: where one is now, where one goes next, and all of them in order. Nothing on it counts down: the clock is told in
//! minutes, and what is drawn anew keeps the focus.

use crate::rules::Ix;
use crate::session::Session;
use crate::session::view::{StationView, StationsView, Turn, TurnView};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::dom::around;
use crate::ui::parts::says::sentence;
use crate::ui::parts::{El, Show, View, el, icon, live};
use crate::words::{Arg, Phrase};

use super::focus::on_to;

/// What the head of a section says: its quota, and its stations where it has some.
#[inline(never)]
pub fn says(desk: Desk, at: usize, says: &Phrase, is_met: bool) -> View {
    let card = desk.read(|s| s.stations(at as u32));
    let card = card.map(|stations| card_of(desk, at, &stations));
    // The card says the turns better.
    let quota = match says.args.iter().find(|(name, _)| *name == "quota") {
        Some((_, Arg::Phrase(quota))) if card.is_some() => Some(quota),
        // The order in one sentence stays, for whoever would rather read it.
        _ if card.is_some() && says.key != "turns-order" => None,
        _ => Some(says),
    };
    let quota = quota.map(|says| {
        let picture = if is_met { "#cb-i-check" } else { "#cb-i-goal" };
        el("span")
            .class("cb-eyebrow")
            .attr("data-met", is_met.then_some(""))
            .kid(icon(picture))
            .kid(el("span").kid(desk.text(says)))
    });
    (quota, card).view()
}

/// The cards of all sections, above the list.
#[inline(never)]
pub fn all(desk: Desk) -> View {
    live(move || {
        desk.track(Part::Sections);
        let cards = desk.read(|s| {
            let sections = s.sections().len() as u32;
            let all = (0..sections).map(|at| (at as usize, s.stations(at)));
            all.collect::<Vec<_>>()
        });
        let cards = cards.into_iter();
        let cards = cards.filter_map(|(at, stations)| Some(card_of(desk, at, &stations?)));
        View::Many(cards.map(Show::view).collect())
    })
}

fn card_of(desk: Desk, at: usize, view: &StationsView) -> El {
    keep_focus(desk);
    let goes_on: Vec<String> = view.goes_on.iter().map(|says| desk.text(says)).collect();
    let name = match view.is_own {
        true => "stations-own",
        false => "stations-board",
    };
    let single = view.stations.iter().all(|it| it.activities.len() == 1);
    // With times, or with several things to do at each, a number alone is too little on a phone.
    let short = single && view.stations.iter().all(|it| it.when.is_none());
    let stations: Vec<El> = view
        .stations
        .iter()
        .map(|station| one(desk, station))
        .collect();
    let title = desk.read(Session::sections).into_iter().nth(at);
    let title = title.map_or_else(String::new, |section| section.title);
    let label = match title.is_empty() {
        true => desk.say("stations-title"),
        false => [&desk.say("stations-title"), ": ", &title].concat(),
    };
    el("div")
        .class("cb-stations")
        .attr("role", "group")
        .attr("aria-label", label)
        .kid(
            el("p")
                .class("cb-lead")
                .kid(icon("#cb-i-path"))
                .kid(el("span").kid(sentence(desk, &view.lead))),
        )
        .kid(
            el("ol")
                .class("cb-round")
                .attr("role", "list")
                .attr("aria-label", desk.say(name))
                .attr("data-single", single.then_some(""))
                .attr("data-short", short.then_some(""))
                .kid(stations),
        )
        .kid(el("p").class("cb-small").kid(goes_on.join(" ")))
}

/// One of them: its number, what is done there, and how far it is, in words.
fn one(desk: Desk, station: &StationView) -> El {
    let word = |text: String| el("span").kid(text);
    let mut words: Vec<El> = Vec::new();
    words.extend(station.turn.word().map(|key| word(desk.say(key))));
    if let Some((from, until)) = station.when {
        let tongue = desk.tongue();
        let says = Phrase::new("stations-when")
            .with("from", Arg::Text(tongue.hour(from)))
            .with("until", Arg::Text(tongue.hour(until)));
        words.push(word(desk.text(&says)));
    }
    if let Some(room) = &station.room {
        words.push(word(desk.text(&room.says)));
    }
    let is_done = station.turn == Turn::Done;
    let number = match is_done {
        true => icon("#cb-i-check").view(),
        false => desk.tongue().number(f64::from(station.number)).view(),
    };
    let links: Vec<View> = station
        .activities
        .iter()
        .map(|ix| link(desk, *ix).view())
        .collect();
    let label = Phrase::new("stations-number").n("n", station.number);
    el("li")
        .attr("data-turn", station.turn.name())
        .attr(
            "aria-current",
            (station.turn == Turn::Now).then_some("step"),
        )
        .kid(
            el("span")
                .class("cb-number")
                .attr("aria-hidden", "true")
                .kid(number),
        )
        .kid(el("span").class("cb-sr").kid(desk.text(&label)))
        .kid(el("span").class("cb-there").kid(links))
        .kid(el("small").kid(words))
}

fn link(desk: Desk, ix: Ix) -> El {
    el("a")
        .attr("href", "#")
        .attr("data-station", ix.to_string())
        .on("click", move |event| {
            event.prevent_default();
            desk.open(ix, around(&event, "a"));
        })
        .kid(el("span").kid(desk.read(|s| s.title(ix))))
}

/// A card that is drawn anew under the focus gives it to what stands in its place.
fn keep_focus(desk: Desk) {
    let Some(had) = desk.find(".cb-stations a:focus") else {
        return;
    };
    let station = had.get_attribute("data-station").unwrap_or_default();
    let same = [".cb-stations [data-station=\"", &station, "\"]"].concat();
    on_to(desk, vec![same]);
}

/// What a tile, or the panel of an activity, says of its station: a picture and words; nothing of what simply comes later.
#[inline(never)]
pub fn flag(desk: Desk, turn: TurnView) -> Option<(&'static str, String)> {
    let word = turn.turn.word().filter(|_| turn.turn != Turn::Done);
    let number = turn.number.map(|number| {
        let says = Phrase::new("stations-number").n("n", number);
        desk.text(&says)
    });
    let text = match (number, word) {
        (None, None) => return None,
        (None, Some(word)) => desk.say(word),
        (Some(number), None) => number,
        (Some(number), Some(word)) => [&number, " · ", &desk.say(word)].concat(),
    };
    let name = match turn.turn {
        Turn::Now => "now",
        Turn::Next => "then",
        _ => "station",
    };
    Some((name, text))
}
