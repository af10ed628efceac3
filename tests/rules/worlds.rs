//! Random boards, rules and facts, small enough to try everything.

use std::num::NonZeroU32;

use choiceboard::rules::{
    Bounds, Direction, Each, Facts, Filter, Grid, Ground, Habit, Lines, Match, Moment, More, Place,
    Points, Reached, Rule, Section, Standing, State, Terms, Titles,
};
use proptest::prelude::*;

/// What a world may have in it.
#[derive(Clone, Copy, Debug)]
pub struct Kinds {
    /// Rules that look at steps, scores and tries: few activities, small steps.
    pub fine: bool,
    /// Locks between activities.
    pub locks: bool,
    /// Dates.
    pub dates: bool,
    /// Badges and levels.
    pub badges: bool,
}

#[derive(Clone, Debug)]
pub struct World {
    pub ground: Ground,
    pub facts: Facts,
}

pub fn world(kinds: Kinds) -> impl Strategy<Value = World> {
    let most = if kinds.fine {
        3_usize
    } else if kinds.locks || kinds.dates {
        6
    } else {
        9
    };
    (1..=most, 1..=3_u32, any::<bool>()).prop_flat_map(move |(count, columns, two)| {
        let two = two && count > 1;
        (
            prop::collection::vec(place(kinds, count), count),
            prop::collection::vec(standing(kinds.fine), count),
            prop::collection::vec(prop::option::weighted(0.5, 0..=3_u32), 2),
            rule(kinds, count),
            prop::collection::vec(
                rule(
                    Kinds {
                        badges: false,
                        ..kinds
                    },
                    count,
                ),
                if kinds.badges { 2 } else { 0 },
            ),
            gifts(),
            if kinds.fine { 0..=5_u8 } else { 3..=3 },
        )
            .prop_map(
                move |(places, standings, most, complete, badges, gifts, counts_when)| {
                    assemble(
                        count,
                        columns,
                        two,
                        places,
                        standings,
                        &most,
                        complete,
                        badges,
                        gifts,
                        counts_when,
                    )
                },
            )
    })
}

#[allow(clippy::too_many_arguments)]
fn assemble(
    count: usize,
    columns: u32,
    two: bool,
    mut places: Vec<Place>,
    mut standings: Vec<Standing>,
    most: &[Option<u32>],
    complete: Rule,
    badges: Vec<Rule>,
    gifts: Facts,
    counts_when: u8,
) -> World {
    let half = if two { count / 2 } else { 0 };
    let lists: Vec<Vec<u32>> = if two {
        vec![
            (0..half as u32).collect(),
            (half as u32..count as u32).collect(),
        ]
    } else {
        vec![(0..count as u32).collect()]
    };
    for (section, list) in lists.iter().enumerate() {
        for (at, ix) in list.iter().enumerate() {
            let place = &mut places[*ix as usize];
            place.id = format!("a{ix}");
            place.section = section as u32;
            place.row = NonZeroU32::new(at as u32 / columns + 1);
            place.column = NonZeroU32::new(at as u32 % columns + 1);
        }
    }
    let counts_when = [
        Reached::Chosen,
        Reached::Started,
        Reached::Submitted,
        Reached::Done,
        Reached::Approved,
        Reached::Mastered,
    ][counts_when as usize];
    for (standing, place) in standings.iter_mut().zip(&places) {
        if !place.check {
            standing.best = None;
            standing.attempts = 0;
            standing.passed = true;
        }
        // Facts as progress would give them: it counts when it has come as far as that.
        let counts = standing.has_reached(counts_when);
        standing.counts = if counts { standing.counts.max(1) } else { 0 };
        if counts {
            standing.room = standing.room.saturating_sub(1);
        }
        let tried_in_vain = standing.attempts_left == Some(0) && !standing.passed;
        let with_teacher = matches!(standing.state, State::Waiting | State::Done);
        match standing.state {
            State::Dropped => standing.room = 0,
            _ if tried_in_vain && counts_when == Reached::Mastered => standing.room = 0,
            _ if tried_in_vain && !place.approval && counts_when > Reached::Started => {
                // A teacher's word makes it count without its check, and this once.
                standing.room = u32::from(!counts && with_teacher);
            }
            // What is missing (a check passed, a teacher's word) would make it count: there is room for that.
            State::Done if !counts => standing.room = standing.room.max(1),
            _ => {}
        }
        standing.points = place.points.times(standing.counts);
    }
    let ground = Ground {
        own: 0,
        sections: lists
            .iter()
            .zip(most)
            .enumerate()
            .map(|(at, (list, most))| Section {
                id: format!("s{at}"),
                activities: list.clone(),
                choose_min: None,
                choose_max: *most,
            })
            .collect(),
        grids: lists
            .iter()
            .zip(0..)
            .map(|(list, section)| Grid {
                section,
                columns,
                cells: list.clone(),
            })
            .collect(),
        standards: vec!["n0".into(), "n1".into()],
        scale: vec!["low".into(), "mid".into(), "top".into()],
        badges: badges
            .into_iter()
            .enumerate()
            .map(|(at, rule)| (format!("b{at}"), rule.into()))
            .collect(),
        levels: vec![Points::ZERO, Points::whole(3), Points::whole(7)],
        counts_when,
        complete: complete.into(),
        places,
        due: None,
        titles: Titles::default(),
    };
    let points: Points = standings.iter().map(|s| s.points).sum();
    let mut facts = Facts {
        level: ground.levels.iter().filter(|from| **from <= points).count() as u32,
        badges: vec![false; ground.badges.len()],
        standings,
        ..gifts
    };
    for at in 0..ground.badges.len() {
        facts.badges[at] = super::oracle::holds(&ground, &facts, &ground.badges[at].1);
    }
    World { ground, facts }
}

fn gifts() -> impl Strategy<Value = Facts> {
    (
        0..3_u32,
        prop::option::of(0..3_usize),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(days, level, code, group)| Facts {
            habits: [0, 0, 0, days],
            mastery: vec![level, None],
            codes: if code {
                vec!["sha256:1".into()]
            } else {
                Vec::new()
            },
            groups: if group { vec!["g".into()] } else { Vec::new() },
            clock: choiceboard::rules::Clock {
                now: 1000,
                offset: 0,
            },
            ..Facts::default()
        })
}

fn place(kinds: Kinds, count: usize) -> impl Strategy<Value = Place> {
    let inner = Kinds {
        badges: false,
        ..kinds
    };
    (
        1..=4_i64,
        0..3_usize,
        prop::collection::vec(0..2_u32, 0..2),
        prop::option::of(rule(inner, count)),
        prop::option::weighted(0.4, moment()),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(
            move |(points, tag, standards, requires, opens, check, approval)| Place {
                points: Points(points * 500),
                repeat: 1,
                check,
                approval,
                more: More::from(Terms {
                    tags: match tag {
                        0 => Vec::new(),
                        tag => vec![format!("t{tag}")],
                    },
                    standards,
                    requires: requires.filter(|_| kinds.locks).map(Into::into),
                    opens: opens.filter(|_| kinds.dates),
                }),
                ..Place::default()
            },
        )
}

fn moment() -> impl Strategy<Value = Moment> {
    prop::sample::select(vec![
        Moment::Instant(500),
        Moment::Instant(2000),
        Moment::Instant(3000),
        Moment::Day(1),
    ])
}

fn standing(fine: bool) -> impl Strategy<Value = Standing> {
    let states = if fine {
        prop_oneof![
            3 => Just(State::Open),
            1 => Just(State::Chosen),
            1 => Just(State::Started),
            1 => Just(State::Waiting),
            1 => Just(State::Returned),
            2 => Just(State::Done),
            1 => Just(State::Dropped),
        ]
        .boxed()
    } else {
        prop_oneof![
            8 => Just(State::Open),
            1 => Just(State::Locked),
            1 => Just(State::Chosen),
            2 => Just(State::Done),
            1 => Just(State::Dropped),
        ]
        .boxed()
    };
    (
        states,
        1..=2_u32,
        prop_oneof![8 => Just(1_u32), 1 => Just(0), 1 => Just(2)],
        any::<bool>(),
        any::<bool>(),
        prop::option::of(prop::sample::select(vec![40.0, 50.0, 80.0])),
        prop::option::of(0..=1_u32),
        (any::<bool>(), any::<bool>()),
    )
        .prop_map(
            |(state, counts, room, approved, passed, best, left, feedback)| Standing {
                state,
                counts,
                room,
                approved,
                passed,
                best,
                attempts: u32::from(best.is_some()),
                attempts_left: left,
                feedback: feedback.0,
                feedback_read: feedback.1,
                ..Standing::default()
            },
        )
}

fn filter(count: usize) -> impl Strategy<Value = Filter> {
    let ids = prop::collection::vec((0..count).prop_map(|ix| format!("a{ix}")), 1..=4);
    let by = |change: fn(&mut Match)| {
        let mut wanted = Match::default();
        change(&mut wanted);
        Filter::Match(wanted)
    };
    prop_oneof![
        4 => Just(Filter::All),
        4 => ids.prop_map(Filter::Ids),
        1 => Just(by(|wanted| wanted.section = Some("s0".into()))),
        1 => Just(by(|wanted| wanted.tag = Some("t1".into()))),
        1 => Just(by(|wanted| wanted.standard = Some("n0".into()))),
        1 => Just(by(|wanted| wanted.row = Some(1))),
        1 => Just(by(|wanted| wanted.column = Some(2))),
    ]
}

fn bounds(most: u32) -> impl Strategy<Value = Bounds<u32>> {
    (0..=most, 0..=1_u32, 0..4_u8).prop_map(|(from, width, kind)| match kind {
        0 => Bounds {
            min: Some(from),
            max: None,
        },
        1 => Bounds {
            min: None,
            max: Some(from),
        },
        2 => Bounds {
            min: Some(from),
            max: Some(from),
        },
        _ => Bounds {
            min: Some(from),
            max: Some(from + width),
        },
    })
}

pub fn lines(count: usize) -> impl Strategy<Value = Lines> {
    (
        1..=3_u32,
        prop::option::of(1..=3_u32),
        prop::collection::vec((0..count).prop_map(|ix| format!("a{ix}")), 0..=1),
        prop::sample::subsequence(
            vec![Direction::Row, Direction::Column, Direction::Diagonal],
            0..=2,
        ),
        filter(count),
        any::<bool>(),
    )
        .prop_map(|(lines, length, through, directions, of, all)| Lines {
            lines,
            length,
            through,
            directions,
            of: if all { Filter::All } else { of },
        })
}

fn rule(kinds: Kinds, count: usize) -> BoxedStrategy<Rule> {
    let mut atoms: Vec<(u32, BoxedStrategy<Rule>)> = vec![
        (
            3,
            (0..count)
                .prop_map(|ix| Rule::Activity(format!("a{ix}")))
                .boxed(),
        ),
        (
            4,
            (bounds(4), filter(count))
                .prop_map(|(bounds, of)| Rule::Count { bounds, of })
                .boxed(),
        ),
        (
            3,
            (bounds(16), filter(count))
                .prop_map(|(bounds, of)| {
                    let points = |half: u32| Points(i64::from(half) * 500);
                    Rule::Points {
                        bounds: Bounds {
                            min: bounds.min.map(points),
                            max: bounds.max.map(points),
                        },
                        of,
                    }
                })
                .boxed(),
        ),
        (3, lines(count).prop_map(Rule::Lines).boxed()),
        (
            1,
            (0..3_usize, any::<bool>(), filter(count))
                .prop_map(|(shape, turn, of)| {
                    let rows = [vec!["x.x"], vec!["x", "x"], vec!["x.", "xx"]];
                    Rule::Shape {
                        rows: rows[shape].iter().map(|row| row.to_string()).collect(),
                        turn,
                        of,
                    }
                })
                .boxed(),
        ),
        (
            2,
            (0..5_usize, 1..=2_u32, filter(count))
                .prop_map(|(each, count, of)| Rule::OnePer {
                    each: [
                        Each::Row,
                        Each::Column,
                        Each::Section,
                        Each::Tag,
                        Each::Standard,
                    ][each],
                    count,
                    of,
                })
                .boxed(),
        ),
        (
            1,
            (0..4_u32)
                .prop_map(|count| Rule::Habit {
                    habit: Habit::Days,
                    count,
                })
                .boxed(),
        ),
        (
            1,
            (0..3_usize)
                .prop_map(|at| Rule::Mastery {
                    standard: "n0".into(),
                    min: ["low", "mid", "top"][at].into(),
                })
                .boxed(),
        ),
        (
            1,
            (1..3_u32)
                .prop_map(|n| Rule::Code(format!("sha256:{n}")))
                .boxed(),
        ),
        (1, Just(Rule::Group("g".into())).boxed()),
    ];
    if kinds.fine {
        atoms.push((
            6,
            (0..6_usize, filter(count))
                .prop_map(|(at, of)| Rule::State {
                    state: [
                        Reached::Chosen,
                        Reached::Started,
                        Reached::Submitted,
                        Reached::Done,
                        Reached::Approved,
                        Reached::Mastered,
                    ][at],
                    of,
                })
                .boxed(),
        ));
        atoms.push((
            3,
            (0..5_usize, filter(count))
                .prop_map(|(kind, of)| {
                    let (min, max) = [
                        (Some(80.0), None),
                        (None, Some(50.0)),
                        (Some(50.0), Some(80.0)),
                        (None, Some(30.0)),
                        (Some(100.0), None),
                    ][kind];
                    Rule::Score {
                        bounds: Bounds { min, max },
                        of,
                    }
                })
                .boxed(),
        ));
        atoms.push((
            2,
            (bounds(3), filter(count))
                .prop_map(|(bounds, of)| Rule::Attempts { bounds, of })
                .boxed(),
        ));
    }
    if kinds.dates {
        atoms.push((3, moment().prop_map(Rule::After).boxed()));
        atoms.push((3, moment().prop_map(Rule::Before).boxed()));
    }
    if kinds.badges {
        atoms.push((
            4,
            (0..2_usize)
                .prop_map(|at| Rule::Badge(format!("b{at}")))
                .boxed(),
        ));
        atoms.push((2, (0..5_u32).prop_map(Rule::Level).boxed()));
    }
    let atom = prop::strategy::Union::new_weighted(atoms);
    atom.prop_recursive(3, 6, 3, |inner| {
        prop_oneof![
            6 => prop::collection::vec(inner.clone(), 1..=4).prop_map(Rule::All),
            2 => prop::collection::vec(inner.clone(), 0..=3).prop_map(Rule::Any),
            2 => inner.prop_map(|rule| Rule::Not(Box::new(rule))),
        ]
    })
    .boxed()
}
