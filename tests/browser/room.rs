//! Packages whose LMS has no room for everything.

use choiceboard::exchange::Standard;

use super::package::{Lms, SMALL, hand_in, press, wait, wait_saved, wait_sentence, wait_state};
use super::visit::Visit;

/// A visit in which more was handed in than the LMS has room for, and the learner reads so.
fn too_long(lms: &Lms, more: &str) -> Visit {
    let visit = lms.visit();
    lms.launch(&visit, "ada", more);
    wait_saved(&visit, "confirmed");
    press(&visit, "write", "choose");
    wait_state(&visit, "write", "chosen");
    hand_in(&visit, "write", &"Rain falls. ".repeat(500));
    wait_sentence(&visit, "There is no room left there");
    // It has what there is room for.
    visit.wait_for("the LMS to have the rest", || {
        let record = lms.record("ada");
        let score = [&record["core"]["score"]["raw"], &record["score"]["raw"]];
        score
            .iter()
            .any(|raw| raw.to_string().trim_matches('"') == "50")
    });
    visit
}

#[test]
fn an_lms_with_less_room_than_it_should_have_is_given_less() {
    let lms = Lms::open(Standard::Scorm2004, SMALL);
    let visit = too_long(&lms, "&room=4000");
    let record = lms.record("ada");
    assert!(record["suspend_data"].as_str().unwrap().len() < 4_000);
    visit.end();
}

#[test]
fn a_text_for_which_there_is_no_room_is_on_this_device_and_said_to_be() {
    let lms = Lms::open(Standard::Scorm12, SMALL);
    let visit = too_long(&lms, "");
    let record = lms.record("ada");
    let kept = record["suspend_data"].as_str().unwrap();
    assert!(kept.encode_utf16().count() <= 4_096, "{} units", kept.len());
    // At another device it is done, without the text.
    let other = lms.visit();
    lms.launch(&other, "ada", "");
    wait_state(&other, "write", "done");
    wait_saved(&other, "confirmed");
    other.end();
    // And at this one the text is still there.
    lms.launch(&visit, "ada", "");
    wait_state(&visit, "write", "done");
    let open = "page.querySelector('.cb-tile[data-activity=write]')?.click(); return page.body.textContent.includes('Rain falls. Rain falls.')";
    wait(&visit, "the text", open);
    visit.end();
}
