//! One question with its fields and what is said to the answer, and how sure one is.

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, KeyboardEvent};

use super::arrange::{order, pairs};
use super::choose::{boxes, radios, said, words_of};
use super::now;
use crate::board::QuestionKind;
use crate::progress::check::Given;
use crate::rules::Ix;
use crate::session::view::{MarkView, QuestionView, QuizView, Right, SURE, SureView};
use crate::session::{Act, Message};
use crate::ui::desk::Desk;
use crate::ui::parts::markdown::{brief, markdown};
use crate::ui::parts::{icon, live};
use crate::words::Phrase;

/// How sure one is, from 1 to 5.
const LEVELS: [(&str, &str); 5] = [
    ("1", SURE[0]),
    ("2", SURE[1]),
    ("3", SURE[2]),
    ("4", SURE[3]),
    ("5", SURE[4]),
];

/// A question with its fields, and what is said to the answer.
pub(super) fn one(desk: Desk, ix: Ix, at: usize, question: &QuestionView, quiz: &QuizView) -> View {
    let open = quiz.open;
    let place = quiz.at.map(|at| {
        let says = Phrase::new("check-at").n("n", (at + 1) as f64);
        let says = says.n("all", quiz.questions.len() as f64);
        el("span").class("cb-eyebrow").kid(desk.text(&says))
    });
    let key = question.key.clone();
    let give = move |given: Given| {
        desk.send(Message::Act(Act::Give(ix, key.clone(), given)));
    };
    let key = question.key.clone();
    let put = move |order: Vec<String>, place: u32| {
        desk.send(Message::Act(Act::Move(ix, key.clone(), order, place)));
    };
    let fields = match question.kind {
        QuestionKind::Choice => radios(at, words_of(question), &question.given, give),
        QuestionKind::TrueFalse => {
            let options = [("true", "ui-true"), ("false", "ui-false")];
            radios(at, said(desk, &options), &question.given, give)
        }
        QuestionKind::Confidence => radios(at, said(desk, &LEVELS), &question.given, give),
        QuestionKind::Choices => boxes(question, give),
        QuestionKind::Number | QuestionKind::Text | QuestionKind::Gap => {
            let by_itself = quiz.at.is_some();
            field(desk, ix, at, question, by_itself, give)
        }
        QuestionKind::Order => order(desk, at, question, open, put),
        QuestionKind::Match => pairs(desk, question, give),
    };
    let mark = question.mark.as_ref().map(|mark| marked(desk, mark));
    let before = question.before.as_ref();
    let before = before.map(|(right, says)| kept(desk, at, *right, says));
    el("fieldset")
        .class("cb-asked")
        .attr("data-question", question.key.clone())
        .attr("aria-describedby", before.as_ref().map(|_| before_id(at)))
        .attr("disabled", !open)
        .kid(
            el("legend")
                .attr("id", legend(at))
                .attr("tabindex", quiz.at.map(|_| "-1"))
                .kid(place)
                .kid(brief(&question.says)),
        )
        .kid(before)
        .kid(fields)
        .kid(mark)
        .view()
}

/// How sure one is, asked before and after; and after that both in words. Never scored.
pub(super) fn sure_of(desk: Desk, ix: Ix, sure: &SureView) -> View {
    let says = match sure.after {
        true => "check-sure-now",
        false => "check-sure",
    };
    let chosen = sure.chosen.map(|level| level.to_string());
    let given = Given::One(chosen.unwrap_or_default());
    let give = move |given: Given| {
        if let Given::One(level) = given
            && let Ok(level) = level.parse()
        {
            desk.send(Message::Act(Act::Sure(ix, level)));
        }
    };
    let line = live(move || {
        let says = now(desk, |quiz| quiz.sure.as_ref()?.says.clone()).flatten();
        says.map(|says| desk.text(&says)).view()
    });
    el("fieldset")
        .class("cb-asked")
        .attr("id", "cb-sure")
        .attr("disabled", !sure.open)
        .kid(el("legend").kid(desk.say(says)))
        .kid(radios(usize::MAX, said(desk, &LEVELS), &given, give))
        .kid(el("p").attr("role", "status").kid(line))
        .view()
}

pub(super) fn legend(at: usize) -> String {
    ["cb-q-", &at.to_string()].concat()
}

/// One line. Of a question that stands there by itself, Enter leads on.
fn field(
    desk: Desk,
    ix: Ix,
    at: usize,
    question: &QuestionView,
    by_itself: bool,
    give: impl Fn(Given) + 'static,
) -> View {
    let lead_on = move |event: Event| {
        let event: KeyboardEvent = event.unchecked_into();
        if !by_itself || event.key() != "Enter" {
            return;
        }
        event.prevent_default();
        // As if its button had been pressed: the focus follows from there.
        let next = desk.find("#cb-sheet .cb-quiz :is([data-action=next], [data-action=answer])");
        let _ = next.map(|next| next.focus());
        let panel = desk.panel();
        let quiz = panel.as_ref().and_then(|panel| panel.quiz.as_deref());
        let next = quiz.and_then(|quiz| quiz.questions.get(at + 1));
        let act = match next {
            Some(next) => Act::Turn(ix, next.key.clone()),
            None => Act::Answer(ix),
        };
        desk.send(Message::Act(act));
    };
    let text = match &question.given {
        Given::One(text) => text.clone(),
        Given::Many(_) => String::new(),
    };
    el("input")
        .class("cb-text")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("dir", "auto")
        .attr("aria-labelledby", legend(at))
        .attr("enterkeyhint", by_itself.then_some("next"))
        .attr("value", text)
        .on("keydown", lead_on)
        .on("input", move |event| {
            give(Given::One(event_target_value(&event)))
        })
        .view()
}

fn before_id(at: usize) -> String {
    ["cb-q-before-", &at.to_string()].concat()
}

/// What became of the answer of the last try, by words and a picture.
fn kept(desk: Desk, at: usize, right: bool, says: &Phrase) -> View {
    let (name, picture) = match right {
        true => ("kept", "#cb-i-check"),
        false => ("anew", "#cb-i-undo"),
    };
    el("p")
        .class("cb-verdict cb-small")
        .attr("id", before_id(at))
        .attr("data-before", name)
        .kid(icon(picture))
        .kid(el("span").kid(desk.text(says)))
        .view()
}

/// Right, partly right or not, by a word and a picture; and what the teacher says to it.
fn marked(desk: Desk, mark: &MarkView) -> View {
    let (name, word, picture) = match mark.right {
        Some(Right::Yes) => ("right", "ui-right", "#cb-i-check"),
        Some(Right::Partly) => ("partly", "ui-partly", "#cb-i-undo"),
        Some(Right::No) => ("wrong", "ui-wrong", "#cb-i-close"),
        None => ("", "", ""),
    };
    let verdict = (!name.is_empty()).then(|| {
        el("p")
            .class("cb-verdict")
            .kid(icon(picture))
            .kid(el("b").kid(desk.say(word)))
    });
    let says = mark
        .says
        .iter()
        .map(|says| markdown(says))
        .collect::<Vec<_>>();
    el("div")
        .class("cb-mark")
        .attr("data-mark", name)
        .kid(verdict)
        .kid(says)
        .view()
}
