//! Files that were handed in: pictures to be seen, recordings to be heard, everything to be saved again.
//!
//! The strict policy of an LMS lets no page play media by an address of its own (`media-src`), so `sound.js` decodes a recording and plays it
//! itself; a recording that is too long for that, or that the browser cannot read, can be saved. Until that file is there the buttons are
//! hidden.

use crate::ui::parts::{Show, View, el};
use leptos::web_sys::Element;

use crate::session::view::FileView;
use crate::ui::desk::Desk;
use crate::ui::parts::dom::{element, put, words};
use crate::ui::parts::icon;
use crate::words::{Arg, Phrase};

/// Named for the reason that [`super::list`] gives.
const PREVIEW: &str = "cb-preview";

/// A picture that is kept on this device, or that it is not.
pub fn preview(desk: Desk, digest: &str, alt: String) -> View {
    let digest = digest.to_owned();
    let show = move |place: Element| {
        desk.host().show(
            &digest,
            Box::new(move |address| {
                let Some(address) = address else {
                    return put(&place, &words("small", "", &desk.say("ui-file-elsewhere")));
                };
                let image = element("img", "");
                let _ = image.set_attribute("alt", &alt);
                let _ = image.set_attribute("src", &address);
                put(&place, &image);
            }),
        );
    };
    el("span")
        .attr("class", PREVIEW)
        .with(|place| show(place.clone()))
        .view()
}

/// A recording.
pub fn is_sound(file: &FileView) -> bool {
    file.media.starts_with("audio/")
}

/// What can be done with a file that is kept: to listen to it where it is a recording, and to save it.
#[inline(never)]
pub fn kept(desk: Desk, file: &FileView) -> View {
    if file.digest.is_empty() {
        return View::None;
    }
    let named =
        |key: &'static str| desk.text(&Phrase::new(key).with("name", Arg::Text(file.name.clone())));
    let listen = is_sound(file).then(|| {
        el("button")
            .class("cb-btn")
            .attr("type", "button")
            .attr("data-do", "play")
            .attr("aria-label", named("kept-play-name"))
            .attr("data-stop", desk.say("kept-stop"))
            .kid(icon("#cb-i-run"))
            .kid(el("span").kid(desk.say("kept-play")))
    });
    el("cb-kept")
        .class("cb-row")
        .attr("hidden", "")
        .attr("data-key", desk.read(|s| s.blob_key(&file.digest)))
        .attr("data-name", file.name.clone())
        .attr("data-none", desk.say("ui-file-elsewhere"))
        .attr("data-long", desk.say("kept-long"))
        .attr("data-broken", desk.say("kept-broken"))
        .kid(listen)
        .kid(
            el("button")
                .class("cb-btn cb-quiet")
                .attr("type", "button")
                .attr("data-do", "save")
                .kid(icon("#cb-i-save"))
                .kid(el("span").class("cb-sr").kid(named("kept-save"))),
        )
        .kid(el("span").class("cb-small").attr("role", "status"))
        .view()
}
