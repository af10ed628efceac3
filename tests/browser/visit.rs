//! A visit to the page: a site of its own, a window with storage of its own, and what one can see and do there.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use xtask::driver::{Browser, Element, Engine, Key, unless_gone, unless_hidden};
use xtask::site::{Bent, Site};

/// How long the page may take for anything, on a busy machine. What goes well never waits so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// Files of this process so far: tests run at the same time.
static FILES: AtomicU64 = AtomicU64::new(0);

/// One driver for all tests that run at the same time; it ends with the last of them.
static ENGINE: Mutex<Weak<Engine>> = Mutex::new(Weak::new());

/// A board that can be used: what one clicks on is drawn a frame after the page.
pub const STANDS: &str = ".cb[data-board] :is([data-ix], .cb-empty)";

/// Shown elements that match a selector, first those whose text or label is the name looked for: each is then asked for its
/// role and name, and that takes a while.
const LIKELY_FIRST: &str = "
    const [css, name] = arguments;
    const likely = (element) => [element.textContent, element.ariaLabel].some(text => text?.trim() === name);
    const shown = [...document.querySelectorAll(css)].filter(element => element.checkVisibility());
    return [...shown.filter(likely), ...shown.filter(element => !likely(element))];";

/// `page` has all that it fetches by itself after the first screen: the second part of the program, its sheets and its icons.
pub const WHOLE: &str = "
    const sheets = [...page.styleSheets].map(({ href }) => href ?? '');
    return page.defaultView.choiceboardRest?.exports?.rest_ready?.value === 1
        && !!page.defaultView.customElements.get('cb-printer')
        && sheets.some((href) => href.includes('/later-'))
        && sheets.some((href) => href.includes('/print-'))
        && page.querySelectorAll('.cb-sprite').length > 1;";

/// From here on notes in `page` what is said of where the work is: some of it stands for a second only.
pub const NOTE_SAVED: &str = "
    const root = page.querySelector('.cb[data-board]'), here = page.defaultView;
    here.noted = [root.dataset.saved];
    new here.MutationObserver(() => here.noted.push(root.dataset.saved)).observe(root, { attributes: true, attributeFilter: ['data-saved'] });
    return true;";

/// Since then the work was on the device alone, and now the LMS has it.
pub const SAVED_ANEW: &str = "const { noted } = page.defaultView; return noted.includes('device') && noted.at(-1) === 'confirmed';";

/// Every piece of the log on the local shelf is in the database with the same text.
const MIRRORED: &str = "
    return (async () => {
        const ask = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = reject; });
        const opening = indexedDB.open('choiceboard');
        // Not there yet: the page makes it.
        opening.onupgradeneeded = () => opening.transaction.abort();
        const database = await ask(opening).catch(() => null);
        if (!database) return 'no database';
        const store = database.transaction('texts').objectStore('texts');
        const keys = Object.keys(localStorage).filter((key) => key.includes('/log/'));
        const texts = await Promise.all(keys.map((key) => ask(store.get(key))));
        database.close();
        const missing = keys.filter((key, at) => texts[at] !== localStorage[key]);
        return keys.length > 0 && missing.length === 0 || missing;
    })()";

/// A site and a window. Dropping it checks nothing: call [`Visit::end`].
pub struct Visit {
    pub site: Arc<Site>,
    pub browser: Browser,
}

impl Visit {
    /// A window of a school laptop, on the plain site.
    pub fn new() -> Visit {
        Visit::bent(|_| None)
    }

    /// The same, on a site with some answers bent.
    pub fn bent(bend: impl Fn(&str) -> Option<Bent> + Send + Sync + 'static) -> Visit {
        let dist = dist();
        assert!(
            dist.join("index.html").is_file(),
            "no built page in {}: run `cargo xtask test`",
            dist.display()
        );
        Visit::at(Arc::new(Site::open(&dist, 0, bend).unwrap()))
    }

    /// A window with storage of its own, on a site that others may visit too.
    pub fn at(site: Arc<Site>) -> Visit {
        let browser = Browser::open(&engine(), (1366, 768)).unwrap();
        Visit { site, browser }
    }

    /// The same, on a site whose page runs a script of ours before anything of its own.
    pub fn rigged(script: &'static str) -> Visit {
        let page = std::fs::read_to_string(dist().join("index.html")).unwrap();
        let page = page.replacen("<head>", "<head><script src=\"rig.js\"></script>", 1);
        Visit::bent(move |url| match url.split('?').next() {
            Some("/index.html") => Some(Bent::Says(
                200,
                "text/html; charset=utf-8",
                page.clone().into(),
            )),
            Some("/rig.js") => Some(Bent::Says(200, "text/javascript", script.into())),
            _ => None,
        })
    }

    /// The plain site with one more board, under `made.json`.
    pub fn with_board(board: impl Into<Vec<u8>>) -> Visit {
        let board = board.into();
        Visit::bent(move |url| {
            (url == "/made.json").then(|| Bent::Says(200, "application/json", board.clone()))
        })
    }

    /// Opens a board as a learner, and waits until it can be used.
    pub fn open(&self, board: &str, learner: &str) {
        self.go(&format!("index.html?board={board}&learner={learner}"));
        self.wait_for("the board", || self.there(STANDS));
    }

    /// Goes to any page of the site.
    pub fn go(&self, path: &str) {
        self.browser.go(&self.site.url(path)).unwrap();
    }

    /// Leaves the page for another one of the same site, so that its storage can be got at behind its back.
    pub fn leave(&self) {
        self.go("icons.license.txt");
        // There may be nothing at that address: any page of the same origin without the program will do.
        self.errors();
    }

    /// Loads the page again, and waits until the board can be used.
    pub fn reload(&self) {
        self.browser.reload().unwrap();
        self.wait_for("the board", || self.there(STANDS));
    }

    /// Ends the visit: the policy stopped nothing, and nothing went wrong in the console.
    pub fn end(self) {
        self.end_without("");
    }

    /// Ends a visit in which requests were refused: what the browser says of them in its console is not of the page's making, and one more may
    /// have been refused this moment.
    pub fn end_in_trouble(self) {
        let stopped = self.site.violations();
        assert!(stopped.is_empty(), "stopped by the policy: {stopped:#?}");
    }

    /// Ends a visit in which this file did not come: the browser's own line about it is all that went wrong.
    pub fn end_without(self, file: &str) {
        let stopped = self.site.violations();
        assert!(stopped.is_empty(), "stopped by the policy: {stopped:#?}");
        let mut wrong = self.errors();
        wrong.retain(|line| file.is_empty() || !line.contains(file));
        assert!(wrong.is_empty(), "in the console: {wrong:#?}");
    }

    /// Errors in the console since the last call.
    pub fn errors(&self) -> Vec<String> {
        let mut lines = self.browser.console().unwrap();
        // A bare text has no icon, and browsers ask for one whenever they like; the page itself names its own.
        lines.retain(|line| line.starts_with("SEVERE") && !line.contains("/favicon.ico "));
        lines
    }

    /// What axe looks for is not there.
    pub fn faultless(&self) {
        assert_eq!(self.faults(), Vec::<String>::new());
    }

    /// Whether the page would have to be scrolled sideways.
    pub fn sideways(&self) -> bool {
        let body = "return document.documentElement.scrollWidth > innerWidth";
        self.script(body, &[]).as_bool().expect("yes or no")
    }

    /// Does an activity that asks for nothing, from its panel, and closes that.
    pub fn finish(&self, activity: &str) {
        self.click_one(&format!("[data-activity={activity}]"));
        self.click_one("[data-action=choose]");
        self.click_one("[data-action=done]:not([aria-disabled=true])");
        self.wait_for_state(activity, "done");
        self.click_one("dialog.cb-sheet .cb-strip button");
    }

    /// Starts an activity that asks for a text, and hands one in.
    pub fn hand_in(&self, activity: &str, text: &str) {
        self.click_one(&format!("[data-activity={activity}]"));
        self.click_one("[data-action=start]");
        self.wait_for_state(activity, "started");
        self.fill_one("#cb-answer", text);
        self.click_one("[data-action=submit]:not([aria-disabled=true])");
        self.wait_for_text(&says("panel-handed-in"));
    }

    /// Waits until something holds.
    pub fn wait_for(&self, what: &str, mut holds: impl FnMut() -> bool) {
        self.wait_until(what, || holds().then_some(()).ok_or(String::new()));
    }

    /// Waits until a script answers with this: all that belongs together is asked in one script, for the page may move between two.
    pub fn wait_for_answer(&self, body: &str, arguments: &[Value], answer: &Value) {
        self.wait_until(body, || {
            let said = self.script(body, arguments);
            (said == *answer)
                .then_some(())
                .ok_or(format!("{said} is not {answer}"))
        });
    }

    /// Waits until something holds, or has come, that says why it does not yet.
    pub fn wait_until<T>(&self, what: &str, mut holds: impl FnMut() -> Result<T, String>) -> T {
        let begun = Instant::now();
        loop {
            let why = match holds() {
                Ok(found) => return found,
                Err(why) => why,
            };
            if begun.elapsed() > PATIENCE {
                let focus = "return document.activeElement?.outerHTML.slice(0, 200)";
                panic!(
                    "the page says:\n{}\nand the console: {:#?}\nwith the focus on {}\nwaited in vain for {what}\n{why}",
                    self.text(),
                    self.browser.console(),
                    self.script(focus, &[])
                );
            }
            thread::sleep(until_next_look(begun));
        }
    }

    /// Waits until the page has all that it fetches by itself after the first screen: nothing of it moves or dresses anything any more.
    pub fn wait_whole(&self) {
        let body = format!("const page = document; {WHOLE}");
        self.wait_for("the rest of the page", || {
            self.script(&body, &[]) == json!(true)
        });
    }

    /// Waits until the database has what the local shelf holds of the work: that follows at once, but not in the same turn.
    pub fn wait_for_mirror(&self) {
        self.wait_for_answer(MIRRORED, &[], &json!(true));
    }

    /// Lets the page be, for what cannot be seen from outside.
    pub fn pause(&self, milliseconds: u64) {
        thread::sleep(Duration::from_millis(milliseconds));
    }

    /// All text that is shown.
    pub fn text(&self) -> String {
        let text = self.script("return document.body.innerText", &[]);
        text.as_str().unwrap_or_default().to_string()
    }

    /// Waits until the page shows a text.
    pub fn wait_for_text(&self, text: &str) {
        self.wait_for(&format!("{text:?}"), || self.text().contains(text));
    }

    /// The text of the first element that matches a selector, once it has any.
    pub fn text_of(&self, css: &str) -> String {
        let body = "return document.querySelector(arguments[0])?.innerText ?? ''";
        let mut text = String::new();
        self.wait_for(&format!("a text in {css}"), || {
            let found = self.script(body, &[json!(css)]);
            text = found.as_str().unwrap_or_default().to_string();
            !text.is_empty()
        });
        text
    }

    /// Something matches this selector.
    pub fn there(&self, css: &str) -> bool {
        self.script(
            "return document.querySelector(arguments[0]) !== null",
            &[json!(css)],
        ) == json!(true)
    }

    /// The first element that matches this selector, waited for.
    pub fn one(&self, css: &str) -> Element {
        self.nth(css, 0)
    }

    /// The element at this place, from 0, among those that match this selector; waited for.
    pub fn nth(&self, css: &str, at: u64) -> Element {
        let body = "return document.querySelectorAll(arguments[0])[arguments[1]] ?? null";
        let arguments = [json!(css), json!(at)];
        let mut found = None;
        self.wait_for(css, || {
            found = self.browser.found(body, &arguments).unwrap();
            found.is_some()
        });
        found.expect("waited for")
    }

    /// The shown element with this role and name, as assistive technology sees them; waited for.
    pub fn by(&self, role: &str, name: &str) -> Element {
        let begun = Instant::now();
        loop {
            if let Some(found) = self.find(role, name) {
                return found;
            }
            if begun.elapsed() > PATIENCE {
                panic!("no {role} named {name:?}; the page says:\n{}", self.text());
            }
            thread::sleep(until_next_look(begun));
        }
    }

    /// The shown element with this role and name, if it is there now.
    pub fn find(&self, role: &str, name: &str) -> Option<Element> {
        let arguments = [json!(candidates(role)), json!(name)];
        let candidates = self.browser.elements(LIKELY_FIRST, &arguments).ok()?;
        candidates.into_iter().find(|element| {
            self.browser.name(element).is_ok_and(|found| found == name)
                && self.browser.role(element).is_ok_and(|found| found == role)
        })
    }

    /// Clicks what has this role and name; waited for. Parts of the page are made anew now and then: what was found and is gone
    /// when it is clicked is looked for again.
    pub fn click_by(&self, role: &str, name: &str) {
        let what = format!("a click on the {role} named {name:?}");
        self.wait_until(&what, || {
            let clicked = self.browser.click(&self.by(role, name));
            unless_hidden(clicked).unwrap()?.ok_or("it is gone".into())
        });
    }

    /// Clicks the first of the elements that match a selector; waited for.
    pub fn click_one(&self, css: &str) {
        self.click_nth(css, 0);
    }

    /// Clicks what is at this place, from 0, among the elements that match a selector; waited for.
    pub fn click_nth(&self, css: &str, at: u64) {
        self.wait_until(&format!("a click on {css}"), || {
            let clicked = unless_hidden(self.browser.click_at(css, at)).unwrap()?;
            let is_there = clicked.unwrap_or(false);
            is_there.then_some(()).ok_or("it is not there".into())
        });
    }

    /// What is at this place, from 0, among the elements that match a selector is what assistive technology takes it for: it has this
    /// role, and a name.
    pub fn known(&self, css: &str, at: u64, role: &str) {
        self.wait_for(&format!("{css} {at} to be a {role} with a name"), || {
            let element = self.nth(css, at);
            // Rows that are not in sight are not laid out, and the driver knows no roles in them.
            let _ = self.script(
                "document.querySelectorAll(arguments[0])[arguments[1]]?.scrollIntoView({ block: 'nearest' })",
                &[json!(css), json!(at)],
            );
            let heard = unless_gone(self.browser.role(&element)).unwrap();
            let name = unless_gone(self.browser.name(&element)).unwrap();
            heard.as_deref() == Some(role) && name.is_some_and(|name| !name.trim().is_empty())
        });
    }

    /// Types into the first field that matches a selector, or names a file to it; waited for.
    pub fn fill_one(&self, css: &str, text: &str) {
        self.wait_until(&format!("a field like {css}"), || {
            let filled = unless_hidden(self.browser.fill(&self.one(css), text)).unwrap()?;
            filled.ok_or("it is gone".into())
        });
    }

    /// Presses keys, wherever the focus is.
    pub fn press(&self, keys: &[Key]) {
        self.browser.press(keys).unwrap();
    }

    /// Runs the body of a function in the page.
    pub fn script(&self, body: &str, arguments: &[Value]) -> Value {
        self.browser.script(body, arguments).unwrap()
    }

    /// A stable hook of the player's root: `state`, `points`, `level`, `saved`.
    pub fn hook(&self, name: &str) -> String {
        let body = "return document.querySelector('.cb[data-board]')?.dataset[arguments[0]] ?? ''";
        let value = self.script(body, &[json!(name)]);
        value.as_str().unwrap_or_default().to_string()
    }

    /// Waits until a hook of the root has this value.
    pub fn wait_for_hook(&self, name: &str, value: &str) {
        self.wait_for(&format!("data-{name}={value}"), || self.hook(name) == value);
    }

    /// Where each activity stands, by id, as the tiles say.
    pub fn states(&self) -> Value {
        let body = "return Object.fromEntries([...document.querySelectorAll('[data-activity][data-state]')]
            .map(tile => [tile.dataset.activity, tile.dataset.state]))";
        self.script(body, &[])
    }

    /// Waits until all activities stand there.
    pub fn wait_for_states(&self, states: &Value) {
        self.wait_until("the same states", || {
            let now = self.states();
            (now == *states)
                .then_some(())
                .ok_or(format!("{now} is not {states}"))
        });
    }

    /// Where one activity stands.
    pub fn state(&self, activity: &str) -> String {
        self.states()[activity]
            .as_str()
            .unwrap_or_default()
            .to_string()
    }

    /// Waits until an activity stands there.
    pub fn wait_for_state(&self, activity: &str, state: &str) {
        self.wait_for(&format!("{activity} to be {state}"), || {
            self.state(activity) == state
        });
    }

    /// Takes in a file with these events, as from now; those without an id get one.
    pub fn bring_in(&self, events: &mut [Value]) {
        let body = "const now = Date.now();
            return [now, ...Array.from({ length: arguments[0] }, (_, at) => new Date(now + at).toISOString())]";
        let moments = self.script(body, &[json!(events.len())]);
        let now = moments[0].as_u64().expect("a time");
        for (at, event) in events.iter_mut().enumerate() {
            event["at"] = moments[at + 1].clone();
            if event["id"].is_null() {
                event["id"] = json!(format!("test-{now}-{at}"));
            }
        }
        let number = FILES.fetch_add(1, Ordering::Relaxed);
        let name = format!("choiceboard-{}-{number}.json", std::process::id());
        let file = std::env::temp_dir().join(name);
        std::fs::write(&file, json!(events).to_string()).unwrap();
        self.choose_file(&file);
        // What is stored is shown in the same turn.
        let ids: Vec<&Value> = events.iter().map(|event| &event["id"]).collect();
        let stored = "const kept = Object.entries(localStorage).filter(([key]) => key.includes('/log/')).map(([, text]) => text).join();
            return arguments[0].filter((id) => !kept.includes(id))";
        self.wait_for_answer(stored, &[json!(ids)], &json!([]));
    }

    /// Takes a file in through the menu.
    pub fn choose_file(&self, file: &Path) {
        self.click_one(".cb-tools > :last-child button[aria-expanded]");
        self.fill_one(".cb-menu input[type=file]", &file.display().to_string());
    }

    /// What the device asks for: `light` or `dark`, and `more` contrast or `no-preference`. Only Chromium can be told.
    pub fn look(&self, scheme: &str, contrast: &str) {
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-contrast", "value": contrast },
            // Colours that are on their way from one look to the next have no contrast of their own.
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        // Elsewhere the page is checked as it comes.
        let _ = self.browser.cdp(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        );
    }

    /// A screen of this width, as on a phone.
    pub fn narrow(&self, width: u32) {
        let metrics =
            json!({ "width": width, "height": 740, "deviceScaleFactor": 2, "mobile": true });
        match self
            .browser
            .cdp("Emulation.setDeviceMetricsOverride", metrics)
        {
            Ok(_) => self.wait_for_answer("return screen.width", &[], &json!(width)),
            Err(_) => self.browser.resize((width, 740)).unwrap(),
        }
    }

    /// What axe-core finds wrong with the page as it is now: rule, and where.
    pub fn faults(&self) -> Vec<String> {
        // What is still fading in has no colours of its own yet, and what comes with the rest of the program none without its sheet.
        let still = "const links = [...document.querySelectorAll('link[rel=stylesheet]')];
            const dressed = globalThis.choiceboardFiles || globalThis.choiceboardRest?.exports?.rest_ready?.value !== 1 || links.some(({ href }) => href.includes('later'));
            return dressed && links.every(({ sheet }) => sheet) && document.getAnimations().every((one) => one.playState !== 'running' || one.effect.getComputedTiming().endTime === Infinity)";
        self.wait_for("the page to be still", || {
            self.script(still, &[]) == json!(true)
        });
        // Half a megabyte: once for each page that is loaded.
        if self.script("return typeof axe === 'undefined'", &[]) == json!(true) {
            let axe = xtask::root().join("node_modules/axe-core/axe.min.js");
            self.script(&std::fs::read_to_string(axe).unwrap(), &[]);
        }
        let body = "return axe.run(document, { resultTypes: ['violations'] }).then(found => found.violations.flatMap(fault =>
            fault.nodes.map(node => fault.id + ': ' + node.target.join(' ') + ': ' + node.failureSummary)))";
        let faults = self.script(body, &[]);
        let faults = faults.as_array().expect("axe answers with a list");
        faults
            .iter()
            .map(|fault| fault.as_str().unwrap_or_default().to_string())
            .collect()
    }
}

/// The built page: `CHOICEBOARD_DIST`, else `dist/`.
pub fn dist() -> PathBuf {
    std::env::var_os("CHOICEBOARD_DIST").map_or_else(|| xtask::root().join("dist"), PathBuf::from)
}

/// A message of the page as it is in English, without gaps.
pub fn says(key: &str) -> String {
    let messages = std::fs::read_to_string(xtask::root().join("locales/en.json")).unwrap();
    let messages: Value = serde_json::from_str(&messages).unwrap();
    messages[key]
        .as_str()
        .unwrap_or_else(|| panic!("no message {key}"))
        .to_string()
}

/// Most things come at once; what takes longer is not asked for so often that it takes longer still.
fn until_next_look(begun: Instant) -> Duration {
    (begun.elapsed() / 4).clamp(Duration::from_millis(4), Duration::from_millis(50))
}

fn engine() -> Arc<Engine> {
    let mut shared = ENGINE.lock().unwrap_or_else(PoisonError::into_inner);
    shared.upgrade().unwrap_or_else(|| {
        let engine = Arc::new(Engine::start().unwrap());
        *shared = Arc::downgrade(&engine);
        engine
    })
}

/// Elements that may have a role, so that not every element need be asked.
fn candidates(role: &str) -> &'static str {
    match role {
        "button" => "button, [role=button], summary, input[type=submit], input[type=button]",
        "link" => "a[href], [role=link]",
        "checkbox" => "input[type=checkbox], [role=checkbox]",
        "textbox" => "input, textarea, [role=textbox]",
        "dialog" => "dialog, [role=dialog]",
        "heading" => "h1, h2, h3, h4, h5, h6, [role=heading]",
        "menuitem" => "[role=menuitem]",
        "tab" => "[role=tab]",
        "grid" => "[role=grid]",
        "list" => "ul, ol, [role=list]",
        _ => "*",
    }
}
