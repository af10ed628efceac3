//! The rule engine against what is known of it.
#![allow(missing_docs)]

mod oracle;
mod verdicts;
mod worlds;

use choiceboard::rules::{
    Ahead, Bounds, Facts, Filter, Grid, Ground, Lines, Place, Points, Rule, Rulebook, Section,
    Standing, State, Verdict, evaluate,
};

fn grid(columns: u32, rows: u32, complete: Rule) -> Ground {
    let count = columns * rows;
    Ground {
        places: (0..count)
            .map(|ix| Place {
                id: format!("a{ix}"),
                points: Points::whole(1),
                repeat: 1,
                row: Some(ix / columns + 1),
                column: Some(ix % columns + 1),
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
        complete,
        ..Ground::default()
    }
}

fn facts(ground: &Ground, counting: &[u32]) -> Facts {
    Facts {
        standings: (0..)
            .zip(&ground.places)
            .map(|(ix, place)| {
                let counts = counting.contains(&ix);
                Standing {
                    state: if counts { State::Done } else { State::Open },
                    counts: u32::from(counts),
                    room: u32::from(!counts),
                    points: place.points.times(u32::from(counts)),
                    passed: true,
                    ..Standing::default()
                }
            })
            .collect(),
        ..Facts::default()
    }
}

fn lines(count: u32) -> Rule {
    Rule::Lines(Lines {
        lines: count,
        length: None,
        through: Vec::new(),
        directions: Vec::new(),
        of: Filter::All,
    })
}

fn verdict(ground: &Ground, facts: &Facts) -> Verdict {
    let book = Rulebook::compile(ground);
    let ahead = Ahead::look(&book, ground, facts);
    evaluate(&ahead, book.complete).verdict
}

#[test]
fn a_row_is_a_line() {
    let ground = grid(3, 3, lines(1));
    assert_eq!(verdict(&ground, &facts(&ground, &[0, 1])), Verdict::Open);
    assert_eq!(verdict(&ground, &facts(&ground, &[0, 1, 2])), Verdict::Met);
    assert_eq!(verdict(&ground, &facts(&ground, &[2, 4, 6])), Verdict::Met);
}

#[test]
fn more_than_the_most_is_impossible() {
    let rule = Rule::Count {
        bounds: Bounds {
            min: None,
            max: Some(1),
        },
        of: Filter::All,
    };
    let ground = grid(3, 3, rule);
    assert_eq!(verdict(&ground, &facts(&ground, &[0])), Verdict::Met);
    assert_eq!(
        verdict(&ground, &facts(&ground, &[0, 1])),
        Verdict::Impossible
    );
}
