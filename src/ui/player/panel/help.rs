//! Above the buttons: the field for a code word, whether there is a place, and help with an activity, which is a note that says what is needed and what was tried, and what the teacher
//! answers; and whether it is in the plan.

use crate::ui::parts::{Show, View, el};

use crate::rules::Ix;
use crate::session::view::{HelpView, NoteView};
use crate::session::{Note, Planning};
use crate::ui::Desk;
use crate::ui::parts::markdown::markdown;
use crate::ui::parts::{icon, note};
use crate::words::{Arg, Phrase};

use super::super::focus::keep_on;
use super::super::journal::{area, keep};
use super::super::plan::change;
use super::code;

/// The sections, above the buttons. Drawn anew with them: what is being written stands in the session.
#[inline(never)]
pub fn section(desk: Desk, ix: Ix, help: &HelpView) -> View {
    let room = help.room.as_ref().map(|room| {
        let (state, picture) = match room.is_full {
            true => ("full", "#cb-i-warn"),
            false => ("free", "#cb-i-pair"),
        };
        el("p")
            .class("cb-kind cb-seats")
            .attr("data-room", state)
            .kid(icon(picture))
            .kid(el("span").kid(desk.text(&room.says)))
            .view()
    });
    let had = ".cb-help :focus, #cb-plan-turn:focus";
    keep_on(desk, had, ["#cb-help-note", "#cb-help-need"]);
    let is_open = desk.find("#cb-help[open]").is_some();
    let sent = help.note.as_ref().map(|note| sent(desk, note));
    let form = help.open.then(|| {
        let says = match help.note {
            Some(_) => "help-again",
            None => "help-ask",
        };
        let form = desk.read(|s| s.help_form(ix));
        let is_begun = desk.read(|s| s.note_status(&form).0.is_some());
        el("details")
            .class("cb-fold")
            .attr("id", "cb-help")
            .attr("open", is_open || is_begun)
            .kid(el("summary").attr("id", "cb-help-ask").kid(desk.say(says)))
            .kid(area(
                desk,
                &form,
                "text",
                "cb-help-need",
                desk.say("help-need"),
                "2",
            ))
            .kid(area(
                desk,
                &form,
                "tried",
                "cb-help-tried",
                desk.say("help-tried"),
                "2",
            ))
            .kid(keep(
                desk,
                &form,
                "cb-btn",
                desk.say("help-send"),
                Note::Help(ix),
                "help",
            ))
    });
    let asked = (sent.is_some() || form.is_some()).then(|| {
        el("section")
            .class("cb-help")
            .attr("aria-label", desk.say("help-title"))
            .kid(sent)
            .kid(form)
    });
    let planned = help.planned.map(|is_in| planned(desk, ix, is_in));
    let word = help.code.then(|| code::section(desk, ix));
    let said = help.has_code.then(|| code::said(desk));
    let above = (word.view(), (said.view(), room.view())).view();
    (above, (asked.view(), planned.view())).view()
}

/// The button that puts it into the plan, or takes it out.
fn planned(desk: Desk, ix: Ix, is_in: bool) -> View {
    let (says, picture, planning) = match is_in {
        true => ("plan-act-out", "#cb-i-check", Planning::Out),
        false => ("plan-act-in", "#cb-i-plan", Planning::In),
    };
    el("section")
        .kid(
            el("div").class("cb-row").kid(
                el("button")
                    .class("cb-btn cb-quiet")
                    .attr("type", "button")
                    .attr("id", "cb-plan-turn")
                    .attr("data-action", "plan")
                    .attr("data-planned", is_in.to_string())
                    .on("click", move |_| change(desk, ix, planning))
                    .kid(icon(picture))
                    .kid(el("span").kid(desk.say(says))),
            ),
        )
        .view()
}

fn sent(desk: Desk, sent: &NoteView) -> View {
    let tried = (!sent.tried.is_empty()).then(|| {
        let says = Phrase::new("help-has-tried").with("text", Arg::Text(sent.tried.clone()));
        el("p").class("cb-small").kid(desk.text(&says))
    });
    let answers = sent
        .answers
        .iter()
        .map(|answer| {
            let inside = (
                el("h4")
                    .class("cb-eyebrow")
                    .kid(desk.text(&answer.when))
                    .view(),
                markdown(&answer.says),
            );
            note("teacher", "#cb-i-discuss", inside.view())
        })
        .collect::<Vec<_>>();
    let waits = sent
        .answers
        .is_empty()
        .then(|| el("p").class("cb-small").kid(desk.say("help-waits")));
    el("div")
        .class("cb-stack")
        .kid(
            el("h3")
                .attr("id", "cb-help-note")
                .attr("tabindex", "-1")
                .kid(desk.text(&sent.when)),
        )
        .kid(
            el("p")
                .class("cb-handed")
                .attr("dir", "auto")
                .kid(sent.text.clone()),
        )
        .kid(tried)
        .kid(waits)
        .kid(answers)
        .view()
}
