//! The rules for servers in JavaScript: `dist/server/`, one function in WebAssembly for Node.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::root;
use crate::step::{run, step};
use crate::tools;

/// Builds `server/` in the page's folder, which is made anew whenever a source has changed; returns it.
pub fn build(dist: &Path) -> Result<PathBuf> {
    let folder = dist.join("server");
    if folder.join("evaluate.js").is_file() {
        return Ok(folder);
    }
    step(
        "Building the rules for servers (a minute the first time)",
        || {
            // Compiled with other switches than the page, so in a folder of its own.
            let target = root().join("target/server");
            run(Command::new("cargo")
                .args(["build", "--locked", "--profile", "web"])
                .args(["--target", "wasm32-unknown-unknown"])
                .args(["--features", "server", "--bin", "evaluate"])
                .arg("--target-dir")
                .arg(&target)
                .current_dir(root()))?;
            // Whole or not at all: what is there is taken for finished.
            let staged = target.join("staged");
            if staged.exists() {
                fs::remove_dir_all(&staged)?;
            }
            run(Command::new("wasm-bindgen")
                .args(["--target", "nodejs", "--out-dir"])
                .arg(&staged)
                .arg(target.join("wasm32-unknown-unknown/web/evaluate.wasm"))
                .env("PATH", tools::path()?))?;
            Ok(fs::rename(staged, &folder)?)
        },
    )?;
    Ok(folder)
}
