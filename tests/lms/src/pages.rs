//! The LMS's own pages: plain, under the same policy that the widget promises to work under.

use xtask::site::{Bent, POLICY};

use super::LEARNERS;
use super::shelf::Shelf;

/// The host's side of the line: hands tokens to the widget in the frame.
const SCRIPT: &str = include_str!("../pages/host.js");

/// What its own pages carry against requests that others forge.
pub const NUMBER: &str = "of-this-session";

/// What the policy of a page with a frame allows besides.
fn hosting() -> &'static str {
    const FRAMES: &str = "; frame-src 'self'; form-action 'self'";
    static HOSTING: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    HOSTING.get_or_init(|| [POLICY, FRAMES].concat())
}

/// The policy that a board in one HTML file needs: its scripts and styles stand in it.
const INSIDE: &str = "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; img-src blob:";

/// The board of every link, unless it says another one.
pub const BOARD: &str = "boards/water-cycle.json";

fn page(title: &str, body: &str) -> Bent {
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"csrf-token\" content=\"{NUMBER}\" data-for=\"/api/progress\"><title>{title}</title><h1>{title}</h1>{body}"
    );
    Bent::Hosts(hosting(), page.into_bytes())
}

pub fn welcome() -> Bent {
    let mut body = String::from("<ul>");
    for (id, name) in LEARNERS {
        let forms = forms(id, BOARD);
        body += &format!("<li><a href=\"/learn?as={id}\">{name}, a student</a>: {forms}");
    }
    body += "<li><a href=\"/teach\">The teacher</a></ul>";
    page("A small LMS", &body)
}

pub fn script() -> Bent {
    Bent::Says(200, "text/javascript; charset=utf-8", SCRIPT.into())
}

/// A board in one HTML file, for a frame without an origin.
pub fn file(html: Vec<u8>) -> Bent {
    Bent::Hosts(INSIDE, html)
}

/// The widget in a frame: `frame` speaks HTTP, `messages` sends all by way of this page, and so does `file`, the one HTML file in a frame that may run scripts
/// and nothing else. Or as an element: `element` speaks HTTP, `function` sends all by this page's function, and `div` is what stays of it in an editor
/// that drops elements.
pub fn learn(learner: &str, form: &str, board: &str) -> Bent {
    let (learner, form, board) = (safe(&plain(learner)), safe(form), safe(&plain(board)));
    let widget = match form.as_str() {
        "element" | "function" => "<choice-board id=\"board\"".to_owned(),
        "div" => format!(
            "<div id=\"board\" data-choice-board=\"{board}\" data-endpoint=\"/api/progress\""
        ),
        "file" => String::from(
            "<iframe sandbox=\"allow-scripts\" title=\"Choice board\" width=\"100%\" height=\"900\"",
        ),
        _ => String::from("<iframe title=\"Choice board\" width=\"100%\" height=\"900\""),
    };
    let end = match form.as_str() {
        "element" | "function" => "choice-board",
        "div" => "div",
        _ => "iframe",
    };
    let body = format!(
        "<p>Signed in as {learner}. {}</p>\
         {widget} data-board=\"{board}\" data-learner=\"{learner}\" data-form=\"{form}\"></{end}>\
         <script type=\"module\" src=\"/choiceboard.js\"></script><script type=\"module\" src=\"/host.js\"></script>",
        forms(&learner, &board)
    );
    page("This week", &body)
}

/// Ways to every form.
fn forms(learner: &str, board: &str) -> String {
    let link = |form| {
        format!("<a href=\"/learn?as={learner}&amp;form={form}&amp;board={board}\">{form}</a>")
    };
    ["frame", "messages", "file", "element", "function", "div"]
        .map(link)
        .join(" · ")
}

pub fn teach(shelf: &Shelf) -> Bent {
    let mut body = String::new();
    for row in shelf.all() {
        let (board, learner) = (safe(&row.board), safe(&row.learner));
        body += &format!(
            "<h2>{learner}, {board}</h2><p>{} events. {}</p>",
            row.events,
            safe(&row.summary.to_string())
        );
        let waiting = row.summary["waiting"].as_array();
        for activity in waiting.into_iter().flatten() {
            let activity = safe(activity.as_str().unwrap_or_default());
            body += &format!(
                "<form method=\"post\" action=\"/teach\"><p>{activity} \
                 <input type=\"hidden\" name=\"board\" value=\"{board}\"><input type=\"hidden\" name=\"learner\" value=\"{learner}\">\
                 <input type=\"hidden\" name=\"activity\" value=\"{activity}\"><label>Comment <input name=\"comment\"></label> \
                 <button name=\"type\" value=\"approve\">Approve</button> <button name=\"type\" value=\"return\">Return</button></form>"
            );
        }
    }
    if body.is_empty() {
        body += "<p>Nothing has come in yet.";
    }
    page("The class", &body)
}

/// Text as it stands in a page.
fn safe(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

/// A value of a form or a query, without its escapes.
pub fn plain(value: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits: Vec<u8> = rest.by_ref().take(2).collect();
                let digits = String::from_utf8_lossy(&digits).into_owned();
                u8::from_str_radix(&digits, 16).unwrap_or(b'?')
            }
            byte => byte,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_and_written_safely() {
        assert_eq!(plain("What+a+drop%21+%C3%BC"), "What a drop! ü");
        assert_eq!(safe("<b a=\"&\">"), "&lt;b a=&quot;&amp;&quot;>");
    }
}
