//! Sentences on the screen.

use leptos::prelude::*;

use super::dom::around;
use crate::ui::Desk;
use crate::words::{Phrase, Piece};

/// A sentence; the activities in it are links to their panels.
pub fn sentence(desk: Desk, phrase: &Phrase) -> AnyView {
    desk.tongue()
        .pieces(phrase)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.into_any(),
            Piece::Activity(ix) => {
                let title = desk.read(|s| s.title(ix));
                let open = move |event: leptos::ev::MouseEvent| {
                    event.prevent_default();
                    desk.open(ix, around(&event, "a"));
                };
                view! { <a href="#" on:click=open>{title}</a> }.into_any()
            }
        })
        .collect_view()
        .into_any()
}
