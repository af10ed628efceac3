//! What the page asks of the app: boards by address and from the device, files to hand in, logs to take in, files that were kept.

use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, Url};

use super::{App, fetched};
use crate::board;
use crate::session::{Act, Message, Picked};
use crate::web::database::Answer;
use crate::web::{files, world};

impl App {
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

    pub(super) fn blob_key(&self, digest: &str) -> String {
        [self.0.space.borrow().as_str(), digest].concat()
    }
}
