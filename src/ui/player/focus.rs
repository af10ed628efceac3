//! Where the focus goes when what had it is drawn anew.

use leptos::prelude::queue_microtask;

use crate::ui::Desk;

/// Once what is being drawn stands, the focus goes on to the first of these that is there.
#[inline(never)]
pub fn on_to(desk: Desk, wanted: Vec<String>) {
    queue_microtask(move || {
        let next = wanted.iter().find_map(|css| desk.find(css));
        let _ = next.map(|next| next.focus());
    });
}

/// The button that had the focus goes with its list: on to the item it was about, which has a number under this name.
pub fn keep_in_item(desk: Desk, name: &str) {
    let Some(had) = desk.find(&["[", name, "]:focus-within"].concat()) else {
        return;
    };
    let number = had.get_attribute(name).unwrap_or_default();
    on_to(
        desk,
        vec![["[", name, "=\"", &number, "\"] > [tabindex]"].concat()],
    );
}

/// What had the focus goes with its section: on to what has the same id, where it had one, and else to the first of these that is there.
pub fn keep_on(desk: Desk, had: &str, others: [&str; 2]) {
    let Some(had) = desk.find(had) else {
        return;
    };
    let [first, last] = others.map(String::from);
    let first = match had.id().as_str() {
        "" => first,
        id => ["#", id].concat(),
    };
    on_to(desk, vec![first, last]);
}

/// What has this id goes; where it had the focus, on to what has the other one.
pub fn keep_or(desk: Desk, id: &str, next: String) {
    if desk.find(&["#", id, ":focus"].concat()).is_some() {
        on_to(desk, vec![["#", &next].concat()]);
    }
}
