//! How the page looks: theme, contrast and text size, chosen by the person and kept on the device.

use super::desk::{Desk, Part};
use super::parts::dropdown::{choices, dropdown};
use super::parts::{Show, View};

/// What is chosen, nothing where the device decides.
pub fn value(desk: Desk, name: &'static str) -> Option<String> {
    desk.track(Part::Look);
    desk.host().preference(name).filter(|v| !v.is_empty())
}

/// The button "Text and colours" and its sheet.
pub fn menu(desk: Desk) -> View {
    dropdown(desk.say("ui-look"), "#cb-i-text", move |_| {
        let group =
            |name: &'static str, label: &'static str, options: &[(&'static str, &'static str)]| {
                let now = desk.host().preference(name).unwrap_or_default();
                let options = options
                    .iter()
                    .map(|(value, label)| (*value, desk.say(label)))
                    .collect();
                choices(name, desk.say(label), options, &now, move |value| {
                    desk.host().prefer(name, value);
                    desk.touch(Part::Look);
                })
            };
        (
            group(
                "zoom",
                "ui-zoom",
                &[
                    ("", "ui-zoom-normal"),
                    ("large", "ui-zoom-large"),
                    ("larger", "ui-zoom-larger"),
                ],
            ),
            group(
                "theme",
                "ui-theme",
                &[
                    ("", "ui-theme-device"),
                    ("light", "ui-theme-light"),
                    ("dark", "ui-theme-dark"),
                ],
            ),
            group(
                "contrast",
                "ui-contrast",
                &[
                    ("", "ui-contrast-device"),
                    ("normal", "ui-contrast-normal"),
                    ("more", "ui-contrast-more"),
                ],
            ),
        )
            .view()
    })
}
