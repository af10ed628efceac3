//! One page measured in one case.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::Case;
use super::made::LEFT_OPEN;
use crate::driver::{Browser, Engine, Key};
use crate::root;
use crate::site::Site;

/// How often each page has its turn with clicks and acts.
const TURNS: usize = 3;

/// Clicks on tiles in a turn; of all of them a median is taken.
const CLICKS: usize = 10;

/// Acts in a panel in a turn, at least; of all of them a median is taken, of their saves a mean.
const ACTS: usize = 60;

/// How long anything may take before the measurement is given up.
const PATIENCE: Duration = Duration::from_secs(180);

/// Turns with acts alone, of our page slowed, with no log and with the longest. The processor is taken away in one save of three,
/// and a mean of a few hundred is off by a tenth.
const MORE_TURNS: usize = 12;

/// What a page sets off when it is loaded is over by then: what it has parsed and compiled for good is let go of.
const SETTLES: Duration = Duration::from_secs(3);

/// From a panel's end to the next click: nobody is quicker.
const BETWEEN: Duration = Duration::from_millis(150);

/// From a click to the first look at what came of it: a look is work for the page, and would be measured with it.
const UNSEEN: Duration = Duration::from_millis(250);

/// The two pages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Page {
    Ours,
    Plain,
}

/// The machine and the line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// As it is.
    Full,
    /// CPU ÷ 4.
    Quarter,
    /// CPU ÷ 4, 1.6 Mbit/s, 560 ms round trip.
    Slow,
}

/// What was measured: milliseconds, bytes.
#[derive(Default)]
pub struct Run {
    pub bytes: f64,
    pub requests: f64,
    /// First contentful paint, the median of the loads.
    pub paint: f64,
    /// Until a click on a tile opened its panel, the median of the loads.
    pub usable: f64,
    /// JavaScript heap at rest, after a collection, and the WebAssembly's memory.
    pub heap: f64,
    /// Click on a tile to next paint, sorted.
    pub clicks: Vec<f64>,
    /// Click on a tile until the panel is painted with all that is in it, sorted.
    pub wholes: Vec<f64>,
    /// One act with everything it sets off at once.
    pub acts: Vec<f64>,
    /// Of one act, the time spent writing to localStorage.
    pub saves: Vec<f64>,
}

impl Profile {
    /// For people.
    pub const fn name(self) -> &'static str {
        match self {
            Profile::Full => "full speed",
            Profile::Quarter => "CPU ÷ 4",
            Profile::Slow => "CPU ÷ 4, 1.6 Mbit/s, 560 ms",
        }
    }

    fn emulate(self, browser: &Browser) -> Result<()> {
        let rate = if self == Profile::Full { 1 } else { 4 };
        browser.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": rate }))?;
        browser.cdp("Network.enable", json!({}))?;
        let (latency, throughput) = match self {
            Profile::Slow => (560.0, 1_600_000.0 / 8.0),
            _ => (0.0, -1.0),
        };
        browser.cdp(
            "Network.emulateNetworkConditions",
            json!({ "offline": false, "latency": latency, "downloadThroughput": throughput, "uploadThroughput": throughput }),
        )?;
        Ok(())
    }
}

impl Run {
    /// Both pages in each of the cases, ours first. A machine is faster now and slower then: all take turns, so that all meet
    /// the same of it.
    pub fn all(engine: &Arc<Engine>, site: &Site, cases: &[Case]) -> Result<Vec<(Case, Run, Run)>> {
        let mut seats = Vec::new();
        let longest = cases.iter().map(|case| case.events).max();
        for case in cases {
            let is_compared = case.events == 0 || Some(case.events) == longest;
            seats.push(Seat {
                acts_more: is_compared && case.profile == Profile::Quarter,
                ..Seat::open(engine, site, Page::Ours, *case)?
            });
            seats.push(Seat::open(engine, site, Page::Plain, *case)?);
        }
        for _ in 0..cases.first().map_or(0, |case| case.loads) {
            for seat in &mut seats {
                seat.load()?;
            }
        }
        for seat in &mut seats {
            seat.weigh()?;
        }
        for _ in 0..TURNS {
            for seat in &mut seats {
                seat.turn()?;
            }
        }
        for _ in 0..MORE_TURNS {
            for seat in seats.iter_mut().filter(|seat| seat.acts_more) {
                seat.profile.emulate(&seat.browser)?;
                seat.act()?;
                seat.rest()?;
            }
        }
        let mut runs = seats.into_iter().map(|seat| seat.run);
        let row = |case: &Case| Some((*case, runs.next()?, runs.next()?));
        Ok(cases.iter().filter_map(row).collect())
    }
}

/// A page in a browser of its own, and what has been measured of it so far.
struct Seat {
    browser: Browser,
    url: String,
    profile: Profile,
    /// Its acts with one log are held against those with another.
    acts_more: bool,
    loads: Vec<Value>,
    run: Run,
}

impl Seat {
    fn open(engine: &Arc<Engine>, site: &Site, page: Page, case: Case) -> Result<Seat> {
        let browser = Browser::open(engine, (1366, 768))?;
        let url = match page {
            Page::Ours => format!(
                "index.html?board=boards/{}.json&learner=u-17",
                case.activities
            ),
            Page::Plain => format!(
                "plain/index.html?board=../boards/{}.json&learner=u-17",
                case.activities
            ),
        };
        let url = site.url(&url);
        if case.events > 0 {
            seed(&browser, page, &url, case)?;
        }
        browser.cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": include_str!("probe.js") }),
        )?;
        Ok(Seat {
            browser,
            url,
            profile: case.profile,
            acts_more: false,
            loads: Vec::new(),
            run: Run::default(),
        })
    }

    /// Loads the page as if for the first time.
    fn load(&mut self) -> Result<()> {
        self.profile.emulate(&self.browser)?;
        self.browser.cdp("Network.clearBrowserCache", json!({}))?;
        self.browser.go(&self.url)?;
        self.browser.wait(
            "return probe.usable > 0 && probe.load().paint > 0",
            PATIENCE,
        )?;
        self.loads
            .push(self.browser.script("return probe.load()", &[])?);
        self.rest()
    }

    /// A browser that is slowed keeps its processor busy doing nothing: while the other one is measured, it is not.
    fn rest(&self) -> Result<()> {
        Profile::Full.emulate(&self.browser)
    }

    /// What the loads came to, and the heap after them.
    fn weigh(&mut self) -> Result<()> {
        let middle = |name: &str| {
            median(
                &self
                    .loads
                    .iter()
                    .map(|load| load[name].as_f64().unwrap_or(0.0))
                    .collect::<Vec<_>>(),
            )
        };
        let browser = &self.browser;
        thread::sleep(SETTLES);
        // What the first lets go of may have held something else.
        for _ in 0..2 {
            browser.cdp("HeapProfiler.collectGarbage", json!({}))?;
        }
        browser.cdp("Performance.enable", json!({}))?;
        self.run = Run {
            bytes: middle("bytes"),
            requests: middle("requests"),
            paint: middle("paint"),
            usable: middle("usable"),
            heap: heap(browser)? + middle("wasm"),
            ..Run::default()
        };
        Ok(())
    }

    /// Clicks and acts.
    fn turn(&mut self) -> Result<()> {
        if self.profile == Profile::Slow {
            return Ok(());
        }
        self.profile.emulate(&self.browser)?;
        self.click()?;
        self.act()?;
        self.rest()
    }

    /// Clicks tiles of the first rows, one after the other.
    fn click(&mut self) -> Result<()> {
        let browser = &self.browser;
        let tiles = browser.all("[data-activity]:is(button, a)")?;
        for tile in tiles.iter().take(LEFT_OPEN).cycle().take(CLICKS) {
            close_panel(browser)?;
            thread::sleep(BETWEEN);
            let before = browser.script("return probe.wholes.length", &[])?;
            browser.click_by_hand(tile)?;
            thread::sleep(UNSEEN);
            browser.wait(&format!("return probe.wholes.length > {before}"), PATIENCE)?;
        }
        self.run.clicks = numbers(&browser.script("return probe.paints", &[])?);
        self.run.wholes = numbers(&browser.script("return probe.wholes", &[])?);
        Ok(())
    }

    /// Chooses and drops, in the panels of the first tiles.
    fn act(&mut self) -> Result<()> {
        let body = "
            const acts = [];
            const rest = (time) => new Promise((resolve) => setTimeout(resolve, time));
            const tiles = [...document.querySelectorAll('[data-activity]:is(button, a)')].slice(0, first);
            for (let at = 0; acts.length < enough && at < 4 * first; at += 1) {
                tiles[at % first].click();
                do await rest(50); while (!document.querySelector('dialog[open] [data-action]'));
                for (const type of ['choose', 'drop', 'choose', 'start', 'drop']) {
                    const button = document.querySelector(`dialog[open] [data-action=${type}]:not(:disabled)`);
                    if (button) acts.push(await probe.act(button));
                    await rest(50);
                }
            }
            return acts;";
        let acts = self.browser.script(
            &format!("return (async (first, enough) => {{ {body} }})(arguments[0], arguments[1])"),
            &[json!(LEFT_OPEN), json!(ACTS)],
        )?;
        let acts = acts.as_array().context("no acts")?;
        if acts.len() < ACTS {
            bail!("only {} acts could be measured", acts.len());
        }
        let run = &mut self.run;
        run.acts
            .extend(acts.iter().filter_map(|act| act[0].as_f64()));
        run.saves
            .extend(acts.iter().filter_map(|act| act[1].as_f64()));
        Ok(())
    }
}

/// The mean of all but the highest and the lowest tenth; 0 of none. For what takes less than one slice of a slowed processor:
/// such a time is either whole or four times as long, and a median is one or the other by chance.
pub fn mean_of_most(values: &[f64]) -> f64 {
    let values = sorted(values.to_vec());
    let outer = values.len() / 10;
    let most = values.get(outer..values.len() - outer).unwrap_or_default();
    most.iter().sum::<f64>() / most.len().max(1) as f64
}

/// The middle one; 0 of none.
pub fn median(values: &[f64]) -> f64 {
    let values = sorted(values.to_vec());
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// A log that has grown in the page.
fn seed(browser: &Browser, page: Page, url: &str, case: Case) -> Result<()> {
    browser.go(url)?;
    browser.wait(
        "return document.querySelector('[data-activity]') !== null",
        PATIENCE,
    )?;
    let file = format!("{}-{}.json", case.activities, case.events);
    match page {
        Page::Plain => {
            let body =
                format!("return fetch('../{file}').then((answer) => answer.json()).then(seed)");
            browser.script(&body, &[]).map(drop)
        }
        Page::Ours => {
            let file = root().join("target/choiceboard/bench").join(file);
            let menu = browser.all(".cb-tools > :last-child button[aria-expanded]")?;
            browser.click(menu.first().context("the page has no menu")?)?;
            let field = browser.all(".cb-menu input[type=file]")?;
            let field = field.first().context("the menu takes no file in")?;
            browser.fill(field, &file.display().to_string())?;
            browser.wait(
                &format!(
                    "return !['open', 'locked'].includes(document.querySelector('[data-activity=a{LEFT_OPEN}]').dataset.state)"
                ),
                PATIENCE,
            )?;
            // Saved on the device, mirror included.
            thread::sleep(Duration::from_secs(2));
            Ok(())
        }
    }
}

fn close_panel(browser: &Browser) -> Result<()> {
    if browser.script(
        "return document.querySelector('dialog[open]') !== null",
        &[],
    )? == json!(true)
    {
        browser.press(&[Key::Escape])?;
        browser.wait(
            "return document.querySelector('dialog[open]') === null",
            PATIENCE,
        )?;
    }
    Ok(())
}

fn heap(browser: &Browser) -> Result<f64> {
    let metrics = browser.cdp("Performance.getMetrics", json!({}))?;
    let metrics = metrics["metrics"].as_array().context("no metrics")?;
    let heap = metrics
        .iter()
        .find(|metric| metric["name"] == "JSHeapUsedSize");
    heap.and_then(|metric| metric["value"].as_f64())
        .context("no heap size")
}

fn numbers(list: &Value) -> Vec<f64> {
    sorted(
        list.as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_f64)
            .collect(),
    )
}

fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values
}
