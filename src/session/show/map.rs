//! Paths as maps: who waits for whom, where everything lies, which ways have been gone, and the way to what is still locked.

use crate::board::chart::{Crowd, Drawing, Trail, chart, draw};
use crate::board::{Layout, Sheet};
use crate::progress::Lock;
use crate::rules::{Gate, Ix, Needs, Place, Rule, State, explain};
use crate::session::opened::Opened;
use crate::session::view::{DrawnView, Gone, MapView, StopView, TrailView};
use crate::words::Phrase;

/// What is to be laid out, before it has places.
#[derive(Default)]
struct Plan {
    /// Activities on the map, section by section.
    stops: Vec<Ix>,
    /// By stop: which of the map's sections.
    sections: Vec<u32>,
    /// By stop: ways and gate say all that it waits for.
    told: Vec<bool>,
    /// From, to, and whether it only says in which order.
    ways: Vec<(usize, usize, bool)>,
    /// Those that are waited for as one, and who waits.
    crowds: Vec<Crowd>,
}

/// So many members of crowds are looked at: with more, a way comes out of nowhere.
const MEMBERS: usize = 100_000;

impl Opened {
    /// The map that begins at a section: it and the paths right after it. Nothing where no map begins.
    pub fn map(&self, first: u32) -> Option<MapView> {
        let ground = &self.edition.ground;
        let sections = ground.sections.get(first as usize..)?;
        // One that its author has drawn is a map by itself: its picture shows its own ground.
        let drawn = self.is_drawn(first);
        let count = (first..)
            .zip(sections)
            .take(if drawn { 1 } else { sections.len() })
            .take_while(|(number, _)| {
                self.layout(*number) == Layout::Path && self.is_drawn(*number) == drawn
            })
            .count();
        let goes_on = |before| self.layout(before) == Layout::Path && !self.is_drawn(before);
        if count == 0 || !drawn && first.checked_sub(1).is_some_and(goes_on) {
            return None;
        }
        let needs = Needs::of(ground);
        let plan = self.plan(first, count, &needs);
        let ways: Vec<(usize, usize)> = plan.ways.iter().map(|way| (way.0, way.1)).collect();
        let laid = chart(&plan.sections, &ways, &plan.crowds);
        let drawing = drawn.then(|| self.drawing(first, &plan.stops, &ways));
        let stops: Vec<StopView> = plan
            .stops
            .iter()
            .zip(&plan.sections)
            .zip(laid.spots.iter().zip(&plan.told))
            .enumerate()
            .map(|(at, ((ix, section), (spot, told)))| StopView {
                ix: *ix,
                section: *section,
                column: spot.column,
                lane: spot.lane,
                told: *told,
                spot: drawing
                    .as_ref()
                    .and_then(|drawing| drawing.spots.get(at).copied()),
                gate: self
                    .drawn_rule(*ix)
                    .and_then(|rule| says(needs.gate(rule)?)),
            })
            .collect();
        // A long section goes on in a row below.
        let mut order: Vec<(u32, StopView)> =
            laid.spots.iter().map(|spot| spot.row).zip(stops).collect();
        order.sort_by_key(|(row, stop)| (stop.section, *row, stop.column, stop.lane));
        let stops = order.into_iter().map(|(_, stop)| stop).collect();
        let mut trails: Vec<TrailView> = Vec::with_capacity(plan.ways.len());
        for (at, (from, to, loose)) in plan.ways.iter().enumerate() {
            let mut way = match &drawing {
                Some(drawing) => TrailView {
                    points: drawing.trails.get(at).cloned().unwrap_or_default(),
                    ..TrailView::default()
                },
                None => laid.trails.get(at).map(course).unwrap_or_default(),
            };
            if let (Some(from), Some(to), false) = (
                plan.stops.get(*from),
                plan.stops.get(*to),
                way.points.is_empty(),
            ) {
                (way.from, way.to, way.loose) = (*from, *to, *loose);
                trails.push(way);
            }
        }
        // On a picture nobody knows what lies between them: there the gate is all that is shown.
        let crowds = plan.crowds.iter().filter(|_| drawing.is_none());
        for ((crowd, to), trail) in crowds.zip(laid.trails.iter().skip(plan.ways.len())) {
            let Some(to) = plan.stops.get(*to).copied() else {
                continue;
            };
            let crowd: Vec<Ix> = crowd
                .iter()
                .filter_map(|stop| plan.stops.get(*stop).copied())
                .collect();
            trails.push(TrailView {
                from: crowd.first().copied().unwrap_or(to),
                to,
                crowd,
                ..course(trail)
            });
        }
        let section = |ix: Ix| {
            self.edition
                .ground
                .places
                .get(ix as usize)
                .map(|place| place.section)
        };
        for trail in &mut trails {
            trail.across = section(trail.from) != section(trail.to);
        }
        let mut arriving = vec![Vec::new(); self.edition.board.activities.len()];
        for (way, trail) in trails.iter().enumerate() {
            if let Some(arriving) = arriving.get_mut(trail.to as usize) {
                arriving.push(way);
            }
        }
        Some(MapView {
            sections: count as u32,
            columns: laid.columns,
            lanes: laid.lanes,
            bands: laid.bands,
            stops,
            trails,
            arriving,
            drawn: drawing.map(|drawing| Box::new(self.drawn(first, &drawing))),
        })
    }

    /// Whether its author has said where a path's stops lie, or what is behind them.
    fn is_drawn(&self, section: u32) -> bool {
        let stops = self.edition.ground.sections.get(section as usize);
        let mut stops = stops.into_iter().flat_map(|section| &section.activities);
        self.layout(section) == Layout::Path
            && (self.sheet(section).is_some() || stops.any(|ix| self.put_at(*ix).is_some()))
    }

    /// Where its author says a stop lies.
    fn put_at(&self, ix: Ix) -> Option<(f64, f64)> {
        let more = &self.edition.board.activities.get(ix as usize)?.more;
        more.x.zip(more.y)
    }

    fn drawing(&self, section: u32, stops: &[Ix], ways: &[(usize, usize)]) -> Drawing {
        let standard = Sheet::default();
        let sheet = self.sheet(section).unwrap_or(&standard);
        let said: Vec<Option<(f64, f64)>> = stops.iter().map(|ix| self.put_at(*ix)).collect();
        draw(sheet.height / sheet.width, &said, ways)
    }

    fn drawn(&self, section: u32, drawing: &Drawing) -> DrawnView {
        let image = self.sheet(section).and_then(|sheet| sheet.image.as_ref());
        let image = image.filter(|image| !image.src.is_empty());
        DrawnView {
            frame: drawing.frame,
            picture: drawing.picture,
            image: image.map(|image| {
                let alt = image.alt.get(&self.language);
                (image.src.clone(), alt.to_owned())
            }),
        }
    }

    /// A section's layout; a board without sections has one of its own.
    pub(super) fn layout(&self, number: u32) -> Layout {
        let board = &self.edition.board;
        let written = board.sections.get(number as usize);
        written.map_or(board.layout, |section| section.layout)
    }

    fn sheet(&self, number: u32) -> Option<&Sheet> {
        let board = &self.edition.board;
        let written = board.sections.get(number as usize);
        written
            .map_or(&board.map, |section| &section.map)
            .as_deref()
    }

    /// Who is on the map, and who waits for whom.
    fn plan(&self, first: u32, count: usize, needs: &Needs) -> Plan {
        let mut plan = Plan::default();
        let mut at = vec![None; self.edition.board.activities.len()];
        let sections = self.edition.ground.sections.iter().skip(first as usize);
        for (number, section) in (0..).zip(sections.take(count)) {
            for ix in &section.activities {
                if let Some(at) = at.get_mut(*ix as usize) {
                    *at = Some(plan.stops.len());
                }
                plan.stops.push(*ix);
                plan.sections.push(number);
            }
        }
        plan.told = vec![false; plan.stops.len()];
        let (mut start, mut room) = (0, MEMBERS);
        for (number, section) in (first..)
            .zip(self.edition.ground.sections.iter().skip(first as usize))
            .take(count)
        {
            let end = start + section.activities.len();
            let gate = self.section_rule(number);
            let gate = gate.map(|rule| (rule, needs.named(rule)));
            let before = plan.ways.len();
            let mut found = Vec::new();
            let mut gathers = false;
            for stop in start..end {
                let own = plan.stops.get(stop).and_then(|ix| self.own_rule(*ix));
                // What opens the section leads to those that wait for nothing else.
                let own = own.map(|rule| (rule, needs.named(rule)));
                let Some((rule, named)) = own.as_ref().or(gate.as_ref()) else {
                    continue;
                };
                let on_map = |from: &Ix| at.get(*from as usize).copied().flatten();
                let mut told = needs.is_drawn(rule);
                if own.is_some() && gate.is_some() {
                    // What opens the section is seen at those it must wait for, where they are behind the same gate.
                    let behind = |ix: &Ix| section.activities.contains(ix) && !self.is_free(*ix);
                    told &= needs.musts(rule).iter().any(behind);
                }
                for from in &named.each {
                    match on_map(from) {
                        Some(from) => found.push((from, stop, false)),
                        None => told = false,
                    }
                }
                for crowd in &named.crowds {
                    let members = crowd.iter().filter_map(on_map);
                    let members = members.filter(|member| *member != stop).take(room);
                    let members: Vec<usize> = members.collect();
                    room -= members.len();
                    gathers |= members.iter().any(|member| (start..end).contains(member));
                    plan.crowds.push((members, stop));
                }
                if let Some(place) = plan.told.get_mut(stop) {
                    *place = told;
                }
            }
            plan.ways.append(&mut found);
            let within = |way: &(usize, usize, bool)| way.0 >= start;
            if !gathers && !plan.ways.iter().skip(before).any(within) {
                // Nobody waits for anybody: the trail follows the order.
                let steps = (start + 1..end).map(|stop| (stop - 1, stop, true));
                plan.ways.extend(steps);
            }
            start = end;
        }
        plan
    }

    /// The rule an activity has of its own, without that of its section.
    fn own_rule(&self, ix: Ix) -> Option<&Rule> {
        self.edition.activity(ix)?.more.requires.as_deref()
    }

    /// What opens a section as a whole.
    fn section_rule(&self, number: u32) -> Option<&Rule> {
        let section = self.edition.board.sections.get(number as usize)?;
        section.requires.as_ref()
    }

    /// The rule whose ways lead to an activity: its own, else its section's.
    fn drawn_rule(&self, ix: Ix) -> Option<&Rule> {
        let section = || self.section_rule(self.edition.place(ix)?.section);
        self.own_rule(ix).or_else(section)
    }

    fn is_free(&self, ix: Ix) -> bool {
        self.edition.place(ix).is_none_or(|place| place.free)
    }

    /// Whether ways and gate say all that keeps a stop locked now: it waits for its rule, and nothing stands against that.
    pub fn is_told(&self, stop: &StopView) -> bool {
        if !stop.told || self.progress.locked(stop.ix) != Some(Lock::Requires) {
            return false;
        }
        self.said_is_open(stop.ix).unwrap_or_else(|| {
            self.lock(stop.ix)
                .is_some_and(|reason| explain::is_open(&reason))
        })
    }

    /// What a tile says of why it is locked. The sign of a stop says that it is, and beside it the state in words: there is room for the reason alone.
    #[inline(never)]
    pub fn said_at(&self, ix: Ix, why: &Phrase) -> Phrase {
        let on_path = |place: &Place| self.layout(place.section) == Layout::Path;
        match self.edition.place(ix).is_some_and(on_path) {
            true => explain::bare(why),
            false => why.clone(),
        }
    }

    /// How far each way of a map has been gone.
    pub fn gone(&self, map: &MapView) -> Vec<Gone> {
        let gone = |trail: &TrailView| {
            let counts = |ix| self.progress.standing(ix).is_some_and(|it| it.counts > 0);
            let end = self
                .progress
                .standing(trail.to)
                .map(|standing| standing.state);
            match end {
                _ if counts(trail.to) && trail.comes_from().any(counts) => Gone::All,
                None | Some(State::Locked | State::Dropped) => Gone::No,
                Some(_) => Gone::Open,
            }
        };
        map.trails.iter().map(gone).collect()
    }

    /// The ways that lead to a locked activity from what is open or done, as indices of the map's ways.
    pub fn way_to(&self, map: &MapView, goal: Ix) -> Vec<usize> {
        let is_locked = |ix| {
            let standing = self.progress.standing(ix);
            standing.is_some_and(|standing| standing.state == State::Locked)
        };
        let mut ways = Vec::new();
        let mut seen = vec![false; self.edition.board.activities.len()];
        let mut next = vec![goal];
        while let Some(stop) = next.pop() {
            if !is_locked(stop) {
                continue;
            }
            match seen.get_mut(stop as usize) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            let arriving = map.arriving.get(stop as usize);
            for way in arriving.into_iter().flatten().copied() {
                ways.push(way);
                next.extend(
                    map.trails
                        .get(way)
                        .into_iter()
                        .flat_map(TrailView::comes_from),
                );
            }
        }
        ways.sort_unstable();
        ways
    }
}

/// A way as the chart has it, in columns and half lanes.
fn course(trail: &Trail) -> TrailView {
    let lane = |quarter: u32| f64::from(quarter) / 2.0;
    let point = |(x, y): &(u32, u32)| (f64::from(*x) / 2.0, lane(*y));
    TrailView {
        points: trail.points.iter().map(point).collect(),
        square: trail.square,
        bar: trail.bar.map(|(top, bottom)| (lane(top), lane(bottom))),
        ..TrailView::default()
    }
}

/// What stands at a gate, in a few words.
fn says(gate: Gate) -> Option<Phrase> {
    Some(match gate {
        Gate::Some(need, all) => Phrase::new("map-some").n("n", need).n("all", all),
        Gate::Score(Some(min), Some(max)) => {
            Phrase::new("map-score-between").n("min", min).n("max", max)
        }
        Gate::Score(Some(min), None) => Phrase::new("map-score-from").n("min", min),
        Gate::Score(None, Some(max)) => Phrase::new("map-score-to").n("max", max),
        Gate::Score(None, None) => return None,
        Gate::Tries(tries) => Phrase::new("map-tries").n("n", tries),
    })
}
