//! Lines on grids of any size and shape, against walking from every square.

use std::num::NonZeroU32;

use choiceboard::rules::{
    Course, Facts, Grid, Ground, Lines, Place, Rule, Rulebook, Section, Standing, lines_of, met,
};
use proptest::prelude::*;

use super::boards::{grid, lines};
use super::{oracle, worlds};

fn cells(count: u32, columns: u32) -> Ground {
    Ground {
        places: (0..count)
            .map(|ix| Place {
                id: format!("a{ix}"),
                row: NonZeroU32::new(ix / columns + 1),
                column: NonZeroU32::new(ix % columns + 1),
                ..Place::default()
            })
            .collect(),
        sections: vec![Section {
            activities: (0..count).collect(),
            ..Section::default()
        }],
        grids: vec![Grid {
            section: 0,
            columns,
            cells: (0..count).collect(),
        }],
        ..Ground::default()
    }
}

proptest! {
    #![proptest_config(crate::usually(400))]

    #[test]
    fn as_many_as_by_walking(
        (rule, columns, counting) in (1..=36_usize).prop_flat_map(|count| {
            (worlds::lines(count), 1..=7_u32, prop::collection::vec(prop::bool::weighted(0.8), count))
        }),
    ) {
        let mut ground = cells(counting.len() as u32, columns);
        let facts = Facts {
            standings: counting
                .iter()
                .map(|counts| Standing { counts: u32::from(*counts), ..Standing::default() })
                .collect(),
            ..Facts::default()
        };
        let made = oracle::lines_made(&ground, &facts, &rule);
        for wanted in [made, made + 1] {
            ground.complete = Rule::Lines(Lines { lines: wanted, ..rule.clone() }).into();
            let book = Rulebook::compile(&ground);
            prop_assert_eq!(met(&book, &ground, &facts, book.complete), wanted == made);
        }
    }
}

#[test]
fn five_fit_into_eight_in_four_places() {
    let ground = grid(8, 8, lines(1));
    let Rule::Lines(rule) = &*ground.complete else {
        unreachable!()
    };
    let rule = Lines {
        length: Some(5),
        ..rule.clone()
    };
    let all = lines_of(&ground.grids[0], &rule);
    let rows = all
        .iter()
        .filter(|line| matches!(line.course, Course::Row(_)))
        .count();
    let falling = all
        .iter()
        .filter(|line| line.course == Course::Falling)
        .count();
    assert_eq!((rows, falling), (8 * 4, 4 * 4));
    assert!(all.iter().all(|line| line.cells.len() == 5 && !line.whole));
}

#[test]
fn a_short_last_row_is_no_line_and_breaks_the_columns_above_it() {
    let ground = cells(8, 3);
    let Rule::Lines(rule) = lines(1) else {
        unreachable!()
    };
    let whole: Vec<Course> = lines_of(&ground.grids[0], &rule)
        .iter()
        .map(|line| line.course)
        .collect();
    assert_eq!(
        whole,
        [
            Course::Row(1),
            Course::Row(2),
            Course::Column(1),
            Course::Column(2),
            Course::Rising
        ]
    );
}
