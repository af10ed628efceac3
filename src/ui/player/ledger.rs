//! Progress: the standards, below them each point with its reason, the newest first, and the class. What was withdrawn shows as a line of its own.

use crate::ui::parts::{Show, View, el};

use super::class::class;
use super::growth::growth;
use super::standards::standards;
use crate::session::Session;
use crate::session::view::LedgerLine;
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::says::sentence;
use crate::ui::parts::{heading, live};

/// The leaf.
pub fn ledger(desk: Desk) -> View {
    let table = live(move || {
        desk.track(Part::Ledger);
        let ledger = desk.read(Session::ledger);
        if ledger.lines.is_empty() {
            return el("p").kid(desk.say("ui-ledger-empty")).view();
        }
        let lines = ledger
            .lines
            .into_iter()
            .map(|line| one(desk, line))
            .collect::<Vec<_>>();
        el("div")
            .class("cb-card")
            .kid(
                el("table")
                    .class("cb-table")
                    .kid(
                        el("thead").class("cb-small").kid(
                            el("tr")
                                .kid(
                                    el("th")
                                        .attr("scope", "col")
                                        .kid(desk.say("ui-ledger-when")),
                                )
                                .kid(el("th").attr("scope", "col").kid(desk.say("ui-ledger-why")))
                                .kid(
                                    el("th")
                                        .attr("scope", "col")
                                        .class("cb-n")
                                        .kid(desk.say("ui-points-label")),
                                ),
                        ),
                    )
                    .kid(el("tbody").kid(lines))
                    .kid(
                        el("tfoot").kid(
                            el("tr")
                                .kid(
                                    el("th")
                                        .attr("scope", "row")
                                        .attr("colspan", "2")
                                        .kid(desk.say("ui-ledger-total")),
                                )
                                .kid(
                                    el("td")
                                        .class("cb-n")
                                        .kid(desk.tongue().number(ledger.total.number())),
                                ),
                        ),
                    ),
            )
            .view()
    });
    let points = el("section")
        .class("cb-band")
        .attr("aria-labelledby", "cb-ledger-h")
        .kid(heading("cb-ledger-h", desk.say("ui-ledger-title")))
        .kid(table);
    // Without a journal there is no other leaf for it.
    let work = (!desk.read(Session::has_journal))
        .then(|| el("div").class("cb-cards").kid(super::folio::folio(desk)));
    let class = class(desk);
    View::Many(vec![
        standards(desk),
        growth(desk),
        points.view(),
        class,
        work.view(),
    ])
}

fn one(desk: Desk, line: LedgerLine) -> View {
    let number = desk.tongue().number(line.points.number().abs());
    let sign = if line.points.0 < 0 { "−" } else { "+" };
    el("tr")
        .attr("data-withdrawn", (line.points.0 < 0).then_some(""))
        .kid(el("td").class("cb-day").kid(desk.text(&line.when)))
        .kid(el("td").kid(sentence(desk, &line.says)))
        .kid(
            el("td")
                .class("cb-n")
                .kid(el("bdi").attr("dir", "ltr").kid(sign).kid(number)),
        )
        .view()
}
