//! The conformance kit against the servers of docs/servers: they keep every promise; and with one line of theirs taken out or
//! bent, the promise that it keeps is the one that is called broken.
#![cfg(test)]
#![cfg(feature = "cli")]

use lms::Lms;
use std::collections::BTreeSet;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

const NODE: &str = include_str!("../docs/servers/server.mjs");
const PYTHON: &str = include_str!("../docs/servers/server.py");

/// A server in a folder of its own; it ends with the test.
struct Server {
    child: Child,
    folder: PathBuf,
    url: String,
}

impl Server {
    fn start(name: &str, program: &str, ending: &str, source: &str) -> Server {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("conformance-{name}"));
        // On a busy machine a port may be gone again before the server is there.
        for _ in 0..5 {
            let port = port();
            let _ = std::fs::remove_dir_all(&folder);
            std::fs::create_dir_all(&folder).unwrap();
            let file = folder.join(format!("server.{ending}"));
            std::fs::write(&file, source).unwrap();
            let child = Command::new(program)
                .arg(&file)
                .arg(port.to_string())
                .current_dir(&folder)
                .env("TOKEN", "secret")
                .stderr(Stdio::null())
                .spawn()
                .unwrap_or_else(|error| panic!("{program}: {error}"));
            let mut server = Server {
                child,
                folder: folder.clone(),
                url: format!("http://127.0.0.1:{port}/"),
            };
            for _ in 0..200 {
                thread::sleep(Duration::from_millis(50));
                if server.child.try_wait().unwrap().is_some() {
                    break;
                }
                if answers(port) {
                    return server;
                }
            }
        }
        panic!("{program} does not answer");
    }

    fn try_promises(&self) -> Tried {
        try_promises(&self.url, &["--token", "secret"])
    }
}

/// A port that nobody has, and that no other test here is given.
fn port() -> u16 {
    static GIVEN: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());
    loop {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        if GIVEN.lock().unwrap().insert(port) {
            return port;
        }
    }
}

/// Somebody listens there. A connection to a port that nobody has may come from that port itself.
fn answers(port: u16) -> bool {
    TcpStream::connect(("127.0.0.1", port)).is_ok_and(|stream| {
        let (from, to) = (stream.local_addr(), stream.peer_addr());
        from.is_ok_and(|from| to.is_ok_and(|to| from != to))
    })
}

/// Names of the promises that are kept, what is said of those that are broken or could not be asked, and the exit status.
type Tried = (Vec<String>, Vec<Value>, Option<i32>);

fn try_promises(url: &str, options: &[&str]) -> Tried {
    let output = Command::new(env!("CARGO_BIN_EXE_choiceboard"))
        .args(["conformance", url, "--json"])
        .args(options)
        .output()
        .unwrap();
    let list: Vec<Value> = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let (kept, broken): (Vec<Value>, Vec<Value>) = list
        .into_iter()
        .partition(|promise| promise["kept"] == true);
    (names(&kept), broken, output.status.code())
}

fn names(promises: &[Value]) -> Vec<String> {
    let names = promises
        .iter()
        .filter_map(|promise| promise["promise"].as_str());
    names.map(str::to_owned).collect()
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// But for the one that only an LMS can be asked that has enough of requests.
const ALL: usize = 19;

#[test]
fn the_server_for_node_keeps_every_promise() {
    let (kept, broken, status) = Server::start("node", "node", "mjs", NODE).try_promises();
    assert_eq!((kept.len(), names(&broken), status), (ALL, vec![], Some(0)));
}

#[test]
fn the_server_for_python_keeps_every_promise() {
    let (kept, broken, status) = Server::start("python", "python3", "py", PYTHON).try_promises();
    assert_eq!((kept.len(), names(&broken), status), (ALL, vec![], Some(0)));
}

#[test]
fn the_lms_of_the_browser_tests_keeps_every_promise() {
    let (_, site) = Lms::open(Path::new(env!("CARGO_TARGET_TMPDIR")), 0, ":memory:").unwrap();
    let (kept, broken, status) = try_promises(&site.url("api/progress"), &[]);
    // It gives a token to each learner, and the kit has one for all.
    assert_eq!(
        (kept.len(), names(&broken), status),
        (ALL - 1, vec![], Some(0))
    );
}

/// One thing bent in the server, a promise that must be called broken for it, and what the exchange that is shown for it must hold: of what was sent, and
/// of what came.
const BENT: [(&str, &str, &str, &str, &str); 24] = [
    (
        "return { contract: 1, ",
        "return { ",
        "answers",
        r#""contract":1"#,
        r#"{"accepted""#,
    ),
    (
        "accepted: events.map(({ id }) => id)",
        "accepted: []",
        "accepts",
        "-accepts-0",
        r#""accepted":[]"#,
    ),
    (
        "    keep(known, event);",
        "    setTimeout(() => keep(known, event), 500);",
        "stored",
        r#""events":[]"#,
        r#""accepted":[]"#,
    ),
    // A cursor that moves on for ever, and nowhere.
    (
        "cursor: String(cursor), more }",
        "cursor: `${Math.trunc(cursor)}.${process.hrtime.bigint()}`, more: more || !!known.events.at(-1)?.id.includes(\"-stored-\") }",
        "stored",
        r#""events":[]"#,
        r#""more":true"#,
    ),
    (
        "if (known.ids.has(event.id)) continue;",
        "if (known.ids.has(event.id)) throw new Error(\"known\");",
        "again",
        "-again-0",
        r#"{"error":"known"}"#,
    ),
    (
        "if (known.ids.has(event.id)) continue;",
        "",
        "once",
        r#""events":[]"#,
        "-once-0",
    ),
    // Each request knows what was there when it came.
    (
        "try { answer(200, exchange(JSON.parse(body))); }",
        "try {
    const request = JSON.parse(body);
    const known = log(request.board.id, request.learner.id);
    const before = new Set(known.ids);
    if (body.includes(\"-at-once-\")) await new Promise((go) => setTimeout(go, 500));
    known.ids = before;
    answer(200, exchange(request));
  }",
        "at once",
        r#""events":[]"#,
        "-at-once-0",
    ),
    (
        "    keep(known, event);",
        "    keep(known, { ...event, evidence: [] });",
        "unchanged",
        r#""events":[]"#,
        r#""evidence":[]"#,
    ),
    (
        "    keep(known, event);",
        "    if (event.type === \"done\") keep(known, event);",
        "unknown",
        r#""events":[]"#,
        r#""more":false"#,
    ),
    (
        "exchange(JSON.parse(body))",
        "exchange(JSON.parse(body.replaceAll(\"\\\\u0000\", \"\")))",
        "characters",
        r#""events":[]"#,
        "-characters-0",
    ),
    (
        "LARGEST] = [500, 1_000_000]",
        "LARGEST] = [500, 20_000]",
        "batch",
        "-batch-499",
        "{}",
    ),
    (
        "for (const event of events) {",
        "for (const event of events.slice(0, 100)) {",
        "pages",
        r#""after":"#,
        r#""more":false"#,
    ),
    (
        "const from = Number(after ?? 0);",
        "const from = 0;",
        "cursor",
        r#""events":[]"#,
        "-accepts-0",
    ),
    // A number that is given out before what it counts can be seen.
    (
        "const come = known.events.slice(from, from + PAGE);
  const cursor = from + come.length;",
        "const page = known.events.slice(from, from + PAGE);
  const come = page.filter(({ id }) => events.length || !id.includes(\"meanwhile-3\"));
  const cursor = from + page.length;",
        "meanwhile",
        r#""events":[]"#,
        r#""more":false"#,
    ),
    (
        "const more = cursor < known.events.length;",
        "const more = cursor < known.events.length || [...known.ids].some((id) => id.endsWith(\"-meanwhile-31\"));",
        "meanwhile",
        r#""events":[]"#,
        r#""more":true"#,
    ),
    (
        "JSON.stringify([board, learner]);",
        "JSON.stringify([board]);",
        "learners",
        "conformance-2",
        "-learners-0",
    ),
    (
        "JSON.stringify([board, learner]);",
        "JSON.stringify([learner]);",
        "boards",
        "-other",
        "-boards-0",
    ),
    (
        "refused: [], events: come",
        "refused: events.filter(({ by }) => by.role === \"teacher\").map(({ id }) => ({ id, code: \"no\", message: \"No.\" })), events: come",
        "refused",
        "-refused-1",
        r#""refused":[{"id""#,
    ),
    (
        "accepted: events.map(({ id }) => id), refused: [], events: come",
        "accepted: events.filter(({ by }) => by.role === \"learner\").map(({ id }) => id),
    refused: events.filter(({ by }) => by.role === \"teacher\").map(({ id }) => ({ id })), events: come",
        "refused",
        "-refused-1",
        r#""refused":[{"id""#,
    ),
    (
        "if (contract !== 1)",
        "if (!contract)",
        "nonsense",
        r#"\"contract\":99"#,
        r#""contract":1"#,
    ),
    ("if (TOKEN &&", "if (!TOKEN &&", "token", r#""events":[]"#, r#""contract":1"#),
    (
        "return answer(413, {});",
        "return answer(400, { error: \"too large\" });",
        "large",
        "-large-0",
        r#"{"error":"too large"}"#,
    ),
    (
        "if (body.length <= LARGEST) body += part;
  if (body.length > LARGEST) return answer(413, {});",
        "body += part;
  if (body.length > LARGEST) return exchange(JSON.parse(body)), answer(413, {});",
        "large",
        r#""events":[]"#,
        "-large-0",
    ),
    (
        "  let body = \"\";",
        "  if ((globalThis.asked = (globalThis.asked ?? 0) + 1) % 30 === 0) return answer(429, {});
  let body = \"\";",
        "busy",
        r#""events":[]"#,
        "429, Retry-After: ",
    ),
];

#[test]
fn a_bent_server_is_found_out() {
    // They wait more than they work: some at the same time.
    for some in (0..BENT.len()).collect::<Vec<_>>().chunks(6) {
        thread::scope(|scope| {
            for at in some {
                scope.spawn(move || find_out(*at));
            }
        });
    }
}

fn find_out(at: usize) {
    let (line, bent, promise, sent, came) = BENT[at];
    assert!(NODE.contains(line), "the server has no line {line}");
    let source = NODE.replace(line, bent);
    let server = Server::start(&format!("bent-{at}"), "node", "mjs", &source);
    let (_, broken, status) = server.try_promises();
    let found = broken.iter().find(|other| other["promise"] == promise);
    let Some(found) = found else {
        panic!("{promise} of {:?}", names(&broken));
    };
    // The exchange that shows it.
    let asked = found["sent"].to_string();
    assert!(asked.contains(sent), "{promise}: {sent}");
    let text = found["came"].as_str().unwrap();
    assert!(text.contains(came), "{promise}: {came}");
    assert_ne!(found["why"], "", "{promise}");
    assert_eq!(status, Some(1));
}

#[test]
fn every_promise_has_a_bent_server() {
    let (kept, ..) = Server::start("named", "node", "mjs", NODE).try_promises();
    let mut bent: Vec<&str> = BENT.iter().map(|bent| bent.2).collect();
    let kept = kept.iter().map(String::as_str).chain(["busy"]);
    bent.dedup();
    assert_eq!(kept.collect::<Vec<_>>(), bent);
}

/// Whoever looks only once too early keeps every other promise, but that what came twice stays in all pages.
#[test]
fn a_bent_server_may_keep_all_other_promises() {
    let bent = BENT.iter().find(|bent| bent.2 == "at once").unwrap();
    let source = NODE.replace(bent.0, bent.1);
    let (kept, broken, _) = Server::start("alone", "node", "mjs", &source).try_promises();
    assert_eq!(kept.len(), ALL - 2);
    assert_eq!(names(&broken), ["at once", "pages"]);
}

#[test]
fn whoever_says_how_long_to_wait_is_waited_for() {
    let line = "  let body = \"\";";
    assert!(NODE.contains(line));
    for after in ["1", "${new Date(Date.now() + 1500).toUTCString()}"] {
        // Whoever has waited is never told to wait again: it has been quiet then.
        let busy = format!(
            "  const quiet = Date.now() - (globalThis.last ?? 0) > 700;
  globalThis.last = Date.now();
  if (!quiet && (globalThis.asked = (globalThis.asked ?? 0) + 1) % 50 === 0) return response.writeHead(429, {{ \"Retry-After\": `{after}` }}).end();\n{line}"
        );
        let source = NODE.replace(line, &busy);
        let (kept, broken, status) = Server::start("busy", "node", "mjs", &source).try_promises();
        assert_eq!(
            (kept.len(), names(&broken), status),
            (ALL + 1, vec![], Some(0))
        );
    }
}

/// Whoever has enough for an hour breaks nothing by it, and says nothing of the rest.
#[test]
fn what_could_not_be_asked_is_not_broken() {
    let line = "  let body = \"\";";
    let busy = format!(
        "  if ((globalThis.asked = (globalThis.asked ?? 0) + 1) > 3) return response.writeHead(429, {{ \"Retry-After\": \"3600\" }}).end();\n{line}"
    );
    let server = Server::start("enough", "node", "mjs", &NODE.replace(line, &busy));
    let (kept, rest, status) = server.try_promises();
    // Its token it asks for before it counts.
    let left = ["answers", "accepts", "token", "busy"];
    assert_eq!((kept, status), (left.map(String::from).to_vec(), Some(2)));
    assert_eq!(rest.len(), ALL + 1 - left.len());
    for promise in rest {
        assert_eq!(promise["kept"], Value::Null, "{promise}");
        assert!(
            promise["came"].as_str().unwrap().contains("3600"),
            "{promise}"
        );
    }
}

/// An event that is too large even alone stays on the device.
#[test]
fn one_long_text_may_be_too_large() {
    let source = NODE.replace(
        "if (body.length > LARGEST)",
        "if (body.length > LARGEST || body.includes(\"-large-\"))",
    );
    assert_ne!(NODE, source);
    let (kept, broken, status) = Server::start("long", "node", "mjs", &source).try_promises();
    assert_eq!((kept.len(), names(&broken), status), (ALL, vec![], Some(0)));
}

#[test]
fn the_exchange_that_breaks_a_promise_is_printed() {
    let source = NODE.replace("accepted: events.map(({ id }) => id)", "accepted: []");
    let server = Server::start("printed", "node", "mjs", &source);
    let output = Command::new(env!("CARGO_BIN_EXE_choiceboard"))
        .args(["conformance", &server.url, "--token", "secret"])
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let mut lines = printed
        .lines()
        .skip_while(|line| !line.starts_with("BROKEN  accepts"));
    assert_eq!(
        lines.next(),
        Some("BROKEN  accepts: an event that is sent is accepted")
    );
    let why = lines.next().unwrap().trim();
    assert!(
        why.starts_with("1 of 1 are not accepted, conformance-"),
        "{why}"
    );
    let sent = lines.next().unwrap().trim();
    assert!(
        sent.starts_with(r#"sent {"contract":1,"board":{"id":"conformance-"#),
        "{sent}"
    );
    let came = lines.next().unwrap().trim();
    assert!(
        came.starts_with(r#"came {"contract":1,"accepted":[],"#),
        "{came}"
    );
}

#[test]
fn no_endpoint_is_no_verdict() {
    let output = Command::new(env!("CARGO_BIN_EXE_choiceboard"))
        .args(["conformance", "http://127.0.0.1:9/"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
}

/// The bridge to an LTI gradebook, against a platform that checks signature, claims and scope.
#[test]
fn scores_reach_an_lti_gradebook() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new("node")
        .arg(root.join("tests/pages/ags.mjs"))
        .arg(root.join("docs/servers/ags.mjs"))
        .output()
        .unwrap();
    let lines: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let line = |given: Value, activity: &str, grading: &str| {
        json!({ "userId": "ada", "scoreGiven": given, "scoreMaximum": 100,
            "activityProgress": activity, "gradingProgress": grading })
    };
    let wanted = json!([
        line(json!(33.33), "InProgress", "FullyGraded"),
        line(json!(50), "Submitted", "PendingManual"),
        line(json!(100), "Completed", "FullyGraded"),
    ]);
    assert_eq!(lines, wanted);
}
