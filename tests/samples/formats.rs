//! The rule of each format, met and not quite met, on its sample. Formats that are a number of sets are in `counts`.

use choiceboard::board::code_word::fits;
use choiceboard::rules::{Rule, State};

use super::learner::Learner;
use super::shelf;

/// The ids of a sample's grid, row by row.
fn rows(name: &str) -> Vec<Vec<String>> {
    let board = shelf::board(name);
    let ids: Vec<String> = board
        .activities
        .iter()
        .map(|activity| activity.id.clone())
        .collect();
    ids.chunks(board.columns as usize)
        .map(<[String]>::to_vec)
        .collect()
}

/// The ids under the `x` of a picture of the grid.
fn under(name: &str, picture: &[&str]) -> Vec<String> {
    let marked = |row: usize, column: usize| picture[row].as_bytes()[column] == b'x';
    let mut ids = Vec::new();
    for (row, squares) in rows(name).into_iter().enumerate() {
        for (column, id) in squares.into_iter().enumerate() {
            if marked(row, column) {
                ids.push(id);
            }
        }
    }
    ids
}

/// Finishes these, all but the free ones.
fn after(name: &str, ids: &[String]) -> Learner {
    let mut learner = Learner::at(name);
    for id in ids {
        if learner.state(id) != State::Done {
            learner.finish(id);
        }
    }
    learner
}

#[test]
fn challenge_list_ends_at_its_points_whatever_brings_them() {
    let mut learner = Learner::at("night-sky");
    learner.finish_all(&["moon-diary", "telescope", "darkness"]);
    assert!(!learner.is_complete(), "55 of 60 points");
    learner.finish("picture");
    assert!(learner.is_complete());
    let mut own = Learner::at("night-sky");
    own.finish_all(&["moon-diary", "telescope", "own-idea", "picture"]);
    assert!(own.is_complete(), "an idea of one's own counts");
    assert!(shelf::board("night-sky").proposals.allow);
}

#[test]
fn game_show_wants_every_column_and_a_hundred_points() {
    let mut one_column_short = Learner::at("world-geography");
    one_column_short.finish_all(&["maps-40", "people-40", "nature-40"]);
    assert!(!one_column_short.is_complete(), "120 points, no things");
    one_column_short.finish("things-10");
    assert!(one_column_short.is_complete());
    let mut ten_points_short = Learner::at("world-geography");
    ten_points_short.finish_all(&["maps-20", "people-20", "nature-20", "things-30"]);
    assert!(!ten_points_short.is_complete(), "90 points");
    ten_points_short.finish("maps-10");
    assert!(ten_points_short.is_complete());
}

#[test]
fn each_course_of_the_menu_waits_for_the_one_before() {
    let mut learner = Learner::at("novel-menu");
    learner.finish_all(&["choose-book", "cover"]);
    assert_eq!(learner.state("essay"), State::Locked);
    learner.say_done("table-talk");
    assert_eq!(learner.state("table-talk"), State::Waiting);
    assert_eq!(
        learner.state("essay"),
        State::Locked,
        "the teacher has not looked yet"
    );
    learner.approve("table-talk");
    assert_eq!(learner.state("essay"), State::Open);
    learner.choose("essay");
    assert_eq!(learner.state("trailer"), State::Locked, "one main course");
    assert_eq!(learner.state("words"), State::Locked);
    learner.finish("essay");
    learner.finish("words");
    assert!(!learner.is_complete(), "two sides");
    assert_eq!(learner.state("recommend"), State::Locked);
    learner.finish("map");
    assert!(learner.is_complete(), "without dessert");
    learner.finish("recommend");
    assert!(learner.is_complete(), "and with it");
}

#[test]
fn four_bases_are_a_run_and_three_runs_the_game() {
    let mut learner = Learner::at("poetry-baseball");
    assert_eq!(
        learner.state("slam"),
        State::Locked,
        "the line-up comes first"
    );
    learner.finish_all(&["line-up", "slam"]);
    assert_eq!(learner.progress.level(), 2, "the first run");
    learner.finish_all(&["loud", "found", "imitate"]);
    assert_eq!(learner.progress.level(), 3, "ten bases are two runs");
    assert!(learner.has_badge("cycle"));
    learner.finish("copy");
    assert!(!learner.is_complete(), "eleven bases");
    learner.finish("lines");
    assert!(learner.is_complete());
    assert_eq!(
        shelf::board("poetry-baseball").activities.len(),
        21,
        "twenty and the line-up"
    );
}

#[test]
fn the_budget_is_a_ceiling_and_four_pieces_are_the_floor() {
    let mut learner = Learner::at("playground");
    learner.finish_all(&["water", "climbing", "seesaw"]);
    assert!(!learner.is_complete(), "18 coins, three pieces");
    learner.finish("bench");
    assert!(learner.is_complete(), "20 coins, four pieces");
    assert!(learner.has_badge("to-the-coin"));
    learner.finish("sandpit");
    assert!(!learner.is_complete(), "22 coins");
    assert!(learner.is_impossible());
}

#[test]
fn bingo_is_any_of_twelve_lines_of_five() {
    let rows = rows("weather-bingo");
    let columns = (0..5).map(|c| rows.iter().map(|row| row[c].clone()).collect());
    let falling = (0..5).map(|n| rows[n][n].clone()).collect();
    let rising = (0..5).map(|n| rows[n][4 - n].clone()).collect();
    let mut lines: Vec<Vec<String>> = rows.clone();
    lines.extend(columns);
    lines.extend([falling, rising]);
    assert_eq!(lines.len(), 12);
    for line in lines {
        assert!(after("weather-bingo", &line).is_complete(), "{line:?}");
        let without_last: Vec<String> = line
            .iter()
            .filter(|id| *id != "star")
            .skip(1)
            .cloned()
            .collect();
        assert!(
            !after("weather-bingo", &without_last).is_complete(),
            "{line:?}"
        );
    }
    assert_eq!(rows[2][2], "star");
}

#[test]
fn bingo_shapes_and_their_badges() {
    for (badge, finishes, picture) in [
        (
            "corners",
            true,
            ["x...x", ".....", ".....", ".....", "x...x"],
        ),
        ("x", true, ["x...x", ".x.x.", "..x..", ".x.x.", "x...x"]),
        ("t", true, ["xxxxx", "..x..", "..x..", "..x..", "..x.."]),
        ("t", true, ["x....", "x....", "xxxxx", "x....", "x...."]),
        ("l", true, ["x....", "x....", "x....", "x....", "xxxxx"]),
        ("l", true, ["xxxxx", "....x", "....x", "....x", "....x"]),
        ("frame", true, ["xxxxx", "x...x", "x...x", "x...x", "xxxxx"]),
        (
            "full-card",
            true,
            ["xxxxx", "xxxxx", "xxxxx", "xxxxx", "xxxxx"],
        ),
    ] {
        let ids = under("healthy-habits", &picture);
        let learner = after("healthy-habits", &ids);
        assert!(learner.has_badge(badge), "{badge}");
        assert_eq!(learner.is_complete(), finishes, "{badge}");
        let short = after("healthy-habits", &ids[1..]);
        assert!(!short.has_badge(badge), "{badge} with one square less");
    }
    let plus = under(
        "healthy-habits",
        &["..x..", "..x..", "xxxxx", "..x..", "..x.."],
    );
    assert!(
        !after("healthy-habits", &plus).is_complete(),
        "a plus is none of the shapes"
    );
}

#[test]
fn eight_by_eight_asks_for_five_next_to_each_other() {
    let rows = rows("new-language");
    assert_eq!((rows.len(), rows[0].len()), (8, 8));
    let at = |squares: [(usize, usize); 5]| -> Vec<String> {
        squares
            .iter()
            .map(|(row, column)| rows[*row][*column].clone())
            .collect()
    };
    for line in [
        [(0, 3), (0, 4), (0, 5), (0, 6), (0, 7)],
        [(2, 6), (3, 6), (4, 6), (5, 6), (6, 6)],
        [(3, 0), (4, 1), (5, 2), (6, 3), (7, 4)],
        [(6, 1), (5, 2), (4, 3), (3, 4), (2, 5)],
    ] {
        assert!(after("new-language", &at(line)).is_complete(), "{line:?}");
    }
    for no_line in [
        [(0, 0), (0, 1), (0, 2), (0, 3), (0, 5)],
        [(0, 6), (0, 7), (1, 0), (1, 1), (1, 2)],
        [(0, 0), (1, 1), (2, 2), (3, 3), (4, 5)],
    ] {
        assert!(
            !after("new-language", &at(no_line)).is_complete(),
            "{no_line:?}"
        );
    }
}

#[test]
fn all_musts_finish_and_nothing_else_does() {
    let mut learner = Learner::at("fracciones");
    learner.finish_all(&[
        "juego", "cocina", "musica", "ordenar", "egipto", "profesor", "doblar", "pizza", "recta",
    ]);
    assert!(!learner.is_complete(), "one must is left");
    learner.finish("equivalentes");
    assert!(learner.is_complete());
}

#[test]
fn the_playlist_wants_all_of_the_core_and_two_extras() {
    let core = [
        "before",
        "basics",
        "first-conference",
        "discs",
        "model",
        "peer",
        "second-conference",
        "self-review",
    ];
    let mut learner = Learner::at("photosynthesis");
    assert_eq!(learner.state("self-review"), State::Locked);
    learner.finish_all(&core);
    learner.finish("story");
    assert!(!learner.is_complete(), "one extra");
    learner.finish("greenhouse");
    assert!(learner.is_complete());
}

#[test]
fn the_contract_begins_and_ends_with_both_signatures() {
    let mut learner = Learner::at("independent-project");
    learner.finish_all(&["question", "terms"]);
    learner.say_done("sign");
    assert_eq!(
        learner.state("sources"),
        State::Locked,
        "the teacher has not signed yet"
    );
    learner.approve("sign");
    learner.finish_all(&["sources", "log", "draft"]);
    // The code word that the teacher says when the first version has been talked over.
    assert_eq!(learner.state("product"), State::Locked);
    let board = shelf::board("independent-project");
    let product = board.activities.iter().find(|of| of.id == "product");
    let Some(Rule::All(rules)) = product.and_then(|of| of.more.requires.as_deref()) else {
        panic!("a lock of two parts");
    };
    let sealed = rules.iter().find_map(|rule| match rule {
        Rule::Code(sealed) => Some(sealed.clone()),
        _ => None,
    });
    assert!(fits(&sealed.expect("a code word"), "Second look"));
    learner.finish_all(&["product", "share", "review"]);
    learner.say_done("sign-off");
    assert!(!learner.is_complete(), "the teacher has not signed yet");
    learner.approve("sign-off");
    assert!(learner.is_complete(), "without the optional parts");
    assert!(
        shelf::board("independent-project").proposals.allow,
        "blank lines"
    );
}

#[test]
fn raft_takes_one_row_or_a_mix_but_every_column() {
    let row = [
        "role-printer",
        "audience-street",
        "format-pamphlet",
        "topic-terror",
    ];
    let mix = ["role-own", "audience-king", "format-letter", "topic-rights"];
    for choice in [row, mix] {
        let mut learner = Learner::at("french-revolution");
        for square in &choice[..3] {
            learner.choose(square);
        }
        assert_eq!(learner.state("piece"), State::Locked, "no topic yet");
        learner.choose(choice[3]);
        assert_eq!(learner.state("piece"), State::Open);
        learner.choose("piece");
        learner.finish_all(&["sources", "read-out"]);
        assert!(!learner.is_complete(), "the piece is chosen, not written");
        learner.finish("piece");
        assert!(learner.is_complete());
    }
}

#[test]
fn a_low_check_opens_support_and_a_high_one_the_extension() {
    let at_the_check = |percent: f64| {
        let mut learner = Learner::at("chance");
        learner.finish_all(&["guess", "words"]);
        for stop in ["again", "dice", "spinner", "marbles", "three-doors"] {
            assert_eq!(learner.state(stop), State::Locked, "{stop}");
        }
        learner.answer("quick-check", percent);
        learner.finish("quick-check");
        learner
    };
    let mut low = at_the_check(40.0);
    assert_eq!(low.state("again"), State::Open);
    assert_eq!(low.state("dice"), State::Locked);
    low.finish_all(&["again", "spinner", "plinko", "fair"]);
    assert_eq!(low.state("three-doors"), State::Locked);
    low.finish("games");
    assert!(low.is_complete());

    let middle = at_the_check(60.0);
    assert_eq!(middle.state("again"), State::Locked);
    assert_eq!(middle.state("dice"), State::Open);

    let mut high = at_the_check(80.0);
    assert_eq!(high.state("again"), State::Locked);
    high.finish_all(&["marbles", "fair"]);
    assert_eq!(high.state("three-doors"), State::Open);
    assert_eq!(high.state("games"), State::Locked, "plinko is left");
    high.finish_all(&["plinko", "games"]);
    assert!(high.is_complete());
}

#[test]
fn all_six_stations_have_places_for_four() {
    let board = shelf::board("electricity");
    assert_eq!(board.activities.len(), 6);
    assert!(
        board
            .activities
            .iter()
            .all(|station| station.more.limit == Some(4))
    );
    let mut learner = Learner::at("electricity");
    learner.finish_all(&["save", "switch", "static", "simulation", "conductors"]);
    assert!(!learner.is_complete());
    learner.finish("light-it");
    assert!(learner.is_complete());
}

#[test]
fn the_mastery_map_asks_for_a_level_not_for_tiles() {
    let mut learner = Learner::at("ratio");
    learner.finish_all(&[
        "meaning-explore",
        "rates-explore",
        "tables-explore",
        "percents-explore",
    ]);
    for check in ["meaning-check", "rates-check", "tables-check"] {
        learner.finish(check);
    }
    learner.answer("percents-check", 50.0);
    assert!(!learner.is_complete(), "familiar is not proficient");
    learner.answer("percents-check", 75.0);
    assert!(learner.is_complete());
    learner.answer("percents-check", 25.0);
    assert!(learner.is_complete(), "the best one counts");
}

/// A strand opens by what was done, scored and reached in others; and what is known last weighs most.
#[test]
fn strands_of_the_large_map_open_each_other() {
    let mut learner = Learner::at("number-sense");
    learner.finish_all(&["times-rows", "times-game", "share-leftovers"]);
    assert_eq!(learner.state("share-check"), State::Locked, "one of two");
    learner.finish("fraction-strips");
    // By a score, and by a level: 0.65 · 45 + 0.35 · 30 = 39.75 is below 40.
    for (score, same, of) in [
        (30.0, State::Locked, State::Locked),
        (45.0, State::Locked, State::Locked),
        (60.0, State::Open, State::Open),
    ] {
        learner.answer("times-check", score);
        assert_eq!(learner.state("fraction-same"), same, "a score of {score}");
        assert_eq!(learner.state("fraction-of"), of, "the level after {score}");
    }
    learner.finish_all(&["times-check", "place-cards", "place-zero"]);
    assert_eq!(learner.state("pattern-grow"), State::Locked, "one of two");
    learner.finish_all(&["place-check", "pattern-grow", "prove-odd"]);
    for (score, state) in [
        (100.0, State::Open),
        (0.0, State::Locked),
        (100.0, State::Open),
    ] {
        learner.answer("times-check", score);
        assert_eq!(learner.state("prove-check"), state, "{score} came last");
    }
}

#[test]
fn the_large_map_wants_four_strands_and_one_of_two_summits() {
    let board = shelf::board("number-sense");
    assert_eq!((board.activities.len(), board.sections.len()), (49, 6));
    assert_eq!(board.standards.len(), 12);
    let up_to_both = || {
        let mut learner = Learner::at("number-sense");
        for strand in [
            &["place-cards", "place-order", "place-check"][..],
            &["round-line", "round-check"],
            &["add-friends", "add-columns", "add-check"],
            &["add-head", "add-guess", "story-check"],
            &["times-rows", "times-derive", "times-check"],
            &["share-leftovers", "times-rooms", "share-check"],
            &["fraction-strips", "fraction-line", "fraction-check"],
            &["fraction-of", "fraction-add", "fraction-use"],
            &["tenth-tape", "decimal-prices", "decimal-check"],
            &["pattern-grow", "pattern-check"],
        ] {
            learner.finish_all(strand);
        }
        assert!(!learner.is_complete(), "half of each summit is none");
        learner
    };
    for summit in [
        ["percent-grid", "percent-check"],
        ["prove-odd", "prove-check"],
    ] {
        let mut learner = up_to_both();
        learner.finish_all(&summit);
        assert!(learner.is_complete(), "{summit:?}");
        learner.answer("add-check", 0.0);
        assert!(!learner.is_complete(), "35 of 100 is not secure");
        learner.answer("add-check", 100.0);
        assert!(learner.is_complete(), "82.5 is");
    }
}

#[test]
fn each_check_before_class_says_where_to_begin() {
    let in_class = |lesson: u32, percent: f64| {
        let mut learner = Learner::at("flipped-cells");
        let id = |what: &str, lesson: u32| format!("{what}-{lesson}");
        for before in 1..lesson {
            learner.finish_all(&[
                &id("home", before),
                &id("check", before),
                &id("core", before),
            ]);
        }
        assert_eq!(
            learner.state(&id("check", lesson)),
            State::Locked,
            "not read"
        );
        learner.finish(&id("home", lesson));
        learner.answer(&id("check", lesson), percent);
        learner.finish(&id("check", lesson));
        learner
    };
    for lesson in 1..=3 {
        let [support, core, extension] =
            ["support", "core", "extension"].map(|what| format!("{what}-{lesson}"));
        let mut low = in_class(lesson, 50.0);
        assert_eq!(low.state(&support), State::Open);
        assert_eq!(low.state(&core), State::Locked, "a first step comes first");
        low.finish_all(&[&support, &core]);
        assert_eq!(low.state(&extension), State::Locked);
        assert!(low.has_badge("step-by-step"));

        let mut middle = in_class(lesson, 66.7);
        assert_eq!(middle.state(&support), State::Locked);
        middle.finish(&core);
        assert_eq!(middle.state(&extension), State::Locked);

        let mut high = in_class(lesson, 100.0);
        assert_eq!(high.state(&extension), State::Locked, "the main task first");
        high.finish_all(&[&core, &extension]);
        assert!(high.has_badge("closer"));
    }
    let mut last = in_class(3, 0.0);
    last.finish_all(&["support-3", "core-3"]);
    assert!(!last.is_complete());
    last.finish("museum");
    assert!(last.is_complete(), "whoever began lower arrives as well");
}

#[test]
fn nobody_goes_out_before_the_go_ahead_and_two_ways_are_enough() {
    let ways = ["interview", "survey", "archive", "count"];
    let products = ["exhibit", "audio-walk", "proposal"];
    let mut learner = Learner::at("our-street");
    learner.finish_all(&["walk", "question"]);
    learner.say_done("plan");
    for way in ways {
        assert_eq!(learner.state(way), State::Locked, "{way} without a word");
    }
    learner.approve("plan");
    assert!(learner.has_badge("go-ahead"));
    learner.finish("archive");
    assert_eq!(learner.state("wall"), State::Locked, "one way of four");
    learner.finish_all(&["survey", "wall", "sorting", "finding"]);
    assert_eq!(learner.state("rehearse"), State::Locked, "nothing to show");
    for product in products {
        assert_eq!(learner.state(product), State::Open, "{product}");
    }
    learner.finish_all(&["audio-walk", "rehearse"]);
    assert_eq!(learner.state("evening"), State::Locked, "nobody is invited");
    learner.finish_all(&["invite", "evening"]);
    assert!(learner.is_complete());
    let board = shelf::board("our-street");
    let out = board.activities.iter().filter(|a| a.more.place.is_some());
    assert_eq!(out.count(), 6);
}

#[test]
fn a_course_goes_on_when_the_board_of_a_unit_is_complete() {
    let mut learner = Learner::at("sound");
    learner.finish_all(&["listen", "guess"]);
    assert_eq!(learner.state("instruments"), State::Locked);
    learner.finish("waves");
    assert_eq!(learner.state("instruments"), State::Open);
    assert!(!learner.has_badge("two-units"));
    learner.finish_all(&["correct", "instruments"]);
    assert!(learner.has_badge("two-units"));
    assert!(!learner.is_complete());
    learner.finish("concert");
    assert!(learner.is_complete(), "without the bonus");
}

#[test]
fn the_units_of_a_course_are_boards_that_can_be_finished() {
    let course = shelf::board("sound");
    let within = course.activities.iter();
    let within: Vec<String> = within
        .filter_map(|activity| activity.more.board.as_deref())
        .map(|file| file.trim_end_matches(".json").to_owned())
        .collect();
    let mut sorted = within.clone();
    sorted.sort();
    assert_eq!(sorted, shelf::units(), "each is in a course");
    for unit in &within {
        let reading = shelf::reading(unit);
        assert_eq!(reading.diagnostics, [], "{unit}");
        let id = reading.board.expect(unit).id;
        assert_eq!(Some(id.as_str()), unit.strip_prefix("units/"));
    }
    let mut waves = Learner::at("units/sound-waves");
    waves.finish_all(&["rice", "water"]);
    assert!(!waves.is_complete(), "two of three");
    waves.finish("ruler");
    assert!(waves.is_complete());
    let mut instruments = Learner::at("units/sound-instruments");
    instruments.finish_all(&["rattle", "room", "voice"]);
    assert!(!instruments.is_complete(), "none of the first row");
    instruments.finish("hit");
    assert!(instruments.is_complete());
}
