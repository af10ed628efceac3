//! The head of the page: what board this is, until when, where the work is kept, and how far it has come.

use leptos::prelude::*;

use super::{menu, names, ruler, titled};
use crate::session::Session;
use crate::session::view::Saved;
use crate::ui::desk::{Desk, Part};
use crate::ui::look;
use crate::ui::parts::markdown::brief;
use crate::ui::parts::{icon, live};

/// The head.
pub fn head(desk: Desk) -> AnyView {
    titled(desk);
    let words = live(move || {
        desk.track(Part::Screen);
        let head = desk.head();
        let about = (!head.about.is_empty())
            .then(|| view! { <div class="cb-about">{brief(&head.about)}</div> });
        view! {
            <h1 class="cb-title">{head.title.clone()}</h1>
            {about}
        }
        .into_any()
    });
    let due = live(move || {
        desk.track(Part::Head);
        match &desk.head().due {
            Some(due) => view! { <span>{desk.text(due)}</span> }.into_any(),
            None => ().into_any(),
        }
    });
    view! {
        <header class="cb-head">
            <div>
                {words} <p class="cb-sub">{due} {saved(desk)}</p>
            </div>
            <div class="cb-tools">{look::menu(desk)} {menu::menu(desk)}</div>
            {ruler::ruler(desk)}
        </header>
    }
    .into_any()
}

/// Where the work is. The live region tells changes that matter, so this line stays quiet.
fn saved(desk: Desk) -> AnyView {
    live(move || {
        desk.track(Part::Saved);
        let saved = desk.read(Session::saved);
        let (state, word, picture) = names::saved(&saved);
        let why = match &saved {
            Saved::Memory(Some(why)) | Saved::Failed(Some(why)) => {
                Some(view! { <span>{desk.text(why)}</span> })
            }
            _ => None,
        };
        let word = why
            .is_none()
            .then(|| view! { <span>{desk.say(word)}</span> });
        view! {
            <span class="cb-saved" data-saved=state>
                {icon(picture)} {word} {why}
            </span>
        }
        .into_any()
    })
    .into_any()
}
