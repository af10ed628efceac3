//! Sentences on the screen.

use super::{Show, View, el};

use super::dom::around;
use crate::ui::Desk;
use crate::words::{Phrase, Piece};

/// A sentence; the activities in it are links to their panels.
pub fn sentence(desk: Desk, phrase: &Phrase) -> View {
    let mut ended = false;
    desk.tongue()
        .pieces(phrase)
        .into_iter()
        .map(|piece| match piece {
            // A title that is a question ends the sentence with it.
            Piece::Text(text) => match text.strip_prefix('.') {
                Some(rest) if ended => rest.view(),
                _ => text.view(),
            },
            Piece::Activity(ix) => {
                let title = desk.read(|s| s.title(ix));
                ended = title.ends_with(['?', '!', '…', '؟']);
                let open = move |event: leptos::web_sys::Event| {
                    event.prevent_default();
                    desk.open(ix, around(&event, "a"));
                };
                el("a")
                    .attr("href", "#")
                    .on("click", open)
                    .kid(title)
                    .view()
            }
        })
        .collect::<Vec<_>>()
        .view()
}
