//! The ruler: points so far, tick marks, and the levels named under it.

use leptos::prelude::*;

use crate::session::view::HeadView;
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::live;
use crate::words::{Arg, Phrase};

/// The ruler, where the board has points to measure.
pub fn ruler(desk: Desk) -> AnyView {
    live(move || {
        desk.track(Part::Head);
        let head = desk.head();
        if head.goal.0 <= 0 {
            return ().into_any();
        }
        drawn(desk, &head)
    })
    .into_any()
}

fn drawn(desk: Desk, head: &HeadView) -> AnyView {
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
            view! { <line x1=x.clone() x2=x y1="15" y2=deep></line> }
        })
        .collect_view();
    let soon = head.levels.iter().position(|level| !level.2);
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
            let class = match () {
                () if ix + 1 == head.level as usize => "cb-now",
                () if soon == Some(ix) => "cb-soon",
                () => "",
            };
            let name = desk.text(
                &Phrase::new("ui-level")
                    .with("title", Arg::Text(title.clone()))
                    .n("points", from.number()),
            );
            view! { <text x=percent(x) y="37" text-anchor=anchor class=class>{name}</text> }
        })
        .collect_view();
    let bare = if head.levels.is_empty() {
        "cb-bare"
    } else {
        ""
    };
    view! {
        <div class="cb-ruler">
            <p class="cb-sub">
                <b>{so_far}</b>
                <span>{next}</span>
            </p>
            <div
                role="progressbar"
                aria-label=desk.say("ui-points-label")
                aria-valuemin="0"
                aria-valuemax=goal.to_string()
                aria-valuenow=points.clamp(0.0, goal).to_string()
                aria-valuetext=spoken
            >
                <svg aria-hidden="true" class=bare>
                    <rect x="1" y="1" width="99.8%" height="13" rx="6.5"></rect>
                    <rect x="0" y="2" width=percent(part(points)) height="11" rx="5.5"></rect>
                    {ticks}
                    {levels}
                </svg>
            </div>
        </div>
    }
    .into_any()
}

/// A length in percent, to two decimals.
pub fn percent(n: f64) -> String {
    let mut text = ((n * 100.0).round() / 100.0).to_string();
    text.push('%');
    text
}
