//! The exact sentences, for every kind of rule.

use std::rc::Rc;
use std::sync::Arc;

use choiceboard::rules::{
    Ahead, Bounds, Clock, Each, Facts, Filter, Ground, Habit, Lines, Match, Moment, Place, Points,
    Reached, Rule, Rulebook, State, Titles, evaluate, explain,
};
use choiceboard::words::{Phrase, Plain, Tongue};

use super::boards::{
    activity, at_least, at_most, exactly, facts, grid, ids, lines, one_per, points, row,
    twenty_fifty_eighty,
};

fn say(phrase: &Phrase) -> String {
    let tongue = Tongue::english(Rc::new(Plain::default()));
    tongue.text(phrase, &|ix| format!("[{ix}]"))
}

fn missing_with(ground: &Ground, facts: &Facts) -> String {
    let book = Rulebook::compile(ground);
    let ahead = Ahead::look(&book, ground, facts);
    say(&explain::missing(&ahead, &evaluate(&ahead, book.complete)))
}

fn next(ground: &Ground, facts: &Facts) -> String {
    let book = Rulebook::compile(ground);
    let ahead = Ahead::look(&book, ground, facts);
    say(&explain::next(&ahead, &evaluate(&ahead, book.complete)))
}

fn missing(ground: &Ground, counting: &[u32]) -> String {
    missing_with(ground, &facts(ground, counting))
}

fn also(ground: &Ground, counting: &[u32]) -> Vec<String> {
    also_with(ground, &facts(ground, counting))
}

fn also_with(ground: &Ground, facts: &Facts) -> Vec<String> {
    let book = Rulebook::compile(ground);
    let ahead = Ahead::look(&book, ground, facts);
    explain::also(&ahead, &evaluate(&ahead, book.complete))
        .iter()
        .map(say)
        .collect()
}

fn square(rule: Rule) -> Ground {
    grid(3, 3, rule)
}

#[test]
fn a_line_by_its_name() {
    let ground = square(lines(1));
    assert_eq!(
        missing(&ground, &[1]),
        "2 more in the top row: [0] and [2]."
    );
    assert_eq!(
        missing(&ground, &[4, 8]),
        "1 more in the falling diagonal: [0]."
    );
    assert_eq!(missing(&ground, &[6, 7]), "1 more in the bottom row: [8].");
    assert_eq!(
        missing(&ground, &[0, 1, 2]),
        "Everything asked for is there."
    );
    assert_eq!(also(&ground, &[1]), ["7 other lines are still open."]);
    assert_eq!(missing(&square(lines(3)), &[0]), "3 more lines.");
    let wide = grid(5, 5, lines(1));
    assert_eq!(missing(&wide, &[15, 16, 17, 18]), "1 more in row 4: [19].");
}

#[test]
fn of_lines_equally_near_the_one_begun_leads() {
    let ground = square(lines(1));
    let mut begun = facts(&ground, &[1]);
    begun.standings[7].state = State::Started;
    assert_eq!(
        missing_with(&ground, &begun),
        "2 more in the middle column: [4] and [7]."
    );
}

#[test]
fn lines_that_nothing_tells_apart_are_not_told_apart() {
    let ground = square(lines(1));
    assert_eq!(missing(&ground, &[]), "Any line of 3 will do.");
    assert_eq!(also(&ground, &[]), [""; 0]);
    let mut begun = facts(&ground, &[]);
    begun.standings[7].state = State::Chosen;
    assert_eq!(
        missing_with(&ground, &begun),
        "3 more in the bottom row: [6], [7], and [8]."
    );
}

#[test]
fn of_lines_through_a_square_one_is_named_since_not_every_line_will_do() {
    let Rule::Lines(any) = lines(1) else {
        unreachable!("lines are lines");
    };
    let ground = square(Rule::Lines(Lines {
        through: vec!["a4".into()],
        ..any
    }));
    assert_eq!(
        missing(&ground, &[]),
        "3 more in the middle row: [3], [4], and [5]."
    );
    assert_eq!(also(&ground, &[]), ["3 other lines are still open."]);
}

/// What waits, what is locked, and what can be done.
#[test]
fn what_can_be_done_now_leads() {
    let mut ground = square(Rule::All(vec![activity(0), activity(1), activity(2)]));
    ground.places[1].more.write().requires = Some(at_least(1, ids(&[5, 6])).into());
    let mut now = facts(&ground, &[]);
    now.standings[1].state = State::Locked;
    assert_eq!(missing_with(&ground, &now), "[0] and [2] are still to do.");
    assert_eq!(also_with(&ground, &now), ["1 more opens later."]);
    now.standings[0].state = State::Waiting;
    assert_eq!(missing_with(&ground, &now), "[2] is still to do.");
    assert_eq!(
        also_with(&ground, &now),
        ["[0] waits for your teacher.", "1 more opens later."]
    );
    let done = facts(&ground, &[0, 2]);
    now.standings[0] = done.standings[0].clone();
    now.standings[2] = done.standings[2].clone();
    assert_eq!(missing_with(&ground, &now), "[1] is still to do.");
    assert_eq!(
        next(&ground, &now),
        "First “[5]” or “[6]”: that opens “[1]”."
    );
    now.standings[5].state = State::Waiting;
    now.standings[6].state = State::Locked;
    assert_eq!(next(&ground, &now), "[5] waits for your teacher.");
}

#[test]
fn what_a_result_opens_is_promised_for_the_result_alone() {
    let mut ground = square(activity(1));
    ground.places[5].check = true;
    ground.places[1].more.write().requires = Some(
        Rule::Score {
            bounds: Bounds {
                min: Some(60.0),
                max: None,
            },
            of: ids(&[5]),
        }
        .into(),
    );
    let mut now = facts(&ground, &[]);
    now.standings[1].state = State::Locked;
    assert_eq!(
        next(&ground, &now),
        "First this: 60 percent or more in the check of “[5]”. That opens “[1]”."
    );
}

#[test]
fn shapes_of_many_squares_are_counted_and_told_once() {
    let shape = |rows: [&str; 3]| Rule::Shape {
        rows: rows.map(String::from).into(),
        turn: false,
        of: Filter::All,
    };
    let ground = square(Rule::Any(vec![
        shape(["x.x", ".x.", "x.x"]),
        shape([".x.", "xxx", ".x."]),
        shape(["x.x", "...", "x.x"]),
    ]));
    assert_eq!(missing(&ground, &[]), "5 more for a shape.");
    assert_eq!(
        also(&ground, &[]),
        ["Or: 4 more for the shape: [0], [2], [6], and [8]."]
    );
}

#[test]
fn what_opens_later_is_counted_and_not_told() {
    let mut ground = square(Rule::All(vec![
        at_least(2, ids(&[0, 1])),
        at_least(1, ids(&[3, 4])),
        at_least(2, ids(&[6, 7])),
    ]));
    let mut now = facts(&ground, &[]);
    for ix in [3, 4, 6, 7] {
        ground.places[ix].more.write().requires = Some(activity(0).into());
        now.standings[ix].state = State::Locked;
    }
    assert_eq!(missing_with(&ground, &now), "2 more: [0] and [1].");
    assert_eq!(also_with(&ground, &now), ["3 more open later."]);
    // The part that can be gone on with leads, wherever it stands.
    if let Rule::All(parts) = Arc::make_mut(&mut ground.complete) {
        parts.rotate_left(1);
    }
    assert_eq!(missing_with(&ground, &now), "2 more: [0] and [1].");
}

#[test]
fn what_waits_is_not_asked_for_again() {
    let ground = square(at_least(3, ids(&[0, 4, 8])));
    let mut now = facts(&ground, &[]);
    now.standings[4].state = State::Waiting;
    assert_eq!(missing_with(&ground, &now), "2 more: [0] and [8].");
    assert_eq!(also_with(&ground, &now), ["[4] waits for your teacher."]);
    now.standings[0].state = State::Waiting;
    now.standings[8].state = State::Waiting;
    assert_eq!(
        missing_with(&ground, &now),
        "[0], [4], and [8] wait for your teacher."
    );
    assert_eq!(also_with(&ground, &now), [""; 0]);
    let mut line = facts(&square(lines(1)), &[0, 1]);
    line.standings[2].state = State::Waiting;
    assert_eq!(
        missing_with(&square(lines(1)), &line),
        "[2] waits for your teacher."
    );
    let ground = square(points(Some(2), None));
    assert_eq!(
        missing_with(&ground, &line),
        "Everything asked for is there."
    );
    let ground = square(points(Some(3), None));
    assert_eq!(missing_with(&ground, &line), "[2] waits for your teacher.");
}

#[test]
fn a_bound_from_above_is_said() {
    let ground = square(Rule::All(vec![
        at_least(3, Filter::All),
        points(None, Some(5)),
        at_most(2, row(1)),
    ]));
    assert_eq!(
        missing(&ground, &[0, 4]),
        "1 more of the 7 activities that are open."
    );
    assert_eq!(
        also(&ground, &[0, 4]),
        [
            "At most 5 points in all, 3 left.",
            "At most 2 in the top row, 1 left."
        ]
    );
    assert_eq!(
        missing(&square(points(Some(3), Some(5))), &[0]),
        "2 more points, and not more than 4."
    );
}

#[test]
fn one_name_is_not_hidden() {
    let state = |count: u32| Rule::State {
        state: Reached::Done,
        of: ids(&(0..count).collect::<Vec<_>>()),
    };
    assert_eq!(
        missing(&square(state(5)), &[]),
        "Still to finish: [0], [1], [2], [3], and [4]."
    );
    assert_eq!(
        missing(&square(state(6)), &[]),
        "Still to finish: [0], [1], [2], [3], and 2 others."
    );
}

#[test]
fn counts() {
    let ground = square(at_least(3, Filter::All));
    assert_eq!(
        missing(&ground, &[1]),
        "2 more of the 8 activities that are open."
    );
    let ground = square(at_least(2, ids(&[0, 4, 8])));
    assert_eq!(missing(&ground, &[4]), "1 more: [0] or [8].");
    let ground = square(at_least(3, ids(&[0, 4, 8])));
    assert_eq!(missing(&ground, &[4]), "2 more: [0] and [8].");
    let ground = square(exactly(1, ids(&[0, 4])));
    assert_eq!(
        missing(&ground, &[]),
        "1 more, and not more than that: [0] or [4]."
    );
    let ground = square(exactly(2, Filter::All));
    assert_eq!(
        missing(&ground, &[]),
        "2 more of the 9 activities that are open, and not more than that."
    );
    let ground = square(at_least(2, row(1)));
    assert_eq!(missing(&ground, &[2]), "1 more in the top row: [0] or [1].");
    let ground = square(Rule::Not(Box::new(at_most(1, ids(&[0, 1, 2])))));
    assert_eq!(missing(&ground, &[2]), "1 more: [0] or [1].");
}

#[test]
fn sections_tags_and_standards_by_their_names() {
    let mut ground = grid(3, 2, Rule::default());
    ground.sections[0].id = "mains".into();
    ground.titles = Titles {
        sections: vec!["Main courses".into()],
        ..Titles::default()
    };
    ground.standards = vec!["5.NF.1".into()];
    for place in &mut ground.places {
        place.more.write().tags = vec!["outside".into()];
        place.more.write().standards = vec![0];
    }
    let by = |wanted: Match| at_least(1, Filter::Match(wanted));
    let mut said = |wanted: Match| {
        ground.complete = by(wanted).into();
        missing(&ground, &[])
    };
    assert_eq!(
        said(Match {
            section: Some("mains".into()),
            ..Match::default()
        }),
        "1 more in Main courses, of the 6 that are left."
    );
    assert_eq!(
        said(Match {
            tag: Some("outside".into()),
            ..Match::default()
        }),
        "1 more in the activities tagged “outside”, of the 6 that are left."
    );
    assert_eq!(
        said(Match {
            standard: Some("5.NF.1".into()),
            ..Match::default()
        }),
        "1 more in 5.NF.1, of the 6 that are left."
    );
}

#[test]
fn points_and_levels() {
    let ground = twenty_fifty_eighty();
    assert_eq!(missing(&ground, &[2]), "Exactly 50 more points.");
    let mut ground = square(points(Some(3), None));
    assert_eq!(missing(&ground, &[2, 3]), "1 more point.");
    ground.levels = vec![Points::ZERO, Points::whole(5)];
    ground.complete = Rule::Level(2).into();
    assert_eq!(missing(&ground, &[2, 3]), "3 more points to level 2.");
}

#[test]
fn one_of_each() {
    let ground = square(one_per(Each::Row));
    assert_eq!(
        missing(&ground, &[4, 8]),
        "1 more in the top row: [0], [1], or [2]."
    );
    assert_eq!(
        missing(&ground, &[4]),
        "1 from each of these: the top row and the bottom row."
    );
    let ground = grid(3, 6, one_per(Each::Row));
    assert_eq!(missing(&ground, &[]), "1 from each; 6 are still missing.");
}

#[test]
fn single_activities_and_parts() {
    let ground = square(Rule::All(vec![activity(0), activity(1), activity(2)]));
    assert_eq!(missing(&ground, &[0]), "[1] and [2] are still to do.");
    assert_eq!(missing(&ground, &[0, 1]), "[2] is still to do.");
    let ground = square(Rule::All((0..7).map(activity).collect()));
    assert_eq!(missing(&ground, &[0]), "6 activities are still to do.");
    let ground = square(Rule::Any(vec![lines(1), at_least(5, Filter::All)]));
    assert_eq!(
        missing(&ground, &[0, 1, 3, 5]),
        "1 more of the 5 activities that are open."
    );
    assert_eq!(
        also(&ground, &[0, 1, 3, 5]),
        ["Or: 1 more in the top row: [2]."]
    );
    let ground = square(Rule::All(vec![activity(0), at_least(5, Filter::All)]));
    assert_eq!(missing(&ground, &[]), "[0] is still to do.");
    assert_eq!(
        also(&ground, &[]),
        ["5 more of the 9 activities that are open."]
    );
}

#[test]
fn shapes() {
    let corners = Rule::Shape {
        rows: vec!["x.x".into(), "...".into(), "x.x".into()],
        turn: false,
        of: Filter::All,
    };
    assert_eq!(
        missing(&square(corners), &[0, 2]),
        "2 more for the shape: [6] and [8]."
    );
}

#[test]
fn checks_tries_and_steps() {
    let mut ground = square(Rule::Score {
        bounds: Bounds {
            min: Some(80.0),
            max: None,
        },
        of: ids(&[0, 1]),
    });
    for place in &mut ground.places {
        place.check = true;
    }
    assert_eq!(
        missing(&ground, &[]),
        "80 percent or more in the check of [0] and [1]."
    );
    ground.complete = Rule::Score {
        bounds: Bounds {
            min: None,
            max: Some(60.0),
        },
        of: ids(&[0]),
    }
    .into();
    assert_eq!(
        missing(&ground, &[]),
        "From 0 to 60 percent in the check of [0]."
    );
    ground.complete = Rule::Attempts {
        bounds: Bounds {
            min: Some(2),
            max: None,
        },
        of: ids(&[0]),
    }
    .into();
    assert_eq!(missing(&ground, &[]), "2 more tries at the check of [0].");
    let mut state = facts(&ground, &[]);
    state.standings[0].attempts_left = Some(1);
    assert_eq!(
        missing_with(&ground, &state),
        "This can no longer be completed. At most 1 try is possible, and 2 are needed. Ask your teacher what to do."
    );
    state.standings[0].attempts = 1;
    state.standings[0].attempts_left = Some(0);
    assert_eq!(
        missing_with(&ground, &state),
        "This can no longer be completed. No tries are left for [0]. Ask your teacher what to do."
    );
    ground.places[0].check = false;
    assert_eq!(
        missing(&ground, &[]),
        "This can no longer be completed. It asks for something that is not on the board. Ask your teacher what to do."
    );
    for (state, says) in [
        (Reached::Chosen, "Still to choose: [0]."),
        (Reached::Started, "Still to start: [0]."),
        (Reached::Submitted, "Still to hand in: [0]."),
        (Reached::Done, "Still to finish: [0]."),
        (Reached::Approved, "Your teacher still has to approve [0]."),
        (Reached::Mastered, "Still to pass: [0]."),
    ] {
        ground.complete = Rule::State {
            state,
            of: ids(&[0]),
        }
        .into();
        assert_eq!(missing(&ground, &[]), says);
    }
}

#[test]
fn what_comes_besides_activities() {
    let mut ground = square(Rule::default());
    ground.standards = vec!["ratio".into()];
    ground.scale = vec!["familiar".into(), "proficient".into()];
    ground.titles.scale = vec!["Familiar".into(), "Proficient".into()];
    ground.badges = vec![("explorer".into(), at_least(2, ids(&[0, 1])).into())];
    ground.titles.badges = vec!["Explorer".into()];
    let mut start = facts(&ground, &[]);
    start.badges = vec![false];
    start.mastery = vec![None];
    let mut said = |rule: Rule| {
        ground.complete = rule.into();
        missing_with(&ground, &start)
    };
    let habit = |habit, count| Rule::Habit { habit, count };
    assert_eq!(said(habit(Habit::Reflections, 3)), "3 more reflections.");
    assert_eq!(said(habit(Habit::Goals, 1)), "1 more goal.");
    assert_eq!(said(habit(Habit::CheckIns, 2)), "2 more check-ins.");
    assert_eq!(said(habit(Habit::Days, 5)), "Work on 5 more days.");
    assert_eq!(
        said(Rule::Mastery {
            standard: "ratio".into(),
            min: "proficient".into()
        }),
        "Reach “Proficient” in ratio."
    );
    assert_eq!(
        said(Rule::Badge("explorer".into())),
        "The badge “Explorer” is still to be earned."
    );
    assert_eq!(
        said(Rule::FeedbackRead {
            read: true,
            of: Filter::All
        }),
        "Your teacher’s feedback is still to come."
    );
    assert_eq!(
        said(Rule::After(Moment::Day(20_000))),
        "From 4 October 2024 on."
    );
    assert_eq!(
        said(Rule::Code("sha256:1".into())),
        "Enter the code word that your teacher tells you."
    );
    assert_eq!(said(Rule::Group("a".into())), "Your teacher decides this.");
}

#[test]
fn locks() {
    let mut ground = square(Rule::default());
    ground.places[1].more.write().requires = Some(activity(0).into());
    ground.places[2].more.write().requires = Some(Rule::All(vec![activity(0), activity(1)]).into());
    ground.places[3].more.write().requires = Some(at_least(2, row(1)).into());
    ground.places[4].more.write().requires = Some(Rule::Before(Moment::Instant(5)).into());
    let book = Rulebook::compile(&ground);
    let mut start = facts(&ground, &[]);
    start.clock = Clock { now: 10, offset: 0 };
    let ahead = Ahead::look(&book, &ground, &start);
    let locked = |ix| explain::locked(&ahead, ix).map(|phrase| say(&phrase));
    assert_eq!(locked(0), None);
    assert_eq!(locked(1).unwrap(), "“[0]” comes first.");
    assert_eq!(locked(2).unwrap(), "“[0]” and “[1]” come first.");
    assert_eq!(
        locked(3).unwrap(),
        "Locked for now. 2 more in the top row: “[0]”, “[1]”, or “[2]”."
    );
    assert!(
        locked(4).unwrap().starts_with(
            "Locked, and nothing more can open it. It had to be before 1 January 1970"
        )
    );
    // Beside the sign and the word of the state.
    let bare = |ix| say(&explain::bare(&explain::locked(&ahead, ix).unwrap()));
    assert_eq!(bare(1), "“[0]” comes first.");
    assert_eq!(bare(3), "2 more in the top row: “[0]”, “[1]”, or “[2]”.");
    assert!(bare(4).starts_with("Stays locked. It had to be before 1 January 1970"));
}

#[test]
fn a_lock_says_what_else_it_asks_for_and_the_other_ways_past_it() {
    let mut ground = square(Rule::default());
    let score = Rule::Score {
        bounds: Bounds {
            min: Some(80.0),
            max: None,
        },
        of: ids(&[0]),
    };
    ground.places[0].check = true;
    let mut lock = |ix: usize, rule: Rule| {
        ground.places[ix].more.write().requires = Some(rule.into());
    };
    lock(3, Rule::All(vec![score.clone(), activity(1)]));
    lock(4, Rule::Any(vec![score.clone(), activity(1)]));
    lock(5, Rule::All(vec![activity(0), activity(1)]));
    lock(6, score);
    let book = Rulebook::compile(&ground);
    let says = |counting: &[u32], ix| {
        let facts = facts(&ground, counting);
        let ahead = Ahead::look(&book, &ground, &facts);
        let first = say(&explain::locked(&ahead, ix).unwrap());
        let also = explain::locked_also(&ahead, ix);
        [vec![first], also.iter().map(say).collect()].concat()
    };
    let score = "Locked for now. 80 percent or more in the check of “[0]”.";
    assert_eq!(says(&[], 3), [score, "“[1]” is still to do."]);
    assert_eq!(says(&[1], 3), [score]);
    assert_eq!(says(&[], 4), [score, "Or: “[1]” is still to do."]);
    assert_eq!(says(&[], 5), ["“[0]” and “[1]” come first."]);
    assert_eq!(says(&[], 6), [score]);
}

#[test]
fn a_lock_says_its_way_back_where_there_is_one() {
    let mut ground = square(Rule::default());
    ground.places[1].more.write().requires = Some(activity(0).into());
    ground.places[2].more.write().requires = Some(activity(1).into());
    ground.places[3].more.write().requires = Some(at_most(1, ids(&[4, 5])).into());
    let book = Rulebook::compile(&ground);
    let mut now = facts(&ground, &[4, 5]);
    now.standings[0].state = State::Dropped;
    now.standings[0].room = 0;
    let ahead = Ahead::look(&book, &ground, &now);
    let locked = |ix| say(&explain::locked(&ahead, ix).unwrap());
    assert_eq!(
        locked(1),
        "Locked. You have dropped “[0]”. Choose “[0]” again to open it again."
    );
    assert_eq!(locked(2), "Locked for now. “[1]” can no longer be done.");
    assert_eq!(
        locked(3),
        "Locked. 2 are too many: at most 1 may count. Take “[4]” or “[5]” back to open it again."
    );
    let bare = |ix| say(&explain::bare(&explain::locked(&ahead, ix).unwrap()));
    assert_eq!(
        bare(1),
        "You have dropped “[0]”. Choose “[0]” again to open it again."
    );
    assert_eq!(bare(2), "“[1]” can no longer be done.");
}

#[test]
fn what_is_for_those_who_need_it_says_so_to_those_who_do_not() {
    let mut ground = square(Rule::default());
    ground.places[0].check = true;
    let below = Rule::Score {
        bounds: Bounds {
            min: None,
            max: Some(59.0),
        },
        of: ids(&[0]),
    };
    ground.places[1].more.write().requires = Some(below.into());
    let book = Rulebook::compile(&ground);
    let mut now = facts(&ground, &[0]);
    now.standings[0].best = Some(83.7);
    let ahead = Ahead::look(&book, &ground, &now);
    assert_eq!(
        say(&explain::locked(&ahead, 1).unwrap()),
        "Your result of 83% is above 59%: this is for a lower one."
    );
    now.standings[0].best = Some(59.27);
    let ahead = Ahead::look(&book, &ground, &now);
    assert_eq!(
        say(&explain::locked(&ahead, 1).unwrap()),
        "Your result of 59.2% is above 59%: this is for a lower one."
    );
}

#[test]
fn impossible_with_the_way_back() {
    let ground = square(at_most(1, Filter::All));
    assert_eq!(
        missing(&ground, &[0, 4]),
        "This can no longer be completed. 2 are too many: at most 1 may count. Take [0] or [4] back to open it again."
    );
    let ground = twenty_fifty_eighty();
    assert_eq!(
        missing(&ground, &[0, 2]),
        "This can no longer be completed. Nothing that is left adds up to what is asked for. \
         Take [0] or [2] back to open it again."
    );
    assert_eq!(
        missing(&ground, &[6, 7]),
        "This can no longer be completed. 160 points are too many: exactly 100 are wanted. \
         Take [6] or [7] back to open it again."
    );
    let ground = square(at_least(10, Filter::All));
    assert_eq!(
        missing(&ground, &[0]),
        "This can no longer be completed. At most 9 can still count, and 10 are needed. Ask your teacher what to do."
    );
}

#[test]
fn impossible_by_quota_drop_and_date() {
    let mut ground = square(activity(0));
    ground.sections[0].choose_max = Some(1);
    ground.sections[0].id = "dessert".into();
    let mut taken = facts(&ground, &[]);
    taken.standings[3].state = State::Started;
    assert_eq!(
        missing_with(&ground, &taken),
        "This can no longer be completed. Only 1 may be chosen in dessert, and it is taken. \
         Drop [3] to open it again."
    );
    let ground = square(lines(3));
    let mut dropped = facts(&ground, &[]);
    for ix in [0, 1, 4, 5] {
        dropped.standings[ix].state = State::Dropped;
        dropped.standings[ix].room = 0;
    }
    assert!(
        missing_with(&ground, &dropped).starts_with(
            "This can no longer be completed. You have dropped [0], [1], [4], and [5]."
        )
    );
    let ground = square(Rule::All(vec![
        Rule::Before(Moment::Instant(5)),
        activity(0),
    ]));
    let mut late = facts(&ground, &[]);
    late.clock = Clock { now: 10, offset: 0 };
    assert_eq!(
        missing_with(&ground, &late),
        "This can no longer be completed. It had to be before 1 January 1970, 00:00. Ask your teacher what to do."
    );
}

/// To choose again what was dropped is no way back where its check cannot be passed.
#[test]
fn impossible_without_tries() {
    let mut ground = square(activity(0));
    ground.places[0].check = true;
    let mut spent = facts(&ground, &[]);
    spent.standings[0].passed = false;
    spent.standings[0].attempts_left = Some(0);
    spent.standings[0].room = 0;
    for state in [State::Started, State::Dropped] {
        spent.standings[0].state = state;
        assert_eq!(
            missing_with(&ground, &spent),
            "This can no longer be completed. No tries are left for [0]. Ask your teacher what to do."
        );
    }
    // There a teacher's word is enough.
    ground.places[0].approval = true;
    assert_eq!(
        missing_with(&ground, &spent),
        "This can no longer be completed. You have dropped [0]. Choose [0] again to open it again."
    );
}

#[test]
fn impossible_by_an_inner_rule() {
    let ground = square(Rule::Not(Box::new(activity(0))));
    assert_eq!(
        missing(&ground, &[0]),
        "This can no longer be completed. Something is there that must not be. Take [0] back to open it again."
    );
    let rule = Rule::All(vec![at_most(2, Filter::All), one_per(Each::Row)]);
    assert_eq!(
        missing(&square(rule), &[]),
        "This can no longer be completed. Each part could still be met, but not all of them together. \
         Ask your teacher what to do."
    );
}

#[test]
fn a_warning_says_what_would_be_lost() {
    let ground = twenty_fifty_eighty();
    let book = Rulebook::compile(&ground);
    let after = facts(&ground, &[2]);
    let ahead = Ahead::look(&book, &ground, &after);
    assert_eq!(explain::warning(&ahead, 3), None);
    assert_eq!(
        say(&explain::warning(&ahead, 6).unwrap()),
        "If you do “[6]”, the board can no longer be completed. \
         130 points are too many: exactly 100 are wanted."
    );
}

#[test]
fn lines_of_several_grids_say_whose() {
    let mut ground = grid(
        3,
        3,
        Rule::Lines(Lines {
            lines: 1,
            length: None,
            through: Vec::new(),
            directions: Vec::new(),
            of: Filter::All,
        }),
    );
    let more: Vec<u32> = (9..18).collect();
    ground.sections[0].id = "A".into();
    ground.sections.push(choiceboard::rules::Section {
        id: "B".into(),
        activities: more.clone(),
        ..Default::default()
    });
    ground.grids.push(choiceboard::rules::Grid {
        section: 1,
        columns: 3,
        cells: more,
    });
    for ix in 9..18_u32 {
        ground.places.push(Place {
            id: format!("a{ix}"),
            section: 1,
            ..Place::default()
        });
    }
    assert_eq!(
        missing(&ground, &[9, 10]),
        "1 more in the top row of B: [11]."
    );
}
