//! A moment when the board is finished. Without motion for those who asked for none.

use leptos::prelude::*;

use super::Leaf;
use super::badges::seal;
use super::ruler::percent;
use crate::session::{Message, Session};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::says::sentence;
use crate::ui::parts::{Button, button, live};

/// The band above the board, once, after the board has been finished here.
pub(super) fn party(desk: Desk, leaf: RwSignal<Leaf>) -> AnyView {
    live(move || {
        desk.track(Part::Notice);
        if !desk.read(Session::notice).celebrate {
            return ().into_any();
        }
        let badges = (!desk.read(Session::badges).is_empty()).then(|| {
            button(Button {
                class: "cb-main",
                icon: "#cb-i-badges",
                label: desk.say("ui-party-badges"),
                bare: false,
                act: Box::new(move || {
                    leaf.set(Leaf::Badges);
                    desk.send(Message::Dismissed);
                }),
            })
        });
        let on = button(Button {
            class: "",
            icon: "",
            label: desk.say("ui-party-on"),
            bare: false,
            act: Box::new(move || desk.send(Message::Dismissed)),
        });
        view! {
            <section class="cb-band cb-party" aria-labelledby="cb-party-h">
                {confetti()}
                <div class="cb-row">
                    {seal("flag")}
                    <div class="cb-stack">
                        <h2 class="cb-title" id="cb-party-h">{desk.say("ui-party-title")}</h2>
                        <p class="cb-h">{sentence(desk, &desk.head().missing)}</p>
                    </div>
                </div>
                <p class="cb-row">{badges} {on}</p>
            </section>
        }
        .into_any()
    })
    .into_any()
}

/// Scraps of paper, scattered by a fixed rule: the same for everyone.
fn confetti() -> AnyView {
    let scraps = (1u32..44)
        .map(|n| {
            let x = f64::from(n * 61 % 97);
            let y = f64::from(n * 37 % 89);
            let side = (5 + n * 7 % 10).to_string();
            view! {
                <rect x=percent(x) y=percent(y) width=side.clone() height=side rx="1.5"></rect>
            }
        })
        .collect_view();
    view! { <svg class="cb-bits" aria-hidden="true">{scraps}</svg> }.into_any()
}
