//! The student's page: what its address asks for, and what its screens ask of the browser.
//!
//! `?board=URL&learner=ID&language=TAG` opens a board, `&endpoint=URL` or `&parent=ORIGIN` says where its work is sent (`link.js`),
//! `&theme=`, `&contrast=`, `&zoom=` and `&view=` how it looks until the person chooses otherwise, `&readonly=1` that it is to look at only, `&store=memory` that nothing stays on the device; without a board the page shows the
//! gallery of `boards/index.json`.

use std::cell::RefCell;
use std::rc::Rc;

use serde_json::Value;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{File, HtmlElement, UrlSearchParams, window};

use super::app::App;
use super::inner::Inside;
use super::preferences::Preferences;
use super::{link, local, rest};
use crate::board;
use crate::rules::Ix;
use crate::session::Message;
use crate::session::view::Screen;
use crate::ui::{self, Back, Desk, Host, Sample};
use crate::words::Tongue;

const GALLERY: &str = "boards/";

#[wasm_bindgen]
extern "C" {
    /// The page's whole address, without its fragment. Of a page inside `<choice-board>` it is the one it would have by itself.
    #[wasm_bindgen(js_namespace = choiceboardRest)]
    fn asked() -> String;
}

/// Shows the page in the element with the id `choiceboard`, or does nothing where there is none.
pub fn show() {
    rest::announce();
    let place = window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("choiceboard"))
        .and_then(|place| place.dyn_into::<HtmlElement>().ok());
    let Some(place) = place else {
        return;
    };
    let asked = Asked::by_address();
    local::NOWHERE.set(asked.value("store").is_some_and(|store| store == "memory"));
    let desk: Rc<RefCell<Option<Desk>>> = Rc::default();
    let told = desk.clone();
    let app = App::start(&asked.locales, move |changed| {
        let desk = *told.borrow();
        if let Some(desk) = desk {
            desk.apply(&changed);
        }
        if changed.screen {
            rest::soon();
        }
    });
    let page = Rc::new(Page {
        app: app.clone(),
        asked,
        preferences: Preferences::default(),
        inside: Inside::default(),
        desk: desk.clone(),
    });
    *desk.borrow_mut() = Some(ui::mount(place, app.session(), page.clone()));
    link::of(page.clone());
    page.again();
}

/// What the page's address asks for.
#[derive(Clone, Default)]
pub(super) struct Asked {
    board: Option<String>,
    pub(super) learner: Option<String>,
    language: Option<String>,
    readonly: bool,
    /// The address itself, and from `?` on.
    pub(super) address: String,
    pub(super) query: String,
    given: Option<UrlSearchParams>,
    /// Where the catalogues lie.
    locales: String,
}

impl Asked {
    fn by_address() -> Self {
        let address = asked();
        let query = address.find('?').and_then(|at| address.get(at..));
        let query = query.unwrap_or_default();
        let mut asked = Asked {
            address: address.clone(),
            query: String::from(query),
            given: UrlSearchParams::new_with_str(query).ok(),
            locales: [board::folder(&address), "locales/"].concat(),
            ..Asked::default()
        };
        asked.board = asked.value("board");
        asked.readonly = asked.value("readonly").is_some();
        asked.learner = asked.value("learner");
        asked.language = asked.value("language");
        asked
    }

    pub(super) fn value(&self, name: &str) -> Option<String> {
        let value = self.given.as_ref()?.get(name);
        value.filter(|value| !value.is_empty())
    }

    /// Another board is opened by the same person, and as little is kept of it on this device.
    #[inline(never)]
    fn elsewhere(&self, query: &str) -> String {
        let mut address = String::from(query);
        let Ok(theirs) = UrlSearchParams::new_with_str(query) else {
            return address;
        };
        for name in ["store", "learner", "readonly"] {
            if let (Some(value), false) = (self.value(name), theirs.has(name)) {
                let Ok(one) = UrlSearchParams::new() else {
                    return address;
                };
                one.set(name, &value);
                if !address.ends_with('?') {
                    address.push('&');
                }
                address.push_str(&String::from(one.to_string()));
            }
        }
        address
    }
}

/// The running page.
pub(super) struct Page {
    pub(super) app: App,
    pub(super) asked: Asked,
    pub(super) preferences: Preferences,
    /// The boards within the page's own that lead to the one that is open.
    pub(super) inside: Inside,
    desk: Rc<RefCell<Option<Desk>>>,
}

impl Page {
    /// The language the address asks for, else the one the person has chosen.
    fn language(&self) -> Option<String> {
        self.asked
            .language
            .clone()
            .or_else(|| self.preferences.get("language"))
    }

    /// A screen stands, the program is whole, and neither an LMS nor a page is around it. A board is remembered as the one to go on with; a
    /// learner's own is not offered to the next one at this computer.
    pub(super) fn remember(&self) {
        let session = self.app.session();
        let session = session.borrow();
        let nobodys = self.asked.learner.is_none() && self.inside.borrow().is_empty();
        if nobodys && self.asked.board.is_some() && *session.screen() == Screen::Board {
            self.preferences.set("last-board", &self.asked.query);
            self.preferences.set("last-title", &session.head().title);
        }
    }
}

impl Host for Page {
    fn send(&self, message: Message) {
        let app = &self.app;
        app.dispatch(message);
    }

    fn tongue(&self) -> Tongue {
        self.app.tongue()
    }

    fn attach(&self, ix: Ix, file: File) {
        self.app.attach(ix, file);
    }

    fn import(&self, file: File) {
        self.app.import(&file);
    }

    fn open(&self, file: File) {
        let (learner, readonly) = (self.asked.learner.clone(), self.asked.readonly);
        self.app
            .open_file(&file, learner, self.language(), readonly);
    }

    fn again(&self) {
        if let Some((board, _)) = self.inside.borrow().last() {
            let (learner, readonly) = (self.asked.learner.clone(), self.asked.readonly);
            self.app.open(board, learner, self.language(), readonly);
            return;
        }
        if let Some(board) = &self.asked.board {
            let (learner, readonly) = (self.asked.learner.clone(), self.asked.readonly);
            self.app.open(board, learner, self.language(), readonly);
            return;
        }
        let language = self
            .language()
            .or_else(|| window().and_then(|window| window.navigator().language()));
        if let Some(language) = language {
            self.app.dispatch(Message::Language(language));
        }
        let (desk, carried) = (self.desk.clone(), self.asked.elsewhere("?"));
        self.app.fetch("boards/index.json", move |text| {
            let samples = text
                .map(|text| samples(&carried, &text))
                .unwrap_or_default();
            let desk = *desk.borrow();
            if let Some(desk) = desk {
                desk.offer(samples);
            }
        });
    }

    fn show(&self, digest: &str, then: Box<dyn FnOnce(Option<String>)>) {
        self.app.kept(digest, then);
    }

    /// What the person has chosen, else what the address asks for.
    fn preference(&self, name: &'static str) -> Option<String> {
        let chosen = self.preferences.get(name);
        chosen.or_else(|| self.asked.value(name))
    }

    fn prefer(&self, name: &'static str, value: &str) {
        self.preferences.set(name, value);
    }

    fn languages(&self) -> Vec<(String, String)> {
        [
            ("en", "English"),
            ("es", "Español"),
            ("de", "Deutsch"),
            ("ar", "العربية"),
        ]
        .map(|(tag, name)| (tag.to_owned(), name.to_owned()))
        .into()
    }

    fn enter(&self, address: String, title: String) {
        self.go_into(address, title);
    }

    fn back(&self) -> Option<Back> {
        self.way_back()
    }

    fn leave(&self) {
        self.go_back();
    }

    fn elsewhere(&self, query: &str) -> String {
        self.asked.elsewhere(query)
    }

    fn last(&self) -> Option<(String, String)> {
        let query = self.preferences.get("last-board")?;
        let title = self.preferences.get("last-title")?;
        // Only ever a query of this same page.
        query
            .starts_with('?')
            .then(|| (self.asked.elsewhere(&query), title))
    }
}

/// The boards of the gallery, with what the gallery's own address says after its `?`; what cannot be read is left out.
#[inline(never)]
fn samples(carried: &str, text: &[u8]) -> Vec<Sample> {
    let Ok(Value::Array(all)) = serde_json::from_slice(text) else {
        return Vec::new();
    };
    let text = |sample: &Value, key: &str| {
        sample
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let carried = carried.trim_start_matches('?');
    let and = if carried.is_empty() { "" } else { "&" };
    let mut out = Vec::new();
    for sample in &all {
        let file = text(sample, "file");
        let thumb = text(sample, "thumb");
        if file.is_empty() {
            continue;
        }
        out.push(Sample {
            board: ["?board=", GALLERY, &file, and, carried].concat(),
            title: text(sample, "title"),
            format: text(sample, "format"),
            about: text(sample, "about"),
            ages: text(sample, "ages"),
            subject: text(sample, "subject"),
            language: text(sample, "language"),
            thumb: if thumb.is_empty() {
                thumb
            } else {
                [GALLERY, &thumb].concat()
            },
        });
    }
    out
}
