//! Each point with its reason, the newest first; what was withdrawn shows as a line of its own.

use leptos::prelude::*;

use crate::session::Session;
use crate::session::view::LedgerLine;
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::says::sentence;
use crate::ui::parts::{heading, live};

/// The leaf with the ledger.
pub fn ledger(desk: Desk) -> AnyView {
    let table = live(move || {
        desk.track(Part::Ledger);
        let ledger = desk.read(Session::ledger);
        if ledger.lines.is_empty() {
            return view! { <p>{desk.say("ui-ledger-empty")}</p> }.into_any();
        }
        let lines = ledger
            .lines
            .into_iter()
            .map(|line| one(desk, line))
            .collect_view();
        view! {
            <div class="cb-card">
                <table class="cb-table">
                    <thead class="cb-small">
                        <tr>
                            <th scope="col">{desk.say("ui-ledger-when")}</th>
                            <th scope="col">{desk.say("ui-ledger-why")}</th>
                            <th scope="col" class="cb-n">{desk.say("ui-points-label")}</th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                    <tfoot>
                        <tr>
                            <th scope="row" colspan="2">{desk.say("ui-ledger-total")}</th>
                            <td class="cb-n">{desk.tongue().number(ledger.total.number())}</td>
                        </tr>
                    </tfoot>
                </table>
            </div>
        }
        .into_any()
    });
    view! {
        <section class="cb-band" aria-labelledby="cb-ledger-h">
            {heading("cb-ledger-h", desk.say("ui-ledger-title"))}
            {table}
        </section>
    }
    .into_any()
}

fn one(desk: Desk, line: LedgerLine) -> AnyView {
    let number = desk.tongue().number(line.points.number().abs());
    let sign = if line.points.0 < 0 { "−" } else { "+" };
    view! {
        <tr data-withdrawn=(line.points.0 < 0).then_some("")>
            <td class="cb-day">{desk.text(&line.when)}</td>
            <td>{sentence(desk, &line.says)}</td>
            <td class="cb-n">{sign} {number}</td>
        </tr>
    }
    .into_any()
}
