//! The state machine itself: which part of the app a message is for.

mod changed;
mod views;

use super::broken::without_gone;
use super::effect::Effect;
use super::link;
use super::message::Message;
use super::opened::Opened;
use super::stamp::Stamp;
use super::view::{MistakeView, NoticeView, ProblemView, Screen};
use crate::board::{self, Diagnostic, Severity};
use crate::progress::Edition;
use crate::words::{Arg, Phrase};

pub use changed::{Changed, Tiles, Update};

/// One running app.
#[derive(Default)]
pub struct Session {
    /// What will stand once everything needed for it is there.
    pub(super) next: Screen,
    /// The page speaks the language it was asked for.
    speaks: bool,
    screen: Screen,
    opened: Option<Opened>,
    /// The work on a board that cannot be shown: it can be saved all the same.
    pub(super) stuck: Option<Box<Opened>>,
    /// What the board's file names and does not have, where it was opened all the same.
    pub(super) gone: Vec<MistakeView>,
    notice: NoticeView,
    language: String,
}

impl Session {
    /// Nothing opened yet.
    pub fn new() -> Self {
        Session::default()
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message, stamp: Stamp) -> Update {
        let mut update = Update::default();
        match message {
            Message::Open {
                bytes,
                folder,
                learner,
                language,
                readonly,
                tab,
            } => {
                let leads = board::may_lead(&bytes);
                let mut reading = board::read(bytes);
                match &mut reading.board {
                    Some(board) => {
                        board::look_beside(board, folder.as_deref());
                        if leads {
                            board::lead_beside(board, folder.as_deref());
                        }
                    }
                    None => without_gone(&mut reading, folder.as_deref()),
                }
                self.open(reading, learner, language, tab, stamp, &mut update);
                if let Some(opened) = &mut self.opened {
                    opened.readonly = readonly;
                }
            }
            Message::NoBoard { url, status } => self.no_board(url, status, &mut update),
            Message::Language(language) => {
                if let Some(opened) = &mut self.opened {
                    opened.language.clone_from(&language);
                }
                self.speak(language, &mut update);
            }
            Message::Spoken => {
                self.speaks = true;
                update.changed.screen = true;
            }
            Message::Heard => {
                self.notice.announce.clear();
                if let Some(opened) = &mut self.opened {
                    opened.notice.announce.clear();
                }
            }
            Message::Dismissed => self.dismiss(&mut update),
            Message::PartyOver => self.end_party(&mut update),
            message => {
                if let Some(opened) = &mut self.opened {
                    match opened.link {
                        None => opened.update(message, stamp, &mut update),
                        Some(_) => link::take_in(opened, message, stamp, &mut update),
                    }
                    opened.go_on(&mut update);
                } else {
                    self.hear_stuck(message, stamp, &mut update);
                }
            }
        }
        if self.opened.as_ref().is_some_and(|opened| opened.ready) {
            self.next = Screen::Board;
        }
        if update.changed.screen && self.speaks && self.screen != self.next {
            self.screen = self.next.clone();
        }
        update
    }

    fn open(
        &mut self,
        mut reading: board::Reading,
        learner: Option<String>,
        language: Option<String>,
        tab: String,
        stamp: Stamp,
        update: &mut Update,
    ) {
        *self = Session::default();
        update.changed.screen = true;
        let Some(board) = reading.board.take() else {
            return self.broken(reading, learner, language, tab, stamp, update);
        };
        // Of a board that can be used only the board stays: WebAssembly never gives memory back, so what is let go of early is used again.
        drop(reading.document);
        let diagnostics = reading.diagnostics;
        let language = language.unwrap_or_else(|| board.language.clone());
        let ground = board::layout(&board);
        let edition = Edition::new(board, ground);
        let opened = Opened::new(edition, learner, language.clone(), tab, stamp);
        self.speak(language, update);
        update.effects.extend(opened.load());
        self.opened = Some(opened);
        if let Some(Diagnostic {
            severity: Severity::Error,
            ..
        }) = diagnostics.first()
        {
            self.say_gone(diagnostics, update);
        }
    }

    fn no_board(&mut self, url: String, status: Option<u16>, update: &mut Update) {
        let says = match status {
            None => Phrase::new("problem-fetch-offline"),
            Some(404 | 410) => Phrase::new("problem-fetch-missing"),
            Some(401 | 403) => Phrase::new("problem-fetch-refused"),
            Some(status) => Phrase::new("problem-fetch-failed").n("status", status),
        };
        self.opened = None;
        self.stuck = None;
        self.next = Screen::Problem(ProblemView {
            title: Phrase::new("problem-fetch-title"),
            says: says.with("url", Arg::Text(url)),
            mistakes: Vec::new(),
        });
        self.screen = self.next.clone();
        update.changed.screen = true;
    }

    pub(super) fn speak(&mut self, language: String, update: &mut Update) {
        self.language = language;
        update.effects.push(Effect::Speak {
            language: self.language.clone(),
            whole: matches!(self.next, Screen::Problem(_)) || self.shows_mistakes(),
        });
    }

    fn dismiss(&mut self, update: &mut Update) {
        let Some(opened) = &mut self.opened else {
            return self.dismiss_stuck(update);
        };
        if opened.notice.bar.take().is_none() {
            opened.quiet = true;
        }
        update.changed.notice = true;
    }

    #[inline(never)]
    fn end_party(&mut self, update: &mut Update) {
        if let Some(opened) = &mut self.opened {
            opened.notice.celebrate = false;
            update.changed.notice = true;
        }
    }
}
