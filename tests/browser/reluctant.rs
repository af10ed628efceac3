//! Packages in LMSs that store what they should not, and say that they have stored what they have not.

use std::sync::atomic::Ordering;

use choiceboard::exchange::Standard;
use serde_json::{Value, json};

use super::package::{
    Lms, SMALL, called, inside, note_saved, press, wait, wait_dressed, wait_saved, wait_saved_anew,
    wait_sentence, wait_state,
};
use super::visit::says;

#[test]
fn a_review_changes_nothing() {
    for (standard, more) in [
        (Standard::Scorm12, "&mode=review"),
        (Standard::Scorm12, "&mode=browse"),
        (Standard::Scorm2004, "&credit=no-credit"),
    ] {
        let lms = Lms::open(standard, SMALL);
        let visit = lms.visit();
        lms.launch(&visit, "ada", "");
        note_saved(&visit);
        press(&visit, "read", "choose");
        wait_state(&visit, "read", "chosen");
        wait_saved_anew(&visit);
        assert_eq!(lms.record("ada")["total_time"], Value::Null);
        assert_eq!(lms.record("ada")["core"]["total_time"], Value::Null);
        lms.leave(&visit, "ada");
        let before = lms.record("ada");
        // At the same device.
        lms.launch(&visit, "ada", more);
        wait_saved(&visit, "confirmed");
        visit.script("document.getElementById('unit').remove()", &[]);
        assert_eq!(lms.record("ada"), before, "{more}");
        // By a teacher, at another device.
        let other = lms.visit();
        lms.launch(&other, "ada", more);
        wait_state(&other, "read", "chosen");
        wait_saved(&other, "confirmed");
        let open = "const tile = page.querySelector('.cb-tile[data-activity=read]'); tile?.click(); return !!page.querySelector('dialog[open]')";
        wait(&other, "the panel", open);
        let buttons = "return page.querySelectorAll('dialog [data-action=done], dialog [data-action=drop]').length";
        assert_eq!(inside(&other, buttons), 0, "{more}");
        other.script("document.getElementById('unit').remove()", &[]);
        let nobody = "return document.querySelectorAll('iframe').length";
        other.wait_for("the end", || other.script(nobody, &[]) == json!(0));
        assert_eq!(
            ["SetValue", "Commit", "Finish", "Terminate"].map(|name| called(&other, name)),
            [0; 4],
            "{more}"
        );
        assert_eq!(lms.record("ada"), before, "{more}");
        other.end();
        visit.end();
    }
}

#[test]
fn whoever_leaves_at_once_leaves_the_work_where_it_was() {
    for standard in [Standard::Scorm12, Standard::Scorm2004] {
        let lms = Lms::open(standard, SMALL);
        let visit = lms.visit();
        lms.launch(&visit, "ada", "");
        press(&visit, "read", "choose");
        wait_state(&visit, "read", "chosen");
        visit.script("document.getElementById('unit').remove()", &[]);
        // What is said last travels by itself.
        visit.wait_for("it to arrive", || {
            lms.kept("ada").as_str().is_some_and(|kept| kept.len() > 20)
        });
        // At another device, before the board has come, and when it has just come.
        let other = lms.visit();
        for comes in [
            "page.defaultView.choiceboardHost",
            "page.querySelector('[data-activity]')",
        ] {
            let version = lms.version;
            other.go(&format!("lms.html?version={version}&learner=ada"));
            let soon = format!(
                "if (!({comes})) return false; document.getElementById('unit').remove(); return true;"
            );
            wait(&other, "the page", &soon);
        }
        lms.launch(&other, "ada", "");
        wait_state(&other, "read", "chosen");
        other.end_in_trouble();
        visit.end();
    }
}

#[test]
fn the_work_of_a_newer_version_is_not_written_over() {
    let lms = Lms::open(Standard::Scorm12, SMALL);
    let newer = json!({ "cmi": { "suspend_data": "2 from tomorrow", "core": {} } });
    lms.records.lock().unwrap().insert("ada".into(), newer);
    let visit = lms.visit();
    lms.launch(&visit, "ada", "");
    wait_sentence(&visit, "cannot be understood");
    press(&visit, "read", "choose");
    wait_state(&visit, "read", "chosen");
    visit.script("document.getElementById('unit').remove()", &[]);
    assert_eq!(lms.record("ada")["suspend_data"], "2 from tomorrow");
    visit.end();
}

#[test]
fn an_lms_that_only_says_so_is_not_believed() {
    let lms = Lms::open(Standard::Scorm12, SMALL);
    let visit = lms.visit();
    lms.launch(&visit, "ada", "&lies=1");
    wait_saved(&visit, "confirmed");
    wait_dressed(&visit);
    lms.down.store(true, Ordering::Relaxed);
    press(&visit, "read", "choose");
    wait_state(&visit, "read", "chosen");
    wait_sentence(&visit, &says("unsent-no-answer"));
    lms.down.store(false, Ordering::Relaxed);
    assert_eq!(lms.record("ada"), Value::Null);
    // What it called stored and was not is sent again at the next visit.
    lms.launch(&visit, "ada", "");
    wait_state(&visit, "read", "chosen");
    wait_saved(&visit, "confirmed");
    lms.is_known_elsewhere("ada", &[("read", "chosen")]);
    // The browser's own lines about what did not come.
    visit.end_in_trouble();
}

#[test]
fn a_visit_that_is_over_asks_to_sign_in() {
    let lms = Lms::open(Standard::Scorm2004, SMALL);
    let visit = lms.visit();
    lms.launch(&visit, "ada", "&lies=1");
    wait_saved(&visit, "confirmed");
    wait_dressed(&visit);
    lms.signed_out.store(true, Ordering::Relaxed);
    press(&visit, "read", "choose");
    wait_sentence(&visit, &says("unsent-not-let-in"));
    visit.end();
}
