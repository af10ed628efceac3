//! What a page feels that takes a board in: for how long at a time its own thread is not free while the board comes.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use super::page::median;
use crate::driver::{Browser, Engine};
use crate::site::Site;

/// One frame of a screen that shows sixty a second, in milliseconds.
const FRAME: f64 = 1000.0 / 60.0;

/// What the board has that comes (tests/pages/around names it).
pub const ACTIVITIES: usize = 9;

/// The board, all that comes after it, and a moment more.
const WHILE: Duration = Duration::from_secs(4);

/// The longest times of each load, in milliseconds.
pub struct Held {
    /// A browser that has never been there.
    first: Vec<f64>,
    /// The same browser once more.
    later: Vec<f64>,
}

impl Held {
    /// An element with nine activities in a page of the same origin, so that both share one thread, at full speed.
    pub fn up(engine: &Arc<Engine>, site: &Site, loads: usize) -> Result<Held> {
        let mut held = Held {
            first: Vec::new(),
            later: Vec::new(),
        };
        for _ in 0..loads {
            let browser = Browser::open(engine, (1366, 768))?;
            held.first.push(longest(&browser, site)?);
            held.later.push(longest(&browser, site)?);
        }
        Ok(held)
    }

    /// For people.
    pub fn print(&self) {
        println!(
            "\na page around, its thread held up at a time, ms (a frame: {FRAME:.1})\n{:>14} {:>8} {:>8}",
            "", "median", "worst"
        );
        for (name, times) in [("first visits", &self.first), ("later visits", &self.later)] {
            let worst = times.iter().copied().fold(0.0, f64::max);
            let middle = median(times);
            let kept = if middle <= FRAME { "kept" } else { "MISSED" };
            println!("{name:>14} {middle:>8.1} {worst:>8.1}  {kept}");
        }
    }
}

fn longest(browser: &Browser, site: &Site) -> Result<f64> {
    browser.go(&site.url("around/index.html"))?;
    let stands =
        "return document.querySelector('choice-board')?.shadowRoot?.querySelector('iframe')
        ?.contentDocument?.querySelector('[data-activity]') != null";
    // Asking is work for the page as well.
    thread::sleep(WHILE);
    browser.wait(stands, WHILE)?;
    browser
        .script("return around.longest", &[])?
        .as_f64()
        .context("no time was noted")
}
