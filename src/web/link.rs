//! The line to an LMS: `link.js` sends, asks for tokens and agrees with other tabs; here questions to it are put into words, and its answers
//! become news. Both are JSON arrays with their kind first.

use std::cell::Cell;

use serde_json::{Value, json};
use wasm_bindgen::prelude::wasm_bindgen;

use super::app::App;
use super::{local, world};
use crate::exchange::Failure;
use crate::session::view::Screen;
use crate::session::{Message, News, Shelf, Wish};

#[wasm_bindgen]
extern "C" {
    /// Hands a question to `link.js`.
    #[wasm_bindgen(js_namespace = choiceboardRest)]
    fn ask(question: &str);
}

thread_local! {
    /// Whose work is sent. It lives as long as the page: what need not be dropped costs the first download nothing.
    static APP: Cell<Option<&'static App>> = const { Cell::new(None) };
}

/// How long a board that does not stand yet is waited for, in milliseconds.
const SOON: u32 = 200;

/// Has this app hear what `link.js` tells.
pub fn of(app: &App) {
    APP.set(Some(Box::leak(Box::new(app.clone()))));
}

/// Takes in news from `link.js`.
#[wasm_bindgen]
pub fn hear(news: &str) {
    let Some(app) = APP.get() else {
        return;
    };
    let stands = *app.session().borrow().screen() == Screen::Board;
    match read(news) {
        Some(News::Connect { .. }) if !stands => {
            let again = String::from(news);
            world::after(SOON, move || hear(&again));
        }
        Some(news) => app.dispatch(Message::Link(Box::new(news))),
        None => {}
    }
}

/// Carries out one wish.
#[inline(never)]
pub fn carry_out(app: &App, wish: Wish) {
    let question = match wish {
        Wish::Read { shelf, prefix } => {
            let teller = app.clone();
            let tell = move |result| {
                let found = News::Found { shelf, result };
                teller.dispatch(Message::Link(Box::new(found)));
            };
            return match shelf {
                Shelf::Local => tell(local::read(&prefix)),
                Shelf::Database => app.read(&prefix, Box::new(tell)),
            };
        }
        Wish::Lead { name } => json!(["lead", name]),
        Wish::Token => json!(["token"]),
        Wish::Send {
            endpoint,
            text,
            leaving,
            ticket,
        } => {
            // JavaScript's numbers end before ours.
            json!(["send", ticket.to_string(), endpoint, text, leaving])
        }
    };
    ask(&question.to_string());
}

/// What `link.js` says, as news.
fn read(news: &str) -> Option<News> {
    let news: Value = serde_json::from_str(news).ok()?;
    let text = |at: usize| news.get(at).and_then(Value::as_str).map(String::from);
    let number = |at: usize| news.get(at).and_then(Value::as_f64);
    Some(match text(0)?.as_str() {
        "connect" => News::Connect {
            endpoint: text(1)?,
            name: None,
        },
        "lead" => News::Leads,
        "token" => News::Token,
        "online" => News::Online,
        "shown" => News::Shown(news.get(1)?.as_bool()?),
        "send" => News::Answered {
            ticket: text(1)?.parse().ok()?,
            result: match number(2)? as u16 {
                200 => Ok(text(4)?),
                0 => Err(Failure::NoAnswer),
                status => {
                    let wait = number(3).filter(|wait| *wait >= 0.0);
                    Err(Failure::Status(status, wait.map(|wait| wait as u32)))
                }
            },
        },
        _ => return None,
    })
}
