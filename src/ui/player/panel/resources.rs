//! What to use. Everything opens safely: in a tab that knows nothing of this one, or in a frame that may do little.

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;

use crate::board::ResourceKind;
use crate::session::view::ResourceView;
use crate::ui::Desk;
use crate::ui::parts::{icon, live, turning};
use crate::words::{Arg, Phrase};

use super::super::names;

/// The things to use, where there are any.
pub fn resources(desk: Desk) -> View {
    let Some(panel) = desk.panel().filter(|panel| !panel.resources.is_empty()) else {
        return View::None;
    };
    let list = panel
        .resources
        .iter()
        .map(|resource| one(desk, resource))
        .collect::<Vec<_>>();
    el("section")
        .attr("aria-labelledby", "cb-resources-h")
        .kid(
            el("h3")
                .attr("id", "cb-resources-h")
                .kid(desk.say("ui-resources")),
        )
        .kid(el("ul").class("cb-do").attr("role", "list").kid(list))
        .view()
}

fn one(desk: Desk, resource: &ResourceView) -> View {
    let (word, picture) = names::resource(resource.kind);
    let mut line = desk.say(word);
    // People should see where a link goes.
    let host = if resource.source.is_empty() {
        ""
    } else {
        &resource.host
    };
    let from = if resource.source.is_empty() {
        &resource.host
    } else {
        &resource.source
    };
    for part in [from.as_str(), host, resource.license.as_str()] {
        if !part.is_empty() {
            line.push_str(" · ");
            line.push_str(part);
        }
    }
    let says = el("span")
        .kid(resource.title.clone())
        .kid(el("small").kid(line));
    if resource.url.is_empty() {
        return el("li").kid(el("div").kid(icon(picture)).kid(says)).view();
    }
    let framed = (resource.kind == ResourceKind::Embed).then(|| frame(desk, resource));
    el("li")
        .kid(
            el("a")
                .attr("href", resource.url.clone())
                .attr("target", "_blank")
                .attr("rel", "noopener noreferrer")
                .kid(icon(picture))
                .kid(says)
                .kid(turning("#cb-i-external"))
                .kid(el("span").class("cb-sr").kid(desk.say("ui-new-tab"))),
        )
        .kid(framed)
        .view()
}

/// What a framed page may do. One from elsewhere keeps its own origin, which most players need; one from our own address does not,
/// for with scripts and our origin together it could take the sandbox off.
fn sandbox(url: &str) -> &'static str {
    // Inside `<choice-board>` the frame's own address says neither.
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    let there = web_sys::Url::new_with_base(url, &base).map(|url| url.origin());
    match there {
        Ok(there) if there != window().origin() => {
            "allow-scripts allow-forms allow-popups allow-same-origin"
        }
        _ => "allow-scripts allow-forms allow-popups",
    }
}

/// Nothing could show in a frame here: what lies in the same file has no address that a frame could have (single.js), and a page that is locked
/// up without an origin would lock up the frame as well.
fn is_alone(url: &str) -> bool {
    let window = window();
    let by_file = || window.location().protocol().is_ok_and(|by| by == "file:");
    url.starts_with("inside:") || window.origin() == "null" && !by_file()
}

/// Shown here only when asked for: until then nothing is loaded from elsewhere. Under a policy without `frame-src` the browser
/// refuses the frame; the sentence below it and the link above it stay.
fn frame(desk: Desk, resource: &ResourceView) -> View {
    if is_alone(&resource.url) {
        let says = desk.say("ui-embed-alone");
        return el("p")
            .class("cb-small")
            .attr("data-embed", "alone")
            .kid(says)
            .view();
    }
    let shown = RwSignal::new(false);
    let (url, title) = (resource.url.clone(), resource.title.clone());
    let sandbox = sandbox(&url);
    let label = desk.text(&Phrase::new("ui-embed-show").with("title", Arg::Text(title.clone())));
    live(move || {
        if shown.get() {
            View::Many(vec![
                (el("iframe")
                    .class("cb-frame")
                    .attr("src", url.clone())
                    .attr("title", title.clone())
                    .attr("sandbox", sandbox)
                    .attr("referrerpolicy", "no-referrer")
                    .attr("allow", "fullscreen"))
                .view(),
                (el("p").class("cb-small").kid(desk.say("ui-embed-blocked"))).view(),
            ])
            .view()
        } else {
            el("p")
                .kid(
                    el("button")
                        .class("cb-btn")
                        .attr("type", "button")
                        .on("click", move |_| shown.set(true))
                        .kid(icon("#cb-i-play"))
                        .kid(el("span").kid(label.clone())),
                )
                .view()
        }
    })
    .view()
}
