//! A learner who works through a board by what the page says: follows the sentence that says what is missing, opens
//! activities, does what the panel offers, and heeds its warnings. Knows no rules. Boards speak several languages, so things are found
//! by the page's stable hooks; each must then be what it is for somebody who listens: a button, a field, a box, with a name.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use xtask::driver::Key;

use super::visit::{STANDS, Visit};

/// How the learner gets at things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Tiles on the board, with the mouse.
    Mouse,
    /// Tiles on the board, with keys alone.
    Keyboard,
    /// The ordered list, with the mouse.
    List,
}

/// How far an activity came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// Done.
    Done,
    /// Handed in or said done; the teacher's word is needed.
    Waiting,
    /// The page warned that this would make the board impossible, and the learner left it.
    Warned,
    /// The page says what is needed, and the learner cannot do it here (a check; a locked door).
    Stuck,
    /// It is a board of its own: that has been finished, and the learner is back.
    Back,
}

/// A learner at a board.
pub struct Learner<'v> {
    pub visit: &'v Visit,
    pub way: Way,
    /// Activities not to be tried again for now.
    left: BTreeSet<String>,
}

/// Code words that a teacher says: board, the activity that asks for one, and the word.
const WORDS: [(&str, &str, &str); 1] = [("independent-project", "product", "Second look")];

/// The field for a code word.
const WORD: &str = "dialog.cb-sheet #cb-code-word";

/// How often Tab takes one from the focus to an element, as far as the page's order tells: 0 where it has the focus, and 1
/// where the order does not tell, so that one goes on and looks again. Nothing where there is no such element.
const STOPS: &str = "
    const stopsTo = (there) => {
        const here = document.activeElement;
        if (here === there) return 0;
        if (!there) return null;
        const within = there.closest('dialog[open]') ?? document;
        // Of round buttons there is one stop: the chosen one, or the first.
        const stopOf = ({ name }) => {
            const group = [...within.querySelectorAll(`input[type=radio][name='${name}']`)];
            return group.find(({ checked }) => checked) ?? group[0];
        };
        const stops = [...within.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter(stop =>
            stop.tabIndex >= 0 && !stop.matches(':disabled') && (stop.type !== 'radio' || stop === stopOf(stop)) && !stop.closest('[inert]') && stop.checkVisibility({ visibilityProperty: true }));
        const after = (stop) => here.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING;
        return Math.max(1, stops.indexOf(there) - stops.findIndex(after) + 1);
    };";

/// Which key takes one nearer to an activity, and how often; no times where it has the focus.
const STEPS: &str = "
    const there = document.querySelector(`[data-activity='${arguments[0]}']`);
    if (document.activeElement === there) return ['tab', 0];
    const here = document.activeElement.closest('[data-activity]');
    const map = there.closest('cb-map');
    if (map && here?.closest('cb-map') === map) {
        // From stop to stop in the order of the trail.
        const stops = [...map.querySelectorAll('[data-activity]')];
        const steps = stops.indexOf(there) - stops.indexOf(here);
        // On a map that its author has drawn the arrows go by what one sees.
        const keys = map.querySelector('[data-drawn]') ? ['before', 'after'] : ['up', 'down'];
        return [keys[steps < 0 ? 0 : 1], Math.abs(steps)];
    }
    if (map) return ['tab', stopsTo(map.querySelector('[data-activity][tabindex=\"0\"]'))];
    const grid = there.closest('[role=grid]');
    if (!grid) return ['tab', stopsTo(there)];
    if (!here || here.closest('[role=grid]') !== grid) return ['tab', stopsTo(grid.querySelector('[tabindex=\"0\"]'))];
    const rows = [...grid.querySelectorAll('[role=row]')];
    const place = (tile) => {
        const row = rows.indexOf(tile.closest('[role=row]'));
        return [row, [...rows[row].querySelectorAll('[data-activity]')].indexOf(tile)];
    };
    const [[row, column], [toRow, toColumn]] = [place(here), place(there)];
    if (row !== toRow) return [row < toRow ? 'down' : 'up', Math.abs(toRow - row)];
    const turned = getComputedStyle(grid).direction === 'rtl';
    return [(column < toColumn) !== turned ? 'right' : 'left', Math.abs(toColumn - column)];";

/// The next thing to do in a quick check, by somebody who knows what the teacher holds for right: what to use, a selector, which of those it
/// finds, and what to type. Nothing where no check can be answered.
const CHECK: &str = "
    const toAnswer = async () => {
        const quiz = document.querySelector('dialog.cb-sheet[open] .cb-quiz:has([data-question]:enabled)');
        if (!quiz) return null;
        const board = await (await fetch(new URLSearchParams(location.search).get('board'))).json();
        const all = board.activities.flatMap(({ check, versions }) => [check, ...Object.values(versions ?? {}).map(({ check }) => check)]);
        const text = (of) => typeof of === 'string' ? of : of.text ? text(of.text) : of.image ? text(of.image.alt) : Object.values(of)[0];
        for (const set of quiz.querySelectorAll('.cb-asked[data-question]')) {
            const id = set.dataset.question;
            const question = all.flatMap(check => check?.questions ?? []).find(question => question.id === id);
            const { kind = 'choice', answer, answers = [], matches } = question;
            const css = `.cb-asked[data-question='${id}']`;
            const boxes = [...set.querySelectorAll('input')];
            const box = (value, how) => {
                const at = boxes.findIndex(box => box.value === value);
                return boxes[at].checked ? null : [how, `${css} input`, at];
            };
            const right = answers.filter(({ correct }) => correct).map(text);
            const typed = (text) => boxes[0].value ? null : ['textbox', `${css} input`, 0, text];
            const fields = [...set.querySelectorAll('select')];
            const items = [...set.querySelectorAll('li')].map(({ dataset }) => dataset.value);
            const wrong = items.findIndex((item, at) => item !== text(answers[at]));
            const next = {
                choice: () => box(right[0], 'radio'),
                choices: () => right.map(value => box(value, 'checkbox')).find(Boolean),
                true_false: () => box(String(answer), 'radio'),
                confidence: () => boxes.some(({ checked }) => checked) ? null : ['radio', `${css} input`, 3],
                number: () => typed(String(answer)),
                text: () => typed(text(answers[0] ?? answer)),
                gap: () => typed(text(answers[0] ?? answer)),
                // What belongs here goes up by one.
                order: () => wrong < 0 ? null : ['button', `${css} li:nth-child(${items.indexOf(text(answers[wrong])) + 1}) button`, 0],
                match: () => fields.map(({ value }, at) => value ? null : ['combobox', `${css} select`, at, text(matches[at])]).find(Boolean),
            }[kind]();
            if (next) return next;
        }
        // One question at a time.
        if (quiz.querySelector('[data-action=next]')) return ['button', '.cb-quiz [data-action=next]', 0];
        return quiz.querySelector('[data-action=answer]:not([aria-disabled])') ? ['button', '.cb-quiz [data-action=answer]', 0] : null;
    };";

impl<'v> Learner<'v> {
    pub fn new(visit: &'v Visit, way: Way) -> Self {
        if way == Way::List {
            visit.click_one(".cb-switch button:last-child");
            visit.one(".cb-item[data-activity]");
        }
        Learner {
            visit,
            way,
            left: BTreeSet::new(),
        }
    }

    /// Works until the board is complete. Where nothing is left to do alone, somebody else's events come in: a teacher
    /// approves what waits, and checks are taken elsewhere.
    pub fn finish(&mut self) {
        for _ in 0..60 {
            if self.visit.hook("state") == "complete" {
                return;
            }
            match self.next() {
                Some(activity) => {
                    let came = self.work(&activity);
                    match came {
                        Came::Done | Came::Back => {}
                        _ => {
                            self.left.insert(activity);
                        }
                    }
                }
                None => self.helped(),
            }
        }
        panic!("not finished; the page says:\n{}", self.visit.text());
    }

    /// What to do next: what the page names as missing, else the first tile that can be worked on.
    fn next(&self) -> Option<String> {
        let body = "
            const tiles = [...document.querySelectorAll('[data-activity][data-state]')];
            const byTitle = new Map(tiles.map(tile => [tile.querySelector('.cb-name').textContent, tile]));
            const named = [...document.querySelectorAll('.cb-rule a')].map(link => byTitle.get(link.textContent));
            const open = (tile) => tile && ['open', 'chosen', 'started', 'returned'].includes(tile.dataset.state);
            const must = tiles.filter(tile => tile.querySelector('[data-flag=required]'));
            return [...named, ...must, ...tiles].filter(open).map(tile => tile.dataset.activity);";
        let found = self.visit.script(body, &[]);
        let ids = found.as_array().expect("a list of activities");
        ids.iter()
            .filter_map(Value::as_str)
            .find(|id| !self.left.contains(*id))
            .map(str::to_string)
    }

    /// Opens an activity, does all that can be done there, and closes it.
    pub fn work(&self, activity: &str) -> Came {
        self.open(activity);
        let came = self.work_in_panel(activity);
        if came != Came::Back {
            self.close(activity);
        }
        came
    }

    /// Opens an activity's panel.
    pub fn open(&self, activity: &str) {
        let css = format!("[data-activity='{activity}']");
        self.visit.known(&css, 0, "button");
        match self.way {
            Way::Mouse | Way::List => self.visit.click_nth(&css, 0),
            Way::Keyboard => {
                self.walk_to(activity);
                self.visit.press(&[Key::Enter]);
            }
        }
        self.visit.one("dialog.cb-sheet[open]:not([data-coming])");
    }

    /// Closes the panel; whoever came by keyboard stands where they were before.
    pub fn close(&self, activity: &str) {
        match self.way {
            Way::Mouse | Way::List => self.visit.click_nth("dialog.cb-sheet .cb-strip button", 0),
            Way::Keyboard => self.visit.press(&[Key::Escape]),
        }
        self.visit.wait_for("the panel to close", || {
            !self.visit.there("dialog.cb-sheet[open]")
        });
        if self.way == Way::Keyboard {
            self.visit
                .wait_for(&format!("the focus to return to {activity}"), || {
                    self.focus()["activity"] == activity
                });
        }
    }

    fn work_in_panel(&self, activity: &str) -> Came {
        let mut panel = self.panel_after(&Value::Null, activity);
        // Each round does one thing; no panel asks for more than this.
        for _ in 0..40 {
            if panel["asks"] == true {
                self.use_nth("dialog.cb-question[open] button", 0, Key::Enter);
                return Came::Warned;
            }
            match panel["state"].as_str().unwrap_or_default() {
                "done" => return Came::Done,
                "waiting" => return Came::Waiting,
                "locked" => return Came::Stuck,
                _ => {}
            }
            if let Some(at) = panel["step"].as_u64() {
                self.use_nth("dialog.cb-sheet [data-action=step]", at, Key::Space);
            } else if panel["text"] == true {
                self.write();
            } else if panel["link"] == true {
                self.type_into("#cb-link", "https://www.nasa.gov/");
            } else if let Some(accept) = panel["file"].as_str() {
                self.hand_over(accept);
            } else if panel["check"].is_array() {
                self.answer(&panel["check"]);
            } else if panel["within"] == true {
                self.work_within(activity);
                return Came::Back;
            } else if let Some(action) = panel["action"].as_str() {
                let css = format!("dialog.cb-sheet [data-action={action}]");
                self.use_nth(&css, 0, Key::Enter);
            } else {
                return Came::Stuck;
            }
            panel = self.panel_after(&panel, activity);
        }
        panic!("{activity} never came to an end: {panel}");
    }

    /// Opens the board that an activity is, finishes it, and comes back.
    fn work_within(&self, activity: &str) {
        let board = || self.visit.hook("board");
        let outer = board();
        let shown =
            "return document.querySelector('dialog.cb-sheet [data-inner=open]').checkVisibility()";
        self.visit.wait_for("the way in", || {
            self.visit.script(shown, &[]) == json!(true)
        });
        self.use_nth("dialog.cb-sheet [data-inner=open]", 0, Key::Enter);
        self.visit.wait_for("the board within", || {
            self.visit.there(STANDS) && board() != outer
        });
        Learner::new(self.visit, self.way).finish();
        self.visit.wait_for_hook("saved", "device");
        self.visit.known("[data-inner=back]", 0, "link");
        match self.way {
            Way::Mouse | Way::List => self.visit.click_nth("[data-inner=back]", 0),
            Way::Keyboard => {
                self.tab_to("[data-inner=back]", 0);
                self.visit.press(&[Key::Enter]);
            }
        }
        self.visit.wait_for("the board around it", || {
            self.visit.there(STANDS) && board() == outer
        });
        if self.way == Way::List && !self.visit.there(".cb-item[data-activity]") {
            self.visit.click_one(".cb-switch button:last-child");
            self.visit.one(".cb-item[data-activity]");
        }
        self.visit.wait_for_state(activity, "done");
    }

    /// What the panel offers once it has taken what was done.
    fn panel_after(&self, before: &Value, activity: &str) -> Value {
        let mut panel = Value::Null;
        self.visit
            .wait_for(&format!("{activity} to take it: {before}"), || {
                panel = self.panel();
                !panel.is_null() && panel != *before
            });
        panel
    }

    /// What the panel offers now, the next thing first; and whether it asks something first. Nothing while it is being drawn.
    fn panel(&self) -> Value {
        let body = "
            const panel = document.querySelector('dialog.cb-sheet[open]:has(.cb-strip .cb-state)');
            if (!panel) return null;
            const offered = (name) => panel.querySelector(`[data-action=${name}]:not([aria-disabled=true], :disabled)`);
            const steps = [...panel.querySelectorAll('[data-action=step]')];
            const step = steps.findIndex(step => !step.checked && !step.disabled);
            const empty = (id) => {
                const field = panel.querySelector(id);
                return field !== null && !field.readOnly && field.value === '';
            };
            const begin = ['choose', 'start'].find(offered);
            const file = panel.querySelector('input[type=file]');
            const handed = panel.querySelector('section[aria-labelledby=cb-hand-h] li') !== null;
            const begun = !begin;
            return {
                asks: document.querySelector('dialog.cb-question[open]') !== null,
                state: panel.querySelector('.cb-strip .cb-state').dataset.state,
                step: begun && step >= 0 ? step : null,
                text: begun && empty('#cb-answer'),
                link: begun && empty('#cb-link'),
                file: begun && file && !handed ? file.accept : null,
                check: begun ? await toAnswer() : null,
                within: begun && !offered('done') && panel.querySelector('[data-inner=open]') !== null,
                // What has been handed in can be handed in again, for ever.
                action: begin ?? (panel.querySelector('.cb-before') ? ['done'] : ['submit', 'done']).find(offered) ?? null,
            };";
        let body = format!("{CHECK} return (async () => {{ {body} }})();");
        self.visit.script(&body, &[])
    }

    /// One thing of a quick check.
    fn answer(&self, next: &Value) {
        let css = next[1].as_str().unwrap();
        let at = next[2].as_u64().unwrap();
        let text = next[3].as_str().unwrap_or_default();
        match next[0].as_str().unwrap() {
            "button" => self.use_nth(css, at, Key::Enter),
            "checkbox" => self.use_nth(css, at, Key::Space),
            "textbox" => self.type_into(css, text),
            // Of round buttons Tab stops at one; the arrows go on.
            "radio" if self.way == Way::Keyboard => {
                self.visit.known(css, at, "radio");
                self.tab_to(css, 0);
                self.visit.press(&[Key::Space]);
                self.visit.press(&vec![Key::Down; at as usize]);
            }
            "radio" => {
                self.visit.known(css, at, "radio");
                self.visit.click_nth(css, at);
            }
            // A list takes the one that begins with what is typed.
            _ => {
                self.visit.known(css, at, "combobox");
                match self.way {
                    Way::Keyboard => self.tab_to(css, at),
                    _ => self.visit.click_nth(css, at),
                }
                self.visit.browser.type_text(text).unwrap();
                // A list that stands open takes what is marked in it.
                if self.way != Way::Keyboard {
                    self.visit.press(&[Key::Enter]);
                }
            }
        }
    }

    /// Presses a button or ticks a box: clicks it, or goes there by Tab and presses the key.
    fn use_nth(&self, css: &str, at: u64, key: Key) {
        let role = match key {
            Key::Space => "checkbox",
            _ => "button",
        };
        self.visit.known(css, at, role);
        match self.way {
            Way::Mouse | Way::List => self.visit.click_nth(css, at),
            Way::Keyboard => {
                self.tab_to(css, at);
                self.visit.press(&[key]);
            }
        }
    }

    /// Writes sentences until the page counts as many words as it asks for; one where it does not count.
    fn write(&self) {
        let sentence = "A drop of water goes up, forms a cloud and comes down again. ";
        let before = self.counted();
        self.type_into("#cb-answer", sentence);
        let mut counted = self.counted_after(&before);
        for _ in 0..20 {
            if counted["enough"] == true {
                return;
            }
            self.visit.browser.type_text(sentence).unwrap();
            counted = self.counted_after(&counted);
        }
        panic!("never enough words: {}", self.counted());
    }

    /// What the page counts once it counts anew; at once where it does not count.
    fn counted_after(&self, before: &Value) -> Value {
        let mut counted = Value::Null;
        self.visit.wait_for("the words to be counted", || {
            counted = self.counted();
            counted != *before || counted["says"] == ""
        });
        counted
    }

    /// How many words the page counts, as it says so, and whether they are enough.
    fn counted(&self) -> Value {
        let body = "
            const count = document.querySelector('#cb-answer-n > span:not(.cb-saved)');
            return { says: count?.textContent ?? '', enough: !count || 'met' in count.dataset };";
        self.visit.script(body, &[])
    }

    fn type_into(&self, css: &str, text: &str) {
        self.visit.known(css, 0, "textbox");
        match self.way {
            Way::Mouse | Way::List => self.visit.click_nth(css, 0),
            Way::Keyboard => self.tab_to(css, 0),
        }
        self.visit.browser.type_text(text).unwrap();
    }

    /// Picks a file. The device's own file chooser is out of any driver's reach, so the field is given the file.
    fn hand_over(&self, accept: &str) {
        let name = if accept.starts_with("image") {
            "drawing.png"
        } else {
            "notes.txt"
        };
        let path = xtask::root().join("tests/pages/files").join(name);
        let path = path.display().to_string();
        self.visit
            .fill_one("dialog.cb-sheet input[type=file]", &path);
        // Meanwhile other things in the panel change, and it is not to be picked again.
        self.visit
            .one("dialog.cb-sheet section[aria-labelledby=cb-hand-h] li");
    }

    /// Tab, until what is at this place among the elements that match a selector has the focus: as often as there are stops
    /// on the way, then a look where that led.
    pub fn tab_to(&self, css: &str, at: u64) {
        let way = format!(
            "{STOPS} return stopsTo(document.querySelectorAll(arguments[0])[arguments[1]]);"
        );
        let mut pressed = 0;
        while pressed < 120 {
            let mut stops = Value::Null;
            self.visit.wait_for(css, || {
                stops = self.visit.script(&way, &[json!(css), json!(at)]);
                !stops.is_null()
            });
            let stops = stops.as_u64().unwrap_or(1) as usize;
            if stops == 0 {
                return;
            }
            self.visit.press(&vec![Key::Tab; stops]);
            pressed += stops;
        }
        panic!(
            "not reached by Tab: {css} {at}; the focus is on {}",
            self.focus()
        );
    }

    /// Tab into the board, then arrows in a grid and Tab elsewhere, until an activity has the focus.
    fn walk_to(&self, activity: &str) {
        let way = format!("{STOPS} {STEPS}");
        for _ in 0..200 {
            let steps = self.visit.script(&way, &[json!(activity)]);
            let times = steps[1].as_u64().unwrap_or(1) as usize;
            if times == 0 {
                return;
            }
            let key = match steps[0].as_str() {
                Some("down") => Key::Down,
                Some("up") => Key::Up,
                Some("before") => Key::PageUp,
                Some("after") => Key::PageDown,
                Some("right") => Key::Right,
                Some("left") => Key::Left,
                _ => Key::Tab,
            };
            self.visit.press(&vec![key; times]);
        }
        panic!(
            "{activity} was not reached by keys; the focus is on {}",
            self.focus()
        );
    }

    /// What has the focus.
    fn focus(&self) -> Value {
        let body = "const at = document.activeElement;
            return { activity: at.dataset.activity ?? null, name: at.tagName + ' ' + at.textContent.slice(0, 40) }";
        self.visit.script(body, &[])
    }

    /// A teacher says a code word, and the learner types it where it is asked for.
    fn says_word(&self) -> bool {
        let board = self.visit.hook("board");
        let Some((_, activity, word)) = WORDS.iter().find(|(of, ..)| *of == board) else {
            return false;
        };
        if self.visit.state(activity) != "locked" {
            return false;
        }
        self.open(activity);
        let asks = self.visit.there(WORD);
        if asks {
            self.type_into(WORD, word);
            self.visit.press(&[Key::Enter]);
            // Right words take their field away, also where something else is still to do.
            self.visit
                .wait_for("the word to be taken", || !self.visit.there(WORD));
        }
        self.close(activity);
        asks
    }

    /// Activities with a check that is answered here: nobody else takes it for the learner.
    fn checked(&self) -> BTreeSet<String> {
        let body = "return (async () => {
            const board = await (await fetch(new URLSearchParams(location.search).get('board'))).json();
            const asks = (of) => of.check?.questions?.length > 0;
            return board.activities.filter(of => asks(of) || Object.values(of.versions ?? {}).some(asks)).map(({ id }) => id);
        })();";
        let found = self.visit.script(body, &[]);
        let ids = found.as_array().expect("a list of activities").iter();
        ids.filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// A teacher says a code word, or approves what waits; a check without questions of its own, taken elsewhere, comes in: as a file.
    fn helped(&mut self) {
        if self.says_word() {
            self.left.clear();
            return;
        }
        let checked = self.checked();
        let states = self.visit.states();
        let states = states.as_object().expect("states by activity");
        let mut events = Vec::new();
        for (activity, state) in states {
            match state.as_str() {
                Some("waiting") => events.push(json!({
                    "type": "approve", "activity": activity, "by": { "role": "teacher", "id": "t-1" }
                })),
                Some("started" | "returned") if !checked.contains(activity) => events.push(json!({
                    "type": "answer", "activity": activity, "score": 100, "by": { "role": "learner", "id": "u-17" }
                })),
                _ => {}
            }
        }
        assert!(
            !events.is_empty(),
            "stuck, and nobody can help; the page says:\n{}",
            self.visit.text()
        );
        self.visit.bring_in(&mut events);
        self.left.clear();
    }
}
