//! What a person prefers, kept on the device. Where nothing can be kept it lasts as long as the page.

use std::cell::RefCell;

use super::local;

const PREFIX: &str = "choiceboard:prefers:";

/// Preferences by name.
#[derive(Default)]
pub struct Preferences(RefCell<Vec<(String, String)>>);

impl Preferences {
    /// Those this device has kept.
    pub fn kept() -> Self {
        let kept = local::read(PREFIX).unwrap_or_default();
        let named = kept
            .into_iter()
            .filter_map(|(key, value)| Some((key.strip_prefix(PREFIX)?.to_owned(), value)));
        Preferences(RefCell::new(named.collect()))
    }

    /// One of them.
    pub fn get(&self, name: &str) -> Option<String> {
        let kept = self.0.borrow();
        let last = kept.iter().rev().find(|(known, _)| known == name);
        last.map(|(_, value)| value.clone())
    }

    /// From now on.
    pub fn set(&self, name: &str, value: &str) {
        let mut kept = self.0.borrow_mut();
        kept.retain(|(known, _)| known != name);
        kept.push((name.to_owned(), value.to_owned()));
        // A device that keeps nothing has said so already.
        let _ = local::put(&[PREFIX, name].concat(), value);
    }
}
