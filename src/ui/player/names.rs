//! Which word and which icon stand for what. The words are keys of `locales/`, the icons symbols of `style/icons.svg`.

use crate::board::{EvidenceKind, ResourceKind, Together};
use crate::rules::{Kind, State};
use crate::session::view::{Saved, TileView};

/// The word and the stamp of a tile's state.
pub fn state(view: &TileView) -> (&'static str, &'static str) {
    if view.free {
        return ("ui-state-free", "#cb-s-free");
    }
    match view.state {
        State::Locked => ("ui-state-locked", "#cb-s-locked"),
        State::Open => ("ui-state-open", "#cb-s-open"),
        State::Chosen => ("ui-state-chosen", "#cb-s-chosen"),
        State::Started => ("ui-state-started", "#cb-s-started"),
        State::Waiting => ("ui-state-waiting", "#cb-s-waiting"),
        State::Returned => ("ui-state-returned", "#cb-s-returned"),
        State::Done => ("ui-state-done", "#cb-s-done"),
        State::Dropped => ("ui-state-dropped", "#cb-s-dropped"),
    }
}

/// The word and the icon of what one does.
pub fn kind(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Read => ("ui-kind-read", "#cb-i-read"),
        Kind::Watch => ("ui-kind-watch", "#cb-i-watch"),
        Kind::Listen => ("ui-kind-listen", "#cb-i-listen"),
        Kind::Write => ("ui-kind-write", "#cb-i-write"),
        Kind::Make => ("ui-kind-make", "#cb-i-make"),
        Kind::Practise => ("ui-kind-practise", "#cb-i-practise"),
        Kind::Play => ("ui-kind-play", "#cb-i-play"),
        Kind::Discuss => ("ui-kind-discuss", "#cb-i-discuss"),
        Kind::Present => ("ui-kind-present", "#cb-i-present"),
        Kind::Research => ("ui-kind-research", "#cb-i-research"),
        Kind::Outside => ("ui-kind-outside", "#cb-i-outside"),
        Kind::Other => ("ui-kind-other", "#cb-i-other"),
    }
}

/// The icon of an activity: its own, else its kind's.
pub fn picture(tile: &TileView) -> &'static str {
    let own = tile.icon.as_deref().and_then(known);
    own.unwrap_or(kind(tile.kind).1)
}

/// An icon by the name a teacher gives it, where the name is ours.
pub fn known(name: &str) -> Option<&'static str> {
    Some(match name {
        "book" | "read" => "#cb-i-read",
        "pen" | "write" => "#cb-i-write",
        "flag" | "goal" => "#cb-i-goal",
        "make" | "scissors" => "#cb-i-make",
        "practise" | "target" => "#cb-i-practise",
        "play" => "#cb-i-play",
        "discuss" | "talk" => "#cb-i-discuss",
        "present" => "#cb-i-present",
        "research" | "explorer" | "compass" | "microscope" => "#cb-i-research",
        "outside" | "tree" | "nature" => "#cb-i-tree",
        "sun" => "#cb-i-sun",
        "sprout" | "plant" => "#cb-i-sprout",
        "idea" | "bulb" => "#cb-i-idea",
        "pair" | "team" | "together" => "#cb-i-pair",
        "again" | "undo" => "#cb-i-undo",
        "path" | "map" => "#cb-i-path",
        "check" => "#cb-i-check",
        "star" => "#cb-s-free",
        "badge" | "medal" => "#cb-i-badges",
        _ => return None,
    })
}

/// The icon of a flag.
pub fn flag(name: &str) -> &'static str {
    match name {
        "required" => "#cb-i-required",
        "optional" => "#cb-i-optional",
        "late" => "#cb-i-late",
        _ => "#cb-i-soon",
    }
}

/// With whom, where it is not alone.
pub fn together(together: Together) -> Option<&'static str> {
    match together {
        Together::Solo => None,
        Together::Pair => Some("ui-pair"),
        Together::Group => Some("ui-group"),
    }
}

/// The word and the icon of something to use.
pub fn resource(kind: ResourceKind) -> (&'static str, &'static str) {
    match kind {
        ResourceKind::Link => ("ui-resource-link", "#cb-i-link"),
        ResourceKind::Video => ("ui-resource-video", "#cb-i-video"),
        ResourceKind::Audio => ("ui-resource-audio", "#cb-i-listen"),
        ResourceKind::Image => ("ui-resource-image", "#cb-i-image"),
        ResourceKind::Document => ("ui-resource-document", "#cb-i-document"),
        ResourceKind::Embed => ("ui-resource-embed", "#cb-i-play"),
    }
}

/// The button that adds a piece of evidence: word, icon, and what the file chooser takes.
pub fn evidence(kind: EvidenceKind) -> (&'static str, &'static str, &'static str) {
    match kind {
        EvidenceKind::Image => ("ui-add-image", "#cb-i-image", "image/*"),
        EvidenceKind::Audio => ("ui-add-audio", "#cb-i-listen", "audio/*"),
        _ => ("ui-add-file", "#cb-i-attach", ""),
    }
}

/// Where the work is: word and icon.
pub fn saved(saved: &Saved) -> (&'static str, &'static str) {
    match saved {
        Saved::Device => ("ui-saved-device", "#cb-i-device"),
        Saved::Unsent { .. } => ("ui-saved-device", "#cb-i-offline"),
        Saved::Sent => ("ui-saved-sent", "#cb-i-device"),
        Saved::Confirmed => ("ui-saved-confirmed", "#cb-i-confirmed"),
        Saved::Memory(_) => ("ui-saved-memory", "#cb-i-offline"),
        Saved::Failed(_) => ("ui-saved-failed", "#cb-i-warn"),
        Saved::Looking { .. } => ("ui-saved-readonly", "#cb-i-private"),
    }
}

/// The word and the icon of an action.
pub fn action(name: &str, state: State) -> (&'static str, &'static str) {
    match name {
        "choose" => ("ui-act-choose", "#cb-s-chosen"),
        "start" => ("ui-act-start", "#cb-i-next"),
        "submit" if state == State::Returned => ("ui-act-submit-again", "#cb-i-send"),
        "submit" => ("ui-act-submit", "#cb-i-send"),
        "done" => ("ui-act-done", "#cb-i-check"),
        "undo" => ("ui-act-undo", "#cb-i-undo"),
        _ => ("ui-act-drop", "#cb-i-close"),
    }
}
