//! The production files: what trunk builds, with names that change when their contents do, precompressed, in `dist/`.
//!
//! `index.html` and `choiceboard.js` keep their names, because pages elsewhere link to them. What those two load carries a
//! digest in its name, so that a cache can never pair an old half with a new one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::root;
use crate::step::{run, step};
use crate::{split, tools, trace};

mod pressed;
mod script;
mod small;

pub use pressed::{beside, press};

/// What the page is made from: when none of it has changed, neither has the page.
const SOURCES: [&str; 30] = [
    "build.rs",
    "src",
    "style",
    "boards",
    "locales",
    "schema",
    "xtask/src",
    "xtask/first.txt",
    "index.html",
    "choiceboard.js",
    "link.js",
    "files.js",
    "map.js",
    "blobs.js",
    "pictures.js",
    "sound.js",
    "element.js",
    "inside.js",
    "single.js",
    "scorm.js",
    "cmi5.js",
    "refused.js",
    "choiceboard.d.ts",
    "rescue.js",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "package-lock.json",
    "rust-toolchain.toml",
    ".cargo/config.toml",
];

/// Folders that are served as they are.
const ALONGSIDE: [&str; 3] = ["boards", "locales", "schema"];

/// The program, and the part of it that follows (see [`split`]).
const PROGRAM: &str = "player_bg.wasm";
const REST: &str = "player_rest.wasm";

/// wasm-bindgen's script, which becomes a part of the loader.
const SCRIPT: &str = "player.js";
const LOADER: &str = "choiceboard.js";

/// The same with everything else that the page loads, for `choiceboard pack --as html`.
const SINGLE: &str = "single.js";

/// Files that other pages link to.
const KEPT_NAMES: [&str; 2] = ["index.html", "choiceboard.js"];

/// Builds `dist/` unless nothing has changed since it was built, and returns it.
pub fn build() -> Result<PathBuf> {
    let dist = root().join("dist");
    let stamp = root().join("target/choiceboard/page.digest");
    let digest = digest_of(&SOURCES.map(|source| root().join(source)))?;
    if fs::read_to_string(&stamp).is_ok_and(|kept| kept == digest)
        && dist.join("index.html").is_file()
    {
        return Ok(dist);
    }
    tools::for_building()?;
    let _ = fs::remove_file(&stamp);
    let staged = root().join("target/choiceboard/page");
    step("Building the page (a few minutes the first time)", || {
        trunk(&staged)
    })?;
    step("Cutting the program in two", || cut(&staged.join(PROGRAM)))?;
    step("Minifying, naming and compressing its files", || {
        alongside(&staged)?;
        minify(&staged)?;
        name_by_content(&staged)?;
        press(&staged)?;
        if dist.exists() {
            fs::remove_dir_all(&dist)?;
        }
        Ok(fs::rename(&staged, &dist)?)
    })?;
    fs::write(stamp, digest)?;
    Ok(dist)
}

/// Builds the page into a folder, program in one piece and with names, and returns the program's file.
pub fn whole(folder: &Path) -> Result<PathBuf> {
    trunk(folder)?;
    alongside(folder)?;
    Ok(folder.join(PROGRAM))
}

fn alongside(folder: &Path) -> Result<()> {
    for beside in ALONGSIDE {
        copy(&root().join(beside), &folder.join(beside))?;
    }
    Ok(())
}

/// Leaves in the program what a board needs first, and puts the rest beside it.
fn cut(program: &Path) -> Result<()> {
    let script = program.with_file_name(SCRIPT);
    let (whole, short) = split::shortened(&fs::read(program)?, &fs::read_to_string(&script)?)?;
    fs::write(script, script::shorter(&short))?;
    let map = fs::read_to_string(small::map()).context("the linker's map")?;
    let parts = split::split(&whole, &trace::kept()?, &map)?;
    fs::write(program.with_file_name(REST), parts.rest)?;
    Ok(fs::write(program, parts.first)?)
}

/// Every file below a folder, sorted.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    let mut left = vec![folder.to_path_buf()];
    while let Some(folder) = left.pop() {
        for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            if path.is_dir() {
                left.push(path);
            } else {
                all.push(path);
            }
        }
    }
    all.sort();
    Ok(all)
}

fn trunk(staged: &Path) -> Result<()> {
    if staged.exists() {
        fs::remove_dir_all(staged)?;
    }
    let program = tools::path()?;
    run(small::compile(&mut Command::new("trunk"))
        .args(["build", "--dist"])
        .arg(staged)
        .current_dir(root())
        .env("PATH", program)
        // trunk takes any value but true and false for a mistake.
        .env_remove("NO_COLOR"))
}

/// Makes the loader and wasm-bindgen's script one, without what nobody uses, and shortens scripts and style sheets in place.
/// (trunk's own way gives up on wasm-bindgen's scripts.)
fn minify(folder: &Path) -> Result<()> {
    let path = tools::path()?;
    // All of it as a classic script, for a board in one file.
    run(Command::new("esbuild")
        .args([
            "--bundle",
            "--format=iife",
            "--define:import.meta.url=choiceboardBase",
        ])
        .args(["--log-level=warning", "--allow-overwrite", SINGLE])
        .arg(["--outfile=", SINGLE].concat())
        .current_dir(folder)
        .env("PATH", &path))?;
    fs::remove_file(folder.join("inside.js"))?;
    run(Command::new("esbuild")
        .args([
            "--bundle",
            "--format=esm",
            "--external:./rescue.js",
            "--external:./link.js",
            "--external:./files.js",
            "--external:./element.js",
        ])
        .args(["--log-level=warning", "--allow-overwrite"])
        .arg(LOADER)
        .arg(["--outfile=", LOADER].concat())
        .current_dir(folder)
        .env("PATH", &path))?;
    fs::remove_file(folder.join(SCRIPT))?;
    let page = folder.join("index.html");
    fs::write(&page, lean(&fs::read_to_string(&page)?))?;
    let mut sources = files(folder)?;
    sources.retain(|file| {
        file.parent() == Some(folder)
            && file
                .extension()
                .is_some_and(|ending| ending == "js" || ending == "css")
    });
    let mut outdir = std::ffi::OsString::from("--outdir=");
    outdir.push(folder);
    run(Command::new("esbuild")
        .args(["--minify", "--log-level=warning", "--allow-overwrite"])
        .arg(outdir)
        .args(sources)
        .env("PATH", path))
}

/// A page without what only its writers read: comments, indents, and what trunk was told.
fn lean(page: &str) -> String {
    let mut parts = page.split("<!--");
    let mut out = String::from(parts.next().unwrap_or_default());
    out.extend(
        parts
            .filter_map(|part| part.split_once("-->"))
            .map(|(_, rest)| rest),
    );
    out.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("<link data-trunk "))
        .collect::<Vec<_>>()
        .join("\n")
}

fn digest_of(sources: &[PathBuf]) -> Result<String> {
    let mut digest = Sha256::new();
    for source in sources {
        let files = match source.is_dir() {
            true => files(source)?,
            false => vec![source.clone()],
        };
        for file in files.iter().filter(|file| file.is_file()) {
            let contents = fs::read(file)?;
            digest.update(file.to_string_lossy().as_bytes());
            digest.update(contents.len().to_le_bytes());
            digest.update(contents);
        }
    }
    Ok(format!("{:x}", digest.finalize()))
}

/// Gives each file at the top that others mention a name with its digest, and them the new name. One that a compiled file
/// mentions keeps its name, since nothing can be replaced in there.
fn name_by_content(folder: &Path) -> Result<()> {
    let mut all: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.path().is_file() {
            all.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    all.sort();
    let mut left = all.clone();
    left.retain(|name| {
        let mut by = all
            .iter()
            .filter(|file| *file != name && mentions(folder, file, name))
            .peekable();
        !KEPT_NAMES.contains(&name.as_str())
            && by.peek().is_some()
            && !by.any(|file| file.ends_with(".wasm"))
    });
    // One that mentions another waits until that one has its name, for the name is part of its contents.
    while !left.is_empty() {
        let waits = |name: &String| {
            left.iter()
                .any(|other| other != name && mentions(folder, name, other))
        };
        let ready = left
            .iter()
            .position(|name| !waits(name))
            .with_context(|| format!("these files mention each other: {}", left.join(", ")))?;
        let name = left.remove(ready);
        let digest = format!("{:x}", Sha256::digest(fs::read(folder.join(&name))?));
        let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
        let renamed = format!("{stem}-{}.{ending}", digest.get(..10).unwrap_or(&digest));
        fs::rename(folder.join(&name), folder.join(&renamed))?;
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if let Ok(text) = fs::read_to_string(&path)
                && text.contains(&name)
            {
                fs::write(&path, text.replace(&name, &renamed))?;
            }
        }
    }
    Ok(())
}

fn mentions(folder: &Path, file: &str, name: &str) -> bool {
    let contents = fs::read(folder.join(file)).unwrap_or_default();
    contents
        .windows(name.len())
        .any(|window| window == name.as_bytes())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    if !from.is_dir() {
        return Ok(());
    }
    for file in files(from)? {
        let to = to.join(file.strip_prefix(from)?);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(file, to)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_shipped_without_its_writers_words() {
        let page = "<!doctype html>\n<!-- Why: a\n  reason -->\n\n<p>\n  One <!-- 1 --> two\n  <link data-trunk rel=\"rust\">\n</p>\n";
        assert_eq!(lean(page), "<!doctype html>\n<p>\nOne  two\n</p>");
    }

    #[test]
    fn a_name_changes_with_what_the_file_loads() {
        let before = named("first");
        let after = named("second");
        let [html, css, loader, program, wasm] = before.as_slice() else {
            panic!("five files: {before:?}");
        };
        assert_eq!(
            (html.as_str(), loader.as_str()),
            ("index.html", "choiceboard.js")
        );
        assert!(
            css.starts_with("look-")
                && program.starts_with("player-")
                && wasm.starts_with("player_bg-")
        );
        assert!(
            after.contains(css),
            "the style sheet has not changed: {after:?}"
        );
        assert!(
            !after.contains(program) && !after.contains(wasm),
            "{after:?}"
        );
    }

    /// The names of a small page's files, each of which mentions only files that are there.
    fn named(program: &str) -> Vec<String> {
        let folder = std::env::temp_dir().join(format!(
            "choiceboard-names-{program}-{}",
            std::process::id()
        ));
        fs::create_dir_all(&folder).unwrap();
        let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
        write(
            "index.html",
            "<link href=look.css><script src=choiceboard.js>",
        );
        write(
            "choiceboard.js",
            "fetch('player_bg.wasm'); import('./player.js')",
        );
        write("player.js", "new URL('player_bg.wasm')");
        write("player_bg.wasm", program);
        write("look.css", "a {}");
        name_by_content(&folder).unwrap();
        let files = files(&folder).unwrap();
        let mut names: Vec<String> = files
            .iter()
            .map(|file| file.file_name().unwrap().to_str().unwrap().to_string())
            .collect();
        let all: String = files
            .iter()
            .map(|file| fs::read_to_string(file).unwrap())
            .collect();
        for old in ["look.css", "player.js", "player_bg.wasm"] {
            assert!(!all.contains(old), "{old} is still mentioned: {all}");
        }
        for name in names.iter().filter(|name| *name != "index.html") {
            assert!(
                all.contains(name.as_str()),
                "{name} is not mentioned: {all}"
            );
        }
        fs::remove_dir_all(&folder).unwrap();
        names.sort_by_key(|name| {
            (
                !name.ends_with("html"),
                !name.ends_with("css"),
                name.clone(),
            )
        });
        names
    }
}
