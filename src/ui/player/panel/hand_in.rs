//! What is to be handed in: a text, a link, pictures and files. Drafts are kept as they are typed, and said to be.

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlInputElement};

use crate::board::EvidenceKind;
use crate::rules::{Ix, State};
use crate::session::view::{FileView, HandInView, HandedView};
use crate::session::{Act, Message};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::markdown::markdown;
use crate::ui::parts::picker::picker;
use crate::ui::parts::{Button, button, icon, live};
use crate::words::{Arg, Phrase};

use super::super::kept::{is_sound, kept, preview};
use super::super::names;
use super::record::recorder;
use super::taken::taker;

/// The fields, where something is to be handed in.
pub fn hand_in(desk: Desk) -> View {
    let Some(panel) = desk.panel() else {
        return View::None;
    };
    let Some(start) = &panel.hand_in else {
        return View::None;
    };
    let ix = panel.tile.ix;
    let prompt = (!start.prompt.is_empty()).then(|| {
        el("div")
            .follow("hidden", move || over(desk))
            .kid(markdown(&start.prompt))
    });
    let fields = start
        .kinds
        .iter()
        .filter_map(|kind| match kind {
            EvidenceKind::Text => Some(text(desk, ix, start)),
            EvidenceKind::Link => Some(link(desk, ix, start)),
            _ => None,
        })
        .collect::<Vec<_>>();
    el("section")
        .attr("aria-labelledby", "cb-hand-h")
        .follow("hidden", move || {
            let bare = now(desk, |h| h.handed.is_empty() && h.files.is_empty())?;
            over(desk).filter(|_| bare)
        })
        .kid(
            el("h3")
                .attr("id", "cb-hand-h")
                .kid(desk.say("ui-hand-in"))
                .kid(" ")
                .kid(
                    el("span")
                        .class("cb-small")
                        .kid((!start.required).then(|| desk.say("ui-hand-in-optional"))),
                ),
        )
        .kid(
            el("div")
                .class("cb-stack")
                .kid(prompt)
                .kid(
                    el("div")
                        .class("cb-stack")
                        .follow("hidden", move || shut(desk))
                        .kid(fields)
                        .kid(status(desk)),
                )
                .kid(files(desk, ix)),
        )
        .view()
}

/// The fields cannot be written to now.
fn shut(desk: Desk) -> Option<String> {
    let open = now(desk, |hand_in| hand_in.open).unwrap_or(false);
    (!open).then(String::new)
}

/// Nothing is to be handed in any more.
fn over(desk: Desk) -> Option<String> {
    shut(desk).filter(|_| {
        desk.panel()
            .is_some_and(|panel| panel.tile.state != State::Locked)
    })
}

/// What holds of the fields now.
fn now<T>(desk: Desk, read: impl FnOnce(&HandInView) -> T) -> Option<T> {
    desk.track(Part::PanelHandIn);
    desk.panel()?.hand_in.as_ref().map(read)
}

fn text(desk: Desk, ix: Ix, start: &HandInView) -> View {
    let typed = move |event: leptos::web_sys::Event| {
        desk.send(Message::Act(Act::Draft(
            ix,
            "text",
            event_target_value(&event),
        )));
    };
    View::Many(vec![
        (el("label")
            .attr("for", "cb-answer")
            .kid(el("b").kid(desk.say("ui-your-text"))))
        .view(),
        (el("textarea")
            .class("cb-text cb-lined")
            .attr("id", "cb-answer")
            .attr("rows", "5")
            .attr("dir", "auto")
            .attr("aria-describedby", "cb-answer-n")
            .follow("readonly", move || shut(desk))
            .kid(start.text.clone())
            .with(|field| keep_up(desk, field, |hand_in| &hand_in.text))
            .on("input", typed))
        .view(),
    ])
    .view()
}

fn link(desk: Desk, ix: Ix, start: &HandInView) -> View {
    let typed = move |event: leptos::web_sys::Event| {
        desk.send(Message::Act(Act::Draft(
            ix,
            "link",
            event_target_value(&event),
        )));
    };
    View::Many(vec![
        (el("label")
            .attr("for", "cb-link")
            .kid(el("b").kid(desk.say("ui-your-link"))))
        .view(),
        (el("input")
            .class("cb-text")
            .attr("id", "cb-link")
            .attr("type", "url")
            .attr("inputmode", "url")
            .attr("placeholder", "https://")
            .attr("aria-describedby", "cb-answer-n")
            .follow("readonly", move || shut(desk))
            .attr("value", start.link.clone())
            .with(|field| keep_up(desk, field, |hand_in| &hand_in.link))
            .on("input", typed))
        .view(),
    ])
    .view()
}

/// A field that nobody is writing in shows what has been written into it in another tab or on another device.
fn keep_up(desk: Desk, field: &Element, read: fn(&HandInView) -> &String) {
    let field: HtmlInputElement = field.clone().unchecked_into();
    Effect::new(move |_| {
        let text = now(desk, |hand_in| read(hand_in).clone());
        let busy = field.matches(":focus").unwrap_or(false);
        if let Some(text) = text.filter(|text| !busy && *text != field.value()) {
            field.set_value(&text);
        }
    });
}

/// Words written, where the draft is, and what is wrong with it.
fn status(desk: Desk) -> View {
    let line = live(move || {
        now(desk, |hand_in| {
            let words = hand_in.words.map(|(written, asked)| {
                let key = if asked > 0 { "ui-words-of" } else { "ui-words" };
                let phrase = Phrase::new(key).n("n", written).n("all", asked);
                el("span")
                    .attr("data-met", (written >= asked).then_some(""))
                    .kid(desk.text(&phrase))
            });
            let saved = hand_in.saved.as_ref().map(|saved| {
                el("span")
                    .class("cb-saved")
                    .kid(icon("#cb-i-check"))
                    .kid(el("span").kid(desk.text(saved)))
            });
            let trouble = hand_in.trouble.as_ref().map(|trouble| {
                el("span")
                    .class("cb-saved")
                    .attr("data-saved", "failed")
                    .kid(icon("#cb-i-warn"))
                    .kid(el("span").kid(desk.text(trouble)))
            });
            (words, saved, trouble).view()
        })
        .unwrap_or_else(|| View::None)
    });
    el("p")
        .class("cb-row cb-small")
        .attr("id", "cb-answer-n")
        .kid(line)
        .view()
}

/// Files picked and handed in, and the buttons that add more.
fn files(desk: Desk, ix: Ix) -> View {
    let kinds = Memo::new(move |_| now(desk, |h| h.open).unwrap_or(false));
    let add = live(move || {
        let open = kinds.get();
        let Some(panel) = desk.panel() else {
            return View::None;
        };
        let Some(hand_in) = panel.hand_in.as_ref().filter(|_| open) else {
            return View::None;
        };
        let buttons = hand_in
            .kinds
            .iter()
            .filter(|kind| !matches!(kind, EvidenceKind::Text | EvidenceKind::Link))
            .map(|kind| {
                let (word, picture, accept) = names::evidence(*kind);
                let taker = taker(desk, ix);
                let take = move |file| taker(file);
                let picker = picker("cb-btn", picture, desk.say(word), accept, Box::new(take));
                match kind {
                    EvidenceKind::Audio => (picker, recorder(desk, ix)).view(),
                    _ => smaller(desk, picker),
                }
            })
            .collect::<Vec<_>>();
        el("div").class("cb-row").kid(buttons).view()
    });
    // What is typed draws none of it anew: somebody may be listening to it.
    let shown = Memo::new(move |_| {
        now(desk, |hand_in| {
            let HandInView { files, handed, .. } = hand_in;
            (files.clone(), handed.clone(), hand_in.open)
        })
    });
    let list = live(move || {
        shown.with(|shown| {
            let Some((files, handed, open)) = shown else {
                return View::None;
            };
            let picked = files
                .iter()
                .map(|file| one(desk, file, open.then_some(ix)))
                .collect::<Vec<_>>();
            let handed = handed
                .iter()
                .map(|handed| before(desk, handed))
                .collect::<Vec<_>>();
            View::Many(vec![
                (el("ul").class("cb-do").attr("role", "list").kid(picked)).view(),
                (handed).view(),
            ])
            .view()
        })
    });
    (list, add).view()
}

/// Whatever picture is chosen in here is made smaller before anybody hears of it (`pictures.js`).
fn smaller(desk: Desk, picker: View) -> View {
    el("cb-smaller")
        .class("cb-row")
        .attr("data-busy", desk.say("picture-smaller"))
        .kid(picker)
        .kid(el("span").class("cb-small").attr("role", "status"))
        .view()
}

/// One file, with its picture; with a button to take it back while the fields are open.
fn one(desk: Desk, file: &FileView, open: Option<Ix>) -> View {
    let picture = if file.image && !file.digest.is_empty() {
        preview(desk, &file.digest, file.name.clone())
    } else {
        icon("#cb-i-attach")
    };
    let kilobytes = (file.size as f64 / 1024.0).ceil();
    let size = desk.text(&Phrase::new("ui-file-size").n("n", kilobytes));
    let remove = open.map(|ix| {
        let digest = file.digest.clone();
        let phrase = Phrase::new("ui-remove").with("name", Arg::Text(file.name.clone()));
        button(Button {
            class: "cb-quiet",
            icon: "#cb-i-trash",
            label: desk.text(&phrase),
            bare: true,
            act: Box::new(move || desk.send(Message::Act(Act::Detach(ix, digest.clone())))),
        })
    });
    el("li")
        .kid(
            el("div")
                .kid(picture)
                .kid(el("span").kid(file.name.clone()).kid(el("small").kid(size)))
                .kid(remove),
        )
        .kid(is_sound(file).then(|| kept(desk, file)))
        .view()
}

/// What has been handed in before.
fn before(desk: Desk, handed: &HandedView) -> View {
    let texts = handed
        .texts
        .iter()
        .map(|text| {
            el("p")
                .class("cb-handed")
                .attr("dir", "auto")
                .kid(text.clone())
        })
        .collect::<Vec<_>>();
    let links = handed
        .links
        .iter()
        .map(|link| {
            el("p").kid(
                el("a")
                    .attr("href", link.clone())
                    .attr("target", "_blank")
                    .attr("rel", "noopener noreferrer")
                    .kid(link.clone()),
            )
        })
        .collect::<Vec<_>>();
    let files = handed
        .files
        .iter()
        .map(|file| one(desk, file, None))
        .collect::<Vec<_>>();
    // On paper, or on a device from which it did not come along.
    let elsewhere = texts.is_empty() && links.is_empty() && files.is_empty();
    let elsewhere = elsewhere.then(|| el("p").class("cb-small").kid(desk.say("folio-elsewhere")));
    el("details")
        .class("cb-before")
        .kid(el("summary").kid(desk.text(&handed.when)))
        .kid(elsewhere)
        .kid(texts)
        .kid(links)
        .kid(el("ul").class("cb-do").attr("role", "list").kid(files))
        .view()
}
