//! The oracle: every rule read straight from the board format, every future tried one small act at a time. Slow and plain
//! on purpose; it shares nothing with the engine but the nouns.

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use choiceboard::rules::{
    Bounds, Direction, Each, Facts, Filter, Grid, Ground, Habit, Lines, Moment, Points, Reached,
    Rule, Standing, State, Verdict,
};

/// The verdict by trying everything.
pub fn verdict(ground: &Ground, facts: &Facts, rule: &Rule, fine: bool) -> Verdict {
    if holds(ground, facts, rule) {
        return Verdict::Met;
    }
    let mut seen = BTreeSet::new();
    let mut open = vec![settle(ground, facts.clone())];
    while let Some(now) = open.pop() {
        if holds(ground, &now, rule) {
            return Verdict::Open;
        }
        for next in nexts(ground, &now, rule, fine) {
            let next = settle(ground, next);
            if seen.insert(key(&next)) {
                open.push(next);
            }
        }
    }
    Verdict::Impossible
}

/// Everything that can differ from one future to the next.
fn key(facts: &Facts) -> Vec<i64> {
    let mut key = vec![facts.clock.now, facts.level.into()];
    for s in &facts.standings {
        key.extend([
            s.state as i64,
            s.counts.into(),
            s.room.into(),
            s.approved.into(),
            s.passed.into(),
            s.best.map_or(-1, |best| best as i64),
            s.attempts.into(),
        ]);
    }
    key.extend(facts.badges.iter().map(|earned| i64::from(*earned)));
    key.extend(facts.habits.map(i64::from));
    key.extend(
        facts
            .mastery
            .iter()
            .map(|level| level.map_or(-1, |level| level as i64)),
    );
    for said in facts.codes.iter().chain(&facts.groups) {
        key.extend(said.bytes().map(i64::from));
        key.push(-2);
    }
    key.push(-3 - facts.groups.len() as i64);
    key
}

fn settle(ground: &Ground, mut facts: Facts) -> Facts {
    let points: Points = facts.standings.iter().map(|s| s.points).sum();
    let level = ground.levels.iter().filter(|from| **from <= points).count() as u32;
    facts.level = facts.level.max(level);
    for _ in 0..ground.badges.len() {
        for (at, (_, rule)) in ground.badges.iter().enumerate() {
            facts.badges[at] = facts.badges[at] || holds(ground, &facts, rule);
        }
    }
    facts
}

fn in_use(standing: &Standing) -> bool {
    !matches!(standing.state, State::Locked | State::Open | State::Dropped)
}

fn reached(standing: &Standing, how_far: Reached) -> bool {
    let rank = match standing.state {
        State::Locked | State::Open | State::Dropped => 0,
        State::Chosen => 1,
        State::Started => 2,
        State::Waiting | State::Returned => 3,
        State::Done => 4,
    };
    match how_far {
        Reached::Chosen => rank >= 1,
        Reached::Started => rank >= 2,
        Reached::Submitted => rank >= 3,
        Reached::Done => rank == 4,
        Reached::Approved => rank == 4 && standing.approved,
        Reached::Mastered => rank == 4 && standing.passed,
    }
}

/// Every single act that is open to a learner, a teacher or the clock. `fine`: step by step; else at once to done, or
/// where there are locks also just taken up.
fn nexts(ground: &Ground, now: &Facts, rule: &Rule, fine: bool) -> Vec<Facts> {
    let mut nexts = Vec::new();
    let locks = ground
        .places
        .iter()
        .any(|place| place.more.requires.is_some());
    for (ix, place) in ground.places.iter().enumerate() {
        let standing = &now.standings[ix];
        let mut push = |change: &dyn Fn(&mut Standing)| {
            let mut next = now.clone();
            let standing = &mut next.standings[ix];
            let before = reached(standing, ground.counts_when);
            change(standing);
            if reached(standing, ground.counts_when) && !before && standing.room > 0 {
                standing.room -= 1;
                standing.counts += 1;
                standing.points += place.points;
            }
            let after = &next.standings[ix];
            if !(reached(after, ground.counts_when) && after.counts == 0) {
                nexts.push(next);
            }
        };
        let approves = place.approval || ground.counts_when == Reached::Approved && !fine;
        // Said done with its check passed, and then perhaps with a teacher's word; or by that word alone.
        let passes = standing.passed || standing.attempts_left != Some(0);
        let by_word = place.approval || standing.state == State::Waiting;
        let mut finishes = Vec::new();
        for passed in [true, standing.passed] {
            if if passed { passes } else { by_word } {
                finishes.push(move |standing: &mut Standing| {
                    standing.state = State::Done;
                    standing.passed = passed;
                    standing.approved |= approves;
                });
            }
        }
        if !in_use(standing) {
            let section = &ground.sections[place.section as usize];
            let used = section
                .activities
                .iter()
                .filter(|other| in_use(&now.standings[**other as usize]))
                .count() as u32;
            let opens = place.more.opens.is_none_or(|moment| come(moment, now));
            let lock = place
                .more
                .requires
                .as_ref()
                .is_none_or(|lock| holds(ground, now, lock));
            if standing.room == 0
                || section.choose_max.is_some_and(|most| used >= most)
                || !opens
                || !lock
            {
                continue;
            }
            // What has been taken up never locks again: with locks that more of something shuts, the way may be to take up first.
            if fine || locks {
                push(&|s| s.state = State::Chosen);
            }
            if !fine {
                finishes.iter().for_each(|finish| push(finish));
            }
            continue;
        }
        let alive = standing.room > 0 || standing.counts > 0;
        match standing.state {
            State::Chosen if alive && fine => push(&|s| s.state = State::Started),
            State::Started if alive && fine => {
                if place.approval {
                    push(&|s| s.state = State::Waiting);
                }
                finishes.iter().for_each(|finish| push(finish));
            }
            State::Done => {
                if !standing.approved && fine {
                    push(&|s| s.approved = true);
                }
                if !standing.passed && standing.attempts_left != Some(0) && fine {
                    push(&|s| s.passed = true);
                }
            }
            _ if alive => finishes.iter().for_each(|finish| push(finish)),
            _ => {}
        }
        if standing.room > 0 && reached(standing, ground.counts_when) {
            push(&|s| {
                s.room -= 1;
                s.counts += 1;
                s.points += place.points;
            });
        }
        let tries = place.check && (alive || standing.state == State::Done);
        if fine && tries && standing.attempts_left != Some(0) && standing.attempts < 4 {
            for score in [0.0, 40.0, 50.0, 80.0, 100.0] {
                // Whether the last try passes shows: there is no other.
                let last = standing.attempts_left == Some(1) && !standing.passed;
                for passed in [standing.passed, last || standing.passed] {
                    push(&|s| {
                        s.best = Some(s.best.map_or(score, |best| best.max(score)));
                        s.attempts += 1;
                        s.attempts_left = s.attempts_left.map(|left| left - 1);
                        s.passed = passed;
                    });
                }
            }
        }
    }
    let mut atoms = Vec::new();
    gather(rule, &mut atoms);
    for place in &ground.places {
        place
            .more
            .requires
            .iter()
            .for_each(|rule| gather(rule, &mut atoms));
    }
    ground
        .badges
        .iter()
        .for_each(|(_, rule)| gather(rule, &mut atoms));
    let mut moments: Vec<Moment> = ground
        .places
        .iter()
        .filter_map(|place| place.more.opens)
        .collect();
    for atom in atoms {
        let mut next = now.clone();
        match atom {
            Rule::Habit { habit, count } if now.habits[*habit as usize] < *count => {
                next.habits[*habit as usize] += 1;
            }
            Rule::Mastery { standard, min } => {
                let at = ground
                    .standards
                    .iter()
                    .position(|id| id == standard)
                    .unwrap();
                let level = ground.scale.iter().position(|id| id == min);
                next.mastery[at] = next.mastery[at].max(level);
            }
            Rule::Code(digest) if !now.codes.contains(digest) => {
                next.codes.push(digest.clone());
                next.codes.sort();
            }
            Rule::Group(id) if !now.groups.contains(id) => {
                next.groups.push(id.clone());
                next.groups.sort();
            }
            Rule::After(moment) | Rule::Before(moment) => {
                moments.push(*moment);
                continue;
            }
            _ => continue,
        }
        nexts.push(next);
    }
    let instants = moments.into_iter().map(|moment| match moment {
        Moment::Instant(at) => at,
        Moment::Day(day) => day * 86_400_000 - i64::from(now.clock.offset) * 60_000,
    });
    if let Some(at) = instants.filter(|at| *at > now.clock.now).min() {
        let mut next = now.clone();
        next.clock.now = at;
        nexts.push(next);
    }
    nexts
}

fn gather<'a>(rule: &'a Rule, atoms: &mut Vec<&'a Rule>) {
    match rule {
        Rule::All(parts) | Rule::Any(parts) => parts.iter().for_each(|part| gather(part, atoms)),
        Rule::Not(part) => gather(part, atoms),
        atom => atoms.push(atom),
    }
}

fn come(moment: Moment, facts: &Facts) -> bool {
    match moment {
        Moment::Instant(at) => facts.clock.now >= at,
        Moment::Day(day) => {
            facts.clock.now + i64::from(facts.clock.offset) * 60_000 >= day * 86_400_000
        }
    }
}

fn named(ground: &Ground, filter: &Filter) -> Vec<usize> {
    (0..ground.places.len())
        .filter(|ix| {
            let place = &ground.places[*ix];
            match filter {
                Filter::All => true,
                Filter::Ids(ids) => ids.contains(&place.id),
                Filter::Match(wanted) => {
                    wanted
                        .section
                        .as_ref()
                        .is_none_or(|id| ground.sections[place.section as usize].id == *id)
                        && wanted
                            .tag
                            .as_ref()
                            .is_none_or(|tag| place.more.tags.contains(tag))
                        && wanted.standard.as_ref().is_none_or(|id| {
                            place
                                .more
                                .standards
                                .iter()
                                .any(|at| ground.standards[*at as usize] == *id)
                        })
                        && wanted.kind.is_none_or(|kind| place.kind == kind)
                        && wanted
                            .row
                            .is_none_or(|row| place.row.map(NonZeroU32::get) == Some(row))
                        && wanted
                            .column
                            .is_none_or(|column| place.column.map(NonZeroU32::get) == Some(column))
                }
            }
        })
        .collect()
}

fn within<T: PartialOrd>(bounds: &Bounds<T>, value: T) -> bool {
    bounds.min.as_ref().is_none_or(|min| value >= *min)
        && bounds.max.as_ref().is_none_or(|max| value <= *max)
}

/// Whether a rule holds, read from the board format's table.
pub fn holds(ground: &Ground, facts: &Facts, rule: &Rule) -> bool {
    let standing = |ix: usize| &facts.standings[ix];
    let counts = |ix: usize| standing(ix).counts > 0;
    match rule {
        Rule::Activity(id) => ground
            .places
            .iter()
            .position(|place| place.id == *id)
            .is_some_and(counts),
        Rule::All(parts) => parts.iter().all(|part| holds(ground, facts, part)),
        Rule::Any(parts) => parts.iter().any(|part| holds(ground, facts, part)),
        Rule::Not(part) => !holds(ground, facts, part),
        Rule::Count { bounds, of } => within(
            bounds,
            named(ground, of)
                .into_iter()
                .map(|ix| standing(ix).counts)
                .sum(),
        ),
        Rule::Points { bounds, of } => within(
            bounds,
            named(ground, of)
                .into_iter()
                .map(|ix| standing(ix).points)
                .sum(),
        ),
        Rule::Lines(lines) => lines_made(ground, facts, lines) >= lines.lines,
        Rule::Shape { rows, turn, of } => shape_made(ground, facts, rows, *turn, of),
        Rule::OnePer { each, count, of } => {
            let mut groups: Vec<(String, u32)> = Vec::new();
            for ix in named(ground, of) {
                let place = &ground.places[ix];
                let labels: Vec<String> = match each {
                    Each::Row => place
                        .row
                        .map(|row| format!("{} {row}", place.section))
                        .into_iter()
                        .collect(),
                    Each::Column => place
                        .column
                        .map(|column| format!("{} {column}", place.section))
                        .into_iter()
                        .collect(),
                    Each::Section => vec![place.section.to_string()],
                    Each::Tag => place.more.tags.clone(),
                    Each::Standard => place.more.standards.iter().map(u32::to_string).collect(),
                };
                for label in labels {
                    match groups.iter_mut().find(|(known, _)| *known == label) {
                        Some((_, sum)) => *sum += standing(ix).counts,
                        None => groups.push((label, standing(ix).counts)),
                    }
                }
            }
            !groups.is_empty() && groups.iter().all(|(_, sum)| sum >= count)
        }
        Rule::Score { bounds, of } => {
            let of = named(ground, of);
            !of.is_empty()
                && of
                    .into_iter()
                    .all(|ix| standing(ix).best.is_some_and(|best| within(bounds, best)))
        }
        Rule::Attempts { bounds, of } => within(
            bounds,
            named(ground, of)
                .into_iter()
                .map(|ix| standing(ix).attempts)
                .sum(),
        ),
        Rule::Mastery { standard, min } => {
            let at = ground
                .standards
                .iter()
                .position(|id| id == standard)
                .unwrap();
            facts.mastery[at] >= ground.scale.iter().position(|id| id == min)
        }
        Rule::State { state, of } => {
            let of = named(ground, of);
            !of.is_empty() && of.into_iter().all(|ix| reached(standing(ix), *state))
        }
        Rule::Badge(id) => ground
            .badges
            .iter()
            .position(|(known, _)| known == id)
            .is_some_and(|at| facts.badges[at]),
        Rule::Level(level) => facts.level >= *level,
        Rule::Habit { habit, count } => {
            let at = match habit {
                Habit::Reflections => 0,
                Habit::Goals => 1,
                Habit::CheckIns => 2,
                Habit::Days => 3,
            };
            facts.habits[at] >= *count
        }
        Rule::FeedbackRead { read, of } => {
            let given: Vec<usize> = named(ground, of)
                .into_iter()
                .filter(|ix| standing(*ix).feedback)
                .collect();
            let all = !given.is_empty() && given.iter().all(|ix| standing(*ix).feedback_read);
            all == *read
        }
        Rule::After(moment) => come(*moment, facts),
        Rule::Before(moment) => !come(*moment, facts),
        Rule::Code(digest) => facts.codes.contains(digest),
        Rule::Group(id) => facts.groups.contains(id),
    }
}

/// Lines by walking from every square in every direction.
pub fn lines_made(ground: &Ground, facts: &Facts, lines: &Lines) -> u32 {
    let inside = named(ground, &lines.of);
    let mut made = 0;
    for grid in &ground.grids {
        let columns = grid.columns as i64;
        let rows = (grid.cells.len() as i64 + columns - 1) / columns;
        let at = |row: i64, column: i64| square(grid, row, column);
        let good = |row: i64, column: i64| {
            at(row, column).is_some_and(|ix| facts.standings[ix].counts > 0 && inside.contains(&ix))
        };
        for (direction, down, right) in [
            (Direction::Row, 0, 1),
            (Direction::Column, 1, 0),
            (Direction::Diagonal, 1, 1),
            (Direction::Diagonal, 1, -1),
        ] {
            if !lines.directions.is_empty() && !lines.directions.contains(&direction) {
                continue;
            }
            for row in 0..rows {
                for column in 0..columns {
                    let run = |from: (i64, i64)| -> Vec<usize> {
                        (0..)
                            .map(|n| (from.0 + n * down, from.1 + n * right))
                            .take_while(|(row, column)| good(*row, *column))
                            .map(|(row, column)| at(row, column).unwrap())
                            .collect()
                    };
                    if !good(row, column) || good(row - down, column - right) {
                        continue;
                    }
                    // Here a run begins.
                    let run = run((row, column));
                    let length = match lines.length {
                        Some(length) => length as usize,
                        None if direction == Direction::Row => columns as usize,
                        None if direction == Direction::Column => rows as usize,
                        None if rows == columns => rows as usize,
                        None => continue,
                    };
                    let through: Vec<usize> = lines
                        .through
                        .iter()
                        .map(|id| {
                            ground
                                .places
                                .iter()
                                .position(|place| place.id == *id)
                                .unwrap()
                        })
                        .collect();
                    let fits = run
                        .windows(length)
                        .filter(|line| through.iter().all(|ix| line.contains(ix)))
                        .count();
                    made += if through.is_empty() {
                        run.len() / length
                    } else {
                        fits.min(1)
                    };
                }
            }
        }
    }
    made as u32
}

fn square(grid: &Grid, row: i64, column: i64) -> Option<usize> {
    let columns = i64::from(grid.columns);
    if row < 0 || column < 0 || column >= columns {
        return None;
    }
    grid.cells
        .get((row * columns + column) as usize)
        .map(|ix| *ix as usize)
}

fn shape_made(ground: &Ground, facts: &Facts, rows: &[String], turn: bool, of: &Filter) -> bool {
    let inside = named(ground, of);
    let mut picture: Vec<Vec<bool>> = rows
        .iter()
        .map(|row| row.chars().map(|mark| mark == 'x').collect())
        .collect();
    for _ in 0..if turn { 4 } else { 1 } {
        let (height, width) = (picture.len() as i64, picture[0].len() as i64);
        for grid in &ground.grids {
            let tall =
                (grid.cells.len() as i64 + i64::from(grid.columns) - 1) / i64::from(grid.columns);
            for top in 0..=tall - height {
                for left in 0..=i64::from(grid.columns) - width {
                    let mut all = true;
                    for down in 0..height {
                        for right in 0..width {
                            let good = square(grid, top + down, left + right).is_some_and(|ix| {
                                facts.standings[ix].counts > 0 && inside.contains(&ix)
                            });
                            all &= good || !picture[down as usize][right as usize];
                        }
                    }
                    if all && picture.iter().flatten().any(|mark| *mark) {
                        return true;
                    }
                }
            }
        }
        let turned = (0..width)
            .map(|column| {
                (0..height)
                    .rev()
                    .map(|row| picture[row as usize][column as usize])
                    .collect()
            })
            .collect();
        picture = turned;
    }
    false
}
