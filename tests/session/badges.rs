//! What a badge says of itself before it is earned.

use super::*;

const GIVEN: &str = r#"{ "choiceboard": 1, "id": "t", "title": "T", "activities": [ { "id": "a", "title": "A" } ],
    "badges": [ { "id": "kind", "title": "Kindness" },
        { "id": "first", "title": "First", "when": { "at_least": 1 } } ] }"#;

#[test]
fn a_badge_that_the_teacher_gives_says_so_and_not_that_it_is_out_of_reach() {
    let tab = opened(GIVEN, &mut Device::default());
    let tongue = Tongue::english(Rc::new(Plain::default()));
    let badges = tab.session.badges();
    let says = |at: usize| tongue.text(&badges[at].says, &|ix| tab.session.title(ix));
    assert_eq!(says(0), "Your teacher gives this badge.");
    assert_eq!(badges[0].progress, 0.0);
    assert_eq!(says(1), "1 more: “A”.");
}
