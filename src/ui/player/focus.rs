//! Where the focus goes when what had it is drawn anew.

use leptos::prelude::queue_microtask;

use crate::ui::Desk;

/// The button that had the focus goes with its list: on to the item it was about, which has a number under this name.
pub fn keep_in_item(desk: Desk, name: &str) {
    let Some(had) = desk.find(&["[", name, "]:focus-within"].concat()) else {
        return;
    };
    let number = had.get_attribute(name).unwrap_or_default();
    let css = ["[", name, "=\"", &number, "\"] > [tabindex]"].concat();
    queue_microtask(move || {
        let _ = desk.find(&css).map(|item| item.focus());
    });
}

/// What had the focus goes with its section: on to what has the same id, where it had one, and else to the first of these that is there.
pub fn keep_on(desk: Desk, had: &str, others: [&'static str; 2]) {
    let Some(had) = desk.find(had) else {
        return;
    };
    let id = had.get_attribute("id").unwrap_or_default();
    let [first, last] = others;
    queue_microtask(move || {
        let css = match id.as_str() {
            "" => String::from(first),
            id => ["#", id].concat(),
        };
        let next = desk.find(&css).or_else(|| desk.find(last));
        let _ = next.map(|next| next.focus());
    });
}

/// What has this id goes; where it had the focus, on to what has the other one.
pub fn keep_or(desk: Desk, id: &str, next: String) {
    if desk.find(&["#", id, ":focus"].concat()).is_none() {
        return;
    }
    queue_microtask(move || {
        let _ = desk.find(&["#", &next].concat()).map(|next| next.focus());
    });
}
