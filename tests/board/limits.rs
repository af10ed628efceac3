//! Large, deep and crowded files: a clear answer, soon, and never a crash.

use choiceboard::board::{DEEPEST, LONGEST, prove, read};

fn codes(bytes: &[u8]) -> Vec<&'static str> {
    let reading = read(bytes);
    prove(&reading);
    reading.diagnostics.iter().map(|said| said.code).collect()
}

/// A board of so many activities, each opened by the one before it or by none.
fn board(activities: usize, chained: bool) -> String {
    let activity = |n: usize| match n {
        n if chained && n > 0 => format!(
            r#"{{ "id": "a{n}", "title": "Tile {n}", "requires": "a{}" }}"#,
            n - 1
        ),
        n => format!(r#"{{ "id": "a{n}", "title": "Tile {n}" }}"#),
    };
    let activities: Vec<String> = (0..activities).map(activity).collect();
    format!(
        r#"{{ "choiceboard": 1, "id": "big", "title": "Big", "activities": [ {} ] }}"#,
        activities.join(",\n")
    )
}

#[test]
fn ten_thousand_activities_and_not_one_more() {
    assert_eq!(read(board(10_000, false).as_bytes()).diagnostics, []);
    assert_eq!(
        codes(board(10_001, false).as_bytes()),
        ["too-many-activities"]
    );
}

#[test]
fn a_path_of_ten_thousand_steps() {
    assert_eq!(read(board(10_000, true).as_bytes()).diagnostics, []);
    let ring = board(10_000, true).replacen(
        r#""title": "Tile 0""#,
        r#""title": "Tile 0", "requires": "a9999""#,
        1,
    );
    assert_eq!(codes(ring.as_bytes()), ["cycle"]);
}

#[test]
fn what_cannot_be_proved_in_time_is_said_and_not_guessed() {
    let text = board(100, false).replacen(
        r#""title": "Big","#,
        r#""title": "Big", "columns": 10, "complete": { "all": [{ "lines": 2 }, { "at_most": 20 }] },"#,
        1,
    );
    let reading = read(text.as_bytes());
    let said: Vec<&str> = prove(&reading).iter().map(|said| said.code).collect();
    assert_eq!(said, ["not-proved"]);
}

#[test]
fn four_megabytes_and_not_one_byte_more() {
    let mut text = board(9, false);
    let blanks = " ".repeat(LONGEST - text.len());
    text.push_str(&blanks);
    assert_eq!(read(text.as_bytes()).diagnostics, []);
    text.push(' ');
    assert_eq!(codes(text.as_bytes()), ["too-large"]);
}

#[test]
fn nesting_has_an_end() {
    // The board is level 1 and `complete` level 2.
    let nested = |levels: usize| {
        let (open, close) = ("{ \"not\": ".repeat(levels), " }".repeat(levels));
        let complete = format!(r#""complete": {open}"a0"{close}, "activities""#);
        board(9, false).replacen("\"activities\"", &complete, 1)
    };
    assert_eq!(read(nested(DEEPEST - 1).as_bytes()).diagnostics, []);
    assert_eq!(codes(nested(DEEPEST).as_bytes()), ["too-deep"]);
    for deep in ["[", "{\"a\":", "[{\"a\":", "{,", "[:["] {
        assert!(
            codes(deep.repeat(100_000).as_bytes()).contains(&"too-deep"),
            "{deep}"
        );
    }
}

#[test]
fn a_zero_byte_alone_makes_no_utf_16() {
    let sound = board(9, false);
    assert_eq!(codes(sound.as_bytes()), [""; 0]);
    for at in [0, 1] {
        let mut bytes = sound.clone().into_bytes();
        bytes.insert(at, 0);
        let said = codes(&bytes);
        assert!(!said.is_empty() && !said.contains(&"utf-16"), "{said:?}");
    }
}

#[test]
fn a_flood_is_cut_short() {
    for flood in [
        ",", "'a',", "//\n", "\u{a0}", "\"a\":1,", "[],", "\\", "x ", "{}", "\"\n",
    ] {
        let text = format!("{{{}", flood.repeat(200_000 / flood.len()));
        let said = read(text.as_bytes()).diagnostics;
        assert!(
            !said.is_empty() && said.len() <= 300,
            "{flood:?}: {}",
            said.len()
        );
    }
    let strangers: Vec<String> = (0..10_000).map(|n| format!("\"stranger-{n}\"")).collect();
    let complete = format!("{{ \"all\": [ {} ] }}", strangers.join(","));
    let text = board(10_000, false).replacen(
        "\"activities\"",
        &format!("\"complete\": {complete}, \"activities\""),
        1,
    );
    assert_eq!(codes(text.as_bytes()), ["unknown-id"; 10]);
}
