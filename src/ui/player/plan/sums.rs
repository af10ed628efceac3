//! Does it add up? The rule, points, time and standards, and what is to be said of it.

use crate::ui::parts::{Show, View, el};

use crate::session::view::{PlanView, SumView};
use crate::ui::Desk;
use crate::ui::parts::says::sentence;
use crate::ui::parts::{icon, note};

/// The sums, the sentence that leads, and the notes.
pub fn sums(desk: Desk, now: &PlanView) -> View {
    let lines = now.sums.iter().map(|sum| line(desk, sum));
    let notes = now
        .notes
        .iter()
        .map(|says| el("li").kid(sentence(desk, says)));
    let notes = (!now.notes.is_empty()).then(|| {
        el("ul")
            .class("cb-dots")
            .attr("id", "cb-plan-notes")
            .kid(notes.collect::<Vec<_>>())
    });
    let leads = el("p")
        .attr("id", "cb-plan-leads")
        .kid(sentence(desk, &now.leads));
    let (tone, picture) = match now.is_good {
        true => ("good", "#cb-i-check"),
        false => ("", "#cb-i-idea"),
    };
    View::Many(vec![
        el("h3").kid(desk.say("plan-adds-up")).view(),
        el("dl")
            .class("cb-sums")
            .kid(lines.collect::<Vec<_>>())
            .view(),
        note(tone, picture, (leads.view(), notes.view()).view()),
    ])
}

fn line(desk: Desk, sum: &SumView) -> View {
    let label = match sum.name {
        "rule" => "plan-sum-rule",
        "points" => "plan-sum-points",
        "time" => "plan-sum-time",
        _ => "mastery-title",
    };
    let met = sum.met == Some(true);
    el("div")
        .attr("data-sum", sum.name)
        .attr("data-met", met)
        .kid(el("dt").kid(desk.say(label)))
        .kid(
            el("dd")
                .class("cb-kind")
                .kid(met.then(|| icon("#cb-i-check")))
                .kid(el("b").kid(desk.text(&sum.says))),
        )
        .view()
}
