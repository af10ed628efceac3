//! The gallery of boards, for a page that was given none, and the wait before anything has come.

use crate::ui::parts::{Show, View, el, svg};
use leptos::prelude::*;

use super::desk::Desk;
use super::host::Sample;
use super::look;
use super::parts::picker::picker;
use super::parts::{heading, turning};
use super::player::languages;
use crate::words::{Arg, Phrase};

/// The gallery once it has come, before that the page's empty frame.
pub fn gallery_or_wait(desk: Desk) -> View {
    match desk.samples() {
        Some(samples) => gallery(desk, &samples),
        None => wait(desk),
    }
}

/// The frame as `index.html` paints it. After some seconds the style sheet lets the sentence appear.
fn wait(desk: Desk) -> View {
    el("div")
        .class("cb-page cb-coming")
        .attr("aria-busy", "true")
        .kid(
            el("header").class("cb-head").kid(
                el("div")
                    .kid(el("p").class("cb-title cb-blot"))
                    .kid(el("p").class("cb-sub cb-blot")),
            ),
        )
        .kid(
            el("div").class("cb-tabs").kid(
                el("span")
                    .class("cb-tab")
                    .attr("aria-current", "page")
                    .kid(el("span").class("cb-blot")),
            ),
        )
        .kid(
            el("div")
                .class("cb-book")
                .kid(
                    el("div").class("cb-band").kid(
                        el("p")
                            .class("cb-rule")
                            .attr("role", "status")
                            .kid(el("span").class("cb-late").kid(desk.say("ui-slow"))),
                    ),
                )
                .kid(el("div").class("cb-tray")),
        )
        .view()
}

fn gallery(desk: Desk, samples: &[Sample]) -> View {
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
        View::Many(vec![
            (el("div")
                .kid(el("h2").class("cb-h").kid(title))
                .kid(el("p").class("cb-small").kid(desk.say("ui-go-on-says"))))
            .view(),
            (el("a")
                .class("cb-btn cb-main")
                .attr("href", address)
                .attr("aria-label", label)
                .kid(el("span").kid(desk.say("ui-go-on-short")))
                .kid(turning("#cb-i-next")))
            .view(),
        ])
    });
    let none = last
        .is_none()
        .then(|| el("p").class("cb-small").kid(desk.say("ui-gallery-says")));
    let boards = samples
        .iter()
        .map(|sample| one(desk, sample))
        .collect::<Vec<_>>();
    el("div")
        .class("cb-page")
        .kid(
            el("header")
                .class("cb-head")
                .kid(
                    el("div")
                        .kid(el("p").class("cb-eyebrow").kid(mark()).kid("Choiceboard"))
                        .kid(el("h1").class("cb-title").kid(title)),
                )
                .kid(el("div").class("cb-tools").kid(look::menu(desk))),
        )
        .kid(
            el("section")
                .class("cb-book")
                .attr("aria-label", desk.say("ui-yours"))
                .kid(
                    el("div").class("cb-band").kid(
                        el("div")
                            .class("cb-row")
                            .kid(last)
                            .kid(none)
                            .kid(file)
                            .kid(languages(desk)),
                    ),
                ),
        )
        .kid(
            el("section")
                .class("cb-stack")
                .attr("aria-labelledby", "cb-all-h")
                .kid(heading("cb-all-h", desk.say("ui-gallery-samples")))
                .kid(
                    el("ul")
                        .class("cb-gallery")
                        .attr("role", "list")
                        .kid(boards),
                ),
        )
        .view()
}

fn one(desk: Desk, sample: &Sample) -> View {
    let ages = (!sample.ages.is_empty()).then(|| {
        let phrase = Phrase::new("ui-ages").with("ages", Arg::Text(sample.ages.clone()));
        el("span").class("cb-flag").kid(desk.text(&phrase))
    });
    let picture = (!sample.thumb.is_empty()).then(|| {
        el("img")
            .class("cb-thumb")
            .attr("src", sample.thumb.clone())
            .attr("alt", "")
            .attr("width", "240")
            .attr("height", "130")
            .attr("loading", "lazy")
    });
    el("li")
        .kid(
            el("a")
                .class("cb-sample")
                .attr("href", sample.board.clone())
                .kid(picture)
                .kid(
                    el("div")
                        .kid(el("h3").kid(sample.format.clone()))
                        .kid(
                            el("p")
                                .attr("lang", sample.language.clone())
                                .attr("dir", "auto")
                                .kid(el("b").kid(sample.title.clone())),
                        )
                        .kid(el("p").class("cb-small").kid(sample.about.clone()))
                        .kid(el("p").class("cb-flags").kid(ages)),
                ),
        )
        .view()
}

/// Three squares on a falling diagonal: the sign of the program.
fn mark() -> View {
    let squares = (0..9u32)
        .map(|at| {
            let class = match at {
                0 | 4 => "cb-got",
                8 => "cb-on",
                _ => "",
            };
            let x = (at % 3 * 10 + 1).to_string();
            let y = (at / 3 * 10 + 1).to_string();
            svg("rect")
                .attr("x", x)
                .attr("y", y)
                .attr("width", "8")
                .attr("height", "8")
                .attr("rx", "1.5")
                .attr("class", class)
        })
        .collect::<Vec<_>>();
    svg("svg")
        .class("cb-glyph")
        .attr("viewBox", "0 0 30 30")
        .attr("aria-hidden", "true")
        .kid(squares)
        .view()
}
