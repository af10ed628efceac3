//! Packages in LMSs that are slow, take nothing at all, send nothing a second time, or have ended the visit meanwhile.

use std::sync::atomic::Ordering;

use choiceboard::exchange::Standard;
use serde_json::{Value, json};

use super::package::{
    Lms, SMALL, called, hand_in, inside, press, wait_dressed, wait_saved, wait_sentence, wait_state,
};
use super::visit::{Visit, says};

fn plain(value: &Value) -> String {
    value.to_string().trim_matches('"').to_owned()
}

/// Points, as the head says.
fn points(visit: &Visit) -> Value {
    inside(
        visit,
        "return page.querySelector('.cb[data-board]').dataset.points",
    )
}

/// The network is there again, and the page need not find out by itself.
fn is_back(lms: &Lms, visit: &Visit) {
    lms.down.store(false, Ordering::Relaxed);
    inside(visit, "page.defaultView.dispatchEvent(new Event('online'))");
}

#[test]
fn acts_one_after_the_other_go_together_where_a_commit_takes_long() {
    let activities: Vec<Value> = (0..20)
        .map(|at| json!({ "id": format!("a{at}"), "title": format!("A {at}") }))
        .collect();
    let board =
        json!({ "choiceboard": 1, "id": "many", "title": "Many", "activities": activities });
    let lms = Lms::open(Standard::Scorm12, &board.to_string());
    let visit = lms.visit();
    lms.launch(&visit, "ada", "&slow=100");
    wait_saved(&visit, "confirmed");
    wait_dressed(&visit);
    let before = called(&visit, "Commit");
    let acts = "return (async () => {
        const page = unitPage(), begun = performance.now();
        const soon = async (look) => {
            for (;;) {
                const found = look();
                if (found) return found;
                await new Promise((come) => setTimeout(come, 2));
            }
        };
        for (let at = 0; at < 20; at += 1) {
            page.querySelector(`.cb-tile[data-activity=a${at}]`).click();
            (await soon(() => page.querySelector('dialog[open] [data-action=choose]'))).click();
            await soon(() => page.querySelector(`[data-activity=a${at}][data-state=chosen]`));
            page.querySelector('dialog[open]').close();
        }
        return performance.now() - begun;
    })()";
    let took = visit.script(acts, &[]).as_f64().unwrap();
    wait_saved(&visit, "confirmed");
    let commits = called(&visit, "Commit") - before;
    // One a second at most, and one for what came last.
    let most = (took / 1_000.0) as usize + 2;
    // Where each act takes a second by itself, none goes with the next.
    let is_quick = took < 18_000.0;
    assert!(
        (1..=most).contains(&commits) && (commits < 20 || !is_quick),
        "{commits} commits for 20 acts in {took} ms"
    );
    let states: Vec<(String, &str)> = (0..20).map(|at| (format!("a{at}"), "chosen")).collect();
    let states: Vec<(&str, &str)> = states.iter().map(|(id, state)| (&**id, *state)).collect();
    lms.is_known_elsewhere("ada", &states);
    visit.end();
}

#[test]
fn what_an_lms_did_not_take_is_sent_at_the_next_visit_and_counts_once() {
    for more in ["&deaf=1", "&lies=1"] {
        for standard in [Standard::Scorm12, Standard::Scorm2004] {
            let lms = Lms::open(standard, SMALL);
            let visit = lms.visit();
            lms.launch(&visit, "ada", more);
            press(&visit, "read", "choose");
            wait_state(&visit, "read", "chosen");
            press(&visit, "read", "done");
            wait_state(&visit, "read", "done");
            match more {
                // It has no record as soon as it is asked for it.
                "&deaf=1" => wait_sentence(&visit, &says("unsent-no-answer")),
                _ => wait_saved(&visit, "confirmed"),
            }
            let earned = points(&visit);
            // Nor at the second visit.
            lms.launch(&visit, "ada", more);
            wait_state(&visit, "read", "done");
            if more == "&deaf=1" {
                // The end of the first visit travels by itself.
                visit.wait_for("an empty record", || lms.kept("ada") == "");
            } else {
                assert_eq!(lms.record("ada"), Value::Null);
            }
            // At the third it does, at the fourth there is nothing new.
            for _ in 0..2 {
                lms.launch(&visit, "ada", "");
                wait_state(&visit, "read", "done");
                wait_saved(&visit, "confirmed");
                assert_eq!(points(&visit), earned);
                let record = lms.record("ada");
                let score = match standard {
                    Standard::Scorm12 => &record["core"]["score"]["raw"],
                    _ => &record["score"]["raw"],
                };
                assert_eq!(plain(score), "50", "{record}");
            }
            let other = lms.visit();
            lms.launch(&other, "ada", "");
            wait_state(&other, "read", "done");
            assert_eq!(points(&other), earned);
            other.end();
            visit.end();
        }
    }
}

/// It holds for sent what has not arrived, and sends nothing again that has not changed: the record has a new mark each time, and the
/// gradebook must not be left behind.
#[test]
fn a_grade_that_was_lost_on_the_way_arrives_in_the_same_visit() {
    let lms = Lms::open(Standard::Scorm12, SMALL);
    let visit = lms.visit();
    lms.launch(&visit, "ada", "&lazy=1");
    wait_saved(&visit, "confirmed");
    wait_dressed(&visit);
    press(&visit, "write", "choose");
    wait_state(&visit, "write", "chosen");
    hand_in(&visit, "write", "It rains.");
    wait_saved(&visit, "confirmed");
    visit.wait_for("half of it", || {
        plain(&lms.record("ada")["core"]["score"]["raw"]) == "50"
    });
    lms.down.store(true, Ordering::Relaxed);
    press(&visit, "read", "choose");
    wait_state(&visit, "read", "chosen");
    press(&visit, "read", "done");
    wait_state(&visit, "read", "done");
    wait_sentence(&visit, &says("unsent-no-answer"));
    assert_eq!(lms.record("ada")["core"]["lesson_status"], "incomplete");
    is_back(&lms, &visit);
    wait_saved(&visit, "confirmed");
    let record = lms.record("ada");
    assert_eq!(record["core"]["lesson_status"], "completed", "{record}");
    assert_eq!(plain(&record["core"]["score"]["raw"]), "100", "{record}");
    lms.is_known_elsewhere("ada", &[("read", "done"), ("write", "done")]);
    // The browser's own lines about what did not come.
    visit.end_in_trouble();
}

#[test]
fn where_the_lms_has_ended_the_visit_the_learner_reads_to_open_the_board_again() {
    for standard in [Standard::Scorm12, Standard::Scorm2004] {
        let lms = Lms::open(standard, SMALL);
        let visit = lms.visit();
        lms.launch(&visit, "ada", "");
        wait_saved(&visit, "confirmed");
        wait_dressed(&visit);
        // The API says that it is over. (This one of 1.2 takes whatever comes later.)
        if standard == Standard::Scorm2004 {
            visit.script("API_1484_11.Terminate('')", &[]);
        }
        press(&visit, "read", "choose");
        wait_state(&visit, "read", "chosen");
        if standard == Standard::Scorm2004 {
            wait_sentence(&visit, &says("unsent-not-let-in"));
        }
        lms.launch(&visit, "ada", "");
        wait_state(&visit, "read", "chosen");
        wait_saved(&visit, "confirmed");
        wait_dressed(&visit);
        // It says that something went wrong, and its server wants one to sign in.
        lms.signed_out.store(true, Ordering::Relaxed);
        press(&visit, "read", "done");
        wait_state(&visit, "read", "done");
        wait_sentence(&visit, &says("unsent-not-let-in"));
        lms.signed_out.store(false, Ordering::Relaxed);
        lms.launch(&visit, "ada", "");
        wait_saved(&visit, "confirmed");
        lms.is_known_elsewhere("ada", &[("read", "done")]);
        visit.end_in_trouble();
    }
}
