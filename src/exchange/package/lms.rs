//! A board as the files of a package for an LMS: what is in the zip file that a teacher uploads.

use super::manifest;
use super::{Files, Incomplete, file_name, part, quoted};
use crate::board::Board;

/// What an LMS may speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standard {
    /// SCORM 1.2.
    Scorm12,
    /// SCORM 2004, 4th edition.
    Scorm2004,
    /// cmi5, with an LRS.
    Cmi5,
}

impl Standard {
    /// The script that starts the page there (`scorm.js`, `cmi5.js`).
    fn script(self) -> &'static str {
        match self {
            Standard::Scorm12 | Standard::Scorm2004 => "scorm.js",
            Standard::Cmi5 => "cmi5.js",
        }
    }

    /// Which of two run-time APIs its page is to look for first: an LMS may have both.
    fn version(self) -> &'static str {
        match self {
            Standard::Scorm12 => " data-scorm=\"1.2\"",
            Standard::Scorm2004 => " data-scorm=\"2004\"",
            Standard::Cmi5 => "",
        }
    }

    /// The file that tells the LMS what is in the package.
    fn manifest(self) -> &'static str {
        match self {
            Standard::Scorm12 | Standard::Scorm2004 => "imsmanifest.xml",
            Standard::Cmi5 => "cmi5.xml",
        }
    }
}

/// The folder of the board and what lies beside it, where nothing of it can take the place of a file of the page's.
const FOLDER: &str = "board/";

/// The board's name there; `scorm.js` and `cmi5.js` know it.
const BOARD: &str = "board/the-board.json";

/// There is no other board in a package: what leads to one is not shown.
const ALONE: &str = ".cb a[href='?'],.cb-row:has(>a[href='?'])>label{display:none}";

/// The files of a package: `page` are the production files, `beside` the files beside the board under the addresses it calls them by. Nothing but
/// pages, scripts, style sheets, WebAssembly and JSON is among them, and the board's own.
pub fn for_lms(
    standard: Standard,
    board: &Board,
    text: &str,
    page: &Files,
    beside: &Files,
) -> Result<Files, Incomplete> {
    let mut all = Files::new();
    for needed in ["choiceboard.js", standard.script()] {
        if !page.contains_key(needed) {
            return Err(Incomplete(needed));
        }
    }
    for (begins, ends) in [
        ("player_bg", ".wasm"),
        ("player_rest", ".wasm"),
        ("link", ".js"),
        ("refused", ".js"),
        ("choiceboard", ".css"),
    ] {
        part(page, begins, ends)?;
    }
    let ours = page.iter().filter(|(name, _)| is_needed(standard, name));
    all.extend(ours.map(|(name, bytes)| (name.clone(), bytes.clone())));
    for (name, sheet) in &mut all {
        if name.starts_with("choiceboard") && name.ends_with(".css") {
            sheet.extend_from_slice(ALONE.as_bytes());
        }
    }
    all.insert("index.html".into(), launch(standard, board, page)?.into());
    for (address, bytes) in beside {
        if let Some(name) = file_name(address) {
            all.insert([FOLDER, &name].concat(), bytes.clone());
        }
    }
    all.insert(BOARD.into(), text.into());
    let names: Vec<&str> = all.keys().map(String::as_str).collect();
    let manifest = match standard {
        Standard::Scorm12 => manifest::scorm12(board, &names),
        Standard::Scorm2004 => manifest::scorm2004(board, &names),
        Standard::Cmi5 => manifest::cmi5(board),
    };
    all.insert(standard.manifest().into(), manifest.into());
    Ok(all)
}

/// What the page loads by itself: not what other pages load, nor what is made of it for servers.
fn is_needed(standard: Standard, name: &str) -> bool {
    if let Some(language) = name.strip_prefix("locales/") {
        return language.ends_with(".json");
    }
    let others = ["scorm.js", "cmi5.js"];
    let ending = name.rsplit('.').next().unwrap_or_default();
    let elsewhere = ["single", "element", "frame"];
    matches!(ending, "js" | "css" | "wasm")
        && !name.contains('/')
        && !elsewhere.iter().any(|begins| name.starts_with(begins))
        && (!others.contains(&name) || name == standard.script())
}

/// The page, started by the standard's own script, and with all icons in it: no LMS needs to know of pictures then.
fn launch(standard: Standard, board: &Board, page: &Files) -> Result<String, Incomplete> {
    let index = part(page, "index", ".html")?;
    let replaced = |text: &str, from: &str, to: &str, what| match text.split_once(from) {
        Some((before, after)) => Ok([before, to, after].concat()),
        None => Err(Incomplete(what)),
    };
    let language = quoted(&board.language);
    let language = ["<html lang=\"", &language, "\"", standard.version()].concat();
    let index = replaced(
        &index,
        "<html lang=\"en\"",
        &language,
        "index.html in English",
    )?;
    let title = quoted(board.title.get(&board.language));
    let title = ["<title>", &title, "</title>"].concat();
    let index = replaced(&index, "<title>Choiceboard</title>", &title, "title")?;
    let script = ["src=\"", standard.script(), "\""].concat();
    let index = replaced(&index, "src=\"choiceboard.js\"", &script, "start")?;
    let icons = [&part(page, "icons-later", ".svg")?, "\n</body>"].concat();
    let index = replaced(&index, "</body>", &icons, "body")?;
    let lines = index.lines().filter(|line| !line.contains("rel=\"icon\""));
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::super::tests::page;
    use super::*;
    use crate::board::read;

    const BOARD: &str = r#"{ "choiceboard": 1, "id": "a \"b\" é", "title": "A <b> & \"c\"", "language": "de", "activities": [{ "id": "a", "title": "A" }] }"#;

    fn package(standard: Standard) -> Files {
        let board = read(BOARD.as_bytes()).board.unwrap();
        let beside = [("images/a%20b.svg?2".to_owned(), b"<svg/>".to_vec())];
        for_lms(standard, &board, BOARD, &page(), &beside.into()).unwrap()
    }

    #[test]
    fn only_what_the_page_loads_is_in_it() {
        for (standard, manifest, script, html) in [
            (
                Standard::Scorm12,
                "imsmanifest.xml",
                "scorm.js",
                "<html lang=\"de\" data-scorm=\"1.2\">",
            ),
            (
                Standard::Scorm2004,
                "imsmanifest.xml",
                "scorm.js",
                "<html lang=\"de\" data-scorm=\"2004\">",
            ),
            (Standard::Cmi5, "cmi5.xml", "cmi5.js", "<html lang=\"de\">"),
        ] {
            let files = package(standard);
            let names: Vec<&str> = files.keys().map(String::as_str).collect();
            let mut expected = [
                "board/images/a b.svg",
                "board/the-board.json",
                "choiceboard-0a.css",
                "choiceboard.js",
                manifest,
                "index.html",
                "link-0e.js",
                "locales/de.json",
                "player_bg-0e.wasm",
                "player_rest-0f.wasm",
                "later-0b.css",
                "print-0b.css",
                "refused-0e.js",
                script,
            ];
            expected.sort_unstable();
            assert_eq!(names, expected);
            let index = String::from_utf8(files["index.html"].clone()).unwrap();
            assert!(index.contains(&format!("src=\"{script}\"")), "{index}");
            assert!(index.contains(html), "{index}");
            assert!(index.contains("<title>A &lt;b> &amp; &quot;c&quot;</title>"));
            assert!(!index.contains("icon-0a"), "{index}");
            let sheet = String::from_utf8(files["choiceboard-0a.css"].clone()).unwrap();
            assert_eq!(sheet, [".cb{}", ALONE].concat());
        }
    }

    #[test]
    fn a_page_in_pieces_is_none() {
        let board = read(BOARD.as_bytes()).board.unwrap();
        for lacking in [
            "index.html",
            "scorm.js",
            "choiceboard.js",
            "link-0e.js",
            "player_rest-0f.wasm",
            "icons-later-0d.svg",
        ] {
            let mut page = page();
            assert!(page.remove(lacking).is_some(), "{lacking}");
            let package = for_lms(Standard::Scorm12, &board, BOARD, &page, &Files::new());
            assert!(package.is_err(), "{lacking}");
        }
    }
}
