//! Each kind of rule over boards of 9 to 10,000 activities, half of what they hold done: laid out once, then one look
//! ahead and one answer, as after every act.
#![allow(missing_docs)]

use std::hint::black_box;
use std::num::NonZeroU32;

use choiceboard::rules::{
    Ahead, Bounds, Each, Facts, Filter, Grid, Ground, Habit, Lines, Marks, Match, Moment, More,
    Place, Points, Reached, Rule, Rulebook, Section, Seldom, Standing, State, Terms, evaluate,
    explain, met, prove,
};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

const SIDES: [u32; 4] = [3, 10, 32, 100];

fn board(side: u32, complete: Rule) -> Ground {
    let count = side * side;
    let place = |ix: u32| Place {
        id: format!("a{ix}"),
        points: Points::whole(i64::from(ix % 7) + 1),
        repeat: 1,
        row: NonZeroU32::new(ix / side + 1),
        column: NonZeroU32::new(ix % side + 1),
        more: More::from(Terms {
            tags: vec![format!("t{}", ix % 5)],
            standards: vec![ix % 4],
            ..Terms::NONE
        }),
        check: true,
        ..Place::default()
    };
    Ground {
        places: (0..count).map(place).collect(),
        sections: vec![Section {
            activities: (0..count).collect(),
            ..Section::default()
        }],
        grids: vec![Grid {
            section: 0,
            columns: side,
            cells: (0..count).collect(),
        }],
        standards: (0..4).map(|n| format!("n{n}")).collect(),
        scale: vec!["low".into(), "high".into()],
        badges: vec![("b".into(), at_least(count, Filter::All).into())],
        levels: vec![Points::ZERO, Points::whole(i64::from(count) * 3)],
        complete: complete.into(),
        ..Ground::default()
    }
}

/// Every other activity done, none of a whole row.
fn facts(ground: &Ground) -> Facts {
    let standing = |(ix, place): (u32, &Place)| {
        let done = ix % 2 == 0 && !ix.is_multiple_of(3);
        Standing {
            state: if done { State::Done } else { State::Open },
            counts: u32::from(done),
            room: u32::from(!done),
            points: place.points.times(u32::from(done)),
            best: done.then_some(70.0),
            attempts: u32::from(done),
            ..Standing::default()
        }
    };
    Facts {
        standings: (0..).zip(&ground.places).map(standing).collect(),
        badges: vec![false],
        mastery: vec![None; 4],
        ..Facts::default()
    }
}

fn at_least(min: u32, of: Filter) -> Rule {
    Rule::Count {
        bounds: from(min),
        of,
    }
}

fn from<T>(min: T) -> Bounds<T> {
    Bounds {
        min: Some(min),
        max: None,
    }
}

fn kinds(side: u32) -> Vec<(&'static str, Rule)> {
    let count = side * side;
    let all = || Filter::All;
    let lines = |length| {
        Rule::Lines(Lines {
            lines: 1,
            length,
            through: Vec::new(),
            directions: Vec::new(),
            of: Filter::All,
        })
    };
    let points: i64 = (0..i64::from(count)).map(|ix| ix % 7 + 1).sum();
    let exactly = Bounds {
        min: Some(Points::whole(points - 1)),
        max: Some(Points::whole(points - 1)),
    };
    let of_tag = Filter::Match(Match {
        tag: Some("t1".into()),
        ..Match::default()
    });
    vec![
        ("activity", Rule::Activity("a0".into())),
        ("at_least", at_least(count, all())),
        ("at_least of a tag", at_least(count / 5, of_tag)),
        (
            "exactly",
            Rule::Count {
                bounds: Bounds {
                    min: Some(count - 1),
                    max: Some(count - 1),
                },
                of: all(),
            },
        ),
        (
            "points",
            Rule::Points {
                bounds: from(Points::whole(points)),
                of: all(),
            },
        ),
        (
            "points exactly",
            Rule::Points {
                bounds: exactly,
                of: all(),
            },
        ),
        ("lines", lines(None)),
        ("lines of three", lines(Some(3))),
        (
            "shape",
            Rule::Shape {
                rows: vec!["xxx".into(), ".x.".into(), ".x.".into()],
                turn: true,
                of: all(),
            },
        ),
        (
            "one_per row",
            Rule::OnePer {
                each: Each::Row,
                count: side,
                of: all(),
            },
        ),
        (
            "one_per standard",
            Rule::OnePer {
                each: Each::Standard,
                count: count / 4,
                of: all(),
            },
        ),
        (
            "score",
            Rule::Score {
                bounds: from(80.0),
                of: all(),
            },
        ),
        (
            "attempts",
            Rule::Attempts {
                bounds: from(count),
                of: all(),
            },
        ),
        (
            "state",
            Rule::State {
                state: Reached::Submitted,
                of: all(),
            },
        ),
        (
            "mastery",
            Rule::Mastery {
                standard: "n0".into(),
                min: "high".into(),
            },
        ),
        ("badge", Rule::Badge("b".into())),
        ("level", Rule::Level(2)),
        (
            "habit",
            Rule::Habit {
                habit: Habit::Days,
                count: 5,
            },
        ),
        (
            "feedback_read",
            Rule::FeedbackRead {
                read: true,
                of: all(),
            },
        ),
        ("before", Rule::Before(Moment::Instant(5))),
        ("code", Rule::Code("sha256:1".into())),
        ("group", Rule::Group("a".into())),
        (
            "all, any, not",
            Rule::All(vec![
                Rule::Any(vec![lines(None), at_least(count, all())]),
                Rule::Not(Box::new(Rule::Activity("a3".into()))),
            ]),
        ),
    ]
}

fn answers(c: &mut Criterion) {
    for side in SIDES {
        for (kind, rule) in kinds(side) {
            let ground = board(side, rule);
            let facts = facts(&ground);
            let book = Rulebook::compile(&ground);
            let id = BenchmarkId::new(kind, side * side);
            c.benchmark_group("answer").bench_function(id, |b| {
                b.iter(|| {
                    let ahead = Ahead::look(&book, &ground, &facts);
                    let outcome = evaluate(&ahead, book.complete);
                    black_box(explain::missing(&ahead, &outcome))
                });
            });
            let id = BenchmarkId::new(kind, side * side);
            c.benchmark_group("met").bench_function(id, |b| {
                b.iter(|| black_box(met(&book, &ground, &facts, book.complete)));
            });
        }
    }
}

/// Every activity locked by the one before it: one act, and what it opens.
fn locks(c: &mut Criterion) {
    for side in SIDES {
        let mut ground = board(side, at_least(side * side, Filter::All));
        let ids: Vec<String> = ground.places.iter().map(|place| place.id.clone()).collect();
        for (place, before) in ground.places.iter_mut().skip(1).zip(ids) {
            place.more.write().requires = Some(Rule::Activity(before).into());
        }
        let facts = facts(&ground);
        let book = Rulebook::compile(&ground);
        let mut marks = Marks::all(&book, &ground, &facts);
        let mut group = c.benchmark_group("locks");
        group.bench_function(BenchmarkId::new("one act", side * side), |b| {
            b.iter(|| black_box(marks.sweep(&book, &ground, &facts, &[4])));
        });
        group.bench_function(BenchmarkId::new("look ahead", side * side), |b| {
            b.iter(|| black_box(Ahead::look(&book, &ground, &facts).can(1)));
        });
        group.bench_function(BenchmarkId::new("lay out", side * side), |b| {
            b.iter(|| black_box(Rulebook::compile(&ground)));
        });
    }
}

fn proofs(c: &mut Criterion) {
    for side in [3, 10] {
        for (kind, rule) in kinds(side) {
            let ground = board(side, rule);
            let id = BenchmarkId::new(kind, side * side);
            c.benchmark_group("two picks").bench_function(id, |b| {
                b.iter(|| black_box(prove::survives_two_picks(&ground)));
            });
        }
    }
}

criterion_group! {
    name = rules;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(std::time::Duration::from_millis(100))
        .measurement_time(std::time::Duration::from_millis(300));
    targets = answers, locks, proofs
}
criterion_main!(rules);
