//! What is to be handed in: a text, a link, pictures and files. Drafts are kept as they are typed, and said to be.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

use crate::board::EvidenceKind;
use crate::rules::Ix;
use crate::session::view::{FileView, HandInView, HandedView};
use crate::session::{Act, Message};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::dom::element;
use crate::ui::parts::markdown::markdown;
use crate::ui::parts::picker::picker;
use crate::ui::parts::{Button, button, icon, live};
use crate::words::{Arg, Phrase};

use super::super::names;

/// The fields, where something is to be handed in.
pub fn hand_in(desk: Desk) -> AnyView {
    let Some(panel) = desk.panel() else {
        return ().into_any();
    };
    let Some(start) = &panel.hand_in else {
        return ().into_any();
    };
    let ix = panel.tile.ix;
    let prompt = (!start.prompt.is_empty()).then(|| markdown(&start.prompt));
    let fields = start
        .kinds
        .iter()
        .filter_map(|kind| match kind {
            EvidenceKind::Text => Some(text(desk, ix, start)),
            EvidenceKind::Link => Some(link(desk, ix, start)),
            _ => None,
        })
        .collect_view();
    view! {
        <section aria-labelledby="cb-hand-h">
            <h3 id="cb-hand-h">
                {desk.say("ui-hand-in")} " "
                <span class="cb-small">
                    {(!start.required).then(|| desk.say("ui-hand-in-optional"))}
                </span>
            </h3>
            <div class="cb-stack">{prompt} {fields} {status(desk)} {files(desk, ix)}</div>
        </section>
    }
    .into_any()
}

/// What holds of the fields now.
fn now<T>(desk: Desk, read: impl FnOnce(&HandInView) -> T) -> Option<T> {
    desk.track(Part::PanelHandIn);
    desk.panel()?.hand_in.as_ref().map(read)
}

fn text(desk: Desk, ix: Ix, start: &HandInView) -> AnyView {
    let typed = move |event: leptos::ev::Event| {
        desk.send(Message::Act(Act::Draft(
            ix,
            "text",
            event_target_value(&event),
        )));
    };
    view! {
        <label for="cb-answer"><b>{desk.say("ui-your-text")}</b></label>
        <textarea
            class="cb-text cb-lined"
            id="cb-answer"
            rows="5"
            dir="auto"
            aria-describedby="cb-answer-n"
            readonly=move || !now(desk, |h| h.open).unwrap_or(false)
            prop:value=start.text.clone()
            on:input=typed
        ></textarea>
    }
    .into_any()
}

fn link(desk: Desk, ix: Ix, start: &HandInView) -> AnyView {
    let typed = move |event: leptos::ev::Event| {
        desk.send(Message::Act(Act::Draft(
            ix,
            "link",
            event_target_value(&event),
        )));
    };
    view! {
        <label for="cb-link"><b>{desk.say("ui-your-link")}</b></label>
        <input
            class="cb-text"
            id="cb-link"
            type="url"
            inputmode="url"
            placeholder="https://"
            aria-describedby="cb-answer-n"
            readonly=move || !now(desk, |h| h.open).unwrap_or(false)
            prop:value=start.link.clone()
            on:input=typed
        />
    }
    .into_any()
}

/// Words written, where the draft is, and what is wrong with it.
fn status(desk: Desk) -> AnyView {
    let line = live(move || {
        now(desk, |hand_in| {
            let words = hand_in.words.map(|(written, asked)| {
                let key = if asked > 0 { "ui-words-of" } else { "ui-words" };
                let phrase = Phrase::new(key).n("n", written).n("all", asked);
                view! { <span data-met=(written >= asked).then_some("")>{desk.text(&phrase)}</span> }
            });
            let saved = hand_in.saved.as_ref().map(|saved| {
                view! { <span class="cb-saved">{icon("#cb-i-check")} <span>{desk.text(saved)}</span></span> }
            });
            let trouble = hand_in.trouble.as_ref().map(|trouble| {
                view! {
                    <span class="cb-saved" data-saved="failed">
                        {icon("#cb-i-warn")} <span>{desk.text(trouble)}</span>
                    </span>
                }
            });
            (words, saved, trouble).into_any()
        })
        .unwrap_or_else(|| ().into_any())
    });
    view! { <p class="cb-row cb-small" id="cb-answer-n">{line}</p> }.into_any()
}

/// Files picked and handed in, and the buttons that add more.
fn files(desk: Desk, ix: Ix) -> AnyView {
    let kinds = Memo::new(move |_| now(desk, |h| h.open).unwrap_or(false));
    let add = live(move || {
        let open = kinds.get();
        let Some(panel) = desk.panel() else {
            return ().into_any();
        };
        let Some(hand_in) = panel.hand_in.as_ref().filter(|_| open) else {
            return ().into_any();
        };
        let buttons = hand_in
            .kinds
            .iter()
            .filter(|kind| !matches!(kind, EvidenceKind::Text | EvidenceKind::Link))
            .map(|kind| {
                let (word, picture, accept) = names::evidence(*kind);
                let take = move |file| desk.host().attach(ix, file);
                picker("cb-btn", picture, desk.say(word), accept, Box::new(take))
            })
            .collect_view();
        view! { <div class="cb-row">{buttons}</div> }.into_any()
    });
    let list = live(move || {
        now(desk, |hand_in| {
            let picked = hand_in
                .files
                .iter()
                .map(|file| one(desk, file, hand_in.open.then_some(ix)))
                .collect_view();
            let handed = hand_in
                .handed
                .iter()
                .map(|handed| before(desk, handed))
                .collect_view();
            view! {
                <ul class="cb-do" role="list">
                    {picked}
                </ul>
                {handed}
            }
            .into_any()
        })
        .unwrap_or_else(|| ().into_any())
    });
    (list, add).into_any()
}

/// Named for the reason that [`super::super::list`] gives.
const PREVIEW: &str = "cb-preview";

/// One file, with its picture; with a button to take it back while the fields are open.
fn one(desk: Desk, file: &FileView, open: Option<Ix>) -> AnyView {
    let picture = if file.image && !file.digest.is_empty() {
        let digest = file.digest.clone();
        let alt = file.name.clone();
        let preview = move |place: leptos::web_sys::Element| {
            let alt = alt.clone();
            desk.host().show(
                &digest,
                Box::new(move |address| {
                    let image = element("img", "");
                    let _ = image.set_attribute("alt", &alt);
                    let _ = image.set_attribute("src", &address);
                    let _ = place.append_child(image.unchecked_ref());
                }),
            );
        };
        view! { <span class=PREVIEW use:preview></span> }.into_any()
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
    view! {
        <li>
            <div>
                {picture}
                <span>{file.name.clone()} <small>{size}</small></span>
                {remove}
            </div>
        </li>
    }
    .into_any()
}

/// What has been handed in before.
fn before(desk: Desk, handed: &HandedView) -> AnyView {
    let texts = handed
        .texts
        .iter()
        .map(|text| view! { <p class="cb-handed" dir="auto">{text.clone()}</p> })
        .collect_view();
    let links = handed
        .links
        .iter()
        .map(|link| {
            view! {
                <p>
                    <a href=link.clone() target="_blank" rel="noopener noreferrer">
                        {link.clone()}
                    </a>
                </p>
            }
        })
        .collect_view();
    let files = handed
        .files
        .iter()
        .map(|file| one(desk, file, None))
        .collect_view();
    view! {
        <details class="cb-before">
            <summary>{desk.text(&handed.when)}</summary>
            {texts}
            {links}
            <ul class="cb-do" role="list">
                {files}
            </ul>
        </details>
    }
    .into_any()
}
