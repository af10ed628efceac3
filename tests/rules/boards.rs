//! Boards by hand.

use std::num::NonZeroU32;

use choiceboard::rules::{
    Bounds, Each, Facts, Filter, Grid, Ground, Lines, Match, Place, Points, Rule, Section,
    Standing, State,
};

pub fn grid(columns: u32, rows: u32, complete: Rule) -> Ground {
    let count = columns * rows;
    Ground {
        places: (0..count)
            .map(|ix| Place {
                id: format!("a{ix}"),
                points: Points::whole(1),
                repeat: 1,
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
        complete: complete.into(),
        ..Ground::default()
    }
}

pub fn facts(ground: &Ground, counting: &[u32]) -> Facts {
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

pub fn lines(count: u32) -> Rule {
    Rule::Lines(Lines {
        lines: count,
        length: None,
        through: Vec::new(),
        directions: Vec::new(),
        of: Filter::All,
    })
}

pub fn at_least(min: u32, of: Filter) -> Rule {
    Rule::Count {
        bounds: Bounds {
            min: Some(min),
            max: None,
        },
        of,
    }
}

pub fn at_most(max: u32, of: Filter) -> Rule {
    Rule::Count {
        bounds: Bounds {
            min: None,
            max: Some(max),
        },
        of,
    }
}

pub fn exactly(count: u32, of: Filter) -> Rule {
    Rule::Count {
        bounds: Bounds {
            min: Some(count),
            max: Some(count),
        },
        of,
    }
}

pub fn points(min: Option<i64>, max: Option<i64>) -> Rule {
    Rule::Points {
        bounds: Bounds {
            min: min.map(Points::whole),
            max: max.map(Points::whole),
        },
        of: Filter::All,
    }
}

pub fn one_per(each: Each) -> Rule {
    Rule::OnePer {
        each,
        count: 1,
        of: Filter::All,
    }
}

pub fn row(row: u32) -> Filter {
    Filter::Match(Match {
        row: Some(row),
        ..Match::default()
    })
}

pub fn ids(list: &[u32]) -> Filter {
    Filter::Ids(list.iter().map(|ix| format!("a{ix}")).collect())
}

pub fn activity(ix: u32) -> Rule {
    Rule::Activity(format!("a{ix}"))
}

/// Two tiles of 20 points, four of 50, two of 80.
pub fn twenty_fifty_eighty() -> Ground {
    let mut ground = grid(2, 4, points(Some(100), Some(100)));
    for (place, worth) in ground
        .places
        .iter_mut()
        .zip([20, 20, 50, 50, 50, 50, 80, 80])
    {
        place.points = Points::whole(worth);
    }
    ground
}
