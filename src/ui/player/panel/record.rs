//! Recording with the device's microphone. The states and the microphone are `sound.js`'s, the words are ours: what it has to say stands in the
//! element's attributes, what belongs to a state is marked with it.

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, HtmlInputElement};

use crate::rules::Ix;
use crate::ui::desk::Desk;
use crate::ui::parts::icon;
use crate::words::Phrase;

use super::taken::{drawn, taker};

/// What can stand in the way, and what goes on.
const WORDS: [(&str, &str); 12] = [
    ("data-name", "record-name"),
    ("data-asking", "record-asking"),
    ("data-running", "record-running"),
    ("data-made", "record-made"),
    ("data-long", "record-long"),
    ("data-denied", "record-denied"),
    ("data-frame", "record-frame"),
    ("data-insecure", "record-insecure"),
    ("data-none", "record-none"),
    ("data-busy", "record-busy"),
    ("data-unable", "record-unable"),
    ("data-broken", "kept-broken"),
];

/// A button that records, and what follows from it. What is kept of it goes the way of a file that was chosen.
#[inline(never)]
pub fn recorder(desk: Desk, ix: Ix) -> View {
    let taker = taker(desk, ix);
    let take = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        if let Some(file) = input.files().and_then(|files| files.item(0)) {
            taker(file);
        }
        input.set_value("");
    };
    let time = el("span").attr("data-when", "running").attr("hidden", "");
    let place = time.0.clone();
    let tick = move |event: Event| {
        let seconds = event.target().and_then(|target| {
            let recorder: Element = target.dyn_into().ok()?;
            recorder.get_attribute("data-seconds")?.parse::<u32>().ok()
        });
        let seconds = seconds.unwrap_or_default();
        let says = Phrase::new("record-elapsed")
            .n("m", seconds / 60)
            .n("s", seconds % 60);
        place.set_text_content(Some(&desk.text(&says)));
    };
    let act =
        |name: &'static str, when: &'static str, picture: &'static str, says: &'static str| {
            el("button")
                .class("cb-btn")
                .attr("type", "button")
                .attr("data-do", name)
                .attr("data-when", when)
                .attr("hidden", when == "running" || when == "made")
                .attr("data-stop", (name == "play").then(|| desk.say("kept-stop")))
                .kid(icon(picture))
                .kid(el("span").kid(desk.say(says)))
        };
    let mut recorder = el("cb-recorder")
        .class("cb-row cb-recorder")
        .attr("hidden", "")
        .attr("data-state", "idle");
    for (name, says) in WORDS {
        recorder = recorder.attr(name, desk.say(says));
    }
    drawn(&recorder.0);
    recorder
        .on("cb-tick", tick)
        .kid(act("record", "idle asking", "#cb-i-mic", "record-start"))
        .kid(act("stop", "running", "#cb-i-stop", "record-stop"))
        .kid(time)
        .kid(act("play", "made", "#cb-i-run", "kept-play"))
        .kid(act("keep", "made", "#cb-i-check", "record-keep"))
        .kid(act("discard", "made", "#cb-i-trash", "record-discard"))
        .kid(el("span").class("cb-small").attr("role", "status"))
        .kid(
            el("input")
                .attr("type", "file")
                .attr("hidden", "")
                .on("change", take),
        )
        .view()
}
