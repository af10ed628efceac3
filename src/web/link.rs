//! The line to an LMS: `link.js` sends, asks for tokens and agrees with other tabs; here questions to it are put into words, and its answers
//! become news. Both are JSON arrays with their kind first.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::window;

use super::app::App;
use super::page::Page;
use super::{around, local, world};
use crate::exchange::Failure;
use crate::progress::{Event, write_event};
use crate::session::view::Screen;
use crate::session::{Message, News, Shelf, Told, Wish};
use crate::words::Phrase;

#[wasm_bindgen]
extern "C" {
    /// Hands a question to `link.js`. Where that has not come, any question asks for it, under an address that ends with the question.
    #[wasm_bindgen(js_namespace = choiceboardRest)]
    fn ask(question: &str);
}

thread_local! {
    /// Whose work is sent. It lives as long as the page: what need not be dropped costs the first download nothing.
    static PAGE: Cell<Option<&'static Rc<Page>>> = const { Cell::new(None) };
}

thread_local! {
    /// What connected the page's own board, to be heard again after a board within it was open.
    static CONNECTED: RefCell<Option<String>> = const { RefCell::new(None) };
}

thread_local! {
    /// The board that is connected: questions about its work are answered while it is the one that stands, and no other.
    static BOARD: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Has the page's own board connected once more, when it is open again and the one of this id, which is left, no longer is.
pub(super) fn again(left: String) {
    let Some(page) = PAGE.get().filter(|page| page.inside.borrow().is_empty()) else {
        return;
    };
    let session = page.app.session();
    let stands = *session.borrow().screen() == Screen::Board;
    if !stands || session.borrow().head().board == left {
        return world::after(SOON, move || again(left));
    }
    if let Some(news) = CONNECTED.take() {
        hear(&news);
    }
}

/// How long a board that does not stand yet is waited for, in milliseconds.
const SOON: u32 = 200;

/// Has this page hear what `link.js` and `choiceboard.js` tell.
pub(super) fn of(page: Rc<Page>) {
    PAGE.set(Some(Box::leak(Box::new(page))));
}

/// Takes in news from `link.js` and `choiceboard.js`.
#[wasm_bindgen]
pub fn hear(told: &str) {
    let Some(page) = PAGE.get() else {
        return;
    };
    let app = &page.app;
    let screen = app.session().borrow().screen().clone();
    match read(told) {
        Some(Heard::Cut) => cut(page, &screen),
        Some(Heard::News(News::Connect { .. })) if screen != Screen::Board => {
            if let Some(says) = problem(app, &screen) {
                ask(&json!(["problem", says]).to_string());
            }
            let again = String::from(told);
            world::after(SOON, move || hear(&again));
        }
        // The line is not for a board within: it is heard of when the page's own is open again.
        Some(Heard::News(News::Connect { .. })) if !page.inside.borrow().is_empty() => {
            CONNECTED.set(Some(String::from(told)));
        }
        // What is asked about the page's own board waits for nothing else.
        Some(Heard::News(News::Import { ticket, .. })) if is_elsewhere(page) => {
            let why = words(app, &Phrase::new("saved-elsewhere"));
            ask(&json!(["done", ticket, why]).to_string());
        }
        Some(Heard::News(news)) => {
            let connects = matches!(news, News::Connect { .. });
            app.dispatch(Message::Link(Box::new(news)));
            if connects {
                if has_way_out(told) {
                    app.dispatch(Message::Link(Box::new(News::WayOut)));
                }
                CONNECTED.set(Some(String::from(told)));
                BOARD.set(app.session().borrow().head().board);
                page.look_inside();
            }
        }
        Some(Heard::Flush(ticket)) => {
            app.dispatch(Message::Leaving);
            if is_elsewhere(page) {
                return ask(&json!(["done", ticket, null]).to_string());
            }
            app.dispatch(Message::Link(Box::new(News::Shown(true))));
            app.dispatch(Message::Link(Box::new(News::Flush { ticket })));
        }
        // Nor is the file of another board what was asked for.
        Some(Heard::Message(Message::Export)) if is_elsewhere(page) => {}
        Some(Heard::Message(message)) => app.dispatch(message),
        // Nor is what is done there the work that a package keeps.
        Some(Heard::Asked(_)) if is_elsewhere(page) => {}
        Some(Heard::Asked(question)) => answer(app, question),
        Some(Heard::Stands) => {
            page.remember();
            page.look_inside();
        }
        None => {}
    }
}

/// Another board stands than the one whose line this is.
fn is_elsewhere(page: &Page) -> bool {
    !page.inside.borrow().is_empty() || !is_connected(&page.app)
}

/// What `choiceboard.js` tells when `link.js` did not come.
const CUT: &str = "[\"cut\"]";

/// What of an address says that there is somewhere to send to: the last of the element's functions, and of a package.
const LEADS: [&str; 3] = ["endpoint", "parent", "carried"];

/// `link.js` did not come. It is asked for again, by and by (the session says when), and when the network is back.
fn cut(page: &Rc<Page>, screen: &Screen) {
    let is_first = CONNECTED.replace(Some(String::from(CUT))).is_none();
    if let Some(window) = window().filter(|_| is_first) {
        let app = page.app.clone();
        let online = move || app.dispatch(Message::Link(Box::new(News::Online)));
        let online = Closure::<dyn FnMut()>::new(online);
        // Without it the time between two tries is longer.
        let _ = window.add_event_listener_with_callback("online", online.as_ref().unchecked_ref());
        // As long as the page.
        online.forget();
    }
    // It is heard of again when the page's own board is open.
    if !page.inside.borrow().is_empty() {
        return;
    }
    if *screen != Screen::Board {
        if let Some(says) = problem(&page.app, screen) {
            around::hears(&says, "failed");
        }
        return world::after(SOON, || hear(CUT));
    }
    let says = LEADS.iter().any(|name| page.asked.value(name).is_some());
    let cut = News::Cut { says };
    page.app.dispatch(Message::Link(Box::new(cut)));
    let saved = page.app.session().borrow().saved();
    let unheard = Phrase::new("unheard");
    let why = saved.why().unwrap_or(&unheard);
    around::hears(&words(&page.app, why), saved.name());
}

/// Why no board stands.
fn problem(app: &App, screen: &Screen) -> Option<String> {
    let Screen::Problem(problem) = screen else {
        return None;
    };
    let says = [&problem.title, &problem.says].map(|says| words(app, says));
    Some(says.join(": "))
}

/// Whether the board that stands is the one whose line this is; before there is a line it is.
fn is_connected(app: &App) -> bool {
    BOARD.with_borrow(|board| board.is_empty() || *board == app.session().borrow().head().board)
}

/// What `link.js` can tell.
enum Heard {
    News(News),
    /// Everything is to be written and sent now, under this ticket.
    Flush(u32),
    /// `link.js` did not come.
    Cut,
    Message(Message),
    Asked(Question),
    /// A screen stands, and the program is whole.
    Stands,
}

/// What is answered in the same turn: for a page around that may be leaving.
enum Question {
    /// The log in so many UTF-16 units, under a mark.
    Pack(String, usize),
    /// What such a text holds.
    Unpack(String),
    /// What events of these ids say to an LRS that knows the board by this IRI.
    Statements(Vec<Value>, String),
}

fn answer(app: &App, question: Question) {
    let session = app.session();
    let session = session.borrow();
    let answer = match question {
        Question::Pack(mark, room) => session.packed(&mark, world::clock(), room).map(|packed| {
            json!([
                "answer",
                packed.tight.text,
                packed.tight.left,
                packed.objectives,
                packed.interactions
            ])
        }),
        Question::Unpack(text) => session.unpacked(&text).map(|unpacked| {
            let events = written(&unpacked.events);
            json!(["answer", events, unpacked.known])
        }),
        Question::Statements(ids, base) => {
            let ids: Vec<&str> = ids.iter().filter_map(Value::as_str).collect();
            let statements = session.statements(&ids, &base);
            statements.map(|statements| json!(["answer", statements]))
        }
    };
    if let Some(answer) = answer {
        ask(&answer.to_string());
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
        Wish::Tell(told) => tell(app, &told),
        Wish::Done { ticket, why } => {
            json!(["done", ticket, why.map(|why| words(app, &why))])
        }
        Wish::Leave => json!(["leave"]),
        Wish::Line { tries } => json!([tries]),
    };
    ask(&question.to_string());
}

/// What the page around this one hears.
fn tell(app: &App, told: &Told) -> Value {
    let why = told.saved.why().map(|why| words(app, why));
    json!(["tell", {
        "space": told.space,
        "events": written(&told.events),
        "summary": told.summary.write(),
        "saved": told.saved.name(),
        "why": why,
    }])
}

fn written(events: &[Event]) -> Vec<Value> {
    let events = events.iter();
    events
        .map(|event| Value::Object(write_event(event)))
        .collect()
}

fn words(app: &App, phrase: &Phrase) -> String {
    app.tongue()
        .text(phrase, &|ix| app.session().borrow().title(ix))
}

/// Who connects can end the visit as well.
fn has_way_out(connect: &str) -> bool {
    let said: Option<Value> = serde_json::from_str(connect).ok();
    said.is_some_and(|said| said.get(5) == Some(&Value::Bool(true)))
}

/// What `link.js` says.
fn read(news: &str) -> Option<Heard> {
    let news: Value = serde_json::from_str(news).ok()?;
    let text = |at: usize| news.get(at).and_then(Value::as_str).map(String::from);
    let number = |at: usize| news.get(at).and_then(Value::as_f64);
    Some(Heard::News(match text(0)?.as_str() {
        "export" => return Some(Heard::Message(Message::Export)),
        "import" => News::Import {
            ticket: number(1)? as u32,
            text: text(2)?,
        },
        "stands" => return Some(Heard::Stands),
        "flush" => return Some(Heard::Flush(number(1)? as u32)),
        "cut" => return Some(Heard::Cut),
        "pack" => return Some(Heard::Asked(Question::Pack(text(1)?, number(2)? as usize))),
        "statements" => {
            let ids = news.get(1)?.as_array()?.clone();
            return Some(Heard::Asked(Question::Statements(ids, text(2)?)));
        }
        "unpack" => return Some(Heard::Asked(Question::Unpack(text(1)?))),
        "connect" => News::Connect {
            endpoint: text(1)?,
            name: text(2),
            watched: news.get(3)?.as_bool()?,
            anew: news.get(4)?.as_bool()?,
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
    }))
}
