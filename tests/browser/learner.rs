//! A learner who works through a board by what the page says: follows the sentence that says what is missing, opens
//! activities, does what the panel offers, and heeds its warnings. Knows no rules.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use xtask::driver::{Element, Key};

use super::visit::Visit;

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
}

/// A learner at a board.
pub struct Learner<'v> {
    pub visit: &'v Visit,
    pub way: Way,
    /// Activities not to be tried again for now.
    left: BTreeSet<String>,
}

impl<'v> Learner<'v> {
    pub fn new(visit: &'v Visit, way: Way) -> Self {
        if way == Way::List {
            visit.click(&visit.one(".cb-switch button:last-child"));
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
                    if came != Came::Done {
                        self.left.insert(activity);
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
        self.close(activity);
        came
    }

    /// Opens an activity's panel.
    pub fn open(&self, activity: &str) {
        let css = format!("[data-activity='{activity}']");
        match self.way {
            Way::Mouse | Way::List => self.visit.click(&self.visit.one(&css)),
            Way::Keyboard => {
                self.walk_to(activity);
                self.visit.press(&[Key::Enter]);
            }
        }
        self.visit.one("dialog.cb-sheet[open]");
    }

    /// Closes the panel; whoever came by keyboard stands where they were before.
    pub fn close(&self, activity: &str) {
        match self.way {
            Way::Mouse | Way::List => self
                .visit
                .click(&self.visit.one("dialog.cb-sheet header button")),
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
        // Each round does one thing; no panel asks for more than this.
        for _ in 0..40 {
            let panel = self.panel();
            match panel["state"].as_str().unwrap_or_default() {
                "done" => return Came::Done,
                "waiting" => return Came::Waiting,
                "locked" => return Came::Stuck,
                _ => {}
            }
            if let Some(at) = panel["step"].as_u64() {
                self.use_nth("dialog.cb-sheet [data-action=step]", at, Key::Space);
            } else if panel["text"] == true {
                self.type_into(
                    "#cb-answer",
                    &"A drop of water goes up, forms a cloud and comes down again. ".repeat(17),
                );
            } else if panel["link"] == true {
                self.type_into("#cb-link", "https://www.nasa.gov/");
            } else if let Some(accept) = panel["file"].as_str() {
                self.hand_over(accept);
            } else if let Some(action) = panel["action"].as_str() {
                self.use_nth(
                    &format!("dialog.cb-sheet [data-action={action}]"),
                    0,
                    Key::Enter,
                );
                if self.visit.there("dialog.cb-question[open]") {
                    self.use_nth("dialog.cb-question[open] button", 0, Key::Enter);
                    return Came::Warned;
                }
            } else {
                return Came::Stuck;
            }
            let before = panel.to_string();
            self.visit
                .wait_for(&format!("{activity} to take it: {before}"), || {
                    self.panel() != before
                });
        }
        panic!("{activity} never came to an end: {}", self.panel());
    }

    /// What the panel offers now, the next thing first.
    fn panel(&self) -> Value {
        let body = "
            const panel = document.querySelector('dialog.cb-sheet[open]');
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
                state: panel.querySelector('header .cb-state').dataset.state,
                step: begun && step >= 0 ? step : null,
                text: begun && empty('#cb-answer'),
                link: begun && empty('#cb-link'),
                file: begun && file && !handed ? file.accept : null,
                // What has been handed in can be handed in again, for ever.
                action: begin ?? (panel.querySelector('.cb-before') ? ['done'] : ['submit', 'done']).find(offered) ?? null,
            };";
        self.visit.script(body, &[])
    }

    /// Presses a button or ticks a box: clicks it, or goes there by Tab and presses the key.
    fn use_nth(&self, css: &str, at: u64, key: Key) {
        let element = self.visit.browser.all(css).unwrap().remove(at as usize);
        match self.way {
            Way::Mouse | Way::List => self.visit.click(&element),
            Way::Keyboard => {
                self.tab_to(&element);
                self.visit.press(&[key]);
            }
        }
    }

    fn type_into(&self, css: &str, text: &str) {
        let field = self.visit.one(css);
        match self.way {
            Way::Mouse | Way::List => self.visit.click(&field),
            Way::Keyboard => self.tab_to(&field),
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
        let field = self.visit.one("dialog.cb-sheet input[type=file]");
        self.visit
            .browser
            .fill(&field, &path.display().to_string())
            .unwrap();
    }

    /// Tab, until an element has the focus.
    pub fn tab_to(&self, element: &Element) {
        for _ in 0..120 {
            if self
                .visit
                .browser
                .focused()
                .is_ok_and(|focused| focused == *element)
            {
                return;
            }
            self.visit.press(&[Key::Tab]);
        }
        panic!("not reached by Tab: {:?}", self.visit.browser.name(element));
    }

    /// Tab into the board, then arrows in a grid and Tab elsewhere, until an activity has the focus.
    fn walk_to(&self, activity: &str) {
        for _ in 0..200 {
            let focus = self.focus();
            if focus["activity"] == activity {
                return;
            }
            let step = self.visit.script(
                "
                const here = document.activeElement.closest('[data-activity]');
                const there = document.querySelector(`[data-activity='${arguments[0]}']`);
                const grid = there.closest('[role=grid]');
                if (!grid || !here || here.closest('[role=grid]') !== grid) return 'tab';
                const rows = [...grid.querySelectorAll('[role=row]')];
                const place = (tile) => {
                    const row = rows.indexOf(tile.closest('[role=row]'));
                    return [row, [...rows[row].querySelectorAll('[data-activity]')].indexOf(tile)];
                };
                const [[row, column], [toRow, toColumn]] = [place(here), place(there)];
                const turned = getComputedStyle(grid).direction === 'rtl';
                if (row !== toRow) return row < toRow ? 'down' : 'up';
                return (column < toColumn) !== turned ? 'right' : 'left';",
                &[json!(activity)],
            );
            self.visit.press(&[match step.as_str() {
                Some("down") => Key::Down,
                Some("up") => Key::Up,
                Some("right") => Key::Right,
                Some("left") => Key::Left,
                _ => Key::Tab,
            }]);
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

    /// A teacher approves what waits, a check taken on another device comes in: as a file.
    fn helped(&mut self) {
        let states = self.visit.states();
        let states = states.as_object().expect("states by activity");
        let mut events = Vec::new();
        for (activity, state) in states {
            match state.as_str() {
                Some("waiting") => events.push(json!({
                    "type": "approve", "activity": activity, "by": { "role": "teacher", "id": "t-1" }
                })),
                Some("started" | "returned") => events.push(json!({
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
        let before = self.visit.states();
        self.visit.bring_in(&mut events);
        self.visit.wait_for("the file to be taken in", || {
            self.visit.states() != before
                || self.visit.hook("state") == "complete"
                || self.next().is_none()
        });
        self.left.clear();
    }
}
