//! The quick check: its questions, what came of them, another try.

mod arrange;
mod choose;
mod question;

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;

use crate::progress::check::Given;
use crate::rules::Ix;
use crate::session::view::QuizView;
use crate::session::{Act, Message};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::{icon, live, note};
use crate::ui::player::focus::on_to;

/// The section, where there is a check.
pub fn quiz(desk: Desk) -> View {
    match desk.panel() {
        Some(panel) if panel.quiz.is_some() => asked(desk),
        _ => View::None,
    }
}

fn asked(desk: Desk) -> View {
    // Turns whenever the questions are to be drawn anew. What is answered is none of it: whoever is typing goes on.
    let last = StoredValue::new_local(None);
    let drawn = Memo::new(move |was: Option<&bool>| {
        let stands = now(desk, |quiz| {
            let mut questions = quiz.questions.clone();
            for question in &mut questions {
                question.given = Given::Many(Vec::new());
                question.before = None;
            }
            let said = (quiz.result.clone(), quiz.says.clone(), questions);
            let sure = quiz.sure.as_ref().map(|sure| (sure.after, sure.open));
            (quiz.attempt, quiz.open, quiz.again, quiz.at, sure, said)
        });
        let other = last.get_value() != stands;
        last.set_value(stands);
        was.is_some_and(|was| *was) != other
    });
    live(move || {
        drawn.get();
        let panel = desk.panel();
        let Some((ix, quiz)) = panel
            .as_ref()
            .and_then(|panel| Some((panel.tile.ix, panel.quiz.as_ref()?)))
        else {
            return View::None;
        };
        follow_focus(desk, quiz);
        section(desk, ix, quiz)
    })
    .view()
}

pub(super) fn now<T>(desk: Desk, read: impl FnOnce(&QuizView) -> T) -> Option<T> {
    desk.track(Part::PanelActions);
    desk.panel()?.quiz.as_deref().map(read)
}

/// The button that had the focus goes with the old questions: on to what came of them, to the question that stands there now, or to the first one of
/// the new try.
fn follow_focus(desk: Desk, quiz: &QuizView) {
    let had = desk
        .find("#cb-sheet .cb-quiz [data-action]:focus")
        .is_some();
    let next = match (&quiz.result, quiz.at) {
        (Some(_), _) => "#cb-check-result",
        (None, Some(_)) => "#cb-sheet .cb-quiz [data-question] > legend",
        (None, None) => "#cb-sheet .cb-quiz :is(input, select, button)",
    };
    if had {
        on_to(desk, vec![String::from(next)]);
    }
}

fn section(desk: Desk, ix: Ix, quiz: &QuizView) -> View {
    let says = quiz.says.as_ref().map(|says| desk.text(says));
    if quiz.questions.is_empty() && quiz.result.is_none() {
        let line = el("p").class("cb-kind").kid(icon("#cb-i-practise"));
        return el("section").kid(line.kid(el("span").kid(says))).view();
    }
    let questions = quiz
        .questions
        .iter()
        .enumerate()
        .filter(|(at, _)| quiz.at.is_none_or(|now| now == *at))
        .map(|(at, asked)| question::one(desk, ix, at, asked, quiz))
        .collect::<Vec<_>>();
    // Before the first question, and after the result.
    let sure = quiz.sure.as_ref().filter(|_| quiz.at.unwrap_or(0) == 0);
    let sure = sure.map(|sure| question::sure_of(desk, ix, sure));
    let result = quiz.result.as_ref().map(|result| {
        let (tone, picture) = match quiz.passed {
            Some(true) => ("good", "#cb-i-check"),
            Some(false) => ("alert", "#cb-i-undo"),
            None => ("you", "#cb-i-practise"),
        };
        let says = el("p").attr("id", "cb-check-result").attr("tabindex", "-1");
        note(tone, picture, says.kid(desk.text(result)).view())
    });
    let unmarked = quiz.unmarked.as_ref().map(|says| small(desk.text(says)));
    let press = |name: &'static str, word: &'static str, act: Act| {
        el("button")
            .class("cb-btn")
            .attr("type", "button")
            .attr("data-action", name)
            .on("click", move |_| desk.send(Message::Act(act.clone())))
            .kid(el("span").kid(desk.say(word)))
    };
    let to_go = move || now(desk, |quiz| quiz.to_go.clone()).flatten();
    let turn = |name, word, to: Option<usize>| {
        let question = quiz.questions.get(to?)?;
        Some(press(name, word, Act::Turn(ix, question.key.clone())))
    };
    let back = quiz
        .at
        .and_then(|at| turn("back", "check-back", at.checked_sub(1)));
    let next = quiz
        .at
        .and_then(|at| turn("next", "check-next", Some(at + 1)));
    // The last one has the button that hands in.
    let is_last = next.is_none();
    let answer = (quiz.open && is_last).then(|| {
        press("answer", "ui-check-answer", Act::Answer(ix))
            .attr("aria-describedby", "cb-check-go")
            .follow("aria-disabled", move || {
                to_go().map(|_| String::from("true"))
            })
    });
    let again = quiz
        .again
        .then(|| press("again", "ui-check-again", Act::Again(ix)));
    let go = (quiz.open && is_last).then(|| {
        el("p")
            .class("cb-small")
            .attr("id", "cb-check-go")
            .kid(live(move || to_go().map(|says| desk.text(&says)).view()))
    });
    el("section")
        .class("cb-quiz")
        .attr("aria-labelledby", "cb-check-h")
        .kid(el("h3").attr("id", "cb-check-h").kid(desk.say("ui-check")))
        .kid(result)
        .kid(unmarked)
        .kid(sure)
        .kid(el("div").class("cb-stack").kid(questions))
        .kid(
            el("div")
                .class("cb-row")
                .kid(back)
                .kid(next)
                .kid(answer)
                .kid(again)
                .kid(says.map(small)),
        )
        .kid(go)
        .view()
}

fn small(text: String) -> View {
    el("span").class("cb-small").kid(text).view()
}
