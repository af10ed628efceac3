//! Answers to choose from: one of several, or some of them.

use std::cell::RefCell;
use std::rc::Rc;

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;

use super::question::legend;
use crate::progress::check::Given;
use crate::session::view::{OptionView, QuestionView};
use crate::ui::desk::Desk;
use crate::ui::parts::markdown::brief;

/// An answer to choose.
pub(super) struct Choice {
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

pub(super) fn words_of(question: &QuestionView) -> Vec<Choice> {
    question.options.iter().map(Choice::of).collect()
}

/// An answer: its words and its picture, whose words are part of the label.
pub(super) fn option_view(option: &OptionView) -> View {
    let picture = option.image.as_ref().map(|(src, alt)| {
        el("img")
            .class("cb-figure")
            .attr("src", src.clone())
            .attr("alt", alt.clone())
            .attr("loading", "lazy")
    });
    (picture, brief(&option.says)).view()
}

pub(super) fn said(desk: Desk, options: &[(&'static str, &'static str)]) -> Vec<Choice> {
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

pub(super) fn radios(
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

pub(super) fn boxes(question: &QuestionView, give: impl Fn(Given) + Clone + 'static) -> View {
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
