//! Reading, laying out, proving and writing boards, over sizes.
#![allow(missing_docs)]

use std::hint::black_box;

use choiceboard::board::{layout, prove, read};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

/// A board as teachers write them: instructions, a resource, tags, and every fourth activity locked by the one before it.
fn board(activities: usize) -> String {
    let activity = |n: usize| {
        let lock = match n {
            n if n % 4 == 3 => format!(r#", "requires": "a{}""#, n - 1),
            _ => String::new(),
        };
        format!(
            r#"{{ "id": "a{n}", "title": "Task number {n}", "about": "Read the **text** and write down what you found out.",
            "kind": "read", "tags": [ "science" ], "points": 2, "minutes": 20,
            "resources": [ {{ "title": "Rain", "url": "https://example.org/rain/{n}" }} ]{lock} }}"#
        )
    };
    let activities: Vec<String> = (0..activities).map(activity).collect();
    format!(
        r#"{{ "choiceboard": 1, "id": "big", "title": "Big", "activities": [ {} ], "complete": {{ "at_least": 3 }} }}"#,
        activities.join(",\n")
    )
}

fn boards(c: &mut Criterion) {
    let mut group = c.benchmark_group("board");
    group.sample_size(20);
    for size in [9, 100, 1_000, 10_000] {
        let text = board(size);
        let reading = read(text.as_bytes());
        let Some(board) = &reading.board else {
            continue;
        };
        group.throughput(Throughput::Elements(size as u64));
        group.bench_function(BenchmarkId::new("read", size), |b| {
            b.iter(|| read(black_box(text.as_bytes())))
        });
        group.bench_function(BenchmarkId::new("layout", size), |b| {
            b.iter(|| layout(black_box(board)))
        });
        group.bench_function(BenchmarkId::new("write", size), |b| {
            b.iter(|| black_box(&reading).document.write())
        });
        if size <= 1_000 {
            group.bench_function(BenchmarkId::new("prove", size), |b| {
                b.iter(|| prove(black_box(&reading)))
            });
        }
    }
    group.finish();
}

criterion_group!(benches, boards);
criterion_main!(benches);
