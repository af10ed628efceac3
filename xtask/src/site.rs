//! A static server for `dist/`, with the content security policy that a strict LMS sends, and nothing a plain static
//! server would not do. Tests bend single answers to see what the page makes of them.

use std::collections::VecDeque;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use tiny_http::{Header, Request, Response, Server};

use crate::page::{self, beside};
use crate::step::took;

/// The port that `serve` tries first.
pub const USUAL_PORT: u16 = 8080;

/// What the widget promises to work under.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data: blob:; font-src 'self'; connect-src 'self'";

/// Where browsers report what the policy stopped.
const REPORTS: &str = "/reports";

/// Requests answered at the same time.
const WORKERS: usize = 8;

/// An answer that a test puts in place of a file.
#[derive(Clone)]
pub enum Bent {
    /// This status, type and body, under the usual policy.
    Says(u16, &'static str, Vec<u8>),
    /// As `Says`, under a policy of its own (a page that hosts the widget in a frame).
    Hosts(&'static str, Vec<u8>),
    /// The file, so much later.
    Slow(Duration),
    /// The connection breaks: what comes is no answer at all.
    Cut,
}

/// Chooses a bent answer by path (with its query), or none for the plain file.
type Bend = dyn Fn(&str) -> Option<Bent> + Send + Sync;

/// A running server; it ends when dropped.
pub struct Site {
    server: Arc<Server>,
    address: SocketAddr,
    reports: Arc<Mutex<VecDeque<String>>>,
}

/// `cargo xtask serve`: builds the page and serves it until interrupted.
pub fn serve(port: u16) -> Result<()> {
    let begun = Instant::now();
    let dist = page::build()?;
    let site = match Site::open(&dist, port, |_| None) {
        Ok(site) => site,
        Err(_) => {
            eprintln!("▸ Port {port} is taken; taking another");
            Site::open(&dist, 0, |_| None)?
        }
    };
    eprintln!("  ready after {}; Ctrl-C ends it", took(begun.elapsed()));
    println!("http://{}/", site.address);
    loop {
        thread::park();
    }
}

impl Site {
    /// Serves a folder on 127.0.0.1; port 0 takes any free one.
    pub fn open(
        folder: &Path,
        port: u16,
        bend: impl Fn(&str) -> Option<Bent> + Send + Sync + 'static,
    ) -> Result<Site> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let server = Server::from_listener(listener, None).map_err(|error| anyhow!("{error}"))?;
        let server = Arc::new(server);
        let bend: Arc<Bend> = Arc::new(bend);
        let reports = Arc::new(Mutex::new(VecDeque::new()));
        for _ in 0..WORKERS {
            let (server, bend, reports) = (server.clone(), bend.clone(), reports.clone());
            let folder = folder.to_path_buf();
            thread::spawn(move || {
                while let Ok(request) = server.recv() {
                    answer(&folder, &*bend, &reports, request);
                }
            });
        }
        Ok(Site {
            server,
            address,
            reports,
        })
    }

    /// The address of a file: `http://127.0.0.1:8080/index.html`.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}/{path}", self.address)
    }

    /// What the policy stopped so far, as browsers reported it.
    pub fn violations(&self) -> Vec<String> {
        let mut reports = self.reports.lock().unwrap_or_else(PoisonError::into_inner);
        reports.drain(..).collect()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        for _ in 0..WORKERS {
            self.server.unblock();
        }
    }
}

fn answer(folder: &Path, bend: &Bend, reports: &Mutex<VecDeque<String>>, mut request: Request) {
    let url = request.url().to_string();
    if url == REPORTS {
        let mut report = String::new();
        // A report that cannot be read still counts as one.
        let _ = request.as_reader().read_to_string(&mut report);
        reports
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push_back(report);
        send(request, says(204, "text/plain", Vec::new(), POLICY));
        return;
    }
    match bend(&url) {
        Some(Bent::Says(status, kind, body)) => send(request, says(status, kind, body, POLICY)),
        Some(Bent::Hosts(policy, body)) => {
            send(request, says(200, "text/html; charset=utf-8", body, policy))
        }
        Some(Bent::Slow(time)) => {
            thread::sleep(time);
            file(folder, &url, request);
        }
        Some(Bent::Cut) => {
            let mut writer = request.into_writer();
            // The browser hangs up on this; there is nobody left to tell of a failure.
            let _ = writer
                .write_all(b"\0\0\0\0\r\n\r\n")
                .and_then(|()| writer.flush());
        }
        None => file(folder, &url, request),
    }
}

fn file(folder: &Path, url: &str, request: Request) {
    let Some(path) = within(folder, url) else {
        return send(
            request,
            says(404, "text/plain", b"Not found".to_vec(), POLICY),
        );
    };
    let accepted = request
        .headers()
        .iter()
        .find(|header| header.field.equiv("Accept-Encoding"))
        .map(|header| header.value.as_str().to_string())
        .unwrap_or_default();
    let packed = [("br", "br"), ("gzip", "gz")]
        .into_iter()
        .filter(|(encoding, _)| accepted.split(',').any(|word| word.trim() == *encoding))
        .find_map(|(encoding, ending)| Some((encoding, fs::read(beside(&path, ending)).ok()?)));
    let (encoding, body) = match packed {
        Some((encoding, body)) => (Some(encoding), body),
        None => (None, fs::read(&path).unwrap_or_default()),
    };
    let mut response = says(200, kind(&path), body, POLICY);
    if let Some(encoding) = encoding {
        response.add_header(header("Content-Encoding", encoding));
    }
    response.add_header(header("Vary", "Accept-Encoding"));
    send(request, response);
}

/// The file a URL names, if it is a file below the folder.
fn within(folder: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.trim_start_matches('/');
    let path = Path::new(path);
    if path
        .components()
        .any(|part| !matches!(part, Component::Normal(_)))
    {
        return None;
    }
    let path = folder.join(path);
    let path = if path.is_dir() {
        path.join("index.html")
    } else {
        path
    };
    path.is_file().then_some(path)
}

fn says(status: u16, kind: &str, body: Vec<u8>, policy: &str) -> Response<Cursor<Vec<u8>>> {
    let length = body.len();
    let mut response = Response::new(
        status.into(),
        Vec::new(),
        Cursor::new(body),
        Some(length),
        None,
    );
    response.add_header(header("Content-Type", kind));
    response.add_header(header(
        "Content-Security-Policy",
        &format!("{policy}; report-uri {REPORTS}"),
    ));
    response.add_header(header("X-Content-Type-Options", "nosniff"));
    response.add_header(header("Cache-Control", "no-cache"));
    // A frame without an origin of its own fetches modules and wasm across origins.
    response.add_header(header("Access-Control-Allow-Origin", "*"));
    response.with_chunked_threshold(usize::MAX)
}

fn send(request: Request, response: Response<impl Read>) {
    // A browser that has gone away is no fault of the server's.
    let _ = request.respond(response);
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("every header here is plain ASCII")
}

fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("woff2") => "font/woff2",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_below_the_folder_are_served() {
        let folder = crate::root().join("xtask");
        assert_eq!(
            within(&folder, "/src/main.rs?board=x"),
            Some(folder.join("src/main.rs"))
        );
        for outside in [
            "/../Cargo.toml",
            "/src/../../Cargo.toml",
            "//etc/passwd",
            "/src",
            "/nothing",
        ] {
            assert_eq!(within(&folder, outside), None, "{outside}");
        }
    }

    #[test]
    fn a_packed_file_is_sent_to_those_who_can_unpack_it_and_the_policy_to_all() {
        let folder = std::env::temp_dir().join(format!("choiceboard-site-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("page.js"), "plain").unwrap();
        fs::write(folder.join("page.js.br"), "packed").unwrap();
        let site = Site::open(&folder, 0, |url| {
            (url == "/odd").then(|| Bent::Says(503, "text/plain", Vec::new()))
        })
        .unwrap();
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .build()
            .into();
        let ask = |path: &str, accept: &str| {
            agent
                .get(site.url(path))
                .header("Accept-Encoding", accept)
                .call()
                .unwrap()
        };
        let mut packed = ask("page.js", "gzip, br");
        assert_eq!(packed.headers()["content-encoding"], "br");
        assert_eq!(packed.body_mut().read_to_string().unwrap(), "packed");
        let mut plain = ask("page.js", "identity");
        assert_eq!(
            plain.headers()["content-type"],
            "text/javascript; charset=utf-8"
        );
        assert!(
            plain.headers()["content-security-policy"]
                .to_str()
                .unwrap()
                .starts_with(POLICY)
        );
        assert_eq!(plain.body_mut().read_to_string().unwrap(), "plain");
        assert_eq!(ask("odd", "identity").status(), 503);
        assert_eq!(ask("missing", "identity").status(), 404);
        fs::remove_dir_all(&folder).unwrap();
    }
}
