//! What a person prefers, kept on the device. Where nothing can be kept it lasts as long as the page.

use std::cell::RefCell;

use super::local;

const PREFIX: &str = "choiceboard:prefers:";

/// Preferences by name.
#[derive(Default)]
pub struct Preferences {
    /// Those that were set in this page: what cannot be kept lasts as long.
    set: RefCell<Vec<(String, String)>>,
}

impl Preferences {
    /// One of them.
    pub fn get(&self, name: &str) -> Option<String> {
        let set = self.set.borrow();
        let here = set.iter().find(|(known, _)| known == name);
        match here {
            Some((_, value)) => Some(value.clone()),
            None => local::get(&key(name)).ok().flatten(),
        }
    }

    /// From now on.
    pub fn set(&self, name: &str, value: &str) {
        let mut set = self.set.borrow_mut();
        set.retain(|(known, _)| known != name);
        set.push((name.to_owned(), value.to_owned()));
        // A device that keeps nothing has said so already.
        let _ = local::put(&key(name), value);
    }
}

fn key(name: &str) -> String {
    [PREFIX, name].concat()
}
