//! A board of sixty activities, all done, in a package: what the LMS is given, and what another device makes of it.

use choiceboard::board::{layout, read};
use choiceboard::exchange::Standard;
use choiceboard::progress::Edition;
use choiceboard::rules::rfc3339;
use serde_json::{Value, json};

use super::package::{
    Lms, called, inside, note_saved, wait, wait_saved, wait_saved_anew, wait_sentence,
};
use super::visit::{Visit, says};

/// What SCORM 1.2 promises to keep, in UTF-16 units.
const ROOM: usize = 4_096;

/// The activities that ask for a text as well.
const WRITTEN: [usize; 2] = [58, 59];

fn id(at: usize) -> String {
    format!("activity-{at:02}")
}

/// Ten badges, a check in each activity, one standard; all of it is to be done.
fn board() -> String {
    let activity = |at: usize| {
        let mut activity = json!({ "id": id(at), "title": format!("Activity {at:02}"), "points": 10, "standards": ["halves"],
            "check": { "pass": 60, "attempts": 3, "questions": [{ "id": "q", "kind": "number", "text": "7 x 8", "answer": 56 }] } });
        if WRITTEN.contains(&at) {
            activity["evidence"] = json!({ "kinds": ["text"], "required": true });
        }
        activity
    };
    let badge = |at: usize| json!({ "id": format!("badge-{at}"), "title": format!("Badge {at}"), "when": { "at_least": 6 * at } });
    json!({ "choiceboard": 1, "id": "sixty", "title": "Sixty", "columns": 10, "complete": { "at_least": 60 },
        "standards": [{ "id": "halves", "title": "Halves", "uri": "https://standards.example/halves" }],
        "activities": (0..60).map(activity).collect::<Vec<_>>(),
        "badges": (1..=10).map(badge).collect::<Vec<_>>() })
    .to_string()
}

fn score(at: usize) -> usize {
    60 + at % 40
}

/// Not all of it is ASCII, and not all of one unit.
fn goal(at: usize) -> String {
    format!("Über Regen bis {at} \u{1f327}")
}

fn long(at: usize) -> String {
    format!("Text {at}. {}", "Es regnet in Köln. ".repeat(150))
}

/// A log as the page itself writes it, from so many milliseconds on.
fn log(board: &str, begun: u64) -> Value {
    let board = read(board.as_bytes()).board.unwrap();
    let ground = layout(&board);
    let edition = Edition::new(board, ground);
    let mut events = Vec::new();
    let mut at = begun;
    let mut add = |activity: Option<usize>, mut event: Value| {
        at += 41_337;
        let chance = at.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let (high, low) = (chance >> 52, chance & ((1 << 62) - 1) | 1 << 63);
        let uuid = format!("{at:012x}7{high:03x}{low:016x}");
        let parts =
            [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)].map(|(from, to)| &uuid[from..to]);
        event["id"] = json!(parts.join("-"));
        event["at"] = json!(rfc3339::write_instant(at as i64, Some(60)));
        event["by"] = json!({ "role": "learner", "id": "ada" });
        if let Some(ix) = activity {
            let activity = edition.activity(ix as u32).unwrap();
            event["activity"] = json!(activity.id);
            event["revision"] = json!(activity.revision.hex());
        }
        events.push(event.clone());
        event["id"].clone()
    };
    let ids = |end: usize| (0..end).map(id).collect::<Vec<_>>();
    add(None, json!({ "type": "offered", "activities": ids(60) }));
    for ix in 0..60 {
        if ix % 6 == 0 {
            add(Some(ix), json!({ "type": "goal", "text": goal(ix) }));
        }
        add(Some(ix), json!({ "type": "choose" }));
        add(Some(ix), json!({ "type": "start" }));
        let given = json!({ "try": 1, "given": { "q": "56" } });
        add(
            Some(ix),
            json!({ "type": "draft", "kind": "check", "value": given.to_string() }),
        );
        let result = add(Some(ix), json!({ "type": "answer", "score": score(ix) }));
        let mut checked = given;
        checked["result"] = result;
        add(
            Some(ix),
            json!({ "type": "draft", "kind": "checked", "value": checked.to_string() }),
        );
        if WRITTEN.contains(&ix) {
            add(
                Some(ix),
                json!({ "type": "submit", "evidence": [{ "kind": "text", "value": long(ix) }] }),
            );
        }
        add(Some(ix), json!({ "type": "done" }));
        if ix % 6 == 5 {
            let badge = format!("badge-{}", ix / 6 + 1);
            add(
                None,
                json!({ "type": "earn", "badge": badge, "because": ids(ix + 1) }),
            );
        }
    }
    json!({ "choiceboard_log": 1, "board": "sixty", "learner": "ada", "events": events })
}

/// Takes a file in through the menu of the unit.
fn take_in(visit: &Visit, file: &Value) {
    wait(
        visit,
        "the menu",
        "if (!page.querySelector('.cb-menu')) page.querySelector('.cb-tools > :last-child > button')?.click(); return !!page.querySelector('.cb-menu input[type=file]')",
    );
    let body = "const input = unitPage().querySelector('.cb-menu input[type=file]');
        const files = new DataTransfer();
        files.items.add(new File([arguments[0]], 'work.json', { type: 'application/json' }));
        input.files = files.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));";
    visit.script(body, &[json!(file.to_string())]);
}

/// How many activities are done, points, badges earned, and texts of goals, as the unit shows them.
fn shown(visit: &Visit) -> (usize, Value, usize, Vec<String>) {
    let number = |value: Value| value.as_u64().unwrap() as usize;
    let turn = |tab: &str, until: &str| {
        let tab = says(tab);
        wait(
            visit,
            &tab,
            &format!(
                "[...page.querySelectorAll('.cb button')].find((one) => one.textContent.trim() === '{tab}')?.click(); return !!page.querySelector('{until}')"
            ),
        );
    };
    let done = "return page.querySelectorAll('.cb-tile[data-state=done]').length";
    let done = number(inside(visit, done));
    let points = inside(
        visit,
        "return page.querySelector('.cb[data-board]').dataset.points",
    );
    turn("ui-tab-badges", "[data-badge]");
    let badges = number(inside(
        visit,
        "return page.querySelectorAll('[data-badge][data-earned=true]').length",
    ));
    turn("ui-tab-plan", "[data-goal]");
    let goals = "return [...page.querySelectorAll('[data-goal] p[tabindex]')].map((one) => one.textContent)";
    let goals = inside(visit, goals);
    let goals = goals.as_array().unwrap().iter();
    let mut goals: Vec<String> = goals
        .map(|goal| goal.as_str().unwrap().to_owned())
        .collect();
    goals.sort();
    turn("ui-tab-board", ".cb-tile");
    (done, points, badges, goals)
}

/// What each panel says of its check, in the board's order.
fn results(visit: &Visit) -> Vec<String> {
    let body = "const page = unitPage(), all = [];
        const soon = (look) => new Promise((come, stop) => {
            const begun = Date.now();
            const again = () => { const found = look(); if (found) come(found); else if (Date.now() - begun > 60000) stop(new Error(`${all.length}: ${page.querySelector('dialog[open]')?.outerHTML.slice(0, 1500)}`)); else setTimeout(again, 5); };
            again();
        });
        for (const [at, id] of arguments[0].entries()) {
            (await soon(() => page.querySelector(`.cb-tile[data-activity=${id}]`))).click();
            const title = `Activity ${String(at).padStart(2, '0')}`;
            const result = await soon(() => {
                const panel = page.querySelector('dialog[open]');
                return panel?.querySelector('h1, h2')?.textContent.includes(title) && panel.querySelector('#cb-check-result');
            });
            all.push(result.textContent);
            page.querySelector('dialog[open]').close();
        }
        return all;";
    let body = format!(
        "return (async (...given) => {{ {} }})(...arguments)",
        body.replace("arguments[0]", "given[0]")
    );
    let ids: Vec<String> = (0..60).map(id).collect();
    let all = visit.script(&body, &[json!(ids)]);
    let all = all.as_array().unwrap().iter();
    all.map(|one| one.as_str().unwrap().to_owned()).collect()
}

#[test]
fn sixty_activities_all_done_go_to_another_device() {
    for standard in [Standard::Scorm12, Standard::Scorm2004] {
        let is_12 = standard == Standard::Scorm12;
        let text = board();
        let lms = Lms::open(standard, &text);
        let visit = lms.visit();
        lms.launch(&visit, "ada", "");
        wait_saved(&visit, "confirmed");
        let commits = called(&visit, "Commit");
        let now = visit.script("return Date.now()", &[]).as_u64().unwrap();
        let work = log(&text, now - 30 * 86_400_000);
        note_saved(&visit);
        take_in(&visit, &work);
        wait(
            &visit,
            "sixty activities",
            "return page.querySelectorAll('.cb-tile[data-state=done]').length === 60",
        );
        // The texts are named where there is no room for them.
        match is_12 {
            true => {
                wait_saved(&visit, "device");
                wait_sentence(
                    &visit,
                    "Your school does not take 2 entries. There is no room left there.",
                );
            }
            false => wait_saved_anew(&visit),
        }
        visit.wait_for("the LMS to have it", || called(&visit, "Commit") > commits);
        assert_eq!(called(&visit, "Commit"), commits + 1);
        // What the LMS really has.
        let record = lms.record("ada");
        let kept = record["suspend_data"].as_str().unwrap();
        let units = kept.encode_utf16().count();
        assert_eq!(kept.contains("Es regnet in Köln."), !is_12);
        let plain = |value: &Value| value.to_string().trim_matches('"').to_owned();
        if is_12 {
            assert!(units <= ROOM, "{units} units");
            assert_eq!(record["core"]["lesson_status"], "completed", "{record}");
            assert_eq!(plain(&record["core"]["score"]["raw"]), "100", "{record}");
        } else {
            assert!(units <= 64_000, "{units} units");
            assert_eq!(record["completion_status"], "completed", "{record}");
            assert_eq!(record["success_status"], "passed", "{record}");
            let points = &record["score"];
            assert_eq!(
                [plain(&points["raw"]), plain(&points["scaled"])],
                ["100", "1"]
            );
            assert_eq!(plain(&record["progress_measure"]), "1");
            let interactions = record["interactions"].as_object().unwrap();
            assert_eq!(interactions.len(), 60);
            let heard = interactions
                .values()
                .map(|one| plain(&one["learner_response"]));
            let mut heard: Vec<usize> = heard.map(|one| one.parse().unwrap()).collect();
            let mut said: Vec<usize> = (0..60).map(score).collect();
            heard.sort_unstable();
            said.sort_unstable();
            assert_eq!(heard, said);
            assert_eq!(
                record["objectives"].as_object().unwrap().len(),
                1,
                "{record}"
            );
        }
        let here = shown(&visit);
        let mut goals: Vec<String> = (0..60).step_by(6).map(goal).collect();
        goals.sort();
        assert_eq!(here, (60, json!("600"), 10, goals));
        // A device that has nothing but what the LMS tells it.
        let other = lms.visit();
        lms.launch(&other, "ada", "");
        wait(
            &other,
            "sixty activities",
            "return page.querySelectorAll('.cb-tile[data-state=done]').length === 60",
        );
        wait_saved(&other, "confirmed");
        assert_eq!(shown(&other), here);
        let said: Vec<String> = (0..60)
            .map(|at| says("check-passed").replace("{n}", &score(at).to_string()))
            .collect();
        assert_eq!(results(&other), said);
        // Of a text that did not come along that is said, too.
        let open = format!(
            "page.querySelector('.cb-tile[data-activity={}]')?.click(); return page.querySelector('dialog[open] .cb-before')?.textContent.includes('{}') ?? false",
            id(WRITTEN[0]),
            match is_12 {
                true => says("folio-elsewhere"),
                false => long(WRITTEN[0]).trim_end().to_owned(),
            }
        );
        wait(&other, "what was handed in", &open);
        // The gradebook is as it was, and so is the log.
        let after = lms.record("ada");
        match is_12 {
            true => assert_eq!(after["core"]["lesson_status"], "completed"),
            false => assert_eq!(after["interactions"].as_object().unwrap().len(), 60),
        }
        let length = |record: &Value| {
            record["suspend_data"]
                .as_str()
                .unwrap()
                .encode_utf16()
                .count()
        };
        assert_eq!(length(&after), units);
        other.end();
        // Back on the first device the texts are whole.
        lms.launch(&visit, "ada", "");
        let open = format!(
            "page.querySelector('.cb-tile[data-activity={}]')?.click(); return page.body.textContent.includes('{}')",
            id(WRITTEN[0]),
            long(WRITTEN[0]).trim_end()
        );
        wait(&visit, "the text", &open);
        visit.end();
    }
}
