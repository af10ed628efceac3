//! The fields of a form. What stands in them is told to the session at each letter, and they follow it: what was kept is gone from them.

use std::rc::Rc;

use crate::ui::parts::{El, Show, View, el};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, HtmlInputElement, KeyboardEvent};

use crate::session::{Act, Message, Note, OTHER};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::{icon, live};
use crate::ui::player::focus::keep_or;

/// One of a few answers.
pub struct Choice {
    /// What is kept of it.
    pub value: String,
    /// Drawn above the word.
    pub picture: View,
    /// The word.
    pub says: String,
}

/// Tells what stands in a field now.
pub fn send(desk: Desk, form: &str, name: &'static str, text: String) {
    let form = String::from(form);
    act(desk, Note::Type { form, name, text });
}

fn act(desk: Desk, note: Note) {
    desk.send(Message::Act(Act::Note(Rc::new(note))));
}

/// Some lines to write on, with their label.
pub fn area(
    desk: Desk,
    form: &str,
    name: &'static str,
    id: &'static str,
    label: String,
    rows: &'static str,
) -> View {
    let field = el("textarea")
        .class("cb-text cb-lined")
        .attr("id", id)
        .attr("rows", rows)
        .attr("dir", "auto")
        .attr("aria-describedby", status_id(form));
    let field = following(desk, form, name, "input", field.0);
    let other = (name == "text").then(|| other(desk, form, String::from(id)));
    (labelled(id, label, field), other.view()).view()
}

/// What another tab has in the same form, where both were written in: it can be put behind what stands in the field.
pub fn other(desk: Desk, form: &str, field: String) -> View {
    let form = String::from(form);
    let text = {
        let form = form.clone();
        Memo::new(move |_| {
            desk.track(Part::Badges);
            desk.track(Part::Saved);
            desk.read(|s| s.noted(&form, OTHER))
        })
    };
    let is_there = Memo::new(move |_| !text.get().is_empty());
    let says = move || match is_there.get() {
        true => desk.say("note-other"),
        false => String::new(),
    };
    // It stands there before it says anything, or nobody would be told; the box says the same to those who see it.
    let told = el("p")
        .class("cb-sr")
        .attr("role", "status")
        .kid(live(move || says().view()));
    let id = [&field, "-other"].concat();
    // While the other tab writes on, the words change and the button stays.
    let there = live(move || {
        if !is_there.get() {
            keep_or(desk, &id, field.clone());
            return View::None;
        }
        let (form, field) = (form.clone(), field.clone());
        let press = move |_| {
            let behind = text.get_untracked();
            let mine = desk.read(|s| s.noted(&form, "text"));
            let both = match mine.trim() {
                "" => behind,
                mine => [mine, "\n\n", &behind].concat(),
            };
            send(desk, &form, "text", both.clone());
            send(desk, &form, OTHER, String::new());
            desk.touch(Part::Badges);
            if let Some(field) = desk.find(&["#", &field].concat()) {
                // A field with the focus follows nobody.
                field.unchecked_ref::<HtmlInputElement>().set_value(&both);
                let _ = field.focus();
            }
        };
        el("div")
            .class("cb-note")
            .attr("data-other", "")
            .kid(icon("#cb-i-write"))
            .kid(
                el("div")
                    .class("cb-stack")
                    .kid(
                        el("p")
                            .attr("aria-hidden", "true")
                            .kid(desk.say("note-other")),
                    )
                    .kid(
                        el("p")
                            .class("cb-handed")
                            .attr("dir", "auto")
                            .kid(live(move || text.get().view())),
                    )
                    .kid(
                        el("button")
                            .class("cb-btn")
                            .attr("type", "button")
                            .attr("id", id.clone())
                            .on("click", press)
                            .kid(el("span").kid(desk.say("note-other-take"))),
                    ),
            )
            .view()
    });
    (told, there).view()
}

/// A line to write on, with its label.
pub fn line(desk: Desk, form: &str, name: &'static str, id: &'static str, label: String) -> View {
    let field = el("input")
        .class("cb-text")
        .attr("id", id)
        .attr("type", "text")
        .attr("dir", "auto")
        .attr("aria-describedby", status_id(form));
    let field = following(desk, form, name, "input", field.0);
    labelled(id, label, field)
}

/// A field for a word that is not everyday spelling: nothing puts it right, and Enter is as good as the button.
pub fn word(desk: Desk, form: &str, id: &'static str, label: String, note: Note) -> View {
    let of = String::from(form);
    let is_wrong = move || {
        desk.track(Part::Saved);
        let wrong = desk.read(|s| s.note_status(&of).1.is_some());
        wrong.then(|| String::from("true"))
    };
    let enter = move |event: Event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        // Enter may also take what is being put together from several keys.
        if key.key() == "Enter" && !key.is_composing() {
            key.prevent_default();
            act(desk, note.clone());
        }
    };
    let field = el("input")
        .class("cb-text")
        .attr("id", id)
        .attr("type", "text")
        .attr("dir", "auto")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "none")
        .attr("spellcheck", "false")
        .attr("aria-describedby", status_id(form))
        .follow("aria-invalid", is_wrong)
        .on("keydown", enter);
    let field = following(desk, form, "text", "input", field.0);
    labelled(id, label, field)
}

/// A day, with its label.
pub fn day(desk: Desk, form: &str, name: &'static str, id: &'static str, label: String) -> View {
    let field = el("input")
        .class("cb-text")
        .attr("id", id)
        .attr("type", "date");
    let field = following(desk, form, name, "change", field.0);
    labelled(id, label, field)
}

/// One of the activities that have been taken up, or none.
pub fn about(desk: Desk, form: &str, id: &'static str, activities: &[(String, String)]) -> View {
    if activities.is_empty() {
        return View::None;
    }
    let none = el("option")
        .attr("value", "")
        .kid(desk.say("journal-about-none"));
    let activities = activities
        .iter()
        .map(|(id, title)| el("option").attr("value", id.clone()).kid(title.clone()));
    let field = el("select")
        .class("cb-text")
        .attr("id", id)
        .kid(none)
        .kid(activities.collect::<Vec<_>>());
    let field = following(desk, form, "about", "change", field.0);
    labelled(id, desk.say("journal-about"), field)
}

fn labelled(id: &'static str, label: String, field: View) -> View {
    el("div")
        .class("cb-field")
        .kid(el("label").attr("for", id).kid(el("b").kid(label)))
        .kid(field)
        .view()
}

/// Tells the session what stands in a field, and shows what the session has, unless somebody is writing in it.
fn following(
    desk: Desk,
    form: &str,
    name: &'static str,
    event: &'static str,
    field: Element,
) -> View {
    let (kept, typed) = (String::from(form), String::from(form));
    let input: HtmlInputElement = field.clone().unchecked_into();
    let now = move || desk.read(|s| s.noted(&kept, name));
    // A field that is not on the page yet has its text at once.
    input.set_value(&now());
    Effect::new(move |_| {
        desk.track(Part::Badges);
        let text = now();
        // Of a tab that nobody is at, the field follows what is written in another.
        let here = document().has_focus().unwrap_or(true);
        let busy = !text.is_empty() && here && input.matches(":focus").unwrap_or(false);
        if !busy && text != input.value() {
            input.set_value(&text);
        }
    });
    El(field)
        .on(event, move |event: Event| {
            send(desk, &typed, name, event_target_value(&event));
        })
        .view()
}

/// A row of a few answers, each with a picture and a word.
pub fn scale(
    desk: Desk,
    form: &'static str,
    name: &'static str,
    legend: View,
    options: Vec<Choice>,
) -> View {
    let all = options.into_iter().map(|choice| {
        let Choice {
            value,
            picture,
            says,
        } = choice;
        let (kept, typed) = (value.clone(), value.clone());
        el("label").kid(picture).kid(el("span").kid(says)).kid(
            el("input")
                .attr("type", "radio")
                .attr("name", ["cb-", name].concat())
                .attr("value", value)
                .property("checked", move || {
                    desk.track(Part::Badges);
                    desk.read(|s| s.noted(form, name)) == kept
                })
                .on("change", move |_| send(desk, form, name, typed.clone())),
        )
    });
    el("fieldset")
        .kid(el("legend").kid(legend))
        .kid(el("div").class("cb-scale").kid(all.collect::<Vec<_>>()))
        .view()
}

/// A box to tick.
pub fn box_of(desk: Desk, form: &'static str, name: &'static str, says: String) -> View {
    el("label")
        .class("cb-entry cb-choice")
        .kid(
            el("input")
                .attr("type", "checkbox")
                .property("checked", move || {
                    desk.track(Part::Badges);
                    !desk.read(|s| s.noted(form, name)).is_empty()
                })
                .on("change", move |event: Event| {
                    let text = if event_target_checked(&event) {
                        "true"
                    } else {
                        ""
                    };
                    send(desk, form, name, String::from(text));
                }),
        )
        .kid(el("span").kid(says))
        .view()
}

/// The button that keeps what a form says, and where its draft is. Of a form that lacks something the focus goes to its first lines.
pub fn keep(
    desk: Desk,
    form: &str,
    class: &'static str,
    says: String,
    note: Note,
    name: &'static str,
) -> View {
    let of = String::from(form);
    let press = move |event: Event| {
        act(desk, note.clone());
        if desk.read(|s| s.note_status(&of).1.is_some()) {
            let button: Element = event_target(&event);
            let around = button.closest("section").ok().flatten();
            let lines = around.and_then(|around| {
                around
                    .query_selector("[type=text], textarea")
                    .ok()
                    .flatten()
            });
            let _ = lines.map(|lines| lines.unchecked_into::<HtmlInputElement>().focus());
        }
    };
    el("div")
        .class("cb-row")
        .kid(
            el("button")
                .attr("class", class)
                .attr("type", "button")
                .attr("data-action", name)
                .attr(
                    "aria-describedby",
                    (name == "check_in").then_some("cb-mood-who"),
                )
                .on("click", press)
                .kid(el("span").kid(says)),
        )
        .kid(status(desk, form, status_id(form)))
        .view()
}

/// Where the draft of a form is, and why the form was not taken.
pub fn status(desk: Desk, form: &str, id: String) -> View {
    let of = String::from(form);
    let line = live(move || {
        desk.track(Part::Saved);
        let (saved, trouble) = desk.read(|s| s.note_status(&of));
        let saved = saved.map(|saved| {
            el("span")
                .class("cb-saved")
                .kid(icon("#cb-i-check"))
                .kid(el("span").kid(desk.text(&saved)))
        });
        let trouble = trouble.map(|trouble| {
            el("span")
                .class("cb-saved")
                .attr("data-saved", "failed")
                .kid(icon("#cb-i-warn"))
                .kid(el("span").kid(desk.text(&trouble)))
        });
        // Told to those who listen by the page's own line.
        let kept = desk.read(|s| s.note_kept(&of));
        let kept = kept.filter(|_| saved.is_none() && trouble.is_none());
        let kept = kept.map(|kept| {
            el("span")
                .class("cb-saved")
                .attr("data-kept", "")
                .kid(icon("#cb-i-check"))
                .kid(el("span").kid(desk.text(&kept)))
        });
        (trouble, (saved, kept)).view()
    });
    el("div").class("cb-small").attr("id", id).kid(line).view()
}

/// No id of an activity is part of it: one may hold anything.
fn status_id(form: &str) -> String {
    let kind = form.split('/').next().unwrap_or_default();
    ["cb-note-", kind].concat()
}
