//! The way to something locked, once the learner has asked for it: what lies on it is marked until it is put away, or gone.

use crate::board::Layout;
use crate::progress::Lock;
use crate::rules::{Ix, Toward, Verdict, explain, toward, verdict};
use crate::session::machine::{Changed, Tiles, Update};
use crate::session::opened::Opened;
use crate::session::view::{MapView, TowardView, TrailView};
use crate::words::{Arg, Phrase};

/// The way that is shown.
pub(in crate::session) struct ShownWay {
    /// Its end by id: activities of one's own may move places.
    goal: String,
    ix: Ix,
    way: Toward,
}

impl ShownWay {
    /// Everything that is marked, its end too.
    fn marked(&self) -> impl Iterator<Item = Ix> {
        self.way.steps.iter().copied().chain([self.ix])
    }
}

impl Opened {
    /// Shows the way to an activity, or none any more.
    #[inline(never)]
    pub fn show_way(&mut self, goal: Option<Ix>, update: &mut Update) {
        let shown = goal.and_then(|ix| self.find_way(ix));
        if goal.is_some() && shown.is_none() {
            return;
        }
        let before = std::mem::replace(&mut self.way, shown.map(Box::new));
        let says = match self.way() {
            Some(way) => explain::quoted(way.says),
            None if before.is_none() => return,
            None => Phrase::new("way-hidden"),
        };
        self.notice.announce.push(says);
        let both = before.iter().chain(&self.way);
        self.tell_marks(both.flat_map(|way| way.marked()).collect(), update);
    }

    /// After a change: what has been gone is no longer to be gone, and what is open has no way.
    #[inline(never)]
    pub(in crate::session) fn tell_way(&mut self, update: &mut Update) {
        let Some(before) = self.way.take() else {
            return;
        };
        let ix = self.edition.find(&before.goal);
        self.way = ix.and_then(|ix| self.find_way(ix)).map(Box::new);
        if self.way.as_ref().is_some_and(|now| now.way == before.way) {
            return;
        }
        let now = self.way.iter().flat_map(|way| way.marked());
        let all = before.marked().chain(now).collect();
        if self.way.is_none() {
            let is_locked = ix.is_some_and(|ix| self.progress.locked(ix).is_some());
            let says = match ix.filter(|_| !is_locked) {
                Some(ix) => Phrase::new("way-open").with("goal", Arg::Activity(ix)),
                None => Phrase::new("way-hidden"),
            };
            self.notice.announce.push(explain::quoted(says));
        }
        self.tell_marks(all, update);
    }

    fn tell_marks(&self, mut tiles: Vec<Ix>, update: &mut Update) {
        tiles.sort_unstable();
        tiles.dedup();
        update.changed.merge(Changed {
            tiles: Tiles::Some(tiles),
            badges: true,
            notice: true,
            ..Changed::default()
        });
    }

    /// The way to a stop of a path that waits for others, if there is one that activities can be named for.
    fn find_way(&self, ix: Ix) -> Option<ShownWay> {
        let on_path = self.layout(self.edition.place(ix)?.section) == Layout::Path;
        if !on_path || self.progress.locked(ix) != Some(Lock::Requires) {
            return None;
        }
        let ahead = self.progress.ahead();
        let lock = self.edition.book.lock(ix)?;
        // What can never open has no end to go to.
        if verdict(&ahead, lock).0 == Verdict::Impossible {
            return None;
        }
        let way = toward(&ahead, ix);
        let goal = self.edition.activity(ix)?.id.clone();
        (!way.steps.is_empty()).then_some(ShownWay { goal, ix, way })
    }

    /// What a locked activity waits for besides the reason on its tile, and the other ways past its lock.
    #[inline(never)]
    pub(super) fn also_locked(&self, ix: Ix) -> Vec<Phrase> {
        match self.progress.locked(ix) {
            Some(Lock::Requires) => explain::locked_also(&self.progress.ahead(), ix),
            _ => Vec::new(),
        }
    }

    /// There is a way that could be shown.
    #[inline(never)]
    pub fn has_way(&self, ix: Ix) -> bool {
        self.way.as_ref().is_some_and(|shown| shown.ix == ix) || self.find_way(ix).is_some()
    }

    /// The way that is shown.
    #[inline(never)]
    pub fn way(&self) -> Option<TowardView> {
        let shown = self.way.as_ref()?;
        let key = match shown.way.whole {
            true => "way-shown",
            false => "way-shown-some",
        };
        Some(TowardView {
            goal: shown.ix,
            steps: shown.way.steps.clone(),
            says: Phrase::new(key)
                .n("n", shown.way.steps.len() as f64)
                .with("goal", Arg::Activity(shown.ix))
                .with(
                    "steps",
                    explain::several_times(&shown.way.steps, &shown.way.again),
                ),
        })
    }

    /// What a tile on the shown way says of it.
    pub(super) fn way_flag(&self, ix: Ix) -> Option<Phrase> {
        let shown = self.way.as_ref()?;
        if shown.ix == ix {
            return Some(Phrase::new("way-goal"));
        }
        let on_way = Phrase::new("way-on").with("goal", Arg::Activity(shown.ix));
        shown
            .way
            .steps
            .contains(&ix)
            .then(|| explain::quoted(on_way))
    }

    /// Of a map the ways that the shown way takes, as indices of the map's ways.
    pub fn lit(&self, map: &MapView) -> Vec<usize> {
        let Some(shown) = &self.way else {
            return Vec::new();
        };
        let is_step = |ix: Ix| shown.way.steps.contains(&ix);
        let is_lit = |trail: &TrailView| {
            (trail.to == shown.ix || is_step(trail.to)) && trail.comes_from().any(is_step)
        };
        let all = map.trails.iter().enumerate();
        all.filter(|(_, trail)| !trail.loose && is_lit(trail))
            .map(|(at, _)| at)
            .collect()
    }
}
