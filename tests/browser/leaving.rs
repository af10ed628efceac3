//! The way out of a package.

use std::sync::atomic::Ordering;

use choiceboard::exchange::Standard;
use serde_json::json;

use super::package::{
    Lms, SMALL, called, inside, press, wait, wait_dressed, wait_saved, wait_sentence, wait_state,
};
use super::visit::{Visit, says};

/// Opens the menu and presses its last entry.
pub fn press_leave(visit: &Visit) {
    let body = "if (!page.querySelector('.cb-menu')) page.querySelector('.cb-tools > :last-child > button')?.click();
        const leave = page.querySelector('.cb-menu [data-action=leave]'); leave?.click(); return !!leave";
    wait(visit, "the way out", body);
}

const LEFT: &str = "return !!page.querySelector('.cb[data-left] h1')";

#[test]
fn the_way_out_writes_everything_and_ends_the_visit() {
    for standard in [Standard::Scorm12, Standard::Scorm2004] {
        let lms = Lms::open(standard, SMALL);
        let visit = lms.visit();
        lms.launch(&visit, "ada", "");
        wait_saved(&visit, "confirmed");
        press(&visit, "read", "choose");
        wait_state(&visit, "read", "chosen");
        inside(&visit, "page.querySelector('dialog[open]')?.close()");
        press_leave(&visit);
        wait(&visit, "the end", LEFT);
        let last = ["Finish", "Terminate"].map(|name| called(&visit, name));
        assert_eq!(last.iter().sum::<usize>(), 1);
        let asked = "return globalThis.calls.filter(([, name]) => name === 'adl.nav.request').map(([,, value]) => value)";
        let navigation = match standard {
            Standard::Scorm12 => json!([]),
            _ => json!(["suspendAll"]),
        };
        assert_eq!(visit.script(asked, &[]), navigation);
        lms.is_known_elsewhere("ada", &[("read", "chosen")]);
        visit.end();
    }
}

#[test]
fn whoever_cannot_leave_reads_why_and_may_leave_anyway() {
    let lms = Lms::open(Standard::Scorm12, SMALL);
    let visit = lms.visit();
    lms.launch(&visit, "ada", "");
    wait_saved(&visit, "confirmed");
    wait_dressed(&visit);
    lms.down.store(true, Ordering::Relaxed);
    press(&visit, "read", "choose");
    wait_state(&visit, "read", "chosen");
    inside(&visit, "page.querySelector('dialog[open]')?.close()");
    press_leave(&visit);
    let why = says("leave-not-yet");
    wait_sentence(&visit, why.split('{').next().unwrap().trim());
    press_leave(&visit);
    wait(
        &visit,
        "the question",
        "const asked = page.querySelector('dialog.cb-question[open]'); [...asked?.querySelectorAll('button') ?? []].at(-1)?.click(); return !!asked",
    );
    wait(&visit, "the end", LEFT);
    visit.end_in_trouble();
}

#[test]
fn a_package_that_is_looked_at_says_so_and_lets_the_learner_out() {
    let lms = Lms::open(Standard::Scorm2004, SMALL);
    let visit = lms.visit();
    lms.launch(&visit, "ada", "&mode=review");
    wait_sentence(&visit, &says("ui-saved-readonly"));
    press_leave(&visit);
    wait(&visit, "the end", LEFT);
    assert_eq!(called(&visit, "Terminate"), 0);
    assert_eq!(called(&visit, "SetValue"), 0);
    visit.end();
}
