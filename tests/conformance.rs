//! The conformance kit against the servers of docs/servers: they keep every promise; and with one line of theirs taken out or
//! bent, the promise that it keeps is the one that is called broken.
#![cfg(test)]
#![cfg(feature = "cli")]

use lms::Lms;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
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
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("server.{ending}"));
        std::fs::write(&file, source).unwrap();
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let child = Command::new(program)
            .arg(&file)
            .arg(port.to_string())
            .current_dir(&folder)
            .env("TOKEN", "secret")
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{program}: {error}"));
        let server = Server {
            child,
            folder,
            url: format!("http://127.0.0.1:{port}/"),
        };
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return server;
            }
            thread::sleep(Duration::from_millis(50));
        }
        panic!("{program} does not answer");
    }

    fn try_promises(&self) -> Tried {
        try_promises(&self.url, &["--token", "secret"])
    }
}

/// Names of the promises, those kept and those broken; and the exit status.
type Tried = (Vec<String>, Vec<String>, Option<i32>);

fn try_promises(url: &str, options: &[&str]) -> Tried {
    let output = Command::new(env!("CARGO_BIN_EXE_choiceboard"))
        .args(["conformance", url, "--json"])
        .args(options)
        .output()
        .unwrap();
    let list: Vec<Value> = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let (kept, broken): (Vec<&Value>, Vec<&Value>) =
        list.iter().partition(|promise| promise["kept"] == true);
    let names = |list: Vec<&Value>| {
        let names = list
            .iter()
            .filter_map(|promise| promise["promise"].as_str());
        names.map(str::to_owned).collect()
    };
    (names(kept), names(broken), output.status.code())
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

const ALL: usize = 15;

#[test]
fn the_server_for_node_keeps_every_promise() {
    let (kept, broken, status) = Server::start("node", "node", "mjs", NODE).try_promises();
    assert_eq!((kept.len(), broken, status), (ALL, Vec::new(), Some(0)));
}

#[test]
fn the_server_for_python_keeps_every_promise() {
    let (kept, broken, status) = Server::start("python", "python3", "py", PYTHON).try_promises();
    assert_eq!((kept.len(), broken, status), (ALL, Vec::new(), Some(0)));
}

#[test]
fn the_lms_of_the_browser_tests_keeps_every_promise() {
    let (_, site) = Lms::open(Path::new(env!("CARGO_TARGET_TMPDIR")), 0, ":memory:").unwrap();
    let (kept, broken, status) = try_promises(&site.url("api/progress"), &[]);
    // It gives a token to each learner, and the kit has one for all.
    assert_eq!((kept.len(), broken, status), (ALL - 1, Vec::new(), Some(0)));
}

/// One thing bent in the server, and a promise that must be called broken for it.
const BENT: [(&str, &str, &str); 14] = [
    ("return { contract: 1, ", "return { ", "answers"),
    (
        "accepted: events.map(({ id }) => id)",
        "accepted: []",
        "accepts",
    ),
    (
        "if (known.ids.has(event.id)) continue;",
        "if (known.ids.has(event.id)) throw new Error(\"known\");",
        "again",
    ),
    ("if (known.ids.has(event.id)) continue;", "", "once"),
    (
        "keep(known, event);",
        "keep(known, { ...event, evidence: [] });",
        "unchanged",
    ),
    (
        "keep(known, event);",
        "if (event.type === \"done\") keep(known, event);",
        "unknown",
    ),
    (
        "exchange(JSON.parse(body))",
        "exchange(JSON.parse(body.replaceAll(\"\\\\u0000\", \"\")))",
        "characters",
    ),
    (
        "for (const event of events) {",
        "for (const event of events.slice(0, 100)) {",
        "pages",
    ),
    (
        "const from = Number(after ?? 0);",
        "const from = 0;",
        "cursor",
    ),
    (
        "JSON.stringify([board, learner]);",
        "JSON.stringify([board]);",
        "learners",
    ),
    (
        "JSON.stringify([board, learner]);",
        "JSON.stringify([learner]);",
        "boards",
    ),
    (
        "LARGEST] = [500, 1_000_000]",
        "LARGEST] = [500, 20_000]",
        "batch",
    ),
    ("if (contract !== 1)", "if (!contract)", "nonsense"),
    ("if (TOKEN &&", "if (!TOKEN &&", "token"),
];

#[test]
fn a_bent_server_is_found_out() {
    for (at, (line, bent, promise)) in BENT.into_iter().enumerate() {
        assert!(NODE.contains(line), "the server has no line {line}");
        let source = NODE.replace(line, bent);
        let server = Server::start(&format!("bent-{at}"), "node", "mjs", &source);
        let (_, broken, status) = server.try_promises();
        assert!(
            broken.iter().any(|name| name == promise),
            "{promise} of {broken:?}"
        );
        assert_eq!(status, Some(1));
    }
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
