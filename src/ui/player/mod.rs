//! The student's page of one board.
//!
//! Knows views and messages. What counts, what opens and what is missing has been decided before it comes here.

mod badges;
mod board;
mod face;
mod grid;
mod head;
mod keys;
mod ledger;
mod lines;
mod list;
mod menu;
pub mod names;
mod notice;
mod panel;
mod party;
pub mod problem;
mod queue;
mod ruler;
mod ways;

use leptos::prelude::*;

use super::Desk;
use super::desk::Part;
use super::parts::{follow, icon, live};
pub use menu::languages;

/// A leaf of the book.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leaf {
    Board,
    Badges,
    Ledger,
}

/// The page.
pub fn player(desk: Desk) -> AnyView {
    let leaf = RwSignal::new(Leaf::Board);
    let has_badges = !desk.read(|s| s.badges()).is_empty();
    let pages = [
        (Leaf::Board, "ui-tab-board", "#cb-i-grid", true),
        (Leaf::Badges, "ui-tab-badges", "#cb-i-badges", has_badges),
        (Leaf::Ledger, "ui-tab-ledger", "#cb-i-list", true),
    ];
    let tabs = pages
        .into_iter()
        .filter(|page| page.3)
        .map(|(page, label, icon_name, _)| {
            let current = follow(move || (leaf.get() == page).then(|| String::from("page")));
            view! {
                <button
                    class="cb-tab"
                    type="button"
                    aria-current=current
                    on:click=move |_| leaf.set(page)
                >
                    {icon(icon_name)}
                    <span>{desk.say(label)}</span>
                </button>
            }
        })
        .collect_view();
    let open = live(move || match leaf.get() {
        Leaf::Board => board::board(desk),
        Leaf::Badges => badges::badges(desk),
        Leaf::Ledger => ledger::ledger(desk),
    });
    let margin = live(move || match leaf.get() {
        Leaf::Board => ways::ways(desk),
        _ => ().into_any(),
    });
    view! {
        <div class="cb-page">
            {notice::bar(desk)}
            {head::head(desk)}
            <nav class="cb-tabs" aria-label=desk.say("ui-tabs")>
                {tabs}
            </nav>
            <div class="cb-book">
                <div class="cb-leaf">{party::party(desk, leaf)} {open}</div>
                {margin}
                {panel::panel(desk)}
            </div>
        </div>
    }
    .into_any()
}

/// The words above the board: its title in the browser's own tab too.
fn titled(desk: Desk) {
    Effect::new(move |_| {
        desk.track(Part::Head);
        document().set_title(&desk.head().title);
    });
}
