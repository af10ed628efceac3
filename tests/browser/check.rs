//! A quick check: answered, left in the middle, not passed, taken again.

use serde_json::{Value, json};

use super::learner::{Came, Learner, Way};
use super::visit::{Visit, says};

const BOARD: &str = r#"{ "choiceboard": 1, "id": "autumn", "title": "Autumn", "activities": [
    { "id": "quiz", "title": "Quiz", "check": { "pass": 60, "attempts": 2, "questions": [
        { "id": "why", "kind": "choice", "text": "Why do leaves turn yellow?", "answers": [
            { "text": "The green fades.", "correct": true },
            { "text": "They are *cold*.", "feedback": "Cold helps, but it is not the reason." } ] },
        { "id": "signs", "kind": "choices", "text": "What tells of autumn?", "answers": [
            { "text": "Fog", "correct": true }, { "text": "Ripe nuts", "correct": true }, "Tadpoles" ] },
        { "id": "legs", "kind": "number", "text": "How many legs has a spider?", "answer": 8 },
        { "id": "order", "kind": "order", "text": "Put the months in order.", "answers": ["September", "October", "November"] },
        { "id": "sure", "kind": "confidence", "text": "How sure are you?" } ] } },
    { "id": "walk", "title": "Walk" } ] }"#;

fn open(visit: &Visit) {
    visit.open("made.json", "u-17");
    panel(visit);
}

fn panel(visit: &Visit) {
    visit.click_one("[data-activity=quiz]");
    visit.one(".cb-quiz fieldset");
}

/// Sets a field as somebody would who picks or types.
fn give(visit: &Visit, question: &str, value: &str) {
    let body = "
        const set = document.querySelector(`[data-question=${arguments[0]}]`);
        const field = set.querySelector(`input[value='${arguments[1]}']`);
        if (field) return field.click();
        const typed = set.querySelector('input');
        typed.value = arguments[1];
        typed.dispatchEvent(new InputEvent('input', { bubbles: true }));";
    visit.script(body, &[json!(question), json!(value)]);
}

/// What stands in the fields.
fn given(visit: &Visit) -> Value {
    let body = "
        const chosen = [...document.querySelectorAll('.cb-quiz :checked')].map(({ value }) => value);
        const items = [...document.querySelectorAll('.cb-quiz li')].map(({ dataset }) => dataset.value);
        return [chosen, document.querySelector('[data-question=legs] input').value, items];";
    visit.script(body, &[])
}

/// What is said to each question that is right or wrong.
fn marks(visit: &Visit) -> Value {
    let body = "return [...document.querySelectorAll('.cb-quiz .cb-mark')].map(({ dataset }) => dataset.mark)";
    visit.script(body, &[])
}

#[test]
fn a_check_is_answered_left_not_passed_and_taken_again() {
    let visit = Visit::with_board(BOARD);
    open(&visit);
    give(&visit, "why", "They are *cold*.");
    give(&visit, "signs", "Fog");
    // Not all is answered: the button says so, and nothing is handed in.
    visit.wait_for_text("One question still has no answer.");
    visit.click_one("[data-action=answer]");
    give(&visit, "legs", "7");
    let up = "const item = document.querySelector('.cb-quiz li:last-child'); const { value } = item.dataset;
        item.querySelector('button').click(); return value;";
    let moved = visit.script(up, &[]);
    // The focus goes with what was moved.
    let focus = "return document.activeElement.closest('li')?.dataset.value";
    visit.wait_for("the focus", || visit.script(focus, &[]) == moved);
    visit.wait_for("the answers to be kept", || {
        let kept = "return Object.values(localStorage).join('').includes('legs')";
        visit.script(kept, &[]) == json!(true)
    });
    visit.pause(600);
    let before = given(&visit);
    // Left in the middle, and gone on with.
    visit.reload();
    panel(&visit);
    assert_eq!(given(&visit), before);
    assert_eq!(marks(&visit), json!([]));
    visit.click_one("[data-action=answer]");
    let result = "return document.activeElement.id";
    visit.wait_for("what came of it", || {
        visit.script(result, &[]) == json!("cb-check-result")
    });
    let found = marks(&visit);
    assert_eq!(found[0], "wrong");
    assert_eq!(found[1], "partly");
    assert_eq!(found[2], "wrong");
    visit.wait_for_text("Cold helps, but it is not the reason.");
    visit.wait_for_text("One try is left.");
    visit.faultless();
    // Another visit says the same, and the check is taken again from there.
    visit.reload();
    panel(&visit);
    assert_eq!(marks(&visit), found);
    visit.click_one("[data-action=again]");
    visit.wait_for("the questions", || {
        visit.there("[data-question=why]:enabled")
    });
    // What was not right is empty, and says so; the order stands as it was left.
    let now = given(&visit);
    assert_eq!(
        (&now[0], &now[1], &now[2]),
        (&json!([]), &json!(""), &before[2])
    );
    let said = "return [...document.querySelectorAll('.cb-quiz [data-before]')].map(({ dataset }) => dataset.before)";
    assert_eq!(visit.script(said, &[])[0], "anew");
    visit.wait_for_text("Not right yet last time: answer it anew.");
    visit.faultless();
    give(&visit, "why", "The green fades.");
    give(&visit, "signs", "Fog");
    give(&visit, "signs", "Ripe nuts");
    give(&visit, "legs", "8");
    visit.click_one("[data-action=answer]");
    visit.wait_for_text("Passed, with");
    assert_eq!(marks(&visit)[0], "right");
    assert!(!visit.there("[data-action=again]"));
    visit.faultless();
    visit.click_by("button", &says("ui-act-done"));
    visit.wait_for("it to be done", || {
        visit.there("[data-activity=quiz][data-state=done]")
    });
    visit.end();
}

#[test]
fn a_low_result_opens_what_supports_at_once() {
    let visit = Visit::new();
    visit.open("boards/chance.json", "u-17");
    let learner = Learner::new(&visit, Way::Mouse);
    for activity in ["guess", "words"] {
        assert_eq!(learner.work(activity), Came::Done, "{activity}");
    }
    let now = |activity: &str| visit.states()[activity].clone();
    assert_eq!(
        (now("again"), now("dice")),
        (json!("locked"), json!("locked"))
    );
    learner.open("quick-check");
    for action in ["choose", "start"] {
        let css = format!("dialog.cb-sheet [data-action={action}]:not([aria-disabled=true])");
        if !visit.there("dialog.cb-sheet .cb-quiz [data-question]:enabled") && visit.there(&css) {
            visit.click_one(&css);
        }
    }
    visit.one("dialog.cb-sheet .cb-quiz [data-question]:enabled");
    // Everything else than what is right.
    let wrong = "return (async () => {
        const board = await (await fetch('boards/chance.json')).json();
        const { questions } = board.activities.find(({ id }) => id === 'quick-check').check;
        const text = (of) => typeof of === 'string' ? of : of.text ?? of.image.alt;
        const left = [];
        for (const { id, kind = 'choice', answer, answers } of questions) {
            const boxes = [...document.querySelectorAll(`.cb-asked[data-question='${id}'] input`)];
            const is = (value) => kind === 'true_false' ? value === String(answer)
                : answers?.some(of => of.correct && text(of) === value);
            if (kind === 'choice' || kind === 'true_false') boxes.find(({ value }) => !is(value)).click();
            else if (kind === 'number' || kind === 'text') {
                boxes[0].value = '12345';
                boxes[0].dispatchEvent(new InputEvent('input', { bubbles: true }));
            } else left.push(kind);
        }
        return left;
    })();";
    assert_eq!(visit.script(wrong, &[]), json!([]), "kinds not answered");
    visit.click_one("dialog.cb-sheet [data-action=answer]");
    visit.wait_for_state("again", "open");
    // The way on goes through it.
    assert_eq!(now("dice"), "locked");
    assert_eq!(now("three-doors"), "locked");
    learner.close("quick-check");
    assert_eq!(learner.work("again"), Came::Done);
    visit.wait_for_state("dice", "open");
    visit.end();
}

const ONE: &str = r#"{ "choiceboard": 1, "id": "rain", "title": "Rain", "activities": [
    { "id": "quiz", "title": "Quiz", "check": { "show": "one", "confidence": true, "pass": 60, "questions": [
        { "id": "wet", "kind": "true_false", "text": "Rain is wet.", "answer": true },
        { "id": "which", "kind": "choice", "text": "Which one falls?", "answers": [
            { "image": { "src": "boards/images/raindrop.svg", "alt": "A drop of rain" }, "correct": true },
            { "text": "This one", "image": { "src": "boards/images/swing.svg", "alt": "A swing" } } ] },
        { "id": "legs", "kind": "number", "text": "How many legs has a spider?", "answer": 8 } ] } },
    { "id": "walk", "title": "Walk" } ] }"#;

/// The only question that stands on the screen.
fn standing(visit: &Visit) -> Value {
    let body = "return [...document.querySelectorAll('.cb-quiz [data-question]')].map(({ dataset }) => dataset.question).join()";
    visit.script(body, &[])
}

fn wait_for_question(visit: &Visit, question: &str) {
    visit.wait_for("the question", || standing(visit) == json!(question));
}

#[test]
fn questions_come_one_at_a_time_and_one_says_how_sure_one_is() {
    let visit = Visit::with_board(ONE);
    visit.narrow(320);
    open(&visit);
    wait_for_question(&visit, "wet");
    visit.wait_for_text("Question 1 of 3");
    assert!(!visit.there("[data-action=back]") && !visit.there("[data-action=answer]"));
    visit.click_one("#cb-sure input[value='2']");
    give(&visit, "wet", "true");
    visit.click_one("[data-action=next]");
    wait_for_question(&visit, "which");
    let focus = "return document.activeElement.closest('[data-question]')?.dataset.question";
    visit.wait_for("the focus", || visit.script(focus, &[]) == json!("which"));
    // A picture is named by the words for it, beside its own.
    let names = "return [...document.querySelectorAll('[data-question=which] label')].map(label => label.innerText.trim() + '|' + label.querySelector('img').alt)";
    assert_eq!(
        visit.script(names, &[]),
        json!(["|A drop of rain", "This one|A swing"])
    );
    assert!(!visit.there("#cb-sure"));
    visit.faultless();
    visit.pause(600);
    visit.reload();
    panel(&visit);
    wait_for_question(&visit, "which");
    visit.click_one("[data-action=next]");
    wait_for_question(&visit, "legs");
    assert!(!visit.there("[data-action=next]"));
    give(&visit, "legs", "8");
    // Too early: the one without an answer comes.
    visit.click_one("[data-action=answer]");
    wait_for_question(&visit, "which");
    give(&visit, "which", "A drop of rain");
    visit.click_one("[data-action=next]");
    wait_for_question(&visit, "legs");
    visit.click_one("[data-action=back]");
    wait_for_question(&visit, "which");
    visit.click_one("[data-action=next]");
    wait_for_question(&visit, "legs");
    // Enter in a line leads on as the button does.
    let enter = "document.querySelector('[data-question=legs] input').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))";
    visit.script(enter, &[]);
    visit.wait_for_text("Passed, with 100%.");
    visit.wait_for("all questions", || {
        standing(&visit) == json!("wet,which,legs")
    });
    visit.wait_for_text("Before: A little sure.");
    visit.click_one("#cb-sure input[value='5']");
    visit.wait_for_text("Before: A little sure. After: Completely sure.");
    visit.faultless();
    visit.pause(600);
    visit.reload();
    panel(&visit);
    visit.wait_for_text("Before: A little sure. After: Completely sure.");
    visit.end();
}

const PAIRS: &str = r#"{ "choiceboard": 1, "id": "rain", "title": "Rain", "activities": [
    { "id": "quiz", "title": "Quiz", "check": { "questions": [
        { "id": "pairs", "kind": "match", "text": "What belongs together?", "answers": ["Wet", "Still"], "matches": [
            { "image": { "src": "boards/images/raindrop.svg", "alt": "A drop of rain" } },
            { "text": "The *swing*", "image": { "src": "boards/images/swing.svg", "alt": "A swing" } } ] },
        { "id": "order", "kind": "order", "text": "What comes first?", "answers": ["*Rain*", "A puddle", "Mud"] } ] } },
    { "id": "walk", "title": "Walk" } ] }"#;

#[test]
fn right_sides_have_pictures_and_a_moved_item_says_its_place() {
    let visit = Visit::with_board(PAIRS);
    visit.narrow(320);
    open(&visit);
    // The pictures stand above, each with the number that the lists name it by.
    let sides = "return [...document.querySelectorAll('.cb-sides > li')].map(side => [side.querySelector('b').textContent, side.querySelector('img').alt, side.innerText.includes('*')])";
    let sides = visit.script(sides, &[]);
    let names = "return [...document.querySelectorAll('.cb-pairs select')][0].innerText.split('\\n').map(name => name.trim()).filter(Boolean).slice(1)";
    let names = visit.script(names, &[]);
    let name = |at: usize| match sides[at][1].as_str() {
        Some("A drop of rain") => format!("{}: A drop of rain", at + 1),
        _ => format!("{}: The swing", at + 1),
    };
    assert_eq!(sides[0][0], "1");
    assert_eq!(sides[1][2], false);
    assert_eq!(names, json!([name(0), name(1)]));
    // Whatever moves to the first place says so, without the marks of Markdown.
    let up = "const item = document.querySelector('.cb-quiz .cb-order li:nth-child(2)'); const says = item.innerText.trim();
        const button = item.querySelector('button'); const label = button.ariaLabel; button.click(); return [says, label];";
    let moved = visit.script(up, &[]);
    let says = moved[0].as_str().unwrap();
    assert_eq!(moved[1], format!("Move up: {says}"));
    visit.wait_for_text(&format!("{says}: place 1 of 3."));
    visit.faultless();
    visit.end();
}
