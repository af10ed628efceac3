//! Badges: those earned, and how far it is to each of the others.

use crate::ui::parts::{Show, View, el, svg};

use super::names;
use super::ruler::percent;
use crate::board::is_address;
use crate::session::Session;
use crate::session::view::BadgeView;
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::{heading, icon, live};
use crate::words::Phrase;

/// The seal's scalloped edge, twelve arcs round a circle.
pub const SEAL: &str = "M36 6A7.2 7.2 0 0 1 49 9A7.2 7.2 0 0 1 59.500 17.300A7.2 7.2 0 0 1 65.200 29.300A7.2 7.2 0 0 1 65.200 42.700A7.2 7.2 0 0 1 59.500 54.700A7.2 7.2 0 0 1 49 63A7.2 7.2 0 0 1 36 66A7.2 7.2 0 0 1 23 63A7.2 7.2 0 0 1 12.500 54.700A7.2 7.2 0 0 1 6.800 42.700A7.2 7.2 0 0 1 6.800 29.300A7.2 7.2 0 0 1 12.500 17.300A7.2 7.2 0 0 1 23 9A7.2 7.2 0 0 1 36 6z";

/// The leaf with all badges.
pub fn badges(desk: Desk) -> View {
    let list = live(move || {
        desk.track(Part::Badges);
        let badges = desk.read(Session::badges);
        let earned = badges.iter().filter(|badge| badge.earned).count();
        let count = Phrase::new("ui-badges-count")
            .n("n", earned as f64)
            .n("all", badges.len() as f64);
        View::Many(vec![
            (el("p").class("cb-small").kid(desk.text(&count))).view(),
            (el("ul").class("cb-badges").attr("role", "list").kid(
                badges
                    .into_iter()
                    .map(|badge| one(desk, badge))
                    .collect::<Vec<_>>(),
            ))
            .view(),
        ])
        .view()
    });
    el("section")
        .class("cb-band")
        .attr("aria-labelledby", "cb-badges-h")
        .kid(heading("cb-badges-h", desk.say("ui-tab-badges")))
        .kid(list)
        .view()
}

fn one(desk: Desk, badge: BadgeView) -> View {
    let says = desk.text(&badge.says);
    let below = if badge.earned {
        el("p")
            .class("cb-small cb-kind")
            .kid(icon("#cb-i-check"))
            .kid(el("span").kid(says))
            .view()
    } else {
        let part = (badge.progress * 100.0).clamp(0.0, 100.0).round();
        el("div")
            .kid(
                svg("svg")
                    .class("cb-meter")
                    .attr("role", "progressbar")
                    .attr("aria-label", badge.title.clone())
                    .attr("aria-valuemin", "0")
                    .attr("aria-valuemax", "100")
                    .attr("aria-valuenow", (part as u32).to_string())
                    .attr("aria-valuetext", says.clone())
                    .kid(
                        svg("rect")
                            .attr("x", "1")
                            .attr("y", "1")
                            .attr("width", "99%")
                            .attr("height", "8")
                            .attr("rx", "4"),
                    )
                    .kid(
                        svg("rect")
                            .attr("x", "1")
                            .attr("y", "1")
                            .attr("width", percent(part * 0.99))
                            .attr("height", "8")
                            .attr("rx", "4"),
                    ),
            )
            .kid(el("p").class("cb-small").kid(says))
            .view()
    };
    let about = (!badge.about.is_empty()).then(|| el("p").class("cb-small").kid(badge.about));
    el("li")
        .class("cb-card cb-badge")
        .attr("data-badge", badge.id)
        .attr("data-earned", if badge.earned { "true" } else { "false" })
        .kid(seal(&badge.icon))
        .kid(el("h3").kid(badge.title))
        .kid(about)
        .kid(below)
        .view()
}

/// The seal with an icon of ours, or with the teacher's own picture.
pub fn seal(name: &str) -> View {
    let inside = if is_address(name) {
        svg("image")
            .attr("href", name.to_owned())
            .attr("x", "18")
            .attr("y", "18")
            .attr("width", "36")
            .attr("height", "36")
            .view()
    } else {
        let name = names::known(name).unwrap_or("#cb-i-badges");
        svg("g")
            .attr("transform", "translate(22 22) scale(1.1667)")
            .kid(
                svg("circle")
                    .attr("cx", "12")
                    .attr("cy", "12")
                    .attr("r", "18")
                    .attr("stroke-width", ".8"),
            )
            .kid(
                svg("use")
                    .attr("href", name)
                    .attr("width", "24")
                    .attr("height", "24"),
            )
            .view()
    };
    svg("svg")
        .class("cb-seal")
        .attr("viewBox", "0 0 72 72")
        .attr("aria-hidden", "true")
        .kid(svg("path").attr("d", SEAL))
        .kid(inside)
        .view()
}
