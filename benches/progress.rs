//! How reading, folding and one act grow with the board and with the log.

#![allow(
    missing_docs,
    reason = "the macros of the harness make public functions"
)]

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use choiceboard::board::{layout, read};
use choiceboard::exchange::{Names, read_chunk, write_chunk};
use choiceboard::progress::{
    Actor, Edition, Event, Extra, Fact, Levels, Log, Progress, Role, read_events, write_event,
};
use choiceboard::rules::Clock;
use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use serde_json::{Value, json};

const START: i64 = 1_795_219_200_000;

/// Sections of a hundred, a chain of locks in each, badges and levels over the whole.
fn edition(count: usize) -> Arc<Edition> {
    let id = |n: usize| format!("a{n}");
    let activities: Vec<Value> = (0..count)
        .map(|n| {
            let mut activity = json!({ "id": id(n), "title": id(n), "points": 1 + n % 3, "tags": [format!("t{}", n % 7)] });
            if n % 100 > 90 {
                activity["requires"] = json!(id(n - 1));
            }
            if n % 10 == 3 {
                activity["approval"] = json!("teacher");
            }
            activity
        })
        .collect();
    let sections: Vec<Value> = (0..count.div_ceil(100))
        .map(|s| {
            let ids: Vec<String> = (s * 100..count.min(s * 100 + 100)).map(id).collect();
            json!({ "id": format!("s{s}"), "title": "S", "columns": 10, "activities": ids })
        })
        .collect();
    let board = json!({
        "choiceboard": 1, "id": "bench", "title": "Bench", "activities": activities, "sections": sections,
        "complete": { "all": [{ "points": { "min": count } }, { "lines": 3, "length": 5 }, { "one_per": "section" }] },
        "levels": [{ "title": "1", "points": 0 }, { "title": "2", "points": count }],
        "badges": (1..9).map(|n| json!({ "id": format!("b{n}"), "title": "B", "when": { "at_least": n * 5, "of": { "tag": format!("t{}", n % 7) } } })).collect::<Vec<_>>(),
    });
    let reading = read(board.to_string().as_bytes());
    let board = reading.board.unwrap_or_default();
    assert_eq!(
        board.activities.len(),
        count,
        "{:?}",
        reading.diagnostics.first()
    );
    let ground = layout(&board);
    Arc::new(Edition::new(board, ground))
}

fn event(n: usize, activities: usize) -> Event {
    let at = START + n as i64 * 7_000;
    let of = (n / 4).wrapping_mul(7919) % activities;
    let fact = match n % 4 {
        0 => Fact::Choose,
        1 => Fact::Step {
            step: 0,
            ticked: true,
        },
        2 => Fact::Done,
        _ if n % 16 == 3 => Fact::Undo,
        _ => Fact::Rate { stars: 4 },
    };

    Event {
        id: format!(
            "{:08x}-{:04x}-7abc-8def-0123{:08x}",
            at >> 16,
            at & 0xffff,
            n
        ),
        at,
        offset: Some(60),
        by: Actor {
            role: Role::Learner,
            id: "u-17".into(),
        },
        activity: Some(format!("a{of}").into()),
        revision: Some("4f1c".into()),
        fact,
        extra: Extra::default(),
    }
}

fn events(count: usize, activities: usize) -> Vec<Event> {
    (0..count).map(|n| event(n, activities)).collect()
}

fn clock(events: &[Event]) -> Clock {
    Clock {
        now: events.last().map_or(START, |event| event.at),
        offset: 60,
    }
}

fn fold(c: &mut Criterion) {
    let mut group = c.benchmark_group("fold");
    for (activities, count) in [
        (9, 1_000),
        (1_000, 1_000),
        (1_000, 100_000),
        (10_000, 100_000),
    ] {
        let edition = edition(activities);
        let events = events(count, activities);
        let log: Log = events.iter().cloned().collect();
        group.throughput(Throughput::Elements(count as u64));
        group.bench_function(
            BenchmarkId::new(format!("{activities} activities"), count),
            |b| {
                b.iter(|| Progress::replay(edition.clone(), black_box(&log), clock(&events)));
            },
        );
    }
    group.finish();
}

/// What each of these costs must not grow with how many there have been.
fn journal(c: &mut Criterion) {
    let mut group = c.benchmark_group("journal");
    for (activities, count) in [(1_000, 10_000), (10_000, 100_000)] {
        let edition = edition(activities);
        let levels = Levels::read(&json!({ "claim": 2 })).unwrap_or_default();
        let mut judgements = events(count, activities);
        let mut notes = judgements.clone();
        for (at, event) in judgements.iter_mut().enumerate() {
            event.activity = Some(format!("a{}", at.wrapping_mul(7919) % activities).into());
            event.fact = Fact::SelfAssess {
                levels: levels.clone(),
                text: String::new(),
            };
        }
        for (note, event) in notes.iter_mut().zip(&judgements) {
            note.activity.clone_from(&event.activity);
            note.fact = Fact::Help {
                text: String::from("How?"),
                tried: String::new(),
            };
        }
        group.throughput(Throughput::Elements(count as u64));
        for (name, events) in [("judgements", judgements), ("notes for help", notes)] {
            let log: Log = events.iter().cloned().collect();
            let id = BenchmarkId::new(format!("{name} of {activities} activities"), count);
            group.bench_function(id, |b| {
                b.iter(|| Progress::replay(edition.clone(), black_box(&log), clock(&events)));
            });
        }
    }
    group.finish();
}

fn one_act(c: &mut Criterion) {
    let mut group = c.benchmark_group("one act");
    for (activities, count) in [
        (9, 0),
        (1_000, 1_000),
        (10_000, 0),
        (10_000, 1_000),
        (10_000, 100_000),
    ] {
        let edition = edition(activities);
        let events = events(count, activities);
        let log: Log = events.iter().cloned().collect();
        let mut progress = Progress::replay(edition, &log, clock(&events));
        let mut n = count;
        group.bench_function(
            BenchmarkId::new(format!("{activities} activities"), count),
            |b| {
                b.iter_batched(
                    || {
                        n += 1;
                        event(n, activities)
                    },
                    |event| {
                        progress.apply(
                            &event,
                            Clock {
                                now: event.at,
                                offset: 60,
                            },
                        )
                    },
                    BatchSize::SmallInput,
                );
            },
        );
    }
    group.finish();
}

fn insert(c: &mut Criterion) {
    let mut group = c.benchmark_group("log");
    for count in [1_000, 100_000] {
        let events = events(count, 1_000);
        group.throughput(Throughput::Elements(count as u64));
        group.bench_function(BenchmarkId::new("union", count), |b| {
            b.iter_batched(|| events.clone(), Log::from_iter, BatchSize::LargeInput);
        });
    }
    group.finish();
}

fn chunk(c: &mut Criterion) {
    let mut group = c.benchmark_group("text");
    for count in [100, 100_000] {
        let events = events(count, 1_000);
        let text = write_chunk(&events);
        let wire: Vec<String> = events
            .iter()
            .map(|event| Value::Object(write_event(event)).to_string())
            .collect();
        let wire = wire.join("\n");
        group.throughput(Throughput::Elements(count as u64));
        group.bench_function(BenchmarkId::new("write chunk", count), |b| {
            b.iter(|| write_chunk(black_box(&events)));
        });
        group.bench_function(BenchmarkId::new("read chunk", count), |b| {
            b.iter(|| read_chunk(black_box(&text), &mut Names::default()));
        });
        group.bench_function(BenchmarkId::new("read wire form", count), |b| {
            b.iter(|| read_events(black_box(&wire)));
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    targets = fold, journal, one_act, insert, chunk
}
criterion_main!(benches);
