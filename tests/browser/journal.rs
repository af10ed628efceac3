//! The journal and the call for help: written, left in the middle, kept, met again; on a phone, and to look at only.

use serde_json::{Value, json};

use super::plan;
use super::visit::{STANDS, Visit, says};

const BOARD: &str = r#"{ "choiceboard": 1, "id": "autumn", "title": "Autumn", "activities": [
    { "id": "walk", "title": "Walk in the wood" }, { "id": "draw", "title": "Draw a leaf" } ],
    "reflections": { "prompts": ["What surprised you?", "What was *hard*?"] },
    "goals": { "prompts": ["What will you be able to do on Friday?"] } }"#;

/// Opens the journal.
fn turn_to(visit: &Visit) {
    visit.click_by("button", &says("ui-tab-journal"));
    visit.one(".cb-cards");
}

/// Opens the leaf on which goals stand, beside the plan.
fn turn_to_goals(visit: &Visit) {
    visit.click_by("button", &says("ui-tab-plan"));
    visit.one(".cb-plan");
}

/// What stands in a field.
fn value(visit: &Visit, css: &str) -> String {
    let value = visit.script(
        "return document.querySelector(arguments[0])?.value ?? ''",
        &[json!(css)],
    );
    value.as_str().unwrap_or_default().to_owned()
}

/// The device has this among what is being typed.
fn wait_for_draft(visit: &Visit, text: &str) {
    let body = "return Object.keys(localStorage).some(key => key.endsWith('/notes') && localStorage[key].includes(arguments[0]))";
    visit.wait_for("the draft to be stored", || {
        visit.script(body, &[json!(text)]) == json!(true)
    });
}

fn no_drafts(visit: &Visit) -> bool {
    let body = "return !Object.keys(localStorage).some(key => key.endsWith('/notes'))";
    visit.script(body, &[]) == json!(true)
}

/// Picks one of a few answers by what it stands for.
fn pick(visit: &Visit, name: &str, value: &str) {
    visit.click_one(&format!("input[name={name}][value='{value}']"));
}

#[test]
fn an_entry_is_left_in_the_middle_gone_on_with_and_kept() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    visit.click_one("[data-activity=walk]");
    visit.click_one("[data-action=choose]");
    visit.wait_for_state("walk", "chosen");
    turn_to(&visit);
    visit.wait_for_text(&says("journal-empty"));
    visit.faultless();
    // Nothing is written yet: it says so, and the focus goes where something can be.
    visit.click_one("[data-action=reflect]");
    visit.wait_for_text(&says("note-empty"));
    let focus = "return document.activeElement.id";
    visit.wait_for("the focus", || {
        visit.script(focus, &[]) == json!("cb-reflect")
    });
    visit.fill_one("#cb-reflect", "The leaves were");
    pick(&visit, "cb-reflect-prompt", "What was *hard*?");
    pick(&visit, "cb-confidence", "4");
    plan::pick(&visit, "#cb-reflect-about", "walk");
    wait_for_draft(&visit, "walk");
    visit.wait_for_text(&says("saved-draft"));

    visit.reload();
    turn_to(&visit);
    assert_eq!(value(&visit, "#cb-reflect"), "The leaves were");
    assert_eq!(value(&visit, "#cb-reflect-about"), "walk");
    assert_eq!(value(&visit, "[name=cb-confidence]:checked"), "4");
    assert_eq!(
        value(&visit, "[name=cb-reflect-prompt]:checked"),
        "What was *hard*?"
    );
    visit.fill_one("#cb-reflect", " hard to name.");
    visit.click_one("[data-action=reflect]");
    visit.one("[data-entry=reflect]");
    visit.wait_for("the form to be empty", || {
        value(&visit, "#cb-reflect").is_empty()
    });
    visit.wait_for("no answer to be chosen", || {
        !visit.there("[name=cb-confidence]:checked")
    });
    // The next one begins with the first question again, and the screen says so.
    visit.wait_for("the first question", || {
        value(&visit, "[name=cb-reflect-prompt]:checked") == "What surprised you?"
    });
    visit.wait_for("the draft to be gone", || no_drafts(&visit));
    // What has just been pressed keeps the focus.
    let pressed = "return document.activeElement.dataset.action ?? null";
    visit.wait_for_answer(pressed, &[], &json!("reflect"));

    visit.reload();
    turn_to(&visit);
    let entry = visit.text_of("[data-entry=reflect]");
    for part in [
        "Walk in the wood",
        "The leaves were hard to name.",
        "What was hard?",
        &says("ui-sure-4"),
    ] {
        assert!(entry.contains(part), "{part} in {entry}");
    }
    visit.faultless();
    visit.end();
}

#[test]
fn an_entry_says_which_work_it_is_about() {
    let board = BOARD.replace(
        r#""title": "Walk in the wood" }"#,
        r#""title": "Walk in the wood", "evidence": { "kinds": ["text"] } }"#,
    );
    let visit = Visit::with_board(board);
    visit.open("made.json", "u-17");
    visit.hand_in("walk", "Twelve birds");
    turn_to(&visit);
    visit.fill_one("#cb-reflect", "Wet shoes.");
    plan::pick(&visit, "#cb-reflect-about", "walk");
    wait_for_draft(&visit, "walk");
    visit.click_one("[data-action=reflect]");
    let line = visit.text_of("[data-entry=reflect] [data-work]");
    assert!(
        line.starts_with("About the text you handed in on"),
        "{line}"
    );
    visit.faultless();
    visit.end();
}

#[test]
fn a_goal_is_set_and_said_how_it_went_on_a_phone() {
    let visit = Visit::with_board(BOARD);
    visit.narrow(320);
    visit.open("made.json", "u-17");
    turn_to(&visit);
    visit.wait_for("the journal to be as narrow as the phone", || {
        !visit.sideways()
    });
    turn_to_goals(&visit);
    visit.wait_for_text("What will you be able to do on Friday?");
    visit.fill_one("#cb-goal", "Name five trees");
    // Today, on the learner's own clock.
    visit.script(
        "const field = document.querySelector('#cb-goal-day');
        const now = new Date();
        field.value = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
        field.dispatchEvent(new Event('change', { bubbles: true }));",
        &[],
    );
    visit.click_one("[data-action=goal]");
    visit.wait_for("the goal", || visit.there("[data-goal]"));
    visit.wait_for("the form to be empty", || {
        value(&visit, "#cb-goal").is_empty() && value(&visit, "#cb-goal-day").is_empty()
    });
    visit.wait_for_text(&says("goal-come"));
    visit.faultless();
    visit.fill_one("#cb-goal-why-0", "Three so far.");
    wait_for_draft(&visit, "Three so far.");
    visit.click_one("[data-goal='0'] [data-reached=partly]");
    visit.wait_for_text("Partly reached");
    visit.wait_for_text("Three so far.");
    let focus = "return document.activeElement.closest('[data-goal]')?.dataset.goal";
    visit.wait_for("the focus", || visit.script(focus, &[]) == json!("0"));
    visit.wait_for("a goal to be as narrow as the phone", || !visit.sideways());

    visit.reload();
    turn_to_goals(&visit);
    visit.wait_for_text("Partly reached");
    visit.click_one("[data-goal='0'] summary");
    visit.click_one("[data-goal='0'] [data-reached=yes]");
    visit.wait_for("nothing more to say of it", || {
        !visit.there("[data-goal] [data-reached]")
    });
    visit.faultless();
    visit.end();
}

#[test]
fn how_today_is_going_stays_here_until_it_is_sent() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    turn_to(&visit);
    visit.wait_for_text(&says("mood-private"));
    visit.wait_for_text(&says("mood-file"));
    visit.click_one("[data-action=check_in]");
    visit.wait_for_text(&says("note-empty-check-in"));
    pick(&visit, "cb-mood", "2");
    visit.click_one(".cb-choice input");
    wait_for_draft(&visit, "mood");
    assert!(!visit.there("[data-entry]"));
    visit.click_one("[data-action=check_in]");
    let entry = visit.text_of("[data-entry=check_in]");
    assert!(entry.contains(&says("mood-2")) && entry.contains(&says("mood-talk")));
    visit.wait_for("no choice to be marked", || {
        !visit.there(".cb-choice :checked")
    });
    visit.faultless();
    visit.end();
}

#[test]
fn help_is_asked_for_in_an_activity_and_answered_there() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    visit.click_one("[data-activity=draw]");
    visit.one("[data-action=choose]");
    assert!(!visit.there(".cb-help"));
    visit.click_one("[data-action=start]");
    visit.click_one("#cb-help > summary");
    visit.click_one("[data-action=help]");
    visit.wait_for_text(&says("note-empty"));
    visit.fill_one("#cb-help-need", "How do I draw the veins?");
    visit.fill_one("#cb-help-tried", "A ruler.");
    wait_for_draft(&visit, "A ruler.");
    visit.click_one("[data-action=help]");
    visit.one("#cb-help-note");
    let focus = "return document.activeElement.id";
    visit.wait_for("the focus", || {
        visit.script(focus, &[]) == json!("cb-help-note")
    });
    visit.wait_for_text("How do I draw the veins?");
    visit.wait_for_text(&says("help-waits"));
    visit.faultless();

    let answer = json!({
        "type": "answer_help", "activity": "draw", "text": "Begin in the *middle*.", "by": { "role": "teacher", "id": "t" },
    });
    visit.bring_in(&mut [answer]);
    visit.wait_for("the answer", || {
        let said = "return [...document.querySelectorAll('.cb-sheet [data-tone=teacher]')].filter(note => note.innerText.includes('Begin in the middle.')).length";
        // Among the teacher's words, and below the note.
        visit.script(said, &[]) == json!(2)
    });
    visit.wait_for("help to wait no more", || {
        !visit.text().contains(&says("help-waits"))
    });
    visit.end();
}

#[test]
fn a_page_to_look_at_shows_the_journal_and_asks_nothing() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    turn_to(&visit);
    visit.fill_one("#cb-reflect", "Fog.");
    visit.click_one("[data-action=reflect]");
    visit.one("[data-entry=reflect]");
    turn_to_goals(&visit);
    visit.fill_one("#cb-goal", "Name five trees");
    visit.click_one("[data-action=goal]");
    visit.one("[data-goal]");
    visit.go("index.html?board=made.json&learner=u-17&readonly=1");
    visit.wait_for("the board", || visit.there(STANDS));
    turn_to(&visit);
    visit.wait_for_text("Fog.");
    // Sheets are made of what is there, and change nothing.
    let fields = "return document.querySelectorAll('.cb-cards > :not(.cb-folio) :is(input, textarea, select, button)').length";
    assert_eq!(visit.script(fields, &[]), Value::from(0));
    turn_to_goals(&visit);
    visit.wait_for_text("Name five trees");
    assert_eq!(visit.script(fields, &[]), Value::from(0));
    visit.faultless();
    visit.end();
}

#[test]
fn what_is_not_sent_is_in_no_file_not_even_in_that_of_the_last_screen() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    visit.click_one("[data-activity=walk]");
    visit.click_one("[data-action=choose]");
    visit.wait_for_state("walk", "chosen");
    visit.click_one("dialog.cb-sheet .cb-strip button");
    turn_to(&visit);
    visit.fill_one("#cb-mood", "I slept badly.");
    wait_for_draft(&visit, "I slept badly.");
    let stop = "URL.createObjectURL = (blob) => { globalThis.handedOut = blob; return '#'; };
        dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('stopped') }))";
    visit.script(stop, &[]);
    visit.click_nth(".cb-rescue button", 1);
    visit.wait_for("the file", || {
        visit.script("return Boolean(globalThis.handedOut)", &[]) == json!(true)
    });
    let file = visit.script("return globalThis.handedOut.text()", &[]);
    let file = file.as_str().unwrap_or_default();
    assert!(
        file.contains("choiceboard-rescue") && file.contains("choiceboard/autumn"),
        "{file}"
    );
    assert!(!file.contains("slept"), "{file}");
    assert!(visit.errors().iter().all(|error| error.contains("stopped")));
    visit.end();
}

#[test]
fn what_another_tab_has_written_is_said_and_its_button_keeps_the_focus_while_that_tab_writes_on() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    turn_to(&visit);
    visit.fill_one("#cb-reflect", "Of this tab.");
    wait_for_draft(&visit, "Of this tab.");
    // Another tab that wrote at the same moment, without waiting for one that can be as quick.
    let tell = |number: u32, text: &str| {
        visit.script(
            "const key = Object.keys(localStorage).find(key => key.endsWith('/notes'));
            const told = { reflect: { text: arguments[1], ' at': `other.${arguments[0]}` } };
            const channel = new BroadcastChannel(key.slice(0, -'notes'.length));
            channel.postMessage([key, JSON.stringify(told)]);
            channel.close();",
            &[json!(number), json!(text)],
        );
        visit.wait_for("the words of the other tab", || {
            visit.there("[data-other]") && visit.text_of("[data-other] .cb-handed") == text
        });
    };
    tell(5, "Of the other.");
    let said = "return [...document.querySelectorAll('[role=status]')].some(line => line.textContent === arguments[0])";
    visit.wait_for_answer(said, &[json!(says("note-other"))], &json!(true));
    visit.faultless();
    let focus = || visit.script("return document.activeElement.id", &[]);
    visit.script("document.querySelector('#cb-reflect-other').focus()", &[]);
    tell(6, "Of the other, longer.");
    visit.wait_for("the button to keep the focus", || {
        focus() == json!("cb-reflect-other")
    });
    visit.click_one("#cb-reflect-other");
    visit.wait_for("the focus in the field", || focus() == json!("cb-reflect"));
    assert_eq!(
        value(&visit, "#cb-reflect"),
        "Of this tab.\n\nOf the other, longer."
    );
    visit.wait_for("the words of the other tab to go", || {
        !visit.there("[data-other]")
    });
    visit.end();
}
