//! The ruler: points so far, tick marks, and the levels named under it.

use crate::ui::parts::{Show, View, el, svg};

use crate::rules::Points;
use crate::session::view::HeadView;
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::live;
use crate::words::{Arg, Phrase};

/// The ruler, where the board has points to measure.
pub fn ruler(desk: Desk) -> View {
    live(move || {
        desk.track(Part::Head);
        let head = desk.head();
        if head.goal.0 <= 0 {
            return View::None;
        }
        drawn(desk, &head)
    })
    .view()
}

fn drawn(desk: Desk, head: &HeadView) -> View {
    let goal = head.goal.number();
    let points = head.points.number();
    let part = |n: f64| (n / goal * 100.0).clamp(0.0, 100.0);
    let so_far = desk.text(&Phrase::new("ui-points-of").n("n", points).n("all", goal));
    let next = head.next_level.as_ref().map(|next| desk.text(next));
    let spoken = match &next {
        Some(next) => desk.text(
            &Phrase::new("ui-ruler")
                .with("points", Arg::Text(so_far.clone()))
                .with("level", Arg::Text(next.clone())),
        ),
        None => so_far.clone(),
    };
    let ticks = (0..=12)
        .map(|tick| {
            let x = percent(f64::from(tick) / 12.0 * 100.0);
            let deep = if tick % 2 == 0 { "22" } else { "19" };
            svg("line")
                .attr("x1", x.clone())
                .attr("x2", x)
                .attr("y1", "15")
                .attr("y2", deep)
        })
        .collect::<Vec<_>>();
    let levels = head
        .levels
        .iter()
        .enumerate()
        .map(|(ix, (title, from, _))| {
            let x = part(from.number());
            let anchor = match x {
                x if x < 8.0 => "start",
                x if x > 92.0 => "end",
                _ => "middle",
            };
            let class = if ix + 1 == head.level as usize {
                "cb-now"
            } else {
                ""
            };
            let name = desk.text(
                &Phrase::new("ui-level")
                    .with("title", Arg::Text(title.clone()))
                    .n("points", from.number()),
            );
            svg("text")
                .attr("x", percent(x))
                .attr("y", "37")
                .attr("text-anchor", anchor)
                .attr("class", class)
                .kid(name)
        })
        .collect::<Vec<_>>();
    let bare = if head.levels.is_empty() {
        "cb-bare"
    } else {
        ""
    };
    el("div")
        .class("cb-ruler")
        .kid(
            el("p")
                .class("cb-sub")
                .kid(el("b").kid(so_far))
                .kid(el("span").kid(next)),
        )
        .kid(
            el("div")
                .attr("role", "progressbar")
                .attr("aria-label", desk.say("ui-points-label"))
                .attr("aria-valuemin", "0")
                .attr("aria-valuemax", Points::from_number(goal).to_string())
                .attr(
                    "aria-valuenow",
                    Points::from_number(points.clamp(0.0, goal)).to_string(),
                )
                .attr("aria-valuetext", spoken)
                .kid(
                    svg("svg")
                        .attr("aria-hidden", "true")
                        .attr("class", bare)
                        .kid(
                            svg("rect")
                                .attr("x", "1")
                                .attr("y", "1")
                                .attr("width", "99.8%")
                                .attr("height", "13")
                                .attr("rx", "6.5"),
                        )
                        .kid(
                            svg("rect")
                                .attr("x", "0")
                                .attr("y", "2")
                                .attr("width", percent(part(points)))
                                .attr("height", "11")
                                .attr("rx", "5.5"),
                        )
                        .kid(ticks)
                        .kid(levels),
                ),
        )
        .view()
}

/// A length in percent, to two decimals.
pub fn percent(n: f64) -> String {
    let mut text = Points::from_number((n * 100.0).round() / 100.0).to_string();
    text.push('%');
    text
}
