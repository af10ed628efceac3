//! The others, as far as the LMS tells of them and the board wants them shown: places, the class together, whom one is compared with.

use std::collections::BTreeMap;

use crate::board::Leaderboard;
use crate::exchange::{Class, Peer};
use crate::rules::{Ix, Points, State};
use crate::session::link::Heard;
use crate::session::opened::Opened;
use crate::session::view::{
    ClassView, FlagsView, HelpView, PanelView, PeerView, PeersView, RoomView, TogetherView,
};
use crate::words::{Arg, Phrase};

use super::journal::written_on;

/// So many before and after one are neighbours.
const NEAR: usize = 2;

impl Opened {
    /// What was heard of the others, and whether it is no more than a few minutes old.
    fn others(&self) -> Option<(&Heard, bool)> {
        let heard = self.link.as_ref()?.heard_of()?;
        Some((heard, heard.is_fresh(self.progress.facts().clock)))
    }

    /// How many are there of those who can be at once, when that was heard, and whether it is no more than a few minutes ago.
    fn taken(&self, ix: Ix) -> Option<(u32, i64, bool)> {
        let (heard, is_fresh) = self.others()?;
        let taken = *heard.class.places.get(&self.activity(ix)?.id)?;
        Some((taken, heard.at, is_fresh))
    }

    /// A tile has a flag that few have.
    #[inline(never)]
    pub(super) fn is_flagged(&self, ix: Ix) -> bool {
        self.flags(ix) != FlagsView::default()
    }

    /// What few tiles say.
    #[inline(never)]
    pub fn flags(&self, ix: Ix) -> FlagsView {
        let standing = self.progress.standing(ix);
        let asked = self.progress.interests().is_some();
        FlagsView {
            for_you: asked && standing.is_some_and(|standing| self.is_for_you(ix, standing)),
            room: standing.and_then(|standing| self.room_on_tile(ix, standing.state)),
            turn: self.turn_flag(ix),
            way: self.way_flag(ix),
        }
    }

    /// How many places are free, as a tile says it: as it is now or not at all, and only to whom it matters.
    fn room_on_tile(&self, ix: Ix, state: State) -> Option<RoomView> {
        let limit = self.activity(ix)?.more.limit?;
        let (taken, _, is_fresh) = self.taken(ix)?;
        let matters = !matches!(state, State::Locked | State::Waiting | State::Done);
        if !is_fresh || !matters {
            return None;
        }
        let free = limit.saturating_sub(taken);
        let is_full = free == 0 && !matches!(state, State::Chosen | State::Started);
        let key = match (is_full, free) {
            (true, _) => "tile-full",
            (_, 0) => "tile-taken",
            _ => "tile-free",
        };
        let says = Phrase::new(key).n("free", free).n("limit", limit);
        Some(RoomView { says, is_full })
    }

    /// Activities that not all can do at once, or that are done in turns.
    #[inline(never)]
    pub(in crate::session) fn stations(&self) -> Vec<Ix> {
        let turns = self.sections_in_turns();
        let is_in_turns = |ix| {
            let place = self.edition.place(ix);
            place.is_some_and(|place| turns.contains(&place.section))
        };
        let all = (0..).zip(&self.edition.board.activities);
        let stations = all.filter(|(ix, of)| of.more.limit.is_some() || is_in_turns(*ix));
        stations.map(|(ix, _)| ix).collect()
    }

    /// How many places there are at an activity with a limit, above its buttons; and where it is full, what choosing it would mean.
    #[inline(never)]
    pub(super) fn seat(&self, ix: Ix, panel: &mut PanelView) {
        let Some(limit) = self.activity(ix).and_then(|of| of.more.limit) else {
            return;
        };
        let taken = self.taken(ix);
        // Whoever has taken it up has a place, as far as anybody knows here.
        let is_there = matches!(panel.tile.state, State::Chosen | State::Started);
        let full = taken.filter(|(taken, ..)| *taken >= limit && !is_there);
        let says = match taken {
            None => Phrase::new("places-limit").n("limit", limit),
            Some((taken, at, is_fresh)) => {
                let key = match full {
                    Some(_) if is_fresh => "places-full",
                    _ if taken >= limit => "places-taken",
                    _ => "places-free",
                };
                let says = Phrase::new(key)
                    .n("free", limit.saturating_sub(taken))
                    .n("taken", taken)
                    .n("limit", limit);
                match is_fresh {
                    true => says,
                    false => written_on("class-then", at, true).with("says", Arg::Phrase(says)),
                }
            }
        };
        let is_full = full.is_some_and(|(_, _, is_fresh)| is_fresh);
        let room = RoomView { says, is_full };
        let help = panel
            .help
            .get_or_insert_with(|| Box::new(HelpView::default()));
        help.room = Some(room);
        if !is_full {
            return;
        }
        for action in &mut panel.actions {
            if matches!(action.name, "choose" | "start") && action.refused.is_none() {
                let full = Phrase::new("places-warn").n("limit", limit);
                action.warning = Some(match action.warning.take() {
                    None => full,
                    Some(other) => Phrase::new("places-warn-too")
                        .with("full", Arg::Phrase(full))
                        .with("other", Arg::Phrase(other)),
                });
            }
        }
    }

    /// The class together, and whom one is compared with.
    #[inline(never)]
    pub fn class(&self) -> ClassView {
        let heard = self.others();
        let class = heard.map(|(heard, _)| &*heard.class);
        let old = heard.filter(|(_, is_fresh)| !is_fresh);
        ClassView {
            together: class.and_then(together),
            peers: self.peers(class),
            as_of: old.map(|(heard, _)| written_on("class-as-of", heard.at, true)),
        }
    }

    fn peers(&self, class: Option<&Class>) -> Option<PeersView> {
        let said = self.progress.journal().and_then(|all| all.takes_part);
        let takes_part = said != Some(false);
        let all = class.map_or(&[][..], |class| &class.peers);
        let kind = match self.edition.board.leaderboard {
            Leaderboard::Off => return None,
            Leaderboard::Team => "team",
            Leaderboard::Neighbours => "neighbours",
            Leaderboard::All => "all",
        };
        // Whoever has said something can take it back, whatever the LMS sends.
        if all.is_empty() && said.is_none() {
            return None;
        }
        let rows = match kind {
            _ if !takes_part => Vec::new(),
            "team" => teams(all),
            "neighbours" => neighbours(all),
            _ => everybody(all),
        };
        Some(PeersView {
            kind,
            rows,
            takes_part,
            open: !self.readonly,
        })
    }
}

fn together(class: &Class) -> Option<TogetherView> {
    let points = class.points?;
    let says = Phrase::new("class-points")
        .n("n", points.number())
        .n("learners", class.learners.unwrap_or_default());
    let goal = class.goal.map(|goal| {
        let key = match points >= goal {
            true => "class-goal-reached",
            false => "class-goal",
        };
        let says = Phrase::new(key)
            .n("n", points.number())
            .n("goal", goal.number());
        (says, share(points, goal))
    });
    Some(TogetherView { says, goal })
}

/// In percent, whole ones; all of it only once it is all.
fn share(points: Points, goal: Points) -> u32 {
    let part = (points.number() / goal.number() * 100.0).floor();
    part.clamp(0.0, 100.0) as u32
}

/// Most points first.
fn sorted(all: &[Peer]) -> Vec<&Peer> {
    let mut all: Vec<&Peer> = all.iter().collect();
    all.sort_by_key(|peer| std::cmp::Reverse((peer.points, peer.you)));
    all
}

/// Those just before and just after the learner; of equals nobody is before. No places are told: nobody learns of being the last.
fn neighbours(all: &[Peer]) -> Vec<PeerView> {
    let all = sorted(all);
    let Some(mine) = all.iter().position(|peer| peer.you) else {
        return Vec::new();
    };
    let begin = mine.saturating_sub(NEAR);
    let near = all.into_iter().skip(begin).take(mine - begin + 1 + NEAR);
    let near: Vec<PeerView> = near.map(|peer| row(peer, None)).collect();
    match near.len() {
        1 => Vec::new(),
        _ => near,
    }
}

/// All of them; equals share a place.
fn everybody(all: &[Peer]) -> Vec<PeerView> {
    let all = sorted(all);
    let place = |points| all.iter().filter(|peer| peer.points > points).count() + 1;
    let mut last = None;
    let rows = all.iter().map(|peer| {
        // Among hundreds it is looked for once for each number of points.
        let (_, place) = match last {
            Some(known @ (points, _)) if points == peer.points => known,
            _ => *last.insert((peer.points, place(peer.points))),
        };
        row(peer, Some(place as u32))
    });
    rows.collect()
}

/// What the members of each team have together. Whoever is in none is in no row.
fn teams(all: &[Peer]) -> Vec<PeerView> {
    let mut teams: BTreeMap<&str, (Points, bool)> = BTreeMap::new();
    for peer in all {
        if let Some(team) = &peer.team {
            let (points, mine) = teams.entry(team).or_default();
            *points += peer.points;
            *mine |= peer.you;
        }
    }
    let mut rows: Vec<PeerView> = teams
        .into_iter()
        .map(|(team, (points, mine))| PeerView {
            place: None,
            name: String::from(team),
            mine,
            points,
        })
        .collect();
    // By name among equals.
    rows.sort_by_key(|row| std::cmp::Reverse(row.points));
    rows
}

fn row(peer: &Peer, place: Option<u32>) -> PeerView {
    PeerView {
        place,
        name: peer.nickname.clone().unwrap_or_default(),
        mine: peer.you,
        points: peer.points,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(points: i64, name: &str, you: bool) -> Peer {
        Peer {
            points: Points::whole(points),
            nickname: (!name.is_empty()).then(|| String::from(name)),
            team: None,
            you,
        }
    }

    fn told(rows: Vec<PeerView>) -> Vec<(Option<u32>, String, f64)> {
        let one = |row: PeerView| (row.place, row.name, row.points.number());
        rows.into_iter().map(one).collect()
    }

    #[test]
    fn neighbours_are_two_before_and_two_after_without_places() {
        let all: Vec<Peer> = (0..9).map(|n| peer(n, &n.to_string(), n == 4)).collect();
        let near = told(neighbours(&all));
        let names: Vec<&str> = near.iter().map(|(_, name, _)| name.as_str()).collect();
        assert_eq!(names, ["6", "5", "4", "3", "2"]);
        assert!(near.iter().all(|(place, ..)| place.is_none()));
        // The first and the last have fewer.
        let all: Vec<Peer> = (0..9).map(|n| peer(n, "", n == 8)).collect();
        assert_eq!(neighbours(&all).len(), 3);
        let all: Vec<Peer> = (0..9).map(|n| peer(n, "", n == 0)).collect();
        assert_eq!(neighbours(&all).len(), 3);
        // Nobody is before whoever has as many points.
        let equals = [peer(3, "a", false), peer(3, "b", true), peer(3, "c", false)];
        assert_eq!(told(neighbours(&equals))[0].1, "b");
        assert_eq!(neighbours(&[peer(3, "", true)]), []);
        assert_eq!(neighbours(&[peer(3, "a", false), peer(2, "b", false)]), []);
    }

    proptest::proptest! {
        #[test]
        fn nobody_learns_more_than_two_before_and_two_after(
            points in proptest::collection::vec(0i64..20, 1..60),
            you in 0usize..60,
        ) {
            let you = you % points.len();
            let all = points.iter().enumerate();
            let all: Vec<Peer> = all.map(|(n, points)| peer(*points, "", n == you)).collect();
            let near = neighbours(&all);
            if points.len() == 1 {
                proptest::prop_assert_eq!(near, []);
                return Ok(());
            }
            let mine = near.iter().position(|row| row.mine).unwrap();
            proptest::prop_assert!(mine <= NEAR && near.len() - mine - 1 <= NEAR);
            proptest::prop_assert!(near.iter().all(|row| row.place.is_none()));
            let own = Points::whole(points[you]);
            proptest::prop_assert!(near[..mine].iter().all(|row| row.points > own));
            proptest::prop_assert!(near[mine + 1..].iter().all(|row| row.points <= own));
        }
    }

    #[test]
    fn equals_share_a_place() {
        let all = [
            peer(1, "a", false),
            peer(7, "b", false),
            peer(7, "", true),
            peer(3, "d", false),
        ];
        let row = |place, name: &str, points| (Some(place), String::from(name), points);
        assert_eq!(
            told(everybody(&all)),
            [
                row(1, "", 7.0),
                row(1, "b", 7.0),
                row(3, "d", 3.0),
                row(4, "a", 1.0)
            ]
        );
    }

    #[test]
    fn a_team_has_what_its_members_have() {
        let mut all = [
            peer(1, "a", false),
            peer(7, "b", false),
            peer(2, "c", true),
            peer(50, "d", false),
        ];
        for (peer, team) in all.iter_mut().zip(["Red", "Blue", "Red"]) {
            peer.team = Some(String::from(team));
        }
        let rows = teams(&all);
        let told: Vec<(&str, f64, bool)> = rows
            .iter()
            .map(|row| (row.name.as_str(), row.points.number(), row.mine))
            .collect();
        assert_eq!(told, [("Blue", 7.0, false), ("Red", 3.0, true)]);
    }

    #[test]
    fn a_goal_is_all_reached_only_when_it_is() {
        let goal = Points::whole(2_000);
        assert_eq!(share(Points::whole(1_999), goal), 99);
        assert_eq!(share(Points::whole(2_000), goal), 100);
        assert_eq!(share(Points::whole(9_000), goal), 100);
        assert_eq!(share(Points::whole(-5), goal), 0);
    }
}
