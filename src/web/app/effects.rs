//! Effects one by one: which part of the browser carries each out, and what it answers.

use std::rc::Rc;

use web_sys::Blob;

use super::App;
use crate::session::{Effect, Fault, Message, Picked, Shelf};
use crate::web::tabs::{Heard, Tabs};
use crate::web::{files, inner, link, local, world};

impl App {
    /// Carries out one effect; what answers in the same turn is returned.
    pub(super) fn carry_out(&self, effect: Effect) -> Option<Message> {
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
}
