//! A board whose file has errors: where the learner can go on all the same, and how work on one that cannot be shown leaves the device.

use super::effect::Effect;
use super::machine::{Session, Update};
use super::message::Message;
use super::opened::Opened;
use super::stamp::Stamp;
use super::view::{BarView, MistakeView, NoticeView, ProblemView, Screen};
use crate::board::{self, Board, Diagnostic, Reading, Severity};
use crate::progress::Edition;
use crate::words::Phrase;

impl Session {
    /// A board file with errors was opened.
    #[inline(never)]
    pub(super) fn broken(
        &mut self,
        reading: Reading,
        learner: Option<String>,
        language: Option<String>,
        tab: String,
        stamp: Stamp,
        update: &mut Update,
    ) {
        let id = board::id_of(&reading.document);
        let mistakes = reading.diagnostics.into_iter();
        self.next = Screen::Problem(ProblemView {
            title: Phrase::new("problem-board-title"),
            says: Phrase::new("problem-board"),
            mistakes: mistakes.map(shown).collect(),
        });
        // A board that cannot be read has no language to speak.
        let language = language.unwrap_or_else(|| String::from("en"));
        if let Some(id) = id {
            let board = Board {
                id,
                ..Board::default()
            };
            let ground = board::layout(&board);
            let edition = Edition::new(board, ground);
            let mut opened = Opened::new(edition, learner, language.clone(), tab, stamp);
            opened.readonly = true;
            update.effects.extend(opened.load());
            self.stuck = Some(Box::new(opened));
        }
        self.speak(language, update);
    }

    /// The board that was opened spoke of what is gone: one bar says so, with each place for whoever can mend it.
    #[inline(never)]
    pub(super) fn say_gone(&mut self, errors: Vec<Diagnostic>, update: &mut Update) {
        self.gone = errors.into_iter().map(shown).collect();
        if let Some(opened) = self.opened_mut() {
            opened.notice.bar = Some(BarView {
                mistakes: true,
                ..BarView::good(Phrase::new("gone-says"))
            });
        }
        // Sentences about a file are in no first catalogue.
        for effect in &mut update.effects {
            if let Effect::Speak { whole, .. } = effect {
                *whole = true;
            }
        }
    }

    /// What the work on a board that cannot be shown may hear: what the device holds of it, and that it is wanted as a file.
    #[inline(never)]
    pub(super) fn hear_stuck(&mut self, message: Message, stamp: Stamp, update: &mut Update) {
        let Some(opened) = &mut self.stuck else {
            return;
        };
        if let Message::Loaded { .. }
        | Message::Put { .. }
        | Message::Export
        | Message::HandedOut { .. } = message
        {
            opened.update(message, stamp, update);
        }
    }

    #[inline(never)]
    pub(super) fn stuck_notice(&self) -> Option<NoticeView> {
        self.stuck.as_ref().map(|opened| opened.notice.clone())
    }

    #[inline(never)]
    pub(super) fn dismiss_stuck(&mut self, update: &mut Update) {
        if let Some(opened) = &mut self.stuck {
            opened.notice.bar = None;
            update.changed.notice = true;
        }
    }

    /// Sentences about the board's file stand above the board.
    #[inline(never)]
    pub(super) fn shows_mistakes(&self) -> bool {
        let bar = self.opened().and_then(|opened| opened.notice.bar.as_ref());
        bar.is_some_and(|bar| bar.mistakes)
    }

    /// What the file of the open board names and does not have.
    pub fn mistakes(&self) -> Vec<MistakeView> {
        self.gone.clone()
    }

    /// There is work on this device on the board that cannot be shown.
    pub fn has_work_to_save(&self) -> bool {
        let stuck = self.stuck.as_ref();
        stuck.is_some_and(|opened| !opened.log.is_empty())
    }
}

/// Where nothing is wrong with a board but that it speaks of what is gone, the board without it and the errors that say so.
#[inline(never)]
pub(super) fn without_gone(reading: &mut Reading, folder: Option<&str>) {
    reading.board = board::without_gone(reading);
    if let Some(board) = &mut reading.board {
        board::look_beside(board, folder);
        board::lead_beside(board, folder);
        reading
            .diagnostics
            .retain(|it| it.severity == Severity::Error);
    }
}

fn shown(found: Diagnostic) -> MistakeView {
    MistakeView {
        code: found.code,
        error: found.severity == Severity::Error,
        path: found.path,
        line: found.line,
        column: found.column,
        says: found.message,
        suggestion: found.suggestion,
    }
}
