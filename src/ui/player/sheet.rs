//! Sheets for people beside the board: the learner sees what goes in, and then has a file of it, or prints it.

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, HtmlInputElement};

use crate::rules::Ix;
use crate::session::view::FolioView;
use crate::session::{Audience, Message, Wants};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::leaf::leaves;
use crate::ui::parts::{icon, live};
use crate::words::{Arg, Phrase};

/// Works that can be picked for a talk, newest first, and how many of them are picked at first.
const PICKED: usize = 12;
const AT_FIRST: usize = 3;

/// Both sheets.
#[inline(never)]
pub fn sheets(desk: Desk, folio: Memo<FolioView>) -> View {
    let family = Wants::of(Audience::Family);
    let talk = Wants {
        only: Some(newest(folio).into_iter().take(AT_FIRST).collect()),
        ..Wants::of(Audience::Talk)
    };
    View::Many(vec![
        sheet(
            desk,
            folio,
            family,
            "family",
            "sheet-family-title",
            "sheet-family-says",
        ),
        sheet(
            desk,
            folio,
            talk,
            "talk",
            "sheet-talk-title",
            "sheet-talk-says",
        ),
    ])
}

/// The activities with work, newest first.
fn newest(folio: Memo<FolioView>) -> Vec<Ix> {
    // What comes later draws nothing of this anew: somebody may be ticking boxes.
    folio.with_untracked(|folio| {
        let newest = folio.works.iter().filter(|work| work.newest);
        newest.map(|work| work.activity).take(PICKED).collect()
    })
}

fn sheet(
    desk: Desk,
    folio: Memo<FolioView>,
    wants: Wants,
    name: &'static str,
    title: &'static str,
    says: &'static str,
) -> View {
    let audience = wants.audience;
    let wants = RwSignal::new(wants);
    let opened = RwSignal::new(false);
    // Made over and over only while somebody looks at it.
    let inside = live(move || {
        if !opened.get() {
            return View::None;
        }
        el("div")
            .class("cb-stack")
            .kid(el("p").class("cb-small").kid(desk.say(says)))
            .kid(choices(desk, wants, audience))
            .kid(match audience {
                Audience::Talk => picked(desk, wants, folio),
                Audience::Family => View::None,
            })
            .kid(contents(desk, wants, audience))
            .kid(actions(desk, wants, audience, name))
            .view()
    });
    el("details")
        .class("cb-fold cb-making")
        .attr("data-sheet", name)
        .on("toggle", move |event| {
            let is_open = event_target::<leptos::web_sys::Element>(&event).has_attribute("open");
            opened.set(is_open);
        })
        .kid(el("summary").kid(desk.say(title)))
        .kid(inside)
        .view()
}

fn is_ticked(event: &Event) -> bool {
    let target = event.target();
    let input: Option<HtmlInputElement> = target.and_then(|target| target.dyn_into().ok());
    input.is_some_and(|input| input.checked())
}

/// A box to tick.
fn tick(name: String, label: String, is_on: bool, set: impl Fn(bool) + 'static) -> View {
    el("label")
        .class("cb-entry")
        .kid(
            el("input")
                .attr("type", "checkbox")
                .attr("data-with", name)
                .attr("checked", is_on)
                .on("change", move |event| set(is_ticked(&event))),
        )
        .kid(el("span").attr("dir", "auto").kid(label))
        .view()
}

/// What the learner wants in it.
fn choices(desk: Desk, wants: RwSignal<Wants>, audience: Audience) -> View {
    let now = wants.get_untracked();
    let named = desk.read(|s| s.learner_name().map(str::to_owned));
    let mut boxes = vec![
        tick(
            "comments".to_owned(),
            desk.say("sheet-with-comments"),
            now.comments,
            move |on| wants.update(|wants| wants.comments = on),
        ),
        tick(
            "reflections".to_owned(),
            desk.say("sheet-with-reflections"),
            now.reflections,
            move |on| wants.update(|wants| wants.reflections = on),
        ),
    ];
    if audience == Audience::Family {
        boxes.push(tick(
            "pictures".to_owned(),
            desk.say("sheet-with-pictures"),
            now.pictures,
            move |on| wants.update(|wants| wants.pictures = on),
        ));
    }
    if let Some(name) = named {
        let says = Phrase::new("sheet-with-name").with("name", Arg::Text(name));
        boxes.push(tick(
            "name".to_owned(),
            desk.text(&says),
            now.name,
            move |on| {
                wants.update(|wants| wants.name = on);
            },
        ));
    }
    el("fieldset")
        .class("cb-asked")
        .kid(el("legend").kid(desk.say("sheet-choose")))
        .kid(boxes)
        .view()
}

/// Which works are talked about.
fn picked(desk: Desk, wants: RwSignal<Wants>, folio: Memo<FolioView>) -> View {
    let all = newest(folio);
    if all.is_empty() {
        return View::None;
    }
    let now = wants.get_untracked().only.unwrap_or_default();
    let boxes = all.into_iter().map(|ix| {
        let set = move |on: bool| {
            wants.update(|wants| {
                let only = wants.only.get_or_insert_default();
                only.retain(|other| *other != ix);
                if on {
                    only.push(ix);
                }
            });
        };
        let id = desk.read(|s| s.activity_id(ix));
        let title = desk.read(|s| s.title(ix));
        tick(["work-", &id].concat(), title, now.contains(&ix), set)
    });
    el("fieldset")
        .class("cb-asked")
        .kid(el("legend").kid(desk.say("sheet-with-works")))
        .kid(boxes.collect::<Vec<_>>())
        .view()
}

/// What is in it as it stands, in words.
fn contents(desk: Desk, wants: RwSignal<Wants>, audience: Audience) -> View {
    let says = live(move || {
        desk.track(Part::Badges);
        let sheet = wants.with(|wants| desk.read(|s| s.sheet(wants, &desk.tongue())));
        let Some(sheet) = sheet else {
            return View::None;
        };
        let left = sheet.left.as_ref().map(|left| el("p").kid(desk.text(left)));
        (el("p").kid(desk.text(&sheet.says)), left).view()
    });
    el("div")
        .class("cb-stack cb-small")
        .kid(el("div").attr("role", "status").kid(says))
        .kid(
            el("p")
                .kid(icon("#cb-i-private"))
                .kid(" ")
                .kid(desk.say(match audience {
                    Audience::Family => "sheet-also",
                    Audience::Talk => "sheet-also-talk",
                })),
        )
        .view()
}

fn actions(desk: Desk, wants: RwSignal<Wants>, audience: Audience, name: &'static str) -> View {
    let make = move |_| {
        let sheet = wants.with_untracked(|wants| desk.read(|s| s.sheet(wants, &desk.tongue())));
        if let Some(sheet) = sheet {
            desk.send(Message::HandOut {
                text: sheet.write(&desk.tongue()),
                name: sheet.name,
                files: sheet.files,
            });
        }
    };
    let button = el("button")
        .class("cb-btn cb-main")
        .attr("type", "button")
        .attr("data-action", name)
        .on("click", make)
        .kid(icon("#cb-i-save"))
        .kid(el("span").kid(desk.say("sheet-make")));
    match audience {
        Audience::Family => el("div").class("cb-row").kid(button).view(),
        Audience::Talk => printer(desk, wants, button.view()),
    }
}

/// The button that prints. What is to be printed is drawn when it is pressed, and laid on paper by `files.js`, which hears of the click
/// after this.
fn printer(desk: Desk, wants: RwSignal<Wants>, beside: View) -> View {
    let tongue = desk.tongue();
    let paper = el("div")
        .class("cb-paper")
        .attr("lang", tongue.language())
        .attr("dir", tongue.right_to_left().then_some("rtl"))
        .attr("hidden", "");
    let place = paper.0.clone();
    let draw = move |_| {
        let sheet = wants.with_untracked(|wants| desk.read(|s| s.sheet(wants, &desk.tongue())));
        place.set_text_content(None);
        if let Some(sheet) = sheet {
            crate::ui::parts::put(&place, leaves(&sheet.body));
        }
    };
    let print = el("button")
        .class("cb-btn")
        .attr("type", "button")
        .attr("data-action", "print")
        .attr("aria-describedby", "cb-print-says")
        .on("click", draw)
        .kid(icon("#cb-i-print"))
        .kid(el("span").kid(desk.say("sheet-print")));
    let says = el("p")
        .class("cb-small")
        .attr("id", "cb-print-says")
        .kid(desk.say("sheet-print-says"));
    el("cb-printer")
        .class("cb-stack")
        .kid(el("div").class("cb-row").kid(beside).kid(print))
        .kid(says)
        .kid(paper)
        .view()
}
