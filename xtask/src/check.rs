//! Formatting, lints in every shape the code is built in, and the pure half on its own.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::root;
use crate::step::{answer, run, step};
use crate::tools;

/// Crates that only a browser can run; the pure half must not know them.
const BROWSER_CRATES: [&str; 6] = [
    "leptos",
    "wasm-bindgen",
    "js-sys",
    "web-sys",
    "gloo",
    "wasm-bindgen-futures",
];

/// What a test may do and the product may not: a test fails by panicking. (clippy's own switches know test functions only, not
/// what they call.)
const FOR_TESTS: [&str; 4] = [
    "clippy::unwrap_used",
    "clippy::expect_used",
    "clippy::panic",
    "clippy::indexing_slicing",
];

/// `cargo xtask check`
pub fn check() -> Result<()> {
    tools::wasm_target()?;
    step("Formatting", || cargo(&["fmt", "--all", "--check"]))?;
    step("The pure half knows no browser", pure_half)?;
    step("Lints, native", || {
        clippy(&["--workspace", "--features", "cli,schema"], &[])?;
        let tests = [
            "--workspace",
            "--all-targets",
            "--features",
            "cli,schema,browser",
        ];
        clippy(&tests, &FOR_TESTS)
    })?;
    step("Lints, WebAssembly", || {
        let player = [
            "--lib",
            "--bin",
            "player",
            "--features",
            "web",
            "--target",
            "wasm32-unknown-unknown",
        ];
        clippy(&player, &[])?;
        let server = [
            "--bin",
            "evaluate",
            "--features",
            "server",
            "--target",
            "wasm32-unknown-unknown",
        ];
        clippy(&server, &[])
    })?;
    step("The direction of the arrows", || {
        cargo(&["test", "--quiet", "--test", "arrows"])
    })
}

/// Builds the library without `web`, and looks for browser crates among what it needs.
fn pure_half() -> Result<()> {
    cargo(&["check", "--package", "choiceboard", "--lib"])?;
    let needs = answer(
        "cargo",
        &[
            "tree",
            "--package",
            "choiceboard",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ],
    )
    .context("cargo tree failed")?;
    let found: Vec<&str> = needs
        .lines()
        .filter(|line| {
            line.split_whitespace()
                .next()
                .is_some_and(|name| BROWSER_CRATES.contains(&name))
        })
        .collect();
    if !found.is_empty() {
        bail!("without `web` the library needs {}", found.join(", "));
    }
    Ok(())
}

fn clippy(words: &[&str], allowed: &[&str]) -> Result<()> {
    let mut all = vec!["clippy", "--quiet"];
    all.extend(words);
    all.extend(["--", "--deny", "warnings"]);
    for lint in allowed {
        all.extend(["--allow", lint]);
    }
    cargo(&all)
}

fn cargo(words: &[&str]) -> Result<()> {
    run(Command::new("cargo").args(words).current_dir(root()))
}
