//! A browser, driven by the WebDriver protocol (W3C), so that any engine with a driver can run the tests.
//!
//! `CHOICEBOARD_WEBDRIVER` names another driver than chromedriver (geckodriver, WebKitWebDriver, safaridriver). Only
//! [`Browser::cdp`] is Chromium's own.

mod engine;
mod keys;
mod session;

pub use engine::Engine;
pub use keys::Key;
pub use session::{Browser, Element, Gone, Hidden, unless_gone, unless_hidden};
