//! What was measured, as tables, with ratios and the goals they are held against.

use super::Case;
use super::made::PATH;
use super::page::{Profile, Run, mean_of_most, median};

/// A ratio that the page is to keep to.
struct Goal {
    what: &'static str,
    at_most: f64,
    /// Nothing where no case of this run says anything about it.
    ratio: Option<f64>,
}

/// One case, as soon as it is measured.
pub fn glance((case, ours, plain): &(Case, Run, Run)) {
    eprintln!(
        "  {} events: click works {}, click to paint {}, whole panel {}, one act {}, its save {}, heap {}",
        case.events,
        cell(ours.usable, plain.usable, 0),
        cell(median(&ours.clicks), median(&plain.clicks), 1),
        cell(median(&ours.wholes), median(&plain.wholes), 1),
        cell(median(&ours.acts), median(&plain.acts), 2),
        cell(mean_of_most(&ours.saves), mean_of_most(&plain.saves), 3),
        cell(ours.heap / 1e6, plain.heap / 1e6, 1),
    );
}

/// Prints everything measured: our page / the plain page = ratio; then the goals.
pub fn print(rows: &[(Case, Run, Run)]) {
    println!(
        "\nEach cell: the student's page / the plain page = ratio. Times in ms, medians; of saves the mean of all but the highest and the lowest tenth.\n"
    );
    for profile in [Profile::Full, Profile::Quarter, Profile::Slow] {
        println!("{}", profile.name());
        println!(
            "{:>10} {:>8} {:>24} {:>11} {:>24} {:>24} {:>22}",
            "activities", "events", "KB", "requests", "first paint", "click works", "heap MB"
        );
        for (case, ours, plain) in of(rows, profile) {
            println!(
                "{:>10} {:>8} {:>24} {:>11} {:>24} {:>24} {:>22}",
                case.activities,
                case.events,
                cell(ours.bytes / 1000.0, plain.bytes / 1000.0, 0),
                format!("{} / {}", ours.requests, plain.requests),
                cell(ours.paint, plain.paint, 0),
                cell(ours.usable, plain.usable, 0),
                cell(ours.heap / 1e6, plain.heap / 1e6, 1),
            );
        }
        if profile != Profile::Slow {
            println!(
                "{:>10} {:>8} {:>24} {:>24} {:>24} {:>24} {:>24}",
                "activities",
                "events",
                "click to paint",
                "… 95th percentile",
                "… the whole panel",
                "one act",
                "its save"
            );
            for (case, ours, plain) in of(rows, profile) {
                println!(
                    "{:>10} {:>8} {:>24} {:>24} {:>24} {:>24} {:>24}",
                    case.activities,
                    case.events,
                    cell(median(&ours.clicks), median(&plain.clicks), 1),
                    cell(late(&ours.clicks), late(&plain.clicks), 1),
                    cell(median(&ours.wholes), median(&plain.wholes), 1),
                    cell(median(&ours.acts), median(&plain.acts), 2),
                    cell(mean_of_most(&ours.saves), mean_of_most(&plain.saves), 3),
                );
            }
        }
        println!();
    }
    println!("{:<62} {:>8} {:>8}", "goal", "at most", "is");
    for goal in goals(rows) {
        let is = match goal.ratio {
            Some(ratio) if ratio <= goal.at_most => format!("{ratio:>8.2}  kept"),
            Some(ratio) => format!("{ratio:>8.2}  MISSED"),
            None => String::from("not measured"),
        };
        println!("{:<62} {:>8.2} {is}", goal.what, goal.at_most);
    }
}

/// The worst ratio for each goal.
fn goals(rows: &[(Case, Run, Run)]) -> Vec<Goal> {
    let slow = |activities: usize| {
        let row = of(rows, Profile::Slow).find(|(case, ..)| case.activities == activities);
        row.map(|(_, ours, plain)| ours.usable / plain.usable)
    };
    let worst_of = |paths: bool, ratio: fn(&Run, &Run) -> f64| {
        let clicked = rows.iter().filter(|(case, ..)| {
            case.profile != Profile::Slow && (case.activities == PATH) == paths
        });
        clicked
            .map(|(_, ours, plain)| ratio(ours, plain))
            .reduce(f64::max)
    };
    let worst = |ratio| worst_of(false, ratio);
    let clicks = |ours: &Run, plain: &Run| median(&ours.clicks) / median(&plain.clicks);
    vec![
        Goal {
            what: "until a click works, slow profile, 9 activities",
            at_most: 1.6,
            ratio: slow(9),
        },
        Goal {
            what: "until a click works, slow profile, 1,000 activities",
            at_most: 1.4,
            ratio: slow(1_000),
        },
        Goal {
            what: "click to next paint, the worst of all sizes of grids",
            at_most: 1.25,
            ratio: worst(clicks),
        },
        Goal {
            what: "click to next paint, a path of 300",
            at_most: 1.25,
            ratio: worst_of(true, clicks),
        },
        Goal {
            what: "heap, the worst of all sizes",
            at_most: 2.5,
            ratio: worst(|ours, plain| ours.heap / plain.heap),
        },
        Goal {
            what: "one act with the longest log to one with none, the worst",
            at_most: 1.2,
            ratio: growth(rows, |run| median(&run.acts)),
        },
        Goal {
            what: "its save with the longest log to one with none, the worst",
            at_most: 1.2,
            ratio: growth(rows, |run| mean_of_most(&run.saves)),
        },
    ]
}

/// Our page with the longest log against our page with none, at the same size and speed.
fn growth(rows: &[(Case, Run, Run)], cost: fn(&Run) -> f64) -> Option<f64> {
    let longest = rows.iter().map(|(case, ..)| case.events).max()?;
    let grown = rows
        .iter()
        .filter(|(case, ..)| case.events == longest && longest > 0);
    grown
        .filter_map(|(case, ours, _)| {
            let (_, empty, _) = rows.iter().find(|(other, ..)| {
                other.events == 0
                    && other.activities == case.activities
                    && other.profile == case.profile
            })?;
            Some(cost(ours) / cost(empty))
        })
        .reduce(f64::max)
}

fn of(rows: &[(Case, Run, Run)], profile: Profile) -> impl Iterator<Item = &(Case, Run, Run)> {
    rows.iter()
        .filter(move |(case, ..)| case.profile == profile)
}

/// The 95th percentile of sorted values.
fn late(values: &[f64]) -> f64 {
    let at = (values.len() * 95).div_ceil(100).saturating_sub(1);
    values.get(at).copied().unwrap_or(0.0)
}

fn cell(ours: f64, plain: f64, decimals: usize) -> String {
    format!(
        "{ours:.decimals$} / {plain:.decimals$} = {:.2}",
        ours / plain
    )
}
