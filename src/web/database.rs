//! `IndexedDB`: one database with texts by key and blobs by key. Every request answers exactly once.
//!
//! Written by hand on web-sys: the kept crates for it bring futures and error types that weigh more than these lines.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, DomException, Event, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest,
    IdbTransaction, IdbTransactionMode, window,
};

use super::local::{NOWHERE, fault};
use super::world;
use crate::session::Fault;

const NAME: &str = "choiceboard";
const TEXTS: &str = "texts";
const BLOBS: &str = "blobs";

/// How long the database may take to open before the page goes on without it.
const PATIENCE: u32 = 4000;

/// The database, opened at the first need.
#[derive(Clone, Default)]
pub struct Database(Rc<RefCell<State>>);

#[derive(Default)]
enum State {
    #[default]
    Closed,
    Opening(Vec<Waiting>),
    Open(IdbDatabase),
}

type Waiting = Box<dyn FnOnce(Result<&IdbDatabase, Fault>)>;
pub type Answer<T> = Box<dyn FnOnce(Result<T, Fault>)>;

impl Database {
    /// Every key that begins with `prefix`, and its text.
    pub fn read(&self, prefix: &str, answer: Answer<Vec<(String, String)>>) {
        let range = range(prefix);
        self.with(Box::new(move |database| {
            let step = || -> Result<_, Fault> {
                let (transaction, store) = store(database?, TEXTS, IdbTransactionMode::Readonly)?;
                let range = range?;
                let keys = store.get_all_keys_with_key(&range).map_err(fault)?;
                let texts = store.get_all_with_key(&range).map_err(fault)?;
                Ok((transaction, keys, texts))
            };
            match step() {
                Err(fault) => answer(Err(fault)),
                Ok((transaction, keys, texts)) => finish(
                    &transaction,
                    Box::new(move |done| {
                        answer(done.and_then(|()| {
                            let keys = js_sys::Array::from(&keys.result().map_err(fault)?);
                            let texts = js_sys::Array::from(&texts.result().map_err(fault)?);
                            Ok(keys
                                .iter()
                                .zip(texts.iter())
                                .filter_map(|(key, text)| {
                                    Some((key.as_string()?, text.as_string()?))
                                })
                                .collect())
                        }));
                    }),
                ),
            }
        }));
    }

    /// Stores a text; answers when the browser has committed it.
    pub fn put(&self, key: &str, text: &str, answer: Answer<()>) {
        self.write(
            TEXTS,
            JsValue::from_str(key),
            JsValue::from_str(text),
            answer,
        );
    }

    /// Stores a blob; answers when the browser has committed it.
    pub fn put_blob(&self, key: &str, blob: &Blob, answer: Answer<()>) {
        self.write(BLOBS, JsValue::from_str(key), blob.into(), answer);
    }

    /// A blob, if it is there.
    pub fn blob(&self, key: &str, answer: Answer<Option<Blob>>) {
        let key = JsValue::from_str(key);
        self.with(Box::new(move |database| {
            let step = || -> Result<_, Fault> {
                let (transaction, store) = store(database?, BLOBS, IdbTransactionMode::Readonly)?;
                Ok((transaction, store.get(&key).map_err(fault)?))
            };
            match step() {
                Err(fault) => answer(Err(fault)),
                Ok((transaction, request)) => {
                    finish(
                        &transaction,
                        Box::new(move |done| {
                            answer(done.and_then(|()| {
                                Ok(request.result().map_err(fault)?.dyn_into().ok())
                            }));
                        }),
                    )
                }
            }
        }));
    }

    /// Forgets a text, if it can.
    pub fn remove(&self, key: &str) {
        let key = JsValue::from_str(key);
        self.with(Box::new(move |database| {
            if let Ok(database) = database
                && let Ok((_, store)) = store(database, TEXTS, IdbTransactionMode::Readwrite)
            {
                // A key that stays is only kept twice.
                let _ = store.delete(&key);
            }
        }));
    }

    fn write(&self, into: &'static str, key: JsValue, value: JsValue, answer: Answer<()>) {
        self.with(Box::new(move |database| {
            let step = || -> Result<IdbTransaction, Fault> {
                let (transaction, store) = store(database?, into, IdbTransactionMode::Readwrite)?;
                store.put_with_key(&value, &key).map_err(fault)?;
                Ok(transaction)
            };
            match step() {
                Err(fault) => answer(Err(fault)),
                Ok(transaction) => finish(&transaction, answer),
            }
        }));
    }

    /// Goes on with the open database, or with why there is none.
    fn with(&self, then: Waiting) {
        let mut state = self.0.borrow_mut();
        match &mut *state {
            State::Opening(waiting) => waiting.push(then),
            State::Open(database) => {
                let database = database.clone();
                drop(state);
                then(Ok(&database));
            }
            State::Closed => {
                *state = State::Opening(vec![then]);
                drop(state);
                self.open();
            }
        }
    }

    fn open(&self) {
        let allowed = window().filter(|_| !NOWHERE.get());
        let request = match allowed.map(|window| window.indexed_db()) {
            Some(Ok(Some(factory))) => factory.open_with_u32(NAME, 1).map_err(fault),
            None if NOWHERE.get() => Err(Fault::Unwanted),
            _ => Err(Fault::Denied),
        };
        let request: IdbOpenDbRequest = match request {
            Ok(request) => request,
            Err(fault) => return self.opened(Err(fault)),
        };
        let this = self.clone();
        let asked = request.clone();
        let heard = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            let database = asked
                .result()
                .ok()
                .and_then(|result| result.dyn_into::<IdbDatabase>().ok());
            match (event.type_().as_str(), database) {
                ("upgradeneeded", Some(database)) => {
                    // If either fails, opening fails, and that is heard.
                    let _ = database.create_object_store(TEXTS);
                    let _ = database.create_object_store(BLOBS);
                }
                ("success", Some(database)) => this.opened(Ok(database)),
                _ => this.opened(Err(Fault::Denied)),
            }
        });
        let listener = heard.as_ref().unchecked_ref();
        request.set_onupgradeneeded(Some(listener));
        request.set_onsuccess(Some(listener));
        request.set_onerror(Some(listener));
        request.set_onblocked(Some(listener));
        // Once a page, or once after the browser closed the database under us.
        heard.forget();
        let this = self.clone();
        world::after(PATIENCE, move || {
            if matches!(*this.0.borrow(), State::Opening(_)) {
                this.opened(Err(Fault::Broken));
            }
        });
    }

    fn opened(&self, result: Result<IdbDatabase, Fault>) {
        let before = self.0.replace(match &result {
            Ok(database) => State::Open(database.clone()),
            Err(_) => State::Closed,
        });
        if let Ok(database) = &result {
            // The browser closes it when the site's data is cleared, or another version wants in: then it is opened anew.
            let this = self.clone();
            let gone = Closure::<dyn FnMut(Event)>::new(move |_: Event| {
                if let State::Open(database) = this.0.replace(State::Closed) {
                    database.close();
                }
            });
            database.set_onclose(Some(gone.as_ref().unchecked_ref()));
            database.set_onversionchange(Some(gone.as_ref().unchecked_ref()));
            gone.forget();
        }
        if let State::Opening(waiting) = before {
            for then in waiting {
                then(result.as_ref().map_err(|fault| *fault));
            }
        }
    }
}

/// Keys that begin with `prefix`; no key has a character past U+FFFE.
fn range(prefix: &str) -> Result<IdbKeyRange, Fault> {
    let end = format!("{prefix}\u{ffff}");
    IdbKeyRange::bound(&JsValue::from_str(prefix), &JsValue::from_str(&end)).map_err(fault)
}

fn store(
    database: &IdbDatabase,
    name: &str,
    mode: IdbTransactionMode,
) -> Result<(IdbTransaction, IdbObjectStore), Fault> {
    let transaction = database
        .transaction_with_str_and_mode(name, mode)
        .map_err(fault)?;
    let store = transaction.object_store(name).map_err(fault)?;
    Ok((transaction, store))
}

/// Answers when the transaction has been committed or given up; it does one of the two, once.
fn finish(transaction: &IdbTransaction, answer: Answer<()>) {
    let ended = transaction.clone();
    let heard = Closure::once_into_js(move |event: Event| {
        answer(if event.type_() == "complete" {
            Ok(())
        } else {
            let error: Option<DomException> = ended.error();
            Err(error.map_or(Fault::Broken, |error| fault(error.into())))
        });
    });
    let listener = Some(heard.unchecked_ref());
    transaction.set_oncomplete(listener);
    transaction.set_onabort(listener);
}
