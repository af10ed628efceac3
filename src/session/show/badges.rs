//! Badges and the points' ledger.

use crate::rules::{Outcome, Verdict, evaluate, explain};
use crate::session::opened::Opened;
use crate::session::view::{BadgeView, LedgerLine, LedgerView};
use crate::words::{Arg, Phrase};

/// Lines of the ledger that are shown, newest first; the file has them all.
const LINES: usize = 200;

impl Opened {
    /// Badges in the board's order, each with how far it is away.
    pub fn badges(&self) -> Vec<BadgeView> {
        let board = &self.edition.board;
        if board.badges.is_empty() {
            return Vec::new();
        }
        let ahead = self.progress.ahead();
        board
            .badges
            .iter()
            .zip(&self.edition.book.badges)
            .enumerate()
            .map(|(ix, (badge, rule))| {
                let earned = self.progress.badges().earned(ix);
                let outcome = evaluate(&ahead, *rule);
                BadgeView {
                    id: badge.id.clone(),
                    title: String::from(badge.title.get(&self.language)),
                    about: String::from(badge.about.get(&self.language)),
                    icon: badge.icon.clone(),
                    earned,
                    says: match earned {
                        true => Phrase::new("badge-earned"),
                        false if badge.when.is_by_hand() => Phrase::new("badge-given"),
                        false => explain::quoted(explain::missing(&ahead, &outcome)),
                    },
                    progress: if earned { 1.0 } else { share(&outcome) },
                }
            })
            .collect()
    }

    /// The points and their reasons.
    pub fn ledger(&self) -> LedgerView {
        let ledger = self.progress.ledger();
        let lines = ledger.lines().iter().rev().take(LINES);
        LedgerView {
            lines: lines
                .map(|line| LedgerLine {
                    when: line.at.map_or_else(
                        || Phrase::new("ledger-start"),
                        |at| Phrase::new("ledger-when").with("date", Arg::Date(at, true)),
                    ),
                    says: Phrase::new("ledger-line")
                        .with("reason", Arg::Text(String::from(line.reason)))
                        .with("activity", Arg::Activity(line.activity)),
                    points: line.points,
                })
                .collect(),
            total: ledger.total(),
        }
    }
}

/// How much of the way is done, 0 to 1; a badge not earned is never shown as full.
fn share(outcome: &Outcome) -> f64 {
    if outcome.verdict == Verdict::Met {
        return 1.0;
    }
    if outcome.need > 0.0 {
        (outcome.have / outcome.need).clamp(0.0, 0.99)
    } else {
        0.0
    }
}
