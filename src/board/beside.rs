//! Addresses without a host: what a board names that way lies beside the board's own file, wherever the page lies.

use super::model::{Activity, Board, Check, Sheet};
use super::texts;
use crate::words::markdown::Leads;

/// The folder of an address, up to its last slash.
pub fn folder(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or("");
    let end = path.rfind('/').map_or(0, |slash| slash + 1);
    path.get(..end).unwrap_or("")
}

/// Turns the board's pictures and resources beside it into addresses from the page. Without a folder (a file of the device)
/// nothing beside the board can be reached, and those addresses become empty.
pub fn look_beside(board: &mut Board, folder: Option<&str>) {
    each(board, &mut |address| turn(address, folder));
}

/// Addresses of what lies beside the board, in its order, each once.
pub fn beside(board: &Board) -> Vec<String> {
    named(board, lies_beside)
}

/// Addresses that count from the root of whatever site the board is shown on, in its order, each once.
pub fn from_the_root(board: &Board) -> Vec<String> {
    named(board, |address| {
        let mut signs = address.trim_start().chars();
        // Two of them name another site. Browsers take either slash.
        signs.next().is_some_and(is_slash) && !signs.next().is_some_and(is_slash)
    })
}

fn is_slash(sign: char) -> bool {
    matches!(sign, '/' | '\\')
}

/// Addresses of that kind which a board names anywhere, in its order, each once.
fn named(board: &Board, is_meant: impl Fn(&str) -> bool) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut board = board.clone();
    let mut add = |address: &str| {
        if is_meant(address) && !all.iter().any(|known| known == address) {
            all.push(address.to_owned());
        }
    };
    each(&mut board, &mut |address| add(address));
    let leads = texts::leads(&mut board);
    leads.iter().for_each(|leads| add(leads.to()));
    all
}

/// Addresses of pictures that lie on other sites, in the board's order, each once. What is linked to is not among them.
pub fn pictures_elsewhere(board: &Board) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut board = board.clone();
    board.activities.iter_mut().for_each(leave_pictures);
    let mut add = |address: &str| {
        let address = address.trim();
        let lower = address.to_ascii_lowercase();
        let is_far = ["http://", "https://", "//"];
        let is_far = is_far.iter().any(|begins| lower.starts_with(begins));
        if is_far && !all.iter().any(|known| known == address) {
            all.push(address.to_owned());
        }
    };
    each(&mut board, &mut |address| add(address));
    for leads in texts::leads(&mut board) {
        if let Leads::Picture(address) = leads {
            add(&address);
        }
    }
    all
}

fn leave_pictures(activity: &mut Activity) {
    let Some(more) = activity.more.there() else {
        return;
    };
    more.board = None;
    more.resources.clear();
    for (_, version) in &mut more.versions {
        leave_pictures(version);
    }
}

fn each(board: &mut Board, act: &mut dyn FnMut(&mut String)) {
    for activity in &mut board.activities {
        of_activity(activity, act);
    }
    for badge in &mut board.badges {
        of_icon(&mut badge.icon, act);
    }
    let maps = board
        .sections
        .iter_mut()
        .map(|section| &mut section.map)
        .chain([&mut board.map]);
    maps.flatten().for_each(|map| of_map(map, act));
}

#[inline(never)]
fn of_map(map: &mut Sheet, act: &mut dyn FnMut(&mut String)) {
    if let Some(image) = &mut map.image {
        act(&mut image.src);
    }
}

fn of_activity(activity: &mut Activity, act: &mut dyn FnMut(&mut String)) {
    let Some(more) = activity.more.there() else {
        return;
    };
    if let Some(image) = &mut more.image {
        act(&mut image.src);
    }
    if let Some(icon) = &mut more.icon {
        of_icon(icon, act);
    }
    if let Some(board) = &mut more.board {
        act(board);
    }
    for resource in &mut more.resources {
        act(&mut resource.url);
    }
    if let Some(check) = &mut more.check {
        of_check(check, act);
    }
    for (_, version) in &mut more.versions {
        of_activity(version, act);
    }
}

/// Pictures in answers and on the right sides of pairs.
#[inline(never)]
fn of_check(check: &mut Check, act: &mut dyn FnMut(&mut String)) {
    let questions = check.questions.iter_mut();
    let answers = questions.flat_map(|of| of.answers.iter_mut().chain(&mut of.matches));
    for image in answers.filter_map(|answer| answer.image.as_mut()) {
        act(&mut image.src);
    }
}

/// An icon is a name of ours unless it looks like a file.
pub fn is_address(icon: &str) -> bool {
    icon.contains(['.', '/'])
}

fn of_icon(icon: &mut String, act: &mut dyn FnMut(&mut String)) {
    if is_address(icon) {
        act(icon);
    }
}

fn turn(address: &mut String, folder: Option<&str>) {
    match folder {
        _ if !lies_beside(address) => {}
        Some(folder) => address.insert_str(0, folder),
        None => address.clear(),
    }
}

pub(super) fn lies_beside(address: &str) -> bool {
    let first = address.split(['/', '?', '#']).next().unwrap_or("");
    // Empty: nothing there, or from the root, a host, a query or a part of this page.
    !first.is_empty() && !first.contains(':')
}

#[cfg(test)]
mod tests {
    use super::{beside, folder, from_the_root, look_beside, of_icon, turn};

    #[test]
    fn the_picture_behind_a_map_lies_beside_the_board_too() {
        let file = r#"{ "choiceboard": 1, "id": "a", "title": "A", "map": { "image": { "src": "hills.svg", "alt": "" } },
            "activities": [{ "id": "a", "title": "A" }],
            "sections": [{ "id": "s", "activities": ["a"], "map": { "image": { "src": "sea.png", "alt": "" } } }] }"#;
        let mut board = crate::board::read(file.as_bytes()).board.unwrap();
        assert_eq!(beside(&board), ["sea.png", "hills.svg"]);
        look_beside(&mut board, Some("boards/"));
        assert_eq!(beside(&board), ["boards/sea.png", "boards/hills.svg"]);
    }

    #[test]
    fn the_folder_ends_at_the_last_slash_of_the_path() {
        for (address, lies_in) in [
            ("boards/plants.json", "boards/"),
            ("plants.json", ""),
            ("/a/b/plants.json", "/a/b/"),
            (
                "https://example.org/plants.json?from=a/b#c/d",
                "https://example.org/",
            ),
            ("", ""),
        ] {
            assert_eq!(folder(address), lies_in, "{address}");
        }
    }

    #[test]
    fn only_what_lies_beside_the_board_is_turned() {
        let turned = |address: &str, folder| {
            let mut address = address.to_owned();
            turn(&mut address, folder);
            address
        };
        for (address, beside) in [
            ("images/bean.svg", "boards/images/bean.svg"),
            ("../a:b", "boards/../a:b"),
            ("a/b:c", "boards/a/b:c"),
            ("/images/bean.svg", "/images/bean.svg"),
            ("//example.org/x", "//example.org/x"),
            ("https://example.org/x", "https://example.org/x"),
            ("mailto:a@example.org", "mailto:a@example.org"),
            ("data:image/png;base64,AAAA", "data:image/png;base64,AAAA"),
            ("#part", "#part"),
            ("", ""),
        ] {
            assert_eq!(turned(address, Some("boards/")), beside, "{address}");
        }
        assert_eq!(turned("images/bean.svg", None), "");
        assert_eq!(
            turned("https://example.org/x", None),
            "https://example.org/x"
        );
    }

    #[test]
    fn what_counts_from_the_root_of_a_site_is_told_apart() {
        let file = r#"{ "choiceboard": 1, "id": "a", "title": "A", "activities": [
            { "id": "a", "title": "A", "image": { "src": "/a.png", "alt": "" }, "about": "[b](/b.html) [c](//example.org/c) [d](d.html)",
              "resources": [{ "title": "E", "url": "/e.pdf" }, { "title": "F", "url": "https://example.org/f" }, { "title": "A", "url": "/a.png" }] }] }"#;
        let board = crate::board::read(file.as_bytes()).board.unwrap();
        assert_eq!(from_the_root(&board), ["/a.png", "/e.pdf", "/b.html"]);
        assert_eq!(beside(&board), ["d.html"]);
    }

    #[test]
    fn a_name_of_an_icon_is_no_address() {
        for (icon, shown) in [("make", "make"), ("seal.svg", "boards/seal.svg")] {
            let mut turned = icon.to_owned();
            of_icon(&mut turned, &mut |address| turn(address, Some("boards/")));
            assert_eq!(turned, shown);
        }
    }
}
