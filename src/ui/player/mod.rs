//! The student's page of one board.
//!
//! Knows views and messages. What counts, what opens and what is missing has been decided before it comes here.

mod back;
mod badges;
mod board;
mod class;
mod face;
mod focus;
mod folio;
mod grid;
mod growth;
mod head;
mod journal;
mod kept;
mod keys;
mod ledger;
mod lines;
mod list;
mod map;
mod menu;
pub mod names;
mod next;
mod notice;
mod own;
mod panel;
mod party;
mod plan;
pub mod problem;
mod queue;
mod ruler;
mod sheet;
mod standards;
mod stations;
mod survey;
mod template;
mod toward;
mod ways;

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;

use super::Desk;
use super::desk::Part;
use super::parts::{icon, live};
use crate::session::Session;
pub use menu::languages;

/// A leaf of the book.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leaf {
    Board,
    Plan,
    Journal,
    Badges,
    Ledger,
}

/// The page.
pub fn player(desk: Desk) -> View {
    let leaf = RwSignal::new(Leaf::Board);
    let has_badges = !desk.read(|s| s.badges()).is_empty();
    let pages = [
        (Leaf::Board, "ui-tab-board", "#cb-i-grid", true),
        (Leaf::Plan, "ui-tab-plan", "#cb-i-plan", true),
        (
            Leaf::Journal,
            "ui-tab-journal",
            "#cb-i-write",
            desk.read(Session::has_journal),
        ),
        (Leaf::Badges, "ui-tab-badges", "#cb-i-badges", has_badges),
        (Leaf::Ledger, "ui-tab-ledger", "#cb-i-list", true),
    ];
    let tabs = pages
        .into_iter()
        .filter(|page| page.3)
        .map(|(page, label, icon_name, _)| {
            let current = move || (leaf.get() == page).then(|| String::from("page"));
            el("button")
                .class("cb-tab")
                .attr("type", "button")
                .follow("aria-current", current)
                .on("click", move |_| leaf.set(page))
                .kid(icon(icon_name))
                .kid(el("span").kid(desk.say(label)))
        })
        .collect::<Vec<_>>();
    // The head is on the screen before the book.
    let turn = queue::turn();
    let open = live(move || match leaf.get() {
        _ if !turn.get() => View::None,
        Leaf::Board => board::board(desk),
        Leaf::Plan => plan::plan(desk),
        Leaf::Journal => journal::journal(desk),
        Leaf::Badges => badges::badges(desk),
        Leaf::Ledger => ledger::ledger(desk),
    });
    let margin = live(move || match leaf.get() {
        Leaf::Board if turn.get() => ways::ways(desk),
        _ => View::None,
    });
    el("div")
        .class("cb-page")
        .kid(notice::bar(desk))
        .kid(back::back(desk))
        .kid(head::head(desk))
        .kid(board::paper(desk))
        .kid(
            el("nav")
                .class("cb-tabs")
                .attr("aria-label", desk.say("ui-tabs"))
                .kid(tabs),
        )
        .kid(
            el("div")
                .class("cb-book")
                .kid(
                    el("div")
                        .class("cb-leaf")
                        .kid(party::party(desk, leaf))
                        .kid(open),
                )
                .kid(margin)
                .kid(panel::panel(desk)),
        )
        .view()
}

/// The words above the board: its title in the browser's own tab too.
fn titled(desk: Desk) {
    Effect::new(move |_| {
        desk.track(Part::Head);
        document().set_title(&desk.head().title);
    });
}
