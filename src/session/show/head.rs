//! The head of the page: what is missing, the points, the levels, the ways to finish; and what became of the last save.

use super::due;
use crate::board::points_goal;
use crate::rules::{Ahead, Standing, Verdict, Way, evaluate, explain, lines_open, ways};
use crate::session::leaving::goes_first;
use crate::session::message::Fault;
use crate::session::opened::Opened;
use crate::session::view::{BarView, BoardState, HeadView, NoticeView, Saved, WayView};
use crate::words::{Arg, Phrase};

/// More ways than these are no help.
const WAYS: usize = 8;

/// More lines than these are not listed while nothing tells one from another.
const ALIKE: usize = 12;

/// What is missing is a level on a standard, which many activities may bring.
const LEVEL: &str = "rule-open-mastery";

/// This page was told to keep nothing.
const UNWANTED: &str = "saved-unwanted";

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
        let (ways, others) = self.ways(&ahead, outcome.verdict);
        let missing = match outcome.verdict {
            Verdict::Met => Phrase::new("head-finished"),
            _ => explain::next(&ahead, &outcome),
        };
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
            step: match missing.key {
                LEVEL => self.step(),
                _ => None,
            },
            missing,
            also: explain::also(&ahead, &outcome),
            ways,
            other_ways: (others > 0).then(|| Phrase::new("way-others").n("n", others as f64)),
        }
    }

    /// The nearest ways to finish, and how many lines there are besides.
    fn ways(&self, ahead: &Ahead, verdict: Verdict) -> (Vec<WayView>, usize) {
        let rule = self.edition.book.complete;
        let mut found = ways(ahead, rule, WAYS);
        let mut others = 0;
        if verdict == Verdict::Met {
            // Once the board is finished, no way is still to be gone.
            found.retain(|way| way.left == 0);
        } else {
            let shown = found.iter().filter(|way| way.is_line && way.left > 0);
            others = lines_open(ahead, rule).saturating_sub(shown.count());
        }
        let untouched = |ix: &u32| !self.progress.standing(*ix).is_some_and(Standing::in_use);
        let alike = |way: &Way| way.is_line && way.cells.iter().all(untouched);
        let all_alike = found.iter().all(alike);
        if found.len() + others > ALIKE && all_alike {
            return (Vec::new(), 0);
        }
        let nearest = found
            .iter()
            .map(|way| way.left)
            .filter(|left| *left > 0)
            .min();
        // Nor is one that nothing tells from the others.
        let mut told = all_alike;
        let views = found
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
                    title: title(ahead, &way),
                    left: Phrase::new("way-left").n("n", left),
                    met: left == 0,
                    nearest: is_nearest,
                    cells: way.cells,
                })
            })
            .collect();
        (views, others)
    }

    /// What became of the last save.
    pub fn saved(&self) -> Saved {
        if self.readonly {
            return self.looking();
        }
        let trouble = self.keeper.trouble();
        if let Some(saved) = self.link.as_ref().and_then(|link| link.saved(trouble)) {
            return saved;
        }
        match trouble {
            None => Saved::Device,
            Some(Fault::Denied) => Saved::Memory(Some(Phrase::new("saved-memory"))),
            Some(Fault::Unwanted) => Saved::Memory(Some(Phrase::new(UNWANTED))),
            Some(Fault::Full) => Saved::Failed(Some(Phrase::new("saved-full"))),
            Some(Fault::Broken) => Saved::Failed(Some(Phrase::new("saved-broken"))),
        }
    }

    /// The same of a board that may only be looked at. Whether this device can store anything is no matter here; what it has from another visit
    /// may still be on its way.
    #[inline(never)]
    fn looking(&self) -> Saved {
        let saved = self.link.as_ref().and_then(|link| link.saved(None));
        let saved = saved.unwrap_or_default();
        let why = saved.why().cloned();
        Saved::Looking {
            name: saved.name(),
            says: why.map(|why| Phrase::new("saved-readonly-also").with("why", Arg::Phrase(why))),
        }
    }

    /// What the page says beside the board; trouble with storage comes first.
    pub fn notice(&self) -> NoticeView {
        let mut notice = self.notice.clone();
        let says = match self.saved() {
            Saved::Memory(says) | Saved::Failed(says) if !self.quiet => says,
            _ => None,
        };
        if let Some(says) = says
            // As it was asked for: the head says so, and nothing is to be tried again.
            && says.key != UNWANTED
            && !goes_first(notice.bar.as_ref())
        {
            notice.bar = Some(BarView {
                retry: true,
                export: true,
                ..BarView::bad(says)
            });
        }
        notice
    }
}

/// A line by the name it has in every sentence, any other set by its activities.
fn title(ahead: &Ahead, way: &Way) -> Phrase {
    let Some((section, course)) = way.line else {
        return explain::set(ahead, way.rule, &way.cells);
    };
    let line = explain::line(ahead, section, course);
    match way.cells.as_slice() {
        [from, .., to] if way.is_part => Phrase::new("way-part")
            .with("line", Arg::Phrase(line))
            .with("from", Arg::Activity(*from))
            .with("to", Arg::Activity(*to)),
        _ => line,
    }
}
