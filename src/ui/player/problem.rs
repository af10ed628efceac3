//! A board that cannot be shown: why, where in the file, and what to do.

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;

use crate::session::view::{MistakeView, ProblemView};
use crate::session::{Message, Session};
use crate::ui::Desk;
use crate::ui::look;
use crate::ui::parts::picker::picker;
use crate::ui::parts::{Button, button, icon};
use crate::words::{Arg, Phrase};

/// The page that says so.
pub fn problem(desk: Desk, problem: &ProblemView) -> View {
    let title = desk.text(&problem.title);
    document().set_title(&title);
    let again = button(Button {
        class: "cb-main",
        icon: "#cb-i-undo",
        label: desk.say("ui-retry"),
        bare: false,
        act: Box::new(move || desk.host().again()),
    });
    // Where a board is to be looked at only, no other is worked on.
    let looks = desk.host().preference("readonly").is_some();
    let other = (!looks).then(|| {
        picker(
            "cb-btn",
            "#cb-i-open",
            desk.say("ui-open-file"),
            ".json,application/json",
            Box::new(move |file| desk.host().open(file)),
        )
    });
    let looks = looks.then(|| {
        el("p").class("cb-sub").kid(
            el("span")
                .class("cb-saved")
                .kid(icon("#cb-i-private"))
                .kid(el("span").kid(desk.say("ui-saved-readonly"))),
        )
    });
    let mistakes = (!problem.mistakes.is_empty()).then(|| mistakes(desk, &problem.mistakes));
    // Nobody's work stays behind an error.
    let save = desk.read(Session::has_work_to_save).then(|| {
        button(Button {
            class: "",
            icon: "#cb-i-save",
            label: desk.say("ui-export"),
            bare: false,
            act: Box::new(move || desk.send(Message::Export)),
        })
    });
    el("div")
        .class("cb-page")
        .kid(super::notice::bar(desk))
        .kid(
            el("header")
                .class("cb-head")
                .kid(
                    el("div")
                        .kid(el("h1").class("cb-title").kid(title))
                        .kid(
                            el("p")
                                .class("cb-sub")
                                .attr("role", "alert")
                                .kid(coded(&desk.text(&problem.says))),
                        )
                        .kid(looks),
                )
                .kid(el("div").class("cb-tools").kid(look::menu(desk))),
        )
        .kid(
            el("div")
                .class("cb-row")
                .kid(super::back::back(desk))
                .kid(again)
                .kid(save)
                .kid(other)
                .kid(
                    el("a")
                        .class("cb-btn")
                        .attr("href", desk.host().elsewhere("?"))
                        .kid(icon("#cb-i-grid"))
                        .kid(el("span").kid(desk.say("ui-other-board"))),
                ),
        )
        .kid(mistakes)
        .view()
}

/// What is wrong in a file, in its order.
pub(super) fn mistakes(desk: Desk, mistakes: &[MistakeView]) -> View {
    let list = mistakes
        .iter()
        .map(|mistake| one(desk, mistake))
        .collect::<Vec<_>>();
    el("div").class("cb-rows cb-plain").kid(list).view()
}

/// What stands between backticks is from the file.
fn coded(text: &str) -> View {
    let parts = text.split('`').enumerate();
    parts
        .map(|(at, part)| match at % 2 {
            0 => part.view(),
            _ => el("code").kid(part).view(),
        })
        .collect::<Vec<_>>()
        .view()
}

fn one(desk: Desk, mistake: &MistakeView) -> View {
    let (severity, word, picture) = if mistake.error {
        ("error", "ui-mistake-error", "#cb-i-error")
    } else {
        ("warning", "ui-mistake-warning", "#cb-i-warn")
    };
    let place = Phrase::new(word)
        .with("code", Arg::Text(mistake.code.to_owned()))
        .n("line", mistake.line)
        .n("column", mistake.column);
    let path =
        (!mistake.path.is_empty()).then(|| el("pre").class("cb-source").kid(mistake.path.clone()));
    let suggestion = mistake.suggestion.as_ref().map(|says| {
        el("p")
            .class("cb-kind")
            .kid(icon("#cb-i-fix"))
            .kid(el("span").kid(coded(&desk.text(says))))
    });
    el("article")
        .class("cb-diag")
        .attr("data-severity", severity)
        .attr("data-code", mistake.code)
        .kid(
            el("h2")
                .class("cb-kind")
                .kid(icon(picture))
                .kid(el("span").kid(coded(&desk.text(&mistake.says)))),
        )
        .kid(el("p").class("cb-small").kid(desk.text(&place)))
        .kid(path)
        .kid(suggestion)
        .view()
}
