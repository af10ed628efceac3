//! What I like: the board's questions about interests. Each tick is kept at once; what fits is marked, and nothing is hidden.

use std::rc::Rc;

use crate::ui::parts::{Show, View, el};
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, HtmlInputElement};

use crate::session::view::AskedView;
use crate::session::{Act, Message, Note, Session};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::dom::around;
use crate::ui::parts::heading;
use crate::ui::parts::markdown::brief;

/// The card; nothing where the board asks nothing, or is only looked at.
#[inline(never)]
pub fn survey(desk: Desk) -> View {
    let now = desk.read(Session::survey);
    if !now.open || now.questions.is_empty() {
        return View::None;
    }
    let questions = now.questions.iter().map(|asked| question(desk, asked));
    el("section")
        .class("cb-card cb-survey")
        .attr("aria-labelledby", "cb-survey-h")
        .kid(heading("cb-survey-h", desk.say("survey-title")))
        .kid(
            el("p")
                .class("cb-small")
                .attr("id", "cb-survey-says")
                .kid(desk.say("survey-says")),
        )
        .kid(questions.collect::<Vec<_>>())
        .view()
}

fn question(desk: Desk, asked: &AskedView) -> View {
    let options = asked.options.iter().map(|(tag, says, _)| {
        let (of, option) = (asked.id.clone(), tag.clone());
        let id = asked.id.clone();
        el("label")
            .class("cb-entry cb-choice")
            .kid(
                el("input")
                    .attr("type", "checkbox")
                    .attr("value", tag.clone())
                    .property("checked", move || {
                        desk.track(Part::Badges);
                        desk.read(|s| is_ticked(s, &of, &option))
                    })
                    .on("change", move |event| answer(desk, &id, &event)),
            )
            .kid(el("span").kid(brief(says)))
    });
    el("fieldset")
        .class("cb-asked")
        .attr("data-question", asked.id.clone())
        .attr("aria-describedby", "cb-survey-says")
        .kid(el("legend").kid(brief(&asked.title)))
        .kid(
            el("div")
                .class("cb-choosing")
                .kid(options.collect::<Vec<_>>()),
        )
        .view()
}

fn is_ticked(session: &Session, question: &str, tag: &str) -> bool {
    let now = session.survey();
    let asked = now.questions.iter().find(|asked| asked.id == question);
    asked.is_some_and(|asked| asked.options.iter().any(|it| it.0 == tag && it.2))
}

/// All that are ticked in this question now.
fn answer(desk: Desk, question: &str, event: &Event) {
    let Some(around) = around(event, "fieldset") else {
        return;
    };
    let Ok(ticked) = around.query_selector_all("input:checked") else {
        return;
    };
    let tags = (0..ticked.length())
        .filter_map(|at| ticked.get(at)?.dyn_into::<HtmlInputElement>().ok())
        .map(|input| input.value())
        .collect();
    let note = Note::Survey {
        question: String::from(question),
        tags,
    };
    desk.send(Message::Act(Act::Note(Rc::new(note))));
}
