//! Carries out the session's effects and brings it the answers, in order, one at a time.

mod asked;
mod effects;
mod speech;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, File, Response, VisibilityState, window};

use speech::intl;

use super::database::Database;
use super::tabs::Tabs;
use super::world;
use crate::session::{Changed, Message, Session};
use crate::words::Tongue;

/// The running app: a handle, cheap to clone.
#[derive(Clone)]
pub struct App(Rc<Running>);

struct Running {
    session: Rc<RefCell<Session>>,
    waiting: RefCell<VecDeque<Message>>,
    busy: Cell<bool>,
    changed: Box<dyn Fn(Changed)>,
    tongue: RefCell<Tongue>,
    database: Database,
    tabs: RefCell<Tabs>,
    /// What the space's keys begin with, once a board is open.
    space: RefCell<String>,
    /// Picked files by their names, which are their places; taken out once they are kept.
    files: RefCell<Vec<Option<File>>>,
    /// Where the catalogues lie, ending in a slash.
    locales: String,
}

impl App {
    /// Starts with nothing open. `changed` is told after each turn which views to read again; `locales` is the folder of the catalogues, ending
    /// in a slash.
    pub fn start(locales: &str, changed: impl Fn(Changed) + 'static) -> Self {
        let app = App(Rc::new(Running {
            session: Rc::default(),
            waiting: RefCell::default(),
            busy: Cell::new(false),
            changed: Box::new(changed),
            tongue: RefCell::new(Tongue::english(intl("en"))),
            database: Database::default(),
            tabs: RefCell::default(),
            space: RefCell::default(),
            files: RefCell::default(),
            locales: String::from(locales),
        }));
        app.listen();
        app
    }

    /// Tells the session what happened. Its answers to itself are carried out before this returns.
    pub fn dispatch(&self, message: Message) {
        self.0.waiting.borrow_mut().push_back(message);
        if self.0.busy.replace(true) {
            return;
        }
        let mut changed = Changed::default();
        loop {
            let Some(message) = self.0.waiting.borrow_mut().pop_front() else {
                break;
            };
            let update = self.0.session.borrow_mut().update(message, world::stamp());
            changed.merge(update.changed);
            // Answers of the same turn go before what has been waiting longer: a click is painted stored.
            let mut answers: Vec<Message> = Vec::new();
            for effect in update.effects {
                answers.extend(self.carry_out(effect));
            }
            let mut waiting = self.0.waiting.borrow_mut();
            for answer in answers.into_iter().rev() {
                waiting.push_front(answer);
            }
        }
        self.0.busy.set(false);
        if changed.screen {
            // Reading a board and drawing it are two turns: a page around has its own work to do.
            let app = self.clone();
            world::after(0, move || (app.0.changed)(changed));
        } else if changed != Changed::default() {
            (self.0.changed)(changed);
        }
    }

    /// The session, to read views from; only [`App::dispatch`] changes it.
    pub fn session(&self) -> Rc<RefCell<Session>> {
        self.0.session.clone()
    }

    /// The language the page speaks now.
    pub fn tongue(&self) -> Tongue {
        self.0.tongue.borrow().clone()
    }

    /// Nothing waits for `unload`: the last sure moments are when the page is hidden and when it is left.
    fn listen(&self) {
        let app = self.clone();
        let left = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            let hidden = window()
                .and_then(|window| window.document())
                .is_some_and(|document| document.visibility_state() == VisibilityState::Hidden);
            app.dispatch(if hidden || event.type_() == "pagehide" {
                Message::Leaving
            } else {
                Message::Tick
            });
        });
        let app = self.clone();
        let minute = Closure::<dyn FnMut()>::new(move || app.dispatch(Message::Tick));
        if let Some(window) = window() {
            let listener = left.as_ref().unchecked_ref();
            // Without them the drafts' own short rest still writes.
            let _ = window.add_event_listener_with_callback("pagehide", listener);
            let _ = window.set_interval_with_callback_and_timeout_and_arguments_0(
                minute.as_ref().unchecked_ref(),
                60_000,
            );
            if let Some(document) = window.document() {
                let _ = document.add_event_listener_with_callback("visibilitychange", listener);
            }
        }
        // As long as the page.
        left.forget();
        minute.forget();
    }
}

/// The bytes behind a URL, or the HTTP status that stood in their way.
pub(super) async fn fetched(url: &str) -> Result<Vec<u8>, Option<u16>> {
    let window = window().ok_or(None)?;
    let response = JsFuture::from(window.fetch_with_str(url))
        .await
        .map_err(|_| None)?;
    let response: Response = response.dyn_into().map_err(|_| None)?;
    if !response.ok() {
        return Err(Some(response.status()));
    }
    let bytes = response.array_buffer().map_err(|_| None)?;
    let bytes = JsFuture::from(bytes).await.map_err(|_| None)?;
    Ok(js_sys::Uint8Array::new(&bytes).to_vec())
}
