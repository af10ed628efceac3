//! What docs/embedding.md says an element can do, and that its examples work as they stand.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, OnceLock};
use std::thread::sleep;
use std::time::Duration;

use serde_json::json;
use xtask::site::{Bent, Site};

use super::embed::{BOARD, host, inside, put, wait_for_board};
use super::visit::{Visit, dist, says};

/// The first download in a folder of its own, as a school's server has it.
fn installed(url: &str) -> Option<Bent> {
    let name = url.split('?').next()?.strip_prefix("/choiceboard/")?;
    let kind = match name.rsplit('.').next()? {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css",
        "js" => "text/javascript",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        _ => "application/json",
    };
    Some(Bent::Says(200, kind, fs::read(dist().join(name)).ok()?))
}

#[test]
fn what_a_page_can_use_is_written_down() {
    let visit = host("empty");
    put(&visit, "{}");
    let exposed = "const { prototype, observedAttributes } = customElements.get('choice-board');
        const own = Object.getOwnPropertyNames(prototype).filter(name => !/^(constructor|.*Callback)$/.test(name));
        const board = document.getElementById('one');
        return [[...own, ...Object.keys(board)].sort(), observedAttributes, board.api(1) === board, board.api(2)]";
    let exposed = visit.script(exposed, &[]);
    let names = [
        "api",
        "boardData",
        "exportLog",
        "flush",
        "ignored",
        "importLog",
        "sync",
        "token",
    ];
    let attributes = [
        "board",
        "learner",
        "learner-name",
        "endpoint",
        "language",
        "theme",
        "contrast",
        "zoom",
        "view",
        "readonly",
        "store",
    ];
    assert_eq!(exposed, json!([names, attributes, true, null]));
    // And typed, and described.
    let types = fs::read_to_string(dist().join("choiceboard.d.ts")).unwrap();
    let described = fs::read_to_string(xtask::root().join("docs/embedding.md")).unwrap();
    for name in names {
        let typed = ["", "readonly "].map(|kind| format!("  {kind}{name}"));
        let typed = typed.iter().any(|typed| types.contains(typed));
        assert!(typed, "{name} has no type");
    }
    for name in names.iter().chain(&attributes) {
        assert!(described.contains(&format!("`{name}")), "{name}");
    }
    for name in attributes {
        assert!(types.contains(&format!("`{name}`")), "{name} has no type");
    }
    let events = ["ready", "change", "badge", "complete", "synced", "error"];
    let events = events.map(|kind| format!("choiceboard:{kind}"));
    assert_eq!(begun_with(&types, "  \"choiceboard:", "\""), events);
    assert_eq!(begun_with(&described, "| `choiceboard:", "`"), events);
    visit.end();
}

/// What stands at the start of lines: the word `choiceboard:…` up to a sign.
fn begun_with(text: &str, start: &str, sign: &str) -> Vec<String> {
    let words = text.lines().filter_map(|line| line.strip_prefix(start));
    words
        .map(|rest| format!("choiceboard:{}", rest.split(sign).next().unwrap()))
        .collect()
}

#[test]
fn what_a_page_can_dress_is_written_down() {
    let visit = host("empty");
    let theme = "const { style } = document.querySelector('main');
        style.setProperty('--cb-host-font', 'Georgia'); style.setProperty('--cb-host-ground', 'rgb(1, 2, 3)')";
    visit.script(theme, &[]);
    put(&visit, &format!("{{ board: '/{BOARD}' }}"));
    wait_for_board(&visit, "one");
    let dressed = "const frame = board.shadowRoot.querySelector('iframe');
        const { fontFamily, backgroundColor } = getComputedStyle(page.querySelector('.cb'));
        const parts = [...board.shadowRoot.querySelectorAll('[part]')].map(one => one.part.value);
        const taken = [...page.documentElement.style].filter(name => name.startsWith('--cb-host'));
        return [parts, taken.sort(), fontFamily, [backgroundColor, getComputedStyle(page.body).backgroundColor].includes('rgb(1, 2, 3)'), frame.part.value]";
    let dressed = inside(&visit, "one", dressed);
    assert_eq!(dressed[0], json!(["frame"]));
    assert_eq!(dressed[1], json!(["--cb-host-font", "--cb-host-ground"]));
    assert!(
        dressed[2].as_str().unwrap().starts_with("Georgia"),
        "{dressed}"
    );
    assert_eq!(dressed[3], true, "{dressed}");
    // A part is what a page's own sheet can reach.
    let reached = "const sheet = new CSSStyleSheet(); sheet.replaceSync('choice-board::part(frame) { outline: 3px solid rgb(4, 5, 6) }');
        document.adoptedStyleSheets = [sheet];
        return getComputedStyle(board.shadowRoot.querySelector('iframe')).outlineColor";
    assert_eq!(inside(&visit, "one", reached), json!("rgb(4, 5, 6)"));
    visit.end();
}

#[test]
fn the_types_are_taken_by_the_compiler_as_they_are_used() {
    let compiler = xtask::root().join("node_modules/typescript/bin/tsc");
    let out = Command::new("node")
        .arg(compiler)
        .args(["--noEmit", "--strict", "--target", "es2022"])
        .args(["--lib", "es2022,dom", "--module", "esnext"])
        .args(["--moduleResolution", "bundler"])
        .arg(xtask::root().join("tests/types/uses.ts"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&out.stdout);
    assert!(out.status.success(), "{said}");
}

/// Blocks of HTML in a text.
fn blocks(text: &str) -> Vec<String> {
    of_kind("html", text)
}

/// Blocks of one language in a text.
fn of_kind(kind: &str, text: &str) -> Vec<String> {
    let mark = format!("```{kind}\n");
    let parts = text.split(&*mark).skip(1);
    let blocks = parts.map(|part| part.split("```").next().unwrap());
    blocks
        .map(|block| block.replace("https://boards.school.example/", "/"))
        .collect()
}

#[test]
fn what_is_written_down_works_as_it_stands() {
    const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
    let read = |file: &str| fs::read_to_string(xtask::root().join(file)).unwrap();
    let guide = read("docs/embedding.md");
    let mut all = blocks(&read("README.md"));
    assert_eq!(all.len(), 1);
    all.extend(blocks(&guide));
    assert_eq!(all.len(), 5);
    let division = guide
        .split('`')
        .find(|code| code.starts_with("<div data-choice-board=\"https:"))
        .unwrap()
        .replace("https://boards.school.example/", "/");
    for block in all {
        let widget = ["<choice-board", "<div", "<iframe"];
        let rest = match widget.iter().any(|widget| block.contains(widget)) {
            true => "<script type=\"module\" src=\"/choiceboard/choiceboard.js\"></script>",
            false => &division,
        };
        let page = format!("<!doctype html><title>A page</title>{block}{rest}");
        let visit = Visit::bent(move |url| match url {
            "/page.html" => Some(Bent::Hosts(POLICY, page.clone().into_bytes())),
            url => installed(url),
        });
        visit.go("page.html");
        let stands = "const frame = document.querySelector('iframe') ?? document.querySelector('choice-board')?.shadowRoot?.querySelector('iframe');
            return !!frame?.contentDocument?.querySelector('.cb[data-board=water-cycle] [data-activity]')";
        visit.wait_for(&block, || visit.script(stands, &[]) == json!(true));
        visit.end_in_trouble();
    }
}

#[test]
fn scripts_that_are_written_down_work_with_a_board_from_another_host() {
    let guide = fs::read_to_string(xtask::root().join("docs/embedding.md")).unwrap();
    let scripts = guide.replace("https://boards.school.example/", "/");
    let [complete, height, theme] = &of_kind("js", &scripts)[..] else {
        panic!("other scripts are written down");
    };
    let boards = Site::open(&dist(), 0, installed).unwrap();
    let there = boards.url("");
    let theirs = there.trim_end_matches('/').to_owned();
    let policy = format!(
        "default-src 'none'; script-src 'self' {theirs} 'wasm-unsafe-eval'; style-src {theirs}; img-src {theirs} data: blob:; font-src {theirs}; connect-src {theirs}; frame-src {theirs}"
    );
    let policy: &'static str = policy.leak();
    let theme = theme.replace("\"/choiceboard/", &format!("\"{there}choiceboard/"));
    assert!(theme.contains(&there));
    let elsewhere = there.clone();
    let (complete, height) = (complete.clone(), height.clone());
    let visit = Visit::bent(move |url| {
        let element = format!(
            "<div data-choice-board=\"{elsewhere}choiceboard/boards/water-cycle.json\"></div><script src=\"/theme.js\"></script>"
        );
        let frame = "<iframe title=\"Board\" width=\"900\" height=\"100\"></iframe><script src=\"/height.js\"></script>";
        let page = |body: &str| {
            let page = format!("<!doctype html><html lang=\"en\"><title>A page</title>{body}");
            Some(Bent::Hosts(policy, page.into_bytes()))
        };
        let script = |text: String| Some(Bent::Says(200, "text/javascript", text.into_bytes()));
        match url {
            "/element.html" => page(&element),
            "/frame.html" => page(frame),
            "/theme.js" => script(theme.clone()),
            "/complete.js" => script(complete.clone()),
            "/height.js" => script(format!(
                "document.querySelector('iframe').src = '{elsewhere}choiceboard/index.html?board=boards/water-cycle.json&parent=' + encodeURIComponent(location.origin);{height}"
            )),
            _ => None,
        }
    });
    visit.go("element.html");
    let stands = "return !!document.querySelector('choice-board')?.shadowRoot.querySelector('iframe')?.contentDocument?.querySelector('[data-activity]')";
    visit.wait_for("the board", || visit.script(stands, &[]) == json!(true));
    // Who listens hears it, as it is written down.
    let listen = "globalThis.said = []; console.log = (...all) => said.push(all.join(' '));
        const script = document.createElement('script'); script.src = '/complete.js'; script.onload = () => (globalThis.listens = true); document.body.append(script)";
    visit.script(listen, &[]);
    visit.wait_for("the script", || {
        visit.script("return globalThis.listens === true", &[]) == json!(true)
    });
    let tell = "document.querySelector('choice-board').dispatchEvent(new CustomEvent('choiceboard:complete', { detail: { summary: { points: 7 } } })); return said";
    assert_eq!(visit.script(tell, &[]), json!(["Done, with 7 points"]));
    visit.go("frame.html");
    let tall = "return Number(document.querySelector('iframe').height) > 400";
    visit.wait_for("its height", || visit.script(tall, &[]) == json!(true));
    let closed =
        "try { return document.querySelector('iframe').contentDocument } catch { return null }";
    assert_eq!(
        visit.script(closed, &[]),
        json!(null),
        "it is of this origin"
    );
    visit.end_in_trouble();
}

/// A server of docs/servers, told of the page's origin; it ends with the test.
struct Guide(Child);

impl Guide {
    fn start(program: &str, file: &str, port: u16, origin: &str) -> Guide {
        let folder = std::env::temp_dir().join(format!("choiceboard-guide-{program}-{port}"));
        fs::create_dir_all(&folder).unwrap();
        let child = Command::new(program)
            .arg(xtask::root().join("docs/servers").join(file))
            .arg(port.to_string())
            .current_dir(folder)
            .env("TOKEN", "secret")
            .env("ORIGIN", origin)
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{program}: {error}"));
        Guide(child)
    }

    /// Waits until somebody answers at this port; whether it is this server, which has not ended.
    fn answers(&mut self, port: u16) -> bool {
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if self.0.try_wait().unwrap().is_some() {
                return false;
            }
            sleep(Duration::from_millis(20));
        }
        sleep(Duration::from_millis(200));
        self.0.try_wait().unwrap().is_none()
    }
}

impl Drop for Guide {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_servers_that_are_written_down_are_reached_from_another_origin() {
    for (program, file) in [("node", "server.mjs"), ("python3", "server.py")] {
        // The port is known when the server has taken it.
        let taken: Arc<OnceLock<u16>> = Arc::default();
        let of_server = taken.clone();
        let visit = Visit::bent(move |url| match url {
            "/page.html" => {
                let port = of_server.get()?;
                let policy = format!(
                    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' http://127.0.0.1:{port}"
                );
                let page = format!(
                    "<!doctype html><title>A page</title><script type=\"module\" src=\"/choiceboard/choiceboard.js\"></script>
                     <choice-board id=\"one\" board=\"/choiceboard/boards/water-cycle.json\" learner=\"u-17\" endpoint=\"http://127.0.0.1:{port}/\"></choice-board>
                     <script src=\"/token.js\"></script>"
                );
                Some(Bent::Hosts(policy.leak(), page.into_bytes()))
            }
            "/token.js" => {
                let script = "document.getElementById('one').token = () => 'secret'";
                Some(Bent::Says(200, "text/javascript", script.into()))
            }
            url => installed(url),
        });
        let origin = visit.site.url("");
        let mut server = None;
        // A port that was free a moment ago may be somebody else's now, and then the server ends: with another one, it does not.
        visit.wait_for(file, || {
            let free = TcpListener::bind("127.0.0.1:0").unwrap();
            let port = free.local_addr().unwrap().port();
            drop(free);
            let mut started = Guide::start(program, file, port, origin.trim_end_matches('/'));
            let runs = started.answers(port);
            if runs {
                taken.set(port).unwrap();
                server = Some(started);
            }
            runs
        });
        visit.go("page.html");
        let said = "return page.querySelector('.cb-saved')?.innerText ?? ''";
        let confirmed = says("ui-saved-confirmed");
        visit.wait_for(&confirmed, || {
            let said = inside(&visit, "one", said);
            said.as_str().is_some_and(|said| said.contains(&confirmed))
        });
        drop(server);
        visit.end_in_trouble();
    }
}
