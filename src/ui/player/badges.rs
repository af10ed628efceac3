//! Badges: those earned, and how far it is to each of the others.

use leptos::prelude::*;

use super::ruler::percent;
use crate::session::Session;
use crate::session::view::BadgeView;
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::{heading, icon, live};
use crate::words::Phrase;

/// The seal's scalloped edge, twelve arcs round a circle.
pub const SEAL: &str = "M36 6A7.2 7.2 0 0 1 49 9A7.2 7.2 0 0 1 59.500 17.300A7.2 7.2 0 0 1 65.200 29.300A7.2 7.2 0 0 1 65.200 42.700A7.2 7.2 0 0 1 59.500 54.700A7.2 7.2 0 0 1 49 63A7.2 7.2 0 0 1 36 66A7.2 7.2 0 0 1 23 63A7.2 7.2 0 0 1 12.500 54.700A7.2 7.2 0 0 1 6.800 42.700A7.2 7.2 0 0 1 6.800 29.300A7.2 7.2 0 0 1 12.500 17.300A7.2 7.2 0 0 1 23 9A7.2 7.2 0 0 1 36 6z";

/// The leaf with all badges.
pub fn badges(desk: Desk) -> AnyView {
    let list = live(move || {
        desk.track(Part::Badges);
        let badges = desk.read(Session::badges);
        let earned = badges.iter().filter(|badge| badge.earned).count();
        let count = Phrase::new("ui-badges-count")
            .n("n", earned as f64)
            .n("all", badges.len() as f64);
        view! {
            <p class="cb-small">{desk.text(&count)}</p>
            <ul class="cb-badges" role="list">
                {badges.into_iter().map(|badge| one(desk, badge)).collect_view()}
            </ul>
        }
        .into_any()
    });
    view! {
        <section class="cb-band" aria-labelledby="cb-badges-h">
            {heading("cb-badges-h", desk.say("ui-tab-badges"))}
            {list}
        </section>
    }
    .into_any()
}

fn one(desk: Desk, badge: BadgeView) -> AnyView {
    let says = desk.text(&badge.says);
    let below = if badge.earned {
        view! {
            <p class="cb-small cb-kind">
                {icon("#cb-i-check")} <span>{says}</span>
            </p>
        }
        .into_any()
    } else {
        let part = (badge.progress * 100.0).clamp(0.0, 100.0).round();
        view! {
            <div>
                <svg
                    class="cb-meter"
                    role="progressbar"
                    aria-label=badge.title.clone()
                    aria-valuemin="0"
                    aria-valuemax="100"
                    aria-valuenow=part.to_string()
                    aria-valuetext=says.clone()
                >
                    <rect x="1" y="1" width="99%" height="8" rx="4"></rect>
                    <rect x="1" y="1" width=percent(part * 0.99) height="8" rx="4"></rect>
                </svg>
                <p class="cb-small">{says}</p>
            </div>
        }
        .into_any()
    };
    let about = (!badge.about.is_empty()).then(|| view! { <p class="cb-small">{badge.about}</p> });
    view! {
        <li
            class="cb-card cb-badge"
            data-badge=badge.id
            data-earned=if badge.earned { "true" } else { "false" }
        >
            {seal(&badge.icon)}
            <h3>{badge.title}</h3>
            {about}
            {below}
        </li>
    }
    .into_any()
}

/// The seal with an icon of ours, or with the teacher's own picture.
pub fn seal(name: &str) -> AnyView {
    let inside = if name.contains(['/', '.']) {
        view! { <image href=name.to_owned() x="18" y="18" width="36" height="36"></image> }
            .into_any()
    } else {
        let name = known(name);
        view! {
            <g transform="translate(22 22) scale(1.1667)">
                <circle cx="12" cy="12" r="18" stroke-width=".8"></circle>
                <use_ href=name width="24" height="24"></use_>
            </g>
        }
        .into_any()
    };
    view! {
        <svg class="cb-seal" viewBox="0 0 72 72" aria-hidden="true">
            <path d=SEAL></path>
            {inside}
        </svg>
    }
    .into_any()
}

/// A badge's icon by the name a teacher gives it; the rosette for a name that is not ours.
fn known(name: &str) -> &'static str {
    match name {
        "book" | "read" => "#cb-i-read",
        "pen" | "write" => "#cb-i-write",
        "flag" | "goal" => "#cb-i-goal",
        "make" | "scissors" => "#cb-i-make",
        "practise" | "target" => "#cb-i-practise",
        "play" => "#cb-i-play",
        "discuss" | "talk" => "#cb-i-discuss",
        "present" => "#cb-i-present",
        "research" | "explorer" | "compass" | "microscope" => "#cb-i-research",
        "outside" | "tree" | "nature" => "#cb-i-tree",
        "sun" => "#cb-i-sun",
        "sprout" | "plant" => "#cb-i-sprout",
        "idea" | "bulb" => "#cb-i-idea",
        "pair" | "team" | "together" => "#cb-i-pair",
        "again" | "undo" => "#cb-i-undo",
        "path" | "map" => "#cb-i-path",
        "check" => "#cb-i-check",
        "star" => "#cb-s-free",
        _ => "#cb-i-badges",
    }
}
