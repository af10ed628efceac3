//! Carries out the session's effects and brings it the answers, in order, one at a time.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, Event, File, Response, Url, VisibilityState, window};

use super::database::{Answer, Database};
use super::intl::Browser;
use super::tabs::{Heard, Tabs};
use super::{files, inner, link, local, world};
use crate::board;
use crate::session::{Act, Changed, Effect, Fault, Message, Picked, Session, Shelf};
use crate::words::{Catalogue, Intl, Plain, Tongue};

/// Languages with a catalogue of their own.
const TRANSLATED: [&str; 3] = ["ar", "de", "es"];

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

    /// Fetches a board and opens it; what was open before is closed.
    pub fn open(
        &self,
        url: &str,
        learner: Option<String>,
        language: Option<String>,
        readonly: bool,
    ) {
        let app = self.clone();
        let url = String::from(url);
        spawn_local(async move {
            let message = match fetched(&url).await {
                Ok(bytes) => Message::Open {
                    bytes,
                    folder: Some(board::folder(&url).to_owned()),
                    learner,
                    language,
                    readonly,
                    tab: world::tab(),
                },
                Err(status) => Message::NoBoard { url, status },
            };
            app.dispatch(message);
        });
    }

    /// Opens a board file from the device.
    pub fn open_file(
        &self,
        file: &File,
        learner: Option<String>,
        language: Option<String>,
        readonly: bool,
    ) {
        let app = self.clone();
        let (name, bytes) = (file.name(), file.array_buffer());
        spawn_local(async move {
            app.dispatch(match JsFuture::from(bytes).await {
                Ok(bytes) => Message::Open {
                    bytes: js_sys::Uint8Array::new(&bytes).to_vec(),
                    folder: None,
                    learner,
                    language,
                    readonly,
                    tab: world::tab(),
                },
                Err(_) => Message::NoBoard {
                    url: name,
                    status: None,
                },
            });
        });
    }

    /// The bytes behind a URL, or `None` where nothing comes.
    pub fn fetch(&self, url: &'static str, answer: impl FnOnce(Option<Vec<u8>>) + 'static) {
        spawn_local(async move { answer(fetched(url).await.ok()) });
    }

    /// Takes a picked file for handing in.
    pub fn attach(&self, ix: u32, file: File) {
        let name = {
            let mut files = self.0.files.borrow_mut();
            files.push(Some(file.clone()));
            files.len() as u32 - 1
        };
        let media = file.type_();
        self.dispatch(Message::Act(Act::Attach(
            ix,
            Picked {
                file: name,
                kind: match media.split('/').next() {
                    Some("image") => "image",
                    Some("audio") => "audio",
                    _ => "file",
                },
                name: file.name(),
                media,
                size: file.size() as u64,
            },
        )));
    }

    /// Takes in a file of a log.
    pub fn import(&self, file: &File) {
        let app = self.clone();
        let space = self.0.space.borrow().clone();
        files::take_in(file, &space, move |text| {
            app.dispatch(Message::Import {
                // An unreadable file reads as an empty one, and the session says what is wrong with it.
                text: text.unwrap_or_default(),
            });
        });
    }

    /// A URL under which the page can show a kept file, or `None` where it is not on this device. The caller revokes it.
    pub fn kept(&self, digest: &str, answer: impl FnOnce(Option<String>) + 'static) {
        self.0.database.blob(
            &self.blob_key(digest),
            Box::new(move |blob| {
                answer(
                    blob.ok()
                        .flatten()
                        .and_then(|blob| Url::create_object_url_with_blob(&blob).ok()),
                );
            }),
        );
    }

    /// What the database holds of the keys that begin so.
    pub fn read(&self, prefix: &str, answer: Answer<Vec<(String, String)>>) {
        self.0.database.read(prefix, answer);
    }

    fn blob_key(&self, digest: &str) -> String {
        [self.0.space.borrow().as_str(), digest].concat()
    }

    /// Carries out one effect; what answers in the same turn is returned.
    fn carry_out(&self, effect: Effect) -> Option<Message> {
        let app = self.clone();
        match effect {
            Effect::Load {
                shelf: Shelf::Local,
                space,
            } => {
                self.join(&space.prefix);
                return Some(Message::Loaded {
                    shelf: Shelf::Local,
                    result: local::read(&space.prefix),
                });
            }
            Effect::Load { shelf, space } => self.0.database.read(
                &space.prefix,
                Box::new(move |result| app.dispatch(Message::Loaded { shelf, result })),
            ),
            Effect::Put {
                shelf: Shelf::Local,
                key,
                text,
                ticket,
            } => {
                return Some(Message::Put {
                    ticket,
                    result: local::put(&key, &text),
                });
            }
            Effect::Put {
                key, text, ticket, ..
            } => self.0.database.put(
                &key,
                &text,
                Box::new(move |result| app.dispatch(Message::Put { ticket, result })),
            ),
            Effect::Mirror { key, ticket } => match local::get(&key) {
                Ok(Some(text)) => self.0.database.put(
                    &key,
                    &text,
                    Box::new(move |result| app.dispatch(Message::Put { ticket, result })),
                ),
                // Gone again, or out of reach: there is nothing to copy.
                Ok(None) | Err(_) => {
                    return Some(Message::Put {
                        ticket,
                        result: Err(Fault::Broken),
                    });
                }
            },
            Effect::Restore { key, text } => {
                if local::get(&key) == Ok(None) {
                    // Without room it stays in the database, where it came from.
                    let _ = local::put(&key, &text);
                }
            }
            Effect::Remove {
                shelf: Shelf::Local,
                key,
            } => local::remove(&key),
            Effect::Remove { key, .. } => self.0.database.remove(&key),
            Effect::Inner(ask) => inner::carry_out(&app, *ask),
            Effect::Tell { key, text } => self.0.tabs.borrow().tell(&key, &text),
            Effect::Keep(picked) => self.keep(picked),
            Effect::Wait { ms, ticket } => {
                world::after(ms, move || app.dispatch(Message::Waited(ticket)));
            }
            Effect::Download { name, text, files } => {
                let space = self.0.space.borrow().clone();
                files::hand_out(&name, &text, &space, files, move |missing| {
                    app.dispatch(Message::HandedOut { missing });
                });
            }
            Effect::Speak { language, whole } => return self.speak(language, whole),
            Effect::Link(wish) => link::carry_out(self, *wish),
        }
        None
    }

    fn join(&self, prefix: &str) {
        let app = self.clone();
        self.0.space.replace(String::from(prefix));
        let tabs = Tabs::join(
            prefix,
            Rc::new(move |heard| {
                app.dispatch(match heard {
                    Heard::Stored(key, text) => Message::Told { key, text },
                    Heard::Cleared => Message::Wiped(Shelf::Local),
                });
            }),
        );
        *self.0.tabs.borrow_mut() = tabs;
    }

    fn keep(&self, picked: Picked) {
        let file = match self.0.files.borrow_mut().get_mut(picked.file as usize) {
            Some(file) => file.take(),
            None => None,
        };
        let Some(file) = file else {
            return;
        };
        let app = self.clone();
        let blob: Blob = file.into();
        let bytes = blob.clone();
        files::digest(&bytes, move |digest| {
            let answer = move |app: &App, result| {
                app.dispatch(Message::Kept {
                    file: picked.file,
                    result,
                });
            };
            let Some(digest) = digest else {
                return answer(&app, Err(Fault::Denied));
            };
            let key = app.blob_key(&digest);
            let database = app.0.database.clone();
            database.put_blob(
                &key,
                &blob,
                Box::new(move |result| answer(&app, result.map(|()| digest))),
            );
        });
    }

    /// Fetches what the language needs; what cannot be had is said in English.
    fn speak(&self, language: String, whole: bool) -> Option<Message> {
        let primary = language
            .split('-')
            .next()
            .unwrap_or("")
            .to_ascii_lowercase();
        let foreign = TRANSLATED.contains(&primary.as_str());
        if !foreign && !whole {
            let tag = if primary == "en" { &language } else { "en" };
            *self.0.tongue.borrow_mut() = Tongue::english(intl(tag));
            return Some(Message::Spoken);
        }
        let app = self.clone();
        spawn_local(async move {
            let mut messages = Catalogue::default();
            if foreign {
                messages = messages.or(app.catalogue(&primary).await);
            }
            if whole {
                messages = messages.or(app.catalogue("en").await);
            }
            let tag = if foreign { &language } else { "en" };
            let tongue = app.tongue().switched(tag, messages, intl(tag));
            *app.0.tongue.borrow_mut() = tongue;
            app.dispatch(Message::Spoken);
        });
        None
    }

    async fn catalogue(&self, language: &str) -> Catalogue {
        let url = [&self.0.locales, language, ".json"].concat();
        let text = fetched(&url).await.unwrap_or_default();
        let text = std::str::from_utf8(&text).unwrap_or_default();
        Catalogue::read(text).unwrap_or_default()
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

fn intl(language: &str) -> Rc<dyn Intl> {
    match Browser::new(language) {
        Some(browser) => Rc::new(browser),
        None => Rc::new(Plain {
            offset: world::clock().offset,
        }),
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
