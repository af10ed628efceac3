//! The driver's process, and what a new session asks of it.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::tools;

/// How long the driver may take to answer, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// How many ports are tried: between being found free and being taken by the driver, one may have become somebody else's.
const PORTS: usize = 5;

/// A running driver; it ends when dropped, and its browsers with it.
pub struct Engine {
    process: Child,
    address: String,
    driver: PathBuf,
}

impl Engine {
    /// Starts the driver on a free port, and waits until it answers.
    pub fn start() -> Result<Engine> {
        let driver = tools::driver().context("no WebDriver found: run `cargo xtask test` once")?;
        for _ in 0..PORTS {
            if let Some(engine) = Engine::on_a_port(&driver)? {
                return Ok(engine);
            }
        }
        bail!("{} ends at once, whatever its port", driver.display());
    }

    /// Nothing where the driver ends by itself.
    fn on_a_port(driver: &Path) -> Result<Option<Engine>> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port();
        let process = Command::new(driver)
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {}", driver.display()))?;
        let mut engine = Engine {
            process,
            address: format!("http://127.0.0.1:{port}"),
            driver: driver.to_path_buf(),
        };
        let begun = Instant::now();
        loop {
            let answers = ureq::get(engine.url("status")).call().is_ok();
            // Whoever answers in its place is another server.
            if engine.process.try_wait()?.is_some() {
                return Ok(None);
            }
            if answers {
                return Ok(Some(engine));
            }
            if begun.elapsed() > PATIENCE {
                bail!("{} does not answer", engine.driver.display());
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Chromium's own commands work.
    pub fn is_chromium(&self) -> bool {
        self.named("chromedriver")
    }

    /// The driver's address of a command.
    pub(super) fn url(&self, command: &str) -> String {
        format!("{}/{command}", self.address)
    }

    /// A window of this size without a screen, with nothing kept from earlier ones.
    pub(super) fn capabilities(&self, (width, height): (u32, u32)) -> Value {
        // On a slowed processor the bench's largest board takes longer than the half minute that scripts have by themselves.
        let mut asked = json!({
            "unhandledPromptBehavior": "ignore",
            "timeouts": { "script": 100_000 },
        });
        if self.is_chromium() {
            let mut chrome = json!({ "args": [
                "--headless=new",
                // As root, Chromium starts only without its sandbox; the pages are ours.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--force-device-scale-factor=1",
                // A microphone that beeps, and nobody has to be asked for it.
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream",
                format!("--window-size={width},{height}"),
            ] });
            if let Some(browser) = tools::browser() {
                chrome["binary"] = json!(browser);
            }
            asked["goog:chromeOptions"] = chrome;
            asked["goog:loggingPrefs"] = json!({ "browser": "ALL" });
        } else if self.named("geckodriver") {
            asked["moz:firefoxOptions"] = json!({ "args": ["-headless"] });
        }
        json!({ "capabilities": { "alwaysMatch": asked } })
    }

    fn named(&self, name: &str) -> bool {
        self.driver
            .file_name()
            .is_some_and(|file| file.to_string_lossy().starts_with(name))
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        // Already gone is as good.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
