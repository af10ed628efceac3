//! LMSs that do not say whose visit it is: the page says so, and one learner's work is never taken for another's.

use choiceboard::exchange::Standard;
use serde_json::{Value, json};

use super::package::{Lms, SMALL, inside, press, wait, wait_saved, wait_state};
use super::visit::Visit;

/// The line above the board, and what of this board's is on the device.
const SAYS: &str = "const line = page.querySelector('.cb-nobody[role=alert]');
    const kept = Object.entries(page.defaultView.localStorage).filter(([key]) => key.startsWith('choiceboard/small'));
    return [line?.textContent.includes('did not say who you are') ?? false, kept.sort().join()]";

fn says(visit: &Visit) -> Value {
    inside(visit, SAYS)
}

#[test]
fn who_is_not_named_leaves_nothing_to_the_next_on_this_device() {
    for standard in [Standard::Scorm12, Standard::Scorm2004] {
        let lms = Lms::open(standard, SMALL);
        let visit = lms.visit();
        // What somebody without any LMS has done here is nobody's of theirs.
        visit.go("unit/index.html");
        visit.wait_for("the board", || visit.there(".cb-tile[data-activity=write]"));
        visit.click_one(".cb-tile[data-activity=write]");
        visit.click_one("[data-action=choose]");
        visit.wait_for_state("write", "chosen");
        assert!(!visit.there(".cb-nobody"));
        lms.launch(&visit, "ada", "&nameless=1");
        wait_saved(&visit, "confirmed");
        let said = says(&visit);
        assert_eq!(said[0], json!(true));
        wait_state(&visit, "write", "open");
        let kept = || lms.record("ada")["suspend_data"].to_string();
        let before = kept();
        press(&visit, "read", "choose");
        wait_state(&visit, "read", "chosen");
        visit.wait_for("the LMS to have it", || kept().len() > before.len());
        wait_saved(&visit, "confirmed");
        assert_eq!(says(&visit), said);
        // The next on the same device, who is not named either.
        lms.launch(&visit, "ben", "&nameless=1");
        wait_saved(&visit, "confirmed");
        wait_state(&visit, "read", "open");
        assert_eq!(says(&visit), said);
        // The LMS knows who it was, and has kept it.
        lms.launch(&visit, "ada", "&nameless=1");
        wait_state(&visit, "read", "chosen");
        // With a name there is no such line.
        lms.launch(&visit, "ada", "");
        wait_state(&visit, "read", "chosen");
        assert_eq!(says(&visit)[0], json!(false));
        visit.end();
    }
}

#[test]
fn a_look_at_a_visit_without_a_name_shows_nothing_of_this_device() {
    let lms = Lms::open(Standard::Scorm12, SMALL);
    let visit = lms.visit();
    lms.launch(&visit, "ada", "");
    press(&visit, "read", "choose");
    wait_state(&visit, "read", "chosen");
    wait_saved(&visit, "confirmed");
    lms.launch(&visit, "ben", "&nameless=1&mode=review");
    wait(
        &visit,
        "the line",
        "return !!page.querySelector('.cb-nobody')",
    );
    wait_state(&visit, "read", "open");
    visit.end();
}
