//! What to use. Everything opens safely: in a tab that knows nothing of this one, or in a frame that may do little.

use leptos::prelude::*;

use crate::board::ResourceKind;
use crate::session::view::ResourceView;
use crate::ui::Desk;
use crate::ui::parts::{icon, live, turning};
use crate::words::{Arg, Phrase};

use super::super::names;

/// The things to use, where there are any.
pub fn resources(desk: Desk) -> AnyView {
    let Some(panel) = desk.panel().filter(|panel| !panel.resources.is_empty()) else {
        return ().into_any();
    };
    let list = panel
        .resources
        .iter()
        .map(|resource| one(desk, resource))
        .collect_view();
    view! {
        <section aria-labelledby="cb-resources-h">
            <h3 id="cb-resources-h">{desk.say("ui-resources")}</h3>
            <ul class="cb-do" role="list">
                {list}
            </ul>
        </section>
    }
    .into_any()
}

fn one(desk: Desk, resource: &ResourceView) -> AnyView {
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
    let says = view! {
        <span>
            {resource.title.clone()}
            <small>{line}</small>
        </span>
    };
    if resource.url.is_empty() {
        return view! { <li><div>{icon(picture)} {says}</div></li> }.into_any();
    }
    let framed = (resource.kind == ResourceKind::Embed).then(|| frame(desk, resource));
    view! {
        <li>
            <a href=resource.url.clone() target="_blank" rel="noopener noreferrer">
                {icon(picture)}
                {says}
                {turning("#cb-i-external")}
                <span class="cb-sr">{desk.say("ui-new-tab")}</span>
            </a>
            {framed}
        </li>
    }
    .into_any()
}

/// Shown here only when asked for: until then nothing is loaded from elsewhere. Under a policy without `frame-src` the browser
/// refuses the frame; the sentence below it and the link above it stay.
fn frame(desk: Desk, resource: &ResourceView) -> AnyView {
    let shown = RwSignal::new(false);
    let (url, title) = (resource.url.clone(), resource.title.clone());
    let label = desk.text(&Phrase::new("ui-embed-show").with("title", Arg::Text(title.clone())));
    live(move || {
        if shown.get() {
            view! {
                <iframe
                    class="cb-frame"
                    src=url.clone()
                    title=title.clone()
                    sandbox="allow-scripts allow-same-origin allow-forms allow-popups"
                    referrerpolicy="no-referrer"
                    allow="fullscreen"
                ></iframe>
                <p class="cb-small">{desk.say("ui-embed-blocked")}</p>
            }
            .into_any()
        } else {
            view! {
                <p>
                    <button class="cb-btn" type="button" on:click=move |_| shown.set(true)>
                        {icon("#cb-i-play")}
                        <span>{label.clone()}</span>
                    </button>
                </p>
            }
            .into_any()
        }
    })
    .into_any()
}
