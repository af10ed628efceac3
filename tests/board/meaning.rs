//! What a board means where it says nothing, and how it is laid out.

use choiceboard::board::{Board, EvidenceKind, Layout, MasteryMethod, layout, points_goal, read};
use choiceboard::rules::{Bounds, Filter, Kind, Match, Moment, Points, Rule};

fn board(fields: &str) -> Board {
    let text = format!(r#"{{ "choiceboard": 1, "id": "rain", "title": "Rain", {fields} }}"#);
    let reading = read(text.as_bytes());
    reading
        .board
        .unwrap_or_else(|| panic!("{:#?}", reading.diagnostics))
}

fn activities(count: usize) -> String {
    let each: Vec<String> = (1..=count)
        .map(|n| format!(r#"{{ "id": "a{n}", "title": "Tile {n}" }}"#))
        .collect();
    format!(r#""activities": [ {} ]"#, each.join(", "))
}

fn ids(rule: &Rule) -> Vec<&str> {
    let Rule::All(rules) = rule else {
        panic!("{rule:?}")
    };
    rules
        .iter()
        .filter_map(|rule| match rule {
            Rule::Activity(id) => Some(id.as_str()),
            _ => None,
        })
        .collect()
}

#[test]
fn a_board_needs_an_id_a_title_and_an_activity() {
    let board = board(&activities(1));
    assert_eq!(board.language, "en");
    assert_eq!(board.layout, Layout::Grid);
    assert_eq!(board.columns, 1);
    assert_eq!(ids(&board.complete), ["a1"]);
    assert!(!board.proposals.allow && board.proposals.approval);
    assert_eq!(board.mastery.method, MasteryMethod::Highest);
    let scale: Vec<(&str, f64)> = board
        .mastery
        .scale
        .iter()
        .map(|level| (level.id.as_str(), level.min))
        .collect();
    assert_eq!(
        scale,
        [
            ("attempted", 0.0),
            ("familiar", 50.0),
            ("proficient", 70.0),
            ("mastered", 90.0)
        ]
    );
    assert_eq!((board.mastery.times, board.mastery.wanted()), (3, Some(2)));
    let [activity] = board.activities.as_slice() else {
        panic!()
    };
    assert_eq!(activity.points, Points::whole(1));
    assert_eq!((activity.repeat, activity.kind), (1, Kind::Other));
    assert!(
        !activity.approval
            && !activity.required
            && activity.more.check.is_none()
            && activity.more.evidence.is_none()
    );
}

#[test]
fn columns_are_the_square_root_rounded_up() {
    for (count, columns) in [
        (1, 1),
        (2, 2),
        (4, 2),
        (5, 3),
        (9, 3),
        (10, 4),
        (25, 5),
        (26, 6),
    ] {
        assert_eq!(board(&activities(count)).columns, columns, "{count}");
    }
}

#[test]
fn complete_asks_for_all_that_is_not_optional_and_for_the_quotas() {
    let board = board(
        r#""activities": [
            { "id": "soup", "title": "Soup" },
            { "id": "pie", "title": "Pie" }, { "id": "stew", "title": "Stew" }, { "id": "salad", "title": "Salad", "required": true },
            { "id": "cake", "title": "Cake", "optional": true }
        ],
        "sections": [
            { "id": "starter", "activities": [ "soup" ] },
            { "id": "main", "activities": [ "pie", "stew", "salad" ], "choose": { "min": 2, "max": 2 } },
            { "id": "dessert", "activities": [ "cake" ] }
        ]"#,
    );
    assert_eq!(ids(&board.complete), ["soup", "salad"]);
    let Rule::All(rules) = &*board.complete else {
        panic!()
    };
    let main = Filter::Match(Match {
        section: Some("main".into()),
        ..Match::default()
    });
    assert_eq!(
        rules.last(),
        Some(&Rule::Count {
            bounds: Bounds {
                min: Some(2),
                max: None
            },
            of: main
        })
    );
}

#[test]
fn the_goal_is_given_or_asked_or_the_sum() {
    let three = activities(3);
    assert_eq!(points_goal(&board(&three)), Points::whole(3));
    let asked =
        format!(r#"{three}, "complete": {{ "all": [ "a1", {{ "points": {{ "min": 2.5 }} }} ] }}"#);
    assert_eq!(points_goal(&board(&asked)), Points(2500));
    let given = format!(r#"{three}, "points_goal": 10"#);
    assert_eq!(points_goal(&board(&given)), Points::whole(10));
}

#[test]
fn activities_in_no_section_are_listed_at_the_end() {
    let board = board(&format!(
        r#"{}, "sections": [ {{ "id": "one", "activities": [ "a2" ] }} ]"#,
        activities(3)
    ));
    let last = board.sections.last().unwrap();
    assert_eq!((last.id.as_str(), last.layout), ("", Layout::List));
    assert_eq!(last.activities, ["a1", "a3"]);
    let ground = layout(&board);
    assert_eq!(ground.sections.len(), 2);
    assert_eq!(ground.grids.len(), 1);
    assert_eq!((ground.places[0].section, ground.places[0].row), (1, None));
}

#[test]
fn a_grid_counts_rows_and_columns_from_one() {
    let ground = layout(&board(&format!(r#"{}, "columns": 3"#, activities(5))));
    let places: Vec<_> = ground
        .places
        .iter()
        .map(|place| (place.row.unwrap().get(), place.column.unwrap().get()))
        .collect();
    assert_eq!(places, [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]);
}

#[test]
fn a_section_opens_its_activities_together_with_their_own_rules() {
    let ground = layout(&board(
        r#""activities": [ { "id": "a", "title": "A" }, { "id": "b", "title": "B" }, { "id": "c", "title": "C", "requires": "b" } ],
        "sections": [ { "id": "one", "activities": [ "a" ] }, { "id": "two", "activities": [ "b", "c" ], "requires": "a" } ]"#,
    ));
    let a = || Rule::Activity("a".into());
    assert_eq!(ground.places[0].more.requires, None);
    assert_eq!(ground.places[1].more.requires.as_deref(), Some(&a()));
    assert_eq!(
        ground.places[2].more.requires.as_deref(),
        Some(&Rule::All(vec![a(), Rule::Activity("b".into())]))
    );
}

#[test]
fn a_version_replaces_what_it_names_and_keeps_the_rest() {
    let board = board(
        r#""groups": [ { "id": "a" } ],
        "activities": [ { "id": "read", "title": "Read", "about": "Read it all.", "minutes": 20, "points": 3, "versions": {
            "a": { "about": "Read page 1.", "minutes": 10, "points": 1 } } } ]"#,
    );
    let [(group, version)] = board.activities[0].more.versions.as_slice() else {
        panic!()
    };
    assert_eq!(group, "a");
    assert_eq!(version.title.get("en"), "Read");
    assert_eq!(version.about.get("en"), "Read page 1.");
    assert_eq!(version.minutes, Some(10.0));
    assert_eq!(
        version.points,
        Points::whole(3),
        "what rules look at is the same for all"
    );
    assert_ne!(version.revision, board.activities[0].revision);
}

#[test]
fn the_revision_changes_with_what_matters_alone() {
    let revision = |fields: &str| {
        let text = format!(r#""activities": [ {{ "id": "read", {fields} }} ]"#);
        board(&text).activities[0].revision
    };
    let first = revision(r#""title": "Read", "about": "All of it""#);
    assert_eq!(
        first,
        revision(
            r#""about": "All  of\nit", "tags": [ "x" ], "minutes": 5, "title": "Read", "points": 1"#
        )
    );
    assert_ne!(first, revision(r#""title": "Read", "about": "Half of it""#));
    assert_ne!(
        first,
        revision(r#""title": "Read", "about": "All of it", "points": 2"#)
    );
    assert_ne!(
        first,
        revision(
            r#""title": "Read", "about": "All of it", "check": { "questions": [ { "kind": "confidence" } ] }"#
        )
    );
}

#[test]
fn evidence_may_be_anything_unless_it_says() {
    let board = board(r#""activities": [ { "id": "read", "title": "Read", "evidence": {} } ]"#);
    let evidence = board.activities[0].more.evidence.clone().unwrap();
    assert_eq!(evidence.kinds.len(), 5);
    assert!(evidence.kinds.contains(&EvidenceKind::Audio) && !evidence.required);
}

#[test]
fn dates_are_days_or_instants() {
    let board = board(
        r#""due": "1970-01-02", "activities": [ { "id": "read", "title": "Read", "opens": "1970-01-01T01:00:00+01:00" } ]"#,
    );
    assert_eq!(board.due, Some(Moment::Day(1)));
    assert_eq!(board.activities[0].more.opens, Some(Moment::Instant(0)));
}
