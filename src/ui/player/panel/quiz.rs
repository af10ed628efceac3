//! The quick check: its questions, what is said to the answers, another try.

use std::cell::RefCell;
use std::rc::Rc;

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, KeyboardEvent};

use crate::board::QuestionKind;
use crate::progress::check::Given;
use crate::rules::Ix;
use crate::session::view::{MarkView, OptionView, QuestionView, QuizView, Right, SureView};
use crate::session::{Act, Message};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::markdown::{brief, markdown};
use crate::ui::parts::{icon, live, note};
use crate::words::{Arg, Phrase};

/// How sure one is, from 1 to 5.
const SURE: [(&str, &str); 5] = [
    ("1", "ui-sure-1"),
    ("2", "ui-sure-2"),
    ("3", "ui-sure-3"),
    ("4", "ui-sure-4"),
    ("5", "ui-sure-5"),
];

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

fn now<T>(desk: Desk, read: impl FnOnce(&QuizView) -> T) -> Option<T> {
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
        queue_microtask(move || {
            let _ = desk.find(next).map(|next| next.focus());
        });
    }
}

fn section(desk: Desk, ix: Ix, quiz: &QuizView) -> View {
    let says = quiz.says.as_ref().map(|says| desk.text(says));
    if quiz.questions.is_empty() {
        let line = el("p").class("cb-kind").kid(icon("#cb-i-practise"));
        return el("section").kid(line.kid(el("span").kid(says))).view();
    }
    let questions = quiz
        .questions
        .iter()
        .enumerate()
        .filter(|(at, _)| quiz.at.is_none_or(|now| now == *at))
        .map(|(at, question)| one(desk, ix, at, question, quiz))
        .collect::<Vec<_>>();
    // Before the first question, and after the result.
    let sure = quiz.sure.as_ref().filter(|_| quiz.at.unwrap_or(0) == 0);
    let sure = sure.map(|sure| sure_of(desk, ix, sure));
    let result = quiz.result.as_ref().map(|result| {
        let (tone, picture) = match quiz.passed {
            true => ("good", "#cb-i-check"),
            false => ("alert", "#cb-i-undo"),
        };
        let says = el("p").attr("id", "cb-check-result").attr("tabindex", "-1");
        note(tone, picture, says.kid(desk.text(result)).view())
    });
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

/// A question with its fields, and what is said to the answer.
fn one(desk: Desk, ix: Ix, at: usize, question: &QuestionView, quiz: &QuizView) -> View {
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
    let fields = match question.kind {
        QuestionKind::Choice => radios(at, words_of(question), &question.given, give),
        QuestionKind::TrueFalse => {
            let options = [("true", "ui-true"), ("false", "ui-false")];
            radios(at, said(desk, &options), &question.given, give)
        }
        QuestionKind::Confidence => radios(at, said(desk, &SURE), &question.given, give),
        QuestionKind::Choices => boxes(question, give),
        QuestionKind::Number | QuestionKind::Text | QuestionKind::Gap => {
            let by_itself = quiz.at.is_some();
            field(desk, ix, at, question, by_itself, give)
        }
        QuestionKind::Order => order(desk, at, question, open, give),
        QuestionKind::Match => pairs(desk, question, give),
    };
    let mark = question.mark.as_ref().map(|mark| marked(desk, mark));
    el("fieldset")
        .class("cb-asked")
        .attr("data-question", question.key.clone())
        .attr("disabled", !open)
        .kid(
            el("legend")
                .attr("id", legend(at))
                .attr("tabindex", quiz.at.map(|_| "-1"))
                .kid(place)
                .kid(brief(&question.says)),
        )
        .kid(fields)
        .kid(mark)
        .view()
}

/// How sure one is, asked before and after; and after that both in words. Never scored.
fn sure_of(desk: Desk, ix: Ix, sure: &SureView) -> View {
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
        .kid(radios(usize::MAX, said(desk, &SURE), &given, give))
        .kid(el("p").attr("role", "status").kid(line))
        .view()
}

fn legend(at: usize) -> String {
    ["cb-q-", &at.to_string()].concat()
}

/// An answer to choose.
struct Choice {
    value: String,
    says: View,
    /// Its name in plain signs, where a formula is in it: not every program takes one for words.
    name: Option<String>,
}

impl Choice {
    fn of(option: &OptionView) -> Self {
        let name = option.name();
        let picture = option.image.as_ref().filter(|_| !option.says.is_empty());
        let whole = match picture {
            Some((_, alt)) => [alt, " ", &name].concat(),
            None => name.clone(),
        };
        let has_formula = !option.says.is_empty() && name != option.says;
        Choice {
            value: option.value.clone(),
            says: option_view(option),
            name: has_formula.then_some(whole),
        }
    }
}

fn words_of(question: &QuestionView) -> Vec<Choice> {
    question.options.iter().map(Choice::of).collect()
}

/// An answer: its words and its picture, whose words are part of the label.
fn option_view(option: &OptionView) -> View {
    let picture = option.image.as_ref().map(|(src, alt)| {
        el("img")
            .class("cb-figure")
            .attr("src", src.clone())
            .attr("alt", alt.clone())
            .attr("loading", "lazy")
    });
    (picture, brief(&option.says)).view()
}

fn said(desk: Desk, options: &[(&'static str, &'static str)]) -> Vec<Choice> {
    let options = options.iter();
    options
        .map(|(value, label)| Choice {
            value: String::from(*value),
            says: desk.say(label).view(),
            name: None,
        })
        .collect()
}

fn chosen(given: &Given, value: &str) -> bool {
    match given {
        Given::One(one) => one == value,
        Given::Many(many) => many.iter().any(|one| one == value),
    }
}

/// One label with its box or its round button.
fn option(
    kind: &'static str,
    name: Option<String>,
    choice: Choice,
    is_chosen: bool,
    change: impl FnMut(bool) + 'static,
) -> View {
    let mut change = change;
    el("label")
        .kid(
            el("input")
                .attr("type", kind)
                .attr("name", name)
                .attr("value", choice.value)
                .attr("aria-label", choice.name)
                .attr("checked", is_chosen)
                .on("change", move |event| change(event_target_checked(&event))),
        )
        .kid(el("span").kid(choice.says))
        .view()
}

fn radios(
    at: usize,
    options: Vec<Choice>,
    given: &Given,
    give: impl Fn(Given) + Clone + 'static,
) -> View {
    let all = options.into_iter().map(|choice| {
        let give = give.clone();
        let is_chosen = chosen(given, &choice.value);
        let value = choice.value.clone();
        option("radio", Some(legend(at)), choice, is_chosen, move |_| {
            give(Given::One(value.clone()));
        })
    });
    el("div").class("cb-do").kid(all.collect::<Vec<_>>()).view()
}

fn boxes(question: &QuestionView, give: impl Fn(Given) + Clone + 'static) -> View {
    let before = match &question.given {
        Given::Many(many) => many.clone(),
        Given::One(_) => Vec::new(),
    };
    let picked = Rc::new(RefCell::new(before));
    let all = question.options.iter().map(|answer| {
        let (picked, give, value) = (picked.clone(), give.clone(), answer.value.clone());
        let is_chosen = chosen(&question.given, &value);
        option(
            "checkbox",
            None,
            Choice::of(answer),
            is_chosen,
            move |ticked| {
                picked.borrow_mut().retain(|known| *known != value);
                if ticked {
                    picked.borrow_mut().push(value.clone());
                }
                give(Given::Many(picked.borrow().clone()));
            },
        )
    });
    el("div").class("cb-do").kid(all.collect::<Vec<_>>()).view()
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

/// Items with a button up and a button down each; the focus goes with the item.
fn order(
    desk: Desk,
    at: usize,
    question: &QuestionView,
    open: bool,
    give: impl Fn(Given) + Clone + 'static,
) -> View {
    let start = match &question.given {
        Given::Many(order) => order.clone(),
        Given::One(_) => Vec::new(),
    };
    let items = RwSignal::new(start);
    let options: Rc<Vec<OptionView>> = Rc::new(question.options.clone());
    let list = live(move || {
        let now = items.get();
        let count = now.len();
        let rows = now.into_iter().enumerate().map(|(place, value)| {
            let option = options.iter().find(|option| option.value == value);
            let says = option.map(option_view);
            let named = option.map(OptionView::name).unwrap_or_default();
            let button = |up: bool| {
                let give = give.clone();
                let other = if up {
                    place.checked_sub(1)
                } else {
                    Some(place + 1)
                };
                let other = other.filter(|other| *other < count);
                let label = if up { "ui-move-up" } else { "ui-move-down" };
                let label = Phrase::new(label).with("title", Arg::Text(named.clone()));
                let id = format!("cb-q-{at}-{place}-{up}");
                let press = move |_| {
                    let Some(other) = other else {
                        return;
                    };
                    items.update(|items| items.swap(place, other));
                    give(Given::Many(items.get_untracked()));
                    refocus(desk, at, other, up, count);
                };
                el("button")
                    .class("cb-btn cb-quiet")
                    .attr("type", "button")
                    .attr("id", id)
                    .attr("aria-label", desk.text(&label))
                    .attr("aria-disabled", other.is_none().then_some("true"))
                    .on("click", press)
                    .kid(icon(if up { "#cb-i-up" } else { "#cb-i-down" }))
            };
            let buttons = open.then(|| (button(true), button(false)));
            el("li")
                .attr("data-value", value)
                .kid(el("span").kid(says))
                .kid(buttons)
        });
        rows.collect::<Vec<_>>().view()
    });
    el("ol").class("cb-order").kid(list).view()
}

fn refocus(desk: Desk, at: usize, place: usize, up: bool, count: usize) {
    // At an end, the button that leads back.
    let up = (up && place > 0) || place + 1 == count;
    let id = format!("#cb-q-{at}-{place}-{up}");
    queue_microtask(move || {
        let found = desk.find(&id);
        let _ = found.map(|button| button.focus());
    });
}

/// Left sides, each with a list of the right ones.
fn pairs(desk: Desk, question: &QuestionView, give: impl Fn(Given) + Clone + 'static) -> View {
    let mut before = match &question.given {
        Given::Many(sides) => sides.clone(),
        Given::One(_) => Vec::new(),
    };
    before.resize(question.options.len(), String::new());
    let picked = Rc::new(RefCell::new(before));
    let rows = question.options.iter().enumerate().map(|(row, left)| {
        let now = picked.borrow().get(row).cloned().unwrap_or_default();
        let (picked, give) = (picked.clone(), give.clone());
        let change = move |event: Event| {
            if let Some(side) = picked.borrow_mut().get_mut(row) {
                *side = event_target_value(&event);
            }
            give(Given::Many(picked.borrow().clone()));
        };
        let nothing = el("option")
            .attr("value", "")
            .kid(desk.say("ui-choose-one"));
        let sides = question.sides.iter().map(|side| {
            el("option")
                .attr("value", side.value.clone())
                .attr("selected", side.value == now)
                .kid(side.name())
        });
        el("label").kid(el("span").kid(option_view(left))).kid(
            el("select")
                .class("cb-text")
                .on("change", change)
                .kid(nothing)
                .kid(sides.collect::<Vec<_>>()),
        )
    });
    el("div")
        .class("cb-pairs")
        .kid(rows.collect::<Vec<_>>())
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
