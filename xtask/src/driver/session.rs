//! One browser window: pages, elements, keys, scripts.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Value, json};
use ureq::Agent;

use super::engine::Engine;
use super::keys::{Key, SHIFT};

/// The protocol's name for a reference to an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Scrolls an element, or the one at a place among those that match a selector, to the middle, and answers, once it has come
/// to rest there with nothing over it, with the point to click, or at last with what lies over it; with nothing where it is
/// not there. What a frame measures moves things after its callbacks: hence a look when it is over. (A window behind another
/// draws no frames; there the time alone must do.) It leaves a note of whether the next click arrives there.
const MIDDLE: &str = "
    const [what, place] = arguments;
    const find = () => typeof what === 'string' ? document.querySelectorAll(what)[place] : what;
    const within = (from, to, size) => Math.floor((Math.max(0, from) + Math.min(size, to)) / 2);
    const middle = (element) => {
        const { left, right, top, bottom } = element.getClientRects()[0] ?? element.getBoundingClientRect();
        return [within(left, right, innerWidth), within(top, bottom, innerHeight)];
    };
    const note = () => {
        const click = window.driverClick = { arrived: false };
        const take = ({ target }) => { click.arrived = find()?.contains(target) ?? false; };
        addEventListener('click', take, { capture: true, once: true });
    };
    const frame = () => new Promise((over) => { requestAnimationFrame(() => setTimeout(over)); setTimeout(over, 100); });
    const target = async () => {
        let element;
        let at = [NaN, NaN];
        let there;
        for (let look = 0; look < 60; look += 1) {
            const before = at;
            const found = find();
            if (!found?.isConnected) return null;
            if (found !== element) found.scrollIntoView({ block: 'center', behavior: 'instant' });
            element = found;
            at = middle(element);
            there = document.elementFromPoint(...at);
            const rests = at.every((place, axis) => Math.abs(place - before[axis]) < 2);
            if (rests && element.contains(there)) {
                note();
                return { at, element, framed: window !== top };
            }
            await frame();
        }
        return `${there?.outerHTML.slice(0, 200)} at ${at}`;
    };
    return target();";

/// How long a hand's pointer rests on a thing before it presses, and how long it presses: milliseconds.
const RESTS: u64 = 80;
const PRESSES: u64 = 50;

/// How often a click is tried at something that moves away from under the pointer, and a browser that does not come up.
const TRIES: usize = 5;

/// The page has made a part of itself anew, and the element that was found is no longer in it.
#[derive(Clone, Copy, Debug)]
pub struct Gone;

/// Something else lies over what is to be clicked, or it does not come to rest: on a busy machine that may pass.
#[derive(Clone, Debug)]
pub struct Hidden(String);

/// What came of an act on an element, if that was still in the page.
pub fn unless_gone<T>(acted: Result<T>) -> Result<Option<T>> {
    match acted {
        Err(error) if error.is::<Gone>() => Ok(None),
        acted => acted.map(Some),
    }
}

/// What came of a click, if what is clicked was still in the page; or why it cannot be clicked now.
pub fn unless_hidden<T>(clicked: Result<T>) -> Result<Result<Option<T>, String>> {
    match unless_gone(clicked) {
        Err(error) => error.downcast::<Hidden>().map(|Hidden(why)| Err(why)),
        clicked => clicked.map(Ok),
    }
}

/// One window with storage of its own; it closes when dropped.
pub struct Browser {
    engine: Arc<Engine>,
    agent: Agent,
    id: String,
}

/// A reference to an element of the page that is loaded now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element(String);

impl Browser {
    /// Opens a window of this size in CSS pixels.
    pub fn open(engine: &Arc<Engine>, size: (u32, u32)) -> Result<Browser> {
        let agent: Agent = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(120)))
            .build()
            .into();
        let mut browser = Browser {
            engine: engine.clone(),
            agent,
            id: String::new(),
        };
        let asked = engine.capabilities(size);
        // On a busy machine a browser may not come up in the time that its driver gives it; the next one does.
        let mut answer = browser.post("", &asked);
        for _ in 1..TRIES {
            if answer.is_ok() {
                break;
            }
            answer = browser.post("", &asked);
        }
        let answer = answer?;
        let id = answer["sessionId"].as_str();
        browser.id = id.context("a session without an id")?.to_string();
        Ok(browser)
    }

    /// Loads a page and waits for its load event.
    pub fn go(&self, url: &str) -> Result<()> {
        self.post("url", &json!({ "url": url })).map(drop)
    }

    /// The address of the page.
    pub fn address(&self) -> Result<String> {
        Ok(self.get("url")?.as_str().unwrap_or_default().to_string())
    }

    /// Loads the page again.
    pub fn reload(&self) -> Result<()> {
        self.post("refresh", &json!({})).map(drop)
    }

    /// Runs the body of a function in the page; a promise it returns is waited for.
    pub fn script(&self, body: &str, arguments: &[Value]) -> Result<Value> {
        self.post(
            "execute/sync",
            &json!({ "script": body, "args": arguments }),
        )
    }

    /// Runs the body of a function again and again, until it returns `true`.
    pub fn wait(&self, body: &str, patience: Duration) -> Result<()> {
        let begun = Instant::now();
        while self.script(body, &[])? != json!(true) {
            if begun.elapsed() > patience {
                bail!("waited in vain for `{body}`");
            }
            sleep(Duration::from_millis(10));
        }
        Ok(())
    }

    /// Every element that a CSS selector matches, in the page's order.
    pub fn all(&self, css: &str) -> Result<Vec<Element>> {
        let found = self.post(
            "elements",
            &json!({ "using": "css selector", "value": css }),
        )?;
        Element::read_all(&found)
    }

    /// The elements that a function's body lists.
    pub fn elements(&self, body: &str, arguments: &[Value]) -> Result<Vec<Element>> {
        Element::read_all(&self.script(body, arguments)?)
    }

    /// The element that a function's body finds in the page, if it finds one.
    pub fn found(&self, body: &str, arguments: &[Value]) -> Result<Option<Element>> {
        let found = self.script(body, arguments)?;
        (!found.is_null())
            .then(|| Element::read(&found))
            .transpose()
    }

    /// The element with the focus.
    pub fn focused(&self) -> Result<Element> {
        Element::read(&self.get("element/active")?)
    }

    /// Its role, as assistive technology is told.
    pub fn role(&self, element: &Element) -> Result<String> {
        self.text_of(&format!("element/{}/computedrole", element.0))
    }

    /// Its name, as assistive technology is told.
    pub fn name(&self, element: &Element) -> Result<String> {
        self.text_of(&format!("element/{}/computedlabel", element.0))
    }

    /// Its text as shown.
    pub fn text(&self, element: &Element) -> Result<String> {
        self.text_of(&format!("element/{}/text", element.0))
    }

    /// An attribute, if it is there.
    pub fn attribute(&self, element: &Element, name: &str) -> Result<Option<String>> {
        let value = self.get(&format!("element/{}/attribute/{name}", element.0))?;
        Ok(value.as_str().map(str::to_string))
    }

    /// It can be used: shown and not disabled.
    pub fn enabled(&self, element: &Element) -> Result<bool> {
        Ok(self.get(&format!("element/{}/enabled", element.0))? == json!(true))
    }

    /// Clicks its middle with the mouse, scrolled to the middle of the window; an error where something else lies over it.
    pub fn click(&self, element: &Element) -> Result<()> {
        self.click_there(element, [0, 0])
    }

    /// The same at the pace of a hand: the pointer comes, rests, presses, and lets go after a moment.
    pub fn click_by_hand(&self, element: &Element) -> Result<()> {
        self.click_there(element, [RESTS, PRESSES])
    }

    /// Clicks what is at this place, from 0, among the elements that match a selector, even where the page puts another one
    /// there meanwhile; `false` where there is none.
    pub fn click_at(&self, css: &str, place: u64) -> Result<bool> {
        self.click_what(&[json!(css), json!(place)], [0, 0])
    }

    fn click_there(&self, element: &Element, pauses: [u64; 2]) -> Result<()> {
        match self.click_what(&[element.write()], pauses)? {
            true => Ok(()),
            false => Err(Gone.into()),
        }
    }

    fn click_what(&self, what: &[Value], pauses: [u64; 2]) -> Result<bool> {
        for _ in 0..TRIES {
            let middle = self.script(MIDDLE, what)?;
            if middle.is_null() {
                return Ok(false);
            }
            if let Some(over) = middle.as_str() {
                return Err(Hidden(format!("over it lies {over}")).into());
            }
            // Where a frame's points are counted from, drivers do not agree; there the protocol's own click knows.
            match middle["framed"] == true {
                true => self.click_by_protocol(&Element::read(&middle["element"])?)?,
                false => self.click_point(&middle["at"], pauses)?,
            }
            // A click that leads to another page leaves no note.
            let missed = "return window.driverClick?.arrived === false";
            if self.script(missed, &[])? == json!(false) {
                return Ok(true);
            }
        }
        Err(Hidden("it moves away from under the pointer".into()).into())
    }

    /// Takes twice as long: it asks the page a dozen things first, one after the other.
    fn click_by_protocol(&self, element: &Element) -> Result<()> {
        self.post(&format!("element/{}/click", element.0), &json!({}))
            .map(drop)
    }

    /// With so many milliseconds before it presses and before it lets go.
    fn click_point(&self, at: &Value, [before, held]: [u64; 2]) -> Result<()> {
        let pause = |time: u64| (time > 0).then(|| json!({ "type": "pause", "duration": time }));
        let actions: Vec<Value> = [
            Some(json!({ "type": "pointerMove", "duration": 0, "origin": "viewport", "x": at[0], "y": at[1] })),
            pause(before),
            Some(json!({ "type": "pointerDown", "button": 0 })),
            pause(held),
            Some(json!({ "type": "pointerUp", "button": 0 })),
        ]
        .into_iter()
        .flatten()
        .collect();
        self.act(json!({
            "type": "pointer",
            "id": "mouse",
            "parameters": { "pointerType": "mouse" },
            "actions": actions,
        }))
    }

    /// Types into it, or names a file to a file field.
    pub fn fill(&self, element: &Element, text: &str) -> Result<()> {
        self.post(
            &format!("element/{}/value", element.0),
            &json!({ "text": text }),
        )
        .map(drop)
    }

    /// Presses and releases keys, wherever the focus is.
    pub fn press(&self, keys: &[Key]) -> Result<()> {
        let mut actions = Vec::new();
        for (code, shift) in keys.iter().map(|key| key.code()) {
            if shift {
                actions.push(json!({ "type": "keyDown", "value": SHIFT }));
            }
            actions.push(json!({ "type": "keyDown", "value": code }));
            actions.push(json!({ "type": "keyUp", "value": code }));
            if shift {
                actions.push(json!({ "type": "keyUp", "value": SHIFT }));
            }
        }
        self.keyboard(actions)
    }

    /// Types a text, wherever the focus is. (Key by key through `actions`, each stroke would wait for a frame.)
    pub fn type_text(&self, text: &str) -> Result<()> {
        self.fill(&self.focused()?, text)
    }

    /// A picture of the window, as PNG in Base64.
    pub fn picture(&self) -> Result<String> {
        self.text_of("screenshot")
    }

    /// Opens one more window with the same storage and goes there; returns the one that was current.
    pub fn another_window(&self) -> Result<String> {
        let current = self.window()?;
        let opened = self.post("window/new", &json!({ "type": "tab" }))?;
        self.switch(opened["handle"].as_str().unwrap_or_default())?;
        Ok(current)
    }

    /// The current window.
    pub fn window(&self) -> Result<String> {
        self.text_of("window")
    }

    /// All windows that are open.
    pub fn windows(&self) -> Result<Vec<String>> {
        let windows = self.get("window/handles")?;
        let windows = windows.as_array().context("no list of windows")?;
        Ok(windows
            .iter()
            .filter_map(|window| window.as_str().map(str::to_string))
            .collect())
    }

    /// Goes to a window.
    pub fn switch(&self, window: &str) -> Result<()> {
        self.post("window", &json!({ "handle": window })).map(drop)
    }

    /// Closes the current window at once.
    pub fn close_window(&self) -> Result<()> {
        self.call("DELETE", "window", None).map(drop)
    }

    /// Goes into a frame, or with `None` back to the page.
    pub fn frame(&self, frame: Option<&Element>) -> Result<()> {
        let id = frame.map_or(Value::Null, Element::write);
        self.post("frame", &json!({ "id": id })).map(drop)
    }

    /// Sets the window's size.
    pub fn resize(&self, (width, height): (u32, u32)) -> Result<()> {
        self.post("window/rect", &json!({ "width": width, "height": height }))
            .map(drop)
    }

    /// One command of Chromium's own protocol.
    pub fn cdp(&self, command: &str, parameters: Value) -> Result<Value> {
        if !self.engine.is_chromium() {
            bail!("{command} is Chromium's own");
        }
        self.post(
            "goog/cdp/execute",
            &json!({ "cmd": command, "params": parameters }),
        )
    }

    /// Chromium's console since the last call: each line with its level.
    pub fn console(&self) -> Result<Vec<String>> {
        if !self.engine.is_chromium() {
            return Ok(Vec::new());
        }
        let lines = self.post("se/log", &json!({ "type": "browser" }))?;
        let line = |line: &Value| {
            let part = |name: &str| line[name].as_str().unwrap_or_default().to_string();
            format!("{}: {}", part("level"), part("message"))
        };
        Ok(lines
            .as_array()
            .map(|all| all.iter().map(line).collect())
            .unwrap_or_default())
    }

    fn keyboard(&self, actions: Vec<Value>) -> Result<()> {
        self.act(json!({ "type": "key", "id": "keyboard", "actions": actions }))
    }

    fn act(&self, source: Value) -> Result<()> {
        self.post("actions", &json!({ "actions": [source] }))
            .map(drop)
    }

    fn text_of(&self, command: &str) -> Result<String> {
        Ok(self.get(command)?.as_str().unwrap_or_default().to_string())
    }

    fn get(&self, command: &str) -> Result<Value> {
        self.call("GET", command, None)
    }

    fn post(&self, command: &str, body: &Value) -> Result<Value> {
        self.call("POST", command, Some(body))
    }

    fn call(&self, method: &str, command: &str, body: Option<&Value>) -> Result<Value> {
        let path = ["session", self.id.as_str(), command];
        let path: Vec<&str> = path.into_iter().filter(|part| !part.is_empty()).collect();
        let url = self.engine.url(&path.join("/"));
        let mut answer = match (method, body) {
            ("GET", _) => self.agent.get(url).call(),
            ("DELETE", _) => self.agent.delete(url).call(),
            (_, body) => self
                .agent
                .post(url)
                .header("Content-Type", "application/json; charset=utf-8")
                .send(body.unwrap_or(&Value::Null).to_string()),
        }?;
        let read = answer
            .body_mut()
            .with_config()
            .limit(64 << 20)
            .read_to_string()?;
        let mut read: Value = serde_json::from_str(&read).context("the driver's answer")?;
        let value = read["value"].take();
        match value["error"].as_str() {
            Some("stale element reference") => Err(anyhow!(Gone).context(command.to_string())),
            Some("element not interactable" | "element click intercepted") => {
                let message = value["message"].as_str().unwrap_or_default();
                Err(Hidden(message.lines().next().unwrap_or_default().into()).into())
            }
            Some(error) => {
                let message = value["message"].as_str().unwrap_or_default();
                Err(anyhow!(
                    "{command}: {error}: {}",
                    message.lines().next().unwrap_or_default()
                ))
            }
            None => Ok(value),
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A driver that has ended has closed its windows.
        let _ = self.call("DELETE", "", None);
    }
}

impl fmt::Display for Gone {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("the element that was found is no longer in the page")
    }
}

impl Error for Gone {}

impl fmt::Display for Hidden {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "it cannot be clicked: {}", self.0)
    }
}

impl Error for Hidden {}

impl Element {
    fn read(value: &Value) -> Result<Element> {
        let id = value[ELEMENT].as_str().context("no such element")?;
        Ok(Element(id.to_string()))
    }

    fn read_all(value: &Value) -> Result<Vec<Element>> {
        let list = value.as_array().context("no list of elements")?;
        list.iter().map(Element::read).collect()
    }

    /// As an argument of a script.
    pub fn write(&self) -> Value {
        json!({ ELEMENT: self.0 })
    }
}
