//! The gallery of boards, for a page that was given none, and the wait before anything has come.

use leptos::prelude::*;

use super::desk::Desk;
use super::host::Sample;
use super::look;
use super::parts::picker::picker;
use super::parts::{heading, turning};
use super::player::languages;
use crate::words::{Arg, Phrase};

/// The gallery once it has come, before that the page's empty frame.
pub fn gallery_or_wait(desk: Desk) -> AnyView {
    match desk.samples() {
        Some(samples) => gallery(desk, &samples),
        None => wait(desk),
    }
}

/// The frame as `index.html` paints it. After some seconds the style sheet lets the sentence appear.
fn wait(desk: Desk) -> AnyView {
    view! {
        <div class="cb-page cb-coming" aria-busy="true">
            <header class="cb-head">
                <div>
                    <p class="cb-title cb-blot"></p>
                    <p class="cb-sub cb-blot"></p>
                </div>
            </header>
            <div class="cb-tabs"><span class="cb-tab" aria-current="page"><span class="cb-blot"></span></span></div>
            <div class="cb-book">
                <div class="cb-band"><p class="cb-rule" role="status"><span class="cb-late">{desk.say("ui-slow")}</span></p></div>
                <div class="cb-tray"></div>
            </div>
        </div>
    }
    .into_any()
}

fn gallery(desk: Desk, samples: &[Sample]) -> AnyView {
    let title = desk.say("ui-gallery-title");
    document().set_title(&title);
    let file = picker(
        "cb-btn",
        "#cb-i-open",
        desk.say("ui-open-file"),
        ".json,application/json",
        Box::new(move |file| desk.host().open(file)),
    );
    let last = desk.host().last().map(|(address, title)| {
        let label = desk.text(&Phrase::new("ui-go-on").with("title", Arg::Text(title.clone())));
        view! {
            <div>
                <h2 class="cb-h">{title}</h2>
                <p class="cb-small">{desk.say("ui-go-on-says")}</p>
            </div>
            <a class="cb-btn cb-main" href=address aria-label=label>
                <span>{desk.say("ui-go-on-short")}</span>
                {turning("#cb-i-next")}
            </a>
        }
    });
    let none = last
        .is_none()
        .then(|| view! { <p class="cb-small">{desk.say("ui-gallery-says")}</p> });
    let boards = samples
        .iter()
        .map(|sample| one(desk, sample))
        .collect_view();
    view! {
        <div class="cb-page">
            <header class="cb-head">
                <div>
                    <p class="cb-eyebrow">{mark()} "Choiceboard"</p>
                    <h1 class="cb-title">{title}</h1>
                </div>
                <div class="cb-tools">{look::menu(desk)}</div>
            </header>
            <section class="cb-book" aria-label=desk.say("ui-yours")>
                <div class="cb-band">
                    <div class="cb-row">{last} {none} {file} {languages(desk)}</div>
                </div>
            </section>
            <section class="cb-stack" aria-labelledby="cb-all-h">
                {heading("cb-all-h", desk.say("ui-gallery-samples"))}
                <ul class="cb-gallery" role="list">
                    {boards}
                </ul>
            </section>
        </div>
    }
    .into_any()
}

fn one(desk: Desk, sample: &Sample) -> AnyView {
    let ages = (!sample.ages.is_empty()).then(|| {
        let phrase = Phrase::new("ui-ages").with("ages", Arg::Text(sample.ages.clone()));
        view! { <span class="cb-flag">{desk.text(&phrase)}</span> }
    });
    let picture = (!sample.thumb.is_empty()).then(|| {
        view! { <img class="cb-thumb" src=sample.thumb.clone() alt="" width="240" height="130" loading="lazy"/> }
    });
    view! {
        <li>
            <a class="cb-sample" href=sample.board.clone()>
                {picture}
                <div>
                    <h3>{sample.format.clone()}</h3>
                    <p lang=sample.language.clone() dir="auto">
                        <b>{sample.title.clone()}</b>
                    </p>
                    <p class="cb-small">{sample.about.clone()}</p>
                    <p class="cb-flags">{ages}</p>
                </div>
            </a>
        </li>
    }
    .into_any()
}

/// Three squares on a falling diagonal: the sign of the program.
fn mark() -> AnyView {
    let squares = (0..9u32)
        .map(|at| {
            let class = match at {
                0 | 4 => "cb-got",
                8 => "cb-on",
                _ => "",
            };
            let x = (at % 3 * 10 + 1).to_string();
            let y = (at / 3 * 10 + 1).to_string();
            view! { <rect x=x y=y width="8" height="8" rx="1.5" class=class></rect> }
        })
        .collect_view();
    view! { <svg class="cb-glyph" viewBox="0 0 30 30" aria-hidden="true">{squares}</svg> }
        .into_any()
}
