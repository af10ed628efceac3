//! A static server for `dist/`, with the content security policy that a strict LMS sends, and nothing a plain static
//! server would not do. Tests bend single answers to see what the page makes of them.

use std::collections::VecDeque;
use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Component, Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::page::{self, beside};
use crate::root;
use crate::step::{run, took};

/// The port that `serve` tries first.
pub const USUAL_PORT: u16 = 8080;

/// What the widget promises to work under.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data: blob:; font-src 'self'; connect-src 'self'";

/// Where browsers report what the policy stopped.
const REPORTS: &str = "/reports";

/// Headers of a page that no other origin can look into: <https://html.spec.whatwg.org/#coop>.
const ALONE: [(HeaderName, &str); 2] = [
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-embedder-policy"),
        "require-corp",
    ),
];

/// What is sent for one request.
type Answer = Response<Full<Bytes>>;

/// An answer that a test puts in place of a file.
#[derive(Clone)]
pub enum Bent {
    /// This status, type and body, under the usual policy.
    Says(u16, &'static str, Vec<u8>),
    /// As `Says`, under a policy of its own (a page that hosts the widget in a frame).
    Hosts(&'static str, Vec<u8>),
    /// The file, to a page that shares its process with no other origin: only there do clocks tell microseconds.
    Alone,
    /// The file, to pages of its own origin only: without the word that others may read it.
    Unshared,
    /// The connection breaks: what comes is no answer at all.
    Cut,
    /// Too many requests: to come again after so many seconds.
    Busy(u32),
    /// This so much later; without it the file.
    Late(Duration, Option<Box<Bent>>),
    /// The file, once this is true.
    Held(Arc<AtomicBool>),
}

/// What was asked for.
pub struct Asked {
    /// Path and query.
    pub url: String,
    /// `GET`, `POST`.
    pub method: String,
    /// The token behind `Authorization: Bearer`.
    pub bearer: Option<String>,
    /// The number of its session, `X-CSRF-Token`.
    pub number: String,
    /// What came with it.
    pub body: Vec<u8>,
}

/// Chooses a bent answer, or none for the plain file.
type Bend = dyn Fn(&Asked) -> Option<Bent> + Send + Sync;

/// A running server; it ends when dropped.
pub struct Site {
    address: SocketAddr,
    reports: Arc<Mutex<VecDeque<String>>>,
    _until: oneshot::Sender<()>,
}

/// What every request is answered from.
struct Desk {
    folder: PathBuf,
    bend: Box<Bend>,
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

/// `cargo xtask lms`: the same inside a small LMS (`tests/lms`), which is a program of its own: nothing here may need its database.
pub fn lms() -> Result<()> {
    run(Command::new("cargo")
        .args(["run", "--quiet", "--package", "lms"])
        .current_dir(root()))
}

impl Site {
    /// Serves a folder on 127.0.0.1; port 0 takes any free one.
    pub fn open(
        folder: &Path,
        port: u16,
        bend: impl Fn(&str) -> Option<Bent> + Send + Sync + 'static,
    ) -> Result<Site> {
        Site::answering(folder, port, move |asked| bend(&asked.url))
    }

    /// The same, where more than the path makes the answer.
    pub fn answering(
        folder: &Path,
        port: u16,
        bend: impl Fn(&Asked) -> Option<Bent> + Send + Sync + 'static,
    ) -> Result<Site> {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let reports: Arc<Mutex<VecDeque<String>>> = Arc::default();
        let desk = Arc::new(Desk {
            folder: folder.to_path_buf(),
            bend: Box::new(bend),
            reports: reports.clone(),
        });
        let (until, dropped) = oneshot::channel();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        thread::spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    _ = dropped => {}
                    _ = desk.open(listener) => {}
                }
            });
        });
        Ok(Site {
            address,
            reports,
            _until: until,
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

impl Desk {
    /// Answers whoever comes. Each connection has a task of its own, so that none waits for another.
    async fn open(self: Arc<Self>, listener: std::net::TcpListener) -> Result<()> {
        let listener = TcpListener::from_std(listener)?;
        loop {
            let (stream, _) = listener.accept().await?;
            let desk = self.clone();
            tokio::spawn(async move {
                let answers = service_fn(|request| desk.answer(request));
                // A browser that has gone away is no fault of the server's.
                let _ = http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), answers)
                    .await;
            });
        }
    }

    async fn answer(&self, request: Request<Incoming>) -> io::Result<Answer> {
        let url = request.uri().to_string();
        let accepted = text(request.headers().get(header::ACCEPT_ENCODING));
        let method = request.method().to_string();
        let bearer = text(request.headers().get(header::AUTHORIZATION));
        let bearer = bearer.strip_prefix("Bearer ").map(String::from);
        let number = text(request.headers().get("X-CSRF-Token"));
        // A report that cannot be read still counts as one.
        let body = request.into_body().collect().await;
        let body = body.map_or_else(|_| Bytes::new(), |whole| whole.to_bytes());
        if url == REPORTS {
            let mut reports = self.reports.lock().unwrap_or_else(PoisonError::into_inner);
            reports.push_back(String::from_utf8_lossy(&body).into_owned());
            return Ok(says(204, "text/plain", Vec::new(), POLICY));
        }
        let asked = Asked {
            url,
            method,
            bearer,
            number,
            body: body.to_vec(),
        };
        let bent = (self.bend)(&asked);
        self.bent(bent, &asked.url, &accepted).await
    }

    async fn bent(&self, bent: Option<Bent>, url: &str, accepted: &str) -> io::Result<Answer> {
        Ok(match bent {
            Some(Bent::Late(time, then)) => {
                tokio::time::sleep(time).await;
                let then = then.map(|then| *then);
                return Box::pin(self.bent(then, url, accepted)).await;
            }
            Some(Bent::Held(free)) => {
                while !free.load(Ordering::Relaxed) {
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
                self.file(url, accepted)
            }
            Some(Bent::Busy(seconds)) => {
                let mut answer = says(429, "text/plain", Vec::new(), POLICY);
                set(&mut answer, header::RETRY_AFTER, &seconds.to_string());
                answer
            }
            Some(Bent::Says(status, kind, body)) => says(status, kind, body, POLICY),
            Some(Bent::Hosts(policy, body)) => says(200, "text/html; charset=utf-8", body, policy),
            Some(Bent::Alone) => {
                let mut answer = self.file(url, accepted);
                for (name, value) in ALONE {
                    set(&mut answer, name, value);
                }
                answer
            }
            Some(Bent::Unshared) => {
                let mut answer = self.file(url, accepted);
                let headers = answer.headers_mut();
                headers.remove(header::ACCESS_CONTROL_ALLOW_ORIGIN);
                answer
            }
            // The connection ends without an answer.
            Some(Bent::Cut) => return Err(io::ErrorKind::ConnectionAborted.into()),
            None => self.file(url, accepted),
        })
    }

    fn file(&self, url: &str, accepted: &str) -> Answer {
        let Some(path) = within(&self.folder, url) else {
            return says(404, "text/plain", b"Not found".to_vec(), POLICY);
        };
        let packed = [("br", "br"), ("gzip", "gz")]
            .into_iter()
            .filter(|(encoding, _)| accepted.split(',').any(|word| word.trim() == *encoding))
            .find_map(|(encoding, ending)| Some((encoding, fs::read(beside(&path, ending)).ok()?)));
        let (encoding, body) = match packed {
            Some((encoding, body)) => (Some(encoding), body),
            None => (None, fs::read(&path).unwrap_or_default()),
        };
        let mut answer = says(200, kind(&path), body, POLICY);
        if let Some(encoding) = encoding {
            set(&mut answer, header::CONTENT_ENCODING, encoding);
        }
        set(&mut answer, header::VARY, "Accept-Encoding");
        answer
    }
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

fn says(status: u16, kind: &str, body: Vec<u8>, policy: &str) -> Answer {
    let mut answer = Response::new(Full::from(body));
    *answer.status_mut() = StatusCode::from_u16(status).expect("every status here is one");
    let policy = format!("{policy}; report-uri {REPORTS}");
    for (name, value) in [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, &policy),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-cache"),
        // A frame without an origin of its own fetches modules and wasm across origins.
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ] {
        set(&mut answer, name, value);
    }
    answer
}

fn set(answer: &mut Answer, name: HeaderName, value: &str) {
    let value = HeaderValue::from_str(value).expect("every header here is plain ASCII");
    answer.headers_mut().insert(name, value);
}

fn text(value: Option<&HeaderValue>) -> String {
    let value = value.and_then(|value| value.to_str().ok());
    value.unwrap_or_default().to_string()
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
        let site = Site::open(&folder, 0, |url| match url {
            "/odd" => Some(Bent::Says(503, "text/plain", Vec::new())),
            "/page.js?alone" => Some(Bent::Unshared),
            _ => None,
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
        assert_eq!(plain.headers()["access-control-allow-origin"], "*");
        let mut unshared = ask("page.js?alone", "identity");
        let shared = unshared.headers().get("access-control-allow-origin");
        assert_eq!(shared, None);
        assert_eq!(unshared.body_mut().read_to_string().unwrap(), "plain");
        assert_eq!(ask("odd", "identity").status(), 503);
        assert_eq!(ask("missing", "identity").status(), 404);
        fs::remove_dir_all(&folder).unwrap();
    }
}
