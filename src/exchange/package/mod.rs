//! A board as a file to carry. It is put together from the production files and what lies beside the board; nothing is read or fetched here,
//! so that the same code works in the browser.

mod html;
mod lms;
mod manifest;
#[cfg(test)]
mod structure;

use std::collections::BTreeMap;
use std::fmt;

pub use html::one_file;
pub use lms::{Standard, for_lms};

/// Names, with slashes between folders, and contents.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The production files lack one of this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incomplete(pub &'static str);

impl fmt::Display for Incomplete {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "the page's files have no {}", self.0)
    }
}

impl std::error::Error for Incomplete {}

/// The file that an address beside the board means: without query and fragment, its escapes undone. Nothing where that is not in the board's folder or
/// below it: a board of somebody else's is no reason to hand out what lies elsewhere.
pub fn file_name(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_prefix("./").unwrap_or(path);
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let Some((first, more)) = rest.split_first() {
        let escaped = match (first, more) {
            (b'%', [high, low, ..]) => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16);
                digit(high).zip(digit(low))
            }
            _ => None,
        };
        match escaped {
            Some((high, low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = more.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = more;
            }
        }
    }
    let name = String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned());
    let is_below = |part: &str| !matches!(part, "" | "." | "..");
    (name.split('/').all(is_below) && !name.contains(['\\', ':', '\0'])).then_some(name)
}

/// These files as a zip file. The same files make the same bytes.
#[cfg(feature = "pack")]
pub fn zipped(files: &Files) -> zip::result::ZipResult<Vec<u8>> {
    use std::io::{Cursor, Write};

    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for (name, bytes) in files {
        writer.start_file(name.as_str(), options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// The text of the file at the top that begins and ends so, with or without a digest between.
fn part(page: &Files, begins: &'static str, ends: &str) -> Result<String, Incomplete> {
    let plain = [begins, ends].concat();
    let named = [begins, "-"].concat();
    let fits = |name: &&String| {
        **name == plain
            || name
                .strip_prefix(&named)
                .and_then(|rest| rest.strip_suffix(ends))
                .is_some_and(|digest| digest.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    let name = page.keys().find(fits).ok_or(Incomplete(begins))?;
    let bytes = page.get(name).map(Vec::as_slice).unwrap_or_default();
    Ok(String::from_utf8_lossy(bytes).into_owned())
}

/// Text as it stands in HTML, in an attribute too.
fn quoted(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of few words.
    pub fn page() -> Files {
        let files = [
            (
                "index.html",
                "<html lang=\"en\"><head><title>Choiceboard</title>\n<link rel=\"icon\" href=\"icon-0a.svg\">\n<script type=\"module\" src=\"choiceboard.js\"></script></head><body class=\"cb-whole\"><main></main></body>",
            ),
            ("choiceboard-0a.css", ".cb{}"),
            ("later-0b.css", ".l{}"),
            ("print-0b.css", ".p{}"),
            ("frame-0c.css", ".f{}"),
            ("icon-0a.svg", "<svg></svg>"),
            ("icons-later-0d.svg", "<svg></svg>"),
            ("single.js", "run()"),
            ("scorm.js", "scorm()"),
            ("cmi5.js", "cmi5()"),
            ("choiceboard.js", "start()"),
            ("choiceboard.js.br", "packed"),
            ("choiceboard.d.ts", "types"),
            ("element-0e.js", "element()"),
            ("link-0e.js", "link()"),
            ("refused-0e.js", "refused()"),
            ("player_bg-0e.wasm", "bg"),
            ("player_bg-0e.wasm.gz", "bg"),
            ("player_rest-0f.wasm", "rest"),
            ("player_rest-0f.wasm.gz", "rest"),
            ("locales/de.json", "{}"),
            ("boards/sample.json", "{}"),
        ];
        files
            .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
            .into()
    }

    #[cfg(feature = "pack")]
    #[test]
    fn a_zip_file_holds_the_files_and_is_always_the_same() {
        use std::io::Read;

        let packed = zipped(&page()).unwrap();
        assert_eq!(zipped(&page()).unwrap(), packed);
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(packed)).unwrap();
        let mut found = Files::new();
        for at in 0..archive.len() {
            let mut file = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            found.insert(file.name().unwrap().into_owned(), bytes);
        }
        assert_eq!(found, page());
    }

    #[test]
    fn an_address_beside_the_board_means_a_file() {
        for (address, name) in [
            ("images/a.svg", "images/a.svg"),
            ("./images/a%20b.svg?v=2#x", "images/a b.svg"),
            ("100%.png", "100%.png"),
            ("%C3%A9t%C3%A9.png", "été.png"),
            ("%FF.png", "%FF.png"),
        ] {
            assert_eq!(file_name(address).as_deref(), Some(name));
        }
        for address in [
            "",
            "../a.svg",
            "a/../../b",
            "%2e%2e/a",
            "a%5c..%5cb",
            "c%3a/a",
            "/a",
            "a//b",
            "a%00",
        ] {
            assert_eq!(file_name(address), None, "{address}");
        }
    }
}
