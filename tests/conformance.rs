//! The conformance kit against the servers of docs/servers: they keep every promise; and with one line of theirs taken out or
//! bent, the promise that it keeps is the one that is called broken.
#![cfg(test)]
#![cfg(feature = "cli")]

use lms::Lms;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

const NODE: &str = include_str!("../docs/servers/server.mjs");
const PYTHON: &str = include_str!("../docs/servers/server.py");

/// Where the page comes from, for a server that is elsewhere.
const ORIGIN: &str = "https://boards.school.example";

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
                .env("ORIGIN", ORIGIN)
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
const ALL: usize = 20;

#[test]
fn a_server_is_forty_lines_of_code() {
    for (source, remark) in [(NODE, "//"), (PYTHON, "#")] {
        let lines = source.lines().map(str::trim);
        let code = lines.filter(|line| {
            !line.is_empty() && !line.starts_with(remark) && !line.starts_with("\"\"\"An LMS")
        });
        assert!(code.count() <= 40, "{remark}");
    }
}

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
const BENT: [(&str, &str, &str, &str, &str); 27] = [
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
        "cursor: String(cursor), more: cursor < known.events.length }",
        "cursor: `${Math.trunc(cursor)}.${process.hrtime.bigint()}`, more: cursor < known.events.length || !!known.events.at(-1)?.id.includes(\"-stored-\") }",
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
        "    answer(200, exchange(JSON.parse(body)));",
        "    const asked = JSON.parse(body);
    const known = log(asked.board.id, asked.learner.id);
    const before = new Set(known.ids);
    if (body.includes(\"-at-once-\")) await new Promise((go) => setTimeout(go, 500));
    known.ids = before;
    answer(200, exchange(asked));",
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
        "const from = known.events[after - 1] ? Number(after) : 0;",
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
        "more: cursor < known.events.length }",
        "more: cursor < known.events.length || [...known.ids].some((id) => id.endsWith(\"-meanwhile-31\")) }",
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
        ".filter((id) => !refused.has(id))",
        "",
        "refused",
        "-refused-1",
        r#""refused":[{"id""#,
    ),
    (
        "({ id, code: \"not_allowed\", message })",
        "({ id })",
        "refused",
        "-refused-1",
        r#""refused":[{"id""#,
    ),
    (
        "if (event.by?.role !== \"learner\")",
        "if (event.by?.role === \"nobody\")",
        "teacher",
        r#""role":"teacher""#,
        r#""refused":[]"#,
    ),
    // Whoever looks for the word alone.
    (
        "if (event.by?.role !== \"learner\")",
        "if (event.by?.role === \"teacher\")",
        "teacher",
        "-teacher-1",
        r#""refused":[]"#,
    ),
    (
        "code: \"not_allowed\"",
        "code: \"no\"",
        "teacher",
        "-teacher-0",
        r#""code":"no""#,
    ),
    (
        "if (contract !== 1)",
        "if (!contract)",
        "nonsense",
        r#"\"contract\":99"#,
        r#""contract":1"#,
    ),
    (
        "if (TOKEN &&",
        "if (!TOKEN &&",
        "token",
        r#""events":[]"#,
        r#""contract":1"#,
    ),
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

/// What stands around the event in question is shown of a long message, and not only how it begins.
#[test]
fn a_long_answer_is_shown_where_it_matters() {
    let source = NODE.replace(
        "    keep(known, event);",
        "    keep(known, event.id.includes(\"-unchanged-\") ? { ...event, evidence: [] } : event);",
    );
    assert_ne!(NODE, source);
    let server = Server::start("long-answer", "node", "mjs", &source);
    let (status, printed, _) = conformance(&[&server.url, "--token", "secret"]);
    assert_eq!(status, Some(1));
    let mut lines = printed
        .lines()
        .skip_while(|line| !line.starts_with("BROKEN  unchanged"))
        .skip(1)
        .map(str::trim);
    let why = lines.next().unwrap();
    assert!(
        why.starts_with("the field `evidence` of conformance-") && why.ends_with("}] and is []"),
        "{why}"
    );
    let came = lines.nth(1).unwrap();
    assert!(
        came.starts_with("came …")
            && came.contains("-unchanged-0")
            && came.ends_with(" characters)"),
        "{came}"
    );
}

/// The exit status, and what is printed and complained.
fn conformance(options: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_choiceboard"))
        .arg("conformance")
        .args(options)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn no_endpoint_is_no_verdict() {
    let (status, printed, _) = conformance(&["http://127.0.0.1:9/"]);
    assert_eq!((status, printed.as_str()), (Some(2), ""));
}

#[test]
fn whoever_is_not_let_in_is_told_so_on_one_line() {
    let server = Server::start("closed", "node", "mjs", NODE);
    let url = &*server.url;
    for (options, says) in [
        (
            &[url][..],
            "it answers 401: it wants a token (--token), or something else in a header (--header)\n",
        ),
        (
            &[url, "--token", "wrong", "--board", "b"],
            "it answers 401: it does not take this token (--token), or not for learner conformance-1 (--learner) on board b (--board)\n",
        ),
    ] {
        let (status, printed, complained) = conformance(options);
        assert_eq!((status, printed.as_str()), (Some(2), ""), "{options:?}");
        assert_eq!(complained, format!("choiceboard: {url}: {says}"));
    }
    let (_, site) = Lms::open(Path::new(env!("CARGO_TARGET_TMPDIR")), 0, ":memory:").unwrap();
    let (status, printed, complained) = conformance(&[&site.url("api/elsewhere"), "--board", "b"]);
    assert_eq!((status, printed.as_str()), (Some(2), ""));
    assert!(
        complained.ends_with(": it answers 404: no endpoint is there that takes POST, or it does not know board b (--board) or learner conformance-1 (--learner)\n"),
        "{complained}"
    );
}

/// A token in a command is there for everybody on the machine to read.
#[test]
fn a_token_may_come_by_the_environment() {
    let server = Server::start("environment", "node", "mjs", NODE);
    let tried = |token: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_choiceboard"));
        command.args(["conformance", &server.url, "--board", "b"]);
        command.env("CHOICEBOARD_TOKEN", token).output().unwrap()
    };
    let output = tried("secret");
    assert_eq!(output.status.code(), Some(0));
    let printed = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(!printed.contains("secret"), "{printed}");
    let complained = String::from_utf8(tried("wrong").stderr).unwrap();
    assert!(
        complained.contains("it does not take this token"),
        "{complained}"
    );
}

/// Both servers, and what they are told to begin with.
fn both(name: &str) -> [Server; 2] {
    [("node", "mjs", NODE), ("python3", "py", PYTHON)].map(|(program, ending, source)| {
        Server::start(&format!("{name}-{ending}"), program, ending, source)
    })
}

/// The status and the text that come, and the headers that a browser asks for.
fn sent(server: &Server, method: &str, body: &str) -> (u16, String, Vec<String>) {
    let agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .new_agent();
    let mut response = match method {
        "OPTIONS" => agent.options(&server.url).call(),
        _ => {
            let post = agent.post(&server.url);
            post.header("Authorization", "Bearer secret").send(body)
        }
    }
    .unwrap();
    let names = ["origin", "headers"];
    let header = |name: &str| {
        let value = response
            .headers()
            .get(format!("access-control-allow-{name}"));
        value.map_or(String::new(), |value| value.to_str().unwrap().to_owned())
    };
    let headers = names.iter().map(|name| header(name)).collect();
    let status = response.status().as_u16();
    let text = response.body_mut().read_to_string().unwrap();
    (status, text, headers)
}

#[test]
fn a_page_of_another_origin_is_let_in_where_the_server_is_told_of_it() {
    let allowed = [ORIGIN, "authorization, content-type"];
    for server in both("origin") {
        let (status, _, headers) = sent(&server, "OPTIONS", "");
        assert_eq!((status, &*headers), (200, &allowed.map(String::from)[..]));
        // Every answer says so, a refusal as well: else the page cannot read it.
        let (status, _, headers) = sent(&server, "POST", "{}");
        assert_eq!((status, &*headers), (400, &allowed.map(String::from)[..]));
    }
}

#[test]
fn odd_requests_are_answered_as_such() {
    let own = json!({ "id": "1", "by": { "role": "learner" } });
    let request = |board: Value, after: Value, events: Value| {
        json!({ "contract": 1, "board": { "id": board }, "learner": { "id": "u" }, "after": after, "events": events }).to_string()
    };
    for server in both("odd") {
        for odd in [
            request(json!({}), Value::Null, json!([])),
            request(json!(7), Value::Null, json!([])),
            request(json!("b"), Value::Null, json!([{}])),
            request(json!("b"), Value::Null, json!([7])),
            request(json!("b"), Value::Null, json!(7)),
            String::from("[]"),
            String::from("null"),
            String::from("{"),
            format!("{{\"contract\":1,\"deep\":{}", "[".repeat(200_000)),
        ] {
            let (status, text, _) = sent(&server, "POST", &odd);
            let shown: String = odd.chars().take(200).collect();
            assert_eq!(status, 400, "{shown}: {text}");
            let error: Value = serde_json::from_str(&text).unwrap();
            assert!(error["error"].is_string(), "{shown}: {text}");
        }
        let (status, ..) = sent(
            &server,
            "POST",
            &request(json!("b"), Value::Null, json!([own])),
        );
        assert_eq!(status, 200);
        // A cursor that was never given out is answered from the beginning.
        for after in ["zz", "-5", "NaN", "7", "99999999999999999999999999"] {
            let (status, text, _) = sent(
                &server,
                "POST",
                &request(json!("b"), json!(after), json!([])),
            );
            let answer: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(status, 200, "{after}: {text}");
            assert_eq!(answer["events"], json!([own]), "{after}: {text}");
            assert_eq!(answer["cursor"], "1", "{after}: {text}");
            assert_eq!(answer["more"], false, "{after}: {text}");
        }
    }
}

/// Someone who goes in the middle of a request takes nobody along.
#[test]
fn a_request_that_breaks_off_ends_no_server() {
    for server in both("broken-off") {
        let address = server
            .url
            .trim_start_matches("http://")
            .trim_end_matches('/');
        let mut stream = TcpStream::connect(address).unwrap();
        let head = "POST / HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer secret\r\nContent-Length: 1000\r\n\r\n{";
        stream.write_all(head.as_bytes()).unwrap();
        thread::sleep(Duration::from_millis(200));
        drop(stream);
        thread::sleep(Duration::from_millis(200));
        assert_eq!(sent(&server, "OPTIONS", "").0, 200);
    }
}

/// The first line of what is answered to a request that promises so many bytes, of which none come.
fn answered_unread(server: &Server, authorization: &str, promised: &str) -> String {
    let address = server.url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address.trim_end_matches('/')).unwrap();
    let patience = Some(Duration::from_secs(20));
    stream.set_read_timeout(patience).unwrap();
    let head = format!(
        "POST / HTTP/1.1\r\nHost: x\r\nAuthorization: {authorization}\r\nContent-Length: {promised}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut line = String::new();
    let came = BufReader::new(stream).read_line(&mut line);
    came.unwrap_or_else(|error| panic!("{}: {error}", server.url));
    line
}

/// Whoever may not be heard costs the server nothing, however much they say, and hears so all the same.
#[test]
fn who_has_no_token_is_turned_away_before_anything_is_read() {
    for server in both("unread") {
        let line = answered_unread(&server, "Bearer other", "1000000000000");
        assert!(line.contains(" 401 "), "{}: {line}", server.url);
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .build()
            .new_agent();
        let post = agent.post(&server.url);
        let answer = post.send("x".repeat(8_000_000)).unwrap();
        assert_eq!(answer.status(), 401, "{}", server.url);
    }
}

#[test]
fn the_server_in_python_reads_nothing_that_is_too_large() {
    let [_, server] = both("too-large");
    for promised in ["1000000000000", "-5"] {
        let line = answered_unread(&server, "Bearer secret", promised);
        assert!(line.contains(" 413 "), "{promised}: {line}");
    }
}

/// The machine stopped in the middle of a line: the server starts, and neither what was there nor what comes is lost by it.
#[test]
fn a_line_that_was_cut_off_costs_no_other() {
    let torn = r#"import { writeFileSync } from "node:fs";
        const before = '\n["b","u",{"id":"1","by":{"role":"learner"}}]\n["b","u",{"id":"2","by"';
        writeFileSync("choiceboard.jsonl", before);
    "#;
    let server = Server::start("torn", "node", "mjs", &[torn, NODE].concat());
    let event = json!({ "id": "3", "by": { "role": "learner" } });
    let request = json!({ "contract": 1, "board": { "id": "b" }, "learner": { "id": "u" }, "after": null, "events": [event] });
    let (status, text, _) = sent(&server, "POST", &request.to_string());
    let answer: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((status, &answer["accepted"]), (200, &json!(["3"])));
    let ids = |events: &Value| -> Vec<String> {
        let events = events.as_array().unwrap().iter();
        events.map(|event| event["id"].to_string()).collect()
    };
    assert_eq!(ids(&answer["events"]), ["\"1\"", "\"3\""]);
    let kept = std::fs::read_to_string(server.folder.join("choiceboard.jsonl")).unwrap();
    let last: Value = serde_json::from_str(kept.lines().last().unwrap()).unwrap();
    assert_eq!(last[2]["id"], "3");
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
