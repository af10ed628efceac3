//! Boards within boards: what can be said of them where their files are at hand.

use super::beside::folder;
use super::code::{self, Code};
use super::diagnostic::Diagnostic;
use super::finding::{Finding, Findings};
use super::inspect::Look;
use super::model::Board;
use super::read::{Reading, read};
use crate::words::Arg;

/// Boards within each other are followed no deeper: nobody comes back from there.
const DEEPEST: usize = 16;

/// Gives the bytes of a file by its address from the outermost board's folder.
pub type Fetch<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;

/// The boards that a board's activities ask for, in their order, by their addresses.
pub fn boards_within(board: &Board) -> impl Iterator<Item = &str> {
    let all = board.activities.iter();
    all.filter_map(|activity| activity.more.board.as_ref().map(|board| board.as_str()))
        .filter(|address| !address.is_empty())
}

/// What is wrong with the boards within a board that lies at an address: one that is not there, cannot be used, or leads back.
pub fn nested(reading: &Reading, name: &str, fetch: Fetch) -> Vec<Diagnostic> {
    let (Some(board), Some(root)) = (&reading.board, reading.document.root()) else {
        return Vec::new();
    };
    let look = Look {
        document: &reading.document,
        root,
    };
    let mut findings = Findings::default();
    for (activity, node) in board.activities.iter().zip(look.items("activities")) {
        let Some(inner) = &activity.more.board else {
            continue;
        };
        let way = Way {
            names: vec![String::from(name)],
            ids: vec![board.id.clone()],
        };
        if let Err((code, at)) = way.down(inner, fetch) {
            let mut finding =
                Finding::new(code, look.at(node, "board")).text("found", inner.as_str());
            if code == code::INNER_CYCLE {
                let ways = at.into_iter().map(Arg::Text).collect();
                finding = finding.with("way", Arg::List(ways, false));
            }
            findings.push(finding);
        }
    }
    findings.locate(&reading.document)
}

/// From the outermost board to one within.
struct Way {
    names: Vec<String>,
    ids: Vec<String>,
}

impl Way {
    /// One board further down, and on from there; what is wrong first, and the way there.
    fn down(&self, address: &str, fetch: Fetch) -> Result<(), (&'static Code, Vec<String>)> {
        let here = self.names.last().map_or("", String::as_str);
        let name = [folder(here), address].concat();
        let mut names = self.names.clone();
        names.push(name.clone());
        if self.names.contains(&name) || names.len() > DEEPEST {
            return Err((code::INNER_CYCLE, names));
        }
        let Some(bytes) = fetch(&name) else {
            return Err((code::INNER_MISSING, names));
        };
        let Some(board) = read(bytes).board else {
            return Err((code::INNER_BROKEN, names));
        };
        // The same board under another name: its work is the same work.
        if self.ids.contains(&board.id) {
            return Err((code::INNER_CYCLE, names));
        }
        let mut ids = self.ids.clone();
        ids.push(board.id.clone());
        let way = Way { names, ids };
        boards_within(&board).try_for_each(|inner| way.down(inner, fetch))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn board(id: &str, within: &str) -> String {
        format!(
            r#"{{ "choiceboard": 1, "id": "{id}", "title": "T", "activities": [
                {{ "id": "plain", "title": "P" }}, {{ "id": "in", "title": "I"{within} }} ] }}"#
        )
    }

    fn said(outer: &str, files: &[(&str, String)]) -> Vec<(&'static str, String)> {
        let reading = read(outer.as_bytes());
        let fetch = |name: &str| {
            let file = files.iter().find(|file| file.0 == name);
            file.map(|file| file.1.clone().into_bytes())
        };
        nested(&reading, "unit.json", &fetch)
            .into_iter()
            .map(|found| (found.code, found.path))
            .collect()
    }

    #[test]
    fn boards_within_are_followed_to_their_ends() {
        let outer = board("unit", r#", "board": "parts/a.json""#);
        let a = board("a", r#", "board": "b.json""#);
        let at = |code| vec![(code, String::from("$.activities[1].board"))];
        assert_eq!(said(&outer, &[]), at("inner-missing"));
        let files = [("parts/a.json", a.clone())];
        assert_eq!(said(&outer, &files), at("inner-missing"), "further down");
        let files = [
            ("parts/a.json", a.clone()),
            ("parts/b.json", board("b", "")),
        ];
        assert_eq!(said(&outer, &files), []);
        let files = [("parts/a.json", a), ("parts/b.json", String::from("{"))];
        assert_eq!(said(&outer, &files), at("inner-broken"));
        assert_eq!(said("{", &[]), [], "it says what is wrong with itself");
    }

    #[test]
    fn a_board_that_leads_back_to_itself_is_found() {
        let at = vec![("inner-cycle", String::from("$.activities[1].board"))];
        let own = board("unit", r#", "board": "unit.json""#);
        assert_eq!(said(&own, &[]), at);
        let outer = board("unit", r#", "board": "a.json""#);
        let files = [("a.json", board("a", r#", "board": "unit.json""#))];
        assert_eq!(said(&outer, &files), at);
        let files = [("a.json", board("a", r#", "board": "a.json""#))];
        assert_eq!(said(&outer, &files), at);
        let files = [("a.json", board("unit", ""))];
        assert_eq!(said(&outer, &files), at, "another file, the same board");
    }

    #[test]
    fn the_same_board_may_be_asked_for_twice() {
        let twice = board("unit", r#", "board": "a.json""#)
            .replace(r#""title": "P""#, r#""title": "P", "board": "a.json""#);
        assert_eq!(said(&twice, &[("a.json", board("a", ""))]), []);
    }
}
