//! The head of the page: what is missing, the points, the levels, the ways to finish; and what became of the last save.

use super::due;
use crate::board::points_goal;
use crate::rules::{Course, Verdict, evaluate, explain, ways};
use crate::session::message::Fault;
use crate::session::opened::Opened;
use crate::session::view::{BarView, BoardState, HeadView, NoticeView, Saved, WayView};
use crate::words::{Arg, Phrase};

/// More ways than these are no help.
const WAYS: usize = 8;

impl Opened {
    /// The head of the page.
    pub fn head(&self) -> HeadView {
        let board = &self.edition.board;
        let ahead = self.progress.ahead();
        let rule = self.edition.book.complete;
        let outcome = evaluate(&ahead, rule);
        let points = self.progress.points();
        let level = self.progress.level();
        let text = |text: &crate::board::Text| String::from(text.get(&self.language));
        let next = board.levels.get(level as usize);
        let mut found = ways(&ahead, rule, WAYS);
        // Once the board is finished, no way is still to be gone.
        found.retain(|way| way.left == 0 || outcome.verdict != Verdict::Met);
        HeadView {
            board: board.id.clone(),
            title: text(&board.title),
            about: text(&board.about),
            due: board
                .due
                .filter(|_| outcome.verdict != Verdict::Met)
                .map(|due| due::says(due, self.progress.facts().clock)),
            state: match outcome.verdict {
                Verdict::Met => BoardState::Complete,
                Verdict::Open => BoardState::InProgress,
                Verdict::Impossible => BoardState::Impossible,
            },
            points,
            goal: points_goal(board),
            level,
            levels: board
                .levels
                .iter()
                .map(|level| (text(&level.title), level.points, points >= level.points))
                .collect(),
            next_level: next.map(|next| {
                Phrase::new("level-next")
                    .n("level", level)
                    .n("points", (next.points - points).number())
                    .with("title", Arg::Text(text(&next.title)))
            }),
            missing: match outcome.verdict {
                Verdict::Met => Phrase::new("head-finished"),
                _ => explain::missing(&ahead, &outcome),
            },
            also: explain::also(&ahead, &outcome),
            ways: self.ways(found),
        }
    }

    fn ways(&self, found: Vec<crate::rules::Way>) -> Vec<WayView> {
        let nearest = found
            .iter()
            .map(|way| way.left)
            .filter(|left| *left > 0)
            .min();
        let mut told = false;
        found
            .into_iter()
            .filter_map(|way| {
                let first = way.cells.first()?;
                let section = match &way.line {
                    Some((section, _)) => *section,
                    None => self.edition.place(*first)?.section,
                };
                let left = way.left;
                // One of several equally near is drawn thick: two thick lines are no guide.
                let is_nearest = !told && left > 0 && Some(left) == nearest;
                told |= is_nearest;
                Some(WayView {
                    section,
                    line: way.is_line,
                    title: title(way.line.as_ref().map(|(_, course)| course), &way.cells),
                    left: Phrase::new("way-left").n("n", left),
                    met: left == 0,
                    nearest: is_nearest,
                    cells: way.cells,
                })
            })
            .collect()
    }

    /// What became of the last save.
    pub fn saved(&self) -> Saved {
        match self.keeper.trouble() {
            None => Saved::Device,
            Some(Fault::Denied) => Saved::Memory(Some(Phrase::new("saved-memory"))),
            Some(Fault::Full) => Saved::Failed(Some(Phrase::new("saved-full"))),
            Some(Fault::Broken) => Saved::Failed(Some(Phrase::new("saved-broken"))),
        }
    }

    /// What the page says beside the board; trouble with storage comes first.
    pub fn notice(&self) -> NoticeView {
        let mut notice = self.notice.clone();
        let says = match self.saved() {
            Saved::Memory(says) | Saved::Failed(says) if !self.quiet => says,
            _ => None,
        };
        if let Some(says) = says {
            notice.bar = Some(BarView {
                says,
                retry: true,
                export: true,
                trouble: true,
            });
        }
        notice
    }
}

/// "Top row" is said by its number: a board may have seven.
fn title(course: Option<&Course>, cells: &[u32]) -> Phrase {
    match course {
        Some(Course::Row(row)) => Phrase::new("way-row").n("n", *row),
        Some(Course::Column(column)) => Phrase::new("way-column").n("n", *column),
        Some(Course::Falling) => Phrase::new("way-falling"),
        Some(Course::Rising) => Phrase::new("way-rising"),
        None => Phrase::new("way-set").with(
            "which",
            Arg::List(cells.iter().map(|ix| Arg::Activity(*ix)).collect(), true),
        ),
    }
}
