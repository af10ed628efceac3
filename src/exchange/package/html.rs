//! A board as one HTML file.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::{Files, Incomplete, part, quoted};
use crate::board::Board;

/// What the page inside calls its own folder; `single.js` answers for it.
const INSIDE: &str = "inside:///";

/// The board and everything it needs as one HTML file without a server, an origin or a network: `page` are the production files, `beside` the
/// files beside the board under the names it calls them by.
pub fn one_file(
    board: &Board,
    text: &str,
    page: &Files,
    beside: &Files,
) -> Result<String, Incomplete> {
    let index = part(page, "index", ".html")?;
    let body = index
        .split_once("<body")
        .and_then(|(_, rest)| rest.split_once("</body>"));
    let (body, _) = body.ok_or(Incomplete("index.html with a body"))?;
    let language = quoted(&board.language);
    let title = quoted(board.title.get(&board.language));
    let mut all = vec![
        format!("<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n"),
        String::from("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"),
        String::from("<meta name=\"color-scheme\" content=\"light dark\">\n"),
        format!("<title>{title}</title>\n"),
    ];
    for (name, attributes) in [
        ("choiceboard", ""),
        ("later", ""),
        ("print", " media=\"print\""),
        ("frame", " media=\"not all\" id=\"choiceboard-frame\""),
    ] {
        let sheet = part(page, name, ".css")?;
        all.push(format!("<style{attributes}>{sheet}</style>\n"));
    }
    // No gallery of boards to go back to.
    all.push(String::from(
        "<style>.cb a[href='?']{display:none}</style>\n",
    ));
    let files = Value::Object(contents(text, page, beside)?);
    all.push(format!("</head>\n<body{body}"));
    all.push(part(page, "icons-later", ".svg")?);
    all.push(format!(
        "\n<script type=\"application/json\" id=\"choiceboard-files\">{}</script>\n",
        // No text can end the script it stands in.
        files.to_string().replace('<', "\\u003c")
    ));
    let script = part(page, "single", ".js")?;
    all.push(format!("<script>{script}</script>\n</body>\n</html>\n"));
    Ok(all.concat())
}

/// What `single.js` answers from: by address a text, or bytes with their type, packed ones with `gzip`.
fn contents(board: &str, page: &Files, beside: &Files) -> Result<Map<String, Value>, Incomplete> {
    let mut all = Map::new();
    let mut put = |name: &str, value: Value| all.insert([INSIDE, name].concat(), value);
    put("board.json", board.into());
    for (name, _) in page.range(String::from("locales/")..) {
        let Some(language) = name.strip_prefix("locales/") else {
            break;
        };
        if let Some(bytes) = page.get(name).filter(|_| language.ends_with(".json")) {
            put(name, String::from_utf8_lossy(bytes).into());
        }
    }
    for program in ["player_bg", "player_rest"] {
        let found = page
            .iter()
            .find(|(name, _)| name.starts_with(program) && name.ends_with(".wasm.gz"));
        let (name, bytes) = found.ok_or(Incomplete("program, packed by gzip"))?;
        let name = name.strip_suffix(".gz").unwrap_or(name);
        let packed = STANDARD.encode(bytes);
        put(
            name,
            json!({ "type": "application/wasm", "gzip": true, "base64": packed }),
        );
    }
    for (name, bytes) in beside {
        put(
            name,
            json!({ "type": media(name), "base64": STANDARD.encode(bytes) }),
        );
    }
    Ok(all)
}

/// The media type that a name's ending stands for.
fn media(name: &str) -> &'static str {
    let path = name.split(['?', '#']).next().unwrap_or(name);
    let ending = path.rsplit('.').next().unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "pdf" => "application/pdf",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        "txt" => "text/plain",
        // A page would run with our origin.
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::page;
    use super::*;
    use crate::board::read;

    #[test]
    fn nothing_in_a_board_gets_out_of_its_place() {
        let text = r#"{ "choiceboard": 1, "id": "x", "title": "A \"<script>\" & more </title>", "activities": [{ "id": "a", "title": "</script><script>alert(1)</script>" }] }"#;
        let board = read(text.as_bytes()).board.unwrap();
        let beside = Files::from([("images/a b.svg".to_owned(), b"<svg/>".to_vec())]);
        let html = one_file(&board, text, &page(), &beside).unwrap();
        assert!(html.contains("<title>A &quot;&lt;script>&quot; &amp; more &lt;/title></title>"));
        assert_eq!(html.matches("</script>").count(), 2);
        let (_, files) = html.split_once("id=\"choiceboard-files\">").unwrap();
        let (files, _) = files.split_once("</script>").unwrap();
        let files: Value = serde_json::from_str(files).unwrap();
        assert_eq!(files["inside:///board.json"], text);
        assert_eq!(files["inside:///images/a b.svg"]["type"], "image/svg+xml");
        assert_eq!(files["inside:///images/a b.svg"]["base64"], "PHN2Zy8+");
        assert_eq!(files["inside:///player_bg-0e.wasm"]["gzip"], true);
        assert_eq!(files["inside:///locales/de.json"], "{}");
    }

    #[test]
    fn a_page_in_pieces_is_none() {
        let text = r#"{ "choiceboard": 1, "id": "x", "title": "X", "activities": [{ "id": "a", "title": "A" }] }"#;
        let board = read(text.as_bytes()).board.unwrap();
        for lacking in [
            "index.html",
            "choiceboard-0a.css",
            "later-0b.css",
            "print-0b.css",
            "frame-0c.css",
            "icons-later-0d.svg",
            "single.js",
            "player_bg-0e.wasm.gz",
            "player_rest-0f.wasm.gz",
        ] {
            let mut page = page();
            assert!(page.remove(lacking).is_some(), "{lacking}");
            assert!(
                one_file(&board, text, &page, &Files::new()).is_err(),
                "{lacking}"
            );
        }
    }
}
