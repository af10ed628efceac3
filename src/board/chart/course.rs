//! The course of a way as it is drawn, in the words of an SVG path.

/// How far a corner is cut, in columns and in half lanes.
const CORNER: (f64, f64) = (0.16, 0.24);

/// How far the ends of a bracket reach towards those it holds together, in columns.
const HOOK: f64 = 0.12;

/// From so many half lanes up or down on a way keeps level longer where it leaves and where it arrives,
const LEVEL: f64 = 2.0;

/// and no longer so from so many on.
const STEEP: f64 = 8.0;

/// The longest that it keeps level, as a part of its width.
const LONGEST: f64 = 0.3;

type Point = (f64, f64);

/// The course of a way: points are columns and half lanes.
pub fn course(points: &[Point], square: bool, bar: Option<(f64, f64)>) -> String {
    let mut course = String::new();
    if let (Some((top, bottom)), Some((x, _))) = (bar, points.first()) {
        bracket(&mut course, *x, top, bottom);
    }
    match square {
        true => cornered(&mut course, points),
        false => swung(&mut course, points),
    }
    course
}

fn add(course: &mut String, sign: &str, (x, y): Point) {
    for part in [sign, &tenths(x), " ", &tenths(y)] {
        course.push_str(part);
    }
}

/// Nothing finer than this is seen.
fn tenths(number: f64) -> String {
    ((number * 1000.0).round() / 1000.0).to_string()
}

fn bracket(course: &mut String, x: f64, top: f64, bottom: f64) {
    let cut = CORNER.1.min((bottom - top) / 2.0);
    add(course, "M", (x - HOOK, top));
    add(course, "Q", (x, top));
    add(course, " ", (x, top + cut));
    add(course, "L", (x, bottom - cut));
    add(course, "Q", (x, bottom));
    add(course, " ", (x - HOOK, bottom));
}

/// Level where it leaves and where it arrives. The higher it climbs, the nearer to the middle it does so: it stays away from what is written
/// under the stops on both sides.
fn swung(course: &mut String, points: &[Point]) {
    let mut last: Option<Point> = None;
    for to in points.iter().copied() {
        let Some(from) = last.replace(to) else {
            add(course, "M", to);
            continue;
        };
        let (wide, tall) = (to.0 - from.0, (to.1 - from.1).abs());
        let lead = LONGEST * wide * ((tall - LEVEL) / (STEEP - LEVEL)).clamp(0.0, 1.0);
        let reach = (wide - 2.0 * lead) * (0.5 + tall / STEEP).min(1.0);
        if lead > 0.0 {
            add(course, "L", (from.0 + lead, from.1));
        }
        add(course, "C", (from.0 + lead + reach, from.1));
        add(course, " ", (to.0 - lead - reach, to.1));
        add(course, " ", (to.0 - lead, to.1));
        if lead > 0.0 {
            add(course, "L", to);
        }
    }
}

fn cornered(course: &mut String, points: &[Point]) {
    for (at, point) in points.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| points.get(before));
        match (before, points.get(at + 1)) {
            (None, _) => add(course, "M", *point),
            (Some(_), None) => add(course, "L", *point),
            (Some(before), Some(after)) => {
                add(course, "L", toward(*point, *before));
                add(course, "Q", *point);
                add(course, " ", toward(*point, *after));
            }
        }
    }
}

/// From a corner a little towards a neighbour, never past the middle.
fn toward(corner: Point, other: Point) -> Point {
    let step = |from: f64, to: f64, most: f64| {
        let half = (to - from) / 2.0;
        from + half.clamp(-most, most)
    };
    (
        step(corner.0, other.0, CORNER.0),
        step(corner.1, other.1, CORNER.1),
    )
}

#[cfg(test)]
mod tests {
    use super::course;

    #[test]
    fn a_way_swings_from_middle_to_middle_and_climbs_between_the_columns() {
        let level = [(0.5, 1.0), (1.5, 1.0)];
        assert_eq!(course(&level, false, None), "M0.5 1C1 1 1 1 1.5 1");
        let steep = [(0.5, 1.0), (1.5, 9.0)];
        assert_eq!(
            course(&steep, false, None),
            "M0.5 1L0.8 1C1.2 1 0.8 9 1.2 9L1.5 9"
        );
        assert_eq!(course(&[], false, None), "");
    }

    #[test]
    fn along_edges_it_runs_straight_and_its_corners_are_round() {
        let points = [(0.5, 1.0), (1.0, 1.0), (1.0, 4.0), (1.5, 4.0)];
        let says = "M0.5 1L0.84 1Q1 1 1 1.24L1 3.76Q1 4 1.16 4L1.5 4";
        assert_eq!(course(&points, true, None), says);
    }

    #[test]
    fn a_crowd_is_bracketed_together() {
        let says = "M0.88 1Q1 1 1 1.24L1 4.76Q1 5 0.88 5M1 3L1.5 3";
        assert_eq!(
            course(&[(1.0, 3.0), (1.5, 3.0)], true, Some((1.0, 5.0))),
            says
        );
    }
}
